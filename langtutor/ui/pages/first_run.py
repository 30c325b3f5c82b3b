"""The first start: three questions on one screen, then to work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from langtutor.core.errors import UserError
from langtutor.core.language import LanguageCode
from langtutor.core.skill import Knowing
from langtutor.settings.paths import translations_dir
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import Keys, PageKeys
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_3, SPACE_5
from langtutor.ui.translation import own_name, ui_languages
from langtutor.ui.widgets.choice_row import ChoiceRow
from langtutor.ui.widgets.column import Column

if TYPE_CHECKING:
    from langtutor.wiring import Services


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen so far; empty for nothing yet."""

    speaks: str = ""
    learns: str = ""
    knowing: str = Knowing.NEW.value


class FirstRunPage(QWidget):
    """Asks what the courses at hand can teach. Emits `begun` once the course has begun."""

    begun = Signal()

    def __init__(self, services: Services, choices: Choices | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._keys = PageKeys(self)
        column = Column()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(column)
        self._build(column.layout_)
        self._keys.key("Return", self.tr("Begin"), self._begin)
        self._offer(choices or self._guessed())

    def keys(self) -> Keys:
        return self._keys.listed()

    def choices(self) -> Choices:
        return Choices(self._speaks.value(), self._learns.value(), self._knowing.value())

    def choose(self, choices: Choices) -> None:
        self._offer(choices)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins at the first question, at its answer when there is one already."""
        super().showEvent(event)
        if not event.spontaneous() and self._speaks.values():
            self._speaks.button(self._speaks.value() or self._speaks.values()[0]).setFocus()

    def begin_button(self) -> QPushButton:
        return self._begin_button

    def _build(self, column: QVBoxLayout) -> None:
        column.setSpacing(SPACE_5)
        column.addLayout(self._build_head())
        names = {code: own_name(code) for code in dict.fromkeys(spoken for _, spoken in self._services.course_pairs)}
        self._speaks = ChoiceRow(self.tr("I speak"), names.items())
        self._speaks.chosen.connect(lambda _value: self._speaks_changed())
        self._learns = ChoiceRow(self.tr("I learn"))
        self._first_speaks = QLabel(self.tr("What can be learned depends on what you speak."))
        self._first_speaks.setWordWrap(True)
        set_look(self._first_speaks, "muted")
        self._learns.chosen.connect(lambda _value: self._check())
        self._knowing = ChoiceRow(
            self.tr("I know"),
            [
                (Knowing.NEW.value, self.tr("Nothing yet, or very little")),
                (Knowing.SOME.value, self.tr("Some: simple sentences")),
                (Knowing.COMFORTABLE.value, self.tr("I get by in everyday life")),
            ],
        )
        self._knowing.chosen.connect(lambda _value: self._check())
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
        self._begin_button = QPushButton(self.tr("Begin"))
        set_look(self._begin_button, "primary")
        self._begin_button.clicked.connect(self._begin)
        column.addWidget(self._begin_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _build_head(self) -> QVBoxLayout:
        title = QLabel(self.tr("Welcome"))
        set_look(title, "title")
        languages = ChoiceRow(self.tr("Language of this window"), [(c, own_name(c)) for c in _window_languages()])
        languages.choose(self._services.ui_language())
        languages.chosen.connect(lambda code: self._services.settings.change(ui_language=code))
        text = QLabel(self.tr("Three answers, and you can begin. All of them can be changed later in Settings."))
        text.setWordWrap(True)
        set_look(text, "muted")
        first = QHBoxLayout()
        first.setSpacing(SPACE_5)
        first.addWidget(title)
        first.addWidget(languages, 1)
        head = QVBoxLayout()
        head.setSpacing(SPACE_3)
        head.addLayout(first)
        head.addWidget(text)
        return head

    def _guessed(self) -> Choices:
        """Who reads the window in a language that a course starts from most likely speaks it."""
        language = self._services.ui_language()
        return Choices(speaks=language if language in self._speaks.values() else "")

    def _offer(self, choices: Choices) -> None:
        self._speaks.choose(choices.speaks)
        self._speaks_changed()
        self._learns.choose(choices.learns)
        self._knowing.choose(choices.knowing)
        self._check()

    def _speaks_changed(self) -> None:
        """Only what a course teaches from this language can be learned; a single one is chosen already."""
        spoken = self._speaks.value()
        learned = [learned for learned, speaks in self._services.course_pairs if speaks == spoken]
        self._first_speaks.setVisible(not learned)
        self._learns.setVisible(bool(learned))
        self._learns.set_choices([(code, self._learned_name(code)) for code in learned])
        if len(learned) == 1:
            self._learns.choose(learned[0])
        self._check()

    def _learned_name(self, code: LanguageCode) -> str:
        language = self._services.languages.get(code)
        return _capital(language.name_in(self._services.ui_language())) if language else code

    def _check(self) -> None:
        choices = self.choices()
        self._begin_button.setEnabled(bool(choices.speaks and choices.learns and choices.knowing))

    def _begin(self) -> None:
        choices = self.choices()
        if not self._begin_button.isEnabled():
            return
        self._services.settings.change(
            speaks=LanguageCode(choices.speaks),
            learns=LanguageCode(choices.learns),
            knowing=Knowing(choices.knowing),
        )
        try:
            self._services.begin_course()
        except UserError as error:
            self._problem.setText(sentence_for(error, self._services.messages))
            self._problem.show()
            return
        self.begun.emit()


def _window_languages() -> tuple[str, ...]:
    return ui_languages(translations_dir())


def _question(heading: str, row: ChoiceRow) -> QVBoxLayout:
    label = QLabel(heading)
    set_look(label, "heading")
    column = QVBoxLayout()
    column.setSpacing(SPACE_3)
    column.addWidget(label)
    column.addWidget(row)
    return column


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
