from __future__ import annotations

import pytest

from langtutor.core.language import RuleSkill, RuleTable
from langtutor.core.text import CERTAIN
from langtutor.engines.grammar import languagetool_rules as rules

TABLE = RuleTable(
    types={"DID_": "VERB:FORM", "DID_A": "VERB", "TYPOS": "SPELL", "EN_A_VS_AN": "DET"},
    confidences={"IR_": 0.3, "QUOTES": 0.6},
    skills=(
        RuleSkill("possessive", ("GENDER",), frozenset({"meu", "minha"})),
        RuleSkill("past", ("GENDER",), frozenset({"-ou"})),
        RuleSkill("gender", ("GENDER",)),
        RuleSkill("contraction", ("CONTRACTIONS",)),
    ),
)
NONE = RuleTable()


@pytest.mark.parametrize(
    ("issue", "rule", "mistake"),
    [
        ("grammar", "X", True),
        ("misspelling", "X", True),
        ("uncategorized", "X", True),
        ("style", "X", False),
        ("locale-violation", "X", False),
        ("typographical", "X", False),
        ("typographical", "QUOTES_2", True),
    ],
)
def test_taste_is_no_mistake(issue: str, rule: str, mistake: bool) -> None:
    assert rules.is_mistake(issue, rule, TABLE) is mistake


def test_how_sure_a_rule_is() -> None:
    assert rules.confidence("X", "GRAMMAR", 1, TABLE) >= CERTAIN
    assert rules.confidence("X", "GRAMMAR", 3, TABLE) >= CERTAIN
    assert rules.confidence("X", "GRAMMAR", 3, TABLE) < rules.confidence("X", "GRAMMAR", 1, TABLE)
    assert rules.confidence("IR_CONTRACTION", "GRAMMAR", 1, TABLE) == 0.3
    assert rules.confidence("X", "NEVER_HEARD_OF", 1, TABLE) < CERTAIN


@pytest.mark.parametrize(
    ("rule", "category", "said", "replacement", "kind"),
    [
        ("DID_PAST", "GRAMMAR", "bought", "buy", "R:VERB:FORM"),
        ("DID_A_MISTAKE", "GRAMMAR", "did", "made", "R:VERB"),
        ("NEW", "TYPOS", "teh", "the", "R:SPELL"),
        ("NEW", "GRAMMAR", "teh", "the", "R:OTHER"),
        ("NEW", "TYPOS", "english", "English", "R:ORTH"),
        ("NEW", "GRAMMAR", "", ",", "M:PUNCT"),
        ("EN_A_VS_AN", "MISC", "the ", "", "U:DET"),
    ],
)
def test_errants_types(rule: str, category: str, said: str, replacement: str, kind: str) -> None:
    assert rules.error_type(rule, category, said, replacement, TABLE) == kind


def test_without_a_table_of_types_the_rule_is_the_type() -> None:
    assert rules.error_type("CRASE", "GRAMMAR", "a", "à", NONE) == "CRASE"
    assert rules.error_type("", "GRAMMAR", "a", "à", NONE) == "GRAMMAR"


def test_skills_by_rule_and_words() -> None:
    assert rules.skill("GENDER_1", "GRAMMAR", "Meu", "Minha", TABLE) == "possessive"
    assert rules.skill("GENDER_1", "GRAMMAR", "falou", "falei", TABLE) == "past"
    assert rules.skill("GENDER_1", "GRAMMAR", "o", "a", TABLE) == "gender"
    assert rules.skill("NEW", "CONTRACTIONS", "de o", "do", TABLE) == "contraction"
    assert rules.skill("NEW", "GRAMMAR", "de o", "do", TABLE) is None
