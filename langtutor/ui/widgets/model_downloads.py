"""What is being downloaded: the total first, then each model, and how to pause, go on or give up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from langtutor.models.progress import Progress, Step
from langtutor.services.installing import InstallState
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.model_texts import ModelTexts, size_text
from langtutor.ui.widgets.pieces import Card, button, label, relabel

if TYPE_CHECKING:
    from langtutor.ui.downloads import Download, Downloads

Sentence = Callable[[BaseException], str]
"""What to tell the learner of an error."""


class DownloadCard(Card):
    """One download. Its buttons act on `Downloads` directly."""

    def __init__(
        self,
        download: Download,
        downloads: Downloads,
        texts: ModelTexts,
        description: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.download = download
        self._texts = texts
        self.headline = label(look="heading")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.amount = label()
        self.trouble = label(look="wrong")
        self.pause = button(self.tr("Pause"), "pause", "", lambda: downloads.pause(download))
        self.resume = button("", "play", "primary", lambda: downloads.resume(download))
        self.cancel = button(self.tr("Cancel"), "x", "quiet", lambda: downloads.cancel(download))
        self.cancel.setToolTip(self.tr("Stops, and deletes what has arrived of models that aren’t whole."))
        self._marks: dict[str, QLabel] = {}
        self._amounts: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_3)
        self._grid.setVerticalSpacing(SPACE_1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        for at, model_id in enumerate(download.ids):
            mark, amount = QLabel(), label(look="small")
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            for place, widget in enumerate((mark, label(description(model_id), "small"), amount)):
                self._grid.addWidget(widget, at, place, Qt.AlignmentFlag.AlignTop)
            self._marks[model_id], self._amounts[model_id] = mark, amount
        actions = QWidget()
        flow = FlowLayout(actions, SPACE_2, SPACE_1)
        for made in (self.pause, self.resume, self.cancel):
            flow.addWidget(made)
        for part in (self.headline, self.bar, self.amount, self.trouble):
            self.column.addWidget(part)
        self.column.addLayout(self._grid)
        self.column.addWidget(actions)

    def show_now(self, sentence_for: Sentence) -> None:
        download, state = self.download, self.download.state
        self.headline.setText(self._headline(state))
        progress = download.progress
        self._show_total(progress)
        trouble = sentence_for(download.error) if download.error is not None else ""
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self._offer(self.pause if download.under_way else self.resume)
        relabel(self.resume, self.tr("Try again") if state is InstallState.FAILED else self.tr("Go on"))
        for model_id in download.ids:
            self._show_model(model_id, progress)
        self.setAccessibleName(f"{self.headline.text()} {self.amount.text()}")

    def _offer(self, button: QPushButton) -> None:
        """Pause or go on; the focus goes along, so that it never falls on Cancel."""
        other = self.resume if button is self.pause else self.pause
        focused = other.hasFocus()
        button.show()
        if focused:
            button.setFocus()
        other.hide()

    def _show_total(self, progress: Progress | None) -> None:
        running = self.download.state is InstallState.RUNNING
        if progress is None:
            self.bar.setRange(0, 0 if running else 1)
            self.amount.setText("")
            self.amount.hide()
            return
        done, total = progress.overall_done_bytes, progress.overall_total_bytes
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * done / total) if total else 0)
        self.bar.setAccessibleName(self.tr("Progress of the download"))
        parts = [self._texts.of_total(done, total)]
        if running:
            speed = self.download.pace.bytes_per_s()
            if speed > 0:
                parts.append(self.tr("%1 a second").replace("%1", size_text(round(speed))))
            parts.append(self._texts.time_left(self.download.seconds_left))
        self.amount.setText(" · ".join(part for part in parts if part))
        self.amount.show()

    def _show_model(self, model_id: str, progress: Progress | None) -> None:
        mark, amount = self._marks[model_id], self._amounts[model_id]
        if model_id in self.download.ready:
            set_icon(mark, "check-circle-fill", "good")
            amount.setText(self.tr("ready"))
        elif model_id == self.download.failed_model:
            set_icon(mark, "warning-circle-fill", "wrong")
            amount.setText(self.tr("failed"))
        elif progress is not None and progress.model == model_id:
            set_icon(mark, "download-simple", "accent")
            amount.setText(self._step(progress))
        else:
            set_icon(mark, "circle-dashed", "text_muted")
            amount.setText("")

    def _step(self, progress: Progress) -> str:
        if progress.step is Step.WAITING:
            return self.tr("waits for another langtutor")
        if progress.step is Step.CHECKING:
            return self.tr("checking %1").replace("%1", progress.file)
        if progress.step is Step.CONVERTING:
            percent = round(100 * progress.converted)
            return self.tr("preparing it for this computer, %1 %").replace("%1", str(percent))
        parts = [progress.file, self._texts.of_total(progress.done_bytes, progress.total_bytes)]
        if self.download.state is InstallState.RUNNING:
            left = self.download.pace.seconds_for(progress.total_bytes - progress.done_bytes)
            parts.append(self._texts.time_left(left))
        return " · ".join(part for part in parts if part)

    def _headline(self, state: InstallState) -> str:
        if state is InstallState.FAILED:
            return self.tr("Not everything could be downloaded")
        if state is InstallState.STOPPED:
            return self.tr("Paused. What has arrived is kept.")
        if state is InstallState.WAITING:
            return self.tr("Waits for the download before it")
        if self.download.from_folder:
            return self.tr("Taking %n model(s) from the folder", "", len(self.download.ids))
        return self.tr("Downloading %n model(s)", "", len(self.download.ids))


class DownloadsView(QWidget):
    """All downloads, one card each; hidden when there are none. description: of a model, by its id."""

    def __init__(
        self,
        downloads: Downloads,
        texts: ModelTexts,
        sentence_for: Sentence,
        description: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._description = description
        self._downloads = downloads
        self._texts = texts
        self._sentence_for = sentence_for
        self._cards: dict[Download, DownloadCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_3)
        downloads.changed.connect(self.refresh)
        self.refresh()

    def cards(self) -> tuple[DownloadCard, ...]:
        return tuple(self._cards.values())

    def refresh(self) -> None:
        now = self._downloads.all()
        for gone in [one for one in self._cards if one not in now]:
            card = self._cards.pop(gone)
            card.hide()
            self._column.removeWidget(card)
            card.deleteLater()
        for one in now:
            if one not in self._cards:
                self._cards[one] = DownloadCard(one, self._downloads, self._texts, self._description)
                self._column.addWidget(self._cards[one])
            self._cards[one].show_now(self._sentence_for)
        self.setVisible(bool(self._cards))
