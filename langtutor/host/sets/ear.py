"""The ear: transcripts, captions, and whether somebody is speaking."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from langtutor.content.wav import read_wav, read_wav_as_is
from langtutor.core import ear_requests as e
from langtutor.core import requests as r
from langtutor.core.audio import SAMPLE_RATE_HZ, Sound
from langtutor.core.language import LanguageCode
from langtutor.core.resampling import resample
from langtutor.core.sounds import Pronounced, Prosody
from langtutor.engines.speech import prosody
from langtutor.engines.speech.vad import SileroProbabilities, SileroWatcher
from langtutor.engines.speech.whisper import WhisperRecogniser
from langtutor.host.engine_set import EngineSet, Job
from langtutor.host.sets.captions import ChosenCaptions
from langtutor.host.sets.common import Kept, missing, store_of, timed
from langtutor.host.sets.pronouncing import ChosenPronunciation
from langtutor.host.sets.watching import Ahead, WatchSession
from langtutor.host.specs import WorkerContext


def build(context: WorkerContext) -> EngineSet:
    store = store_of(context)
    recognisers = Kept(lambda model, folder: WhisperRecogniser(store.installed, model.id))

    choosing = threading.Lock()
    ahead = Ahead()

    def other_ear(model_id: str) -> WhisperRecogniser | None:
        known = next((model for model in store.models() if model.id == model_id), None)
        if known is None or store.installed(model_id) is None:
            return None
        with choosing:
            return recognisers.of(store, known)

    pronunciation = ChosenPronunciation(other_ear, store, context.pins.get(r.Capability.SOUNDS))

    def recogniser(language: LanguageCode) -> WhisperRecogniser:
        model = store.choose(r.Capability.SPEECH, language)
        if model is None:
            raise missing(store, r.Capability.SPEECH, language)
        with choosing:
            return recognisers.of(store, model)

    captions = ChosenCaptions(store, recogniser)

    def hear(request: e.Hear, job: Job) -> e.Heard:
        samples = read_wav(request.recording)
        job.check()
        ear = recogniser(request.language)
        heard = ear.hear(
            samples,
            request.language,
            request.candidates,
            style=request.style,
            check=job.check,
            tell=lambda text, heard_s: job.emit(e.Caption(text, "", heard_s)),
        )
        return pronunciation.with_sounds(heard, ear, samples, request.language)

    def pronounce(request: e.Pronounce, job: Job) -> Pronounced:
        samples = read_wav(request.recording)
        job.check()
        return pronunciation.pronounced(request, recogniser(request.language), samples)

    def detect(request: e.DetectLanguage, job: Job) -> LanguageCode:
        return recogniser(request.among[0]).language_of(read_wav(request.recording), request.among)

    def warm_up(request: r.WarmUp, job: Job) -> r.WarmedUp:
        if request.capability is r.Capability.CAPTIONS:
            return timed(lambda: captions.warm_up(request))
        if request.capability is r.Capability.SOUNDS:
            return timed(lambda: pronunciation.warm_up(request.language, recogniser(request.language)))
        return timed(lambda: recogniser(request.language).warm_up(request.language))

    def watch(request: e.WatchSpeech, job: Job) -> WatchSession:
        def hear_ahead(samples: NDArray[np.float32], check: Callable[[], None]) -> None:
            if request.language is not None:
                recogniser(request.language).hear_ahead(samples, request.language, check)

        hears = hear_ahead if request.language is not None else None
        return WatchSession(SileroWatcher(SileroProbabilities()), job, ahead, hears)

    return EngineSet(
        handlers={
            e.Hear: hear,
            e.DetectLanguage: detect,
            e.Pronounce: pronounce,
            r.WarmUp: warm_up,
            e.MeasureProsody: measure_prosody,
            e.SlowDown: slow_down,
        },
        sessions={e.WatchSpeech: watch, e.WatchCaptions: captions.watch},
    )


def measure_prosody(request: e.MeasureProsody, job: Job) -> Prosody:
    samples, rate_hz = _samples_of(request.sound)
    job.check()
    return prosody.measure(resample(samples, rate_hz, SAMPLE_RATE_HZ))


def slow_down(request: e.SlowDown, job: Job) -> Sound:
    samples, rate_hz = _samples_of(request.sound)
    start = max(0, round(request.start_s * rate_hz))
    end = len(samples) if request.end_s is None else max(start, round(request.end_s * rate_hz))
    job.check()
    return Sound(prosody.slow(samples[start:end], rate_hz, request.speed).tobytes(), rate_hz)


def _samples_of(sound: Path | Sound) -> tuple[NDArray[np.float32], int]:
    """Raises UnreadableAudio."""
    if isinstance(sound, Sound):
        return np.frombuffer(sound.samples, np.float32), sound.rate_hz
    return read_wav_as_is(sound)
