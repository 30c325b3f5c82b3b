"""Frozen dataclasses to plain JSON values and back, by their type hints: events, and what is folded from them."""

from __future__ import annotations

import functools
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """dict, list, str, int, float, bool or None; times become ISO texts in UTC.

    Raises TypeError for what has no plain form, ValueError for a time without its zone.
    """
    if isinstance(value, Enum):
        return to_plain(value.value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return time_text(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [to_plain(inner) for inner in value]
    raise TypeError(f"no plain form: {type(value).__name__}")


def from_plain(kind: type[T], plain: Any) -> T:
    """The inverse. Unknown fields are left out and missing ones take their defaults, so that fields may be added later.

    Raises TypeError or ValueError where the value doesn't fit the type.
    """
    built: T = _build(kind, plain)
    return built


def time_text(at: datetime) -> str:
    """ISO in UTC with microseconds: sorts as text. Raises ValueError for a naive time."""
    if at.tzinfo is None:
        raise ValueError(f"a time without its zone: {at}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _build(kind: Any, plain: Any) -> Any:
    kind = getattr(kind, "__supertype__", kind)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind, plain)
    if origin is not None:
        return _container(kind, origin, plain)
    if is_dataclass(kind):
        return _record(kind, plain)
    if kind is datetime:
        return datetime.fromisoformat(_checked(str, plain))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    return _checked(kind, plain)


def _optional(kind: Any, plain: Any) -> Any:
    if plain is None:
        return None
    inner = [one for one in get_args(kind) if one is not type(None)]
    if len(inner) != 1:
        raise TypeError(f"only X | None can be read back: {kind}")
    return _build(inner[0], plain)


def _container(kind: Any, origin: Any, plain: Any) -> Any:
    arguments = get_args(kind)
    if issubclass(origin, Mapping):
        key, value = arguments
        return {_build(key, k): _build(value, v) for k, v in _checked(dict, plain).items()}
    items = _checked(list, plain)
    if origin is tuple and not (len(arguments) == 2 and arguments[1] is Ellipsis):
        return tuple(_build(one, item) for one, item in zip(arguments, items, strict=True))
    return origin(_build(arguments[0], item) for item in items)


def _record(kind: Any, plain: Any) -> Any:
    given = _checked(dict, plain)
    return kind(**{name: _build(hint, given[name]) for name, hint in _hints(kind) if name in given})


@functools.cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))


def _checked(kind: type[Any], plain: Any) -> Any:
    if kind is float and isinstance(plain, int) and not isinstance(plain, bool):
        return float(plain)
    if not isinstance(plain, kind) or (isinstance(plain, bool) and kind is not bool):
        raise TypeError(f"{kind.__name__} expected, not {plain!r}")
    return plain
