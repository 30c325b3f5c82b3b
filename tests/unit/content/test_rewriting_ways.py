"""In how many ways a language is rewritten, and which tier that is enough for."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.rewriting import can_reach, ways_to_rewrite
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Tier
from langtutor.engines.grammar.rewriting import load_variants
from langtutor.settings.paths import resources_dir

EN, PT, TOKI = map(LanguageCode, ("en", "pt", "tok"))
FOLDER = resources_dir() / "grammar"


def test_as_many_ways_as_the_rewriter_knows() -> None:
    known = {language: len(ways) for language, ways in load_variants(FOLDER).items()}
    assert {language: ways_to_rewrite(FOLDER, language) for language in known} == known
    assert ways_to_rewrite(FOLDER, TOKI) == 0


def test_a_second_opinion_needs_a_second_way() -> None:
    assert can_reach(Tier.THOROUGH, FOLDER, EN) is Tier.THOROUGH
    assert can_reach(Tier.THOROUGH, FOLDER, PT) is Tier.DEEP
    assert [can_reach(tier, FOLDER, PT) for tier in (Tier.INSTANT, Tier.FULL, Tier.DEEP)] == list(Tier)[:3]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadContent, match=r"rewriting\.toml"):
        ways_to_rewrite(tmp_path, EN)
