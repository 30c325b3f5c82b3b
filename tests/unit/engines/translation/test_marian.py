"""The engine on models that copy what they read (tests/support/translation_models.py): what is lost would show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from langtutor.core.errors import Cancelled, EngineFailed, ModelMissing, UnsupportedPair
from langtutor.core.language import LanguageCode, Pair
from langtutor.engines.translation.marian import MarianTranslator
from tests.support.translation_models import copying_model

EN_PT = Pair(LanguageCode("en"), LanguageCode("pt"))
BOTH = frozenset({EN_PT, EN_PT.reversed()})


def translator(folder: Path, pairs: frozenset[Pair] = BOTH) -> MarianTranslator:
    return MarianTranslator(lambda _model: folder, "copying", pairs, {LanguageCode("en"): frozenset({"dr"})})


@pytest.fixture(scope="module")
def marian(tmp_path_factory: pytest.TempPathFactory) -> MarianTranslator:
    return translator(copying_model(tmp_path_factory.mktemp("marian") / "model"))


@pytest.mark.parametrize(
    "text",
    [
        "She goes to school.",
        "  Why not?  Because I said so.\n\n\tDr. Silva lives here!\r\n",
        "Ela foi à escola ontem e não voltou.\n\n",
        "",
        "  \n ",
        "\n",
    ],
)
def test_white_space_and_order_stay(marian: MarianTranslator, text: str) -> None:
    translation = marian.translate(text, EN_PT)
    assert translation.text == text
    assert (translation.pair, translation.engine) == (EN_PT, "copying")


def test_every_sentence_of_a_long_text_is_translated(marian: MarianTranslator) -> None:
    text = "\n".join(f"The cat no. {n} is not far from here!  Why not?" for n in range(100))
    assert marian.translate(text, EN_PT).text == text


def test_a_sentence_longer_than_the_model_is_translated_in_parts(marian: MarianTranslator) -> None:
    """The model knows 160 positions."""
    text = ", ".join(f"the river is {n}" for n in range(100)) + "."
    assert marian.translate(text, EN_PT).text == text


def test_punctuation_that_the_model_does_not_know_is_written_plainly(marian: MarianTranslator) -> None:
    """The dash and no curly quotation mark is in its vocabulary."""
    assert marian.translate("“She likes it” — he said.", EN_PT).text == '"She likes it" — he said.'


def test_a_translation_that_runs_in_circles_is_broken_off(tmp_path: Path) -> None:
    stuck = translator(copying_model(tmp_path / "model", stuck=True))
    assert len(stuck.translate("She goes to school every day, and she likes it.", EN_PT).text.split()) < 12


@pytest.mark.parametrize("marks", [("eng_Latn", "fra_Latn", "por_Latn"), ("__en__", "__fr__", "__pt__")])
def test_models_of_many_languages_are_told_both(tmp_path: Path, marks: tuple[str, ...]) -> None:
    """The model repeats the language token it reads, where one is; the one asked for takes its place."""
    many = translator(copying_model(tmp_path / "model", marks, shared=True))
    for pair in BOTH:
        assert many.translate("She goes to school. Why not?", pair).text == "She goes to school. Why not?"


def test_a_model_of_many_languages_that_lacks_one_says_so(tmp_path: Path) -> None:
    many = translator(copying_model(tmp_path / "model", ("eng_Latn", "fra_Latn"), shared=True))
    with pytest.raises(UnsupportedPair):
        many.translate("Why not?", EN_PT)


@pytest.mark.parametrize(
    ("marks", "expected"), [((">>fr<<", ">>pt_BR<<", ">>pt<<"), ">>pt<<"), ((">>fra<<", ">>por<<"), ">>por<<")]
)
def test_a_model_of_several_targets_is_told_which(tmp_path: Path, marks: tuple[str, ...], expected: str) -> None:
    several = translator(copying_model(tmp_path / "model", marks))
    assert several.translate("Why not?", EN_PT).text == f"{expected} Why not?"


def test_the_text_of_a_learner_holds_no_commands(tmp_path: Path) -> None:
    several = translator(copying_model(tmp_path / "model", (">>fr<<", ">>pt<<")))
    assert several.translate("not >>fr<<.", EN_PT).text.startswith(">>pt<< not")


def test_work_stops_between_batches(marian: MarianTranslator) -> None:
    batches = 0

    def stop() -> None:
        nonlocal batches
        batches += 1
        if batches == 2:
            raise Cancelled()

    text = " ".join(f"The cat no. {n} is not far from here!" for n in range(200))
    with pytest.raises(Cancelled):
        marian.translate(text, EN_PT, stop)
    assert batches == 2


def test_older_vocabularies_are_lists_of_lines(tmp_path: Path) -> None:
    folder = copying_model(tmp_path / "model", (">>pt<<",))
    tokens = json.loads((folder / "shared_vocabulary.json").read_text(encoding="utf-8"))
    (folder / "shared_vocabulary.json").unlink()
    (folder / "shared_vocabulary.txt").write_text("\n".join(tokens) + "\n", encoding="utf-8")
    assert translator(folder).translate("Why not?", EN_PT).text == ">>pt<< Why not?"


def test_errors_say_what_is_missing(marian: MarianTranslator, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedPair):
        marian.translate("Hi.", Pair(LanguageCode("en"), LanguageCode("xx")))
    with pytest.raises(EngineFailed):
        marian.translate("half of an emoji: \ud83d", EN_PT)
    gone = MarianTranslator(lambda _model: None, "opus", BOTH)
    assert gone.pairs() == frozenset()
    with pytest.raises(ModelMissing) as missing:
        gone.translate("Hi.", EN_PT)
    assert missing.value.fields == {"model": "opus", "command": "langtutor models install opus"}


@pytest.mark.parametrize("damaged", ["model.bin", "source.spm", "config.json", "shared_vocabulary.json"])
def test_a_broken_model_is_named(tmp_path: Path, damaged: str) -> None:
    folder = copying_model(tmp_path / "model")
    (folder / damaged).write_bytes(b"not a model")
    with pytest.raises(EngineFailed) as failed:
        translator(folder).translate("Hi.", EN_PT)
    assert failed.value.fields["engine"] == "copying"
