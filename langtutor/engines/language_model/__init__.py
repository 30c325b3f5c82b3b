"""Language models: how likely a text is, and writing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Chosen, Message, Sampling, Scores, Written

Check = Callable[[], None]
"""Asked between steps; what it raises (Cancelled) ends the work."""

OnPiece = Callable[[str], None]
"""Told what was written since the last piece."""


class Scorer(Protocol):
    """Natural-log probabilities of whole texts. Raises ModelMissing, UnsupportedLanguage."""

    def languages(self) -> frozenset[LanguageCode]: ...

    def score(self, texts: tuple[str, ...], language: LanguageCode) -> Scores: ...


class Writer(Protocol):
    """One language model that writes; the requests Chat, Complete and Choose say what each does.

    All load the model where it isn't yet. They raise EngineFailed, NotEnoughMemory and what `check` raises, at once
    even where native code is still busy; what it is busy with ends at its next step.
    """

    def load(self, check: Check) -> None: ...

    def chat(self, messages: tuple[Message, ...], sampling: Sampling, on_piece: OnPiece, check: Check) -> Written: ...

    def complete(self, prompt: str, sampling: Sampling, on_piece: OnPiece, check: Check) -> Written: ...

    def choose(self, messages: tuple[Message, ...], options: tuple[str, ...], check: Check) -> Chosen: ...

    def close(self) -> None:
        """Gives the memory back; waits for native code to end its step."""
        ...
