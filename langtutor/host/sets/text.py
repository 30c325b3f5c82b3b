"""The text worker: grammar, translation, dictionaries, scoring, voices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from langtutor.content.languages import load_languages
from langtutor.core import look_up_requests as look
from langtutor.core import requests as r
from langtutor.core.language import LanguageCode, Pair
from langtutor.engines.dictionary.shelf import Shelf
from langtutor.engines.language_model.scorer import CTranslateScorer
from langtutor.host.engine_set import EngineSet, Job
from langtutor.host.sets.common import WARM_WORDS, Kept, missing, store_of, timed
from langtutor.host.sets.correcting import ChosenCorrector
from langtutor.host.sets.describing import ChosenDescriber
from langtutor.host.sets.grammar import ChosenGrammar
from langtutor.host.sets.linking import ChosenLinker
from langtutor.host.sets.translation import ChosenTranslator
from langtutor.host.sets.varying import ChosenVarier
from langtutor.host.sets.voice import ChosenVoice
from langtutor.host.specs import WorkerContext
from langtutor.models.store import ModelStore
from langtutor.settings.paths import resources_dir


def build(context: WorkerContext) -> EngineSet:
    store = store_of(context)
    languages = load_languages(resources_dir() / "languages")
    translator = ChosenTranslator(store, languages)
    dictionary = Shelf(store.installed, lambda: _dictionaries(store))
    linker = ChosenLinker(store, languages, dictionary, resources_dir() / "words")
    varier = ChosenVarier(store, resources_dir() / "registers")
    alone = r.Capability.GRAMMAR in context.pins
    grammar = ChosenGrammar(store, languages, context.paths.cache / "languagetool", alone)
    voice = ChosenVoice(store, languages, context.pins)
    describer = ChosenDescriber(store, dictionary, translator, voice, resources_dir())
    scorers = Kept(
        lambda model, folder: CTranslateScorer(
            store.installed, model.id, frozenset(LanguageCode(code) for code in model.languages)
        )
    )

    corrector = ChosenCorrector(store, languages, grammar, scorers, resources_dir())

    def score(texts: tuple[str, ...], language: LanguageCode) -> r.Scores:
        model = store.choose(r.Capability.SCORING, language)
        if model is None:
            raise missing(store, r.Capability.SCORING, language)
        return scorers.of(store, model).score(texts, language)

    def warm_words(w: r.WarmUp) -> None:
        describer.warm_up(w.language, w.other or w.language)
        linker.warm_up(Pair(w.language, w.other or w.language))

    warm: dict[r.Capability, Callable[[r.WarmUp], Any]] = {
        r.Capability.TRANSLATION: lambda w: translator.translate(WARM_WORDS, Pair(w.language, w.other or w.language)),
        r.Capability.DICTIONARY: warm_words,
        r.Capability.GRAMMAR: lambda w: grammar.warm_up(w.language),
        r.Capability.PARSING: lambda w: corrector.warm_up(w.language),
        r.Capability.SCORING: lambda w: score((WARM_WORDS,), w.language),
        r.Capability.VOICE: lambda w: voice.say(WARM_WORDS, w.language, 1.0),
    }

    def warm_up(request: r.WarmUp, job: Job) -> r.WarmedUp:
        warmed = timed(lambda: warm[request.capability](request))
        loading = request.capability is r.Capability.GRAMMAR and not grammar.is_warm(request.language)
        return replace(warmed, loading=loading)

    return EngineSet(
        handlers={
            look.Translate: translator.asked,
            look.TranslateText: translator.translate_text,
            look.DescribeWord: describer.describe,
            look.LookUpWord: lambda request, job: dictionary.look_up(request.word, request.language, request.target),
            look.VaryRegister: lambda request, job: varier.vary(request),
            look.LinkWords: lambda request, job: linker.link(request),
            r.CheckGrammar: grammar.check,
            r.Correct: corrector.correct,
            r.Score: lambda request, job: score(request.texts, request.language),
            r.Say: lambda request, job: voice.say(request.text, request.language, request.speed, request.voice),
            r.VoicesFor: lambda request, job: r.Voices(voice.telling_apart(request.texts, request.language)),
            r.WarmUp: warm_up,
        },
        close=grammar.close,
    )


def _dictionaries(store: ModelStore) -> list[tuple[Pair, str]]:
    """What each has, those first that the learner prefers; then what isn't installed, to say what is missing."""
    ranked = list(store.ranked(r.Capability.DICTIONARY))
    others = [m for m in store.models() if m.capability == r.Capability.DICTIONARY and m not in ranked]
    return [(pair, model.id) for model in [*ranked, *others] for pair in model.pairs]
