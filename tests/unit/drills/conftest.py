from __future__ import annotations

from collections.abc import Callable

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.course import ItemId, Sentence, Slip
from langtutor.core.language import Language, LanguageCode
from langtutor.core.skill import SkillKind
from langtutor.core.text import SkillId
from langtutor.settings.paths import resources_dir


@pytest.fixture(scope="session")
def languages() -> dict[LanguageCode, Language]:
    return load_languages(resources_dir() / "languages")


@pytest.fixture(scope="session")
def english(languages: dict[LanguageCode, Language]) -> Language:
    return languages[LanguageCode("en")]


@pytest.fixture(scope="session")
def portuguese(languages: dict[LanguageCode, Language]) -> Language:
    return languages[LanguageCode("pt")]


@pytest.fixture(scope="session")
def tea() -> Sentence:
    agreement = SkillId("en.grammar.verb.agreement")
    return Sentence(
        id=ItemId("en.grammar.verb.agreement/1"),
        skill=agreement,
        text="My husband drinks tea without sugar.",
        translations=("Meu marido toma chá sem açúcar.", "O meu marido bebe chá sem açúcar."),
        variants=("My husband drinks tea with no sugar.", "My husband takes tea without sugar."),
        words={},
        slips=(
            Slip(
                "My husband drink tea without sugar.",
                agreement,
                SkillKind.GRAMMAR,
                {"en": "Like *he*.", "pt": "Como *he*."},
            ),
            Slip(
                "My husband he drinks tea without sugar.",
                SkillId("en.grammar.pronoun.subject"),
                SkillKind.GRAMMAR,
                {"en": "*He* is too much.", "pt": "*He* está sobrando."},
            ),
        ),
    )


@pytest.fixture(scope="session")
def common() -> Callable[[str], float]:
    """Zipf frequencies as far as these tests need them: words that aren't here are misspellings."""
    known = {
        "husband": 5.0,
        "sugar": 4.7,
        "drinks": 4.4,
        "drink": 5.0,
        "walk": 5.0,
        "walks": 4.2,
        "não": 7.4,
        "nao": 4.6,
        "esta": 5.9,
        "está": 6.3,
        "brincavam": 2.7,
        "brincaram": 2.7,
    }
    return lambda form: known.get(form, 0.0)
