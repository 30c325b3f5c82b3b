"""Adjectives have no plural and stand in front of their noun; adverbs end in -ly. Sure of plurals that don't exist."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit, Span
from langtutor.engines.grammar.english.lexicon import forms, lemmas
from langtutor.engines.grammar.english.reading import Reading

_COPULAS = frozenset(["be", "look", "seem", "feel", "become", "sound", "get"])


def adjectives(reading: Reading) -> Iterator[Edit]:
    for i in range(len(reading)):
        if reading.is_word(i):
            yield from _plural(reading, i)
            yield from _behind_its_noun(reading, i)
            yield from _very_behind(reading, i)
            yield from _adverb(reading, i)
            yield from _person_possessive(reading, i)


def _plural(reading: Reading, i: int) -> Iterator[Edit]:
    """ "nices people", "very hungries", "importants things"."""
    word = reading.low(i)
    if not word.endswith("s") or len(word) < 5 or reading.is_name(i) or word.endswith(("ss", "us", "ous")):
        return
    for single in (
        f"{word[:-3]}y" if word.endswith("ies") else "",
        word[:-1],
        word[:-2] if word.endswith("es") else "",
    ):
        if not single or "ADJ" not in lemmas(single):
            continue
        noun_follows = reading.tag(i + 1) in ("NNS", "NN") and reading.low(i + 1) != "of"
        if not reading.lexicon.knows(word):
            yield reading.replace(i, single, "R:ADJ:FORM", "adjective.plural", 0.9)
        elif noun_follows and reading.is_in_word(single, "plain_adjectives") and reading.tag(i + 1) == "NNS":
            yield reading.replace(i, single, "R:ADJ:FORM", "adjective.plural", 0.85)
        return


def _behind_its_noun(reading: Reading, i: int) -> Iterator[Edit]:
    """ "a dog big", "a house white"."""
    if not reading.is_in(i, "plain_adjectives") or reading.tag(i - 1) not in ("NN", "NNS") or i < 2:
        return
    if (reading.is_word(i + 1) and reading.tag(i + 1) not in ("IN", "CC", "CD", "RB")) or reading.is_name(i - 1):
        return
    if reading.low(i - 1) in ("years", "year", "months", "weeks", "days", "feet", "inches", "meters", "metres"):
        return
    first = i - 2
    while reading.tag(first) == "JJ":
        first -= 1
    governor = next((reading.lemma(k) for k in range(i - 1, -1, -1) if reading.pos(k) == "VERB"), "")
    article = reading.low(first) in ("a", "an")
    if governor in reading.tables.words("makes_so") - (
        {"have", "buy", "drive", "eat", "wear", "want", "like"} if article else set()
    ) or reading.low(i + 1) in ("as", "for", "than", "to", "of"):
        return
    if reading.tag(first) not in ("DT", "PRP$", "CD") and not article:
        return
    sure = 0.85 if article else 0.6
    yield reading.replace(
        i - 1, f"{reading.words[i].text} {reading.words[i - 1].text}", "R:WO", "order.adjective", sure, i
    )


def _very_behind(reading: Reading, i: int) -> Iterator[Edit]:
    """ "a book very useful."."""
    if (
        reading.low(i) not in ("very", "so")
        or reading.tag(i - 1) != "NN"
        or reading.tag(i + 1) != "JJ"
        or reading.is_word(i + 2)
    ):
        return
    first = i - 3 if reading.tag(i - 2) == "JJ" else i - 2
    if reading.low(first) in ("a", "an") and i >= 2:
        noun, adjective = reading.words[i - 1].text, reading.words[i + 1].text
        yield reading.replace(i - 1, f"{reading.low(i)} {adjective} {noun}", "R:WO", "order.adjective", 0.85, i + 1)


def _adverb(reading: Reading, i: int) -> Iterator[Edit]:
    """ "drives careful": an adjective at the end, after a verb that does something."""
    if not reading.is_in(i, "ly_adjectives") or reading.is_word(i + 1):
        return
    at = i - 1
    while reading.low(at) in ("very", "so", "too", "really", "more"):
        at -= 1
    adverb = next(iter(f for f in forms(reading.low(i)).get("RB", ())), None) or _ly(reading.low(i))
    if reading.is_in(at, "action_verbs") and adverb and reading.lemma(at) not in _COPULAS:
        yield reading.replace(i, adverb, "R:ADV", "adverb.ly", 0.85)


def _ly(adjective: str) -> str | None:
    for adverb in (f"{adjective[:-1]}ily" if adjective.endswith("y") else "", f"{adjective}ly", f"{adjective[:-1]}y"):
        if adverb and "ADV" in lemmas(adverb):
            return adverb
    return None


def _person_possessive(reading: Reading, i: int) -> Iterator[Edit]:
    """ "my friend wedding" → "my friend's wedding"."""
    if not reading.is_in(i, "people_nouns") or reading.tag(i - 1) != "PRP$" or reading.tag(i) != "NN":
        return
    following = reading.low(i + 1)
    if reading.tag(i + 1) not in ("NN", "NNS") or following in (
        "figure",
        "tongue",
        "company",
        "training",
        "love",
        "in",
        "law",
    ):
        return
    if reading.dep(i).startswith("nsubj") or ("NOUN" not in reading.lemmas(i + 1)):
        return
    place = reading.words[i].span.end
    verb_like = reading.lexicon.is_verb(reading.low(i + 1), "VBZ", "VB", "VBD")
    sure = 0.82 if reading.dep(i) in ("compound", "poss", "nmod") and not verb_like else 0.55
    yield reading.edit(Span(place, place), "'s", "M:NOUN:POSS", "noun.possessive", sure)
