"""`langtutor evaluate language-model` with a real model, as a program of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.models import home_with_models, model_folder
from tests.support.program import Program

DONE, MODEL_MISSING, FAILED = 0, 3, 4
TEXT = """The train to the coast leaves at nine, and it is usually late.
My grandmother keeps chickens, a goat and a very old dog.
If it rains tomorrow, we will stay at home and read.
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(home_with_models(tmp_path_factory.mktemp("evaluate") / "home", "smollm2-135m"))


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_model_stands_beside_both_baselines(program: Program, text: Path) -> None:
    ran = program("evaluate", "language-model", "--data", text, "--json")
    assert ran.status == DONE, ran.err
    told = ran.json
    assert (told["language"], told["words"]) == ("en", len(TEXT.split()))
    assert told["bytes"] == sum(map(len, TEXT.splitlines()))
    systems = told["systems"]
    assert {"unigram", "xz", "smollm2-135m"} <= set(systems)
    assert {name for name, one in systems.items() if one["baseline"]} == {"unigram", "xz"}
    assert systems["smollm2-135m"]["bits_per_byte"] < systems["unigram"]["bits_per_byte"]
    assert 1 < systems["smollm2-135m"]["perplexity_per_word"] < systems["unigram"]["perplexity_per_word"]


def test_in_words_it_is_a_table(program: Program, text: Path) -> None:
    ran = program("evaluate", "language-model", "--data", text, "--model", "smollm2-135m")
    assert ran.status == DONE
    assert f"{len(TEXT.split())} words" in ran.out
    assert "how common each word is (baseline)" in ran.out


def test_what_cannot_be_measured_is_one_sentence(program: Program, tmp_path: Path, text: Path) -> None:
    empty, latin = tmp_path / "empty.txt", tmp_path / "latin.txt"
    empty.write_text("\n")
    latin.write_bytes("Olá, você está em São Paulo?".encode("latin-1"))
    for data, model, status, said in (
        (empty, None, FAILED, "There are no words in"),
        (latin, None, FAILED, "latin.txt"),
        (tmp_path / "none.txt", None, FAILED, "none.txt"),
        (text, "nobody", FAILED, "nobody"),
        (text, "qwen2.5-coder-1.5b", FAILED, "is no language model that can do this"),
    ):
        ran = program("evaluate", "language-model", "--data", data, *(("--model", model) if model else ()))
        assert ran.status == status
        assert said in ran.err.splitlines()[-1]
        assert ran.out == ""
        assert "Traceback" not in ran.err


def test_without_a_model_the_baselines_are_measured(tmp_path: Path, text: Path) -> None:
    ran = Program(tmp_path / "home")("evaluate", "language-model", "--data", text, "--json")
    assert ran.status == DONE
    assert set(ran.json["systems"]) == {"unigram", "xz"}
    assert "smollm2-135m" in ran.err
    missing = Program(tmp_path / "home")("evaluate", "language-model", "--data", text, "--model", "smollm2-135m")
    assert missing.status == MODEL_MISSING


NUMBERS = {"gleu", "precision", "recall", "f05", "false_alarms_per_100", "questions_per_100", "median_s"}


def test_corrections_are_measured_beside_harper(tmp_path: Path) -> None:
    """The instant tier alone: LanguageTool and language models take minutes."""
    parser = model_folder("spacy-en-small")
    home, data, clean = tmp_path / "home", tmp_path / "data", tmp_path / "clean.txt"
    (home / "models").mkdir(parents=True)
    (home / "models" / parser.name).symlink_to(parser)
    data.mkdir()
    (data / "dev.src").write_text("My freind live here .\nShe have a umbrella .\nAll is well .\n")
    (data / "dev.ref0").write_text("My friend lives here .\nShe has an umbrella .\nAll is well .\n")
    (data / "dev.ref1").write_text("My friend lives here .\nShe had an umbrella .\nAll is well .\n")
    clean.write_text("It is raining.\nThey left early.\n")

    program = Program(home)
    asked = ("evaluate", "grammar", "--data", data, "--clean", clean, "--tier", "instant")
    ran = program(*asked, "--json")

    assert ran.status == DONE, ran.err
    systems = ran.json["systems"]
    assert list(systems) == ["source", "harper", "langtutor"]
    assert all(set(one) == NUMBERS for one in systems.values())
    assert (ran.json["tier"], ran.json["sentences"], ran.json["clean_sentences"]) == ("instant", 3, 2)
    assert systems["source"]["recall"] == 0
    assert systems["langtutor"]["gleu"] > systems["source"]["gleu"]
    assert "languagetool" in ran.err.lower()

    again = program(*asked, "--resume", "--curve", "--ablation")
    assert again.status == DONE, again.err
    assert "langtutor with other thresholds" in again.out

    nothing = program("evaluate", "grammar", "--data", tmp_path)
    assert (nothing.status, nothing.out) == (FAILED, "")
    assert "NAME.src" in nothing.err
    without = Program(tmp_path / "other")(*asked)
    assert without.status == MODEL_MISSING
    assert "spacy-en-small" in without.err
