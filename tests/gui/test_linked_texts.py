"""Words of a sentence and of its translation that answer each other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest

from langtutor.core.alternatives import WordLink
from langtutor.core.text import Span
from langtutor.ui.widgets.linked_texts import LinkedTexts
from langtutor.ui.widgets.word_text import WordMark, WordText

ORIGINAL = "She gave up \U0001f600 tea."
TRANSLATION = "Ela desistiu do chá."
PAIRS = (("She", "Ela", 0.9), ("gave", "desistiu", 0.95), ("up", "desistiu", 0.6), ("tea", "chá", 0.9))


def link(word: str, answer: str, probability: float) -> WordLink:
    def span(text: str, part: str) -> Span:
        return Span(text.index(part), text.index(part) + len(part))

    return WordLink(span(ORIGINAL, word), span(TRANSLATION, answer), probability)


@pytest.fixture
def linked(qtbot) -> LinkedTexts:
    texts = LinkedTexts(ORIGINAL, TRANSLATION)
    qtbot.addWidget(texts)
    texts.resize(600, 300)
    with qtbot.waitActive(texts):
        texts.show()
        texts.activateWindow()
    return texts


def marked(text: WordText) -> dict[str, WordMark]:
    return {span.of(text.text()): kind for span, kind in text.marks}


def place_of(text: WordText, word: str) -> QPoint:
    """The middle of a word on the screen."""
    cursor = QTextCursor(text.document())
    cursor.setPosition(text.toPlainText().index(word))
    here = text.cursorRect(cursor)
    cursor.setPosition(cursor.position() + len(word) // 2)
    middle = text.cursorRect(cursor)
    return QPoint(max(here.left() + 2, middle.left()), here.center().y())


def test_pointing_at_a_word_marks_its_answer_and_what_answers_with_it(linked: LinkedTexts) -> None:
    linked.show_links(link(*pair) for pair in PAIRS)
    linked.translation.point(1)
    assert marked(linked.translation) == {"desistiu": WordMark.CHOSEN}
    assert marked(linked.original) == {"gave": WordMark.ANSWER, "up": WordMark.DOUBTFUL}
    assert "“desistiu” is “gave up”" in linked.told

    linked.original.point(2)
    assert marked(linked.original) == {"up": WordMark.CHOSEN, "gave": WordMark.ANSWER}
    assert marked(linked.translation) == {"desistiu": WordMark.DOUBTFUL}
    assert "may be" in linked.told and linked.original.accessibleDescription() == linked.told

    linked.original.point(-1)
    assert not marked(linked.original) and not marked(linked.translation)
    assert "approximate" in linked.told


def test_doubt_is_told_by_the_line_and_not_by_colour_alone(linked: LinkedTexts) -> None:
    linked.show_links(link(*pair) for pair in PAIRS)
    linked.original.point(2)
    lines = [shown.format.underlineStyle() for shown in linked.translation.extraSelections()]
    assert lines == [QTextCharFormat.UnderlineStyle.DotLine]


def test_the_mouse_points_and_what_lies_behind_an_emoji_is_found(linked: LinkedTexts, qtbot) -> None:
    linked.show_links(link(*pair) for pair in PAIRS)
    viewport = linked.original.viewport()
    QTest.mouseMove(viewport, place_of(linked.original, "tea"))
    qtbot.waitUntil(lambda: "chá" in marked(linked.translation))
    selections = linked.original.extraSelections()
    assert [shown.cursor.selectedText() for shown in selections] == ["tea"]
    with qtbot.waitSignal(linked.word_asked) as asked:
        qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place_of(linked.original, "tea"))
    assert asked.args == ["tea", False]


def test_arrow_keys_go_from_word_to_word_and_down_to_the_answer(linked: LinkedTexts, qtbot) -> None:
    linked.show_links(link(*pair) for pair in PAIRS)
    linked.original.setFocus()
    for _ in range(4):
        QTest.keyClick(linked.original, Qt.Key.Key_Right)
    assert marked(linked.original) == {"tea": WordMark.CHOSEN}
    QTest.keyClick(linked.original, Qt.Key.Key_Down)
    assert marked(linked.translation) == {"chá": WordMark.CHOSEN}
    QTest.keyClick(linked.translation, Qt.Key.Key_Left)
    assert marked(linked.translation) == {"do": WordMark.CHOSEN} and not marked(linked.original)
    assert "no word of its own" in linked.told
    with qtbot.waitSignal(linked.word_asked) as asked:
        QTest.keyClick(linked.translation, Qt.Key.Key_Return)
    assert asked.args == ["do", True]


def test_without_links_and_with_other_texts_nothing_is_marked(linked: LinkedTexts) -> None:
    assert linked.told == ""
    linked.original.point(0)
    assert not marked(linked.original) and not marked(linked.translation)
    linked.show_links(link(*pair) for pair in PAIRS)
    linked.original.point(0)
    linked.show_texts("Tea.", "Chá.")
    assert not linked.links and not marked(linked.original)
    linked.show_links(link(*pair) for pair in PAIRS)
    assert all(one.source.end <= 4 for one in linked.links), "those of a longer sentence lie outside this one"


def test_texts_are_as_high_as_they_need_and_can_be_copied(linked: LinkedTexts, qtbot) -> None:
    before = linked.translation.height()
    linked.show_texts("tea " * 60, "chá " * 200)
    qtbot.waitUntil(lambda: linked.translation.height() > 2 * before)
    assert linked.translation.verticalScrollBar().maximum() == 0
    linked.translation.selectAll()
    assert linked.translation.textCursor().selectedText() == "chá " * 200
