"""`langtutor models …`."""

from __future__ import annotations

import argparse

from langtutor.commands.output import Output
from langtutor.content.messages import Messages, system_language
from langtutor.models import commands
from langtutor.models.progress import Progress, Step
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile

MEGABYTE = 1_000_000


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    settings = SettingsFile(paths.settings).now
    guard.never = settings.never_use_network
    language = settings.ui_language or system_language()
    messages = Messages(resources_dir() / "messages", language)
    store = commands.open_store(paths, guard)
    actions = {"list": _list, "install": _install, "verify": _verify, "remove": _remove}
    return actions[options.action](options, store, output, messages)


def _list(options: argparse.Namespace, store: ModelStore, output: Output, messages: Messages) -> int:
    rows = commands.rows(store, messages.language)
    data = {
        "models": [
            {
                "id": row.id,
                "capability": row.capability,
                "languages": list(row.languages),
                "installed": row.state == "installed",
                "state": row.state,
                "bytes": row.disk_bytes,
                "download_bytes": row.download_bytes,
                "licence": row.licence,
                "pack": row.pack,
                "source": row.source,
                "description": row.description,
            }
            for row in rows
        ]
    }
    lines = [
        f"{row.id:<16} {row.state:<11} {row.disk_bytes / MEGABYTE:7.1f} MB  {row.licence:<22} {row.description}"
        for row in rows
    ]
    output.result(data, "\n".join(lines))
    return 0


def _install(options: argparse.Namespace, store: ModelStore, output: Output, messages: Messages) -> int:
    ids = [*options.ids, *(commands.missing_ids(store) if options.starter else ())]
    if not ids and not options.starter:
        output.progress(messages.text("models.nothing_named"))
        return 2
    report = _Report(output)
    try:
        result = commands.install(store, ids, report, lambda: False, options.path)
    finally:
        output.end_progress()
    failed = {one.model: messages.error(one.error) for one in result.failed}
    data = {
        "installed": [one.model for one in result.installed],
        "already": list(result.already),
        "failed": failed,
    }
    lines = [messages.text("models.installed", {"model": one.model, "source": one.source}) for one in result.installed]
    lines += [messages.text("models.already", {"model": model}) for model in result.already]
    lines += [f"{model}: {sentence}" for model, sentence in failed.items()]
    output.result(data, "\n".join(lines) or messages.text("models.all_there"))
    return 4 if failed else 0


class _Report:
    """Says every fifth percent once."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._last: tuple[str, str, int] | None = None

    def __call__(self, progress: Progress) -> None:
        total = progress.overall_total_bytes
        percent = 100 * progress.overall_done_bytes // total if total else 0
        step = percent // 5 if progress.step == Step.FETCHING else int(10 * progress.converted)
        state = (progress.model, progress.step, step)
        if state == self._last:
            return
        self._last = state
        done, whole = progress.overall_done_bytes / MEGABYTE, total / MEGABYTE
        amount = f"{percent:3d} %  {done:.0f} of {whole:.0f} MB"
        self._output.progress(f"{amount}  {progress.step} {progress.model} {progress.file}")


def _verify(options: argparse.Namespace, store: ModelStore, output: Output, messages: Messages) -> int:
    found = commands.verify(store, options.ids, lambda: False)
    data = {
        "models": [
            {"id": one.model, "ok": one.ok, "missing": list(one.missing), "damaged": list(one.damaged)} for one in found
        ]
    }
    lines = []
    for one in found:
        if one.ok:
            lines.append(messages.text("models.whole", {"model": one.model}))
        else:
            files = ", ".join((*one.missing, *one.damaged))
            lines.append(messages.text("models.damaged", {"model": one.model, "files": files}))
    output.result(data, "\n".join(lines))
    return 0 if all(one.ok for one in found) else 1


def _remove(options: argparse.Namespace, store: ModelStore, output: Output, messages: Messages) -> int:
    removed = commands.remove(store, options.ids)
    lines = [messages.text("models.removed", {"model": model}) for model in removed]
    output.result({"removed": list(removed)}, "\n".join(lines) or messages.text("models.none_removed"))
    return 0
