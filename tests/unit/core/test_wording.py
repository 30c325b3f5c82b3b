from __future__ import annotations

import pytest

from langtutor.core.wording import changed_spans, contradicts, likeness, loses

PT, EN = frozenset({"não", "nunca"}), frozenset({"not", "never", "don't"})


@pytest.mark.parametrize(
    ("text", "first", "changed"),
    [
        ("Tu sabes nadar?", "Você sabe nadar?", ["Tu sabes"]),
        ("O senhor sabe nadar?", "Você sabe nadar?", ["O senhor"]),
        ("I am not sure.", "I'm not sure.", ["I am"]),
        ("Gosto de ti.", "Eu gosto de você.", ["Gosto", "ti"]),
        ("Igual.", "Igual.", []),
        ("Sem ela.", "Sem ela também.", []),
        ("", "Alguma coisa.", []),
    ],
)
def test_what_differs_is_marked_in_the_new_text(text: str, first: str, changed: list[str]) -> None:
    assert [span.of(text) for span in changed_spans(text, first)] == changed


def test_likeness_is_1_for_the_same_and_0_for_nothing_in_common() -> None:
    assert likeness("She lives here.", "She lives here.") == pytest.approx(1.0)
    assert likeness("xyz", "abc") == 0.0
    assert likeness("", "abc") == 0.0
    assert likeness("", "") == 1.0


def test_likeness_is_what_sacrebleu_calls_chrf2() -> None:
    from sacrebleu.metrics.chrf import CHRF

    ours, theirs = "the man has lost his keys", "the man lost all his keys yesterday"
    expected = CHRF().sentence_score(ours, [theirs]).score / 100
    assert likeness(ours, theirs) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("text", "original", "lost"),
    [
        ("Ela tem 12 livros.", "She has 12 books.", False),
        ("Ela tem doze livros.", "She has 12 books.", True),
        ("Ela tem 21 livros.", "She has 12 books.", True),
        ("São 350 mil pessoas.", "There are 350,000 people.", False),
        ("No século XIX.", "In the 19th century.", False),
        ("Custa 2,8 milhões.", "It costs 2.8 million.", False),
        ("Ela tem 2 livros.", "She has 20 books.", True),
        ("Ela não vem.", "She does not come.", False),
        ("Ela vem.", "She does not come.", True),
        ("Ela não vem.", "I don't think so.", False),
        ("A Maria viu o Pedro.", "Yesterday Maria saw Pedro.", False),
        ("Alguém viu alguém.", "Yesterday Maria saw Pedro.", True),
        ("Moro em Londres.", "I live in London, in Baker Street.", True),
    ],
)
def test_numbers_denials_and_names_must_stay(text: str, original: str, lost: bool) -> None:
    assert loses(text, original, PT, EN) is lost


def test_another_person_is_another_meaning() -> None:
    contrasts = (frozenset({"he", "she", "they"}), frozenset({"before", "after"}))
    assert contradicts("He lived here before.", "She lived here before.", contrasts)
    assert contradicts("She left after him.", "She left before him.", contrasts)
    assert not contradicts("She has lived here.", "She lived here before.", contrasts)
    assert not contradicts("He said she left.", "She left.", contrasts)
