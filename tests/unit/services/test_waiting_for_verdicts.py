"""A recording waits for its verdict's events; only then it isn't offered again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from langtutor.content.messages import Messages
from langtutor.core.errors import EngineCrashed, NoSpeech
from langtutor.core.events import DrillKind, Mode
from langtutor.services.drilling import Drilling
from langtutor.settings.paths import resources_dir
from langtutor.store.ledger import Ledger
from tests.support.fake_host import FakeHost, heard

RECORDING = Path("/recordings/20261122T000000-0a0a0a0a.wav")


@pytest.mark.parametrize(
    ("answer", "events"), [(heard("She walks."), True), (NoSpeech(), False), (EngineCrashed(worker="ear"), None)]
)
def test_what_the_ear_could_not_judge_goes_on_waiting(
    make_drilling: Callable[..., Drilling], host: FakeHost, ledger: Ledger, answer: Any, events: bool | None
) -> None:
    """events: whether there are any when the recording is done with; None where it isn't."""
    host.answers["Hear"] = answer
    told: list[tuple[Path, bool]] = []
    drilling = make_drilling(
        lambda: Messages(resources_dir() / "messages", "en"),
        judged=lambda recording: told.append((recording, bool(ledger.events()))),
    )
    exercise = drilling.exercise(DrillKind.SAY, Mode.SPOKEN, next(iter(drilling.course.sentences.values())))
    drilling.submit_spoken(exercise, RECORDING, used_help=False, duration_s=1.0).exception(60)
    assert told == ([] if events is None else [(RECORDING, events)])
