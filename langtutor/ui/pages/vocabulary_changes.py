"""What the Vocabulary page does with cards: in the background, asked about where it must be, told in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from langtutor.core.vocabulary import Card, CardDraft, KeptCard
from langtutor.ui.bridge import when_done
from langtutor.ui.widgets.card_dialog import CardDialog, TagsDialog
from langtutor.ui.widgets.import_dialog import ImportDialog

if TYPE_CHECKING:
    from langtutor.services.vocabulary import Import, Undone
    from langtutor.wiring import Services

T = TypeVar("T")


class VocabularyChanges(QObject):
    """Emits `done` with what to tell, `failed` with an error, `hear` with a text to be said."""

    done = Signal(str)
    failed = Signal(object)
    hear = Signal(str)

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._services = services
        self._words = services.vocabulary
        self.tags: tuple[str, ...] = ()
        """All there are, for completion."""

    def edit(self, card: Card) -> CardDialog:
        """Opens the card."""
        dialog = self._dialog(card, card.draft)
        dialog.kept.connect(lambda draft: self._wait(self._words.edit(card.item, draft), self._edited))
        when_done(self._words.reviews(card.item), dialog, dialog.show_history, self.failed.emit)
        return dialog

    def new(self, draft: CardDraft) -> CardDialog:
        dialog = self._dialog(None, draft)
        dialog.kept.connect(self.keep)
        return dialog

    def keep(self, draft: CardDraft) -> None:
        self._wait(self._words.keep(draft), partial(self._kept, draft.front.strip()))

    def know(self, word: str) -> None:
        text = self.tr("“{word}” counts as known.").format(word=word)
        self._wait(self._words.mark([word]), lambda _count: text)

    def suspend(self, cards: Sequence[Card], *, suspended: bool) -> None:
        text = self.tr("Cards that are not asked any more: {count}.") if suspended else self.tr("Asked again: {count}.")
        changing = self._words.suspend([card.item for card in cards], suspended=suspended)
        self._wait(changing, lambda count: text.format(count=_number(count)))

    def tag(self, cards: Sequence[Card]) -> TagsDialog:
        there = sorted({tag for card in cards for tag in card.tags}, key=str.casefold)
        dialog = TagsDialog(len(cards), there, self.tags, self._page)
        items = [card.item for card in cards]
        text = self.tr("Cards changed: {count}.")

        def wanted(add: list[str], remove: list[str]) -> None:
            self._wait(self._words.tag(items, add, remove), lambda count: text.format(count=_number(count)))

        dialog.wanted.connect(wanted)
        dialog.open()
        return dialog

    def merge(self, cards: Sequence[Card]) -> None:
        """The one that was asked most takes in the others."""
        ranked = sorted(cards, key=lambda card: (-card.reviews, card.kept_at))
        text = self.tr("Merged into “{word}”; what you answered to each counts for it.")
        merging = self._words.merge([card.item for card in ranked])
        self._wait(merging, lambda card: text.format(word=card.front))

    def remove(self, cards: Sequence[Card]) -> None:
        text = self.tr("Cards removed: {count}. Ctrl+Z brings them back.")
        removing = self._words.remove([card.item for card in cards])
        self._wait(removing, lambda count: text.format(count=_number(count)))

    def undo(self) -> None:
        self._wait(self._words.undo(), self._undone)

    def ask_for_table(self) -> QFileDialog:
        dialog = QFileDialog(self._page, self.tr("A file with cards"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Tables (*.csv *.tsv *.txt)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.read_table(Path(name)))
        dialog.open()
        return dialog

    def read_table(self, path: Path) -> None:
        """What it brings is shown first."""
        when_done(self._words.read_table(path), self, self._ask_to_import, self.failed.emit)

    def _ask_to_import(self, found: Import) -> None:
        dialog = ImportDialog(found, self._services.messages, self._page)
        dialog.agreed.connect(lambda tags: self._wait(self._words.take(found.table, tags), self._taken))
        dialog.open()

    def ask_where(self, cards: Sequence[Card]) -> QFileDialog:
        dialog = QFileDialog(self._page, self.tr("Where to write the cards"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("vocabulary.csv")
        dialog.fileSelected.connect(lambda name: self.write_table(Path(name), cards))
        dialog.open()
        return dialog

    def write_table(self, path: Path, cards: Sequence[Card]) -> None:
        text = self.tr("Cards written: {count}, into {file}.")
        writing = self._words.write_table(path, [card.item for card in cards])
        self._wait(writing, lambda count: text.format(count=_number(count), file=path))

    # --- what came of it -----------------------------------------------------------------------------------------

    def _dialog(self, card: Card | None, draft: CardDraft) -> CardDialog:
        dialog = CardDialog(card, self.tags, self._page, draft)
        dialog.hear.connect(self.hear)
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()
        return dialog

    def _wait(self, future: Future[T], text: Callable[[T], str]) -> None:
        when_done(future, self, lambda result: self.done.emit(text(result)), self.failed.emit)

    def _edited(self, card: Card) -> str:
        return self.tr("“{word}” is saved.").format(word=card.front)

    def _kept(self, word: str, kept: KeptCard) -> str:
        text = self.tr("“{word}” is a card now.") if kept.is_new else self.tr("“{word}” is a card already.")
        return text.format(word=word)

    def _taken(self, kept: Sequence[KeptCard]) -> str:
        text = self.tr("New cards: {new}. Ctrl+Z takes them back.")
        return text.format(new=_number(sum(one.is_new for one in kept)))

    def _undone(self, undone: Undone | None) -> str:
        if undone is None:
            return self.tr("There is nothing to undo.")
        texts = {
            "keep": self.tr("Undone: the card is gone."),
            "edit": self.tr("Undone: the card is as it was."),
            "tag": self.tr("Undone: the tags are as they were."),
            "merge": self.tr("Undone: the cards are apart again."),
            "suspend": self.tr("Undone: the cards are asked again."),
            "resume": self.tr("Undone: the cards are suspended again."),
            "remove": self.tr("Undone: the cards are back."),
            "mark": self.tr("Undone: what you said of the word is taken back."),
            "import": self.tr("Undone: what was imported is gone."),
        }
        return texts[undone.what]


def _number(count: int) -> str:
    return QLocale().toString(count)
