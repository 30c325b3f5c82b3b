"""Models in Maven artifacts: fetched by jgo, in pure Python, from where the user's jgo and Maven settings point.

The client runs in a child, which fetches all that a model needs, two artifacts at a time.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from langtutor.models.child import own_environment, own_module, run_child
from langtutor.models.entries import MavenSpec
from langtutor.models.sources import CONNECT_S, Desk, Unreachable, Unusable
from langtutor.models.sources.maven_child import NO_SPACE, READY, Word, file_of, heard
from langtutor.models.sources.wheel import member_chunks


class MavenSource:
    def __init__(self, spec: MavenSpec, names: Sequence[str], desk: Desk) -> None:
        """names: the files that will be asked for."""
        self._members = spec.members
        self._ahead = list(names)
        self._desk = desk
        self._folder = desk.scratch / "maven"
        self._failures: dict[str, Exception] = {}

    def deliver(self, name: str) -> Path | Iterator[bytes]:
        member = self._members[name]
        artifact = self._artifact(member.package)
        self._ahead.remove(name)
        self._desk.on_bytes(member.package, 1, 1)
        return member_chunks(artifact, member.path) if member.path else artifact

    def landed(self, name: str) -> None:
        if self._desk.spare(self._members[name].package):
            self.forget(name)

    def forget(self, name: str) -> None:
        file_of(self._folder, self._members[name].package).unlink(missing_ok=True)

    def _artifact(self, coordinate: str) -> Path:
        found = file_of(self._folder, coordinate)
        if not found.exists():
            if coordinate not in self._failures:
                self._fetch_absent()
            if coordinate in self._failures:
                raise self._failures[coordinate]
        return found

    def _fetch_absent(self) -> None:
        """Those still to be fetched for all the files that will be asked for, in one child."""
        coordinates = dict.fromkeys(self._members[name].package for name in self._ahead)
        absent = [one for one in coordinates if not file_of(self._folder, one).exists()]
        others = f" and {len(absent) - 1} more" if len(absent) > 1 else ""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._desk.guard.permit(f"maven {absent[0]}{others}"):
            self._run(absent)
        for coordinate in absent:
            if not file_of(self._folder, coordinate).exists():
                self._failures.setdefault(coordinate, Unusable(f"maven brought no {coordinate}"))

    def _run(self, coordinates: Sequence[str]) -> None:
        ready_at: list[float] = []
        answered = False
        lines: list[str] = []

        def on_line(line: str) -> None:
            nonlocal answered
            word = heard(line)
            if line == READY:
                ready_at.append(time.monotonic())
            elif word is None:
                lines.append(line)
            else:
                answered = True
                self._hear(word)

        def on_tick() -> None:
            if ready_at and not answered and time.monotonic() - ready_at[0] > CONNECT_S:
                raise Unreachable(f"Maven's repository did not answer within {CONNECT_S} s")

        command = own_module("langtutor.models.sources.maven_child", str(self._folder), *coordinates)
        environment = own_environment(self._desk.guard.child_environment())
        code = run_child(command, environment, self._folder, self._desk.cancelled, on_line, on_tick)
        said = lines[-1] if lines else "no word from Maven's client"
        if code == NO_SPACE:
            raise OSError(errno.ENOSPC, said)
        if code != 0:
            raise Unusable(said)

    def _hear(self, word: Word) -> None:
        if word.kind == "at":
            self._desk.on_bytes(word.coordinate, word.done, word.total)
        elif word.kind == "got":
            self._desk.on_bytes(word.coordinate, 1, 1)
            self._desk.guard.record(f"maven {word.coordinate}", word.done)
        else:
            kind = Unreachable if word.kind == "silent" else Unusable
            self._failures[word.coordinate] = kind(word.detail)
