from __future__ import annotations

import pytest

from langtutor.engines.grammar.portuguese import PortugueseProposer
from langtutor.settings.paths import resources_dir
from tests.support.models import model_folder


@pytest.fixture(scope="session")
def proposer() -> PortugueseProposer:
    """With LanguageTool's dictionaries; its server isn't started."""
    return PortugueseProposer(model_folder("languagetool-6.7"), resources_dir() / "grammar" / "portuguese.toml")


@pytest.fixture(scope="session")
def poor() -> PortugueseProposer:
    """Where LanguageTool isn't installed."""
    return PortugueseProposer(None, resources_dir() / "grammar" / "portuguese.toml")
