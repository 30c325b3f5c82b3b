"""One finding in the margin: what changes and why, and what the learner makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import motion_ms, set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, roles_of
from langtutor.ui.widgets.finding_texts import FindingTexts, change_html, is_spelling
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.marks import Mark
from langtutor.ui.widgets.pieces import button, empty, label
from langtutor.ui.widgets.rich import plain, rich

if TYPE_CHECKING:
    from langtutor.core.explanation import Explanation


class FindingCard(QFrame):
    """Small until it is chosen. Emits what its buttons ask for, with the mark it shows."""

    chosen = Signal(object)
    fix = Signal(object)
    disagree = Signal(object)
    ignore = Signal(object)
    add_word = Signal(object)
    more = Signal(object)

    def __init__(self, mark: Mark, reader: str, parent: QWidget | None = None) -> None:
        """reader: the language that explanations are read in."""
        super().__init__(parent)
        self.mark = mark
        self._reader = reader
        self._texts = FindingTexts(self)
        self._open = self._buttons_first = False
        self._shown: object = None
        self._glide = QPropertyAnimation(self, b"pos", self)
        set_look(self, "finding")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icon, self._change, self._what = QLabel(), label(rich=True), label(look="small", rich=True)
        self._body = QWidget()
        self._details = QVBoxLayout(self._body)
        self._details.setContentsMargins(0, SPACE_1, 0, 0)
        self._details.setSpacing(SPACE_2)
        self._lay_out()
        self.refresh()

    @property
    def is_open(self) -> bool:
        return self._open

    def set_open(self, opened: bool, *, buttons_first: bool = False) -> None:
        """With its reasons and buttons, or without. buttons_first: where the rest may have to be scrolled to."""
        self._open, self._buttons_first = opened, buttons_first
        self.refresh()

    def refresh(self) -> None:
        """Says what its mark's finding says now; draws nothing anew when that is the same."""
        finding = self.mark.finding
        wanted = (finding.edit.replacement, finding.said, finding.sentence, finding.certain, finding.explanation)
        wanted_here = (*wanted, self._open, self._buttons_first, roles_of(self))
        if wanted_here == self._shown:
            return
        self._shown = wanted_here
        self.setProperty("certain", finding.certain)
        self.setProperty("open", self._open)
        self.style().unpolish(self)
        self.style().polish(self)
        sentence, what = self._texts.sentence(finding), self._what_text()
        if finding.certain:
            set_icon(self._icon, "x-circle-fill", "wrong")
        else:
            set_icon(self._icon, "question-fill", "doubt")
        self._change.setTextFormat(Qt.TextFormat.RichText if finding.certain else Qt.TextFormat.PlainText)
        self._change.setText(change_html(finding, roles_of(self)) if finding.certain else sentence)
        self._what.setText(rich(what))
        self._what.setVisible(bool(what))
        self.setAccessibleName(" ".join(part for part in (sentence, plain(what)) if part))
        self._fill()

    def button(self, name: str) -> QPushButton | None:
        """`fix`, `disagree`, `ignore`, `add_word`, `more`; None where the card has it not, or is small."""
        return self._body.findChild(QPushButton, name) if self._open else None

    def appear(self) -> None:
        self._run_fade(0.0, 1.0)

    def leave(self) -> None:
        """Goes, with what it holds out of reach from now on."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEnabled(False)
        if motion_ms() == 0 or not self.isVisible():
            self.hide()
            self.deleteLater()
            return
        fade = self._run_fade(1.0, 0.0)
        if fade is not None:
            fade.finished.connect(self.deleteLater)

    def glide_to(self, place: QPoint) -> None:
        """Moves there in a moment; stands there at once for who wants no motion."""
        self._glide.stop()
        if motion_ms() == 0:
            self.move(place)
            return
        self._glide.setDuration(motion_ms())
        self._glide.setEndValue(place)
        self._glide.start()

    def stop_gliding(self) -> None:
        self._glide.stop()

    # --- Qt --------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.chosen.emit(self.mark)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.chosen.emit(self.mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self.chosen.emit(self.mark)
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.raise_()

    def changeEvent(self, event: QEvent) -> None:
        """Colours inside a text don't follow the palette by themselves."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_details"):
            self.refresh()

    # --- inside ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._change)
        head.addWidget(self._what)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(head, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._body)

    def _what_text(self) -> str:
        explanation = self.mark.finding.explanation
        if explanation is None:
            return self.mark.finding.skill_title or ""
        return in_language(explanation.what, self._reader)

    def _fill(self) -> None:
        empty(self._details)
        self._body.setVisible(self._open)
        if not self._open:
            return
        explanation = self.mark.finding.explanation
        if self._buttons_first:
            self._details.addWidget(self._buttons())
        if explanation is not None:
            self._explain(explanation)
        if not self._buttons_first:
            self._details.addSpacing(SPACE_1)
            self._details.addWidget(self._buttons())
        self._details.addSpacing(SPACE_1)
        for part in self._body.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            part.show()  # at once: the card's height is asked for before the next event

    def _buttons(self) -> QWidget:
        buttons = QWidget()
        row = FlowLayout(buttons, SPACE_2, SPACE_2)
        row.addWidget(self._button("fix", self.tr("Fix"), "primary", "Alt+Enter"))
        row.addWidget(self._button("disagree", self.tr("I disagree"), "", "Alt+D"))
        row.addWidget(self._button("ignore", self.tr("Ignore"), "", "Alt+I"))
        if is_spelling(self.mark.finding):
            row.addWidget(self._button("add_word", self.tr("Add to dictionary"), "", "Alt+A"))
        return buttons

    def _explain(self, explanation: Explanation) -> None:
        self._details.addWidget(label(rich(in_language(explanation.why, self._reader)), rich=True))
        for mark, role, text in (("x", "wrong", explanation.wrong), ("check", "good", explanation.right)):
            self._details.addWidget(example_line(mark, role, text))
        if in_language(explanation.more, self._reader):
            self._details.addWidget(self._button("more", self.tr("More about this"), "link", "Alt+M"))

    def _button(self, name: str, text: str, look: str, key: str) -> QPushButton:
        made = button(text, look=look, action=lambda: getattr(self, name).emit(self.mark))
        made.setObjectName(name)
        made.setToolTip(key)
        made.setCursor(Qt.CursorShape.ArrowCursor)
        return made

    def _run_fade(self, start: float, end: float) -> QPropertyAnimation | None:
        if motion_ms() == 0:
            return None
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)  # takes the one before away, and its animation with it
        fade = QPropertyAnimation(effect, b"opacity", effect)
        fade.setDuration(motion_ms())
        fade.setStartValue(start)
        fade.setEndValue(end)
        if end == 1.0:
            fade.finished.connect(lambda: effect.setEnabled(False))  # text is drawn less sharply under one
        fade.start()
        return fade


def example_line(mark: str, role: str, text: str) -> QWidget:
    """An example sentence, right or wrong by icon, not by colour alone."""
    line, icon = QWidget(), QLabel()
    set_icon(icon, mark, role)
    icon.setAccessibleName("✓" if role == "good" else "✗")
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_2)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(rich(text), rich=True), 1)
    return line


def in_language(texts: Mapping[str, str], reader: str) -> str:
    """A text by the reader's language; English where there is none; empty where there is nothing."""
    return texts.get(reader) or texts.get("en") or ""
