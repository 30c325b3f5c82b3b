"""Above a text that is read: what it is, which chapter, how much of it is new, and the drill on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from langtutor.ui.theme.tokens import SPACE_2, SPACE_3
from langtutor.ui.widgets.combo import Combo
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from langtutor.core.reading import Book, Measures


class ReadingHead(QWidget):
    """Emits `back`, `chapter_chosen` with its place in the book, `turned` with 1 or -1, `drill`, `say`, `say_on`."""

    back = Signal()
    chapter_chosen = Signal(int)
    turned = Signal(int)
    drill = Signal()
    say = Signal()
    say_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(look="heading")
        self.chapters = Combo()
        self.chapters.setAccessibleName(self.tr("Chapter"))
        self.chapters.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.chapters.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        self.chapters.activated.connect(self.chapter_chosen)
        self.before = button(self.tr("Chapter before"), "caret-left", "quiet", lambda: self.turned.emit(-1))
        self.after = button(self.tr("Next chapter"), "caret-right", "quiet", lambda: self.turned.emit(1))
        self.say_button = button(self.tr("Hear the sentence"), "speaker-high", "quiet", self.say.emit)
        self.say_button.setToolTip("P")
        self.say_on_button = button(self.tr("Read aloud from here"), "play", "quiet", self.say_on.emit)
        self.say_on_button.setToolTip("A")
        self.drill_button = button(self.tr("Drill me on this text"), "barbell", "primary", self.drill.emit)
        self.measures = label(look="muted")
        self.legend = label(look="small", rich=True)
        self.remarks = label(look="small")
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        first = QHBoxLayout()
        first.setSpacing(SPACE_3)
        first.addWidget(button(self.tr("Your list"), "arrow-left", "quiet", self.back.emit))
        first.addWidget(self.title, 1)
        first.addWidget(self.drill_button)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(SPACE_2)
        for icon_only in (self.before, self.after):
            icon_only.setToolTip(icon_only.text())
            icon_only.setText("")
        second.addWidget(self.before)
        second.addWidget(self.chapters, 1)
        second.addWidget(self.after)
        column.addLayout(second)
        third = QWidget()
        row = FlowLayout(third, across=SPACE_2)
        for one in (self.say_button, self.say_on_button):
            row.addWidget(one)
        column.addWidget(third)
        for line in (self.measures, self.legend, self.remarks):
            column.addWidget(line)
            line.hide()

    def show_book(self, book: Book, remarks: Sequence[str]) -> None:
        """remarks: sentences about what was left out or guessed."""
        self.title.setText(f"{book.title} – {book.author}" if book.author else book.title)
        self.chapters.clear()
        for number, chapter in enumerate(book.chapters, 1):
            self.chapters.addItem(chapter.title or self.tr("Part {number}").format(number=number))
        several = len(book.chapters) > 1
        for widget in (self.chapters, self.before, self.after):
            widget.setVisible(several)
        self.remarks.setText(" ".join(remarks))
        self.remarks.setVisible(bool(remarks))
        self.measures.hide()
        self.legend.hide()

    def show_chapter(self, at: int) -> None:
        self.chapters.setCurrentIndex(at)
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at + 1 < self.chapters.count())

    def show_measures(self, measures: Measures | None, language: str) -> None:
        """None: the text is in another language than the learned one, whose name is `language`."""
        self.measures.show()
        self.legend.setVisible(measures is not None)
        self.drill_button.setVisible(measures is not None)
        if measures is None:
            text = self.tr("This text is in {language}, which you don’t learn: its words are not marked.")
            self.measures.setText(text.format(language=language))
            return
        numbers = QLocale()
        parts = [self.tr("{count} words").format(count=numbers.toString(measures.words))]
        if measures.level:
            parts.append(self.tr("vocabulary about {level}").format(level=measures.level))
        share = numbers.toString(100 * measures.new, "f", 1)
        new = self.tr("{percent} % of the words are new to you ({count} different ones)")
        parts.append(new.format(percent=share, count=numbers.toString(measures.new_different)))
        self.measures.setText(" · ".join(parts))
        self.legend.setText(
            self.tr(
                "<u style='text-decoration: underline dotted'>Dotted</u>: new to you. <u>Underlined</u>: you are"
                " learning it. Click a word to look it up."
            )
        )

    def show_saying(self, saying: bool) -> None:
        self.say_on_button.setText(self.tr("Stop reading aloud") if saying else self.tr("Read aloud from here"))
        self.say_on_button.setAccessibleName(self.say_on_button.text())
