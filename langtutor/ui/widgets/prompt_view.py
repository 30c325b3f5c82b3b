"""The question: kind of drill, skill, why now, and the sentence itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.core.course import GAP
from langtutor.core.events import DrillKind
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import button, label, letter, relabel
from langtutor.ui.widgets.rich import rich

if TYPE_CHECKING:
    from langtutor.drills.exercise import Exercise
    from langtutor.services.drilling import Next


class PromptView(QWidget):
    """Offers to hear it, hear it slowly, and see what it means. While the answer would give it away, it doesn't."""

    hear = Signal()
    hear_slowly = Signal()
    help_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exercise: Exercise | None = None
        self._answered = False
        self.kind = label(look="muted")
        self.reason = label(look="muted", rich=True)
        self.task = label(look="heading")
        self.sentence = label(look="sentence")
        self.context = label()
        self.help_text = label()
        self.hear_button = button("", "speaker-high", "", self.hear.emit)
        self.slow_button = button("", "gauge", "", self.hear_slowly.emit)
        self.help_button = button("", "translate", "", self.help_wanted.emit)
        self._row = QWidget()
        row = FlowLayout(self._row, SPACE_2, SPACE_1)
        for one in (self.hear_button, self.slow_button, self.help_button):
            row.addWidget(one)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self.kind)
        column.addWidget(self.reason)
        column.addSpacing(SPACE_4)
        column.addWidget(self.task)
        column.addWidget(self.sentence)
        column.addSpacing(SPACE_1)
        column.addWidget(self.context)
        column.addWidget(self.help_text)
        column.addSpacing(SPACE_3)
        column.addWidget(self._row)

    @property
    def can_hear(self) -> bool:
        """Hearing a sentence that is to be translated would answer the question."""
        return self._exercise is not None and (self._answered or self._exercise.kind is not DrillKind.TRANSLATE)

    @property
    def can_help(self) -> bool:
        return self._exercise is not None and not self._answered and not self.help_text.isVisibleTo(self)

    def show_next(self, upcoming: Next, learned_name: str) -> None:
        """learned_name: the language's, in the interface's language."""
        self._exercise = exercise = upcoming.exercise
        kinds = {
            DrillKind.SAY: self.tr("Say it · {skill}"),
            DrillKind.LISTEN: self.tr("Listen and type · {skill}"),
            DrillKind.TRANSLATE: self.tr("Translate · {skill}"),
        }
        tasks = {
            DrillKind.SAY: self.tr("Say this word") if exercise.sentence.context else self.tr("Say this sentence"),
            DrillKind.LISTEN: self.tr("Listen, then type what you hear"),
            DrillKind.TRANSLATE: self.tr("How do you say this in {language}?"),
        }
        self.kind.setText(kinds[exercise.kind].format(skill=upcoming.skill_title))
        self.reason.setText(rich(upcoming.reason))
        self.task.setText(tasks[exercise.kind].format(language=learned_name))
        self.sentence.setText(exercise.prompt)
        self._show_context(filled=exercise.kind is DrillKind.SAY)
        self.show_keys(alt=False)
        self.help_text.setText("")
        self.set_answered(False)

    def set_answered(self, answered: bool) -> None:
        """With the verdict the sentence moves down into it; here remains what it means."""
        self._answered = answered
        if self._exercise is None:
            return
        if answered:
            self.help_text.setText(self._meaning())
        self._show_context(filled=answered or self._exercise.kind is DrillKind.SAY)
        self.task.setVisible(not answered)
        self.sentence.setVisible(not answered and bool(self.sentence.text()))
        self.help_text.setVisible(bool(self.help_text.text()))
        self._refresh_buttons()

    def show_keys(self, *, alt: bool) -> None:
        """alt: a text field has the focus, where plain letters are written."""
        words = self._exercise is not None and self._exercise.kind is DrillKind.TRANSLATE
        help_text = self.tr("Translation ({key})")
        if words:
            help_text = self.tr("First letters ({key})") if self._is_card else self.tr("Words ({key})")
        relabel(self.hear_button, self.tr("Hear it ({key})").format(key=letter("P", alt=alt)))
        relabel(self.slow_button, self.tr("Slower ({key})").format(key=letter("S", alt=alt)))
        relabel(self.help_button, help_text.format(key=letter("T", alt=alt)))

    def set_usable(self, usable: bool) -> None:
        """While something is recorded or judged, its buttons rest where they are: nothing may jump under the mouse."""
        self._row.setEnabled(usable)

    def clear_help(self) -> None:
        """For another try at the same exercise."""
        self.help_text.setText("")

    def show_help(self) -> None:
        """The translation; for a sentence that is to be translated, its words out of order."""
        if self._exercise is None:
            return
        self.help_text.setText(self._words() if self._exercise.kind is DrillKind.TRANSLATE else self._meaning())
        self.help_text.show()
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        """With the verdict come buttons of its own."""
        hear = self.can_hear and not self._answered
        self.hear_button.setVisible(hear)
        self.slow_button.setVisible(hear)
        self.help_button.setVisible(self.can_help)
        self._row.setVisible(hear or self.can_help)

    def _meaning(self) -> str:
        sentence = self._exercise.sentence if self._exercise else None
        return sentence.translations[0] if sentence and sentence.translations else ""

    @property
    def _is_card(self) -> bool:
        """A card of the learner's own: a word or two, of which glosses would be the answer."""
        return self._exercise is not None and self._exercise.sentence.id.startswith("card/")

    def _show_context(self, *, filled: bool) -> None:
        """The sentence in which a word was met: with a gap while the word is asked for."""
        sentence = self._exercise.sentence if self._exercise is not None else None
        text = sentence.context if sentence is not None else ""
        if filled and sentence is not None:
            text = text.replace(GAP, sentence.text)
        self.context.setText(text)
        self.context.setVisible(bool(text))

    def _words(self) -> str:
        if self._exercise is not None and self._is_card:
            return " ".join(f"{word[0]}…" for word in self._exercise.expected.split())
        glosses = sorted(self._exercise.sentence.words.items()) if self._exercise else []
        return "   ".join(f"{meaning}: {form}" for form, meaning in glosses)
