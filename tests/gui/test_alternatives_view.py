from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from langtutor.content.messages import Messages
from langtutor.core.alternatives import Alternative, Origin
from langtutor.core.text import Span
from langtutor.settings.paths import resources_dir
from langtutor.ui.widgets.alternatives_view import AlternativesView, marked

TU = Alternative("Tu sabes <tudo>?", Origin.REGISTER, "rules", (Span(0, 8),), "Do you know it?", "register.pt.tu", 1.0)
WRITTEN = Alternative("Sabe tudo?", Origin.LANGUAGE_MODEL, "qwen", (), "")
OPUS = Alternative("Você sabe de tudo?", Origin.TRANSLATOR, "opus-en-pt", (), "")


@pytest.fixture
def view(qtbot: QtBot) -> AlternativesView:
    made = AlternativesView(Messages(resources_dir() / "messages", "en"))
    qtbot.addWidget(made)
    return made


def test_takes_no_room_until_there_is_something(view: AlternativesView) -> None:
    assert view.isHidden()
    view.add(TU)
    assert not view.isHidden()
    assert view.alternatives == (TU,)


def test_what_differs_is_bold_and_underlined_and_markup_is_only_text() -> None:
    assert marked(TU) == "<b><u>Tu sabes</u></b> &lt;tudo&gt;?"


def test_says_for_whom_and_what_it_means_back(view: AlternativesView) -> None:
    for one in (TU, WRITTEN, OPUS):
        view.add(one)
    first, second, third = view.texts().split("\n")
    assert first.startswith("Tu sabes <tudo>? – To a friend") and first.endswith("Translated back: “Do you know it?”")
    assert "may be wrong" in second and "Translated back" not in second
    assert "opus-en-pt" in third
    named = [label.accessibleName() for label in view.findChildren(QLabel) if label.accessibleName()]
    assert named == [first, second, third]


def test_each_can_be_heard_from_the_keyboard(view: AlternativesView, qtbot: QtBot) -> None:
    view.add(TU)
    view.add(OPUS)
    view.show()
    buttons = view.findChildren(QPushButton)
    assert [one.accessibleName() for one in buttons] == ["Hear “Tu sabes <tudo>?”", "Hear “Você sabe de tudo?”"]
    with qtbot.waitSignal(view.say, timeout=10_000) as said:
        QTest.keyClick(buttons[1], Qt.Key.Key_Space)
    assert said.args == [OPUS.text]
