"""`langtutor models convert`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Any

from langtutor.commands.models import Desk
from langtutor.models.adding import Wishes
from langtutor.models.convert.measures import TOLERANCE
from langtutor.models.convert.running import Conversion, ConvertProgress, convert_checkpoint

USAGE = 2


def convert(desk: Desk, python: str = sys.executable) -> int:
    """python: an interpreter that has torch and transformers."""
    options = desk.options
    languages = options.languages
    if options.source_language or options.target_language:
        languages = (options.source_language, options.target_language)
        if not all(languages):
            desk.output.note(desk.say("convert.both_languages"))
            return USAGE
    wishes = Wishes(options.model_id, languages, options.licence)
    try:
        done = convert_checkpoint(
            desk.store, desk.guard, options.source, wishes, _Line(desk), keep=options.keep, python=python
        )
    finally:
        desk.output.end_progress()
    desk.output.result(_json(done), "\n".join(_lines(done, desk)))
    return 0


class _Line:
    """Says each step once, and where bytes are counted every tenth of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: tuple[str, int] | None = None

    def __call__(self, progress: ConvertProgress) -> None:
        percent = 100 * progress.done // progress.total if progress.total else 0
        state = (str(progress.step), percent if self._desk.output.rewrites else percent // 10)
        if state == self._last:
            return
        self._last = state
        amount = f"{percent:3d} %  " if progress.total else ""
        self._desk.output.progress(amount + self._desk.say(f"convert.step.{progress.step}"))


def _json(done: Conversion) -> dict[str, Any]:
    return {
        "id": done.model.id,
        "format": done.model.format,
        "languages": list(done.model.languages),
        "before": asdict(done.before),
        "after": asdict(done.after),
        "agreement": None
        if done.agreement is None
        else {**asdict(done.agreement), "deviation": done.agreement.deviation, "limit": TOLERANCE[done.family]},
        "kept": None if done.kept is None else str(done.kept),
    }


def _lines(done: Conversion, desk: Desk) -> list[str]:
    size, number = desk.messages.size, desk.messages.number
    kind = desk.messages.text(f"term.format.{done.model.format}")
    lines = [
        desk.say("convert.done", model=done.model.id, kind=kind, source=desk.options.source),
        desk.say("convert.size", before=size(done.before.bytes), after=size(done.after.bytes)),
    ]
    if done.agreement is None:
        lines.append(desk.say("convert.unchecked"))
    else:
        before, after = done.before.seconds, done.after.seconds
        times = number(before / max(after, 1e-9))
        lines.append(desk.say("convert.speed", before=number(before, 2), after=number(after, 2), times=times))
        lines.append(
            desk.say(
                "convert.agrees",
                change=number(done.agreement.change, 2),
                deviation=round(100 * done.agreement.deviation),
                limit=round(100 * TOLERANCE[done.family]),
            )
        )
    if done.kept is not None:
        lines.append(desk.say("convert.kept", path=done.kept))
    return lines
