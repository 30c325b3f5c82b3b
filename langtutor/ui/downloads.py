"""The downloads of this window: one list that banner, Models page and first start show."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from langtutor.models.pace import Pace
from langtutor.services.installing import InstallState
from langtutor.ui.bridge import when_done

if TYPE_CHECKING:
    from langtutor.models.commands import InstallResult
    from langtutor.models.progress import Progress
    from langtutor.services.models import ModelInstall, Models

_LOOK_EVERY_MS = 200

UNDER_WAY = (InstallState.WAITING, InstallState.RUNNING)


class Download:
    """What was asked for with one click, through pauses and further attempts. Read it; `Downloads` changes it."""

    def __init__(self, install: ModelInstall) -> None:
        self.install = install
        self.error: BaseException | None = None
        self.failed_model = ""
        self.pace = Pace()
        self.given_up = False

    @property
    def ids(self) -> tuple[str, ...]:
        return self.install.ids

    @property
    def state(self) -> InstallState:
        if self.install.stopping and self.install.state in UNDER_WAY:
            return InstallState.STOPPED
        return self.install.state

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def from_folder(self) -> bool:
        return self.install.path is not None

    @property
    def progress(self) -> Progress | None:
        return self.install.latest

    @property
    def ready(self) -> frozenset[str]:
        return self.install.ready

    @property
    def seconds_left(self) -> float | None:
        now = self.progress
        return self.pace.seconds_for(now.overall_total_bytes - now.overall_done_bytes) if now else None


class Downloads(QObject):
    """Emits `changed` when something looks different, several times a second while bytes come, and `ended` with a
    Download that is whole. What was paused or failed stays in the list until it is resumed or given up."""

    changed = Signal()
    ended = Signal(object)

    def __init__(self, models: Models, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._models = models
        self._clock = clock
        self._all: list[Download] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def all(self) -> tuple[Download, ...]:
        """In the order in which they were asked for."""
        return tuple(self._all)

    def of(self, model_id: str) -> Download | None:
        return next((one for one in self._all if model_id in one.ids), None)

    def start(
        self, ids: Iterable[str], *, path: Path | None = None, accepted: Collection[str] = frozenset()
    ) -> Download | None:
        """None where all of these are in the list already; those that were stopped go on."""
        wanted = []
        for model_id in dict.fromkeys(ids):
            known = self.of(model_id)
            if known is not None and known.under_way:
                continue
            if known is not None and path is None:
                self.resume(known)
                continue
            if known is not None:
                self._all.remove(known)
            wanted.append(model_id)
        if not wanted:
            return None
        download = Download(self._models.install(wanted, path=path, accepted=accepted))
        self._all.append(download)
        self._watch(download)
        return download

    def pause(self, download: Download) -> None:
        """What has arrived is kept."""
        download.install.cancel()
        self.changed.emit()

    def resume(self, download: Download) -> None:
        if download not in self._all or download.under_way:
            return
        before = download.install
        download.install = self._models.install(before.ids, path=before.path, accepted=before.accepted)
        download.error, download.failed_model, download.pace = None, "", Pace()
        self._watch(download)

    def cancel(self, download: Download) -> None:
        """Gives it up; what has arrived of models that aren't whole is deleted."""
        if download not in self._all:
            return
        self._all.remove(download)
        download.given_up = True
        download.install.cancel()
        if download.install.future.done():
            self._forget(download)
        self.changed.emit()

    def _watch(self, download: Download) -> None:
        install = download.install

        def current() -> bool:
            return download.install is install

        def done(result: InstallResult) -> None:
            if not current():
                return
            if result.failed:
                failed(result.failed[0].error, result.failed[0].model)
                return
            if download in self._all:
                self._all.remove(download)
            self.changed.emit()
            self.ended.emit(download)

        def failed(error: BaseException, model_id: str = "") -> None:
            if current():
                download.error, download.failed_model = error, model_id
                self.changed.emit()

        def settled() -> None:
            if download.given_up:
                self._forget(download)

        when_done(install.future, self, done, failed)
        if not install.future.done():
            install.future.add_done_callback(lambda _done: settled())
        self._timer.start()
        self.changed.emit()

    def _forget(self, download: Download) -> None:
        self._models.forget_begun([one for one in download.ids if one not in download.ready])

    def _look(self) -> None:
        if not any(one.under_way for one in self._all):
            self._timer.stop()
        now_s = self._clock()
        for one in self._all:
            if one.state is InstallState.RUNNING and one.progress is not None:
                one.pace.note(now_s, one.progress.overall_done_bytes)
        self.changed.emit()
