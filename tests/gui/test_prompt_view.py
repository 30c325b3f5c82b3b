"""How a card of the learner's own is asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from langtutor.core.course import ItemId
from langtutor.core.events import DrillKind, Mode
from langtutor.core.language import LanguageCode
from langtutor.core.text import SkillId
from langtutor.drills.exercise import Exercise
from langtutor.learner.cards import Kept, as_sentence
from langtutor.learner.explain import Reason, ReasonCode
from langtutor.learner.policy import Choice
from langtutor.services.drilling import Next
from langtutor.ui.widgets.prompt_view import PromptView

SKILL, ITEM = SkillId("en.word.give_up"), ItemId("card/1")
SENTENCE = "She gave up smoking."


@pytest.fixture
def view(qtbot):
    made = PromptView()
    qtbot.addWidget(made)
    made.show()
    return made


def card(kind: DrillKind) -> Next:
    kept = Kept(SKILL, "give up", "desistir de", datetime(2026, 5, 1, tzinfo=UTC), SENTENCE, form="gave up")
    sentence = as_sentence(ITEM, kept)
    mode = Mode.SPOKEN if kind is DrillKind.SAY else Mode.TYPED
    prompt = {DrillKind.SAY: sentence.text, DrillKind.LISTEN: ""}.get(kind, kept.back)
    exercise = Exercise(kind, mode, SKILL, sentence, LanguageCode("en"), LanguageCode("pt"), prompt)
    return Next(Choice(kind, mode, SKILL, ITEM, Reason(ReasonCode.CARD, SKILL)), exercise, "your card", "why", 5)


@pytest.mark.parametrize("kind", [DrillKind.TRANSLATE, DrillKind.LISTEN])
def test_the_sentence_has_a_gap_until_the_answer_is_there(view, kind):
    view.show_next(card(kind), "English")
    assert view.context.isVisible()
    assert view.context.text() == "She ____ smoking."
    assert "gave" not in view.sentence.text()
    view.set_answered(True)
    assert view.context.text() == SENTENCE


def test_what_is_to_be_said_stands_in_its_sentence(view):
    view.show_next(card(DrillKind.SAY), "English")
    assert (view.sentence.text(), view.context.text()) == ("gave up", SENTENCE)
    assert view.task.text() == "Say this word"


def test_help_with_a_card_gives_its_first_letters(view):
    view.show_next(card(DrillKind.TRANSLATE), "English")
    assert view.help_button.text().startswith("First letters")
    view.show_help()
    assert view.help_text.text() == "g… u…"
