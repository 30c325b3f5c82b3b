"""The dialogs of the Write page, with what they ask of the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from langtutor.ui.bridge import when_done
from langtutor.ui.widgets.writing_dialogs import DictionaryDialog, DisagreementsDialog, ReferenceDialog

if TYPE_CHECKING:
    from langtutor.core.writing import Disagreement
    from langtutor.services.writing import Writing
    from langtutor.ui.widgets.marks import Mark


class Dialogs(QObject):
    """Emits `failed` with an error."""

    failed = Signal(object)

    def __init__(self, writing: Writing, reader: str, page: QWidget) -> None:
        """reader: the language that explanations are read in."""
        super().__init__(page)
        self._writing, self._reader, self._page = writing, reader, page

    def show_dictionary(self) -> DictionaryDialog:
        dialog = DictionaryDialog(self._page)

        def load(_done: object = None) -> None:
            when_done(self._writing.words(), dialog, dialog.show_words, self.failed.emit)

        dialog.add.connect(lambda word: when_done(self._writing.add_word(word), dialog, load, self.failed.emit))
        dialog.remove.connect(lambda word: when_done(self._writing.remove_word(word), dialog, load, self.failed.emit))
        load()
        dialog.open()
        return dialog

    def show_disagreements(self) -> DisagreementsDialog:
        dialog = DisagreementsDialog(self._page)

        def load() -> None:
            when_done(self._writing.disagreements(), dialog, dialog.show_disagreements, self.failed.emit)

        dialog.undo.connect(lambda one: self.undo(one, load))
        load()
        dialog.open()
        return dialog

    def undo(self, one: Disagreement, then: Callable[[], None]) -> None:
        """Takes a disagreement back."""
        when_done(self._writing.undo_disagree(one.event_id), self, lambda _done: then(), self.failed.emit)

    def show_reference(self, mark: Mark) -> None:
        explanation = mark.finding.explanation
        if explanation is not None:
            ReferenceDialog(explanation, self._reader, self._page).open()
