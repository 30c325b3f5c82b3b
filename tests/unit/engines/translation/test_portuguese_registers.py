from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from langtutor.content.registers import load_registers
from langtutor.core.language import LanguageCode
from langtutor.engines.translation.registers.portuguese import SPEAKS, PortugueseRegisters
from langtutor.settings.paths import resources_dir

EN = LanguageCode("en")
_ROWS = Path(__file__).with_name("registers-pt.tsv")


def rows() -> list[list[str]]:
    """Original, translation, manner, what it is in that manner (`-`: not offered; `*`: nothing is)."""
    with _ROWS.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def registers(model_folder: Callable[[str], Path]) -> PortugueseRegisters:
    return PortugueseRegisters(model_folder("languagetool-6.7"), load_registers(resources_dir() / "registers")[SPEAKS])


@pytest.mark.parametrize(("original", "text", "manner", "expected"), rows())
def test_is_said_as_people_say_it(
    registers: PortugueseRegisters, original: str, text: str, manner: str, expected: str
) -> None:
    said = {one.label.removeprefix("register.pt."): one.text for one in registers.variants(text, original, EN)}
    if manner == "*":
        assert said == {}
    elif expected == "-":
        assert manner not in said
    else:
        assert said.get(manner) == expected
