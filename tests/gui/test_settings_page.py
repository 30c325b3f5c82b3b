from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from langtutor.core.skill import Knowing
from langtutor.settings.schema import Keeping, Settings, SettingsFile, Theme
from langtutor.ui.desktop.shortcut import KeyState
from langtutor.ui.pages.settings import PAIR, SettingsPage
from langtutor.ui.widgets.key_setting import COMMAND
from tests.gui.fake_services import EN, PT, close_all, make_services


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path, speaks=PT, learns=EN)
    yield made
    close_all(made)


@pytest.fixture
def page(services, qtbot):
    made = SettingsPage(services)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def choose(row, value) -> None:
    at = next(at for at in range(row.box.count()) if row.box.itemData(at) == value)
    row.box.setCurrentIndex(at)
    row.box.activated.emit(at)


def test_every_setting_has_a_row(page):
    told_together = {"speaks", "learns"}
    elsewhere = {"learner", "first_step"}
    assert set(page.rows()) == {field.name for field in fields(Settings)} - told_together - elsewhere | {PAIR}


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        (PAIR, ("en", "pt"), "learns", PT),
        ("knowing", Knowing.COMFORTABLE, "knowing", Knowing.COMFORTABLE),
        ("ui_language", "pt", "ui_language", "pt"),
        ("theme", Theme.DARK, "theme", Theme.DARK),
        ("recordings_kept", Keeping.MONTH, "recordings_kept", Keeping.MONTH),
    ],
)
def test_choices_apply_at_once_and_last(page, services, name, value, field, expected):
    choose(page.row(name), value)
    assert getattr(services.settings.now, field) == expected
    assert getattr(SettingsFile(services.paths.settings).now, field) == expected


@pytest.mark.parametrize("name", ["reduced_motion", "show_captions", "never_use_network", "can_speak"])
def test_switches_apply_at_once(page, qtbot, services, name):
    before = getattr(services.settings.now, name)
    qtbot.mouseClick(page.row(name).switch, Qt.MouseButton.LeftButton)
    assert getattr(services.settings.now, name) is (not before)


def test_a_key_for_the_popup_is_pressed_and_taken_back(page, qtbot, services):
    box = page.row("popup_key").box
    assert box.keySequence().toString() == "Ctrl+Alt+W"
    qtbot.keyClick(box, Qt.Key.Key_F9, Qt.KeyboardModifier.MetaModifier)
    qtbot.waitUntil(lambda: services.settings.now.popup_key == "Meta+F9")
    box.clear()
    box.editingFinished.emit()
    assert services.settings.now.popup_key == ""


@pytest.mark.parametrize(("state", "part"), [(KeyState.TAKEN, "Another program"), (KeyState.IMPOSSIBLE, COMMAND)])
def test_what_became_of_the_key_is_said_beneath_it(page, state, part):
    page.show_key_state(state, "")
    note = page.row("popup_key").note
    assert note.isVisible()
    assert part in note.text()
    page.show_key_state(KeyState.BOUND, "Super+L")
    assert "Super+L" in note.text()
    page.show_key_state(KeyState.OFF, "")
    assert not note.isVisible()


def test_the_network_switch_reaches_the_guard(page, qtbot, services):
    qtbot.mouseClick(page.row("never_use_network").switch, Qt.MouseButton.LeftButton)
    assert services.guard.forced_offline


def test_sliders_apply_whole_steps(page, qtbot, services):
    qtbot.keyClick(page.row("text_percent").slider, Qt.Key.Key_Right)
    assert services.settings.now.text_percent == 110
    qtbot.keyClick(page.row("silence_s").slider, Qt.Key.Key_Right)
    assert services.settings.now.silence_s == 0.8


def test_what_changes_elsewhere_is_shown(page, qtbot, services):
    services.settings.change(can_speak=False)
    qtbot.waitUntil(page.row("can_speak").switch.isChecked)


def test_devices_are_offered_and_an_unplugged_one_stays_chosen(page, qtbot, services):
    services.settings.change(microphone="Gone")
    page.activate()
    box = page.row("microphone").box
    qtbot.waitUntil(lambda: box.count() >= 3)
    assert {"", "Built-in", "Headset"} <= {box.itemData(at) for at in range(box.count())}
    qtbot.waitUntil(lambda: box.currentText() == "Gone (not plugged in)")


def test_the_models_are_one_button_away(page, qtbot):
    button = next(one for one in page.findChildren(QPushButton) if "models" in one.text())
    with qtbot.waitSignal(page.open_page) as opened:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened.args == ["models"]
