from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from langtutor.core.events import Event, EventId, Retracted
from langtutor.core.language import LanguageCode
from langtutor.store.folds import Fold, Folded
from langtutor.store.ledger import Ledger
from tests.support.ledger_events import ENGLISH, anything, header, slip

Ids = tuple[str, ...]


def plain_list(state: Ids) -> Any:
    return list(state)


IDS: Fold[Ids] = Fold("ids", "1", (), lambda state, event: (*state, event.header.id), plain_list, tuple)
"""Keeps the id of every event it sees: whatever is skipped, doubled or out of order shows."""


def snapshots(ledger: Ledger) -> list[int]:
    with ledger.database.read() as connection:
        return [seq for (seq,) in connection.execute("SELECT last_seq FROM snapshots ORDER BY last_seq")]


def from_scratch(ledger: Ledger) -> Ids:
    return tuple(event.header.id for event in ledger.events(learner="me", language=ENGLISH))


@pytest.mark.parametrize("seed", range(12))
def test_incremental_is_the_same_as_from_scratch(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    made: list[Event] = []
    with Ledger(tmp_path / "l.sqlite") as ledger, Ledger(tmp_path / "l.sqlite") as elsewhere:
        folded = Folded(ledger, IDS, "me", ENGLISH, snapshot_every=5)
        other = Folded(elsewhere, IDS, "me", ENGLISH, snapshot_every=9)
        for number in range(80):
            language = LanguageCode("pt") if rng.random() < 0.2 else ENGLISH
            made.append(anything(number, rng, made, language))
            rng.choice([ledger, elsewhere]).append(made[-1])
            if rng.random() < 0.5:
                assert folded.state() == from_scratch(ledger)
            if rng.random() < 0.3:
                assert other.state() == from_scratch(ledger)
            if rng.random() < 0.1:
                folded.save()
            if rng.random() < 0.1:
                folded = Folded(ledger, IDS, "me", ENGLISH, snapshot_every=5)
        assert folded.state() == other.state() == from_scratch(ledger) == folded.rebuild()


def test_a_start_goes_on_from_the_snapshot(ledger: Ledger) -> None:
    ledger.append(*(slip(header(number)) for number in range(10)))
    Folded(ledger, IDS, "me", ENGLISH).save()
    ledger.append(slip(header(10)))
    seen: list[str] = []

    def noted(state: Ids, event: Event) -> Ids:
        seen.append(event.header.id)
        return (*state, event.header.id)

    again = Folded(ledger, replace(IDS, step=noted), "me", ENGLISH)
    assert again.state() == from_scratch(ledger)
    assert seen == ["e10"]
    assert again.rebuild() == from_scratch(ledger)
    assert len(seen) == 12


def test_another_version_starts_from_nothing_and_replaces_the_old_snapshots(ledger: Ledger) -> None:
    ledger.append(slip(header(1)))
    Folded(ledger, replace(IDS, dump=lambda state: ["wrong"]), "me", ENGLISH).save()
    assert Folded(ledger, IDS, "me", ENGLISH).state() == ("wrong",)
    newer = Folded(ledger, replace(IDS, version="2"), "me", ENGLISH)
    assert newer.state() == ("e1",)
    newer.save()
    assert len(snapshots(ledger)) == 1


def test_snapshots_are_few_and_go_when_what_they_saw_is_taken_back(ledger: Ledger) -> None:
    folded = Folded(ledger, IDS, "me", ENGLISH, snapshot_every=2)
    for number in range(1, 13):
        ledger.append(slip(header(number)))
        folded.state()
    assert snapshots(ledger) == [8, 10, 12]
    ledger.append(Retracted(header(20), EventId("e9")))
    assert snapshots(ledger) == [8]
    expected = tuple(f"e{number}" for number in (*range(1, 9), 10, 11, 12, 20))
    assert folded.state() == expected
    assert Folded(ledger, IDS, "me", ENGLISH).state() == expected


def test_a_state_that_missed_a_retraction_is_not_saved(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.sqlite") as ledger:
        ledger.append(slip(header(1)))
        folded = Folded(ledger, IDS, "me", ENGLISH)
        folded.state()
        ledger.append(Retracted(header(2), EventId("e1")))
        folded._save()
        assert snapshots(ledger) == []
