"""The first start, step by step, with a microphone and models that do as the test says."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QScrollArea, QWidget

from langtutor.core.device_errors import MicrophoneUnplugged, NoMicrophoneFound
from langtutor.core.errors import NoSpeech
from langtutor.core.sound_quality import Note
from langtutor.models.recommend import Advice, Reason
from langtutor.settings.paths import translations_dir
from langtutor.settings.schema import FirstStep, SettingsFile
from langtutor.ui.pages.first_run import Choices
from langtutor.ui.theme.style import Look
from langtutor.ui.translation import Translators
from langtutor.ui.window import MainWindow
from tests.gui.fake_services import EN, PT, close_all, make_services, missing_row

CHOSEN = Choices(speaks="pt", learns="en", knowing="new")
STARTER = Reason("advice.starter")
WRITER = Reason("advice.writer_in", {"seconds": 2.4})


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path)
    made.models.rows += [
        missing_row("whisper-small", "Hears what you say"),
        missing_row("qwen", "Talks with you", pack="tutor", capability="chat", download_bytes=967_000_000),
        missing_row("gemma", "Continues texts", pack="", asks_consent=True),
    ]
    made.models.wanted = (
        Advice("whisper-small", True, STARTER, 1),
        Advice("qwen", False, WRITER, 1),
        Advice("gemma", False, Reason("advice.optional"), 1),
    )
    yield made
    close_all(made)


@pytest.fixture
def old_services(tmp_path):
    made = make_services(tmp_path, speaks=PT, learns=EN)
    yield made
    close_all(made)


class Start:
    def __init__(self, qtbot, services) -> None:
        self.bot, self.services = qtbot, services
        self.recorder = services.recorder
        self.window = MainWindow(services)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()

    @property
    def page(self):
        assert self.window.first_run is not None
        return self.window.first_run

    def texts(self) -> str:
        return "\n".join(one.text() for one in self.window.findChildren(QLabel) if one.isVisibleTo(self.window))

    def sees(self, text: str) -> None:
        self.bot.waitUntil(lambda: text in self.texts())

    def press(self, key: Qt.Key) -> None:
        self.bot.keyClick(QApplication.focusWidget() or self.window, key)

    def click(self, text: str) -> None:
        button = next(one for one in self.window.findChildren(QPushButton) if one.isVisible() and one.text() == text)
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def to_microphone(self) -> None:
        self.page.choose(CHOSEN)
        self.page.next_button().click()
        assert self.page.step == 1

    def to_models(self) -> None:
        self.to_microphone()
        self.page.next_button().click()
        assert self.page.step == 2
        self.bot.waitUntil(lambda: bool(self.page.models.boxes))

    def record(self, level: float) -> None:
        self.page.microphone.record()
        self.bot.waitUntil(lambda: bool(self.recorder.recordings))
        self.recorder.speak(level)
        self.recorder.recordings[-1].future.set_result(Path("/recordings/20261122T000000-0a0a0a0a.wav"))


# --- the course ------------------------------------------------------------------------------------------------------


def test_only_what_a_course_teaches_can_be_chosen(services, qtbot):
    page = Start(qtbot, services).page
    page.choose(Choices(speaks="pt"))
    assert page.choices().learns == "en", "the only course from Portuguese"
    page.choose(Choices(speaks="en"))
    assert page.choices().learns == "pt"


def test_going_on_waits_for_all_answers(services, qtbot):
    services.course_pairs = ()
    page = Start(qtbot, services).page
    assert not page.next_button().isEnabled()


def test_by_keys_alone(services, qtbot):
    start = Start(qtbot, services)
    start.page.choose(CHOSEN)
    start.press(Qt.Key.Key_Return)
    assert start.page.step == 1
    start.press(Qt.Key.Key_Escape)
    assert start.page.step == 0
    assert start.page.choices() == CHOSEN, "nothing is asked twice"
    start.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: start.page.microphone.record_button.hasFocus())
    start.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(start.recorder.recordings))
    start.press(Qt.Key.Key_Space)
    assert start.recorder.recordings[0].stopped


# --- the microphone --------------------------------------------------------------------------------------------------


def test_a_sentence_is_heard_back_and_thrown_away(services, qtbot):
    start = Start(qtbot, services)
    start.to_microphone()
    start.sees("Say something, for example:")
    start.record(0.4)
    start.sees("That came through clearly")
    assert start.page.microphone.meter.level() == 0
    assert start.page.next_button().property("look") == "primary"
    assert start.recorder.thrown_away == []
    start.page.microphone.record_button.setFocus()
    start.press(Qt.Key.Key_Return)
    assert start.page.step == 2, "Enter goes on, Space would say it once more"
    assert [wav.stem for wav in start.recorder.thrown_away] == ["20261122T000000-0a0a0a0a"]


@pytest.mark.parametrize(
    ("level", "said"), [(0.0, "Nothing came in"), (0.02, "very quiet"), (1.5, "too loud for the microphone")]
)
def test_what_to_do_is_said(services, qtbot, level: float, said: str):
    start = Start(qtbot, services)
    start.to_microphone()
    start.record(level)
    start.sees(said)
    assert start.page.microphone.record_button.property("look") == "primary", "once more, first of all"
    assert start.page.next_button().text() == "Go on without"


def test_with_noise_one_can_go_on_and_hears_it(services, qtbot):
    start = Start(qtbot, services)
    start.to_microphone()
    start.page.microphone.record()
    start.recorder.speak(0.3, noise=0.15)
    start.recorder.recordings[-1].future.set_result(Path("/recordings/20261122T000000-0a0a0a0a.wav"))
    start.sees("a lot of noise behind your voice")
    assert start.page.microphone.is_good
    assert start.page.next_button().property("look") == "primary"


def test_what_is_wrong_is_told_while_one_speaks(services, qtbot):
    start = Start(qtbot, services)
    start.to_microphone()
    start.page.microphone.record()
    start.recorder.speak(0.0, note=Note("microphone.now.no_sound"))
    start.sees("No sound is coming in. Is the microphone muted?")


def test_noise_without_speech_is_told_apart_from_silence(services, qtbot):
    start = Start(qtbot, services)
    start.to_microphone()
    start.page.microphone.record()
    start.recorder.speak(0.3)
    start.recorder.recordings[-1].future.set_exception(NoSpeech())
    start.sees("no speech was heard")


def test_the_level_moves_while_one_speaks(services, qtbot):
    start = Start(qtbot, services)
    start.to_microphone()
    start.page.microphone.record()
    start.recorder.speak(0.5)
    qtbot.waitUntil(lambda: start.page.microphone.meter.level() > 0.5)
    start.sees("Listening. It stops when you pause.")


def test_another_microphone_can_be_chosen(services, qtbot):
    start = Start(qtbot, services)
    start.to_microphone()
    box = start.page.microphone.microphone.box
    qtbot.waitUntil(lambda: box.count() == 3)
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert services.settings.now.microphone == "Headset"


def test_without_a_microphone_one_goes_on(services, qtbot):
    services.recorder.inputs = ()
    start = Start(qtbot, services)
    start.to_microphone()
    start.sees(services.messages.error(NoMicrophoneFound()))
    start.click("Go on without")
    assert start.page.step == 2


def test_a_microphone_that_fails_says_why(services, qtbot):
    start = Start(qtbot, services)
    start.to_microphone()
    start.page.microphone.record()
    error = MicrophoneUnplugged(device="Headset")
    start.recorder.recordings[-1].future.set_exception(error)
    start.sees(services.messages.error(error))


def test_who_leaves_the_step_is_not_recorded(services, qtbot):
    start = Start(qtbot, services)
    start.to_microphone()
    start.page.microphone.record()
    start.press(Qt.Key.Key_Escape)
    assert start.recorder.recordings[-1].cancelled


# --- the models ------------------------------------------------------------------------------------------------------


def test_what_is_recommended_is_ticked_with_its_size_and_reason(services, qtbot):
    start = Start(qtbot, services)
    start.to_models()
    boxes = start.page.models.boxes
    assert {model: box.isChecked() for model, box in boxes.items()} == {"whisper-small": True, "qwen": False}
    said = start.texts()
    assert "Hears what you say · 133 MB" in said
    assert services.messages.in_words(WRITER.key, WRITER.fields) in said
    assert "Together: 133 MB to download, 146 MB on disk" in said
    assert start.page.next_button().text() == "Download 133 MB and begin (Enter)"
    boxes["qwen"].click()
    assert start.page.next_button().text() == "Download 1.1 GB and begin (Enter)"


def test_the_download_goes_on_while_the_first_drill_begins(services, qtbot):
    start = Start(qtbot, services)
    start.to_models()
    start.press(Qt.Key.Key_Return)
    assert services.models.asked == [("whisper-small",)]
    qtbot.waitUntil(lambda: start.window.frame is not None)
    assert start.window.frame.current == "practise"
    qtbot.waitUntil(start.window.banner.isVisible)
    services.models.report(41_000_000, model="whisper-small")
    start.sees("41 MB of 412 MB")


def test_models_can_be_left_for_later_and_are_not_offered_again_at_once(services, qtbot):
    services.models.missing = ("whisper-small",)
    start = Start(qtbot, services)
    start.to_models()
    start.click("Begin without them")
    qtbot.waitUntil(lambda: start.window.frame is not None)
    assert services.models.asked == []
    assert start.window.banner.isHidden()
    assert services.settings.now.first_step is FirstStep.NOTHING


def test_where_all_models_are_here_nothing_is_asked(services, qtbot):
    services.models.rows = services.models.rows[:2]
    start = Start(qtbot, services)
    start.to_microphone()
    start.page.next_button().click()
    qtbot.waitUntil(lambda: start.window.frame is not None)


def test_without_the_network_nothing_is_ticked_and_a_folder_helps(services, qtbot):
    services.settings.change(never_use_network=True)
    start = Start(qtbot, services)
    start.to_models()
    start.sees("The network is switched off")
    assert start.page.models.chosen() == ()
    assert start.page.next_button().text() == "Begin (Enter)"
    services.models.served = ("whisper-small",)
    start.page.models._adding.add(Path("/stick"))
    qtbot.waitUntil(lambda: bool(services.models.installs))
    assert services.models.installs[0].path == Path("/stick")


# --- going on after a kill -------------------------------------------------------------------------------------------


def test_a_killed_program_goes_on_where_it_was(services, qtbot, tmp_path):
    start = Start(qtbot, services)
    start.to_microphone()
    assert SettingsFile(services.paths.settings).now.first_step is FirstStep.MICROPHONE
    again = Start(qtbot, services)
    assert again.page.step == 1
    again.page.next_button().click()
    assert SettingsFile(services.paths.settings).now.first_step is FirstStep.MODELS
    once_more = Start(qtbot, services)
    assert once_more.page.step == 2
    qtbot.waitUntil(lambda: bool(once_more.page.models.boxes))


def test_who_had_answered_before_these_steps_existed_is_not_asked(old_services, qtbot):
    assert Start(qtbot, old_services).window.first_run is None


# --- large, and in both languages ------------------------------------------------------------------------------------


@pytest.fixture
def look(qapp: QApplication, services):
    made = Look(qapp, services.settings)
    yield made
    services.settings.change(text_percent=100)


@pytest.fixture
def translators(qapp: QApplication):
    made = Translators(qapp, translations_dir(), lambda code: {"pt": "pt_BR"}.get(code, "en_US"))
    yield made
    for window in qapp.topLevelWidgets():
        window.close()
    made.use("en")


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("step", [0, 1, 2])
def test_nothing_is_clipped_at_twice_the_text_size_in_the_smallest_window(
    services, qtbot, look, translators, language: str, step: int
):
    translators.use(language)
    services.settings.change(text_percent=200, ui_language=language)
    start = Start(qtbot, services)
    start.window.resize(900, 600)
    if step:
        start.to_microphone()
        start.record(0.4)
    if step == 2:
        start.page.next_button().click()
        qtbot.waitUntil(lambda: bool(start.page.models.boxes))
    qtbot.waitUntil(lambda: (start.window.width(), start.window.height()) == (900, 600))
    QApplication.processEvents()
    for area in start.page.findChildren(QScrollArea):
        assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    for button in start.window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()), button.text()


@pytest.mark.parametrize("step", [0, 1, 2])
def test_everything_that_can_be_used_has_a_name(services, qtbot, step: int):
    start = Start(qtbot, services)
    if step == 1:
        start.to_microphone()
    if step == 2:
        start.to_models()
    for widget in start.window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
            assert widget.accessibleName() or getattr(widget, "text", str)(), type(widget).__name__
