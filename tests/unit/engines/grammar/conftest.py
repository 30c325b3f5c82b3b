from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.language import Language, LanguageCode
from langtutor.engines.grammar.languagetool import LanguageToolChecker
from langtutor.engines.grammar.languagetool_server import LanguageToolServer
from langtutor.settings.paths import resources_dir

LANGUAGETOOL = "languagetool-6.7"


@pytest.fixture(scope="session")
def languages() -> dict[LanguageCode, Language]:
    return load_languages(resources_dir() / "languages")


@pytest.fixture(scope="session")
def server(
    model_folder: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LanguageToolServer]:
    """One for all tests: to start costs ten seconds. It is ended at the end."""
    made = LanguageToolServer(LANGUAGETOOL, model_folder(LANGUAGETOOL), tmp_path_factory.mktemp("languagetool"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def languagetool(server: LanguageToolServer, languages: dict[LanguageCode, Language]) -> Iterator[LanguageToolChecker]:
    made = LanguageToolChecker(LANGUAGETOOL, server, languages)
    yield made
    made.close()
