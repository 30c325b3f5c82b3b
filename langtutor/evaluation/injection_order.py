"""Slips of word order: adjectives after nouns, adverbs in the way, questions as statements and the other way round."""

from __future__ import annotations

import random
from collections.abc import Iterator

from langtutor.core.text import Span
from langtutor.evaluation.injection_slips import Clean, Slip, SlipTable

_WH = frozenset({"what", "where", "who", "how", "why", "when", "which"})
_TYPE = "R:WO"


def order_slips(clean: Clean, table: SlipTable, rng: random.Random) -> Iterator[Slip]:
    for finder in (_adjectives, _adverbs, _frequency, _questions, _indirect):
        for slip in finder(clean, table):
            if slip is not None:
                yield slip


def _exchange(clean: Clean, kind: str, parts: tuple[int, int, int], weight: float) -> Slip | None:
    """Words first to middle and middle to last change places."""
    first, middle, last = parts
    words = clean.words[first:last]
    if not all(clean.spaced(i) for i in range(first + 1, last)) or not clean.alone(last - 1):
        return None
    left, right = ([word.text for word in part] for part in (clean.words[first:middle], clean.words[middle:last]))
    if first == 0:
        keep = left[0] == "I" or clean.words[0].pos == "PROPN"
        left[0] = left[0] if keep else left[0][0].lower() + left[0][1:]
        right[0] = right[0][0].upper() + right[0][1:]
    return Slip(kind, Span(words[0].span.start, words[-1].span.end), " ".join([*right, *left]), _TYPE, weight)


def _adjectives(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    for i, word in enumerate(clean.words[:-1]):
        if (
            word.tag == "JJ"
            and word.dep == "amod"
            and word.head == i + 1
            and clean.lower[i] not in ("other", "own", "same")
        ):
            yield _exchange(clean, "order.adjective", (i, i + 1, i + 2), table.weight("order.adjective"))
        if word.tag == "JJ" and clean.at(i + 1) == "enough":
            yield _exchange(clean, "order.enough", (i, i + 1, i + 2), table.weight("order.enough"))


def _adverbs(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    """ "I like music very much" → "I like very much music"."""
    for i, word in enumerate(clean.words):
        place = clean.child(i, "dobj", "obj") if word.pos == "VERB" else None
        if place is None or place - i > 3 or place < i:
            continue
        end = place + 1
        last = end + 2 if clean.at(end) in ("very", "so", "too") else end + 1
        adverb = clean.at(last - 1)
        if last <= len(clean.words) and (adverb in table.lists["floating"] or adverb.endswith("ly")):
            yield _exchange(clean, "order.adverb_object", (i + 1, end, last), table.weight("order.adverb_object"))


def _frequency(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    """ "I always go" → "I go always", "is always" → "always is"."""
    for i in range(1, len(clean.words) - 1):
        if clean.lower[i] not in table.lists["frequency"]:
            continue
        before, after = clean.words[i - 1], clean.words[i + 1]
        weight = table.weight("order.frequency")
        if before.pos in ("PRON", "NOUN", "PROPN") and after.pos == "VERB" and after.tag in ("VBP", "VBZ", "VBD"):
            yield _exchange(clean, "order.frequency", (i, i + 1, i + 2), weight)
        elif before.pos == "AUX" and clean.alone(i - 1) and clean.tag(i - 2) in ("PRP", "NN", "NNS", "NNP"):
            yield _exchange(clean, "order.frequency", (i - 1, i, i + 1), weight)


def _questions(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    """ "Where are you going?" → "Where you are going?"."""
    if not clean.is_question:
        return
    for i, word in enumerate(clean.words[:-2]):
        opens = i == 0 or (i == 1 and clean.lower[0] in _WH)
        if opens and word.pos == "AUX" and clean.tag(i + 1) == "PRP":
            yield _exchange(clean, "order.question", (i, i + 1, i + 2), table.weight("order.question"))


def _indirect(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    """ "I know what it is" → "I know what is it"."""
    for i in range(1, len(clean.words) - 2):
        if clean.lower[i] in _WH and clean.tag(i + 1) == "PRP" and clean.words[i + 2].pos == "AUX":
            kind = "order.indirect_question"
            yield _exchange(clean, kind, (i + 1, i + 2, i + 3), table.weight(kind))
