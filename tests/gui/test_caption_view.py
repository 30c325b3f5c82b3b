"""Captions on the Practise page: while the learner speaks, until the verdict."""

from __future__ import annotations

import itertools
from pathlib import Path

import fakes
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMainWindow

from langtutor.core.ear_requests import Caption
from langtutor.core.events import DrillKind, Mode
from langtutor.ui.pages.practise import PractisePage
from langtutor.ui.pages.practise_state import Stage
from langtutor.ui.theme.tokens import LIGHT
from langtutor.ui.widgets.caption_view import MORE, CaptionView


class Desk:
    def __init__(self, qtbot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.services = fakes.make_services(folder)
        self.page = PractisePage(self.services.typed)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.page)
        self.window.resize(900, 700)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.page.activate()

    @property
    def view(self) -> CaptionView:
        return self.page.view.captions

    def reaches(self, stage: Stage) -> None:
        self.qtbot.waitUntil(lambda: self.page.session.state.stage is stage)

    def offer(self, kind: DrillKind = DrillKind.SAY, mode: Mode | None = None) -> None:
        self.services.drilling.nexts[-1].set_result(fakes.make_next(self.services.course, kind, mode=mode))
        self.reaches(Stage.READY)

    def record(self) -> fakes.FakeRecording:
        self.page.session.press()
        self.reaches(Stage.RECORDING)
        return self.services.recorder.recordings[-1]

    def said(self, settled: str, tentative: str = "") -> None:
        self.services.recorder.caption(settled, tentative)
        wanted = " ".join(part for part in (settled, tentative) if part)
        self.qtbot.waitUntil(lambda: self.view.text() == wanted)

    def place(self) -> tuple[int, int]:
        """Top and height, once the layouts have come to rest."""
        seen: list[tuple[int, int]] = []

        def at_rest() -> bool:
            seen.append((self.view.mapTo(self.page, self.view.rect().topLeft()).y(), self.view.height()))
            return len(seen) > 3 and len(set(seen[-3:])) == 1

        self.qtbot.waitUntil(at_rest)
        return seen[-1]


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


def test_what_is_heard_is_shown_until_the_verdict_takes_its_place(desk):
    desk.offer()
    recording = desk.record()
    desk.said("my husband", "drinks")
    recording.future.set_result(desk.folder / "said.wav")
    desk.reaches(Stage.THINKING)
    desk.said("my husband drinks tea")  # the last one comes after the end
    assert desk.view.isVisible()
    exercise = desk.page.session.exercise
    desk.services.drilling.submitted[-1][2].set_result(fakes.make_outcome(exercise, fakes.right_verdict()))
    desk.reaches(Stage.VERDICT)
    assert not desk.view.isVisible()
    assert desk.view.text() == ""


def test_what_the_ear_made_of_it_takes_the_place_of_captions(desk):
    desk.offer()
    recording = desk.record()
    desk.said("my husband drink")
    recording.future.set_result(desk.folder / "said.wav")
    desk.reaches(Stage.THINKING)
    desk.qtbot.waitUntil(lambda: desk.services.drilling.on_caption is not None)
    desk.services.drilling.on_caption(Caption("My husband drinks.", "", 1.0))
    desk.qtbot.waitUntil(lambda: desk.view.text() == "My husband drinks.")
    late: list[str] = []
    desk.page.session.microphone.caption_changed.connect(lambda caption: late.append(caption.settled))
    desk.services.recorder.caption("my husband drink")
    desk.qtbot.waitUntil(lambda: late == ["my husband drink"])
    assert desk.view.text() == desk.view.accessibleDescription() == "My husband drinks."


def test_its_place_is_kept_from_the_question_to_the_verdict(desk):
    desk.offer()
    before = desk.place()
    recording = desk.record()
    places = [desk.place()]
    desk.said("one two three")
    places.append(desk.place())
    desk.said("word " * 200)
    places.append(desk.place())
    recording.future.set_result(desk.folder / "said.wav")
    desk.reaches(Stage.THINKING)
    places.append(desk.place())
    assert set(places) == {before}


def test_a_new_recording_begins_empty_and_late_captions_of_the_old_one_are_dropped(desk):
    desk.offer()
    desk.record()
    desk.said("the first")
    late = desk.services.recorder.on_caption
    desk.page.session.cancel()
    assert desk.view.text() == ""
    desk.record()
    late(Caption("the first try", "", 2.0))
    desk.said("", "the second")


def test_without_a_model_nothing_is_shown(desk):
    desk.offer()
    desk.record()
    desk.services.recorder.speak(1.0)
    assert desk.view.text() == ""
    assert "".join(desk.view.shown_lines()) == ""


def test_who_wants_no_captions_has_no_room_for_them(desk):
    desk.services.settings.change(show_captions=False)
    desk.offer()
    desk.record()
    assert not desk.view.isVisible()


def test_what_is_typed_has_no_captions(desk):
    desk.services.recorder.has_microphone = False
    desk.page.activate()
    desk.offer(DrillKind.TRANSLATE)
    assert not desk.view.isVisible()


def test_a_screen_reader_is_told_once_nobody_speaks_any_more(desk):
    desk.offer()
    recording = desk.record()
    desk.said("my husband", "drinks")
    assert desk.view.accessibleDescription() == ""
    recording.future.set_result(desk.folder / "said.wav")
    desk.reaches(Stage.THINKING)
    desk.said("my husband drinks tea")
    desk.qtbot.waitUntil(lambda: desk.view.accessibleDescription() == "my husband drinks tea")


# --- the widget itself -----------------------------------------------------------------------------------------------


@pytest.fixture
def view(qtbot) -> CaptionView:
    made = CaptionView()
    qtbot.addWidget(made)
    made.resize(300, made.sizeHint().height())
    return made


def test_only_the_last_two_lines_are_seen_and_lines_stay_as_they_were_broken(view):
    text, seen = "", []
    for number in range(60):
        text = f"{text} word{number}".strip()
        view.show_caption(Caption(text, "", 1.0))
        seen.append(view.shown_lines())
    assert all(len(lines) <= 2 for lines in seen)
    assert seen[0] == ("word0",)
    assert seen[-1][0].startswith(MORE)
    assert seen[-1][-1].endswith("word59")
    for before, after in itertools.pairwise(seen):
        bare = [line.removeprefix(MORE) for line in after]
        kept = [line.removeprefix(MORE) for line in before]
        assert bare[0] in (kept[0], *kept[1:]) or bare[0].startswith(kept[0])


def test_a_word_longer_than_the_place_does_no_harm(view):
    view.show_caption(Caption("", "x" * 400, 1.0))
    view.grab()
    assert view.height() == view.sizeHint().height()


def test_what_may_change_is_muted(view):
    def inks(image: QImage) -> set[str]:
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    view.show_caption(Caption("settled", "", 1.0))
    settled = inks(view.grab().toImage())
    view.show_caption(Caption("", "tentative", 1.0))
    tentative = inks(view.grab().toImage())
    assert QColor(LIGHT.text).name() in settled
    assert QColor(LIGHT.text).name() not in tentative
    assert QColor(LIGHT.text_muted).name() in tentative
