from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.model_makers import Index, serving


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's settings for pip, hub and Maven and the offline switch stay out of the tests."""
    for name in list(os.environ):
        if name.startswith(("PIP_", "HF_", "JGO_", "M2_")) or name == "LANGTUTOR_OFFLINE":
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("JGO_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """What pip finds: only the wheels in index.folder, over HTTP on loopback."""
    folder = tmp_path / "index"
    folder.mkdir()
    with serving(Index(folder)) as running:
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_FIND_LINKS", running.url + "/")
        yield running
