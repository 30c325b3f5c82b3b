"""F1: the keys of the page, and those that work everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from langtutor.ui.keys import Keys
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_4, SPACE_5


class KeysDialog(QDialog):
    """groups: a heading with its keys; empty groups are left out."""

    def __init__(self, groups: list[tuple[str, Keys]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        body = QWidget()
        body.setObjectName("columnOuter")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, SPACE_4, 0)
        grid.setHorizontalSpacing(SPACE_5)
        grid.setVerticalSpacing(SPACE_2)
        grid.setColumnStretch(1, 1)
        row = 0
        for heading, keys in groups:
            if keys:
                row = _group(grid, row, heading, keys)
        grid.setRowStretch(row, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_4)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        wanted = body.sizeHint()
        self.resize(min(max(wanted.width(), 420) + 3 * SPACE_5 + 24, 860), min(wanted.height() + 5 * SPACE_5 + 24, 560))


def _group(grid: QGridLayout, row: int, heading: str, keys: Keys) -> int:
    title = QLabel(heading)
    set_look(title, "heading")
    grid.addWidget(title, row, 0, 1, 2)
    for key, text in keys:
        row += 1
        name = QLabel(key)
        set_look(name, "muted")
        meaning = QLabel(text)
        meaning.setWordWrap(True)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(meaning, row, 1)
    return row + 1
