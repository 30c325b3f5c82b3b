"""Which text is being written: saved as it grows, opened again, restored, deleted and had back, prompted for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from langtutor.core.writing import Draft, DraftId
from langtutor.ui.bridge import when_done

if TYPE_CHECKING:
    from langtutor.core.prompt import Prompt
    from langtutor.core.writing import Version
    from langtutor.services.writing import Writing

T = TypeVar("T")

SAVE_MS = 1000
_PROMPTS = 8


class Texts(QObject):
    """Emits `opened` with the draft that is written from now on, `saved`, `failed` with an error, `prompted` with a
    Prompt or None, `listed` with all drafts, `versions_came` with a draft's id and its versions."""

    opened = Signal(object)
    saved = Signal()
    failed = Signal(object)
    prompted = Signal(object)
    listed = Signal(object)
    versions_came = Signal(str, object)

    def __init__(self, writing: Writing, text: Callable[[], str], parent: QObject) -> None:
        """text: what stands in the editor now."""
        super().__init__(parent)
        self._writing = writing
        self._text = text
        self._draft = writing.new_draft()
        self._saved_text = ""
        self._begun = False
        self._prompts: list[Prompt] = []
        self._going: Draft | None = None
        self.prompt: Prompt | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_MS)
        self._timer.timeout.connect(self.save)

    @property
    def draft(self) -> Draft:
        return self._draft

    @property
    def is_saved(self) -> bool:
        return self._text() == self._saved_text

    # --- opening -----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Goes on with the text that was written last, unless one is being written already. Once."""
        if self._begun:
            return
        self._begun = True

        def listed(drafts: tuple[Draft, ...]) -> None:
            if self._text():
                return
            newest = next((draft for draft in drafts if draft.text.strip()), None)
            if newest is None:
                self.another_prompt()
            else:
                self.open(newest.id)

        self._wait(self._writing.drafts(), listed)

    def new(self, text: str = "", *, with_prompt: bool = True) -> None:
        self.save()
        self._open(self._writing.new_draft(text))
        self._saved_text = ""
        if with_prompt and not text:
            self.another_prompt()

    def open(self, draft: DraftId) -> None:
        self.save()
        self._wait(self._writing.open_draft(draft), self._open)

    def restore(self, draft: DraftId, version: int) -> None:
        self.save()
        self._wait(self._writing.restore(draft, version), lambda restored: self.open(restored.id))

    # --- saving ------------------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """The text was changed: it is saved at the next pause."""
        self._timer.start()

    def save(self, *, keep: bool = False) -> None:
        """Now. A text that never had a word isn't worth a draft."""
        self._timer.stop()
        text = self._text()
        if text == self._saved_text and not keep:
            return
        if not text.strip() and not self._saved_text:
            return
        self._keep(keep=keep)

    def _keep(self, *, keep: bool = False) -> None:
        text = self._text()
        draft, before = self._draft, self._saved_text
        self._saved_text = text

        def saved(stored: Draft) -> None:
            if self._draft.id == stored.id:
                self._draft = replace(stored, prompt=self._draft.prompt)
                self.saved.emit()

        def failed(error: BaseException) -> None:
            if self._draft.id == draft.id:
                self._saved_text = before
            self.failed.emit(error)

        when_done(self._writing.save(draft, text, keep=keep), self, saved, failed)

    # --- the list ----------------------------------------------------------------------------------------------------

    def list(self) -> None:
        def listed(drafts: tuple[Draft, ...]) -> None:
            going = self._going.id if self._going is not None else None
            self.listed.emit(tuple(draft for draft in drafts if draft.id != going))

        self._wait(self._writing.drafts(), listed)

    def list_versions(self, draft: DraftId) -> None:
        def came(versions: tuple[Version, ...]) -> None:
            self.versions_came.emit(draft, versions)

        self._wait(self._writing.versions(draft), came)

    def delete(self, draft: DraftId) -> None:
        """Put aside: it goes for good when the next one does or the list is left."""
        self.delete_for_good()

        def found(drafts: tuple[Draft, ...]) -> None:
            self._going = next((one for one in drafts if one.id == draft), None)
            self.list()

        self._wait(self._writing.drafts(), found)

    def undo_delete(self) -> None:
        self._going = None
        self.list()

    def delete_for_good(self) -> None:
        going, self._going = self._going, None
        if going is None:
            return
        if going.id == self._draft.id:
            self._timer.stop()
            self._open(self._writing.new_draft())
        when_done(self._writing.delete(going.id), self, lambda _done: None, self.failed.emit)

    # --- prompts -----------------------------------------------------------------------------------------------------

    def another_prompt(self) -> None:
        """The next one that fits; from the beginning again after the last."""
        if self._prompts:
            self._show_prompt(self._prompts.pop(0))
            return

        def came(prompts: tuple[Prompt, ...]) -> None:
            last = self.prompt.id if self.prompt is not None else None
            self._prompts = [one for one in prompts if one.id != last]
            if self._prompts:
                self._show_prompt(self._prompts.pop(0))

        self._wait(self._writing.prompts(_PROMPTS), came)

    def drop_prompt(self) -> None:
        """The text answers none."""
        self._show_prompt(None)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _open(self, draft: Draft) -> None:
        self._timer.stop()
        self._draft = draft
        self._saved_text = draft.text
        self.opened.emit(draft)
        self.prompt = None
        self.prompted.emit(None)
        if draft.prompt is not None:
            self._wait(self._writing.prompt_of(draft), lambda prompt: self._show_again(draft, prompt))

    def _show_again(self, draft: Draft, prompt: Prompt | None) -> None:
        """The prompt of a draft that was opened, unless another was opened or chosen meanwhile."""
        if prompt is not None and (self._draft.id, self._draft.prompt) == (draft.id, prompt.id):
            self.prompt = prompt
            self.prompted.emit(prompt)

    def _show_prompt(self, prompt: Prompt | None) -> None:
        self.prompt = prompt
        before = self._draft.prompt
        self._draft = replace(self._draft, prompt=prompt.id if prompt is not None else None)
        if self._saved_text and self._draft.prompt != before:
            self._keep()
        self.prompted.emit(prompt)

    def _wait(self, future: Future[T], then: Callable[[T], None]) -> None:
        when_done(future, self, then, self.failed.emit)
