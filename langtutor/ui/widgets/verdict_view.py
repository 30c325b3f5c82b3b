"""How one answer came out."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.core.events import Mode
from langtutor.core.skill import SkillKind
from langtutor.core.text import CERTAIN, Edit
from langtutor.core.verdict import AnswerOutcome, Difference, DifferenceKind, WordOutcome
from langtutor.services.linking import link_remark
from langtutor.ui.theme.tokens import SPACE_4, roles_of
from langtutor.ui.widgets.pieces import empty, icon_line, label
from langtutor.ui.widgets.rich import rich
from langtutor.ui.widgets.said_view import SaidView
from langtutor.ui.widgets.slip_card import SlipCard

if TYPE_CHECKING:
    from langtutor.services.drilling import Outcome
    from langtutor.services.pronouncing import HowItSounded, WordSaid

HEADLINES = {
    AnswerOutcome.RIGHT: ("check-circle-fill", "good"),
    AnswerOutcome.SLIP: ("x-circle-fill", "wrong"),
    AnswerOutcome.UNCLEAR: ("question-fill", "doubt"),
    AnswerOutcome.GIVEN_UP: ("info-fill", "accent"),
}


class VerdictView(QWidget):
    """Headline, the sentence word by word, each slip with its reason, one line of advice, what it did to the estimate.

    Of a spoken answer the sounds come later: the line of advice keeps its place for what they bring.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._colour: Callable[[], None] = _nothing
        super().__init__(parent)
        self._outcome: Outcome | None = None
        self._helped = False
        self._head = _column(QVBoxLayout())
        self._body = _column(QVBoxLayout())
        self._foot = _column(QVBoxLayout())
        self.said = SaidView()
        self.said.chosen_changed.connect(self._make_room)
        self._remark_on: frozenset[int] = frozenset()
        self.advice = AdviceLine()
        column = _column(QVBoxLayout(self))
        column.addLayout(self._head)
        column.addWidget(self.said)
        column.addLayout(self._body)
        column.addWidget(self.advice)
        column.addLayout(self._foot)

    def show_outcome(
        self,
        outcome: Outcome,
        *,
        helped: bool = False,
        counted_right: bool = False,
        spoken: bool = False,
        said: tuple[WordSaid | None, ...] = (),
    ) -> None:
        """helped: the translation or slow playback was asked for. counted_right: the learner said so.

        spoken: there is a recording, whose sounds are being listened to. said: when its words were said, as far as that
        is known already.
        """
        self.clear()
        self._outcome, self._helped = outcome, helped
        verdict = outcome.verdict
        self._headline(outcome, counted_right)
        listening = self.tr("Listening to your sounds…")
        self.said.show_answer(outcome, spoken=spoken, note=listening, said=said)
        self._answer(outcome)
        for slip in verdict.slips:
            title = outcome.slip_titles.get(slip.skill, "") if slip.skill else ""
            self._add(SlipCard(slip, title, outcome.mode))
        for edit in verdict.edits:
            if edit.confidence < CERTAIN:
                self._question(edit, verdict.answer)
        if verdict.difference is not None:
            self._add(icon_line("info", "accent", label(self._difference(verdict.difference, outcome))))
        if counted_right:
            self.advice.show_advice("")
        elif spoken and _sounds_matter(outcome):
            self.advice.wait(listening)
        else:
            self.advice.show_advice(html.escape(self._advice(outcome, helped)))
        self._estimates(outcome)

    def advise(self, how: HowItSounded, note: str, melody: str | None = None) -> bool:
        """The one thing to say: on a sound, else on the answer as a whole, else on its melody (None: not known yet),
        else on linking.

        False where only the melody may bring something.
        """
        if self._outcome is None or not self.advice.waits:
            return True
        found = self._sound_advice(how) or html.escape(self._advice(self._outcome, self._helped))
        if not found and melody is None:
            return False
        self._remark_on = frozenset({how.remark.word} if how.remark is not None else ())
        found = found or html.escape(melody or note)
        apart = link_remark(how.links) if not found else None
        if apart is not None:
            found, self._remark_on = rich(apart.advice), frozenset({apart.first, apart.first + 1})
        self.advice.show_advice(found or html.escape(self._nothing_to_say(how)))
        self._make_room()
        return True

    def clear(self) -> None:
        for column in (self._head, self._body, self._foot):
            empty(column)
        self._outcome, self._remark_on = None, frozenset()
        self._colour = _nothing

    def changeEvent(self, event: QEvent) -> None:
        """Colours inside a text don't follow the palette by themselves."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._colour()

    def _add(self, widget: QWidget) -> None:
        self._body.addWidget(widget)

    def _headline(self, outcome: Outcome, counted_right: bool) -> None:
        mark, role = HEADLINES[outcome.verdict.outcome]
        text = self.tr("Counted as right, and noted.") if counted_right else self._headline_text(outcome)
        headline = label(text, "heading")
        self._head.addWidget(icon_line(mark, role, headline))
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

    def _make_room(self) -> None:
        """The panel of the word that the advice is about says the same."""
        if self._remark_on:
            self.advice.setVisible(self.said.chosen not in self._remark_on)

    def _sound_advice(self, how: HowItSounded) -> str:
        """What the sounds bring: rich text, or nothing."""
        remark = how.remark
        said = how.words[remark.word] if remark is not None else None
        if remark is None or said is None:
            return ""
        sound = said.sounds[remark.sound]
        if not sound.asked:
            what = self.tr("In “{word}” you put in {heard}.")
        elif not sound.heard:
            what = self.tr("In “{word}” we couldn’t hear {asked}.")
        else:
            what = self.tr("In “{word}”, {asked} came out as {heard}.")
        what = what.format(word=said.text, asked=f"/{sound.asked}/", heard=f"/{sound.heard}/")
        return f"{html.escape(what)} {rich(remark.advice)}"

    def _nothing_to_say(self, how: HowItSounded) -> str:
        sounds = [sound for said in how.words if said is not None for sound in said.sounds]
        if sounds and all(sound.outcome is WordOutcome.RIGHT for sound in sounds):
            return self.tr("Every sound came through.")
        return self.tr("Choose a word to see its sounds.") if sounds else ""

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
            self._foot.addWidget(label(text, "small"))


class AdviceLine(QWidget):
    """One line of advice with its mark; as high while it waits as what may come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label(rich=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.waits = False
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(icon_line("lightbulb", "accent", self.text))

    def wait(self, doing: str) -> None:
        self.waits = True
        self.text.setMinimumHeight(2 * self.text.fontMetrics().lineSpacing())
        self._show(html.escape(doing))

    def show_advice(self, advice: str) -> None:
        """advice: rich text; empty for none."""
        if not self.waits:
            self.text.setMinimumHeight(0)
        self.waits = False
        self._show(advice)

    def _show(self, text: str) -> None:
        self.text.setText(text)
        self.setVisible(bool(text))


def _column(layout: QVBoxLayout) -> QVBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_4)
    return layout


def _sounds_matter(outcome: Outcome) -> bool:
    """Other words than the asked ones are one thing to mend already; so is a slip that says what to do."""
    slips = outcome.verdict.slips
    return bool(outcome.verdict.words) and all(slip.kind is SkillKind.SOUND and not slip.why for slip in slips)


def _nothing() -> None:
    pass


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
