from __future__ import annotations

from pathlib import Path

import fakes
import pytest

from langtutor.core.device_errors import NoMicrophone
from langtutor.core.errors import EngineCrashed, ModelMissing, NoSpeech
from langtutor.ui.pages.practise_state import (
    GaveUp,
    HoldToSpeak,
    PractiseState,
    Remedy,
    SpokenSubmission,
    Stage,
    TypedSubmission,
    remedies,
)

WAV = Path("a.wav")


@pytest.fixture
def clock() -> fakes.FakeClock:
    return fakes.FakeClock()


@pytest.fixture
def outcome(tmp_path: Path):
    course = fakes.make_services(tmp_path).course
    return fakes.make_outcome(fakes.make_next(course).exercise, fakes.slip_verdict())


@pytest.fixture
def ready(tmp_path: Path, clock: fakes.FakeClock) -> PractiseState:
    state = PractiseState(clock)
    ticket = state.load()
    assert ticket is not None
    assert state.loaded(ticket, fakes.make_next(fakes.make_services(tmp_path).course))
    return state


def test_an_answer_goes_from_ready_to_verdict(ready, outcome, clock):
    assert ready.stage is Stage.READY
    clock.now += 4.0
    assert ready.record()
    ticket = ready.submit(SpokenSubmission(WAV))
    assert ready.stage is Stage.THINKING
    assert ready.answer_s == pytest.approx(4.0)
    assert ready.judged(ticket, outcome)
    assert ready.stage is Stage.VERDICT
    assert ready.recording == WAV


def test_an_answer_that_comes_after_cancelling_is_dropped(ready, outcome):
    ticket = ready.submit(TypedSubmission("x"))
    assert ready.cancel()
    assert not ready.judged(ticket, outcome)
    assert ready.stage is Stage.READY
    second = ready.submit(TypedSubmission("y"))
    assert not ready.judged(ticket, outcome)
    assert ready.judged(second, outcome)


def test_nothing_can_be_submitted_where_there_is_no_question(clock):
    state = PractiseState(clock)
    assert state.submit(GaveUp()) is None
    assert not state.record()
    assert state.dispute() is None


def test_the_same_recording_is_submitted_again_after_a_crash(ready):
    ready.record()
    ticket = ready.submit(SpokenSubmission(WAV))
    assert ready.failed(ticket, EngineCrashed(worker="ear"))
    assert ready.stage is Stage.ERROR
    assert ready.remedies[0] is Remedy.TRY_AGAIN
    assert ready.resubmit() is not None
    assert ready.submission == SpokenSubmission(WAV)


def test_missing_models_are_a_stage_of_their_own(ready):
    ready.record()
    ticket = ready.submit(SpokenSubmission(WAV))
    ready.failed(ticket, ModelMissing(model="m", command="c"))
    assert ready.stage is Stage.NO_MODELS
    assert ready.remedies[0] is Remedy.INSTALL


@pytest.mark.parametrize(
    ("error", "first"),
    [(NoSpeech(), Remedy.SAY_AGAIN), (NoMicrophone(detail=""), Remedy.TYPE), (ValueError("bug"), Remedy.TRY_AGAIN)],
)
def test_every_error_has_its_remedy(error, first):
    assert remedies(error, answering=True)[0] is first


def test_a_verdict_is_disputed_once(ready, outcome):
    ready.judged(ready.submit(TypedSubmission("x")), outcome)
    ticket = ready.dispute()
    assert ticket is not None
    assert ready.dispute() is None
    assert ready.recounted(ticket, None)
    assert ready.dispute() is not None


def test_holding_stops_at_release_and_a_short_press_at_the_next_one():
    clock = fakes.FakeClock()
    hold = HoldToSpeak(clock)
    assert hold.press(recording=False) == "start"
    clock.now += 2
    assert hold.release() == "stop"
    assert hold.press(recording=False) == "start"
    clock.now += 0.1
    assert hold.release() == "nothing"
    assert hold.press(recording=True) == "stop"
    assert hold.release() == "nothing"
