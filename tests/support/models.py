"""Real models for tests: those of LANGTUTOR_HOME, or of your own folders, where packaging/test.sh installs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.models.manifest import NAME as MANIFEST
from langtutor.settings.paths import HOME_VARIABLE, user_paths

# Read before any test gives itself another home.
FOLDER = user_paths().models

STARTER = (
    "whisper-base",
    "firefox-en-pt",
    "firefox-pt-en",
    "freedict-en-pt",
    "freedict-pt-en",
    "smollm2-135m",
    "wordnet",
    "vosk-en-small",
    "languagetool-6.7",
    "spacy-en-small",
)
"""What a newcomer gets."""


def installed(model_id: str) -> Path | None:
    """What engines get in place of the model store."""
    folder = FOLDER / model_id
    return folder if (folder / MANIFEST).is_file() else None


def model_folder(model_id: str) -> Path:
    """Where a model lies; skips the test where it isn't installed."""
    found = installed(model_id)
    if found is None:
        pytest.skip(f"{model_id} is not in {FOLDER}: `langtutor models install {model_id}`, or set {HOME_VARIABLE}")
    return found


def home_with_models(home: Path, *model_ids: str) -> Path:
    """A new home whose models are the real ones, for programs that are started with LANGTUTOR_HOME=home.

    Skips the test where one of model_ids isn't installed.
    """
    for model_id in model_ids:
        model_folder(model_id)
    home.mkdir(parents=True, exist_ok=True)
    (home / "models").symlink_to(FOLDER)
    return home
