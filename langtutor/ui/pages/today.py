"""What to do now, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from langtutor.learner.overview import Overview
from langtutor.ui.bridge import when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import Keys, PageKeys
from langtutor.ui.playing import Playing
from langtutor.ui.theme.tokens import SPACE_5
from langtutor.ui.widgets.column import Column
from langtutor.ui.widgets.next_card import NextCard
from langtutor.ui.widgets.overview_view import OverviewView
from langtutor.ui.widgets.pieces import label
from langtutor.ui.widgets.unfinished_card import UnfinishedCard

if TYPE_CHECKING:
    from langtutor.services.drilling import Next
    from langtutor.services.recording import UnfinishedRecording
    from langtutor.wiring import Services


class TodayPage(QWidget):
    """The next drill with its reason, and how things stand.

    Emits `start_drill` with the Next that the learner starts and `judge_recording` with the UnfinishedRecording that
    is to be judged: the window connects them to `PractisePage.begin` and `PractisePage.judge`, which open the page.
    """

    open_page = Signal(str)
    show_message = Signal(str)
    start_drill = Signal(object)
    judge_recording = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._next: Next | None = None
        self._asked = 0
        self._choosing = self._start_wanted = False
        self._unfinished: UnfinishedRecording | None = None
        self._playing = Playing(services.saying, self)
        self._playing.failed.connect(self._tell)
        self.card = NextCard()
        self.unfinished = UnfinishedCard()
        self.overview = OverviewView()
        self._lay_out()
        self._keys = PageKeys(self)
        self._keys.key("Return", self.tr("Start"), self._enter)
        self._keys.key("Enter", self.tr("Start"), self._enter)
        self.card.start.connect(self._start)
        self.card.retry.connect(self.activate)
        self.unfinished.listen.connect(self._listen)
        self.unfinished.judge.connect(self._judge)
        self.unfinished.discard.connect(self._discard)

    def _lay_out(self) -> None:
        column = Column()
        column.layout_.setSpacing(SPACE_5)
        title = label(self.tr("Today"), "title")
        column.layout_.addWidget(title)
        for part in (self.unfinished, self.card, self.overview):
            column.layout_.addWidget(part)
        column.layout_.addStretch(1)
        self.unfinished.hide()
        self.overview.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def keys(self) -> Keys:
        return self._keys.listed()[:1]

    def activate(self) -> None:
        """Asks anew each time: since the last time something may have been practised."""
        drilling = self._services.drilling
        if drilling is None:
            return
        self._asked += 1
        asked = self._asked
        self._choosing, self._start_wanted = True, False
        if self._next is None:
            self.card.show_loading()
        self._offer_unfinished()

        def found(upcoming: Next) -> None:
            if asked != self._asked:
                return
            self._choosing = False
            self._show_next(upcoming, first=drilling.is_empty())
            if self._start_wanted and self.isVisible():
                self._start()

        def failed(error: BaseException) -> None:
            if asked == self._asked:
                self._next, self._choosing = None, False
                self.card.show_trouble(sentence_for(error, self._services.messages))

        when_done(drilling.next(), self, found, failed)
        when_done(drilling.overview(), self, self._show_overview, self._tell)

    def _show_next(self, upcoming: Next, first: bool) -> None:
        self._next = upcoming
        learned = self._services.languages[upcoming.exercise.learned].name_in(self._services.ui_language())
        self.card.show_next(upcoming, first=first, learned_name=learned)
        if self.isVisible() and not self.unfinished.isVisible():
            self.card.start_button.setFocus()

    def _show_overview(self, overview: Overview) -> None:
        course = self._services.course
        if course is None:
            return
        language = self._services.ui_language()
        titles = {weak.skill: course.skill_title(weak.skill, language) for weak in overview.weakest}
        self.overview.show_overview(overview, titles)
        self.overview.setVisible(any(day.answers for day in overview.week) or bool(overview.weakest))

    def _start(self) -> None:
        """What is shown may be what was done a moment ago: while a new one is being chosen, that one is waited for."""
        self._start_wanted = self._choosing
        if self._next is not None and not self._choosing:
            self.start_drill.emit(self._next)

    def _enter(self) -> None:
        """Enter is the focused button's, else the primary action's."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            self._start()

    # --- the recording that was cut off -------------------------------------------------------------------------

    def _offer_unfinished(self) -> None:
        found = self._services.recorder.unfinished()
        self._unfinished = found[0] if found else None
        self.unfinished.setVisible(self._unfinished is not None)
        if self._unfinished is not None:
            drilling = self._services.drilling
            known = drilling is not None and drilling.exercise_for(self._unfinished.item) is not None
            self.unfinished.show_recording(self._unfinished, can_judge=known)

    def _listen(self) -> None:
        if self._unfinished is not None:
            self._playing.file(self._unfinished.path)

    def _judge(self) -> None:
        if self._unfinished is not None:
            self._playing.stop()
            self.judge_recording.emit(self._unfinished)

    def _discard(self) -> None:
        if self._unfinished is not None:
            self._playing.stop()
            self._services.recorder.discard(self._unfinished.id)
            self._offer_unfinished()
            self.card.start_button.setFocus()

    def _tell(self, error: BaseException) -> None:
        self.show_message.emit(sentence_for(error, self._services.messages))
