"""LanguageTool: rules and a speller for many languages, asked over loopback through its Python client.

The client keeps what it knows of a text in its class, so one thread alone talks to it; whoever asks waits for that
thread, and can give up waiting at any time.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from langtutor.core.errors import EngineFailed, UnsupportedLanguage
from langtutor.core.language import Language, LanguageCode, RuleTable
from langtutor.core.requests import Checked
from langtutor.core.text import Edit, Span
from langtutor.engines.grammar import languagetool_rules as rules
from langtutor.engines.grammar.changes import begins_sentence, trim, without_overlaps
from langtutor.engines.grammar.languagetool_server import LOOPBACK, LanguageToolServer, ServerGone
from langtutor.engines.grammar.spelling import first

if TYPE_CHECKING:
    from language_tool_python import LanguageTool

log = logging.getLogger(__name__)

R = TypeVar("R")

SOURCE = "languagetool"
SPELLER = "MORFOLOGIK"
"""How the ids of the speller's rules begin, in all languages that have one."""

COLD_LIMIT_S = 120.0
WARM_LIMIT_S = 20.0
"""A request that takes longer hangs: the server is ended. Before a language is warm its rules are read first."""

FIRST_SUGGESTIONS = 5
_LEAST = 0.15
_TICK_S = 0.05
_LAST_BREATH_S = 0.5
"""A server that is killed closes its connections a little before it has ended."""


@dataclass(frozen=True, slots=True)
class Found:
    """One match of LanguageTool's. span: code points."""

    span: Span
    suggestions: tuple[str, ...]
    rule: str
    category: str
    issue: str
    message: str


class LanguageToolChecker:
    """A `GrammarChecker` whose server runs beside it. All but `is_warm` is for the thread that lives longest.

    languages: those of the installed model.
    """

    def __init__(self, name: str, server: LanguageToolServer, languages: Mapping[LanguageCode, Language]) -> None:
        self._name = name
        self._server = server
        self._closing = False
        self._languages = dict(languages)
        self._clients: dict[LanguageCode, LanguageTool] = {}
        self._clients_of = 0
        self._warming: dict[LanguageCode, Future[None]] = {}
        self._warm: frozenset[tuple[int, LanguageCode]] = frozenset()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=SOURCE)

    def languages(self) -> frozenset[LanguageCode]:
        return frozenset(self._languages)

    def is_warm(self, language: LanguageCode) -> bool:
        """Whether a check would be answered at once."""
        return self._server.running and (self._server.starts, language) in self._warm

    def warm_up(self, language: LanguageCode) -> Future[None]:
        """Starts the server and has it read the language's rules, without waiting. Raises what `check` raises."""
        known = self._known(language)
        self._server.start()
        warming = self._warming.get(language)
        if warming is None or warming.done():
            warming = self._thread.submit(self._warm_with, language, known.languagetool.warm_up)
            self._warming[language] = warming
        return warming

    def check(
        self,
        text: str,
        language: LanguageCode,
        personal_words: frozenset[str],
        give_up: Callable[[], None] = lambda: None,
        patience_s: float = COLD_LIMIT_S,
    ) -> Checked:
        """Edits that don't overlap, in the order of the text. personal_words: case aside.

        give_up is called now and then and may raise. patience_s: how long to wait for a server that is not yet warm.
        Raises UnsupportedLanguage, NoJava, EngineFailed.
        """
        known = self._known(language)
        if not text.strip():
            return Checked((), self._name)
        found = self._ask_twice(text, language, give_up, patience_s)
        words = frozenset(word.lower() for word in personal_words)
        edits = without_overlaps(self._edits(text, found, known.languagetool, words))
        return Checked(tuple(edits), self._name)

    def find(self, text: str, language: LanguageCode) -> list[Found]:
        """What it flags, as it comes: to measure it alone. Raises what `check` raises."""
        self._known(language)
        return self._ask_twice(text, language, lambda: None, COLD_LIMIT_S)

    def close(self) -> None:
        """Ends the server."""
        self._closing = True
        self._server.close()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _known(self, language: LanguageCode) -> Language:
        try:
            return self._languages[language]
        except KeyError:
            raise UnsupportedLanguage(language=language, capability="grammar") from None

    def _ask_twice(
        self, text: str, language: LanguageCode, give_up: Callable[[], None], patience_s: float
    ) -> list[Found]:
        """A server that dies at it is started again, once."""
        gone: ServerGone | None = None
        for _ in range(2):
            self._server.start()
            answer = self._thread.submit(self._ask, text, language)
            try:
                return self._wait(answer, language, give_up, patience_s)
            except ServerGone as error:
                log.warning("%s: %s", self._name, error)
                gone = error
        raise EngineFailed(engine=self._name, detail=f"its server stopped twice: {gone}")

    def _wait(self, answer: Future[R], language: LanguageCode, give_up: Callable[[], None], patience_s: float) -> R:
        """Raises ServerGone where it ended or hung and was ended, EngineFailed where it is not warm in time."""
        begin = time.monotonic()
        warm = self.is_warm(language)
        while True:
            try:
                return answer.result(_TICK_S)
            except TimeoutError:
                if answer.done():
                    raise
            took_s = time.monotonic() - begin
            try:
                give_up()
                if not warm and not self.is_warm(language) and took_s > patience_s:
                    raise EngineFailed(engine=self._name, detail="it is still starting")
            except BaseException:
                answer.cancel()
                raise
            if took_s > (WARM_LIMIT_S if warm else COLD_LIMIT_S):
                self._server.kill()
                answer.cancel()
                raise ServerGone(f"no answer within {took_s:.0f} s")

    # In the thread of the client.

    def _warm_with(self, language: LanguageCode, texts: tuple[str, ...]) -> None:
        begin = time.monotonic()
        try:
            for text in texts or ("one two three",):
                self._ask(text, language)
        except ServerGone as error:
            if not self._closing:
                log.warning("%s could not be warmed up for %s: %s", self._name, language, error)
        else:
            log.info("%s is warm for %s after %.1f s", self._name, language, time.monotonic() - begin)

    def _ask(self, text: str, language: LanguageCode) -> list[Found]:
        self._server.wait_until_up()
        starts = self._server.starts
        from language_tool_python.exceptions import LanguageToolError

        try:
            matches = self._client(language, starts).check(text)
        except (LanguageToolError, OSError, ValueError, KeyError, TypeError) as error:
            if self._server.ends_within(_LAST_BREATH_S):
                raise ServerGone(str(error)) from error
            raise EngineFailed(engine=self._name, detail=str(error)[:200]) from error
        self._server.worked()
        self._warm |= {(starts, language)}
        return [
            Found(
                Span(match.offset, end_of(text, match.offset, match.error_length)),
                tuple(match.replacements[:FIRST_SUGGESTIONS]),
                match.rule_id,
                match.category,
                match.rule_issue_type,
                match.message,
            )
            for match in matches
        ]

    def _client(self, language: LanguageCode, starts: int) -> LanguageTool:
        if self._clients_of != starts:
            self._clients, self._clients_of = {}, starts
        if language not in self._clients:
            from language_tool_python import LanguageTool

            self._clients[language] = LanguageTool(
                self._languages[language].locale,
                remote_server=self._server.url,
                host=LOOPBACK,  # else it asks the resolver for localhost
                proxies={"no_proxy": LOOPBACK},  # else a proxy of the environment would get the learner's text
            )
        return self._clients[language]

    # What was found, in our terms.

    def _edits(self, text: str, found: list[Found], table: RuleTable, known: frozenset[str]) -> Iterator[Edit]:
        for one in found:
            edit = (
                _spelling(text, one, table, known) if one.rule.startswith(SPELLER) else _rule(text, one, table, known)
            )
            if edit is not None and edit.confidence >= _LEAST:
                yield edit


def end_of(text: str, start: int, length: int) -> int:
    """Where `length` UTF-16 units after `start` end, in code points: the client converts beginnings only."""
    end = start
    while length > 0 and end < len(text):
        length -= 2 if ord(text[end]) > 0xFFFF else 1
        end += 1
    return end


def _spelling(text: str, found: Found, table: RuleTable, known: frozenset[str]) -> Edit | None:
    """None for what the speller can't judge: names, abbreviations, words with digits or capitals inside."""
    word = found.span.of(text)
    if word.replace("’", "'").lower() in known or any(c.isdigit() or c.isupper() for c in word[1:]):
        return None
    guess = first(word, list(found.suggestions))
    if guess is None:
        return None
    confidence = guess.confidence
    if word[0].isupper() and guess.distance > 0:
        if not begins_sentence(text, found.span.start):
            return None
        confidence = min(confidence, 0.7)  # as likely a name
    return _edit(text, found, guess.word, confidence, table)


def _rule(text: str, found: Found, table: RuleTable, known: frozenset[str]) -> Edit | None:
    if not found.suggestions or not rules.is_mistake(found.issue, found.rule, table):
        return None
    if found.issue == "misspelling" and found.span.of(text).lower() in known:
        return None
    confidence = rules.confidence(found.rule, found.category, len(found.suggestions), table)
    return _edit(text, found, found.suggestions[0], confidence, table)


def _edit(text: str, found: Found, replacement: str, confidence: float, table: RuleTable) -> Edit | None:
    said = found.span.of(text)
    if said[:1].isupper() and replacement[:1].islower() and begins_sentence(text, found.span.start):
        if said.lower() == replacement.lower():
            return None
        replacement = replacement[0].upper() + replacement[1:]
    span, replacement = trim(text, found.span, replacement)
    said = span.of(text)
    if said == replacement:
        return None
    return Edit(
        span,
        replacement,
        rules.error_type(found.rule, found.category, said, replacement, table),
        rules.skill(found.rule, found.category, said, replacement, table),
        confidence,
        SOURCE,
        message=found.message,
        rule=found.rule,
    )
