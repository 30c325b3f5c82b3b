"""What the text worker is asked when something is looked up: translations, dictionaries, words that correspond."""

from __future__ import annotations

from dataclasses import dataclass

from langtutor.core.alternatives import WordLink
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.registers import Variant
from langtutor.core.requests import Request
from langtutor.core.word_entry import WordEntry


@dataclass(frozen=True, slots=True)
class Translation:
    """via: the language it went through where no model has the pair."""

    text: str
    pair: Pair
    engine: str
    via: LanguageCode | None = None


@dataclass(frozen=True, slots=True)
class Translate(Request[Translation]):
    """model: asked instead of the chosen one. Raises UnsupportedPair, ModelMissing."""

    text: str
    pair: Pair
    model: str = ""


@dataclass(frozen=True, slots=True)
class TranslatedPart:
    """Streamed while a long text is translated. text: what came since the last part; together they are the whole.

    done, total: code points of the original.
    """

    text: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class TranslateText(Request[Translation]):
    """A text of any length: line breaks, lists, code, addresses stay as they are; streams TranslatedPart.

    Raises UnsupportedPair, ModelMissing.
    """

    text: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class WordLinks:
    """In the order of the original. engine: what they were told by."""

    links: tuple[WordLink, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class LinkWords(Request[WordLinks]):
    """Which words of a sentence's translation answer which of the sentence. Raises UnsupportedPair, ModelMissing."""

    source: str
    target: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class Varied:
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class VaryRegister(Request[Varied]):
    """The text, which translates the original, as it is said to other people. No variants where no rules can tell."""

    text: str
    original: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class DescribeWord(Request[WordEntry]):
    """All that is known of a word or phrase, with meanings in pair.target. Nothing found is an empty entry.

    as_written: a word that dictionaries have, though it is more often a form of another (*saw*, of *see*).
    Raises ModelMissing where there is neither dictionary nor translator, UnsupportedPair, EngineFailed.
    """

    word: str
    pair: Pair
    as_written: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """One line of an entry: the translations or the definition.

    part_of_speech: English words in lower case, joined by ", " (`noun`, `verb`, `adjective`…); empty when not known.
    """

    part_of_speech: str
    text: str
    examples: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """headword as the dictionary writes it; dictionary: name to show; pronunciation: IPA or empty."""

    headword: str
    pronunciation: str
    senses: tuple[Sense, ...]
    dictionary: str


@dataclass(frozen=True, slots=True)
class Entries:
    """query as asked; lemma: the form that was found when it isn't the query itself, else None."""

    query: str
    lemma: str | None
    entries: tuple[DictionaryEntry, ...]


@dataclass(frozen=True, slots=True)
class LookUpWord(Request[Entries]):
    """target: language of translations; the same as `language` for a definition. No entry is an empty tuple."""

    word: str
    language: LanguageCode
    target: LanguageCode
