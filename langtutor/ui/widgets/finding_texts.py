"""Findings in words: what changes, as a correction or as a question."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from langtutor.ui.theme.tokens import Roles

if TYPE_CHECKING:
    from langtutor.core.writing import Finding

_SPELLING = ("SPELL", "TYPOS", "MORFOLOGIK", "HUNSPELL")
_LONGEST = 60
"""Letters of a change that a card shows; the text itself shows the rest."""


def is_spelling(finding: Finding) -> bool:
    """Only such a word can be one that the learner knows better."""
    names = f"{finding.edit.type} {finding.edit.rule or ''}".upper()
    return any(name in names for name in _SPELLING) and " " not in finding.said.strip()


class FindingTexts(QObject):
    def sentence(self, finding: Finding) -> str:
        """What changes, as a whole sentence: for screen readers, and for what is unsure."""
        said, better = short(finding.said.strip()), short(finding.edit.replacement.strip())
        text = self._certain(said, better) if finding.certain else self._unsure(said, better)
        if not said and not better:
            text = self.tr("Join the words.") if finding.said else self.tr("Leave a space.")
        return text.format(better=better, was=said)

    def _certain(self, said: str, better: str) -> str:
        if said and better:
            return self.tr("Write “{better}” instead of “{was}”.")
        return self.tr("Add “{better}”.") if better else self.tr("Leave out “{was}”.")

    def _unsure(self, said: str, better: str) -> str:
        if said and better:
            return self.tr("Perhaps “{better}” instead of “{was}”?")
        return self.tr("Is “{better}” missing?") if better else self.tr("Is “{was}” too much?")


def change_html(finding: Finding, roles: Roles) -> str:
    """What stood there struck through, what should in bold; with the words around where there is only one of both."""
    said, better = finding.said.strip(), finding.edit.replacement.strip()
    gone = f'<s style="color:{roles.wrong}">{html.escape(short(said))}</s>' if said else ""
    put = f'<b style="color:{roles.good}">{html.escape(short(better))}</b>' if better else ""
    if gone and put:
        return f"{gone} → {put}"
    before, after = _around(finding)
    left = " " if finding.said.startswith(" ") or finding.edit.replacement.startswith(" ") else ""
    right = " " if finding.said.endswith(" ") or finding.edit.replacement.endswith(" ") else ""
    return f"{html.escape(before)}{left}{gone or put}{right}{html.escape(after)}"


def short(text: str, most: int = _LONGEST) -> str:
    """No longer than so many letters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _around(finding: Finding) -> tuple[str, str]:
    """The words before and after, with the space between."""
    at = finding.edit.span.start - finding.within.start
    before = finding.sentence[:at]
    after = finding.sentence[at + len(finding.said) :]
    last, first = before.split()[-1:], after.split()[:1]
    gap_before = " " if before[-1:].isspace() else ""
    gap_after = " " if after[:1].isspace() else ""
    return (short("".join(last)) + gap_before, gap_after + short("".join(first)))
