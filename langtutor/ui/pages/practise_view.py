"""All that the Practise page shows, stage by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from langtutor.core.events import Mode
from langtutor.core.verdict import AnswerOutcome
from langtutor.ui.pages.practise_state import PractiseState, Remedy, Stage
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_5
from langtutor.ui.widgets.answer_view import AnswerView
from langtutor.ui.widgets.caption_view import CaptionView
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.melody_view import MelodyView
from langtutor.ui.widgets.pair_view import PairView
from langtutor.ui.widgets.pieces import button, label, relabel
from langtutor.ui.widgets.prompt_view import PromptView
from langtutor.ui.widgets.rich import rich
from langtutor.ui.widgets.verdict_view import VerdictView
from langtutor.ui.widgets.waiting import BusyView, TroubleView

if TYPE_CHECKING:
    from langtutor.services.drilling import Next


class PractiseView(QWidget):
    """Prompt above, beneath it the one part that fits the stage, and after a verdict what can be done now."""

    disputed = Signal()
    again = Signal()
    next_wanted = Signal()
    difference_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prompt = PromptView()
        self.captions = CaptionView()
        self.answer = AnswerView()
        self.busy = BusyView()
        self.trouble = TroubleView()
        self.verdict = VerdictView()
        self.pairs = PairView()
        self.dispute_button = button("", "hand-palm", "link", self.disputed.emit)
        self.difference_button = button(self.tr("Hear the difference (H)"), "ear", "link", self.difference_wanted.emit)
        self.difference_button.hide()
        self.again_button = button(self.tr("Again (R)"), "arrow-counter-clockwise", "", self.again.emit)
        self.next_button = button(self.tr("Next (Enter)"), "arrow-right", "primary", self.next_wanted.emit)
        self.upcoming = label(look="small", rich=True)
        self.after = self._build_after()
        self.melody = MelodyView()
        self.melody.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_5)
        for part in (
            self.prompt,
            self.pairs,
            self.captions,
            self.answer,
            self.busy,
            self.trouble,
            self.verdict,
            self.after,
            self.melody,
        ):
            column.addWidget(part)

    def show_state(
        self,
        state: PractiseState,
        *,
        trouble: str,
        may_speak: bool,
        may_type: bool,
        can_speak: bool,
        has_microphone: bool,
        captions: bool,
    ) -> None:
        """trouble: the error's sentence. may_*: what this exercise allows; can_speak: whether speaking is on at all.

        captions: they have their place, from before the recording until the verdict takes it.
        """
        stage = state.stage
        answering = stage in (Stage.READY, Stage.RECORDING)
        self.prompt.set_answered(stage is Stage.VERDICT)
        self.prompt.show_keys(alt=may_type and answering)
        self.prompt.set_usable(stage in (Stage.READY, Stage.VERDICT))
        self.answer.show_exercise(speak=may_speak, typing=may_type, can_speak=can_speak)
        self.answer.silent_button.setVisible(has_microphone)
        self.answer.set_recording(stage is Stage.RECORDING)
        if stage in (Stage.LOADING, Stage.THINKING, Stage.IDLE):
            self.busy.show_busy(self._doing(state), can_cancel=stage is Stage.THINKING)
        if stage in (Stage.ERROR, Stage.NO_MODELS):
            self.trouble.show_trouble(trouble, [(remedy.value, self._remedy(remedy)) for remedy in state.remedies])
        if stage is Stage.VERDICT:
            self._show_actions(state)
        asked = state.upcoming is not None and state.upcoming.pairs is None
        self.prompt.setVisible(asked and stage is not Stage.LOADING)
        self.pairs.setVisible(stage is Stage.PAIRS)
        self._show_captions(stage, captions)
        self.answer.setVisible(answering)
        self.busy.setVisible(stage in (Stage.LOADING, Stage.THINKING))
        self.trouble.setVisible(stage in (Stage.ERROR, Stage.NO_MODELS))
        self.verdict.setVisible(stage is Stage.VERDICT)
        self.after.setVisible(stage is Stage.VERDICT)

    def _show_captions(self, stage: Stage, wanted: bool) -> None:
        if stage is Stage.THINKING:
            self.captions.tell()
        elif stage is not Stage.RECORDING:
            self.captions.clear()
        self.captions.setVisible(wanted and stage in (Stage.READY, Stage.RECORDING, Stage.THINKING))

    def show_upcoming(self, upcoming: Next) -> None:
        """Which exercise comes next, and why."""
        self.upcoming.setText(rich(self.tr("Coming up: {reason}").format(reason=upcoming.reason)))
        self.upcoming.show()

    def part(self, stage: Stage) -> QWidget | None:
        """What the eye should be on."""
        parts: dict[Stage, QWidget] = {
            Stage.READY: self.answer,
            Stage.PAIRS: self.pairs,
            Stage.RECORDING: self.answer,
            Stage.THINKING: self.busy,
            Stage.ERROR: self.trouble,
            Stage.NO_MODELS: self.trouble,
            Stage.VERDICT: self.verdict,
        }
        return parts.get(stage)

    def primary_button(self, stage: Stage) -> QPushButton | None:
        """What Enter presses, apart from a typed answer."""
        if stage is Stage.VERDICT:
            return self.next_button
        if stage is Stage.PAIRS:
            return self.pairs.primary_button()
        if stage is Stage.THINKING:
            return self.busy.cancel_button
        if stage in (Stage.ERROR, Stage.NO_MODELS):
            return self.trouble.first_button()
        return None

    def _build_after(self) -> QWidget:
        after, row = QWidget(), QWidget()
        flow = FlowLayout(row, SPACE_2, SPACE_2)
        for one in (self.next_button, self.again_button, self.difference_button, self.dispute_button):
            flow.addWidget(one)
        column = QVBoxLayout(after)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        for part in (row, self.upcoming):
            column.addWidget(part)
        return after

    def _show_actions(self, state: PractiseState) -> None:
        outcome = state.outcome
        if outcome is None:
            return
        right = outcome.verdict.outcome is AnswerOutcome.RIGHT
        spoken = outcome.mode is Mode.SPOKEN and outcome.verdict.outcome is not AnswerOutcome.GIVEN_UP
        relabel(
            self.dispute_button, self.tr("I said it right (Alt+D)") if spoken else self.tr("Count it right (Alt+D)")
        )
        self.dispute_button.setEnabled(not state.disputed)
        self.dispute_button.setVisible(not right)
        if state.prefetched is None:
            self.upcoming.setText("")
            self.upcoming.hide()

    def _doing(self, state: PractiseState) -> str:
        if state.stage is not Stage.THINKING:
            return self.tr("Choosing your next exercise…")
        if state.recording is not None:
            return self.tr("Listening to what you said…")
        return self.tr("Checking your answer…")

    def _remedy(self, remedy: Remedy) -> str:
        match remedy:
            case Remedy.INSTALL:
                return self.tr("Get the models")
            case Remedy.TRY_AGAIN:
                return self.tr("Try again")
            case Remedy.SAY_AGAIN:
                return self.tr("Answer again")
            case Remedy.TYPE:
                return self.tr("Type instead")
            case Remedy.SKIP:
                return self.tr("Next exercise")
            case Remedy.GO_BACK:
                return self.tr("Go back")
