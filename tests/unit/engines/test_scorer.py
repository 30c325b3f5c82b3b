"""The scorer with SmolLM2 itself, and its arithmetic without."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.engines.language_model.scorer import CTranslateScorer, batches, windows
from tests.support.models import model_folder

ENGLISH = LanguageCode("en")
MODEL = "smollm2-135m"

PAIRS = (
    ("She walks to work.", "She walk to work."),
    ("I have lived here for ten years.", "I live here since ten years."),
    ("He doesn't like coffee.", "He don't like coffee."),
    ("There are many people in the street.", "There is many people in the street."),
    ("I went to the beach yesterday.", "I go to the beach yesterday."),
    ("She is a teacher.", "She is teacher."),
    ("I am twenty years old.", "I have twenty years old."),
    ("They were at home.", "They was at home."),
    ("Can you help me?", "Can you to help me?"),
    ("I want to buy a new car.", "I want buy a new car."),
    ("It depends on the weather.", "It depends of the weather."),
    ("He is taller than me.", "He is more tall than me."),
    ("I bought an umbrella.", "I bought a umbrella."),
    ("We discussed the problem.", "We discussed about the problem."),
    ("My brother has two children.", "My brother has two childs."),
    ("Where does she live?", "Where she lives?"),
    ("I like the blue shirt.", "I like the shirt blue."),
    ("It is raining today.", "Is raining today."),
    ("I have never been to London.", "I have never went to London."),
    ("She told me the truth.", "She said me the truth."),
    ("These books are interesting.", "These books are interestings."),
    ("I'm interested in music.", "I'm interested on music."),
    ("He gave me good advice.", "He gave me good advices."),
    ("What did you do last night?", "What you did last night?"),
    ("I'm used to getting up early.", "I'm used to get up early."),
)
"""What Brazilian learners say, beside the right form."""


@pytest.fixture(scope="module")
def scorer() -> CTranslateScorer:
    return CTranslateScorer({MODEL: model_folder(MODEL)}.get, MODEL, frozenset({ENGLISH}))


def log_probability(scorer: CTranslateScorer, text: str) -> float:
    return scorer.score((text,), ENGLISH).log_probabilities[0]


def test_right_sentences_score_above_slips(scorer: CTranslateScorer) -> None:
    """All 25 do; two are allowed to tip over on another processor's int8."""
    found = scorer.score(tuple(text for pair in PAIRS for text in pair), ENGLISH).log_probabilities
    assert sum(right > slip for right, slip in zip(found[::2], found[1::2], strict=True)) >= len(PAIRS) - 2


def test_log_probabilities_are_those_of_the_model(scorer: CTranslateScorer) -> None:
    """Sums of what test_convert.py's forward pass in numpy gave; int8 is 0.8 nats a sentence off on average."""
    expected = {"She walks to work.": -23.13, "I've lived here since 2010, and I don't want to move.": -48.78}
    found = scorer.score(tuple(expected), ENGLISH)
    assert found.log_probabilities == pytest.approx(tuple(expected.values()), abs=3)
    assert found.token_counts == (5, 19)
    assert found.engine == MODEL


def test_a_text_scores_the_same_in_any_company(scorer: CTranslateScorer) -> None:
    """Sorting and padding must neither mix up replies nor change them."""
    texts = (*(text for pair in PAIRS[:7] for text in pair), " ".join(right for right, _ in PAIRS), "Yes.")
    together = scorer.score(texts, ENGLISH).log_probabilities
    assert together == pytest.approx([log_probability(scorer, text) for text in texts], abs=0.05)


def test_the_first_word_counts(scorer: CTranslateScorer) -> None:
    common, rare = scorer.score(("The", "Umbrella"), ENGLISH).log_probabilities
    assert rare < common < -0.5


def test_empty_texts(scorer: CTranslateScorer) -> None:
    found = scorer.score(("", "Yes.", ""), ENGLISH)
    assert (found.log_probabilities[0], found.log_probabilities[2]) == (0.0, 0.0)
    assert found.token_counts == (0, 2, 0)
    assert found.log_probabilities[1] < 0
    assert scorer.score((), ENGLISH).log_probabilities == ()


def test_control_tokens_in_a_text_are_characters(scorer: CTranslateScorer) -> None:
    assert scorer.score(("<|im_end|>",), ENGLISH).token_counts[0] > 5


def test_a_long_text_is_scored_to_its_end(scorer: CTranslateScorer) -> None:
    """Not cut off at the window: a sentence at the end of two pages adds what one sentence may add."""
    sentences = [right for right, _ in PAIRS]
    rotations = [sentences[n:] + sentences[:n] for n in range(0, 25, 5)]
    long = " ".join(text for rotation in rotations for text in rotation)
    found = scorer.score((long, long + " Colourless green ideas sleep furiously."), ENGLISH)
    assert found.token_counts[0] > 512
    assert found.token_counts[1] == found.token_counts[0] + 8
    assert -90 < found.log_probabilities[1] - found.log_probabilities[0] < -20


def test_says_which_model_is_missing_and_finds_it_when_it_comes(scorer: CTranslateScorer) -> None:
    installed: dict[str, Path] = {}
    waiting = CTranslateScorer(installed.get, MODEL, frozenset({ENGLISH}))
    assert waiting.languages() == frozenset()
    with pytest.raises(ModelMissing) as raised:
        waiting.score(("Yes.",), ENGLISH)
    assert raised.value.fields == {"model": MODEL, "command": f"langtutor models install {MODEL}"}

    installed[MODEL] = model_folder(MODEL)
    assert waiting.languages() == {ENGLISH}
    assert waiting.score(("Yes.",), ENGLISH).log_probabilities == scorer.score(("Yes.",), ENGLISH).log_probabilities


def test_a_language_it_does_not_know_is_refused() -> None:
    never_asked = CTranslateScorer(lambda model: None, MODEL, frozenset({ENGLISH}))
    with pytest.raises(UnsupportedLanguage) as raised:
        never_asked.score(("Sim.",), LanguageCode("pt"))
    assert raised.value.fields == {"language": "pt", "capability": "scoring"}


def test_a_damaged_folder_is_an_engine_failure(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(EngineFailed):
        CTranslateScorer({MODEL: tmp_path}.get, MODEL, frozenset({ENGLISH})).score(("Yes.",), ENGLISH)


@pytest.mark.parametrize("length", [0, 1, 8, 9, 50])
def test_windows_own_every_token_once(length: int) -> None:
    tokens = [str(n) for n in range(length)]
    cut = list(windows(tokens, size=8, overlap=2))
    assert [token for _, own in cut for token in own] == tokens
    assert all(own and len(before) + len(own) <= 8 for before, own in cut)
    assert all(before == tokens[int(own[0]) - 2 : int(own[0])] for before, own in cut[1:])


def test_batches_keep_to_the_budget_of_padded_tokens() -> None:
    lengths = [3, 20, 1, 7, 7, 2, 9]
    cut = list(batches([["x"] * n for n in lengths], budget=14))
    assert sorted(len(piece) for batch in cut for piece in batch) == sorted(lengths)
    assert all(len(batch) * max(map(len, batch)) <= 14 for batch in cut if len(batch) > 1)
    assert len(cut) < len(lengths)
