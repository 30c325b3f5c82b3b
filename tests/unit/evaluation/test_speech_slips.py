"""Wrong targets: each differs in one place, always the same one, and a verdict finds it there or doesn't."""

from __future__ import annotations

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.language import LanguageCode
from langtutor.core.text import Span
from langtutor.core.verdict import WordOutcome, WordVerdict
from langtutor.drills.blocks import word_verdicts
from langtutor.evaluation.speech_slips import Kind, Spoiler, WrongTarget
from langtutor.evaluation.wer import normalised, word_errors
from langtutor.settings.paths import resources_dir

ENGLISH = load_languages(resources_dir() / "languages")[LanguageCode("en")]
SPOILER = Spoiler(
    ENGLISH,
    lambda form: 4.0 if form in ("walk", "walks", "walked", "cat", "hat", "hats", "cats", "stone", "wal") else 1.0,
    lambda form: {"walks": ("walk",), "walked": ("walk",), "cats": ("cat",)}.get(form, ()),
    ("purse", "stone", "table"),
)
TEXT = "My sister walks to the old house every day."
CLIPS = [str(number) for number in range(40)]


@pytest.mark.parametrize("clip", CLIPS)
def test_one_word_differs_where_it_is_said_to(clip: str) -> None:
    targets = SPOILER.spoil(clip, TEXT)
    assert [target.kind for target in targets] == list(Kind)
    assert targets == SPOILER.spoil(clip, TEXT)
    for target in targets:
        assert word_errors(normalised(target.text, ENGLISH), normalised(TEXT, ENGLISH)) == 1, target.text
        assert target.text[0].isupper() and target.text.endswith(".") and "  " not in target.text
        plain = word_verdicts(TEXT, target.text, lambda _: WordOutcome.SLIP, ENGLISH)
        assert target.found_in(plain, certain=True), target
        assert not target.found_in(word_verdicts(target.text, target.text, lambda _: WordOutcome.SLIP, ENGLISH))


def test_clips_are_spoiled_differently() -> None:
    assert len({SPOILER.spoil(clip, TEXT) for clip in CLIPS}) > 20


def test_likely_slips_come_first() -> None:
    swapped = {SPOILER.spoil(clip, "Dogs walk.")[0].text for clip in CLIPS}
    assert swapped == {"Dogs walks.", "Dogs walked."}  # *wal* is common enough, but no form of it


def test_where_no_slip_is_likely_another_word_stands_in() -> None:
    assert {SPOILER.spoil(clip, "Cat.")[0].text for clip in CLIPS} == {"Cats."}
    assert {SPOILER.spoil(clip, "Mat.")[0].text for clip in CLIPS} == {"Cat.", "Hat."}
    assert {SPOILER.spoil(clip, "Brick.")[0].text for clip in CLIPS} == {"Purse.", "Stone.", "Table."}


def test_the_only_word_is_not_left_out() -> None:
    assert [target.kind for target in SPOILER.spoil("1", "Stop.")] == [Kind.INSERTED]


def verdict(place: Span, outcome: WordOutcome) -> WordVerdict:
    return WordVerdict(place, "", None, outcome)


def test_a_verdict_elsewhere_has_not_found_it() -> None:
    swapped = WrongTarget(Kind.SWAPPED, "She go home.", Span(4, 6))
    assert not swapped.found_in([verdict(Span(0, 3), WordOutcome.SLIP), verdict(Span(3, 3), WordOutcome.SLIP)])
    unclear = [verdict(Span(4, 6), WordOutcome.UNCLEAR)]
    assert swapped.found_in(unclear) and not swapped.found_in(unclear, certain=True)


def test_a_word_that_lacks_may_be_missed_at_its_neighbours() -> None:
    lacks = WrongTarget(Kind.DROPPED, "She home now.", Span(0, 8))
    for place in (Span(0, 3), Span(3, 3), Span(4, 8)):
        assert lacks.found_in([verdict(place, WordOutcome.SLIP)])
    assert not lacks.found_in([verdict(Span(9, 12), WordOutcome.SLIP)])
