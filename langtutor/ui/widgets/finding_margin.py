"""The margin beside a text: a card for each finding, near its line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import motion_ms, set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2
from langtutor.ui.widgets.finding_card import FindingCard
from langtutor.ui.widgets.marks import Mark
from langtutor.ui.widgets.pieces import label

Placed = tuple[Mark, int]
"""A mark and the height of its line, in the coordinates of the cards' area."""

_UNLIMITED = 16_777_215
"""Qt's own "no maximum"."""


class FindingMargin(QWidget):
    """Cards stand at their lines; where they would cover each other they move apart, the chosen one last.

    In a narrow window the chosen one alone is shown, beneath the text. Emits what its cards emit, `step` with 1 or -1
    for the next or the previous finding, `resized` when cards should be placed again, `scrolled` with the wheel's turn.
    """

    chosen = Signal(object)
    fix = Signal(object)
    disagree = Signal(object)
    ignore = Signal(object)
    add_word = Signal(object)
    more = Signal(object)
    step = Signal(int)
    resized = Signal()
    scrolled = Signal(QWheelEvent)

    def __init__(self, reader: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._cards: dict[int, FindingCard] = {}
        self._narrow = False
        self._most = _UNLIMITED
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._fit_height)
        self.setAccessibleName(self.tr("Corrections and questions"))
        self.count = label(look="muted")
        self.status = label(look="muted")
        self.status.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = QWidget()
        self._area.setObjectName("columnOuter")
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(self._build_head())
        column.addWidget(self.status)
        column.addWidget(self._scroll, 1)

    # --- what the page says ------------------------------------------------------------------------------------------

    @property
    def area(self) -> QWidget:
        """What heights are measured in."""
        return self._area

    def set_narrow(self, narrow: bool, most: int) -> None:
        """most: how high it may be then, in pixels."""
        if (narrow, most) == (self._narrow, self._most):
            return
        self._narrow, self._most = narrow, most
        self._area.setMinimumHeight(0)
        if not narrow:
            self.setMinimumHeight(0)
            self.setMaximumHeight(_UNLIMITED)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if narrow else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._scroll.setVerticalScrollBarPolicy(policy)
        self.resized.emit()

    def show_count(self, corrections: int, questions: int) -> None:
        parts = []
        if corrections:
            parts.append(self.tr("%n correction(s)", "", corrections))
        if questions:
            parts.append(self.tr("%n question(s)", "", questions))
        self.count.setText(" · ".join(parts))
        self.count.setVisible(bool(parts))
        for arrow in (self._previous, self._next):
            arrow.setVisible(bool(parts))

    def show_status(self, text: str) -> None:
        """A quiet sentence instead of cards."""
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def place(self, placed: Sequence[Placed], selected: Mark | None, *, glide: bool) -> None:
        """placed: what is near the visible part of the text, in order. glide: cards move there instead of standing
        there at once, because findings came or went rather than the text being scrolled."""
        if self._narrow:
            placed = [(mark, 0) for mark, _ in placed if mark is selected]
        wanted = {mark.number for mark, _ in placed}
        for number in [number for number in self._cards if number not in wanted]:
            self._cards.pop(number).leave()
        cards = [self._card(mark) for mark, _ in placed]
        for card in cards:
            card.set_open(card.mark is selected, buttons_first=self._narrow)
        heights = [card.heightForWidth(self._card_width()) for card in cards]
        self._fit(heights)
        for card, y, height in zip(cards, self._heights_from_top(placed, heights, selected), heights, strict=True):
            self._move(card, y, height, glide)

    def card(self, mark: Mark) -> FindingCard | None:
        return self._cards.get(mark.number)

    def cards(self) -> list[FindingCard]:
        """From top to bottom."""
        return sorted(self._cards.values(), key=lambda card: card.mark.start)

    def focused(self) -> FindingCard | None:
        return next((card for card in self._cards.values() if card.hasFocus() or card.isAncestorOf(_focus(self))), None)

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Cards go with the text: the wheel turns it."""
        if self._narrow:
            super().wheelEvent(event)
        else:
            self.scrolled.emit(event)
            event.accept()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _build_head(self) -> QHBoxLayout:
        self._previous = self._arrow("caret-up", self.tr("Previous finding"), "Alt+↑", -1)
        self._next = self._arrow("caret-down", self.tr("Next finding"), "Alt+↓", 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE_1)
        row.addWidget(self.count, 1)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        return row

    def _arrow(self, icon: str, name: str, key: str, step: int) -> QToolButton:
        made = QToolButton()
        set_look(made, "quiet")
        set_icon(made, icon)
        made.setAccessibleName(name)
        made.setToolTip(f"{name} ({key})")
        made.clicked.connect(lambda: self.step.emit(step))
        return made

    def _card(self, mark: Mark) -> FindingCard:
        known = self._cards.get(mark.number)
        if known is not None:
            return known
        card = FindingCard(mark, self._reader, self._area)
        for name in ("chosen", "fix", "disagree", "ignore", "add_word", "more"):
            getattr(card, name).connect(getattr(self, name))
        self._cards[mark.number] = card
        return card

    def _card_width(self) -> int:
        """Beneath the text there is always room for a scroll bar, so that cards keep their width when it comes."""
        bar = self._scroll.verticalScrollBar().sizeHint().width() if self._narrow else 0
        return self._scroll.width() - bar

    def _fit(self, heights: Sequence[int]) -> None:
        """Beneath the text it is as high as its card, up to what the page leaves; beside it as high as the text."""
        if self._narrow:
            self._area.setMinimumHeight(sum(heights))
            self._fitting.start()  # not from within a resize of the same widget

    def _fit_height(self) -> None:
        if self._narrow:
            self.setFixedHeight(max(0, min(self._most, self._scroll.y() + self._area.minimumHeight())))

    def _heights_from_top(self, placed: Sequence[Placed], heights: Sequence[int], selected: Mark | None) -> list[int]:
        """Where cards stand: the chosen one at its line, or else the first that is visible; the others around it."""
        ys = [y for _, y in placed]
        if not ys:
            return []
        top, room = -self._scroll.y(), self._area.height()  # lines reach up beside the head, cards don't
        chosen = next((at for at, (mark, _) in enumerate(placed) if mark is selected), None)
        anchor = chosen if chosen is not None else next((at for at, y in enumerate(ys) if y >= top), len(ys) - 1)
        if top <= ys[anchor] < room:  # whole, if its line can be seen
            ys[anchor] = max(0, min(ys[anchor], room - heights[anchor]))
        for at in range(anchor - 1, -1, -1):
            ys[at] = min(ys[at], ys[at + 1] - heights[at] - SPACE_2)
        for at in range(anchor + 1, len(ys)):
            ys[at] = max(ys[at], ys[at - 1] + heights[at - 1] + SPACE_2)
        return ys

    def _move(self, card: FindingCard, y: int, height: int, glide: bool) -> None:
        card.resize(self._card_width(), height)
        card.stop_gliding()
        if not card.isVisibleTo(self._area):
            card.move(0, y)
            card.show()
            card.appear()
        elif glide and motion_ms() and card.y() != y:
            card.glide_to(QPoint(0, y))
        else:
            card.move(0, y)


def _focus(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget
