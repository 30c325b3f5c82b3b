"""Real models for tests of engines: those of the home that LANGTUTOR_HOME names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from langtutor.settings.paths import HOME_VARIABLE, user_paths


def _installed(model_id: str) -> Path | None:
    folder = user_paths().models / model_id
    return folder if os.environ.get(HOME_VARIABLE) and folder.is_dir() else None


@pytest.fixture(scope="session", autouse=True)
def _no_telemetry() -> Iterator[None]:
    """What the guard sets in every process of ours; tests of engines run without the guard."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ORT_DISABLE_TELEMETRY", "1")
        yield


@pytest.fixture(scope="session")
def find_model() -> Callable[[str], Path | None]:
    """What engines get in place of the model store."""
    return _installed


@pytest.fixture(scope="session")
def model_folder() -> Callable[[str], Path]:
    """Where a model lies; skips the test when it is not installed."""

    def folder(model_id: str) -> Path:
        found = _installed(model_id)
        if found is None:
            pytest.skip(f"the model {model_id} is not installed: set LANGTUTOR_HOME to a home that has it")
        return found

    return folder
