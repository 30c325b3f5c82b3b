from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from langtutor.settings.schema import Taking
from langtutor.ui.calling import Calling
from langtutor.ui.desktop.selection import _from_qt
from langtutor.ui.popup import LookUpPopup, _beside
from langtutor.ui.single_instance import Request
from langtutor.ui.widgets.ask_box import AskBox
from langtutor.ui.window import MainWindow
from tests.gui.fake_services import EN, EN_PT, PT, SENTENCE, WORD, close_all, make_services


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path, speaks=PT, learns=EN)
    yield made
    close_all(made)


@pytest.fixture
def popup(services, qtbot):
    made = LookUpPopup(services)
    qtbot.addWidget(made)
    made.warm()
    return made


def box_of(popup: LookUpPopup) -> AskBox:
    return popup.card.findChild(AskBox)


def call(qtbot, popup: LookUpPopup, text: str = "") -> AskBox:
    with qtbot.waitActive(popup):
        popup.call(text)
    box = box_of(popup)
    qtbot.waitUntil(box.hasFocus)
    return box


def test_warming_shows_nothing(popup):
    assert not popup.isVisible()


def test_called_with_a_text_it_answers(popup, qtbot, services):
    call(qtbot, popup, SENTENCE.text)
    qtbot.waitUntil(lambda: popup.card.pane.view is not None)
    assert SENTENCE.translation in popup.card.pane.view.texts()
    assert services.looking_up.asked == [(SENTENCE.text, None)]


def test_called_without_one_the_keyboard_is_in_its_box_and_esc_closes(popup, qtbot, services):
    box = call(qtbot, popup)
    qtbot.keyClicks(box, "went")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: popup.card.pane.view is not None)
    with qtbot.waitSignal(popup.hidden):
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    popup.call()
    assert box.textCursor().selectedText() == box.text() == "went"  # the next word replaces it


def test_a_selection_that_comes_late_doesnt_replace_what_was_typed(popup, qtbot, services):
    box = call(qtbot, popup)
    qtbot.keyClicks(box, "umb")
    popup.offer("went")
    assert box.text() == "umb"
    assert services.looking_up.asked == []


def test_a_selection_that_comes_late_is_looked_up(popup, qtbot, services):
    box = call(qtbot, popup)
    popup.offer("  ")
    popup.offer("went")
    assert box.text() == "went"
    assert services.looking_up.asked == [("went", None)]
    popup.hide()
    popup.offer("another")
    assert services.looking_up.asked == [("went", None)]


def test_a_long_selection_stays_text(popup, qtbot, services):
    text = "First line of it.\n\nAnother paragraph, " + "and more of it " * 400
    box = call(qtbot, popup, text)
    assert box.text() == text
    assert services.looking_up.asked == [(text.strip(), None)]
    assert popup.height() < 2 * popup._first_size().height()


def test_its_keys_keep_and_say(popup, qtbot, services):
    call(qtbot, popup, "went")
    qtbot.waitUntil(lambda: popup.card.pane.view is not None)
    qtbot.keyClick(popup, "D", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: services.looking_up.kept == [WORD])
    qtbot.keyClick(popup, "P", Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(services.saying.played))


def test_the_desktop_closing_it_only_hides_it(popup, qtbot):
    call(qtbot, popup)
    with qtbot.waitSignal(popup.hidden):
        popup.close()
    popup.call()
    assert popup.isVisible()


def test_another_language_builds_it_anew_and_keeps_the_question(popup, qtbot, services):
    call(qtbot, popup, "went")
    before = popup.card
    QApplication.sendEvent(popup, QEvent(QEvent.Type.LanguageChange))
    qtbot.waitUntil(lambda: popup.card is not before)
    assert box_of(popup).text() == "went"


@pytest.mark.parametrize("pointer", [QPoint(5, 5), QPoint(995, 5), QPoint(5, 795), QPoint(995, 795), QPoint(500, 400)])
def test_it_is_whole_on_the_screen(pointer):
    room, size = QRect(0, 0, 1000, 800), QSize(400, 300)
    assert room.contains(QRect(_beside(pointer, size, room), size))


# --- who calls it ----------------------------------------------------------------------------------------------------


@pytest.fixture
def calling(services, qtbot):
    window = MainWindow(services)
    qtbot.addWidget(window)
    made = Calling(services, window)
    yield made
    made.close()


def test_another_start_asks_for_the_popup_or_the_window(calling, qtbot, services):
    calling.asked(Request(popup=True, text="went"))
    qtbot.waitUntil(lambda: services.looking_up.asked == [("went", None)])
    assert calling.popup.isVisible()
    assert not calling._window.isVisible()
    calling.popup.card.open_window.click()
    qtbot.waitUntil(calling._window.isVisible)
    assert not calling.popup.isVisible()


def test_nothing_left_to_see_is_the_end(calling, qtbot):
    calling.asked(Request(popup=True, text="went"))
    with qtbot.waitSignal(calling.finished):
        calling.popup.hide()


def test_the_popup_going_leaves_the_window(calling, qtbot):
    with qtbot.waitExposed(calling._window):
        calling.asked(Request())
    calling.call("went")
    with qtbot.assertNotEmitted(calling.finished, wait=100):
        calling.popup.hide()


def test_who_hasnt_said_what_they_learn_is_asked_first(tmp_path, qtbot):
    services = make_services(tmp_path)
    window = MainWindow(services)
    qtbot.addWidget(window)
    calling = Calling(services, window)
    with qtbot.waitExposed(window):
        calling.asked(Request(popup=True, text="went"))
    assert calling.popup is None
    window.close()
    close_all(services)


def test_with_a_tray_closing_leaves_it_running_only_where_that_was_chosen(calling, qtbot, services, monkeypatch):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    calling.prepare()
    assert QApplication.quitOnLastWindowClosed()
    services.settings.change(keep_in_tray=True)
    qtbot.waitUntil(lambda: not QApplication.quitOnLastWindowClosed())
    calling.call("went")
    with qtbot.assertNotEmitted(calling.finished, wait=100):
        calling.popup.dismiss()
    with qtbot.waitActive(calling._window):
        calling._window.raise_up()
    with qtbot.waitSignal(calling.finished):
        qtbot.keyClick(calling._window, "Q", Qt.KeyboardModifier.ControlModifier)
    calling.close()
    assert QApplication.quitOnLastWindowClosed()


def test_without_a_tray_nothing_is_left_running(calling, qtbot, services, monkeypatch):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    services.settings.change(keep_in_tray=True)
    calling.prepare()
    assert calling.tray is None
    assert QApplication.quitOnLastWindowClosed()


def test_the_tray_looks_up_opens_and_quits(calling, qtbot, services, monkeypatch):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    calling.prepare()
    look_up, open_it, quit_it = (one for one in calling.tray.menu.actions() if not one.isSeparator())
    assert [one.text() for one in (look_up, open_it, quit_it)] == ["Look up what is selected", "Open langtutor", "Quit"]
    assert not any(one.icon().isNull() for one in (look_up, open_it, quit_it))
    look_up.trigger()
    assert calling.popup.isVisible()
    open_it.trigger()
    assert calling._window.isVisible()
    with qtbot.waitSignal(calling.finished):
        quit_it.trigger()


def test_what_was_copied_is_looked_up(calling, qtbot, services):
    QApplication.clipboard().setText("umbrella")
    services.settings.change(popup_takes=Taking.CLIPBOARD)
    calling.call()
    qtbot.waitUntil(lambda: services.looking_up.asked == [("umbrella", None)])


def test_what_a_password_manager_copied_is_not(qapp):
    secret = QMimeData()
    secret.setText("hunter2")
    qapp.clipboard().setMimeData(secret)
    assert _from_qt(Taking.SELECTION) == "hunter2"
    secret = QMimeData()
    secret.setText("hunter2")
    secret.setData("x-kde-passwordManagerHint", b"secret")
    qapp.clipboard().setMimeData(secret)
    assert _from_qt(Taking.CLIPBOARD) == ""


def test_the_settings_say_what_became_of_the_key(calling, qtbot, services):
    calling.prepare()  # windows of tests are on no desktop
    page = calling._window.frame.page("settings")
    assert "langtutor look-up --popup" in page.row("popup_key").note.text()
    services.settings.change(popup_key="")
    qtbot.waitUntil(lambda: page.row("popup_key").note.text() == "")
    services.settings.change(popup_key="W")
    qtbot.waitUntil(lambda: "F keys" in page.row("popup_key").note.text())


def test_the_direction_stays_a_guess(popup, qtbot, services):
    call(qtbot, popup, "went")
    qtbot.waitUntil(lambda: popup.card.pane.view is not None)
    assert popup.card.pane.view.result.pair == EN_PT
