"""One exercise after the other: prompt, answer, verdict. What may happen when is in `practise_state`."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from langtutor.host.process import WorkerChange, WorkerEvent
from langtutor.ui.bridge import on_main_thread
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import Keys, PageKeys
from langtutor.ui.pages.practise_hearing import PractiseHearing
from langtutor.ui.pages.practise_pairs import PractisePairs
from langtutor.ui.pages.practise_session import PractiseSession
from langtutor.ui.pages.practise_state import Remedy, Stage
from langtutor.ui.pages.practise_view import PractiseView
from langtutor.ui.playing import NATURAL, SLOW, Playing
from langtutor.ui.theme.tokens import SPACE_4, SPACE_5
from langtutor.ui.widgets.column import Column

if TYPE_CHECKING:
    from langtutor.core.ear_requests import Caption
    from langtutor.drills.exercise import Exercise
    from langtutor.services.drilling import Next, Outcome
    from langtutor.services.recording import RecorderState, UnfinishedRecording
    from langtutor.wiring import Services


class PractisePage(QWidget):
    """Speak or type, and see how it came out. `begin` and `judge` emit open_page("practise") themselves.

    open_page("models_banner") asks for the installation of missing models.
    """

    open_page = Signal(str)
    show_message = Signal(str)

    def __init__(
        self, services: Services, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._shown: Exercise | None = None
        self.session = PractiseSession(services, self, clock)
        self._playing = Playing(services.saying, self)
        self._keys = PageKeys(self)
        self.view = PractiseView()
        self._hearing = PractiseHearing(services, self.view, self._playing, self)
        self._pairs = PractisePairs(services, self.view.pairs, self._playing, clock, self)
        self._column = column = Column()
        column.layout_.addWidget(self.view)
        column.layout_.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._connect_session()
        self._connect_view()
        self._bind_keys()
        self._render()

    # --- what the window asks ------------------------------------------------------------------------------------

    def keys(self) -> Keys:
        return self._keys.listed()

    def activate(self) -> None:
        """Goes on where it was; asks for an exercise when there is none, or when missing models may have come."""
        self.session.look_for_microphone()
        state = self.session.state
        failed_to_load = state.stage in (Stage.ERROR, Stage.NO_MODELS) and state.submission is None
        if state.stage is Stage.IDLE or (failed_to_load and state.upcoming is None):
            self.session.load_next()
        else:
            self._render()

    def begin(self, upcoming: Next) -> None:
        """Starts with this exercise. What was typed stays when it is the same one as before."""
        self.open_page.emit("practise")
        self.session.begin(upcoming)

    def judge(self, unfinished: UnfinishedRecording) -> None:
        """Judges a recording that was interrupted the last time."""
        self.open_page.emit("practise")
        self.session.judge(unfinished)

    # --- Qt ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space anywhere but in a text field or on a button is for speaking."""
        if event.key() == Qt.Key.Key_Space and self.session.may_speak:
            if not event.isAutoRepeat():
                self.session.press()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.session.may_speak:
            if not event.isAutoRepeat():
                self.session.release()
            return
        super().keyReleaseEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """No answer begins with a space: in the empty field, Space is for speaking where that is possible."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space and self._is_for_speaking(event):
            if not event.isAutoRepeat():
                (self.session.press if event.type() is QEvent.Type.KeyPress else self.session.release)()
            return True
        return super().eventFilter(watched, event)

    def _is_for_speaking(self, event: QKeyEvent) -> bool:
        of_keys = event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        return of_keys and self.session.may_speak and not self.view.answer.field.text()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody is recorded, and nothing is heard, from a page that isn't seen."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._playing.stop()
            if self.session.state.stage is Stage.RECORDING:
                self.session.cancel()

    # --- showing -------------------------------------------------------------------------------------------------

    def _show_exercise(self) -> None:
        upcoming = self.session.state.upcoming
        if upcoming is None:
            return
        self._playing.stop()
        self._hearing.leave()
        self._pairs.begin(upcoming)
        if upcoming.pairs is not None:
            self._render()
            return
        if upcoming.exercise != self._shown:
            self.view.answer.field.clear()
        self._shown = upcoming.exercise
        learned = self._services.languages[upcoming.exercise.learned]
        self.view.prompt.show_next(upcoming, learned.name_in(self._services.ui_language()))
        self._render()
        if upcoming.exercise.plays_model_first and self.isVisible():
            self._hear(NATURAL)

    def _show_outcome(self, outcome: Outcome) -> None:
        state = self.session.state
        if state.disputed:
            self._pairs.withdraw()
        else:
            self._pairs.offer(outcome)
        self._hearing.begin(outcome, state.recording, helped=state.helped, counted_right=state.disputed)
        self._render()

    def _step(self) -> None:
        if self.session.state.stage in (Stage.RECORDING, Stage.THINKING, Stage.LOADING):
            self._playing.stop()
        if self.session.state.stage is not Stage.VERDICT:
            self._hearing.leave()
            self._pairs.withdraw()
        self._render()

    def _render(self) -> None:
        state = self.session.state
        trouble = sentence_for(state.error, self._services.messages) if state.error else ""
        self.view.show_state(
            state,
            trouble=trouble,
            may_speak=self.session.may_speak,
            may_type=self.session.may_type,
            can_speak=self.session.can_speak,
            has_microphone=self.session.has_microphone,
            captions=self.session.may_speak and self._services.settings.now.show_captions,
        )
        if self.isVisible():
            self._place_focus()
            QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        """At large text sizes not everything fits: the part in use is shown, a verdict from its top."""
        part, inside = self.view.part(self.session.state.stage), self._column.widget()
        if part is None or inside is None or not part.isVisible():
            return
        if self.session.state.stage is Stage.VERDICT:
            top = part.mapTo(inside, QPoint(0, 0)).y()
            fits = top + part.height() <= self._column.viewport().height()
            self._column.verticalScrollBar().setValue(0 if fits else top - SPACE_5)
        else:
            self._column.ensureWidgetVisible(part, 0, SPACE_4)

    def _show_panel(self) -> None:
        """What was opened comes into view as far as the sentence stays there, too."""
        said, inside = self.view.verdict.said, self._column.widget()
        if inside is None or not said.panel.isVisible():
            return
        bar, port = self._column.verticalScrollBar(), self._column.viewport().height()
        panel = said.panel.mapTo(inside, QPoint(0, said.panel.height())).y() + SPACE_4
        sentence = said.sentence.mapTo(inside, QPoint(0, 0)).y() - SPACE_4
        bar.setValue(max(bar.value(), min(panel - port, sentence)))

    def _show_melody(self) -> None:
        self._column.ensureWidgetVisible(self.view.melody, 0, SPACE_4)

    def _place_focus(self) -> None:
        """Where the next action is; a field that is being typed in keeps it."""
        exercise, stage = self.session.exercise, self.session.state.stage
        if stage is Stage.READY and exercise is not None:
            answer = self.view.answer
            wanted: QWidget | None = answer.field if self.session.may_type else answer.speak_button
        elif stage is Stage.RECORDING:
            wanted = self.view.answer.speak_button if self.view.answer.field.hasFocus() else None
        else:
            wanted = self.view.primary_button(stage)
        if wanted is not None:
            wanted.setFocus()

    def _show_level(self, state: RecorderState) -> None:
        note = state.note
        trouble = self._services.messages.in_words(note.key, note.fields) if note is not None else ""
        self.view.answer.show_level(state, trouble)

    def _show_caption(self, caption: Caption) -> None:
        """The last one comes after the recording's end, while the answer is judged."""
        stage = self.session.state.stage
        if stage in (Stage.RECORDING, Stage.THINKING):
            self.view.captions.show_caption(caption)
        if stage is Stage.THINKING:
            self.view.captions.tell()

    def _show_transcript(self, caption: Caption) -> None:
        """What was said, before it is judged: the ear's own, which captions may have missed."""
        if self.session.state.stage is Stage.THINKING:
            self.view.captions.show_transcript(caption)
            self.view.captions.tell()

    def _worker_changed(self, event: WorkerEvent) -> None:
        if self.session.state.stage is not Stage.THINKING or event.change is WorkerChange.STARTED:
            return
        if event.worker == "ear":
            text = self.tr("Listening stopped and was started again. Your recording is safe, and it goes on by itself.")
        else:
            text = self.tr("Checking stopped and was started again. It goes on by itself.")
        self.view.busy.show_notice(text)

    # --- hearing and help ----------------------------------------------------------------------------------------

    def _hear(self, speed: float) -> None:
        """The sentence; with its verdict, what is chosen of it."""
        exercise, state = self.session.exercise, self.session.state
        if state.stage is Stage.PAIRS:
            self._pairs.hear()
        elif state.stage is Stage.VERDICT:
            (self._hearing.model if speed == NATURAL else self._hearing.slowly)()
        elif exercise is not None and self.view.prompt.can_hear and state.stage is Stage.READY:
            state.helped = state.helped or speed < NATURAL
            self._playing.say(exercise.expected, exercise.learned, speed)

    def _help(self) -> None:
        if self.session.state.stage is Stage.READY and self.view.prompt.can_help:
            self.session.state.helped = True
            self.view.prompt.show_help()

    # --- intents -------------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        """Enter is the focused button's, else the primary action's."""
        focused = QApplication.focusWidget()
        own = isinstance(focused, QAbstractButton) and self.isAncestorOf(focused)
        if isinstance(focused, QAbstractButton) and own and focused is not self.view.answer.speak_button:
            focused.click()
        elif self.session.state.stage is Stage.READY:
            self.session.submit_text(self.view.answer.field.text())
        elif (primary := self.view.primary_button(self.session.state.stage)) is not None:
            primary.click()

    def _again(self) -> None:
        if self.session.state.stage is Stage.PAIRS:
            self._pairs.again()
        elif self.session.state.stage is Stage.VERDICT:
            self.view.prompt.clear_help()
            self.session.again()

    def _step_back(self) -> None:
        """Esc: one step, never losing what was typed."""
        if self.session.cancel() or self._closes_word():
            return
        if self.session.state.stage is Stage.PAIRS:
            self._pairs.put_off()
            return
        if self.session.state.stage is Stage.VERDICT:
            self._again()
        elif self.view.answer.field.hasFocus():
            self.setFocus()
        else:
            self.open_page.emit("today")

    def _closes_word(self) -> bool:
        return self.session.state.stage is Stage.VERDICT and self.view.verdict.said.close_panel()

    def _remedy(self, name: str) -> None:
        match Remedy(name):
            case Remedy.INSTALL:
                self.open_page.emit("models_banner")
            case Remedy.TRY_AGAIN if self.session.state.submission is not None:
                self.session.resubmit()
            case Remedy.TRY_AGAIN | Remedy.SKIP:
                self.session.load_next()
            case Remedy.SAY_AGAIN | Remedy.GO_BACK:
                self._step_back()
            case Remedy.TYPE:
                self.session.set_can_speak(False)

    def _connect_session(self) -> None:
        self.session.exercise_came.connect(self._show_exercise)
        self.session.outcome_came.connect(self._show_outcome)
        self.session.upcoming_came.connect(self.view.show_upcoming)
        self.session.changed.connect(self._step)
        self.session.message.connect(self.show_message)
        self._pairs.changed.connect(self._render)
        self._pairs.next_wanted.connect(self.session.load_next)
        self._pairs.begin_wanted.connect(self.session.begin)
        self._pairs.message.connect(self.show_message)
        self._playing.failed.connect(lambda error: self.show_message.emit(sentence_for(error, self._services.messages)))
        self._services.on_worker_event(on_main_thread(self, self._worker_changed))

    def _connect_view(self) -> None:
        view, answer, session = self.view, self.view.answer, self.session
        answer.field.installEventFilter(self)
        view.prompt.hear.connect(lambda: self._hear(NATURAL))
        view.prompt.hear_slowly.connect(lambda: self._hear(SLOW))
        view.prompt.help_wanted.connect(self._help)
        answer.speak_pressed.connect(session.press)
        answer.speak_released.connect(session.release)
        answer.check.connect(session.submit_text)
        answer.give_up.connect(session.give_up)
        answer.can_speak_changed.connect(session.set_can_speak)
        session.microphone.state_changed.connect(self._show_level)
        session.microphone.samples_came.connect(answer.waveform.add)
        session.microphone.caption_changed.connect(self._show_caption)
        session.transcript_came.connect(self._show_transcript)
        view.busy.cancelled.connect(self._step_back)
        view.trouble.chosen.connect(self._remedy)
        said, hearing = view.verdict.said, self._hearing
        said.word_heard.connect(hearing.word)
        said.chosen_changed.connect(lambda: QTimer.singleShot(0, self, self._show_panel))
        said.hearing.mine.connect(hearing.mine)
        said.hearing.model.connect(hearing.model)
        said.hearing.compare.connect(hearing.compare)
        said.hearing.slowly.connect(hearing.slowly)
        view.melody.opened.connect(lambda: QTimer.singleShot(0, self, self._show_melody))
        view.disputed.connect(session.dispute)
        view.again.connect(self._again)
        view.difference_wanted.connect(self._pairs.start)
        self._pairs.offered.connect(view.difference_button.setVisible)
        hearing.sounds_known.connect(self._pairs.offer_sounds)
        view.next_wanted.connect(session.load_next)

    def _bind_keys(self) -> None:
        keys, session = self._keys, self.session

        def at(*stages: Stage) -> Callable[[], bool]:
            return lambda: session.state.stage in stages

        ready, verdict = at(Stage.READY), at(Stage.VERDICT)
        keys.note(self.tr("Space"), self.tr("Hold to speak, or press to start and to stop"))
        keys.letter("P", self.tr("Hear it"), lambda: self._hear(NATURAL))
        keys.letter("S", self.tr("Hear it slower; with a verdict, yourself too"), lambda: self._hear(SLOW))
        keys.letter("T", self.tr("Show the translation, or the words"), self._help)
        keys.letter("K", self.tr("I don’t know"), session.give_up, ready)
        keys.letter("A", self.tr("Hear yourself"), self._hearing.mine, verdict)
        keys.letter("B", self.tr("Hear the model"), self._hearing.model, verdict)
        keys.letter("C", self.tr("Hear yourself, then the model"), self._hearing.compare, verdict)
        keys.note("← →", self.tr("From word to word, or from sound to sound"))
        keys.note("↓ ↑", self.tr("From a chosen word to its sounds, and back"))
        keys.key("Alt+D", self.tr("I was right: count it"), session.dispute, verdict)
        keys.letter("1", self.tr("Choose the first word"), partial(self.view.pairs.choose, 0), at(Stage.PAIRS))
        keys.letter("2", self.tr("Choose the second word"), partial(self.view.pairs.choose, 1), at(Stage.PAIRS))
        keys.note(self.tr("← →"), self.tr("The first word, the second word"))
        keys.letter(
            "H", self.tr("Hear the difference between two sounds"), self._pairs.start, at(Stage.READY, Stage.VERDICT)
        )
        keys.letter("R", self.tr("Again"), self._again, at(Stage.VERDICT, Stage.PAIRS))
        keys.key("Return", self.tr("Check the answer, or go on"), self._enter)
        keypad = QShortcut(QKeySequence(Qt.Key.Key_Enter), self)
        keypad.setAutoRepeat(False)
        keypad.activated.connect(self._enter)
        keys.key("Esc", self.tr("One step back"), self._step_back)
