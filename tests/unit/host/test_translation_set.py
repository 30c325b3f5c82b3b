"""Which engine translates: by the format of the model that is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.errors import UnsupportedPair
from langtutor.core.language import LanguageCode, Pair
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
