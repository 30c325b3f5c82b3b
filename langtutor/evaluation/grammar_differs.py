"""What was changed between two tokenised sentences: by ERRANT where it knows the language, else token by token."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version

from langtutor.core.errors import EngineFailed
from langtutor.core.language import LanguageCode
from langtutor.core.text import Edit, ErrorType
from langtutor.engines.grammar.changes import operation
from langtutor.engines.grammar.ensemble import joined
from langtutor.engines.grammar.errant_edits import Errant, TokenEdit
from langtutor.engines.grammar.parsing import Parser
from langtutor.evaluation import fingerprint
from langtutor.evaluation.grammar import Differ
from langtutor.evaluation.keeping import Kept
from langtutor.models.store import ModelStore

_ENGLISH = LanguageCode("en")
_PARSER = "spacy-en-small"


def differ_of(language: LanguageCode, store: ModelStore, kept: Kept) -> Differ:
    """The best there is for a language. Raises ModelMissing, EngineFailed where ERRANT isn't installed."""
    if language != _ENGLISH:
        return PlainDiffer()
    try:
        edition = f"errant-{version('errant')} {fingerprint.of_models([store.path_of(_PARSER)])}"
    except PackageNotFoundError as error:
        raise EngineFailed(engine="errant", detail="pip install errant") from error
    return ErrantDiffer(kept, edition, lambda: Errant(Parser(_PARSER, store.installed).nlp))


def cutter(store: ModelStore) -> Callable[[str, str], Sequence[Edit]]:
    """As English rewrites are cut in the app. Loads ERRANT and its model at the first call; raises ModelMissing."""
    errant: list[Errant] = []

    def cut(sentence: str, rewritten: str) -> Sequence[Edit]:
        if not errant:
            errant.append(Errant(Parser(_PARSER, store.installed).nlp))
        return joined(sentence, errant[0].annotate(sentence, rewritten))

    return cut


class ErrantDiffer:
    """make: loads ERRANT and its model, once, when something isn't known yet. version: of both."""

    def __init__(self, kept: Kept, version: str, make: Callable[[], Errant]) -> None:
        self._kept = kept
        self._version = version
        self._make = make

    def edits(self, source: Sequence[str], corrected: Sequence[str]) -> tuple[TokenEdit, ...]:
        if list(source) == list(corrected):
            return ()
        key = "errant", self._version, " ".join(source), " ".join(corrected)
        known = self._kept.get(*key)
        if known is not None:
            return tuple(TokenEdit(start, end, tuple(tokens), ErrorType(kind)) for start, end, tokens, kind in known[0])
        began = time.perf_counter()
        found = self._errant.annotate_tokens(key[2], key[3])
        plain = [[edit.start, edit.end, list(edit.tokens), edit.type] for edit in found]
        self._kept.put(plain, time.perf_counter() - began, *key)
        return found

    @cached_property
    def _errant(self) -> Errant:
        return self._make()


class PlainDiffer:
    """For languages that ERRANT doesn't know: tokens that differ, as few as can be, typed M, U or R."""

    def edits(self, source: Sequence[str], corrected: Sequence[str]) -> tuple[TokenEdit, ...]:
        return tuple(
            TokenEdit(start, end, new, ErrorType(operation(" ".join(source[start:end]), " ".join(new))))
            for start, end, new in _differing(source, corrected)
        )


def _differing(source: Sequence[str], corrected: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    matcher = SequenceMatcher(None, source, corrected, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        new = tuple(corrected[new_start:new_end])
        if kind == "replace" and end - start == len(new):
            yield from ((place, place + 1, (token,)) for place, token in enumerate(new, start))
        elif kind != "equal":
            yield start, end, new
