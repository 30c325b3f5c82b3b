"""Engines are tested with real models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import models


@pytest.fixture(scope="session", autouse=True)
def _no_telemetry() -> Iterator[None]:
    """What the guard sets in every process of ours; tests of engines run without the guard."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ORT_DISABLE_TELEMETRY", "1")
        yield


@pytest.fixture(scope="session")
def find_model() -> Callable[[str], Path | None]:
    """What engines get in place of the model store."""
    return models.installed


@pytest.fixture(scope="session")
def model_folder() -> Callable[[str], Path]:
    """Where a model lies; skips the test when it is not installed."""
    return models.model_folder
