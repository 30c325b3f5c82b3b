"""Builds the services, once, without Qt. The window and the command line both start here."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.audio.devices import Devices
from langtutor.audio.playback import Player
from langtutor.audio.recordings import RecordingStore
from langtutor.content.courses import course_pairs, load_course
from langtutor.content.explanations import load_explanations
from langtutor.content.languages import load_languages
from langtutor.content.messages import Messages, system_language
from langtutor.content.prompts import load_prompts
from langtutor.content.registers import asking_from
from langtutor.content.rewriting import can_reach
from langtutor.content.sound_signs import plain_guide
from langtutor.content.sounds import load_sound_guide
from langtutor.core.course import Course
from langtutor.core.errors import UserError
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.pivoting import reachable
from langtutor.core.requests import Capability, Tier
from langtutor.host.client import Host
from langtutor.host.process import WorkerEvent
from langtutor.host.specs import WorkerContext
from langtutor.models import commands
from langtutor.models.results import Use
from langtutor.models.uses import allowed
from langtutor.network.guard import NetworkGuard
from langtutor.services.alternatives import Alternatives
from langtutor.services.answers import Who
from langtutor.services.benching import Benching
from langtutor.services.correcting import Correcting
from langtutor.services.drilling import Drilling, Learning
from langtutor.services.examples import Examples
from langtutor.services.hesitating import Hesitations
from langtutor.services.intonation import Intonation
from langtutor.services.kept_recordings import KeptRecordings
from langtutor.services.looking_up import LookingUp
from langtutor.services.minimal_pairs import MinimalPairs
from langtutor.services.models import Models
from langtutor.services.pronouncing import Pronouncing
from langtutor.services.readiness import Readiness
from langtutor.services.reading.reader import Reading
from langtutor.services.recording import Recorder
from langtutor.services.saying import Saying
from langtutor.services.tasks import Tasks
from langtutor.services.trying_out import TryingOut
from langtutor.services.vocabulary import NO_MEMORIES, Memories, Vocabulary
from langtutor.services.voice import Levels
from langtutor.services.word_forms import WordForms
from langtutor.services.writing import Desk, Writing
from langtutor.services.writing_level import WritingLevel
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import Settings, SettingsFile
from langtutor.store.backup import back_up
from langtutor.store.drafts import Drafts
from langtutor.store.ledger import Ledger
from langtutor.store.library import Library

if TYPE_CHECKING:
    from langtutor.services.examining import Examining

log = logging.getLogger(__name__)


class Services:
    """Everything the window and the command line use. `course`, `drilling` and `writing` are None until it is known
    what is learned: after `begin_course`.

    ledger: another file than the learner's own, such as the tour's. Raises LedgerBusy, LedgerNewer, BadContent.
    """

    def __init__(
        self, paths: Paths, guard: NetworkGuard, *, ledger: Path | None = None, seed: int | None = None
    ) -> None:
        resources = resources_dir()
        self.paths = paths
        self.guard = guard
        self.settings = SettingsFile(paths.settings)
        self.guard.never = self.settings.now.never_use_network
        self.languages = load_languages(resources / "languages")
        self.course_pairs = course_pairs(resources / "courses")
        self._ui_language = self.ui_language()
        self.messages = Messages(resources / "messages", self._ui_language)
        self.tasks = Tasks()
        context = WorkerContext(paths, never_use_network=True)
        self.host = Host(context)
        self.ledger = Ledger(ledger or paths.ledger)
        self.course: Course | None = None
        self.drilling: Drilling | None = None
        self.minimal_pairs: MinimalPairs | None = None
        self.writing: Writing | None = None
        self.models = Models(commands.open_store(paths, guard), self.tasks, self._models_changed)
        self.benching = Benching(self.models.store, context, resources / "courses", self.tasks)
        self.trying_out = TryingOut(
            self.models.store,
            lambda model: self.benching.run([model]),
            lambda model: self.examining.run(model, lambda step: None),
            lambda: self.host.idle_s,
        )
        devices = Devices()
        self.saying = Saying(self.host, Player(devices, lambda: self.settings.now.speaker), self.tasks)
        recordings = RecordingStore(paths.recordings)
        self.recorder = Recorder(self.host, devices, recordings, self.settings)
        self.recordings = KeptRecordings(recordings, self.tasks)
        self._guides = cache(lambda language: load_sound_guide(resources / "sounds", language))
        self._names = cache(lambda language: self._guides(language) or plain_guide(resources / "sounds", language))
        self.pronouncing = Pronouncing(self.host, self.tasks, self._names, self.ui_language, self._levels)
        self.intonation = Intonation(self.host, self.tasks)
        self.hesitations = Hesitations(self.host, self.tasks, self.languages)
        self.readiness = Readiness(self.host)
        self._correcting = Correcting(self.host)
        forms = WordForms()
        self.vocabulary = Vocabulary(self.ledger, self._who_or_none, self._memories, self.tasks, forms)
        self.looking_up = LookingUp(
            self.host, self.ledger, self.languages, self._pairs(), self._who_or_none, self.tasks, self.vocabulary
        )
        self.alternatives = Alternatives(
            self.host, self.models.store, self.languages, asking_from(resources / "registers"), self.tasks
        )
        self._level = cache(lambda: WritingLevel(resources))
        self.reading = self._reading(forms)
        drafts = Drafts(paths.drafts)
        self.examples = Examples(
            lambda: self.course, drafts.all, self.ledger, self.languages, self._who_or_none, forms, self.tasks
        )
        self._session = uuid.uuid4().hex
        self._seed = seed
        self._closed = False
        self.settings.on_change(self._settings_changed)

    def ui_language(self) -> str:
        """What the user set, else the system's."""
        return self.settings.now.ui_language or system_language()

    def begin_course(self, learned: str = "", spoken: str = "") -> Drilling:
        """Loads a course, the one that the settings name unless told otherwise. Raises NoCourse, BadContent."""
        now = self.settings.now
        course = load_course(
            resources_dir() / "courses", LanguageCode(learned or now.learns), LanguageCode(spoken or now.speaks)
        )
        self.course = course
        grammar = resources_dir() / "grammar"
        explanations = cache(lambda: load_explanations(grammar, course.learned))
        learning = Learning(
            course, self.languages, self.who(), now.knowing, explanations, lambda: self._guides(course.learned)
        )
        self.drilling = Drilling(
            learning,
            self.ledger,
            self.host,
            lambda: self.messages,
            self.tasks,
            self._seed,
            lambda: self._can_hear(course.learned),
            lambda recording: self.recorder.judged(recording),
        )
        self.drilling.set_can_speak(now.can_speak)
        self.minimal_pairs = MinimalPairs(
            learning, self.drilling, self.ledger, self.host, self.saying, lambda: self.messages, self.tasks, self._seed
        )
        self.drilling.listen_first(self.minimal_pairs.first)
        if self.writing is not None:
            self.writing.close()
        self.writing = self._writing(learning, self.drilling)
        return self.drilling

    @cached_property
    def examining(self) -> Examining:
        """Made when it is first asked for: its questions are many. Raises BadContent."""
        from langtutor.content.exam import load_exam
        from langtutor.services.examining import Examining

        exam = load_exam(resources_dir() / "exam")
        return Examining(self.paths, self.models.store, exam, self.languages, self.tasks)

    def _writing(self, learning: Learning, drilling: Drilling) -> Writing:
        course, resources = learning.course, resources_dir()
        thorough = cache(lambda: can_reach(Tier.THOROUGH, resources / "grammar", course.learned))
        desk = Desk(
            who=learning.who,
            course=course,
            language=self.languages[course.learned],
            messages=lambda: self.messages,
            explanations=learning.explanations,
            prompts=cache(lambda: load_prompts(resources / "prompts", course.learned)),
            estimates=drilling.estimates,
            deepest=lambda: thorough() if self._may_rewrite(course.learned) else Tier.FULL,
            level=lambda text: self._level().level(text, course.learned),
        )
        return Writing(desk, self._correcting, self.ledger, Drafts(self.paths.drafts), self.tasks)

    def _reading(self, forms: WordForms) -> Reading:
        return Reading(
            Library(self.paths.books),
            self.vocabulary,
            self.host,
            self.languages,
            self._who_or_none,
            lambda: self.settings.now,
            lambda text, language: self._level().level(text, language),
            forms,
            self.tasks,
        )

    def who(self) -> Who:
        """Whose events are written from now on."""
        learned = self.course.learned if self.course is not None else self.settings.now.learns
        return Who(self.settings.now.learner, learned, self._session)

    def on_worker_event(self, listener: Callable[[WorkerEvent], None]) -> None:
        """listener is called from another thread."""
        self.host.on_event(listener)

    def keep_house(self) -> None:
        """At the start of the window, in the background: the day's copy of the ledger, old recordings go, and models
        that weren't measured yet are tried out once nobody waits for anything."""
        self.tasks.run(self._back_up)
        self.tasks.run(self.recorder.tidy)
        self.tasks.run(self.reading.tidy)
        self.trying_out.catch_up()

    def _back_up(self) -> None:
        try:
            made = back_up(self.ledger, date.today())
        except (UserError, OSError) as error:
            log.error("no copy of the ledger was made today: %s", error)
            return
        if made is not None:
            log.info("copied the ledger to %s", made)

    def close(self) -> None:
        """Orderly end: what was begun is written, workers are asked to stop, whatever fails on the way. Once."""
        if self._closed:
            return
        self._closed = True
        with ExitStack() as steps:
            steps.callback(self.ledger.close)
            steps.callback(self.vocabulary.close)
            if self.drilling is not None:
                steps.callback(self.drilling.close)
            steps.callback(self.tasks.close)
            steps.callback(self.host.close)
            if self.writing is not None:
                steps.callback(self.writing.close)
            steps.callback(self.models.close)
            steps.callback(self.benching.close)
            if "examining" in self.__dict__:
                steps.callback(self.examining.close)
            steps.callback(self.trying_out.close)
            steps.callback(self.recorder.close)
            steps.callback(self.saying.stop)

    def _can_hear(self, language: LanguageCode) -> bool:
        """Is there a model that understands the language, and a microphone; without either, drills are typed."""
        return self.models.store.choose(Capability.SPEECH, language) is not None and self.recorder.available()

    def _levels(self, language: LanguageCode) -> Levels:
        """What is known of the learner's voice in what is being learned."""
        drilling = self.drilling
        return drilling.levels() if drilling is not None and drilling.language.code == language else ()

    def _may_rewrite(self, language: LanguageCode) -> bool:
        """Rewriting is for a language model that has earned it."""
        return allowed(self.models.store, Use.REWRITE, language) is not None

    def _memories(self) -> Memories:
        """What is remembered of each card; nothing before a course was begun."""
        return self.drilling.state().cards if self.drilling is not None else NO_MEMORIES

    def _who_or_none(self) -> Who | None:
        return None if self.settings.now.is_new and self.course is None else self.who()

    def _pairs(self) -> tuple[Pair, ...]:
        """Directions of translation that there are models for, installed or not, and those through one of them."""
        models = self.models.store.models()
        return reachable(p for m in models if m.capability == Capability.TRANSLATION for p in sorted(m.pairs, key=str))

    def _models_changed(self) -> None:
        self.trying_out.catch_up()
        self._correcting.forget()
        if self.writing is not None:
            self.writing.models_changed()
        if self.course is not None:
            self.readiness.begin(self.course.learned, self.course.spoken)

    def _settings_changed(self, settings: Settings) -> None:
        self.guard.never = settings.never_use_network
        if self.ui_language() != self._ui_language:
            self._ui_language = self.ui_language()
            self.messages = Messages(resources_dir() / "messages", self._ui_language)
        if self.drilling is not None:
            self.drilling.set_can_speak(settings.can_speak)
