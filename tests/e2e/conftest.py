"""A screen, a microphone and homes for learners in front of the real window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.learner import display
from tests.support.models import STARTER, home_with_models
from tests.support.speaking import say_into
from tests.support.virtual_microphone import VirtualMicrophone, virtual_microphone

Speaker = Callable[[str], Path]
Homes = Callable[..., Path]


@pytest.fixture(scope="session")
def screen() -> Iterator[Mapping[str, str]]:
    """The environment of programs that show themselves on it."""
    with display() as environment:
        yield environment


@pytest.fixture
def microphone(screen: Mapping[str, str]) -> Iterator[VirtualMicrophone]:
    with virtual_microphone(screen) as made:
        yield made


@pytest.fixture
def homes(tmp_path: Path) -> Homes:
    """A new home with the real models; with settings it is that of somebody who has been here before."""

    def made(**settings: Any) -> Path:
        home = home_with_models(tmp_path / "learner", *STARTER)
        if settings:
            (home / "settings.json").write_text(json.dumps(settings))
        return home

    return made


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Speaker:
    """A sentence as a WAV."""
    folder = tmp_path_factory.mktemp("voice")
    home = home_with_models(folder / "home")
    return lambda text: say_into(folder, text, home)


@pytest.fixture
def without_sound(screen: Mapping[str, str]) -> Mapping[str, str]:
    """The environment of a computer without a sound system. Sound cards stay visible: PortAudio aborts where ALSA's
    own configuration is taken from it."""
    kept = {name: value for name, value in screen.items() if not name.startswith(("PULSE_", "PIPEWIRE_", "ALSA_"))}
    return {**kept, "PULSE_SERVER": "unix:/nowhere"}
