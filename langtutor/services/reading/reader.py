"""Reading: texts are opened and kept with their place, their words told by what the learner knows, and drilled on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path

from langtutor.content.directions import guess_language
from langtutor.core.course import ItemId
from langtutor.core.errors import Cancelled, EngineFailed, ModelMissing, UnsupportedPair
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.core.look_up_requests import DescribeWord, Translate
from langtutor.core.reading import (
    Book,
    BookId,
    Familiarity,
    Measures,
    Place,
    Shelved,
    TextWord,
    count_words,
    word_spans,
)
from langtutor.core.reading_errors import NoNewWords
from langtutor.core.vocabulary import CardDraft, plain_word
from langtutor.core.word_entry import WordEntry
from langtutor.drills.vocabulary import zipf
from langtutor.host.client import Host
from langtutor.services.answers import Who
from langtutor.services.reading import choosing
from langtutor.services.reading.familiar import Familiar, WordList, measured, words_of
from langtutor.services.reading.opening import book_of, open_book
from langtutor.services.tasks import Tasks
from langtutor.services.vocabulary import Vocabulary
from langtutor.services.word_forms import WordForms
from langtutor.settings.schema import Settings
from langtutor.store.library import Library

log = logging.getLogger(__name__)

_SAMPLE = 4000
"""Characters of a text that its language is guessed from."""
_LEVEL_SAMPLE = 120_000
"""Characters that the level is told from, taken from all over the text."""
_MEANINGS = 3
_STEM, _ENDING = 3, 3
"""Letters that forms of one word share at least, and in which they may end otherwise."""
_SMALL_WORDS = 12
"""So many must be found, and twice as many as of any other language."""
ORIGIN = "read"


@dataclass(frozen=True)
class Opened:
    """A book that is being read."""

    about: Shelved
    book: Book

    @cached_property
    def words(self) -> WordList:
        """Of all of it. Some 0.4 s for a novel at first: not for the window's thread."""
        return words_of(self.book)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word to learn, as the card would say it."""

    word: TextWord
    card: CardDraft


@dataclass(frozen=True)
class Opening:
    """cancel: what isn't read yet is not read, and the future ends as cancelled."""

    future: Future[Opened]
    cancel: Callable[[], None]


class Reading:
    """Thread-safe; what takes time comes as a future.

    who: who reads, None while nobody has said what they learn. settings: what they know, as they say, and their first
    language. level: tells a text's level.
    """

    def __init__(
        self,
        library: Library,
        vocabulary: Vocabulary,
        host: Host,
        languages: Mapping[LanguageCode, Language],
        who: Callable[[], Who | None],
        settings: Callable[[], Settings],
        level: Callable[[str, LanguageCode], str | None],
        forms: WordForms,
        tasks: Tasks,
    ) -> None:
        self._library = library
        self._vocabulary = vocabulary
        self._host = host
        self._languages = languages
        self._who = who
        self._settings = settings
        self._level = level
        self._forms = forms
        self._tasks = tasks
        self._zipf = cache(zipf)
        self._familiar: tuple[object, Familiar] | None = None

    # --- opening -------------------------------------------------------------------------------------------------

    def open_file(self, path: Path) -> Opening:
        """Reads a file and puts it on the list. Raises what `open_book` does, DiskFull, FolderReadOnly."""
        stopped = threading.Event()

        def stop() -> None:
            if stopped.is_set():
                raise Cancelled

        def work() -> Opened:
            stop()
            book = open_book(path, stop)
            stop()
            return self._add(book)

        return Opening(self._tasks.run(work), stopped.set)

    def paste(self, text: str) -> Future[Opened]:
        """A text from the clipboard. Raises NothingToRead, BookTooLong, DiskFull, FolderReadOnly."""
        return self._tasks.run(lambda: self._add(book_of(text)))

    def open(self, book: BookId) -> Future[Opened]:
        """One of the list, at its place. Raises NoSuchBook."""

        def work() -> Opened:
            return Opened(*self._library.open(book))

        return self._tasks.run(work)

    def measure_file(self, path: Path) -> tuple[Opened, Measures]:
        """A file as it would be read, now, and without putting it on the list. Raises what `open_book` does."""
        book = open_book(path)
        about = Shelved(
            BookId(""), book.title, book.author, self._language_of(book), count_words(book), datetime.now(UTC)
        )
        opened = Opened(about, book)
        return opened, self._measured(opened)

    # --- the list ------------------------------------------------------------------------------------------------

    def shelf(self) -> Future[tuple[Shelved, ...]]:
        """What was opened, the last one first."""
        return self._tasks.run(self._library.all)

    def set_place(self, book: BookId, place: Place, done: float) -> Future[None]:
        return self._tasks.run(lambda: self._library.set_place(book, place, done))

    def set_language(self, opened: Opened, language: LanguageCode) -> Future[Opened]:
        """What the text is in, where the guess was wrong. Raises NoSuchBook, DiskFull, FolderReadOnly."""
        return self._tasks.run(lambda: replace(opened, about=self._library.set_language(opened.about.id, language)))

    def remove(self, book: BookId) -> Future[None]:
        """Off the list. `put_back` undoes it."""
        return self._tasks.run(lambda: self._library.remove(book))

    def put_back(self, book: BookId) -> Future[Shelved]:
        return self._tasks.run(lambda: self._library.put_back(book))

    def tidy(self) -> None:
        """Once, at the start of the program."""
        self._library.tidy()

    # --- words ---------------------------------------------------------------------------------------------------

    def is_learned(self, language: LanguageCode) -> bool:
        who = self._who()
        return who is not None and who.language == language

    def standing(self, opened: Opened, words: Sequence[str]) -> Future[dict[str, Familiarity]]:
        """How the reader stands with these words, by plain form; nothing for a text in another language."""
        return self._tasks.run(lambda: self._standing(opened, words))

    def measures(self, opened: Opened) -> Future[Measures | None]:
        """None for a text in another language than the learned one."""
        learned = self.is_learned(opened.about.language)
        return self._tasks.run(lambda: self._measured(opened) if learned else None)

    def on_change(self, listener: Callable[[], object]) -> Callable[[], None]:
        """listener is called, from another thread, when words may stand otherwise. Returns what ends that."""
        return self._vocabulary.on_change(listener)

    def sentence_at(self, text: str, at: int, language: LanguageCode) -> tuple[int, int]:
        """Start and end, in code points, of the sentence of a paragraph around a place."""
        found = self._languages.get(language)
        return choosing.sentence_at(text, at, found.abbreviations if found else frozenset())

    # --- drilling ------------------------------------------------------------------------------------------------

    def proposals(self, opened: Opened, chapter: int | None = None) -> Future[tuple[Proposal, ...]]:
        """New words of a chapter, or of the whole text, as cards. Raises NoNewWords where there are none."""
        return self._tasks.run(lambda: self._proposals(opened, chapter))

    def keep(self, proposals: Sequence[Proposal]) -> Future[tuple[ItemId, ...]]:
        """Makes them cards; one undo takes them all back."""

        def work() -> tuple[ItemId, ...]:
            kept = self._vocabulary.keep_all([proposal.card for proposal in proposals])
            return tuple(one.item for one in kept)

        return self._tasks.run(work)

    # --- now, in a thread of ours --------------------------------------------------------------------------------

    def _add(self, book: Book) -> Opened:
        return Opened(self._library.add(book, self._language_of(book)), book)

    def _language_of(self, book: Book) -> LanguageCode:
        """What the words look like; files are often marked as another language than they are in."""
        who, spoken = self._who(), LanguageCode(self._settings().speaks)
        known = [self._languages[one] for one in self._languages]
        declared = book.language.split("-")[0].lower()
        expected = declared if declared in self._languages else (who.language if who else spoken)
        pieces = [part.text for chapter in book.chapters for part in chapter.paragraphs[:20]]
        middle = max(0, len(pieces) // 2 - 20)
        sample = "\n".join([*pieces[middle : middle + 60]])[:_SAMPLE] or pieces[0][:_SAMPLE]
        return _by_small_words(sample, known) or guess_language(sample, known, expected)

    def _words(self, language: LanguageCode) -> Familiar:
        """Made anew when the learner's words have changed."""
        words = self._vocabulary.words()
        key = (words, language, self._settings().knowing)
        kept = self._familiar
        if kept is None or kept[0] != key:
            made = Familiar(language, key[2], words.state_of, lambda form: self._zipf(form, language), self._forms)
            kept = self._familiar = (key, made)
        return kept[1]

    def _standing(self, opened: Opened, words: Sequence[str]) -> dict[str, Familiarity]:
        language = opened.about.language
        if not self.is_learned(language):
            return {}
        return self._words(language).all(words, opened.words.names)

    def _measured(self, opened: Opened) -> Measures:
        language = opened.about.language
        text = "\n".join(chapter.text for chapter in opened.book.chapters)
        step = max(1, len(text) // _LEVEL_SAMPLE)
        lines = text.split("\n")[::step]
        level = self._level("\n".join(lines)[: 2 * _LEVEL_SAMPLE], language)
        return measured(opened.words, self._words(language), level)

    def _proposals(self, opened: Opened, chapter: int | None) -> tuple[Proposal, ...]:
        language = opened.about.language
        chapters = opened.book.chapters if chapter is None else opened.book.chapters[chapter : chapter + 1]
        known = self._languages[language]
        found = choosing.worth_learning(
            chapters, opened.words, self._words(language), self._forms, known.abbreviations, 2 * choosing.MOST
        )
        made: list[Proposal] = []
        for word in found:
            if (card := self._card(word, opened.about)) is not None:
                made.append(Proposal(word, card))
            if len(made) == choosing.MOST:
                break
        if not made:
            raise NoNewWords
        return tuple(made)

    def _card(self, word: TextWord, about: Shelved) -> CardDraft | None:
        """None for a word that nothing gives a meaning for. Raises ModelMissing where no word can be looked up."""
        pair = Pair(about.language, LanguageCode(self._settings().speaks))
        try:
            entry = self._host.ask(DescribeWord(word.form, pair))
        except (UnsupportedPair, EngineFailed) as error:
            log.info("no meaning for a word: %s", error)
            return None
        try:
            sentence = self._host.ask(Translate(word.sentence, pair)).text
        except (UnsupportedPair, ModelMissing, EngineFailed) as error:
            log.info("a sentence stays untranslated: %s", error)
            sentence = ""
        back = _meaning(entry, word.form, sentence)
        if not back:
            return None
        front = entry.headword or word.word
        return CardDraft(front, back, word.sentence, sentence, word.form, (about.title,), ORIGIN)


def _by_small_words(text: str, languages: Sequence[Language]) -> LanguageCode | None:
    """The language that most of the small words are of (*the*, *uma*); None where they don't tell it. At once, where
    frequencies of words take seconds to load."""
    words = [plain_word(text[start:end]) for start, end in word_spans(text)]
    counts = sorted(((sum(map(one.function_words.__contains__, words)), one.code) for one in languages), reverse=True)
    (most, language), second = counts[0], counts[1][0] if len(counts) > 1 else 0
    return language if most >= _SMALL_WORDS and most >= 2 * second else None


def _meaning(entry: WordEntry, form: str, sentence: str) -> str:
    """The first few translations of the sense that the translated sentence has; else of the first one that has any, of
    what the form shows it to be (*climbed* is a verb); else the translator's."""
    shown = {
        inflection.part_of_speech
        for inflection in entry.inflections
        for one in inflection.forms
        if one.text == form.lower() != inflection.lemma
    }
    told = [meaning for meaning in entry.meanings if meaning.translations]
    fitting = [meaning for meaning in told if shown & set(meaning.part_of_speech.split(", "))]
    words = [plain_word(sentence[start:end]) for start, end in word_spans(sentence)]
    for meaning in told:
        said = [one for one in meaning.translations if any(_alike(plain_word(one), word) for word in words)]
        if said:
            rest = [one for one in meaning.translations if one not in said]
            return "; ".join([*said, *rest][:_MEANINGS])
    for meaning in (*fitting, *told):
        return "; ".join(meaning.translations[:_MEANINGS])
    return entry.translation


def _alike(one: str, other: str) -> bool:
    """Forms of one word, as far as their beginnings tell: *rocha* and *rochas*, *correr* and *correu*."""
    shared = max(_STEM, max(len(one), len(other)) - _ENDING)
    return one[:shared] == other[:shared] and len(one) >= shared <= len(other)
