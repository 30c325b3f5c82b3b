"""The Write page while a text is written: prompt, text, margin, foot. What is done lies in `write.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from langtutor.core.writing import Remedy
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_5
from langtutor.ui.widgets.editor import Editor
from langtutor.ui.widgets.finding_margin import FindingMargin
from langtutor.ui.widgets.marks import Marks
from langtutor.ui.widgets.message_strip import MessageStrip
from langtutor.ui.widgets.pieces import button, relabel
from langtutor.ui.widgets.writing_foot import WritingFoot
from langtutor.ui.widgets.writing_prompt import PromptPanel

if TYPE_CHECKING:
    from langtutor.core.prompt import Prompt

_MARGIN_FROM = 96
"""Average characters of page width from which cards stand beside the text."""
_MARGIN_CHARACTERS = 43
_LEAST_LINES = 4
"""Of the interface's text, that are left of the learner's text above a card."""


class WriteView(QWidget):
    finish = Signal()
    drafts_wanted = Signal()
    prompt_wanted = Signal()
    new_text = Signal()
    open_file = Signal()
    save_copy = Signal()
    dictionary = Signal()
    disagreements = Signal()
    models_wanted = Signal()
    check_again = Signal()

    def __init__(self, reader: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self.marks = Marks()
        self.editor = Editor(self.marks)
        self.margin = FindingMargin(reader)
        self.foot = WritingFoot()
        self.prompt = PromptPanel()
        self._prompt_wanted = self._chosen = self._narrow = False
        self.problem = MessageStrip()
        self.problem.setProperty("embedded", True)
        self._problem_text = ""
        self.editor.setPlaceholderText(self.tr("Write here. What you write stays on this computer."))
        self.editor.setAccessibleName(self.tr("Your text"))
        self._buttons: list[tuple[QPushButton, str]] = []
        self._lay_out()

    # --- what the page says ------------------------------------------------------------------------------------------

    def show_prompt(self, prompt: Prompt | None, skill_title: str | None) -> None:
        if prompt is not None:
            self.prompt.show_prompt(prompt, self._reader, skill_title)
        self._prompt_wanted = prompt is not None
        self._arrange()

    def toggle_prompt(self) -> None:
        self._prompt_wanted = self.prompt.isHidden()
        self._arrange()

    def show_chosen(self, chosen: bool) -> None:
        """A finding is chosen, or none."""
        if chosen != self._chosen:
            self._chosen = chosen
            self._arrange()

    def show_problem(self, text: str, remedy: Remedy | None) -> None:
        """A sentence that stands there until it is dismissed or no longer so, with a button for what helps."""
        if text == self._problem_text:
            return
        self._problem_text = text
        if not text:
            self.problem.dismiss()
        elif remedy is Remedy.MODELS:
            self.problem.show_error(text, self.tr("See the models"), self.models_wanted.emit)
        elif remedy is Remedy.AGAIN:
            self.problem.show_error(text, self.tr("Check again"), self._check_again)
        else:
            self.problem.show_error(text)

    def show_deeper(self, offered: bool) -> None:
        """Without a language model: what it would add, said once and small."""
        self.deeper.setVisible(offered)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _check_again(self) -> None:
        self._problem_text = ""  # the same may come again, and is to be seen then
        self.check_again.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_3)
        column.setSpacing(SPACE_3)
        self._head = self._build_head()
        column.addLayout(self._head)
        column.addWidget(self.problem)
        column.addWidget(self.prompt)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(SPACE_4)
        self._sides.addWidget(self.editor, 1)
        self._sides.addWidget(self.margin)
        column.addLayout(self._sides, 1)
        self.deeper = button(
            self.tr("Corrections go deeper with the tutor pack"), "", "link", lambda: self.models_wanted.emit()
        )
        self.deeper.hide()
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.foot, 1)
        self._foot.addWidget(self.deeper)
        column.addLayout(self._foot)

    def _build_head(self) -> QHBoxLayout:
        title = QLabel(self.tr("Write"))
        set_look(title, "title")
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(title, 1)
        self.prompt_button = self._tool(self.tr("Prompt"), "lightbulb", "Alt+P", self.prompt_wanted.emit)
        self.drafts_button = self._tool(self.tr("Your texts"), "folder-open", "Ctrl+H", self.drafts_wanted.emit)
        self.more_button = self._tool(self.tr("More"), "dots-three", "", None)
        self.more_button.setMenu(self._build_menu())
        self.finish_button = button(self.tr("Finish"), "check", "primary", self.finish.emit)
        self.finish_button.setToolTip("Ctrl+Enter")
        for one in (self.prompt_button, self.drafts_button, self.more_button, self.finish_button):
            row.addWidget(one)
        return row

    def _tool(self, text: str, icon: str, key: str, action: Callable[[], object] | None) -> QPushButton:
        made = button(text, icon, "quiet", action)
        made.setToolTip(f"{text} ({key})" if key else text)
        self._buttons.append((made, text))
        return made

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        for text, key, signal in (
            (self.tr("New text"), "Ctrl+N", self.new_text),
            (self.tr("Open a file…"), "Ctrl+O", self.open_file),
            (self.tr("Save a copy as a file…"), "Ctrl+Shift+S", self.save_copy),
            (self.tr("Your dictionary…"), "", self.dictionary),
            (self.tr("What you disagreed with…"), "", self.disagreements),
        ):
            menu.addAction(f"{text}\t{key}" if key else text).triggered.connect(lambda _=False, s=signal: s.emit())
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Cards beside the text, or beneath it where the window is narrow or the letters are large."""
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self._narrow = narrow = self.width() < letter * _MARGIN_FROM
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.editor.setMinimumHeight(line * _LEAST_LINES)
        self.foot.set_narrow(narrow)
        around = self._head.sizeHint().height() + self._foot.sizeHint().height() + 2 * SPACE_4 + 3 * SPACE_3
        self.margin.set_narrow(narrow, self.height() - around - line * _LEAST_LINES)
        self.margin.setMinimumWidth(0 if narrow else letter * _MARGIN_CHARACTERS)
        self.margin.setMaximumWidth(self.width() if narrow else letter * _MARGIN_CHARACTERS)
        for made, text in self._buttons:
            relabel(made, "" if narrow else text)
            made.setAccessibleName(text)
        self._arrange()

    def _arrange(self) -> None:
        """Where there is no room for both, the prompt gives way to the card of what is chosen."""
        shown = self._prompt_wanted and not (self._narrow and self._chosen)
        self.prompt.setVisible(shown)
        self.margin.setVisible(not (self._narrow and shown))
