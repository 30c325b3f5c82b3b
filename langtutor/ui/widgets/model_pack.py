"""Models that belong together: what the pack adds, what it costs, and its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from langtutor.models.commands import ModelRow
from langtutor.models.entries import STARTER, TUTOR
from langtutor.models.store import State
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_3, SPACE_4
from langtutor.ui.widgets.model_row import ModelRowView
from langtutor.ui.widgets.model_texts import ModelTexts, size_text
from langtutor.ui.widgets.pieces import Card, button, label, relabel
from langtutor.ui.widgets.sides import Sides

_SIDE_BY_SIDE = 62
"""Average characters of width below which the button stands beneath."""


class ModelPackView(Card):
    """Emits `install` with the ids that are missing, `asked` for its rows."""

    install = Signal(object)
    asked = Signal(str, str)

    def __init__(self, pack: str, texts: ModelTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pack = pack
        self._texts = texts
        self._missing: tuple[str, ...] = ()
        self.rows: dict[str, ModelRowView] = {}
        self.summary = label(look="small")
        self.download = button("", "download-simple", "", lambda: self.install.emit(self._missing))
        words = QVBoxLayout()
        words.setSpacing(SPACE_1)
        words.addWidget(label(texts.pack_title(pack), "heading"))
        words.addWidget(label(texts.pack_text(pack), "muted"))
        words.addWidget(self.summary)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_1)
        self.column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_3)
        self.column.addWidget(Sides(words, self.download, _SIDE_BY_SIDE))
        self.column.addLayout(self._list)
        self.setAccessibleName(texts.pack_title(pack))

    def set_rows(self, rows: Sequence[ModelRow]) -> None:
        """Which there are; what they show is theirs."""
        for row in rows:
            if self._list.count():
                self._list.addWidget(_line())
            view = ModelRowView(row, self._texts)
            view.asked.connect(self.asked)
            self.rows[row.id] = view
            self._list.addWidget(view)

    def show_summary(
        self, rows: Sequence[ModelRow], missing: Sequence[str], download_bytes: int, *, offered: bool, primary: bool
    ) -> None:
        """missing: ids that one click would fetch, download_bytes for all of them; offered: whether it can be now."""
        self._missing = tuple(missing)
        there = [row for row in rows if row.state is not State.MISSING]
        away = [row for row in rows if row.id in missing]
        if self.pack not in (STARTER, TUTOR):
            text = self.tr("%1 of %2 installed, %3 on disk.").replace("%1", str(len(there)))
            text = text.replace("%2", str(len(rows))).replace("%3", size_text(sum(row.disk_bytes for row in there)))
        elif not away:
            text = self.tr("All there: %1 on disk.").replace("%1", size_text(sum(row.disk_bytes for row in there)))
        else:
            text = self.tr("%1 of %2 are there. Still to come: %3 to download, %4 on disk.")
            text = text.replace("%1", str(len(there))).replace("%2", str(len(rows)))
            text = text.replace("%3", size_text(download_bytes))
            text = text.replace("%4", size_text(sum(row.disk_bytes for row in away)))
        self.summary.setText(text)
        self.download.setVisible(bool(away) and offered)
        relabel(self.download, self.tr("Download %1").replace("%1", size_text(download_bytes)))
        self.download.setAccessibleName(f"{self._texts.pack_title(self.pack)}: {self.download.text()}")
        set_look(self.download, "primary" if primary else "")
        set_icon(self.download, "download-simple", "on_accent" if primary else "text")


def _line() -> QFrame:
    line = QFrame()
    set_look(line, "rule")
    return line
