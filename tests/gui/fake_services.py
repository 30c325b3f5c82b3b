"""The real services on a temporary folder, with what would need models, sound or the network put aside for fakes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent

from langtutor.core.alternatives import WordLink
from langtutor.core.audio import Sound
from langtutor.core.course import ItemId
from langtutor.core.errors import Cancelled, UserError
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.sound_quality import Note
from langtutor.core.text import Span
from langtutor.core.vocabulary import KeptCard, Standing, WordState
from langtutor.core.word_entry import Form, Inflection, Meaning, WordEntry
from langtutor.models.commands import InstallResult, ModelRow
from langtutor.models.entries import Format
from langtutor.models.installer import Failed
from langtutor.models.progress import Progress, Step
from langtutor.models.recommend import Advice
from langtutor.models.store import State
from langtutor.network.guard import NetworkGuard
from langtutor.services.benching import BenchRun
from langtutor.services.looking_up import LookedUpSentence, LookedUpWord, Result
from langtutor.services.models import InstallState, MissingModels, ModelAdding, ModelCheck, ModelInstall
from langtutor.services.recording import RecorderState
from langtutor.settings.paths import Paths
from langtutor.wiring import Services
from tests.gui.fake_writing import FakeWriting

EN, PT = LanguageCode("en"), LanguageCode("pt")
EN_PT = Pair(EN, PT)


def paths_in(folder: Path) -> Paths:
    return Paths(data=folder, config=folder, cache=folder / "cache")


def make_services(folder: Path, **settings: Any) -> Services:
    """settings: as in `Settings`; `models=True` for a computer that has its models."""
    here = paths_in(folder)
    services = Services(here, NetworkGuard(here.network_log), seed=1)
    services.models = FakeModels()
    services.benching = services.examining = FakeTrials()
    services.looking_up = FakeLookingUp()
    services.alternatives = FakeAlternatives()
    services.saying = FakeSaying()
    services.recorder = FakeRecorder()
    services.readiness = FakeReadiness()
    services.settings.change(**{"ui_language": "en", **settings})
    if not services.settings.now.is_new:
        services.begin_course()
    services.writing = FakeWriting()
    return services


def close_all(services: Services) -> None:
    """Windows first: nothing may ask services that have ended. Set up services before qtbot, which closes windows."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    services.close()


def done(value: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(value)
    return future


def failed(error: Exception) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(error)
    return future


SENTENCE = LookedUpSentence(
    "Where is the nearest station?",
    "Onde fica a estação mais próxima?",
    EN_PT,
    "firefox",
)
BACK = "Where is the closest station?"

WORD = LookedUpWord(
    WordEntry(
        "went",
        EN_PT,
        "go",
        "lemma",
        "ɡəʊ",
        (
            Meaning("verb", ("ir", "andar", "partir"), dictionaries=("FreeDict",)),
            Meaning("noun", ("vez", "tentativa"), "", ("It’s your go.",), dictionaries=("FreeDict",)),
            Meaning("verb", (), "change location; move", ("He went to the office",), dictionaries=("WordNet",)),
        ),
        (Inflection("go", "verb", (Form("base", "go"), Form("past", "went"), Form("past_participle", "gone")), True),),
        "A1",
        6.0,
        phrases=("go on", "go away"),
    ),
    Standing(WordState.LEARNING, looked_up=3),
)


class FakeLookingUp:
    """Answers from `answers`; what isn't there stays under way (`pending`) until the test settles it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Pair | None]] = []
        self.answers: dict[str, Result | UserError] = {SENTENCE.text: SENTENCE, "went": WORD}
        self.pending: dict[str, Future[Any]] = {}
        self.kept: list[Result] = []
        self.kept_from: list[tuple[str, str]] = []
        self.on_part: Callable[[Any], None] | None = None
        self.looked_up: list[str] = []

    def warm_up(self) -> Future[None]:
        return done(None)

    def pairs(self) -> tuple[Pair, ...]:
        return (EN_PT, EN_PT.reversed())

    def look_up(self, text: str, pair: Pair | None = None, on_part: Any = None, **_options: Any) -> Future[Any]:
        self.asked.append((text, pair))
        self.on_part = on_part
        self.looked_up.insert(0, text)
        answer = self.answers.get(text)
        if answer is None:
            self.pending[text] = Future()
            return self.pending[text]
        return failed(answer) if isinstance(answer, UserError) else done(answer)

    def back(self, result: LookedUpSentence) -> Future[Any]:
        return done(BACK)

    def links(self, result: LookedUpSentence) -> Future[Any]:
        return done((WordLink(Span(0, 5), Span(0, 4), 0.9),))

    def keep_card(self, result: Result, sentence: str = "", translation: str = "") -> Future[Any]:
        self.kept.append(result)
        self.kept_from.append((sentence, translation))
        return done(KeptCard(ItemId("card/1"), is_new=True))

    def standing(self, result: LookedUpWord) -> Future[Any]:
        return done(Standing(WordState.LEARNING, ItemId("card/1")))

    def history(self) -> Future[Any]:
        return done(tuple(dict.fromkeys(self.looked_up)))


class FakeAlternatives:
    """`on_found` gets what a test finds."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Pair]] = []
        self.on_found: Callable[[Any], None] = lambda _one: None
        self.future: Future[Any] = Future()

    def find(self, text: str, translation: str, pair: Pair, on_found: Any = None, engine: str = "") -> Future[Any]:
        self.asked.append((text, translation, pair))
        self.on_found, self.future = on_found, Future()
        return self.future


class FakeSaying:
    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.played: list[Sound] = []

    def sound(self, text: str, language: LanguageCode, speed: float = 1.0) -> Future[Any]:
        self.said.append((text, language))
        return done(Sound(b"\0\0\0\0", 16_000))

    def play(self, sound: Sound) -> Future[Any]:
        self.played.append(sound)
        return done(None)

    def play_file(self, wav: Path) -> Future[Any]:
        return done(None)

    def stop(self) -> None: ...


class FakeRecording:
    def __init__(self) -> None:
        self.future: Future[Any] = Future()
        self.stopped = self.cancelled = False

    def stop(self) -> None:
        self.stopped = True

    def cancel(self) -> None:
        self.cancelled = True
        if not self.future.done():
            self.future.set_exception(Cancelled())


class FakeRecorder:
    """`recordings` are those begun; `speak` is what comes into the last one."""

    def __init__(self) -> None:
        self.inputs: tuple[str, ...] = ("Built-in", "Headset")
        self.recordings: list[FakeRecording] = []
        self.thrown_away: list[Path] = []
        self.on_state: Callable[[RecorderState], None] = lambda _state: None
        self.on_samples: Callable[[Any], None] = lambda _samples: None

    def available(self) -> bool:
        return bool(self.inputs)

    def look_again(self) -> None: ...

    def microphones(self) -> tuple[str, ...]:
        return self.inputs

    def speakers(self) -> tuple[str, ...]:
        return ("Built-in",)

    def unfinished(self) -> tuple[Any, ...]:
        return ()

    def start(self, on_state: Any, on_samples: Any = None, **_options: Any) -> FakeRecording:
        self.on_state, self.on_samples = on_state, on_samples
        self.recordings.append(FakeRecording())
        return self.recordings[-1]

    def speak(self, level: float, seconds: float = 2.0, noise: float = 0.0, note: Note | None = None) -> None:
        """As if somebody spoke so loud into the microphone; 0 is nothing at all."""
        times = np.arange(int(seconds * 16_000), dtype=np.float32) / 16_000
        syllables = np.clip(np.sin(2 * np.pi * 2.5 * times), 0, 1)
        spoken = level * syllables * np.sin(2 * np.pi * 180 * times)
        behind = noise * np.random.default_rng(1).normal(size=len(times))
        wave = np.clip(spoken + behind, -1, 1).astype(np.float32)
        self.on_samples(wave)
        self.on_state(RecorderState(min(1.0, level), seconds, level > 0, level > 0, 0.0, note=note))

    def throw_away(self, wav: Path) -> None:
        self.thrown_away.append(wav)

    def close(self) -> None: ...


class FakeReadiness:
    def __init__(self) -> None:
        self.begun: list[tuple[str, str]] = []

    def begin(self, learned: LanguageCode, spoken: LanguageCode) -> None:
        self.begun.append((learned, spoken))

    def state(self) -> dict[Any, Any]:
        return {}


def model_row(model_id: str, description: str = "", **fields: Any) -> ModelRow:
    """Installed and in use unless told otherwise."""
    known: dict[str, Any] = {
        "id": model_id,
        "description": description or model_id,
        "capability": "speech",
        "languages": ("en",),
        "licence": "MIT",
        "pack": "starter",
        "state": State.INSTALLED,
        "source": "wheel",
        "download_bytes": 0,
        "disk_bytes": 146_000_000,
        "format": Format.WHISPER,
        "chosen": True,
    }
    return ModelRow(**{**known, **fields})


def missing_row(model_id: str, description: str = "", **fields: Any) -> ModelRow:
    away = {"state": State.MISSING, "source": "", "chosen": False, "download_bytes": 133_000_000}
    return model_row(model_id, description, **{**away, **fields})


ROWS = (
    model_row("whisper-base", "Hears what you say"),
    model_row(
        "firefox-en-pt",
        "Translates English into Portuguese",
        capability="translation",
        disk_bytes=17_000_000,
        format=Format.FIREFOX,
        languages=("en", "pt"),
        licence="MPL-2.0",
    ),
)


class FakeStore:
    def choose(self, capability: str, *languages: LanguageCode) -> None:
        """Nothing that hears: drills are typed."""


class FakeModels:
    """Nothing is missing unless a test says so. The last of `installs` is the installation under way; what is asked
    besides is kept in `calls` with its open future."""

    def __init__(self) -> None:
        self.store = FakeStore()
        self.rows: list[ModelRow] = list(ROWS)
        self.missing: tuple[str, ...] = ()
        self.size = 412_000_000
        self.served: tuple[str, ...] = ()
        self.wanted: tuple[Advice, ...] = ()
        self.installs: list[ModelInstall] = []
        self.calls: list[tuple[str, tuple[Any, ...], Future[Any]]] = []
        self.cancels: list[str] = []
        self.progress: Callable[[Progress], None] = lambda _progress: None

    @property
    def asked(self) -> list[tuple[str, ...]]:
        return [install.ids for install in self.installs]

    @property
    def cancelled(self) -> bool:
        return self.installs[-1].stopping

    def list(self, language: str) -> tuple[ModelRow, ...]:
        return tuple(self.rows)

    def missing_starter(self) -> MissingModels:
        return MissingModels(self.missing, self.size if self.missing else 0)

    def download_bytes(self, ids: Any) -> int:
        return sum(row.download_bytes for row in self.rows if row.id in ids)

    def free_bytes(self) -> int:
        return 71_000_000_000

    def install(
        self,
        ids: Any,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        path: Path | None = None,
        accepted: Any = frozenset(),
    ) -> ModelInstall:
        install = ModelInstall(ids, on_progress, path, accepted)
        busy = any(one.state is InstallState.RUNNING for one in self.installs)
        install.state = InstallState.WAITING if busy else InstallState.RUNNING
        install.withdraw = lambda: self._stopped(install)
        self.installs.append(install)
        return install

    def report(self, done_bytes: int, model: str = "whisper-base", file: str = "model.bin") -> None:
        size = max(self.size, done_bytes)
        self.installs[-1].report(
            Progress(model, file, Step.FETCHING, min(done_bytes, 145_000_000), 145_000_000, done_bytes, size)
        )

    def succeed(self) -> None:
        install = self.installs[-1]
        self.missing = ()
        self.rows = [
            replace(row, state=State.INSTALLED, chosen=True, begun=False) if row.id in install.ids else row
            for row in self.rows
        ]
        install.state = InstallState.DONE
        install.future.set_result(InstallResult((), (), ()))

    def fail(self, error: UserError) -> None:
        self.installs[-1].state = InstallState.FAILED
        self.installs[-1].future.set_result(InstallResult((), (), (Failed(self.installs[-1].ids[0], error),)))

    def served_by(self, path: Path) -> Future[Any]:
        return done(self.served)

    def advice(self, learned: LanguageCode, spoken: LanguageCode) -> Future[Any]:
        return done(self.wanted)

    def verify(self, ids: Any, on_progress: Callable[[Progress], None] = lambda _progress: None) -> ModelCheck:
        self.progress = on_progress
        return ModelCheck(self._call("verify", tuple(ids)), lambda: self.cancels.append("verify"))

    def remove(self, ids: Any) -> Future[Any]:
        return self._call("remove", tuple(ids))

    def forget_begun(self, ids: Any) -> Future[Any]:
        return self._call("forget", tuple(ids))

    def use(self, model_id: str) -> Future[Any]:
        return self._call("use", model_id)

    def add(
        self, path: Path, languages: Any = (), on_progress: Callable[[Progress], None] = lambda _progress: None
    ) -> ModelAdding:
        self.progress = on_progress
        return ModelAdding(self._call("add", path, tuple(languages)), lambda: self.cancels.append("add"))

    def close(self) -> None: ...

    def _call(self, name: str, *arguments: Any) -> Future[Any]:
        self.calls.append((name, arguments, Future()))
        return self.calls[-1][2]

    def _stopped(self, install: ModelInstall) -> None:
        install.state = InstallState.STOPPED
        if not install.future.done():
            install.future.set_exception(Cancelled())


class FakeTrials:
    """Measurements and exams that a test settles."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.future: Future[Any] = Future()
        self.on_step: Callable[[Any], None] = lambda _step: None
        self.cancelled = False

    def run(self, what: Any, on_step: Callable[[Any], None] = lambda _step: None) -> BenchRun:
        self.asked.append(what)
        self.on_step, self.future, self.cancelled = on_step, Future(), False
        return BenchRun(self.future, self._cancel)

    def close(self) -> None: ...

    def _cancel(self) -> None:
        self.cancelled = True
        self.future.set_exception(Cancelled())
