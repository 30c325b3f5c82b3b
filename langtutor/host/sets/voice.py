"""Speaking, by the first voice that can."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from langtutor.core.errors import UnsupportedLanguage, UserError
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Capability, Spoken
from langtutor.engines.voice import Voice
from langtutor.engines.voice.espeak import EspeakVoice
from langtutor.engines.voice.hibari import HibariVoice
from langtutor.engines.voice.piper import PiperVoice
from langtutor.host.sets.common import Kept
from langtutor.models import choices
from langtutor.models.entries import Model
from langtutor.models.store import ModelStore

log = logging.getLogger(__name__)

LAST = "espeak"
"""What it is called in lists of voices: it is no model, nor is `choices.OWN_VOICE`."""


class ChosenVoice:
    """A `Voice` over all there are: the model that the learner prefers, the voice that comes along, another model,
    and espeak-ng, which speaks everything."""

    def __init__(
        self,
        store: ModelStore,
        languages: Mapping[LanguageCode, Language],
        pins: Mapping[Capability, str] | None = None,
    ) -> None:
        """pins: as the store's; a model named there is used before all others."""
        espeak = {code: known.voices["espeak"] for code, known in languages.items() if "espeak" in known.voices}
        self._store = store
        self._pinned = (pins or {}).get(Capability.VOICE)
        self._own = HibariVoice()
        self._last = EspeakVoice(espeak)
        self._models = Kept(self._make)

    def languages(self) -> frozenset[LanguageCode]:
        models = (model for model in self._store.models() if model.capability == Capability.VOICE)
        codes = (LanguageCode(code) for model in models if self._store.installed(model.id) for code in model.languages)
        return self._own.languages() | self._last.languages() | frozenset(codes)

    def say(self, text: str, language: LanguageCode, speed: float, voice: str = "") -> Spoken:
        """voice: one of `telling_apart`; where it isn't there any more, or none is given, the one that speaks first."""
        named = self._named(language).get(voice) if voice else None
        return (named() if named else self._voice(language)).say(text, language, speed)

    def ipa(self, text: str, language: LanguageCode) -> str:
        """How espeak-ng would say it, in IPA with stress; empty where it doesn't know the language."""
        return self._last.ipa(text, language) if language in self._last.languages() else ""

    def telling_apart(self, texts: tuple[str, ...], language: LanguageCode) -> tuple[str, ...]:
        """Voices that say all of these texts differently, the preferred one first; a model that fails is left out."""
        found = []
        for name, make in self._named(language).items():
            try:
                voice = make()
                ways = {voice.phones(text, language) for text in texts}
            except UserError as error:
                log.warning("%s doesn't speak: %s", name, error)
                continue
            if len(ways) == len(texts):
                found.append(name)
        return tuple(found)

    def _named(self, language: LanguageCode) -> dict[str, Callable[[], Voice]]:
        """All that speak a language, as they are asked for: the preferred one first, espeak-ng last."""
        models = [model for model in self._store.ranked(Capability.VOICE) if language in model.languages]
        wanted = [model for model in models if self._is_wanted(model)]
        found: dict[str, Callable[[], Voice]] = {model.id: partial(self._model, model) for model in wanted}
        if language in self._own.languages():
            found[choices.OWN_VOICE] = lambda: self._own
        found |= {model.id: partial(self._model, model) for model in models if model not in wanted}
        if language in self._last.languages():
            found[LAST] = lambda: self._last
        return found

    def _model(self, model: Model) -> Voice:
        return self._models.of(self._store, model)

    def _voice(self, language: LanguageCode) -> Voice:
        model = self._store.choose(Capability.VOICE, language)
        if model is not None and (self._is_wanted(model) or language not in self._own.languages()):
            return self._models.of(self._store, model)
        for voice in (self._own, self._last):
            if language in voice.languages():
                return voice
        raise UnsupportedLanguage(language=language, capability="voice")

    def _is_wanted(self, model: Model) -> bool:
        return model.id == self._pinned or choices.before_own(self._store.folder, Capability.VOICE, model.id)

    def _make(self, model: Model, folder: Path) -> Voice:
        return PiperVoice(self._store.installed, model.id, frozenset(LanguageCode(code) for code in model.languages))
