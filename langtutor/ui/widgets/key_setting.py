"""The row of a key that works everywhere, and the sentence that says whether it does."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLabel

from langtutor.ui.desktop.shortcut import KeyState
from langtutor.ui.theme.style import set_look
from langtutor.ui.widgets.setting_rows import SettingRow

COMMAND = "langtutor look-up --popup"
_PIPED = "sh -c 'wl-paste --primary | langtutor look-up --popup -'"
_PORTABLE = QKeySequence.SequenceFormat.PortableText


class KeySetting(SettingRow):
    """One key with its modifiers, in Qt's portable form; empty for none. Applied when it was pressed.

    note: a label to be put beneath.
    """

    def __init__(self, label: str, hint: str) -> None:
        self.box = QKeySequenceEdit()
        self.box.setMaximumSequenceLength(1)
        self.box.setClearButtonEnabled(True)
        super().__init__(label, hint, self.box)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_look(self.note, "small")
        self.note.hide()
        self.box.editingFinished.connect(self._edited)

    def show_value(self, value: object) -> None:
        with QSignalBlocker(self.box):
            self.box.setKeySequence(QKeySequence.fromString(str(value), _PORTABLE))

    def show_state(self, state: KeyState, name: str, *, wayland: bool) -> None:
        """What became of the key, and what to do where it can't be had. name: what the desktop calls it, if it said."""
        parts = [self._state_text(state, name)]
        if state in (KeyState.REFUSED, KeyState.IMPOSSIBLE):
            text = self.tr("In its keyboard settings you can give a key to this command instead: %1")
            parts.append(text.replace("%1", COMMAND))
        if wayland and state is not KeyState.OFF:
            text = self.tr(
                "On Wayland langtutor sees what is selected or copied only once its window has the keyboard, and the"
                " desktop decides where the window appears. A key for this command brings the selection along: %1"
            )
            parts.append(text.replace("%1", _PIPED))
        self.note.setText(" ".join(part for part in parts if part))
        self.note.setVisible(bool(self.note.text()))

    def _state_text(self, state: KeyState, name: str) -> str:
        bound = self.tr("Your desktop calls langtutor at this key: %1").replace("%1", name)
        texts = {
            KeyState.OFF: "",
            KeyState.UNFIT: self.tr(
                "That can’t be a key everywhere: choose one with Ctrl, Alt or Meta, or one of the F keys."
            ),
            KeyState.WORKS: self.tr("The key works in all programs now."),
            KeyState.TAKEN: self.tr("Another program has this key. Choose another one."),
            KeyState.ASKING: self.tr("Your desktop is being asked for the key. It may want you to confirm it."),
            KeyState.BOUND: bound if name else self.tr("Your desktop calls langtutor at the key you confirmed."),
            KeyState.REFUSED: self.tr("Your desktop was asked for the key and refused it."),
            KeyState.IMPOSSIBLE: self.tr("This desktop lets programs have no key that works everywhere."),
        }
        return texts[state]

    def _edited(self) -> None:
        self.changed.emit(self.box.keySequence().toString(_PORTABLE))
