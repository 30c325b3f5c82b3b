"""What a teacher says about a mistake, and when to say it. Authored in `resources/grammar`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from langtutor.core.language import LanguageCode
from langtutor.core.text import SkillId


@dataclass(frozen=True, slots=True)
class Condition:
    """When an explanation fits an edit: where all that is given holds. Forms and lemmas are lower case.

    types: error types, in which `*` stands for anything (`R:VERB:*`). rules: beginnings of rule ids.
    said, replaced: what stood there and what should, without the words that stay at either end; one of these patterns.
    A pattern is one word or several: a form, `lemma:go`, an ending `-ing`, a beginning `un-`, `#` for a number in
    figures, `*` for any word; "" is nothing at all (a word that is missing or too many).
    before, after, near: one of these patterns stands among the `within` words before or after the edit, or on either
    side; "" is the sentence's edge.
    letters: how one word's letters change, without those that stay at either end: `ie>ei`, `>e`, `n>nn`, `á>a`;
    `>` where only capitals do.
    speaks: only for learners with this first language.
    """

    types: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    within: int = 1
    speaks: LanguageCode | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """what names the mistake, why gives the reason in a sentence; more (may be empty) is the reference behind it.

    Texts are by the reader's language. wrong and right are example sentences in `language`, and differ in this only.
    conditions: it fits where any of them does.
    """

    id: str
    language: LanguageCode
    skill: SkillId
    conditions: tuple[Condition, ...]
    what: Mapping[str, str]
    why: Mapping[str, str]
    wrong: str
    right: str
    more: Mapping[str, str]
