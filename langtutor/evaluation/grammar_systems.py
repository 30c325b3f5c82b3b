"""Who is measured: langtutor as in the app, its rewriter alone, checkers alone, and nobody."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol

from langtutor.core.language import Language
from langtutor.core.plain import from_plain, to_plain
from langtutor.core.requests import Checked, Rewrite, Rewritten
from langtutor.core.sentences import in_text
from langtutor.core.text import Edit, ErrorType
from langtutor.evaluation.grammar import Answer, System
from langtutor.evaluation.keeping import Kept

Corrects = Callable[[str, str], Future[Checked]]
"""Corrects one sentence; the second text is what stands before it."""


Cut = Callable[[str, str], Sequence[Edit]]
"""What was changed from the first sentence to the second, change by change."""


class Rewriter(Protocol):
    """spared_s: what rewrites took that were known already, in all."""

    spared_s: float

    def ask(self, request: Rewrite) -> Rewritten: ...


class Unchanged:
    """Leaves everything as it is."""

    name = "source"
    version = ""

    def answer(self, text: str) -> Answer:
        return Answer((), 0.0)

    def close(self) -> None:
        """Nothing to end."""


class Langtutor:
    """Sentence by sentence, as the window does. spared_s: seconds that kept rewrites have saved so far."""

    name = "langtutor"

    def __init__(
        self, corrects: Corrects, language: Language, version: str, spared_s: Callable[[], float] = lambda: 0.0
    ) -> None:
        self.version = version
        self._corrects = corrects
        self._language = language
        self._spared_s = spared_s

    def answer(self, text: str) -> Answer:
        began, spared_s = time.perf_counter(), self._spared_s()
        edits = tuple(self._edits(text))
        return Answer(edits, time.perf_counter() - began + self._spared_s() - spared_s)

    def close(self) -> None:
        """Who made the correcting ends it."""

    def _edits(self, text: str) -> Iterator[Edit]:
        for sentence in in_text(text, self._language.abbreviations):
            for edit in self._corrects(sentence.text, sentence.before).result().edits:
                yield replace(edit, span=sentence.whole(edit.span))


class Rewritings:
    """Rewrites as they stand: what a language model does without a judge."""

    name = "rewriter"

    def __init__(self, host: Rewriter, language: Language, version: str) -> None:
        self.version = version
        self._host = host
        self._language = language

    def answer(self, text: str) -> Answer:
        began, spared_s = time.perf_counter(), self._host.spared_s
        edits = []
        for sentence in in_text(text, self._language.abbreviations):
            written = self._host.ask(Rewrite(sentence.text, self._language.code)).text.strip()
            if written and written.split() != sentence.text.split():
                edits.append(Edit(sentence.within, written, ErrorType("R:OTHER"), None, 1.0, self.name))
        return Answer(tuple(edits), time.perf_counter() - began + self._host.spared_s - spared_s)

    def close(self) -> None:
        """Who made the host ends it."""


class Agreement:
    """What two rewrites, asked for in different ways, both change: without a judge. cut: what a rewrite changed."""

    name = "agreement"

    def __init__(self, host: Rewriter, language: Language, version: str, cut: Cut) -> None:
        self.version = version
        self._host = host
        self._language = language
        self._cut = cut

    def answer(self, text: str) -> Answer:
        began, spared_s = time.perf_counter(), self._host.spared_s
        edits = []
        for sentence in in_text(text, self._language.abbreviations):
            ways = [self._host.ask(Rewrite(sentence.text, self._language.code, way)).text for way in range(2)]
            first, second = (self._cut(sentence.text, way) for way in ways)
            same = {(edit.span, edit.replacement) for edit in second}
            kept = [edit for edit in first if (edit.span, edit.replacement) in same]
            edits += [replace(edit, span=sentence.whole(edit.span), confidence=1.0, source=self.name) for edit in kept]
        return Answer(tuple(edits), time.perf_counter() - began + self._host.spared_s - spared_s)

    def close(self) -> None:
        """Who made the host ends it."""


class Resumed:
    """A system whose answers are kept, and taken from there when an earlier run was broken off."""

    def __init__(self, system: System, kept: Kept, *, resume: bool) -> None:
        self._system = system
        self._kept = kept
        self._resume = resume

    @property
    def name(self) -> str:
        return self._system.name

    @property
    def version(self) -> str:
        return self._system.version

    def answer(self, text: str) -> Answer:
        key = "answer", self.name, self.version, text
        known = self._kept.get(*key) if self._resume else None
        if known is not None:
            return from_plain(Answer, known[0])
        found = self._system.answer(text)
        self._kept.put(to_plain(found), found.seconds, *key)
        return found

    def close(self) -> None:
        self._system.close()
