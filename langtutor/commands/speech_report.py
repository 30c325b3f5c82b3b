"""What was measured of hearing, as a table, as JSON and clip by clip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langtutor.content.messages import Messages
from langtutor.core.verdict import WordOutcome, WordVerdict
from langtutor.evaluation.speech import Answer, Item, Judged, Scores
from langtutor.evaluation.speech_slips import Kind
from langtutor.evaluation.wer import Difference, together

_ROWS_OF_WORDS_ONLY = "-greedy"
_COLUMNS: Mapping[str, Callable[[Scores], float]] = {
    "wer": lambda scores: together(scores.wer).rate,
    "wer_target_aware": lambda scores: together(scores.wer_target_aware).rate,
    "slip_recall": lambda scores: scores.slip_recall,
    "slip_recall_certain": lambda scores: scores.slip_recall_certain,
    "false_slips": lambda scores: scores.false_slips,
    "unclear_words": lambda scores: scores.unclear_words,
    "median_latency_s": lambda scores: scores.median_latency_s,
    "median_verdict_s": lambda scores: scores.median_verdict_s,
}
_HEAD = ("system", "id", "target", "asked", "transcript", "words", "noticed", "seconds")
_MARKS = {WordOutcome.SLIP: "slip", WordOutcome.UNCLEAR: "unclear"}


@dataclass(frozen=True, slots=True)
class Measured:
    """differences: of langtutor's WER to that of others. speedup: how many times as long theirs take."""

    data: Path
    language: str
    clips: int
    systems: Sequence[Scores]
    differences: Mapping[str, Difference]
    speedup: Mapping[str, float]


def as_json(measured: Measured) -> dict[str, Any]:
    shown = [scores for scores in measured.systems if _ROWS_OF_WORDS_ONLY not in scores.system]
    return {
        "data": str(measured.data),
        "language": measured.language,
        "clips": measured.clips,
        "words": together(measured.systems[0].wer).words,
        "systems": {
            scores.system: {
                **{name: round(of(scores), 4) for name, of in _COLUMNS.items()},
                "recall_by_kind": {kind.value: round(share, 4) for kind, share in scores.recall_by_kind.items()},
            }
            for scores in shown
        },
        "wer_less_than": {
            name: {"value": round(one.value, 4), "low": round(one.low, 4), "high": round(one.high, 4)}
            for name, one in measured.differences.items()
        },
        "times_as_fast_as": {name: round(times, 3) for name, times in measured.speedup.items()},
    }


def in_words(measured: Measured, messages: Messages) -> str:
    words = together(measured.systems[0].wer).words
    lines = [
        messages.text("evaluate.speech.head", {"data": str(measured.data), "clips": measured.clips, "words": words})
    ]
    heads = [messages.text(f"evaluate.speech.{column}") for column in _COLUMNS]
    cells = {
        _name(scores, messages): [messages.number(of(scores), 3) for of in _COLUMNS.values()]
        for scores in measured.systems
    }
    lines += ["", *_table(messages.text("evaluate.speech.system"), heads, cells)]
    kinds = [messages.text(f"evaluate.speech.kind.{kind.value}") for kind in Kind]
    noticed = {
        _name(scores, messages): [messages.number(scores.recall_by_kind[kind], 3) for kind in Kind]
        for scores in measured.systems
    }
    lines += ["", *_table(messages.text("evaluate.speech.kinds"), kinds, noticed), ""]
    for system, one in measured.differences.items():
        numbers = {"value": one.value, "low": one.low, "high": one.high}
        fields = {key: messages.number(value, 3) for key, value in numbers.items()}
        lines.append(messages.text("evaluate.speech.difference", {"system": system, **fields}))
    for system, times in measured.speedup.items():
        fields = {"system": system, "times": messages.number(times, 2)}
        lines.append(messages.text("evaluate.speech.speedup", fields))
    return "\n".join(lines)


def _table(first: str, heads: Sequence[str], rows: Mapping[str, Sequence[str]]) -> list[str]:
    width = max(len(name) for name in (first, *rows)) + 2
    widths = [max(7, len(head)) + 2 for head in heads]

    def line(name: str, cells: Sequence[str]) -> str:
        return f"{name:<{width}}" + "".join(f"{cell:>{size}}" for cell, size in zip(cells, widths, strict=True))

    return [line(first, heads), *(line(name, cells) for name, cells in rows.items())]


def _name(scores: Scores, messages: Messages) -> str:
    """Names of programs are names; "echo" is a word."""
    name = messages.text(f"evaluate.speech.system.{scores.system}")
    return scores.system if name.startswith("evaluate.") else name


def details(items: Sequence[Item], answers: Mapping[str, Sequence[Answer]]) -> str:
    """A table with tabs: a line for each system, clip and text it was asked about.

    words: `word` was right, `word[slip:heard]` and `word[unclear:heard]` weren't, `+[slip:heard]` was added, `-` stands
    for nothing. noticed: of texts that weren't said, whether the place that differs was called a slip, unclear, or no.
    """
    lines = ["\t".join(_HEAD)]
    for system, of_clips in answers.items():
        for item, answer in zip(items, of_clips, strict=True):
            heard = answer.transcript.text
            for kind, asked, judged, noticed in _rows(item, answer):
                cells = (system, item.clip.id, kind, asked, heard, _words(judged), noticed, f"{judged.seconds:.3f}")
                lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines) + "\n"


def _rows(item: Item, answer: Answer) -> Iterator[tuple[str, str, Judged, str]]:
    yield "right", item.target, answer.right, ""
    for target, judged in zip(item.wrong, answer.wrong, strict=True):
        certain, found = target.found_in(judged.words, certain=True), target.found_in(judged.words)
        yield target.kind.value, target.text, judged, "slip" if certain else "unclear" if found else "no"


def _words(judged: Judged) -> str:
    return " ".join(map(_word, judged.words))


def _word(word: WordVerdict) -> str:
    if word.outcome is WordOutcome.RIGHT:
        return word.asked
    return f"{word.asked or '+'}[{_MARKS[word.outcome]}:{word.heard or '-'}]"
