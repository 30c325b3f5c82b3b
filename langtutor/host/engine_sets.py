"""Builds what each worker runs. Imported in workers only; engines load on first use."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.content.languages import load_languages
from langtutor.content.wav import read_wav
from langtutor.core import requests as r
from langtutor.core.errors import ModelMissing, UnsupportedLanguage, UnsupportedPair
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.core.text import ErrorType, SkillId
from langtutor.engines.dictionary.dictd import Dictd
from langtutor.engines.grammar.harper import HarperChecker
from langtutor.engines.language_model.scorer import CTranslateScorer
from langtutor.engines.speech.vad import SileroProbabilities, SileroWatcher
from langtutor.engines.speech.whisper import WhisperRecogniser
from langtutor.engines.translation.firefox import FirefoxTranslator
from langtutor.engines.voice import Voice
from langtutor.engines.voice.espeak import EspeakVoice
from langtutor.engines.voice.hibari import HibariVoice
from langtutor.host.engine_set import EngineSet, Job
from langtutor.host.specs import WorkerContext
from langtutor.models.catalogue import Catalogue, load_catalogue
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import resources_dir

WARM_WORDS = "one two three"


def ear(context: WorkerContext) -> EngineSet:
    store = _store(context)
    recogniser = WhisperRecogniser(store.installed, _first(store.catalogue, r.Capability.SPEECH))

    def hear(request: r.Hear, job: Job) -> r.Heard:
        samples = read_wav(request.recording)
        job.check()
        return recogniser.hear(samples, request.language, request.candidates)

    def detect(request: r.DetectLanguage, job: Job) -> LanguageCode:
        return recogniser.language_of(read_wav(request.recording), request.among)

    def warm_up(request: r.WarmUp, job: Job) -> r.WarmedUp:
        return _timed(lambda: recogniser.warm_up(request.language))

    def watch(request: r.WatchSpeech, job: Job) -> WatchSession:
        return WatchSession(SileroWatcher(SileroProbabilities()), job)

    return EngineSet(
        handlers={r.Hear: hear, r.DetectLanguage: detect, r.WarmUp: warm_up},
        sessions={r.WatchSpeech: watch},
    )


class WatchSession:
    """Tells after every chunk whether somebody speaks."""

    def __init__(self, watcher: SileroWatcher, job: Job) -> None:
        self._watcher = watcher
        self._job = job
        self._state = r.SpeechState(started=False, speaking=False, silence_s=0.0)

    def feed(self, samples: NDArray[np.float32]) -> None:
        self._state = self._watcher.feed(samples)
        self._job.emit(self._state)

    def finish(self) -> r.SpeechState:
        return self._state


def text(context: WorkerContext) -> EngineSet:
    store = _store(context)
    languages = load_languages(resources_dir() / "languages")
    catalogue = store.catalogue
    translator = FirefoxTranslator(store.installed, _pairs(catalogue, r.Capability.TRANSLATION))
    dictionary = Dictd(store.installed, _pairs(catalogue, r.Capability.DICTIONARY))
    scorer = CTranslateScorer(
        store.installed,
        _first(catalogue, r.Capability.SCORING),
        frozenset(map(LanguageCode, catalogue.get(_first(catalogue, r.Capability.SCORING)).languages)),
    )
    grammar = HarperChecker(_skills(languages.values()))
    espeak = {code: language.voices["espeak"] for code, language in languages.items() if "espeak" in language.voices}
    voices: tuple[Voice, ...] = (HibariVoice(), EspeakVoice(espeak))

    def say(words: str, language: LanguageCode, speed: float) -> r.Spoken:
        for voice in voices:
            if language in voice.languages():
                return voice.say(words, language, speed)
        raise UnsupportedLanguage(language=language, capability="voice")

    warm: dict[r.Capability, Callable[[r.WarmUp], Any]] = {
        r.Capability.TRANSLATION: lambda w: translator.translate(WARM_WORDS, Pair(w.language, w.other or w.language)),
        r.Capability.DICTIONARY: lambda w: dictionary.look_up(WARM_WORDS, w.language, w.other or w.language),
        r.Capability.GRAMMAR: lambda w: grammar.check(WARM_WORDS, w.language, frozenset()),
        r.Capability.SCORING: lambda w: scorer.score((WARM_WORDS,), w.language),
        r.Capability.VOICE: lambda w: say(WARM_WORDS, w.language, 1.0),
    }

    return EngineSet(
        handlers={
            r.Translate: lambda request, job: translator.translate(request.text, request.pair),
            r.LookUpWord: lambda request, job: dictionary.look_up(request.word, request.language, request.target),
            r.CheckGrammar: lambda request, job: grammar.check(request.text, request.language, request.personal_words),
            r.Score: lambda request, job: scorer.score(request.texts, request.language),
            r.Say: lambda request, job: say(request.text, request.language, request.speed),
            r.WarmUp: lambda request, job: _timed(lambda: warm[request.capability](request)),
        }
    )


def tutor(context: WorkerContext) -> EngineSet:
    """Conversation has no engine yet."""
    return EngineSet()


def _store(context: WorkerContext) -> ModelStore:
    guard = NetworkGuard(context.paths.network_log, never=True)
    return ModelStore(context.paths.models, load_catalogue(resources_dir() / "catalogue.toml"), guard)


def _first(catalogue: Catalogue, capability: r.Capability) -> str:
    return next(model.id for model in catalogue.models if model.capability == capability)


def _skills(languages: Iterable[Language]) -> dict[ErrorType, SkillId]:
    """Which skill an error type speaks of: the first in teaching order where several share one."""
    found: dict[ErrorType, SkillId] = {}
    for language in languages:
        for skill, category in language.error_types.items():
            for operation in "RMU":
                found.setdefault(ErrorType(f"{operation}:{category}"), SkillId(skill))
    return found


def _pairs(catalogue: Catalogue, capability: r.Capability) -> tuple[tuple[Pair, str], ...]:
    """Language pairs of a capability's models; a model of one language is about that language in itself."""
    return tuple(
        (Pair(LanguageCode(model.languages[0]), LanguageCode(model.languages[-1])), model.id)
        for model in catalogue.models
        if model.capability == capability
    )


def _timed(work: Callable[[], Any]) -> r.WarmedUp:
    begin = time.perf_counter()
    # Where there is nothing to warm, asking for it in earnest will say so.
    with contextlib.suppress(ModelMissing, UnsupportedLanguage, UnsupportedPair):
        work()
    return r.WarmedUp(time.perf_counter() - begin)
