"""Which phone model there is for what is spoken, and what it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from langtutor.content.sounds import load_sound_guide
from langtutor.core import ear_requests as e
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability
from langtutor.core.sounds import PhoneHeard, Pronounced, WordSounds
from langtutor.core.text import Span
from langtutor.engines.speech.lexicon import EnglishLexicon
from langtutor.engines.speech.phone_model import load_phone_model, phone_models
from langtutor.engines.speech.pronunciation import Pronunciation
from langtutor.engines.speech.wav2vec2 import Wav2Vec2
from langtutor.engines.speech.whisper import WhisperRecogniser
from langtutor.host.sets.brought_sounds import BroughtSounds
from langtutor.host.sets.common import Kept
from langtutor.models import choices
from langtutor.models.store import ModelStore
from langtutor.settings.paths import resources_dir

LEXICONS: dict[LanguageCode, Callable[[], EnglishLexicon]] = {LanguageCode("en"): EnglishLexicon}
"""What knows how a language's words are pronounced."""

Samples = NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class ChosenPronunciation:
    """Our own phone model goes with one language and one Whisper model. One that the learner brought is used where it
    is preferred to that, and for the languages we have none for; without either, words have times and no sounds.

    others: a Whisper model by its id, None where it isn't installed. Where the one that is chosen has no phone model,
    one that has lends its encoder. store: where brought models are; pinned: the id of one to use in any case.
    """

    def __init__(
        self,
        others: Callable[[str], WhisperRecogniser | None],
        store: ModelStore | None = None,
        pinned: str | None = None,
    ) -> None:
        self._others = others
        self._store = store
        self._pinned = pinned
        self._brought = Kept(lambda model, folder: BroughtSounds(Wav2Vec2(lambda _: folder, model.id)))
        self._made: dict[tuple[LanguageCode, str], Pronunciation | None] = {}

    def with_sounds(self, heard: e.Heard, ear: WhisperRecogniser, samples: Samples, language: LanguageCode) -> e.Heard:
        """The same with evidence of the sounds for each text that was asked about: of our own model, whose evidence is
        what verdicts were fitted on."""
        ear = self._encoder(language, ear)
        judge = self._of(language, ear)
        if judge is None or not heard.scores:
            return heard
        encoded, _ = ear.encoded(samples, language)
        return replace(heard, sounds=judge.fit(encoded, tuple(heard.scores)))

    def pronounced(self, request: e.Pronounce, ear: WhisperRecogniser, samples: Samples) -> Pronounced:
        """Raises NoSpeech, ModelMissing, EngineFailed."""
        brought, judge = self._chosen(request.language, ear)
        if judge is None:
            return _words_alone(request, ear, samples)
        if brought is not None:
            encoded, start_s = brought.encoded(samples)
        else:
            encoded, start_s = self._encoder(request.language, ear).encoded(samples, request.language)
        from_there = samples[round(start_s * SAMPLE_RATE_HZ) :]
        found = judge.pronounced(encoded, from_there, request.text, request.speaks, dict(request.levels))
        return replace(found, words=tuple(_later(word, start_s) for word in found.words))

    def warm_up(self, language: LanguageCode, ear: WhisperRecogniser) -> None:
        brought, judge = self._chosen(language, ear)
        if judge is not None:
            judge.warm_up()
        if brought is not None:
            brought.warm_up()

    def _chosen(
        self, language: LanguageCode, ear: WhisperRecogniser
    ) -> tuple[BroughtSounds | None, Pronunciation | None]:
        """A brought model and how it judges, or our own's judge alone, or nothing."""
        own = self._of(language, self._encoder(language, ear))
        store = self._store
        model = store.choose(Capability.SOUNDS, language) if store is not None else None
        if store is None or model is None:
            return None, own
        wanted = model.id == self._pinned or choices.before_own(store.folder, Capability.SOUNDS, model.id)
        if own is not None and not wanted:
            return None, own
        brought = self._brought.of(store, model)
        judge = brought.judge(language, LEXICONS.get(language))
        return (brought, judge) if judge is not None else (None, own)

    def _encoder(self, language: LanguageCode, ear: WhisperRecogniser) -> WhisperRecogniser:
        known = phone_models(resources_dir() / "sounds", language)
        lent = (self._others(model) for model in known if ear.model_id not in known)
        return next((other for other in lent if other is not None), ear)

    def _of(self, language: LanguageCode, ear: WhisperRecogniser) -> Pronunciation | None:
        key = language, ear.model_id
        if key not in self._made:
            folder = resources_dir() / "sounds"
            model = load_phone_model(folder, language, ear.model_id)
            guide = load_sound_guide(folder, language)
            lexicon = LEXICONS.get(language)
            self._made[key] = None
            if model is not None and guide is not None and lexicon is not None:
                self._made[key] = Pronunciation(model, lexicon(), guide, f"{ear.model_id} sounds")
        return self._made[key]


def _words_alone(request: e.Pronounce, ear: WhisperRecogniser, samples: Samples) -> Pronounced:
    """By the order of words: Whisper's pieces of a text are split at the same spaces."""
    times = ear.times(samples, request.language, request.text)
    words = []
    for place, spoken in zip(re.finditer(r"\S+", request.text), times, strict=False):
        inside = _WORD.search(place.group())
        if inside is not None:
            span = Span(place.start() + inside.start(), place.start() + inside.end())
            words.append(WordSounds(span, inside.group(), spoken.start_s, spoken.end_s))
    return Pronounced(tuple(words), phones_known=False, engine=ear.model_id, levels={})


def _later(word: WordSounds, by_s: float) -> WordSounds:
    phones = tuple(_phone_later(phone, by_s) for phone in word.phones)
    return replace(word, start_s=word.start_s + by_s, end_s=word.end_s + by_s, phones=phones)


def _phone_later(phone: PhoneHeard, by_s: float) -> PhoneHeard:
    return replace(phone, start_s=phone.start_s + by_s, end_s=phone.end_s + by_s)
