"""The tour with ears and voice that do as the test says; real courses, drills, ledger and learner model."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.wav import read_wav_as_is
from langtutor.core.audio import Sound
from langtutor.core.ear_requests import Hear, Heard
from langtutor.core.errors import FileUnwritable, ModelMissing
from langtutor.core.events import Answered, SlipMade
from langtutor.core.requests import Checked, Correct, Say, Spoken
from langtutor.core.text import Edit, ErrorType, SkillId, Span
from langtutor.core.verdict import AnswerOutcome
from langtutor.services.answers import Who
from langtutor.services.tour import Tour, TourReport, save
from tests.unit.services.conftest import AGREEMENT, Desk

SLIP, RIGHT = "This train stop at every station.", "This train stops at every station."
GOAT = "My neighbour walks his goat every evening."
"""In no course."""
SOUND = Sound(bytes(4 * 2400), 24_000)
WAV = Path("/recordings/mine.wav")


@pytest.fixture
def tour(desk: Desk, who: Who) -> Tour:
    desk.host.answers["Say"] = Spoken(SOUND, "fake voice")
    return Tour(desk.drilling, desk.host, desk.ledger, who)


def ran(desk: Desk, tour: Tour, folder: Path, heard: str, asked: str | None = None, nats: float = 5.0) -> TourReport:
    desk.hears(heard, nats)
    return tour.run(folder, WAV, asked)


def test_without_a_recording_the_courses_sentence_is_said_with_its_slip(desk: Desk, tour: Tour, tmp_path: Path) -> None:
    sentence = desk.course.sentences[desk.course.tour]
    desk.hears(sentence.slips[0].said)
    report = tour.run(tmp_path)
    assert (report.said, report.asked) == (sentence.slips[0].said, sentence.text)
    assert any(isinstance(one, Say) and one.text == report.said for one in desk.host.asked)
    samples, rate_hz = read_wav_as_is(report.recording)
    assert (len(samples), rate_hz) == (2400, 24_000)
    assert report.verdict.outcome is AnswerOutcome.SLIP
    slip, answered = report.events
    assert isinstance(slip, SlipMade)
    assert isinstance(answered, Answered)
    assert report.events == desk.events()
    assert report.skills_after[slip.skill].p < report.skills_before[slip.skill].p
    assert report.next.choice.skill == slip.skill
    assert {"say", "hear", "choose"} <= set(report.timings)


def test_with_asked_and_without_a_recording_that_is_said(desk: Desk, tour: Tour, tmp_path: Path) -> None:
    desk.hears("I like the rain.")
    report = tour.run(tmp_path, asked="I like the rain.")
    assert report.said == report.asked == "I like the rain."
    assert report.verdict.outcome is AnswerOutcome.RIGHT


def test_a_recording_of_a_slip_is_judged_against_its_sentence(desk: Desk, tour: Tour, tmp_path: Path) -> None:
    desk.host.answers["Correct"] = Checked((), "harper")
    report = ran(desk, tour, tmp_path, SLIP)
    assert report.said is None
    assert report.asked == RIGHT
    assert report.verdict.outcome is AnswerOutcome.SLIP
    assert [edit.apply(report.verdict.answer) for edit in report.verdict.edits] == [RIGHT]


def test_a_recording_of_a_variant_is_judged_against_the_variant(desk: Desk, tour: Tour, tmp_path: Path) -> None:
    variant = desk.sentence().variants[0]
    report = ran(desk, tour, tmp_path, variant)
    assert report.asked == variant
    assert report.verdict.outcome is AnswerOutcome.RIGHT
    assert report.skills_after[AGREEMENT].n == 1


@pytest.mark.parametrize("asked", [RIGHT, "this train stops at every station"])
def test_an_asked_sentence_of_the_course_trains_its_skill(desk: Desk, tour: Tour, tmp_path: Path, asked: str) -> None:
    report = ran(desk, tour, tmp_path, RIGHT, asked)
    (answered,) = report.events
    assert isinstance(answered, Answered)
    assert answered.item == desk.sentence().id
    assert report.skills_after[AGREEMENT].n == 1


def test_a_likely_slip_in_a_sentence_of_no_course_is_found(desk: Desk, tour: Tour, tmp_path: Path) -> None:
    """No course lists it: the language's own rules say which differences are learners' slips."""
    report = ran(desk, tour, tmp_path, GOAT.replace("walks", "walk"), GOAT)
    assert report.verdict.outcome is AnswerOutcome.SLIP
    slip, _ = report.events
    assert isinstance(slip, SlipMade)
    assert slip.skill == AGREEMENT
    assert report.next.choice.skill == AGREEMENT
    assert report.skills_after[AGREEMENT].p < report.skills_before[AGREEMENT].p


def test_another_word_in_a_sentence_of_no_course_is_unclear(desk: Desk, tour: Tour, tmp_path: Path) -> None:
    report = ran(desk, tour, tmp_path, GOAT.replace("goat", "boat"), GOAT)
    assert report.verdict.outcome is AnswerOutcome.UNCLEAR
    assert not any(isinstance(event, SlipMade) for event in report.events)


def test_a_right_sentence_of_no_course_credits_no_skill_of_the_course(desk: Desk, tour: Tour, tmp_path: Path) -> None:
    report = ran(desk, tour, tmp_path, GOAT, GOAT)
    assert report.verdict.outcome is AnswerOutcome.RIGHT
    assert all(report.skills_after[skill.id].n == 0 for skill in desk.course.skills)
    assert set(report.skills_before) == set(report.skills_after)


# --- free speech -----------------------------------------------------------------------------------------------------

FREE = "Yesterday my goat eat all the flower."
EAT = Edit(
    Span(18, 21), "ate", ErrorType("R:VERB:TENSE"), SkillId("en.grammar.verb.past"), 0.95, "harper", message="Why."
)
FLOWER = Edit(Span(30, 36), "flowers", ErrorType("R:NOUN:NUM"), SkillId("en.grammar.noun.plural"), 0.4, "harper")


def test_free_speech_is_corrected_where_the_grammar_is_certain(desk: Desk, tour: Tour, tmp_path: Path) -> None:
    desk.host.answers["Correct"] = Checked((EAT, FLOWER), "harper")
    report = ran(desk, tour, tmp_path, FREE)
    assert report.asked is None
    assert report.transcript == report.verdict.answer == FREE
    assert report.verdict.edits == (EAT,)
    assert report.verdict.expected == "Yesterday my goat ate all the flower."
    (slip,) = report.events
    assert isinstance(slip, SlipMade)
    assert (slip.skill, slip.item, slip.said, slip.meant) == (EAT.skill, None, "goat eat all", "goat ate all")
    assert slip.evidence.engines == {"Hear": "fake ear", "Correct": "harper"}
    assert report.next.choice.skill == EAT.skill
    assert desk.events() == report.events


def test_free_speech_without_a_grammar_engine_is_only_heard(desk: Desk, tour: Tour, tmp_path: Path) -> None:
    report = ran(desk, tour, tmp_path, FREE)
    assert report.verdict.outcome is AnswerOutcome.RIGHT
    assert report.events == ()
    assert [type(one) for one in desk.host.asked] == [Hear, Correct]


def test_without_ears_there_is_no_tour(desk: Desk, tour: Tour, tmp_path: Path) -> None:
    desk.host.answers["Hear"] = ModelMissing(model="whisper-base", command="langtutor models install whisper-base")
    with pytest.raises(ModelMissing):
        tour.run(tmp_path)
    assert desk.events() == ()


def test_a_sound_that_cannot_be_saved_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable, match="No such file"):
        save(SOUND, tmp_path / "nowhere" / "x.wav")


def test_heard_is_what_the_verdict_says_and_the_transcript_what_the_ear_wrote(
    desk: Desk, tour: Tour, tmp_path: Path
) -> None:
    def hidden(request: Hear) -> Heard:
        """Whisper repairs: it writes the right form though the slip fits the sound better."""
        scores = {text: (2.0 if text == SLIP else -9.0) for text in request.candidates}
        return Heard(RIGHT, (), {**scores, RIGHT: 0.0}, "fake ear", 2.0)

    desk.host.answers["Hear"] = hidden
    report = tour.run(tmp_path, WAV, RIGHT)
    assert (report.transcript, report.verdict.answer) == (RIGHT, SLIP)
    assert report.verdict.outcome is AnswerOutcome.SLIP
