"""Models that Firefox Translations publishes, as fxtranslate finds and fetches them.

The client runs in a child: its own downloader is native code and knows nothing of our guard.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from langtutor.models.child import own_environment, own_module, run_child
from langtutor.models.entries import FirefoxSpec, Model
from langtutor.models.files import chunks_of, size_under
from langtutor.models.sources import CONNECT_S, Desk, Unreachable, Unusable
from langtutor.models.sources.firefox_child import ANSWERED, BROKEN, READY, SILENT

_THERE = {
    "model.bin": ("model.*",),
    "source.spm": ("srcvocab.*", "vocab.*"),
    "target.spm": ("trgvocab.*", "vocab.*"),
    "lex.bin": ("lex.*",),
}
"""Our file name → what it is called there; a pair has one vocabulary for both languages, or two."""


class FirefoxSource:
    def __init__(self, spec: FirefoxSpec, model: Model, desk: Desk) -> None:
        self._spec = spec
        self._model = model
        self._desk = desk
        self._folder = desk.scratch / f"firefox-{spec.source}-{spec.target}"
        self._failure: Unusable | None = None

    def deliver(self, name: str) -> Iterator[bytes]:
        patterns = _THERE.get(name)
        if patterns is None:
            raise Unusable(f"Firefox has nothing that is called {name} here")
        if not self._done.exists():
            self._fetch()
        for pattern in patterns:
            found = sorted(self._files.glob(pattern))
            if found:
                return chunks_of(found[0])
        raise Unusable(f"Firefox publishes no {name} for {self._spec.source}-{self._spec.target}")

    def landed(self, name: str) -> None:
        """Both vocabularies may be one file: it stays until the run has ended."""

    def forget(self, name: str) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _files(self) -> Path:
        return self._folder / f"{self._spec.source}-{self._spec.target}"

    @property
    def _done(self) -> Path:
        return self._folder / "done"

    def _fetch(self) -> None:
        if self._failure is not None:
            raise self._failure
        what = f"firefox translations {self._spec.source}-{self._spec.target}"
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with self._desk.guard.permit(what):
                self._run()
        except Unusable as error:
            self._failure = error
            raise
        self._desk.guard.record(what, size_under(self._files))
        self._done.touch()

    def _run(self) -> None:
        """The client goes on with what an earlier run left in the folder."""
        ready_at: list[float] = []
        answered = False
        lines: list[str] = []

        def on_line(line: str) -> None:
            nonlocal answered
            if line == READY:
                ready_at.append(time.monotonic())
            elif line == ANSWERED:
                answered = True
            else:
                lines.append(line)

        def on_tick() -> None:
            if ready_at and not answered and time.monotonic() - ready_at[0] > CONNECT_S:
                raise Unreachable(f"Firefox's list of models did not come within {CONNECT_S} s")
            done, total = size_under(self._folder), sum(file.bytes for file in self._model.files)
            for unit in self._model.units(self._spec):
                self._desk.on_bytes(unit, min(done, total), total)

        accepted = [one for file in self._model.files for one in file.sha256]
        command = own_module(
            "langtutor.models.sources.firefox_child", self._spec.source, self._spec.target, str(self._folder), *accepted
        )
        environment = own_environment(self._desk.guard.child_environment())
        code = run_child(command, environment, self._folder, self._desk.cancelled, on_line, on_tick)
        said = lines[-1] if lines else "no word from Firefox's client"
        if code in (SILENT, BROKEN):
            raise Unreachable(said)
        if code != 0:
            raise Unusable(said)
