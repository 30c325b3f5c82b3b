"""The Models page, on models whose installation, check and removal the test settles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QScrollArea, QWidget

from langtutor.core.errors import FolderReadOnly, LanguagesNeeded, ModelIncomplete, NoNetwork
from langtutor.core.language import LanguageCode
from langtutor.models.commands import ModelRow
from langtutor.models.entries import Format, Model
from langtutor.models.progress import Progress, Step
from langtutor.models.results import BenchResult, Grades, SectionScore, Unit, Use
from langtutor.models.store import State, Verified
from langtutor.services.benching import BenchOutcome
from langtutor.services.examining import ExamStep
from langtutor.services.installing import InstallState
from langtutor.ui.pages.models import ModelsPage
from langtutor.ui.theme.style import Look
from langtutor.ui.widgets.model_dialogs import LicenceDialog, RemoveDialog
from langtutor.ui.widgets.model_row import Action
from langtutor.ui.window import MainWindow
from tests.gui.fake_services import EN, PT, close_all, make_services, missing_row, model_row

QWEN = missing_row(
    "qwen2.5-coder-1.5b",
    "Corrects whole sentences",
    capability="chat",
    format=Format.GGUF,
    pack="tutor",
    download_bytes=1_117_000_000,
    disk_bytes=1_117_000_000,
    licence="Apache-2.0",
    languages=("en", "pt"),
)
GEMMA = replace(
    QWEN, id="gemma3-270m", description="Continues texts", pack="", licence="Gemma Terms", asks_consent=True
)
EXAMINED = Grades("x", "2026-11-22", "1", (SectionScore("cloze", "en", 8, 10, 6),), {"en": frozenset({Use.REWRITE})})
MEASURED = BenchResult("x", "2026-11-22", 1.25, 480_000_000, 4.7, Unit.TIMES_REAL_TIME)


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path, speaks=PT, learns=EN)
    yield made
    close_all(made)


class Desk:
    """The window at the Models page."""

    def __init__(self, qtbot, services, *rows: ModelRow) -> None:
        self.bot, self.services, self.models = qtbot, services, services.models
        self.models.rows += rows
        self.window = MainWindow(services)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.window.open_page("models")
        page = self.window.frame.page("models")
        assert isinstance(page, ModelsPage)
        self.page = page
        qtbot.waitUntil(lambda: bool(page.packs) and all(pack.isVisible() for pack in page.packs.values()))

    def view(self, model_id: str):
        return next(pack.rows[model_id] for pack in self.page.packs.values() if model_id in pack.rows)

    def ask(self, model_id: str, action: Action) -> None:
        view = self.view(model_id)
        if action is not Action.INSTALL and not view.is_open:
            self.bot.mouseClick(view.more, Qt.MouseButton.LeftButton)
        self.bot.mouseClick(view.button(action), Qt.MouseButton.LeftButton)

    def call(self, name: str):
        """The last one asked for: (arguments, future)."""
        asked, arguments, future = self.models.calls[-1]
        assert asked == name
        return arguments, future

    def texts(self, widget: QWidget | None = None) -> str:
        inside = widget or self.page
        return "\n".join(one.text() for one in inside.findChildren(QLabel) if one.isVisibleTo(inside))

    def sees(self, text: str) -> None:
        self.bot.waitUntil(lambda: text in self.texts())

    def button(self, text: str) -> QPushButton:
        return next(one for one in self.page.findChildren(QPushButton) if one.isVisible() and one.text() == text)

    def click(self, text: str) -> None:
        self.bot.mouseClick(self.button(text), Qt.MouseButton.LeftButton)


# --- what is there ---------------------------------------------------------------------------------------------------


def test_what_is_installed_says_what_it_is_for_and_what_it_takes(services, qtbot):
    desk = Desk(qtbot, services, replace(QWEN, state=State.INSTALLED, bench=MEASURED, grades=EXAMINED))
    said = desk.texts(desk.view("whisper-base"))
    assert "Hears what you say" in said
    assert "146 MB on disk · MIT · English" in said
    assert "in use" in said
    said = desk.texts(desk.view(QWEN.id))
    assert "4.7 times as fast as speech" in said
    assert "exam: 8 of 10" in said
    assert "installed, not in use" in said
    assert "71 GB free" in desk.texts()
    desk.view(QWEN.id).toggle()
    said = desk.texts(desk.view(QWEN.id))
    assert "talk with you" in said
    assert "ready in 1.3 s, 480 MB of memory" in said
    assert "English: it may propose corrections." in said


def test_packs_say_what_they_add_and_cost_before_anything_is_downloaded(services, qtbot):
    desk = Desk(qtbot, services, missing_row("languagetool-6.7", pack="starter"), QWEN, GEMMA)
    starter, tutor, more = desk.page.packs.values()
    assert "2 of 3 are there. Still to come: 133 MB to download, 146 MB on disk." in desk.texts(starter)
    assert "used only for what it passes. Everything works without it" in desk.texts(tutor)
    assert tutor.download.text() == "Download 1.1 GB"
    assert starter.download.property("look") == "primary"
    assert tutor.download.property("look") == "", "one primary action"
    assert more.download.isHidden(), "nobody wants all of the rest"
    assert "Gemma Terms" in desk.texts(more), "the licence before the download"


def test_translations_go_one_way(services, qtbot):
    desk = Desk(qtbot, services)
    assert "English → Portuguese" in desk.texts(desk.view("firefox-en-pt"))


def test_a_list_that_changed_keeps_what_was_opened(services, qtbot):
    desk = Desk(qtbot, services)
    desk.view("whisper-base").toggle()
    desk.models.rows.append(model_row("mine", "My own voice", added=True, pack=""))
    desk.page.refresh()
    qtbot.waitUntil(lambda: "added" in desk.page.packs)
    assert desk.view("whisper-base").is_open
    desk.sees("Added by you")


# --- downloads -------------------------------------------------------------------------------------------------------


def test_enter_downloads_what_is_missing_and_progress_is_told_total_first(services, qtbot):
    desk = Desk(qtbot, services, missing_row("a", "Model A"), missing_row("b", "Model B"))
    desk.page.setFocus()
    qtbot.keyClick(desk.page, Qt.Key.Key_Return)
    assert desk.models.asked == [("a", "b")]
    desk.models.report(103_000_000, model="a")
    desk.sees("103 MB of 412 MB")
    (card,) = desk.page.downloads.cards()
    assert "model.bin · 103 MB of 145 MB" in desk.texts(card)
    assert "103 MB of 145 MB" in desk.texts(desk.view("a"))
    assert "Waits for its turn" in desk.texts(desk.view("b"))
    assert desk.view("a").install.isHidden(), "no second download of the same"
    desk.models.succeed()
    desk.sees("All there")
    assert desk.page.downloads.cards() == ()
    assert "ready" in desk.window.strip.text()


def test_a_download_pauses_goes_on_and_can_be_given_up(services, qtbot):
    desk = Desk(qtbot, services, QWEN)
    desk.ask(QWEN.id, Action.INSTALL)
    desk.models.report(300_000_000, model=QWEN.id)
    desk.sees("300 MB of 412 MB")
    desk.button("Pause").setFocus()
    desk.click("Pause")
    desk.sees("Paused. What has arrived is kept.")
    assert desk.models.cancelled
    assert QApplication.focusWidget() is desk.button("Go on"), "never on Cancel"
    desk.click("Go on")
    assert desk.models.asked == [(QWEN.id,)] * 2
    desk.sees("Downloading 1 model")
    desk.click("Cancel")
    qtbot.waitUntil(lambda: bool(desk.models.calls))
    assert desk.call("forget")[0] == ((QWEN.id,),)
    assert desk.page.downloads.cards() == ()


def test_a_second_download_waits_and_says_so(services, qtbot):
    desk = Desk(qtbot, services, missing_row("a"), QWEN)
    desk.ask("a", Action.INSTALL)
    desk.ask(QWEN.id, Action.INSTALL)
    assert [one.state for one in desk.models.installs] == [InstallState.RUNNING, InstallState.WAITING]
    desk.sees("Waits for the download before it")
    assert desk.view("a").install.isHidden()
    assert desk.view(QWEN.id).install.isHidden()


def test_a_failed_download_says_why_in_place_and_can_be_tried_again(services, qtbot):
    desk = Desk(qtbot, services, missing_row("a", "Model A"))
    desk.ask("a", Action.INSTALL)
    error = NoNetwork(model="a", detail="no route")
    desk.models.fail(error)
    desk.sees(services.messages.error(error))
    assert "failed" in desk.texts(desk.page.downloads)
    desk.click("Try again")
    assert desk.models.asked == [("a",)] * 2
    qtbot.waitUntil(lambda: services.messages.error(error) not in desk.texts())


def test_a_download_goes_on_while_the_page_is_left_and_the_banner_shows_it(services, qtbot):
    desk = Desk(qtbot, services, QWEN)
    desk.ask(QWEN.id, Action.INSTALL)
    assert desk.window.banner.isHidden(), "the page shows it in full"
    desk.window.open_page("today")
    desk.models.report(41_000_000, model=QWEN.id)
    qtbot.waitUntil(lambda: "41 MB of 412 MB" in desk.texts(desk.window.banner))
    show = next(one for one in desk.window.banner.findChildren(QPushButton) if one.text() == "Show")
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert desk.window.frame.current == "models"
    assert desk.window.banner.isHidden()


def test_terms_need_a_yes_that_nobody_gives_by_accident(services, qtbot):
    desk = Desk(qtbot, services, GEMMA)
    desk.ask(GEMMA.id, Action.INSTALL)
    dialog = desk.page.findChild(LicenceDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert "Gemma Terms" in desk.texts(dialog)
    assert desk.models.installs == []
    assert dialog.no.isDefault()
    assert not dialog.yes.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.models.installs == []
    again = desk.page.install([GEMMA.id])
    again.boxes[0].setChecked(True)
    qtbot.mouseClick(again.yes, Qt.MouseButton.LeftButton)
    assert desk.models.asked == [(GEMMA.id,)]
    assert desk.models.installs[0].accepted == {GEMMA.id}


def test_without_the_network_the_page_says_so_and_offers_a_folder(services, qtbot):
    desk = Desk(qtbot, services, missing_row("a"), QWEN)
    services.settings.change(never_use_network=True)
    desk.sees("The network is switched off in Settings")
    assert desk.button("Add from a folder…").isEnabled()
    assert not any(one.text().startswith("Download") for one in desk.page.findChildren(QPushButton) if one.isVisible())
    desk.click("Open Settings")
    assert desk.window.frame.current == "settings"


# --- what is here ----------------------------------------------------------------------------------------------------


def test_checking_tells_how_far_it_is_and_offers_to_repair(services, qtbot):
    desk = Desk(qtbot, services)
    desk.ask("whisper-base", Action.VERIFY)
    arguments, future = desk.call("verify")
    assert arguments == (("whisper-base",),)
    desk.models.progress(Progress("whisper-base", "", Step.CHECKING, 73_000_000, 146_000_000, 1, 2))
    qtbot.waitUntil(lambda: (line := desk.view("whisper-base").busy_line) is not None and line.bar.value() == 500)
    desk.models.rows[0] = missing_row("whisper-base", "Hears what you say")
    future.set_result((Verified("whisper-base", True, (), ("model.bin",)),))
    desk.sees("Damaged or missing: model.bin")
    desk.click("Repair")
    assert desk.models.asked == [("whisper-base",)]
    qtbot.waitUntil(lambda: "Damaged" not in desk.texts())


def test_a_check_can_be_stopped(services, qtbot):
    desk = Desk(qtbot, services)
    desk.ask("whisper-base", Action.VERIFY)
    qtbot.mouseClick(desk.view("whisper-base").busy_line.stop, Qt.MouseButton.LeftButton)
    assert desk.models.cancels == ["verify"]


def test_all_files_are_checked_in_one_place(services, qtbot):
    desk = Desk(qtbot, services)
    qtbot.keyClick(desk.page, Qt.Key.Key_V)
    arguments, future = desk.call("verify")
    assert arguments == (("whisper-base", "firefox-en-pt"),)
    desk.models.progress(Progress("firefox-en-pt", "", Step.CHECKING, 1, 2, 30, 120))
    qtbot.waitUntil(lambda: desk.page.checking.bar.value() == 250)
    whole = tuple(Verified(one, True, (), ()) for one in ("whisper-base", "firefox-en-pt"))
    future.set_result(whole)
    qtbot.waitUntil(lambda: "All files of 2 " in desk.window.strip.text())
    assert desk.page.checking.isHidden()


def test_removing_asks_once_and_says_what_stops(services, qtbot):
    desk = Desk(qtbot, services)
    desk.ask("whisper-base", Action.REMOVE)
    dialog = desk.page.findChild(RemoveDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert "all drills are typed" in desk.texts(dialog)
    assert "146 MB" in desk.texts(dialog)
    assert dialog.no.isDefault()
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    _arguments, future = desk.call("remove")
    error = FolderReadOnly(folder="/x")
    future.set_exception(error)
    desk.sees(services.messages.error(error))
    assert desk.view("whisper-base").button(Action.REMOVE).isEnabled(), "it can be tried again"


def test_removing_says_what_is_used_instead(services, qtbot):
    other = model_row("whisper-small", "Hears better", chosen=False, outranked=True)
    desk = Desk(qtbot, services, other)
    dialog = desk.page.remove(desk.page.row("whisper-base"))
    assert "Hears better" in desk.texts(dialog)
    dialog.reject()
    dialog = desk.page.remove(desk.page.row("whisper-small"))
    assert "nothing changes" in desk.texts(dialog)
    dialog.reject()


def test_of_several_one_can_be_chosen(services, qtbot):
    other = model_row("whisper-small", "Hears better", chosen=False, outranked=True)
    desk = Desk(qtbot, services, other)
    desk.view("whisper-base").toggle()
    assert desk.view("whisper-base").button(Action.USE).isHidden()
    desk.ask("whisper-small", Action.USE)
    arguments, future = desk.call("use")
    assert arguments == ("whisper-small",)
    future.set_result(None)
    desk.sees("From now on this one is used.")


def test_a_voice_can_give_way_to_the_one_that_came_along(services, qtbot):
    joe = model_row("joe", "A man’s voice", capability="voice", instead_of="hibari")
    desk = Desk(qtbot, services, joe)
    desk.ask("joe", Action.USE_OWN)
    arguments, future = desk.call("use")
    assert arguments == ("hibari",)
    button = desk.view("joe").button(Action.USE_OWN)
    assert not button.isEnabled() and not button.hasFocus()
    assert desk.view("joe").more.hasFocus(), "the keyboard stays where it was"
    future.set_result(None)
    desk.sees("is used again")


def test_terms_that_were_agreed_to_are_not_asked_about(services, qtbot):
    desk = Desk(qtbot, services, replace(GEMMA, agreed=True))
    assert desk.page.install([GEMMA.id]) is None


def test_a_model_is_measured_and_examined_here(services, qtbot):
    desk = Desk(qtbot, services, replace(QWEN, state=State.INSTALLED))
    trials = services.benching
    desk.ask(QWEN.id, Action.MEASURE)
    assert trials.asked == [[QWEN.id]]
    desk.sees("Measuring")
    trials.future.set_result(BenchOutcome((MEASURED,), ()))
    desk.sees("Measured.")
    desk.ask(QWEN.id, Action.EXAMINE)
    trials.on_step(ExamStep(QWEN.id, 38, 152, LanguageCode("en"), "cloze"))
    desk.sees("Examining: 38 of 152")
    qtbot.mouseClick(desk.view(QWEN.id).busy_line.stop, Qt.MouseButton.LeftButton)
    assert trials.cancelled
    qtbot.waitUntil(lambda: "Examining" not in desk.texts())
    desk.view("whisper-base").toggle()
    assert desk.view("whisper-base").button(Action.EXAMINE).isHidden(), "only language models sit exams"


# --- from a folder ---------------------------------------------------------------------------------------------------


def brought(added: bool) -> Model:
    return Model(
        "voice", "voice", Format.PIPER, ("en",), "MIT", {"en": "A voice"}, "", files=(), sources=(), added=added
    )


def test_a_folder_with_a_model_is_added(services, qtbot):
    desk = Desk(qtbot, services)
    desk.page.adding.add(Path("/models/voice"))
    qtbot.waitUntil(lambda: bool(desk.models.calls))
    arguments, future = desk.call("add")
    assert arguments == (Path("/models/voice"), ())
    desk.models.progress(Progress("voice", "", Step.FETCHING, 30, 120, 30, 120))
    qtbot.waitUntil(lambda: desk.page.card.bar.value() == 250)
    future.set_result(brought(added=True))
    desk.sees("A voice is added.")


def test_what_is_missing_in_a_folder_is_said_in_place(services, qtbot):
    desk = Desk(qtbot, services)
    desk.page.adding.add(Path("/models/voice"))
    qtbot.waitUntil(lambda: bool(desk.models.calls))
    error = ModelIncomplete(path="/models/voice", format="piper", missing="voice.onnx.json")
    desk.call("add")[1].set_exception(error)
    desk.sees("voice.onnx.json")
    assert desk.button("Choose another…").isVisible()
    desk.click("Close")
    assert desk.page.card.isHidden()


def test_languages_are_asked_where_the_files_do_not_say(services, qtbot):
    desk = Desk(qtbot, services)
    desk.page.adding.add(Path("/models/opus"))
    qtbot.waitUntil(lambda: bool(desk.models.calls))
    desk.call("add")[1].set_exception(LanguagesNeeded(model="opus", format=Format.MARIAN, example="en,pt"))
    desk.sees("from which language into which")
    assert not desk.page.card.add_button.isEnabled()
    desk.page.card.choose("pt", "en")
    qtbot.mouseClick(desk.page.card.add_button, Qt.MouseButton.LeftButton)
    assert desk.call("add")[0] == (Path("/models/opus"), ("pt", "en"))
    desk.call("add")[1].set_exception(LanguagesNeeded(model="chat", format=Format.GGUF, example="en,pt"))
    desk.sees("which languages it knows")
    desk.page.card.choose("en")
    qtbot.mouseClick(desk.page.card.add_button, Qt.MouseButton.LeftButton)
    assert desk.call("add")[0] == (Path("/models/opus"), ("en",))


def test_files_of_the_catalogue_are_installed_from_the_folder(services, qtbot):
    desk = Desk(qtbot, services, missing_row("a", "Model A"), GEMMA)
    desk.models.served = ("a",)
    desk.page.adding.add(Path("/stick"))
    qtbot.waitUntil(lambda: bool(desk.models.installs))
    assert (desk.models.installs[0].ids, desk.models.installs[0].path) == (("a",), Path("/stick"))
    desk.sees("Taking 1 ")
    desk.models.succeed()
    desk.models.served = (GEMMA.id,)
    desk.page.adding.add(Path("/stick"))
    qtbot.waitUntil(lambda: desk.page.findChild(LicenceDialog) is not None)
    assert len(desk.models.installs) == 1, "terms are asked for here too"


def test_a_folder_can_be_dropped_on_the_page(services, qtbot):
    desk = Desk(qtbot, services)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/models/voice.gguf")])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, none)
    desk.page.dragEnterEvent(entering)
    assert entering.isAccepted()
    desk.sees("Drop it here")
    desk.page.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    qtbot.waitUntil(lambda: bool(desk.models.calls))
    assert desk.call("add")[0][0] == Path("/models/voice.gguf")
    assert "Drop it here" not in desk.texts()


def test_adding_can_be_stopped(services, qtbot):
    desk = Desk(qtbot, services)
    desk.page.adding.add(Path("/models/voice"))
    qtbot.waitUntil(lambda: bool(desk.models.calls))
    desk.click("Stop")
    assert desk.models.cancels == ["add"]
    assert desk.page.card.isHidden()


# --- by keyboard, and large ------------------------------------------------------------------------------------------


@pytest.fixture
def look(qapp: QApplication, services):
    made = Look(qapp, services.settings)
    yield made
    services.settings.change(text_percent=100)


def test_nothing_is_clipped_at_twice_the_text_size(services, qtbot, look):
    services.settings.change(text_percent=200)
    desk = Desk(qtbot, services, missing_row("a", "Model A"), QWEN, GEMMA)
    desk.window.resize(900, 600)
    for pack in desk.page.packs.values():
        for row in pack.rows.values():
            row.toggle()
    desk.ask("a", Action.INSTALL)
    desk.models.report(300_000_000, model="a")
    desk.models.fail(NoNetwork(model="a", detail="x"))
    desk.sees("failed")
    qtbot.waitUntil(lambda: (desk.window.width(), desk.window.height()) == (900, 600))
    # what was laid out at another size is measured anew in rounds of events
    for area in desk.page.findChildren(QScrollArea):
        qtbot.waitUntil(lambda area=area: area.widget().minimumSizeHint().width() <= area.viewport().width())
    for button in desk.page.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()), button.text()


def test_everything_that_can_be_used_has_a_name_of_its_own(services, qtbot):
    desk = Desk(qtbot, services, missing_row("a", "Model A"), QWEN)
    for pack in desk.page.packs.values():
        for row in pack.rows.values():
            row.toggle()
    desk.ask("a", Action.INSTALL)
    names = [
        one.accessibleName() or one.text()
        for one in desk.page.findChildren(QAbstractButton)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert all(names)
    assert len(names) == len(set(names)), [one for one in names if names.count(one) > 1]
