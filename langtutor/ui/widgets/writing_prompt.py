"""What to write about; it can be dismissed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import Card, button, label

if TYPE_CHECKING:
    from langtutor.core.prompt import Prompt


class PromptPanel(Card):
    """Emits `another` for the next prompt and `dismissed`."""

    another = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.text, self.about = label(look="heading"), label(), label(look="small")
        self.about.setWordWrap(False)
        self.column.setContentsMargins(SPACE_3, SPACE_2, SPACE_2, SPACE_2)
        self.column.setSpacing(SPACE_1)
        close = QToolButton()
        set_look(close, "quiet")
        set_icon(close, "x")
        close.setAccessibleName(self.tr("Dismiss the prompt"))
        close.setToolTip(self.tr("Dismiss the prompt"))
        close.clicked.connect(self.dismissed)
        mark = QLabel()
        set_icon(mark, "lightbulb", "accent")
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(mark)
        head.addWidget(self.title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        foot = QWidget()
        row = FlowLayout(foot, SPACE_3, SPACE_1)
        row.addWidget(self.about)
        row.addWidget(button(self.tr("Another prompt"), "arrows-clockwise", "quiet", self.another.emit))
        self.column.addLayout(head)
        self.column.addWidget(self.text)
        self.column.addWidget(foot)

    def show_prompt(self, prompt: Prompt, reader: str, skill_title: str | None) -> None:
        self.title.setText(prompt.title_in(reader))
        self.text.setText(prompt.text_in(reader))
        parts = [prompt.level.value, self.tr("from %n word(s)", "", prompt.minimum_words)]
        self.about.setText(" · ".join([*parts, skill_title] if skill_title else parts))
        self.setAccessibleName(f"{self.title.text()}. {self.text.text()}")
