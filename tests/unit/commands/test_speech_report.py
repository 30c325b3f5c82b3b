"""What `langtutor evaluate speech` says of its measures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from langtutor.commands.speech_report import Measured, as_json, details, in_words
from langtutor.content.messages import Messages
from langtutor.core.text import Span
from langtutor.core.verdict import WordOutcome, WordVerdict
from langtutor.evaluation.speech import Answer, Item, Judged, Scores, Transcript
from langtutor.evaluation.speech_data import Clip
from langtutor.evaluation.speech_slips import Kind, WrongTarget
from langtutor.evaluation.wer import Difference, Errors
from langtutor.settings.paths import resources_dir

NAMES = ("langtutor", "faster-whisper", "faster-whisper-greedy", "vosk", "echo")
ASKED_FOR = {"wer", "wer_target_aware", "slip_recall", "false_slips", "median_latency_s"}


def scores(system: str) -> Scores:
    errors, kinds = (Errors(1, 4), Errors(0, 4)), dict.fromkeys(Kind, 0.5)
    return Scores(system, errors, errors, 0.9, 0.8, kinds, 0.03125, 0.25, 1.5, 2.5)


MEASURED = Measured(
    data=Path("clips"),
    language="en",
    clips=2,
    systems=[scores(name) for name in NAMES],
    differences={"faster-whisper": Difference(-0.01, -0.05, 0.02)},
    speedup={"faster-whisper": 3.25},
)


def test_programs_get_the_systems_that_were_asked_for() -> None:
    found = json.loads(json.dumps(as_json(MEASURED)))

    assert list(found["systems"]) == [name for name in NAMES if "greedy" not in name]
    own = found["systems"]["langtutor"]
    assert set(own) > ASKED_FOR
    assert (own["wer"], own["false_slips"], own["median_verdict_s"]) == (0.125, 0.0312, 2.5)
    assert own["recall_by_kind"] == {"swapped": 0.5, "dropped": 0.5, "inserted": 0.5}
    assert (found["clips"], found["words"]) == (2, 8)
    assert found["wer_less_than"]["faster-whisper"] == {"value": -0.01, "low": -0.05, "high": 0.02}
    assert found["times_as_fast_as"] == {"faster-whisper": 3.25}


@pytest.mark.parametrize(("language", "point"), [("en", "."), ("pt", ",")])
def test_people_get_a_table_with_the_greedy_row(language: str, point: str) -> None:
    lines = in_words(MEASURED, Messages(resources_dir() / "messages", language)).splitlines()

    row = next(line for line in lines if line.startswith("faster-whisper-greedy"))
    assert row.split()[1:] == [
        cell.replace(".", point) for cell in ["0.125", "0.125", "0.900", "0.800", "0.031", "0.250", "1.500", "2.500"]
    ]
    assert len({len(line) for line in lines[2:8]}) == 1
    assert any(f"-0{point}050" in line and f"0{point}020" in line for line in lines)
    assert f"3{point}25" in lines[-1]
    assert not any("evaluate." in line for line in lines)


def test_each_recording_can_be_looked_at() -> None:
    target = WrongTarget(Kind.SWAPPED, "She go home.", Span(4, 6))
    item = Item(Clip("1", "SHE GOES HOME", Path("1.wav")), "She goes home.", (target,))
    right = (
        WordVerdict(Span(0, 3), "She", "She", WordOutcome.RIGHT),
        WordVerdict(Span(4, 8), "goes", None, WordOutcome.UNCLEAR),
        WordVerdict(Span(8, 8), "", "to", WordOutcome.SLIP),
    )
    wrong = (WordVerdict(Span(4, 6), "go", "goes", WordOutcome.SLIP),)
    answer = Answer(Transcript("She\tto", 1.0), Judged(right, 1.5), (Judged(wrong, 2.0),))

    head, first, second = (line.split("\t") for line in details([item], {"ear": [answer]}).splitlines())
    assert len(head) == len(first) == len(second)
    assert first == ["ear", "1", "right", "She goes home.", "She to", "She goes[unclear:-] +[slip:to]", "", "1.500"]
    assert second[2:4] == ["swapped", "She go home."]
    assert second[5:] == ["go[slip:goes]", "slip", "2.000"]
