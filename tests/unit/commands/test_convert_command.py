"""`langtutor models convert` on a GGUF, which needs no torch. On checkpoints: tests/convert."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.core.errors import LanguagesNeeded
from tests.unit.commands.test_models_command import DONE, USAGE, Shop
from tests.unit.models.test_convert import MODELS, write_gguf


@pytest.fixture
def shop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shop:
    return Shop(tmp_path / "home", capsys)


@pytest.fixture
def gguf(tmp_path: Path) -> Path:
    return write_gguf(tmp_path / "tiny.gguf", MODELS["qwen2"])


def test_it_says_size_speed_and_agreement_before_and_after(shop: Shop, gguf: Path) -> None:
    status, out, err = shop("convert", gguf, "--id", "mine", "--languages", "en,pt")
    assert status == DONE
    made, size, speed, agrees = out.splitlines()
    assert made.startswith("mine: ") and str(gguf) in made
    assert size.startswith("size: ") and "times as fast" in speed
    assert "25 % allowed" in agrees
    assert "converting to int8" in err
    assert shop.store.model("mine").added


def test_in_portuguese(shop: Shop, gguf: Path) -> None:
    _, out, err = shop("convert", gguf, "--languages", "pt", language="pt")
    assert "convertido de" in out and "de acordo com o original" in out
    assert "convertendo" in err


def test_for_programs(shop: Shop, gguf: Path) -> None:
    told = shop.json("convert", gguf, "--languages", "en,pt")
    assert (told["id"], told["format"], told["languages"], told["kept"]) == ("tiny", "lm-ct2", ["en", "pt"], None)
    assert told["before"]["bytes"] == gguf.stat().st_size
    assert 0 < told["agreement"]["deviation"] < told["agreement"]["limit"]


def test_both_languages_of_a_translation_or_none(shop: Shop, gguf: Path) -> None:
    status, _, err = shop("convert", gguf, "--source-language", "en")
    assert status == USAGE and "--target-language" in err
    with pytest.raises(LanguagesNeeded):
        shop("convert", gguf)
