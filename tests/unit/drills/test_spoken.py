"""From what the ear heard to a verdict: a slip needs evidence, and what is unclear is never a slip."""

from __future__ import annotations

import math

import pytest

from langtutor.core.ear_requests import Heard
from langtutor.core.language import Language
from langtutor.core.skill import SkillKind
from langtutor.core.text import Edit, ErrorType, SkillId, Span, apply_edits
from langtutor.core.verdict import AnswerOutcome, Verdict, WordOutcome
from langtutor.drills import acoustics, spoken
from langtutor.drills.spoken import Hypothesis, from_edits, judge_spoken, readings

ASKED = "My sister walks to work every day."
NO_S = "My sister walk to work every day."
NO_TO = "My sister walks work every day."
AGREEMENT = Hypothesis(NO_S, SkillId("en.grammar.verb.agreement"), SkillKind.GRAMMAR, "With *she*: *walks*.")
PREPOSITION = Hypothesis(NO_TO, SkillId("en.grammar.preposition.verb"), SkillKind.GRAMMAR, "*Walk to*.")
POSSIBLE = (AGREEMENT, PREPOSITION)


def heard(text: str, **scores: float) -> Heard:
    """Scores by name: asked, no_s, no_to, transcript."""
    names = {"asked": ASKED, "no_s": NO_S, "no_to": NO_TO, "transcript": text}
    return Heard(text, (), {names[name]: score for name, score in scores.items()}, "whisper", 2.0)


def marked(verdict: Verdict) -> list[tuple[str, str | None, WordOutcome]]:
    return [(w.asked, w.heard, w.outcome) for w in verdict.words if w.outcome is not WordOutcome.RIGHT]


def test_heard_as_asked_is_right(english: Language) -> None:
    verdict = judge_spoken(ASKED, heard("my sister walks to work every day", asked=5.0, no_s=3.0), POSSIBLE, english)
    assert verdict.outcome is AnswerOutcome.RIGHT
    assert not marked(verdict)
    assert verdict.slips == () and verdict.edits == ()


def nats(probability: float, *, shown: bool) -> float:
    """The decoder's evidence for a slip that comes to this probability, where nothing is known of the sounds."""
    logits = math.log(probability / (1 - probability)) - acoustics.ALONE.slip - (acoustics.SHOWN if shown else 0.0)
    return logits / acoustics.ALONE.decoder


def test_a_slip_that_the_transcript_shows(english: Language) -> None:
    enough = nats(spoken.SLIP_FROM + 0.01, shown=True)
    verdict = judge_spoken(ASKED, heard(NO_S, asked=5.0, no_s=5.0 + enough), POSSIBLE, english)
    assert verdict.outcome is AnswerOutcome.SLIP
    assert marked(verdict) == [("walks", "walk", WordOutcome.SLIP)]
    (slip,) = verdict.slips
    assert (slip.skill, slip.said, slip.meant) == (AGREEMENT.skill, "sister walk to", "sister walks to")
    assert slip.why == AGREEMENT.why
    assert slip.margin_nats == pytest.approx(acoustics.ALONE.decoder * enough)
    assert slip.probability == pytest.approx(spoken.SLIP_FROM + 0.01)
    assert apply_edits(verdict.answer, verdict.edits) == ASKED


def test_what_the_sound_leaves_open_is_unclear(english: Language) -> None:
    for transcript in (NO_S, ASKED):
        little = nats(spoken.SLIP_FROM - 0.01, shown=transcript == NO_S)
        verdict = judge_spoken(ASKED, heard(transcript, asked=5.0, no_s=5.0 + little), POSSIBLE, english)
        assert verdict.outcome is AnswerOutcome.UNCLEAR
        assert [asked for asked, _, _ in marked(verdict)] == ["walks"]
        assert not verdict.slips


def test_a_slip_that_is_unlikely_is_none(english: Language) -> None:
    less = nats(spoken.UNCLEAR_FROM - 0.01, shown=False)
    verdict = judge_spoken(ASKED, heard(ASKED, asked=5.0, no_s=5.0 + less), POSSIBLE, english)
    assert verdict.outcome is AnswerOutcome.RIGHT


def test_a_slip_that_the_transcript_repaired_needs_more(english: Language) -> None:
    enough = nats(spoken.SLIP_FROM + 0.01, shown=False)
    assert enough > nats(spoken.SLIP_FROM + 0.01, shown=True)
    verdict = judge_spoken(ASKED, heard(ASKED, asked=5.0, no_s=5.0 + enough), POSSIBLE, english)
    assert verdict.outcome is AnswerOutcome.SLIP
    assert verdict.answer == NO_S  # what is shown as said has the slip in it


def test_the_sounds_have_their_say(english: Language) -> None:
    """The decoder likes what reads well; the sounds know no grammar."""
    decoder = {ASKED: 5.0, NO_S: 4.0}
    for lead, outcome in ((4.0, AnswerOutcome.SLIP), (-4.0, AnswerOutcome.RIGHT)):
        ear = Heard(ASKED, (), decoder, "whisper", 2.0, {ASKED: 30.0, NO_S: 30.0 + lead})
        assert judge_spoken(ASKED, ear, POSSIBLE, english).outcome is outcome


def test_a_slip_must_explain_the_sound(english: Language) -> None:
    other = "Your cousin runs to school at night."
    better = (spoken.EXPLAINS + 0.1) / acoustics.ALONE.decoder
    scores = {"asked": 1.0, "no_s": 9.0, "transcript": 9.0 + better}
    verdict = judge_spoken(ASKED, heard(other, **scores), POSSIBLE, english)
    assert verdict.outcome is AnswerOutcome.UNCLEAR
    assert not verdict.slips


def test_each_place_where_the_transcript_differs_is_asked_about(english: Language) -> None:
    text = "My sister works to work every May."
    works, may = readings(ASKED, text, english)
    assert (works, may) == ("My sister walks to work every May.", "My sister works to work every day.")
    scores = {ASKED: 0.0, NO_S: -5.0, text: 5.0, works: 4.9, may: 0.0}
    verdict = judge_spoken(ASKED, Heard(text, (), scores, "whisper", 2.0), POSSIBLE, english)
    assert verdict.outcome is AnswerOutcome.UNCLEAR
    assert marked(verdict) == [("day", "May", WordOutcome.UNCLEAR)], "*walks* fits about as well as *works*"


def test_another_word_is_unclear_and_no_slip(english: Language) -> None:
    verdict = judge_spoken(
        ASKED, heard("My sister works to work every day.", asked=1.0, transcript=9.0, no_s=0.0), POSSIBLE, english
    )
    assert verdict.outcome is AnswerOutcome.UNCLEAR
    assert marked(verdict) == [("walks", "works", WordOutcome.UNCLEAR)]
    assert verdict.slips == () and verdict.edits == ()


def test_another_transcript_is_right_where_the_asked_words_fit_the_sound_as_well(english: Language) -> None:
    text = "My sister works to work every day."
    scores = {"asked": 5.0, "transcript": 5.0 - acoustics.AS_WELL_ALONE / acoustics.PLACE_DECODER - 0.1, "no_s": 0.0}
    assert judge_spoken(ASKED, heard(text, **scores), POSSIBLE, english).outcome is AnswerOutcome.RIGHT


def test_another_sentence_is_unclear_throughout(english: Language) -> None:
    verdict = judge_spoken(ASKED, heard("What time is it now?", asked=0.0, transcript=20.0), POSSIBLE, english)
    assert verdict.outcome is AnswerOutcome.UNCLEAR
    asked = [word for word in verdict.words if word.asked]
    assert [word.outcome for word in asked] == [WordOutcome.UNCLEAR] * 7


def test_nothing_known_about_the_sound_means_no_slip(english: Language) -> None:
    assert judge_spoken(ASKED, Heard(NO_S, (), {}, "", 1.0), POSSIBLE, english).outcome is AnswerOutcome.UNCLEAR


def test_two_slips_at_once(english: Language) -> None:
    text = "My sister walk work every day."
    verdict = judge_spoken(ASKED, heard(text, asked=1.0, no_s=4.0, no_to=3.0, transcript=6.0), POSSIBLE, english)
    assert [slip.skill for slip in verdict.slips] == [AGREEMENT.skill, PREPOSITION.skill]
    assert marked(verdict) == [("walks", "walk", WordOutcome.SLIP), ("to", None, WordOutcome.SLIP)]
    assert apply_edits(verdict.answer, verdict.edits) == ASKED


def test_a_second_slip_must_be_in_the_transcript(english: Language) -> None:
    verdict = judge_spoken(ASKED, heard(NO_S, asked=1.0, no_s=9.0, no_to=8.0), POSSIBLE, english)
    assert [slip.skill for slip in verdict.slips] == [AGREEMENT.skill]


def test_where_the_surer_slip_is_hidden_both_are_shown(english: Language) -> None:
    verdict = judge_spoken(ASKED, heard(NO_TO, asked=1.0, no_s=9.0, no_to=7.0), POSSIBLE, english)
    assert {slip.skill for slip in verdict.slips} == {AGREEMENT.skill, PREPOSITION.skill}
    assert verdict.answer == "My sister walk work every day."
    assert apply_edits(verdict.answer, verdict.edits) == ASKED


def test_a_slip_beside_something_unclear(english: Language) -> None:
    text = "My sister walk to work every May."
    verdict = judge_spoken(ASKED, heard(text, asked=1.0, no_s=5.0, transcript=7.0), POSSIBLE, english)
    assert marked(verdict) == [("walks", "walk", WordOutcome.SLIP), ("day", "May", WordOutcome.UNCLEAR)]
    assert apply_edits(text, verdict.edits) == "My sister walks to work every May."


def test_a_contraction_is_one_word_as_bad_as_its_worst_part(english: Language) -> None:
    asked, said = "I'm twenty years old.", "I have twenty years old."
    be = Hypothesis(said, SkillId("en.grammar.verb.be"), SkillKind.GRAMMAR, None)
    verdict = judge_spoken(asked, Heard(said, (), {asked: 1.0, said: 5.0}, "", 1.0), (be,), english)
    assert marked(verdict) == [("I'm", "I have", WordOutcome.SLIP)]
    assert apply_edits(said, verdict.edits) == asked


def test_a_word_too_many_stands_between_its_neighbours(english: Language) -> None:
    asked, said = "My mother cooks every Sunday.", "My mother she cooks every Sunday."
    subject = Hypothesis(said, SkillId("en.grammar.pronoun.subject"), SkillKind.GRAMMAR, None)
    verdict = judge_spoken(asked, Heard(said, (), {asked: 1.0, said: 5.0}, "", 1.0), (subject,), english)
    (extra,) = [word for word in verdict.words if word.outcome is WordOutcome.SLIP]
    assert (extra.span, extra.asked, extra.heard) == (Span(9, 9), "", "she")
    assert apply_edits(said, verdict.edits) == asked


def test_words_in_the_wrong_order(english: Language) -> None:
    asked, said = "Her son has a big dog.", "Her son has a dog big."
    order = Hypothesis(said, SkillId("en.grammar.adjective.order"), SkillKind.GRAMMAR, None)
    verdict = judge_spoken(asked, Heard(said, (), {asked: 1.0, said: 5.0}, "", 1.0), (order,), english)
    assert verdict.outcome is AnswerOutcome.SLIP
    assert apply_edits(said, verdict.edits) == asked
    right = judge_spoken(asked, Heard(asked, (), {asked: 5.0, said: 1.0}, "", 1.0), (order,), english)
    assert right.outcome is AnswerOutcome.RIGHT


def test_spans_count_accented_letters_once(portuguese: Language) -> None:
    asked, said = "Às vezes ela não está em casa.", "Às vezes ela não é em casa."
    be = Hypothesis(said, SkillId("pt.grammar.verb.ser_estar"), SkillKind.GRAMMAR, None)
    verdict = judge_spoken(asked, Heard(said, (), {asked: 1.0, said: 5.0}, "", 1.0), (be,), portuguese)
    (edit,) = verdict.edits
    assert (edit.span.of(said), edit.replacement) == ("é", "está")
    (word,) = [word for word in verdict.words if word.outcome is WordOutcome.SLIP]
    assert word.span.of(asked) == "está"


def test_grammar_edits_that_lead_to_what_was_asked_make_a_slip(english: Language) -> None:
    skill = SkillId("en.grammar.verb.past")
    edit = Edit(Span(10, 14), "walks", ErrorType("R:VERB:SVA"), None, 0.9, "harper", explanation_id="en.third")
    found = from_edits(NO_S, ASKED, [edit], skill, english, {"en.third": "With *she*: *-s*."}.get)
    assert found is not None
    assert (found.said, found.skill, found.why) == (NO_S, skill, "With *she*: *-s*.")
    elsewhere = Edit(Span(0, 2), "Her", ErrorType("R:DET"), None, 0.9, "harper")
    assert from_edits(NO_S, ASKED, [elsewhere], skill, english, {}.get) is None
    assert from_edits(NO_S, ASKED, [], skill, english, {}.get) is None


def test_each_mistake_that_a_check_found_in_what_was_heard_is_a_slip(english: Language) -> None:
    said = "My sister walk work every day."
    agreement, preposition = SkillId("en.grammar.verb.agreement"), SkillId("en.grammar.preposition.verb")
    edits = [
        Edit(Span(10, 14), "walks", ErrorType("R:VERB:SVA"), agreement, 0.9, "judge"),
        Edit(Span(14, 14), " to", ErrorType("M:PREP"), preposition, 0.9, "judge"),
    ]
    found = from_edits(said, ASKED, edits, agreement, english, {}.get)
    assert found is not None
    ear = Heard(said, (), {ASKED: 1.0, said: 9.0}, "whisper", 2.0)
    verdict = judge_spoken(ASKED, ear, [found], english)
    assert [(slip.skill, slip.edit, slip.margin_nats) for slip in verdict.slips] == [
        (agreement, edits[0], 8.0 * acoustics.ALONE.decoder),
        (preposition, edits[1], 8.0 * acoustics.ALONE.decoder),
    ]
