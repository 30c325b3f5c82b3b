"""When sentences are checked again that an engine was still starting for."""

from __future__ import annotations

from langtutor.core.requests import Tier
from langtutor.services.review_again import Again


def test_rounds_come_ever_more_seldom_until_an_answer_is_complete() -> None:
    now = [100.0]
    again = Again(10.0, lambda: now[0])
    assert again.due_in_s == 0
    waits = []
    for _ in range(8):
        again.heard(Tier.FULL, complete=False, in_round=True)
        waits.append(again.due_in_s)
    assert waits == [10, 20, 30, 40, 50, 60, 60, 60]
    again.heard(Tier.INSTANT, complete=True, in_round=False)
    assert again.due_in_s == 60, "quick checks know nothing of it"
    again.heard(Tier.FULL, complete=True, in_round=False)
    assert again.due_in_s == 0
    again.heard(Tier.DEEP, complete=False, in_round=False)
    assert again.due_in_s == 10, "it died and starts again"


def test_answers_between_rounds_put_the_next_one_off() -> None:
    now = [0.0]
    again = Again(10.0, lambda: now[0])
    again.heard(Tier.FULL, complete=False, in_round=True)
    now[0] = 6.0
    again.heard(Tier.FULL, complete=False, in_round=False)
    assert again.due_in_s == 10
    now[0] = 17.0
    assert again.due_in_s == 0
    again.heard(Tier.FULL, complete=False, in_round=True)
    again.now()
    assert again.due_in_s == 0
