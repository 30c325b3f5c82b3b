"""AUC and precision at 90 % specificity, against what they are by definition."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from langtutor.evaluation.roc import Scored, auc, measured


def _decisions(slips: list[float], right: list[float]) -> list[Scored]:
    return [
        Scored(score, slip, str(number))
        for slip, scores in ((True, slips), (False, right))
        for number, score in enumerate(scores)
    ]


def test_auc_is_the_share_of_pairs_in_order() -> None:
    rng = np.random.default_rng(3)
    slips, right = np.round(rng.normal(1, 1, 37), 1), np.round(rng.normal(0, 1, 53), 1)
    pairs = [1.0 if one > other else 0.5 if one == other else 0.0 for one, other in itertools.product(slips, right)]
    assert auc(slips, right) == pytest.approx(sum(pairs) / len(pairs))


def test_auc_at_its_ends() -> None:
    assert auc(np.array([2.0, 3.0]), np.array([0.0, 1.0])) == 1.0
    assert auc(np.array([0.0]), np.array([1.0])) == 0.0
    assert auc(np.array([1.0, 1.0]), np.array([1.0])) == 0.5
    assert auc(np.array([np.inf, 0.0]), np.array([-np.inf, 0.0])) == pytest.approx(0.875)


def test_precision_where_a_tenth_of_what_was_right_is_called_a_slip() -> None:
    right = [float(number) for number in range(20)]
    found = measured(_decisions([16.5, 18.5, 25.0, 30.0], right))
    assert found is not None
    # 18 and 19 are called, as are three of the slips.
    assert found.precision == pytest.approx(3 / 5)
    assert found.recall == pytest.approx(3 / 4)
    assert (found.slips, found.right) == (4, 20)


def test_ties_at_the_threshold_are_not_called() -> None:
    found = measured(_decisions([1.0, 1.0], [1.0] * 5 + [0.0] * 5))
    assert found is not None
    assert (found.precision, found.recall) == (0.0, 0.0)


def test_the_interval_holds_the_value_and_is_wider_for_less() -> None:
    rng = np.random.default_rng(5)

    def width(count: int) -> float:
        found = measured(_decisions(list(rng.normal(1, 1, count)), list(rng.normal(0, 1, count))))
        assert found is not None
        assert found.auc_low <= found.auc <= found.auc_high
        return found.auc_high - found.auc_low

    assert width(20) > 1.5 * width(500)


def test_decisions_of_one_group_are_drawn_together() -> None:
    rng = np.random.default_rng(7)
    slips, right = rng.normal(1, 1, 40), rng.normal(0, 1, 40)
    apart = _decisions(list(slips), list(right))
    together = [Scored(one.score, one.slip, one.group) for one in apart for _ in range(9)]
    once, often = measured(apart), measured(together)
    assert once is not None
    assert often is not None
    assert often.auc_high - often.auc_low == pytest.approx(once.auc_high - once.auc_low, abs=0.02)


def test_nothing_to_compare() -> None:
    assert measured([]) is None
    assert measured(_decisions([1.0], [])) is None
    assert measured(_decisions([], [1.0])) is None
