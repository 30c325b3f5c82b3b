"""Read: texts of the learner's own, with new words marked and everything else a click away."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from langtutor.core.language import LanguageCode
from langtutor.core.reading import Familiarity, Place
from langtutor.core.vocabulary import plain_word
from langtutor.services.reading.opening import ENDINGS
from langtutor.ui.bridge import when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import Keys, PageKeys
from langtutor.ui.pages.read_book import Reader
from langtutor.ui.reading_aloud import ReadingAloud
from langtutor.ui.theme.tokens import SPACE_3, SPACE_4, SPACE_5
from langtutor.ui.widgets.book_shelf import BookShelf
from langtutor.ui.widgets.column import Column
from langtutor.ui.widgets.look_up_box import LookUpPane
from langtutor.ui.widgets.pieces import button
from langtutor.ui.widgets.reading_head import ReadingHead
from langtutor.ui.widgets.reading_text import ReadingText
from langtutor.ui.widgets.text_words import TextWordsDialog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from langtutor.core.course import ItemId
    from langtutor.core.reading import Measures, Shelved
    from langtutor.services.drilling import Next
    from langtutor.services.reading.reader import Opened, Proposal
    from langtutor.wiring import Services

_COLUMN, _PANEL, _NARROWEST = 126, 46, 50
"""Average characters of width: at most for the text, for what is looked up, for the text beside that."""
_ANY = 16_777_215
"""Qt's own name for no limit, in pixels."""


class State(StrEnum):
    SHELF = "shelf"
    OPENING = "opening"
    READING = "reading"


class ReadPage(QWidget):
    """Emits `start_drill` with the Next that the drill on a text begins with."""

    open_page = Signal(str)
    show_message = Signal(str)
    start_drill = Signal(object)
    state_changed = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._state = State.SHELF
        self._chapter = 0
        self._removed = ""
        self._measured = False
        self._states: Mapping[str, Familiarity] = {}
        self.reader = Reader(services.reading, self)
        self.aloud = ReadingAloud(services.saying, self)
        self.shelf = BookShelf()
        self.head = ReadingHead()
        self.text = ReadingText()
        self.pane = LookUpPane(services)
        self.dialog: TextWordsDialog | None = None
        self._keys = PageKeys(self)
        self._lay_out()
        self._connect()
        self._bind_keys()
        self.setAcceptDrops(True)

    @property
    def state(self) -> State:
        return self._state

    @property
    def chapter(self) -> int:
        return self._chapter

    def keys(self) -> Keys:
        return self._keys.listed()

    def activate(self) -> None:
        if self._state is State.READING:
            self.text.setFocus()
            self._words_changed()
        else:
            self.reader.list()
            (self.shelf.list if self.shelf.list.count() else self.shelf.open_button).setFocus()

    # --- building ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        column = Column()
        column.layout_.addWidget(self.shelf)
        self._stack.addWidget(column)
        self._stack.addWidget(self._build_reading())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _build_reading(self) -> QWidget:
        letter = self.fontMetrics().averageCharWidth()
        self._left = left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(self.head)
        row = QHBoxLayout()
        self.text.setMaximumWidth(letter * _COLUMN)
        row.addStretch(1)
        row.addWidget(self.text, 1000)
        row.addStretch(1)
        column.addLayout(row, 1)
        self.panel = QScrollArea()
        self.panel.setWidgetResizable(True)
        self.panel.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panel.setAccessibleName(self.tr("What was looked up"))
        inside = QWidget()
        inside.setObjectName("columnOuter")
        beside = QVBoxLayout(inside)
        beside.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        beside.addWidget(button(self.tr("Close (Esc)"), "x", "quiet", self.close_panel), 0, Qt.AlignmentFlag.AlignRight)
        beside.addWidget(self.pane)
        beside.addStretch(1)
        self.panel.setWidget(inside)
        self.panel.hide()
        page = QWidget()
        sides = QHBoxLayout(page)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        sides.addWidget(left, 1)
        sides.addWidget(self.panel)
        return page

    def _connect(self) -> None:
        shelf, head, text, reader = self.shelf, self.head, self.text, self.reader
        shelf.open_file.connect(self.ask_for_file)
        shelf.paste.connect(self.paste)
        shelf.open_book.connect(self._open_book)
        shelf.remove.connect(self._remove)
        shelf.undo_remove.connect(self._put_back)
        shelf.cancel.connect(self._cancel)
        reader.listed.connect(self._show_list)
        reader.opened.connect(self._show_book)
        reader.standing_came.connect(self._show_states)
        reader.measured.connect(self._show_measures)
        reader.language_changed.connect(self._language_changed)
        reader.words_changed.connect(self._words_changed)
        reader.failed.connect(self._failed)
        head.back.connect(self.to_shelf)
        head.chapter_chosen.connect(lambda at: self.show_chapter(at))
        head.turned.connect(self.turn)
        head.language_chosen.connect(reader.set_language)
        head.drill.connect(self.drill)
        head.say.connect(self.say)
        head.say_on.connect(self.say_on)
        text.asked.connect(self.look_up)
        text.chapter_wanted.connect(self.turn)
        text.moved.connect(self._moved)
        self.aloud.began.connect(self.text.show_spoken)
        self.aloud.began.connect(lambda _span: self.head.show_saying(True))
        self.aloud.ended.connect(self._silent)
        self.aloud.failed.connect(self._tell)
        self.pane.show_message.connect(self.show_message)

    def _bind_keys(self) -> None:
        def reading() -> bool:
            return self._state is State.READING and not self.isHidden()

        def shelf() -> bool:
            return self._state is State.SHELF and not self.isHidden()

        keys = self._keys
        keys.key("Ctrl+O", self.tr("Open a file"), self.ask_for_file, lambda: self._state is not State.OPENING)
        keys.key("Ctrl+V", self.tr("Read what was copied"), self.paste, shelf)
        keys.note("Enter", self.tr("Look up the word at the caret, or what is selected"))
        keys.letter("N", self.tr("To the next new word"), lambda: self.text.to_marked(True), reading)
        keys.letter("B", self.tr("To the new word before"), lambda: self.text.to_marked(False), reading)
        keys.letter("P", self.tr("Hear the sentence"), self.say, reading)
        keys.letter("A", self.tr("Read aloud from here, or stop"), self.say_on, reading)
        keys.letter("K", self.tr("I know this word, or I don’t after all"), self.know, reading)
        keys.key("Ctrl+D", self.tr("Keep what was looked up as a card"), self.pane.keep, reading)
        keys.letter("T", self.tr("Drill me on this text"), self.drill, reading)
        keys.key("Ctrl+PgDown", self.tr("Next chapter"), lambda: self.turn(1), reading)
        keys.key("Ctrl+PgUp", self.tr("Chapter before"), lambda: self.turn(-1), reading)
        keys.note("Esc", self.tr("Close what was looked up, then back to your list"))

    # --- opening -------------------------------------------------------------------------------------------------

    def ask_for_file(self) -> QFileDialog:
        dialog = QFileDialog(self, self.tr("Open a text to read"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{ending}" for ending in sorted(ENDINGS))
        texts, everything = self.tr("Books and texts"), self.tr("All files")
        dialog.setNameFilters([f"{texts} ({patterns})", f"{everything} (*)"])
        dialog.fileSelected.connect(lambda chosen: self.open_file(Path(chosen)))
        dialog.open()
        return dialog

    def open_file(self, path: Path) -> None:
        self._set_state(State.OPENING, self.tr("Opening {name}…").format(name=path.name))
        self.reader.open_file(path)

    def paste(self) -> None:
        """Reads what is in the clipboard."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.show_message.emit(self.tr("There is no text in the clipboard. Copy one first."))
            return
        self._set_state(State.OPENING, self.tr("Opening the text you copied…"))
        self.reader.paste(text)

    def _open_book(self, book: str) -> None:
        self._set_state(State.OPENING, self.tr("Opening {name}…").format(name=self.shelf.title_of(book)))
        self.reader.open(book)

    def _cancel(self) -> None:
        self.reader.cancel()
        self.to_shelf()

    def to_shelf(self) -> None:
        """The place is kept."""
        self.aloud.stop()
        self.close_panel()
        self.reader.close()
        self._set_state(State.SHELF)
        self.activate()

    def _remove(self, book: str) -> None:
        self._removed = book
        self.shelf.show_removed(self.shelf.title_of(book))
        self.reader.remove(book)

    def _put_back(self) -> None:
        self.shelf.show_removed("")
        self.reader.put_back(self._removed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files and self._state is not State.OPENING:
            event.acceptProposedAction()
            self.open_file(Path(files[0]))

    # --- reading -------------------------------------------------------------------------------------------------

    def show_chapter(self, at: int, place: Place | None = None, *, at_end: bool = False) -> None:
        """From its beginning, from a place of it, or its end."""
        opened = self.reader.book
        if opened is None or not 0 <= at < len(opened.book.chapters):
            return
        self.aloud.stop()
        self._chapter = at
        self._states = {}
        language = opened.about.language
        sentence_at = self._services.reading.sentence_at
        self.text.show_chapter(opened.book.chapters[at], lambda text, where: sentence_at(text, where, language))
        self.head.show_chapter(at)
        if at_end:
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.maximum())
        elif place is not None:
            # Only a document that was laid out at its width knows where its paragraphs are.
            QTimer.singleShot(0, self.text, lambda: self.text.go_to(place))
        self._tell_words()
        self._moved()

    def turn(self, by: int) -> None:
        """To the chapter after, or before."""
        self.show_chapter(self._chapter + by, at_end=by < 0 and not self.head.before.hasFocus())

    def look_up(self, text: str, sentence: str) -> None:
        """Beside the text, which keeps the focus; in its place where the page is narrow."""
        self.panel.show()
        self._fit()
        self.pane.look_up(text, sentence if sentence != text else "")

    def close_panel(self) -> None:
        self.panel.hide()
        self._fit()
        self.pane.clear()
        if self._state is State.READING:
            self.text.setFocus()

    def know(self) -> None:
        """The word at the caret counts as known, or as new if it did."""
        word, _ = self.text.word_here()
        state = self._states.get(plain_word(word))
        if not word or state is None:
            return
        known = state is not Familiarity.KNOWN
        said = self.tr("“{word}” counts as known now.") if known else self.tr("“{word}” doesn’t count as known now.")

        def marked(_count: object) -> None:
            self.show_message.emit(said.format(word=word))

        when_done(self._services.vocabulary.mark([word], known=known), self, marked, self._tell)

    def say(self) -> None:
        piece = self.text.sentence_here()
        if piece[0]:
            self.aloud.begin(piece, lambda _place: None, self._language())

    def say_on(self) -> None:
        """From here to the end of the chapter, or stop."""
        if self.aloud.going:
            self.aloud.stop()
            return
        piece = self.text.sentence_here()
        if piece[0]:
            self.aloud.begin(piece, self.text.sentence_after, self._language())

    # --- drilling ------------------------------------------------------------------------------------------------

    def drill(self) -> None:
        """Words of this chapter to choose from."""
        opened = self.reader.book
        if opened is None or self._services.drilling is None or not self.head.drill_button.isVisible():
            return
        self.aloud.stop()
        dialog = self.dialog = TextWordsDialog(self)
        dialog.chosen.connect(self._practise)
        proposals = self._services.reading.proposals(opened, self._chapter)
        when_done(proposals, dialog, dialog.show_proposals, lambda error: dialog.show_trouble(self._sentence(error)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _practise(self, proposals: Sequence[Proposal]) -> None:
        drilling = self._services.drilling
        if drilling is None:
            return

        def kept(items: tuple[ItemId, ...]) -> None:
            drilling.ask_first(items)
            when_done(drilling.next(), self, begin, self._tell)

        def begin(upcoming: Next) -> None:
            if self.dialog is not None:
                self.dialog.accept()
                self.dialog = None
            self.reader.save_place()
            self.start_drill.emit(upcoming)

        when_done(self._services.reading.keep(proposals), self, kept, self._tell)

    # --- what comes ----------------------------------------------------------------------------------------------

    def _show_list(self, books: tuple[Shelved, ...]) -> None:
        self.shelf.show_books(books, {code: self._name(code) for code in self._services.languages})

    def _show_book(self, opened: Opened) -> None:
        messages = self._services.messages
        remarks = [messages.text(f"reading.remark.{remark.value}") for remark in opened.book.remarks]
        self.head.show_book(opened.book, remarks)
        self.head.show_language({code: self._name(code) for code in self._services.languages}, self._language())
        self._set_state(State.READING)
        place = opened.about.place
        self._measured = False
        self.show_chapter(min(place.chapter, len(opened.book.chapters) - 1), place)
        self.text.setFocus()

    def _language_changed(self) -> None:
        self._measured = False
        self.show_chapter(self._chapter, self.text.place(self._chapter))
        self.text.setFocus()

    def _show_states(self, states: Mapping[str, Familiarity]) -> None:
        """The words that are seen come first, then those of the whole book are counted."""
        self._states = states
        self.text.show_states(states)
        if not self._measured:
            self._measured = True
            self.reader.measure()

    def _show_measures(self, measures: Measures | None) -> None:
        self.head.show_measures(measures, self._name(self._language()))

    def _words_changed(self) -> None:
        if self._state is State.READING and self.isVisible():
            self._measured = False
            self._tell_words()

    def _tell_words(self) -> None:
        self.reader.tell_words(self.text.words())

    def _moved(self) -> None:
        if self._state is State.READING and self.isVisible():
            self.reader.at(self.text.place(self._chapter), self.text.share_before())

    def _silent(self) -> None:
        self.text.show_spoken(None)
        self.head.show_saying(False)

    def _failed(self, error: BaseException) -> None:
        self._tell(error)
        if self._state is State.OPENING:
            self._set_state(State.SHELF)
            self.activate()

    def _tell(self, error: BaseException) -> None:
        self.show_message.emit(self._sentence(error))

    def _sentence(self, error: BaseException) -> str:
        return sentence_for(error, self._services.messages)

    def _language(self) -> LanguageCode:
        return self.reader.book.about.language if self.reader.book is not None else LanguageCode("")

    def _name(self, code: LanguageCode) -> str:
        language = self._services.languages.get(code)
        return language.name_in(self._services.ui_language()) if language else str(code)

    def _set_state(self, state: State, doing: str = "") -> None:
        self._state = state
        self._stack.setCurrentIndex(1 if state is State.READING else 0)
        self.shelf.show_busy(doing)
        self.state_changed.emit(state.value)

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        beside = self.width() >= letter * (_PANEL + _NARROWEST)
        shown = not self.panel.isHidden()
        self._left.setVisible(beside or not shown)
        self.panel.setMinimumWidth(letter * _PANEL if beside else 0)
        self.panel.setMaximumWidth(letter * _PANEL if beside else _ANY)
        self.head.fit(self.width() - (self.panel.minimumWidth() if shown and beside else 0), self.height())

    # --- Qt ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes what was opened last."""
        if event.key() != Qt.Key.Key_Escape or self._state is State.SHELF:
            super().keyPressEvent(event)
        elif self._state is State.OPENING:
            self._cancel()
        elif self.aloud.going:
            self.aloud.stop()
        elif not self.panel.isHidden():
            self.close_panel()
        else:
            self.to_shelf()

    def changeEvent(self, event: QEvent) -> None:
        """Text of another size is laid out anew, at its place."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and getattr(self, "_state", None) is State.READING:
            self._fit()
            self.show_chapter(self._chapter, self.text.place(self._chapter))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.aloud.stop()
        self.reader.save_place()
