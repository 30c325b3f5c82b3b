"""Words that may have been meant by one that no dictionary has."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from langtutor.core.language import LanguageCode
from langtutor.engines.dictionary.folding import fold
from langtutor.engines.grammar.spelling import distance

_WORDS = 60_000
_COMMONNESS = 0.3
"""What one step of Zipf frequency is worth in letters."""
_OTHER_BEGINNING = 0.6
_SHORT = 5


@dataclass(frozen=True, slots=True)
class Near:
    """distance in letters; what the hand does wrong (a letter doubled, two swapped) costs less. zipf of the word."""

    word: str
    distance: float
    zipf: float


class NearWords:
    """Among the 60,000 commonest of a language; some 15 ms a word, the first of a language 0.3 s."""

    def __init__(self) -> None:
        self._words: dict[LanguageCode, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def of(self, word: str, language: LanguageCode, most: int = 20) -> tuple[Near, ...]:
        """Likeliest first. Languages without frequencies have none."""
        words, folded = self._common(language)
        if not words:
            return ()
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        wanted = fold(word)
        farthest = 1 if len(wanted) < _SHORT else 2
        found = process.extract(wanted, folded, scorer=OSA.distance, score_cutoff=farthest, limit=200)
        near = [self._near(words[at], wanted, language) for _, _, at in found]
        near = [one for one in near if one.word != word.lower()]
        return tuple(sorted(near, key=lambda one: _cost(one, wanted))[:most])

    def warm_up(self, language: LanguageCode) -> None:
        self._common(language)

    def _common(self, language: LanguageCode) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words, and the same folded."""
        if language not in self._words:
            words = _most_used(language)
            self._words[language] = words, tuple(fold(word) for word in words)
        return self._words[language]

    def zipf(self, word: str, language: LanguageCode) -> float:
        """0 for what isn't known."""
        import wordfreq

        return float(wordfreq.zipf_frequency(word, language)) if self._common(language)[0] else 0.0

    def _near(self, word: str, wanted: str, language: LanguageCode) -> Near:
        return Near(word, distance(wanted, fold(word)), self.zipf(word, language))


def _most_used(language: LanguageCode) -> tuple[str, ...]:
    import wordfreq

    if language not in wordfreq.available_languages("best"):
        return ()
    listed = wordfreq.iter_wordlist(language, "best")
    return tuple(word for word in islice(listed, _WORDS) if len(word) > 1 and not any(c.isdigit() for c in word))


def _cost(near: Near, wanted: str) -> float:
    begins = 0.0 if near.word[:1] and fold(near.word)[0] == wanted[:1] else _OTHER_BEGINNING
    return near.distance + begins - _COMMONNESS * near.zipf
