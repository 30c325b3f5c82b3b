from __future__ import annotations

from pathlib import Path

import fakes
import pytest
import shiboken6
from practise_desk import Desk, Key
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton

from langtutor.core.device_errors import NoMicrophone
from langtutor.core.errors import EngineCrashed, ModelMissing, NoSpeech
from langtutor.core.events import DrillKind, Mode
from langtutor.core.text import Edit, ErrorType, Span
from langtutor.core.verdict import AnswerOutcome, Difference, DifferenceKind, Verdict, WordOutcome
from langtutor.host.process import WorkerChange, WorkerEvent
from langtutor.ui.pages.practise_state import Stage
from langtutor.ui.theme.style import palette_of
from langtutor.ui.theme.tokens import DARK, LIGHT


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


def test_the_sentence_is_the_largest_thing_with_kind_skill_and_reason(desk):
    assert desk.stage is Stage.LOADING
    desk.offer()
    prompt = desk.page.view.prompt
    assert prompt.sentence.text() == fakes.SENTENCE
    assert prompt.sentence.property("look") == "sentence"
    assert "Third person -s" in prompt.kind.text()
    assert "<b><i>-s</i></b>" in prompt.reason.text()


def test_holding_space_records_until_it_is_let_go_whatever_repeats(desk):
    desk.offer()
    recording = desk.record()
    assert desk.services.recorder.asked == [(fakes.ITEM, fakes.SENTENCE)]
    for _ in range(5):
        desk.repeat(Key.Key_Space)
    assert recording.stopped == 0
    assert len(desk.services.recorder.recordings) == 1
    desk.clock.now += 2.0
    desk.release(Key.Key_Space)
    assert recording.stopped == 1


def test_a_short_press_records_until_the_next(desk):
    desk.offer()
    recording = desk.record()
    desk.release(Key.Key_Space)
    assert recording.stopped == 0
    desk.tap(Key.Key_Space)
    assert recording.stopped == 1


def test_space_away_from_buttons_speaks_too(desk):
    desk.offer()
    desk.page.setFocus()
    desk.press(Key.Key_Space)
    assert desk.stage is Stage.RECORDING


def test_recording_shows_level_and_time(desk):
    desk.offer()
    desk.record()
    desk.services.recorder.speak(1.0)
    desk.qtbot.waitUntil(lambda: "1.0 s" in desk.texts())
    assert max(desk.page.view.answer.waveform.peaks()) == pytest.approx(0.56, abs=0.05)
    assert len(desk.page.view.answer.waveform.peaks()) == 25


def test_letters_act_without_a_text_field_and_alt_always(desk):
    desk.offer(DrillKind.LISTEN)
    said = desk.services.saying.said
    desk.qtbot.waitUntil(lambda: said == [(fakes.SENTENCE, 1.0)])  # listening begins by itself
    field = desk.page.view.answer.field
    assert field.hasFocus()
    desk.tap(Key.Key_P)
    desk.tap(Key.Key_S)
    assert field.text().lower() == "ps"
    assert len(said) == 1
    desk.tap(Key.Key_P, alt=True)
    desk.tap(Key.Key_S, alt=True)
    assert said[1:] == [(fakes.SENTENCE, 1.0), (fakes.SENTENCE, 0.7)]
    desk.page.setFocus()
    desk.tap(Key.Key_P)
    assert len(said) == 4


def test_translation_on_demand_counts_as_help(desk):
    desk.offer()
    assert "Meu marido" not in desk.texts()
    desk.tap(Key.Key_T)
    assert "Meu marido toma chá sem açúcar." in desk.texts()
    desk.speak()
    assert desk.drilling.helped == [True]


def test_a_translation_never_gives_its_answer_away(desk):
    desk.offer(DrillKind.TRANSLATE)
    desk.tap(Key.Key_P, alt=True)
    assert desk.services.saying.said == []
    desk.tap(Key.Key_T, alt=True)
    assert "marido: husband" in desk.texts()
    assert fakes.SENTENCE not in desk.texts()


def test_a_typed_answer_is_checked_with_enter_and_kept_through_esc(desk):
    desk.offer(DrillKind.TRANSLATE)
    desk.qtbot.keyClicks(desk.page.view.answer.field, "My husband drinks")
    desk.tap(Key.Key_Return)
    desk.reaches(Stage.THINKING)
    assert desk.drilling.submitted[-1][:2] == ("typed", "My husband drinks")
    desk.tap(Key.Key_Escape)
    assert desk.stage is Stage.READY
    assert desk.page.view.answer.field.text() == "My husband drinks"
    desk.tap(Key.Key_Escape)
    assert desk.opened == []
    desk.tap(Key.Key_Escape)
    assert desk.opened == ["today"]
    assert desk.page.view.answer.field.text() == "My husband drinks"


def test_an_empty_answer_is_not_submitted(desk):
    desk.offer(DrillKind.TRANSLATE)
    desk.tap(Key.Key_Return)
    assert desk.drilling.submitted == []


def test_a_verdict_shows_right_slip_and_unclear_words(desk):
    desk.offer()
    desk.speak()
    desk.answer(fakes.slip_verdict())
    shown = {word.text(): (word.shown.verdict.outcome, word.accessibleName()) for word in desk.words()}
    assert shown["husband"] == (WordOutcome.RIGHT, "“husband”: right")
    assert shown["drinks"] == (WordOutcome.SLIP, "“drinks”: it came out as “drink”")
    assert shown["without"][0] is WordOutcome.UNCLEAR
    assert "sugar." in shown
    texts = desk.texts()
    assert "You said" in texts and "husband drink tea" in texts and "husband drinks tea" in texts
    assert "<b><i>My husband</i></b> é como" in texts
    assert "Third person -s: 42 % → 38 %" in texts


def test_doubt_about_what_was_heard(desk):
    desk.offer()
    desk.speak()
    desk.answer(fakes.unclear_verdict())
    assert "We couldn’t hear all of it clearly" in desk.texts()


def test_doubt_about_what_was_typed_does_not_speak_of_hearing(desk):
    desk.offer(DrillKind.TRANSLATE)
    desk.qtbot.keyClicks(desk.page.view.answer.field, "My husband drinks tea with our sugar.")
    desk.tap(Key.Key_Return)
    desk.answer(fakes.unclear_verdict(), Mode.TYPED)
    texts = desk.texts()
    assert "This may be right too" in texts and "count it right" in texts
    assert "microphone" not in texts and "hear all" not in texts


def test_words_of_a_typed_answer_can_be_reached_and_heard(desk):
    desk.offer(DrillKind.TRANSLATE)
    desk.page.session.submit_text("My husband drink tea with our sugar.")
    desk.answer(fakes.slip_verdict(), Mode.TYPED)
    word = desk.words()[2]
    word.setFocus()
    desk.tap(Key.Key_Space)
    assert desk.services.saying.said[-1] == ("drinks", 0.7)
    assert "toma, bebe" in word.toolTip()


def test_mine_model_and_again(desk):
    desk.offer()
    desk.speak()
    desk.answer(fakes.slip_verdict())
    desk.tap(Key.Key_A)
    desk.tap(Key.Key_B)
    assert [what[0] for what in desk.services.pronouncing.cut] == ["mine"]
    assert desk.services.saying.said == [(fakes.SENTENCE, 1.0)]
    desk.tap(Key.Key_R)
    assert desk.stage is Stage.READY
    assert desk.page.view.prompt.sentence.isVisible()


def test_i_said_it_right_is_noted_and_shown(desk):
    desk.offer()
    desk.speak()
    desk.answer(fakes.slip_verdict())
    assert "I said it right" in desk.page.view.dispute_button.text()
    desk.tap(Key.Key_D, alt=True)
    outcome, future = desk.drilling.disputes[0]
    future.set_result(fakes.counted(outcome))
    desk.qtbot.waitUntil(lambda: "Counted as right" in desk.texts())
    assert {word.shown.verdict.outcome for word in desk.words()} == {WordOutcome.RIGHT}
    desk.tap(Key.Key_D, alt=True)
    assert len(desk.drilling.disputes) == 1


def test_the_next_exercise_and_its_reason_are_known_with_the_verdict(desk):
    desk.offer()
    desk.speak()
    desk.answer(fakes.right_verdict())
    desk.drilling.nexts[-1].set_result(fakes.make_next(desk.services.course, DrillKind.LISTEN))
    desk.qtbot.waitUntil(lambda: "Coming up: You left out" in desk.texts())
    asked = len(desk.drilling.nexts)
    desk.tap(Key.Key_Return)
    desk.reaches(Stage.READY)
    assert len(desk.drilling.nexts) == asked
    assert desk.page.session.exercise.kind is DrillKind.LISTEN


def test_giving_up_shows_the_sentence(desk):
    desk.offer(DrillKind.LISTEN)
    desk.tap(Key.Key_K, alt=True)
    assert desk.drilling.submitted[-1][0] == "gave up"
    desk.answer(fakes.given_up_verdict(), Mode.TYPED)
    assert "This is how it goes." in desk.texts()
    assert fakes.SENTENCE in desk.texts()


def test_an_accepted_variant_or_typo_is_named(desk):
    desk.offer(DrillKind.TRANSLATE)
    desk.page.session.submit_text("My husband drinks tee without sugar.")
    typo = Difference(DifferenceKind.TYPO, (("tee", "tea"),))
    verdict = Verdict(AnswerOutcome.RIGHT, "My husband drinks tee without sugar.", fakes.SENTENCE, difference=typo)
    desk.answer(verdict, Mode.TYPED)
    assert "Typo: “tee”. It is written “tea”." in desk.texts()


def test_edits_of_a_free_answer_are_marked_and_doubts_are_questions(desk):
    desk.offer(DrillKind.TRANSLATE)
    answer = "My <husband drink the tea."
    desk.page.session.submit_text(answer)
    edits = (
        Edit(Span(12, 17), "drinks", ErrorType("R:VERB:SVA"), None, 0.95, "harper"),
        Edit(Span(18, 22), "", ErrorType("U:DET"), None, 0.5, "harper"),
    )
    desk.answer(Verdict(AnswerOutcome.SLIP, answer, fakes.SENTENCE, edits=edits), Mode.TYPED)
    texts = desk.texts()
    assert ">drink</s>" in texts and ">drinks</b>" in texts
    assert "My &lt;husband" in texts
    assert "Is “the” too much?" in texts


def test_marks_in_the_answer_follow_the_colours_of_the_window(desk, request):
    application = QApplication.instance()
    before = application.palette()
    request.addfinalizer(lambda: application.setPalette(before))
    desk.offer(DrillKind.TRANSLATE)
    answer = "My husband drink tea."
    desk.page.session.submit_text(answer)
    edits = (Edit(Span(11, 16), "drinks", ErrorType("R:VERB:SVA"), None, 0.95, "harper"),)
    desk.answer(Verdict(AnswerOutcome.SLIP, answer, fakes.SENTENCE, edits=edits), Mode.TYPED)
    for roles, other in ((DARK, LIGHT), (LIGHT, DARK)):
        application.setPalette(palette_of(roles))
        QApplication.sendEvent(desk.page.view.verdict, QEvent(QEvent.Type.PaletteChange))  # as a running Qt does
        assert roles.wrong in desk.texts() and other.wrong not in desk.texts()


def test_a_crash_offers_the_same_recording_again(desk):
    desk.offer()
    wav = desk.speak()
    for listener in desk.services.listeners:
        listener(WorkerEvent("ear", WorkerChange.RESTARTED))
    desk.qtbot.waitUntil(lambda: "Your recording is safe" in desk.texts())
    desk.fail(EngineCrashed(worker="ear"))
    assert desk.services.messages.error(EngineCrashed(worker="ear")) in desk.texts()
    desk.tap(Key.Key_Return)
    desk.reaches(Stage.THINKING)
    assert [one[1] for one in desk.drilling.submitted] == [wav, wav]
    desk.answer(fakes.right_verdict())


def test_missing_models_lead_to_their_installation_or_to_typing(desk):
    desk.offer()
    desk.speak()
    desk.fail(ModelMissing(model="whisper-base", command="x"))
    assert desk.stage is Stage.NO_MODELS
    desk.button("install").click()
    assert desk.opened == ["models_banner"]
    desk.button("type").click()
    assert not desk.drilling.can_speak
    assert desk.stage is Stage.LOADING
    desk.offer(DrillKind.LISTEN)
    assert desk.page.view.answer.field.hasFocus()


def test_silence_offers_another_try(desk):
    desk.offer()
    desk.record().future.set_exception(NoSpeech())
    desk.reaches(Stage.ERROR)
    desk.button("say_again").click()
    assert desk.stage is Stage.READY


def test_a_microphone_that_fails_offers_typing(desk):
    desk.offer()
    desk.record().future.set_exception(NoMicrophone(detail="gone"))
    desk.reaches(Stage.ERROR)
    desk.button("type").click()
    assert not desk.services.settings.now.can_speak


def test_without_a_microphone_answers_are_typed(desk):
    desk.services.recorder.has_microphone = False
    desk.page.activate()
    assert not desk.drilling.can_speak
    assert len(desk.messages) == 1
    desk.offer(DrillKind.TRANSLATE)
    assert not desk.page.view.answer.speak_button.isVisible()
    assert desk.services.settings.now.can_speak  # what the learner chose stays for the day it is plugged in


def test_a_failing_choice_can_be_tried_again(desk):
    desk.drilling.nexts[-1].set_exception(EngineCrashed(worker="text"))
    desk.reaches(Stage.ERROR)
    desk.button("try_again").click()
    assert desk.stage is Stage.LOADING
    desk.offer()


def test_a_page_that_is_left_stops_recording_and_drops_what_comes_late(desk):
    desk.offer()
    recording = desk.record()
    desk.page.hide()
    assert recording.cancelled == 1
    assert desk.stage is Stage.READY
    desk.page.show()
    desk.speak()
    pending = desk.drilling.submitted[-1][2]
    exercise = desk.page.session.exercise
    shiboken6.delete(desk.page)
    pending.set_result(fakes.make_outcome(exercise, fakes.right_verdict()))
    for listener in desk.services.listeners:
        listener(WorkerEvent("ear", WorkerChange.DIED))
    QApplication.processEvents()


def test_a_recording_from_the_last_time_is_judged(desk):
    desk.offer(DrillKind.LISTEN)
    left = fakes.make_unfinished(desk.folder)
    desk.page.judge(left)
    assert desk.opened == ["practise"]
    desk.drilling.nexts[-1].set_result(fakes.make_next(desk.services.course, DrillKind.LISTEN))
    desk.reaches(Stage.THINKING)
    assert desk.drilling.submitted[-1][:2] == ("spoken", left.path)
    assert desk.services.recorder.kept == [left.id]
    desk.answer(fakes.right_verdict())


def test_the_same_exercise_begun_again_keeps_what_was_typed(desk):
    desk.offer(DrillKind.TRANSLATE)
    desk.qtbot.keyClicks(desk.page.view.answer.field, "My hus")
    desk.page.begin(fakes.make_next(desk.services.course, DrillKind.TRANSLATE))
    assert desk.page.view.answer.field.text() == "My hus"
    desk.page.begin(fakes.make_next(desk.services.course, DrillKind.LISTEN))
    assert desk.page.view.answer.field.text() == ""


def test_everything_that_can_be_used_has_a_name(desk):
    desk.offer()
    desk.speak()
    desk.answer(fakes.slip_verdict())
    assert all(one.accessibleName() for one in desk.page.findChildren(QPushButton))
    listed = desk.page.keys()
    keys = " ".join(key for key, _ in listed)
    assert all(letter in keys for letter in ("P", "S", "T", "K", "A", "B", "C", "R", "Alt+D", "←"))


def test_space_in_the_empty_field_speaks_and_everything_else_is_written(desk):
    desk.offer(DrillKind.TRANSLATE, Mode.SPOKEN)
    field = desk.page.view.answer.field
    assert field.hasFocus(), "letters typed at once are an answer, not commands"
    assert desk.page.view.answer.speak_button.isVisible()
    recording = desk.record()
    desk.clock.now += 1.0
    desk.release(Key.Key_Space)
    assert recording.stopped == 1
    recording.future.set_exception(NoSpeech())
    desk.qtbot.waitUntil(lambda: desk.stage is Stage.ERROR)
    desk.tap(Key.Key_Return)
    desk.qtbot.keyClicks(field, "the kids")
    assert field.text() == "the kids"
    assert desk.stage is Stage.READY


def test_keys_are_named_as_they_must_be_pressed(desk):
    view = desk.page.view
    desk.offer()
    assert "(K)" in view.answer.give_up_button.text()
    assert "(P)" in view.prompt.hear_button.text()
    desk.page.begin(fakes.make_next(desk.services.course, DrillKind.LISTEN))
    assert "(Alt+K)" in view.answer.give_up_button.text()
    assert "(Alt+P)" in view.prompt.hear_button.text()
    desk.tap(Key.Key_K, alt=True)
    assert desk.stage is Stage.THINKING
