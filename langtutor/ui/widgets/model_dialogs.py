"""What is asked before something with consequences is done to models."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from langtutor.models.commands import ModelRow
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_3, SPACE_4, SPACE_5
from langtutor.ui.widgets.model_texts import size_text
from langtutor.ui.widgets.pieces import label
from langtutor.ui.widgets.tick import Tick, TickLine


class _Question(QDialog):
    """A heading, texts, and a way out that is the default."""

    def __init__(self, heading: str, texts: Sequence[str], yes: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        self.column.setSpacing(SPACE_4)
        self.column.addWidget(label(heading, "heading"))
        for text in texts:
            self.column.addWidget(label(text))
        self.buttons = QDialogButtonBox()
        self.no = QPushButton(self.tr("Cancel"))
        self.yes = QPushButton(yes)
        self.buttons.addButton(self.no, QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.yes.setAutoDefault(False)  # a default follows the focus otherwise
        self.no.setDefault(True)
        self.no.setFocus()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 62)

    def finish(self) -> None:
        """Lays out what stands beneath everything else."""
        self.column.addStretch(1)
        self.column.addWidget(self.buttons)


class LicenceDialog(_Question):
    """Terms that must be agreed to. Emits `agreed` with the ids; the yes is possible when every box is ticked."""

    agreed = Signal(object)

    def __init__(self, rows: Sequence[ModelRow], parent: QWidget) -> None:
        heading = self.tr("A licence with terms of its own")
        text = self.tr(
            "You can download this model only if you agree to its terms. Most models here have no such terms. "
            "Read them where the maker publishes them, under the name below."
        )
        super().__init__(heading, [text], self.tr("Agree and download"), parent)
        self._ids = frozenset(row.id for row in rows)
        self.boxes: list[Tick] = []
        self.column.setSpacing(SPACE_3)
        for row in rows:
            self.column.addWidget(label(f"{row.description} · {size_text(row.download_bytes)}", "muted"))
            line = TickLine(self.tr("I have read the %1 and agree to them").replace("%1", row.licence))
            line.toggled.connect(self._check)
            self.boxes.append(line.box)
            self.column.addWidget(line)
        self.finish()
        self._check()
        self.accepted.connect(lambda: self.agreed.emit(self._ids))

    def _check(self) -> None:
        self.yes.setEnabled(all(box.isChecked() for box in self.boxes))


class RemoveDialog(_Question):
    """consequence: what stops working, or what takes its place."""

    def __init__(self, row: ModelRow, consequence: str, parent: QWidget) -> None:
        freed = self.tr("This frees %1 of disk space.").replace("%1", size_text(row.disk_bytes))
        again = self.tr("It can be downloaded again at any time.")
        if row.added:
            again = self.tr("langtutor’s own copy is deleted; the folder it came from stays as it is.")
        super().__init__(
            self.tr("Remove “%1”?").replace("%1", row.description),
            [consequence, f"{freed} {again}"],
            self.tr("Remove"),
            parent,
        )
        set_look(self.yes, "")
        self.finish()
