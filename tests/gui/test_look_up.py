from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidget, QPushButton

from langtutor.core.alternatives import Alternative, Origin
from langtutor.core.device_errors import NoSpeaker
from langtutor.core.errors import ModelMissing
from langtutor.core.false_friends import FalseFriend
from langtutor.core.look_up_requests import TranslatedPart
from langtutor.core.text import Span
from langtutor.core.word_entry import OUR_PHRASES, Form, Inflection, Meaning, WordEntry
from langtutor.services.looking_up import LookedUpSentence, LookedUpWord
from langtutor.ui.pages.look_up import LookUpPage, State
from langtutor.ui.widgets.alternatives_view import AlternativesView
from langtutor.ui.widgets.ask_box import AskBox
from langtutor.ui.widgets.long_text_view import LongTextView
from tests.gui.fake_services import BACK, EN, EN_PT, PT, SENTENCE, WORD, close_all, failed, make_services


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path, speaks=PT, learns=EN)
    yield made
    close_all(made)


@pytest.fixture
def page(services, qtbot):
    made = LookUpPage(services)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.activate()
    return made


def ask(qtbot, page, text: str) -> None:
    with qtbot.waitSignal(page.answered):
        page.look_up(text)


def test_a_sentence_is_translated_there_and_back(page, qtbot):
    box = page.findChild(AskBox)
    qtbot.keyClicks(box, SENTENCE.text)
    with qtbot.waitSignal(page.answered):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert SENTENCE.translation in page.view.texts()
    qtbot.waitUntil(lambda: BACK in page.view.texts())
    qtbot.waitUntil(lambda: len(page.view.linked.links) == 1)


def test_a_word_gives_its_entry(page, qtbot):
    ask(qtbot, page, "went")
    said = page.view.texts()
    expected = ("“went” is a form", "go", "ɡəʊ", "ir, andar, partir", "verb", "noun", "change location", "FreeDict")
    for part in (*expected, "level A1", "among the commonest words", "you are learning it", "irregular", "go on"):
        assert part in said


def test_what_a_dictionary_writes_is_never_markup(page, qtbot, services):
    meaning = Meaning("verb", ("<img src=x> & co",), dictionaries=("D",))
    services.looking_up.answers["odd"] = LookedUpWord(WordEntry("odd", EN_PT, "<b>", meanings=(meaning,)))
    ask(qtbot, page, "odd")
    assert "&lt;img src=x&gt; &amp; co" in page.view.texts()


def test_an_unknown_word_is_said_kindly_and_offers_no_card(page, qtbot, services):
    services.looking_up.answers["xq"] = LookedUpWord(WordEntry("xq", EN_PT, ""))
    ask(qtbot, page, "xq")
    assert "No dictionary here knows “xq”" in page.view.texts()
    qtbot.keyClick(page, "D", Qt.KeyboardModifier.ControlModifier)
    assert not services.looking_up.kept


def test_the_answer_to_an_older_question_is_dropped(page, qtbot, services):
    page.look_up("slow one")
    assert page.state is State.LOADING
    ask(qtbot, page, "went")
    assert services.looking_up.pending["slow one"].cancelled()
    page.look_up("another")
    services.looking_up.pending["another"].set_result(
        LookedUpSentence("another", "outro", EN_PT, "firefox"),
    )
    qtbot.waitUntil(lambda: page.view is not None and "outro" in page.view.texts())
    assert page.state is State.FOUND


def test_a_missing_model_is_said_where_the_answer_would_be(page, qtbot, services):
    error = ModelMissing(model="firefox-en-pt", command="langtutor models install --starter")
    services.looking_up.answers["hello there"] = error
    ask(qtbot, page, "hello there")
    assert page.state is State.FAILED
    assert services.messages.error(error) in page.pane._status.text()


def test_direction_is_guessed_until_it_is_chosen(page, qtbot, services):
    ask(qtbot, page, "went")
    assert services.looking_up.asked[-1] == ("went", None)
    box = page.findChild(QComboBox)
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert services.looking_up.asked[-1] == ("went", EN_PT.reversed())


def test_the_other_way_asks_the_translation_back(page, qtbot, services):
    ask(qtbot, page, SENTENCE.text)
    qtbot.keyClick(page, "W", Qt.KeyboardModifier.AltModifier)
    assert services.looking_up.asked[-1] == (SENTENCE.translation, EN_PT.reversed())


def test_p_says_the_side_that_is_learned(page, qtbot, services):
    ask(qtbot, page, SENTENCE.text)
    qtbot.keyClick(page, "P", Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(services.saying.played))
    assert services.saying.said == [(SENTENCE.text, EN)]
    services.settings.change(speaks=EN, learns=PT)
    ask(qtbot, page, SENTENCE.text)
    qtbot.keyClick(page, "P", Qt.KeyboardModifier.AltModifier)
    assert services.saying.said[-1] == (SENTENCE.translation, PT)


def test_a_speaker_that_fails_is_said(page, qtbot, services):
    ask(qtbot, page, "went")
    services.saying.play = lambda _sound: failed(NoSpeaker(detail="x"))
    with qtbot.waitSignal(page.show_message) as said:
        qtbot.keyClick(page, "P", Qt.KeyboardModifier.AltModifier)
    assert said.args == [services.messages.error(NoSpeaker(detail="x"))]


def test_ctrl_d_keeps_a_card_once(page, qtbot, services):
    ask(qtbot, page, "went")
    for _ in range(2):
        qtbot.keyClick(page, "D", Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: "Kept" in page.view._keep.text())
    assert services.looking_up.kept == [WORD]


def test_what_is_still_looked_up_is_kept_as_soon_as_it_is_there(page, qtbot, services):
    ask(qtbot, page, SENTENCE.text)
    page.pane.look_up("slow")
    qtbot.keyClick(page, "D", Qt.KeyboardModifier.ControlModifier)
    assert services.looking_up.kept == []
    services.looking_up.pending["slow"].set_result(WORD)
    qtbot.waitUntil(lambda: services.looking_up.kept == [WORD])


def test_a_result_opens_no_window_of_its_own(page, qtbot):
    ask(qtbot, page, "went")
    assert [window for window in QApplication.topLevelWidgets() if window.isVisible()] == [page]


def test_history_is_newest_first_and_asks_again(page, qtbot, services):
    ask(qtbot, page, SENTENCE.text)
    ask(qtbot, page, "went")
    history = page.findChild(QListWidget)
    qtbot.waitUntil(lambda: history.count() == 2)
    assert [history.item(at).text() for at in range(2)] == ["went", SENTENCE.text]
    with qtbot.waitSignal(page.answered):
        history.itemActivated.emit(history.item(1))
    assert page.view.result is SENTENCE


def test_other_ways_to_say_it_stream_in_and_end_with_the_next_question(page, qtbot, services):
    ask(qtbot, page, SENTENCE.text)
    other = Alternative("Onde é a estação mais próxima?", Origin.REGISTER, "rules", (Span(5, 6),), "", "")
    services.alternatives.on_found(other)
    view = page.view.findChild(AlternativesView)
    qtbot.waitUntil(lambda: view.alternatives == (other,))
    assert "estação mais próxima" in view.texts()
    finding = services.alternatives.future
    ask(qtbot, page, "went")
    assert finding.cancelled()


def test_a_long_text_comes_in_parts_and_stops_on_demand(page, qtbot, services):
    text = "It rained.\nWe stayed at home."
    page.look_up(text)
    services.looking_up.on_part(TranslatedPart("Choveu.\n", 11, 29))
    long = page.findChild(LongTextView)
    qtbot.waitUntil(lambda: long.text == "Choveu.\n")
    assert "37 %" in long.told
    with qtbot.waitSignal(page.answered):
        qtbot.mouseClick(long.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert services.looking_up.pending[text].cancelled()
    assert "Stopped" in long.told
    assert long.text == "Choveu.\n"


def test_a_long_text_that_is_done_says_so(page, qtbot, services):
    text = "It rained.\nWe stayed at home."
    page.look_up(text)
    services.looking_up.on_part(TranslatedPart("Choveu.\nFicamos em casa.", 29, 29))
    with qtbot.waitSignal(page.answered):
        services.looking_up.pending[text].set_result(LookedUpSentence(text, "Choveu.\nFicamos em casa.", EN_PT, "e"))
    long = page.findChild(LongTextView)
    assert long.text == "Choveu.\nFicamos em casa."
    assert "whole text" in long.told


def test_a_word_of_a_sentence_is_kept_in_its_sentence(page, qtbot, services):
    ask(qtbot, page, SENTENCE.text)
    with qtbot.waitSignal(page.answered):
        page.view.word_asked.emit("went", False)
    assert services.looking_up.asked[-1] == ("went", EN_PT)
    qtbot.keyClick(page, "D", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(services.looking_up.kept_from))
    assert services.looking_up.kept_from == [(SENTENCE.text, SENTENCE.translation)]


def test_what_is_typed_next_was_met_nowhere(page, qtbot, services):
    ask(qtbot, page, SENTENCE.text)
    with qtbot.waitSignal(page.answered):
        page.view.word_asked.emit("went", False)
    with qtbot.waitSignal(page.answered):
        qtbot.keyClick(page.findChild(AskBox), Qt.Key.Key_Return)
    qtbot.keyClick(page, "D", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(services.looking_up.kept_from))
    assert services.looking_up.kept_from[0][0] != SENTENCE.text


def test_phrases_similar_words_and_forms_lead_on(page, qtbot, services):
    ask(qtbot, page, "went")
    link = next(one for one in page.view.findChildren(QPushButton) if one.text() == "go on")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert services.looking_up.asked[-1] == ("go on", EN_PT)


def test_all_forms_and_definitions_show_on_demand(page, qtbot, services):
    forms = tuple(Form(f"present.{who}", f"form{who}") for who in ("1s", "2s", "3s", "1p", "2p", "3p"))
    verb = Inflection("ir", "verb", (Form("base", "ir"), *forms), True, ("base",))
    meanings = tuple(Meaning("verb", (), f"definition {number}") for number in range(5))
    word = WordEntry("ir", EN_PT.reversed(), "ir", meanings=meanings, inflections=(verb,))
    services.looking_up.answers["ir"] = LookedUpWord(word)
    ask(qtbot, page, "ir")
    for text, hidden in (("All forms of “ir”", "form3p"), ("Show all definitions", "definition 4")):
        label = next(one for one in page.view.findChildren(QLabel) if hidden in one.text())
        assert label.isHidden()
        link = next(one for one in page.view.findChildren(QPushButton) if one.text() == text)
        link.click()
        qtbot.waitUntil(label.isVisible)


def test_senses_of_a_phrase_of_ours_are_told_apart_and_their_source_named(page, qtbot, services):
    meaning = Meaning("verb", ("adiar",), dictionaries=(OUR_PHRASES,), gloss="delay <it>")
    services.looking_up.answers["put off"] = LookedUpWord(WordEntry("put off", EN_PT, "put off", meanings=(meaning,)))
    ask(qtbot, page, "put off")
    said = page.view.texts()
    for part in ("adiar", "(delay &lt;it&gt;)", "langtutor’s own list of phrases"):
        assert part in said
    assert OUR_PHRASES not in said


def test_a_false_friend_is_told_before_what_the_word_means(page, qtbot, services):
    friend = FalseFriend("pretend", EN, "pretender", PT, ("fingir",), ("intend",), "They pretended.", "Fingiram.")
    word = WordEntry("pretend", EN_PT, "pretend", meanings=(Meaning("verb", ("fingir",)),), false_friend=friend)
    services.looking_up.answers["pretend"] = LookedUpWord(word)
    ask(qtbot, page, "pretend")
    said = page.view.texts()
    assert said.index("False friend") < said.index("fingir")
    assert "intend" in said


def test_shift_enter_begins_a_line_and_the_box_grows(page, qtbot):
    box = page.findChild(AskBox)
    height = box.height()
    qtbot.keyClicks(box, "one")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(box, "two")
    assert box.text() == "one\ntwo"
    qtbot.waitUntil(lambda: box.height() > height)
