from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from langtutor.evaluation.gleu import Gleu

SHARED = Path(__file__).resolve().parents[4] / "shared" / "eval" / "gleu.py"
SOURCES = ["She go to school yesterday .", "I like very much the music .", "It rains .", "a b"]
REFERENCES = [
    ["She went to school yesterday .", "I like the music very much .", "It is raining .", "a b c d e"],
    ["Yesterday she went to school .", "I like music a lot .", "It rains .", "b c d e f"],
    ["She went to the school yesterday .", "I really like the music .", "It 's raining .", "a b c d"],
]
HYPOTHESES = ["She went to school yesterday .", "I like very much music .", "It rains now .", ""]


def gleu(hypotheses: list[str], references: list[list[str]]) -> float:
    rows = [[reference[place].split() for reference in references] for place in range(len(SOURCES))]
    return Gleu([source.split() for source in SOURCES], rows).score([one.split() for one in hypotheses])


@pytest.fixture(scope="module")
def shared() -> ModuleType:
    if not SHARED.is_file():
        pytest.skip(f"{SHARED}, which defines the measure, is not here")
    spec = importlib.util.spec_from_file_location("shared_gleu", SHARED)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("references", [REFERENCES, REFERENCES[:2], REFERENCES[:1]], ids=["three", "two", "one"])
@pytest.mark.parametrize("hypotheses", [SOURCES, HYPOTHESES, REFERENCES[0]], ids=["unchanged", "some", "all"])
def test_it_is_the_shared_measure(shared: ModuleType, hypotheses: list[str], references: list[list[str]]) -> None:
    assert gleu(hypotheses, references) == pytest.approx(shared.corpus_gleu(SOURCES, references, hypotheses))


def test_its_ends() -> None:
    assert gleu(REFERENCES[0], REFERENCES[:1]) == pytest.approx(100)
    assert gleu(["x", "y", "z", ""], REFERENCES) == 0
    assert gleu(SOURCES, REFERENCES) < gleu(HYPOTHESES, REFERENCES)


def test_nothing_to_measure_is_no_crash() -> None:
    assert Gleu([], []).score([]) == 0
