from __future__ import annotations

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.language import Language, LanguageCode
from langtutor.settings.paths import resources_dir


@pytest.fixture(scope="session")
def languages() -> dict[LanguageCode, Language]:
    return load_languages(resources_dir() / "languages")
