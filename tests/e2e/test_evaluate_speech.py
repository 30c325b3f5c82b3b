"""`langtutor evaluate speech` with the real ear, as a program of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.models import home_with_models, model_folder
from tests.support.program import Program
from tests.support.speaking import say_into

DONE, MODEL_MISSING, FAILED = 0, 3, 4
NUMBERS = {"wer", "wer_target_aware", "slip_recall", "false_slips", "median_latency_s"}
SAID = "The children are playing in the garden."


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One recording of a synthetic voice."""
    folder = tmp_path_factory.mktemp("speech")
    (folder / "wav").mkdir()
    home = home_with_models(folder / "home", "whisper-base")
    say_into(folder / "wav", SAID, home).rename(folder / "wav" / "a.wav")
    (folder / "text.tsv").write_text(f"a\t{SAID.upper().rstrip('.')}\n")
    return folder


def test_hearing_is_measured_beside_recognisers_and_an_echo(data: Path, tmp_path: Path) -> None:
    """Without LanguageTool, whose start takes as long as all of this."""
    home = tmp_path / "home"
    (home / "models").mkdir(parents=True)
    for name in ("whisper-base", "vosk-en-small"):
        (home / "models" / name).symlink_to(model_folder(name))
    program = Program(home)
    ran = program("evaluate", "speech", "--data", data, "--json")

    assert ran.status == DONE, ran.err
    systems = ran.json["systems"]
    assert list(systems) == ["langtutor", "faster-whisper", "vosk", "echo"]
    assert all(set(one) >= NUMBERS for one in systems.values())
    assert (systems["echo"]["wer"], systems["echo"]["slip_recall"]) == (0, 0)
    assert systems["langtutor"]["wer"] == systems["faster-whisper"]["wer"] == 0
    assert systems["langtutor"]["slip_recall"] > 0.5
    assert systems["langtutor"]["false_slips"] == 0

    details = tmp_path / "details.tsv"
    again = program("evaluate", "speech", "--data", data, "--resume", "--details", details)
    assert again.status == DONE, again.err
    assert "faster-whisper-greedy" in again.out
    assert len(details.read_text(encoding="utf-8").splitlines()) == 1 + 5 * 4


def test_what_is_missing_is_said(data: Path, tmp_path: Path) -> None:
    program = Program(tmp_path / "home")
    nothing = program("evaluate", "speech", "--data", tmp_path)
    assert (nothing.status, nothing.out) == (FAILED, "")
    assert "text.tsv" in nothing.err
    without = program("evaluate", "speech", "--data", data)
    assert (without.status, without.out) == (MODEL_MISSING, "")
    assert "langtutor models install whisper-base" in without.err
