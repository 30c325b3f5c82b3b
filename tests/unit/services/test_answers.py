"""What one answer writes into the ledger, and what taking it back writes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from langtutor.core.course import ItemId, Sentence
from langtutor.core.events import Answered, Disputed, DrillKind, Mode, Retracted, SlipMade
from langtutor.core.language import LanguageCode
from langtutor.core.skill import SkillKind
from langtutor.core.text import Edit, ErrorType, SkillId, Span
from langtutor.core.verdict import AnswerOutcome, SlipFound, Verdict
from langtutor.drills.exercise import Exercise
from langtutor.services.answers import Who, dispute_of, events_of

EN, PT = LanguageCode("en"), LanguageCode("pt")
ARTICLE, PAST = SkillId("en.grammar.article"), SkillId("en.grammar.past")
SENTENCE = Sentence(ItemId(f"{PAST}/1"), PAST, "I saw a cat and a dog.", ("Vi um gato e um cão.",), (), {}, ())
EXERCISE = Exercise(DrillKind.SAY, Mode.SPOKEN, PAST, SENTENCE, EN, PT, SENTENCE.text)
WHO = Who("me", EN, "s1")
FIRST = Edit(Span(6, 6), "a ", ErrorType("M:DET"), ARTICLE, 1.0, "course")
SECOND = Edit(Span(14, 14), "a ", ErrorType("M:DET"), ARTICLE, 1.0, "course")
TWO_SLIPS = Verdict(
    AnswerOutcome.SLIP,
    "I saw cat and dog.",
    SENTENCE.text,
    slips=(
        SlipFound(ARTICLE, SkillKind.GRAMMAR, "saw cat", "saw a cat", None, 4.0),
        SlipFound(ARTICLE, SkillKind.GRAMMAR, "and dog", "and a dog", None, 3.0),
        SlipFound(None, SkillKind.WORD, "dog", "dog", None),
    ),
    edits=(FIRST, SECOND),
)


def written(verdict: Verdict, recording: Path | None = Path("/r/20260101T000000-ab.wav")) -> tuple[object, ...]:
    return events_of(
        EXERCISE,
        Mode.SPOKEN,
        verdict,
        WHO,
        duration_s=4.5,
        used_help=True,
        engines={"Hear": "whisper-base"},
        recording=recording,
    )


def test_a_slip_that_a_check_found_brings_its_own_edit() -> None:
    found = Edit(Span(6, 6), "a ", ErrorType("M:DET"), ARTICLE, 0.97, "judge", explanation_id="en.article")
    slip, other = TWO_SLIPS.slips[:2]
    verdict = replace(TWO_SLIPS, slips=(replace(slip, edit=found), other))
    first, second, _ = written(verdict)
    assert isinstance(first, SlipMade) and isinstance(second, SlipMade)
    assert first.edit is not None and first.edit.explanation_id == "en.article"
    assert second.edit == FIRST


def test_slips_come_before_the_answer_that_names_them_all_at_one_time() -> None:
    *slips, answered = written(TWO_SLIPS)
    assert isinstance(answered, Answered)
    assert all(isinstance(slip, SlipMade) for slip in slips)
    headers = [event.header for event in (*slips, answered) if isinstance(event, SlipMade | Answered)]
    assert answered.slips == tuple(header.id for header in headers[:-1])
    assert len({header.id for header in headers}) == 4
    assert {(header.at, header.session, header.learner, header.language) for header in headers} == {
        (headers[0].at, "s1", "me", EN)
    }


def test_what_the_judgement_rests_on_is_kept() -> None:
    first, *_, answered = written(TWO_SLIPS)
    assert isinstance(first, SlipMade)
    assert isinstance(answered, Answered)
    assert (first.evidence.recording, first.evidence.margin_nats) == ("20260101T000000-ab", 4.0)
    assert answered.evidence.engines == {"Hear": "whisper-base"}
    assert (answered.duration_s, answered.used_help, answered.expected) == (4.5, True, SENTENCE.text)


def test_each_slip_of_one_skill_has_its_own_edit() -> None:
    slips = [event for event in written(TWO_SLIPS) if isinstance(event, SlipMade)]
    assert [slip.edit for slip in slips] == [FIRST, SECOND, None]


def test_a_slip_of_no_known_skill_is_the_exercises() -> None:
    slips = [event for event in written(TWO_SLIPS) if isinstance(event, SlipMade)]
    assert [slip.skill for slip in slips] == [ARTICLE, ARTICLE, PAST]


def test_a_typed_answer_has_no_recording() -> None:
    (answered,) = written(Verdict(AnswerOutcome.RIGHT, SENTENCE.text, SENTENCE.text), recording=None)
    assert isinstance(answered, Answered)
    assert answered.evidence.recording is None
    assert answered.slips == ()


def test_a_dispute_takes_everything_back_and_counts_the_answer_as_right() -> None:
    events = [event for event in written(TWO_SLIPS) if isinstance(event, SlipMade | Answered)]
    new = dispute_of(events, Who("me", EN, "s2"))
    assert {event.target for event in new if isinstance(event, Retracted)} == {event.header.id for event in events}
    disputed = [event for event in new if isinstance(event, Disputed)]
    assert {event.target for event in disputed} == {event.header.id for event in events}
    assert [event.reason for event in disputed] == ["saw cat", "and dog", "dog", "I saw cat and dog."]
    (right,) = [event for event in new if isinstance(event, Answered)]
    assert (right.outcome, right.slips, right.answer) == (AnswerOutcome.RIGHT, (), SENTENCE.text)
    assert (right.skill, right.item, right.evidence) == (PAST, SENTENCE.id, events[-1].evidence)
    # The time that it took is still time spent: the event that said so is taken back.
    assert isinstance(events[-1], Answered)
    assert right.duration_s == events[-1].duration_s
    assert {event.header.session for event in new} == {"s2"}
