"""Reads the part of `resources/sounds/<language>.toml` that says how words run into each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from langtutor.core.linking import LinkGuide, LinkKind, LinkRule
from langtutor.core.sounds import NOTHING, Phone

_PARTS = frozenset({"closed", "spelt", "rule"})
_RULE = frozenset({"kind", "last", "first", "sound", "advice"})
_FIELDS = {"first": "one", "second": "two", "sound": "s", "joined": "one-two"}

Sounds = Callable[[object], frozenset[Phone]]
"""Names of sounds and of their classes, to sounds."""


def read_linking(raw: dict[str, Any], sounds: Sounds) -> LinkGuide:
    """Raises KeyError, TypeError, ValueError for what isn't as it should be."""
    _know(raw, _PARTS)
    spelt = {_one(name, sounds): _spelt(ends) for name, ends in raw["spelt"].items()}
    return LinkGuide(tuple(_rule(one, sounds) for one in raw["rule"]), sounds(raw["closed"]), spelt)


def _rule(raw: dict[str, Any], sounds: Sounds) -> LinkRule:
    _know(raw, _RULE)
    kind = LinkKind(raw["kind"])
    sound = _one(raw["sound"], sounds) if "sound" in raw else NOTHING
    if (sound == NOTHING) == (kind in (LinkKind.GLIDE, LinkKind.MELTED)):
        raise ValueError(f"{kind}: the sound that leads over is told of a glide, and of what melts, only")
    return LinkRule(kind, sounds(raw["last"]), sounds(raw["first"]), sound, _advice(raw["advice"]))


def _advice(raw: dict[str, Any]) -> dict[str, str]:
    """In two languages at least one of which stands in for others: English."""
    for text in (raw["en"], *raw.values()):
        if not isinstance(text, str) or not text.strip():
            raise TypeError(f"no text: {text!r}")
        text.format(**_FIELDS)
    return dict(raw)


def _spelt(raw: dict[str, Any]) -> dict[str, str]:
    if not raw or not all(isinstance(written, str) and written.isalpha() for written in raw.values()):
        raise ValueError(f"no letters: {raw!r}")
    return dict(raw)


def _one(name: str, sounds: Sounds) -> Phone:
    found = sounds([name])
    if len(found) != 1:
        raise ValueError(f"no single sound: {name!r}")
    return next(iter(found))


def _know(raw: dict[str, Any], keys: frozenset[str]) -> None:
    if unknown := sorted(raw.keys() - keys):
        raise KeyError(f"unknown: {', '.join(unknown)}")
