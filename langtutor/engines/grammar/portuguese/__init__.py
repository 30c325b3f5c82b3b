"""Own rules for Portuguese, for what English speakers get wrong first of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from langtutor.core.language import LanguageCode
from langtutor.core.text import Edit
from langtutor.engines.grammar.portuguese import clauses, contracting, governing, phrases, subjects, words
from langtutor.engines.grammar.portuguese.analysis import Sentence, analysed
from langtutor.engines.grammar.portuguese.lexicon import Lexicon
from langtutor.engines.grammar.portuguese.patterns import matches
from langtutor.engines.grammar.portuguese.repaired import Repaired
from langtutor.engines.grammar.portuguese.tables import Knowledge, load_tables

SPEAKS = LanguageCode("pt")

Rule = Callable[[Sentence, Knowledge], Iterator[Edit]]


def _patterns(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for one in knowledge.tables.patterns:
        yield from matches(sentence, one, knowledge.tables.contractions, knowledge.lexicon)


RULES: tuple[Rule, ...] = (
    words.capitals,
    contracting.propose,
    governing.propose,
    phrases.propose,
    subjects.propose,
    clauses.propose,
    _patterns,
)
"""What is asked once the words are spelt right."""


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
        spelling = [
            edit
            for edit in words.propose(analysed(text, self._knowledge.lexicon), self._knowledge)
            if edit.span.of(text).lower() not in personal_words
        ]
        repaired = Repaired(text, spelling)
        sentence = analysed(repaired.text, self._knowledge.lexicon)
        found = spelling + [repaired.back(edit) for rule in RULES for edit in rule(sentence, self._knowledge)]
        surest: dict[tuple[int, int, str], Edit] = {}
        for edit in found:
            key = (edit.span.start, edit.span.end, edit.replacement)
            if edit.span.of(text).lower() not in personal_words and edit.span.of(text) != edit.replacement:
                surest[key] = max(surest.get(key, edit), edit, key=lambda one: one.confidence)
        return tuple(sorted(surest.values(), key=lambda edit: (edit.span, -edit.confidence)))
