"""`langtutor evaluate …`: measures on data of the user's own, beside baselines."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langtutor.commands.output import Output
from langtutor.content.directions import guess_language
from langtutor.content.languages import load_languages
from langtutor.content.messages import Messages, system_language
from langtutor.core.errors import NoLanguageModel
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability, Score
from langtutor.evaluation.language_model import Reader, Reading, UnigramReader, XzReader, batches, measure
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.models.commands import open_store
from langtutor.models.entries import Model
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    """The measure that was named."""
    if options.measure == "grammar":
        from langtutor.commands.evaluate_grammar import run as run_grammar

        return run_grammar(options, paths, guard, output)
    if options.measure == "speech":
        from langtutor.commands.evaluate_speech import run as run_speech

        return run_speech(options, paths, guard, output)
    if options.measure == "spoken-slips":
        from langtutor.commands.evaluate_spoken_slips import run as run_spoken_slips

        return run_spoken_slips(options, paths, guard, output)
    if options.measure == "translation":
        from langtutor.commands.evaluate_translation import run as run_translation

        return run_translation(options, paths, guard, output)
    messages = Messages(resources_dir() / "messages", SettingsFile(paths.settings).now.ui_language or system_language())
    models = _models(open_store(paths, guard), options.model)
    language = LanguageCode(options.language) if options.language else _language_of(options.data)
    readings = measure(options.data, _baselines(language), _Progress(output, messages), lambda: False)
    for model in models:
        reader = ModelReader(paths, model, language)
        try:
            readings += measure(options.data, [(model.id, reader, False)], _Progress(output, messages), lambda: False)
        finally:
            reader.close()
    output.end_progress()
    if not models:
        output.progress(messages.text("evaluate.no_scorer"))
    output.result(_json(options.data, language, readings), _words(options.data, readings, messages))
    return 0


class ModelReader:
    """A scoring model in a worker of its own."""

    def __init__(self, paths: Paths, model: Model, language: LanguageCode) -> None:
        self._host = Host(WorkerContext(paths, never_use_network=True, pins={Capability.SCORING: model.id}))
        # What it finds likely can be measured in any language; it answers for its own only.
        self._language = language if language in model.languages else LanguageCode(model.languages[0])

    def read(self, lines: Sequence[str]) -> float:
        return -sum(self._host.ask(Score(tuple(lines), self._language)).log_probabilities)

    def finish(self) -> float:
        return 0.0

    def close(self) -> None:
        self._host.close()


class _Progress:
    """Says every fifth percent once."""

    def __init__(self, output: Output, messages: Messages) -> None:
        self._output = output
        self._messages = messages
        self._last = ("", -1)

    def __call__(self, system: str, share: float) -> None:
        step = int(20 * share)
        if (system, step) == self._last:
            return
        self._last = (system, step)
        fields = {"system": _name(system, self._messages), "percent": int(100 * share)}
        self._output.progress(self._messages.text("evaluate.step", fields))


def _models(store: ModelStore, wanted: str | None) -> list[Model]:
    """Raises UnknownModel, ModelMissing, NoLanguageModel."""
    if wanted is None:
        return [m for m in store.models() if m.capability == Capability.SCORING and store.installed(m.id)]
    model = store.model(wanted)
    if model.capability != Capability.SCORING:
        raise NoLanguageModel(model=wanted)
    store.path_of(wanted)
    return [model]


def _language_of(path: Path) -> LanguageCode:
    """By the first lines. Raises FileUnreadable."""
    languages = list(load_languages(resources_dir() / "languages").values())
    return guess_language(" ".join(next(batches(path), [])), languages)


def _baselines(language: LanguageCode) -> list[tuple[str, Reader, bool]]:
    return [("unigram", UnigramReader(language), True), ("xz", XzReader(), True)]


def _json(path: Path, language: LanguageCode, readings: Sequence[Reading]) -> dict[str, Any]:
    systems = {
        one.system: {
            "perplexity_per_word": round(one.perplexity, 3) if math.isfinite(one.perplexity) else None,
            "bits_per_byte": round(one.bits_per_byte, 4),
            "baseline": one.baseline,
        }
        for one in readings
    }
    first = readings[0]
    return {"data": str(path), "language": language, "words": first.words, "bytes": first.bytes, "systems": systems}


def _words(path: Path, readings: Sequence[Reading], messages: Messages) -> str:
    fields = {"file": path.name, "words": readings[0].words, "bytes": readings[0].bytes}
    heads = [messages.text(f"evaluate.{column}") for column in ("system", "perplexity", "bits")]
    lines = [messages.text("evaluate.head", fields), "", "{:<42} {:>20} {:>14}".format(*heads)]
    for one in readings:
        name = _name(one.system, messages)
        shown = f"{name} ({messages.text('evaluate.baseline')})" if one.baseline else name
        lines.append(
            f"{shown:<42} {messages.number(one.perplexity, 1):>20} {messages.number(one.bits_per_byte, 3):>14}"
        )
    return "\n".join(lines)


def _name(system: str, messages: Messages) -> str:
    return messages.text(f"evaluate.{system}") if system in ("unigram", "xz") else system
