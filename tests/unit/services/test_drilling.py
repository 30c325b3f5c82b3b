"""From an answer to the ledger and to the next choice, with a real course, ledger and learner model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from langtutor.content.messages import Messages
from langtutor.core.course import ItemId
from langtutor.core.errors import EngineCrashed, EngineFailed, ModelMissing, NoSpeech
from langtutor.core.events import Answered, CardKept, CardSuspended, DrillKind, Event, EventId, Header, Mode, SlipMade
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome, DifferenceKind
from langtutor.learner.explain import ReasonCode
from langtutor.services.drilling import Drilling, Outcome
from langtutor.settings.paths import resources_dir
from langtutor.store.ledger import Ledger
from tests.unit.services.conftest import AGREEMENT, Desk

RIGHT = "This train stops at every station."
SLIP = "This train stop at every station."
ARTICLE = SkillId("en.grammar.noun.article")


def kinds(events: tuple[Event, ...]) -> list[str]:
    return [type(event).__name__ for event in events]


# --- spoken ----------------------------------------------------------------------------------------------------------


def test_a_slip_is_logged_lowers_its_skill_and_chooses_the_next_drill(desk: Desk) -> None:
    outcome = desk.says(SLIP)
    assert outcome.verdict.outcome is AnswerOutcome.SLIP
    slip, answered = desk.events()
    assert isinstance(slip, SlipMade)
    assert isinstance(answered, Answered)
    assert outcome.event_ids == (slip.header.id, answered.header.id)
    assert slip.header.at == answered.header.at
    assert (slip.skill, slip.mode, slip.evidence.recording) == (AGREEMENT, Mode.SPOKEN, "rec-1")
    assert answered.slips == (slip.header.id,)
    assert outcome.after[AGREEMENT].p < outcome.before[AGREEMENT].p
    assert outcome.after[AGREEMENT].n == outcome.before[AGREEMENT].n + 1
    assert outcome.slip_titles[AGREEMENT] == "Third person -s"
    assert outcome.transcript == SLIP
    assert {"hear", "total"} <= set(outcome.timings)

    following = desk.drilling.next().result(30)
    assert following.choice.skill == AGREEMENT
    assert following.choice.reason.code is ReasonCode.SLIP
    assert following.choice.item != outcome.exercise.sentence.id
    assert following.reason.startswith("Third person -s: this went wrong just now")
    assert "train stop at" in following.reason


def test_the_explanation_is_in_the_learners_first_language(desk: Desk) -> None:
    (slip,) = desk.says(SLIP).verdict.slips
    assert slip.why is not None
    assert "então" in slip.why


def test_a_right_answer_raises_its_skill(desk: Desk) -> None:
    outcome = desk.says(RIGHT)
    assert outcome.verdict.outcome is AnswerOutcome.RIGHT
    assert kinds(desk.events()) == ["Answered"]
    assert outcome.after[AGREEMENT].p > outcome.before[AGREEMENT].p


def test_unclear_is_logged_and_never_counted(desk: Desk) -> None:
    outcome = desk.says("This brain stalls at everest nation.", nats=9.0)
    assert outcome.verdict.outcome is AnswerOutcome.UNCLEAR
    (answered,) = desk.events()
    assert isinstance(answered, Answered)
    assert answered.outcome is AnswerOutcome.UNCLEAR
    assert outcome.after[AGREEMENT].n == outcome.before[AGREEMENT].n == 0


@pytest.mark.parametrize("error", [ModelMissing(model="whisper", command="x"), NoSpeech(), EngineCrashed(worker="ear")])
def test_without_ears_nothing_is_judged_and_nothing_logged(desk: Desk, error: Exception) -> None:
    desk.host.answers["Hear"] = error
    with pytest.raises(type(error)):
        desk.judged(desk.exercise())
    assert desk.events() == ()


@pytest.mark.parametrize(
    "error",
    [
        ModelMissing(model="harper", command="x"),
        EngineFailed(engine="harper", detail="odd text"),
        EngineCrashed(worker="text"),
    ],
)
def test_without_a_grammar_engine_the_listed_slip_is_still_found(desk: Desk, error: Exception) -> None:
    desk.host.answers["Correct"] = error
    outcome = desk.says(SLIP)
    assert "Correct" in desk.host.kinds()
    assert outcome.verdict.outcome is AnswerOutcome.SLIP
    answered = desk.events()[-1]
    assert isinstance(answered, Answered)
    assert answered.evidence.engines == {"Hear": "fake ear"}


def test_a_bug_in_an_engine_is_not_swallowed(desk: Desk) -> None:
    desk.host.answers["Correct"] = RuntimeError("a worker's trace")
    with pytest.raises(RuntimeError, match="trace"):
        desk.says(SLIP)


# --- typed -----------------------------------------------------------------------------------------------------------


def translate(desk: Desk) -> Any:
    return desk.exercise(kind=DrillKind.TRANSLATE, mode=Mode.TYPED)


def test_a_typed_slip_is_a_typed_slip(desk: Desk) -> None:
    outcome = desk.types(SLIP, translate(desk))
    slip, answered = desk.events()
    assert isinstance(slip, SlipMade)
    assert isinstance(answered, Answered)
    assert (slip.mode, answered.mode, answered.drill) == (Mode.TYPED, Mode.TYPED, DrillKind.TRANSLATE)
    assert outcome.recording is None
    assert "You wrote" in desk.drilling.choose().reason


def test_a_variant_is_right_without_asking_any_engine(desk: Desk) -> None:
    outcome = desk.types(desk.sentence().variants[0], translate(desk))
    assert outcome.verdict.outcome is AnswerOutcome.RIGHT
    assert outcome.verdict.difference is not None
    assert outcome.verdict.difference.kind is DifferenceKind.VARIANT
    assert desk.host.asked == []


def test_other_words_without_the_models_that_weigh_them_are_unclear_and_cost_nothing(desk: Desk) -> None:
    outcome = desk.types("That railway halts by each one of them.", translate(desk))
    assert outcome.verdict.outcome is AnswerOutcome.UNCLEAR
    assert outcome.after[AGREEMENT].n == 0


def test_a_listed_slip_is_found_without_any_model(desk: Desk) -> None:
    assert desk.types(SLIP, translate(desk)).verdict.outcome is AnswerOutcome.SLIP


def test_help_makes_a_right_answer_count_for_less(desk: Desk) -> None:
    alone = desk.types(RIGHT, translate(desk))
    other = desk.exercise("en.grammar.verb.past/1", DrillKind.TRANSLATE, Mode.TYPED)
    helped = desk.types(other.expected, other, used_help=True)
    gain = [o.after[o.exercise.skill].p - o.before[o.exercise.skill].p for o in (alone, helped)]
    assert gain[0] > gain[1] > 0


def test_giving_up_is_a_lapse_and_the_skill_comes_again(desk: Desk) -> None:
    exercise = desk.exercise()
    outcome = desk.drilling.give_up(exercise, duration_s=3.0).result(30)
    assert outcome.verdict.outcome is AnswerOutcome.GIVEN_UP
    assert outcome.verdict.expected == RIGHT
    assert outcome.after[AGREEMENT].p < outcome.before[AGREEMENT].p
    assert kinds(desk.events()) == ["Answered"]
    following = desk.drilling.choose()
    assert following.choice.skill == AGREEMENT
    assert following.reason.startswith("Third person -s: you didn’t know")


# --- disputes --------------------------------------------------------------------------------------------------------


def test_a_dispute_leaves_beliefs_as_if_the_answer_had_been_right(
    desk: Desk, make_drilling: Callable[..., Drilling], ledger: Ledger
) -> None:
    wrong = desk.says(SLIP)
    disputed = desk.drilling.dispute(wrong).result(30)
    assert disputed.verdict.outcome is AnswerOutcome.RIGHT
    assert disputed.verdict.slips == ()
    after = disputed.after[AGREEMENT]
    assert after.p > wrong.before[AGREEMENT].p
    assert after.n == 1
    right = desk.says(RIGHT)
    assert right.before[AGREEMENT].p == pytest.approx(after.p, abs=1e-6)
    rebuilt = make_drilling(lambda: Messages(resources_dir() / "messages", "en"))
    assert rebuilt.estimates()[AGREEMENT].p == pytest.approx(right.after[AGREEMENT].p, abs=1e-6)


def test_beliefs_are_back_exactly_before_the_right_answer_counts(desk: Desk, ledger: Ledger) -> None:
    desk.says("My husband drink tea without sugar.", f"{AGREEMENT}/1")
    before = [event.header.id for event in ledger.events()]
    wrong = desk.says(SLIP)
    desk.drilling.dispute(wrong).result(30)
    standing = [event for event in ledger.events() if isinstance(event, SlipMade | Answered)]
    assert [event.header.id for event in standing][: len(before)] == before
    assert [type(event) for event in standing[len(before) :]] == [Answered]


def test_what_was_too_much_is_no_word_of_a_sentence_that_counts_as_right(desk: Desk) -> None:
    wrong = desk.says("This train it stops at every station.")
    assert any(not word.asked for word in wrong.verdict.words)
    disputed = desk.drilling.dispute(wrong).result(30)
    assert " ".join(word.asked for word in disputed.verdict.words) == RIGHT.rstrip(".")


def test_a_dispute_counts_once(desk: Desk) -> None:
    disputed = desk.drilling.dispute(desk.says(SLIP)).result(30)
    count = len(desk.ledger.events(include_retracted=True))
    again = desk.drilling.dispute(disputed).result(30)
    assert again == disputed
    assert len(desk.ledger.events(include_retracted=True)) == count


def test_what_was_disputed_is_no_longer_why_the_next_drill_comes(desk: Desk) -> None:
    desk.drilling.dispute(desk.says(SLIP)).result(30)
    assert desk.drilling.choose().choice.reason.code is not ReasonCode.SLIP


# --- choices ---------------------------------------------------------------------------------------------------------


def answer(desk: Desk, text: str | None = None) -> Outcome:
    upcoming = desk.drilling.choose()
    if upcoming.exercise.mode is Mode.SPOKEN:
        desk.hears(text or upcoming.exercise.expected)
        return desk.judged(upcoming.exercise)
    return desk.types(text or upcoming.exercise.expected, upcoming.exercise)


def test_what_was_just_done_does_not_come_again(desk: Desk) -> None:
    done: list[ItemId] = []
    for _ in range(15):
        item = answer(desk).exercise.sentence.id
        assert item not in done[-3:]
        done.append(item)


def test_whoever_cannot_speak_never_gets_a_spoken_drill(desk: Desk) -> None:
    desk.drilling.set_can_speak(False)
    for _ in range(20):
        upcoming = desk.drilling.choose()
        assert upcoming.exercise.mode is Mode.TYPED
        assert upcoming.exercise.can_type
        desk.types(upcoming.exercise.expected, upcoming.exercise)


def test_without_a_microphone_drills_are_typed_until_one_is_there(make_drilling: Callable[..., Drilling]) -> None:
    plugged_in = [False]
    folder = resources_dir() / "messages"
    drilling = make_drilling(lambda: Messages(folder, "en"), has_microphone=lambda: plugged_in[0])
    assert {drilling.next().result(30).exercise.mode for _ in range(20)} == {Mode.TYPED}
    plugged_in[0] = True
    assert Mode.SPOKEN in {drilling.next().result(30).exercise.mode for _ in range(20)}


def test_reasons_and_titles_follow_the_windows_language(desk: Desk) -> None:
    desk.says(SLIP)
    assert "went wrong" in desk.drilling.choose().reason
    desk.ui[0] = "pt"
    upcoming = desk.drilling.choose()
    assert upcoming.skill_title == "O -s da terceira pessoa"
    assert "went wrong" not in upcoming.reason
    assert upcoming.skill_title in upcoming.reason


def test_the_first_choice_begins_the_course(desk: Desk, course: Any) -> None:
    assert desk.drilling.is_empty()
    upcoming = desk.drilling.choose()
    assert upcoming.choice.reason.code in (ReasonCode.FIRST, ReasonCode.NEW)
    assert upcoming.skill_title in upcoming.reason
    assert upcoming.minutes == 5


# --- kept cards ------------------------------------------------------------------------------------------------------

CARD = ItemId("card/1")


@pytest.fixture
def with_card(desk: Desk) -> Desk:
    header = Header(EventId("kept"), datetime.now(UTC), "me", LanguageCode("en"), "before")
    desk.ledger.append(CardKept(header, CARD, "umbrella", "guarda-chuva"))
    return desk


def card_exercise(desk: Desk, wanted: Mode) -> Any:
    for _ in range(200):
        upcoming = desk.drilling.choose()
        if upcoming.choice.item == CARD and upcoming.exercise.mode is wanted:
            return upcoming
    raise AssertionError("the card never comes")


def test_a_kept_card_is_practised_in_writing(with_card: Desk) -> None:
    desk = with_card
    upcoming = card_exercise(desk, Mode.TYPED)
    assert "guarda-chuva" in upcoming.reason
    assert "umbrella" not in upcoming.reason + upcoming.skill_title
    assert upcoming.exercise.expected == "umbrella"
    if upcoming.exercise.kind is DrillKind.TRANSLATE:
        assert upcoming.exercise.prompt == "guarda-chuva"
    outcome = desk.types("Umbrella", upcoming.exercise)
    assert outcome.verdict.outcome is AnswerOutcome.RIGHT
    skill = SkillId("en.word.umbrella")
    assert outcome.after[skill].n == outcome.before[skill].n + 1
    assert outcome.after[skill].p > outcome.before[skill].p


def test_a_kept_card_is_practised_aloud(with_card: Desk) -> None:
    upcoming = card_exercise(with_card, Mode.SPOKEN)
    with_card.hears("Umbrella.")
    assert with_card.judged(upcoming.exercise).verdict.outcome is AnswerOutcome.RIGHT


def test_a_wrong_word_for_a_card_is_no_right_answer(with_card: Desk) -> None:
    upcoming = card_exercise(with_card, Mode.TYPED)
    with_card.host.answers["Correct"] = Checked((), "fake")
    outcome = with_card.types("a rain thing", upcoming.exercise)
    assert outcome.verdict.outcome is not AnswerOutcome.RIGHT


def test_a_card_is_asked_for_in_its_sentence(desk: Desk) -> None:
    header = Header(EventId("kept"), datetime.now(UTC), "me", LanguageCode("en"), "before")
    sentence = "She gave up smoking last year."
    desk.ledger.append(CardKept(header, CARD, "give up", "desistir de", sentence, "", "gave up"))
    upcoming = card_exercise(desk, Mode.TYPED)
    assert upcoming.exercise.sentence.context == "She ____ smoking last year."
    assert upcoming.exercise.expected == "gave up"
    assert upcoming.exercise.prompt in ("", "desistir de")
    gap = desk.drilling.exercise(DrillKind.TRANSLATE, Mode.TYPED, upcoming.exercise.sentence)
    for answer in ("gave up", "give up"):
        outcome = desk.types(answer, gap)
        assert outcome.verdict.outcome is AnswerOutcome.RIGHT
    assert outcome.slip_titles == {SkillId("en.word.give_up"): "give up"}


def test_a_suspended_card_is_not_asked_for(with_card: Desk) -> None:
    header = Header(EventId("rests"), datetime.now(UTC), "me", LanguageCode("en"), "before")
    with_card.ledger.append(CardSuspended(header, CARD))
    assert all(with_card.drilling.choose().choice.item != CARD for _ in range(30))
    assert with_card.drilling.overview().result(30).due == 0


# --- around it -------------------------------------------------------------------------------------------------------


def test_a_recording_that_was_cut_off_can_still_be_judged(desk: Desk) -> None:
    exercise = desk.drilling.exercise_for(ItemId(f"{AGREEMENT}/2"))
    assert exercise is not None
    assert exercise.expected == RIGHT
    assert desk.drilling.exercise_for(ItemId("gone/1")) is None


def test_the_overview_tells_what_was_done_today(desk: Desk) -> None:
    desk.says(SLIP)
    desk.says(RIGHT)
    overview = desk.drilling.overview().result(30)
    assert (overview.week[-1].answers, overview.week[-1].right) == (2, 1)
    assert overview.weakest[0].skill == AGREEMENT


def test_a_new_start_believes_the_same(desk: Desk, make_drilling: Callable[..., Drilling], tmp_path: Path) -> None:
    desk.says(SLIP)
    before = desk.drilling.estimates()[AGREEMENT]
    desk.drilling.close()
    after = make_drilling(lambda: Messages(resources_dir() / "messages", "en")).estimates()[AGREEMENT]
    assert after.p == pytest.approx(before.p, abs=1e-6)
    assert after.n == before.n


def test_cards_of_a_text_come_before_all_else(desk: Desk) -> None:
    items = [ItemId("card/one"), ItemId("card/two")]
    for item, front, back in zip(items, ("lantern", "rusty"), ("lanterna", "enferrujado"), strict=True):
        header = Header(EventId(item), datetime.now(UTC), "me", LanguageCode("en"), "session")
        desk.ledger.append(CardKept(header, item, front, back))
    desk.drilling.ask_first([ItemId("card/gone"), *items])
    for item in items:
        assert desk.drilling.choose().choice.item == item
        chosen = desk.drilling.choose()
        assert chosen.choice.item == item
        desk.drilling.submit_typed(chosen.exercise, "no", used_help=False, duration_s=1.0).result(30)
    assert desk.drilling.choose().choice.item not in items
