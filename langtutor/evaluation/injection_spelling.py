"""Slips in writing words down: spelling, capitals, apostrophes, blanks and stops."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping

from langtutor.core.text import Span
from langtutor.engines.grammar.proposing import Word
from langtutor.evaluation.injection_slips import Clean, Slip, SlipTable, like, zipf

_OTHER_WORDS = frozenset({"its", "well", "were", "lets", "ill", "id", "shell", "hell", "wed"})
"""What contractions become that are words of their own."""

_COMMON = 2.2
"""Zipf frequency from which on a misspelling is a word itself, or one that everybody makes."""

_DAYS = re.compile(
    r"(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june|july|august|september|october"
)
_LONGER = re.compile(r"november|december|english|portuguese|spanish|french|brazilian|american|german|italian|christmas")


def spelling_slips(clean: Clean, table: SlipTable, rng: random.Random) -> Iterator[Slip]:
    yield from _capitals(clean, table)
    yield from _blanks(clean, table)
    yield from _stops(clean, table)
    for i, word in enumerate(clean.words):
        if clean.lower[i] == "n't" or (word.text[0] in "'’" and word.pos in ("AUX", "VERB")):
            yield from _apostrophe(clean, table, i, word)
        if not word.text.isalpha() or len(word.text) < 3 or word.pos == "PROPN" or not clean.alone(i):
            continue
        yield from _known(word, table)
        yield from _mistyped(word, table, rng)


def _known(word: Word, table: SlipTable) -> Iterator[Slip]:
    """Misspellings that many make; some are other words."""
    low = word.text.lower()
    for kind, name in (("spelling.known", "known"), ("spelling.portuguese", "portuguese")):
        choices: Mapping[str, float] = table.swaps[name].get(low) or table.swaps[name].get(word.text) or {}
        for wrong, share in choices.items():
            yield Slip(kind, word.span, like(wrong, word.text), "R:SPELL", table.weight(kind) * share)


def _mistyped(word: Word, table: SlipTable, rng: random.Random) -> Iterator[Slip]:
    """One slip of the finger, one of doubled letters and one by ear for each word; longer words go wrong oftener."""
    low = word.text.lower()
    length = min(len(low), 12) / 6
    for kind, wrong in (
        ("spelling.slip", _finger(low, table, rng)),
        ("spelling.doubled", _doubled(low, rng)),
        ("spelling.sound", _by_ear(low, table, rng)),
    ):
        if wrong and wrong != low and zipf(wrong) < _COMMON:
            wrong = wrong[0].upper() + wrong[1:] if word.text[0].isupper() else wrong
            yield Slip(kind, word.span, wrong, "R:SPELL", table.weight(kind) * length * (length > 0.6))


def _finger(word: str, table: SlipTable, rng: random.Random) -> str:
    place = rng.randrange(1, len(word))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    near = rng.choice(sorted(table.swaps["keys"].get(letter, {letter: 1.0})))
    return rng.choice(
        (
            before + after,
            before + after[:1] + letter + after[1:],
            before + near + after,
            before + letter + letter + after,
            before + near + letter + after,
        )
    )


def _doubled(word: str, rng: random.Random) -> str:
    """Doubled letters made single (Portuguese has few), single ones doubled now and then."""
    pairs = [i for i in range(1, len(word)) if word[i] == word[i - 1]]
    if pairs:
        place = rng.choice(pairs)
        return word[:place] + word[place + 1 :]
    single = [
        i
        for i in range(1, len(word) - 1)
        if word[i] in "lstnmprcf" and word[i - 1] in "aeiou" and word[i + 1] in "aeiou"
    ]
    if not single or rng.random() < 0.5:
        return ""
    place = rng.choice(single)
    return word[:place] + word[place] + word[place:]


def _by_ear(word: str, table: SlipTable, rng: random.Random) -> str:
    """As it may sound: "recieve", "confortible"."""
    sounds = table.swaps["sounds"]
    fitting = [(right, wrong) for right, choices in sounds.items() if right in word[1:] for wrong in choices]
    if not fitting:
        return ""
    right, wrong = rng.choice(fitting)
    places = [match.start() for match in re.finditer(right, word) if match.start() > 0]
    place = rng.choice(places)
    return word[:place] + wrong + word[place + len(right) :]


def _capitals(clean: Clean, table: SlipTable) -> Iterator[Slip]:
    for i, word in enumerate(clean.words):
        low = word.text.lower()
        if not word.text[0].isupper() or (len(word.text) > 1 and word.text.isupper()):
            continue
        if word.text == "I":
            kind = "writing.i"
        elif _DAYS.fullmatch(low) or _LONGER.fullmatch(low):
            kind = "writing.day_capital"
        elif i == 0:
            kind = "writing.first_capital"
        elif word.pos == "PROPN":
            kind = "writing.name_capital"
        else:
            continue
        yield Slip(kind, word.span, low, "R:ORTH", table.weight(kind))


def _apostrophe(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip]:
    """ "don't" → "dont": the whole word is what goes wrong."""
    if not i or clean.words[i - 1].span.end != word.span.start:
        return
    span = Span(clean.words[i - 1].span.start, word.span.end)
    wrong = re.sub("['’]", "", span.of(clean.text))
    type_ = "R:OTHER" if wrong.lower() in _OTHER_WORDS else "R:CONTR"
    yield Slip("writing.apostrophe", span, wrong, type_, table.weight("writing.apostrophe"))


def _blanks(clean: Clean, table: SlipTable) -> Iterator[Slip]:
    for i, word in enumerate(clean.words):
        pair = f"{clean.lower[i]} {clean.at(i + 1)}"
        if pair in table.swaps["joined"] and clean.spaced_after(i):
            span = Span(word.span.start, clean.words[i + 1].span.end)
            for wrong, share in table.swaps["joined"][pair].items():
                weight = table.weight("writing.joined") * share
                yield Slip("writing.joined", span, like(wrong, word.text), "R:ORTH", weight)
        for wrong, share in table.swaps["apart"].get(clean.lower[i], {}).items():
            slip = clean.swap("writing.apart", i, wrong, "R:ORTH", table.weight("writing.apart") * share)
            if slip is not None:
                yield slip


def _stops(clean: Clean, table: SlipTable) -> Iterator[Slip]:
    last = len(clean.words) - 1
    for i, word in enumerate(clean.words):
        span = word.span
        if word.text == "," and 0 < i < last:
            yield Slip("writing.comma_dropped", span, "", "M:PUNCT", table.weight("writing.comma_dropped"))
            if clean.tag(i + 1) == "CC" and any(w.dep == "conj" and w.pos == "VERB" for w in clean.words):
                gone = Span(span.end, clean.words[i + 1].span.end)
                if clean.spaced_after(i):
                    yield Slip("writing.run_on", gone, "", "M:CONJ", table.weight("writing.run_on"))
        elif clean.lower[i] in ("that", "because") and word.dep == "mark" and i > 1 and clean.spaced(i):
            at = clean.words[i - 1].span.end
            yield Slip("writing.comma_added", Span(at, at), ",", "U:PUNCT", table.weight("writing.comma_added"))
        elif i == last and word.text == ".":
            yield Slip("writing.stop_dropped", span, "", "M:PUNCT", table.weight("writing.stop_dropped"))
        elif i == last and word.text == "?":
            yield Slip("writing.question_mark", span, ".", "R:PUNCT", table.weight("writing.question_mark"))
