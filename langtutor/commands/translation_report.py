"""What was measured of translating, as a table, as JSON and sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langtutor.content.messages import Messages
from langtutor.core.language import Language, LanguageCode
from langtutor.evaluation.bootstrap import SAMPLES, bleu_less, chrf_less
from langtutor.evaluation.translation import RAW, Answers, Scores
from langtutor.evaluation.translation_data import Parallel
from langtutor.evaluation.wer import Difference

_COLUMNS = {"bleu": 2, "chrf": 2, "words_per_s": 0, "seconds_per_sentence": 4, "median_s": 4}
"""With decimals."""


@dataclass(frozen=True, slots=True)
class Measured:
    """times: how many times as long as the library alone langtutor takes."""

    data: Path
    texts: Parallel
    model: str
    systems: Sequence[Scores]
    answers: Mapping[str, Answers]
    times: float

    def less_raw(self) -> dict[str, dict[str, Difference]]:
        """By system and metric."""
        raw, references = self.answers[RAW].texts, self.texts.references
        return {
            name: {
                "bleu": bleu_less(one.texts, raw, references),
                "chrf": chrf_less(one.texts, raw, references),
            }
            for name, one in self.answers.items()
            if name != RAW
        }


def as_json(measured: Measured) -> dict[str, Any]:
    return {
        "data": str(measured.data),
        "from": measured.texts.pair.source,
        "to": measured.texts.pair.target,
        "model": measured.model,
        "sentences": len(measured.texts.sources),
        "words": measured.texts.words,
        "systems": {
            one.system: {column: round(getattr(one, column), 5) for column in _COLUMNS} for one in measured.systems
        },
        "less_raw": {
            system: {
                metric: {"value": round(one.value, 3), "low": round(one.low, 3), "high": round(one.high, 3)}
                for metric, one in of_metrics.items()
            }
            for system, of_metrics in measured.less_raw().items()
        },
        "bootstrap_samples": SAMPLES,
        "times_as_long_as_raw": round(measured.times, 4),
    }


def in_words(measured: Measured, messages: Messages, languages: Mapping[LanguageCode, Language]) -> str:
    def name_of(code: LanguageCode) -> str:
        return languages[code].name_in(messages.language) if code in languages else code

    head = {
        "data": str(measured.data),
        "sentences": len(measured.texts.sources),
        "words": measured.texts.words,
        "source": name_of(measured.texts.pair.source),
        "target": name_of(measured.texts.pair.target),
        "model": measured.model,
    }
    names = {one.system: _name(one.system, messages) for one in measured.systems}
    width = max(len(name) for name in names.values()) + 2
    heads = [messages.text(f"evaluate.translation.{column}") for column in _COLUMNS]
    widths = [max(7, len(one)) + 2 for one in heads]
    first = messages.text("evaluate.translation.system")
    rows = [[first, *heads]]
    rows += [
        [names[one.system], *(messages.number(getattr(one, column), places) for column, places in _COLUMNS.items())]
        for one in measured.systems
    ]
    lines = [messages.text("evaluate.translation.head", head), ""]
    lines += [
        f"{row[0]:<{width}}" + "".join(f"{cell:>{size}}" for cell, size in zip(row[1:], widths, strict=True))
        for row in rows
    ]
    lines.append("")
    for system, of_metrics in measured.less_raw().items():
        fields = {"system": names[system]}
        for metric, one in of_metrics.items():
            numbers = {metric: one.value, f"{metric}_low": one.low, f"{metric}_high": one.high}
            fields |= {key: messages.number(value, 2) for key, value in numbers.items()}
        lines.append(messages.text("evaluate.translation.difference", fields))
    times = {"times": messages.number(measured.times, 2)}
    lines.append(messages.text("evaluate.translation.times", times))
    return "\n".join(lines)


def details(measured: Measured) -> str:
    """A table with tabs: a line for each sentence with its reference and what each system made of it."""
    names = list(measured.answers)
    rows = [["source", "reference", *names]]
    rows += [
        [source, reference, *(measured.answers[name].texts[number] for name in names)]
        for number, (source, reference) in enumerate(
            zip(measured.texts.sources, measured.texts.references, strict=True)
        )
    ]
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)


def _name(system: str, messages: Messages) -> str:
    name = messages.text(f"evaluate.translation.system.{system}")
    return system if name.startswith("evaluate.") else name
