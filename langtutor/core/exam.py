"""The exam for language models, as loaded from `resources/exam`; the format is described in its exam.toml."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Message


class Section(StrEnum):
    """Parts of the exam, in the order in which they are asked."""

    JUDGE = "judge"
    CLOZE = "cloze"
    RULE = "rule"
    CORRECT = "correct"
    ROLE = "role"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Judge:
    """A sentence, and one that is wrong in one place."""

    id: str
    about: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Cloze:
    """text: with a gap, see `filled`. right: one of the options."""

    id: str
    about: str
    text: str
    options: tuple[str, ...]
    right: str

    def filled(self, option: str) -> str:
        return self.text.replace(GAP, option)


@dataclass(frozen=True, slots=True)
class Rule:
    """A wrong sentence, and names of rules, of which it breaks `right` only."""

    id: str
    text: str
    options: tuple[str, ...]
    right: str


@dataclass(frozen=True, slots=True)
class Correct:
    """What a learner wrote, and every correction that says the same without rewriting; itself alone if it is right."""

    id: str
    about: str
    text: str
    accepted: tuple[str, ...]

    @property
    def keep(self) -> bool:
        """Nothing is wrong with it."""
        return self.text in self.accepted


@dataclass(frozen=True, slots=True)
class Role:
    """A dialogue that the model goes on with.

    scene: who it is, told to the model. turns: the learner's and its own, the learner's last.
    expect: the answer has at least one of these (a word, or how one begins: `cof*`). never: it has none of these.
    """

    id: str
    scene: str
    turns: tuple[Message, ...]
    expect: tuple[str, ...]
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Json:
    """A text to be told as JSON. schema: a JSON Schema, as JSON. values: for each key what is accepted."""

    id: str
    text: str
    schema: str
    values: Mapping[str, tuple[object, ...]]


Item = Judge | Cloze | Rule | Correct | Role | Json


@dataclass(frozen=True, slots=True)
class SectionRules:
    """What holds for a section in all languages.

    chance: the share that guessing gets right. needed: the share from which on it is passed.
    instruction: for the model; `{language}` is the language's English name.
    """

    chance: float
    needed: float
    instruction: str

    def least_right(self, total: int) -> int:
        """How many of so many questions must be right."""
        return math.ceil(self.needed * total - 1e-9)


@dataclass(frozen=True, slots=True)
class RoleLimits:
    """Of one reply. words: most in all; sentence_words: most in one sentence. meta: what nobody in a role says.

    labels: names that, before a colon at the start of a line, show that it wrote a script. All in small letters.
    """

    words: int
    sentence_words: int
    meta: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The exam in one language. examples: (question, answer) for each section, shown to the model beforehand."""

    language: LanguageCode
    items: Mapping[Section, tuple[Item, ...]]
    examples: Mapping[Section, tuple[tuple[str, str], ...]]
    limits: RoleLimits


@dataclass(frozen=True, slots=True)
class Exam:
    """edition: changes whenever a question does. opens: for each use (by name) the sections it needs, all of them."""

    edition: str
    rules: Mapping[Section, SectionRules]
    opens: Mapping[str, tuple[Section, ...]]
    papers: Mapping[LanguageCode, Paper]


GAP = "___"
