"""Offers what is missing of the starter models as one button, and shows how its download gets on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from langtutor.models.progress import Progress, Step
from langtutor.ui.bridge import when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4

if TYPE_CHECKING:
    from langtutor.models.commands import InstallResult
    from langtutor.services.models import ModelInstall
    from langtutor.wiring import Services

_REFRESH_MS = 100


class ModelBanner(QFrame):
    """Hidden when nothing is missing. States: offer, installing, stopped, failed. Emits `installed` at the end."""

    installed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._install: ModelInstall | None = None
        self._latest: Progress | None = None
        self._can_wait = True
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._show_progress)
        set_look(self, "info")
        self._build()
        self.hide()

    def embed(self) -> None:
        """As part of a page instead of above it: framed, and not to be put off."""
        self._can_wait = False
        self._later.hide()
        self.setProperty("embedded", True)

    def refresh(self) -> None:
        """Asks again what is missing; an installation under way goes on."""
        if self._install is not None:
            return
        missing = self._services.models.missing_starter()
        self.setVisible(bool(missing.ids))
        if missing.ids:
            self._offer(
                self.tr("To hear you and to translate, langtutor needs its models once. Typed drills work meanwhile."),
                self.tr("Download %1").replace("%1", size_text(missing.download_bytes)),
            )

    def start(self) -> None:
        missing = self._services.models.missing_starter()
        if not missing.ids:
            self.hide()
            self.installed.emit()
            return
        self.show()
        self._latest = None
        install = self._services.models.install(missing.ids, self._progressed)
        self._install = install
        self._show_state("info", "download-simple", "accent", self.tr("Downloading the models…"))
        self._progress_row.show()
        self._later.hide()
        self._go.hide()
        self._bar.setRange(0, 0)
        self._amount.setText("")
        self._file.setText("")
        self._timer.start()
        when_done(install.future, self, self._ended, self._failed)

    def cancel(self) -> None:
        """What was fetched stays; going on fetches the rest."""
        if self._install is None:
            return
        self._install.cancel()
        self._stop_showing()
        missing = self._services.models.missing_starter()
        self._offer(
            self.tr("The download was stopped. What has arrived is kept."),
            self.tr("Go on (%1 to fetch)").replace("%1", size_text(missing.download_bytes)),
        )

    def _build(self) -> None:
        self._icon = QLabel()
        self._text = _line()
        self._go = QPushButton()
        set_look(self._go, "primary")
        self._go.clicked.connect(self.start)
        self._later = QPushButton(self.tr("Later"))
        self._later.clicked.connect(self.hide)
        first = QHBoxLayout()
        first.setSpacing(SPACE_3)
        for widget, stretch in ((self._icon, 0), (self._text, 1), (self._later, 0), (self._go, 0)):
            first.addWidget(widget, stretch)
        self._progress_row = self._build_progress()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addLayout(first)
        column.addWidget(self._progress_row)

    def _build_progress(self) -> QWidget:
        whole = QWidget()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the download"))
        self._amount = QLabel()
        self._file = _line()
        set_look(self._file, "small")
        stop = QPushButton(self.tr("Stop"))
        stop.setAccessibleName(self.tr("Stop the download"))
        stop.clicked.connect(self.cancel)
        row = QHBoxLayout()
        row.setSpacing(SPACE_3)
        row.addWidget(self._bar, 1)
        row.addWidget(self._amount)
        row.addWidget(stop)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(row)
        column.addWidget(self._file)
        return whole

    def _progressed(self, progress: Progress) -> None:
        """From the installing thread, often: the timer shows the latest."""
        self._latest = progress

    def _show_progress(self) -> None:
        progress = self._latest
        if progress is None:
            return
        done, total = progress.overall_done_bytes, progress.overall_total_bytes
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * done / total) if total else 0)
        self._amount.setText(
            self.tr("%1 of %2").replace("%1", size_text(done)).replace("%2", size_text(total)),
        )
        self._file.setText(self._step_text(progress))

    def _step_text(self, progress: Progress) -> str:
        texts = {
            Step.WAITING: self.tr("Waiting: another langtutor is installing into the same folder."),
            Step.FETCHING: self.tr("Fetching %1 (%2 of %3)"),
            Step.CHECKING: self.tr("Checking %1"),
            Step.CONVERTING: self.tr("Preparing %1 for this computer"),
            Step.DONE: self.tr("%1 is ready"),
        }
        name = f"{progress.model} · {progress.file}" if progress.file else progress.model
        return (
            texts[progress.step]
            .replace("%1", name)
            .replace("%2", size_text(progress.done_bytes))
            .replace("%3", size_text(progress.total_bytes))
        )

    def _ended(self, result: InstallResult) -> None:
        if result.failed:
            self._failed(result.failed[0].error)
            return
        self._stop_showing()
        self.hide()
        self.installed.emit()

    def _failed(self, error: BaseException) -> None:
        self._stop_showing()
        self._offer(sentence_for(error, self._services.messages), self.tr("Try again"))
        self._show_state("error", "warning", "wrong", self._text.text())

    def _stop_showing(self) -> None:
        self._install = None
        self._timer.stop()

    def _offer(self, text: str, button: str) -> None:
        self._show_state("info", "download-simple", "accent", text)
        self._go.setText(button)
        self._go.show()
        self._later.setVisible(self._can_wait)
        self._progress_row.hide()

    def _show_state(self, look: str, icon: str, role: str, text: str) -> None:
        set_look(self, look)
        set_icon(self._icon, icon, role)
        self._text.setText(text)


def size_text(size: int) -> str:
    """Bytes as people read them: `412 MB`."""
    digits = 1 if size >= 10**9 else 0
    return QLocale().formattedDataSize(size, digits, QLocale.DataSizeFormat.DataSizeSIFormat)


def _line() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
