"""`langtutor models bench`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from langtutor.commands.output import Output
from langtutor.content.messages import Messages, system_language
from langtutor.host.specs import WorkerContext
from langtutor.models.commands import open_store
from langtutor.models.results import BenchResult
from langtutor.models.store import State
from langtutor.network.guard import NetworkGuard
from langtutor.services.benching import Benching, BenchStep
from langtutor.services.tasks import Tasks
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    """Measures the models named, or all that are installed. Exit 4: some couldn't be measured."""
    messages = Messages(resources_dir() / "messages", SettingsFile(paths.settings).now.ui_language or system_language())
    store = open_store(paths, guard)
    ids = options.ids or [one.model.id for one in store.list() if one.state is not State.MISSING]
    if not ids:
        output.result({"models": [], "failed": {}}, messages.text("bench.none"))
        return 0
    tasks = Tasks(threads=1)
    benching = Benching(store, WorkerContext(paths, never_use_network=True), resources_dir() / "courses", tasks)

    def on_step(step: BenchStep) -> None:
        if step.model:
            fields = {"model": step.model, "done": step.done + 1, "total": step.total}
            output.progress(messages.text("bench.step", fields))

    run = benching.run(ids, on_step)
    try:
        outcome = run.future.result()
    finally:
        run.cancel()
        tasks.close()
        output.end_progress()
    failed = {model: messages.error(error) for model, error in outcome.failed}
    lines = [_heading(messages), *(_line(result, messages) for result in outcome.results)]
    lines += [f"{model}: {sentence}" for model, sentence in failed.items()]
    output.result({"models": [asdict(result) for result in outcome.results], "failed": failed}, "\n".join(lines))
    return 4 if failed else 0


def _heading(messages: Messages) -> str:
    names = [messages.text(f"bench.{column}") for column in ("model", "load", "memory", "speed", "details")]
    return "{:<20} {:>9} {:>9} {:>26}  {}".format(*names)


def _line(result: BenchResult, messages: Messages) -> str:
    speed = f"{messages.number(result.speed)} {messages.text(f'unit.{result.unit.name.lower()}')}"
    details = ", ".join(f"{messages.number(value)} {name}" for name, value in result.details.items())
    memory = messages.size(max(0, result.memory_bytes))
    return f"{result.model:<20} {messages.number(result.load_s, 2):>7} s {memory:>9} {speed:>26}  {details}"
