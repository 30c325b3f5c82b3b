"""What was measured of correcting, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from langtutor.content.messages import Messages
from langtutor.core.requests import Tier
from langtutor.core.text import CERTAIN
from langtutor.evaluation.edit_scores import Counts
from langtutor.evaluation.grammar import Scores

_COLUMNS = ("gleu", "precision", "recall", "f05", "false_alarms", "questions", "median")
_TYPES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Measured:
    """annotators_gleu, annotators_edits: of one annotator measured by the others, on average and all together; None
    where there is one only.

    curve: by threshold. ablation: without this proposer. Both of langtutor, and empty unless they were asked for.
    """

    data: Path
    clean: Path | None
    language: str
    tier: Tier
    sentences: int
    clean_sentences: int
    annotators_gleu: float | None
    systems: Sequence[Scores]
    annotators_edits: Counts | None = None
    curve: Mapping[float, Scores] = field(default_factory=dict)
    ablation: Mapping[str, Scores] = field(default_factory=dict)


def as_json(measured: Measured) -> dict[str, Any]:
    return {
        "data": str(measured.data),
        "clean": str(measured.clean) if measured.clean else None,
        "language": measured.language,
        "tier": measured.tier.value,
        "sentences": measured.sentences,
        "clean_sentences": measured.clean_sentences,
        "threshold": CERTAIN,
        "annotators_gleu": _rounded(measured.annotators_gleu, 2),
        "annotators_edits": _counts(measured.annotators_edits) if measured.annotators_edits else None,
        "systems": {scores.system: _numbers(scores) for scores in measured.systems},
        "types": {
            scores.system: {kind: _counts(counts) for kind, counts in scores.edits.types.items()}
            for scores in measured.systems
        },
        **({"kinds": kinds} if (kinds := _kinds_json(measured)) else {}),
        **(
            {"curve": [{"threshold": at, **_numbers(one)} for at, one in measured.curve.items()]}
            if measured.curve
            else {}
        ),
        **({"ablation": {out: _numbers(one) for out, one in measured.ablation.items()}} if measured.ablation else {}),
    }


def _kinds_json(measured: Measured) -> dict[str, Any]:
    return {
        scores.system: {
            kind: {"right": one.right, "missed": one.missed, "recall": round(one.recall, 4)}
            for kind, one in scores.kinds.items()
        }
        for scores in measured.systems
        if scores.kinds
    }


def _numbers(scores: Scores) -> dict[str, Any]:
    total = scores.edits.total
    return {
        "gleu": round(scores.gleu, 2),
        "precision": round(total.precision, 4),
        "recall": round(total.recall, 4),
        "f05": round(total.f05, 4),
        "false_alarms_per_100": _rounded(scores.false_alarms_per_100, 2),
        "questions_per_100": _rounded(scores.questions_per_100, 2),
        "median_s": round(scores.median_s, 4),
    }


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "right": counts.right,
        "wrong": counts.wrong,
        "missed": counts.missed,
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f05": round(counts.f05, 4),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def in_words(measured: Measured, messages: Messages) -> str:
    fields = {
        "data": str(measured.data),
        "sentences": measured.sentences,
        "clean": measured.clean_sentences,
        "tier": messages.text(f"evaluate.grammar.tier.{measured.tier.value}"),
    }
    lines = [messages.text("evaluate.grammar.head", fields), ""]
    lines += _table(messages, "system", {_name(one.system, messages): one for one in measured.systems})
    if measured.annotators_gleu is not None:
        gleu = messages.number(measured.annotators_gleu, 1)
        lines += ["", messages.text("evaluate.grammar.annotators", {"gleu": gleu})]
    if measured.annotators_edits is not None:
        edits = {key: messages.number(value, 3) for key, value in _counts(measured.annotators_edits).items()}
        lines.append(messages.text("evaluate.grammar.annotators_edits", edits))
    if measured.curve:
        lines += ["", messages.text("evaluate.grammar.curve", {"threshold": messages.number(CERTAIN, 2)})]
        shown = {messages.number(threshold, 2): one for threshold, one in measured.curve.items()}
        lines += _table(messages, "threshold", shown)
    if measured.ablation:
        lines += ["", messages.text("evaluate.grammar.ablation")]
        lines += _table(messages, "without", dict(measured.ablation))
    own = next((one for one in measured.systems if one.system == "langtutor"), None)
    if own is not None:
        lines += _kinds(own, messages) if own.kinds else _types(own, messages)
    return "\n".join(lines)


def _table(messages: Messages, first: str, rows: Mapping[str, Scores]) -> list[str]:
    width = max([24, *(len(name) + 2 for name in rows)])
    heads = [messages.text(f"evaluate.grammar.{column}") for column in _COLUMNS]
    widths = [max(7, len(head)) + 2 for head in heads]

    def line(name: str, cells: Sequence[str]) -> str:
        return f"{name:<{width}}" + "".join(f"{cell:>{size}}" for cell, size in zip(cells, widths, strict=True))

    return [line(messages.text(f"evaluate.grammar.{first}"), heads)] + [
        line(name, _cells(scores, messages)) for name, scores in rows.items()
    ]


def _cells(scores: Scores, messages: Messages) -> list[str]:
    total = scores.edits.total
    rates = [scores.false_alarms_per_100, scores.questions_per_100]
    return [
        messages.number(scores.gleu, 1),
        *(messages.number(value, 3) for value in (total.precision, total.recall, total.f05)),
        *("–" if rate is None else messages.number(rate, 1) for rate in rates),
        messages.number(scores.median_s, 3),
    ]


def _kinds(own: Scores, messages: Messages) -> list[str]:
    """The kinds that the data names, the most frequent first."""
    heads = [messages.text(f"evaluate.grammar.{head}") for head in ("right", "missed", "recall")]
    lines = ["", messages.text("evaluate.grammar.types"), f"{'':<32}" + "".join(f"{head:>11}" for head in heads)]
    for kind, counts in sorted(own.kinds.items(), key=lambda item: (-sum(item[1]), item[0])):
        cells = (str(counts.right), str(counts.missed), messages.number(counts.recall, 2))
        lines.append(f"{kind:<32}" + "".join(f"{cell:>11}" for cell in cells))
    return lines


def _types(own: Scores, messages: Messages) -> list[str]:
    """The types of which there are most in what teachers and it changed."""
    if not own.edits.types:
        return []
    most = sorted(own.edits.types.items(), key=lambda item: -sum(item[1]))[:_TYPES_SHOWN]
    heads = [messages.text(f"evaluate.grammar.{head}") for head in ("right", "wrong", "missed", "precision", "recall")]
    lines = ["", messages.text("evaluate.grammar.types"), f"{'':<16}" + "".join(f"{head:>11}" for head in heads)]
    for kind, counts in most:
        rates = [messages.number(counts.precision, 2), messages.number(counts.recall, 2)]
        lines.append(f"{kind:<16}" + "".join(f"{cell:>11}" for cell in (*map(str, counts), *rates)))
    return lines


def _name(system: str, messages: Messages) -> str:
    """Names of programs are names; "source" and "rewriter" are words."""
    name = messages.text(f"evaluate.grammar.system.{system}")
    return system if name.startswith("evaluate.") else name
