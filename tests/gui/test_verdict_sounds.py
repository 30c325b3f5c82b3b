"""The verdict on a spoken answer: sounds fill in, words can be looked into and compared with the model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import fakes
import pytest
from practise_desk import Desk, Key
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from langtutor.content.sounds import load_sound_guide
from langtutor.core.ear_requests import HeardWord
from langtutor.core.errors import EngineCrashed, ModelMissing
from langtutor.core.events import Mode
from langtutor.core.intonation import IntonationKind, IntonationRemark
from langtutor.core.skill import SkillKind
from langtutor.core.sounds import Prosody
from langtutor.core.verdict import SlipFound, Verdict, WordOutcome
from langtutor.services.intonation import Intoned
from langtutor.services.pronouncing import HowItSounded, said, words_said
from langtutor.services.sounds_said import most_useful
from langtutor.settings.paths import resources_dir
from langtutor.ui.pages.practise_state import Stage
from langtutor.ui.widgets.slip_card import SlipCard
from langtutor.ui.widgets.sound_tiles import SoundTile
from tests.support.pronounced import SLIP, UNCLEAR, pronounced

GUIDE = load_sound_guide(resources_dir() / "sounds", fakes.EN)
assert GUIDE is not None
VOICED = tuple(150.0 + at % 40 for at in range(150))
REST = 5
"""So many looks in a row, some 10 ms apart, find nothing moved."""
PROSODY = Prosody(2.0, 1.5, 7, (), 0.01, (0.0,) * 20 + VOICED, (-20.0,) * 170, 0.2)


class Told(Desk):
    """Somebody who has said the sentence."""

    def judged(self, verdict: Verdict | None = None) -> None:
        self.offer()
        self.speak()
        self.answer(verdict or fakes.right_verdict())

    def sounds(self, verdict: Verdict | None = None, *, known: bool = True, **otherwise) -> HowItSounded:
        """How the answer sounded comes in. otherwise: as in `pronounced`."""
        of = verdict or fakes.right_verdict()
        heard = pronounced(said(of)[0], known=known, **otherwise)
        words = words_said(heard, of, GUIDE, fakes.PT, "en")
        how = HowItSounded(words, known, most_useful([word.sounds if word else () for word in words]))
        self.services.pronouncing.heard[-1][2].set_result(how)
        self.qtbot.waitUntil(lambda: self.page.view.verdict.said._how is not None)
        return how

    def melody(self, remark: IntonationRemark | None = None) -> None:
        self.qtbot.waitUntil(lambda: bool(self.services.intonation.asked))
        self.services.intonation.asked[-1][2].set_result(Intoned(PROSODY, PROSODY, remark))

    @property
    def said(self):
        return self.page.view.verdict.said

    @property
    def advice(self) -> str:
        line = self.page.view.verdict.advice
        return line.text.text() if line.isVisible() else ""

    def tiles(self) -> list[SoundTile]:
        return self.said.panel.tiles.tiles()

    def tops(self, *parts: QWidget) -> list[int]:
        """Where they begin in the window once it has come to rest: a layout may need several rounds of events."""
        seen: list[list[int]] = []

        def at_rest() -> bool:
            seen.append([part.mapTo(self.window, part.rect().topLeft()).y() for part in parts])
            return len(seen) > REST and all(one == seen[-1] for one in seen[-REST:])

        self.qtbot.waitUntil(at_rest)
        return seen[-1]

    def choose(self, word: int) -> None:
        self.words()[word].click()

    def hears(self, *what: tuple) -> None:
        self.qtbot.waitUntil(lambda: self.services.pronouncing.cut == list(what))


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Told:
    return Told(qtbot, tmp_path)


D_FOR_TH = {"without": {2: ("D", 0.05, SLIP)}}


def test_the_verdict_does_not_wait_for_the_sounds_and_nothing_moves_when_they_come(desk):
    desk.judged()
    QApplication.processEvents()
    assert desk.advice == "Listening to your sounds…"
    view = desk.page.view
    parts = (view.verdict.said.sentence, view.verdict.said.hearing, view.verdict.advice, view.next_button)
    before = desk.tops(*parts)
    desk.sounds(**D_FOR_TH)
    after = desk.tops(*parts)
    assert "In “without”, /ð/ came out as /d/." in desk.advice
    assert "let it buzz" in desk.advice
    letter = desk.window.fontMetrics().height() / 2  # IPA may come from another, slightly higher font
    assert all(abs(now - then) < letter for now, then in zip(after, before, strict=True)), (before, after)


def test_a_word_opens_its_sounds_with_the_worst_one_explained(desk):
    desk.judged()
    desk.sounds(**D_FOR_TH, sugar={1: ("UW", 0.4, UNCLEAR)})
    assert "one sound came out otherwise" in desk.words()[4].accessibleName()
    assert desk.words()[5].accessibleName() == "“sugar”: right"
    desk.choose(4)
    panel = desk.said.panel
    assert panel.isVisible() and panel.title.text() == "“without”"
    assert [tile.accessibleName() for tile in desk.tiles()] == [
        "“w”: right",
        "“i”: right",
        "“th”, you said “d”: wrong",
        "“ow”: right",
        "“t”: right",
    ]
    assert [tile.isChecked() for tile in desk.tiles()] == [False, False, True, False, False]
    assert "came out as /d/" in panel.detail.text() and "let it buzz" in panel.detail.text()
    assert desk.advice == "", "the same twice is one piece of advice too many"
    desk.choose(5)
    assert "we couldn’t hear it clearly" in panel.detail.text()
    assert desk.advice
    desk.choose(5)
    assert not panel.isVisible()


def test_keys_lead_from_word_to_word_and_into_the_sounds(desk):
    desk.judged()
    desk.sounds(**D_FOR_TH)
    desk.words()[3].setFocus()
    desk.tap(Key.Key_Right)
    assert desk.words()[4].hasFocus() and desk.said.chosen is None
    desk.tap(Key.Key_Return)
    assert desk.said.chosen == 4 and desk.stage is Stage.VERDICT
    desk.tap(Key.Key_Left)
    assert desk.said.chosen == 3 and desk.words()[3].hasFocus()
    desk.tap(Key.Key_Right)
    QApplication.processEvents()
    desk.tap(Key.Key_Down)
    assert desk.tiles()[2].hasFocus()
    desk.tap(Key.Key_Right)
    assert desk.tiles()[3].hasFocus() and desk.tiles()[3].isChecked()
    assert "/aʊ/" in desk.said.panel.detail.text()
    desk.tap(Key.Key_Up)
    assert desk.words()[4].hasFocus()
    desk.tap(Key.Key_Escape)
    assert desk.said.chosen is None and desk.stage is Stage.VERDICT
    assert desk.words()[4].hasFocus()
    desk.tap(Key.Key_Escape)
    assert desk.stage is Stage.READY


def test_a_chosen_word_is_what_is_heard(desk):
    desk.judged()
    how = desk.sounds()
    word = how.words[4]
    assert word is not None
    desk.choose(4)
    assert "“without”" in desk.said.hearing.about.text()
    desk.tap(Key.Key_A)
    mine = ("mine", word.start_s, word.end_s)
    desk.hears(mine)
    desk.tap(Key.Key_B)
    desk.hears(mine, ("model", "without", 1.0))
    desk.services.pronouncing.cut.clear()
    desk.tap(Key.Key_C, alt=True)
    desk.hears(mine, ("model", "without", 1.0))
    desk.services.pronouncing.cut.clear()
    desk.tap(Key.Key_S)
    desk.hears(("mine slowly", word.start_s, word.end_s), ("model", "without", 0.7))


def test_without_a_chosen_word_the_whole_sentence_is_heard(desk):
    desk.judged()
    desk.qtbot.waitUntil(lambda: desk.said._wave is not None)
    desk.tap(Key.Key_A)
    desk.hears(("mine", 0.0, 3.0))
    desk.tap(Key.Key_B)
    assert desk.services.saying.said == [(fakes.SENTENCE, 1.0)]
    desk.tap(Key.Key_S)
    desk.hears(("mine", 0.0, 3.0), ("mine slowly", 0.0, 3.0))
    assert desk.services.saying.said[1:] == [(fakes.SENTENCE, 0.7)]


def test_one_voice_after_the_other(desk):
    desk.judged()
    desk.qtbot.waitUntil(lambda: desk.said._wave is not None)
    played: list[float] = []
    desk.page._playing.moved.connect(played.append)
    with desk.qtbot.waitSignal(desk.page._playing.rested):
        desk.said.hearing.compare_button.click()
    assert desk.services.pronouncing.cut == [("mine", 0.0, 3.0)]
    assert played[0] == 0.0


def test_a_word_that_was_not_said_has_nothing_to_hear_of_oneself(desk):
    verdict = fakes.slip_verdict()
    words = tuple(replace(w, heard=None) if w.asked == "drinks" else w for w in verdict.words)
    verdict = replace(verdict, words=words, answer="My husband tea with our sugar.")
    desk.judged(verdict)
    desk.sounds(verdict)
    desk.choose(2)
    assert "didn’t hear this word" in desk.said.panel.note.text()
    assert not desk.said.hearing.mine_button.isEnabled()
    desk.tap(Key.Key_A)
    assert desk.services.pronouncing.cut == []
    desk.tap(Key.Key_B)
    assert desk.services.pronouncing.cut == [("model", "drinks", 1.0)]


def test_a_grammar_slip_shows_what_was_said_and_keeps_its_own_advice(desk):
    desk.judged(fakes.slip_verdict())
    assert desk.advice == "Say the whole sentence once more as it was meant."
    desk.sounds(fakes.slip_verdict(), husband={1: ("AA", 0.05, SLIP)})
    desk.choose(2)
    assert desk.said.panel.said.text() == "You said “drink”."
    assert len(desk.tiles()) == 5
    assert desk.advice == "Say the whole sentence once more as it was meant."


def test_a_sound_slip_is_told_apart_from_a_grammar_slip(desk):
    slips = (
        SlipFound(None, SkillKind.SOUND, "husband drink tea", "husband drinks tea", None),
        SlipFound(None, SkillKind.SOUND, "with tea", "with the", None),
    )
    desk.judged(replace(fakes.slip_verdict(), slips=slips))
    texts = desk.texts()
    assert "You said" not in texts
    assert "We couldn’t hear" in texts and "“s” in “drinks”" in texts
    assert "We heard" in texts


@pytest.mark.parametrize(
    ("said", "meant", "shown"),
    [
        ("without /d/", "without /ð/", ["We heard", "/d/ in “without”", "Meant", "/ð/"]),
        ("drinks /–/", "drinks /s/", ["We couldn’t hear", "/s/ in “drinks”"]),
        ("tea /iː/", "tea", ["We heard", "/iː/ in “tea”", "Meant", "tea"]),
        ("a ship", "a sheep", ["We heard", "a ship", "Meant", "a sheep"]),
        ("husband", "the husband", ["We heard", "husband", "Meant", "the husband"]),
    ],
)
def test_a_sound_slip_says_what_was_heard_and_where(qtbot, said, meant, shown):
    card = SlipCard(SlipFound(None, SkillKind.SOUND, said, meant, None), "", Mode.SPOKEN)
    qtbot.addWidget(card)
    assert [one.text() for one in card.findChildren(QLabel)] == shown


def test_a_sound_slip_that_says_what_to_do_is_advice_enough(desk):
    slip = SlipFound(None, SkillKind.SOUND, "without /d/", "without /ð/", "Let it *buzz*.")
    words = fakes.make_words(fakes.SENTENCE, without=(SLIP, "without"))
    verdict = replace(fakes.slip_verdict(), slips=(slip,), words=words, answer=fakes.SENTENCE)
    desk.judged(verdict)
    assert desk.words()[4].accessibleName() == "“without”: one of its sounds came out otherwise"
    assert desk.advice == "Compare yourself with the model, then say it again."
    desk.sounds(verdict, **D_FOR_TH)
    assert desk.advice == "Compare yourself with the model, then say it again."
    desk.choose(4)
    assert desk.tiles()[2].accessibleName() == "“th”, you said “d”: wrong"


def test_what_was_left_out_and_what_was_put_in(desk):
    desk.judged()
    desk.sounds(husband={0: ("", 0.05, SLIP)}, put_in={"sugar": "IY"})
    desk.choose(1)
    assert desk.tiles()[0].accessibleName() == "“h”, you left it out: wrong"
    assert "we couldn’t hear it" in desk.said.panel.detail.text()
    desk.choose(5)
    assert desk.tiles()[0].accessibleName() == "“ee” was put in: wrong"
    assert "/iː/ doesn’t belong here." in desk.said.panel.detail.text()


def test_every_sound_right(desk):
    desk.judged()
    desk.sounds()
    desk.melody()
    desk.qtbot.waitUntil(lambda: desk.advice == "Every sound came through.")


def test_melody_is_spoken_of_where_the_sounds_are_right(desk):
    desk.judged()
    desk.sounds()
    desk.melody(IntonationRemark(IntonationKind.FLAT, {"times": 2.5}))
    desk.qtbot.waitUntil(lambda: "almost on one note" in desk.advice)


def test_the_melody_opens_and_stays_open(desk):
    desk.judged()
    view = desk.page.view.melody
    assert not view.contour.isVisible()
    view.toggle.click()
    desk.melody()
    desk.qtbot.waitUntil(view.contour.isVisible)
    assert "seconds of speech" in view.words.text()
    desk.tap(Key.Key_R)
    desk.speak()
    desk.answer(fakes.right_verdict())
    assert view.is_open and not view.contour.isVisible()
    desk.sounds(**D_FOR_TH)
    desk.qtbot.waitUntil(lambda: len(desk.services.intonation.asked) == 2)


def test_without_a_phone_model_the_page_says_so_and_words_can_still_be_heard(desk):
    desk.judged()
    how = desk.sounds(known=False)
    desk.melody()
    desk.qtbot.waitUntil(lambda: "no model of the sounds of English" in desk.advice)
    desk.choose(0)
    assert "no model of the sounds of English" in desk.said.panel.note.text()
    assert desk.tiles() == []
    desk.tap(Key.Key_A)
    word = how.words[0]
    assert word is not None
    desk.hears(("mine", word.start_s, word.end_s))


@pytest.mark.parametrize("error", [ModelMissing(model="x", command="install x"), EngineCrashed(worker="ear")])
def test_trouble_with_the_sounds_leaves_the_verdict_and_says_why(desk, error):
    desk.judged()
    sentence = desk.services.messages.error(error)
    desk.services.pronouncing.heard[-1][2].set_exception(error)
    desk.melody()
    desk.qtbot.waitUntil(lambda: sentence.split("“")[0] in desk.advice)
    desk.choose(2)
    assert desk.said.panel.note.text() == sentence


def test_words_are_on_the_wave_as_soon_as_the_transcript_has_their_times(desk):
    desk.offer()
    desk.speak()
    exercise = desk.page.session.exercise
    heard = tuple(HeardWord(f" {w}", at, at + 0.3, 0.9) for at, w in enumerate(fakes.SENTENCE.split()))
    outcome = replace(fakes.make_outcome(exercise, fakes.right_verdict()), transcript=fakes.SENTENCE, heard_words=heard)
    desk.drilling.submitted[-1][2].set_result(outcome)
    desk.reaches(Stage.VERDICT)
    desk.qtbot.waitUntil(lambda: len(desk.said.wave.words()) == 6)
    desk.said.wave.word_chosen.emit(2)
    assert desk.said.chosen == 2 and desk.said.wave.chosen() == 2
    desk.sounds()
    assert desk.said.chosen == 2 and desk.said.wave.chosen() == 2
    assert desk.said.wave.words()[2].start_s != heard[2].start_s


def test_counted_right_keeps_what_is_known_and_advises_nothing(desk):
    verdict = fakes.slip_verdict()
    desk.judged(verdict)
    desk.sounds(verdict)
    desk.tap(Key.Key_D, alt=True)
    outcome, future = desk.drilling.disputes[0]
    future.set_result(fakes.counted(outcome))
    desk.qtbot.waitUntil(lambda: "Counted as right" in desk.texts())
    assert desk.advice == ""
    assert len(desk.services.pronouncing.heard) == 1
    desk.choose(2)
    assert len(desk.tiles()) == 5


def test_sounds_of_a_verdict_that_is_gone_are_dropped(desk):
    desk.judged()
    desk.tap(Key.Key_R)
    assert desk.services.pronouncing.stops
    desk.services.pronouncing.heard[-1][2].set_result(HowItSounded((None,) * 6))
    QApplication.processEvents()
    assert desk.said._how is None


def test_numbers_of_the_melody_are_written_as_the_language_writes_them(desk):
    assert QLocale().decimalPoint() == "."
    desk.judged()
    desk.sounds()
    desk.melody(IntonationRemark(IntonationKind.TOO_SLOW, {"times": 1.84}))
    desk.qtbot.waitUntil(lambda: "1.8 times" in desk.advice)


def test_every_outcome_has_a_mark_of_its_own():
    from langtutor.ui.widgets.outcome_marks import ICONS, ROLES

    assert set(ICONS) == set(ROLES) == set(WordOutcome)


def test_who_looks_at_a_sound_is_not_disturbed_by_the_melody(desk):
    desk.judged()
    desk.sounds()
    desk.words()[4].setFocus()
    desk.tap(Key.Key_Return)
    QApplication.processEvents()
    desk.tap(Key.Key_Down)
    desk.tap(Key.Key_Right)
    assert desk.tiles()[1].hasFocus()
    desk.melody()
    desk.qtbot.waitUntil(lambda: desk.advice == "Every sound came through.")
    assert desk.tiles()[1].hasFocus() and desk.tiles()[1].isChecked()
