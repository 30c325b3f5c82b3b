"""A long text's translation as it comes, with how far it is and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from langtutor.core.look_up_requests import TranslatedPart
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_4, SPACE_5
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import button, label, relabel

_LINES = 18


class LongTextView(QFrame):
    """Emits `stop` when the learner wants no more of it; what has come stays."""

    stop = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_2)
        self._told = label(self.tr("Translating…"), "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How much of the text is translated"))
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("Translation"))
        self._text.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self._stop = button(self.tr("Stop"), "stop", action=self.stop.emit)
        self._copy = button(self.tr("Copy the translation"), "copy", action=self._copy_all)
        row = FlowLayout(across=SPACE_2)
        for one in (self._stop, self._copy):
            row.addWidget(one)
        for widget in (self._told, self._bar):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self._text)
        self._copy.setEnabled(False)

    def add(self, part: TranslatedPart) -> None:
        """At the end, without moving what the learner reads or has selected."""
        cursor = QTextCursor(self._text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(part.text)
        percent = 100 * part.done // max(1, part.total)
        self._bar.setValue(percent)
        self._told.setText(self.tr("Translating… %1 %").replace("%1", str(percent)))
        self._copy.setEnabled(True)

    def show_done(self) -> None:
        self._end(self.tr("The whole text is translated."))

    def show_stopped(self, why: str = "") -> None:
        """why: a sentence where something went wrong, else it was the learner."""
        self._end(why or self.tr("Stopped: this is what was translated so far."))

    @property
    def text(self) -> str:
        return self._text.toPlainText()

    @property
    def told(self) -> str:
        return self._told.text()

    def _end(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._bar.hide()
        self._stop.hide()

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        relabel(self._copy, self.tr("Copied"))
