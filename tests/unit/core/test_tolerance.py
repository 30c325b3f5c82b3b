"""What native speakers do themselves is no slip, where they do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from langtutor.core.language import LanguageCode
from langtutor.core.sounds import NOTHING, Phone, PhoneGuide, Position, SoundGuide, Tolerated
from langtutor.core.tolerance import Asked, Tolerance

A, E, T, D, R, S = (Phone(name) for name in ("A", "E", "T", "D", "R", "S"))
VOWELS = frozenset({A, E})
CONSONANTS = frozenset({T, D, R, S})
BARE = Tolerated(frozenset({T}), frozenset({D}))


def tolerance(*rules: Tolerated) -> Tolerance:
    phones = {name: PhoneGuide(name, name, f"*{name}*", {"en": "So."}, name in VOWELS) for name in VOWELS | CONSONANTS}
    return Tolerance(SoundGuide(LanguageCode("xx"), phones, (), {}, rules))


def word(sounds: str, stress: int | None = None, before: Phone = NOTHING, after: Phone = NOTHING) -> Asked:
    return Asked(sounds.lower(), [Phone(one) for one in sounds], stress, before, after)


def places(rule: Tolerated, asked: Asked) -> list[int]:
    """Where in the word the rule lets something pass."""
    judge = tolerance(rule)
    return [at for at in range(len(asked.sounds)) if judge.of(asked, at)]


@pytest.mark.parametrize(
    ("rule", "asked", "expected"),
    [
        (BARE, word("TATS"), [0, 2]),
        (replace(BARE, after=VOWELS), word("TATS"), [2]),
        (replace(BARE, after=VOWELS), word("TATS", before=A), [0, 2]),
        (replace(BARE, before=CONSONANTS), word("TATS"), [2]),
        (replace(BARE, before=VOWELS), word("AT"), []),
        (replace(BARE, before=VOWELS), word("AT", after=E), [1]),
        (replace(BARE, before=frozenset({NOTHING})), word("TAT"), [2]),
        (replace(BARE, before=frozenset({NOTHING})), word("TAT", after=S), []),
        (replace(BARE, not_after=frozenset({NOTHING})), word("TAT"), [2]),
        (replace(BARE, not_before=frozenset({S})), word("TATS"), [0]),
        (replace(BARE, positions=frozenset({Position.FIRST})), word("TATAT"), [0]),
        (replace(BARE, positions=frozenset({Position.INSIDE})), word("TATAT"), [2]),
        (replace(BARE, positions=frozenset({Position.INSIDE, Position.LAST})), word("TATAT"), [2, 4]),
        (replace(BARE, positions=frozenset({Position.LAST})), word("T"), [0]),
        (replace(BARE, words=("tat",)), word("TAT"), [0, 2]),
        (replace(BARE, words=("tat",)), word("TATE"), []),
        (replace(BARE, words=("*at",)), word("TAT"), [0, 2]),
        (replace(BARE, weak=True), word("TATAT", stress=0), [2, 4]),
        (replace(BARE, weak=True), word("TATAT", stress=1), [0, 4]),
        (replace(BARE, weak=True), word("TATAT"), [4]),
        (replace(BARE, weak=True), word("TAT"), [2]),
        (Tolerated(VOWELS, frozenset({E}), weak=True), word("ATAT", stress=0), [2]),
        (Tolerated(VOWELS, frozenset({E}), weak=True), word("AT"), []),
        (Tolerated(VOWELS, frozenset({E})), word("ATE"), [0]),
    ],
)
def test_where_it_is_let_pass(rule: Tolerated, asked: Asked, expected: Sequence[int]) -> None:
    assert places(rule, asked) == expected


def test_several_rules_add_up() -> None:
    judge = tolerance(BARE, Tolerated(frozenset({T}), frozenset({NOTHING}), before=CONSONANTS))
    assert judge.of(word("AT", after=S), 1) == {D, NOTHING}
    assert judge.of(word("AT", after=E), 1) == {D}
    assert judge.of(word("AT"), 0) == frozenset()
