"""Voices that say two words differently: with the real ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from langtutor.content.languages import load_languages
from langtutor.content.sounds import load_sound_guide
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability
from langtutor.host.sets.common import store_of
from langtutor.host.sets.voice import ChosenVoice
from langtutor.host.specs import WorkerContext
from langtutor.models import choices
from langtutor.settings.paths import Paths, resources_dir
from tests.support.models import model_folder

EN, PT = LanguageCode("en"), LanguageCode("pt")
JOE = "piper-en-us-joe"


def voices(models: Path) -> ChosenVoice:
    home = models.parent
    context = WorkerContext(Paths(home, home, home), never_use_network=True)
    return ChosenVoice(store_of(context), load_languages(resources_dir() / "languages"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A models folder with one Piper voice."""
    models = tmp_path / "models"
    models.mkdir()
    (models / JOE).symlink_to(model_folder(JOE))
    return models


def test_the_preferred_voice_comes_first_and_espeak_last(folder: Path) -> None:
    assert voices(folder).telling_apart(("three", "tree"), EN) == ("hibari", JOE, "espeak")
    choices.prefer(folder, Capability.VOICE, JOE)
    assert voices(folder).telling_apart(("three", "tree"), EN) == (JOE, "hibari", "espeak")
    assert voices(folder).telling_apart(("avó", "avô"), PT) == ("espeak",)


def test_words_that_sound_the_same_are_told_apart_by_none(folder: Path) -> None:
    assert voices(folder).telling_apart(("sea", "see"), EN) == ()


def test_each_says_it_with_its_own_voice_and_one_that_is_gone_is_replaced(folder: Path) -> None:
    speaking = voices(folder)
    said = {name: speaking.say("three", EN, 1.0, name) for name in ("hibari", JOE, "espeak", "gone")}
    assert [one.engine for one in said.values()] == ["hibari-heart", JOE, "espeak-ng-en-us", "hibari-heart"]
    other = {name: speaking.say("tree", EN, 1.0, name) for name in said}
    for name, one in said.items():
        samples = np.frombuffer(one.sound.samples, np.float32)
        assert 0.15 < one.sound.duration_s < 3 and np.abs(samples).max() > 0.05
        assert one.sound.samples != other[name].sound.samples


def test_every_pair_of_the_guide_is_told_apart_by_the_voices_that_come_along(tmp_path: Path) -> None:
    guide = load_sound_guide(resources_dir() / "sounds", EN)
    assert guide is not None
    pairs = {frozenset((pair.asked, pair.heard)) for one in guide.confusions for pair in one.pairs}
    (tmp_path / "models").mkdir()
    speaking = voices(tmp_path / "models")
    merged = [sorted(pair) for pair in pairs if len(speaking.telling_apart(tuple(sorted(pair)), EN)) < 2]
    assert merged == []
