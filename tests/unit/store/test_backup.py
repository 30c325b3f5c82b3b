from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from langtutor.core.errors import BadContent, LedgerDamaged
from langtutor.core.events import Event, EventId, Retracted
from langtutor.store.backup import Imported, back_up, backups, export_events, import_events, restore
from langtutor.store.ledger import Ledger
from tests.support.ledger_events import anything, header, slip

TODAY = date(2026, 3, 1)


def fill(ledger: Ledger, count: int = 60) -> tuple[Event, ...]:
    rng, made = random.Random(3), list[Event]()
    for number in range(count):
        made.append(anything(number, rng, made))
    ledger.append(*made)
    return tuple(made)


def test_one_copy_a_day_and_only_the_last_ones(ledger: Ledger) -> None:
    ledger.append(slip(header(1)))
    for day in range(10):
        assert back_up(ledger, TODAY + timedelta(days=day)) is not None
    assert back_up(ledger, TODAY + timedelta(days=9)) is None
    kept = backups(ledger.path)
    assert [file.stem for file in kept] == [f"ledger-2026-03-{day:02d}" for day in range(10, 3, -1)]
    with Ledger(kept[0]) as copy:
        assert copy.events() == ledger.events()


def test_a_damaged_ledger_pushes_no_good_copy_out_and_can_be_restored(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        made = fill(ledger, 300)
        copy = back_up(ledger, TODAY, keep=1)
    assert copy is not None
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 8192 - 4096)
    path.write_bytes(content)
    with Ledger(path) as ledger, pytest.raises(LedgerDamaged):
        back_up(ledger, TODAY + timedelta(days=1), keep=1)
    assert backups(path) == (copy,)

    aside = restore(copy, path)
    assert aside is not None
    assert aside.read_bytes() == bytes(content)
    with Ledger(path) as ledger:
        assert ledger.events(include_retracted=True) == made
    second = restore(copy, path)
    assert second not in (None, aside)


def test_export_and_import_bring_everything_once(ledger: Ledger, tmp_path: Path) -> None:
    made = fill(ledger)
    assert export_events(ledger, tmp_path / "out.jsonl") == len(made)
    with Ledger(tmp_path / "other.sqlite") as other:
        other.append(made[0])
        told: list[Event] = []
        other.on_append(told.extend)
        assert import_events(other, tmp_path / "out.jsonl") == Imported(added=len(made) - 1, known=1)
        assert import_events(other, tmp_path / "out.jsonl") == Imported(added=0, known=len(made))
        assert other.events(include_retracted=True) == made
        assert other.events() == ledger.events()
        assert tuple(told) == made[1:]


@pytest.mark.parametrize("bad", ["{", "[]", '{"id": "x"}', "null"])
def test_a_bad_line_is_named_and_nothing_is_taken(ledger: Ledger, tmp_path: Path, bad: str) -> None:
    fill(ledger, 5)
    export_events(ledger, tmp_path / "out.jsonl")
    with (tmp_path / "out.jsonl").open("a", encoding="utf-8") as file:
        file.write(bad + "\n")
    with Ledger(tmp_path / "other.sqlite") as other:
        with pytest.raises(BadContent) as caught:
            import_events(other, tmp_path / "out.jsonl")
        assert "line 6" in str(caught.value.fields["detail"])
        assert other.events() == ()


def test_a_retraction_without_its_event_is_named(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append(slip(header(1)), Retracted(header(2), EventId("e1")))
    export_events(ledger, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["payload"]["said"] == "She walk."
    (tmp_path / "out.jsonl").write_text(lines[1] + "\n", encoding="utf-8")
    with Ledger(tmp_path / "other.sqlite") as other, pytest.raises(BadContent):
        import_events(other, tmp_path / "out.jsonl")
