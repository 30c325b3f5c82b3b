"""What joins the Practise page's state with the services: exercises come, answers go, verdicts come back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from langtutor.ui.bridge import on_main_thread, when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.pages.practise_state import (
    GaveUp,
    HoldToSpeak,
    PractiseState,
    SpokenSubmission,
    Stage,
    Submission,
    Ticket,
    TypedSubmission,
)
from langtutor.ui.recording import Microphone

if TYPE_CHECKING:
    from langtutor.drills.exercise import Exercise
    from langtutor.services.drilling import Drilling, Next, Outcome
    from langtutor.services.recording import UnfinishedRecording
    from langtutor.services.recording_under_way import RecordingReport
    from langtutor.wiring import Services


class PractiseSession(QObject):
    """Carries out what the learner wants, as far as the stage allows it.

    Emits `exercise_came` when there is another exercise to show, `outcome_came` with an Outcome (again after a
    dispute), `upcoming_came` with the Next after this one, `changed` at every other step, `message` with a sentence.
    """

    exercise_came = Signal()
    outcome_came = Signal(object)
    upcoming_came = Signal(object)
    transcript_came = Signal(object)
    changed = Signal()
    message = Signal(str)

    def __init__(self, services: Services, parent: QObject, clock: Callable[[], float]) -> None:
        super().__init__(parent)
        self._services = services
        self.state = PractiseState(clock)
        self._hold = HoldToSpeak(clock)
        self.microphone = Microphone(services.recorder, self)
        self.microphone.recorded.connect(self._recorded)
        self.microphone.failed.connect(self._not_recorded)
        self.microphone.reported.connect(self._reported)
        self.has_microphone = True

    # --- what is possible ----------------------------------------------------------------------------------------

    @property
    def exercise(self) -> Exercise | None:
        return self.state.upcoming.exercise if self.state.upcoming else None

    @property
    def can_speak(self) -> bool:
        """There is a microphone, and the learner may be heard."""
        return self.has_microphone and self._services.settings.now.can_speak

    @property
    def may_speak(self) -> bool:
        return self.exercise is not None and self.exercise.can_speak and self.can_speak

    @property
    def may_type(self) -> bool:
        return self.exercise is not None and self.exercise.can_type

    def look_for_microphone(self) -> None:
        """Without one, answers are typed, and that is said once."""
        has = self._services.recorder.available()
        if not has and self.has_microphone and self._services.settings.now.can_speak:
            self.message.emit(self.tr("No microphone was found, so you type your answers for now."))
        self.has_microphone = has
        if self._services.drilling is not None:
            self._services.drilling.set_can_speak(self.can_speak)

    def set_can_speak(self, can: bool) -> None:
        """An exercise that can only be spoken makes room for one that can be typed."""
        self._services.settings.change(can_speak=can)
        self.look_for_microphone()
        self.state.prefetched = None
        if self.state.stage in (Stage.ERROR, Stage.NO_MODELS):
            self.state.cancel()
        if not self.can_speak and not self.may_type:
            self.load_next()
        self.changed.emit()

    # --- exercises -----------------------------------------------------------------------------------------------

    def load_next(self) -> None:
        """The exercise that is known already, else the one the learner model chooses now."""
        drilling = self._services.drilling
        if drilling is None or self.state.stage in (Stage.RECORDING, Stage.THINKING):
            return
        if self.state.prefetched is not None:
            self.begin(self.state.prefetched)
            return
        ticket = self.state.load()
        if ticket is None:
            return
        self.changed.emit()

        def loaded(upcoming: Next) -> None:
            if self.state.loaded(ticket, upcoming):
                self.exercise_came.emit()

        when_done(drilling.next(), self, loaded, self._failing(ticket))

    def begin(self, upcoming: Next) -> None:
        self.microphone.cancel()
        self.state.begin(upcoming)
        self.exercise_came.emit()

    def judge(self, unfinished: UnfinishedRecording) -> None:
        """Judges a recording that was interrupted the last time; it isn't offered again."""
        drilling = self._services.drilling
        exercise = drilling.exercise_for(unfinished.item) if drilling else None
        if drilling is None or exercise is None:
            self.message.emit(self.tr("That sentence isn’t in your course any more, so it can’t be judged."))
            return
        title = drilling.course.skill_title(exercise.skill, self._services.ui_language())

        def show(upcoming: Next) -> None:
            interrupted = self.tr("This is the recording that was interrupted.")
            why = self.tr("This recording wasn’t judged yet.") if unfinished.complete else interrupted
            self.begin(replace(upcoming, exercise=exercise, skill_title=title, reason=why, pairs=None))
            self._services.recorder.keep(unfinished.id)
            if self.state.record():
                self._submit(SpokenSubmission(unfinished.path))

        when_done(drilling.next(), self, show, self._tell)

    # --- answers -------------------------------------------------------------------------------------------------

    def press(self) -> None:
        """Space or the mouse goes down."""
        self._voice(self._hold.press(self.state.stage is Stage.RECORDING))

    def release(self) -> None:
        self._voice(self._hold.release())

    def submit_text(self, text: str) -> None:
        if text.strip() and self.may_type:
            self._submit(TypedSubmission(text.strip()))

    def give_up(self) -> None:
        self._submit(GaveUp())

    def resubmit(self) -> None:
        self._wait_for(self.state.resubmit())

    def again(self) -> bool:
        done = self.state.again()
        if done:
            self.changed.emit()
        return done

    def cancel(self) -> bool:
        """Back to the question; False where there is nothing to cancel."""
        self.microphone.cancel()
        done = self.state.cancel()
        if done:
            self.changed.emit()
        return done

    def dispute(self) -> None:
        """ "I said it right"."""
        drilling, outcome, ticket = self._services.drilling, self.state.outcome, self.state.dispute()
        if drilling is None or outcome is None or ticket is None:
            return
        self.changed.emit()

        def noted(counted: Outcome) -> None:
            if self.state.recounted(ticket, counted):
                self._show(counted)

        def refused(error: BaseException) -> None:
            self._tell(error)
            if self.state.recounted(ticket, None):
                self.changed.emit()

        when_done(drilling.dispute(outcome), self, noted, refused)

    def _voice(self, action: str) -> None:
        if action == "stop":
            self.microphone.stop()
        elif action == "start" and self.may_speak and self.exercise is not None and self.state.record():
            self.changed.emit()
            self.microphone.start(self.exercise, stop_at_silence=True)

    def _reported(self, report: RecordingReport) -> None:
        """What was wrong with the sound, and what to do: the verdict stands beside it."""
        sentence = report.sentence(self._services.messages)
        if sentence:
            self.message.emit(sentence)

    def _recorded(self, path: Path) -> None:
        self._submit(SpokenSubmission(path))

    def _not_recorded(self, error: BaseException) -> None:
        if self.state.not_recorded(error):
            self.changed.emit()

    def _submit(self, submission: Submission) -> None:
        self._wait_for(self.state.submit(submission))

    def _wait_for(self, ticket: Ticket | None) -> None:
        """Sends the submission of the state to be judged."""
        drilling, submission = self._services.drilling, self.state.submission
        if ticket is None or drilling is None or submission is None or self.exercise is None:
            return
        self.changed.emit()

        def judged(outcome: Outcome) -> None:
            if self.state.judged(ticket, outcome):
                self._show(outcome)

        when_done(self._judging(drilling, self.exercise, submission), self, judged, self._failing(ticket))

    def _judging(self, drilling: Drilling, exercise: Exercise, submission: Submission) -> Future[Outcome]:
        helped, duration_s = self.state.helped, self.state.answer_s
        match submission:
            case SpokenSubmission(recording):
                told = on_main_thread(self, self.transcript_came.emit)
                return drilling.submit_spoken(
                    exercise, recording, used_help=helped, duration_s=duration_s, on_caption=told
                )
            case TypedSubmission(text):
                return drilling.submit_typed(exercise, text, used_help=helped, duration_s=duration_s)
            case GaveUp():
                return drilling.give_up(exercise, duration_s=duration_s)

    def _show(self, outcome: Outcome) -> None:
        """The verdict; which exercise comes next, and why, is found out while it is read."""
        self.outcome_came.emit(outcome)
        drilling = self._services.drilling

        def known(upcoming: Next) -> None:
            if self.state.stage is Stage.VERDICT and self.state.outcome is outcome:
                self.state.prefetched = upcoming
                self.upcoming_came.emit(upcoming)

        if drilling is not None:
            when_done(drilling.next(), self, known, lambda _error: None)

    # --- trouble -------------------------------------------------------------------------------------------------

    def _failing(self, ticket: Ticket) -> Callable[[BaseException], None]:
        def failed(error: BaseException) -> None:
            if self.state.failed(ticket, error):
                self.changed.emit()

        return failed

    def _tell(self, error: BaseException) -> None:
        self.message.emit(sentence_for(error, self._services.messages))
