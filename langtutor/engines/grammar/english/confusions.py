"""Words that are taken for each other, by the table's sets. Says nothing on its own: all are candidates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.reading import CANDIDATES, Reading
from langtutor.engines.grammar.english.tables import Confusion, Tables

_MOST = 5


class Confusions:
    """By word, the others it may stand for."""

    def __init__(self, tables: Tables) -> None:
        self._by_word: dict[str, list[tuple[str, Confusion]]] = {}
        for one in tables.confusions:
            for word in one.words:
                self._by_word.setdefault(word, []).extend((other, one) for other in one.words if other != word)

    def edits(self, reading: Reading) -> Iterator[Edit]:
        for i in range(len(reading)):
            if i and reading.is_name(i):
                continue
            seen: dict[str, Confusion] = {}
            for other, confusion in self._by_word.get(reading.low(i), ()):
                seen.setdefault(other, confusion)
            for other, confusion in list(seen.items())[:_MOST]:
                prior = confusion.prior / max(1, len(seen) - 1)
                edit = reading.replace(i, other, confusion.type, f"{confusion.rule}", prior)
                yield replace(edit, source=CANDIDATES)
