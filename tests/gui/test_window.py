from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from langtutor.core.errors import NoCourse, NoNetwork
from langtutor.core.skill import Knowing
from langtutor.host.process import WorkerChange, WorkerEvent
from langtutor.settings.paths import translations_dir
from langtutor.settings.schema import Theme
from langtutor.ui.pages.first_run import Choices
from langtutor.ui.theme.style import Look
from langtutor.ui.translation import Translators
from langtutor.ui.widgets.ask_box import AskBox
from langtutor.ui.widgets.editor import Editor
from langtutor.ui.widgets.keys_dialog import KeysDialog
from langtutor.ui.widgets.look_up_overlay import LookUpOverlay
from langtutor.ui.widgets.network_log import NetworkLogDialog
from langtutor.ui.window import MainWindow
from tests.gui.fake_services import EN, PT, close_all, make_services


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path, speaks=PT, learns=EN)
    yield made
    close_all(made)


@pytest.fixture
def new_services(tmp_path):
    made = make_services(tmp_path)
    yield made
    close_all(made)


def shown(qtbot, services) -> MainWindow:
    window = MainWindow(services)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


# --- first start -----------------------------------------------------------------------------------------------------


def test_the_first_start_leads_straight_into_a_drill(new_services, qtbot):
    window = shown(qtbot, new_services)
    first = window.first_run
    assert window.frame is None
    first.choose(Choices(speaks="pt", learns="en", knowing="some"))
    qtbot.mouseClick(first.next_button(), Qt.MouseButton.LeftButton)
    assert new_services.settings.now.speaks == PT
    assert new_services.settings.now.learns == EN
    assert new_services.settings.now.knowing is Knowing.SOME
    assert new_services.course.learned == EN
    assert new_services.readiness.begun == [(EN, PT)], "warmed up while the rest is asked"
    qtbot.mouseClick(first.next_button(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.frame is not None)
    assert window.first_run is None
    assert window.frame.current == "practise"
    qtbot.keyClick(window, "1", Qt.KeyboardModifier.ControlModifier)
    assert window.frame.current == "today"


def test_a_course_that_cannot_begin_is_said_and_asked_again(services, qtbot):
    services.course = None

    def fail() -> None:
        raise NoCourse(learned="en", spoken="pt")

    services.begin_course = fail
    window = shown(qtbot, services)
    assert window.first_run is not None
    assert window.strip.text() == services.messages.error(NoCourse(learned="en", spoken="pt"))


# --- frame -----------------------------------------------------------------------------------------------------------


def test_ctrl_numbers_choose_pages_and_esc_goes_back(services, qtbot):
    window = shown(qtbot, services)
    assert window.frame.current == "today"
    order = ("6", "settings"), ("5", "models"), ("3", "write"), ("4", "look_up"), ("1", "today"), ("9", "today")
    for key, name in order:
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.frame.current == name
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.frame.current == "look_up"


def test_ctrl_k_opens_the_box_over_any_page_and_esc_returns_with_text_kept(services, qtbot):
    window = shown(qtbot, services)
    window.open_page("write")
    editor = window.frame.page("write").findChild(Editor)
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClicks(editor, "She go")
    qtbot.keyClick(window, "K", Qt.KeyboardModifier.ControlModifier)
    assert window.frame.current == "write"
    overlay = window.findChild(LookUpOverlay)
    box = overlay.findChild(AskBox)
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "umbrella")
    assert not editor.isEnabled()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(editor.hasFocus)
    assert window.frame.current == "write"
    assert (box.text(), editor.toPlainText()) == ("umbrella", "She go")
    qtbot.keyClicks(editor, "es")
    assert editor.toPlainText() == "She goes"


def test_keys_of_the_page_beneath_and_of_the_box_dont_meet(services, qtbot):
    window = shown(qtbot, services)
    window.open_page("practise")
    window.look_up()
    card = window.findChild(LookUpOverlay).card
    box = card.findChild(AskBox)
    qtbot.keyClicks(box, "went")
    with qtbot.waitSignal(card.pane.answered):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(window, "D", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(services.looking_up.kept))
    qtbot.keyClick(window, "P", Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(services.saying.played))
    qtbot.keyClick(window, "6", Qt.KeyboardModifier.ControlModifier)
    assert window.frame.current == "settings"
    assert window.frame.isEnabled()


def test_ctrl_k_on_the_page_itself_goes_to_its_box(services, qtbot):
    window = shown(qtbot, services)
    window.open_page("look_up")
    qtbot.keyClick(window, "K", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.frame.page("look_up").findChild(AskBox).hasFocus)
    assert window.findChild(LookUpOverlay) is None


def test_f1_lists_the_keys_of_the_page(services, qtbot):
    window = shown(qtbot, services)
    window.open_page("look_up")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(KeysDialog)
    qtbot.waitUntil(dialog.isVisible)
    said = texts(dialog)
    for key, meaning in window.frame.current_keys():
        assert key in said
        assert meaning in said
    assert "Ctrl+K" in said


def test_offline_is_a_fact(services, qtbot):
    window = shown(qtbot, services)
    top = window._top
    assert top.network_text() == "offline"
    with services.guard.permit("a model"):
        qtbot.waitUntil(lambda: top.network_text() == "online")
    qtbot.waitUntil(lambda: top.network_text() == "offline")
    services.guard.record("a model", 12_000_000)
    window.show_network_log()
    dialog = window.findChild(NetworkLogDialog)
    table = dialog.findChild(QWidget, "log")
    assert table.item(0, 1).text() == "a model"
    assert table.item(0, 3).text() == "12 MB"


def test_a_worker_that_died_is_said(services, qtbot):
    window = shown(qtbot, services)
    services.host._announce(WorkerEvent("ear", WorkerChange.RESTARTED))
    qtbot.waitUntil(lambda: "recording is safe" in window.strip.text())
    window.strip.dismiss()
    services.host._announce(WorkerEvent("ear", WorkerChange.STARTED))
    services.host._announce(WorkerEvent("text", WorkerChange.DIED))
    qtbot.waitUntil(lambda: "translates" in window.strip.text())


def test_the_window_remembers_size_and_list(services, qtbot):
    window = shown(qtbot, services)
    window.resize(1000, 640)
    qtbot.keyClick(window, "M", Qt.KeyboardModifier.ControlModifier)
    assert not window.frame.side_shown
    window.close()
    again = shown(qtbot, services)
    assert again.height() == 640, "the offscreen screen is narrower than the smallest window"
    assert not again.frame.side_shown


def test_a_message_can_offer_an_action_and_be_dismissed(services, qtbot):
    window = shown(qtbot, services)
    done: list[int] = []
    window.strip.show_error("No room.", "Open", lambda: done.append(1))
    button = next(b for b in window.strip.findChildren(QAbstractButton) if b.text() == "Open")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert window.strip.isHidden()


# --- models ----------------------------------------------------------------------------------------------------------


def test_missing_models_are_one_button_with_their_size(services, qtbot):
    services.models.missing = ("whisper-base",)
    window = shown(qtbot, services)
    qtbot.waitUntil(window.banner.isVisible)
    assert any(b.text() == "Download 412 MB" for b in window.banner.findChildren(QAbstractButton))
    window.banner.start()
    services.models.report(103_000_000)
    qtbot.waitUntil(lambda: "103 MB of 412 MB" in texts(window.banner))
    assert "whisper-base · model.bin" in texts(window.banner)
    with qtbot.waitSignal(window.downloads.ended):
        services.models.succeed()
    assert window.banner.isHidden()
    assert "ready" in window.strip.text()


def test_a_stopped_download_can_go_on(services, qtbot):
    services.models.missing = ("whisper-base",)
    window = shown(qtbot, services)
    window.banner.start()
    window.banner.cancel()
    assert services.models.cancelled
    services.models.size = 300_000_000
    assert "kept" in texts(window.banner)
    window.banner.start()
    assert services.models.asked == [("whisper-base",)] * 2


def test_a_failed_download_says_why_and_offers_another_try(services, qtbot):
    services.models.missing = ("whisper-base",)
    window = shown(qtbot, services)
    window.banner.start()
    error = NoNetwork(model="whisper-base", detail="x")
    services.models.fail(error)
    qtbot.waitUntil(lambda: services.messages.error(error) in texts(window.banner))
    again = next(b for b in window.banner.findChildren(QAbstractButton) if b.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert len(services.models.asked) == 2


# --- all pages, languages and sizes ----------------------------------------------------------------------------------


@pytest.fixture
def look(qapp: QApplication, services):
    made = Look(qapp, services.settings)
    yield made
    services.settings.change(theme=Theme.LIGHT, text_percent=100)


@pytest.fixture
def translators(qapp: QApplication, services):
    made = Translators(qapp, translations_dir(), lambda code: {"pt": "pt_BR"}.get(code, "en_US"))
    made.use("en")
    services.settings.on_change(lambda _settings: made.use(services.ui_language()))
    yield made
    for window in qapp.topLevelWidgets():
        window.close()
    services.settings.change(ui_language="en")
    made.use("en")


def test_the_window_changes_its_language_at_once_and_stays_where_it_was(services, qtbot, translators):
    window = shown(qtbot, services)
    window.open_page("settings")
    services.settings.change(ui_language="pt")
    qtbot.waitUntil(lambda: window.frame.current_title() == "Configurações")
    assert window.frame.current == "settings"


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("page", ["today", "practise", "look_up", "vocabulary", "read", "models", "settings"])
def test_nothing_is_clipped_at_twice_the_text_size_in_the_smallest_window(
    services, qtbot, look, translators, language: str, page: str
):
    translators.use(language)
    services.settings.change(text_percent=200, ui_language=language)
    window = shown(qtbot, services)
    window.resize(900, 600)
    window.open_page(page)
    if page == "look_up":
        window.frame.page(page).look_up("went")
        qtbot.waitUntil(lambda: window.frame.page(page).view is not None)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == (900, 600))
    # what was laid out at another size is measured anew in rounds of events
    for area in window.frame.page(page).findChildren(QScrollArea):
        if area.isVisible() and area.widget() is not None:
            qtbot.waitUntil(lambda area=area: area.widget().minimumSizeHint().width() <= area.viewport().width())
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()), button.text()


@pytest.mark.parametrize("page", ["today", "practise", "look_up", "vocabulary", "read", "models", "settings"])
def test_everything_that_can_be_used_has_a_name(services, qtbot, page: str):
    window = shown(qtbot, services)
    window.open_page(page)
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
            named = widget.accessibleName() or getattr(widget, "text", str)() or widget.windowTitle()
            assert named, f"{type(widget).__name__} of {page}"
