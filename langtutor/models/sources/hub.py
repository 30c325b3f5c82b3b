"""Models on the hub, at a pinned revision.

The client runs in a child: imported here it would take the quiet settings of this process for good.
"""

from __future__ import annotations

import errno
import shutil
import time
from pathlib import Path

from langtutor.models.child import own_environment, own_module, progress_in, run_child
from langtutor.models.entries import HubSpec, Model
from langtutor.models.files import size_under
from langtutor.models.sources import CONNECT_S, Desk, Unreachable, Unusable
from langtutor.models.sources.hub_child import NO_SPACE, NOT_THERE, READY


class HubSource:
    def __init__(self, spec: HubSpec, model: Model, desk: Desk) -> None:
        self._spec = spec
        self._model = model
        self._desk = desk

    def deliver(self, name: str) -> Path:
        folder = self._folder(name)
        fetched = folder / self._spec.names[name]
        done = folder / "done"
        if not (done.exists() and fetched.exists()):
            self._fetch(name, folder)
            done.touch()
        self._desk.on_bytes(self._unit(name), 1, 1)
        return fetched

    def landed(self, name: str) -> None:
        self.forget(name)

    def forget(self, name: str) -> None:
        shutil.rmtree(self._folder(name), ignore_errors=True)

    def _unit(self, name: str) -> str:
        return f"{self._model.id}/{name}"

    def _folder(self, name: str) -> Path:
        return self._desk.scratch / f"hub-{self._spec.revision}" / f"file-{name}"

    def _fetch(self, name: str, folder: Path) -> None:
        what = f"hub {self._spec.repo} {self._spec.names[name]} at {self._spec.revision}"
        folder.mkdir(parents=True, exist_ok=True)
        with self._desk.guard.permit(what):
            self._download(name, folder)
        self._desk.guard.record(what, (folder / self._spec.names[name]).stat().st_size)

    def _download(self, name: str, folder: Path) -> None:
        """The client goes on with what an earlier run left in the folder."""
        watch = Watch()
        lines: list[str] = []

        def on_line(line: str) -> None:
            watch.hear(line)
            if line != READY and progress_in(line) is None:
                lines.append(line)

        def on_tick() -> None:
            watch.check()
            if watch.total:
                self._desk.on_bytes(self._unit(name), size_under(folder), watch.total)

        arguments = (self._spec.repo, self._spec.revision, self._spec.names[name], str(folder))
        command = own_module("langtutor.models.sources.hub_child", *arguments)
        environment = own_environment(self._desk.guard.child_environment())
        code = run_child(command, environment, folder, self._desk.cancelled, on_line, on_tick)
        said = lines[-1] if lines else "no word from the hub's client"
        if code == NO_SPACE:
            raise OSError(errno.ENOSPC, said)
        if code == NOT_THERE:
            raise Unusable(f"not on the hub: {said}")
        if code != 0:
            raise Unreachable(said) if watch.asked and not watch.total else Unusable(said)


class Watch:
    """The client tries for half a minute before it gives up on a hub that is not there; we don't."""

    def __init__(self) -> None:
        self._ready_at: float | None = None
        self.total = 0

    @property
    def asked(self) -> bool:
        return self._ready_at is not None

    def hear(self, line: str) -> None:
        progress = progress_in(line)
        if progress:
            self.total = progress[1]
        elif line == READY:
            self._ready_at = time.monotonic()

    def check(self) -> None:
        if self._ready_at is not None and not self.total and time.monotonic() - self._ready_at > CONNECT_S:
            raise Unreachable(f"the hub did not answer within {CONNECT_S} s")
