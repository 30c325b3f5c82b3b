"""What a review is told: who checks a sentence, and on which terms a text is reviewed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked, Lane, Tier
from langtutor.core.text import ErrorType
from langtutor.services.checked import Taste
from langtutor.services.findings import Explain


class Checks(Protocol):
    """Checks one sentence; `services.correcting`. Cancelling the future stops the work."""

    def check(
        self,
        sentence: str,
        language: LanguageCode,
        tier: Tier,
        *,
        before: str = "",
        speaks: LanguageCode | None = None,
        personal_words: frozenset[str] = frozenset(),
        shifts: tuple[tuple[ErrorType, float], ...] = (),
        lane: Lane = Lane.NOW,
    ) -> Future[Checked]: ...


@dataclass(frozen=True)
class Terms:
    """What a text is reviewed on. abbreviations: of the language. deepest: the deepest tier there is now.

    taste: the learner's words, shifts and what isn't to be shown. say: an error as a sentence for the page.
    """

    language: LanguageCode
    speaks: LanguageCode | None
    abbreviations: frozenset[str]
    deepest: Callable[[], Tier]
    taste: Callable[[], Taste]
    explain: Explain
    say: Callable[[Exception], str]
