"""Above a text that is read: what it is, which chapter, how much of it is new, and the drill on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from langtutor.ui.theme.tokens import SPACE_2
from langtutor.ui.widgets.combo import Combo
from langtutor.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from langtutor.core.reading import Book, Measures

_WIDE, _HIGH = 96, 32
"""Average characters of width from which buttons have words, lines of height from which there is room for more than
they."""


class ReadingHead(QWidget):
    """Emits `back`, `chapter_chosen` with its place in the book, `turned` with 1 or -1, `language_chosen` with a code,
    `drill`, `say`, `say_on`."""

    back = Signal()
    chapter_chosen = Signal(int)
    turned = Signal(int)
    language_chosen = Signal(str)
    drill = Signal()
    say = Signal()
    say_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(look="heading")
        self.title.setWordWrap(False)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._title = ""
        self._measured = self._low = self._narrow = self._narrowest = self._saying = False
        self.back_button = button(self.tr("Your list"), "arrow-left", "quiet", self.back.emit)
        self.chapters = Combo()
        self.chapters.setAccessibleName(self.tr("Chapter"))
        self.chapters.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.chapters.setMinimumWidth(self.fontMetrics().averageCharWidth() * 12)
        self.chapters.activated.connect(self.chapter_chosen)
        self.before = button(self.tr("Chapter before"), "caret-left", "quiet", lambda: self.turned.emit(-1))
        self.after = button(self.tr("Next chapter"), "caret-right", "quiet", lambda: self.turned.emit(1))
        self.say_button = button(self.tr("Hear the sentence"), "speaker-high", "quiet", self.say.emit)
        self.say_button.setToolTip("P")
        self.say_on_button = button(self.tr("Read aloud from here"), "play", "quiet", self.say_on.emit)
        self.say_on_button.setToolTip("A")
        self.drill_button = button(self.tr("Drill me on this text"), "barbell", "primary", self.drill.emit)
        self.measures = label(look="muted")
        self.languages = Combo()
        self.languages.setAccessibleName(self.tr("Language of this text"))
        self.languages.setToolTip(self.tr("Language of this text"))
        self.languages.activated.connect(lambda at: self.language_chosen.emit(self.languages.itemData(at)))
        self.legend = label(look="small")
        self.remarks = label(look="small")
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(SPACE_2)
            column.addLayout(row)
        first.addWidget(self.back_button)
        first.addWidget(self.title, 1)
        first.addWidget(self.drill_button)
        for icon_only in (self.before, self.after):
            icon_only.setToolTip(icon_only.text())
            icon_only.setText("")
        second.addWidget(self.before)
        second.addWidget(self.chapters, 1)
        second.addWidget(self.after)
        second.addWidget(self.say_button)
        second.addWidget(self.say_on_button)
        self._no_chapters = QWidget()
        second.insertWidget(3, self._no_chapters, 1)
        third = QHBoxLayout()
        third.setSpacing(SPACE_2)
        third.addWidget(self.measures, 1)
        third.addWidget(self.languages, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(third)
        for line in (self.legend, self.remarks):
            column.addWidget(line)
        for widget in (self.measures, self.languages, self.legend, self.remarks):
            widget.hide()
        self._label_buttons()

    def fit(self, width: int, height: int) -> None:
        """Icons alone where the page is narrow (in pixels), and no more than two rows where it is low."""
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        self._narrow, self._low = width < letter * _WIDE, height < line * _HIGH
        self._narrowest = width < letter * _WIDE // 2
        self._label_buttons()
        self._show_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_title()

    def _show_title(self) -> None:
        metrics = self.title.fontMetrics()
        self.title.setText(metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, self.title.width()))
        self.title.setToolTip("\n".join(filter(None, (self._title, self.measures.text()))))
        self.title.setAccessibleName(self._title)

    def _label_buttons(self) -> None:
        aloud = self.tr("Stop reading aloud") if self._saying else self.tr("Read aloud from here")
        texts = {
            self.back_button: (self.tr("Your list"), "Esc"),
            self.say_button: (self.tr("Hear the sentence"), "P"),
            self.say_on_button: (aloud, "A"),
            self.drill_button: (self.tr("Drill me on this text"), "T"),
        }
        for made, (text, key) in texts.items():
            made.setText("" if self._narrow and (made is not self.drill_button or self._narrowest) else text)
            made.setAccessibleName(text)
            made.setToolTip(f"{text} ({key})")

    def _show_lines(self) -> None:
        self._show_title()
        self.languages.setVisible(bool(self.measures.text()) and not self._low)
        self.measures.setVisible(bool(self.measures.text()) and not self._low)
        self.legend.setVisible(self._measured and not self._low)
        self.remarks.setVisible(bool(self.remarks.text()) and not self._low)

    def show_book(self, book: Book, remarks: Sequence[str]) -> None:
        """remarks: sentences about what was left out or guessed."""
        self._title = f"{book.title} – {book.author}" if book.author else book.title
        self._show_title()
        self.chapters.clear()
        for number, chapter in enumerate(book.chapters, 1):
            self.chapters.addItem(chapter.title or self.tr("Part {number}").format(number=number))
        several = len(book.chapters) > 1
        for widget in (self.chapters, self.before, self.after):
            widget.setVisible(several)
        self._no_chapters.setVisible(not several)
        self.remarks.setText(" ".join(remarks))
        self.measures.clear()
        self._measured = False
        self._show_lines()

    def show_language(self, names: Mapping[str, str], language: str) -> None:
        """names: of all languages there are, by code. language: what the text counts as."""
        self.languages.clear()
        for code, name in names.items():
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(self.languages.findData(language))

    def show_chapter(self, at: int) -> None:
        self.chapters.setCurrentIndex(at)
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at + 1 < self.chapters.count())

    def show_measures(self, measures: Measures | None, language: str) -> None:
        """None: the text is in another language than the learned one, whose name is `language`."""
        self._measured = measures is not None
        self.drill_button.setVisible(measures is not None)
        self.measures.setText(self._measures_text(measures, language))
        self.legend.setText(
            self.tr("Dotted: new to you. Underlined: you are learning it. Click a word, or press Enter, to look it up.")
        )
        self._show_lines()

    def show_saying(self, saying: bool) -> None:
        self._saying = saying
        self._label_buttons()

    def _measures_text(self, measures: Measures | None, language: str) -> str:
        if measures is None:
            text = self.tr("This text is in {language}, which you don’t learn: its words are not marked.")
            return text.format(language=language)
        numbers = QLocale()
        parts = [self.tr("{count} words").format(count=numbers.toString(measures.words))]
        if measures.level:
            parts.append(self.tr("vocabulary about {level}").format(level=measures.level))
        share = numbers.toString(100 * measures.new, "f", 1)
        new = self.tr("{percent} % of the words are new to you ({count} different ones)")
        parts.append(new.format(percent=share, count=numbers.toString(measures.new_different)))
        return " · ".join(parts)
