"""Trees are learnt, written and read again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from langtutor.core.requests import Tier
from langtutor.engines.grammar.judge import Forest, load_judge
from tests.bench.judge_trees import Example, fit, write


def examples(seed: int, weight: float = 1.0) -> list[Example]:
    """What is right follows from one feature, but for one kind the other way round."""
    rng = random.Random(seed)
    made = []
    for _ in range(600):
        margin, odd = rng.uniform(-1, 1), rng.random() < 0.5
        features = {"margin": margin, "noise": rng.uniform(-1, 1), "kind ODD" if odd else "kind PREP": 1.0}
        made.append(Example(features, (margin > 0) != odd, weight))
    return made


@pytest.fixture(scope="module")
def forest() -> Forest:
    return Forest(fit(examples(1)), {"": 0.6}, {"": 0.2}, 1.0)


def test_kinds_are_told_apart(forest: Forest) -> None:
    new = examples(2)
    right = sum((forest.logit(one.features) > 0) == one.right for one in new)
    assert right / len(new) > 0.97


def test_what_is_written_is_read_again(forest: Forest, tmp_path: Path) -> None:
    path = tmp_path / "judge.toml"
    write(path, "Made for a test.", {str(Tier.DEEP): forest})
    read = load_judge(path).forests[Tier.DEEP]
    assert (read.certain, read.question, read.opened) == ({"": 0.6}, {"": 0.2}, 1.0)
    for one in examples(3)[:50]:
        assert read.logit(one.features) == pytest.approx(forest.logit(one.features), abs=0.02)


def test_what_is_absent_is_not_taken_for_negative(tmp_path: Path) -> None:
    rng = random.Random(6)
    values = [rng.choice([0.0, -rng.random()]) for _ in range(400)]
    trees = fit([Example({"doubt": value} if value else {}, value == 0) for value in values])
    write(tmp_path / "judge.toml", "", {str(Tier.DEEP): Forest(trees, {"": 0.5}, {"": 0.2})})
    read = load_judge(tmp_path / "judge.toml").forests[Tier.DEEP]
    assert read.logit({}) > 1 and read.logit({"doubt": -0.001}) < -1


def test_the_same_examples_make_the_same_trees() -> None:
    assert fit(examples(4)) == fit(examples(4))


def test_what_weighs_more_counts_more() -> None:
    yes = [Example({"x": 1.0}, True) for _ in range(60)]
    no = [Example({"x": 1.0}, False, weight) for weight in [9.0] * 60]
    assert Forest(fit([*yes, *no]), {}, {}).logit({"x": 1.0}) < -1
