"""The Vocabulary page with the real service and ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from langtutor.core.events import CardsImported, LookedUp
from langtutor.core.vocabulary import CardDraft
from langtutor.ui.downloads import Downloads
from langtutor.ui.pages.vocabulary import State, VocabularyPage
from langtutor.ui.widgets.card_dialog import CardDialog, TagsDialog
from langtutor.ui.widgets.frame import Frame
from langtutor.ui.widgets.import_dialog import ImportDialog
from tests.gui.fake_services import EN, PT, close_all, make_services

DRAFTS = (
    CardDraft("ship", "navio", "The ship left at noon.", "O navio partiu ao meio-dia.", tags=("sea",)),
    CardDraft("umbrella", "guarda-chuva"),
    CardDraft("give up", "desistir", "She gave up smoking.", tags=("verbs",)),
)


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path, speaks=PT, learns=EN)
    made.begin_course()
    yield made
    close_all(made)


@pytest.fixture
def page(services, qtbot):
    made = VocabularyPage(services)
    qtbot.addWidget(made)
    made.resize(1000, 760)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def full(page, services, qtbot):
    services.vocabulary.keep_all(DRAFTS)
    with qtbot.waitSignal(page.listed):
        page.activate()
    return page


def fronts(page) -> list[str]:
    return [card.front for card in page.table.cards]


def find(page, qtbot, text: str) -> None:
    with qtbot.waitSignal(page.listed):
        page.search_for(text)


def press(page, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """A key that changes cards, and the list after it. A dialog may have had the window's place before."""
    with qtbot.waitActive(page):
        page.activateWindow()
    with qtbot.waitSignals([page.show_message, page.listed], timeout=30_000):
        qtbot.keyClick(page.table, key, modifier)


def pick(page, *words: str) -> None:
    page.table.select({card.item for card in page.table.cards if card.front in words})


def test_without_cards_it_says_where_they_come_from(page, qtbot):
    with qtbot.waitSignal(page.listed):
        page.activate()
    assert page.state is State.EMPTY
    assert "Ctrl+D" in page.status.text()
    assert not page.remove_button.isEnabled()


def test_searching_sorting_and_what_is_not_understood(full, qtbot):
    assert set(fronts(full)) == {"ship", "umbrella", "give up"}
    find(full, qtbot, "tag:sea")
    assert fronts(full) == ["ship"]
    assert "1 of 3" in full.counts.text()
    find(full, qtbot, "is:hungry")
    assert full.state is State.FAILED
    assert "is:hungry" in full.status.text()
    find(full, qtbot, "xyz")
    assert full.state is State.NOTHING
    find(full, qtbot, "")
    head = full.table.horizontalHeader()
    for expected in (["give up", "ship", "umbrella"], ["umbrella", "ship", "give up"]):
        with qtbot.waitSignal(full.listed):
            at = QPoint(head.sectionViewportPosition(0) + 20, 5)
            qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert fronts(full) == expected


def test_typing_searches_after_a_pause_and_filters_join_it(full, qtbot):
    with qtbot.waitSignal(full.listed):
        qtbot.keyClicks(full.search, "up")
    assert fronts(full) == ["give up"]
    full.filter.setCurrentIndex(full.filter.findData("is:known"))
    with qtbot.waitSignal(full.listed):
        full.filter.activated.emit(full.filter.currentIndex())
    assert fronts(full) == []


def test_editing_a_card_and_taking_it_back(full, qtbot):
    pick(full, "ship")
    qtbot.keyClick(full.table, Qt.Key.Key_Return)
    dialog = full.findChild(CardDialog)
    assert dialog.sentence.text() == DRAFTS[0].sentence
    dialog.front.setText("")
    assert not dialog.keep_button.isEnabled()
    dialog.front.setText("vessel")
    with qtbot.waitSignals([full.show_message, full.listed], timeout=30_000):
        qtbot.keyClick(dialog.front, Qt.Key.Key_Return)
    assert "vessel" in fronts(full)
    press(full, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "ship" in fronts(full)
    assert [card.front for card in full.table.selected()] == ["ship"]


def test_several_cards_are_suspended_tagged_and_removed_together(full, qtbot, services):
    full.table.selectAll()
    press(full, qtbot, Qt.Key.Key_S)
    assert all(card.suspended for card in full.table.cards)
    assert full.suspend_button.text() == "Ask again (S)"
    qtbot.keyClick(full.table, Qt.Key.Key_T)
    dialog = full.findChild(TagsDialog)
    dialog.add.setText("mine")
    dialog.remove.setText("sea")
    with qtbot.waitSignals([full.show_message, full.listed], timeout=30_000):
        dialog.yes.click()
    assert {card.front: card.tags for card in full.table.cards}["ship"] == ("mine",)
    press(full, qtbot, Qt.Key.Key_Delete)
    assert full.state is State.EMPTY
    for _ in range(3):
        press(full, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not any(card.suspended for card in full.table.cards)
    assert {card.front: card.tags for card in full.table.cards}["ship"] == ("sea",)


def test_merging_needs_two(full, qtbot):
    pick(full, "ship")
    assert not full.merge_button.isEnabled()
    pick(full, "ship", "umbrella")
    press(full, qtbot, Qt.Key.Key_M)
    assert len(full.table.cards) == 2
    press(full, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(full.table.cards) == 3


def test_a_new_card_is_written_by_hand(full, qtbot):
    qtbot.keyClick(full.table, Qt.Key.Key_N)
    dialog = full.findChild(CardDialog)
    dialog.front.setText("sun")
    dialog.back.setText("sol")
    with qtbot.waitSignals([full.show_message, full.listed], timeout=30_000):
        dialog.keep_button.click()
    assert "sun" in fronts(full)


def test_the_word_and_its_sentence_are_heard(full, qtbot, services):
    pick(full, "ship")
    qtbot.keyClick(full.table, Qt.Key.Key_P)
    assert services.saying.said == [("ship", EN), ("The ship left at noon.", EN)]


def test_what_a_word_looked_up_often_offers(full, qtbot, services):
    header = services.who().header()
    for number in range(3):
        once = replace(header, id=f"look{number}", session=f"s{number}", at=datetime.now(UTC))
        services.ledger.append(LookedUp(once, "glean", "respigar", "glean"))
    full.refresh()
    qtbot.waitUntil(lambda: full.weak.isVisible())
    keep = next(one for one in full.weak.findChildren(QPushButton) if one.text() == "Keep")
    assert keep.accessibleName() == "Keep “glean” as a card"
    with qtbot.waitSignals([full.show_message, full.listed], timeout=30_000):
        keep.click()
    assert "glean" in fronts(full)
    qtbot.waitUntil(lambda: not full.weak.isVisible())


def test_a_table_is_shown_before_it_is_taken(full, qtbot, tmp_path, services):
    path = tmp_path / "words.csv"
    path.write_text("sun,sol\nship,navio\nalone\n")
    full.changes.read_table(path)
    qtbot.waitUntil(lambda: full.findChild(ImportDialog) is not None)
    dialog = full.findChild(ImportDialog)
    assert "New cards: 1" in dialog.about.text()
    assert dialog.problems.item(0).text().startswith("Line 3:")
    dialog.tags.setText("beach")
    with qtbot.waitSignals([full.show_message, full.listed], timeout=30_000):
        dialog.yes.click()
    assert {card.front: card.tags for card in full.table.cards}["sun"] == ("beach",)
    with qtbot.waitSignal(full.show_message):
        full.changes.write_table(tmp_path / "out.csv", full.table.cards)
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").count("\n") == 5


def test_a_file_that_is_no_table_is_told(full, qtbot, tmp_path):
    path = tmp_path / "prose.txt"
    path.write_text("No table at all\n")
    with qtbot.waitSignal(full.show_message) as told:
        full.changes.read_table(path)
    assert "prose.txt" in told.args[0]


def test_keys_of_pages_stay_and_the_new_page_comes_last(full, services, qtbot):
    frame = Frame(services, Downloads(services.models, full))
    qtbot.addWidget(frame)
    keys = dict(frame.page_keys())
    assert (keys["Ctrl+3"], keys["Ctrl+5"]) == ("Write", "Models")
    assert "Vocabulary" in keys.values()
    sides = [one.text() for one in frame.findChildren(QPushButton) if one.property("look") == "nav"]
    assert sides.index("Vocabulary") == sides.index("Practise") + 1


def test_hundreds_of_cards_are_kept_once(services):
    drafts = [CardDraft(f"word {n % 300}", "x") for n in range(600)]
    services.vocabulary.keep_all(drafts)
    (event,) = services.ledger.events((CardsImported,))
    assert len(event.cards) == services.vocabulary.list().result(30).total == 300
    services.vocabulary.undo().result(30)
    assert services.vocabulary.list().result(30).total == 0
