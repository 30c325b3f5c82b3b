"""Which voice speaks: the learner's choice, the one that comes along, any other model, espeak-ng."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.errors import UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability
from langtutor.host.sets.common import store_of
from langtutor.host.sets.voice import ChosenVoice
from langtutor.host.specs import WorkerContext
from langtutor.models import choices, manifest
from langtutor.models.entries import Format
from langtutor.models.manifest import AddedModel, InstalledFile, Manifest
from langtutor.settings.paths import Paths, resources_dir
from tests.support.models import model_folder

EN, PT, EO = LanguageCode("en"), LanguageCode("pt"), LanguageCode("eo")
JOE = "piper-en-us-joe"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A models folder with one Piper voice."""
    models = tmp_path / "models"
    models.mkdir()
    (models / JOE).symlink_to(model_folder(JOE))
    return models


def voice(models: Path, pins: dict[Capability, str] | None = None) -> ChosenVoice:
    home = models.parent
    context = WorkerContext(Paths(home, home, home), never_use_network=True, pins=pins or {})
    return ChosenVoice(store_of(context), load_languages(resources_dir() / "languages"), context.pins)


def add(models: Path, name: str, *languages: str) -> None:
    """A voice that the learner brought: the English one under another name, said to speak these."""
    source = model_folder(JOE)
    (models / name).mkdir()
    files = []
    for file in ("model.onnx", "model.onnx.json"):
        (models / name / file).symlink_to(source / file)
        files.append(InstalledFile(file, (source / file).stat().st_size, "0" * 64))
    added = AddedModel(Capability.VOICE, Format.PIPER, languages, "CC0-1.0", name)
    manifest.write(models / name, Manifest(name, "path", {}, tuple(files), added=added))


def test_the_voice_that_comes_along_speaks_until_the_learner_prefers_another(folder: Path) -> None:
    assert voice(folder).say("Yes.", EN, 1.0).engine == "hibari-heart"
    choices.prefer(folder, Capability.VOICE, JOE)
    assert voice(folder).say("Yes.", EN, 1.0).engine == JOE


def test_the_learner_can_go_back_to_the_voice_that_comes_along(folder: Path) -> None:
    choices.prefer(folder, Capability.VOICE, JOE)
    choices.prefer(folder, Capability.VOICE, choices.OWN_VOICE)
    assert voice(folder).say("Yes.", EN, 1.0).engine == "hibari-heart"
    choices.prefer(folder, Capability.VOICE, JOE)
    assert voice(folder).say("Yes.", EN, 1.0).engine == JOE


def test_a_model_speaks_before_espeak_without_being_asked(folder: Path) -> None:
    assert voice(folder).say("Sim.", PT, 1.0).engine == "espeak-ng-pt-br"
    add(folder, "my-pt-voice", "pt")
    speaking = voice(folder)
    assert speaking.say("Sim.", PT, 1.0).engine == "my-pt-voice"
    assert speaking.say("Yes.", EN, 1.0).engine == "hibari-heart"


def test_a_choice_for_one_language_changes_nothing_in_another(folder: Path) -> None:
    add(folder, "my-pt-voice", "pt")
    choices.prefer(folder, Capability.VOICE, "my-pt-voice")
    assert voice(folder).say("Yes.", EN, 1.0).engine == "hibari-heart"


def test_a_model_that_is_measured_speaks_whatever_is_chosen(folder: Path) -> None:
    assert voice(folder, {Capability.VOICE: JOE}).say("Yes.", EN, 1.0).engine == JOE


def test_a_new_language_can_be_brought(folder: Path) -> None:
    assert EO not in voice(folder).languages()
    with pytest.raises(UnsupportedLanguage):
        voice(folder).say("Jes.", EO, 1.0)
    add(folder, "my-eo-voice", "eo")
    assert {EN, PT, EO} <= voice(folder).languages()
    assert voice(folder).say("Jes.", EO, 1.0).engine == "my-eo-voice"
