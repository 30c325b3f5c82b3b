"""The small pieces pages are put together from: labels, buttons, cards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, TEXT_PT


def label(text: str = "", look: str = "", *, rich: bool = False) -> QLabel:
    """Wraps. Plain text, unless rich says that it is HTML of our own making."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setText(text)
    if look:
        set_look(made, look)
    return made


def button(text: str, icon: str = "", look: str = "", action: Callable[[], object] | None = None) -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setAccessibleName(text)
    if icon:
        set_icon(made, icon, "on_accent" if look == "primary" else "text")
    if look:
        set_look(made, look)
    if action is not None:
        made.clicked.connect(lambda: action())
    return made


def relabel(made: QPushButton, text: str) -> None:
    made.setText(text)
    made.setAccessibleName(text)


def letter(key: str, *, alt: bool) -> str:
    """How a page's key is pressed now: with Alt while a text field has the focus."""
    return f"Alt+{key}" if alt else key


class Card(QFrame):
    """A raised frame with a column in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        self.column.setSpacing(SPACE_2)


def icon_line(icon: str, role: str, text: QLabel) -> QWidget:
    """A text with its icon beside the first line."""
    line, mark = QWidget(), QLabel()
    set_icon(mark, icon, role)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_3)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 1)
    return line


def scaled_font(points: float) -> QFont:
    """The interface's font, so many points high at 100 % text size."""
    font = QApplication.font()
    font.setPointSizeF(points * font.pointSizeF() / TEXT_PT)
    return font


def empty(layout: QLayout) -> None:
    """Takes everything out of a layout, and away."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
