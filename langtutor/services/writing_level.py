"""How long a text is, and about which level its vocabulary has.

The level says nothing about grammar: somebody may write rare words in wrong sentences. Shown as "vocabulary about B1".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.content.word_levels import WordLevels
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.writing import Counts

FEWEST = 20
"""Words; of a shorter text nothing can be said."""

LEVELS = ("A1", "A2", "B1", "B2", "C1")
FILE = "levels.toml"

_COUNTED = re.compile(r"\w*[^\W\d_]\w*(?:['’-]\w+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n\s*(?=\S)|$")
_OPENS = re.compile(r"(?:^|[.!?…:\n][\s\"'“‘(\[]*|[-*]\s)$")
_WINDOW = 50
"""Words in which each counts once, so that long texts don't seem easier or harder than short ones."""

_RAREST = 2.0
"""Zipf frequency below which a form is taken for misspelt or foreign."""

_KNOWN = 0.6
"""Share of words that must be known to say anything: less is another language."""

Grade = Callable[[str], float | None]


class WritingLevel:
    """Counts words, sentences and levels. Some 2 ms for 500 words; the first text of a language 0.5 s more.

    Thread-safe. Raises BadContent where resources/grammar/levels.toml is wrong.
    """

    def __init__(self, resources: Path) -> None:
        self._scales = {
            LanguageCode(name): _Scale(name, raw) for name, raw in read_toml(resources / "grammar" / FILE).items()
        }

    def counts(self, text: str, language: LanguageCode) -> Counts:
        return Counts(len(_COUNTED.findall(text)), _sentences(text), self.level(text, language))

    def level(self, text: str, language: LanguageCode) -> str | None:
        """ "A1" to "C1", where at least FEWEST words are there, most of them known, in a language that has a scale."""
        scale = self._scales.get(language)
        words = _judged(text)
        if scale is None or len(words) < FEWEST:
            return None
        grades = [grade for word in words if (grade := scale.grade(word)) is not None]
        if len(grades) < _KNOWN * len(words):
            return None
        return LEVELS[bisect_left(scale.below, _mean(words, scale.grade))]


def _sentences(text: str) -> int:
    """Pieces with a word in them, between full stops and line ends."""
    return sum(bool(_WORD.search(piece)) for piece in _SENTENCE.split(text))


def _judged(text: str) -> list[str]:
    """All words but names: a capital where no sentence begins tells one."""
    return [
        found[0].lower().replace("’", "'")
        for found in _WORD.finditer(text)
        if found[0][0].islower() or len(found[0]) == 1 or _OPENS.search(text[max(0, found.start() - 8) : found.start()])
    ]


def _mean(words: Sequence[str], grade: Grade) -> float:
    """Of each word's grade once in a window; a last window of less than half goes with the one before."""
    starts = [*range(0, max(1, len(words) - _WINDOW // 2), _WINDOW)]
    total = count = 0.0
    for start, end in pairwise([*starts, len(words)]):
        grades = [found for word in set(words[start:end]) if (found := grade(word)) is not None]
        if grades:
            total += sum(grades) / len(grades) * (end - start)
            count += end - start
    return total / count


class _Scale:
    """Grades of words, from 1 (A1) to 6 (C2). below: the means at which A1, A2, B1 and B2 end."""

    def __init__(self, language: str, raw: Mapping[str, Any]) -> None:
        self._language = language
        self._levels = WordLevels()
        try:
            self.below = [float(value) for value in raw["below"]]
            self._bands = [(float(zipf), float(level)) for zipf, level in raw.get("bands", ())]
            sources: dict[str, Grade] = {"cefrpy": self._listed, "wordfreq": self._by_frequency}
            source = sources[raw["words"]]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadContent(file=FILE, detail=f"missing or wrong: {error}") from error
        if len(self.below) != len(LEVELS) - 1 or sorted(self.below) != self.below:
            raise BadContent(file=FILE, detail="below must be four numbers, the lowest first")
        if sorted(self._bands) != self._bands or (source == self._by_frequency and len(self._bands) < 2):
            raise BadContent(file=FILE, detail="bands must go from rare to common")
        self.grade: Grade = lru_cache(maxsize=20_000)(source)

    def _listed(self, word: str) -> float | None:
        return self._levels.grade(word, LanguageCode(self._language))

    def _by_frequency(self, word: str) -> float | None:
        import wordfreq

        zipf = wordfreq.zipf_frequency(word, self._language)
        if zipf < _RAREST:
            return None
        rarest, commonest = self._bands[0], self._bands[-1]
        if not rarest[0] < zipf < commonest[0]:
            return rarest[1] if zipf <= rarest[0] else commonest[1]
        (low, harder), (high, easier) = next(pair for pair in pairwise(self._bands) if zipf <= pair[1][0])
        return harder + (easier - harder) * (zipf - low) / (high - low)
