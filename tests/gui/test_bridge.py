from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from langtutor.core.errors import Cancelled, NoSpeech
from langtutor.ui.bridge import on_main_thread, when_done
from langtutor.ui.keys import PageKeys


@pytest.fixture
def pool():
    with ThreadPoolExecutor(1) as made:
        yield made


def test_a_result_arrives_on_the_main_thread(qtbot, qapp, pool):
    here = threading.current_thread()
    got: list[tuple[int, threading.Thread]] = []
    parent = QObject()
    when_done(pool.submit(lambda: 7), parent, lambda value: got.append((value, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(7, here)]
    assert QThread.currentThread() is qapp.thread()


def test_an_error_goes_to_its_handler_and_a_cancel_to_none(qtbot, qapp):
    errors: list[BaseException] = []
    parent = QObject()
    wrong, taken_back, cancelled, last = Future(), Future(), Future(), Future()
    for future in (wrong, taken_back, cancelled, last):
        when_done(future, parent, lambda _value: errors.append(ValueError("no result was due")), errors.append)
    taken_back.set_exception(Cancelled())
    cancelled.cancel()
    wrong.set_exception(error := NoSpeech())
    last.set_exception(end := ValueError())
    qtbot.waitUntil(lambda: len(errors) == 2)
    assert errors == [error, end]


def test_what_comes_after_the_widget_has_gone_is_dropped(qtbot, qapp):
    got: list[object] = []
    parent, other = QObject(), QObject()
    future: Future[int] = Future()
    when_done(future, parent, got.append)
    stream = on_main_thread(parent, got.append)
    with qtbot.waitSignal(parent.destroyed):
        parent.deleteLater()
    future.set_result(1)
    stream(2)
    when_done(future, other, lambda value: got.append(("other", value)))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [("other", 1)]


def test_streamed_calls_keep_their_order(qtbot, qapp, pool):
    got: list[int] = []
    parent = QObject()
    send = on_main_thread(parent, got.append)
    pool.submit(lambda: [send(number) for number in range(50)])
    qtbot.waitUntil(lambda: len(got) == 50)
    assert got == list(range(50))


@pytest.fixture
def page(qtbot):
    widget = QWidget()
    column = QVBoxLayout(widget)
    widget.field, widget.button = QLineEdit(), QPushButton("b")
    column.addWidget(widget.field)
    column.addWidget(widget.button)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitActive(widget).__enter__()
    widget.activateWindow()
    return widget


def test_letters_act_only_while_nobody_types_and_alt_letters_always(qtbot, page):
    pressed: list[str] = []
    keys = PageKeys(page)
    keys.letter("P", "Play", lambda: pressed.append("p"))
    page.button.setFocus()
    qtbot.waitUntil(page.button.hasFocus)
    qtbot.keyClick(page.button, "p")
    assert pressed == ["p"]
    page.field.setFocus()
    qtbot.waitUntil(page.field.hasFocus)
    qtbot.keyClick(page.field, "p")
    assert page.field.text() == "p"
    assert pressed == ["p"]
    from PySide6.QtCore import Qt

    qtbot.keyClick(page.field, "p", Qt.KeyboardModifier.AltModifier)
    assert pressed == ["p", "p"]
    assert page.field.text() == "p"
    assert keys.listed()[0][1] == "Play"


def test_a_key_without_sense_now_does_nothing(qtbot, page):
    pressed: list[str] = []
    sense = False
    keys = PageKeys(page)
    keys.letter("R", "Again", lambda: pressed.append("r"), lambda: sense)
    page.button.setFocus()
    qtbot.waitUntil(page.button.hasFocus)
    qtbot.keyClick(page.button, "r")
    assert not pressed
    sense = True
    qtbot.keyClick(page.button, "r")
    assert pressed == ["r"]
