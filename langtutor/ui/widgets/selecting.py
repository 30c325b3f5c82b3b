"""Text that can be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def selectable(text: QLabel) -> QLabel:
    """By mouse or keys; a click focuses it, Tab passes it by."""
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return text
