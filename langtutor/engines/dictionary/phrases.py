"""Phrasal verbs and idioms: how dictionaries write what was asked in another form (*gave up*, *takes it off*)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product

MOST_WORDS = 7
"""Longer than this is a sentence, not a phrase that a dictionary has."""

_MOST_TRIED = 60


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_BEFORE = frozenset({"to", "a", "an", "the", "be", "o", "os", "as", "um", "uma", "ser", "estar"})
_OBJECTS = _words("it him her them me us you something somebody someone anything sth sb isso isto ele ela eles elas")
_SELVES = _words("myself yourself himself herself itself ourselves yourselves themselves")
_OWN = {**dict.fromkeys(_words("my your his her its our their"), "one's"), **dict.fromkeys(_SELVES, "oneself")}
_PARTICLES = _words(
    "about across after ahead along apart around aside at away back by down for forward from in into of off on onto out"
    " over past round through to together towards under up upon with without"
)


def spellings(text: str, lemmas: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """Ways in which a dictionary may have a phrase, likeliest first, in lower case. lemmas: of a lower-case word."""
    words = text.lower().split()
    if not 1 < len(words) <= MOST_WORDS:
        return
    tried: set[str] = set()
    for variant in _variants(words):
        choices = [_choices(word, place, lemmas) for place, word in enumerate(variant)]
        for chosen in islice(product(*choices), _MOST_TRIED):
            phrase = " ".join(chosen)
            if phrase not in tried and phrase != text:
                tried.add(phrase)
                yield phrase


def _variants(words: list[str]) -> Iterator[list[str]]:
    """As they stand, without what isn't part of the phrase, and with the words that dictionaries put in its place."""
    yield words
    if words[0] in _BEFORE and len(words) > 2:
        yield words[1:]
    owned = [_OWN.get(word, word) for word in words]
    if owned != words:
        yield owned
    without = [word for place, word in enumerate(words) if not place or word not in _OBJECTS]
    if len(without) < len(words) and (len(without) > 2 or (len(without) > 1 and without[-1] in _PARTICLES)):
        yield without
    if len(words) > 2 and words[-1] in _PARTICLES:
        yield words[:-1]


def _choices(word: str, place: int, lemmas: Callable[[str], Iterable[str]]) -> list[str]:
    """A phrase begins with its verb in the infinitive; further on, words mostly stay as they are."""
    if word in _PARTICLES or word in _OWN.values():
        return [word]
    forms = [form for form in lemmas(word) if form != word]
    return [*forms, word] if place == 0 else [word, *forms]


def ranked(headword: str, translated: Iterable[str], defined: Iterable[str], is_verb: bool) -> tuple[str, ...]:
    """Phrasal verbs first (*give up*), then those with a translation, then what is short; each once.

    defined: those that are only explained, which are idioms of a verb and mere compounds of a noun.
    """
    with_translation = dict.fromkeys(translated)
    found = dict.fromkeys((*with_translation, *(defined if is_verb else ())))
    found.pop(headword, None)

    def place(phrase: str) -> tuple[bool, bool, int, str]:
        rest = phrase.split()[1:]
        phrasal = is_verb and all(word in _PARTICLES for word in rest)
        return (not phrasal, phrase not in with_translation, len(rest), phrase)

    return tuple(sorted(found, key=place))
