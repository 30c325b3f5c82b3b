"""Above every page but Models: what is missing of the starter models, as one button, and how downloads get on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from langtutor.models.progress import Progress, Step
from langtutor.services.installing import InstallState
from langtutor.ui.errors import sentence_for
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4
from langtutor.ui.widgets.model_texts import ModelTexts, size_text

if TYPE_CHECKING:
    from langtutor.ui.downloads import Download, Downloads
    from langtutor.wiring import Services


class ModelBanner(QFrame):
    """Hidden when nothing is missing and nothing comes. Emits `show_models` when the learner wants to see more."""

    show_models = Signal()

    def __init__(self, services: Services, downloads: Downloads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._downloads = downloads
        self._texts = ModelTexts(str, self)
        self._put_off = False
        self._suspended = False
        set_look(self, "info")
        self._build()
        downloads.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Shows the first download there is, else what is missing."""
        if self._suspended:
            self.hide()
            return
        downloads = self._downloads.all()
        running = next((one for one in downloads if one.under_way), None)
        if running is not None:
            self._show_running(running)
        elif downloads:
            self._show_stopped(downloads[0])
        else:
            self._show_missing()

    def suspend(self, suspended: bool) -> None:
        """While the Models page or the first start shows the same, in full."""
        if suspended != self._suspended:
            self._suspended = suspended
            self.refresh()

    def put_off(self) -> None:
        """Not offered again before the next start."""
        self._put_off = True
        self.refresh()

    def start(self) -> None:
        """Downloads what is missing, or goes on with what was stopped."""
        for download in self._downloads.all():
            self._downloads.resume(download)
        if not self._downloads.all():
            self._downloads.start(self._services.models.missing_starter().ids)

    def cancel(self) -> None:
        """What was fetched stays; going on fetches the rest."""
        for download in self._downloads.all():
            self._downloads.pause(download)

    # --- states --------------------------------------------------------------------------------------------------

    def _show_missing(self) -> None:
        missing = self._services.models.missing_starter()
        self.setVisible(bool(missing.ids) and not self._put_off)
        if not missing.ids:
            return
        if self._services.guard.forced_offline:
            self._offer(
                self.tr("To hear you and to translate, langtutor needs its models, and the network is switched off."),
                "",
            )
            return
        self._offer(
            self.tr("To hear you and to translate, langtutor needs its models once. Typed drills work meanwhile."),
            self.tr("Download %1").replace("%1", size_text(missing.download_bytes)),
        )
        self._later.show()

    def _show_running(self, download: Download) -> None:
        self._show_state("info", "download-simple", "accent", self.tr("Downloading the models…"))
        self._progress_row.show()
        self._go.hide()
        self._later.hide()
        progress = download.progress
        if progress is None or not progress.overall_total_bytes:
            self._bar.setRange(0, 0)
            self._amount.setText("")
            self._file.setText("")
        else:
            self._show_progress(progress, download)
        self.show()

    def _show_progress(self, progress: Progress, download: Download) -> None:
        done, total = progress.overall_done_bytes, progress.overall_total_bytes
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * done / total))
        parts = [self._texts.of_total(done, total), self._texts.time_left(download.seconds_left)]
        self._amount.setText(" · ".join(part for part in parts if part))
        self._file.setText(self._step_text(progress))

    def _show_stopped(self, download: Download) -> None:
        if download.state is InstallState.FAILED and download.error is not None:
            self._offer(sentence_for(download.error, self._services.messages), self.tr("Try again"))
            self._show_state("error", "warning", "wrong", self._text.text())
        else:
            left = self._services.models.download_bytes(download.ids)
            if download.progress is not None:
                left = download.progress.overall_total_bytes - download.progress.overall_done_bytes
            self._offer(
                self.tr("The download was stopped. What has arrived is kept."),
                self.tr("Go on (%1 to fetch)").replace("%1", size_text(left)) if left else self.tr("Go on"),
            )
        self.show()

    def _offer(self, text: str, button: str) -> None:
        self._show_state("info", "download-simple", "accent", text)
        self._go.setText(button)
        self._go.setVisible(bool(button))
        self._later.setVisible(not self._downloads.all())
        self._progress_row.hide()

    def _show_state(self, look: str, icon: str, role: str, text: str) -> None:
        set_look(self, look)
        set_icon(self._icon, icon, role)
        self._text.setText(text)

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

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._icon = QLabel()
        self._text = _line()
        self._go = QPushButton()
        set_look(self._go, "primary")
        self._go.clicked.connect(self.start)
        self._later = QPushButton(self.tr("Later"))
        self._later.clicked.connect(self.put_off)
        self._more = QPushButton(self.tr("Show"))
        self._more.setAccessibleName(self.tr("Show the Models page"))
        set_look(self._more, "quiet")
        self._more.clicked.connect(self.show_models)
        first = QHBoxLayout()
        first.setSpacing(SPACE_3)
        for widget, stretch in ((self._icon, 0), (self._text, 1), (self._more, 0), (self._later, 0), (self._go, 0)):
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


def _line() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
