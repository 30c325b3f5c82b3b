"""Installations that are killed again and again, with the real clients. The long version, with a table, is
tests/bench/killed_downloads.py."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.support.killing import killed, made
from tests.support.registries import MODELS, open_registry

KILLS = 3


@pytest.mark.parametrize("kind", MODELS)
def test_killed_at_any_moment_the_next_run_goes_on(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(kind)
    made(kind, tmp_path / "registry")
    with open_registry(tmp_path / "registry", rate=150_000) as (registry, environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        trial = killed(registry, tmp_path / "home", environment, [rng.uniform(0.4, 1.2) for _ in range(KILLS)])
    assert trial.wrong == ()
    assert registry.most_at_once <= 2
    assert trial.again < trial.total, "what has arrived is kept"
