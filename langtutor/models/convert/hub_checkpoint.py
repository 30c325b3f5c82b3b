"""A checkpoint from the hub: the files that a conversion needs, fetched by the hub's client in a permitted child."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from pathlib import Path

from langtutor.core.errors import NoNetwork, SourceFailed
from langtutor.models.child import own_environment, own_module, progress_in, run_child
from langtutor.models.files import Cancel, size_under
from langtutor.models.sources import Unreachable
from langtutor.models.sources.hub import Watch
from langtutor.models.sources.hub_child import NO_SPACE, NOT_THERE, READY
from langtutor.network.guard import NetworkGuard

_ID = re.compile(r"(?P<repo>[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*)(@(?P<revision>[\w./-]+))?")


def hub_id(source: str) -> tuple[str, str] | None:
    """(repository, revision) of `owner/name` or `owner/name@revision`; None where it is no such name."""
    found = _ID.fullmatch(source)
    return (found["repo"], found["revision"] or "main") if found else None


def fetch(
    repo: str, revision: str, folder: Path, guard: NetworkGuard, progress: Callable[[int, int], None], cancelled: Cancel
) -> None:
    """Fills the folder, going on with what an earlier run left there. progress: bytes done, and of all.

    Raises NetworkOff, NoNetwork, SourceFailed, Cancelled, OSError (the disk).
    """
    what = f"hub {repo} at {revision}"
    folder.mkdir(parents=True, exist_ok=True)
    watch = Watch()
    lines: list[str] = []

    def on_line(line: str) -> None:
        watch.hear(line)
        if line != READY and progress_in(line) is None:
            lines.append(line)

    def on_tick() -> None:
        watch.check()
        if watch.total:
            progress(min(size_under(folder), watch.total), watch.total)

    command = own_module("langtutor.models.convert.hub_checkpoint_child", repo, revision, str(folder))
    with guard.permit(what):
        environment = own_environment(guard.child_environment())
        try:
            code = run_child(command, environment, folder, cancelled, on_line, on_tick)
        except Unreachable as error:
            raise NoNetwork(model=repo, detail=str(error)) from error
    said = lines[-1] if lines else "no word from the hub's client"
    if code == NO_SPACE:
        raise OSError(errno.ENOSPC, said)
    if code != 0 and code != NOT_THERE and watch.asked and not watch.total:
        raise NoNetwork(model=repo, detail=said)
    if code != 0:
        raise SourceFailed(model=repo, detail=said)
    guard.record(what, watch.total)
