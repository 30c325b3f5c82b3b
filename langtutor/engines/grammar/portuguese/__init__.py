"""Own rules for Portuguese, for what English speakers get wrong first of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from langtutor.core.language import LanguageCode
from langtutor.core.text import Edit
from langtutor.engines.grammar.portuguese import contracting, governing, phrases, subjects
from langtutor.engines.grammar.portuguese.analysis import Sentence, analysed
from langtutor.engines.grammar.portuguese.lexicon import Lexicon
from langtutor.engines.grammar.portuguese.patterns import matches
from langtutor.engines.grammar.portuguese.tables import Knowledge, load_tables

Rule = Callable[[Sentence, Knowledge], Iterator[Edit]]


def _patterns(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for one in knowledge.tables.patterns:
        yield from matches(sentence, one, knowledge.tables.contractions, knowledge.lexicon)


RULES: tuple[Rule, ...] = (contracting.propose, governing.propose, phrases.propose, subjects.propose, _patterns)


class PortugueseProposer:
    """Pure but for reading its files at the beginning. languagetool_folder: of the installed model, or None.

    Raises BadContent for tables, and OSError or ValueError for dictionaries that can't be read.
    """

    def __init__(self, languagetool_folder: Path | None, tables: Path) -> None:
        self._knowledge = Knowledge(Lexicon(languagetool_folder), load_tables(tables))

    def propose(
        self,
        text: str,
        before: str = "",
        personal_words: frozenset[str] = frozenset(),
        speaks: LanguageCode | None = None,
    ) -> tuple[Edit, ...]:
        """Each is one minimal change; they may overlap."""
        sentence = analysed(text, self._knowledge.lexicon)
        found: dict[tuple[int, int, str], Edit] = {}
        for rule in RULES:
            for edit in rule(sentence, self._knowledge):
                if edit.span.of(text).lower() in personal_words:
                    continue
                key = (edit.span.start, edit.span.end, edit.replacement)
                if key not in found or found[key].confidence < edit.confidence:
                    found[key] = edit
        return _in_order(list(found.values()))


def _in_order(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    return tuple(sorted(edits, key=lambda edit: (edit.span, -edit.confidence)))
