"""Commas. Sure only after a few words that open a sentence; for all others both ways are often right."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit, Span
from langtutor.engines.grammar.english.reading import Reading

_TYPE = "M:PUNCT"
_BEFORE = {"but": 0.08, "so": 0.06, "however": 0.1, "which": 0.05, "because": 0.015, "and": 0.03, "or": 0.01}


def commas(reading: Reading) -> Iterator[Edit]:
    """ "However we left", "For example the sea"."""
    opening = _opening(reading)
    following = reading.tag(opening)
    if (
        opening
        and reading.is_word(opening)
        and following in ("PRP", "DT", "PRP$", "NN", "NNS", "EX", "NNP", "IN", "JJ")
    ):
        sure = 0.82 if following in ("PRP", "DT", "PRP$", "EX") else 0.6
        yield _comma(reading, opening, "comma.opening", sure)


def _opening(reading: Reading) -> int:
    """How many words open the sentence and want a comma."""
    words = " ".join(reading.lower[:4])
    phrases = (
        *reading.tables.words("openers"),
        *(one.replace("_", " ") for one in reading.tables.words("opening_phrases")),
    )
    found = [one for one in phrases if words == one or words.startswith(f"{one} ")]
    return max((one.count(" ") + 1 for one in found), default=0)


def comma_candidates(reading: Reading) -> Iterator[Edit]:
    main = _main_subject(reading)
    for i in range(1, len(reading)):
        if reading.low(i) == ",":
            yield reading.delete(i, "U:PUNCT", "comma.extra", 0.05)
            if reading.tag(i + 1) in ("PRP", "DT", "EX"):
                yield reading.edit(reading.words[i].span, " and", "R:PUNCT", "comma.splice", 0.02)
        elif reading.is_word(i - 1) and reading.is_word(i) and not reading.attached(i):
            if reading.low(i) in _BEFORE:
                yield _comma(reading, i, "comma.conjunction", _BEFORE[reading.low(i)])
            elif i == main:
                yield _comma(reading, i, "comma.introduction", 0.15)
            elif reading.low(i - 1) in ("however", "also", "too", "course", "example", "fact", "addition"):
                yield _comma(reading, i, "comma.adverb", 0.05)


def _main_subject(reading: Reading) -> int:
    """Where the subject of the main clause begins, if something stands in front of it; else -1."""
    root = next((i for i in range(len(reading)) if reading.head(i) == i), None)
    subject = reading.subject(root) if root is not None else None
    if subject is None:
        return -1
    begin = min([subject, *reading.children(subject)])
    opened = reading.low(0) in reading.tables.words("subordinators") or reading.tag(0) in (
        "IN",
        "RB",
        "WRB",
        "NNP",
        "TO",
        "NN",
        "CD",
        "DT",
        "VBG",
    )
    before = reading.low(begin - 1)
    return (
        begin
        if begin >= 1 and opened and before not in ("that", "and", "or", "but", *reading.tables.words("subordinators"))
        else -1
    )


def _comma(reading: Reading, i: int, rule: str, confidence: float) -> Edit:
    place = reading.words[i - 1].span.end
    return reading.edit(Span(place, place), ",", _TYPE, rule, confidence)
