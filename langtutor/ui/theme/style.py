"""Palette, font and style sheet of the application, from the tokens; follows the settings and the system's colours.

Widgets say what they are with the property `look` (see `LOOKS`); states change with `set_look`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from langtutor.settings.schema import Settings, SettingsFile, Theme
from langtutor.ui.theme import sheet
from langtutor.ui.theme.tokens import DARK, FADE_MS, LIGHT, TEXT_PT, Roles

_REDUCED_MOTION = "reducedMotion"


class Look(QObject):
    """Keeps the application looking as the settings say. One, made before the first window."""

    def __init__(self, application: QApplication, settings: SettingsFile) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._family_font = QFont(application.font())
        self._shown: tuple[Roles, int] | None = None
        application.setStyle("Fusion")
        settings.on_change(self._apply)
        application.styleHints().colorSchemeChanged.connect(lambda _scheme: self._apply(settings.now))
        self._apply(settings.now)

    def roles(self) -> Roles:
        return roles_for(self._settings.now.theme, self._application.styleHints().colorScheme())

    def _apply(self, settings: Settings) -> None:
        self._application.setProperty(_REDUCED_MOTION, settings.reduced_motion)
        wanted = (self.roles(), settings.text_percent)
        if wanted == self._shown:
            return
        self._shown = wanted
        roles, percent = wanted
        font = QFont(self._family_font)
        font.setPointSizeF(TEXT_PT * percent / 100)
        self._application.setFont(font)
        self._application.setPalette(palette_of(roles))
        self._application.setStyleSheet(sheet.style_sheet(roles, percent))


def roles_for(theme: Theme, system: Qt.ColorScheme) -> Roles:
    """A system that doesn't say counts as light."""
    if theme is Theme.SYSTEM:
        return DARK if system is Qt.ColorScheme.Dark else LIGHT
    return DARK if theme is Theme.DARK else LIGHT


def motion_ms() -> int:
    """How long a fade takes, in milliseconds; 0 when the learner wants no motion."""
    application = QApplication.instance()
    reduced = application is not None and bool(application.property(_REDUCED_MOTION))
    return 0 if reduced else FADE_MS


def set_look(widget: QWidget, look: str) -> None:
    """Names what the widget is; may be called again while it is shown."""
    if widget.property("look") == look:
        return
    widget.setProperty("look", look)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def palette_of(roles: Roles) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: roles.surface,
        role.WindowText: roles.text,
        role.Base: roles.surface_raised,
        role.AlternateBase: roles.surface,
        role.Text: roles.text,
        role.Button: roles.surface_raised,
        role.ButtonText: roles.text,
        role.BrightText: roles.on_accent,
        role.ToolTipBase: roles.surface_raised,
        role.ToolTipText: roles.text,
        role.PlaceholderText: roles.text_muted,
        role.Highlight: roles.accent,
        role.HighlightedText: roles.on_accent,
        role.Accent: roles.accent,
        role.Link: roles.accent,
        role.LinkVisited: roles.accent,
        role.Mid: roles.line,
        role.Midlight: roles.hover,
        role.Light: roles.surface_raised,
        role.Dark: roles.edge,
        role.Shadow: roles.edge,
    }
    palette = QPalette()
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(roles.edge))
    return palette
