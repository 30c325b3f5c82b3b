"""A recording with its words: chosen by pointer and keys, named for screen readers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.core.verdict import WordOutcome
from langtutor.ui.theme.tokens import LIGHT
from langtutor.ui.widgets.recorded_wave import RecordedWave, ShownWord

WORDS = (
    ShownWord("she", 0.5, 0.9, WordOutcome.RIGHT),
    ShownWord("goes", 0.9, 1.5, WordOutcome.SLIP),
    ShownWord("home", 2.0, 2.6, WordOutcome.UNCLEAR),
)
PEAKS = tuple(0.3 if 50 <= at < 260 else 0.0 for at in range(300))


@pytest.fixture
def wave(qtbot) -> Iterator[RecordedWave]:
    page = QWidget()
    made = RecordedWave()
    QVBoxLayout(page).addWidget(made)
    page.resize(640, 140)
    page.show()
    qtbot.addWidget(page)
    made.show_recording(PEAKS, 3.0, WORDS)
    yield made


@pytest.fixture
def taken(wave) -> list[int]:
    found: list[int] = []
    wave.word_chosen.connect(found.append)
    return found


def at(wave: RecordedWave, seconds: float) -> QPoint:
    return QPoint(round(wave._x(seconds)), wave.height() // 2)


def inks(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_click_chooses_the_word_under_it(qtbot, wave, taken):
    for seconds in (0.6, 1.2, 2.3):
        qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=at(wave, seconds))
    assert taken == [0, 1, 2]


def test_a_click_where_nothing_was_said_chooses_nothing(qtbot, wave, taken):
    for seconds in (0.1, 1.75, 2.9):
        qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=at(wave, seconds))
    qtbot.mouseClick(wave, Qt.MouseButton.RightButton, pos=at(wave, 0.6))
    assert taken == []


def test_words_are_chosen_with_the_keys(qtbot, wave, taken):
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home)
    for key in keys:
        qtbot.keyClick(wave, key)
    assert taken == [0, 1, 2, 1, 0]


def test_left_begins_at_the_last_word_and_keys_with_modifiers_are_others(qtbot, wave, taken):
    qtbot.keyClick(wave, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(wave, Qt.Key.Key_Left)
    assert taken == [2]


def test_a_screen_reader_hears_which_word_it_is(wave):
    assert "3 word" in wave.accessibleDescription()
    wave.choose(0)
    assert wave.accessibleDescription() == "she, word 1 of 3: right"
    wave.choose(1)
    assert wave.accessibleDescription() == "goes, word 2 of 3: not as asked"
    wave.choose(2)
    assert wave.accessibleDescription() == "home, word 3 of 3: unclear"


def test_choosing_by_program_is_no_choice_of_the_learner(wave, taken):
    wave.choose(1)
    assert wave.chosen() == 1
    assert taken == []
    with pytest.raises(IndexError):
        wave.choose(3)
    wave.choose(None)
    assert wave.chosen() is None


def test_how_words_came_out_is_seen(wave):
    seen = inks(wave.grab().toImage())
    assert QColor(LIGHT.wrong).name() in seen
    assert QColor(LIGHT.doubt).name() in seen


def test_where_it_is_played_is_seen(wave):
    before = wave.grab().toImage()
    wave.set_position(1.75)
    assert wave.grab().toImage() != before
    wave.set_position(None)
    assert wave.grab().toImage() == before


def test_nothing_recorded_and_a_word_without_room_do_no_harm(qtbot, wave, taken):
    wave.show_recording((0.1,) * 5, 300.0, [ShownWord("extraordinarily", 1.0, 1.2, WordOutcome.SLIP)])
    wave.set_position(999.0)
    wave.grab()
    qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=at(wave, 1.1))
    assert taken == [0]
    wave.clear()
    wave.grab()
    qtbot.keyClick(wave, Qt.Key.Key_Right)
    assert taken == [0]
    assert wave.accessibleDescription() == ""
