"""`langtutor models …` on a store of tiny models: what it prints, and its status."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from langtutor.cli import parser
from langtutor.commands import model_installing
from langtutor.commands import models as command
from langtutor.commands.models import Desk
from langtutor.commands.output import Output
from langtutor.content.messages import Messages
from langtutor.models import results
from langtutor.models.adding import Wishes, add
from langtutor.models.entries import Format, Model
from langtutor.models.progress import Progress, Step
from langtutor.models.results import BenchResult, Grades, SectionScore, Unit, Use
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths, resources_dir
from tests.support import model_folders as make
from tests.support.model_makers import laid_out, model, store

DONE, FOUND, USAGE, FAILED = 0, 1, 2, 4
FILES = {"model.bin": b"weights" * 1000, "config.json": b"{}"}


class Shop:
    """Runs commands on one store; what they print is kept."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str], *models: Model) -> None:
        self.home = home
        self.store = store(home, *models)
        self._capsys = capsys

    def __call__(self, *arguments: str | Path, language: str = "en") -> tuple[int, str, str]:
        options = parser().parse_args(["models", *map(str, arguments)])
        paths = Paths(self.home, self.home, self.home / "cache")
        messages = Messages(resources_dir() / "messages", language)
        output = Output(as_json=options.json)
        desk = Desk(options, paths, NetworkGuard(None), self.store, output, messages)
        status = command.actions()[options.action](desk)
        printed = self._capsys.readouterr()
        return status, printed.out, printed.err

    def json(self, *arguments: str | Path) -> dict[str, Any]:
        found = json.loads(self(*arguments, "--json")[1])
        assert isinstance(found, dict)
        return found


@pytest.fixture
def shop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shop:
    return Shop(tmp_path, capsys, model("tiny", FILES), model("other", {"model.bin": b"other"}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    laid_out(tmp_path / "usb", "tiny", FILES)
    return laid_out(tmp_path / "usb", "other", {"model.bin": b"other"})


def test_the_list_is_a_table_with_what_was_found_out(shop: Shop, folder: Path) -> None:
    shop("install", "tiny", "--path", folder)
    bench = BenchResult("tiny", "2026-01-01T00:00:00+00:00", 1.5, 200_000_000, 4.25, Unit.TIMES_REAL_TIME)
    results.save(shop.store.folder, bench)
    score = SectionScore("judge", "en", 9, 10, 8)
    grades = Grades(
        "tiny", "2026-01-01T00:00:00+00:00", "1", (score,), {"en": frozenset({Use.SCORE}), "pt": frozenset()}
    )
    results.save(shop.store.folder, grades)
    status, out, _ = shop("list")
    assert status == DONE
    heads, tiny, other, _, total = out.splitlines()
    assert heads.split()[:2] == ["MODEL", "STATE"]
    assert tiny.split()[:2] == ["tiny", "installed"]
    assert "4.2 × real time" in tiny
    assert "en: judge; pt: nothing" in tiny
    assert other.split()[:2] == ["other", "missing"]
    assert total.startswith("1 of 2 installed")
    told = {one["id"]: one for one in shop.json("list")["models"]}
    assert told["tiny"]["installed"] is True
    assert told["tiny"]["speed"] == {"value": 4.25, "unit": "times real time"}
    assert told["tiny"]["may"] == {"en": ["score"], "pt": []}
    assert {"id", "capability", "installed", "bytes", "licence", "download_bytes"} <= set(told["other"])


def test_totals_come_before_the_download(shop: Shop, folder: Path) -> None:
    status, out, err = shop("install", "tiny", "other", "--path", folder)
    assert status == DONE
    first = err.splitlines()[0]
    assert first.startswith("2 models, nothing to download")
    assert first.endswith("free")
    assert out.splitlines() == ["tiny: installed from path", "other: installed from path"]
    assert shop("install", "tiny")[1:] == ("tiny: was there already\n", "")


def test_an_unknown_pack_is_wrong_usage(shop: Shop) -> None:
    status, out, err = shop("install", "--with", "moon")
    assert (status, out) == (USAGE, "")
    assert "moon" in err and "starter" in err


def test_packs_come_beside_the_starter(tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: Path) -> None:

    tutor = replace(model("other", {"model.bin": b"other"}), pack="tutor")
    shop = Shop(tmp_path, capsys, model("tiny", FILES), tutor)
    status, out, err = shop("install", "--with", "tutor", "--path", folder)
    assert status == DONE
    assert "tutor pack adds" in err.splitlines()[0]
    assert {line.partition(":")[0] for line in out.splitlines()} == {"tiny", "other"}


def test_ctrl_c_says_how_to_go_on(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("langtutor.models.commands.install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        shop("install", "tiny", "--path", "/a place")
    assert "langtutor models install tiny --path '/a place'" in capsys.readouterr().err


# --- terms -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def guarded(tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: Path) -> Shop:

    return Shop(tmp_path, capsys, replace(model("tiny", FILES), asks_consent=True, licence="Terms"))


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terms_need_a_yes(guarded: Shop, folder: Path) -> None:
    status, out, _ = guarded("install", "tiny", "--path", folder)
    assert status == FAILED
    assert "Terms" in out
    assert guarded("install", "tiny", "--path", folder, "--accept-licence", "tiny")[0] == DONE


def test_who_agreed_is_not_asked_again(guarded: Shop, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert guarded("install", "tiny", "--path", folder, "--accept-licence", "tiny")[0] == DONE
    assert "terms that you agreed to" in guarded("info", "tiny")[1]
    assert guarded("remove", "tiny")[0] == DONE
    monkeypatch.setattr("sys.stdin", _Terminal(""))
    status, _, err = guarded("install", "tiny", "--path", folder)
    assert status == DONE
    assert "do you agree?" not in err


@pytest.mark.parametrize(("answer", "status"), [("y", DONE), ("YES", DONE), ("n", FAILED), ("", FAILED)])
def test_in_a_terminal_the_terms_are_asked_about(
    guarded: Shop, folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
) -> None:
    monkeypatch.setattr("sys.stdin", _Terminal(f"{answer}\n"))
    found, _, err = guarded("install", "tiny", "--path", folder)
    assert found == status
    assert "do you agree? [y/N]" in err


# --- keeping order ---------------------------------------------------------------------------------------------------


def test_what_is_damaged_is_found_and_repaired(shop: Shop, folder: Path) -> None:
    shop("install", "tiny", "other", "--path", folder)
    (shop.store.folder / "tiny" / "model.bin").write_bytes(b"x" * 7000)
    status, out, _ = shop("verify")
    assert status == FOUND
    assert "tiny: damaged or incomplete (model.bin)" in out
    (shop.store.folder / "other" / "model.bin").write_bytes(b"wrong")
    status, out, _ = shop("repair", "--path", folder)
    assert (status, out) == (DONE, "other: repaired from path\n")
    assert shop("repair", "tiny", "--path", folder)[1] == "tiny: repaired from path\n"
    assert shop("verify")[0] == DONE
    assert shop("repair", "--path", folder)[1] == "All files are whole.\n"


def test_what_was_brought_cant_be_fetched_again(shop: Shop, tmp_path: Path) -> None:
    gguf = make.gguf(tmp_path / "mine.gguf")
    shop("add", gguf, "--no-trial")
    linked = shop.store.folder / "mine" / "model.gguf"
    linked.write_bytes(gguf.read_bytes()[:-1] + b"x")
    status, out, _ = shop("repair")
    assert status == FAILED
    assert "langtutor models add" in out
    assert shop("remove", "mine")[:2] == (DONE, "mine: removed\n")


def test_one_is_used_before_the_others(shop: Shop, folder: Path) -> None:
    shop("install", "tiny", "other", "--path", folder)
    status, out, _ = shop("use", "other")
    assert (status, out) == (DONE, "other is used before others now: listening\n")
    used = {one["id"]: one["used"] for one in shop.json("list")["models"]}
    assert used == {"tiny": False, "other": True}
    assert "installed, not in use" in next(line for line in shop("list")[1].splitlines() if line.startswith("tiny"))


def test_a_voice_is_used_instead_of_the_one_that_came_along_and_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    voice = replace(model("tiny", FILES), capability="voice", format=Format.PIPER, languages=("en",))
    shop = Shop(tmp_path, capsys, voice)
    shop("install", "tiny", "--path", folder)

    def used() -> bool:
        return bool(shop.json("list")["models"][0]["used"])

    assert not used()
    assert "installed, not in use" in shop("list")[1]
    assert "langtutor models use hibari" in shop("use", "tiny")[1]
    assert used()
    assert shop("use", "hibari")[:2] == (DONE, "hibari is used before others now: speaking\n")
    assert not used()


def test_removing_says_what_it_gave_back(shop: Shop, folder: Path) -> None:
    shop("install", "tiny", "--path", folder)
    assert shop("remove", "tiny")[1] == "tiny: removed, 1 MB freed\n"
    assert shop("remove", "tiny")[1] == "None of these was installed.\n"


def test_info_tells_all_of_a_model(shop: Shop, folder: Path) -> None:
    shop("install", "tiny", "--path", folder)
    _, out, _ = shop("info", "tiny")
    assert "MIT" in out and "model.bin" in out and "path" in out and str(shop.store.folder / "tiny") in out
    (told,) = shop.json("info", "tiny")["models"]
    assert {file["name"]: file["source"] for file in told["files"]} == {"model.bin": "path", "config.json": "path"}
    assert told["bench"] is None


# --- adding ----------------------------------------------------------------------------------------------------------


def test_adding_says_what_was_found(shop: Shop, tmp_path: Path) -> None:
    status, out, _ = shop("add", "--path", make.gguf(tmp_path / "Tiny.gguf").parent, "--no-trial", "--id", "mine")
    assert status == DONE
    assert out == "mine: a GGUF language model, en pt, 1 MB, licence: Apache-2.0\n"
    told = shop.json("add", tmp_path / "Tiny.gguf", "--no-trial")
    assert (told["id"], told["format"], told["added"], told["works"]) == ("mine", "gguf", True, None)


def test_a_hub_needs_a_file(shop: Shop) -> None:
    status, _, err = shop("add", "--hub", "some/thing")
    assert status == USAGE
    assert "--file" in err


def test_adding_is_said_in_the_learners_language(shop: Shop, tmp_path: Path) -> None:
    out = shop("add", make.vosk(tmp_path / "model-pt"), "--no-trial", language="pt")[1]
    assert out == "model-pt: um modelo Vosk, pt, 1 MB, licença: desconhecida\n"


@pytest.mark.parametrize("arguments", [["add"], ["add", "x", "--hub", "y"], ["use"], ["info"], ["remove"]])
def test_what_makes_no_sense_is_refused_by_the_parser(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["models", *arguments])


# --- progress --------------------------------------------------------------------------------------------------------


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def at(done: int, total: int = 100_000_000, step: Step = Step.FETCHING) -> Progress:
    return Progress("tiny", "model.bin", step, done, total, done, total)


def test_progress_tells_how_fast_and_how_long(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = Messages(resources_dir() / "messages", "en")
    paths = Paths(tmp_path, tmp_path, tmp_path)
    output = Output(as_json=False)
    desk = Desk(parser().parse_args(["models", "list"]), paths, NetworkGuard(None), shop.store, output, messages)
    clock = _Clock()
    bar = model_installing.Bar(desk, clock)
    for second in range(6):
        clock.now = float(second)
        bar(at(second * 10_000_000))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "  0 %  1 MB of 100 MB  fetching tiny/model.bin"
    assert lines[-1] == " 50 %  50 MB of 100 MB  10 MB/s  5 s left  fetching tiny/model.bin"
    clock.now = 5.5
    bar(at(60_000_000))
    assert capsys.readouterr().err == ""  # a line each second at most


def test_added_models_are_chosen_by_what_they_serve(shop: Shop, tmp_path: Path) -> None:
    added = add(shop.store, make.whisper(tmp_path / "ear"), Wishes(languages=["pt"]))
    assert {one["id"]: one["used"] for one in shop.json("list")["models"]}[added.id] is True
