"""Slips with nouns, adjectives and adverbs: number, possession, comparison, adjective for adverb."""

from __future__ import annotations

import random
from collections.abc import Iterator

from langtutor.core.text import Span
from langtutor.engines.grammar.proposing import Word
from langtutor.evaluation.injection_slips import Clean, Slip, SlipTable, inflected, zipf

_SIGNS_OF_PLURAL = frozenset({"many", "these", "those", "several", "few", "some", "all", "two", "three", "other"})


def form_slips(clean: Clean, table: SlipTable, rng: random.Random) -> Iterator[Slip]:
    for i, word in enumerate(clean.words):
        for finder in (_nouns, _possessives, _adjectives, _comparison, _adverbs):
            for slip in finder(clean, table, i, word):
                if slip is not None:
                    yield slip


def _nouns(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    low = clean.lower[i]
    if word.tag == "NNS":
        one = inflected(word.lemma, "NN") or word.lemma
        signs = {clean.at(child) for child in clean.children(i)} & _SIGNS_OF_PLURAL
        numbered = any(clean.tag(child) == "CD" for child in clean.children(i))
        kind = "noun.one_of" if clean.at(i - 2) == "of" and clean.at(i - 3) == "one" else "noun.plural_dropped"
        weight = table.weight(kind) * (1.6 if signs or numbered else 0.5)
        yield clean.swap(kind, i, one, "R:NOUN:NUM", weight)
        if low in table.lists["irregular_plurals"]:
            stem = word.lemma if low != "people" else "people"
            for wrong in {f"{stem}s", f"{low}s"}:
                yield clean.swap("noun.regularised", i, wrong, "R:NOUN:INFL", table.weight("noun.regularised") / 2)
    if word.tag == "NN" and low in table.lists["uncountables"] and low != "news":
        type_ = "R:NOUN:INFL" if low in table.lists["without_plural"] else "R:NOUN:NUM"
        yield clean.swap("noun.uncountable", i, f"{low}s", type_, table.weight("noun.uncountable"))
    elif word.tag == "NN" and word.pos == "NOUN":
        likely = 2.0 if clean.at(i - 1) in ("every", "each", "another") else 0.5
        weight = table.weight("noun.plural_added") * likely
        yield clean.swap("noun.plural_added", i, inflected(word.lemma, "NNS"), "R:NOUN:NUM", weight)


def _possessives(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    """ "my brother's car" → "my brother car", "my brothers car"."""
    if word.tag != "POS" or not i:
        return
    weight = table.weight("noun.possessive")
    yield Slip("noun.possessive", word.span, "", "M:NOUN:POSS", weight / 2)
    if clean.lower[i] == "'s":
        owner = clean.words[i - 1]
        span = Span(owner.span.start, word.span.end)
        yield Slip("noun.possessive", span, f"{owner.text}s", "R:NOUN:POSS", weight / 2)


def _adjectives(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    plural = clean.tag(word.head) == "NNS" and word.dep == "amod"
    if plural and clean.lower[i] == "other":
        yield clean.swap("noun.others", i, "others", "R:MORPH", table.weight("noun.others"))
    elif plural and clean.lower[i] in table.lists["plural_adjectives"] and not clean.lower[i].endswith("s"):
        wrong = f"{clean.lower[i]}s"
        yield clean.swap("noun.adjective_plural", i, wrong, "R:MORPH", table.weight("noun.adjective_plural"))


def _comparison(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    low = clean.lower[i]
    if word.tag in ("JJR", "RBR") and low not in ("more", "less") and low.endswith(("er", "worse")):
        weight = table.weight("word.comparative_doubled")
        yield clean.insert("word.comparative_doubled", i, "more", "U:ADV", weight)
        weight = table.weight("word.comparative_more")
        yield clean.swap("word.comparative_more", i, f"more {word.lemma}", "R:ADJ:FORM", weight)
    if word.tag == "JJS" and low not in ("most", "least") and low.endswith("st"):
        for opener in ("most", "more"):
            weight = table.weight("word.superlative") / 2
            yield clean.swap("word.superlative", i, f"{opener} {word.lemma}", "R:ADJ:FORM", weight)
    if word.tag == "RBS" and low == "most":
        yield clean.swap("word.superlative", i, "more", "R:ADV", table.weight("word.superlative"))


def _adverbs(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    low = clean.lower[i]
    if word.tag == "RB" and low.endswith("ly") and len(low) > 4:
        stem = _adjective_of(low)
        if stem:
            yield clean.swap("word.adverb", i, stem, "R:MORPH", table.weight("word.adverb"))
    if word.tag == "JJ" and word.dep == "acomp" and zipf(f"{low}ly") > 3.5:
        yield clean.swap("word.adjective", i, f"{low}ly", "R:MORPH", table.weight("word.adjective"))


def _adjective_of(adverb: str) -> str:
    """ "easily" → "easy", "simply" → "simple"; "" where the stem is no common word."""
    stem = adverb[:-2]
    candidates = (
        [f"{stem[:-1]}y"] if stem.endswith("i") else [stem, f"{stem}le", f"{stem[:-1]}le", stem.removesuffix("al")]
    )
    return next((one for one in candidates if zipf(one) > 3.5), "")
