"""Melody and pace of what was said beside the model's, folded away until they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.tokens import SPACE_2
from langtutor.ui.widgets.contour_view import ContourView
from langtutor.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from langtutor.core.sounds import Prosody


class MelodyView(QWidget):
    """Stays open or closed until it is changed. Emits `opened`, and `wanted` when it has nothing to show
    yet."""

    wanted = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = False
        self._hesitations = 0
        self._said = ""
        self.toggle = button(self.tr("Melody and pace"), "caret-right", "link")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._toggled)
        self._inside = QWidget()
        self.contour = ContourView()
        self.words = label(look="small")
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE_2)
        for part in (self.contour, self.words):
            inside.addWidget(part)
        inside.addStretch(1)
        self._inside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)

    @property
    def is_open(self) -> bool:
        return self.toggle.isChecked()

    def clear(self) -> None:
        """Nothing is known of another recording yet; the room stays as it is."""
        self._known = False
        self._hesitations = 0
        self.contour.clear()
        self._tell(self.tr("Listening to the melody…"))

    def show_prosody(self, learner: Prosody, model: Prosody) -> None:
        self._known = True
        self.contour.show_prosody(learner, model)
        said = self.contour.accessibleDescription()
        self._tell(said or self.tr("There was too little voice to draw its melody."))

    def show_hesitations(self, count: int) -> None:
        """How often it was hesitated."""
        self._hesitations = count
        self._tell(self._said)

    def show_trouble(self, sentence: str) -> None:
        self._known = True
        self.contour.clear()
        self._tell(sentence)

    def _tell(self, said: str) -> None:
        self._said = said
        hesitated = self.tr("Hesitations: {count}.").format(count=self._hesitations) if self._hesitations else ""
        self.words.setText(" ".join(part for part in (said, hesitated) if part))

    def _toggled(self, opened: bool) -> None:
        set_icon(self.toggle, "caret-down" if opened else "caret-right")
        lines = 3 * self.words.fontMetrics().height()
        self._inside.setMinimumHeight(self.contour.sizeHint().height() + lines)
        self._inside.setVisible(opened)
        if opened:
            self.opened.emit()
        if opened and not self._known:
            self.wanted.emit()
