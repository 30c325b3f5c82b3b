"""Look up: one box for words and sentences, in either direction, and beside it what was looked up before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from langtutor.ui.bridge import when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import Keys, PageKeys
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_4, SPACE_5, SPACE_6
from langtutor.ui.widgets.column import Column
from langtutor.ui.widgets.look_up_box import LookUpPane, State
from langtutor.ui.widgets.look_up_view import LookUpView

if TYPE_CHECKING:
    from langtutor.wiring import Services

_SIDE_FROM = 110
"""Average characters of page width from which the history has room at the side."""

_SHOWN = 200
"""Code points of an older question; the box gets all of it."""


class LookUpPage(QWidget):
    """The pane with the learner's history."""

    open_page = Signal(str)
    show_message = Signal(str)
    answered = Signal()
    """A question was answered, with a result or an error."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._pane = LookUpPane(services)
        self._keys = PageKeys(self)
        self._build()
        self._pane.bind_keys(self._keys)
        self._pane.show_message.connect(self.show_message)
        self._pane.answered.connect(self._answered)

    @property
    def pane(self) -> LookUpPane:
        return self._pane

    @property
    def state(self) -> State:
        return self._pane.state

    @property
    def view(self) -> LookUpView | None:
        return self._pane.view

    def keys(self) -> Keys:
        return self._keys.listed()

    def activate(self) -> None:
        """Straight to the box; what was looked up stays until the next question."""
        self._pane.take_focus()
        self._load_history()

    def look_up(self, text: str) -> None:
        """Asks for a text in the chosen direction."""
        self._pane.look_up(text)

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = Column()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(column, 1)
        self._side = self._build_history()
        row.addWidget(self._side)
        title = QLabel(self.tr("Look up"))
        set_look(title, "title")
        column.layout_.addWidget(title)
        column.layout_.addWidget(self._pane)
        column.layout_.addStretch(1)

    def _build_history(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE_4, SPACE_6, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_2)
        heading = QLabel(self.tr("Looked up before"))
        set_look(heading, "heading")
        self._history = QListWidget()
        set_look(self._history, "plain")
        self._history.setAccessibleName(self.tr("Looked up before"))
        self._history.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._history.itemActivated.connect(self._again)
        self._history.itemClicked.connect(self._again)
        column.addWidget(heading)
        column.addWidget(self._history, 1)
        return side

    # --- history -------------------------------------------------------------------------------------------------

    def _answered(self) -> None:
        self._load_history()
        self.answered.emit()

    def _load_history(self) -> None:
        when_done(self._services.looking_up.history(), self, self._show_history, self._tell)

    def _again(self, item: QListWidgetItem) -> None:
        self.look_up(str(item.data(Qt.ItemDataRole.UserRole)))

    def _tell(self, error: BaseException) -> None:
        self.show_message.emit(sentence_for(error, self._services.messages))

    def _show_history(self, texts: tuple[str, ...]) -> None:
        self._history.clear()
        for text in texts:
            item = QListWidgetItem(" ".join(text[:_SHOWN].split()))
            item.setData(Qt.ItemDataRole.UserRole, text)
            self._history.addItem(item)
        self._fit_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def _fit_side(self) -> None:
        """The history is shown where it has room and something to show."""
        letter = self.fontMetrics().averageCharWidth()
        self._side.setFixedWidth(letter * 30)
        self._side.setVisible(self._history.count() > 0 and self.width() >= letter * _SIDE_FROM)
