"""What answers depend on, as a short text: the program's parts, and the models that are installed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from langtutor.content.reading import read_toml
from langtutor.core.language import LanguageCode
from langtutor.models import manifest
from langtutor.settings.paths import resources_dir

_PARTS = ("core", "content", "engines/grammar", "engines/language_model", "host/sets", "services")
_RESOURCES = ("grammar", "languages")
_HEARING = ("core/audio.py", "core/resampling.py", "content/wav.py", "engines/speech", "host/sets/ear.py")
_HEARING_RESOURCES = ("languages", "sounds", "phones")


def of_correcting() -> str:
    """Of the program that corrects, and of its numbers and tables."""
    return _of_files(_PARTS, _RESOURCES)


def of_hearing() -> str:
    """Of the program that hears, and of its numbers and tables; not of what judges what was heard."""
    return _of_files(_HEARING, _HEARING_RESOURCES)


def _of_files(parts: Iterable[str], tables: Iterable[str]) -> str:
    """parts: modules and folders of the package; tables: folders of the resources."""
    package = Path(str(resources.files("langtutor")))
    modules = [package / part for part in parts if part.endswith(".py")]
    modules += [path for part in parts for path in (package / part).rglob("*.py")]
    found = [path for table in tables for path in (resources_dir() / table).rglob("*") if path.is_file()]
    return _digest(*(path.read_bytes() for path in sorted([*modules, *found])))


def of_rewriting(model: Path, language: LanguageCode) -> str:
    """Of a language model that is installed, and of how it is asked in this language. model: its folder."""
    asked = read_toml(resources_dir() / "grammar" / "rewriting.toml").get(language, {})
    return _digest(of_models([model]).encode(), json.dumps(asked, sort_keys=True).encode())


def of_models(folders: Iterable[Path]) -> str:
    """Of the files of installed models, by the hashes that were noted when they were installed."""
    lines = []
    for folder in folders:
        found = manifest.read(folder)
        lines += [f"{folder.name} {file.name} {file.sha256}" for file in found.files] if found else [str(folder)]
    return _digest("\n".join(sorted(lines)).encode())


def _digest(*parts: bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:16]
