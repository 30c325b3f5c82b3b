"""What a finished text showed, by skill, and what of it went into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from langtutor.core.writing import SkillSummary
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, roles_of
from langtutor.ui.widgets.finding_texts import FindingTexts, change_html
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import Card, button, empty, icon_line, label
from langtutor.ui.widgets.writing_dialogs import disagreement_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from langtutor.core.writing import Disagreement, Finding, Summary

_EXAMPLES = 4
_QUESTIONS = 6


class SummaryView(QWidget):
    """Emits `back` to the text, `new_text`, and `undo_disagree` with a `Disagreement`."""

    back = Signal()
    new_text = Signal()
    undo_disagree = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = FindingTexts(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_4)
        self._disagreements = Card()
        self._changes: list[tuple[QLabel, Finding]] = []
        self.back_button: QPushButton | None = None

    def show_summary(self, summary: Summary, disagreements: Sequence[Disagreement]) -> None:
        empty(self._column)
        self._changes.clear()
        self._column.addWidget(label(self._headline(summary), "heading"))
        self._column.addWidget(self._actions())
        for one in summary.by_skill:
            self._column.addWidget(self._skill(one))
        if summary.questions:
            self._column.addWidget(self._questions(summary.questions))
        self._column.addWidget(icon_line("notebook", "accent", label(self._ledger(summary))))
        if summary.problem:
            self._column.addWidget(icon_line("warning-circle-fill", "wrong", label(summary.problem)))
        elif not summary.deepest.rewrites:
            text = self.tr("With the tutor pack, corrections go deeper: whole sentences are looked at as well.")
            self._column.addWidget(icon_line("info", "accent", label(text)))
        self._disagreements = Card()
        self._column.addWidget(self._disagreements)
        self.show_disagreements(disagreements)
        self._column.addStretch(1)

    def show_so_far(self, findings: Sequence[Finding]) -> None:
        """What is known while the end is still being made; nothing of it is in the ledger yet."""
        empty(self._column)
        self._changes.clear()
        self.back_button = None
        certain = [one for one in findings if one.certain]
        for skill, title in dict.fromkeys((one.edit.skill, one.skill_title) for one in certain):
            mine = tuple(one for one in certain if (one.edit.skill, one.skill_title) == (skill, title))
            self._column.addWidget(self._skill(SkillSummary(skill, title, mine, ())))
        if questions := [one for one in findings if not one.certain]:
            self._column.addWidget(self._questions(questions))
        self._column.addStretch(1)

    def show_disagreements(self, disagreements: Sequence[Disagreement]) -> None:
        """What was disagreed with lately; each can be taken back."""
        card = self._disagreements
        empty(card.column)
        card.setVisible(bool(disagreements))
        if disagreements:
            card.column.addWidget(label(self.tr("What you disagreed with"), "heading"))
            for one in disagreements:
                card.column.addWidget(disagreement_row(one, self.tr("Take it back"), self.undo_disagree.emit))

    def changeEvent(self, event: QEvent) -> None:
        """Colours inside a text don't follow the palette by themselves."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_changes"):
            for made, finding in self._changes:
                made.setText(change_html(finding, roles_of(self)))

    # --- inside ------------------------------------------------------------------------------------------------------

    def _headline(self, summary: Summary) -> str:
        mistakes = sum(one.count for one in summary.by_skill)
        words = self.tr("%n word(s)", "", summary.counts.words)
        if not mistakes:
            return self.tr("{words}, and nothing a teacher would mark.").format(words=words)
        fixed = sum(len(one.fixed) for one in summary.by_skill)
        marked = self.tr("%n mistake(s)", "", mistakes)
        if not fixed:
            return self.tr("{words}, {mistakes}.").format(words=words, mistakes=marked)
        return self.tr("{words}, {mistakes}; you fixed {fixed}.").format(words=words, mistakes=marked, fixed=fixed)

    def _ledger(self, summary: Summary) -> str:
        if not summary.written and not summary.known:
            return self.tr("Nothing went into your ledger.")
        new = self.tr("%n mistake(s) went into your ledger; your next drills know of it.", "", summary.written)
        if not summary.known:
            return new
        old = self.tr("%n mistake(s) had been there already, from finishing this text before.", "", summary.known)
        return f"{new} {old}" if summary.written else old

    def _skill(self, one: SkillSummary) -> Card:
        card = Card()
        count = self.tr("%n mistake(s)", "", one.count)
        if one.fixed:
            count = self.tr("{mistakes}, {fixed} fixed").format(mistakes=count, fixed=len(one.fixed))
        card.column.addWidget(label(one.title or self.tr("Other"), "heading"))
        card.column.addWidget(label(count, "small"))
        for finding in one.open[:_EXAMPLES]:
            card.column.addWidget(icon_line("x-circle-fill", "wrong", self._change(finding)))
        for finding in one.fixed[: _EXAMPLES - len(one.open[:_EXAMPLES])]:
            card.column.addWidget(icon_line("check-circle-fill", "good", self._change(finding)))
        return card

    def _change(self, finding: Finding) -> QLabel:
        made = label(change_html(finding, roles_of(self)), rich=True)
        made.setAccessibleName(self._texts.sentence(finding))
        self._changes.append((made, finding))
        return made

    def _questions(self, questions: Sequence[Finding]) -> Card:
        card = Card()
        card.column.addWidget(label(self.tr("Open questions"), "heading"))
        card.column.addWidget(label(self.tr("We aren’t sure of these. They don’t count."), "small"))
        for finding in questions[:_QUESTIONS]:
            card.column.addWidget(icon_line("question-fill", "doubt", label(self._texts.sentence(finding))))
        return card

    def _actions(self) -> QWidget:
        actions = QWidget()
        row = FlowLayout(actions, SPACE_3, SPACE_2)
        self.back_button = button(self.tr("Back to the text (Esc)"), "arrow-left", "primary", self.back.emit)
        row.addWidget(self.back_button)
        row.addWidget(button(self.tr("New text"), "plus", "", self.new_text.emit))
        return actions
