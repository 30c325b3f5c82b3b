"""From a verdict to events: what one answer writes into the ledger."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from langtutor.core.events import Answered, Disputed, Event, EventId, Evidence, Header, Mode, Retracted, SlipMade
from langtutor.core.language import LanguageCode
from langtutor.core.verdict import AnswerOutcome, Verdict
from langtutor.drills.exercise import Exercise


@dataclass(frozen=True, slots=True)
class Who:
    """Whose events these are; session groups what was done in one sitting."""

    learner: str
    language: LanguageCode
    session: str

    def header(self, at: datetime | None = None) -> Header:
        return Header(EventId(uuid.uuid4().hex), at or datetime.now(UTC), self.learner, self.language, self.session)


def events_of(
    exercise: Exercise,
    mode: Mode,
    verdict: Verdict,
    who: Who,
    *,
    duration_s: float,
    used_help: bool,
    engines: dict[str, str],
    recording: Path | None,
) -> tuple[Event, ...]:
    """One SlipMade for each slip, then the Answered that names them. All carry the same time."""
    now = datetime.now(UTC)
    source = recording.stem if recording else None
    slips: list[SlipMade] = []
    edits = list(verdict.edits)
    for slip in verdict.slips:
        edit = slip.edit or next((edit for edit in edits if edit.skill == slip.skill), None)
        if edit in edits:
            edits.remove(edit)  # two slips of one skill have an edit each
        evidence = Evidence(source, engines, slip.margin_nats)
        skill = slip.skill or exercise.skill
        header = who.header(now)
        item = exercise.sentence.id
        slips.append(SlipMade(header, skill, item, slip.kind, mode, slip.said, slip.meant, edit, evidence))
    answered = Answered(
        header=who.header(now),
        skill=exercise.skill,
        item=exercise.sentence.id,
        drill=exercise.kind,
        mode=mode,
        outcome=verdict.outcome,
        answer=verdict.answer,
        expected=verdict.expected,
        duration_s=duration_s,
        used_help=used_help,
        evidence=Evidence(source, engines),
        slips=tuple(slip.header.id for slip in slips),
    )
    return (*slips, answered)


def dispute_of(events: Sequence[Event], who: Who) -> tuple[Event, ...]:
    """ "I said it right": takes the answer and its slips back, says so, and counts the answer as right."""
    now = datetime.now(UTC)
    found: list[Event] = []
    for event in events:
        if not isinstance(event, SlipMade | Answered):
            continue
        found.append(Retracted(who.header(now), event.header.id))
        if isinstance(event, SlipMade):
            found.append(Disputed(who.header(now), event.header.id, event.skill, event.item, event.said))
        else:
            found.append(Disputed(who.header(now), event.header.id, event.skill, event.item, event.answer))
            found.append(_as_right(event, who.header(now)))
    return tuple(found)


def _as_right(event: Answered, header: Header) -> Answered:
    return Answered(
        header=header,
        skill=event.skill,
        item=event.item,
        drill=event.drill,
        mode=event.mode,
        outcome=AnswerOutcome.RIGHT,
        answer=event.expected,
        expected=event.expected,
        duration_s=event.duration_s,
        used_help=event.used_help,
        evidence=event.evidence,
    )
