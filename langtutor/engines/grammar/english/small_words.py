"""Small words that may be too many or missing: *that*, *very*, *also*, *it*. Candidates only."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.lexicon import frequency, lemmas
from langtutor.engines.grammar.english.reading import Reading

_EXTRA = {
    "that": "U:OTHER",
    "also": "U:ADV",
    "very": "U:ADV",
    "so": "U:ADV",
    "just": "U:ADV",
    "even": "U:ADV",
    "then": "U:ADV",
}
_EXTRA |= {
    "really": "U:ADV",
    "still": "U:ADV",
    "too": "U:ADV",
    "more": "U:ADJ",
    "most": "U:ADJ",
    "not": "U:ADV",
    "as": "U:PREP",
}
_EXTRA |= {
    "it": "U:PRON",
    "they": "U:PRON",
    "he": "U:PRON",
    "she": "U:PRON",
    "and": "U:CONJ",
    "be": "U:VERB",
    "is": "U:VERB",
}
_EXTRA |= {
    "are": "U:VERB",
    "there": "U:PRON",
    "who": "U:PRON",
    "which": "U:PRON",
    "being": "U:VERB",
    "up": "U:PART",
    "out": "U:PART",
}


def small_words(reading: Reading) -> Iterator[Edit]:
    for i in range(len(reading)):
        word = reading.low(i)
        if word in _EXTRA and not reading.attached(i):
            yield reading.delete(i, _EXTRA[word], f"extra.{word}", 0.015)
        yield from _missing(reading, i)
        yield from _compound(reading, i)
        yield from _swapped(reading, i)


def _missing(reading: Reading, i: int) -> Iterator[Edit]:
    if i == 0 or not reading.is_word(i) or not reading.is_word(i - 1):
        return
    before, tag = reading.tag(i - 1), reading.tag(i)
    if tag in ("PRP", "DT", "NNS", "PRP$", "EX") and reading.lemma(i - 1) in reading.tables.words("before_that"):
        yield reading.insert(i, "that", "M:OTHER", "missing.that", 0.02)
    if before in ("NN", "NNS") and tag in ("VBZ", "VBP", "VBD", "MD"):
        for pronoun in ("that", "who", "it"):
            yield reading.insert(i, pronoun, "M:PRON", f"missing.{pronoun}", 0.008)
    if tag in ("PRP", "DT", "PRP$") and before in ("NN", "NNS", "RB", "JJ", "PRP"):
        yield reading.insert(i, "and", "M:CONJ", "missing.and", 0.006)
    if before in ("VB", "VBP", "VBZ", "VBD", "VBG") and tag in (".", "IN", "CC", "TO") and i < len(reading):
        for pronoun in ("it", "them"):
            yield reading.insert(i, pronoun, "M:PRON", "missing.object", 0.004)
    if tag in ("VBZ", "VBP", "VBD") and before in (",", "CC", "IN"):
        for pronoun in ("it", "they", "he", "I"):
            yield reading.insert(i, pronoun, "M:PRON", "missing.subject", 0.02)


def _compound(reading: Reading, i: int) -> Iterator[Edit]:
    """ "green house", "tooth paste": two nouns that are often one word."""
    whole = reading.low(i) + reading.low(i + 1)
    apart = reading.is_word(i) and reading.is_word(i + 1) and not reading.attached(i + 1)
    if apart and len(whole) > 5 and reading.words[i + 1].text.islower() and frequency(whole) > 3 and lemmas(whole):
        yield reading.replace(i, whole, "R:ORTH", "orthography.compound", 0.04, i + 1)


def _swapped(reading: Reading, i: int) -> Iterator[Edit]:
    """An adverb on the wrong side of its verb."""
    pairs = (
        ("RB", "VBP"),
        ("RB", "VBZ"),
        ("RB", "VBD"),
        ("VBP", "RB"),
        ("VBZ", "RB"),
        ("MD", "RB"),
        ("RB", "MD"),
        ("TO", "RB"),
    )
    here = (reading.tag(i), reading.tag(i + 1))
    if (
        here in pairs
        and not reading.attached(i + 1)
        and reading.low(i + 1) not in ("not", "n't")
        and not reading.attached(i)
    ):
        both = f"{reading.words[i + 1].text.lower()} {_inside(reading, i)}"
        yield reading.replace(i, both, "R:WO", "order.adverb", 0.02, i + 1)


def _inside(reading: Reading, i: int) -> str:
    text = reading.words[i].text
    return text if i or text == "I" else text.lower()
