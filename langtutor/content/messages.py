"""Sentences that are needed outside Qt: errors, reasons, what the command line says. `resources/messages/*.toml`.

Files are named `<what>.<language>.toml`, flat tables of key = template with `{field}` placeholders. Qt's own
texts are translated by Qt (`i18n/`).
"""

from __future__ import annotations

import locale
from collections.abc import Mapping
from pathlib import Path

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent, UserError

FALLBACK = "en"


class Messages:
    """All messages of one language. Keys that it lacks are taken from English."""

    def __init__(self, folder: Path, language: str) -> None:
        self.language = language if language in languages_of(folder) else FALLBACK
        self._templates = {**_load(folder, FALLBACK), **_load(folder, self.language)}

    def text(self, key: str, fields: Mapping[str, object] | None = None) -> str:
        """The sentence for a key. An unknown key gives the key: better an odd word than no message."""
        template = self._templates.get(key)
        if template is None:
            return key
        return template.format_map(_Fields(fields or {}))

    def error(self, error: UserError) -> str:
        return self.text(error.key, error.fields)

    def keys(self) -> frozenset[str]:
        return frozenset(self._templates)


class _Fields(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def languages_of(folder: Path) -> frozenset[str]:
    return frozenset(path.name.split(".")[-2] for path in folder.glob("*.*.toml"))


def _load(folder: Path, language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(folder.glob(f"*.{language}.toml")):
        for key, template in read_toml(path).items():
            if not isinstance(template, str):
                raise BadContent(file=path.name, detail=f"{key} is not a text")
            found[key] = template
    return found


def system_language() -> str:
    """Two-letter code of the system's language, `en` where none is set."""
    name = locale.getlocale()[0] or ""
    return name.split("_")[0].lower() if len(name.split("_")[0]) == 2 else FALLBACK
