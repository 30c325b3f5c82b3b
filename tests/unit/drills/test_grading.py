"""What evidence a drill asks for, in which order, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from langtutor.core.course import Sentence
from langtutor.core.ear_requests import Hear, Heard
from langtutor.core.events import DrillKind, Mode
from langtutor.core.language import Language, LanguageCode
from langtutor.core.look_up_requests import LookUpWord, Translate, Translation
from langtutor.core.requests import Checked, Correct, Request, Score, Scores, Tier
from langtutor.core.text import Edit, ErrorType, SkillId, Span, apply_edits
from langtutor.core.verdict import AnswerOutcome, DifferenceKind, Verdict, WordOutcome
from langtutor.drills.exercise import Answer, Exercise, Grader, SpokenAnswer, TypedAnswer
from langtutor.drills.grading import Tools, give_up, judge, needs
from langtutor.drills.spoken import readings

EN, PT = LanguageCode("en"), LanguageCode("pt")
WAV = SpokenAnswer(Path("answer.wav"))
FREE = "My husband drinks tea totally without any sugar."
PROMPT = "Meu marido toma chá sem açúcar."


@pytest.fixture
def tools(english: Language, portuguese: Language, common: Callable[[str], float]) -> Tools:
    return Tools(Grader(english, portuguese), common)


def check(sentence: str) -> Correct:
    return Correct(sentence, EN, Tier.FULL, speaks=PT)


def exercise(sentence: Sentence, kind: DrillKind, mode: Mode = Mode.TYPED) -> Exercise:
    return Exercise(kind, mode, sentence.skill, sentence, EN, PT, sentence.translations[0])


def reply(request: Request[Any], back: str, margin: float = 0.0) -> Any:
    """What engines would say of an answer in other words; dictionaries have nothing."""
    match request:
        case Translate(text, pair):
            return Translation(back if text == FREE else PROMPT, pair, "fake")
        case Correct():
            return Checked((), "fake")
        case Score(texts):
            return Scores((-20.0 + 10 * margin, *(-20.0 for _ in texts[1:])), (10,) * len(texts), "fake")
        case _:
            return None


def judged(
    asked: Exercise, answer: Answer, tools: Tools, known: dict[Request[Any], Any], back: str = PROMPT
) -> Verdict:
    evidence = dict(known)
    for _ in range(4):
        wanted = needs(asked, answer, evidence, tools)
        if not wanted:
            return judge(asked, answer, evidence, tools)
        assert not set(wanted) & set(evidence), "nothing is asked twice"
        evidence.update({request: reply(request, back) for request in wanted})
    raise AssertionError("there is always something more")


@pytest.mark.parametrize("kind", [DrillKind.LISTEN, DrillKind.TRANSLATE])
def test_listed_answers_need_no_engine(tea: Sentence, tools: Tools, kind: DrillKind) -> None:
    for text in (tea.text, tea.slips[0].said, "", "My husbend drinks tea without sugar"):
        assert needs(exercise(tea, kind), TypedAnswer(text), {}, tools) == ()


def test_a_free_translation_needs_all_engines_once(tea: Sentence, tools: Tools) -> None:
    asked = exercise(tea, DrillKind.TRANSLATE)
    wanted = needs(asked, TypedAnswer("My hubby drinks tea without sugar."), {}, tools)
    kinds = {type(request) for request in wanted}
    assert kinds == {Translate, Correct, Score, LookUpWord}
    translated = [request.text for request in wanted if isinstance(request, Translate)]
    assert translated[0] == "My hubby drinks tea without sugar."
    assert set(translated[1:]) >= {tea.text, *tea.variants}  # so that the translator's noise cancels out
    looked_up = {request.word for request in wanted if isinstance(request, LookUpWord)}
    assert looked_up == {"hubby", "husband"}
    assert needs(asked, TypedAnswer("My hubby drinks tea without sugar."), dict.fromkeys(wanted), tools) == ()


def test_engines_read_it_without_typos(tea: Sentence, tools: Tools) -> None:
    wanted = needs(
        exercise(tea, DrillKind.TRANSLATE), TypedAnswer("My husbend drinks tea totally without any sugar."), {}, tools
    )
    assert check(FREE) in wanted


def test_engines_that_are_not_there_are_not_asked(tea: Sentence, tools: Tools) -> None:
    bare = replace(
        tools,
        grader=replace(tools.grader, can_back_translate=False, can_check=False, can_score=False, can_look_up=False),
    )
    asked = exercise(tea, DrillKind.TRANSLATE)
    assert needs(asked, TypedAnswer(FREE), {}, bare) == ()
    assert judge(asked, TypedAnswer(FREE), {}, bare).outcome is AnswerOutcome.UNCLEAR


def test_a_free_translation_of_the_same_meaning_is_right(tea: Sentence, tools: Tools) -> None:
    verdict = judged(exercise(tea, DrillKind.TRANSLATE), TypedAnswer(FREE), tools, {})
    assert verdict.outcome is AnswerOutcome.RIGHT
    assert verdict.difference is not None and verdict.difference.kind is DifferenceKind.MEANING_KEPT
    assert ("totally", "") in verdict.difference.words


def test_a_free_translation_of_no_clear_meaning_is_unclear(tea: Sentence, tools: Tools) -> None:
    verdict = judged(exercise(tea, DrillKind.TRANSLATE), TypedAnswer(FREE), tools, {}, back="Sem nada de mais.")
    assert verdict.outcome is AnswerOutcome.UNCLEAR
    assert verdict.slips == ()


def test_engines_that_failed_leave_it_unclear(tea: Sentence, tools: Tools) -> None:
    asked = exercise(tea, DrillKind.TRANSLATE)
    evidence = dict.fromkeys(needs(asked, TypedAnswer(FREE), {}, tools))
    assert judge(asked, TypedAnswer(FREE), evidence, tools).outcome is AnswerOutcome.UNCLEAR


def corrected(text: str, was: str, better: str, skill: SkillId | None, confidence: float = 0.95, why: str = "") -> Edit:
    start = text.index(was)
    span = Span(start, start + len(was))
    return Edit(span, better, ErrorType("R:OTHER"), skill, confidence, "judge", explanation_id=why or None)


def with_edits(tea: Sentence, tools: Tools, text: str, *edits: Edit, mended: str = "") -> Verdict:
    """The verdict on a typed translation for whose meaning all speaks."""
    asked, answer = exercise(tea, DrillKind.TRANSLATE), TypedAnswer(text)
    evidence = {request: reply(request, PROMPT) for request in needs(asked, answer, {}, tools)}
    translated = {r: Translation(PROMPT, r.pair, "fake") for r in evidence if isinstance(r, Translate)}
    assert check(mended or text) in evidence
    checked = {check(mended or text): Checked(edits, "judge")}
    return judge(asked, answer, {**evidence, **translated, **checked}, tools)


COUNTABLE, AGREEMENT = SkillId("en.grammar.noun.countability"), SkillId("en.grammar.verb.agreement")


def test_a_certain_edit_makes_it_a_slip_of_the_edit_s_skill_that_says_why(tea: Sentence, tools: Tools) -> None:
    explained = replace(tools, explain={"en.some": "Use *some*."}.get)
    edit = corrected(FREE, "any", "some", COUNTABLE, why="en.some")
    verdict = with_edits(tea, explained, FREE, edit)
    assert verdict.outcome is AnswerOutcome.SLIP
    (slip,) = verdict.slips
    assert (slip.skill, slip.said, slip.meant) == (COUNTABLE, "without any sugar", "without some sugar")
    assert (slip.why, slip.edit) == ("Use *some*.", edit)
    assert verdict.edits == (edit,)
    # The word that is only another one isn't marked as wrong.
    assert [word.heard for word in verdict.words if word.outcome is WordOutcome.SLIP] == ["any"]
    assert [word.heard for word in verdict.words if word.outcome is WordOutcome.UNCLEAR] == ["totally"]


def test_each_mistake_counts_once(tea: Sentence, tools: Tools) -> None:
    text = "My husband he drinks tea without sugars, and he don't likes it."
    verdict = with_edits(
        tea,
        tools,
        text,
        corrected(text, " he", "", tea.slips[1].skill),
        corrected(text, "sugars", "sugar", COUNTABLE),
        corrected(text, "don't", "doesn't", AGREEMENT),
        corrected(text, "likes", "like", AGREEMENT),
    )
    # The listed slip, which the check found too; another one; and one in two words.
    assert [slip.skill for slip in verdict.slips] == [tea.slips[1].skill, COUNTABLE, AGREEMENT]


def test_a_listed_slip_that_the_check_finds_too_is_one(tea: Sentence, tools: Tools) -> None:
    text = "My husband drink tea totally without any sugar."
    verdict = with_edits(tea, tools, text, corrected(text, "drink", "drinks", AGREEMENT))
    (slip,) = verdict.slips
    assert (slip.skill, slip.why) == (AGREEMENT, "Como *he*.")


def test_another_remedy_for_a_listed_slip_is_no_second_slip(tea: Sentence, tools: Tools) -> None:
    asked = replace(tea, slips=(replace(tea.slips[0], said="My husband drinks tea sugar."), *tea.slips[1:]))
    text = "My husband drinks tea sugar totally."
    edit = Edit(Span(21, 21), " with", ErrorType("M:PREP"), SkillId("en.grammar.preposition.verb"), 0.9, "judge")
    verdict = with_edits(asked, tools, text, edit)
    assert [slip.why for slip in verdict.slips] == ["Como *he*."]


def test_what_the_right_answer_has_too_is_no_certain_mistake(tea: Sentence, tools: Tools) -> None:
    verdict = with_edits(tea, tools, FREE, corrected(FREE, "drinks", "drink", AGREEMENT))
    assert (verdict.outcome, verdict.slips) == (AnswerOutcome.UNCLEAR, ())


def test_questions_capitals_and_commas_are_no_mistakes(tea: Sentence, tools: Tools) -> None:
    text = "my husband drinks tea totally without any sugar"
    edits = (
        corrected(text, "my", "My", None),
        corrected(text, "sugar", "sugar.", None),
        corrected(text, "any", "some", COUNTABLE, confidence=0.79),
    )
    assert with_edits(tea, tools, text, *edits).outcome is AnswerOutcome.RIGHT


def test_edits_stand_where_it_was_typed_though_typos_were_mended(tea: Sentence, tools: Tools) -> None:
    typed = "My husbnd, drinks tea totally without any sugar."
    mended = "My husband, drinks tea totally without any sugar."
    verdict = with_edits(tea, tools, typed, corrected(mended, "any", "some", COUNTABLE), mended=mended)
    assert apply_edits(typed, verdict.edits) == typed.replace("any", "some")


def test_mistakes_without_a_skill_count_once_for_the_one_trained(tea: Sentence, tools: Tools) -> None:
    verdict = with_edits(
        tea, tools, FREE, corrected(FREE, "any", "some", None), corrected(FREE, "totally", "wholly", None)
    )
    assert [slip.skill for slip in verdict.slips] == [tea.skill]


def test_each_sentence_of_an_answer_is_checked_and_edits_are_of_the_whole(tea: Sentence, tools: Tools) -> None:
    asked, text = exercise(tea, DrillKind.TRANSLATE), TypedAnswer("Sure. My hubby drink tea.")
    evidence = {request: reply(request, PROMPT) for request in needs(asked, text, {}, tools)}
    first, second = [request for request in evidence if isinstance(request, Correct)]
    assert (first.sentence, second.sentence, second.before) == ("Sure.", "My hubby drink tea.", "Sure.")
    edit = corrected(second.sentence, "drink", "drinks", AGREEMENT)
    verdict = judge(asked, text, {**evidence, second: Checked((edit,), "judge")}, tools)
    assert [slip.edit and slip.edit.span.of(text.text) for slip in verdict.slips] == ["drink"]


def test_what_the_learner_made_of_corrections_goes_along(tea: Sentence, tools: Tools) -> None:
    own = replace(tools, words=frozenset({"hubby", "else"}), shifts=((ErrorType("M:DET"), -1.0),))
    (request,) = [
        request
        for request in needs(exercise(tea, DrillKind.TRANSLATE), TypedAnswer("My Hubby drinks tea."), {}, own)
        if isinstance(request, Correct)
    ]
    assert (request.personal_words, request.shifts) == (frozenset({"hubby"}), own.shifts)


def test_listening_takes_the_words_and_nothing_else(tea: Sentence, tools: Tools) -> None:
    asked = exercise(tea, DrillKind.LISTEN)
    assert judged(asked, TypedAnswer(tea.text.upper()), tools, {}).outcome is AnswerOutcome.RIGHT
    assert judged(asked, TypedAnswer(tea.variants[0]), tools, {}).outcome is AnswerOutcome.SLIP
    assert judged(asked, TypedAnswer(""), tools, {}).outcome is AnswerOutcome.SLIP


def test_saying_asks_the_ear_first_then_the_grammar(tea: Sentence, tools: Tools) -> None:
    asked = exercise(tea, DrillKind.SAY, Mode.SPOKEN)
    (hear,) = needs(asked, WAV, {}, tools)
    assert isinstance(hear, Hear)
    assert set(hear.candidates) >= {tea.text, *(slip.said for slip in tea.slips)}
    assert "Husband drinks tea without sugar." in hear.candidates, "likely, though the course doesn't list it"
    as_asked = Heard(tea.text, (), {}, "ear", 1.0)
    assert needs(asked, WAV, {hear: as_asked}, tools) == ()
    other = Heard("My husband drink tea.", (), {}, "ear", 1.0)
    closer, grammar = needs(asked, WAV, {hear: other}, tools)
    assert isinstance(closer, Hear)
    assert closer.candidates == readings(tea.text, other.text, tools.grader.learned), "each place where they differ"
    assert grammar == check("My husband drink tea.")
    assert needs(asked, WAV, {hear: other, closer: other, grammar: None}, tools) == ()


def test_a_slip_that_only_the_grammar_knows(tea: Sentence, tools: Tools) -> None:
    asked = exercise(replace(tea, slips=()), DrillKind.SAY, Mode.SPOKEN)
    said = "My husband drinks teas without sugar."
    (hear,) = needs(asked, WAV, {}, tools)
    heard = Heard(said, (), {tea.text: 1.0, said: 9.0}, "ear", 1.0)
    skill = SkillId("en.grammar.noun.countability")
    edit = corrected(said, "teas", "tea", skill, why="en.tea")
    checked = {hear: heard, check(said): Checked((edit,), "harper")}
    verdict = judge(asked, WAV, checked, replace(tools, explain={"en.tea": "Tea is not counted."}.get))
    assert verdict.outcome is AnswerOutcome.SLIP
    assert (verdict.slips[0].skill, verdict.slips[0].why) == (skill, "Tea is not counted.")
    assert len(verdict.slips) == 1
    # Without a grammar engine the language's own rules name it.
    unchecked = judge(asked, WAV, {hear: heard, check(said): None}, tools)
    assert unchecked.slips[0].skill == "en.grammar.verb.agreement"


def test_a_translation_said_aloud_is_judged_by_the_key_that_was_said(tea: Sentence, tools: Tools) -> None:
    asked = exercise(tea, DrillKind.TRANSLATE, Mode.SPOKEN)
    (hear,) = needs(asked, WAV, {}, tools)
    assert isinstance(hear, Hear) and set(hear.candidates) >= {tea.text, *tea.variants}
    variant = Heard(tea.variants[0], (), {tea.variants[0]: 5.0, tea.text: 1.0}, "ear", 1.0)
    verdict = judged(asked, WAV, tools, {hear: variant})
    assert verdict.outcome is AnswerOutcome.RIGHT
    slip = tea.slips[0].said
    verdict = judged(asked, WAV, tools, {hear: Heard(slip, (), {slip: 5.0, tea.text: 1.0}, "ear", 1.0)})
    assert verdict.outcome is AnswerOutcome.SLIP
    assert verdict.slips[0].skill == tea.skill


def test_a_wrong_translation_said_aloud_is_unclear_the_ear_errs_too(tea: Sentence, tools: Tools) -> None:
    asked = exercise(tea, DrillKind.TRANSLATE, Mode.SPOKEN)
    (hear,) = needs(asked, WAV, {}, tools)
    text = "My husband drinks tea with sugar."
    verdict = judged(asked, WAV, tools, {hear: Heard(text, (), {text: 9.0, tea.text: 1.0}, "ear", 1.0)})
    assert verdict.outcome is AnswerOutcome.UNCLEAR
    assert verdict.slips == ()


def test_a_free_translation_said_aloud_is_right(tea: Sentence, tools: Tools) -> None:
    asked = exercise(tea, DrillKind.TRANSLATE, Mode.SPOKEN)
    (hear,) = needs(asked, WAV, {}, tools)
    verdict = judged(asked, WAV, tools, {hear: Heard(FREE, (), {FREE: 9.0, tea.text: 1.0}, "ear", 1.0)})
    assert verdict.outcome is AnswerOutcome.RIGHT
    assert verdict.difference is not None and verdict.difference.kind is DifferenceKind.MEANING_KEPT


def test_giving_up_shows_what_was_asked(tea: Sentence, tools: Tools) -> None:
    verdict = give_up(exercise(tea, DrillKind.TRANSLATE), tools)
    assert (verdict.outcome, verdict.expected) == (AnswerOutcome.GIVEN_UP, tea.text)
    assert all(word.outcome is WordOutcome.UNCLEAR for word in verdict.words)
