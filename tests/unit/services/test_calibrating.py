"""Spoken answers say what the learner's voice is like, and the ear is asked with that in mind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from langtutor.content.messages import Messages
from langtutor.content.sounds import load_sound_guide
from langtutor.core.course import Course
from langtutor.core.ear_requests import Pronounce
from langtutor.core.events import Answered, DrillKind, Mode, SoundsHeard
from langtutor.core.explaining import Explanations
from langtutor.core.language import Language, LanguageCode
from langtutor.core.skill import Knowing
from langtutor.core.sounds import NOTHING, Phone, Pronounced
from langtutor.core.text import SkillId
from langtutor.learner.voice import FEWEST, REFERENCE
from langtutor.services.answers import Who
from langtutor.services.drilling import Drilling, Learning
from langtutor.services.tasks import Tasks
from langtutor.settings.paths import resources_dir
from langtutor.store.ledger import Ledger
from tests.support.fake_host import FakeHost
from tests.support.pronounced import pronounced
from tests.unit.services.conftest import Desk

EN = LanguageCode("en")
AGREEMENT = SkillId("en.grammar.verb.agreement")
ITEM = f"{AGREEMENT}/2"


def reply(request: Pronounce) -> Pronounced:
    """A voice 4 nats above the reference: two sounds of one kind, six of another."""
    levels = {Phone("T"): (REFERENCE + 1.0, 2), Phone("IY"): (REFERENCE + 5.0, 6)}
    return replace(pronounced(request.text), levels=levels)


@pytest.fixture
def room(
    course: Course,
    languages: Mapping[LanguageCode, Language],
    explanations: Explanations,
    ledger: Ledger,
    host: FakeHost,
    tasks: Tasks,
    who: Who,
) -> Desk:
    """A desk where sounds are listened to."""
    sounds: Callable[[], object] = partial(load_sound_guide, resources_dir() / "sounds", EN)
    learning = Learning(course, languages, who, Knowing.NEW, lambda: explanations, sounds)
    host.answers["Pronounce"] = reply
    folder = resources_dir() / "messages"
    drilling = Drilling(learning, ledger, host, lambda: Messages(folder, "en"), tasks, seed=3)
    return Desk(drilling, host, ledger, course, ["en"])


def levels_asked(host: FakeHost) -> list[dict[Phone, float]]:
    return [dict(request.levels) for request in host.asked if isinstance(request, Pronounce)]


def test_a_spoken_answer_says_how_its_sounds_fitted(room: Desk) -> None:
    outcome = room.says(room.sentence(ITEM).text)
    answer, sounds = room.events()[-2:]
    assert isinstance(answer, Answered) and isinstance(sounds, SoundsHeard)
    assert (sounds.recording, sounds.sounds, sounds.engine) == ("rec-1", 8, "fake phones")
    assert sounds.level == pytest.approx(REFERENCE + 4.0)
    assert outcome.event_ids == (answer.header.id,), "no answer of its own"
    assert outcome.pronounced is not None
    assert len(room.drilling.state().recent) == 1


def test_after_a_few_sentences_the_ear_makes_allowance_for_the_voice(room: Desk) -> None:
    assert room.drilling.levels() == ()
    for _ in range(FEWEST + 1):
        room.says(room.sentence(ITEM).text)
    *before, last = levels_asked(room.host)
    assert before == [{}] * FEWEST
    assert {last[Phone("T")], last[Phone("IY")], last[NOTHING]} == set(last.values()) == {4.0}


def test_typed_answers_and_missing_sounds_say_nothing_of_a_voice(room: Desk) -> None:
    exercise = room.exercise(ITEM, DrillKind.LISTEN, Mode.TYPED)
    room.types(room.sentence(ITEM).text, exercise)
    room.host.answers["Pronounce"] = lambda request: pronounced(request.text)
    room.says(room.sentence(ITEM).text)
    assert not [event for event in room.events() if isinstance(event, SoundsHeard)]


def test_disputing_leaves_what_was_heard(room: Desk) -> None:
    room.hears("My brother live in Recife.")
    outcome = room.drilling.submit_spoken(
        room.exercise(ITEM), Path("/recordings/r.wav"), used_help=False, duration_s=2.0
    ).result(30)
    room.drilling.dispute(outcome).result(30)
    assert len([event for event in room.events() if isinstance(event, SoundsHeard)]) == 1
