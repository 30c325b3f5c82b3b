"""Keys of a page: single letters act only while no text field has the focus, the same with Alt always.

Qt does the telling apart: a field that takes text claims plain letters before shortcuts see them. Don't give buttons
`&` mnemonics: they would compete with Alt+letter.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

Keys = list[tuple[str, str]]
"""What F1 lists: the key as written on it, and what it does."""


def _always() -> bool:
    return True


class PageKeys:
    """The keys of one page; they act while the page is visible in the active window, wherever the focus is.

    enabled is asked at every press. Key repeat never acts.
    """

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self._listed: Keys = []

    def letter(
        self, letter: str, text: str, action: Callable[[], object], enabled: Callable[[], bool] = _always
    ) -> None:
        """P without a text field in focus, Alt+P always."""
        self._shortcut(letter, action, enabled)
        self._shortcut(f"Alt+{letter}", action, enabled)
        self._listed.append((self._both(letter), text))

    def key(
        self, sequence: str, text: str, action: Callable[[], object], enabled: Callable[[], bool] = _always
    ) -> None:
        """A sequence such as `Ctrl+D` or `Return`."""
        self._shortcut(sequence, action, enabled)
        native = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)
        self.note("Enter" if sequence == "Return" else native, text)  # as it is written on keys and on our buttons

    def note(self, key: str, text: str) -> None:
        """Lists a key that the page handles itself (hold Space to speak)."""
        self._listed.append((key, text))

    def listed(self) -> Keys:
        return list(self._listed)

    @staticmethod
    def _both(letter: str) -> str:
        return f"{letter}  ·  Alt+{letter}"

    def _shortcut(self, sequence: str, action: Callable[[], object], enabled: Callable[[], bool]) -> None:
        shortcut = QShortcut(QKeySequence(sequence), self._page)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)

        def act() -> None:
            if enabled():
                action()

        shortcut.activated.connect(act)
