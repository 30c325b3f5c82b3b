"""What was measured of slips in speech, as a table, as JSON and decision by decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langtutor.content.messages import Messages
from langtutor.evaluation.spoken_slips import Decision, Found, Part

_HEAD = ("part", "said", "kind", "voice", "condition", "asked", "slip", "heard")


@dataclass(frozen=True, slots=True)
class Measured:
    """parts: "grammar" and "phones", each by system. decisions: of each part."""

    language: str
    speaks: str
    sentences: int
    voices: Sequence[str]
    parts: Mapping[str, Mapping[str, Found]]
    decisions: Mapping[str, Sequence[Decision]]


def as_json(measured: Measured) -> dict[str, Any]:
    return {
        "language": measured.language,
        "speaks": measured.speaks,
        "sentences": measured.sentences,
        "voices": list(measured.voices),
        **{
            part: {system: _found_json(found) for system, found in systems.items()}
            for part, systems in measured.parts.items()
        },
    }


def _found_json(found: Found) -> dict[str, Any]:
    roc = found.roc
    return {
        "auc": round(roc.auc, 4),
        "auc_low": round(roc.auc_low, 4),
        "auc_high": round(roc.auc_high, 4),
        "precision_at_90_specificity": round(roc.precision, 4),
        "recall_at_90_specificity": round(roc.recall, 4),
        "n": roc.slips + roc.right,
        "by_voice": _parts_json(found.by_voice),
        "by_condition": _parts_json(found.by_condition),
        "by_kind": _parts_json(found.by_kind),
    }


def _parts_json(parts: Mapping[str, Part]) -> dict[str, Any]:
    return {
        name: {"auc": None if part.auc is None else round(part.auc, 4), "n": part.n} for name, part in parts.items()
    }


def in_words(measured: Measured, messages: Messages) -> str:
    fields = {"sentences": measured.sentences, "voices": ", ".join(measured.voices)}
    lines = [messages.text("evaluate.spoken_slips.head", fields)]
    for part, systems in measured.parts.items():
        if systems:
            lines += ["", *_table(part, systems, messages), "", *_worst(systems, messages)]
    return "\n".join([*lines, "", messages.text("evaluate.spoken_slips.note")])


def _table(part: str, systems: Mapping[str, Found], messages: Messages) -> list[str]:
    heads = [messages.text(f"evaluate.spoken_slips.{column}") for column in ("auc", "interval", "precision", "n")]
    lines = ["{:<34}{:>8}{:>18}{:>12}{:>11}".format(messages.text(f"evaluate.spoken_slips.{part}"), *heads)]
    for system, found in systems.items():
        roc = found.roc
        between = f"{messages.number(roc.auc_low, 3)} – {messages.number(roc.auc_high, 3)}"
        name = messages.text(f"evaluate.spoken_slips.system.{system}")
        numbers = (messages.number(roc.auc, 3), between, messages.number(roc.precision, 3))
        lines.append("{:<34}{:>8}{:>18}{:>12}{:>11}".format(name, *numbers, roc.slips + roc.right))
    return lines


def _worst(systems: Mapping[str, Found], messages: Messages) -> list[str]:
    """The first system's AUC by voice, condition and kind, the lowest first."""
    system, found = next(iter(systems.items()))
    name = messages.text(f"evaluate.spoken_slips.system.{system}")
    lines = []
    for what, parts in (("voice", found.by_voice), ("condition", found.by_condition), ("kind", found.by_kind)):
        known = sorted((part.auc, each, part.n) for each, part in parts.items() if part.auc is not None)
        shown = "; ".join(f"{each} {messages.number(auc, 2)} ({n})" for auc, each, n in known)
        lines.append(messages.text(f"evaluate.spoken_slips.by_{what}", {"system": name, "parts": shown}))
    return lines


def details(measured: Measured) -> str:
    """A table with tabs: a line for each decision, with the score of each system that could tell."""
    lines = []
    systems = list(dict.fromkeys(system for found in measured.parts.values() for system in found))
    lines.append("\t".join((*_HEAD, *systems)))
    for part, decisions in measured.decisions.items():
        for one in decisions:
            said = "slip" if one.slip else "right"
            cells = (part, said, one.kind, one.voice, one.condition, one.asked, one.detail, one.heard)
            scores = (f"{one.scores[system]:.4f}" if system in one.scores else "" for system in systems)
            lines.append("\t".join(" ".join(cell.split()) for cell in (*cells, *scores)))
    return "\n".join(lines) + "\n"
