"""Translation by whichever model is chosen for the pair, or by two through a language between."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.errors import ModelMissing, UnsupportedPair
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.core.look_up_requests import Translate, TranslatedPart, TranslateText, Translation
from langtutor.core.pivoting import pivot
from langtutor.core.requests import Capability
from langtutor.engines.translation import Check, Translator, go_on
from langtutor.engines.translation.firefox import FirefoxTranslator
from langtutor.engines.translation.marian import MarianTranslator
from langtutor.engines.translation.whole_text import translate_parts, translate_whole
from langtutor.host.engine_set import Job
from langtutor.host.sets.common import Kept, missing
from langtutor.models.entries import Format, Model
from langtutor.models.store import ModelStore

_STREAMED = 200
"""Code points of the original that a part answers, at least; the first comes at once."""


@dataclass(frozen=True, slots=True)
class _Route:
    """steps: one, or one into the language between and one out of it, each with its pair."""

    engine: str
    steps: tuple[tuple[Translator, Pair], ...]

    @property
    def via(self) -> LanguageCode | None:
        return self.steps[0][1].target if len(self.steps) > 1 else None

    def sayer(self, check: Check) -> Callable[[str], str]:
        """Translates a sentence."""

        def say(sentence: str) -> str:
            for translator, pair in self.steps:
                sentence = translator.translate(sentence, pair, check).text
            return sentence

        return say


class ChosenTranslator:
    """A `Translator` over all that are installed."""

    def __init__(self, store: ModelStore, languages: Mapping[LanguageCode, Language] | None = None) -> None:
        """languages: what is known of some of those that are translated; sentences end better with it."""
        self._store = store
        self._abbreviations = {code: language.abbreviations for code, language in (languages or {}).items()}
        self._translators = Kept(self._make)
        self._routes: dict[tuple[Pair, str], _Route] = {}
        self._edition = 0

    def pairs(self) -> frozenset[Pair]:
        installed = (model for model in self._store.models() if self._store.installed(model.id))
        return frozenset(p for model in installed if model.capability == Capability.TRANSLATION for p in model.pairs)

    def translate(self, text: str, pair: Pair, check: Check = go_on, model: str = "") -> Translation:
        """model: asked instead of the chosen one. Raises UnknownModel, too."""
        route = self._route(pair, model)
        whole = translate_whole(text, route.sayer(check), self._short(pair), check)
        return Translation(whole, pair, route.engine, route.via)

    def translate_text(self, request: TranslateText, job: Job) -> Translation:
        """Streams parts of the translation, each a sentence at least."""
        route = self._route(request.pair, "")
        whole: list[str] = []
        waiting, sent = "", -_STREAMED
        done, total = 0, len(request.text)
        for part in translate_parts(request.text, route.sayer(job.check), self._short(request.pair), job.check):
            whole.append(part.text)
            waiting, done = waiting + part.text, part.done
            if done - sent >= _STREAMED and waiting.strip():
                job.emit(TranslatedPart(waiting, done, total))
                waiting, sent = "", done
        if waiting:
            job.emit(TranslatedPart(waiting, done, total))
        return Translation("".join(whole), request.pair, route.engine, route.via)

    def asked(self, request: Translate, job: Job) -> Translation:
        return self.translate(request.text, request.pair, job.check, request.model)

    def _short(self, pair: Pair) -> frozenset[str]:
        return self._abbreviations.get(pair.source, frozenset())

    def _route(self, pair: Pair, wanted: str) -> _Route:
        """As long as nothing comes, goes or is preferred, which all touch the folder: looking takes a millisecond."""
        try:
            edition = self._store.folder.stat().st_mtime_ns
        except OSError:
            edition = 0
        if edition != self._edition:
            self._routes, self._edition = {}, edition
        route = self._routes.get((pair, wanted)) or self._find(pair, wanted)
        self._routes[pair, wanted] = route
        return route

    def _find(self, pair: Pair, wanted: str) -> _Route:
        """Raises UnsupportedPair, ModelMissing, UnknownModel, EngineFailed."""
        models = self._models(pair, wanted)
        steps = tuple((self._translators.of(self._store, model), leg) for model, leg in models)
        return _Route("+".join(model.id for model, _ in models), steps)

    def _models(self, pair: Pair, wanted: str) -> list[tuple[Model, Pair]]:
        if wanted:
            model = self._store.model(wanted)
            if model.capability != Capability.TRANSLATION or pair not in model.pairs:
                raise UnsupportedPair(source=pair.source, target=pair.target)
            return [(model, pair)]
        chosen = self._chosen(pair)
        if chosen is not None:
            return [(chosen, pair)]
        through = pivot(pair, self.pairs())
        if through is None:
            raise self._no_way(pair)
        legs = (Pair(pair.source, through), Pair(through, pair.target))
        return [(self._installed(leg), leg) for leg in legs]

    def _no_way(self, pair: Pair) -> ModelMissing | UnsupportedPair:
        """What would have to be installed, for a way through another language if there is no other."""
        error = missing(self._store, Capability.TRANSLATION, pair.source, pair.target)
        if isinstance(error, ModelMissing):
            return error
        known = [p for m in self._store.models() if m.capability == Capability.TRANSLATION for p in m.pairs]
        through = pivot(pair, known)
        legs = (Pair(pair.source, through), Pair(through, pair.target)) if through else ()
        try:
            for leg in legs:
                self._installed(leg)
        except ModelMissing as lacking:
            return lacking
        return UnsupportedPair(source=pair.source, target=pair.target)

    def _installed(self, pair: Pair) -> Model:
        """Raises ModelMissing, UnsupportedPair."""
        chosen = self._chosen(pair)
        if chosen is not None:
            return chosen
        error = missing(self._store, Capability.TRANSLATION, pair.source, pair.target)
        raise error if isinstance(error, ModelMissing) else UnsupportedPair(source=pair.source, target=pair.target)

    def _chosen(self, pair: Pair) -> Model | None:
        return self._store.choose(Capability.TRANSLATION, pair.source, pair.target)

    def _make(self, model: Model, folder: Path) -> Translator:
        if model.format in (Format.MARIAN, Format.NLLB):
            return MarianTranslator(lambda _: folder, model.id, model.pairs, self._abbreviations)
        pairs = tuple((pair, model.id) for pair in model.pairs)
        return FirefoxTranslator(lambda _: folder, pairs, self._abbreviations)
