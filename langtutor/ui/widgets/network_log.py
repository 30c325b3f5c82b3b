"""What the network was used for: the dialog behind "● offline"."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from langtutor.network.guard import Contact, NetworkGuard
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_4, SPACE_5
from langtutor.ui.widgets.model_texts import size_text


class NetworkLogDialog(QDialog):
    def __init__(self, guard: NetworkGuard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Network log"))
        contacts = guard.contacts()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_4)
        title = QLabel(self.tr("A download is running") if guard.open else self.tr("langtutor is offline"))
        set_look(title, "heading")
        column.addWidget(title)
        text = QLabel(self._explanation(guard, bool(contacts)))
        text.setWordWrap(True)
        column.addWidget(text)
        if contacts:
            column.addWidget(self._table(contacts), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        line = self.fontMetrics().averageCharWidth()
        widest = parent.width() - 2 * SPACE_5 if parent is not None else line * 120
        self.resize(min(widest, line * 120) if contacts else line * 90, line * (60 if contacts else 30))

    def _explanation(self, guard: NetworkGuard, used: bool) -> str:
        if guard.forced_offline:
            return self.tr("The network is switched off for langtutor: every attempt is refused and listed here.")
        if not used:
            return self.tr(
                "Nothing has used the network so far. langtutor asks for it only to download models, and only "
                "when you say so; nothing you say or write leaves this computer."
            )
        return self.tr(
            "This is all that langtutor used the network for. Nothing you say or write leaves this computer."
        )

    def _table(self, contacts: tuple[Contact, ...]) -> QTableWidget:
        table = QTableWidget(len(contacts), 4)
        table.setObjectName("log")
        table.setAccessibleName(self.tr("Uses of the network, newest first"))
        table.setHorizontalHeaderLabels(
            [self.tr("When"), self.tr("What for"), self.tr("Allowed"), self.tr("Received")],
        )
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for row, contact in enumerate(reversed(contacts)):
            for at, cell in enumerate(self._cells(contact)):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                table.setItem(row, at, item)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        return table

    def _cells(self, contact: Contact) -> tuple[str, str, str, str]:
        allowed = self.tr("yes") if contact.allowed else self.tr("refused")
        received = size_text(contact.bytes) if contact.bytes is not None else ""
        return _local_time(contact.at), contact.what, allowed, received


def _local_time(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(moment.timestamp())), QLocale.FormatType.ShortFormat)
