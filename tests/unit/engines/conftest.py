"""Real models for tests of engines, see `tests.support.models`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import models


@pytest.fixture(scope="session")
def find_model() -> Callable[[str], Path | None]:
    """What engines get in place of the model store."""
    return models.installed


@pytest.fixture(scope="session")
def model_folder() -> Callable[[str], Path]:
    """Where a model lies; skips the test when it is not installed."""
    return models.model_folder
