"""Looking up: a word or phrase gives its entry, a sentence its translation, a longer text its own bit by bit."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass

from langtutor.content.directions import guess_language
from langtutor.core.alternatives import WordLink
from langtutor.core.errors import Cancelled, ModelMissing, NothingToKeep, UnsupportedPair, UserError
from langtutor.core.events import LookedUp
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.core.look_up_requests import DescribeWord, LinkWords, Translate, TranslatedPart
from langtutor.core.vocabulary import CardDraft, KeptCard, Standing
from langtutor.core.word_entry import WordEntry
from langtutor.host.client import Host
from langtutor.services.answers import Who
from langtutor.services.tasks import Tasks
from langtutor.services.translating import Translating
from langtutor.services.vocabulary import Vocabulary
from langtutor.store.ledger import Ledger

log = logging.getLogger(__name__)

HISTORY = 50
SENTENCE_LENGTH = 400
"""Code points; what is longer, or has lines, is a text: it comes bit by bit and isn't translated back."""

ORIGIN = "look_up"
"""What cards kept here say of where they come from."""

_GUESSED_FROM = 2000
_REMEMBERED = 2000
_PHRASE_WORDS = 6
_ENDS = (".", "!", "?", "…", ":")
_ON_A_CARD = 3

OnPart = Callable[[TranslatedPart], None]


@dataclass(frozen=True)
class LookedUpSentence:
    """via: the language it went through where no model has the pair."""

    text: str
    translation: str
    pair: Pair
    engine: str
    via: LanguageCode | None = None

    @property
    def is_text(self) -> bool:
        return is_text(self.text)


@dataclass(frozen=True)
class LookedUpWord:
    """standing: how the word of the learned language stands; None where nobody learns, or neither side is learned."""

    entry: WordEntry
    standing: Standing | None = None

    @property
    def text(self) -> str:
        return self.entry.query

    @property
    def pair(self) -> Pair:
        return self.entry.pair

    @property
    def translation(self) -> str:
        """The first one there is; empty without any."""
        words = (word for meaning in self.entry.meanings for word in meaning.translations)
        return next(words, self.entry.translation)


Result = LookedUpSentence | LookedUpWord


@dataclass(frozen=True)
class _Question:
    text: str
    pair: Pair
    on_part: OnPart
    as_written: bool


def is_text(text: str) -> bool:
    """Whether it is more than a sentence."""
    return len(text) > SENTENCE_LENGTH or "\n" in text.strip()


def forms_of(entry: WordEntry) -> tuple[str, ...]:
    """The headword as it may stand in a sentence."""
    forms = (text for inflection in entry.inflections for form in inflection.forms for text in form.text.split(", "))
    return tuple(dict.fromkeys((entry.headword, *forms)))


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
        vocabulary: Vocabulary,
    ) -> None:
        self._host = host
        self._ledger = ledger
        self._languages = languages
        self._pairs = pairs
        self._who = who
        self._tasks = tasks
        self._vocabulary = vocabulary
        self._translating = Translating(host)

    def warm_up(self) -> Future[None]:
        """What the first look-up would wait for in this process: lists of words, half a second of them."""

        def work() -> None:
            if self._pairs:
                self._standing(WordEntry("word", self.direction("word"), "word"))

        return self._tasks.run(work)

    def pairs(self) -> tuple[Pair, ...]:
        """Directions there are models for."""
        return self._pairs

    def look_up(
        self,
        text: str,
        pair: Pair | None = None,
        on_part: OnPart = lambda part: None,
        *,
        remember: bool = True,
        as_written: bool = False,
    ) -> Future[Result]:
        """The direction is guessed where none is given. Nothing gives an empty word. Cancelling the future lets go of
        what is under way.

        on_part: gets the parts of a text's translation, from another thread. remember: as an event, which the history
        and the learner's vocabulary are made of. as_written: see DescribeWord. Raises UnsupportedPair, ModelMissing,
        EngineFailed, EngineCrashed.
        """
        answer: Future[Result] = Future()

        def work() -> None:
            with suppress(InvalidStateError):  # cancelled meanwhile
                try:
                    question = _Question(text.strip(), pair or self.direction(text), on_part, as_written)
                    answer.set_result(self._look_up(question, answer, remember))
                except Exception as error:  # whoever waits for the answer is told
                    answer.set_exception(error)

        self._tasks.run(work)
        return answer

    def back(self, result: LookedUpSentence) -> Future[str]:
        """The translation's own translation: what got lost shows in it. Empty where there is no way back."""
        return self._tasks.run(lambda: self._back(result))

    def links(self, result: LookedUpSentence) -> Future[tuple[WordLink, ...]]:
        """Which words answer which; none where nothing can tell."""
        return self._tasks.run(lambda: self._links(result))

    def direction(self, text: str) -> Pair:
        """The pair whose source the text seems to be in. Raises UnsupportedPair.

        What may be in several languages (*no*, *legal*) is taken for the learned one: that is what is looked up most.
        """
        if not self._pairs:
            raise UnsupportedPair(source="?", target="?")
        who = self._who()
        sources = dict.fromkeys(pair.source for pair in self._pairs)
        known = [self._languages[source] for source in sources if source in self._languages]
        code = guess_language(text[:_GUESSED_FROM], known, who.language if who else None) if known else None
        return next((pair for pair in self._pairs if pair.source == code), self._pairs[0])

    def keep_card(self, result: Result, sentence: str = "", translation: str = "") -> Future[KeptCard]:
        """Keep it to practise: the learned language in front. What is kept already is not kept twice.

        sentence: where a word of the learned language was met, with its translation. Raises NothingToKeep without a
        meaning, or where neither language is the learned one.
        """
        return self._tasks.run(lambda: self._keep(result, sentence, translation))

    def standing(self, result: LookedUpWord) -> Future[Standing | None]:
        """As of now: it was kept meanwhile, or marked as known."""
        return self._tasks.run(lambda: self._standing(result.entry))

    def history(self) -> Future[tuple[str, ...]]:
        """What was looked up, newest first, each once."""
        return self._tasks.run(self._history)

    # --- now, in a thread of ours --------------------------------------------------------------------------------

    def _look_up(self, question: _Question, answer: Future[Result], remember: bool) -> Result:
        text = question.text
        if not text:
            return LookedUpWord(WordEntry("", question.pair, ""))
        entry = self._entry(question) if _may_be_word(text) else None
        result = LookedUpWord(entry) if entry is not None else self._translated(question, answer)
        if remember and not answer.cancelled() and (who := self._who()) is not None:
            headword = self._learned(entry) if entry is not None else ""
            found = result.translation[:_REMEMBERED]
            self._ledger.append(LookedUp(who.header(), text[:_REMEMBERED], found, headword=headword))
        return LookedUpWord(entry, self._standing(entry)) if entry is not None else result

    def _entry(self, question: _Question) -> WordEntry | None:
        """None for what turns out to be several words that no dictionary has together."""
        several = len(question.text.split()) > 1
        try:
            entry = self._host.ask(DescribeWord(question.text, question.pair, question.as_written))
        except (ModelMissing, UnsupportedPair) as error:
            if not several:
                raise
            log.info("no dictionaries for phrases: %s", error)
            return None
        return None if several and entry.is_empty else entry

    def _translated(self, question: _Question, answer: Future[Result]) -> LookedUpSentence:
        text, pair = question.text, question.pair
        if is_text(text):
            under_way = self._translating.start(text, pair, question.on_part)
            answer.add_done_callback(lambda done: under_way.cancel() if done.cancelled() else None)
            there = under_way.result()
        else:
            there = self._host.ask(Translate(text, pair))
        return LookedUpSentence(text, there.text, pair, there.engine, there.via)

    def _back(self, result: LookedUpSentence) -> str:
        try:
            return self._host.ask(Translate(result.translation, result.pair.reversed())).text
        except Cancelled:
            raise
        except UserError as error:
            log.info("no way back: %s", error)
            return ""

    def _links(self, result: LookedUpSentence) -> tuple[WordLink, ...]:
        try:
            return self._host.ask(LinkWords(result.text, result.translation, result.pair)).links
        except Cancelled:
            raise
        except UserError as error:
            log.info("words aren't linked: %s", error)
            return ()

    def _learned(self, entry: WordEntry) -> str:
        """The word of the learned language that an entry is about, empty without one."""
        who = self._who()
        if who is None or entry.is_empty:
            return ""
        if entry.pair.source == who.language:
            return entry.headword if entry.meanings else ""
        has_dictionary = any(meaning.translations for meaning in entry.meanings)
        return LookedUpWord(entry).translation if has_dictionary and entry.pair.target == who.language else ""

    def _standing(self, entry: WordEntry) -> Standing | None:
        word = self._learned(entry)
        return self._vocabulary.state_of(word) if word else None

    def _keep(self, result: Result, sentence: str, translation: str) -> KeptCard:
        who = self._who()
        if who is None or who.language not in (result.pair.source, result.pair.target):
            raise NothingToKeep
        draft = _sentence_card(result) if isinstance(result, LookedUpSentence) else _word_card(result.entry)
        if result.pair.target == who.language:
            # A dictionary lists several words where a learner is asked for one.
            several = draft.back.split(", ")[0] if isinstance(result, LookedUpWord) else draft.back
            draft = CardDraft(several, draft.front, origin=ORIGIN)
        elif isinstance(result, LookedUpWord):
            form = result.text if result.text.lower() != result.entry.headword.lower() else ""
            draft = CardDraft(draft.front, draft.back, sentence, translation, form, origin=ORIGIN)
        if not draft.front.strip() or not draft.back.strip():
            raise NothingToKeep
        return self._vocabulary.keep_all([draft])[0]

    def _history(self) -> tuple[str, ...]:
        who = self._who()
        if who is None:
            return ()
        events = self._ledger.events(kinds=(LookedUp,), learner=who.learner)
        texts = [event.text for event in reversed(events) if isinstance(event, LookedUp)]
        return tuple(dict.fromkeys(texts))[:HISTORY]


def _may_be_word(text: str) -> bool:
    """One word, or a few that don't end like a sentence: dictionaries have phrases."""
    words = text.split()
    return len(words) == 1 or (len(words) <= _PHRASE_WORDS and not text.endswith(_ENDS) and "\n" not in text)


def _sentence_card(result: LookedUpSentence) -> CardDraft:
    return CardDraft(result.text, result.translation, origin=ORIGIN)


def _word_card(entry: WordEntry) -> CardDraft:
    """The first sense that has a translation; else the translator's, else what the word is said to mean."""
    translated = next((meaning.translations for meaning in entry.meanings if meaning.translations), ())
    defined = next((meaning.definition for meaning in entry.meanings if meaning.definition), "")
    back = ", ".join(translated[:_ON_A_CARD]) or entry.translation or defined
    return CardDraft(entry.headword or entry.query, back, origin=ORIGIN)
