"""Tenses that a time asks for: *yesterday*, *ago*, *last week*, *since*, *for*. Sure where there is one verb only."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.reading import Reading

_TYPE = "R:VERB:TENSE"
_FINITE = ("VBZ", "VBP", "VBD", "MD")
_LASTING = frozenset(["live", "work", "know", "study", "teach", "be", "play", "have", "own", "wait", "learn"])
_PAST_BE = {"am": "was", "is": "was", "'s": "was", "are": "were", "'re": "were", "'m": "was"}
_UNITS = ("years", "months", "weeks", "days", "hours", "year", "month", "week", "day")


def tense(reading: Reading) -> Iterator[Edit]:
    finite = [i for i in range(len(reading)) if reading.tag(i) in _FINITE]
    if _past(reading) and len(finite) == 1:
        yield from _to_past(reading, finite[0])
    yield from _perfect_missing(reading, finite)


def _past(reading: Reading) -> bool:
    """Whether the sentence says when in the past, and nothing that reaches to now."""
    if {"since", "until", "till", "than", "if", "like", "from"} & set(reading.lower):
        return False
    for i in range(len(reading)):
        before = reading.low(i - 1)
        if reading.low(i) == "yesterday" and reading.low(i + 1) != "'s":
            return True
        if reading.low(i) == "ago" and i > 1:
            return True
        if (
            reading.low(i) in reading.tables.words("last_units")
            and before == "last"
            and reading.low(i - 2) not in ("the", "in", "for", "over", "during", "of")
        ):
            return reading.low(i + 1) != "'s"
    return False


def _to_past(reading: Reading, verb: int) -> Iterator[Edit]:
    word, tag = reading.low(verb), reading.tag(verb)
    following = verb + 1 + (reading.low(verb + 1) in ("n't", "not"))
    if tag not in ("VBZ", "VBP") or reading.text.rstrip().endswith("?"):
        return
    if word in ("have", "has", "'ve") and reading.tag(following) in ("VBN", "VBD"):
        if following == verb + 1 and (past := reading.lexicon.verb(reading.low(following), "VBD")):
            if reading.low(following) == "been":
                past = "was" if reading.low(verb - 1) not in ("we", "they", "you") else "were"
            yield reading.replace(verb, past, _TYPE, "tense.perfect_past", 0.85, following)
    elif word in ("do", "does"):
        yield reading.replace(verb, "did", _TYPE, "tense.past_time", 0.88)
    elif word in _PAST_BE:
        if not reading.attached(verb):
            yield reading.replace(verb, _PAST_BE[word], _TYPE, "tense.past_time", 0.85)
    elif (past := reading.lexicon.verb(word, "VBD")) and past != word:
        reported = reading.lemma(verb) in ("say", "think", "know", "believe", "remember", "hope", "want")
        yield reading.replace(verb, past, _TYPE, "tense.past_time", 0.5 if reported else 0.88)


def _perfect_missing(reading: Reading, finite: list[int]) -> Iterator[Edit]:
    """ "I live here since 2010", "She works here for ten years"."""
    since = next((i for i in range(len(reading)) if reading.low(i) == "since"), None)
    lasting = since is not None and (
        reading.tag(since + 1) in ("CD", "NNP")
        or reading.low(since + 1) in ("last", "then", "i", "childhood", "he", "she")
    )
    during = any(
        reading.low(i) == "for"
        and reading.low(i + 2) in _UNITS
        and (reading.tag(i + 1) == "CD" or reading.low(i + 1) in ("many", "several", "a"))
        for i in range(len(reading))
    )
    if (
        not (lasting or during)
        or not finite
        or reading.tag(finite[0]) not in ("VBZ", "VBP")
        or reading.text.rstrip().endswith("?")
    ):
        return
    verb = finite[0]
    if reading.lemma(verb) not in _LASTING or len(finite) > 1 + (
        lasting and reading.low(since or 0) == "since" and reading.tag((since or 0) + 1) == "PRP"
    ):
        return
    if any(reading.tag(k) in ("VB", "VBG", "VBN") for k in range(verb + 1, min(verb + 3, len(reading)))) or reading.low(
        verb
    ) in ("'s", "'m", "'re", "have", "has", "do", "does"):
        return
    participle = reading.lexicon.verb(reading.low(verb), "VBN") if reading.lemma(verb) != "be" else "been"
    if participle:
        have = "has" if reading.tag(verb) == "VBZ" and reading.low(verb) != "am" else "have"
        yield reading.replace(verb, f"{have} {participle}", _TYPE, "tense.perfect_missing", 0.85 if lasting else 0.75)
