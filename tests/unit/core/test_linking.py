"""Which words belong together, by their sounds, and whether there is silence between them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from langtutor.content.sounds import load_sound_guide
from langtutor.core.language import LanguageCode
from langtutor.core.linking import STEP_S, Joint, Linked, LinkKind, joined, joints, rule_of
from langtutor.core.sounds import NOTHING, Phone, PhoneHeard, WordSounds
from langtutor.core.text import Span
from langtutor.core.verdict import WordOutcome
from langtutor.settings.paths import resources_dir

GUIDE = load_sound_guide(resources_dir() / "sounds", LanguageCode("en"))
assert GUIDE is not None and GUIDE.linking is not None
LINKS = GUIDE.linking
SOUND_S = 0.1
SPOKEN_DB, SILENT_DB = -20.0, -70.0


def word(text: str, phones: str, at: int = 0, start_s: float = 0.0) -> WordSounds:
    sounds = [
        PhoneHeard(
            Phone(one),
            Phone(one),
            start_s + SOUND_S * n,
            start_s + SOUND_S * (n + 1),
            0.95,
            WordOutcome.RIGHT,
        )
        for n, one in enumerate(phones.split())
    ]
    return WordSounds(Span(at, at + len(text)), text, start_s, sounds[-1].end_s, tuple(sounds))


def pair(one: tuple[str, str], other: tuple[str, str], gap_s: float = 0.0) -> tuple[str, WordSounds, WordSounds]:
    text = f"{one[0]} {other[0]}"
    first = word(*one)
    return text, first, word(*other, at=len(one[0]) + 1, start_s=first.end_s + gap_s)


def levels(until_s: float, *silences: tuple[float, float]) -> list[float]:
    """Silent for a while before and after, and in these stretches."""
    spoken = [SPOKEN_DB] * round(until_s / STEP_S)
    for start_s, end_s in silences:
        spoken[round(start_s / STEP_S) : round(end_s / STEP_S)] = [SILENT_DB] * round((end_s - start_s) / STEP_S)
    return spoken + [SILENT_DB] * 30


TURN_OFF = ("turn", "T ER N"), ("off", "AO F")


@pytest.mark.parametrize(
    ("one", "other", "kind", "shown"),
    [
        (*TURN_OFF, LinkKind.CONSONANT, "tur-noff"),
        (("is", "IH Z"), ("it", "IH T"), LinkKind.CONSONANT, "i-zit"),
        (("make", "M EY K"), ("it", "IH T"), LinkKind.CONSONANT, "make‿it"),
        (("asked", "AE S K T"), ("us", "AH S"), LinkKind.CONSONANT, "asked‿us"),
        (("her", "HH ER"), ("own", "OW N"), LinkKind.CONSONANT, "he-rown"),
        (("an", "AE N"), ("hour", "AW ER"), LinkKind.CONSONANT, "an‿hour"),
        (("go", "G OW"), ("out", "AW T"), LinkKind.GLIDE, "go-wout"),
        (("I", "AY"), ("am", "AE M"), LinkKind.GLIDE, "I-yam"),
        (("big", "B IH G"), ("girl", "G ER L"), LinkKind.SAME, "big‿girl"),
        (("did", "D IH D"), ("you", "Y UW"), LinkKind.MELTED, "did‿you"),
        (("used", "Y UW Z D"), ("one", "W AH N"), None, ""),
        (("the", "DH AH"), ("end", "EH N D"), None, ""),
        (("much", "M AH CH"), ("cheese", "CH IY Z"), None, ""),
        (("hour", "AW ER"), ("used", "Y UW Z D"), None, ""),
    ],
)
def test_what_links_two_words(one: tuple[str, str], other: tuple[str, str], kind: LinkKind | None, shown: str) -> None:
    text, first, second = pair(one, other)
    rule = rule_of(text, first, second, LINKS)
    assert (rule.kind if rule else None) == kind
    if rule is not None:
        assert joined(first.text, second.text, rule, first.phones[-1].asked, LINKS) == shown


def test_nothing_links_words_over_a_comma() -> None:
    text, one, other = pair(("turn", "T ER N"), ("off", "AO F"))
    further = replace(other, span=Span(other.span.start + 1, other.span.end + 1))
    assert rule_of("turn, off", one, further, LINKS) is None
    assert rule_of("turn—off", one, replace(further, span=Span(5, 8)), LINKS) is None
    assert rule_of(text, one, replace(other, phones=()), LINKS) is None


def judged(gap_s: float, *silences: tuple[float, float]) -> Joint:
    text, one, other = pair(*TURN_OFF, gap_s=gap_s)
    [found] = joints(text, (one, other), levels(other.end_s, *silences), LINKS)
    return found


def test_a_pause_between_two_words() -> None:
    found = judged(0.2, (0.3, 0.5))
    assert found.outcome is Linked.APART
    assert found.silence_s >= 0.2


def test_no_pause_between_two_words() -> None:
    assert judged(0.0).outcome is Linked.LINKED


def test_silence_that_the_alignment_gave_to_a_sound() -> None:
    assert judged(0.0, (0.2, 0.35)).outcome is Linked.APART


def test_echoes_in_a_pause_are_no_speech() -> None:
    text, one, other = pair(*TURN_OFF)
    fading = levels(other.end_s)
    fading[18:32] = [-45.0] * 14
    [found] = joints(text, (one, other), fading, LINKS)
    assert found.outcome is Linked.APART


def test_the_closure_of_a_stop_is_no_pause() -> None:
    text, one, other = pair(("big", "B IH G"), ("girl", "G ER L"))
    [found] = joints(text, (one, other), levels(other.end_s, (0.26, 0.33)), LINKS)
    assert found.outcome is Linked.LINKED


@pytest.mark.parametrize("outcome", [WordOutcome.UNCLEAR, WordOutcome.SLIP])
def test_nothing_is_told_where_the_sound_at_the_joint_is_in_doubt(outcome: WordOutcome) -> None:
    text, one, other = pair(*TURN_OFF, gap_s=0.2)
    doubted = replace(one, phones=(*one.phones[:-1], replace(one.phones[-1], outcome=outcome)))
    put_in = replace(one, phones=(*one.phones, replace(one.phones[-1], asked=NOTHING, outcome=WordOutcome.SLIP)))
    for first in (doubted, put_in):
        [found] = joints(text, (first, other), levels(other.end_s, (0.3, 0.5)), LINKS)
        assert found.outcome is Linked.UNCLEAR


def test_no_levels_and_no_words() -> None:
    text, one, other = pair(*TURN_OFF)
    assert joints(text, (one, other), (), LINKS) == ()
    assert joints("", (), levels(1.0), LINKS) == ()
