"""Other ways to say a translation, as they come: what differs is marked, and beneath it for whom it is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from langtutor.core.alternatives import Alternative, Origin
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from langtutor.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from langtutor.content.messages import Messages


class AlternativesView(QWidget):
    """Emits `say` with a text that is to be heard. Takes no room until there is something to show."""

    say = Signal(str)

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._shown: list[Alternative] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_3)
        self._column.addWidget(label(self.tr("Other ways to say it"), "heading"))
        self.hide()

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        return tuple(self._shown)

    def add(self, alternative: Alternative) -> None:
        self._shown.append(alternative)
        self._column.addWidget(self._row(alternative))
        self.show()
        if len(self._shown) == 1:  # said once: more may follow, and nobody wants each announced
            self.setAccessibleName(self.tr("Other ways to say it"))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.ObjectShow))

    def texts(self) -> str:
        """All that is written here, for whoever can't see it."""
        return "\n".join(self._in_words(one) for one in self._shown)

    def _row(self, alternative: Alternative) -> QWidget:
        text = label(marked(alternative), rich=True)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        text.setAccessibleName(self._in_words(alternative))
        hear = button("", "speaker-high", "quiet", lambda: self.say.emit(alternative.text))
        hear.setAccessibleName(self.tr("Hear “%1”").replace("%1", alternative.text))
        hear.setToolTip(self.tr("Hear it"))
        words = QVBoxLayout()
        words.setSpacing(SPACE_1)
        words.addWidget(text)
        words.addWidget(label(self._note(alternative), "small"))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_2)
        line.addLayout(words, 1)
        line.addWidget(hear, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _note(self, alternative: Alternative) -> str:
        """For whom or by what, and what it means translated back."""
        about = self._about(alternative)
        if not alternative.back:
            return about
        back = self.tr("Translated back: “%1”").replace("%1", alternative.back)
        return f"{about} · {back}"

    def _about(self, alternative: Alternative) -> str:
        if alternative.label:
            said = self._messages.text(alternative.label)
            return said[:1].upper() + said[1:]
        if alternative.origin is Origin.LANGUAGE_MODEL:
            return self.tr("By a language model: it may be wrong")
        return self.tr("By another translator (%1)").replace("%1", alternative.engine)

    def _in_words(self, alternative: Alternative) -> str:
        return f"{alternative.text} – {self._note(alternative)}"


def marked(alternative: Alternative) -> str:
    """HTML in which the words that differ from the first translation are bold and underlined."""
    text, pieces, at = alternative.text, [], 0
    for span in alternative.changed:
        pieces += [escape(text[at : span.start]), f"<b><u>{escape(span.of(text))}</u></b>"]
        at = span.end
    return "".join([*pieces, escape(text[at:])])
