"""A sentence with its translation beneath: pointing at a word of either marks what answers it in the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.core.alternatives import WordLink
from langtutor.core.text import Span
from langtutor.ui.theme.tokens import SPACE_1
from langtutor.ui.widgets.pieces import label
from langtutor.ui.widgets.word_text import WordMark, WordText

SURE = 0.75
"""Links less probable than this have a dotted line and a question mark."""


class LinkedTexts(QWidget):
    """Emits `word_asked` with a word that was double-clicked, or chosen with the arrow keys and Enter, and whether it
    is one of the translation's.

    Without links it simply shows both texts.
    """

    word_asked = Signal(str, bool)

    def __init__(self, original: str, translation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links: tuple[WordLink, ...] = ()
        self.original = WordText(original, "plain_muted")
        self.original.setAccessibleName(self.tr("The original"))
        self.translation = WordText(translation, "plain_sentence")
        self.translation.setAccessibleName(self.tr("The translation"))
        self._told = label("", "small")
        self._told.setIndent(SPACE_1)  # as the texts are
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        for widget in (self.original, self.translation, self._told):
            column.addWidget(widget)
        for text in (self.original, self.translation):
            text.pointed.connect(lambda at, text=text: self._pointed(text, at))
            text.across.connect(lambda step, text=text: self._cross(text, step))
            text.asked.connect(lambda at, text=text: self._asked(text, at))
        self.show_links(())

    def show_texts(self, original: str, translation: str) -> None:
        """Other texts; their links come later."""
        self.original.set_text(original)
        self.translation.set_text(translation)
        self.show_links(())

    def show_links(self, links: Iterable[WordLink]) -> None:
        """Spans of these very texts; what lies outside them is left out."""
        ours, theirs = len(self.original.text()), len(self.translation.text())
        self._links = tuple(link for link in links if link.source.end <= ours and link.target.end <= theirs)
        self.original.set_words(link.source for link in self._links)
        self.translation.set_words(link.target for link in self._links)
        for text in (self.original, self.translation):
            text.mark(())
        self._tell("")
        self._told.setVisible(bool(self._links))

    @property
    def links(self) -> tuple[WordLink, ...]:
        return self._links

    @property
    def told(self) -> str:
        """What the line beneath says."""
        return self._told.text()

    # --- pointing ------------------------------------------------------------------------------------------------

    def _pointed(self, text: WordText, at: int) -> None:
        other = self.translation if text is self.original else self.original
        if at < 0 or not self._links:
            for one in (text, other):
                one.mark(())
            self._tell("")
            return
        if other.at >= 0:
            other.point(-1)
        here = text.words[at]
        answers = {self._far(text, link): link.probability for link in self._links if self._near(text, link) == here}
        together = {
            self._near(text, link): link.probability for link in self._links if self._far(text, link) in answers
        }
        together.pop(here, None)
        text.mark([(here, WordMark.CHOSEN), *_marks(together)])
        other.mark(_marks(answers))
        self._tell(self._sentence(text, other, here, answers))

    def _near(self, text: WordText, link: WordLink) -> Span:
        return link.source if text is self.original else link.target

    def _far(self, text: WordText, link: WordLink) -> Span:
        return link.target if text is self.original else link.source

    def _sentence(self, text: WordText, other: WordText, here: Span, answers: dict[Span, float]) -> str:
        word = here.of(text.text())
        if not answers:
            return self.tr("“{word}” has no word of its own here").format(word=word)
        told = _together(other.text(), sorted(answers))
        if max(answers.values()) < SURE:
            return self.tr("“{word}” may be “{answer}” here").format(word=word, answer=told)
        return self.tr("“{word}” is “{answer}” here").format(word=word, answer=told)

    def _tell(self, sentence: str) -> None:
        """The line is always there once there are links: what stands below doesn't jump."""
        hint = self.tr("Point at a word, or press ← and →, to see what answers it (approximate)")
        self._told.setText(sentence or (hint if self._links else ""))
        for text in (self.original, self.translation):
            text.setAccessibleDescription(sentence if text.at >= 0 else self._told.text())
            if sentence and text.at >= 0 and text.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(text, QAccessible.Event.DescriptionChanged))

    def _cross(self, text: WordText, step: int) -> None:
        """Down leads from a word to its answer, Up back again."""
        other = self.translation if text is self.original else self.original
        if (step > 0) != (text is self.original):
            return
        here = text.words[text.at] if text.at >= 0 else None
        answers = [self._far(text, link) for link in self._links if self._near(text, link) == here]
        other.setFocus(Qt.FocusReason.OtherFocusReason)
        if answers:
            other.point(other.words.index(min(answers)))

    def _asked(self, text: WordText, at: int) -> None:
        self.word_asked.emit(text.words[at].of(text.text()), text is self.translation)


def _together(text: str, spans: Sequence[Span]) -> str:
    """Words that stand together as they stand, with dots where others stand between."""
    told = ""
    for before, span in zip((None, *spans), spans, strict=False):
        gap = "" if before is None else text[before.end : span.start]
        told += (" … " if gap.strip() else gap) + span.of(text)
    return told


def _marks(spans: dict[Span, float]) -> list[tuple[Span, WordMark]]:
    return [
        (span, WordMark.ANSWER if probability >= SURE else WordMark.DOUBTFUL)
        for span, probability in sorted(spans.items())
    ]
