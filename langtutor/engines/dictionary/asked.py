"""The dictionaries that serve one question: those that translate and those that define."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from langtutor.core.errors import Cancelled, ModelMissing, UserError
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import DictionaryEntry
from langtutor.core.phrases import Phrase
from langtutor.engines.dictionary.shelf import Shelf

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pages:
    """What the dictionaries have under one word, accents and case aside. phrase: what we wrote of it ourselves."""

    translating: tuple[DictionaryEntry, ...]
    defining: tuple[DictionaryEntry, ...]
    phrase: Phrase | None = None

    @property
    def headwords(self) -> tuple[str, ...]:
        own = (self.phrase.text,) if self.phrase else ()
        return tuple(dict.fromkeys((*own, *(entry.headword for entry in (*self.translating, *self.defining)))))

    @property
    def pronunciations(self) -> tuple[str, ...]:
        return tuple(entry.pronunciation for entry in (*self.translating, *self.defining) if entry.pronunciation)

    def of(self, headword: str) -> Pages:
        """Under this very word, case aside."""
        low = headword.lower()
        return Pages(
            tuple(entry for entry in self.translating if entry.headword.lower() == low),
            tuple(entry for entry in self.defining if entry.headword.lower() == low),
            self.phrase if self.phrase and self.phrase.text.lower() == low else None,
        )

    def __bool__(self) -> bool:
        return bool(self.translating or self.defining or self.phrase)


class OwnPhrases(Protocol):
    """Phrases with meanings that we wrote ourselves."""

    def of(self, text: str, language: LanguageCode, other: LanguageCode) -> Phrase | None: ...

    def beginning(self, word: str, language: LanguageCode, other: LanguageCode) -> tuple[str, ...]: ...


class Asked:
    """Keeps what was found, and what kept dictionaries from answering."""

    def __init__(self, shelf: Shelf, pair: Pair, own: OwnPhrases) -> None:
        self._own = own
        self._shelf = shelf
        self._pair = pair
        self._found: dict[str, Pages] = {}
        self._back: dict[str, tuple[str, ...]] = {}
        self._missing: list[UserError] = []
        self._answered = False

    def pages(self, word: str) -> Pages:
        if word not in self._found:
            own = self._own.of(word, self._pair.source, self._pair.target)
            self._found[word] = Pages(self._entries(word, self._pair), self._entries(word, self._defining), own)
        return self._found[word]

    def has(self, word: str) -> bool:
        return bool(self.pages(word).of(word))

    def back(self, translation: str) -> tuple[str, ...]:
        """What the other direction's dictionary gives for a translation."""
        if translation not in self._back:
            entries = self._entries(translation, self._pair.reversed())
            texts = (sense.text for entry in entries for sense in entry.senses)
            self._back[translation] = tuple(word.strip() for text in texts for word in text.split(","))
        return self._back[translation]

    def beginning(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Phrases that begin with a word: those that are translated, and those that are defined."""
        own = self._own.beginning(word, self._pair.source, self._pair.target)
        translated, defined = self._beginning(word, self._pair), self._beginning(word, self._defining)
        return (*own, *translated), defined

    def complain(self, *errors: UserError) -> None:
        """Raises what kept all dictionaries from answering, if none did answer. errors: what else went wrong."""
        if not self._answered and (missing := [*errors, *self._missing]):
            raise next((error for error in missing if isinstance(error, ModelMissing)), missing[0])

    @property
    def _defining(self) -> Pair:
        return Pair(self._pair.source, self._pair.source)

    def _beginning(self, word: str, way: Pair) -> tuple[str, ...]:
        return self._try(lambda: self._shelf.beginning(word, way.source, way.target), ())

    def _entries(self, word: str, way: Pair) -> tuple[DictionaryEntry, ...]:
        return self._try(lambda: self._shelf.entries(word, way.source, way.target), ())

    def _try(self, ask: Callable[[], T], otherwise: T) -> T:
        try:
            answer = ask()
        except Cancelled:
            raise
        except UserError as error:
            self._missing.append(error)
            return otherwise
        self._answered = True
        return answer
