"""The listening drill on the Practise page: hear, choose, hear both, and how it went."""

from __future__ import annotations

import random
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import fakes
import pytest
from practise_desk import Desk, Key
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from langtutor.content.sounds import load_sound_guide
from langtutor.core.audio import Sound
from langtutor.core.errors import EngineFailed, NothingToHear
from langtutor.core.events import DrillKind, Mode
from langtutor.core.skill import SkillEstimate, SkillKind
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome, SlipFound, Verdict
from langtutor.drills import minimal_pairs
from langtutor.drills.minimal_pairs import PairQuestion, PairSet
from langtutor.services.drilling import Next
from langtutor.services.minimal_pairs import BothWords, PairAnswered
from langtutor.settings.paths import resources_dir
from langtutor.ui.pages.practise_state import Stage
from langtutor.ui.widgets.next_card import NextCard
from langtutor.ui.widgets.pair_view import PairView

TH = SkillId("en.sound.th")


def pair_set(seed: int = 1) -> PairSet:
    guide = load_sound_guide(resources_dir() / "sounds", fakes.EN)
    assert guide is not None
    confusion = next(one for one in guide.confusions if (one.asked, one.heard) == ("TH", "T"))
    return minimal_pairs.pair_set(guide, confusion, "en", random.Random(seed))


def listening(course: Any, pairs: PairSet) -> Next:
    exercise = replace(fakes.make_exercise(course, DrillKind.LISTEN), kind=DrillKind.MINIMAL_PAIR, mode=Mode.CHOSEN)
    plain = fakes.make_next(course)
    return replace(plain, exercise=exercise, skill_title="The sounds of th", reason="First hear it.", pairs=pairs)


class FakePairs:
    """Words come at once unless the voices are `slow`; a slip's pairs come when a test gives them."""

    def __init__(self) -> None:
        self.asked: list[PairQuestion] = []
        self.answers: list[tuple[str, str]] = []
        self.put: list[SkillId] = []
        self.found: list[tuple[Any, Future[Next]]] = []
        self.trouble: Exception | None = None
        self.slow = False

    def words(self, question: PairQuestion) -> Future[BothWords]:
        self.asked.append(question)
        future: Future[BothWords] = Future()
        if self.trouble is not None:
            future.set_exception(self.trouble)
        elif not self.slow:
            asked, heard = (Sound(word.encode() * 4, 16_000) for word in question.words)
            future.set_result(BothWords(asked, heard, "hibari"))
        return future

    def answer(
        self, asked: PairSet, question: PairQuestion, chosen: str, *, voice: str, duration_s: float
    ) -> Future[PairAnswered]:
        self.answers.append((question.played, chosen))
        before, after = SkillEstimate(0.4, 0.3, 0.5, 2), SkillEstimate(0.4 + len(self.answers) / 100, 0.3, 0.6, 3)
        return fakes.settled(PairAnswered(minimal_pairs.judge(question, chosen), before, after))

    def put_off(self, skill: SkillId) -> None:
        self.put.append(skill)

    def start(self) -> Future[Next]:
        return self._find("start")

    def of_slip(self, skill: SkillId, said: str, meant: str) -> Future[Next]:
        return self._find((skill, said, meant))

    def between(self, asked: str, heard: str) -> Future[Next]:
        return self._find((asked, heard))

    def _find(self, what: Any) -> Future[Next]:
        self.found.append((what, Future()))
        return self.found[-1][1]


class Listener(Desk):
    """Somebody at a listening drill."""

    def __init__(self, qtbot, folder: Path) -> None:
        super().__init__(qtbot, folder)
        self.pairs = FakePairs()
        self.services.minimal_pairs = self.pairs
        self.played: list[bytes] = []
        self.services.saying.play = self._play

    def _play(self, sound: Sound) -> Future[None]:
        self.played.append(sound.samples)
        return fakes.settled(None)

    def listens(self, pairs: PairSet | None = None) -> PairSet:
        self.set = pairs or pair_set()
        self.drilling.nexts[-1].set_result(listening(self.services.course, self.set))
        self.reaches(Stage.PAIRS)
        self.hears(1)
        return self.set

    def hears(self, count: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.played) == count)

    def words_of(self, number: int) -> tuple[bytes, bytes]:
        asked, heard = (word.encode() * 4 for word in self.set.questions[number].words)
        return asked, heard

    @property
    def view(self):
        return self.page.view.pairs

    def side(self, number: int, right: bool = True) -> int:
        return 0 if self.set.questions[number].plays_asked == right else 1

    def answers(self, number: int, right: bool = True) -> None:
        """Waits for its word, chooses, hears both, and goes on."""
        self.qtbot.waitUntil(lambda: self.view.word_buttons[0].isEnabled())
        heard = len(self.played)
        self.tap(Key.Key_1 if self.side(number, right) == 0 else Key.Key_2)
        self.hears(heard + 2)


@pytest.fixture
def me(qtbot, tmp_path: Path) -> Listener:
    return Listener(qtbot, tmp_path)


def test_it_plays_the_word_and_asks_which_it_was(me):
    pairs = me.listens()
    question = pairs.questions[0]
    assert [one.text() for one in me.view.word_buttons] == list(question.words)
    assert me.played == [question.played.encode() * 4]
    assert "Which word do you hear?" in me.texts()
    assert "1 of 8" in me.texts()
    assert "First hear it." in me.texts()
    assert "Hear the difference · The sounds of th" in me.texts()
    assert not me.page.view.prompt.isVisible() and not me.page.view.answer.isVisible()
    assert QApplication.focusWidget() is me.view.hear_button
    me.tap(Key.Key_P)
    me.hears(2)
    assert me.played[1] == me.played[0]


def test_the_words_of_the_next_question_are_made_meanwhile(me):
    pairs = me.listens()
    assert me.pairs.asked == list(pairs.questions[:2])


def test_after_the_answer_both_are_heard_the_one_that_was_played_first(me):
    pairs = me.listens()
    me.answers(0)
    asked, heard = me.words_of(0)
    assert me.played[1:] == ([asked, heard] if pairs.questions[0].plays_asked else [heard, asked])
    question = pairs.questions[0]
    assert me.pairs.answers == [(question.played, question.played)]
    assert f"Right, it was “{question.played}”." in me.texts()
    assert "/θ/" in me.texts() and "/t/" in me.texts()
    advice = next(one for one in me.view.result.findChildren(QLabel) if "tongue" in one.text())
    assert advice.isVisible()


def test_a_wrong_answer_says_which_it_was(me):
    me.listens()
    me.answers(0, right=False)
    question = me.set.questions[0]
    other = question.words[1] if question.plays_asked else question.words[0]
    assert f"It was “{question.played}”, not “{other}”." in me.texts()
    looks = {one.property("look") for one in me.view.word_buttons}
    assert looks == {"choice_right", "choice_wrong"}


def test_arrows_choose_too(me):
    me.listens()
    me.tap(Key.Key_Right)
    assert me.pairs.answers[0][1] == me.set.questions[0].words[1]


def test_a_word_is_chosen_once_and_then_only_heard(me):
    me.listens()
    me.answers(0)
    me.tap(Key.Key_2)
    me.hears(4)
    assert me.played[-1] == me.words_of(0)[1]
    assert len(me.pairs.answers) == 1


def test_a_whole_set_by_keys_with_its_result_and_on(me):
    me.listens()
    for number in range(8):
        me.answers(number, right=number != 2)
        assert QApplication.focusWidget() is me.view.next_button
        me.tap(Key.Key_Return)
    me.qtbot.waitUntil(lambda: "You heard 7 of 8 words right." in me.texts())
    assert f"Not yet: “{me.set.questions[2].played}”" in me.texts()
    assert "The sounds of th: 40 % → 48 % likely to be right next time" in me.texts()
    assert len(me.pairs.answers) == 8
    asked = len(me.drilling.nexts)
    me.tap(Key.Key_Return)
    assert len(me.drilling.nexts) == asked + 1
    me.offer()
    assert me.page.view.prompt.isVisible() and not me.view.isVisible()


def test_once_more_takes_the_same_sounds(me):
    me.listens()
    for number in range(8):
        me.answers(number)
        me.tap(Key.Key_Return)
    me.tap(Key.Key_R)
    assert me.pairs.found[0][0] == ("θ", "t")
    me.pairs.found[0][1].set_result(listening(me.services.course, pair_set(5)))
    me.qtbot.waitUntil(lambda: "1 of 8" in me.texts())


def test_not_now_goes_on_to_the_next_exercise(me):
    me.listens()
    asked = len(me.drilling.nexts)
    me.tap(Key.Key_Escape)
    assert me.pairs.put == [TH]
    assert len(me.drilling.nexts) == asked + 1
    assert me.opened == []


def test_without_a_voice_nothing_can_be_answered_and_it_can_be_tried_again(me):
    me.pairs.trouble = EngineFailed(engine="hibari", detail="broken")
    me.drilling.nexts[-1].set_result(listening(me.services.course, pair_set()))
    me.reaches(Stage.PAIRS)
    me.qtbot.waitUntil(lambda: bool(me.messages))
    assert not me.view.word_buttons[0].isEnabled()
    me.tap(Key.Key_1)
    assert me.pairs.answers == []
    me.pairs.trouble = None
    me.tap(Key.Key_P)
    me.qtbot.waitUntil(me.view.word_buttons[0].isEnabled)
    me.hears(1)


def test_while_the_voices_load_it_says_so(me):
    me.pairs.slow = True
    me.drilling.nexts[-1].set_result(listening(me.services.course, pair_set()))
    me.reaches(Stage.PAIRS)
    assert "Preparing the voices…" in me.texts()
    assert not me.view.word_buttons[0].isEnabled()
    me.tap(Key.Key_Escape)
    me.qtbot.waitUntil(lambda: me.stage is Stage.LOADING)


def test_it_works_without_a_microphone(qtbot, tmp_path):
    me = Listener(qtbot, tmp_path)
    me.services.recorder.has_microphone = False
    me.page.activate()
    me.listens()
    me.tap(Key.Key_Space)
    assert me.services.recorder.recordings == []


def test_an_interrupted_recording_is_judged_whatever_would_come_next(me):
    me.page.judge(fakes.make_unfinished(me.folder))
    me.drilling.nexts[-1].set_result(listening(me.services.course, pair_set()))
    me.reaches(Stage.THINKING)
    assert me.page.view.prompt.isVisible() and not me.view.isVisible()


def test_today_offers_it_with_its_reason(me):
    card = NextCard()
    me.qtbot.addWidget(card)
    card.show_next(listening(me.services.course, pair_set()), first=False, learned_name="English")
    assert (card.kind.text(), card.title.text()) == ("Next: hear the difference", "The sounds of th")
    assert "First hear it." in card.accessibleName()


def sound_slip() -> Verdict:
    slip = SlipFound(TH, SkillKind.SOUND, "I tink this", "I think this", None)
    return replace(fakes.slip_verdict(), outcome=AnswerOutcome.SLIP, slips=(slip,), edits=())


def test_after_a_slip_in_a_sound_its_difference_can_be_heard(me):
    me.offer()
    me.speak()
    me.answer(sound_slip())
    link = me.page.view.difference_button
    assert me.pairs.found[0][0] == (TH, "I tink this", "I think this")
    assert not link.isVisible()
    me.pairs.found[0][1].set_result(listening(me.services.course, pair_set()))
    me.qtbot.waitUntil(link.isVisible)
    link.click()
    me.reaches(Stage.PAIRS)
    assert not link.isVisible()


def test_where_there_are_no_pairs_nothing_is_offered(me):
    me.offer()
    me.speak()
    me.answer(sound_slip())
    me.pairs.found[0][1].set_exception(NothingToHear())
    me.tap(Key.Key_H)
    me.qtbot.waitUntil(lambda: me.pairs.found[-1][0] == "start")
    assert not me.page.view.difference_button.isVisible()
    me.pairs.found[-1][1].set_exception(NothingToHear())
    me.qtbot.waitUntil(lambda: bool(me.messages))
    assert "no pairs of words" in me.messages[-1]


def test_every_button_has_a_name(me):
    me.listens()
    me.answers(0)
    for one in me.view.findChildren(QPushButton):
        assert one.accessibleName()


def test_long_words_in_large_letters_stand_one_above_the_other(qtbot):
    view = PairView()
    qtbot.addWidget(view)
    view.show_set(listening(fakes.load_course(resources_dir() / "courses", fakes.EN, fakes.PT), pair_set()))
    view.resize(700, 400)
    view.show()
    view.show_question(("three", "tree"), 1, 8)
    first, second = view.word_buttons
    qtbot.waitUntil(lambda: first.x() < second.x() and first.mapTo(view, first.rect().topLeft()).y() > 0)
    view.show_question(("breathing" * 6, "breeding"), 2, 8)
    view.resize(first.sizeHint().width() + 100, 400)  # room for one, whatever the font
    qtbot.waitUntil(lambda: first.mapTo(view, QPoint()).y() < second.mapTo(view, QPoint()).y())
    qtbot.waitUntil(lambda: first.width() >= first.sizeHint().width())
