"""Installing, verifying and removing as the window asks for it: one at a time, the others wait."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from langtutor.core.errors import Cancelled, ModelMissing, UnknownModel
from langtutor.models import commands
from langtutor.models.commands import InstallResult
from langtutor.models.entries import PathSpec
from langtutor.models.installer import Installed
from langtutor.models.progress import Progress, Step
from langtutor.models.store import ModelStore, State
from langtutor.services.installing import InstallQueue, InstallState, ModelInstall
from langtutor.services.models import Models
from langtutor.services.tasks import Tasks
from tests.support.model_makers import laid_out, model, store
from tests.support.waiting import wait_until

FILES = {"model.bin": b"weights" * 1000, "config.json": b"{}"}
PATIENCE_S = 20


@pytest.fixture
def shop(tmp_path: Path) -> ModelStore:
    shelf = tmp_path / "shelf"
    models = []
    for name in ("one", "two"):
        laid_out(shelf, name, FILES)
        models.append(model(name, FILES, PathSpec(str(shelf))))
    return store(tmp_path, *models)


@pytest.fixture
def changes() -> list[str]:
    return []


@pytest.fixture
def models(shop: ModelStore, tasks: Tasks, changes: list[str]) -> Iterator[Models]:
    made = Models(shop, tasks, lambda: changes.append("changed"))
    yield made
    made.close()


class Held:
    """An installation that takes until it is let go, or told to stop."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, ...]] = []
        self.go_on = threading.Event()

    def __call__(self, install: ModelInstall) -> InstallResult:
        self.begun.append(install.ids)
        while not self.go_on.wait(0.01):
            if install.stopping:
                raise Cancelled()
        install.report(Progress(install.ids[0], "", Step.DONE, 1, 1, 1, 1))
        return InstallResult(tuple(Installed(one, "wheel") for one in install.ids), (), ())


def asked(*ids: str) -> ModelInstall:
    return ModelInstall(ids, lambda _progress: None, None, ())


def test_a_second_installation_waits_for_the_first() -> None:
    held = Held()
    queue = InstallQueue(held)
    first, second = queue.add(asked("one")), queue.add(asked("two"))
    wait_until(lambda: first.state is InstallState.RUNNING, "the first never begins")
    assert queue.active() == (first, second)
    assert second.state is InstallState.WAITING
    held.go_on.set()
    assert second.future.result(PATIENCE_S).installed == (Installed("two", "wheel"),)
    assert held.begun == [("one",), ("two",)]
    assert (first.state, first.ready) == (InstallState.DONE, {"one"})
    wait_until(lambda: queue.active() == (), "the queue never ends")


def test_what_waits_can_be_given_up_at_once() -> None:
    held = Held()
    queue = InstallQueue(held)
    first, second = queue.add(asked("one")), queue.add(asked("two"))
    wait_until(lambda: first.state is InstallState.RUNNING, "the first never begins")
    second.cancel()
    with pytest.raises(Cancelled):
        second.future.result(0)
    assert (second.state, queue.active()) == (InstallState.STOPPED, (first,))
    queue.close()
    assert first.state is InstallState.STOPPED
    assert held.begun == [("one",)]


def test_a_stopped_installation_lets_the_next_one_run() -> None:
    held = Held()
    queue = InstallQueue(held)
    first, second = queue.add(asked("one")), queue.add(asked("two"))
    wait_until(lambda: first.state is InstallState.RUNNING, "the first never begins")
    first.cancel()
    wait_until(lambda: second.state is InstallState.RUNNING, "the second never begins")
    assert isinstance(first.future.exception(PATIENCE_S), Cancelled)
    held.go_on.set()
    second.future.result(PATIENCE_S)


def test_after_the_end_nothing_begins() -> None:
    held = Held()
    queue = InstallQueue(held)
    queue.close()
    late = queue.add(asked("one"))
    with pytest.raises(Cancelled):
        late.future.result(PATIENCE_S)
    assert held.begun == []


def test_installing_tells_how_far_it_is_and_that_models_changed(models: Models, changes: list[str]) -> None:
    seen: list[Progress] = []
    result = models.install(["one", "two"], seen.append).future.result(PATIENCE_S)
    assert [one.model for one in result.installed] == ["one", "two"]
    assert seen[-1].step is Step.DONE
    assert seen[-1].overall_done_bytes == seen[-1].overall_total_bytes
    assert changes == ["changed"]
    assert models.missing_starter().ids == ()


def test_verifying_reads_every_byte_and_says_so(models: Models, shop: ModelStore, changes: list[str]) -> None:
    models.install(["one", "two"]).future.result(PATIENCE_S)
    (shop.path_of("two") / "config.json").write_bytes(b"[]")
    seen: list[Progress] = []
    found = models.verify([], seen.append).future.result(PATIENCE_S)
    assert [(one.model, one.ok, one.damaged) for one in found] == [
        ("one", True, ()),
        ("two", False, ("config.json",)),
    ]
    size = sum(map(len, FILES.values()))
    assert (seen[-1].overall_done_bytes, seen[-1].overall_total_bytes) == (2 * size, 2 * size)
    assert (seen[0].model, seen[0].step, seen[-1].model) == ("one", Step.CHECKING, "two")
    assert len(changes) == 2, "what is damaged isn't there any more"

    models.install(["two"]).future.result(PATIENCE_S)
    assert all(one.ok for one in models.verify([]).future.result(PATIENCE_S)), "installing again repairs"


def test_removing_and_forgetting(models: Models, shop: ModelStore) -> None:
    models.install(["one"]).future.result(PATIENCE_S)
    (shop.folder / "two.part").mkdir()
    (shop.folder / "two.part" / "model.bin").write_bytes(b"half")
    assert [(row.id, row.state, row.begun) for row in models.list("en")] == [
        ("one", State.INSTALLED, False),
        ("two", State.MISSING, True),
    ]
    models.forget_begun(["two"]).result(PATIENCE_S)
    assert [row.begun for row in models.list("en")] == [False, False]
    assert models.remove(["one", "two"]).result(PATIENCE_S) == ("one",)
    with pytest.raises(UnknownModel):
        models.remove(["three"]).result(PATIENCE_S)


def test_of_two_that_can_do_the_same_one_is_chosen(models: Models) -> None:
    with pytest.raises(ModelMissing):
        models.use("two").result(PATIENCE_S)
    models.install(["one", "two"]).future.result(PATIENCE_S)

    def used() -> list[tuple[bool, bool]]:
        return [(row.chosen, row.outranked) for row in models.list("en")]

    assert used() == [(True, False), (False, True)]
    models.use("two").result(PATIENCE_S)
    assert used() == [(False, True), (True, False)]


def test_free_room_is_told_before_there_is_a_folder(models: Models, shop: ModelStore) -> None:
    assert not shop.folder.exists()
    assert models.free_bytes() == commands.free_bytes(shop.folder.parent) > 0


def test_a_folder_tells_which_models_it_could_install(models: Models, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    assert models.served_by(shelf).result(PATIENCE_S) == ("one", "two")
    (shelf / "two" / "config.json").unlink()
    assert models.served_by(shelf).result(PATIENCE_S) == ("one",)
    assert models.install(["one"], path=shelf).future.result(PATIENCE_S).installed == (Installed("one", "path"),)
    assert models.served_by(shelf).result(PATIENCE_S) == ()
    assert models.served_by(shelf / "one" / "model.bin").result(PATIENCE_S) == ()


def test_a_check_ends_with_the_program(models: Models) -> None:
    models.install(["one"]).future.result(PATIENCE_S)
    models.close()
    with pytest.raises(Cancelled):
        models.verify([]).future.result(PATIENCE_S)
