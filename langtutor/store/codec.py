"""Events to rows and back. Old versions are brought up to date as they are read; what is stored stays as written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from langtutor.core.errors import LedgerNewer
from langtutor.core.events import EVENT_TYPES, SCHEMA_VERSION, Event, EventId, Header
from langtutor.core.language import LanguageCode
from langtutor.core.plain import from_plain, time_text, to_plain

Payload = dict[str, Any]

Upcast = Callable[[str, Payload], Payload]
"""(kind, payload) of one schema version to the payload of the next."""

UPCASTS: Mapping[int, Upcast] = {}
"""By the version that they read. A kind that didn't change is returned as it is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One event as stored. payload is JSON of everything but the header."""

    id: str
    at: str
    learner: str
    language: str
    session: str
    schema: int
    kind: str
    skill: str | None
    item: str | None
    target: str | None
    payload: str


COLUMNS = tuple(field.name for field in fields(Row))


def kind_of(event_type: type[Event]) -> str:
    """Raises ValueError for a type that isn't in EVENT_TYPES."""
    for kind, known in EVENT_TYPES.items():
        if known is event_type:
            return kind
    raise ValueError(f"not an event: {event_type.__name__}")


def to_row(event: Event) -> Row:
    header = event.header
    payload = to_plain(event)
    del payload["header"]
    return Row(
        id=header.id,
        at=time_text(header.at),
        learner=header.learner,
        language=header.language,
        session=header.session,
        schema=header.schema,
        kind=kind_of(type(event)),
        skill=payload.get("skill"),
        item=payload.get("item"),
        target=payload.get("target"),
        payload=json.dumps(payload, ensure_ascii=False, separators=(",", ":")),
    )


def from_row(row: Row, upcasts: Mapping[int, Upcast] = UPCASTS, current: int = SCHEMA_VERSION, path: str = "") -> Event:
    """The event, in today's form. Raises LedgerNewer for a kind or version that this program doesn't know."""
    event_type = EVENT_TYPES.get(row.kind)
    if event_type is None or row.schema > current:
        raise LedgerNewer(path=path)
    payload: Payload = json.loads(row.payload)
    for version in range(row.schema, current):
        payload = upcasts[version](row.kind, payload)
    header = Header(
        id=EventId(row.id),
        at=datetime.fromisoformat(row.at),
        learner=row.learner,
        language=LanguageCode(row.language),
        session=row.session,
        schema=current,
    )
    return from_plain(event_type, {**payload, "header": to_plain(header)})
