"""LanguageTool for all tests of one process: its Java costs ten seconds to start. It is ended at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from langtutor.content.languages import load_languages
from langtutor.engines.grammar.languagetool import LanguageToolChecker
from langtutor.engines.grammar.languagetool_server import LanguageToolServer
from langtutor.settings.paths import resources_dir
from tests.support.models import model_folder

LANGUAGETOOL = "languagetool-6.7"


@pytest.fixture(scope="session")
def java_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageToolServer]:
    made = LanguageToolServer(LANGUAGETOOL, model_folder(LANGUAGETOOL), tmp_path_factory.mktemp("languagetool"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def languagetool(java_server: LanguageToolServer) -> Iterator[LanguageToolChecker]:
    made = LanguageToolChecker(LANGUAGETOOL, java_server, load_languages(resources_dir() / "languages"))
    yield made
    made.close()
