"""Icons of one family (Phosphor, through qtawesome), tinted by role, and tinted again when the theme changes."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from langtutor.ui.theme.tokens import SPACE_2, Roles, roles_of


def icon(name: str, role: str, roles: Roles) -> QIcon:
    """name: of Phosphor, `speaker-high` or, filled, `check-circle-fill`. role: of `Roles`."""
    import qtawesome

    tint = str(getattr(roles, role))
    made: QIcon = qtawesome.icon(f"ph.{name}", color=tint, color_disabled=roles.edge)
    return made


def set_icon(widget: QAbstractButton | QLabel, name: str, role: str = "text") -> None:
    """Gives a button or a label an icon which follows the theme and the text size. Call again to change it."""
    tint = widget.findChild(_Tint)
    if tint is None:
        tint = _Tint(widget)
    tint.show(name, role)


def icon_size(widget: QWidget) -> QSize:
    """As high as a line of the widget's text, a little more."""
    side = max(16, round(widget.fontMetrics().height() * 1.05))
    return QSize(side, side)


class _Tint(QObject):
    def __init__(self, widget: QAbstractButton | QLabel) -> None:
        super().__init__(widget)
        self._widget = widget
        self._name = ""
        self._role = "text"
        widget.installEventFilter(self)

    def show(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self._apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        changed = event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if changed and shiboken6.isValid(self._widget):
            self._apply()
        return False

    def _apply(self) -> None:
        made = icon(self._name, self._role, roles_of(self._widget))
        size = icon_size(self._widget)
        if isinstance(self._widget, QLabel):
            pixmap: QPixmap = made.pixmap(size, self._widget.devicePixelRatioF())
            self._widget.setPixmap(pixmap)
        else:
            # A wider box than the icon keeps the text at a distance: style sheets know none.
            self._widget.setIconSize(size + QSize(SPACE_2, 0) if self._widget.text() else size)
            self._widget.setIcon(made)
