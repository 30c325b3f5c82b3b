from __future__ import annotations

from langtutor.models.pace import WINDOW_S, Pace


def noted(*seen: tuple[float, int]) -> Pace:
    pace = Pace()
    for now_s, done in seen:
        pace.note(now_s, done)
    return pace


def test_nothing_is_said_before_there_is_something_to_go_by() -> None:
    assert noted().seconds_for(100) is None
    assert noted((0.0, 0)).seconds_for(100) is None
    assert noted((0.0, 0), (0.5, 50)).seconds_for(100) is None


def test_speed_is_that_of_the_last_seconds() -> None:
    assert noted((0.0, 0), (2.0, 200)).bytes_per_s() == 100
    slow_then_fast = noted((0.0, 0), (30.0, 30), (40.0, 1030))
    assert slow_then_fast.bytes_per_s() == 100
    assert slow_then_fast.seconds_for(500) == 5


def test_what_stands_still_has_no_end() -> None:
    assert noted((0.0, 500), (WINDOW_S, 500)).seconds_for(100) is None


def test_a_new_transfer_begins_anew() -> None:
    assert noted((0.0, 900), (2.0, 1000), (3.0, 0)).bytes_per_s() == 0
