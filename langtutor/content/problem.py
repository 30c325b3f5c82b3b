"""What checks of content find."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """where: a skill, a sentence or a key in the file."""

    file: str
    where: str
    what: str
