"""Write: a text that is corrected while it grows."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from langtutor.core.errors import Cancelled
from langtutor.core.requests import Tier
from langtutor.core.writing import Counts, Disagreement, Draft, DraftId, Review, Summary
from langtutor.ui.bridge import on_main_thread, when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import Keys, PageKeys
from langtutor.ui.pages.write_checking import Checking
from langtutor.ui.pages.write_dialogs import Dialogs
from langtutor.ui.pages.write_files import Files
from langtutor.ui.pages.write_texts import Texts
from langtutor.ui.pages.write_view import WriteView
from langtutor.ui.widgets.column import Column
from langtutor.ui.widgets.writing_drafts import DraftsView
from langtutor.ui.widgets.writing_finishing import FinishingView
from langtutor.ui.widgets.writing_summary import SummaryView

if TYPE_CHECKING:
    from langtutor.core.prompt import Prompt
    from langtutor.services.documents import Document
    from langtutor.services.writing import Writing
    from langtutor.wiring import Services

_COUNT_MS = 250
_SHOWN_DISAGREEMENTS = 5


class Stage(StrEnum):
    WRITING = "writing"
    FINISHING = "finishing"
    SUMMARY = "summary"
    DRAFTS = "drafts"


class WritePage(QWidget):
    open_page = Signal(str)
    show_message = Signal(str)
    finished = Signal()
    """A summary is shown."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._writing = _writing_of(services)
        self._stage = Stage.WRITING
        self._finish: Future[Summary] | None = None
        reader = services.ui_language()
        self.view = WriteView(reader)
        self.drafts = DraftsView()
        self.summary = SummaryView()
        self.finishing = FinishingView()
        self.checking = Checking(self._writing, self.view.editor, self.view.marks, self.view.margin, self)
        self.texts = Texts(self._writing, self.view.editor.text, self)
        self.files = Files(services.tasks, self)
        self.dialogs = Dialogs(self._writing, reader, self)
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(_COUNT_MS)
        self._count.timeout.connect(self._show_counts)
        self._keys = PageKeys(self)
        self._lay_out()
        self._connect()
        self._bind_keys()
        self._show_counts()
        self._show_state(None)

    @property
    def stage(self) -> Stage:
        return self._stage

    # --- what the window asks ----------------------------------------------------------------------------------------

    def keys(self) -> Keys:
        return self._keys.listed()

    def activate(self) -> None:
        self.texts.begin()
        self._go(self._stage)
        if self._stage is Stage.WRITING:
            self.checking.ask()

    # --- building ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        summary = Column()
        summary.layout_.addWidget(self.finishing)
        summary.layout_.addWidget(self.summary)
        summary.layout_.addStretch(1)
        for page in (self.view, summary, self.drafts):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _connect(self) -> None:
        view, texts, drafts = self.view, self.texts, self.drafts
        view.editor.edited.connect(self._edited)
        view.finish.connect(self.finish)
        view.drafts_wanted.connect(self.show_drafts)
        view.prompt_wanted.connect(self._toggle_prompt)
        view.new_text.connect(texts.new)
        view.open_file.connect(self.files.ask_for_one)
        view.save_copy.connect(self._save_copy)
        view.dictionary.connect(self.dialogs.show_dictionary)
        view.disagreements.connect(self.dialogs.show_disagreements)
        view.models_wanted.connect(lambda: self.open_page.emit("models"))
        view.prompt.another.connect(texts.another_prompt)
        view.prompt.dismissed.connect(texts.drop_prompt)
        view.check_again.connect(self.checking.ask)
        self.checking.reviewed.connect(self._show_state)
        self.checking.more.connect(self.dialogs.show_reference)
        self.checking.selected_changed.connect(lambda mark: view.show_chosen(mark is not None))
        self.files.came.connect(self._take_document)
        self.files.written.connect(lambda name: self.show_message.emit(self.tr("Saved as %1.").replace("%1", name)))
        texts.opened.connect(self._opened)
        texts.saved.connect(self._show_saved)
        texts.prompted.connect(self._show_prompt)
        texts.listed.connect(lambda found: drafts.show_drafts(found, texts.draft.id))
        texts.versions_came.connect(drafts.show_versions)
        drafts.chosen.connect(lambda draft: texts.list_versions(DraftId(draft)))
        drafts.open_draft.connect(lambda draft: texts.open(DraftId(draft)))
        drafts.restore.connect(lambda draft, number: texts.restore(DraftId(draft), number))
        drafts.delete.connect(self._delete)
        drafts.undo_delete.connect(self._undo_delete)
        drafts.new_text.connect(texts.new)
        drafts.back.connect(self.back)
        self.finishing.cancelled.connect(self.back)
        self.finishing.enough.connect(self._writing.hurry)
        self.summary.back.connect(self.back)
        self.summary.new_text.connect(texts.new)
        self.summary.undo_disagree.connect(lambda one: self.dialogs.undo(one, self._summarise_disagreements))
        for source in (self.checking, texts, self.files, self.dialogs):
            source.failed.connect(self._tell)

    def _bind_keys(self) -> None:
        keys, checking = self._keys, self.checking

        def writing() -> bool:
            return self._stage is Stage.WRITING

        def chosen() -> bool:
            return writing() and checking.selected is not None

        keys.key("Alt+Down", self.tr("Next finding"), lambda: checking.step(1), writing)
        keys.key("Alt+Up", self.tr("Previous finding"), lambda: checking.step(-1), writing)
        keys.key("Alt+Return", self.tr("Fix what is chosen"), checking.fix, chosen)
        keys.key("Alt+D", self.tr("I disagree"), checking.disagree, chosen)
        keys.key("Alt+I", self.tr("Ignore it in this text"), checking.ignore, chosen)
        keys.key("Alt+A", self.tr("Add the word to your dictionary"), checking.add_word, chosen)
        keys.key("Alt+M", self.tr("More about it"), self._more, chosen)
        keys.key("Alt+C", self.tr("To the chosen card, and back to the text"), self._change_side, chosen)
        keys.key("Ctrl+Return", self.tr("Finish"), self.finish, writing)
        keys.key("Alt+P", self.tr("Show or hide the prompt"), self._toggle_prompt, writing)
        keys.key("Ctrl+N", self.tr("New text"), self.texts.new)
        keys.key("Ctrl+O", self.tr("Open a file"), self.files.ask_for_one)
        keys.key("Ctrl+S", self.tr("Save now, and keep this version"), lambda: self.texts.save(keep=True), writing)
        keys.key("Ctrl+Shift+S", self.tr("Save a copy as a file"), self._save_copy, writing)
        keys.key("Ctrl+H", self.tr("Your texts, and earlier versions"), self.show_drafts)
        keys.note("Ctrl+Z", self.tr("Undo, fixes too"))
        keys.note("Esc", self.tr("One step back"))

    # --- stages ------------------------------------------------------------------------------------------------------

    def _go(self, stage: Stage) -> None:
        left, self._stage = self._stage, stage
        if left is Stage.DRAFTS and stage is not Stage.DRAFTS:
            self.texts.delete_for_good()
        self._pages.setCurrentIndex({Stage.WRITING: 0, Stage.DRAFTS: 2}.get(stage, 1))
        self.finishing.setVisible(stage is Stage.FINISHING)
        self.summary.setVisible(stage is Stage.SUMMARY)
        if stage is Stage.WRITING:
            self.view.editor.setFocus()
        elif stage is Stage.FINISHING:
            self.finishing.busy.cancel_button.setFocus()
        elif stage is Stage.SUMMARY and self.summary.back_button is not None:
            self.summary.back_button.setFocus()
        elif stage is Stage.DRAFTS:
            self.drafts.list.setFocus()

    def back(self) -> None:
        """To the text. A summary that is being made is given up: nothing of it is written."""
        if self._finish is not None:
            self._finish.cancel()
            self._finish = None
        self._go(Stage.WRITING)
        self.checking.ask()

    def show_drafts(self) -> None:
        self.texts.save()
        self.drafts.show_deleted("")
        self.texts.list()
        self._go(Stage.DRAFTS)

    def finish(self) -> None:
        """Checks what is left, then shows what the text showed."""
        text = self.view.editor.text()
        if not text.strip():
            self.show_message.emit(self.tr("There is nothing to finish yet."))
            return
        self.texts.save(keep=True)
        self.checking.pause()
        self.finishing.begin()
        self._go(Stage.FINISHING)
        future = self._writing.finish(text, self.texts.draft, on_main_thread(self, self._show_finishing))
        self._finish = future
        ended = on_main_thread(self, lambda: self._finish_ended(future))
        future.add_done_callback(lambda _done: ended())

    def _finish_ended(self, future: Future[Summary]) -> None:
        """Given up elsewhere (a newer review, a service that ends) it leads back without a word."""
        if future is not self._finish:
            return
        error = CancelledError() if future.cancelled() else future.exception()
        if error is None:
            self._summarise(future, future.result())
            return
        self._finish = None
        self.back()
        if not isinstance(error, CancelledError | Cancelled):
            self._tell(error)

    def _show_finishing(self, review: Review) -> None:
        if self._stage is Stage.FINISHING and self._finish is not None:
            self.finishing.show_step(review)

    def _summarise(self, future: Future[Summary], summary: Summary) -> None:
        def show(disagreements: tuple[Disagreement, ...]) -> None:
            if future is self._finish:
                self._finish = None
                self.summary.show_summary(summary, disagreements[:_SHOWN_DISAGREEMENTS])
                self._go(Stage.SUMMARY)
                self.finished.emit()

        def failed(error: BaseException) -> None:
            self._tell(error)
            show(())

        when_done(self._writing.disagreements(), self, show, failed)

    # --- the text ----------------------------------------------------------------------------------------------------

    def _opened(self, draft: Draft) -> None:
        self.view.editor.set_text(draft.text)
        self.view.editor.move_to(self.view.editor.document().characterCount() - 1)
        self.view.foot.show_saved("")
        self._go(Stage.WRITING)
        self.checking.begin()
        self._show_counts()

    def _edited(self) -> None:
        self.view.foot.show_saved("")
        self.texts.changed()
        self._count.start()

    def _show_counts(self) -> None:
        text, prompt = self.view.editor.text(), self.texts.prompt
        counts = self._writing.counts(text) if text.strip() else Counts(0, 0)
        self.view.foot.show_counts(counts, prompt.minimum_words if prompt is not None else 0)

    def _show_saved(self) -> None:
        if self.texts.is_saved:
            self.view.foot.show_saved(self.tr("Saved"))

    def _show_state(self, review: Review | None) -> None:
        """What the page says of the checking itself, quietly."""
        foot, margin = self.view.foot, self.view.margin
        foot.show_progress(review)
        if review is not None and not review.busy:
            self._count.start()  # the level may have become known
        problem = review.problem if review is not None else None
        self.view.show_problem(problem or "", review.remedy if review is not None else None)
        self.view.show_deeper(review is not None and not problem and not review.deepest.rewrites)
        if not self.view.editor.text().strip():
            margin.show_status(self.tr("What a teacher would mark appears here while you write."))
        elif problem or len(self.view.marks):
            margin.show_status("")
        elif review is None or (review.busy and review.deepest is not Tier.THOROUGH):
            margin.show_status(self.tr("Reading…"))
        else:
            margin.show_status(self.tr("Nothing to mark."))

    def _show_prompt(self, prompt: Prompt | None) -> None:
        title = None
        if prompt is not None and prompt.skill is not None and self._services.course is not None:
            title = self._services.course.skill_title(prompt.skill, self._services.ui_language())
        self.view.show_prompt(prompt, title)
        self._show_counts()

    def _toggle_prompt(self) -> None:
        if self.texts.prompt is None:
            self.texts.another_prompt()
        else:
            self.view.toggle_prompt()

    # --- drafts ------------------------------------------------------------------------------------------------------

    def _delete(self, draft: str) -> None:
        self.drafts.show_deleted(self.drafts.title_of(draft))
        self.texts.delete(DraftId(draft))

    def _undo_delete(self) -> None:
        self.drafts.show_deleted("")
        self.texts.undo_delete()

    def _save_copy(self) -> None:
        text = self.view.editor.text()
        title = next((line for line in text.splitlines() if line.strip()), "")
        self.files.ask_where(text, title)

    def _take_document(self, document: Document) -> None:
        """A file's text is a new draft; the one before is kept."""
        self.texts.new(document.text)
        if document.guessed:
            self.show_message.emit(
                self.tr("The file doesn’t say how its letters are written. Look whether the accents are right.")
            )

    def _summarise_disagreements(self) -> None:
        def show(found: tuple[Disagreement, ...]) -> None:
            self.summary.show_disagreements(found[:_SHOWN_DISAGREEMENTS])

        when_done(self._writing.disagreements(), self, show, self._tell)

    def _more(self) -> None:
        if self.checking.selected is not None:
            self.dialogs.show_reference(self.checking.selected)

    def _change_side(self) -> None:
        mark = self.checking.selected
        card = self.view.margin.card(mark) if mark is not None else None
        if card is None or self.view.margin.focused() is card:
            self.view.editor.setFocus()
        else:
            (card.button("fix") or card).setFocus()

    def _tell(self, error: BaseException) -> None:
        self.show_message.emit(sentence_for(error, self._services.messages))

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: from a card to the text, from a finding to none, from a summary or the drafts to the text."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._stage is not Stage.WRITING:
            self.back()
        elif self.view.margin.focused() is not None:
            self.view.editor.setFocus()
        elif self.checking.selected is not None:
            self.checking.choose(None)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is lost, whatever comes next."""
        super().hideEvent(event)
        self.texts.save()
        self.checking.pause()
        if self._stage is not Stage.FINISHING and not event.spontaneous():
            self._writing.stop()
        if self._stage is Stage.DRAFTS:
            self.texts.delete_for_good()


def _writing_of(services: Services) -> Writing:
    if services.writing is None:
        raise RuntimeError("the Write page needs a course")
    return services.writing
