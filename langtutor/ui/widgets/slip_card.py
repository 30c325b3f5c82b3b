"""One mistake that counts. Other words than the asked ones were *said*; a sound is what we *heard*, or couldn't."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QGridLayout, QWidget

from langtutor.core.events import Mode
from langtutor.core.skill import SkillKind
from langtutor.core.verdict import SlipFound
from langtutor.ui.theme.tokens import SPACE_1, SPACE_3
from langtutor.ui.widgets.pieces import Card, label
from langtutor.ui.widgets.rich import rich

_WITH_SOUND = re.compile(r"(?P<word>.+) /(?P<sound>.+)/")
_NO_SOUND = "–"

Row = tuple[str, str, str]
"""What it is, the text, and its look."""


class SlipCard(Card):
    """title: of its skill, or empty."""

    def __init__(self, slip: SlipFound, title: str, mode: Mode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if title:
            self.column.addWidget(label(title, "small"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(1, 1)
        by_sound = slip.kind is SkillKind.SOUND and mode is Mode.SPOKEN
        for row, (name, text, look) in enumerate(self._sounds(slip) if by_sound else self._words(slip, mode)):
            caption = label(name, "muted")
            caption.setWordWrap(False)
            grid.addWidget(caption, row, 0)
            grid.addWidget(label(text or "…", look), row, 1)
        self.column.addLayout(grid)
        if slip.why:
            self.column.addSpacing(SPACE_1)
            self.column.addWidget(label(rich(slip.why), rich=True))

    def _words(self, slip: SlipFound, mode: Mode) -> tuple[Row, ...]:
        said = self.tr("You wrote") if mode is Mode.TYPED else self.tr("You said")
        return (said, slip.said, "wrong"), (self.tr("Meant"), slip.meant, "good")

    def _sounds(self, slip: SlipFound) -> tuple[Row, ...]:
        heard, meant = _WITH_SOUND.fullmatch(slip.said), _WITH_SOUND.fullmatch(slip.meant)
        in_word = self.tr("{sound} in “{word}”")
        if heard is not None and heard["sound"] != _NO_SOUND:
            came = in_word.format(sound=f"/{heard['sound']}/", word=heard["word"])
            asked = f"/{meant['sound']}/" if meant is not None else slip.meant
            return (self.tr("We heard"), came, "wrong"), (self.tr("Meant"), asked, "good")
        if meant is not None:
            unheard = in_word.format(sound=f"/{meant['sound']}/", word=meant["word"])
            return ((self.tr("We couldn’t hear"), unheard, "wrong"),)
        if (lost := _lost(slip)) is not None:
            unheard = in_word.format(sound=f"“{lost[0]}”", word=lost[1])
            return (self.tr("We couldn’t hear"), unheard, "wrong"), (self.tr("Meant"), slip.meant, "good")
        return (self.tr("We heard"), slip.said, "wrong"), (self.tr("Meant"), slip.meant, "good")


def _lost(slip: SlipFound) -> tuple[str, str] | None:
    """The letters that weren't heard, and their word, where nothing else differs."""
    said, meant = slip.said.split(), slip.meant.split()
    if len(said) != len(meant):
        return None
    differing = [(ours, theirs) for ours, theirs in zip(said, meant, strict=True) if ours.lower() != theirs.lower()]
    if len(differing) != 1:
        return None
    ours, word = (one.strip(".,;:!?") for one in differing[0])
    gap = len(word) - len(ours)
    cuts = (at for at in range(len(ours) + 1) if (word[:at] + word[at + gap :]).lower() == ours.lower())
    at = max(cuts, default=None) if gap > 0 else None
    return (word[at : at + gap], word) if at is not None else None
