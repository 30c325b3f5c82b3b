"""How a text addresses people and how formal it is: authored rules by which it is said in another manner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from langtutor.core.language import LanguageCode

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|,")
_TAG = re.compile(r",\s*([^\s,?]+)(?:\s+[^\s,?]+){1,2}\s*\?")
"""*…, don't you?*"""


@dataclass(frozen=True, slots=True)
class Hints:
    """What words of the original's language say about who is spoken to, in lower case.

    Phrases have one space between words, a comma is one of them. joining: words that no question tag begins with.
    """

    addressed: frozenset[str] = frozenset()
    possessive: frozenset[str] = frozenset()
    third: frozenset[str] = frozenset()
    third_possessive: frozenset[str] = frozenset()
    third_object: frozenset[str] = frozenset()
    one: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    man: frozenset[str] = frozenset()
    woman: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words that are said otherwise in another manner.

    said, instead: words with a space between, in lower case. after, before: only behind, or before, one of these words;
    "^" is the beginning of a sentence, "$" its end. not_after, not_before: not there.
    """

    said: str
    instead: str
    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asking:
    """How a language model is asked for another translation. shots: original, translation, another translation."""

    system: str
    shots: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RegisterRules:
    """One file of `resources/registers`. hints, asking: by the language of the original. replacements: by manner.

    lead: the word that joins a sentence to the one before (*and*).
    """

    language: LanguageCode
    lists: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, str]]
    hints: Mapping[LanguageCode, Hints]
    replacements: Mapping[str, tuple[Replacement, ...]]
    asking: Mapping[LanguageCode, Asking]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What an original tells about who is spoken to. you: how often; None where its language isn't known."""

    you: int | None = None
    yours: bool = False
    third: bool = True
    third_possessive: bool = True
    third_object: bool = True
    one: bool = False
    many: bool = False
    man: bool = False
    woman: bool = False


def told_by(original: str, hints: Hints | None) -> Told:
    if hints is None:
        return Told()

    def without_tag(found: re.Match[str]) -> str:
        return found[0] if found[1].lower() in hints.joining else "?"

    words = [word.lower().replace("’", "'") for word in _WORD.findall(_TAG.sub(without_tag, original))]
    row = f" {' '.join(words)} "

    def has(listed: frozenset[str]) -> bool:
        return any(f" {one} " in row for one in listed)

    return Told(
        you=sum(word in hints.addressed for word in words),
        yours=has(hints.possessive),
        third=has(hints.third),
        third_possessive=has(hints.third_possessive),
        third_object=has(hints.third_object),
        one=has(hints.one),
        many=has(hints.many),
        man=has(hints.man),
        woman=has(hints.woman),
    )


@dataclass(frozen=True, slots=True)
class Variant:
    """A text in another manner. label: which, as a key of the messages (`register.pt.tu`)."""

    text: str
    label: str
