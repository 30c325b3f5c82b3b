"""Every size and colour of the window. Code names roles, never colours."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5, SPACE_6 = 4, 8, 12, 16, 24, 32
"""Pixels. The only distances there are."""

RADIUS = 8
FOCUS_WIDTH = 2
COLUMN_WIDTH = 720
SMALLEST_WINDOW = (900, 600)
FADE_MS = 120

TEXT_PT = 10.5
SMALL_PT = 9.5
HEADING_PT = 13.0
WRITING_PT = 14.5
TITLE_PT = 20.0
SENTENCE_PT = 22.0
"""Points at 100 % text size."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Colours as `#rrggbb`, by what they are for.

    on_accent is text on accent; *_surface are the quiet backgrounds of a verdict or a message; pressed and hover are
    a raised surface under the pointer. line separates, and carries no meaning; edge outlines what can be used
    (≥ 3:1 on both surfaces).
    """

    surface: str
    surface_raised: str
    hover: str
    text: str
    text_muted: str
    line: str
    edge: str
    accent: str
    on_accent: str
    accent_surface: str
    good: str
    good_surface: str
    doubt: str
    doubt_surface: str
    wrong: str
    wrong_surface: str
    focus: str


LIGHT = Roles(
    surface="#f7f6f3",
    surface_raised="#ffffff",
    hover="#eceae4",
    text="#1f2328",
    text_muted="#5c6169",
    line="#dcd9d2",
    edge="#86898f",
    accent="#1d5f8a",
    on_accent="#ffffff",
    accent_surface="#e3eef5",
    good="#1f6b3b",
    good_surface="#e4f1e7",
    doubt="#855300",
    doubt_surface="#fbf0d9",
    wrong="#a8322a",
    wrong_surface="#fae8e5",
    focus="#0b66a8",
)

DARK = Roles(
    surface="#17191c",
    surface_raised="#212428",
    hover="#2d3136",
    text="#e8e6e1",
    text_muted="#a5a9b0",
    line="#34383e",
    edge="#7d838c",
    accent="#7fbce6",
    on_accent="#0e1c27",
    accent_surface="#1d303f",
    good="#86cf9b",
    good_surface="#1c3325",
    doubt="#e5b55c",
    doubt_surface="#372c17",
    wrong="#f2978c",
    wrong_surface="#40221f",
    focus="#8cc8f2",
)


def roles_of(widget: QWidget) -> Roles:
    """The roles in force. For painting; ask again after `QEvent.Type.PaletteChange`.

    A style sheet changes the widget's own palette (a transparent background is black there): the application's tells.
    """
    window = QApplication.palette(widget).color(QPalette.ColorRole.Window)
    return LIGHT if window.lightness() > 127 else DARK


def color(roles: Roles, role: str) -> QColor:
    """The colour of a role by its name: `accent`. Raises AttributeError for an unknown one."""
    return QColor(str(getattr(roles, role)))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(hexadecimal: str) -> float:
    red, green, blue = (int(hexadecimal[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
