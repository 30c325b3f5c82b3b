"""What happens on the Practise page, without a widget in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.core.device_errors import NoMicrophone
from langtutor.core.errors import EngineCrashed, ModelMissing, NoSpeech, NothingToPractise

if TYPE_CHECKING:
    from langtutor.services.drilling import Next, Outcome


class Stage(StrEnum):
    """idle: nothing asked for yet. pairs: a listening drill, which has steps of its own. no_models: an error that an
    installation mends."""

    IDLE = "idle"
    LOADING = "loading"
    READY = "ready"
    PAIRS = "pairs"
    RECORDING = "recording"
    THINKING = "thinking"
    VERDICT = "verdict"
    ERROR = "error"
    NO_MODELS = "no_models"


class Remedy(StrEnum):
    """What helps against an error, beside its sentence."""

    INSTALL = "install"
    TRY_AGAIN = "try_again"
    SAY_AGAIN = "say_again"
    TYPE = "type"
    SKIP = "skip"
    GO_BACK = "go_back"


@dataclass(frozen=True, slots=True)
class SpokenSubmission:
    recording: Path


@dataclass(frozen=True, slots=True)
class TypedSubmission:
    text: str


@dataclass(frozen=True, slots=True)
class GaveUp:
    pass


Submission = SpokenSubmission | TypedSubmission | GaveUp


@dataclass(frozen=True, slots=True)
class Ticket:
    """Says which question an answer belongs to; an answer to an older question is dropped."""

    number: int


def remedies(error: BaseException, answering: bool) -> tuple[Remedy, ...]:
    """The fitting actions, the best first. answering: a submission failed, so there is something to submit again."""
    if isinstance(error, ModelMissing):
        return (Remedy.INSTALL, Remedy.TYPE, Remedy.TRY_AGAIN)
    if isinstance(error, NoSpeech):
        return (Remedy.SAY_AGAIN,)
    if isinstance(error, NoMicrophone):
        return (Remedy.TYPE, Remedy.SAY_AGAIN)
    if isinstance(error, NothingToPractise):
        return (Remedy.GO_BACK, Remedy.TRY_AGAIN)
    if not answering:
        return (Remedy.TRY_AGAIN, Remedy.GO_BACK)
    if isinstance(error, EngineCrashed):
        return (Remedy.TRY_AGAIN, Remedy.SKIP)
    return (Remedy.TRY_AGAIN, Remedy.SAY_AGAIN)


class PractiseState:
    """One exercise at a time: its stage, what was answered, what came of it.

    Every method that a learner or a service calls says whether it applied (or gives a ticket); what doesn't fit the
    stage changes nothing. clock: seconds from any origin, never backwards.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._number = 0
        self._began_s = 0.0
        self.answer_s = 0.0
        """From the exercise being shown, or begun again, to its answer."""
        self.stage = Stage.IDLE
        self.upcoming: Next | None = None
        self.prefetched: Next | None = None
        self.outcome: Outcome | None = None
        self.error: BaseException | None = None
        self.submission: Submission | None = None
        self.helped = False
        self.disputed = False

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        return remedies(self.error, self.submission is not None) if self.error else ()

    @property
    def recording(self) -> Path | None:
        return self.submission.recording if isinstance(self.submission, SpokenSubmission) else None

    def is_current(self, ticket: Ticket) -> bool:
        return ticket.number == self._number

    # --- which exercise ---

    def load(self) -> Ticket | None:
        """Asks for an exercise; None while one is being recorded or judged."""
        if self.stage in (Stage.RECORDING, Stage.THINKING, Stage.LOADING):
            return None
        self.submission = None
        return self._wait(Stage.LOADING)

    def begin(self, upcoming: Next) -> None:
        """Shows this exercise, whatever was there before."""
        self._new_ticket()
        self.upcoming = upcoming
        self.prefetched = None
        self.helped = False
        self._ready()

    def loaded(self, ticket: Ticket, upcoming: Next) -> bool:
        if self.stage is not Stage.LOADING or not self.is_current(ticket):
            return False
        self.begin(upcoming)
        return True

    # --- the answer ---

    def record(self) -> bool:
        if self.stage not in (Stage.READY, Stage.VERDICT, Stage.ERROR) or self.upcoming is None:
            return False
        if self.stage is not Stage.READY:
            self._new_ticket()
            self._ready()
        self.prefetched = None
        self.stage = Stage.RECORDING
        return True

    def submit(self, submission: Submission) -> Ticket | None:
        """A recording comes from `recording`, everything else from `ready`."""
        wanted = Stage.RECORDING if isinstance(submission, SpokenSubmission) else Stage.READY
        if self.stage is not wanted:
            return None
        self.submission = submission
        self.answer_s = self._clock() - self._began_s
        return self._wait(Stage.THINKING)

    def resubmit(self) -> Ticket | None:
        """The same answer once more, after an error."""
        if self.stage not in (Stage.ERROR, Stage.NO_MODELS) or self.submission is None:
            return None
        return self._wait(Stage.THINKING)

    def judged(self, ticket: Ticket, outcome: Outcome) -> bool:
        if self.stage is not Stage.THINKING or not self.is_current(ticket):
            return False
        self.outcome, self.error, self.disputed = outcome, None, False
        self.stage = Stage.VERDICT
        return True

    def dispute(self) -> Ticket | None:
        """The learner says that it was right; once for each verdict."""
        if self.stage is not Stage.VERDICT or self.disputed:
            return None
        self.disputed = True
        self.prefetched = None
        return self._new_ticket()

    def recounted(self, ticket: Ticket, outcome: Outcome | None) -> bool:
        """The dispute was noted; None when that failed and may be tried again."""
        if self.stage is not Stage.VERDICT or not self.is_current(ticket):
            return False
        self.disputed = outcome is not None
        self.outcome = outcome or self.outcome
        return True

    # --- what went wrong, and back ---

    def failed(self, ticket: Ticket, error: BaseException) -> bool:
        if self.stage not in (Stage.LOADING, Stage.THINKING) or not self.is_current(ticket):
            return False
        self._fail(error)
        return True

    def not_recorded(self, error: BaseException) -> bool:
        if self.stage is not Stage.RECORDING:
            return False
        self._fail(error)
        return True

    def cancel(self) -> bool:
        """Back to the question from recording, thinking or an error. What comes late is dropped."""
        if self.stage not in (Stage.RECORDING, Stage.THINKING, Stage.ERROR, Stage.NO_MODELS) or self.upcoming is None:
            return False
        self._new_ticket()
        self._ready()
        return True

    def again(self) -> bool:
        """The same exercise once more, from its verdict."""
        if self.stage is not Stage.VERDICT:
            return False
        self._new_ticket()
        self.prefetched = None
        self._ready()
        return True

    def _ready(self) -> None:
        listens = self.upcoming is not None and self.upcoming.pairs is not None
        self.stage = Stage.PAIRS if listens else Stage.READY
        self.outcome = self.error = self.submission = None
        self.disputed = False
        self._began_s = self._clock()

    def _fail(self, error: BaseException) -> None:
        self.error = error
        self.stage = Stage.NO_MODELS if isinstance(error, ModelMissing) else Stage.ERROR

    def _wait(self, stage: Stage) -> Ticket:
        self.stage = stage
        self.error = None
        return self._new_ticket()

    def _new_ticket(self) -> Ticket:
        self._number += 1
        return Ticket(self._number)


class HoldToSpeak:
    """Hold to speak, or press once to start and once more to stop. Tells the two apart by how long it was held."""

    HELD_S = 0.35

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._pressed_s: float | None = None

    def press(self, recording: bool) -> str:
        """`start`, or `stop` where a recording is under way."""
        if recording:
            self._pressed_s = None
            return "stop"
        self._pressed_s = self._clock()
        return "start"

    def release(self) -> str:
        """`stop` after holding, else `nothing`: a short press goes on until the next one, or until silence."""
        pressed, self._pressed_s = self._pressed_s, None
        return "stop" if pressed is not None and self._clock() - pressed >= self.HELD_S else "nothing"
