"""What proposers of corrections share. Each knows one kind of mistake; the judge decides between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from langtutor.core.language import LanguageCode
from langtutor.core.text import Edit, Span


@dataclass(frozen=True, slots=True)
class Word:
    """One token of a parsed sentence; no white space is a token.

    lemma is lower case. tag: fine part of speech (English: Penn Treebank's), pos: Universal Dependencies' (`VERB`).
    head: index of the word it depends on, its own for the root. dep: the relation (`nsubj`). entity: kind of name it is
    part of (`PERSON`), or "". All but span and text are guesses of a parser that was made for correct text.
    """

    span: Span
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence and its words. before: what stands before it in its paragraph.

    personal_words: lower case; never errors. speaks: the learner's first language.
    """

    text: str
    words: tuple[Word, ...]
    before: str = ""
    personal_words: frozenset[str] = frozenset()
    speaks: LanguageCode | None = None


class Proposer(Protocol):
    """Proposes changes to a sentence. They may overlap and may be wrong; each is one minimal change.

    An edit's confidence is how often such a proposal is right before anyone else is asked; its source is the
    proposer's name, its rule the id of the rule or confusion that made it.
    """

    def propose(self, sentence: Parsed) -> Sequence[Edit]: ...
