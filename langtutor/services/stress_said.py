"""What to say of a word whose stress went elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from langtutor.core.syllables import with_weight

if TYPE_CHECKING:
    from langtutor.services.pronouncing import WordSaid

MOST_SYLLABLES = 6
"""So many have a name in resources/messages."""


@dataclass(frozen=True, slots=True)
class StressRemark:
    """key: of a sentence in resources/messages, fields: its placeholders: word, syllable (1 is the first), split."""

    key: str
    fields: Mapping[str, str | int | float]


def stress_remark(words: Sequence[WordSaid | None]) -> StressRemark | None:
    """On the first of the words whose stress went elsewhere; None where none did."""
    wrong = next((word for word in words if word is not None and not word.stress_is_right), None)
    if wrong is None or wrong.stress_asked is None:
        return None
    vowels = [at for at, sound in enumerate(wrong.sounds) if sound.vowel]
    place = vowels.index(wrong.stress_asked)
    if place >= MOST_SYLLABLES:
        return None
    split = with_weight(wrong.text, len(vowels), place)
    fields: dict[str, str | int | float] = {"word": wrong.text, "syllable": place + 1}
    if not split:
        return StressRemark("advice.stress.word", fields)
    return StressRemark("advice.stress.split", fields | {"split": split})
