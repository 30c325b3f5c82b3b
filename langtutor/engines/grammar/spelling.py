"""Which of a speller's suggestions was meant, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

_APOSTROPHE, _DOUBLED, _SWAPPED = 0.25, 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Guess:
    """word: the nearest suggestion, the first of several just as near. distance and confidence belong to it."""

    word: str
    distance: float
    confidence: float


def nearest(written: str, suggestions: list[str]) -> Guess | None:
    """None without suggestions. Case is no distance."""
    if not suggestions:
        return None
    distances = _distances(written, suggestions)
    least = min(distances)
    alone = distances.count(least) == 1
    return Guess(suggestions[distances.index(least)], least, _confidence(least, alone, len(written) > 5))


def first(written: str, suggestions: list[str]) -> Guess | None:
    """Of a speller that knows which words are common: what it puts first. None without suggestions."""
    if not suggestions:
        return None
    own, *others = _distances(written, suggestions)
    return Guess(suggestions[0], own, _confidence_of_first(own, own not in others, len(written) > 5))


def _distances(written: str, suggestions: list[str]) -> list[float]:
    return [distance(written.lower(), suggestion.lower()) for suggestion in suggestions]


def distance(one: str, other: str) -> float:
    """Letters to add, drop, change or swap with their neighbour (optimal string alignment).

    What the hand does wrong, not the head, costs less: an apostrophe, a doubled letter, two letters swapped.
    """
    above: list[float] = []
    row = [0.0]
    for j in range(len(other)):
        row.append(row[j] + _gap(other, j))
    for i, letter in enumerate(one):
        last, above = above, row
        row = [above[0] + _gap(one, i)]
        for j, wanted in enumerate(other):
            cost = min(above[j + 1] + _gap(one, i), row[j] + _gap(other, j), above[j] + (letter != wanted))
            if i and j and letter == other[j - 1] != wanted and one[i - 1] == wanted:
                cost = min(cost, last[j - 1] + _SWAPPED)
            row.append(cost)
    return row[-1]


def _gap(word: str, place: int) -> float:
    if word[place] == "'":
        return _APOSTROPHE
    return _DOUBLED if place and word[place] == word[place - 1] else 1.0


def _confidence(distance: float, alone: bool, long: bool) -> float:
    """How often the nearest suggestion is what a teacher writes, on the 357 unknown words of JFLEG dev.

    alone: no other suggestion is as near. long: more than five letters.
    """
    if distance == 0:
        return 0.97
    if distance <= _APOSTROPHE and alone:
        return 0.9
    if distance <= 1:
        return (0.87 if long else 0.67) if alone else 0.32
    if distance <= 2:
        return 0.52 if alone else 0.09
    return 0.11


def _confidence_of_first(distance: float, alone: bool, long: bool) -> float:
    """How often LanguageTool's first suggestion of five is what a teacher writes, on the 370 of JFLEG dev."""
    if distance == 0:
        return 0.97 if long else 0.7
    if distance <= _DOUBLED and alone:
        return 0.93
    if distance <= 1:
        return (0.87 if alone else 0.66) if long else (0.75 if alone else 0.33)
    return 0.55 if distance <= 2 and long else 0.2
