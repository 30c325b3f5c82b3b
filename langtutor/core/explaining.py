"""Which explanation fits an edit: the one with the most specific condition, of those the first in its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import NamedTuple

from langtutor.core.explanation import Condition, Explanation
from langtutor.core.language import LanguageCode
from langtutor.core.patterns import Seen, Slot, is_open, is_word
from langtutor.core.text import Edit, SkillId, Span

Lemma = Callable[[str], str]
"""The dictionary form of a lower-case word."""

Rank = tuple[int, ...]

_TOKEN = re.compile(r"\w+(?:['-]\w+)*|'(?:s|re|ve|ll|d|m)\b|[^\w\s]")
_ANY = "*"


class Token(NamedTuple):
    """A word of the sentence, as a parser or a list of lemmas has it."""

    form: str
    lemma: str
    span: Span


@dataclass(frozen=True)
class Explanations:
    """All explanations for one language, in the order of their file.

    skill_titles: of skills that no course has, by the reader's language.
    """

    language: LanguageCode
    all: tuple[Explanation, ...]
    skill_titles: Mapping[SkillId, Mapping[str, str]]

    @cached_property
    def by_id(self) -> dict[str, Explanation]:
        return {one.id: one for one in self.all}

    def candidates(self, error_type: str) -> tuple[_Rule, ...]:
        """What may fit an edit of this type, the most specific first."""
        if error_type not in self._by_type:
            fitting = (rule for rule in self._rules if _is_of_type(error_type, rule.condition.types))
            self._by_type[error_type] = tuple(sorted(fitting, key=lambda rule: rule.rank, reverse=True))
        return self._by_type[error_type]

    def skill_title(self, skill: SkillId, language: str) -> str | None:
        """None for skills of a course, which has their titles."""
        titles = self.skill_titles.get(skill, {})
        return titles.get(language) or titles.get("en")

    @cached_property
    def _by_type(self) -> dict[str, tuple[_Rule, ...]]:
        return {}

    @cached_property
    def _rules(self) -> tuple[_Rule, ...]:
        return tuple(_Rule.of(condition, one) for one in self.all for condition in one.conditions)


def match(
    edit: Edit,
    sentence: str,
    words: Sequence[Token],
    explanations: Explanations,
    speaks: LanguageCode | None,
    lemma: Lemma = str.lower,
) -> Explanation | None:
    """What to say about an edit of this sentence; None where nothing that was authored fits.

    words: tokens whose lemma is known; may be empty. lemma: of all other words.
    """
    change = _Change.of(edit, sentence, words, lemma)
    for rule in explanations.candidates(edit.type):
        if rule.fits(change, edit.rule, speaks):
            return rule.explanation
    return None


def specificity(condition: Condition) -> Rank:
    """Rules count more than forms, forms more than words around, those more than types. Larger is more specific.

    Two loose patterns, such as endings, count as much as a word.
    """
    forms = sum((_closeness(condition.said), _closeness(condition.replaced), int(bool(condition.letters))))
    around = sum(map(bool, (condition.before, condition.after, condition.near)))
    exact = bool(condition.types) and not any(_ANY in one for one in condition.types)
    types = int(exact) + int(bool(condition.types))
    return (int(bool(condition.rules)), min(2, forms), around, forms, types, int(condition.speaks is not None))


def covers(one: Condition, other: Condition) -> bool:
    """Whether it surely fits wherever the other does."""
    lists = ("said", "replaced", "before", "after", "near", "letters")
    return (
        all(_wider(getattr(one, name), getattr(other, name)) for name in lists)
        and (not one.rules or (bool(other.rules) and all(rule.startswith(one.rules) for rule in other.rules)))
        and (not one.types or (bool(other.types) and all(_is_of_type(kind, one.types) for kind in other.types)))
        and (one.within >= other.within or not (one.before or one.after or one.near))
        and one.speaks in (None, other.speaks)
    )


def _wider(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or (bool(other) and set(one) >= set(other))


def _is_of_type(error_type: str, types: tuple[str, ...]) -> bool:
    return not types or any(fnmatchcase(error_type, one) for one in types)


def _closeness(patterns: tuple[str, ...]) -> int:
    """2 for words, 1 where an ending or a stand-in is among them, 0 for nothing at all and for any word."""
    tokens = {token for pattern in patterns for token in pattern.split()}
    if tokens <= {_ANY}:
        return 0
    return 1 if any(is_open(token) for token in tokens) else 2


@dataclass(frozen=True, slots=True)
class _Rule:
    """A condition made ready for comparing."""

    rank: Rank
    condition: Condition
    explanation: Explanation
    slots: tuple[Slot | None, ...]

    @staticmethod
    def of(condition: Condition, explanation: Explanation) -> _Rule:
        one = condition
        slots = tuple(map(Slot.of, (one.said, one.replaced, one.before, one.after, one.near)))
        return _Rule(specificity(condition), condition, explanation, slots)

    def fits(self, change: _Change, rule: str | None, speaks: LanguageCode | None) -> bool:
        asked = self.condition
        if asked.speaks not in (None, speaks) or (asked.rules and not (rule or "").startswith(asked.rules)):
            return False
        said, replaced, before, after, near = self.slots
        within = asked.within
        return (
            (said is None or said.is_all_of(change.said))
            and (replaced is None or replaced.is_all_of(change.replaced))
            and (not asked.letters or not change.letters.isdisjoint(asked.letters))
            and (before is None or before.is_among(change.before, within, True))
            and (after is None or after.is_among(change.after, within, False))
            and (
                near is None or near.is_among(change.before, within, True) or near.is_among(change.after, within, False)
            )
        )


@dataclass(frozen=True, slots=True)
class _Change:
    """An edit in words. before and after: words only, in the order of the text."""

    said: tuple[Seen, ...]
    replaced: tuple[Seen, ...]
    before: tuple[Seen, ...]
    after: tuple[Seen, ...]
    letters: frozenset[str]

    @staticmethod
    def of(edit: Edit, sentence: str, words: Sequence[Token], lemma: Lemma) -> _Change:
        text = sentence.replace("’", "'")
        old = [(found.group(), found.start() + edit.span.start) for found in _TOKEN.finditer(edit.span.of(text))]
        new = _TOKEN.findall(edit.replacement.replace("’", "'"))
        start, end = _trim(old, new, edit.span)
        known = {token.span.start: token.lemma for token in words}

        def seen(form: str, place: int | None) -> Seen:
            form = form.lower()
            return Seen(form, lambda: known[place] if place in known else lemma(form))

        def around(begin: int, stop: int) -> tuple[Seen, ...]:
            found = _TOKEN.finditer(text[begin:stop])
            return tuple(seen(one.group(), begin + one.start()) for one in found if is_word(one.group()))

        return _Change(
            said=tuple(seen(*one) for one in old),
            replaced=tuple(seen(form, None) for form in new),
            before=around(0, start),
            after=around(end, len(text)),
            letters=frozenset(_letters([form for form, _ in old], new)),
        )


def _trim(old: list[tuple[str, int]], new: list[str], span: Span) -> tuple[int, int]:
    """Takes words off that stay at either end, whatever their case, and says where the rest of them begins and ends.

    old: words and their places. Where nothing but case or space changes, all words stay.
    """
    start, end = span.start, span.end
    if [form.lower() for form, _ in old] == [form.lower() for form in new]:
        return start, end
    while old and new and old[-1][0].lower() == new[-1].lower():
        end = old.pop()[1]
        new.pop()
    while old and new and old[0][0].lower() == new[0].lower():
        form, place = old.pop(0)
        start = place + len(form)
        new.pop(0)
    return start, max(start, end)


def _letters(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """How one word's letters change; a doubled or single letter is told as such too. `>`: only capitals or space."""
    one, other = " ".join(old).lower(), " ".join(new).lower()
    if one != other and (len(old) != 1 or len(new) != 1):
        return
    begin = 0
    while begin < min(len(one), len(other)) and one[begin] == other[begin]:
        begin += 1
    stay = 0
    while stay < min(len(one), len(other)) - begin and one[-1 - stay] == other[-1 - stay]:
        stay += 1
    lost, come = one[begin : len(one) - stay], other[begin : len(other) - stay]
    yield f"{lost}>{come}"
    letter = lost + come
    longer = one if lost else other
    if len(letter) == 1 and longer[max(0, begin - 1) : begin] == letter:
        yield f"{letter * (1 + len(lost))}>{letter * (1 + len(come))}"
