"""Reading: a text is opened, its words marked, looked up, heard and drilled on."""

from __future__ import annotations

from concurrent.futures import wait

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QListWidget, QTextEdit

from langtutor.core.look_up_requests import Translation
from langtutor.core.reading import Place
from langtutor.core.skill import Knowing
from langtutor.core.word_entry import Meaning, WordEntry
from langtutor.ui.pages.read import ReadPage, State
from langtutor.ui.theme.style import Look
from tests.gui.fake_services import EN, EN_PT, PT, close_all, make_services
from tests.support.books import contents, write_epub
from tests.support.books import page as markup
from tests.support.fake_host import FakeHost

FIRST = "Nobody had lit a lantern here. It was rusty, and the old woman looked at it 🙂 for a long time: a lantern!"
SECOND = "The second chapter has a drawer."


def described(request):
    return WordEntry(request.word, EN_PT, request.word, meanings=(Meaning("noun", (f"pt-{request.word}",)),))


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path, speaks=PT, learns=EN, knowing=Knowing.COMFORTABLE)
    made.reading._host = FakeHost(
        DescribeWord=described, Translate=lambda request: Translation(f"<{request.text}>", request.pair, "fake")
    )
    yield made
    close_all(made)


@pytest.fixture
def page(services, qtbot):
    made = ReadPage(services)
    made.said = []
    made.show_message.connect(made.said.append)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.activate()
    return made


@pytest.fixture
def book(tmp_path):
    files = {
        "a.xhtml": markup(f"<h1>One</h1><p>{FIRST}</p><p>{'A line of the story. ' * 400}</p><script>x</script>"),
        "b.xhtml": markup(f"<h1>Two</h1><p>{SECOND}</p>"),
        "nav.xhtml": contents({"a.xhtml": "One", "b.xhtml": "Two"}),
    }
    return write_epub(tmp_path / "story.epub", files)


def open_book(qtbot, page, book):
    with qtbot.waitSignal(page.reader.measured):
        page.open_file(book)
    assert page.state is State.READING
    qtbot.waitUntil(lambda: page._states != {})


def marks(page, paragraph: int) -> dict[str, QTextCharFormat.UnderlineStyle]:
    block = page.text.document().findBlockByNumber(paragraph)
    text = block.text().encode("utf-16-le")
    return {
        text[2 * part.start : 2 * (part.start + part.length)].decode("utf-16-le"): part.format.underlineStyle()
        for part in block.layout().formats()
    }


def click_on(qtbot, page, word: str) -> None:
    cursor = page.text.document().find(word)
    cursor.setPosition(cursor.selectionStart() + 1)
    spot = page.text.cursorRect(cursor).center() + QPoint(1, 0)
    qtbot.mouseClick(page.text.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_book_is_opened_with_its_chapters_level_and_new_words(qtbot, page, book):
    open_book(qtbot, page, book)
    assert [page.head.chapters.itemText(at) for at in range(2)] == ["One", "Two"]
    assert "A book – Ann Author" in page.head.title.text()
    assert "% of the words are new to you" in page.head.measures.text()
    assert "Programs in this file were left out" in page.head.remarks.text()
    dotted = QTextCharFormat.UnderlineStyle.DotLine
    assert marks(page, 1) == {"lantern": dotted, "rusty": dotted}


def test_a_clicked_word_is_looked_up_beside_the_text_with_its_sentence(qtbot, page, book, services):
    open_book(qtbot, page, book)
    click_on(qtbot, page, "rusty")
    assert services.looking_up.asked[-1][0] == "rusty"
    assert page.panel.isVisible()
    assert page.pane._context[0] == FIRST.split(". ")[1]
    qtbot.keyClick(page.text, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    assert page.state is State.READING


def test_everything_works_from_the_keyboard(qtbot, page, book, services):
    open_book(qtbot, page, book)
    page.text.setFocus()
    qtbot.keyClick(page.text, Qt.Key.Key_N)
    assert page.text.word_here()[0] == "lantern"
    qtbot.keyClick(page.text, Qt.Key.Key_N)
    assert page.text.word_here()[0] == "rusty"
    qtbot.keyClick(page.text, Qt.Key.Key_B)
    assert page.text.word_here()[0] == "lantern"
    qtbot.keyClick(page.text, Qt.Key.Key_Return)
    assert services.looking_up.asked[-1][0] == "lantern"
    qtbot.keyClick(page.text, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.chapter == 1
    assert SECOND in page.text.toPlainText()
    qtbot.keyClick(page.text, Qt.Key.Key_PageUp)
    assert page.chapter == 0


def test_paging_over_the_end_goes_on_in_the_next_chapter(qtbot, page, book):
    open_book(qtbot, page, book)
    page.text.setFocus()
    bar = page.text.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for _ in range(60):
        if page.chapter:
            break
        qtbot.keyClick(page.text, Qt.Key.Key_Space)
    assert page.chapter == 1


def test_what_the_learner_says_they_know_is_marked_no_more(qtbot, page, book):
    open_book(qtbot, page, book)
    page.text.setFocus()
    qtbot.keyClick(page.text, Qt.Key.Key_N)
    qtbot.keyClick(page.text, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: set(marks(page, 1)) == {"rusty"})
    assert any("lantern" in said for said in page.said)


def test_the_place_is_there_again(qtbot, page, book, services):
    open_book(qtbot, page, book)
    bar = page.text.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(bar.maximum() // 2)
    wanted = page.text.place(0)
    assert wanted.at > 100
    page.to_shelf()
    qtbot.waitUntil(lambda: page.shelf.list.count() == 1)
    assert services.reading.shelf().result(30)[0].place == wanted
    with qtbot.waitSignal(page.reader.opened):
        qtbot.keyClick(page.shelf.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: abs(page.text.place(0).at - wanted.at) < 200)
    assert page.reader.book.about.place == wanted


def test_a_text_is_pasted_and_taken_off_the_list_and_put_back(qtbot, page):
    QGuiApplication.clipboard().setText("Nobody had lit a lantern here.\n\nIt was rusty.")
    with qtbot.waitSignal(page.reader.opened):
        page.paste()
    qtbot.keyClick(page.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.shelf.list.count() == 1)
    page.shelf.remove.emit(page.shelf.current())
    qtbot.waitUntil(lambda: page.shelf.list.count() == 0)
    page.shelf.undo_remove.emit()
    qtbot.waitUntil(lambda: page.shelf.list.count() == 1)


def test_an_empty_clipboard_is_said(page):
    QGuiApplication.clipboard().clear()
    page.paste()
    assert "no text in the clipboard" in page.said[-1]
    assert page.state is State.SHELF


def test_a_bad_file_is_said_and_the_list_stays(qtbot, page, tmp_path):
    path = tmp_path / "broken.epub"
    path.write_bytes(b"no book")
    with qtbot.waitSignal(page.reader.failed):
        page.open_file(path)
    assert "broken.epub" in page.said[-1]
    assert page.state is State.SHELF
    assert page.shelf.open_button.isEnabled()


def test_opening_is_cancelled_with_esc(qtbot, page, book, services, monkeypatch):
    under_way = []
    open_file = services.reading.open_file
    monkeypatch.setattr(services.reading, "open_file", lambda path: under_way.append(open_file(path)) or under_way[-1])
    page.open_file(book)
    assert page.state is State.OPENING
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.state is State.SHELF
    wait([under_way[0].future], timeout=30)
    QApplication.processEvents()
    assert page.state is State.SHELF


def test_a_sentence_is_heard_and_marked_while_it_sounds(qtbot, page, book, services):
    open_book(qtbot, page, book)
    page.text.go_to(Place(0, 1, 35))
    with qtbot.waitSignal(page.aloud.began):
        page.say()
    assert services.saying.said[-1][0].startswith("It was rusty")


def test_reading_aloud_goes_on_sentence_by_sentence(qtbot, page, book, services):
    open_book(qtbot, page, book)
    page.show_chapter(1)
    with qtbot.waitSignal(page.aloud.ended):
        page.say_on()
    assert [said[0] for said in services.saying.said] == ["Two", SECOND]
    assert not page.aloud.going


def test_drilling_makes_cards_and_begins_with_them(qtbot, page, book, services):
    open_book(qtbot, page, book)
    page.drill()
    dialog = page.dialog
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(page.start_drill) as began:
        qtbot.mouseClick(dialog.begin_button, Qt.MouseButton.LeftButton)
    (card,) = services.vocabulary.list().result(30).cards
    assert (card.front, card.back, card.origin) == ("lantern", "pt-lantern", "read")
    assert began.args[0].choice.item == card.item
    dotted, plain = QTextCharFormat.UnderlineStyle.DotLine, QTextCharFormat.UnderlineStyle.SingleUnderline
    qtbot.waitUntil(lambda: marks(page, 1) == {"lantern": plain, "rusty": dotted})


def test_a_text_in_another_language_is_read_without_marks(qtbot, page, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("O velho abriu a gaveta da cozinha e encontrou uma lanterna enferrujada que ninguém usava.")
    with qtbot.waitSignal(page.reader.measured):
        page.open_file(path)
    assert "which you don’t learn" in page.head.measures.text()
    assert marks(page, 0) == {}
    assert not page.head.drill_button.isVisible()


def test_a_wrong_guess_of_the_language_is_put_right(qtbot, page, tmp_path, services):
    path = tmp_path / "a.txt"
    path.write_text("Banana. Animal. Hotel. Total.")
    services.reading._language_of = lambda _book: PT
    with qtbot.waitSignal(page.reader.measured):
        page.open_file(path)
    languages = page.head.languages
    assert languages.currentData() == "pt"
    assert languages.isVisible()
    languages.setFocus()
    with qtbot.waitSignal(page.reader.measured):
        qtbot.keyClick(languages, Qt.Key.Key_Home)
        languages.activated.emit(languages.findData("en"))
    assert page.reader.book.about.language == "en"
    assert "which you don’t learn" not in page.head.measures.text()
    assert page.head.drill_button.isVisible()
    (kept,) = services.reading.shelf().result(30)
    assert kept.language == "en"


def test_everything_has_a_name(page):
    for kind in (QAbstractButton, QComboBox, QListWidget, QTextEdit):
        for widget in page.findChildren(kind):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not widget.objectName().startswith("qt_"):
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_nothing_is_clipped_at_twice_the_text_size_in_a_small_window(qtbot, page, book, services):
    look = Look(QApplication.instance(), services.settings)
    try:
        services.settings.change(text_percent=200)
        page.resize(650, 430)
        open_book(qtbot, page, book)
        page.look_up("went", "")
        qtbot.waitUntil(lambda: page.pane.view is not None)
        assert not page._left.isVisible()
        qtbot.keyClick(page.panel, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: page.text.isVisible())
        assert page.text.height() > page.height() // 3
        for made in page.findChildren(QAbstractButton):
            if made.isVisible() and made.text():
                assert made.width() >= made.fontMetrics().horizontalAdvance(made.text()), made.text()
    finally:
        services.settings.change(text_percent=100)
        look.deleteLater()
