from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from langtutor.content.courses import load_course
from langtutor.content.explanations import load_explanations
from langtutor.content.languages import load_languages
from langtutor.content.messages import Messages
from langtutor.core.course import Course, ItemId, Sentence
from langtutor.core.ear_requests import Hear, Heard
from langtutor.core.events import DrillKind, Event, Mode
from langtutor.core.explaining import Explanations
from langtutor.core.language import Language, LanguageCode
from langtutor.core.skill import Knowing
from langtutor.core.text import SkillId
from langtutor.drills.exercise import Exercise
from langtutor.services.answers import Who
from langtutor.services.drilling import Drilling, Learning, Outcome
from langtutor.services.tasks import Tasks
from langtutor.settings.paths import resources_dir
from langtutor.store.ledger import Ledger
from tests.support.fake_host import FakeHost

ENGLISH, PORTUGUESE = LanguageCode("en"), LanguageCode("pt")
AGREEMENT = SkillId("en.grammar.verb.agreement")
WHO = Who("me", ENGLISH, "this sitting")


@pytest.fixture(scope="session")
def languages() -> Mapping[LanguageCode, Language]:
    return load_languages(resources_dir() / "languages")


@pytest.fixture(scope="session")
def course() -> Course:
    """The real one: English for speakers of Portuguese."""
    return load_course(resources_dir() / "courses", ENGLISH, PORTUGUESE)


@pytest.fixture(scope="session")
def explanations(course: Course) -> Explanations:
    return load_explanations(resources_dir() / "grammar", course.learned)


@pytest.fixture
def who() -> Who:
    return WHO


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    running = Tasks(2)
    yield running
    running.close()


@pytest.fixture
def host() -> FakeHost:
    return FakeHost()


@dataclass
class Desk:
    """A learner's desk: what they do, and what the ledger says afterwards."""

    drilling: Drilling
    host: FakeHost
    ledger: Ledger
    course: Course
    ui: list[str]

    def sentence(self, item: str = f"{AGREEMENT}/2") -> Sentence:
        return self.course.sentences[ItemId(item)]

    def exercise(
        self, item: str = f"{AGREEMENT}/2", kind: DrillKind = DrillKind.SAY, mode: Mode = Mode.SPOKEN
    ) -> Exercise:
        return self.drilling.exercise(kind, mode, self.sentence(item))

    def hears(self, text: str, nats: float = 5.0) -> None:
        """The ear hears `text`; whatever else it is asked about fits the sound worse by `nats`."""

        def reply(request: Hear) -> Heard:
            return Heard(text, (), {**dict.fromkeys(request.candidates, -nats), text: 0.0}, "fake ear", 2.0)

        self.host.answers["Hear"] = reply

    def says(self, text: str, item: str = f"{AGREEMENT}/2", nats: float = 5.0) -> Outcome:
        self.hears(text, nats)
        return self.judged(self.exercise(item))

    def judged(self, exercise: Exercise, recording: str = "rec-1") -> Outcome:
        path = Path(f"/recordings/{recording}.wav")
        return self.drilling.submit_spoken(exercise, path, used_help=False, duration_s=4.0).result(30)

    def types(self, text: str, exercise: Exercise, *, used_help: bool = False) -> Outcome:
        return self.drilling.submit_typed(exercise, text, used_help=used_help, duration_s=6.0).result(30)

    def events(self) -> tuple[Event, ...]:
        return self.ledger.events()


@pytest.fixture
def make_drilling(
    course: Course,
    languages: Mapping[LanguageCode, Language],
    explanations: Explanations,
    ledger: Ledger,
    host: FakeHost,
    tasks: Tasks,
) -> Callable[..., Drilling]:
    def make(messages: Callable[[], Messages], **more: Any) -> Drilling:
        learning = Learning(course, languages, WHO, Knowing.NEW, lambda: explanations)
        return Drilling(learning, ledger, host, messages, tasks, seed=3, **more)

    return make


@pytest.fixture
def desk(make_drilling: Callable[..., Drilling], host: FakeHost, ledger: Ledger, course: Course) -> Desk:
    """ui: the window's language, changeable."""
    ui = ["en"]
    folder = resources_dir() / "messages"
    return Desk(make_drilling(lambda: Messages(folder, ui[0])), host, ledger, course, ui)
