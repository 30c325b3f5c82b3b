from __future__ import annotations

import json
import random
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from langtutor.core.errors import LedgerNewer
from langtutor.core.events import EVENT_TYPES, SCHEMA_VERSION, Answered, CardKept, Event, EventId, Retracted, SlipMade
from langtutor.core.language import LanguageCode
from langtutor.store.codec import from_row, to_row
from langtutor.store.ledger import Ledger
from tests.support.ledger_events import ENGLISH, SKILLS, START, answered, anything, header, slip


def test_events_come_back_equal_and_in_order(ledger: Ledger) -> None:
    rng, made = random.Random(1), list[Event]()
    for number in range(120):
        made.append(anything(number, rng, made))
    ledger.append(*made[:50])
    for event in made[50:]:
        ledger.append(event)
    assert ledger.events(include_retracted=True) == tuple(made)
    assert {type(event) for event in made} == set(EVENT_TYPES.values())


def test_filters(ledger: Ledger) -> None:
    one = slip(header(1), SKILLS[0], "a/1")
    other = slip(header(2, session="s2"), SKILLS[1], "b/1")
    right = answered(header(3, session="s2"), skill=SKILLS[1], item="b/1")
    theirs = answered(header(4, learner="you"))
    foreign = answered(header(5, language=LanguageCode("pt")))
    ledger.append(one, other, right, theirs, foreign)
    assert ledger.events(kinds=[SlipMade]) == (one, other)
    assert ledger.events(kinds=[SlipMade, Answered], skill=SKILLS[1]) == (other, right)
    assert ledger.events(kinds=[]) == ()
    assert ledger.events(item=right.item, session="s2") == (other, right)
    assert ledger.events(since=right.header.at, learner="me", language=ENGLISH) == (right,)
    assert ledger.events(learner="you") == (theirs,)
    assert ledger.event(EventId("e2")) == other
    assert ledger.event(EventId("none")) is None


def test_an_append_is_all_or_nothing(ledger: Ledger) -> None:
    told: list[Event] = []
    ledger.on_append(told.extend)
    ledger.append(slip(header(1)))
    with pytest.raises(sqlite3.IntegrityError):
        ledger.append(slip(header(2)), slip(header(1)))
    with pytest.raises(sqlite3.IntegrityError):
        ledger.append(Retracted(header(3), EventId("never was")))
    assert [event.header.id for event in ledger.events()] == ["e1"]
    assert [event.header.id for event in told] == ["e1"]


def test_retractions_hide_and_retracted_retractions_show_again(ledger: Ledger) -> None:
    said = slip(header(1))
    ledger.append(said)
    ledger.append(Retracted(header(2), said.header.id))
    assert ledger.events(kinds=[SlipMade]) == ()
    assert ledger.events(kinds=[SlipMade], include_retracted=True) == (said,)
    ledger.append(Retracted(header(3), EventId("e2")))
    assert ledger.events(kinds=[SlipMade]) == (said,)
    ledger.append(Retracted(header(4), EventId("e3")))
    assert ledger.events(kinds=[SlipMade]) == ()


@pytest.mark.parametrize("statement", ["UPDATE events SET payload = '{}'", "DELETE FROM events"])
def test_nothing_stored_can_be_changed(ledger: Ledger, statement: str) -> None:
    ledger.append(slip(header(1)))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), ledger.database.write() as connection:
        connection.execute(statement)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), ledger.database.write() as connection:
        connection.execute("INSERT OR REPLACE INTO events SELECT * FROM events")
    assert ledger.events() == (slip(header(1)),)


def test_listeners_hear_of_events_that_are_already_stored(ledger: Ledger) -> None:
    seen: list[int] = []
    stop = ledger.on_append(lambda events: seen.append(len(ledger.events())))
    ledger.append(slip(header(1)), slip(header(2)))
    stop()
    ledger.append(slip(header(3)))
    assert seen == [2]


def test_many_threads_may_append(ledger: Ledger) -> None:
    def work(first: int) -> None:
        for number in range(first, first + 10):
            ledger.append(slip(header(number)))

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({event.header.id for event in ledger.events()}) == 40


def test_events_of_another_program_are_seen(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.sqlite") as window, Ledger(tmp_path / "l.sqlite") as command_line:
        command_line.append(slip(header(1)))
        assert window.events() == (slip(header(1)),)


def test_what_was_written_survives_a_process_that_never_closes(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l.sqlite")
    ledger.append(slip(header(1)))
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in tmp_path.glob("l.sqlite*"):
        if not file.name.endswith("-shm"):
            (crashed / file.name).write_bytes(file.read_bytes())
    ledger.close()
    with Ledger(crashed / "l.sqlite") as again:
        assert again.events() == (slip(header(1)),)


def test_a_time_without_zone_is_refused(ledger: Ledger) -> None:
    naive = replace(header(1), at=START.replace(tzinfo=None))
    with pytest.raises(ValueError, match="zone"):
        ledger.append(slip(naive))


def test_old_versions_are_upcast_and_unknown_ones_refused() -> None:
    row = to_row(CardKept(header(1), slip(header(1)).item or pytest.fail(), "umbrella", "guarda-chuva"))
    payload = json.loads(row.payload)
    old = replace(row, payload=json.dumps({"item": payload["item"], "sides": ["umbrella", "guarda-chuva"]}))

    def upcast(kind: str, given: dict[str, object]) -> dict[str, object]:
        assert kind == "card_kept"
        sides = given.pop("sides")
        assert isinstance(sides, list)
        return {**given, "front": sides[0], "back": sides[1]}

    event = from_row(old, upcasts={SCHEMA_VERSION: upcast}, current=SCHEMA_VERSION + 1)
    assert isinstance(event, CardKept)
    assert (event.front, event.back, event.header.schema) == ("umbrella", "guarda-chuva", SCHEMA_VERSION + 1)
    for newer in (replace(row, schema=SCHEMA_VERSION + 1), replace(row, kind="telepathy")):
        with pytest.raises(LedgerNewer):
            from_row(newer)


def test_fields_added_later_take_their_defaults_and_unknown_ones_are_left_out() -> None:
    row = to_row(answered(header(1)))
    payload = json.loads(row.payload)
    del payload["slips"]
    assert from_row(replace(row, payload=json.dumps({**payload, "mood": "good"}))) == answered(header(1))
