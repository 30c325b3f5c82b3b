"""The next drill as an offer: what, why, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from langtutor.core.events import DrillKind
from langtutor.ui.theme.tokens import SPACE_2, SPACE_4, SPACE_5
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import Card, button, icon_line, label
from langtutor.ui.widgets.rich import plain, rich

if TYPE_CHECKING:
    from langtutor.services.drilling import Next


class NextCard(Card):
    """Emits `start`, or `retry` after trouble."""

    start = Signal()
    retry = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_5)
        self.kind = label(look="muted")
        self.title = label(look="sentence")
        self.reason = label(rich=True)
        self._why = icon_line("lightbulb", "accent", self.reason)
        self.minutes = label(look="muted")
        self.start_button = button(self.tr("Start (Enter)"), "play-fill", "primary", self.start.emit)
        self.retry_button = button(self.tr("Try again"), "arrow-counter-clockwise", "primary", self.retry.emit)
        actions = QWidget()
        self.minutes.setWordWrap(False)
        row = FlowLayout(actions, SPACE_4, SPACE_2)
        for one in (self.start_button, self.retry_button, self.minutes):
            row.addWidget(one)
        for part in (self.kind, self.title, self._why):
            self.column.addWidget(part)
        self.column.addSpacing(SPACE_2)
        self.column.addWidget(actions)
        self.show_loading()

    def show_loading(self) -> None:
        self._show("", self.tr("Choosing your next exercise…"), "", "")
        self.start_button.hide()
        self.retry_button.hide()

    def show_next(self, upcoming: Next, *, first: bool, learned_name: str) -> None:
        """first: nothing was practised yet. learned_name: the language's, in the interface's language."""
        minutes = self.tr("About {minutes} minutes").format(minutes=upcoming.minutes)
        if first:
            welcome = self.tr(
                "A first session shows where you are: a few short sentences to say, hear and translate. "
                "Mistakes are welcome, they decide what comes next."
            )
            title = self.tr("Your first steps in {language}").format(language=learned_name)
            self._show(self.tr("Welcome"), title, welcome, minutes)
        else:
            kinds = {
                DrillKind.SAY: self.tr("Next: say it"),
                DrillKind.LISTEN: self.tr("Next: listen and type"),
                DrillKind.TRANSLATE: self.tr("Next: translate"),
                DrillKind.MINIMAL_PAIR: self.tr("Next: hear the difference"),
            }
            self._show(kinds[upcoming.exercise.kind], upcoming.skill_title, upcoming.reason, minutes)
        self.start_button.show()
        self.retry_button.hide()

    def show_trouble(self, sentence: str) -> None:
        self._show("", self.tr("There is nothing to start just now"), sentence, "")
        self.start_button.hide()
        self.retry_button.show()

    def _show(self, kind: str, title: str, reason: str, minutes: str) -> None:
        for one, text in ((self.kind, kind), (self.title, title), (self.minutes, minutes)):
            one.setText(text)
            one.setVisible(bool(text))
        self.reason.setText(rich(reason))
        self._why.setVisible(bool(reason))
        self.setAccessibleName(". ".join(text.rstrip(".") for text in (kind, title, plain(reason), minutes) if text))
