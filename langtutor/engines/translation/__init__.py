"""Translation of whole texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from langtutor.core.language import Pair
from langtutor.core.look_up_requests import Translation

Check = Callable[[], None]
"""Called wherever the work can stop; what it raises stops it."""


def go_on() -> None:
    """For who won't take it back."""


class Translator(Protocol):
    """Translates whole texts of any length. Raises UnsupportedPair, ModelMissing, EngineFailed, what check raises."""

    def pairs(self) -> frozenset[Pair]: ...

    def translate(self, text: str, pair: Pair, check: Check = go_on) -> Translation: ...
