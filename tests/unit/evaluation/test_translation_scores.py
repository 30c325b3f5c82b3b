"""BLEU, chrF and their differences, and the files they are measured on."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.core.errors import NoTranslatedTexts, UnevenTexts
from langtutor.core.language import LanguageCode, Pair
from langtutor.evaluation import bootstrap
from langtutor.evaluation.translation import Answers, ask, score, times_as_long
from langtutor.evaluation.translation_data import Parallel, read_parallel, reversed_texts

EN_PT = Pair(LanguageCode("en"), LanguageCode("pt"))
REFERENCES = (
    "O gato dorme na cama toda noite.",
    "Ela foi à escola ontem de manhã.",
    "Não sei o que fazer agora, disse ele.",
)
WORSE = (
    "O gato está a dormir na cama.",
    "Ela ia para a escola ontem.",
    "Eu não sei que fazer agora, ele disse.",
)
TEXTS = Parallel(EN_PT, ("The cat sleeps.", "She went.", "I don't know."), REFERENCES)


def test_scores_are_those_of_sacrebleu() -> None:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    found = score("one", Answers(WORSE, (0.5, 0.25, 0.25)), TEXTS)
    references = [list(REFERENCES)]
    assert found.bleu == pytest.approx(BLEU().corpus_score(list(WORSE), references).score)
    assert found.chrf == pytest.approx(CHRF().corpus_score(list(WORSE), references).score)
    assert found.words_per_s == pytest.approx(8) and found.median_s == 0.25
    perfect = score("two", Answers(REFERENCES, (1.0, 1.0, 1.0)), TEXTS)
    assert bootstrap.bleu_less(WORSE, REFERENCES, REFERENCES).value == pytest.approx(found.bleu - perfect.bleu)
    assert bootstrap.chrf_less(WORSE, REFERENCES, REFERENCES).value == pytest.approx(found.chrf - perfect.chrf)


def test_a_difference_lies_within_its_interval_and_none_is_none() -> None:
    less = bootstrap.bleu_less(WORSE, REFERENCES, REFERENCES)
    assert less.low <= less.value <= less.high < 0
    same = bootstrap.chrf_less(WORSE, WORSE, REFERENCES)
    assert (same.low, same.value, same.high) == (0, 0, 0)


def test_nothing_said_is_no_reason_to_stop() -> None:
    assert bootstrap.chrf_less(("", "", ""), WORSE, REFERENCES).value < 0
    assert bootstrap.bleu_less(("", "", ""), WORSE, REFERENCES).value < 0


def test_systems_take_turns() -> None:
    asked: list[str] = []

    def system(name: str, text: str) -> str:
        asked.append(f"{name} {text}")
        return text

    answers = ask({"raw": lambda t: system("raw", t), "own": lambda t: system("own", t)}, TEXTS, lambda done, of: None)
    assert [one.split()[0] for one in asked[-6:]] == ["raw", "own", "own", "raw", "raw", "own"]
    assert answers["own"].texts == TEXTS.sources
    assert times_as_long({"raw": Answers((), (1.0, 2.0, 4.0)), "own": Answers((), (2.0, 3.0, 4.0))}, "own") == 1.5


def test_files_are_named_for_their_languages(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("One.\n\nTwo.\n", encoding="utf-8")
    (tmp_path / "pt-BR.txt").write_text("Um.\n\nDois.\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no language", encoding="utf-8")
    texts = read_parallel(tmp_path)
    assert texts == Parallel(EN_PT, ("One.", "Two."), ("Um.", "Dois."))
    assert reversed_texts(texts) == read_parallel(tmp_path, source="pt")
    assert read_parallel(tmp_path, target="en", limit=1).sources == ("Um.",)
    assert texts.words == 2


def test_bad_folders_are_told(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("One.\nTwo.\n", encoding="utf-8")
    with pytest.raises(NoTranslatedTexts):
        read_parallel(tmp_path)
    (tmp_path / "pt.txt").write_text("Um.\n", encoding="utf-8")
    with pytest.raises(UnevenTexts) as uneven:
        read_parallel(tmp_path)
    assert uneven.value.fields == {"file": "pt.txt", "found": 1, "other": "en.txt", "wanted": 2}
    with pytest.raises(NoTranslatedTexts):
        read_parallel(tmp_path, source="de")
    with pytest.raises(NoTranslatedTexts):
        read_parallel(tmp_path / "nowhere")
