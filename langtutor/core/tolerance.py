"""What native speakers make of a sound among its neighbours, and what therefore is no slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from langtutor.core.sound_advice import is_vowel
from langtutor.core.sounds import Phone, Position, SoundGuide, Tolerated


@dataclass(frozen=True, slots=True)
class Asked:
    """A word as it is to be said. text: in small letters; sounds: at least one.

    stress: which of its vowels has it; None where nobody knows or there is one only.
    before, after: the last sound of the word before and the first of the next, NOTHING at the edge of what is said.
    """

    text: str
    sounds: Sequence[Phone]
    stress: int | None
    before: Phone
    after: Phone


class Tolerance:
    """Of one language."""

    def __init__(self, guide: SoundGuide) -> None:
        self._guide = guide
        rules: dict[Phone, list[Tolerated]] = defaultdict(list)
        for rule in guide.tolerated:
            for phone in rule.asked:
                rules[phone].append(rule)
        self._rules: Mapping[Phone, list[Tolerated]] = rules

    def of(self, word: Asked, at: int) -> frozenset[Phone]:
        """What is as right as the sound at that place; NOTHING: to leave it out."""
        found: set[Phone] = set()
        for rule in self._rules.get(word.sounds[at], ()):
            if not rule.heard <= found and self._holds(rule, word, at):
                found |= rule.heard
        return frozenset(found - {word.sounds[at]})

    def _holds(self, rule: Tolerated, word: Asked, at: int) -> bool:
        before = word.sounds[at - 1] if at else word.before
        after = word.sounds[at + 1] if at + 1 < len(word.sounds) else word.after
        return (
            (not rule.after or before in rule.after)
            and (not rule.before or after in rule.before)
            and before not in rule.not_after
            and after not in rule.not_before
            and (not rule.positions or bool(rule.positions & _positions(word, at)))
            and (not rule.words or any(_fits(pattern, word.text) for pattern in rule.words))
            and (not rule.weak or self._weak(word, at))
        )

    def _weak(self, word: Asked, at: int) -> bool:
        vowels = [place for place, phone in enumerate(word.sounds) if is_vowel(self._guide, phone)]
        following = [number for number, place in enumerate(vowels) if place >= at]
        if not following:
            return True
        stress = 0 if len(vowels) == 1 else word.stress
        return stress is not None and following[0] != stress


def _positions(word: Asked, at: int) -> set[Position]:
    ends = {Position.FIRST: at == 0, Position.LAST: at == len(word.sounds) - 1}
    return {position for position, here in ends.items() if here} or {Position.INSIDE}


def _fits(pattern: str, word: str) -> bool:
    return word.endswith(pattern[1:]) if pattern.startswith("*") else word == pattern
