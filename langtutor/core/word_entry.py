"""All that is told of one word when it is looked up: what dictionaries say, its forms, how common it is."""

from __future__ import annotations

from dataclasses import dataclass

from langtutor.core.false_friends import FalseFriend
from langtutor.core.language import LanguageCode, Pair

OUR_PHRASES = "langtutor.phrases"
"""The name, among dictionaries, of the phrases that we wrote ourselves; shown by a message."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One sense. part_of_speech: English words in lower case, joined by ", "; empty when not known.

    translations: in the language asked for; empty for a sense that is only defined. definition: in the word's own
    language, or empty. dictionaries: names of those that have it, the first one's words are shown. gloss: a few
    words of the word's own language that tell translations' senses apart, or empty.
    """

    part_of_speech: str
    translations: tuple[str, ...] = ()
    definition: str = ""
    examples: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    dictionaries: tuple[str, ...] = ()
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form. name: what it is, as a key of the messages (`past`, `plural`, `present.1s`)."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Inflection:
    """All forms of a lemma as one part of speech. irregular: some of them aren't made by rule.

    principal: names of the forms that a learner needs first (*go, went, gone*), in their order.
    """

    lemma: str
    part_of_speech: str
    forms: tuple[Form, ...]
    irregular: bool
    principal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordEntry:
    """query: as asked. headword: as it was found, empty where nothing was.

    found_by: why the headword isn't the query: `lemma`, `spelling`, `phrase`; empty where it is. pronunciation: IPA
    without slashes, or empty; level: A1 to C2 of the commonest sense, empty where that isn't known. zipf: log10 of uses
    per thousand million words, None for languages without frequencies. similar: what else may have been meant.
    phrases: phrasal verbs and idioms with the word that dictionaries have. translation: the translator's, asked where
    dictionaries have not even two, and of phrases that we didn't write of. form_of: words of which the query is a form
    besides (*saw*: see).
    """

    query: str
    pair: Pair
    headword: str
    found_by: str = ""
    pronunciation: str = ""
    meanings: tuple[Meaning, ...] = ()
    inflections: tuple[Inflection, ...] = ()
    level: str = ""
    zipf: float | None = None
    false_friend: FalseFriend | None = None
    similar: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    translation: str = ""
    form_of: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.meanings and not self.translation

    @property
    def language(self) -> LanguageCode:
        return self.pair.source
