"""Saying a translation in another manner: as to a friend, as to a stranger, in full, in short. By authored rules."""

from __future__ import annotations

from typing import Protocol

from langtutor.core.language import LanguageCode
from langtutor.core.registers import Variant


class Varier(Protocol):
    """Other manners of a text. original: what it translates, which tells who is meant.

    What can't be changed surely is not given. Pure.
    """

    def variants(self, text: str, original: str, language: LanguageCode) -> tuple[Variant, ...]: ...
