"""Translation by whichever model is chosen for the pair."""

from __future__ import annotations

from pathlib import Path

from langtutor.core.errors import UnsupportedLanguage, UnsupportedPair
from langtutor.core.language import Pair
from langtutor.core.requests import Capability, Translation
from langtutor.engines.translation import Translator
from langtutor.engines.translation.firefox import FirefoxTranslator
from langtutor.host.sets.common import Kept, missing
from langtutor.models.entries import Model
from langtutor.models.store import ModelStore


class ChosenTranslator:
    """A `Translator` over all that are installed."""

    def __init__(self, store: ModelStore) -> None:
        self._store = store
        self._translators = Kept(self._make)

    def pairs(self) -> frozenset[Pair]:
        installed = (model for model in self._store.models() if self._store.installed(model.id))
        return frozenset(p for model in installed if model.capability == Capability.TRANSLATION for p in model.pairs)

    def translate(self, text: str, pair: Pair) -> Translation:
        model = self._store.choose(Capability.TRANSLATION, pair.source, pair.target)
        if model is None:
            error = missing(self._store, Capability.TRANSLATION, pair.source, pair.target)
            if isinstance(error, UnsupportedLanguage):
                raise UnsupportedPair(source=pair.source, target=pair.target)
            raise error
        return self._translators.of(self._store, model).translate(text, pair)

    def _make(self, model: Model, folder: Path) -> Translator:
        return FirefoxTranslator(self._store.installed, tuple((pair, model.id) for pair in model.pairs))
