"""What a clause lacks: its subject, its *be*, the *do* of its negation; or has twice. Sure of clear frames only."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.reading import Reading

_BE = {"i": "am", "he": "is", "she": "is", "it": "is", "we": "are", "they": "are", "you": "are"}
_TIMES = ("morning", "afternoon", "evening", "day", "week", "month", "year", "time", "way", "moment", "night", "summer")
_DESCRIBES = ("JJ", "JJR", "VBG", "VBN", "CD", "RB", "DT", "IN")


def clauses(reading: Reading) -> Iterator[Edit]:
    yield from _no_subject(reading)
    for i in range(len(reading)):
        yield from _no_be(reading, i)
        yield from _no_do(reading, i)
        yield from _two_subjects(reading, i)


def _no_subject(reading: Reading) -> Iterator[Edit]:
    """ "Is important to rest.", "…because is quiet." """
    asks = reading.text.rstrip().endswith("?")
    for i in range(len(reading) - 1):
        if reading.low(i) not in ("is", "was") or reading.tag(i + 1) not in _DESCRIBES:
            continue
        if reading.low(i - 1) == "because":
            yield reading.insert(i, "it", "M:PRON", "missing.it", 0.9)
        elif i == 0 and not asks and reading.tag(1) != "DT" and not _has_subject(reading, 0):
            yield reading.insert(0, "it", "M:PRON", "missing.it", 0.85)
        elif i == 0 and asks and reading.tag(1) in ("JJ", "RB") and reading.tag(2) in ("TO", "IN", "."):
            yield reading.insert(1, "it", "M:PRON", "missing.it_question", 0.7)
        elif (
            i
            and reading.low(i - 1) in ("if", "when", "although", "though", "so")
            and reading.tag(i + 1) != "IN"
            and not asks
        ):
            yield reading.insert(i, "it", "M:PRON", "missing.it", 0.7)
        elif i and reading.tag(i - 1) == "." and not asks and not _has_subject(reading, i):
            yield reading.insert(i, "it", "M:PRON", "missing.it", 0.75)


def _has_subject(reading: Reading, i: int) -> bool:
    return any(
        reading.dep(k).startswith(("nsubj", "csubj", "expl"))
        for k in range(i + 1, len(reading))
        if reading.head(k) == i
    )


def _no_be(reading: Reading, i: int) -> Iterator[Edit]:
    """ "She beautiful.", "They working now."; only at the beginning of a clause."""
    be = _BE.get(reading.low(i))
    if be is None or not (i == 0 or reading.low(i - 1) in ("and", "but", "because", ",")):
        return
    at = i + 1
    while reading.low(at) in ("very", "so", "too", "not", "really", "always", "never", "still"):
        at += 1
    following = reading.tag(at + 1)
    if reading.tag(at) == "VBG" and "NOUN" not in reading.lemmas(at) | {""} - reading.lemmas(at) and i == 0:
        if not any(reading.tag(k) in ("VBZ", "VBP", "VBD", "MD") for k in range(len(reading))):
            yield reading.insert(i + 1, be, "M:VERB", "missing.be", 0.88)
    elif reading.tag(at) == "JJ" and reading.lemmas(at) and not reading.lemmas(at) & {"VERB"}:
        ends = not reading.is_word(at + 1) or following in ("IN", "CC", "TO", "RB")
        if ends and i == 0:
            yield reading.insert(i + 1, be, "M:VERB", "missing.be", 0.85)


def _no_do(reading: Reading, i: int) -> Iterator[Edit]:
    """ "I no eat meat", "She not like it"."""
    if reading.low(i) not in ("no", "not") or i == 0 or not reading.lexicon.is_base(reading.low(i + 1)):
        return
    if reading.low(i + 1) in ("be", "have", "only", "even", "so", "to", "well", "like") and reading.low(i) == "no":
        return
    if reading.tag(i + 1) not in ("VB", "VBP") or reading.low(i + 2) in ("-",):
        return
    subject = reading.low(i - 1)
    if any(
        reading.tag(k) == "MD" or reading.low(k) in ("do", "does", "did", "to", "let", "whether", "n't")
        for k in range(max(0, i - 6), i)
    ):
        return
    if any(
        reading.lemma(k) in reading.tables.words("wants_that") | {"be", "why", "have"} for k in range(max(0, i - 6), i)
    ):
        return
    if subject in ("i", "you", "we", "they") or (reading.tag(i - 1) == "NNS" and reading.dep(i - 1) == "nsubj"):
        yield reading.replace(i, "don't", "R:OTHER", "negation.no_do", 0.88)
    elif subject in ("he", "she", "it", "this", "that") or (
        reading.tag(i - 1) == "NN" and reading.dep(i - 1) == "nsubj"
    ):
        yield reading.replace(
            i, "doesn't", "R:OTHER", "negation.no_do", 0.88 if subject in ("he", "she", "it") else 0.82
        )


def _two_subjects(reading: Reading, i: int) -> Iterator[Edit]:
    """ "My mother she cooks": a second subject right behind the first, in a sentence with one finite verb."""
    if reading.low(i) not in ("he", "she", "it", "they") or not 1 <= i <= 4 or reading.tag(i - 1) not in ("NN", "NNS"):
        return
    if reading.low(0) not in reading.tables.words("determiners") or reading.tag(i + 1) not in (
        "VBZ",
        "VBP",
        "VBD",
        "MD",
    ):
        return
    if reading.low(i - 1) in _TIMES:
        return
    finite = [k for k in range(len(reading)) if reading.tag(k) in ("VBZ", "VBP", "VBD", "MD")]
    person = reading.is_in(i - 1, "people_nouns")
    if len(finite) == 1 and all(reading.tag(k) in ("DT", "PRP$", "JJ", "NN", "NNS") for k in range(i)):
        yield reading.delete(
            i, "U:PRON", "subject.doubled", 0.85 if person and reading.low(i) in ("he", "she") else 0.6
        )
