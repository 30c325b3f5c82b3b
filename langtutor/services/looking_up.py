"""Looking up: a word gives its dictionary entry, anything longer its translation there and back."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from langtutor.content.directions import guess_language
from langtutor.core.course import ItemId
from langtutor.core.errors import Cancelled, ModelMissing, NothingToKeep, UnsupportedPair, UserError
from langtutor.core.events import CardKept, LookedUp
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.core.look_up_requests import Entries, LookUpWord, Translate
from langtutor.core.requests import Lane
from langtutor.host.client import Host
from langtutor.services.answers import Who
from langtutor.services.tasks import Tasks
from langtutor.store.ledger import Ledger

log = logging.getLogger(__name__)

HISTORY = 50
_SEVERAL = re.compile(r"[;,/]")


@dataclass(frozen=True)
class LookedUpSentence:
    """back_translation is the translation's own translation: what got lost shows in it."""

    text: str
    translation: str
    pair: Pair
    engine: str
    back_translation: str


@dataclass(frozen=True)
class LookedUpWord:
    """entries: translations; definitions: in the word's own language, None where no dictionary has them.

    translation: the translator's word for it, None without its model.
    """

    query: str
    pair: Pair
    entries: Entries
    definitions: Entries | None
    translation: str | None


Result = LookedUpSentence | LookedUpWord


class LookingUp:
    """who: whose history it is; None while nobody has said what they learn."""

    def __init__(
        self,
        host: Host,
        ledger: Ledger,
        languages: Mapping[LanguageCode, Language],
        pairs: tuple[Pair, ...],
        who: Callable[[], Who | None],
        tasks: Tasks,
    ) -> None:
        self._host = host
        self._ledger = ledger
        self._languages = languages
        self._pairs = pairs
        self._who = who
        self._tasks = tasks

    def pairs(self) -> tuple[Pair, ...]:
        """Directions there are models for."""
        return self._pairs

    def look_up(self, text: str, pair: Pair | None = None) -> Future[Result]:
        """The direction is guessed where none is given. Nothing gives an empty word.

        Raises UnsupportedPair, ModelMissing, EngineFailed, EngineCrashed.
        """
        return self._tasks.run(lambda: self._look_up(text.strip(), pair))

    def translate(self, text: str, pair: Pair) -> Future[LookedUpSentence]:
        return self._tasks.run(lambda: self._sentence(text, pair))

    def direction(self, text: str) -> Pair:
        """The pair whose source the text seems to be in. Raises UnsupportedPair.

        What may be in several languages (*no*, *legal*) is taken for the learned one: that is what is looked up most.
        """
        if not self._pairs:
            raise UnsupportedPair(source="?", target="?")
        who = self._who()
        sources = dict.fromkeys(pair.source for pair in self._pairs)
        known = [self._languages[source] for source in sources if source in self._languages]
        code = guess_language(text, known, who.language if who else None) if known else None
        return next((pair for pair in self._pairs if pair.source == code), self._pairs[0])

    def keep_card(self, result: Result) -> Future[None]:
        """Keep it to practise: the learned language in front. What is kept already is not kept twice.

        Raises NothingToKeep without a meaning, or where neither language is the learned one.
        """
        return self._tasks.run(lambda: self._keep(result))

    def history(self) -> Future[tuple[str, ...]]:
        """What was looked up, newest first, each once."""
        return self._tasks.run(self._history)

    def _look_up(self, text: str, pair: Pair | None) -> Result:
        pair = pair or self.direction(text)
        if not text:
            return LookedUpWord("", pair, Entries("", None, ()), None, None)
        result: Result = self._sentence(text, pair) if len(text.split()) > 1 else self._word(text, pair)
        found = result.translation or ""
        if (who := self._who()) is not None:
            self._ledger.append(LookedUp(who.header(), text, found))
        return result

    def _sentence(self, text: str, pair: Pair) -> LookedUpSentence:
        there = self._host.ask(Translate(text, pair))
        try:
            back = self._host.ask(Translate(there.text, pair.reversed())).text
        except Cancelled:
            raise
        except UserError as error:
            log.info("no way back: %s", error)
            back = ""
        return LookedUpSentence(text, there.text, pair, there.engine, back)

    def _word(self, word: str, pair: Pair) -> LookedUpWord:
        entries = self._host.submit(LookUpWord(word, pair.source, pair.target), Lane.NOW)
        definitions = self._host.submit(LookUpWord(word, pair.source, pair.source), Lane.NOW)
        translated = self._host.submit(Translate(word, pair), Lane.NOW)
        missing: list[UserError] = []

        def result(call: Callable[[], object]) -> object | None:
            try:
                return call()
            except Cancelled:
                raise
            except UserError as error:
                missing.append(error)
                return None

        found = result(entries.future.result)
        defined = result(definitions.future.result)
        translation = result(lambda: translated.future.result().text)
        if found is None and translation is None:
            raise next((error for error in missing if isinstance(error, ModelMissing)), missing[0])
        return LookedUpWord(
            word,
            pair,
            found if isinstance(found, Entries) else Entries(word, None, ()),
            defined if isinstance(defined, Entries) and defined.entries else None,
            translation if isinstance(translation, str) else None,
        )

    def _keep(self, result: Result) -> None:
        who = self._who()
        text = result.text if isinstance(result, LookedUpSentence) else result.query
        other = _meaning(result)
        if who is None or not text.strip() or not other.strip():
            raise NothingToKeep
        if result.pair.source == who.language:
            front, back = text, other
        elif result.pair.target == who.language:
            # A dictionary lists several words where a learner is asked for one.
            front, back = other if isinstance(result, LookedUpSentence) else _SEVERAL.split(other)[0].strip(), text
        else:
            raise NothingToKeep
        kept = self._ledger.events(kinds=(CardKept,), learner=who.learner, language=who.language)
        if not any(isinstance(card, CardKept) and (card.front, card.back) == (front, back) for card in kept):
            self._ledger.append(CardKept(who.header(), ItemId(f"card/{uuid.uuid4().hex}"), front, back))

    def _history(self) -> tuple[str, ...]:
        who = self._who()
        if who is None:
            return ()
        events = self._ledger.events(kinds=(LookedUp,), learner=who.learner)
        texts = [event.text for event in reversed(events) if isinstance(event, LookedUp)]
        return tuple(dict.fromkeys(texts))[:HISTORY]


def _meaning(result: Result) -> str:
    if isinstance(result, LookedUpSentence):
        return result.translation
    senses = [sense.text for entry in result.entries.entries for sense in entry.senses]
    return senses[0] if senses else result.translation or ""
