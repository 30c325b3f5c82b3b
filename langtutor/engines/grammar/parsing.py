"""English sentences taken apart by spaCy's small model: words, parts of speech, who depends on whom."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from langtutor.core.errors import EngineFailed, ModelMissing
from langtutor.core.language import LanguageCode
from langtutor.core.text import Span
from langtutor.engines.grammar.proposing import Parsed, Word


class Parser:
    """Loads at its first sentence (1.7 s, 160 MB, spaCy itself included); 10 ms a sentence. Safe for several threads.

    It was made for correct text: of learners' sentences its tags are guesses.
    """

    def __init__(self, model: str, find: Callable[[str], Path | None]) -> None:
        """find: where a model lies, None while it is not installed."""
        self._model = model
        self._find = find
        self._loading = threading.Lock()
        self._loaded: Any = None

    @property
    def nlp(self) -> Any:
        """spaCy's own pipeline, for libraries that build on it. Raises ModelMissing, EngineFailed."""
        with self._loading:
            if self._loaded is None:
                folder = self._find(self._model)
                if folder is None:
                    raise ModelMissing(model=self._model, command=f"langtutor models install {self._model}")
                self._loaded = _load(folder, self._model)
            return self._loaded

    def parse(
        self,
        text: str,
        before: str = "",
        personal_words: frozenset[str] = frozenset(),
        speaks: LanguageCode | None = None,
    ) -> Parsed:
        """Raises ModelMissing, EngineFailed."""
        return Parsed(text, words_of(self.nlp(text)), before, personal_words, speaks)


def words_of(doc: Any) -> tuple[Word, ...]:
    """White space is no word."""
    places = {token.i: place for place, token in enumerate(token for token in doc if not token.is_space)}
    return tuple(
        Word(
            Span(token.idx, token.idx + len(token.text)),
            token.text,
            token.lemma_.lower(),
            token.tag_,
            token.pos_,
            token.dep_,
            places.get(token.head.i, places[token.i]),
            token.ent_type_,
        )
        for token in doc
        if not token.is_space
    )


def _load(folder: Path, model: str) -> Any:
    import spacy

    try:
        return spacy.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise EngineFailed(engine=model, detail=str(error)[:200]) from error
