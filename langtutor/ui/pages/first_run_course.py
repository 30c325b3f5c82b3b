"""First step of the first start: I speak, I learn, how much I know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from langtutor.core.language import LanguageCode
from langtutor.core.skill import Knowing
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_3, SPACE_5
from langtutor.ui.translation import own_name
from langtutor.ui.widgets.choice_row import ChoiceRow

if TYPE_CHECKING:
    from langtutor.wiring import Services


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen so far; empty for nothing yet."""

    speaks: str = ""
    learns: str = ""
    knowing: str = Knowing.NEW.value

    @property
    def complete(self) -> bool:
        return bool(self.speaks and self.learns and self.knowing)


class CourseStep(QWidget):
    """Asks what the courses at hand can teach. Emits `changed` with every choice."""

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._build()

    def choices(self) -> Choices:
        return Choices(self._speaks.value(), self._learns.value(), self._knowing.value())

    def choose(self, choices: Choices) -> None:
        self._speaks.choose(choices.speaks)
        self._speaks_changed()
        self._learns.choose(choices.learns)
        self._knowing.choose(choices.knowing)
        self.changed.emit()

    def guessed(self) -> Choices:
        """What was answered before; else, who reads the window in a language that a course starts from speaks it."""
        now = self._services.settings.now
        if not now.is_new:
            return Choices(now.speaks, now.learns, now.knowing.value)
        language = self._services.ui_language()
        return Choices(speaks=language if language in self._speaks.values() else "")

    def take_focus(self) -> None:
        """The keyboard begins at the first question, at its answer when there is one already."""
        if self._speaks.values():
            self._speaks.button(self._speaks.value() or self._speaks.values()[0]).setFocus()

    def show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_5)
        names = {code: own_name(code) for code in dict.fromkeys(spoken for _, spoken in self._services.course_pairs)}
        self._speaks = ChoiceRow(self.tr("I speak"), names.items())
        self._speaks.chosen.connect(lambda _value: self._speaks_changed())
        self._learns = ChoiceRow(self.tr("I learn"))
        self._first_speaks = QLabel(self.tr("What can be learned depends on what you speak."))
        self._first_speaks.setWordWrap(True)
        set_look(self._first_speaks, "muted")
        self._learns.chosen.connect(lambda _value: self.changed.emit())
        self._knowing = ChoiceRow(
            self.tr("I know"),
            [
                (Knowing.NEW.value, self.tr("Nothing yet, or very little")),
                (Knowing.SOME.value, self.tr("Some: simple sentences")),
                (Knowing.COMFORTABLE.value, self.tr("I get by in everyday life")),
            ],
        )
        self._knowing.chosen.connect(lambda _value: self.changed.emit())
        for heading, row in (
            (self.tr("I speak"), self._speaks),
            (self.tr("I learn"), self._learns),
            (self.tr("How much of it I know"), self._knowing),
        ):
            question = _question(heading, row)
            if row is self._learns:
                question.addWidget(self._first_speaks)
            column.addLayout(question)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        set_look(self._problem, "wrong")
        self._problem.hide()
        column.addWidget(self._problem)

    def _speaks_changed(self) -> None:
        """Only what a course teaches from this language can be learned; a single one is chosen already."""
        spoken = self._speaks.value()
        learned = [learned for learned, speaks in self._services.course_pairs if speaks == spoken]
        self._first_speaks.setVisible(not learned)
        self._learns.setVisible(bool(learned))
        self._learns.set_choices([(code, self._learned_name(code)) for code in learned])
        if len(learned) == 1:
            self._learns.choose(learned[0])
        self.changed.emit()

    def _learned_name(self, code: LanguageCode) -> str:
        language = self._services.languages.get(code)
        name = language.name_in(self._services.ui_language()) if language else code
        return name[:1].upper() + name[1:]


def _question(heading: str, row: ChoiceRow) -> QVBoxLayout:
    label = QLabel(heading)
    set_look(label, "heading")
    column = QVBoxLayout()
    column.setSpacing(SPACE_3)
    column.addWidget(label)
    column.addWidget(row)
    return column
