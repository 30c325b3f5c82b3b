"""Drilling: choose the next exercise, judge an answer, write what it showed into the ledger."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from langtutor.content.messages import Messages
from langtutor.core import sound_advice
from langtutor.core.course import Course, ItemId, Sentence
from langtutor.core.ear_requests import Caption, Hear, Heard, HeardWord
from langtutor.core.errors import Cancelled, NoSpeech, NothingToPractise, UserError
from langtutor.core.events import DrillKind, Event, EventId, Mode
from langtutor.core.explaining import Explanations
from langtutor.core.language import Language, LanguageCode
from langtutor.core.look_up_requests import Translation
from langtutor.core.requests import Checked, Lane, Request, Scores
from langtutor.core.skill import Knowing, SkillEstimate
from langtutor.core.sounds import Pronounced, SoundGuide
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome, Verdict, WordOutcome
from langtutor.drills import grading
from langtutor.drills.disfluency import without_hesitations
from langtutor.drills.exercise import Answer, Exercise, Grader, SpokenAnswer, TypedAnswer
from langtutor.drills.grading import Tools
from langtutor.drills.minimal_pairs import PairSet
from langtutor.drills.vocabulary import zipf
from langtutor.host.client import Host
from langtutor.learner import cards, explain, overview, policy
from langtutor.learner import state as learner_state
from langtutor.learner.cards import word_of
from langtutor.learner.overview import Overview
from langtutor.learner.policy import Choice
from langtutor.learner.state import LearnerState
from langtutor.services.answers import Who, dispute_of, events_of
from langtutor.services.tasks import Tasks
from langtutor.services.voice import Levels, Voice
from langtutor.services.written import Written
from langtutor.store.folds import Fold, Folded
from langtutor.store.ledger import Ledger

log = logging.getLogger(__name__)

SPOKEN_DRILLS = frozenset({(DrillKind.SAY, Mode.SPOKEN), (DrillKind.TRANSLATE, Mode.SPOKEN)})
TYPED_DRILLS = frozenset({(DrillKind.LISTEN, Mode.TYPED), (DrillKind.TRANSLATE, Mode.TYPED)})
MINUTES = 5
"""What a short session takes: about eight exercises."""

JUST_DONE = 3


@dataclass(frozen=True)
class Next:
    """The next drill. reason: one sentence in the window's language.

    pairs: words to be told apart by ear, in place of the exercise, which then is the first of them.
    """

    choice: Choice
    exercise: Exercise
    skill_title: str
    reason: str
    minutes: int
    pairs: PairSet | None = None


@dataclass(frozen=True)
class Outcome:
    """How an answer came out, and what that did to what is believed.

    before and after: estimates of the skills that were touched. timings: seconds by step.
    transcript, heard_words: of what was said, as the ear wrote it down. pronounced: the sounds of what was asked, where
    judging needed them.
    """

    exercise: Exercise
    mode: Mode
    verdict: Verdict
    event_ids: tuple[EventId, ...]
    before: Mapping[SkillId, SkillEstimate]
    after: Mapping[SkillId, SkillEstimate]
    slip_titles: Mapping[SkillId, str]
    recording: Path | None = None
    transcript: str | None = None
    heard_words: tuple[HeardWord, ...] = ()
    pronounced: Pronounced | None = None
    timings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Learning:
    """What is learned, by whom. languages: all there are, by code.

    explanations: of mistakes in what is learned, asked for when they are first needed, not in the main thread; sounds:
    its sounds likewise, None where nobody has described them.
    """

    course: Course
    languages: Mapping[LanguageCode, Language]
    who: Who
    knowing: Knowing
    explanations: Callable[[], Explanations]
    sounds: Callable[[], SoundGuide | None] = lambda: None

    def skill_title(self, skill: SkillId, language: str) -> str | None:
        """The course's, else that of the explanations or the sounds, which know skills that no course has."""
        if taught := self.course.by_id.get(skill):
            return taught.title_in(language)
        if found := self.explanations().skill_title(skill, language):
            return found
        guide = self.sounds()
        return sound_advice.skill_title(guide, skill, language) if guide else None


class Drilling:
    """Thread-safe; everything that takes time comes as a future. seed makes choices repeatable (tests, tour).

    messages: asked for at each choice, so that reasons follow the window's language. judged: told of a recording once
    its events are written, or nothing was said in it.
    """

    def __init__(
        self,
        learning: Learning,
        ledger: Ledger,
        host: Host,
        messages: Callable[[], Messages],
        tasks: Tasks,
        seed: int | None = None,
        has_microphone: Callable[[], bool] = lambda: True,
        judged: Callable[[Path], object] = lambda recording: None,
    ) -> None:
        self._learning = learning
        self._ledger = ledger
        self._host = host
        self._messages = messages
        self._tasks = tasks
        self._has_microphone = has_microphone
        self._judged = judged
        self._listen_first: Callable[[Next | None], Next | None] = lambda upcoming: None
        self._rng = random.Random(seed)
        self._params = learner_state.params_for(learning.course, learning.knowing)
        fold: Fold[LearnerState] = Fold(
            learner_state.FOLD_NAME,
            learner_state.fold_version(self._params),
            LearnerState(),
            lambda state, event: learner_state.fold(state, event, self._params),
            learner_state.dump,
            learner_state.load,
        )
        self._folded = Folded(ledger, fold, learning.who.learner, learning.who.language)
        self._can_speak = True
        self._just_done: tuple[ItemId, ...] = ()
        self._wanted: tuple[ItemId, ...] = ()
        self._tools = Tools(
            Grader(learning.languages[learning.course.learned], learning.languages[learning.course.spoken]),
            lambda form: zipf(form, learning.course.learned),
            self._why,
        )
        self._written = Written(ledger, learning.who)
        self._voice = Voice(ledger, learning.who)

    @property
    def course(self) -> Course:
        return self._learning.course

    @property
    def language(self) -> Language:
        """The learned one."""
        return self._tools.grader.learned

    def tools(self) -> Tools:
        """For judging an answer now, with what the learner made of corrections until now. Reads the ledger."""
        taste = self._written.taste()
        shifts = tuple(sorted(taste.shifts.items()))
        return replace(
            self._tools, words=taste.words, shifts=shifts, sounds=self._learning.sounds(), levels=self.levels()
        )

    def levels(self) -> Levels:
        """What the ear is calibrated to the learner's voice by, see Pronounce. Reads the ledger."""
        return self._voice.levels(self._learning.sounds())

    @property
    def can_speak(self) -> bool:
        return self._can_speak

    def set_can_speak(self, can: bool) -> None:
        """False: only drills that are typed, from the next choice on."""
        self._can_speak = can

    def next(self) -> Future[Next]:
        """Where there is no microphone, a typed one. Raises NothingToPractise."""
        return self._tasks.run(self._next)

    def listen_first(self, chosen: Callable[[Next | None], Next | None]) -> None:
        """chosen: gives what comes in place of the next drill, or where there is none; None: nothing."""
        self._listen_first = chosen

    def _next(self) -> Next:
        try:
            upcoming = self.choose(can_speak=self._can_speak and self._has_microphone())
        except NothingToPractise:
            if (instead := self._listen_first(None)) is not None:
                return instead
            raise
        return self._listen_first(upcoming) or upcoming

    def ask_first(self, items: Iterable[ItemId]) -> None:
        """Cards that come before all else, each until it was answered once: those of a text, say."""
        self._wanted = tuple(dict.fromkeys(items))

    def state(self) -> LearnerState:
        """What is believed of the learner now. Reads the ledger."""
        return self._folded.state()

    def choose(self, *, can_speak: bool | None = None) -> Next:
        """The next drill, now. can_speak: None for what `set_can_speak` said, whether there is a microphone or not."""
        speaking = self._can_speak if can_speak is None else can_speak
        allowed = TYPED_DRILLS | SPOKEN_DRILLS if speaking else TYPED_DRILLS
        state = self._folded.state()
        choice = policy.choose(
            state,
            self.course,
            datetime.now(UTC),
            self._rng,
            policy.PolicyParams(self._params),
            allowed,
            self._left_out(state),
        )
        sentence = self._sentence(choice.item)
        title, reason = self._told(choice, sentence)
        exercise = self.exercise(choice.kind, choice.mode, sentence)
        return Next(choice, exercise, title, reason, MINUTES)

    def _told(self, choice: Choice, sentence: Sentence) -> tuple[str, str]:
        """The skill's title and the reason, in words. Those of a card don't say the word that is asked for."""
        reason, messages = choice.reason, self._messages()
        title = messages.text("vocabulary.own_card") if reason.front else self.skill_title(choice.skill)
        if reason.front and choice.kind is not DrillKind.SAY:
            reason = replace(reason, front=sentence.translations[0])
        key, fields = explain.reason_key(reason, title)
        return title, messages.text(key, fields)

    def _left_out(self, state: LearnerState) -> frozenset[ItemId]:
        """What was done just now; all but one card while some are to come first."""
        wanted = next((item for item in self._wanted if item in state.kept and not state.kept[item].suspended), None)
        if wanted is None:
            return frozenset(self._just_done)
        return frozenset({*self.course.sentences, *state.kept} - {wanted})

    def skill_title(self, skill: SkillId) -> str:
        """In the window's language; of a word itself; its id where nobody has called it anything.

        Not for the main thread.
        """
        return self._learning.skill_title(skill, self._messages().language) or word_of(skill) or skill

    def exercise(self, kind: DrillKind, mode: Mode, sentence: Sentence) -> Exercise:
        prompts = {
            DrillKind.SAY: sentence.text,
            DrillKind.LISTEN: "",
            DrillKind.TRANSLATE: sentence.translations[0],
        }
        return Exercise(kind, mode, sentence.skill, sentence, self.course.learned, self.course.spoken, prompts[kind])

    def exercise_for(self, item: ItemId) -> Exercise | None:
        """To say a sentence again, such as one whose recording was interrupted; None when the course lacks it."""
        sentence = self.course.sentences.get(item)
        return self.exercise(DrillKind.SAY, Mode.SPOKEN, sentence) if sentence else None

    def submit_spoken(
        self,
        exercise: Exercise,
        recording: Path,
        *,
        used_help: bool,
        duration_s: float,
        on_caption: Callable[[Caption], None] | None = None,
    ) -> Future[Outcome]:
        """Raises what Hear raises; the recording stays on disk whatever happens. on_caption: told what was said before
        it is judged, from another thread."""

        def work() -> Outcome:
            try:
                outcome = self._judge(exercise, SpokenAnswer(recording), used_help, duration_s, on_caption)
            except NoSpeech:
                self._judged(recording)
                raise
            self._judged(recording)
            return outcome

        return self._tasks.run(work)

    def submit_typed(self, exercise: Exercise, text: str, *, used_help: bool, duration_s: float) -> Future[Outcome]:
        return self._tasks.run(lambda: self._judge(exercise, TypedAnswer(text), used_help, duration_s))

    def give_up(self, exercise: Exercise, *, duration_s: float) -> Future[Outcome]:
        """ "I don't know": shows the answer and counts as a lapse."""
        verdict = grading.give_up(exercise, self._tools)
        return self._tasks.run(
            lambda: self._log(exercise, exercise.mode, verdict, used_help=False, duration_s=duration_s)
        )

    def dispute(self, outcome: Outcome) -> Future[Outcome]:
        """ "I said it right" / "Count it right": the judgement is taken back and the answer counts as right."""
        return self._tasks.run(lambda: self._dispute(outcome))

    def overview(self) -> Future[Overview]:
        return self._tasks.run(self._overview)

    def estimates(self, also: Iterable[SkillId] = ()) -> dict[SkillId, SkillEstimate]:
        """Of the course's skills, those attempted besides, and others that are asked for."""
        state, now = self._folded.state(), datetime.now(UTC)
        others = {skill: learner_state.estimate_of(state, skill, now, self._params) for skill in also}
        return {**others, **learner_state.estimates(state, self.course, now, self._params)}

    def is_empty(self) -> bool:
        """Nothing was practised yet."""
        return self._folded.state().is_empty

    def close(self) -> None:
        """Writes the folds' snapshots."""
        self._folded.save()
        self._voice.save()

    def _judge(
        self,
        exercise: Exercise,
        answer: Answer,
        used_help: bool,
        duration_s: float,
        on_caption: Callable[[Caption], None] | None = None,
    ) -> Outcome:
        begin = time.perf_counter()
        tools = self.tools()
        evidence, timings = self._gather(exercise, answer, tools, on_caption)
        verdict = grading.judge(exercise, answer, evidence, tools)
        timings["total"] = time.perf_counter() - begin
        heard = next((reply for reply in evidence.values() if isinstance(reply, Heard)), None)
        pronounced = next((reply for reply in evidence.values() if isinstance(reply, Pronounced)), None)
        spoken = isinstance(answer, SpokenAnswer)
        return self._log(
            exercise,
            Mode.SPOKEN if spoken else Mode.TYPED,
            verdict,
            used_help=used_help,
            duration_s=duration_s,
            engines={type(request).__name__: _engine(reply) for request, reply in evidence.items() if reply},
            recording=answer.recording if isinstance(answer, SpokenAnswer) else None,
            heard=heard,
            pronounced=pronounced,
            timings=timings,
        )

    def _gather(
        self, exercise: Exercise, answer: Answer, tools: Tools, on_caption: Callable[[Caption], None] | None
    ) -> tuple[dict[Request[Any], Any], dict[str, float]]:
        """Ask the workers for what the drill needs, in as many rounds as it wants.

        Nothing can be judged without ears. Whatever else fails is left out: the drills know how to do without.
        """
        evidence: dict[Request[Any], Any] = {}
        timings: dict[str, float] = {}
        while wanted := grading.needs(exercise, answer, evidence, tools):
            begin = time.perf_counter()
            calls = [
                (request, self._host.submit(request, Lane.NOW, on_caption if isinstance(request, Hear) else None))
                for request in wanted
            ]
            for request, call in calls:
                try:
                    reply = call.future.result()
                    if isinstance(reply, Heard):
                        reply = without_hesitations(reply, exercise.expected, self.language)
                    evidence[request] = reply
                except UserError as error:
                    if isinstance(request, Hear) or isinstance(error, Cancelled):
                        raise
                    log.warning("judging without %s: %s", type(request).__name__, error)
                    evidence[request] = None
            timings["+".join(type(request).__name__.lower() for request in wanted)] = time.perf_counter() - begin
        return evidence, timings

    def _log(
        self,
        exercise: Exercise,
        mode: Mode,
        verdict: Verdict,
        *,
        used_help: bool,
        duration_s: float,
        engines: dict[str, str] | None = None,
        recording: Path | None = None,
        heard: Heard | None = None,
        pronounced: Pronounced | None = None,
        timings: Mapping[str, float] | None = None,
    ) -> Outcome:
        events = events_of(
            exercise,
            mode,
            verdict,
            self._learning.who,
            duration_s=duration_s,
            used_help=used_help,
            engines=engines or {},
            recording=recording,
        )
        touched = dict.fromkeys([*(s.skill for s in verdict.slips if s.skill), exercise.skill])
        before = self.estimates(touched)
        sounds = self._voice.heard(pronounced, recording) if pronounced is not None else None
        self._ledger.append(*events, *([sounds] if sounds is not None else []))
        after = self.estimates(touched)
        self._just_done = (*self._just_done, exercise.sentence.id)[-JUST_DONE:]
        self._wanted = tuple(item for item in self._wanted if item != exercise.sentence.id)
        return Outcome(
            exercise=exercise,
            mode=mode,
            verdict=verdict,
            event_ids=tuple(event.header.id for event in events),
            before={skill: before[skill] for skill in touched},
            after={skill: after[skill] for skill in touched},
            slip_titles={skill: self.skill_title(skill) for skill in touched},
            recording=recording,
            transcript=heard.text if heard else None,
            heard_words=heard.words if heard else (),
            pronounced=pronounced,
            timings=timings or {},
        )

    def _dispute(self, outcome: Outcome) -> Outcome:
        if outcome.verdict.outcome is AnswerOutcome.RIGHT:
            return outcome
        events = [event for one in outcome.event_ids if (event := self._ledger.event(one)) is not None]
        new: tuple[Event, ...] = dispute_of(events, self._learning.who)
        self._ledger.append(*new)
        after = self.estimates(outcome.after)
        asked = (word for word in outcome.verdict.words if word.asked)  # what was too much stays unsaid
        words = tuple(replace(word, outcome=WordOutcome.RIGHT) for word in asked)
        verdict = replace(outcome.verdict, outcome=AnswerOutcome.RIGHT, words=words, slips=(), edits=())
        return replace(
            outcome,
            verdict=verdict,
            event_ids=tuple(event.header.id for event in new),
            after={skill: after[skill] for skill in outcome.after},
        )

    def _overview(self) -> Overview:
        now = datetime.now(UTC)
        who = self._learning.who
        events = self._ledger.events(since=now - timedelta(days=8), learner=who.learner, language=who.language)
        zone = datetime.now().astimezone().tzinfo or UTC
        return overview.overview(self._folded.state(), self.course, events, now, zone, self._params)

    def _sentence(self, item: ItemId) -> Sentence:
        state = self._folded.state()
        if item in state.kept:
            return cards.as_sentence(item, state.kept[item])
        return self.course.sentences[item]

    def _why(self, explanation_id: str) -> str | None:
        found = self._learning.explanations().by_id.get(explanation_id)
        return found.why.get(self.course.spoken) or found.why.get("en") if found else None


def _engine(reply: Any) -> str:
    return reply.engine if isinstance(reply, Heard | Checked | Scores | Translation) else ""
