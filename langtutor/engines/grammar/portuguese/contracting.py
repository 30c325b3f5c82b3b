"""Prepositions that join with what follows: *em o* is *no*."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.portuguese.analysis import Sentence
from langtutor.engines.grammar.portuguese.tables import Knowledge

RULE = "pt.contraction"
_FAR = 7
_BEFORE_SUBJECTS = frozenset({"de", "em", "por"})
_OPTIONAL = frozenset({"a a", "a as"})


def propose(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for place in range(len(sentence.tokens) - 1):
        pair = f"{sentence.low(place)} {sentence.low(place + 1)}"
        joined = knowledge.tables.contractions.get(pair)
        if joined is None or sentence.named(place + 1):
            continue
        if sentence.low(place) in _BEFORE_SUBJECTS and _subject(sentence, place + 1):
            continue
        rule = "pt.crase.missing" if pair in _OPTIONAL else "pt.clitic.form" if pair.startswith("com") else RULE
        edit = sentence.edit(place, place + 2, joined, rule, 0.93)
        if edit is not None:
            yield edit


def _subject(sentence: Sentence, place: int) -> bool:
    """Whether it begins the subject of an infinitive, before which nothing is joined: *antes de ele chegar*."""
    for at in range(place + 1, min(place + _FAR, len(sentence.tokens))):
        token = sentence.tokens[at]
        if not token.is_word or token.low in ("que", "e", "para", "de", "a", "por", "sem", "em", "é"):
            return False
        if token.may_be("VMN") and not token.may_be("NC"):
            return True
        if token.can_only_be("VMI"):
            return False
    return False
