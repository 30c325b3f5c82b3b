"""The forms of a word: those that a learner needs first, and all of them when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.content.messages import Messages
from langtutor.core.language import LanguageCode
from langtutor.core.word_entry import Form, Inflection
from langtutor.ui.theme.tokens import SPACE_1, SPACE_4
from langtutor.ui.widgets.pieces import button, label, relabel

_FEW = 6
"""Forms that fit into one line."""


class FormsView(QWidget):
    def __init__(
        self,
        inflections: Sequence[Inflection],
        language: LanguageCode,
        messages: Messages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._messages = messages
        self._language = language
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        for inflection in inflections:
            self._add(column, inflection)

    def _add(self, column: QVBoxLayout, inflection: Inflection) -> None:
        by_name = {form.name: form for form in inflection.forms}
        few = len(inflection.forms) <= _FEW
        principal = [by_name[name] for name in inflection.principal if name in by_name]
        first = principal or list(inflection.forms if few else inflection.forms[:_FEW])
        part = self._messages.text(f"part.{inflection.part_of_speech}")
        kind = self.tr("%1, irregular").replace("%1", part) if inflection.irregular else part
        forms = " · ".join(f"<b>{escape(form.text)}</b>" for form in first)
        if not principal and few:
            forms = " · ".join(self._named(form) for form in inflection.forms)
        column.addWidget(label(f"{forms} &nbsp;<i>{escape(kind)}</i>", rich=True))
        if len(inflection.forms) > len(first):
            self._add_all(column, inflection)

    def _named(self, form: Form) -> str:
        if form.name == "base":
            return f"<b>{escape(form.text)}</b>"
        return f"{escape(self._name(form.name))} <b>{escape(form.text)}</b>"

    def _name(self, name: str) -> str:
        form, _, person = name.partition(".")
        said = self._messages.text(f"form.{form}")
        return f"{said} ({self._person(person)})" if person else said

    def _person(self, person: str) -> str:
        return self._messages.text(f"person.{self._language}.{person}")

    def _add_all(self, column: QVBoxLayout, inflection: Inflection) -> None:
        table = label(self._table(inflection.forms), rich=True)
        table.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        table.hide()
        show, hide = self.tr("All forms of “%1”"), self.tr("Hide the forms of “%1”")
        more = button(show.replace("%1", inflection.lemma), look="link")

        def turn() -> None:
            shown = table.isHidden()
            table.setVisible(shown)
            relabel(more, (hide if shown else show).replace("%1", inflection.lemma))

        more.clicked.connect(turn)
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(table)

    def _table(self, forms: Sequence[Form]) -> str:
        """A row for each form, or for each tense with its persons."""
        rows: dict[str, list[str]] = {}
        for form in forms:
            name, _, person = form.name.partition(".")
            said = escape(form.text)
            rows.setdefault(name, []).append(f"{escape(self._person(person))} <b>{said}</b>" if person else said)
        written = (
            f"<tr><td style='padding-right: {SPACE_4}px'>{escape(self._messages.text(f'form.{name}'))}</td>"
            f"<td>{' · '.join(said)}</td></tr>"
            for name, said in rows.items()
        )
        return f"<table cellspacing='0' cellpadding='2'>{''.join(written)}</table>"
