"""A screen, a microphone and homes for learners in front of the real window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from langtutor.settings.paths import HOME_VARIABLE
from tests.support.learner import Learner, display
from tests.support.models import home_with_models
from tests.support.virtual_microphone import VirtualMicrophone, virtual_microphone

STARTER = (
    "whisper-base",
    "firefox-en-pt",
    "firefox-pt-en",
    "freedict-en-pt",
    "freedict-pt-en",
    "smollm2-135m",
    "wordnet",
)
BEGUN = {"speaks": "pt", "learns": "en", "knowing": "new", "ui_language": "en"}
"""Settings of who has answered the first questions."""

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
    """A sentence as a WAV, said by the voice engine through the command line."""
    folder = tmp_path_factory.mktemp("voice")

    def made(text: str) -> Path:
        wav = folder / f"{abs(hash(text))}.wav"
        if not wav.exists():
            command = [sys.executable, "-m", "langtutor", "say", text, "--language", "en", "--out", str(wav)]
            environment = {**os.environ, HOME_VARIABLE: str(home_with_models_once(folder))}
            subprocess.run(command, env=environment, check=True, capture_output=True)
        return wav

    def home_with_models_once(folder: Path) -> Path:
        home = folder / "home"
        return home if home.exists() else home_with_models(home)

    return made


@pytest.fixture
def without_sound(screen: Mapping[str, str]) -> Mapping[str, str]:
    """The environment of a computer without a sound system. Sound cards stay visible: PortAudio aborts where ALSA's
    own configuration is taken from it."""
    kept = {name: value for name, value in screen.items() if not name.startswith(("PULSE_", "PIPEWIRE_", "ALSA_"))}
    return {**kept, "PULSE_SERVER": "unix:/nowhere"}
