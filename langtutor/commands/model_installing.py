"""`langtutor models install` and `langtutor models repair`."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable, Sequence

from langtutor.commands.models import Desk
from langtutor.models import commands
from langtutor.models.commands import InstallResult
from langtutor.models.entries import STARTER
from langtutor.models.pace import Pace
from langtutor.models.progress import Progress, Step
from langtutor.models.store import State

USAGE, FAILED = 2, 4
_REDRAW_S = 0.2
_STEP_PERCENT = 5
_LINE_S = 1.0
"""Where lines can't be rewritten, one is written each time so much has come, and no more often than this."""


def install(desk: Desk) -> int:
    asked = [*((STARTER,) if desk.options.starter else ()), *desk.options.packs]
    packs = list(dict.fromkeys([*((STARTER,) if asked else ()), *asked]))
    known = sorted({model.pack for model in desk.store.catalogue.models if model.pack})
    for pack in packs:
        if pack not in known:
            desk.output.note(desk.say("unknown_pack", pack=pack, known=", ".join(known)))
            return USAGE
    # The starter pack comes along with others, but without what was taken away from it on purpose.
    missing = (one for pack in packs for one in commands.missing_ids(desk.store, pack, removed=pack in asked))
    ids = [*desk.options.ids, *missing]
    if not ids and not packs:
        desk.output.note(desk.say("nothing_named"))
        return USAGE
    for pack in desk.options.packs:
        desk.output.note(desk.say(f"pack.{pack}"))
    result = fetch(desk, list(dict.fromkeys(ids)))
    failed = {one.model: desk.messages.error(one.error) for one in result.failed}
    data = {
        "installed": [one.model for one in result.installed],
        "already": list(result.already),
        "failed": failed,
    }
    desk.output.result(data, "\n".join(_lines(result, desk)) or desk.say("all_there"))
    return FAILED if failed else 0


def repair(desk: Desk) -> int:
    """Verifies, then installs what was damaged. What the learner brought can't be fetched: that is said."""
    with_bar = Bar(desk)
    try:
        found = commands.verify(desk.store, desk.options.ids, lambda: False, with_bar)
    finally:
        desk.output.end_progress()
    broken = [one.model for one in found if not one.ok]
    brought = [one for one in broken if desk.store.model(one).added]
    result = fetch(desk, [one for one in broken if one not in brought])
    failed = {one.model: desk.messages.error(one.error) for one in result.failed}
    failed |= {one: desk.say("add_again", model=one) for one in brought}
    data = {
        "whole": [one.model for one in found if one.ok],
        "repaired": [one.model for one in result.installed],
        "failed": failed,
    }
    lines = [desk.say("repaired", model=one.model, source=one.source) for one in result.installed]
    lines += [f"{model}: {sentence}" for model, sentence in failed.items()]
    desk.output.result(data, "\n".join(lines) or desk.say("all_whole"))
    return FAILED if failed else 0


def fetch(desk: Desk, ids: Sequence[str]) -> InstallResult:
    """Says what it will take, asks for consent where a licence needs it, installs. Ctrl+C says how to go on."""
    rows = {row.id: row for row in commands.rows(desk.store, desk.messages.language)}
    for model_id in ids:
        desk.store.model(model_id)
    wanted = [rows[model_id] for model_id in ids if rows[model_id].state is not State.INSTALLED]
    if not wanted:
        return InstallResult((), tuple(ids), ())
    accepted = {*desk.options.accepted, *_agreed(desk, [row.id for row in wanted if row.needs_yes])}
    size = desk.messages.size
    download = 0 if desk.options.path else desk.store.download_bytes([row.id for row in wanted])
    desk.output.note(
        desk.say(
            "install_total" if download else "install_total_path",
            count=len(wanted),
            models=desk.say("one_model" if len(wanted) == 1 else "models"),
            download=size(download),
            disk=size(sum(row.disk_bytes for row in wanted)),
            free=size(commands.free_bytes(desk.store.folder)),
        )
    )
    try:
        return commands.install(desk.store, ids, Bar(desk), lambda: False, desk.options.path, accepted)
    except KeyboardInterrupt:
        desk.output.note(desk.say("stopped", command=_again(desk, ids)))
        raise
    finally:
        desk.output.end_progress()


def _again(desk: Desk, ids: Sequence[str]) -> str:
    options = [f"--accept-licence {one}" for one in desk.options.accepted]
    options += [f"--path {shlex.quote(str(desk.options.path))}"] if desk.options.path else []
    return " ".join(["langtutor models install", *ids, *options])


def _agreed(desk: Desk, ids: Sequence[str]) -> list[str]:
    """Those whose terms the learner says yes to, here in the terminal. Elsewhere nobody can be asked."""
    if desk.output.as_json or not sys.stdin.isatty():
        return []
    return [one for one in ids if one not in desk.options.accepted and _says_yes(desk, one)]


def _says_yes(desk: Desk, model_id: str) -> bool:
    licence = desk.store.model(model_id).licence
    print(desk.say("ask_consent", model=model_id, licence=licence), end=" ", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip().casefold()
    return answer in desk.say("yes").casefold().split()


def _lines(result: InstallResult, desk: Desk) -> list[str]:
    lines = [desk.say("installed", model=one.model, source=one.source) for one in result.installed]
    lines += [desk.say("already", model=model) for model in result.already]
    return lines + [f"{one.model}: {desk.messages.error(one.error)}" for one in result.failed]


class Bar:
    """Progress in one line: how much, how fast, how long still."""

    def __init__(self, desk: Desk, now: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._now = now
        self._pace = Pace()
        self._drawn_s = -_LINE_S
        self._last: tuple[object, ...] = ()

    def __call__(self, progress: Progress) -> None:
        now = self._now()
        if progress.step is Step.FETCHING:
            self._pace.note(now, progress.overall_done_bytes)
        state = (progress.model, progress.step, _percent(progress) // _STEP_PERCENT)
        waited_s = now - self._drawn_s
        if self._desk.output.rewrites:
            news = state[:2] != self._last[:2] or waited_s >= _REDRAW_S
        else:
            news = state != self._last and waited_s >= _LINE_S
        if news:
            self._drawn_s, self._last = now, state
            self._desk.output.progress(self._line(progress))

    def _line(self, progress: Progress) -> str:
        size = self._desk.messages.size
        done, total = progress.overall_done_bytes, progress.overall_total_bytes
        parts = [f"{_percent(progress):3d} %"]
        if progress.step is not Step.CONVERTING and total:
            parts.append(self._desk.say("done_of", done=size(done), total=size(total)))
        speed, left = self._pace.bytes_per_s(), self._pace.seconds_for(total - done)
        if progress.step is Step.FETCHING and left is not None:
            parts += [f"{size(speed)}/s", self._left(left)]
        name = f"{progress.model}/{progress.file}" if progress.file else progress.model
        return "  ".join([*parts, f"{self._desk.say(f'step.{progress.step}')} {name}"])

    def _left(self, seconds: float) -> str:
        minutes, rest = divmod(round(seconds), 60)
        return self._desk.say("left_minutes", minutes=minutes) if minutes else self._desk.say("left", seconds=rest)


def _percent(progress: Progress) -> int:
    if progress.step is Step.CONVERTING:
        return int(100 * progress.converted)
    total = progress.overall_total_bytes
    return 100 * progress.overall_done_bytes // total if total else 0
