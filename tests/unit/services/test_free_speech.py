"""Free speech with hesitations: kept in what is shown, out of what is checked."""

from __future__ import annotations

from pathlib import Path

from langtutor.core.ear_requests import Hear, Heard, HeardWord, WordMark
from langtutor.core.requests import Checked, Correct
from langtutor.core.text import Edit, ErrorType, SkillId, Span
from langtutor.core.verdict import AnswerOutcome
from langtutor.services.free_speech import FreeAnswer, judge_free
from tests.unit.services.conftest import AGREEMENT, Desk

WAV = Path("/recordings/mine.wav")
SAID = "My, um, my neighbour walk, walk his goat."
SENTENCE = "My neighbour walk his goat."


def judged(desk: Desk, said: str, *edits: Edit) -> FreeAnswer:
    words = tuple(HeardWord(word, at / 2, at / 2 + 0.4, 0.9) for at, word in enumerate(said.split()))
    desk.host.answers["Hear"] = lambda request: Heard(said, words, {}, "fake ear", 5.0)
    desk.host.answers["Correct"] = Checked(edits, "harper")
    return judge_free(WAV, desk.drilling.tools(), desk.host)


def test_hesitations_are_marked_and_not_checked(desk: Desk) -> None:
    walks = Edit(Span(13, 17), "walks", ErrorType("R:VERB:SVA"), SkillId(AGREEMENT), 0.95, "harper")
    answer = judged(desk, SAID, walks)
    assert answer.sentence == SENTENCE
    assert [word.mark for word in answer.heard.words[:5]] == [
        WordMark.REPETITION,
        WordMark.FILLER,
        WordMark.NONE,
        WordMark.NONE,
        WordMark.REPETITION,
    ]
    (checked,) = (one for one in desk.host.asked if isinstance(one, Correct))
    assert checked.sentence == SENTENCE
    assert answer.verdict.outcome is AnswerOutcome.SLIP
    assert answer.verdict.answer == SAID
    assert answer.verdict.expected == "My, um, my neighbour walk, walks his goat."
    (edit,) = answer.checked.edits
    assert SAID[edit.span.start : edit.span.end] == "walk" and edit.span.start == 27


def test_the_ear_is_asked_to_keep_them(desk: Desk) -> None:
    judged(desk, SENTENCE)
    (hear,) = (one for one in desk.host.asked if isinstance(one, Hear))
    assert "um" in hear.style
    assert hear.candidates == ()


def test_nothing_but_hesitation_is_nothing_wrong(desk: Desk) -> None:
    answer = judged(desk, "Um...")
    assert answer.sentence == ""
    assert answer.verdict.outcome is AnswerOutcome.RIGHT
    assert not any(isinstance(one, Correct) for one in desk.host.asked)
