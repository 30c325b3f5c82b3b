"""What an installation asks for first (room on the disk, a yes to terms), and what it writes down about each file."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from langtutor.core.errors import Cancelled, DiskFull, LicenceNotAccepted, SourceFailed
from langtutor.models import commands, lanes, manifest
from langtutor.models.entries import Model, PathSpec
from langtutor.models.installer import Failed, Installed
from langtutor.models.joining import growing
from langtutor.models.room import check_space
from langtutor.models.store import ModelStore
from tests.support.model_makers import Watched, contacts, in_wheels, laid_out, model, store, wheel
from tests.support.registries import Registry, in_maven, in_parts, on_hub, open_registry

FILES = {"model.bin": b"weights" * 1000, "am/final.mdl": b"deep"}


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    (tmp_path / "registry").mkdir()
    with open_registry(tmp_path / "registry") as (running, environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield running


def shelved(tmp_path: Path, name: str = "tiny", asks: bool = False) -> Model:
    shelf = tmp_path / "shelf"
    for file, data in FILES.items():
        (shelf / name / file).parent.mkdir(parents=True, exist_ok=True)
        (shelf / name / file).write_bytes(data)
    return replace(model(name, FILES, PathSpec(str(shelf))), asks_consent=asks, licence="Terms of Tiny")


def sources_in(shop: ModelStore, model_id: str) -> dict[str, str]:
    found = manifest.read(shop.path_of(model_id))
    assert found is not None
    return dict(found.sources)


# --- consent -----------------------------------------------------------------------------------------------------


def test_terms_are_asked_for_before_anything_is_fetched(tmp_path: Path) -> None:
    shop = store(tmp_path, shelved(tmp_path, "strict", asks=True), shelved(tmp_path))
    strict, tiny = shop.install_each(["strict", "tiny"])
    assert isinstance(strict, Failed)
    assert isinstance(strict.error, LicenceNotAccepted)
    assert strict.error.fields == {"model": "strict", "licence": "Terms of Tiny"}
    assert tiny == Installed("tiny", "path")
    assert not list(shop.folder.glob("strict*"))
    with pytest.raises(LicenceNotAccepted):
        shop.install(["strict"])
    with pytest.raises(LicenceNotAccepted):
        shop.install(["strict"], accepted=["tiny"])
    assert shop.install(["strict"], accepted=["strict"]) == (Installed("strict", "path"),)


def test_whoever_agreed_is_not_asked_again_when_it_is_mended(tmp_path: Path) -> None:
    shop = store(tmp_path, shelved(tmp_path, "strict", asks=True))
    shop.install(["strict"], accepted=["strict"])
    (shop.path_of("strict") / "model.bin").write_bytes(b"x" * 7000)
    assert not shop.verify("strict").ok
    shop.install(["strict"])
    assert shop.verify("strict").ok
    shop.remove("strict")
    shop.install(["strict"])


def test_a_yes_is_remembered_until_the_licence_changes(tmp_path: Path) -> None:
    strict = shelved(tmp_path, "strict", asks=True)
    shelf = tmp_path / "shelf"
    shelf.rename(tmp_path / "away")
    with pytest.raises(SourceFailed):
        store(tmp_path, strict).install(["strict"], accepted=["strict"])
    (tmp_path / "away").rename(shelf)
    again = store(tmp_path, strict)
    [row] = commands.rows(again, "en")
    assert (row.asks_consent, row.agreed, row.needs_yes) == (True, True, False)
    again.install(["strict"])
    again.remove("strict")
    other = store(tmp_path, replace(strict, licence="Other Terms"))
    assert [row.needs_yes for row in commands.rows(other, "en")] == [True]
    with pytest.raises(LicenceNotAccepted):
        other.install(["strict"])


# --- where each file came from ----------------------------------------------------------------------------------------


def test_each_file_has_its_source_also_after_a_repair(tmp_path: Path) -> None:
    first = laid_out(tmp_path / "first", "tiny", {"model.bin": FILES["model.bin"]})
    second = shelved(tmp_path)
    shop = store(tmp_path, replace(second, sources=(PathSpec(str(first)), *second.sources)))
    shop.install(["tiny"])
    assert sources_in(shop, "tiny") == {"model.bin": "path", "am/final.mdl": "path"}

    (shop.path_of("tiny") / "am/final.mdl").write_bytes(b"dark")
    shop.verify("tiny")
    shop.install(["tiny"])
    assert sources_in(shop, "tiny") == {"model.bin": "path", "am/final.mdl": "path"}


def test_files_that_were_there_already_came_from_the_disk(tmp_path: Path) -> None:
    shop = store(tmp_path, shelved(tmp_path))
    laid_out(shop.folder, "tiny", {"model.bin": FILES["model.bin"]})
    shop.install(["tiny"])
    assert sources_in(shop, "tiny") == {"model.bin": "disk", "am/final.mdl": "path"}


@pytest.mark.parametrize("make", [in_parts, on_hub, in_maven])
def test_a_damaged_file_alone_is_fetched_again(tmp_path: Path, registry: Registry, make: object) -> None:
    assert callable(make)
    tiny = make(registry.folder)
    shop = store(tmp_path, tiny)
    shop.install([tiny.id])
    name = tiny.files[-1].name
    (shop.path_of(tiny.id) / name).write_bytes(b"x" * tiny.files[-1].bytes)
    assert shop.verify(tiny.id).damaged == (name,)
    registry.asked.clear()
    shop.install([tiny.id])
    assert len(registry.asked) == 1
    assert shop.verify(tiny.id).ok
    assert not [path for path in shop.folder.rglob("*") if path.name.endswith(".part")]


# --- room ------------------------------------------------------------------------------------------------------------


def test_parts_need_room_for_the_file_and_a_few_of_them(tmp_path: Path) -> None:
    tiny = in_parts(tmp_path / "made", count=10, size=1_000_000)
    (tmp_path / "models").mkdir()
    needed = check_space(tmp_path / "models", [tiny], None) - check_space(tmp_path / "models", [], None)
    assert 13_000_000 < needed < 16_000_000

    part = tmp_path / "models/parts.part"
    part.mkdir()
    growing(part / "model.bin").write_bytes(b"x" * 5_000_000)
    less = check_space(tmp_path / "models", [tiny], None) - check_space(tmp_path / "models", [], None)
    assert needed - less == 5_000_000


def test_what_comes_whole_is_moved_and_needs_its_size_once(tmp_path: Path) -> None:
    hubbed = on_hub(tmp_path / "made", size=1_000_000)
    (tmp_path / "models").mkdir()
    nothing = check_space(tmp_path / "models", [], None)
    assert check_space(tmp_path / "models", [hubbed], None) - nothing == 2_000_000


def test_what_waits_for_two_models_is_counted_once(tmp_path: Path) -> None:
    package = wheel(tmp_path / "made", "both", {"both/there": b"x" * 1000, "both/back": b"y" * 1000})
    there = model("there", {"model.bin": b"x" * 1000}, in_wheels(package, model_bin=("both:both/there",)))
    back = model("back", {"model.bin": b"y" * 1000}, in_wheels(package, model_bin=("both:both/back",)))
    (tmp_path / "models").mkdir()
    nothing = check_space(tmp_path / "models", [], None)
    assert check_space(tmp_path / "models", [there, back], None) - nothing <= 2000 + 2 * package.bytes


def test_never_more_than_a_few_parts_lie_beside_the_file(
    tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny = in_parts(registry.folder, count=8)
    shop = store(tmp_path, tiny)
    most = 0

    def count(now: object) -> None:
        nonlocal most
        most = max(most, len(list(shop.folder.rglob("tiny_part*.whl"))))

    shop.install(["parts"], count)
    assert shop.verify("parts").ok
    assert 1 <= most <= lanes.AHEAD + 1 + lanes.LANES, "of each lane, pip may be copying one"
    assert registry.most_at_once <= lanes.LANES


def test_a_disk_that_fills_up_in_the_middle_is_said_and_the_next_run_goes_on(
    tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny = in_parts(registry.folder, count=3)
    shop = store(tmp_path, tiny)
    fsync, calls = os.fsync, [0]

    def full(number: int) -> None:
        calls[0] += 1
        if calls[0] == 3:  # the second part: each has two, of the file and of the journal
            raise OSError(errno.ENOSPC, "no space left")
        fsync(number)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            shop.install(["parts"])
    before = len(registry.asked)
    shop.install(["parts"])
    assert "tiny_part0-1.0-py3-none-any.whl" not in registry.asked[before:]
    assert shop.verify("parts").ok


def test_a_damaged_wheel_in_the_middle_costs_only_itself(tmp_path: Path, registry: Registry) -> None:
    tiny = in_parts(registry.folder, count=4)
    third = registry.folder / "tiny_part2-1.0-py3-none-any.whl"
    right = third.read_bytes()
    third.write_bytes(right[: len(right) // 2] + b"x" + right[len(right) // 2 + 1 :])
    shop = store(tmp_path, tiny)
    with pytest.raises(SourceFailed):
        shop.install(["parts"])
    third.write_bytes(right)
    registry.asked.clear()
    shop.install(["parts"])
    assert third.name in registry.asked
    assert "tiny_part1-1.0-py3-none-any.whl" not in registry.asked
    assert shop.verify("parts").ok


def test_cancel_ends_both_downloads_and_keeps_the_parts_that_came(tmp_path: Path, registry: Registry) -> None:
    registry.rate = 30_000
    tiny = in_parts(registry.folder, count=5, size=20_000)
    shop = store(tmp_path, tiny)

    def cancelled() -> bool:
        if len(registry.asked) > 3:
            registry.rate = 1  # what is on its way would take hours: nothing but the cancel ends this
        return registry.rate == 1

    with pytest.raises(Cancelled):
        shop.install(["parts"], Watched(), cancelled)
    assert not [one for one in psutil.Process().children(recursive=True) if "pip" in one.cmdline()]
    registry.rate, before = 0, len(registry.asked)
    shop.install(["parts"], Watched())
    assert "tiny_part1-1.0-py3-none-any.whl" not in registry.asked[before:]
    assert shop.verify("parts").ok


def test_what_an_older_program_left_unfinished_is_no_matter(tmp_path: Path) -> None:
    shop = store(tmp_path, shelved(tmp_path))
    part = shop.folder / "tiny.part"
    for stale in ("model.bin.part", "am/final.mdl.part", "installed.json.part", "model.bin.journal.part"):
        (part / stale).parent.mkdir(parents=True, exist_ok=True)
        (part / stale).write_bytes(b"stale")
    shop.install(["tiny"])
    assert shop.verify("tiny").ok
    assert not [path for path in shop.folder.rglob("*") if path.name.endswith(".part")]


def test_a_model_that_was_brought_and_is_damaged_has_no_source(tmp_path: Path) -> None:
    brought = replace(shelved(tmp_path), sources=())
    (outcome,) = store(tmp_path, brought).install_each(["tiny"])
    assert isinstance(outcome, Failed)
    assert "no source" in str(outcome.error)
    assert contacts(tmp_path) == []


def test_the_disk_is_asked_where_the_models_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    asked: list[Path] = []
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: asked.append(folder) or usage)
    store(tmp_path, shelved(tmp_path)).install(["tiny"])
    assert asked == [tmp_path / "models"]
