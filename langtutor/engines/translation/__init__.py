"""Translation of whole texts."""

from __future__ import annotations

from typing import Protocol

from langtutor.core.language import Pair
from langtutor.core.requests import Translation


class Translator(Protocol):
    """Translates whole texts of any length. Raises UnsupportedPair, ModelMissing."""

    def pairs(self) -> frozenset[Pair]: ...

    def translate(self, text: str, pair: Pair) -> Translation: ...
