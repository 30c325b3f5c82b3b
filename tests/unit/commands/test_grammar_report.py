"""What `langtutor evaluate grammar` says of its measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.commands.grammar_report import Measured, as_json, in_words
from langtutor.content.messages import Messages
from langtutor.core.requests import Tier
from langtutor.core.text import ErrorType
from langtutor.evaluation.edit_scores import Counts, EditScores
from langtutor.evaluation.grammar import Scores
from langtutor.settings.paths import resources_dir


def measured(kinds: dict[str, Counts]) -> Measured:
    edits = EditScores(Counts(3, 0, 1), {ErrorType("R"): Counts(3, 0, 1)})
    own = Scores("langtutor", 90.0, edits, 2.0, 5.0, 0.1, kinds)
    return Measured(Path("probes.tsv"), None, "pt", Tier.FULL, 2, 0, None, [own])


def test_recall_of_each_kind_is_told() -> None:
    found = measured({"pt.crase": Counts(1, 0, 1), "pt.accent": Counts(2, 0, 0)})

    assert as_json(found)["kinds"]["langtutor"]["pt.crase"] == {"right": 1, "missed": 1, "recall": 0.5}


@pytest.mark.parametrize("language", ["en", "pt"])
def test_kinds_stand_in_for_types(language: str) -> None:
    messages = Messages(resources_dir() / "messages", language)
    kinds = measured({"pt.crase": Counts(1, 0, 1)})

    assert in_words(kinds, messages).splitlines()[-1].split()[:3] == ["pt.crase", "1", "1"]
    assert in_words(measured({}), messages).splitlines()[-1].split()[:2] == ["R", "3"]
    assert "kinds" not in as_json(measured({}))
