"""What the judge makes of features, which proposals go together, and what is left alone."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from langtutor.core.errors import BadContent
from langtutor.core.requests import Tier
from langtutor.core.text import CERTAIN, Edit, ErrorType, Span
from langtutor.engines.grammar.candidates import Candidate, gather
from langtutor.engines.grammar.changes import overlap
from langtutor.engines.grammar.judge import Forest, Judge, Split, Weighed, compose, load_judge
from langtutor.engines.grammar.proposing import Parsed
from langtutor.engines.grammar.restraint import is_title, restraint_of
from langtutor.settings.paths import resources_dir

FOREST = Forest(
    (Split("x", 0.5, -1.0, Split("kind DET", 0.5, 1.0, 0.2)), Split("y", 0.0, -0.5, 0.0)),
    {"": 0.5, "DET": 0.7},
    {"": 0.2},
)


def test_leaves_add_up_and_what_is_not_there_is_nothing() -> None:
    assert FOREST.logit({"x": 0.5}) == pytest.approx(-1.5)
    assert FOREST.logit({"x": 0.6, "y": 0.1}) == pytest.approx(1.0)
    assert FOREST.logit({"x": 0.6, "y": 0.1, "kind DET": 1.0}) == pytest.approx(0.2)


def test_at_its_threshold_a_change_is_just_certain() -> None:
    judge = Judge({Tier.FULL: FOREST})
    assert judge.confidence(Tier.FULL, "PREP", {"x": 1.0}, shift=-0.5) == pytest.approx(CERTAIN)
    assert judge.confidence(Tier.FULL, "PREP", {"x": 1.0}) > CERTAIN
    assert 0 < judge.confidence(Tier.FULL, "PREP", {"y": 1.0}) < CERTAIN
    assert judge.confidence(Tier.FULL, "PREP", {}) == 0.0


def test_kinds_may_have_thresholds_of_their_own() -> None:
    judge = Judge({Tier.FULL: FOREST})
    assert judge.confidence(Tier.FULL, "DET", {"x": 1.0}) < CERTAIN < judge.confidence(Tier.FULL, "PREP", {"x": 1.0})


def test_the_deepest_tier_that_there_are_rewrites_and_trees_for_judges() -> None:
    judge = Judge({Tier.FULL: FOREST, Tier.DEEP: FOREST})
    assert [judge.tier(rewrites) for rewrites in range(3)] == [Tier.FULL, Tier.DEEP, Tier.DEEP]


def test_disagreeing_makes_less_sure() -> None:
    judge = Judge({Tier.FULL: FOREST})
    sure = judge.confidence(Tier.FULL, "PREP", {"x": 1.0})
    assert judge.confidence(Tier.FULL, "PREP", {"x": 1.0}, shift=-0.7) < CERTAIN < sure
    assert judge.confidence(Tier.FULL, "PREP", {"x": 1.0}, shift=-2.8) == 0.0


def test_the_shipped_numbers_can_be_read() -> None:
    judge = load_judge(resources_dir() / "grammar" / "judge.en.toml")
    assert set(judge.forests) == {Tier.FULL, Tier.DEEP, Tier.THOROUGH}
    assert all(0 < one.question[""] < one.certain[""] < 1 and one.trees for one in judge.forests.values())


def test_numbers_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "judge.toml").write_text("[tiers.full]\ntrees = 3\n", encoding="utf-8")
    with pytest.raises(BadContent, match=r"judge\.toml"):
        load_judge(tmp_path / "judge.toml")


def test_of_overlapping_proposals_those_worth_most_together_stay() -> None:
    wide = Weighed(Span(0, 10), 3.0, 0)
    assert compose([wide, Weighed(Span(0, 4), 2.0, 1), Weighed(Span(5, 9), 2.0, 2)]) == [1, 2]
    assert compose([wide, Weighed(Span(0, 4), 1.0, 1), Weighed(Span(5, 9), 1.0, 2)]) == [0]
    assert compose([Weighed(Span(3, 3), 1.0, 0), Weighed(Span(3, 3), 2.0, 1), Weighed(Span(5, 6), -1.0, 2)]) == [1]


def test_composing_is_the_best_there_is() -> None:
    rng = random.Random(5)
    for _ in range(200):
        starts = [rng.randrange(12) for _ in range(7)]
        weighed = [Weighed(Span(s, s + rng.randrange(4)), rng.uniform(-1, 3), n) for n, s in enumerate(starts)]
        best = max(
            (
                sum(one.worth for one in some)
                for size in range(len(weighed) + 1)
                for some in itertools.combinations(weighed, size)
                if not any(overlap(a.span, b.span) for a, b in itertools.combinations(some, 2))
            ),
        )
        assert sum(weighed[n].worth for n in compose(weighed)) == pytest.approx(best)


def edit(start: int, end: int, new: str, kind: str, source: str, confidence: float = 0.5) -> Edit:
    return Edit(Span(start, end), new, ErrorType(kind), None, confidence, source, rule=f"{source}.rule")


def test_proposals_that_come_to_the_same_are_one() -> None:
    text = "She go to school."
    found = gather(
        text,
        [
            edit(4, 6, "goes", "R:VERB:SVA", "rules", 0.9),
            edit(0, 6, "She goes", "R:OTHER", "languagetool", 0.7),
            edit(6, 6, " ", "R:ORTH", "harper"),
        ],
    )
    assert len(found) == 1
    assert (found[0].span, found[0].replacement, found[0].type) == (Span(4, 6), "goes", "R:VERB:SVA")
    assert found[0].confidences == {"rules": 0.9, "languagetool": 0.7}
    assert found[0].rules == {"rules": "rules.rule", "languagetool": "languagetool.rule"}


def restraint(text: str, start: int, end: int, new: str, kind: str) -> bool | None:
    candidate = Candidate(Span(start, end), new, ErrorType(kind), text[:start] + new + text[end:])
    return restraint_of(Parsed(text, ()))(candidate)


@pytest.mark.parametrize(
    ("text", "said", "new", "kind", "expected"),
    [
        ("I have cat.", "cat", "a cat", "M:DET", False),
        ('He said "I has it" twice.', "has", "have", "R:VERB:SVA", None),
        ("He said so.", "so", '"so"', "M:PUNCT", True),
        ("I do not know.", "do not", "don't", "R:CONTR", True),
        ("My friend Jhon came.", "Jhon", "John", "R:SPELL", None),
        ("My friend Jhon came.", "Jhon", "Jhon's", "R:NOUN:POSS", False),
        ("Police arrest man on suspicion", "man", "a man", "M:DET", None),
        ("The Great Wall Of China And Others", "Of", "of", "R:ORTH", True),
        ("We went home", "home", "home.", "M:PUNCT", False),
        ("Its a well known song.", "well known", "well-known", "R:ORTH", None),
        ("Its nice.", "Its", "It's", "R:CONFUSED", False),
    ],
)
def test_what_is_left_alone(text: str, said: str, new: str, kind: str, expected: bool | None) -> None:
    start = text.index(said)
    assert restraint(text, start, start + len(said), new, kind) is expected


def test_a_full_stop_at_the_end_is_only_asked_about() -> None:
    assert restraint("We went home", 12, 12, ".", "M:PUNCT") is None


def test_titles_are_known() -> None:
    assert is_title("Peter Jones Leaves After Television Deal")
    assert not is_title("We went to London with Peter.")
    assert not is_title("")
