"""How many ways there are to ask for a rewrite, by `resources/grammar/rewriting.toml`."""

from __future__ import annotations

from pathlib import Path

from langtutor.content.reading import read_toml
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Tier


def ways_to_rewrite(folder: Path, language: LanguageCode) -> int:
    """0 for a language that isn't rewritten. Raises BadContent."""
    return len(read_toml(folder / "rewriting.toml").get(language, {}).get("variants", ()))


def can_reach(tier: Tier, folder: Path, language: LanguageCode) -> Tier:
    """This tier, or the one before it where there aren't as many ways as it asks for. Raises BadContent."""
    one_way = tier is Tier.THOROUGH and ways_to_rewrite(folder, language) < tier.rewrites
    return Tier.DEEP if one_way else tier
