"""`langtutor evaluate translation` on sentences of our own, with the models that are installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from langtutor.cli import Exit, parser, run
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import user_paths
from tests.support import models

SENTENCES = {
    "en": ("The cat sleeps on the bed.", "She went to school yesterday.", "Where is the station?", "I am hungry."),
    "pt-BR": ("O gato dorme na cama.", "Ela foi à escola ontem.", "Onde fica a estação?", "Estou com fome."),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, lines in SENTENCES.items():
        (tmp_path / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def with_models(home: Path) -> None:
    """Those of the developer."""
    (home / "models").symlink_to(models.model_folder("firefox-pt-en").parent)


def call(*arguments: object) -> int:
    return run(parser().parse_args(list(map(str, arguments))), user_paths(), NetworkGuard(None, never=True))


@pytest.mark.usefixtures("with_models")
def test_all_systems_are_measured_in_one_run(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = data / "details.tsv"
    status = call("evaluate", "translation", "--data", data, "--reverse", "--json", "--details", table)
    found = json.loads(capsys.readouterr().out)
    assert status == Exit.DONE
    assert (found["from"], found["to"], found["model"], found["sentences"]) == ("pt", "en", "firefox-pt-en", 4)
    assert list(found["systems"]) == ["langtutor", "langtutor_reranked", "raw"]
    for numbers in found["systems"].values():
        assert 30 < numbers["bleu"] <= 100 and 40 < numbers["chrf"] <= 100
        assert numbers["words_per_s"] > 0 and numbers["seconds_per_sentence"] > 0
    difference = found["less_raw"]["langtutor"]["bleu"]
    assert difference["low"] <= difference["value"] <= difference["high"]
    assert table.read_text(encoding="utf-8").count("\n") == 5


def test_a_folder_without_texts_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("evaluate", "translation", "--data", tmp_path) == Exit.FAILED
    assert "pt-BR.txt" in capsys.readouterr().err


@pytest.mark.usefixtures("with_models")
def test_a_file_is_translated_and_printed_part_by_part(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = data / "letter.md"
    paragraph = "- Ela foi à escola ontem. Escreva para ana@example.org 😀\n\n"
    letter.write_text(paragraph * 20, encoding="utf-8")
    assert call("translate", "--file", letter) == Exit.DONE
    printed = capsys.readouterr().out
    assert printed.count("ana@example.org 😀\n\n- ") == 19 and printed.count("school yesterday") == 20
    assert call("translate", "--file", letter, "--json") == Exit.DONE
    assert json.loads(capsys.readouterr().out)["translation"] == printed
