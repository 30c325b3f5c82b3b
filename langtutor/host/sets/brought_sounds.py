"""Phone models that learners bring, and how they judge each language."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from langtutor.content.languages import load_languages
from langtutor.content.sound_signs import SoundSigns, load_sound_signs
from langtutor.content.sounds import load_sound_guide
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import EngineFailed
from langtutor.core.language import LanguageCode
from langtutor.core.resampling import resample
from langtutor.core.verdict import WordOutcome
from langtutor.engines.speech.ctc import ctc_chain, ctc_contests, sign_model
from langtutor.engines.speech.espeak_lexicon import EspeakLexicon
from langtutor.engines.speech.pronunciation import Lexicon, Manner, Pronunciation
from langtutor.engines.speech.wav2vec2 import Wav2Vec2
from langtutor.engines.voice.espeak import EspeakVoice
from langtutor.models.convert.probes import load_probes
from langtutor.settings.paths import resources_dir

BROUGHT = Manner(trust=0.8, certain=0.97, measured=False, chain=ctc_chain, contests=ctc_contests)
"""How such models are read. What a nat is worth and where a slip begins was fitted for our own model; of these nobody
here has heard any. So a slip has to be surer, what is less sure stays unclear, and neither stress nor an allowance for
the voice is taken from them, until their evidence has been measured with known slips. What no speakers are known for
never gets that sure: `ctc.FLOOR` doesn't allow it."""

MOST_WRONG = 0.15
"""Of the sounds of a clear voice that says nothing wrong. A model that calls more of them slips doesn't hear the
language, whatever its signs are called: one of random numbers calls 38 % in Portuguese, 50 % in English, sheer guesses
20 to 30 %."""

_ESPEAK = "espeak"

log = logging.getLogger(__name__)

Samples = NDArray[np.float32]


class BroughtSounds:
    """One such model."""

    def __init__(self, engine: Wav2Vec2) -> None:
        self._engine = engine
        self._judges: dict[LanguageCode, Pronunciation | None] = {}

    def judge(self, language: LanguageCode, lexicon: Callable[[], Lexicon] | None) -> Pronunciation | None:
        """lexicon: the language's own, if it has one; else espeak-ng says how its words are pronounced.

        None where the model's signs or langtutor's lists don't cover the language, or where it can't tell what a clear
        voice says. Raises ModelMissing, EngineFailed, BadContent.
        """
        if language not in self._judges:
            self._judges[language] = self._made(language, lexicon)
        return self._judges[language]

    def encoded(self, samples: Samples) -> tuple[Samples, float]:
        """Raises NoSpeech, ModelMissing, EngineFailed."""
        return self._engine.encoded(samples)

    def warm_up(self) -> None:
        self._engine.warm_up()

    def _made(self, language: LanguageCode, lexicon: Callable[[], Lexicon] | None) -> Pronunciation | None:
        folder = resources_dir() / "sounds"
        signs = load_sound_signs(folder, language)
        if signs is None or signs.missing(self._engine.vocabulary):
            return None
        says = lexicon() if lexicon is not None else _espeak(signs)
        guide = load_sound_guide(folder, language) or signs.guide()
        model = sign_model(self._engine.vocabulary, signs)
        judge = Pronunciation(model, says, guide, self._engine.model_id, BROUGHT)
        wrong = self._wrong(judge, language)
        if wrong > MOST_WRONG:
            percent = round(100 * wrong)
            log.warning("%s calls %s %% of clear %s wrong: not used", self._engine.model_id, percent, language)
            return None
        return judge

    def _wrong(self, judge: Pronunciation, language: LanguageCode) -> float:
        """The share of sounds that it calls slips of a voice that makes none. 0 where there is no such voice."""
        voice = _espeak_voice()
        texts = [one[language] for one in load_probes().sentences if language in one]
        outcomes: list[WordOutcome] = []
        for text in texts if language in voice.languages() else ():
            sound = voice.say(text, language, 1.0).sound
            samples = resample(np.frombuffer(sound.samples, np.float32), sound.rate_hz, SAMPLE_RATE_HZ)
            encoded, start_s = self._engine.encoded(samples)
            found = judge.pronounced(encoded, samples[round(start_s * SAMPLE_RATE_HZ) :], text, None, {})
            outcomes += [phone.outcome for word in found.words for phone in word.phones]
        return outcomes.count(WordOutcome.SLIP) / len(outcomes) if outcomes else 0.0


def _espeak(signs: SoundSigns) -> EspeakLexicon:
    voice = _espeak_voice()
    if signs.language not in voice.languages():
        raise EngineFailed(engine=_ESPEAK, detail=f"no voice for {signs.language}")
    return EspeakLexicon(signs, voice)


@cache
def _espeak_voice() -> EspeakVoice:
    """One for all languages: the library keeps its state for the whole process."""
    languages = load_languages(resources_dir() / "languages").values()
    return EspeakVoice({one.code: one.voices[_ESPEAK] for one in languages if _ESPEAK in one.voices})
