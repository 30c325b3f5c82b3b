"""Icons of one family (Phosphor, from qtawesome), tinted by role, and tinted again when the theme changes.

Only qtawesome's font and its list of names are read: importing it costs a quarter of the time in which the window is
to be visible, for eleven other families.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import util
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from langtutor.ui.theme.tokens import SPACE_2, Roles, color, roles_of

_DEFAULT_PX = 24


@dataclass(frozen=True, slots=True)
class _Family:
    """name: of the font, as Qt knows it. glyphs: icon name → its character."""

    name: str
    glyphs: dict[str, str]


@functools.cache
def _family() -> _Family:
    """Loaded once a process, as Qt keeps fonts. Raises FileNotFoundError when qtawesome isn't installed as expected."""
    spec = util.find_spec("qtawesome")
    folders = spec.submodule_search_locations if spec is not None else None
    fonts = Path(folders[0]) / "fonts" if folders else Path()
    charmaps, files = sorted(fonts.glob("phosphor-charmap-*.json")), sorted(fonts.glob("phosphor-*.ttf"))
    if not charmaps or not files:
        raise FileNotFoundError(f"no Phosphor font in {fonts}")
    points: dict[str, str] = json.loads(charmaps[-1].read_text(encoding="utf-8"))
    loaded = QFontDatabase.addApplicationFont(str(files[-1]))
    return _Family(
        QFontDatabase.applicationFontFamilies(loaded)[0], {name: chr(int(point, 16)) for name, point in points.items()}
    )


def icon(name: str, role: str, roles: Roles, size: QSize | None = None, ratio: float = 2.0) -> QIcon:
    """name: of Phosphor, `speaker-high` or, filled, `check-circle-fill`. role: of `Roles`. size in device-independent
    pixels, ratio: device pixels for one. Raises KeyError for an unknown name.
    """
    glyph = _family().glyphs[name]
    box = size or QSize(_DEFAULT_PX, _DEFAULT_PX)
    made = QIcon(_drawn(glyph, role, roles, box, ratio))
    made.addPixmap(_drawn(glyph, "edge", roles, box, ratio), QIcon.Mode.Disabled)
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


def _drawn(glyph: str, role: str, roles: Roles, size: QSize, ratio: float) -> QPixmap:
    """The glyph in the middle of a box, as high as the box."""
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    font = QFont(_family().name)
    font.setPixelSize(size.height())
    painter = QPainter(pixmap)
    painter.setFont(font)
    painter.setPen(color(roles, role))
    painter.drawText(QRectF(0, 0, size.width(), size.height()), Qt.AlignmentFlag.AlignCenter, glyph)
    painter.end()
    return pixmap


class _Tint(QObject):
    def __init__(self, widget: QAbstractButton | QLabel) -> None:
        super().__init__(widget)
        self._widget = widget
        self._name = ""
        self._role = "text"
        self._shown: tuple[object, ...] = ()
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
        """Draws only what differs: these events come often while a window is built."""
        widget = self._widget
        size, ratio, roles = icon_size(widget), widget.devicePixelRatioF(), roles_of(widget)
        if isinstance(widget, QAbstractButton) and widget.text():
            size += QSize(SPACE_2, 0)  # a wider box keeps the text at a distance: style sheets know none
        wanted = (self._name, self._role, roles, size.width(), size.height(), ratio)
        if wanted == self._shown:
            return
        self._shown = wanted
        made = icon(self._name, self._role, roles, size, ratio)
        if isinstance(widget, QLabel):
            widget.setPixmap(made.pixmap(size, ratio))
        else:
            widget.setIconSize(size)
            widget.setIcon(made)
