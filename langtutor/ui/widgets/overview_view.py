"""How things stand: due cards, weakest skills, the last seven days."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.core.text import SkillId
from langtutor.learner.overview import Day, Overview
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3
from langtutor.ui.widgets.day_bars import DayBars, ShownDay
from langtutor.ui.widgets.pieces import empty, label
from langtutor.ui.widgets.skill_bar import SkillBar


class OverviewView(QWidget):
    """Nothing here presses: it informs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due = label()
        self._weakest_title = label(self.tr("What needs most practice"), "heading")
        self._weakest = QVBoxLayout()
        self._weakest.setSpacing(SPACE_3)
        self._week_title = label(self.tr("The last seven days"), "heading")
        self.week_text = label(look="muted")
        self.days = DayBars()
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.due)
        column.addSpacing(SPACE_3)
        column.addWidget(self._weakest_title)
        column.addLayout(self._weakest)
        column.addSpacing(SPACE_3)
        column.addWidget(self._week_title)
        column.addWidget(self.days)
        column.addWidget(self.week_text)

    def show_overview(self, overview: Overview, titles: Mapping[SkillId, str]) -> None:
        """titles: of the weakest skills, in the interface's language."""
        self.due.setText(self._due(overview.due))
        empty(self._weakest)
        for weak in overview.weakest:
            self._weakest.addWidget(SkillBar(titles.get(weak.skill, weak.skill), weak.estimate))
        self._weakest_title.setVisible(bool(overview.weakest))
        self.days.show_days([self._day(day) for day in overview.week])
        self.week_text.setText(self._week(overview.week))

    def _due(self, count: int) -> str:
        if count == 0:
            return self.tr("No sentence is due for review.")
        if count == 1:
            return self.tr("One sentence is due for review.")
        return self.tr("{count} sentences are due for review.").format(count=count)

    def _day(self, day: Day) -> ShownDay:
        date = QDate(day.date.year, day.date.month, day.date.day)
        name = QLocale().dayName(date.dayOfWeek(), QLocale.FormatType.ShortFormat)
        full = QLocale().dayName(date.dayOfWeek(), QLocale.FormatType.LongFormat)
        said = self.tr("{day}: {right} of {answers} right").format(day=full, right=day.right, answers=day.answers)
        return ShownDay(name, day.answers, day.right, said)

    def _week(self, week: tuple[Day, ...]) -> str:
        answers, right = sum(day.answers for day in week), sum(day.right for day in week)
        minutes = round(sum(day.minutes for day in week))
        if answers == 0:
            return self.tr("Nothing practised this week yet.")
        if answers == 1:
            return self.tr("One answer this week.")
        return self.tr("{answers} answers, {right} of them right, in {minutes} minutes.").format(
            answers=answers, right=right, minutes=minutes
        )
