"""Two melodies beside each other: what is painted, and what is said of it in words."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.core.sounds import Prosody
from langtutor.ui.theme.tokens import LIGHT
from langtutor.ui.widgets.contour_view import ContourView


def spoken(end_st: float = 0.0, voiced: bool = True, pauses: tuple[tuple[float, float], ...] = ()) -> Prosody:
    """Two seconds that wave around 150 Hz, and rise or fall in the last third of a second."""
    pitch = [
        150 * 2 ** ((2 * math.sin(at / 15) if at < 165 else end_st * (at - 165) / 35) / 12) if voiced else 0.0
        for at in range(200)
    ]
    return Prosody(2.0, 2.0, 8, pauses, 0.01, tuple(pitch), (-20.0,) * 200)


@pytest.fixture
def view(qtbot) -> Iterator[ContourView]:
    page = QWidget()
    made = ContourView()
    QVBoxLayout(page).addWidget(made)
    page.resize(400, 200)
    page.show()
    qtbot.addWidget(page)
    yield made


def inks(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_both_melodies_are_seen(view):
    assert not view.isVisible()
    view.show_prosody(spoken(), spoken(4))
    assert view.isVisible()
    seen = inks(view.grab().toImage())
    assert QColor(LIGHT.accent).name() in seen
    assert QColor(LIGHT.doubt).name() in seen


def test_too_little_voice_hides_it(view):
    view.show_prosody(spoken(), spoken())
    view.show_prosody(spoken(voiced=False), spoken())
    assert not view.isVisible()
    assert view.accessibleDescription() == ""
    view.show_prosody(spoken(), Prosody(0, 0, 0, (), 0.01, (), ()))
    assert not view.isVisible()


def test_it_says_in_words_what_it_shows(view):
    view.show_prosody(spoken(6, pauses=((0.5, 0.9),)), spoken(-6))
    own, model, pace = view.accessibleDescription().splitlines()
    assert "1.6 seconds" in own
    assert "1 pause" in own
    assert "rises at the end" in own
    assert "no pauses" in model
    assert "falls at the end" in model
    assert "0.8 times as long" in pace
    assert view.toolTip() == view.accessibleDescription()


def test_an_end_that_stays_isnt_spoken_of(view):
    view.show_prosody(spoken(0), spoken(0))
    assert "end" not in view.accessibleDescription()


def test_cleared_it_is_gone(view):
    view.show_prosody(spoken(), spoken())
    view.clear()
    assert not view.isVisible()
    view.grab()
