"""What follows verbs and prepositions: *to* with a base form, or *-ing*. Sure of verbs that take one alone."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.reading import Reading

_TYPE = "R:VERB:FORM"
_PREPOSITIONS = frozenset(["in", "of", "by", "for", "about", "without", "after", "before", "at", "from", "on", "with"])


def complements(reading: Reading) -> Iterator[Edit]:
    for i in range(1, len(reading)):
        if reading.is_word(i) and not reading.is_name(i):
            yield from _missing_to(reading, i)
            yield from _after_preposition(reading, i)
            yield from _person_to(reading, i)


def _only_verb(reading: Reading, i: int) -> bool:
    return reading.lemmas(i) <= {"VERB", "AUX"} and bool(reading.lemmas(i))


def _missing_to(reading: Reading, i: int) -> Iterator[Edit]:
    """ "want learn", "decided stay"."""
    governor = reading.lemma(i - 1)
    if (
        governor not in reading.tables.words("to_verbs") and governor not in reading.tables.words("often_to_verbs")
    ) or reading.tag(i - 1) in ("NN", "NNS", "IN", "MD"):
        return
    word = reading.low(i)
    if not reading.lexicon.is_base(word) or reading.tag(i) not in ("VB", "VBP") or reading.low(i + 1) in ("to",):
        return
    sure = 0.9 if governor in reading.tables.words("to_verbs") and reading.tag(i - 1).startswith("V") else 0.7
    if governor in ("need", "like") and reading.low(i - 1) != governor + "s":
        sure = 0.6
    yield reading.insert(
        i, "to", "M:VERB:FORM", "complement.missing_to", sure if _only_verb(reading, i) else sure - 0.08
    )


def _after_preposition(reading: Reading, i: int) -> Iterator[Edit]:
    """ "without say goodbye", "for open an account"."""
    word, before = reading.low(i), reading.low(i - 1)
    if before not in _PREPOSITIONS or reading.tag(i) not in ("VB", "VBP") or not reading.lexicon.is_base(word):
        return
    gerund = reading.lexicon.verb(word, "VBG")
    object_follows = reading.tag(i + 1) in ("DT", "PRP", "PRP$", "JJ", "NNS")
    if gerund is None or not (object_follows or _only_verb(reading, i)) or reading.low(i) in ("please", "like", "view"):
        return
    thanking = before == "for" and reading.lemma(i - 2) in (
        "thank",
        "thanks",
        "you",
        "sorry",
        "responsible",
        "reason",
        "blame",
    )
    if before == "for" and not thanking:
        yield reading.replace(i - 1, "to", "R:PREP", "complement.for_to", 0.75 if object_follows else 0.6)
        yield reading.replace(i, gerund, _TYPE, "complement.after_preposition", 0.3)
    else:
        sure = 0.88 if _only_verb(reading, i) or before in ("without", "by", "of") else 0.7
        yield reading.replace(i, gerund, _TYPE, "complement.after_preposition", sure)


def _person_to(reading: Reading, i: int) -> Iterator[Edit]:
    """ "want that you go", "want me go", "told him go"."""
    if reading.low(i) not in ("me", "him", "us", "them") or not reading.lexicon.is_base(reading.low(i + 1)):
        return
    verb = reading.tag(i + 1) in ("VB", "VBP") and _only_verb(reading, i + 1)
    if verb and reading.lemma(i - 1) in reading.tables.words("person_to_verbs"):
        yield reading.insert(i + 1, "to", "M:VERB:FORM", "complement.person_to", 0.88)
