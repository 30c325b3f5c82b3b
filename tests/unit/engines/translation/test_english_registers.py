from __future__ import annotations

import csv
from pathlib import Path

import pytest

from langtutor.content.registers import load_registers
from langtutor.core.language import LanguageCode
from langtutor.engines.translation.registers.english import SPEAKS, EnglishRegisters
from langtutor.settings.paths import resources_dir

_ROWS = Path(__file__).with_name("registers-en.tsv")


def rows() -> list[list[str]]:
    """Sentence, manner, what it is in that manner (`-`: not offered; `*`: nothing is)."""
    with _ROWS.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def registers() -> EnglishRegisters:
    return EnglishRegisters(load_registers(resources_dir() / "registers")[SPEAKS])


@pytest.mark.parametrize(("text", "manner", "expected"), rows())
def test_is_said_as_people_say_it(registers: EnglishRegisters, text: str, manner: str, expected: str) -> None:
    said = {
        one.label.removeprefix("register.en."): one.text for one in registers.variants(text, "", LanguageCode("pt"))
    }
    if manner == "*":
        assert said == {}
    elif expected == "-":
        assert manner not in said
    else:
        assert said.get(manner) == expected
