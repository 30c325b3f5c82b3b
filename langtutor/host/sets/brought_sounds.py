"""Phone models that learners bring, and how they judge each language."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from langtutor.content.languages import load_language
from langtutor.content.sound_signs import SoundSigns, load_sound_signs
from langtutor.content.sounds import load_sound_guide
from langtutor.core.errors import EngineFailed
from langtutor.core.language import LanguageCode
from langtutor.engines.speech.ctc import ctc_chain, ctc_contests, sign_model
from langtutor.engines.speech.espeak_lexicon import EspeakLexicon
from langtutor.engines.speech.pronunciation import Lexicon, Manner, Pronunciation
from langtutor.engines.speech.wav2vec2 import Wav2Vec2
from langtutor.settings.paths import resources_dir

BROUGHT = Manner(trust=0.8, certain=0.97, measured=False, chain=ctc_chain, contests=ctc_contests)
"""How such models are read. What a nat is worth and where a slip begins was fitted for our own model; of these nobody
here has heard any. So a slip has to be surer, what is less sure stays unclear, and neither stress nor an allowance for
the voice is taken from them, until their evidence has been measured with known slips. What no speakers are known for
never gets that sure: `ctc.FLOOR` doesn't allow it."""

_ESPEAK = "espeak"

Samples = NDArray[np.float32]


class BroughtSounds:
    """One such model."""

    def __init__(self, engine: Wav2Vec2) -> None:
        self._engine = engine
        self._judges: dict[LanguageCode, Pronunciation | None] = {}

    def judge(self, language: LanguageCode, lexicon: Callable[[], Lexicon] | None) -> Pronunciation | None:
        """lexicon: the language's own, if it has one; else espeak-ng says how its words are pronounced.

        None where the model's signs or langtutor's lists don't cover the language. Raises ModelMissing, EngineFailed,
        BadContent.
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
        return Pronunciation(sign_model(self._engine.vocabulary, signs), says, guide, self._engine.model_id, BROUGHT)


def _espeak(signs: SoundSigns) -> EspeakLexicon:
    language = load_language(resources_dir() / "languages" / f"{signs.language}.toml")
    if _ESPEAK not in language.voices:
        raise EngineFailed(engine=_ESPEAK, detail=f"no voice for {signs.language}")
    return EspeakLexicon(signs, language.voices[_ESPEAK])
