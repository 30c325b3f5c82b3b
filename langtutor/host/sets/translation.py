"""Translation by whichever model is chosen for the pair."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from langtutor.core.errors import UnsupportedLanguage, UnsupportedPair
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.core.look_up_requests import Translation
from langtutor.core.requests import Capability
from langtutor.engines.translation import Check, Translator, go_on
from langtutor.engines.translation.firefox import FirefoxTranslator
from langtutor.engines.translation.marian import MarianTranslator
from langtutor.host.sets.common import Kept, missing
from langtutor.models.entries import Format, Model
from langtutor.models.store import ModelStore


class ChosenTranslator:
    """A `Translator` over all that are installed."""

    def __init__(self, store: ModelStore, languages: Mapping[LanguageCode, Language] | None = None) -> None:
        """languages: what is known of some of those that are translated; sentences end better with it."""
        self._store = store
        self._abbreviations = {code: language.abbreviations for code, language in (languages or {}).items()}
        self._translators = Kept(self._make)

    def pairs(self) -> frozenset[Pair]:
        installed = (model for model in self._store.models() if self._store.installed(model.id))
        return frozenset(p for model in installed if model.capability == Capability.TRANSLATION for p in model.pairs)

    def translate(self, text: str, pair: Pair, check: Check = go_on) -> Translation:
        model = self._store.choose(Capability.TRANSLATION, pair.source, pair.target)
        if model is None:
            error = missing(self._store, Capability.TRANSLATION, pair.source, pair.target)
            if isinstance(error, UnsupportedLanguage):
                raise UnsupportedPair(source=pair.source, target=pair.target)
            raise error
        return self._translators.of(self._store, model).translate(text, pair, check)

    def _make(self, model: Model, folder: Path) -> Translator:
        if model.format in (Format.MARIAN, Format.NLLB):
            return MarianTranslator(self._store.installed, model.id, model.pairs, self._abbreviations)
        return FirefoxTranslator(self._store.installed, tuple((pair, model.id) for pair in model.pairs))
