"""What is drawn of linked words and of hesitations, and what is said of them to who can't see it."""

from __future__ import annotations

from pathlib import Path

import fakes
import pytest
from practise_desk import Desk
from PySide6.QtWidgets import QLabel

from langtutor.content.sounds import load_sound_guide
from langtutor.core.ear_requests import HeardWord, WordMark
from langtutor.core.errors import NoSpeech
from langtutor.core.linking import Linked
from langtutor.core.sounds import Prosody
from langtutor.services.intonation import Intoned
from langtutor.services.linking import LinkSaid
from langtutor.services.pronouncing import HowItSounded, said, words_said
from langtutor.settings.paths import resources_dir
from langtutor.ui.widgets.hesitation_line import Hesitation
from tests.support.pronounced import pronounced

GUIDE = load_sound_guide(resources_dir() / "sounds", fakes.EN)
PROSODY = Prosody(2.0, 1.5, 7, (), 0.01, (150.0,) * 150, (-20.0,) * 170, 0.2)
APART = LinkSaid(3, ("with", "our"), Linked.APART, 0.3, "Run the *th* of “with” straight into “our”: *with‿our*.")
LINKED = LinkSaid(0, ("My", "husband"), Linked.LINKED, 0.0, "Never shown.")


class Said(Desk):
    def judged(self) -> None:
        self.offer()
        self.speak()
        self.answer(fakes.right_verdict())

    def sounds(self, *links: LinkSaid) -> None:
        verdict = fakes.right_verdict()
        words = words_said(pronounced(said(verdict)[0]), verdict, GUIDE, fakes.PT, "en")
        self.services.pronouncing.heard[-1][2].set_result(HowItSounded(words, links=links))
        self.qtbot.waitUntil(lambda: bool(self.services.hesitations.asked))

    def no_melody(self) -> None:
        self.qtbot.waitUntil(lambda: bool(self.services.intonation.asked))
        self.services.intonation.asked[-1][2].set_result(Intoned(PROSODY, PROSODY, None))

    def hesitated(self, *marks: tuple[str, WordMark]) -> None:
        words = tuple(HeardWord(text, 0.0, 0.0, 1.0, mark) for text, mark in marks)
        self.services.hesitations.asked[-1][2].set_result(words)

    @property
    def shown(self):
        return self.page.view.verdict.said

    @property
    def advice(self) -> str:
        return self.page.view.verdict.advice.text.text()


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Said:
    return Said(qtbot, tmp_path)


def test_words_say_whether_they_were_linked(desk):
    desk.judged()
    desk.sounds(LINKED, APART)
    marks = desk.shown.sentence.marks
    assert marks.isVisible()
    assert [link.linked for link in marks.links] == [True, False]
    assert desk.words()[0].accessibleDescription() == "“My” and “husband”: linked."
    assert desk.words()[4].accessibleDescription() == "“with” and “our”: apart."
    assert "“with” and “our”: apart." in desk.words()[3].toolTip()
    assert not marks.grab().isNull()


def test_the_panel_of_a_word_says_how_to_link_it(desk):
    desk.judged()
    desk.sounds(LINKED, APART)
    desk.words()[3].click()
    assert "“with” and “our”: apart. Run the" in desk.shown.panel.links.text()
    desk.words()[0].click()
    assert desk.shown.panel.links.text() == "“My” and “husband”: linked."
    desk.words()[2].click()
    assert not desk.shown.panel.links.isVisible()


def test_linking_is_advised_only_when_nothing_else_is(desk):
    desk.judged()
    desk.sounds(APART)
    desk.no_melody()
    desk.qtbot.waitUntil(lambda: "Run the" in desk.advice)
    line = desk.page.view.verdict.advice
    desk.words()[4].click()
    assert not line.isVisible()  # the panel of either word says the same
    desk.words()[0].click()
    assert line.isVisible()


def test_marks_go_with_the_sentence(desk):
    desk.judged()
    desk.sounds(APART)
    assert desk.shown.sentence.marks.isVisible()
    desk.shown.sentence.show_words(())
    assert not desk.shown.sentence.marks.isVisible()


def test_hesitations_are_shown_as_they_were_said(desk):
    desk.judged()
    assert not desk.shown.hesitations.isVisible()
    desk.sounds()
    plain, repeated = WordMark.NONE, WordMark.REPETITION
    desk.hesitated(("My,", repeated), ("um,", WordMark.FILLER), ("My", plain), ("husband", plain), ("a", repeated))
    desk.qtbot.waitUntil(desk.shown.hesitations.isVisible)
    line = desk.shown.hesitations
    hesitations = line.findChildren(Hesitation)
    assert [one.text() for one in hesitations] == ["(My)", "(um)", "(a)"]
    assert [one.toolTip() for one in hesitations] == ["“My”: repeated", "“um”: hesitation", "“a”: repeated"]
    assert line.accessibleName() == ("As you said it: (“My”: repeated) (“um”: hesitation) My husband (“a”: repeated)")
    assert {"My", "husband"} <= {one.text() for one in line.findChildren(QLabel)}
    melody = desk.page.view.melody
    assert "Hesitations: 3." in melody.words.text()


def test_the_next_answer_begins_without_them(desk):
    desk.judged()
    desk.sounds()
    desk.hesitated(("Um,", WordMark.FILLER), ("my", WordMark.NONE))
    desk.qtbot.waitUntil(desk.shown.hesitations.isVisible)
    desk.shown.show_answer(desk.services.pronouncing.heard[-1][1], spoken=True, note="")
    assert not desk.shown.hesitations.isVisible()


def test_nothing_is_shown_of_a_fluent_answer(desk):
    desk.judged()
    desk.sounds()
    desk.hesitated()
    assert not desk.shown.hesitations.isVisible()
    assert "Hesitations" not in desk.page.view.melody.words.text()


def test_nothing_is_shown_where_the_ear_failed(desk):
    desk.judged()
    desk.sounds()
    desk.services.hesitations.asked[-1][2].set_exception(NoSpeech())
    assert not desk.shown.hesitations.isVisible()
