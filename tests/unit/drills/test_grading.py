"""What evidence a drill asks for, in which order, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from langtutor.core.course import Sentence
from langtutor.core.events import DrillKind, Mode
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import (
    Checked,
    CheckGrammar,
    Hear,
    Heard,
    LookUpWord,
    Request,
    Score,
    Scores,
    Translate,
    Translation,
)
from langtutor.core.text import Edit, ErrorType, SkillId, Span, apply_edits
from langtutor.core.verdict import AnswerOutcome, DifferenceKind, Verdict, WordOutcome
from langtutor.drills.exercise import Answer, Exercise, Grader, SpokenAnswer, TypedAnswer
from langtutor.drills.grading import Tools, give_up, judge, needs

EN, PT = LanguageCode("en"), LanguageCode("pt")
WAV = SpokenAnswer(Path("answer.wav"))
FREE = "My husband drinks tea totally without any sugar."
PROMPT = "Meu marido toma chá sem açúcar."


@pytest.fixture
def tools(english: Language, portuguese: Language, common: Callable[[str], float]) -> Tools:
    return Tools(Grader(english, portuguese), common)


def exercise(sentence: Sentence, kind: DrillKind, mode: Mode = Mode.TYPED) -> Exercise:
    return Exercise(kind, mode, sentence.skill, sentence, EN, PT, sentence.translations[0])


def reply(request: Request[Any], back: str, margin: float = 0.0) -> Any:
    """What engines would say of an answer in other words; dictionaries have nothing."""
    match request:
        case Translate(text, pair):
            return Translation(back if text == FREE else PROMPT, pair, "fake")
        case CheckGrammar():
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
    assert kinds == {Translate, CheckGrammar, Score, LookUpWord}
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
    assert CheckGrammar(FREE, EN) in wanted


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


def test_a_certain_edit_makes_it_a_slip_of_the_edit_s_skill(tea: Sentence, tools: Tools) -> None:
    asked, answer = exercise(tea, DrillKind.TRANSLATE), TypedAnswer(FREE)
    evidence = {request: reply(request, PROMPT) for request in needs(asked, answer, {}, tools)}
    skill = SkillId("en.grammar.noun.countability")
    edit = Edit(Span(38, 41), "some", ErrorType("R:DET"), skill, 0.95, "harper", message="some sugar")
    evidence[CheckGrammar(FREE, EN)] = Checked((edit,), "harper")
    verdict = judge(asked, answer, evidence, tools)
    assert verdict.outcome is AnswerOutcome.SLIP
    assert (verdict.slips[0].skill, verdict.slips[0].why) == (skill, "some sugar")
    assert apply_edits(FREE, verdict.edits) == tea.text


def test_listening_takes_the_words_and_nothing_else(tea: Sentence, tools: Tools) -> None:
    asked = exercise(tea, DrillKind.LISTEN)
    assert judged(asked, TypedAnswer(tea.text.upper()), tools, {}).outcome is AnswerOutcome.RIGHT
    assert judged(asked, TypedAnswer(tea.variants[0]), tools, {}).outcome is AnswerOutcome.SLIP
    assert judged(asked, TypedAnswer(""), tools, {}).outcome is AnswerOutcome.SLIP


def test_saying_asks_the_ear_first_then_the_grammar(tea: Sentence, tools: Tools) -> None:
    asked = exercise(tea, DrillKind.SAY, Mode.SPOKEN)
    (hear,) = needs(asked, WAV, {}, tools)
    assert isinstance(hear, Hear)
    assert set(hear.candidates) == {tea.text, *(slip.said for slip in tea.slips)}
    as_asked = Heard(tea.text, (), {}, "ear", 1.0)
    assert needs(asked, WAV, {hear: as_asked}, tools) == ()
    other = Heard("My husband drink tea.", (), {}, "ear", 1.0)
    assert needs(asked, WAV, {hear: other}, tools) == (CheckGrammar("My husband drink tea.", EN),)


def test_a_slip_that_only_the_grammar_knows(tea: Sentence, tools: Tools) -> None:
    asked = exercise(replace(tea, slips=()), DrillKind.SAY, Mode.SPOKEN)
    said = "My husband drinks teas without sugar."
    (hear,) = needs(asked, WAV, {}, tools)
    heard = Heard(said, (), {tea.text: 1.0, said: 9.0}, "ear", 1.0)
    skill = SkillId("en.grammar.noun.countability")
    edit = Edit(Span(18, 22), "tea", ErrorType("R:NOUN:NUM"), skill, 0.9, "harper", message="tea is not counted")
    checked = {hear: heard, CheckGrammar(said, EN): Checked((edit,), "harper")}
    verdict = judge(asked, WAV, checked, tools)
    assert verdict.outcome is AnswerOutcome.SLIP
    assert (verdict.slips[0].skill, verdict.slips[0].why) == (skill, "tea is not counted")
    # Without a grammar engine the language's own rules name it.
    unchecked = judge(asked, WAV, {hear: heard, CheckGrammar(said, EN): None}, tools)
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
