"""Services that do nothing until a test says what came of it: futures stay open, and every call is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import numpy as np

from langtutor.content.courses import load_course
from langtutor.content.languages import load_languages
from langtutor.content.messages import Messages
from langtutor.core.audio import Sound
from langtutor.core.course import Course, ItemId
from langtutor.core.ear_requests import Caption, HeardWord
from langtutor.core.errors import Cancelled
from langtutor.core.events import DrillKind, EventId, Mode
from langtutor.core.intonation import SpokenWord
from langtutor.core.language import Language, LanguageCode
from langtutor.core.skill import SkillEstimate, SkillKind
from langtutor.core.text import SkillId, Span
from langtutor.core.verdict import AnswerOutcome, SlipFound, Verdict, WordOutcome, WordVerdict
from langtutor.drills.exercise import Exercise
from langtutor.host.process import WorkerEvent
from langtutor.learner.explain import Reason, ReasonCode
from langtutor.learner.overview import Day, Overview, Weakness
from langtutor.learner.policy import Choice
from langtutor.services.drilling import Next, Outcome
from langtutor.services.intonation import Intoned
from langtutor.services.pronouncing import HowItSounded
from langtutor.services.recording import RecorderState, RecordingReport, UnfinishedRecording
from langtutor.services.sound_pieces import Wave
from langtutor.settings.paths import resources_dir
from langtutor.settings.schema import SettingsFile
from langtutor.wiring import Services

EN, PT = LanguageCode("en"), LanguageCode("pt")
AGREEMENT = SkillId("en.grammar.verb.agreement")
ITEM = ItemId("en.grammar.verb.agreement/1")
SENTENCE = "My husband drinks tea without sugar."
REASON = "You left out the *-s* in 4 of your last 6 sentences."


class FakeClock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class FakeDrilling:
    """`nexts` are the open questions for an exercise, `submitted` the answers with their open verdicts."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.nexts: list[Future[Next]] = []
        self.overviews: list[Future[Overview]] = []
        self.submitted: list[tuple[str, object, Future[Outcome]]] = []
        self.disputes: list[tuple[Outcome, Future[Outcome]]] = []
        self.helped: list[bool] = []
        self.durations: list[float] = []
        self.can_speak = True
        self.empty = False
        self.on_caption: Callable[[Caption], None] | None = None

    def next(self) -> Future[Next]:
        self.nexts.append(Future())
        return self.nexts[-1]

    def submit_spoken(
        self,
        exercise: Exercise,
        recording: Path,
        *,
        used_help: bool,
        duration_s: float,
        on_caption: Callable[[Caption], None] | None = None,
    ) -> Future[Outcome]:
        self.on_caption = on_caption
        self.helped.append(used_help)
        self.durations.append(duration_s)
        return self._submit("spoken", recording)

    def submit_typed(self, exercise: Exercise, text: str, *, used_help: bool, duration_s: float) -> Future[Outcome]:
        self.helped.append(used_help)
        self.durations.append(duration_s)
        return self._submit("typed", text)

    def give_up(self, exercise: Exercise, *, duration_s: float) -> Future[Outcome]:
        return self._submit("gave up", None)

    def dispute(self, outcome: Outcome) -> Future[Outcome]:
        self.disputes.append((outcome, Future()))
        return self.disputes[-1][1]

    def set_can_speak(self, can: bool) -> None:
        self.can_speak = can

    def overview(self) -> Future[Overview]:
        self.overviews.append(Future())
        return self.overviews[-1]

    def is_empty(self) -> bool:
        return self.empty

    def exercise_for(self, item: ItemId) -> Exercise | None:
        return make_exercise(self.course, DrillKind.SAY, item) if item in self.course.sentences else None

    def _submit(self, how: str, what: object) -> Future[Outcome]:
        future: Future[Outcome] = Future()
        self.submitted.append((how, what, future))
        return future


class FakeSaying:
    """Sounds are made at once; what was said and played is kept."""

    def __init__(self) -> None:
        self.said: list[tuple[str, float]] = []
        self.files: list[Path] = []
        self.stops = 0

    def sound(self, text: str, language: LanguageCode, speed: float = 1.0) -> Future[Sound]:
        self.said.append((text, speed))
        return settled(Sound(b"\0\0\0\0", 16_000))

    def play(self, sound: Sound) -> Future[None]:
        return settled(None)

    def play_file(self, wav: Path) -> Future[None]:
        self.files.append(wav)
        return settled(None)

    def stop(self) -> None:
        self.stops += 1


class FakePronouncing:
    """`heard` are the open questions of how an answer sounded; `cut` are the pieces that were asked for."""

    def __init__(self) -> None:
        self.heard: list[tuple[Path, Outcome, Future[HowItSounded]]] = []
        self.cut: list[tuple[Any, ...]] = []
        self.stops = 0

    def listen(self, recording: Path, outcome: Outcome) -> Future[HowItSounded]:
        self.heard.append((recording, outcome, Future()))
        return self.heard[-1][2]

    def stop_listening(self) -> None:
        self.stops += 1

    def wave(self, recording: Path) -> Future[Wave]:
        return settled(Wave((0.1, 0.5, 0.3) * 100, 0.0, 3.0, 0.2, 2.8))

    def piece(self, recording: Path, start_s: float = 0.0, end_s: float | None = None) -> Future[Sound]:
        return self._sound("mine", start_s, end_s)

    def slow_piece(
        self, recording: Path, speed: float, start_s: float = 0.0, end_s: float | None = None
    ) -> Future[Sound]:
        return self._sound("mine slowly", start_s, end_s)

    def model_word(self, text: str, span: Span, language: LanguageCode, speed: float = 1.0) -> Future[Sound]:
        return self._sound("model", span.of(text), speed)

    def _sound(self, *what: Any) -> Future[Sound]:
        self.cut.append(what)
        return settled(Sound(b"\0\0\0\0", 16_000))


class FakeIntonation:
    """`asked` are the open questions of how a recording's melody differs."""

    def __init__(self) -> None:
        self.asked: list[tuple[Path, str, Future[Intoned]]] = []

    def compare(self, recording: Path, model: Sound, text: str, words: Sequence[SpokenWord] = ()) -> Future[Intoned]:
        self.asked.append((recording, text, Future()))
        return self.asked[-1][2]


class FakeHesitations:
    """`asked` are the open questions of what was said besides the sentence."""

    def __init__(self) -> None:
        self.asked: list[tuple[Path, str, Future[tuple[HeardWord, ...]]]] = []

    def heard(self, recording: Path, sentence: str, language: LanguageCode) -> Future[tuple[HeardWord, ...]]:
        self.asked.append((recording, sentence, Future()))
        return self.asked[-1][2]


class FakeRecording:
    def __init__(self) -> None:
        self.future: Future[Path] = Future()
        self.report: RecordingReport | None = None
        self.stopped = 0
        self.cancelled = 0

    def stop(self) -> None:
        self.stopped += 1

    def cancel(self) -> None:
        self.cancelled += 1
        if not self.future.done():
            self.future.set_exception(Cancelled())


class FakeRecorder:
    def __init__(self) -> None:
        self.has_microphone = True
        self.recordings: list[FakeRecording] = []
        self.asked: list[tuple[str, str]] = []
        self.on_state: Callable[[RecorderState], None] | None = None
        self.on_samples: Callable[[Any], None] | None = None
        self.on_caption: Callable[[Caption], None] | None = None
        self.left: tuple[UnfinishedRecording, ...] = ()
        self.discarded: list[str] = []
        self.kept: list[str] = []

    def available(self) -> bool:
        return self.has_microphone

    def start(
        self,
        on_state: Callable[[RecorderState], None],
        on_samples: Callable[[Any], None] | None = None,
        on_caption: Callable[[Caption], None] | None = None,
        *,
        stop_at_silence: bool = True,
        item: str = "",
        asked: str = "",
        language: str = "",
        longest_s: float = 0.0,
    ) -> FakeRecording:
        self.on_state, self.on_samples, self.on_caption = on_state, on_samples, on_caption
        self.asked.append((item, asked))
        self.recordings.append(FakeRecording())
        return self.recordings[-1]

    def speak(self, seconds: float) -> None:
        """As if somebody spoke so long into the microphone."""
        assert self.on_state and self.on_samples
        times = np.arange(int(seconds * 16_000), dtype=np.float32) / 16_000
        wave = 0.45 * np.sin(2 * np.pi * 180 * times) * (0.25 + np.abs(np.sin(2 * np.pi * 1.3 * times)))
        self.on_samples(wave.astype(np.float32))
        self.on_state(RecorderState(0.5, seconds, True, True, 0.0))

    def caption(self, settled: str, tentative: str = "") -> None:
        """As if that had been heard."""
        assert self.on_caption
        self.on_caption(Caption(settled, tentative, 1.0))

    def unfinished(self) -> tuple[UnfinishedRecording, ...]:
        return self.left

    def discard(self, recording: str) -> None:
        self.discarded.append(recording)
        self.left = tuple(one for one in self.left if one.id != recording)

    def keep(self, recording: str) -> None:
        self.kept.append(recording)
        self.left = tuple(one for one in self.left if one.id != recording)


@dataclass
class FakeServices:
    settings: SettingsFile
    messages: Messages
    languages: dict[LanguageCode, Language]
    course: Course
    drilling: FakeDrilling
    saying: FakeSaying = field(default_factory=FakeSaying)
    recorder: FakeRecorder = field(default_factory=FakeRecorder)
    pronouncing: FakePronouncing = field(default_factory=FakePronouncing)
    intonation: FakeIntonation = field(default_factory=FakeIntonation)
    hesitations: FakeHesitations = field(default_factory=FakeHesitations)
    minimal_pairs: Any = None
    listeners: list[Callable[[WorkerEvent], None]] = field(default_factory=list)

    def ui_language(self) -> str:
        return "en"

    def on_worker_event(self, listener: Callable[[WorkerEvent], None]) -> None:
        self.listeners.append(listener)

    @property
    def typed(self) -> Services:
        """As the pages know it."""
        return cast(Services, self)


def make_services(folder: Path) -> FakeServices:
    resources = resources_dir()
    course = load_course(resources / "courses", EN, PT)
    settings = SettingsFile(folder / "settings.json")
    settings.change(speaks=PT, learns=EN)
    messages = Messages(resources / "messages", "en")
    return FakeServices(settings, messages, load_languages(resources / "languages"), course, FakeDrilling(course))


def settled(value: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(value)
    return future


def make_exercise(course: Course, kind: DrillKind, item: ItemId = ITEM, mode: Mode | None = None) -> Exercise:
    sentence = course.sentences[item]
    prompts = {DrillKind.SAY: sentence.text, DrillKind.LISTEN: "", DrillKind.TRANSLATE: sentence.translations[0]}
    usual = Mode.SPOKEN if kind is DrillKind.SAY else Mode.TYPED
    return Exercise(kind, mode or usual, sentence.skill, sentence, EN, PT, prompts[kind])


def make_next(course: Course, kind: DrillKind = DrillKind.SAY, item: ItemId = ITEM, mode: Mode | None = None) -> Next:
    exercise = make_exercise(course, kind, item, mode)
    choice = Choice(kind, exercise.mode, exercise.skill, item, Reason(ReasonCode.WEAK, exercise.skill))
    return Next(choice, exercise, course.skill_title(exercise.skill, "en"), REASON, 5)


def make_words(sentence: str, **bad: tuple[WordOutcome, str | None]) -> tuple[WordVerdict, ...]:
    """bad: word → how it came out and what was heard."""
    words, at = [], 0
    for raw in sentence.split():
        word = raw.strip(".,?!")
        start = sentence.index(raw, at)
        at = start + len(raw)
        outcome, heard = bad.get(word, (WordOutcome.RIGHT, word))
        words.append(WordVerdict(Span(start, start + len(word)), word, heard, outcome))
    return tuple(words)


def make_outcome(exercise: Exercise, verdict: Verdict, mode: Mode = Mode.SPOKEN, after: float = 0.38) -> Outcome:
    return Outcome(
        exercise=exercise,
        mode=mode,
        verdict=verdict,
        event_ids=(EventId("e1"),),
        before={AGREEMENT: SkillEstimate(0.42, 0.3, 0.55, 6)},
        after={AGREEMENT: SkillEstimate(after, 0.27, 0.5, 7)},
        slip_titles={AGREEMENT: "Third person -s"},
        recording=None,
    )


def right_verdict() -> Verdict:
    return Verdict(AnswerOutcome.RIGHT, SENTENCE, SENTENCE, make_words(SENTENCE))


def slip_verdict() -> Verdict:
    slip = SlipFound(
        AGREEMENT,
        SkillKind.GRAMMAR,
        "husband drink tea",
        "husband drinks tea",
        "*My husband* é como *he*, então o verbo leva *-s*: *drinks*.",
        3.2,
    )
    words = make_words(SENTENCE, drinks=(WordOutcome.SLIP, "drink"), without=(WordOutcome.UNCLEAR, "with our"))
    return Verdict(AnswerOutcome.SLIP, "My husband drink tea with our sugar.", SENTENCE, words, (slip,))


def unclear_verdict() -> Verdict:
    words = make_words(SENTENCE, without=(WordOutcome.UNCLEAR, "with our"))
    return Verdict(AnswerOutcome.UNCLEAR, "My husband drinks tea with our sugar.", SENTENCE, words)


def given_up_verdict() -> Verdict:
    return Verdict(AnswerOutcome.GIVEN_UP, "", SENTENCE, make_words(SENTENCE))


def counted(outcome: Outcome) -> Outcome:
    """As the service answers a dispute."""
    verdict = replace(
        outcome.verdict,
        outcome=AnswerOutcome.RIGHT,
        words=tuple(replace(word, outcome=WordOutcome.RIGHT) for word in outcome.verdict.words),
        slips=(),
        edits=(),
    )
    return replace(outcome, verdict=verdict)


def make_unfinished(folder: Path, item: str = ITEM) -> UnfinishedRecording:
    return UnfinishedRecording(
        "rec1", folder / "rec1.wav", 2.4, SENTENCE, ItemId(item), EN, datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    )


def make_overview(due: int = 3) -> Overview:
    today = date(2026, 11, 22)
    counts = ((4, 3, 2.0), (0, 0, 0.0), (9, 6, 5.0), (12, 10, 7.5), (0, 0, 0.0), (6, 6, 3.0), (5, 2, 4.0))
    week = tuple(Day(today - timedelta(days=6 - index), *counts[index]) for index in range(7))
    weak = (
        Weakness(AGREEMENT, SkillEstimate(0.38, 0.27, 0.5, 7)),
        Weakness(SkillId("en.sound.th"), SkillEstimate(0.45, 0.2, 0.72, 3)),
        Weakness(SkillId("en.word.false_friends"), SkillEstimate(0.58, 0.4, 0.75, 5)),
    )
    return Overview(due, weak, week)
