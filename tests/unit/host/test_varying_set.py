"""Which texts the text worker can say in another manner."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import VaryRegister
from langtutor.host.sets.varying import ChosenVarier
from langtutor.models.store import ModelStore
from langtutor.settings.paths import resources_dir

EN, PT, FR = LanguageCode("en"), LanguageCode("pt"), LanguageCode("fr")


@pytest.fixture
def without_models() -> ChosenVarier:
    store = SimpleNamespace(choose=lambda *wanted: None)
    return ChosenVarier(cast(ModelStore, store), resources_dir() / "registers")


def test_english_needs_no_model(without_models: ChosenVarier) -> None:
    varied = without_models.vary(VaryRegister("I'm here.", "Estou aqui.", Pair(PT, EN)))
    assert [(one.text, one.label) for one in varied.variants] == [("I am here.", "register.en.full")]


@pytest.mark.parametrize("pair", [Pair(EN, PT), Pair(EN, FR)], ids=["no dictionary", "no rules"])
def test_what_cannot_be_told_is_not_offered(without_models: ChosenVarier, pair: Pair) -> None:
    assert without_models.vary(VaryRegister("Você vai.", "You go.", pair)).variants == ()
