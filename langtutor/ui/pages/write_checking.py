"""A text while it is written: its reviews become marks, underlines and cards; cards become changes of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QApplication

from langtutor.ui.bridge import on_main_thread, when_done
from langtutor.ui.places import Places
from langtutor.ui.widgets.finding_texts import is_spelling
from langtutor.ui.widgets.marks import Mark, Marks

if TYPE_CHECKING:
    from langtutor.core.writing import Finding, Review
    from langtutor.services.writing import Writing
    from langtutor.ui.widgets.editor import Editor
    from langtutor.ui.widgets.finding_margin import FindingMargin, Placed

PAUSE_MS = 200
"""Without a key for so long the text is reviewed: within a word nobody wants to be corrected."""
_MOST_CARDS = 40


@dataclass(slots=True)
class _Fix:
    """A correction that was taken over. step: how many steps of undo there were behind it."""

    finding: Finding
    step: int
    done: bool = True


class Checking(QObject):
    """Keeps caret, underlines and cards at one finding. Emits `reviewed` with a Review, `failed` with an error,
    `more` with a mark whose reference is wanted, `selected_changed` with a mark or None."""

    reviewed = Signal(object)
    failed = Signal(object)
    more = Signal(object)
    selected_changed = Signal(object)

    def __init__(self, writing: Writing, editor: Editor, marks: Marks, margin: FindingMargin, parent: QObject) -> None:
        super().__init__(parent)
        self._writing, self._editor, self._marks, self._margin = writing, editor, marks, margin
        self._selected: Mark | None = None
        self._fixes: list[_Fix] = []
        self._deliver = on_main_thread(self, self._take)
        self._asked = 0
        self._placing = False
        self.review: Review | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        editor.edited.connect(self._edited)
        editor.place_changed.connect(self._place_changed)
        editor.document().undoCommandAdded.connect(self._forget_undone)
        margin.chosen.connect(self.choose)
        margin.step.connect(self.step)
        margin.resized.connect(lambda: self._place(glide=False))
        margin.scrolled.connect(lambda event: QApplication.sendEvent(editor.viewport(), event))
        margin.fix.connect(self.fix)
        margin.disagree.connect(self.disagree)
        margin.ignore.connect(self.ignore)
        margin.add_word.connect(self.add_word)
        margin.more.connect(self.more)

    # --- what the page asks ------------------------------------------------------------------------------------------

    @property
    def selected(self) -> Mark | None:
        return self._selected

    def begin(self) -> None:
        """Another text is in the editor."""
        self._fixes.clear()
        self._selected = None
        self.review = None
        self.ask()

    def ask(self) -> None:
        """Has the text reviewed now."""
        self._pause.stop()
        text = self._editor.text()
        self._writing.review(text, self._deliver, Places(text).to_text(self._editor.caret()))

    def pause(self) -> None:
        """The page is hidden: nothing more is asked."""
        self._pause.stop()

    def choose(self, mark: Mark | None) -> None:
        """This finding: the caret goes to it, its card opens."""
        if mark is not None and not mark.start <= self._editor.caret() <= mark.end:
            self._editor.move_to(mark.start)  # which chooses it
        self._select(mark)

    def step(self, way: int) -> None:
        """To the next (1) or the previous (-1) finding, around the end."""
        if not len(self._marks):
            return
        here = self._selected.start if self._selected is not None else self._editor.caret()
        found = self._marks.after(here) if way > 0 else self._marks.before(here)
        if self._selected is None and way > 0:
            found = self._marks.at(here) or found
        every = self._marks.all()
        self.choose(found or (every[0] if way > 0 else every[-1]))

    def fix(self, mark: Mark | None = None) -> None:
        mark = mark or self._selected
        if mark is None:
            return
        finding = mark.finding
        self._leave(mark)
        self._editor.replace(mark.start, mark.end, finding.edit.replacement)
        self._fixes.append(_Fix(finding, self._editor.document().availableUndoSteps()))
        self._writing.fixed(finding)

    def disagree(self, mark: Mark | None = None) -> None:
        mark = mark or self._selected
        if mark is None:
            return
        self._leave(mark)
        when_done(self._writing.disagree(mark.finding), self, lambda _id: None, self.failed.emit)

    def ignore(self, mark: Mark | None = None) -> None:
        mark = mark or self._selected
        if mark is not None:
            self._leave(mark)
            self._writing.ignore(mark.finding)

    def add_word(self, mark: Mark | None = None) -> None:
        mark = mark or self._selected
        if mark is not None and is_spelling(mark.finding):
            self._leave(mark)
            when_done(self._writing.add_word(mark.finding.said.strip()), self, lambda _: None, self.failed.emit)

    def counts(self) -> tuple[int, int]:
        """Corrections and questions that are shown."""
        certain = sum(mark.finding.certain for mark in self._marks.all())
        return certain, len(self._marks) - certain

    # --- the text changes --------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._writing.hurry()
        self._follow_undo()
        self._pause.start()
        if self._selected is not None and self._selected not in self._marks.all():
            self._selected = None
            self._show(glide=True)
        else:  # what was changed was drawn anew already
            self._show_cards(glide=True)

    def _follow_undo(self) -> None:
        """A fix whose step was undone isn't one any more, until it is done again."""
        steps = self._editor.document().availableUndoSteps()
        for fix in self._fixes:
            if fix.done and steps < fix.step:
                fix.done = False
                self._writing.unfixed(fix.finding)
            elif not fix.done and steps >= fix.step:
                fix.done = True
                self._writing.fixed(fix.finding)

    def _forget_undone(self) -> None:
        """Something new was written after undoing: what was undone can't be done again."""
        self._fixes = [fix for fix in self._fixes if fix.done]

    def _take(self, review: Review) -> None:
        if review.text != self._editor.text():
            return  # written on since; the next review comes at the next pause
        self.review = review
        self._marks.take(review)
        if self._selected is not None and self._selected not in self._marks.all():
            self._deselect_gone()
        self._show(glide=True)
        self.reviewed.emit(review)

    # --- showing -----------------------------------------------------------------------------------------------------

    def _place_changed(self) -> None:
        if self._placing:
            return
        mark = self._marks.at(self._editor.caret())
        if self._editor.hasFocus() and mark is not self._selected:
            self._select(mark)
        else:
            self._place(glide=False)

    def _select(self, mark: Mark | None) -> None:
        self._selected = mark
        self._show(glide=True)

    def _leave(self, mark: Mark) -> None:
        """Its card goes before the text changes; who was in it is back in the text."""
        self._back_to_text(mark)
        self._marks.drop(mark)
        if mark is self._selected:
            self._selected = None
        self._show(glide=True)

    def _deselect_gone(self) -> None:
        if self._selected is not None:
            self._back_to_text(self._selected)
        self._selected = None

    def _back_to_text(self, mark: Mark) -> None:
        card = self._margin.card(mark)
        if card is not None and card is self._margin.focused():
            self._editor.setFocus()

    def _show(self, *, glide: bool) -> None:
        self.selected_changed.emit(self._selected)
        self._editor.show_marks(self._selected)
        self._show_cards(glide=glide)

    def _show_cards(self, *, glide: bool) -> None:
        self._margin.show_count(*self.counts())
        self._place(glide=glide)

    def _place(self, *, glide: bool) -> None:
        if self._placing:
            return
        self._placing = True
        try:
            self._margin.place(self._near(), self._selected, glide=glide)
        finally:
            self._placing = False

    def _near(self) -> list[Placed]:
        """The marks in the visible part of the text and somewhat beyond, with the heights of their lines."""
        editor = self._editor
        page = editor.viewport().height()
        near = self._marks.between(*editor.places_between(-page // 2, page + page // 2))[:_MOST_CARDS]
        if self._selected is not None and self._selected not in near:
            near = sorted([*near, self._selected], key=lambda mark: mark.start)
        down = self._margin.area.mapFromGlobal(editor.viewport().mapToGlobal(QPoint(0, 0))).y()
        return [(mark, editor.place_rect(mark.start).top() + down) for mark in near]
