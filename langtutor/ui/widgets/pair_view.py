"""Two words that differ in one sound: which of them was that?"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import Card, button, empty, icon_line, label, relabel
from langtutor.ui.widgets.rich import rich

if TYPE_CHECKING:
    from langtutor.core.skill import SkillEstimate
    from langtutor.drills.minimal_pairs import PairSet, SoundSign
    from langtutor.services.drilling import Next


@dataclass(frozen=True, slots=True)
class SetResult:
    """How a set went. misheard: the words, in the order in which they were played. before, after: of its skill."""

    heard: int
    misheard: tuple[str, ...]
    before: SkillEstimate | None = None
    after: SkillEstimate | None = None


class PairView(QWidget):
    """A question, what came of it, and after the last one how the set went.

    Emits `chosen` with the side, 0 or 1: before the answer that is the answer, after it the word is to be heard. `hear`
    asks for what is to be heard now, `next_wanted` for the next question or, after the last, the next exercise.
    """

    chosen = Signal(int)
    hear = Signal()
    next_wanted = Signal()
    again = Signal()
    not_now = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = label(look="muted")
        self.reason = label(rich=True)
        self.task = label("", "heading")
        self.progress = label(look="muted")
        self.progress.setWordWrap(False)
        self.word_buttons = [self._word_button(side) for side in (0, 1)]
        self.signs = [label(look="muted", rich=True) for _ in self.word_buttons]
        self.hear_button = button(self.tr("Hear it again (P)"), "speaker-high", "", self.hear.emit)
        self.next_button = button(self.tr("Next word (Enter)"), "arrow-right", "primary", self.next_wanted.emit)
        self.again_button = button(self.tr("Once more (R)"), "arrow-counter-clockwise", "", self.again.emit)
        self.not_now_button = button(self.tr("Not now (Esc)"), "x", "link", self.not_now.emit)
        self.result = Card()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words = self._build_words()
        self._lay_out()
        for key, side in ((Qt.Key.Key_Left, 0), (Qt.Key.Key_Right, 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda side=side: self.choose(side))

    def show_set(self, upcoming: Next) -> None:
        pairs = upcoming.pairs
        if pairs is None:
            return
        self.kind.setText(self.tr("Hear the difference · {skill}").format(skill=upcoming.skill_title))
        self.reason.setText(rich(upcoming.reason))
        for line, sign in zip(self.signs, (pairs.asked, pairs.heard), strict=True):
            line.setText(self._sign(sign))

    def show_question(self, words: tuple[str, str], number: int, of: int) -> None:
        """number: from 1. The words can't be chosen until there is something to hear, see `set_ready`."""
        self.progress.setText(self.tr("{number} of {count}").format(number=number, count=of))
        for side, (one, word) in enumerate(zip(self.word_buttons, words, strict=True)):
            relabel(one, word)
            one.setAccessibleName(self.tr("{number}: {word}").format(number=side + 1, word=word))
            self._mark(side, "choice", "")
        self._place_words()
        relabel(self.hear_button, self.tr("Hear it again (P)"))
        self._show(question=True, answered=False, last=False)
        self.set_ready(False)

    def set_ready(self, ready: bool, *, waiting: bool = False) -> None:
        """Whether the word can be heard. waiting: it takes a moment, and that is said."""
        self.task.setText(self.tr("Preparing the voices…") if waiting else self.tr("Which word do you hear?"))
        for one in self.word_buttons:
            one.setEnabled(ready)

    def show_answer(self, words: tuple[str, str], pairs: PairSet, played: int, chosen: int, *, last: bool) -> None:
        """played, chosen: sides. last: there is no other question in this set."""
        right = played == chosen
        self._mark(played, "choice_right", "check-bold")
        if not right:
            self._mark(chosen, "choice_wrong", "x-bold")
        named = {"word": words[played], "other": words[1 - played]}
        told = self.tr("Right, it was “{word}”.") if right else self.tr("It was “{word}”, not “{other}”.")
        mark = ("check-circle-fill", "good") if right else ("x-circle-fill", "wrong")
        self._headline(told.format(**named), *mark)
        self.result.column.addWidget(label(self._difference(words, pairs), rich=True))
        self.result.column.addWidget(icon_line("lightbulb", "accent", label(rich(pairs.advice), rich=True)))
        for side, one in enumerate(self.word_buttons):
            one.setAccessibleName(self.tr("{number}: hear “{word}”").format(number=side + 1, word=words[side]))
        relabel(self.hear_button, self.tr("Hear both again (P)"))
        relabel(self.next_button, self.tr("How it went (Enter)") if last else self.tr("Next word (Enter)"))
        self._show(question=True, answered=True, last=False)

    def show_end(self, result: SetResult, of: int, skill_title: str, advice: str) -> None:
        good = 4 * result.heard >= 3 * of
        told = self.tr("You heard {heard} of {count} words right.").format(heard=result.heard, count=of)
        self._headline(told, *(("check-circle-fill", "good") if good else ("info-fill", "accent")))
        if result.misheard:
            words = ", ".join(f"“{word}”" for word in dict.fromkeys(result.misheard))
            self.result.column.addWidget(label(self.tr("Not yet: {words}").format(words=words)))
        say = self.tr("Now say them aloud yourself.") if good else self.tr("Hearing it takes time: a little every day.")
        self.result.column.addWidget(label(say))
        self.result.column.addWidget(icon_line("lightbulb", "accent", label(rich(advice), rich=True)))
        self.result.column.addWidget(label(self._estimate(result, skill_title), "small"))
        relabel(self.next_button, self.tr("Next exercise (Enter)"))
        self._show(question=False, answered=True, last=True)

    def choose(self, side: int) -> None:
        """As if the word's button was pressed."""
        if self.word_buttons[side].isEnabled() and self._words.isVisibleTo(self):
            self.chosen.emit(side)

    def primary_button(self) -> QPushButton:
        """What has the focus, and what Enter presses."""
        return self.next_button if self.next_button.isVisibleTo(self) else self.hear_button

    def _show(self, *, question: bool, answered: bool, last: bool) -> None:
        for part in (self._words, self.task, self.progress, self.hear_button):
            part.setVisible(question)
        self.result.setVisible(answered)
        self.next_button.setVisible(answered)
        self.again_button.setVisible(last)
        self.not_now_button.setVisible(not last)

    def _headline(self, text: str, icon: str, role: str) -> None:
        empty(self.result.column)
        self.result.column.addWidget(icon_line(icon, role, label(text, "heading")))
        self.result.setAccessibleName(text)

    def _difference(self, words: tuple[str, str], pairs: PairSet) -> str:
        """What each word has: rich text."""
        has, silent = self.tr("“{word}” has {sound}."), self.tr("“{word}” has no sound there.")
        told = []
        for word, sign in zip(words, (pairs.asked, pairs.heard), strict=True):
            fields = {"word": html.escape(word), "sound": self._sign(sign)}
            told.append((has if sign.ipa else silent).format(**fields))
        return " ".join(told)

    def _sign(self, sign: SoundSign) -> str:
        """Rich text."""
        if not sign.ipa:
            return html.escape(self.tr("no sound"))
        ipa = f"<b>/{html.escape(sign.ipa)}/</b>"
        return self.tr("{ipa} as in {example}").format(ipa=ipa, example=rich(sign.example)) if sign.example else ipa

    def _estimate(self, result: SetResult, skill_title: str) -> str:
        if result.before is None or result.after is None:
            return ""
        fields = {"skill": skill_title, "before": round(100 * result.before.p), "after": round(100 * result.after.p)}
        if fields["before"] == fields["after"]:
            return self.tr("{skill}: {after} % likely to be right next time").format(**fields)
        return self.tr("{skill}: {before} % → {after} % likely to be right next time").format(**fields)

    def _word_button(self, side: int) -> QPushButton:
        made = button(str(side + 1), "", "choice", lambda: self.choose(side))
        made.setMinimumWidth(1)
        return made

    def _mark(self, side: int, look: str, icon: str) -> None:
        one = self.word_buttons[side]
        set_look(one, look)
        set_icon(one, icon or "circle", {"choice_right": "good", "choice_wrong": "wrong"}.get(look, "edge"))

    def _build_words(self) -> QWidget:
        words, sides = QWidget(), self._sides
        words.setLayout(sides)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(SPACE_4)
        keys = (self.tr("1 or ←"), self.tr("2 or →"))
        for one, sign, key in zip(self.word_buttons, self.signs, keys, strict=True):
            column = QVBoxLayout()
            column.setSpacing(SPACE_1)
            column.addWidget(one)
            for line in (sign, label(key, "small")):
                line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                column.addWidget(line)
            sides.addLayout(column, 1)
        return words

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_words()

    def _place_words(self) -> None:
        """Beside each other; long words in large letters one above the other."""
        needed = 2 * max(one.sizeHint().width() for one in self.word_buttons) + SPACE_4
        fits = needed <= self.width()
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)

    def _lay_out(self) -> None:
        column, top, row = QVBoxLayout(self), QHBoxLayout(), QWidget()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_5)
        above = QVBoxLayout()
        above.setSpacing(SPACE_1)
        for part in (self.kind, self.reason):
            above.addWidget(part)
        top.setSpacing(SPACE_3)
        top.addWidget(self.task, 1)
        top.addWidget(self.progress)
        flow = FlowLayout(row, SPACE_2, SPACE_2)
        for one in (self.next_button, self.hear_button, self.again_button, self.not_now_button):
            flow.addWidget(one)
        column.addLayout(above)
        column.addLayout(top)
        for below in (self._words, self.result, row):
            column.addWidget(below)
