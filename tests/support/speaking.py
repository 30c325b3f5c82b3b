"""Sentences as sound, said by the voice engine through the command line."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from langtutor.settings.paths import HOME_VARIABLE
from tests.support.learner import ROOT


def say_into(folder: Path, text: str, home: Path, language: str = "en") -> Path:
    """The WAV of a text in this folder, made once. home: with models. Raises CalledProcessError."""
    wav = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.wav"
    if not wav.exists():
        command = [sys.executable, "-m", "langtutor", "say", text, "--language", language, "--out", str(wav)]
        environment = {**os.environ, HOME_VARIABLE: str(home)}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return wav
