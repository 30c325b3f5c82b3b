"""The learner's recordings in the window: real files, and what is done with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from langtutor.audio.recordings import RecordingStore
from langtutor.content.wav import read_wav
from langtutor.ui.device_watch import DeviceWatch
from langtutor.ui.pages.settings import SettingsPage
from langtutor.ui.widgets.recordings_dialog import RecordingsDialog
from langtutor.ui.widgets.unfinished_card import UnfinishedCard
from tests.gui.fake_services import EN, PT, close_all, make_services

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path / "home", speaks=PT, learns=EN)
    yield made
    close_all(made)


def said(services, asked: str, days_ago: int) -> str:
    at = NOW - timedelta(days=days_ago)
    writer = RecordingStore(services.paths.recordings, now=lambda: at).begin("x/1", asked, "en")
    writer.write(np.full(8_000, 0.25, np.float32))
    writer.finish()
    return writer.id


@pytest.fixture
def dialog(services, qtbot):
    for days, asked in enumerate(("She walks.", "They run.", "We sleep.")):
        said(services, asked, days)
    page = QWidget()
    page.resize(900, 600)
    qtbot.addWidget(page)
    made = RecordingsDialog(services, page)
    made.show()
    qtbot.waitUntil(lambda: made.list.count() == 3)
    yield made
    page.close()


def kept(services) -> list[str]:
    return sorted(one.info.asked for one in RecordingStore(services.paths.recordings).finished())


def test_it_lists_what_is_kept_newest_first(dialog):
    assert ["She walks." in dialog.list.item(0).text(), "We sleep." in dialog.list.item(2).text()] == [True, True]
    assert dialog.about.text() == "Recordings on this computer: 3, 1 MB together."
    assert not dialog.listen_button.isEnabled()
    assert (dialog.copy_button.text(), dialog.delete_button.text()) == ("Copy all to a folder…", "Delete all…")


def test_one_is_copied_or_all(dialog, qtbot, tmp_path):
    dialog.list.setCurrentRow(1)
    assert dialog.copy_button.text() == "Copy to a folder…"
    dialog.copy_to(tmp_path / "one")
    qtbot.waitUntil(lambda: dialog.told.text().startswith("Copied to"))
    (wav,) = (tmp_path / "one").glob("*.wav")
    assert "They-run" in wav.name
    assert len(read_wav(wav)) == 8_000
    dialog.list.clearSelection()
    dialog.copy_to(tmp_path / "all")
    qtbot.waitUntil(lambda: len(list((tmp_path / "all").glob("*.wav"))) == 3 and dialog.copy_button.isEnabled())


def test_where_nothing_can_be_written_it_says_so(dialog, qtbot, tmp_path):
    (tmp_path / "file").touch()
    dialog.copy_to(tmp_path / "file")
    qtbot.waitUntil(lambda: "can’t be written" in dialog.told.text())
    assert dialog.copy_button.isEnabled()


def test_deleting_asks_first_and_says_what_stays(dialog, qtbot, services):
    box = dialog.ask_to_delete()
    assert box.text() == "Delete 3 recordings from this computer?"
    assert "stays" in box.informativeText()
    assert box.defaultButton().text() == "Cancel"
    qtbot.mouseClick(box.defaultButton(), Qt.MouseButton.LeftButton)
    assert len(kept(services)) == 3
    box = dialog.ask_to_delete()
    yes = next(one for one in box.buttons() if one.text() == "Delete")
    with qtbot.waitSignal(dialog.changed):
        qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.about.text() == "None is kept.")
    assert kept(services) == []
    assert not dialog.copy_button.isEnabled()


def test_with_the_delete_key_only_what_is_selected_goes(dialog, qtbot, services):
    dialog.list.setFocus()
    dialog.list.setCurrentRow(0)
    box = dialog.ask_to_delete()
    with qtbot.waitSignal(dialog.changed):
        qtbot.mouseClick(next(one for one in box.buttons() if one.text() == "Delete"), Qt.MouseButton.LeftButton)
    assert kept(services) == ["They run.", "We sleep."]


def test_everything_that_can_be_used_has_a_name(dialog):
    assert all(one.accessibleName() or one.text() for one in dialog.findChildren(QPushButton))
    assert dialog.list.accessibleName()


def test_the_settings_lead_there(services, qtbot):
    page = SettingsPage(services)
    qtbot.addWidget(page)
    button = next(one for one in page.findChildren(QPushButton) if "my recordings" in one.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    (opened,) = page.findChildren(RecordingsDialog)
    qtbot.waitUntil(lambda: opened.about.text() == "None is kept.")


# --- devices that come and go ----------------------------------------------------------------------------------------


def test_what_is_plugged_in_while_the_page_is_seen_is_listed(services, qtbot):
    page = SettingsPage(services)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    watch = page.findChild(DeviceWatch)
    watch.setInterval(20)
    page.activate()
    box = page.row("microphone").box
    qtbot.waitUntil(lambda: box.findData("Headset") >= 0)
    assert box.findData("Blue") < 0
    services.recorder.inputs = ("Built-in", "Blue")
    qtbot.waitUntil(lambda: box.findData("Blue") >= 0)
    assert box.findData("Headset") < 0
    page.hide()
    qtbot.waitUntil(lambda: not watch.isActive())


# --- a recording that waits ------------------------------------------------------------------------------------------


def test_what_was_cut_off_and_what_was_not_judged_are_two_things(services, qtbot):
    card = UnfinishedCard()
    qtbot.addWidget(card)
    store = RecordingStore(services.paths.recordings)
    writer = store.begin("x/1", "She walks.", "en")
    writer.write(np.full(8_000, 0.25, np.float32))
    writer.leave()
    (cut,) = store.unfinished()
    card.show_recording(cut, can_judge=True)
    assert "interrupted" in card.headline.text()
    store.settle(cut.id)
    writer = store.begin("x/1", "She walks.", "en")
    writer.write(np.full(8_000, 0.25, np.float32))
    writer.finish(judged_later=True)
    writer.leave()
    (whole,) = store.unfinished()
    card.show_recording(whole, can_judge=True)
    assert "wasn’t judged" in card.headline.text()
