"""Singular and plural. Sure after numbers, *many*, *these*, *every*, *one of the*, and of plurals that don't exist."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.reading import Reading

_TYPE = "R:NOUN:NUM"
_PLURAL_BEFORE = frozenset({"many", "several", "these", "those", "both", "few", "various", "numerous", "fewer"})
_SINGULAR_BEFORE = frozenset({"every", "each", "another", "a", "an"})
_UNITS = frozenset(["kilo", "percent", "dozen", "hundred", "thousand", "million", "billion", "foot"])


def nouns(reading: Reading) -> Iterator[Edit]:
    for i in range(len(reading)):
        yield from _impossible_plural(reading, i)
        yield from _after_quantity(reading, i)
        yield from _one_of(reading, i)
        yield from _this(reading, i)


def _impossible_plural(reading: Reading, i: int) -> Iterator[Edit]:
    word = reading.low(i)
    if reading.is_name(i):
        return
    form = reading.tables.map("irregular_plurals").get(word)
    if form is not None and reading.low(i + 1) != "'" and reading.tag(i) != "VBZ":
        yield reading.replace(i, form, "R:NOUN:INFL", "noun.irregular", 0.93)
        return
    single = reading.lexicon.singular(word)
    if single in reading.tables.words("never_plural") and reading.tag(i) in ("NNS", "NN"):
        yield reading.replace(i, single, "R:NOUN:NUM", "noun.uncountable", 0.88)


def _this(reading: Reading, i: int) -> Iterator[Edit]:
    """ "this boxes", "that new shoes"."""
    if reading.low(i) not in ("this", "that") or reading.tag(i) != "DT":
        return
    noun = _phrase(reading, i)
    if noun is None or reading.tag(noun) != "NNS" or reading.is_name(noun):
        return
    form = reading.low(noun)
    if form in reading.tables.words("looks_plural") or form in reading.tables.words("unmarked_plural"):
        return
    single = reading.lexicon.singular(form)
    if single is None:
        return
    plural_verb = reading.low(noun + 1) in ("are", "were", "have", "do") or reading.tag(noun + 1) == "VBP"
    sure = 0.9 if plural_verb else 0.75 if noun == i + 1 else 0.6
    yield reading.replace(i, "these" if reading.low(i) == "this" else "those", "R:DET", "noun.this_these", sure)
    yield reading.replace(noun, single, _TYPE, "noun.this_these", 0.3)


def _phrase(reading: Reading, i: int) -> int | None:
    """The noun of a phrase that goes on after word `i`, over adjectives; None where it is not clear."""
    for k in range(i + 1, min(i + 4, len(reading))):
        if reading.tag(k) in ("NN", "NNS"):
            return (
                k
                if reading.tag(k + 1) not in ("NN", "NNS", "NNP", "POS", "HYPH", "CD") and reading.low(k + 1) != "-"
                else None
            )
        if reading.tag(k) not in ("JJ", "JJR", "JJS", "VBN"):
            return None
    return None


def _after_quantity(reading: Reading, i: int) -> Iterator[Edit]:
    word = reading.low(i)
    number = reading.tag(i) == "CD" and _more_than_one(word)
    if not number and word not in _PLURAL_BEFORE and word not in _SINGULAR_BEFORE:
        return
    noun = _phrase(reading, i)
    if noun is None or reading.is_name(noun):
        return
    form, near = reading.low(noun), noun == i + 1
    if word in _SINGULAR_BEFORE:
        single = reading.lexicon.singular(form)
        odd = form in reading.tables.words("looks_plural") or form in reading.tables.words("unmarked_plural")
        if single and reading.tag(noun) == "NNS" and not odd and reading.low(noun - 1) not in ("few", "many", "couple"):
            if word in ("every", "each", "another") and not (word == "every" and reading.tag(i + 1) == "CD"):
                yield reading.replace(noun, single, _TYPE, "noun.after_each", 0.88 if near else 0.7)
            elif word in ("a", "an"):
                yield reading.replace(noun, single, _TYPE, "noun.after_a", 0.6 if near else 0.45)
        return
    if (
        reading.tag(noun) != "NN"
        or form in ("person", "people")
        or form in reading.tables.words("unmarked_plural")
        or form in _UNITS
    ):
        return
    plural = reading.lexicon.plural(form)
    if word in ("many", "few") and reading.lexicon.countable(form) < 0.4:
        sure = 0.82 if reading.lexicon.uncountable(form) and near else 0.55
        yield reading.replace(i, "much" if word == "many" else "little", "R:ADJ", "noun.many_much", sure)
        return
    if not plural or plural == form or reading.lexicon.uncountable(form) or reading.lexicon.is_plural(form):
        return
    if word in ("these", "those", "both") and not near:
        sure = 0.6
    elif number:
        sure = _after_number(reading, i, noun)
    else:
        sure = 0.93 if near and word in ("many", "several", "these", "those") else 0.75
    if word == "few" and reading.low(i - 1) not in ("a", "very", "the", "too", "so"):
        sure = 0.6
    if word in ("many", "few", "both", "these", "those") and reading.tag(noun + 1) == "VBG":
        sure -= 0.2
    yield reading.replace(noun, plural, _TYPE, "noun.after_quantity", sure)


def _more_than_one(word: str) -> bool:
    if word.isdigit():
        return 1 < int(word) < 1900 or int(word) > 2100
    return word.isalpha() and word not in ("one", "zero", "million", "hundred", "thousand", "billion")


def _after_number(reading: Reading, i: int, noun: int) -> float:
    """ "Windows 10 computer", "a 20 minute walk", "chapter 2 exercise": a number may belong to something else."""
    before = reading.low(i - 1)
    if (
        before in ("a", "an", "the", "-", "$", "£", "€", "#", "no", "number")
        or reading.attached(noun)
        or reading.attached(i)
    ):
        return 0.35
    if reading.tag(i - 1) in ("NN", "NNP", "NNS") and reading.low(i).isdigit():
        return 0.3
    return 0.88 if noun == i + 1 else 0.6


def _one_of(reading: Reading, i: int) -> Iterator[Edit]:
    if reading.low(i) not in ("one", "some", "each", "many", "most", "two", "both") or reading.low(i + 1) != "of":
        return
    if reading.low(i + 2) not in ("the", "my", "our", "his", "her", "their", "these", "those", "your", "its"):
        return
    noun = _phrase(reading, i + 2)
    if noun is None or reading.tag(noun) != "NN":
        return
    plural, form = reading.lexicon.plural(reading.low(noun)), reading.low(noun)
    if plural and plural != form and not reading.lexicon.uncountable(form) and not reading.lexicon.is_plural(form):
        sure = 0.9 if reading.low(i) in ("one", "each", "two", "both", "many") else 0.2
        if form in reading.tables.words("often_plural_agreement"):
            sure = min(sure, 0.4)
        yield reading.replace(noun, plural, _TYPE, "noun.one_of", sure if noun <= i + 4 else sure - 0.15)
