from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import fakes
import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from langtutor.core.errors import LedgerBusy
from langtutor.core.events import DrillKind
from langtutor.learner.overview import Overview
from langtutor.ui.pages.today import TodayPage
from langtutor.ui.widgets.skill_bar import SkillBar


@pytest.fixture
def services(tmp_path: Path) -> fakes.FakeServices:
    return fakes.make_services(tmp_path)


@pytest.fixture
def page(qtbot, services) -> Iterator[TodayPage]:
    page = TodayPage(services.typed)
    window = QMainWindow()
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    window.resize(900, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.activate()
    yield page  # the window lives as long as the test


def texts(page: TodayPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_says_what_comes_next_why_and_how_long(qtbot, page, services):
    upcoming = fakes.make_next(services.course)
    services.drilling.nexts[-1].set_result(upcoming)
    qtbot.waitUntil(page.card.start_button.isVisible)
    shown = texts(page)
    assert "Next: say it" in shown and "Third person -s" in shown and "About 5 minutes" in shown
    assert "<b><i>-s</i></b> in 4 of your last 6" in shown
    with qtbot.waitSignal(page.start_drill) as started:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert started.args == [upcoming]


def test_shows_due_cards_weakest_skills_and_the_week(qtbot, page, services):
    services.drilling.overviews[-1].set_result(fakes.make_overview(due=1))
    qtbot.waitUntil(page.overview.isVisible)
    assert "One sentence is due for review." in texts(page)
    assert "36 answers, 27 of them right, in 22 minutes." in texts(page)
    names = [bar.accessibleName() for bar in page.findChildren(SkillBar)]
    assert names[0] == "Third person -s: 38 % likely to be right next time, between 27 and 50 %"
    assert len(names) == 3
    assert "10 of 12 right" in page.overview.days.accessibleName()


def test_an_empty_ledger_is_welcomed(qtbot, page, services):
    services.drilling.empty = True
    services.drilling.nexts[-1].set_result(fakes.make_next(services.course))
    week = tuple(replace(day, answers=0, right=0) for day in fakes.make_overview().week)
    services.drilling.overviews[-1].set_result(Overview(0, (), week))
    qtbot.waitUntil(page.card.start_button.isVisible)
    assert "Your first steps in English" in texts(page)
    assert not page.overview.isVisible()


def test_an_interrupted_recording_is_offered(qtbot, page, services, tmp_path):
    left = fakes.make_unfinished(tmp_path)
    services.recorder.left = (left,)
    page.activate()
    assert page.unfinished.isVisible()
    assert fakes.SENTENCE in texts(page)
    page.unfinished.listen_button.click()
    assert services.saying.files == [left.path]
    with qtbot.waitSignal(page.judge_recording) as judged:
        page.unfinished.judge_button.click()
    assert judged.args == [left]
    page.unfinished.discard_button.click()
    assert services.recorder.discarded == [left.id]
    assert not page.unfinished.isVisible()


def test_a_recording_whose_sentence_is_gone_can_only_be_heard(page, services, tmp_path):
    services.recorder.left = (fakes.make_unfinished(tmp_path, "card/gone"),)
    page.activate()
    assert not page.unfinished.judge_button.isVisible()
    assert page.unfinished.listen_button.isVisible()


def test_trouble_is_said_with_a_way_out(qtbot, page, services):
    error = LedgerBusy(path="x")
    services.drilling.nexts[-1].set_exception(error)
    qtbot.waitUntil(page.card.retry_button.isVisible)
    assert services.messages.error(error).split(".")[0] in texts(page)
    page.card.retry_button.click()
    services.drilling.nexts[-1].set_result(fakes.make_next(services.course))
    qtbot.waitUntil(page.card.start_button.isVisible)


def test_an_old_answer_doesnt_overwrite_a_new_one(qtbot, page, services):
    old = services.drilling.nexts[-1]
    page.activate()
    services.drilling.nexts[-1].set_result(fakes.make_next(services.course))
    qtbot.waitUntil(page.card.start_button.isVisible)
    old.set_exception(LedgerBusy(path="x"))
    QApplication.processEvents()
    assert page.card.start_button.isVisible()


def test_left_while_something_is_under_way(page, services):
    shiboken6.delete(page)
    services.drilling.nexts[-1].set_result(fakes.make_next(services.course))
    services.drilling.overviews[-1].set_result(fakes.make_overview())
    QApplication.processEvents()


def test_enter_starts_what_is_being_chosen_not_what_was_done_a_moment_ago(qtbot, page, services):
    before, upcoming = (fakes.make_next(services.course, kind) for kind in (DrillKind.SAY, DrillKind.TRANSLATE))
    services.drilling.nexts[-1].set_result(before)
    qtbot.waitUntil(page.card.start_button.isVisible)
    page.activate()
    started: list[object] = []
    page.start_drill.connect(started.append)
    qtbot.keyClick(page.card.start_button, Qt.Key.Key_Return)
    assert not started
    services.drilling.nexts[-1].set_result(upcoming)
    qtbot.waitUntil(lambda: bool(started))
    assert started == [upcoming]
