"""Which engine translates: by the format of the model that is chosen."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.errors import Cancelled, UnknownModel, UnsupportedPair
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import TranslatedPart, TranslateText
from langtutor.host.engine_set import Job
from langtutor.host.sets.translation import ChosenTranslator
from langtutor.models.adding import Wishes, add
from langtutor.models.store import ModelStore
from langtutor.settings.paths import resources_dir
from tests.support.model_makers import store
from tests.support.translation_models import copying_model

EN_PT = Pair(LanguageCode("en"), LanguageCode("pt"))
NLLB = tuple(f"{code}_Latn" for code in ("cat", "dan", "deu", "eng", "fin", "fra", "ita", "nld", "pol", "por", "spa"))


@pytest.fixture
def models(tmp_path: Path) -> ModelStore:
    return store(tmp_path / "home")


def test_added_marian_and_nllb_models_translate(models: ModelStore, tmp_path: Path) -> None:
    translator = ChosenTranslator(models, load_languages(resources_dir() / "languages"))
    with pytest.raises(UnsupportedPair):
        translator.translate("Why not?", EN_PT)
    add(models, copying_model(tmp_path / "opus-mt-en-pt", (">>pt<<",)))
    translated = translator.translate("Dr. Silva lives here!", EN_PT)
    assert (translated.engine, translated.text) == ("opus-mt-en-pt", ">>pt<< Dr. Silva lives here!")

    add(models, copying_model(tmp_path / "many", NLLB, shared=True), Wishes(model_id="many"))
    assert translator.translate("Why not?", EN_PT.reversed()).engine == "many"
    assert EN_PT in translator.pairs() and Pair(LanguageCode("fi"), LanguageCode("pt")) in translator.pairs()
    models.prefer("many")
    assert translator.translate("Why not?", EN_PT).text == "Why not?"


class Streamed:
    """The parts that a job emits."""

    def __init__(self) -> None:
        self.parts: list[TranslatedPart] = []
        self.job = Job(self.parts.append, threading.Event())


def test_a_long_text_streams_and_can_be_cancelled(models: ModelStore, tmp_path: Path) -> None:
    translator = ChosenTranslator(models)
    add(models, copying_model(tmp_path / "opus-mt-en-pt"))
    text = "# Why not?\n\n- see https://example.org/x 😀\n" + "She likes it. " * 40
    streamed = Streamed()
    whole = translator.translate_text(TranslateText(text, EN_PT), streamed.job)
    assert whole.text == text
    assert "".join(part.text for part in streamed.parts) == text
    assert 3 <= len(streamed.parts) <= 6
    assert streamed.parts[-1] == TranslatedPart(streamed.parts[-1].text, len(text), len(text))
    streamed.job.cancelled.set()
    with pytest.raises(Cancelled):
        translator.translate_text(TranslateText(text, EN_PT), streamed.job)


def test_a_pair_without_a_model_goes_through_a_third_language(models: ModelStore, tmp_path: Path) -> None:
    de, en, pt = (LanguageCode(code) for code in ("de", "en", "pt"))
    translator = ChosenTranslator(models)
    add(models, copying_model(tmp_path / "opus-mt-de-en"))
    with pytest.raises(UnsupportedPair):
        translator.translate("Why not?", Pair(de, pt))
    add(models, copying_model(tmp_path / "opus-mt-en-pt", (">>pt<<",)))
    found = translator.translate("Why not?", Pair(de, pt))
    assert (found.text, found.via, found.engine) == (">>pt<< Why not?", en, "opus-mt-de-en+opus-mt-en-pt")
    assert translator.translate("Why not?", EN_PT).via is None


def test_the_model_can_be_named(models: ModelStore, tmp_path: Path) -> None:
    translator = ChosenTranslator(models)
    add(models, copying_model(tmp_path / "opus-mt-en-pt"))
    add(models, copying_model(tmp_path / "many", NLLB, shared=True), Wishes(model_id="many"))
    asked = [translator.translate("Why not?", EN_PT, model=name).engine for name in ("many", "opus-mt-en-pt")]
    assert asked == ["many", "opus-mt-en-pt"]
    with pytest.raises(UnsupportedPair):
        translator.translate("Why not?", EN_PT.reversed(), model="opus-mt-en-pt")
    with pytest.raises(UnknownModel):
        translator.translate("Why not?", EN_PT, model="nobody")
