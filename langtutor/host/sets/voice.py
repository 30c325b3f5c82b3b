"""Speaking, by the first voice that can."""

from __future__ import annotations

from collections.abc import Mapping

from langtutor.core.errors import UnsupportedLanguage
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Spoken
from langtutor.engines.voice import Voice
from langtutor.engines.voice.espeak import EspeakVoice
from langtutor.engines.voice.hibari import HibariVoice
from langtutor.models.store import ModelStore


class ChosenVoice:
    """A `Voice` over all there are."""

    def __init__(self, store: ModelStore, languages: Mapping[LanguageCode, Language]) -> None:
        espeak = {code: known.voices["espeak"] for code, known in languages.items() if "espeak" in known.voices}
        self._voices: tuple[Voice, ...] = (HibariVoice(), EspeakVoice(espeak))

    def languages(self) -> frozenset[LanguageCode]:
        return frozenset().union(*(voice.languages() for voice in self._voices))

    def say(self, text: str, language: LanguageCode, speed: float) -> Spoken:
        for voice in self._voices:
            if language in voice.languages():
                return voice.say(text, language, speed)
        raise UnsupportedLanguage(language=language, capability="voice")
