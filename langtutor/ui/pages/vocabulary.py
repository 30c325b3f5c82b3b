"""The learner's words: found, sorted, changed, heard, taken in and out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from langtutor.core.vocabulary import CardDraft, WeakWord
from langtutor.learner.card_search import Order
from langtutor.ui.bridge import when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import Keys, PageKeys
from langtutor.ui.pages.vocabulary_changes import VocabularyChanges
from langtutor.ui.playing import Playing
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3
from langtutor.ui.widgets.card_table import CardTable
from langtutor.ui.widgets.card_texts import CardTexts
from langtutor.ui.widgets.column import Column
from langtutor.ui.widgets.combo import Combo
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import button, label, relabel
from langtutor.ui.widgets.weak_words import WeakWordsView

if TYPE_CHECKING:
    from langtutor.services.vocabulary import Listing
    from langtutor.wiring import Services

T = TypeVar("T")

_WIDTH = 1400
_TYPING_MS = 150
"""After the last letter, before the search begins."""


class State(StrEnum):
    LOADING = "loading"
    EMPTY = "empty"
    NOTHING = "nothing"
    FOUND = "found"
    FAILED = "failed"


_FILTER_LETTERS = 14


class VocabularyPage(QWidget):
    """Emits `listed` when a search was answered, with cards or an error. The answer to an older search is dropped."""

    open_page = Signal(str)
    show_message = Signal(str)
    listed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._words = services.vocabulary
        self._asked = 0
        self._order, self._descending = Order.KEPT, True
        self._listing: Listing | None = None
        self._texts = CardTexts(self)
        self._playing = Playing(services.saying, self)
        self._playing.failed.connect(self._tell)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self._keys = PageKeys(self)
        self._build()
        self.changes = VocabularyChanges(services, self)
        self.changes.done.connect(self._changed)
        self.changes.failed.connect(self._tell)
        self.changes.hear.connect(self._say)
        self._connect()
        self._bind_keys()
        self._show(State.LOADING)

    @property
    def state(self) -> State:
        return self._state

    def keys(self) -> Keys:
        return self._keys.listed()

    def activate(self) -> None:
        self.refresh()
        self.table.setFocus()

    def search_for(self, text: str) -> None:
        """Shows what a search finds, such as `tag:food is:due`."""
        self.filter.setCurrentIndex(0)
        self.search.setText(text)
        self.refresh()

    def refresh(self) -> None:
        """Reads the list again, in the background."""
        self._typing.stop()
        self._asked += 1
        asked = self._asked
        text = " ".join(filter(None, (self.filter.currentData(), self.search.text())))
        listing = self._words.list(text, self._order, descending=self._descending)
        self._wait(listing, lambda found: self._found(asked, found), lambda error: self._failed(asked, error))
        self._wait(self._words.weak_words(), self.weak.show_words, self._tell)

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        area = Column(width=_WIDTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        column = area.layout_
        column.setSpacing(SPACE_3)
        self.counts = label(look="muted")
        self.weak = WeakWordsView()
        self.status = label(look="muted")
        self.table = CardTable()
        self.about = label(look="muted")
        column.addWidget(label(self.tr("Vocabulary"), "title"))
        for part in (self.counts, self.weak, self._build_search(), self.status):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        for part in (self.about, self._build_actions(), self._build_files()):
            column.addWidget(part)

    def _build_search(self) -> QWidget:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search: a word, tag:food, is:due, lapses>3, kept:7"))
        self.search.setAccessibleName(self.tr("Search your cards"))
        self.search.setClearButtonEnabled(False)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 10)
        self.search.setToolTip(
            self.tr(
                "Words are looked for everywhere, “two words” in quotes together. Besides: "
                "is:due, is:new, is:learning, is:known, is:leech, is:weak, is:duplicate, is:suspended; "
                "tag:food, tag:none; front:, back:, sentence:; lapses>3, reviews:0, lookups>=2; "
                "kept:7 and due:7 (days). A minus turns a part round: -tag:food."
            )
        )
        self.filter = Combo()
        self.filter.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filter.setMinimumContentsLength(_FILTER_LETTERS)  # its list is as wide as it must be
        self.filter.setAccessibleName(self.tr("Which cards"))
        for text, term in (
            (self.tr("All cards"), ""),
            (self.tr("To review now"), "is:due"),
            (self.tr("New"), "is:new"),
            (self.tr("Learning"), "is:learning"),
            (self.tr("Known"), "is:known"),
            (self.tr("Forgotten often"), "is:leech"),
            (self.tr("Looked up often"), "is:weak"),
            (self.tr("There more than once"), "is:duplicate"),
            (self.tr("Suspended"), "is:suspended"),
        ):
            self.filter.addItem(text, term)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self.search, 1)
        row.addWidget(self.filter)
        return line

    def _build_actions(self) -> QWidget:
        self.edit_button = button(self.tr("Edit (Enter)"), "pencil-simple", "", self._edit)
        self.hear_button = button(self.tr("Hear it (P)"), "speaker-high", "", self._hear)
        self.suspend_button = button(self.tr("Suspend (S)"), "pause", "", self._suspend)
        self.tags_button = button(self.tr("Tags (T)"), "tag", "", self._tags)
        self.merge_button = button(self.tr("Merge (M)"), "git-merge", "", self._merge)
        self.remove_button = button(self.tr("Remove (Del)"), "trash", "", self._remove)
        return _row(
            self.edit_button,
            self.hear_button,
            self.suspend_button,
            self.tags_button,
            self.merge_button,
            self.remove_button,
        )

    def _build_files(self) -> QWidget:
        self.new_button = button(self.tr("New card (N)"), "plus", "quiet", self._new)
        self.undo_button = button(self.tr("Undo (Ctrl+Z)"), "arrow-counter-clockwise", "quiet", self._undo)
        self.import_button = button(self.tr("Import CSV…"), "download-simple", "quiet", self._import)
        self.export_button = button(self.tr("Export CSV…"), "upload-simple", "quiet", self._export)
        return _row(self.new_button, self.undo_button, self.import_button, self.export_button)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._search_entered)
        self.filter.activated.connect(lambda _at: self.refresh())
        self.table.chosen.connect(self._show_selection)
        self.table.opened.connect(self.changes.edit)
        self.table.order_wanted.connect(self._order_by)
        self.table.remove_wanted.connect(self._remove)
        self.weak.keep.connect(self._keep_weak)
        self.weak.known.connect(lambda word: self.changes.know(word.word))

    def _bind_keys(self) -> None:
        keys = self._keys
        keys.note("Enter", self.tr("Edit the card"))
        keys.letter("P", self.tr("Hear the word"), self._hear, self._one)
        keys.letter("S", self.tr("Suspend the cards, or go on with them"), self._suspend, self._some)
        keys.letter("T", self.tr("Tags of the cards"), self._tags, self._some)
        keys.letter("M", self.tr("Merge the cards into one"), self._merge, self._several)
        keys.letter("N", self.tr("New card"), self._new)
        keys.note(self.tr("Del"), self.tr("Remove the cards"))
        keys.key("Ctrl+Z", self.tr("Undo the last change"), self._undo, lambda: self._words.can_undo is not None)
        keys.key("Ctrl+F", self.tr("Search"), self._to_search)

    # --- asking --------------------------------------------------------------------------------------------------

    def _wait(self, future: Future[T], done: Callable[[T], object], failed: Callable[[BaseException], None]) -> None:
        when_done(future, self, lambda result: (done(result), None)[1], failed)

    def _found(self, asked: int, listing: Listing) -> None:
        if asked != self._asked:
            return
        self._listing = listing
        self.changes.tags = listing.tags
        self.table.show_cards(listing.cards)
        self.table.show_order(self._order, descending=self._descending)
        self._show(State.FOUND if listing.cards else State.NOTHING if listing.total else State.EMPTY)
        self.listed.emit()

    def _failed(self, asked: int, error: BaseException) -> None:
        if asked != self._asked:
            return
        self.table.show_cards(())
        self._show(State.FAILED, sentence_for(error, self._services.messages))
        self.listed.emit()

    def _order_by(self, order: Order, descending: bool) -> None:
        self._order, self._descending = order, descending
        self.refresh()

    def _search_entered(self) -> None:
        self.refresh()
        self.table.setFocus()

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    # --- intents -------------------------------------------------------------------------------------------------

    def _one(self) -> bool:
        return len(self.table.selected()) == 1

    def _some(self) -> bool:
        return bool(self.table.selected())

    def _several(self) -> bool:
        return len(self.table.selected()) > 1

    def _edit(self) -> None:
        for card in self.table.selected()[:1]:
            self.changes.edit(card)

    def _new(self) -> None:
        self.changes.new(CardDraft("", ""))

    def _hear(self) -> None:
        """The word, then its sentence."""
        course = self._services.course
        for card in self.table.selected()[:1]:
            texts = [text for text in (card.front, card.sentence) if text]
            if course is not None:
                self._playing.clips(*(self._playing.said(text, course.learned) for text in texts))

    def _say(self, text: str) -> None:
        course = self._services.course
        if course is not None:
            self._playing.say(text, course.learned)

    def _suspend(self) -> None:
        cards = self.table.selected()
        if cards:
            self.changes.suspend(cards, suspended=not all(card.suspended for card in cards))

    def _tags(self) -> None:
        if self._some():
            self.changes.tag(self.table.selected())

    def _merge(self) -> None:
        if self._several():
            self.changes.merge(self.table.selected())

    def _remove(self) -> None:
        if self._some():
            self.changes.remove(self.table.selected())

    def _undo(self) -> None:
        self.changes.undo()

    def _import(self) -> None:
        self.changes.ask_for_table()

    def _export(self) -> None:
        self.changes.ask_where(self.table.selected() if self._several() else self.table.cards)

    def _keep_weak(self, word: WeakWord) -> None:
        draft = CardDraft(word.word, word.result, origin="look_up")
        if word.result.strip():
            self.changes.keep(draft)
        else:
            self.changes.new(draft)

    def _changed(self, text: str) -> None:
        self.show_message.emit(text)
        self.refresh()

    def _tell(self, error: BaseException) -> None:
        self.show_message.emit(sentence_for(error, self._services.messages))
        self.refresh_actions()

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self, state: State, problem: str = "") -> None:
        self._state = state
        texts = {
            State.LOADING: self.tr("Looking through your cards…"),
            State.EMPTY: self.tr(
                "You have no cards yet. Look a word up and keep it with Ctrl+D, write one here, or import a CSV file."
            ),
            State.NOTHING: self.tr("No card is like that."),
            State.FOUND: "",
            State.FAILED: problem,
        }
        self.status.setText(texts[state])
        self.status.setVisible(bool(texts[state]))
        self.counts.setText(self._counts())
        self.counts.setVisible(bool(self.counts.text()))
        self._show_selection()

    def _counts(self) -> str:
        listing = self._listing
        if listing is None or not listing.total:
            return ""
        number = QLocale().toString
        text = self.tr("Cards: {total} · new {new} · learning {learning} · known {known} · to review now {due}")
        if len(listing.cards) != listing.total:
            text = self.tr(
                "Found: {shown} of {total} · new {new} · learning {learning} · known {known} · to review now {due}"
            )
        return text.format(
            total=number(listing.total),
            new=number(listing.new),
            learning=number(listing.learning),
            known=number(listing.known),
            due=number(listing.due),
            shown=number(len(listing.cards)),
        )

    def _show_selection(self) -> None:
        cards = self.table.selected()
        lines: tuple[str, ...] = ()
        if len(cards) == 1:
            card = cards[0]
            sentence = " — ".join(filter(None, (card.sentence, card.translation)))
            lines = (sentence, " ".join(self._texts.told(card)))
        elif cards:
            lines = (self.tr("Cards selected: {count}").format(count=QLocale().toString(len(cards))),)
        self.about.setText("\n".join(filter(None, lines)))
        self.about.setVisible(bool(self.about.text()))
        self.refresh_actions()

    def refresh_actions(self) -> None:
        cards = self.table.selected()
        for one in (self.edit_button, self.hear_button):
            one.setEnabled(len(cards) == 1)
        for one in (self.suspend_button, self.tags_button, self.remove_button):
            one.setEnabled(bool(cards))
        self.merge_button.setEnabled(len(cards) > 1)
        resting = bool(cards) and all(card.suspended for card in cards)
        relabel(self.suspend_button, self.tr("Ask again (S)") if resting else self.tr("Suspend (S)"))
        self.undo_button.setEnabled(self._words.can_undo is not None)
        self.export_button.setEnabled(bool(self.table.cards))
        chosen = self.tr("Export the selected…") if len(cards) > 1 else self.tr("Export CSV…")
        relabel(self.export_button, chosen)


def _row(*widgets: QWidget) -> QWidget:
    line = QWidget()
    row = FlowLayout(line, SPACE_2, SPACE_2)
    for one in widgets:
        row.addWidget(one)
    return line
