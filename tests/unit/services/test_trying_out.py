from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from langtutor.core.errors import Cancelled, EngineFailed
from langtutor.models.catalogue import Catalogue
from langtutor.models.entries import Format, Model, ModelFile
from langtutor.models.manifest import InstalledFile, Manifest, write
from langtutor.models.results import BenchResult, Grades, Unit, save
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.services.trying_out import TryingOut
from tests.support.waiting import wait_until


@dataclass
class Started:
    future: Future[object]
    cancel: Callable[[], None]


class Machine:
    """Two installed models, one that writes, and tries that end when the test says."""

    def __init__(self, folder: Path) -> None:
        models = tuple(one(name, kind) for name, kind in (("ear", Format.WHISPER), ("writer", Format.GGUF)))
        self.store = ModelStore(folder, Catalogue((*models, one("absent", Format.GGUF))), NetworkGuard(None))
        for model in models:
            home = folder / model.id
            home.mkdir(parents=True)
            (home / "file").write_bytes(b"x")
            write(home, Manifest(model.id, "path", {"file": ("a" * 64,)}, (InstalledFile("file", 1, "a" * 64),)))
        self.idle_s = 100.0
        self.begun: list[tuple[str, str]] = []
        self.future: Future[object] = Future()
        self.cancelled = threading.Event()
        self.told = 0
        self.free_bytes = 10**10
        self.trying = TryingOut(
            self.store, self.bench, self.exam, lambda: self.idle_s, self.tell, 50.0, lambda: self.free_bytes
        )

    def is_at(self, wanted: tuple[str, str]) -> bool:
        return self.begun[-1:] == [wanted]

    def tell(self) -> None:
        self.told += 1

    def bench(self, model: str) -> Started:
        save(self.store.folder, BenchResult(model, "now", 1.0, 1, 1.0, Unit.TOKENS_PER_S))
        return self._start("bench", model)

    def exam(self, model: str) -> Started:
        save(self.store.folder, Grades(model, "now", "1", (), {}))
        return self._start("exam", model)

    def _start(self, what: str, model: str) -> Started:
        self.future = Future()
        self.begun.append((what, model))
        return Started(self.future, self.cancel)

    def cancel(self) -> None:
        self.cancelled.set()
        self.future.set_exception(Cancelled())

    def ends(self) -> None:
        number = len(self.begun)
        self.future.set_result(None)
        wait_until(lambda: self.told == number, "nobody was told")


def one(name: str, kind: Format) -> Model:
    files = (ModelFile("file", 1, ("a" * 64,)),)
    return Model(name, "chat", kind, ("en",), "MIT", {"en": name}, "", files, ())


def test_all_are_measured_then_those_that_write_are_examined_and_nothing_twice(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.trying.catch_up()
    machine.trying.catch_up()
    for wanted in (("bench", "ear"), ("bench", "writer"), ("exam", "writer")):
        wait_until(partial(machine.is_at, wanted), f"{wanted} did not begin")
        machine.ends()
    machine.trying.catch_up()
    machine.trying.close()
    assert len(machine.begun) == 3


def test_it_waits_until_nobody_asks_for_anything(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.idle_s = 1.0
    machine.trying.catch_up()
    machine.trying.close()
    assert machine.begun == []


def test_closing_takes_back_what_is_under_way(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.trying.catch_up()
    wait_until(lambda: bool(machine.begun), "nothing began")
    machine.trying.close()
    assert machine.cancelled.is_set()
    assert len(machine.begun) == 1


def test_one_that_fails_is_left_alone_and_the_next_is_tried(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.trying.catch_up()
    wait_until(partial(machine.is_at, ("bench", "ear")), "nothing began")
    machine.future.set_exception(EngineFailed(engine="ear", detail="broken"))
    wait_until(partial(machine.is_at, ("bench", "writer")), "the next did not begin")
    machine.trying.close()


def test_what_does_not_fit_into_memory_a_second_time_is_left_alone(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.free_bytes = 100_000_000
    machine.trying.catch_up()
    wait_until(lambda: machine.trying.resting, "it does not rest")
    assert machine.begun == []
