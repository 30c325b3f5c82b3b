"""The real services on a temporary folder, with what would need models, sound or the network put aside for fakes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent

from langtutor.core.audio import Sound
from langtutor.core.errors import UserError
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.requests import DictionaryEntry, Entries, Sense
from langtutor.models.commands import InstallResult, ModelRow
from langtutor.models.entries import Format
from langtutor.models.installer import Failed
from langtutor.models.progress import Progress, Step
from langtutor.models.store import State
from langtutor.network.guard import NetworkGuard
from langtutor.services.looking_up import LookedUpSentence, LookedUpWord, Result
from langtutor.services.models import MissingModels, ModelInstall
from langtutor.settings.paths import Paths
from langtutor.wiring import Services

EN, PT = LanguageCode("en"), LanguageCode("pt")
EN_PT = Pair(EN, PT)


def paths_in(folder: Path) -> Paths:
    return Paths(data=folder, config=folder, cache=folder / "cache")


def make_services(folder: Path, **settings: Any) -> Services:
    """settings: as in `Settings`; `models=True` for a computer that has its models."""
    here = paths_in(folder)
    services = Services(here, NetworkGuard(here.network_log), seed=1)
    services.models = FakeModels()
    services.looking_up = FakeLookingUp()
    services.saying = FakeSaying()
    services.recorder = FakeRecorder()
    services.readiness = FakeReadiness()
    services.settings.change(**{"ui_language": "en", **settings})
    if not services.settings.now.is_new:
        services.begin_course()
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
    "Where is the closest station?",
)

WORD = LookedUpWord(
    "went",
    EN_PT,
    Entries(
        "went",
        "go",
        (
            DictionaryEntry(
                "go",
                "ɡəʊ",
                (
                    Sense("verb", "ir, andar, partir"),
                    Sense("verb", "funcionar"),
                    Sense("noun", "vez, tentativa", ("It’s your go.",)),
                ),
                "FreeDict",
            ),
        ),
    ),
    Entries(
        "went",
        "go",
        (DictionaryEntry("go", "", (Sense("verb", "change location; move", ("He went to the office",)),), "WordNet"),),
    ),
    "foi",
)


class FakeLookingUp:
    """Answers from `answers`; what isn't there stays under way (`pending`) until the test settles it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Pair | None]] = []
        self.answers: dict[str, Result | UserError] = {SENTENCE.text: SENTENCE, "went": WORD}
        self.pending: dict[str, Future[Any]] = {}
        self.kept: list[Result] = []
        self.looked_up: list[str] = []

    def pairs(self) -> tuple[Pair, ...]:
        return (EN_PT, EN_PT.reversed())

    def look_up(self, text: str, pair: Pair | None = None) -> Future[Any]:
        self.asked.append((text, pair))
        self.looked_up.insert(0, text)
        answer = self.answers.get(text)
        if answer is None:
            self.pending[text] = Future()
            return self.pending[text]
        return failed(answer) if isinstance(answer, UserError) else done(answer)

    def keep_card(self, result: Result) -> Future[Any]:
        self.kept.append(result)
        return done(None)

    def history(self) -> Future[Any]:
        return done(tuple(dict.fromkeys(self.looked_up)))


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


class FakeRecorder:
    def available(self) -> bool:
        return True

    def microphones(self) -> tuple[str, ...]:
        return ("Built-in", "Headset")

    def speakers(self) -> tuple[str, ...]:
        return ("Built-in",)

    def unfinished(self) -> tuple[Any, ...]:
        return ()

    def close(self) -> None: ...


class FakeReadiness:
    def __init__(self) -> None:
        self.begun: list[tuple[str, str]] = []

    def begin(self, learned: LanguageCode, spoken: LanguageCode) -> None:
        self.begun.append((learned, spoken))

    def state(self) -> dict[Any, Any]:
        return {}


@dataclass
class FakeModels:
    """Nothing is missing unless a test says so. `run` is the installation under way."""

    missing: tuple[str, ...] = ()
    size: int = 412_000_000
    future: Future[Any] = field(default_factory=Future)
    progress: Callable[[Progress], None] = lambda _progress: None
    cancelled: bool = False
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def missing_starter(self) -> MissingModels:
        return MissingModels(self.missing, self.size if self.missing else 0)

    def install(self, ids: Any, on_progress: Callable[[Progress], None], path: Path | None = None) -> ModelInstall:
        self.asked.append(tuple(ids))
        self.progress, self.future, self.cancelled = on_progress, Future(), False
        return ModelInstall(self.future, self._cancel)

    def report(self, done_bytes: int) -> None:
        self.progress(
            Progress("whisper-base", "model.bin", Step.FETCHING, done_bytes, 145_000_000, done_bytes, self.size),
        )

    def succeed(self) -> None:
        self.missing = ()
        self.future.set_result(InstallResult((), (), ()))

    def fail(self, error: UserError) -> None:
        self.future.set_result(InstallResult((), (), (Failed("whisper-base", error),)))

    def list(self, language: str) -> tuple[ModelRow, ...]:
        return (
            _row("whisper-base", "Hears what you say", 146_000_000),
            _row("firefox-en-pt", "Translates English into Portuguese", 17_000_000),
        )

    def _cancel(self) -> None:
        self.cancelled = True


def _row(name: str, description: str, size: int) -> ModelRow:
    return ModelRow(
        name, description, "speech", ("en",), "MIT", "starter", State.INSTALLED, "wheel", 0, size, Format.WHISPER
    )
