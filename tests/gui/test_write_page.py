"""Write: a text that is corrected while it grows, against a Writing that finds what the test says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from langtutor.core.errors import Cancelled, DiskFull
from langtutor.core.requests import Tier
from langtutor.core.writing import DraftId, Remedy
from langtutor.ui.pages.write import Stage, WritePage
from langtutor.ui.widgets.editor import Underlines
from langtutor.ui.widgets.finding_card import FindingCard
from langtutor.ui.widgets.writing_dialogs import ReferenceDialog
from tests.gui.fake_services import EN, PT, close_all, make_services
from tests.gui.fake_writing import AGREEMENT, PAST, TEXT, FakeWriting, Mistake

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path, speaks=PT, learns=EN)
    yield made
    close_all(made)


@pytest.fixture(autouse=True)
def calm(qapp):
    """No motion, so that things stand where they will."""
    qapp.setProperty("reducedMotion", True)
    yield
    qapp.setProperty("reducedMotion", False)


@pytest.fixture
def writing(services) -> FakeWriting:
    return services.writing


@pytest.fixture
def page(services, qtbot):
    made = WritePage(services)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.activate()
    qtbot.waitUntil(lambda: not made.view.prompt.isHidden())
    return made


def write(qtbot, page, text: str) -> None:
    """As if it had been pasted, and looked through to the end."""
    page.view.editor.setFocus()
    page.view.editor.insertPlainText(text)
    qtbot.waitUntil(lambda: checked(page))


def checked(page) -> bool:
    review = page.checking.review
    return review is not None and not review.busy and review.text == page.view.editor.text()


def said(page) -> list[str]:
    return [card.accessibleName() for card in page.view.margin.cards()]


def underlines(page) -> dict[str, QTextCharFormat.UnderlineStyle]:
    found, block = {}, page.view.editor.document().begin()
    while block.isValid():
        for part in block.layout().formats():
            found[block.text()[part.start : part.start + part.length]] = part.format.underlineStyle()
        block = block.next()
    return found


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def choose(page, words: str) -> None:
    """Puts the caret into these words."""
    page.view.editor.move_to(page.view.editor.text().index(words) + 1)


def key(qtbot, page, which: Qt.Key, how: Qt.KeyboardModifier = ALT) -> None:
    qtbot.keyClick(page.view.editor, which, how)


# --- findings --------------------------------------------------------------------------------------------------------


def test_findings_are_underlined_and_have_a_card_each(page, qtbot):
    write(qtbot, page, TEXT)
    style = QTextCharFormat.UnderlineStyle
    assert underlines(page) == {
        "have went": style.SingleUnderline,
        "beutiful": style.SingleUnderline,
        "we was": style.SingleUnderline,
        " about": style.SingleUnderline,
        "in the weekend": style.DotLine,
    }
    assert said(page) == [
        "Write “went” instead of “have went”. Finished time: past simple",
        "Write “beautiful” instead of “beutiful”.",
        "Write “we were” instead of “we was”. we goes with were",
        "Add “to”.",
        "Leave out “about”.",
        "Perhaps “at the weekend” instead of “in the weekend”?",
    ]
    assert page.checking.counts() == (5, 1)


def test_the_text_is_asked_about_at_a_pause_with_the_caret(page, qtbot, writing):
    asked = len(writing.asked)
    page.view.editor.insertPlainText("We was 😀")
    qtbot.keyClicks(page.view.editor, " ok")
    assert len(writing.asked) == asked, "nobody is corrected within a word"
    qtbot.waitUntil(lambda: len(writing.asked) > asked)
    assert writing.asked[-1][0] == "We was 😀 ok"
    assert writing.carets[-1] == len("We was 😀 ok"), "in code points"


def test_a_card_beside_an_emoji_changes_the_right_words(page, qtbot):
    write(qtbot, page, "Sun 😀🇧🇷 and we was happy.")
    choose(page, "we was")
    page.view.editor.move_to(page.view.editor.toPlainText().index("we was") + 6)
    page.checking.step(1)
    key(qtbot, page, Qt.Key.Key_Return)
    assert page.view.editor.text() == "Sun 😀🇧🇷 and we were happy."


def test_a_deeper_check_replaces_and_withdraws_without_a_jump(page, qtbot, writing):
    writing.hold = True
    writing.mistakes = (
        Mistake("beutiful", "beautiful", type="R:SPELL"),
        Mistake("we was", "we were", explanation=AGREEMENT),
        Mistake("met", "meet", certain=False),
    )
    page.view.editor.insertPlainText(TEXT * 12)
    qtbot.waitUntil(lambda: writing.asked[-1][0] == TEXT * 12)
    writing.answer(Tier.INSTANT)
    qtbot.waitUntil(lambda: len(page.view.marks) == 36)
    assert page.view.foot.bar.isVisible()
    bar = page.view.editor.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    page.view.editor.place_changed.emit()
    shown = [card for card in page.view.margin.cards() if card.mark.finding.said != "met"]
    middle = shown[len(shown) // 2]
    middle.setFocus()
    page.checking.choose(middle.mark)
    scrolled, y = bar.value(), middle.y()
    writing.mistakes = writing.mistakes[:2]
    writing.answer(Tier.DEEP)
    qtbot.waitUntil(lambda: checked(page))
    assert page.checking.selected is middle.mark
    assert middle.hasFocus()
    assert (bar.value(), middle.y()) == (scrolled, y)
    assert len(page.view.marks) == 24
    assert not page.view.foot.bar.isVisible()


def test_a_withdrawn_card_with_the_focus_gives_it_back_to_the_text(page, qtbot, writing):
    write(qtbot, page, TEXT)
    choose(page, "we was")
    page.view.margin.card(page.checking.selected).button("fix").setFocus()
    writing.mistakes = ()
    page.checking.ask()
    qtbot.waitUntil(lambda: not len(page.view.marks))
    assert page.view.editor.hasFocus()
    assert page.checking.selected is None
    assert underlines(page) == {}


def test_cards_fade_where_motion_is_wanted(page, qtbot, qapp, writing):
    qapp.setProperty("reducedMotion", False)
    write(qtbot, page, TEXT)
    card = page.view.margin.cards()[0]
    writing.mistakes = writing.mistakes[1:]
    gone = []
    card.destroyed.connect(lambda: gone.append(True))
    page.checking.ask()
    qtbot.waitUntil(lambda: len(page.view.margin.cards()) == 5)
    assert not gone, "it fades first"
    assert not card.isEnabled()
    qtbot.waitUntil(lambda: bool(gone))


def test_a_review_of_an_older_text_is_not_shown(page, qtbot, writing):
    writing.hold = True
    page.view.editor.insertPlainText("we was")
    qtbot.waitUntil(lambda: writing.asked[-1][0] == "we was")
    page.view.editor.insertPlainText(" here")
    writing.answer(Tier.FULL)
    qtbot.waitUntil(lambda: writing.asked[-1][0] == "we was here")
    assert not len(page.view.marks)


def test_a_finding_without_an_explanation_says_what_changes_and_no_more(page, qtbot):
    write(qtbot, page, TEXT)
    choose(page, "beutiful")
    card = page.view.margin.card(page.checking.selected)
    assert card.is_open
    assert "beautiful" in texts(card)
    assert card.button("more") is None
    choose(page, "have went")
    card = page.view.margin.card(page.checking.selected)
    for part in ("Yesterday", "I <b><i>have seen</i></b> her yesterday.", "I <b><i>saw</i></b> her yesterday."):
        assert part in texts(card)
    qtbot.mouseClick(card.button("more"), Qt.MouseButton.LeftButton)
    dialog = page.findChild(ReferenceDialog)
    assert dialog.windowTitle() == PAST.what["en"]
    assert "only choice" in texts(dialog)


def test_explanations_are_in_the_language_of_the_window(services, qtbot):
    services.settings.change(ui_language="pt")
    page = WritePage(services)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    write(qtbot, page, TEXT)
    assert "Tempo terminado: past simple" in said(page)[0]


# --- what the learner does with them ---------------------------------------------------------------------------------


def test_fixing_is_one_step_of_undo(page, qtbot, writing):
    write(qtbot, page, TEXT)
    choose(page, "have went")
    key(qtbot, page, Qt.Key.Key_Return)
    assert "I went to the beach" in page.view.editor.text()
    assert [finding.said for finding in writing.in_text] == ["have went"]
    assert page.checking.selected is None
    key(qtbot, page, Qt.Key.Key_Z, CTRL)
    assert page.view.editor.text() == TEXT
    assert writing.in_text == []
    qtbot.waitUntil(lambda: "have went" in underlines(page))
    page.view.editor.redo()
    assert [finding.said for finding in writing.in_text] == ["have went"]


def test_undo_goes_back_over_several_fixes_and_what_was_written_between(page, qtbot, writing):
    write(qtbot, page, TEXT)
    choose(page, "have went")
    key(qtbot, page, Qt.Key.Key_Return)
    page.view.editor.move_to(len(page.view.editor.text()))
    qtbot.keyClicks(page.view.editor, " Yes.")
    choose(page, "beutiful")
    key(qtbot, page, Qt.Key.Key_Return)
    assert [one.said for one in writing.in_text] == ["have went", "beutiful"]
    page.view.editor.undo()
    assert [one.said for one in writing.in_text] == ["have went"]
    while page.view.editor.document().isUndoAvailable() and page.view.editor.text() != TEXT:
        page.view.editor.undo()
    assert writing.in_text == []


def test_what_was_undone_and_written_over_stays_undone(page, qtbot, writing):
    write(qtbot, page, TEXT)
    choose(page, "have went")
    key(qtbot, page, Qt.Key.Key_Return)
    page.view.editor.undo()
    for word in ("a", "b", "c", "d"):
        page.view.editor.move_to(0)
        page.view.editor.insertPlainText(f"{word} ")
        page.view.editor.move_to(len(TEXT))
        page.view.editor.insertPlainText("!")
    assert writing.in_text == []


def test_disagreeing_takes_the_card_and_can_be_seen_and_undone(page, qtbot, writing):
    write(qtbot, page, TEXT)
    choose(page, "we was")
    key(qtbot, page, Qt.Key.Key_D)
    assert len(writing.disputed) == 1
    assert "we was" not in underlines(page)
    assert page.view.editor.text() == TEXT
    dialog = page.dialogs.show_disagreements()
    qtbot.waitUntil(lambda: "we were" in texts(dialog))
    qtbot.mouseClick(button(dialog, "Take it back"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not writing.disputed)
    qtbot.waitUntil(lambda: "You haven’t disagreed with anything." in texts(dialog))


def test_ignoring_is_for_this_text(page, qtbot, writing):
    write(qtbot, page, TEXT)
    choose(page, "in the weekend")
    key(qtbot, page, Qt.Key.Key_I)
    assert [one.said for one in writing.ignored] == ["in the weekend"]
    page.checking.ask()
    qtbot.waitUntil(lambda: checked(page))
    assert "in the weekend" not in underlines(page)


def test_only_a_word_that_is_spelt_wrong_can_go_into_the_dictionary(page, qtbot, writing):
    write(qtbot, page, TEXT)
    choose(page, "we was")
    assert page.view.margin.card(page.checking.selected).button("add_word") is None
    key(qtbot, page, Qt.Key.Key_A)
    assert writing.dictionary == []
    choose(page, "beutiful")
    qtbot.mouseClick(page.view.margin.card(page.checking.selected).button("add_word"), Qt.MouseButton.LeftButton)
    assert writing.dictionary == ["beutiful"]
    assert "beutiful" not in underlines(page)
    dialog = page.dialogs.show_dictionary()
    qtbot.waitUntil(lambda: "beutiful" in texts(dialog))
    qtbot.keyClicks(dialog.field, "Floripa")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Floripa" in texts(dialog))
    qtbot.mouseClick(button(dialog, "Remove “beutiful”"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: writing.dictionary == ["Floripa"])


def button(widget: QWidget, name: str) -> QAbstractButton:
    return next(one for one in widget.findChildren(QAbstractButton) if one.accessibleName().startswith(name))


# --- by keyboard -----------------------------------------------------------------------------------------------------


def test_alt_and_arrows_go_from_finding_to_finding(page, qtbot):
    write(qtbot, page, TEXT)
    page.view.editor.move_to(0)
    order = []
    for _ in range(7):
        key(qtbot, page, Qt.Key.Key_Down)
        mark = page.checking.selected
        assert mark.start <= page.view.editor.caret() <= mark.end
        assert [card.is_open for card in page.view.margin.cards()].count(True) == 1
        order.append(mark.finding.said)
    assert order == ["have went", "beutiful", "we was", "", " about", "in the weekend", "have went"]
    key(qtbot, page, Qt.Key.Key_Up)
    assert page.checking.selected.finding.said == "in the weekend"


def test_the_caret_chooses_and_the_card_does_too(page, qtbot):
    write(qtbot, page, TEXT)
    choose(page, "beutiful")
    assert page.checking.selected.finding.said == "beutiful"
    page.view.editor.move_to(0)
    assert page.checking.selected is None
    card = page.view.margin.cards()[2]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert page.checking.selected is card.mark
    assert card.mark.start == page.view.editor.caret()


def test_a_card_is_reached_by_tab_and_left_by_esc(page, qtbot):
    write(qtbot, page, TEXT)
    choose(page, "we was")
    key(qtbot, page, Qt.Key.Key_C)
    card = page.view.margin.card(page.checking.selected)
    assert card.button("fix").hasFocus()
    qtbot.keyClick(card.button("fix"), Qt.Key.Key_Escape)
    assert page.view.editor.hasFocus()
    assert page.checking.selected is not None
    key(qtbot, page, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert page.checking.selected is None


def test_every_button_has_a_name_and_every_key_is_listed(page, qtbot):
    write(qtbot, page, TEXT)
    choose(page, "beutiful")
    for one in page.findChildren(QAbstractButton):
        if one.isVisible() and not one.objectName().startswith("qt_"):
            assert one.accessibleName() or one.text(), one
    listed = dict(page.keys())
    for name in ("Alt+Down", "Alt+Up", "Alt+D", "Alt+I", "Ctrl+Z", "Esc"):
        assert name in listed


def counted(monkeypatch, owner: type, name: str) -> list[object]:
    """Whatever the method is called on, from now on."""
    method, calls = getattr(owner, name), []

    def instead(self, *arguments, **named):
        calls.append(self)
        return method(self, *arguments, **named)

    monkeypatch.setattr(owner, name, instead)
    return calls


# --- long and narrow -------------------------------------------------------------------------------------------------


def test_a_key_in_a_long_text_touches_only_what_is_around_it(page, qtbot, monkeypatch):
    text = (TEXT + "\n") * 400
    assert len(text) > 90_000
    write(qtbot, page, text)
    assert len(page.view.marks) == 2400
    assert len(page.view.margin.cards()) <= 40
    page.view.editor.move_to(len(text) // 2)
    drawn = counted(monkeypatch, Underlines, "_format")
    made = counted(monkeypatch, FindingCard, "__init__")
    qtbot.keyClicks(page.view.editor, "abcde")
    assert 0 < len(drawn) <= 5 * 2 * 6, "two paragraphs for each key, of the 400"
    assert len(made) <= 40
    page.view.editor.verticalScrollBar().setValue(0)
    assert page.view.margin.cards()[0].mark is page.view.marks.all()[0]


def test_cards_stand_at_their_lines_and_cover_none_another(page, qtbot):
    write(qtbot, page, TEXT)
    for words in ("", "have went", "in the weekend"):
        if words:
            choose(page, words)
        cards = page.view.margin.cards()
        for upper, lower in pairwise(cards):
            assert upper.geometry().bottom() < lower.geometry().top()
    chosen = page.view.margin.card(page.checking.selected)
    line = page.view.editor.viewport().mapToGlobal(page.view.editor.place_rect(chosen.mark.start).topLeft()).y()
    assert abs(chosen.mapToGlobal(chosen.rect().topLeft()).y() - line) < 4


def test_a_narrow_window_has_one_card_beneath_the_text(page, qtbot):
    write(qtbot, page, TEXT)
    page.resize(560, 560)
    choose(page, "have went")
    qtbot.waitUntil(lambda: len(page.view.margin.cards()) == 1)
    qtbot.waitUntil(lambda: page.view.margin.y() > page.view.editor.geometry().bottom())
    assert page.view.margin.isVisible()
    assert page.view.prompt.isHidden(), "it gives way"
    page.resize(1000, 700)
    qtbot.waitUntil(lambda: len(page.view.margin.cards()) == 6)


# --- models that are missing -----------------------------------------------------------------------------------------


def test_without_anything_to_check_with_the_page_says_so_and_where_to_go(page, qtbot, writing):
    writing.problem = "Nothing here checks English yet."
    write(qtbot, page, TEXT)
    assert page.view.problem.text() == writing.problem
    with qtbot.waitSignal(page.open_page, check_params_cb=lambda name: name == "models"):
        qtbot.mouseClick(button_with(page.view.problem, "See the models"), Qt.MouseButton.LeftButton)
    writing.problem = None
    page.checking.ask()
    qtbot.waitUntil(lambda: len(page.view.marks) > 0)
    assert page.view.problem.text() == ""


def test_where_models_cannot_help_it_can_be_checked_again(page, qtbot, writing):
    writing.problem, writing.remedy = "The model needs 2 GB, and 1 GB are free now.", Remedy.AGAIN
    write(qtbot, page, TEXT)
    assert page.view.problem.text() == writing.problem
    asked = len(writing.asked)
    qtbot.mouseClick(button_with(page.view.problem, "Check again"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(writing.asked) > asked)
    qtbot.waitUntil(lambda: page.view.problem.text() == writing.problem)
    writing.problem = None
    qtbot.mouseClick(button_with(page.view.problem, "Check again"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.view.marks) > 0)
    assert page.view.problem.text() == ""


def test_without_a_language_model_it_offers_to_go_deeper(page, qtbot, writing):
    write(qtbot, page, "Fine.")
    assert page.view.deeper.isHidden()
    writing.deepest = Tier.FULL
    write(qtbot, page, TEXT)
    assert not page.view.deeper.isHidden()
    with qtbot.waitSignal(page.open_page, check_params_cb=lambda name: name == "models"):
        page.view.deeper.click()


def button_with(widget: QWidget, text: str) -> QAbstractButton:
    return next(one for one in widget.findChildren(QAbstractButton) if one.text() == text)


def test_the_margin_says_what_it_is_for_and_when_nothing_is_wrong(page, qtbot):
    assert "appears here" in page.view.margin.status.text()
    write(qtbot, page, "All is well.")
    assert page.view.margin.status.text() == "Nothing to mark."
    qtbot.waitUntil(lambda: "3 of 80 words" in page.view.foot.counts.text())


# --- drafts ----------------------------------------------------------------------------------------------------------


def test_a_text_is_saved_at_a_pause_and_said_so(page, qtbot, writing):
    qtbot.keyClicks(page.view.editor, "We write")
    assert page.view.foot.saved.text() == ""
    qtbot.waitUntil(lambda: writing.saves == ["We write"])
    qtbot.waitUntil(lambda: page.view.foot.saved.text() == "Saved")


def test_nothing_is_lost_when_the_page_is_left(page, qtbot, writing):
    qtbot.keyClicks(page.view.editor, "We write")
    page.hide()
    assert writing.saves == ["We write"]
    assert writing.stops == 1, "a page that nobody sees has nothing checked"
    asked = len(writing.asked)
    page.show()
    page.activate()
    assert len(writing.asked) == asked + 1


def test_leaving_the_page_does_not_give_up_finishing(page, qtbot, writing):
    write(qtbot, page, TEXT)
    writing.hold = True
    page.finish()
    page.hide()
    assert writing.stops == 0
    page.show()
    page.activate()
    text, future, _on_review = writing.finishing[-1]
    with qtbot.waitSignal(page.finished):
        future.set_result(writing.summary(text, page.texts.draft.id))
    assert page.stage is Stage.SUMMARY


def test_an_untouched_page_makes_no_draft(page, writing):
    page.hide()
    assert writing.saves == []


def test_a_full_disk_is_said_and_tried_again(page, qtbot, writing, services):
    writing.failure = DiskFull(folder="/home/me", needed="1 MB")
    with qtbot.waitSignal(page.show_message):
        page.view.editor.insertPlainText("We write")
        page.texts.save()
    assert not page.texts.is_saved
    writing.failure = None
    page.texts.save()
    qtbot.waitUntil(lambda: writing.saves == ["We write"])


def test_it_goes_on_with_the_last_text(services, qtbot, writing):
    writing.save(writing.new_draft(), "An older text.")
    writing.save(writing.new_draft(), "The last one.")
    page = WritePage(services)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.view.editor.text() == "The last one.")
    assert not page.view.editor.document().isUndoAvailable()
    assert page.view.prompt.isHidden()


def test_drafts_are_listed_opened_restored(page, qtbot, writing):
    write(qtbot, page, "First draft.")
    page.texts.save()
    write(qtbot, page, " More.")
    page.texts.save()
    page.texts.new("Second text.")
    page.texts.save()
    key(qtbot, page, Qt.Key.Key_H, CTRL)
    assert page.stage is Stage.DRAFTS
    qtbot.waitUntil(lambda: page.drafts.list.count() == 2)
    assert page.drafts.preview.toPlainText() == "Second text."
    page.drafts.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: page.drafts.versions.count() == 3)
    page.drafts.versions.setCurrentIndex(2)
    assert page.drafts.preview.toPlainText() == "First draft."
    page.drafts.restore_button.click()
    qtbot.waitUntil(lambda: page.view.editor.text() == "First draft.")
    assert page.stage is Stage.WRITING
    page.show_drafts()
    qtbot.waitUntil(lambda: page.drafts.list.count() == 2)
    page.drafts.list.setCurrentRow(0)
    page.drafts.open_button.click()
    qtbot.waitUntil(lambda: page.stage is Stage.WRITING)
    assert page.view.editor.text() == "Second text."


def test_deleting_can_be_undone_until_the_list_is_left(page, qtbot, writing):
    write(qtbot, page, "First draft.")
    page.texts.new("Second text.")
    page.show_drafts()
    qtbot.waitUntil(lambda: page.drafts.list.count() == 2)
    page.drafts.list.setCurrentRow(1)
    page.drafts.delete_button.click()
    qtbot.waitUntil(lambda: page.drafts.list.count() == 1)
    assert "“First draft.” was deleted." in texts(page.drafts)
    assert writing.deleted == []
    qtbot.mouseClick(button_with(page.drafts, "Undo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.drafts.list.count() == 2)
    page.drafts.list.setCurrentRow(1)
    page.drafts.delete_button.click()
    qtbot.waitUntil(lambda: page.drafts.list.count() == 1)
    page.back()
    assert writing.deleted == [DraftId("d1")]
    assert page.view.editor.text() == "Second text."


def test_deleting_the_text_that_is_open_leaves_an_empty_page(page, qtbot, writing):
    write(qtbot, page, "First draft.")
    page.show_drafts()
    qtbot.waitUntil(lambda: page.drafts.list.count() == 1)
    page.drafts.delete_button.click()
    qtbot.waitUntil(lambda: page.drafts.list.count() == 0)
    page.back()
    assert page.view.editor.text() == ""
    page.hide()
    assert list(writing.stored) == []


# --- prompts, files --------------------------------------------------------------------------------------------------


def test_prompts_can_be_changed_dismissed_and_had_back(page, qtbot, writing):
    assert page.view.prompt.title.text() == "A day you remember"
    page.view.prompt.another.emit()
    qtbot.waitUntil(lambda: page.view.prompt.title.text() == "A complaint")
    write(qtbot, page, "Dear shop.")
    page.texts.save()
    assert page.texts.draft.prompt == "a-complaint"
    qtbot.waitUntil(lambda: "2 of 90 words" in page.view.foot.counts.text())
    page.view.prompt.dismissed.emit()
    assert page.view.prompt.isHidden()
    key(qtbot, page, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: not page.view.prompt.isHidden())


def test_the_prompt_of_a_draft_is_there_when_it_is_opened_again(services, page, qtbot, writing):
    page.texts.another_prompt()
    qtbot.waitUntil(lambda: page.view.prompt.title.text() == "A complaint")
    write(qtbot, page, "Dear shop.")
    page.texts.save()
    qtbot.waitUntil(lambda: page.texts.is_saved)
    again = WritePage(services)  # another start of the program
    qtbot.addWidget(again)
    again.show()
    again.activate()
    qtbot.waitUntil(lambda: not again.view.prompt.isHidden())
    assert again.view.prompt.title.text() == "A complaint"
    qtbot.waitUntil(lambda: "2 of 90 words" in again.view.foot.counts.text())
    again.view.prompt.dismissed.emit()
    assert [one.prompt for one in writing.stored.values()] == [None], "said at once, not with the next word"
    again.texts.new("Another text.")
    again.texts.save()
    assert again.texts.draft.prompt is None


def test_letters_that_were_guessed_are_said(page, qtbot, tmp_path):
    source = tmp_path / "letter.txt"
    source.write_bytes("A manhã é fria.".encode("cp1252"))
    with qtbot.waitSignal(page.show_message, check_params_cb=lambda said: "accents" in said):
        page.files.read(source)
    assert page.view.editor.text() == "A manhã é fria."
    source.write_text("A manhã é fria.", encoding="utf-8")
    said = []
    page.show_message.connect(said.append)
    page.files.read(source)
    qtbot.waitUntil(lambda: page.texts.draft.id == DraftId("d3"))
    assert said == []


def test_a_file_becomes_a_draft_and_a_draft_a_file(page, qtbot, writing, tmp_path):
    write(qtbot, page, "Kept.")
    source = tmp_path / "letter.txt"
    source.write_text("Olá, we was here.\n", encoding="utf-8")
    page.files.read(source)
    qtbot.waitUntil(lambda: "we was here" in page.view.editor.text())
    assert "Kept." in writing.saves
    target = tmp_path / "copy.md"
    with qtbot.waitSignal(page.show_message):
        page.files.write(target, page.view.editor.text())
    assert "we was here" in target.read_text(encoding="utf-8")
    with qtbot.waitSignal(page.show_message):
        page.files.read(tmp_path / "missing.txt")
    dialog = page.files.ask_where("Some words", "A day: you/remember it well enough, too")
    assert dialog.selectedFiles()[0].endswith("A day youremember it well enough.docx")
    dialog.close()


# --- finishing -------------------------------------------------------------------------------------------------------


def test_finishing_shows_what_the_text_showed(page, qtbot, writing):
    write(qtbot, page, TEXT)
    choose(page, "have went")
    key(qtbot, page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: checked(page))
    choose(page, "beutiful")
    key(qtbot, page, Qt.Key.Key_D)
    with qtbot.waitSignal(page.finished):
        key(qtbot, page, Qt.Key.Key_Return, CTRL)
    assert page.stage is Stage.SUMMARY
    seen = texts(page.summary)
    for part in ("Past tenses", "1 fixed", "Third person -s", "Open questions", "went into your ledger", "beautiful"):
        assert part in seen
    qtbot.mouseClick(button(page.summary, "Take it back"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "What you disagreed with" not in texts(page.summary))
    assert writing.disputed == []
    qtbot.keyClick(page.summary, Qt.Key.Key_Escape)
    assert page.stage is Stage.WRITING
    assert page.view.editor.hasFocus()


def test_finishing_can_be_given_up(page, qtbot, writing):
    write(qtbot, page, TEXT)
    writing.hold = True
    page.finish()
    assert page.stage is Stage.FINISHING
    text, future, on_review = writing.finishing[-1]
    on_review(writing.seen(text, Tier.FULL, busy=True))
    qtbot.waitUntil(lambda: "0 of 4" in page.finishing.busy.text.text())
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert future.cancelled()
    assert page.stage is Stage.WRITING
    assert page.view.editor.text() == TEXT


def test_finishing_shows_what_a_first_look_found_and_need_not_look_twice(page, qtbot, writing):
    write(qtbot, page, TEXT)
    writing.hold, writing.deepest = True, Tier.THOROUGH
    page.finish()
    finishing = page.finishing
    text, future, on_review = writing.finishing[-1]
    on_review(writing.seen(text, Tier.DEEP, busy=True))
    qtbot.waitUntil(lambda: "Looking through the whole text: 0 of 4" in finishing.busy.text.text())
    assert not finishing.so_far.isVisible()
    assert not finishing.enough_button.isVisible()
    on_review(writing.seen(text, Tier.THOROUGH, busy=True))
    qtbot.waitUntil(lambda: "Taking a second look: 0 of 4" in finishing.busy.text.text())
    seen = texts(finishing.so_far)
    for part in ("Past tenses", "Third person -s", "Open questions"):
        assert part in seen
    assert seen.count("beautiful") == 1
    assert "ledger" not in seen
    assert finishing.busy.cancel_button.hasFocus()
    hurries = writing.hurries
    qtbot.mouseClick(finishing.enough_button, Qt.MouseButton.LeftButton)
    assert writing.hurries == hurries + 1
    assert not finishing.enough_button.isEnabled()
    with qtbot.waitSignal(page.finished):
        future.set_result(writing.summary(text, page.texts.draft.id))
    assert not finishing.isVisible()
    assert "tutor pack" not in texts(page.summary)
    page.back()
    page.finish()
    assert not finishing.so_far.isVisible()
    assert finishing.enough_button.isEnabled()


def test_a_second_look_is_said_quietly_and_given_up_with_the_next_key(page, qtbot, writing):
    write(qtbot, page, "All is well.")
    writing.deepest = Tier.THOROUGH
    writing.answer(Tier.THOROUGH)
    qtbot.waitUntil(lambda: checked(page))
    writing.answer(Tier.THOROUGH, busy=True)
    qtbot.waitUntil(lambda: "second look" in page.view.foot.progress_text.text())
    assert page.view.foot.bar.isVisible()
    assert page.view.margin.status.text() == "Nothing to mark.", "it was read already"
    assert page.view.deeper.isHidden()
    hurries, asked = writing.hurries, len(writing.asked)
    qtbot.keyClick(page.view.editor, Qt.Key.Key_X)
    assert writing.hurries == hurries + 1
    assert len(writing.asked) == asked, "at once, not at the pause"


def test_finishing_that_is_cancelled_elsewhere_or_fails_leads_back(page, qtbot, writing):
    write(qtbot, page, TEXT)
    writing.hold = True
    page.finish()
    with qtbot.waitSignal(page.show_message):
        writing.finishing[-1][1].set_exception(DiskFull(folder="/home/me", needed="1 MB"))
    assert page.stage is Stage.WRITING
    page.finish()
    writing.finishing[-1][1].set_exception(Cancelled())
    qtbot.waitUntil(lambda: page.stage is Stage.WRITING)


def test_an_empty_text_is_not_finished(page, qtbot, writing):
    with qtbot.waitSignal(page.show_message):
        page.finish()
    assert page.stage is Stage.WRITING
    assert writing.finishing == []
