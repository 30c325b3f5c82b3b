"""How one answer came out."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from langtutor.core.events import Mode
from langtutor.core.skill import SkillKind
from langtutor.core.text import CERTAIN, Edit
from langtutor.core.verdict import AnswerOutcome, Difference, DifferenceKind, SlipFound, WordOutcome
from langtutor.ui.theme.tokens import SPACE_1, SPACE_3, SPACE_4, roles_of
from langtutor.ui.widgets.pieces import Card, empty, icon_line, label
from langtutor.ui.widgets.rich import rich
from langtutor.ui.widgets.word_view import SentenceView, shown_words

if TYPE_CHECKING:
    from langtutor.services.drilling import Outcome

HEADLINES = {
    AnswerOutcome.RIGHT: ("check-circle-fill", "good"),
    AnswerOutcome.SLIP: ("x-circle-fill", "wrong"),
    AnswerOutcome.UNCLEAR: ("question-fill", "doubt"),
    AnswerOutcome.GIVEN_UP: ("info-fill", "accent"),
}


class VerdictView(QWidget):
    """Headline, the sentence word by word, each slip with its reason, one line of advice, what it did to the estimate.

    Emits `word_chosen` with the word that is to be heard.
    """

    word_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._colour: Callable[[], None] = _nothing
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_4)
        self.sentence: SentenceView | None = None

    def show_outcome(self, outcome: Outcome, *, helped: bool = False, counted_right: bool = False) -> None:
        """helped: the translation or slow playback was asked for. counted_right: the learner said so."""
        self.clear()
        verdict = outcome.verdict
        self._headline(outcome, counted_right)
        self._sentence(outcome)
        self._answer(outcome)
        for slip in verdict.slips:
            self._slip(slip, outcome)
        for edit in verdict.edits:
            if edit.confidence < CERTAIN:
                self._question(edit, verdict.answer)
        if verdict.difference is not None:
            self._add(icon_line("info", "accent", label(self._difference(verdict.difference, outcome))))
        advice = self._advice(outcome, helped)
        if advice and not counted_right:
            self._add(icon_line("lightbulb", "accent", label(advice)))
        self._estimates(outcome)

    def clear(self) -> None:
        empty(self._column)
        self.sentence = None
        self._colour = _nothing

    def changeEvent(self, event: QEvent) -> None:
        """Colours inside a text don't follow the palette by themselves."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._colour()

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _headline(self, outcome: Outcome, counted_right: bool) -> None:
        mark, role = HEADLINES[outcome.verdict.outcome]
        text = self.tr("Counted as right, and noted.") if counted_right else self._headline_text(outcome)
        headline = label(text, "heading")
        self._add(icon_line(mark, role, headline))
        self.setAccessibleName(text)

    def _headline_text(self, outcome: Outcome) -> str:
        verdict = outcome.verdict
        match verdict.outcome:
            case AnswerOutcome.RIGHT:
                return self.tr("Right.")
            case AnswerOutcome.UNCLEAR if outcome.mode is Mode.TYPED:
                return self.tr("This may be right too: we can’t tell. It isn’t counted.")
            case AnswerOutcome.UNCLEAR:
                return self.tr("We couldn’t hear all of it clearly. It isn’t counted.")
            case AnswerOutcome.GIVEN_UP:
                return self.tr("This is how it goes.")
            case AnswerOutcome.SLIP if len(verdict.slips) > 1:
                return self.tr("Not quite: {count} slips.").format(count=len(verdict.slips))
            case AnswerOutcome.SLIP:
                return self.tr("Not quite.")

    def _sentence(self, outcome: Outcome) -> None:
        verdict = outcome.verdict
        if not verdict.words or verdict.outcome is AnswerOutcome.GIVEN_UP:
            shown = label(verdict.expected, "sentence")
            self._add(shown)
            return
        self.sentence = SentenceView()
        self.sentence.word_chosen.connect(self.word_chosen)
        self.sentence.show_words(shown_words(verdict.expected, verdict.words, outcome.exercise.sentence.words))
        self._add(self.sentence)

    def _answer(self, outcome: Outcome) -> None:
        """The learner's own words, where they say more than the slips do."""
        verdict = outcome.verdict
        certain = tuple(edit for edit in verdict.edits if edit.confidence >= CERTAIN)
        unexplained = verdict.outcome in (AnswerOutcome.SLIP, AnswerOutcome.UNCLEAR) and not verdict.slips
        if not verdict.answer or not (certain or unexplained):
            return
        heard, wrote = self.tr("We heard: {answer}"), self.tr("You wrote: {answer}")
        template, line = heard if outcome.mode is Mode.SPOKEN else wrote, label(rich=True)
        self._colour = lambda: line.setText(template.format(answer=self._marked(verdict.answer, certain)))
        self._colour()
        self._add(line)

    def _marked(self, answer: str, edits: tuple[Edit, ...]) -> str:
        """The answer with what is wrong struck through and what was meant in bold."""
        roles, at, parts = roles_of(self), 0, []
        for edit in sorted(edits, key=lambda one: one.span):
            parts.append(html.escape(answer[at : edit.span.start]))
            gone, put = edit.span.of(answer), edit.replacement
            if gone.strip():
                parts.append(f'<s style="color:{roles.wrong}">{html.escape(gone.strip())}</s> ')
            if put.strip():
                space = " " if put.startswith(" ") else ""
                parts.append(f'{space}<b style="color:{roles.good}">{html.escape(put.strip())}</b>')
                parts.append(" " if put.endswith(" ") else "")
            at = edit.span.end
        parts.append(html.escape(answer[at:]))
        return "".join(parts)

    def _slip(self, slip: SlipFound, outcome: Outcome) -> None:
        card, grid = Card(), QGridLayout()
        title = outcome.slip_titles.get(slip.skill) if slip.skill else None
        if title:
            card.column.addWidget(label(title, "small"))
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(1, 1)
        rows = ((self._said_label(slip, outcome.mode), slip.said, "wrong"), (self.tr("Meant"), slip.meant, "good"))
        for row, (name, text, look) in enumerate(rows):
            caption = label(name, "muted")
            caption.setWordWrap(False)
            grid.addWidget(caption, row, 0)
            grid.addWidget(label(text or "…", look), row, 1)
        card.column.addLayout(grid)
        if slip.why:
            card.column.addSpacing(SPACE_1)
            card.column.addWidget(label(rich(slip.why), rich=True))
        self._add(card)

    def _said_label(self, slip: SlipFound, mode: Mode) -> str:
        if mode is Mode.TYPED:
            return self.tr("You wrote")
        return self.tr("We heard") if slip.kind is SkillKind.SOUND else self.tr("You said")

    def _question(self, edit: Edit, answer: str) -> None:
        was, better = edit.span.of(answer).strip(), edit.replacement.strip()
        if was and better:
            text = self.tr("Perhaps “{better}” instead of “{was}”?").format(better=better, was=was)
        elif better:
            text = self.tr("Is “{better}” missing?").format(better=better)
        else:
            text = self.tr("Is “{was}” too much?").format(was=was)
        self._add(icon_line("question", "doubt", label(text)))

    def _difference(self, difference: Difference, outcome: Outcome) -> str:
        pairs = [(ours.strip(), key.strip()) for ours, key in difference.words if ours.strip() or key.strip()]
        if difference.kind is DifferenceKind.TYPO and pairs:
            return self.tr("Typo: {typed}. It is written {key}.").format(
                typed=_listed([ours for ours, _ in pairs]), key=_listed([key for _, key in pairs])
            )
        if difference.kind is DifferenceKind.VARIANT:
            return self.tr("Also right. Another way: “{key}”").format(key=outcome.exercise.sentence.text)
        return self.tr("Also right, it means the same. Another way: “{key}”").format(key=outcome.verdict.expected)

    def _advice(self, outcome: Outcome, helped: bool) -> str:
        """The most useful line, or nothing."""
        verdict, spoken = outcome.verdict, outcome.mode is Mode.SPOKEN
        unclear = [word.asked for word in verdict.words if word.outcome is WordOutcome.UNCLEAR and word.asked]
        if verdict.outcome is AnswerOutcome.GIVEN_UP:
            return self.tr("Listen to it once more and say it aloud. It comes back soon.")
        if verdict.outcome is AnswerOutcome.UNCLEAR and not spoken:
            return self.tr("Compare it with the sentence above. If yours says the same, count it right.")
        if verdict.outcome is AnswerOutcome.UNCLEAR and len(unclear) == 1:
            return self.tr("Say it again, with “{word}” a little slower.").format(word=unclear[0])
        if verdict.outcome is AnswerOutcome.UNCLEAR:
            return self.tr("Say it again, a little slower and nearer to the microphone.")
        if any(slip.kind is SkillKind.SOUND for slip in verdict.slips):
            return self.tr("Compare yourself with the model, then say it again.")
        if verdict.slips and spoken:
            return self.tr("Say the whole sentence once more as it was meant.")
        if verdict.outcome is AnswerOutcome.RIGHT and helped:
            return self.tr("Try it without help when it comes again.")
        return ""

    def _estimates(self, outcome: Outcome) -> None:
        for skill, after in outcome.after.items():
            before = outcome.before.get(skill)
            fields = {"skill": outcome.slip_titles.get(skill, skill), "after": round(100 * after.p)}
            if before is None or round(100 * before.p) == fields["after"]:
                text = self.tr("{skill}: {after} % likely to be right next time").format(**fields)
            else:
                text = self.tr("{skill}: {before} % → {after} % likely to be right next time").format(
                    before=round(100 * before.p), **fields
                )
            self._add(label(text, "small"))


def _nothing() -> None:
    pass


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
