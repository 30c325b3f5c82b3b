"""Correcting sentences: what there is for the language decides, and explanations say why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from langtutor.content.explanations import load_explanations
from langtutor.core.errors import ModelMissing
from langtutor.core.explaining import Explanations, Token, match
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Capability, Checked, CheckGrammar, Correct, Tier
from langtutor.core.text import Edit
from langtutor.engines.grammar.english import EnglishProposer
from langtutor.engines.grammar.ensemble import SPEAKS as _ENGLISH
from langtutor.engines.grammar.ensemble import Ensemble, Tools
from langtutor.engines.grammar.errant_edits import Errant
from langtutor.engines.grammar.judge import Judge, load_judge
from langtutor.engines.grammar.parsing import Parser
from langtutor.engines.grammar.portuguese import SPEAKS as _PORTUGUESE
from langtutor.engines.grammar.portuguese import PortugueseProposer
from langtutor.engines.grammar.portuguese.combining import combine
from langtutor.engines.grammar.rewriting import usable
from langtutor.engines.grammar.second_opinion import with_rewrite
from langtutor.engines.language_model.margins import Comparer
from langtutor.engines.language_model.scorer import CTranslateScorer
from langtutor.host.engine_set import Job
from langtutor.host.sets.common import WARM_WORDS, Kept
from langtutor.host.sets.grammar import ChosenGrammar
from langtutor.models.entries import Model
from langtutor.models.store import ModelStore

_WARM_SENTENCE = "She go to school every days and she dont like it."


class ChosenCorrector:
    """The ensemble where its models are installed, else the checkers there are. For the thread of the worker."""

    def __init__(
        self,
        store: ModelStore,
        languages: Mapping[LanguageCode, Language],
        grammar: ChosenGrammar,
        scorers: Kept[CTranslateScorer],
        resources: Path,
    ) -> None:
        self._store = store
        self._languages = dict(languages)
        self._grammar = grammar
        self._scorers = scorers
        self._folder = resources / "grammar"
        self._parsers = Kept(lambda model, folder: _Parsing(model, folder))
        tables = self._folder / "portuguese.toml"
        self._proposers = Kept(lambda model, folder: PortugueseProposer(folder, tables))
        self._explanations: dict[LanguageCode, Explanations] = {}

    def correct(self, request: Correct, job: Job) -> Checked:
        """Raises UnsupportedLanguage, ModelMissing, NoJava, EngineFailed."""
        ask = self._portuguese if request.language == _PORTUGUESE else self._other
        checked = ask(request, job)
        parser = self._parser(request.language) if checked.edits and request.tier is not Tier.INSTANT else None
        words = parser.tokens(request.sentence) if parser is not None else ()
        return replace(checked, edits=tuple(self._explained(edit, request, words) for edit in checked.edits))

    def warm_up(self, language: LanguageCode) -> None:
        """Loads what the full tier needs beside its checkers, so that the first sentence in earnest is quick."""
        if language == _PORTUGUESE:
            self._proposer_of(self._store.choose(Capability.GRAMMAR, language)).propose(WARM_WORDS)
        parser, judge = self._parser(language), self._judge
        if language == _ENGLISH and parser is not None and judge is not None:
            tools = Tools({}, parser.parser, self._english, self._comparer(language), lambda: parser.errant, _ENGLISH)
            Ensemble(tools, judge).correct(Correct(_WARM_SENTENCE, language, Tier.FULL), lambda: None)

    def _other(self, request: Correct, job: Job) -> Checked:
        if request.tier is Tier.INSTANT:
            return self._grammar.instant(request.sentence, request.language, request.personal_words)
        parser = self._parser(request.language)
        judge = self._judge if request.language == _ENGLISH else None
        if parser is None or judge is None:
            asked = CheckGrammar(request.sentence, request.language, request.personal_words, request.patient)
            return self._grammar.check(asked, job)
        checkers, engine, complete = self._grammar.checkers(request.language, job, patient=request.patient)
        tools = Tools(
            checkers,
            parser.parser,
            self._english,
            self._comparer(request.language),
            lambda: parser.errant,
            _ENGLISH,
            self._languages[request.language].spelling_variants,
        )
        return Checked(Ensemble(tools, judge).correct(request, job.check), f"{engine}+{judge.name}", complete)

    def _portuguese(self, request: Correct, job: Job) -> Checked:
        """Own rules at once; with LanguageTool's, and with a rewrite, in the tiers after."""
        proposer = self._proposer_of(self._store.choose(Capability.GRAMMAR, request.language))
        words = frozenset(word.lower() for word in request.personal_words)
        own = proposer.propose(request.sentence, request.before, words, request.speaks)
        if request.tier is Tier.INSTANT:
            return Checked(combine(own, ()), "rules")
        try:
            asked = CheckGrammar(request.sentence, request.language, request.personal_words, request.patient)
            other = self._grammar.check(asked, job)
        except ModelMissing:
            other = Checked((), "")
        edits = combine(own, other.edits)
        for rewritten in request.rewrites[:1]:
            if usable(request.sentence, rewritten.text):
                edits = with_rewrite(request.sentence, edits, rewritten)
        return Checked(edits, "+".join(filter(None, ("rules", other.engine))))

    def _explained(self, edit: Edit, request: Correct, words: tuple[Token, ...]) -> Edit:
        language = request.language
        if language not in self._explanations:
            self._explanations[language] = load_explanations(self._folder, language)
        lemma = partial(_lemma, language)
        found = match(edit, request.sentence, words, self._explanations[language], request.speaks, lemma)
        if found is None:
            return edit if edit.skill else replace(edit, skill=self._grammar.skill_of(edit.type))
        return replace(edit, skill=found.skill, explanation_id=found.id)

    @cached_property
    def _english(self) -> EnglishProposer:
        return EnglishProposer(self._folder)

    @cached_property
    def _judge(self) -> Judge | None:
        path = self._folder / f"judge.{_ENGLISH}.toml"
        return load_judge(path) if path.is_file() else None

    def _proposer_of(self, model: Model | None) -> PortugueseProposer:
        return self._without_dictionary if model is None else self._proposers.of(self._store, model)

    @cached_property
    def _without_dictionary(self) -> PortugueseProposer:
        return PortugueseProposer(None, self._folder / "portuguese.toml")

    def _parser(self, language: LanguageCode) -> _Parsing | None:
        model = self._store.choose(Capability.PARSING, language)
        return None if model is None else self._parsers.of(self._store, model)

    def _comparer(self, language: LanguageCode) -> Comparer | None:
        model = self._store.choose(Capability.SCORING, language)
        return None if model is None else self._scorers.of(self._store, model).comparer()


class _Parsing:
    """One parser's model, and ERRANT on top of it."""

    def __init__(self, model: Model, folder: Path) -> None:
        self.parser = Parser(model.id, lambda name: folder)

    @cached_property
    def errant(self) -> Errant:
        return Errant(self.parser.nlp)

    def tokens(self, sentence: str) -> tuple[Token, ...]:
        return tuple(Token(word.text.lower(), word.lemma, word.span) for word in self.parser.parse(sentence).words)


def _lemma(language: LanguageCode, word: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(word, lang=str(language)))
