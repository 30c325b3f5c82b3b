"""Where things lie on disk. Everything the user owns is under LANGTUTOR_HOME, or the platform's own folders."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import platformdirs

HOME_VARIABLE = "LANGTUTOR_HOME"


@dataclass(frozen=True, slots=True)
class Paths:
    """data: ledger, recordings, drafts, models. config: settings. cache and logs may be deleted at any time."""

    data: Path
    config: Path
    cache: Path

    @property
    def ledger(self) -> Path:
        return self.data / "ledger.sqlite"

    @property
    def recordings(self) -> Path:
        return self.data / "recordings"

    @property
    def drafts(self) -> Path:
        return self.data / "drafts"

    @property
    def books(self) -> Path:
        """What was opened to read."""
        return self.data / "books"

    @property
    def models(self) -> Path:
        return self.data / "models"

    @property
    def settings(self) -> Path:
        return self.config / "settings.json"

    @property
    def network_log(self) -> Path:
        return self.data / "network.jsonl"

    @property
    def log(self) -> Path:
        return self.cache / "langtutor.log"


def user_paths(environment: Mapping[str, str] = os.environ) -> Paths:
    """The folders for this user. Nothing is created here."""
    home = environment.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(data=root, config=root, cache=root / "cache")
    dirs = platformdirs.PlatformDirs("langtutor", appauthor=False)
    return Paths(Path(dirs.user_data_dir), Path(dirs.user_config_dir), Path(dirs.user_cache_dir))


def resources_dir() -> Path:
    """`resources/`: inside the wheel, or beside the package in a checkout."""
    return _shipped("resources")


def translations_dir() -> Path:
    """`i18n/`, with compiled `.qm` files."""
    return _shipped("i18n")


def _shipped(name: str) -> Path:
    package = Path(str(resources.files("langtutor")))
    inside = package / "_data" / name
    return inside if inside.is_dir() else package.parent / name
