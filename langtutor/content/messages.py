"""Sentences that are needed outside Qt: errors, reasons, what the command line says. `resources/messages/*.toml`.

Files are named `<what>.<language>.toml`, flat tables of key = template with `{field}` placeholders. Qt's own
texts are translated by Qt (`i18n/`).
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from pathlib import Path

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent, UserError

FALLBACK = "en"
_SIZES = frozenset({"needed", "memory"})
"""Fields that are numbers of bytes."""


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
        """What to show: fields in words where there are words for them (`term.worker.ear`), bytes as megabytes."""
        return self.in_words(error.key, error.fields)

    def in_words(self, key: str, fields: Mapping[str, str | int | float]) -> str:
        """Like `text`, with what programs say made readable: terms in words, bytes as megabytes, decimal points."""
        return self.text(key, {name: self._shown(name, value) for name, value in fields.items()})

    def size(self, size: float) -> str:
        """Bytes as people read them: `412 MB`, `1.1 GB`."""
        if size < 1e9:
            return f"{max(1, round(size / 1e6))} MB"
        return f"{self.number(size / 1e9, 1 if size < 1e10 else 0)} GB"

    def number(self, value: float, decimals: int = 1) -> str:
        return f"{value:.{decimals}f}".replace(".", self._templates.get("term.decimal_point", "."))

    def _shown(self, field: str, value: str | int | float) -> str | int | float:
        if field in _SIZES and not isinstance(value, str):
            return self.size(value)
        if isinstance(value, float):
            return self.number(value)
        return self._templates.get(f"term.{field}.{value}", value)

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


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """Two-letter code of the system's language, empty where none is set (`C`, `POSIX`)."""
    named = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((value for value in named if value), "")
    if not chosen:
        # macOS and Windows don't say it in the environment.
        chosen = locale.getlocale()[0] or ""
    code = chosen.split(".")[0].split("_")[0].lower()
    return code if len(code) == 2 else ""
