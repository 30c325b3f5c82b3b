from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedPair
from langtutor.core.language import LanguageCode, Pair
from langtutor.engines.translation.firefox import FirefoxTranslator

EN_PT = Pair(LanguageCode("en"), LanguageCode("pt"))
MODELS = ((EN_PT, "firefox-en-pt"), (EN_PT.reversed(), "firefox-pt-en"))


@pytest.fixture(scope="module")
def translator(model_folder: Callable[[str], Path]) -> FirefoxTranslator:
    return FirefoxTranslator(model_folder, MODELS)


@pytest.mark.parametrize(
    ("pair", "text", "expected"),
    [
        (EN_PT, "She goes to school every day.", "escola"),
        (EN_PT.reversed(), "Ela foi à escola ontem.", "school"),
    ],
)
def test_translates_both_ways(translator: FirefoxTranslator, pair: Pair, text: str, expected: str) -> None:
    translation = translator.translate(text, pair)
    assert expected in translation.text
    assert translation.pair == pair
    assert translation.engine == f"firefox-{pair.source}-{pair.target}"


def test_line_breaks_and_white_space_stay(translator: FirefoxTranslator) -> None:
    translated = translator.translate("  First line.\n\n\tSecond line. And more!\r\n", EN_PT).text
    lines = translated.split("\n")
    assert len(lines) == 4
    assert lines[0].startswith("  P") and lines[1] == "" and lines[2].startswith("\tS")
    assert lines[2].endswith("\r") and lines[3] == ""


def test_every_sentence_of_a_long_text_is_translated(translator: FirefoxTranslator) -> None:
    text = " ".join(f"The man with {n} books lives in this house." for n in range(101, 131))
    translated = translator.translate(text, EN_PT).text
    assert all(str(n) in translated for n in range(101, 131))


@pytest.mark.parametrize("text", ["", "   \n ", "\n"])
def test_nothing_to_translate_comes_back_as_it_is(translator: FirefoxTranslator, text: str) -> None:
    assert translator.translate(text, EN_PT).text == text


def test_a_text_that_has_no_utf8_is_refused(translator: FirefoxTranslator) -> None:
    with pytest.raises(EngineFailed):
        translator.translate("half of an emoji: \ud83d", EN_PT)


def test_pairs_are_what_is_installed(tmp_path: Path) -> None:
    installed: dict[str, Path] = {"firefox-en-pt": tmp_path}
    translator = FirefoxTranslator(installed.get, MODELS)
    assert translator.pairs() == {EN_PT}
    installed.clear()
    assert translator.pairs() == frozenset()


def test_errors_say_what_is_missing(tmp_path: Path) -> None:
    nothing: dict[str, Path] = {}
    translator = FirefoxTranslator(nothing.get, MODELS)
    with pytest.raises(ModelMissing) as missing:
        translator.translate("Hi.", EN_PT)
    assert missing.value.fields == {
        "model": "firefox-en-pt",
        "command": "langtutor models install firefox-en-pt",
    }
    with pytest.raises(UnsupportedPair) as unsupported:
        translator.translate("Hi.", Pair(LanguageCode("en"), LanguageCode("xx")))
    assert unsupported.value.fields == {"source": "en", "target": "xx"}


def test_a_broken_model_is_named(tmp_path: Path) -> None:
    for name in ("model.bin", "vocab.spm"):
        (tmp_path / name).write_bytes(b"not a model")
    with pytest.raises(EngineFailed) as failed:
        FirefoxTranslator(lambda _model: tmp_path, MODELS).translate("Hi.", EN_PT)
    assert failed.value.fields["engine"] == "firefox-en-pt"
