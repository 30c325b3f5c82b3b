"""What was said, hesitations and all: they stand in parentheses, muted, and the sentence stays readable without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from langtutor.core.ear_requests import HeardWord, WordMark
from langtutor.ui.theme.tokens import SPACE_1, color, roles_of
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import empty, label


class HesitationLine(QWidget):
    """Hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(across=SPACE_1, down=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._flow)
        self.hide()

    def show_words(self, words: Sequence[HeardWord]) -> None:
        """words: of what was said, with their marks."""
        empty(self._flow)
        runs = [(mark, " ".join(word.text for word in run)) for mark, run in _runs(words)]
        self.setVisible(any(mark is not WordMark.NONE for mark, _ in runs))
        self._flow.addWidget(_word(self.tr("As you said it:"), "muted"))
        told = []
        for mark, text in runs:
            if mark is WordMark.NONE:
                for word in text.split():
                    self._flow.addWidget(_word(word, ""))
                told.append(text)
            else:
                bare = text.rstrip(",.-–—… ")
                told.append(self._meaning(mark).format(said=bare))
                self._flow.addWidget(Hesitation(bare, told[-1]))
        self.setAccessibleName(self.tr("As you said it: {words}").format(words=" ".join(told)))

    def clear(self) -> None:
        empty(self._flow)
        self.hide()

    def _meaning(self, mark: WordMark) -> str:
        if mark is WordMark.FILLER:
            return self.tr("(“{said}”: hesitation)")
        if mark is WordMark.REPETITION:
            return self.tr("(“{said}”: repeated)")
        return self.tr("(“{said}”: begun anew)")


class Hesitation(QLabel):
    """One of them, in parentheses, with a dashed line beneath. meaning: for the mouse and for screen readers."""

    def __init__(self, text: str, meaning: str) -> None:
        super().__init__(f"({text})")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "muted")
        self.setToolTip(meaning.strip("()"))
        self.setAccessibleName(meaning.strip("()"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(color(roles_of(self), "text_muted"), 1, Qt.PenStyle.DashLine))
        beneath = self.height() - 1.5
        painter.drawLine(QPointF(0, beneath), QPointF(self.width(), beneath))


def count(words: Sequence[HeardWord]) -> int:
    """How often somebody hesitated: words in a row that belong to one hesitation are one."""
    return sum(mark is not WordMark.NONE for mark, _ in _runs(words))


def _runs(words: Sequence[HeardWord]) -> Iterator[tuple[WordMark, list[HeardWord]]]:
    for mark, run in groupby(words, lambda word: word.mark):
        yield mark, list(run)


def _word(text: str, look: str) -> QLabel:
    made = label(text, look) if look else label(text)
    made.setWordWrap(False)
    return made
