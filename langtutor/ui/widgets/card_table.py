"""The learner's cards as a table that holds thousands: sortable, several can be selected."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from langtutor.core.course import ItemId
from langtutor.core.vocabulary import Card, WordState
from langtutor.learner.card_search import Order
from langtutor.ui.theme.icons import icon
from langtutor.ui.theme.tokens import color, roles_of
from langtutor.ui.widgets.card_texts import CardTexts

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


_LEAST_LINES = 14
"""In so much room the table can be used; where there is less, the page scrolls."""


class Column(IntEnum):
    FRONT = 0
    BACK = 1
    STATE = 2
    DUE = 3
    TAGS = 4


_ORDERS = {
    Column.FRONT: Order.FRONT,
    Column.BACK: Order.BACK,
    Column.STATE: Order.STATE,
    Column.DUE: Order.DUE,
    Column.TAGS: Order.TAGS,
}


class CardModel(QAbstractTableModel):
    """Rows as they are given; sorting is asked for elsewhere."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._texts = CardTexts(self)
        self._icons: dict[tuple[object, ...], QIcon] = {}
        self.cards: tuple[Card, ...] = ()

    def show_cards(self, cards: tuple[Card, ...]) -> None:
        self.beginResetModel()
        self.cards = cards
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Word"), self.tr("Meaning"), self.tr("State"), self.tr("Due"), self.tr("Tags"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card, column = self.cards[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(card, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return card.sentence if column is Column.FRONT else self._text(card, column)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.STATE:
            return self._icon(*_signs(card))
        if role == Qt.ItemDataRole.ForegroundRole and card.suspended:
            return color(roles_of(self._view), "text_muted")
        return None

    def _text(self, card: Card, column: Column) -> str:
        match column:
            case Column.FRONT:
                return card.front
            case Column.BACK:
                return card.back
            case Column.STATE:
                return self._texts.state(card)
            case Column.DUE:
                return self._texts.due(card)
            case Column.TAGS:
                return " ".join(card.tags)

    def _icon(self, name: str, role: str) -> QIcon:
        roles = roles_of(self._view)
        key = (name, role, roles)
        if key not in self._icons:
            self._icons[key] = icon(name, role, roles)
        return self._icons[key]


class CardTable(QTableView):
    """Emits `opened` with the card of a row (Enter or double click), `order_wanted` when a heading is chosen, `chosen`
    when other rows are selected, `remove_wanted` at Delete."""

    opened = Signal(object)
    order_wanted = Signal(object, bool)
    chosen = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = CardModel(self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Your cards"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSortIndicatorShown(True)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._order)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.cards[index.row()]))
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self.chosen.emit())
        self._fit()

    # --- what the page asks --------------------------------------------------------------------------------------

    @property
    def cards(self) -> tuple[Card, ...]:
        return self._model.cards

    def selected(self) -> tuple[Card, ...]:
        """In the order of the rows."""
        ranges = self.selectionModel().selection().toList()
        rows = sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})
        return tuple(self._model.cards[row] for row in rows)

    def show_cards(self, cards: tuple[Card, ...]) -> None:
        """What was selected stays so, as far as it is still there; else the row at the same place."""
        before = {card.item for card in self.selected()}
        row = self.currentIndex().row()
        self._model.show_cards(cards)
        self.select({card.item for card in cards} & before, row)

    def select(self, items: set[ItemId], row: int = -1) -> None:
        """These cards; row: what is selected where none of them is there."""
        rows = [at for at, card in enumerate(self.cards) if card.item in items]
        if not rows and row >= 0 and self.cards:
            rows = [min(row, len(self.cards) - 1)]
        if not rows:
            return
        wanted = QItemSelection()
        last = len(Column) - 1
        for begin, end in _runs(rows):
            wanted.select(self._model.index(begin, 0), self._model.index(end, last))
        first = self._model.index(rows[0], 0)
        self.setCurrentIndex(first)
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(first)

    def show_order(self, order: Order, *, descending: bool) -> None:
        column = next((column for column, one in _ORDERS.items() if one is order), None)
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(-1 if column is None else int(column), way)

    # --- Qt ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.opened.emit(self._model.cards[current.row()])
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() and self.cards:
            row = 0 if event.key() == Qt.Key.Key_Home else len(self.cards) - 1
            self.setCurrentIndex(self._model.index(row, 0))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_model"):
            self._fit()

    def _order(self, section: int) -> None:
        head = self.horizontalHeader()
        self.order_wanted.emit(_ORDERS[Column(section)], head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder)

    def _fit(self) -> None:
        """Widths by the text's size; word and meaning share what is left."""
        head, metrics = self.horizontalHeader(), self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(round(metrics.height() * 1.8))
        head.setMinimumSectionSize(metrics.averageCharWidth() * 10)
        self.setMinimumHeight(metrics.height() * _LEAST_LINES)
        for column in Column:
            stretched = column in (Column.FRONT, Column.BACK)
            mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive
            head.setSectionResizeMode(int(column), mode)
        for column, letters in ((Column.STATE, 24), (Column.DUE, 15), (Column.TAGS, 18)):
            head.resizeSection(int(column), metrics.averageCharWidth() * letters)


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """First and last row of each run of neighbours: a selection of thousands of single rows would take seconds."""
    begin = before = rows[0]
    for row in rows[1:]:
        if row != before + 1:
            yield begin, before
            begin = row
        before = row
    yield begin, before


def _signs(card: Card) -> tuple[str, str]:
    """Icon and role."""
    if card.suspended:
        return "pause-circle", "text_muted"
    if card.is_leech:
        return "warning", "doubt"
    return {
        WordState.NEW: ("circle-dashed", "text_muted"),
        WordState.LEARNING: ("circle-half", "accent"),
        WordState.KNOWN: ("check-circle", "good"),
    }[card.state]
