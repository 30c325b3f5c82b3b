"""`langtutor models …`: which action, and what all of them work with."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from langtutor.commands.output import Output
from langtutor.content.messages import Messages, system_language
from langtutor.models import choices, commands, manifest
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile


@dataclass(frozen=True, slots=True)
class Desk:
    """What an action works with."""

    options: argparse.Namespace
    paths: Paths
    guard: NetworkGuard
    store: ModelStore
    output: Output
    messages: Messages

    def say(self, key: str, **fields: object) -> str:
        return self.messages.text(f"models.{key}", fields)


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    if options.action == "bench":
        from langtutor.commands.bench import run as bench

        return bench(options, paths, guard, output)
    if options.action == "exam":
        from langtutor.commands.exam import run as exam

        return exam(options, paths, guard, output)
    settings = SettingsFile(paths.settings).now
    guard.never = settings.never_use_network
    messages = Messages(resources_dir() / "messages", settings.ui_language or system_language())
    desk = Desk(options, paths, guard, commands.open_store(paths, guard), output, messages)
    return actions()[options.action](desk)


def actions() -> dict[str, Callable[[Desk], int]]:
    from langtutor.commands import convert, model_adding, model_installing, model_listing

    return {
        "list": model_listing.list_models,
        "info": model_listing.info,
        "install": model_installing.install,
        "repair": model_installing.repair,
        "add": model_adding.add_model,
        "convert": convert.convert,
        "verify": verify,
        "remove": remove,
        "use": use,
    }


def verify(desk: Desk) -> int:
    """Exit 1: something is damaged or missing."""
    from langtutor.commands.model_installing import Bar

    try:
        found = commands.verify(desk.store, desk.options.ids, lambda: False, Bar(desk))
    finally:
        desk.output.end_progress()
    data = [
        {"id": one.model, "ok": one.ok, "missing": list(one.missing), "damaged": list(one.damaged)} for one in found
    ]
    lines = []
    for one in found:
        if one.ok:
            lines.append(desk.say("whole", model=one.model))
        elif not one.installed:
            lines.append(desk.say("not_there", model=one.model))
        else:
            lines.append(desk.say("damaged", model=one.model, files=", ".join((*one.missing, *one.damaged))))
    desk.output.result({"models": data}, "\n".join(lines) or desk.say("none_installed"))
    return 0 if all(one.ok for one in found) else 1


def remove(desk: Desk) -> int:
    freed = {model_id: _own_bytes(desk.store.folder / desk.store.model(model_id).id) for model_id in desk.options.ids}
    removed = commands.remove(desk.store, desk.options.ids)
    lines = [
        desk.say("removed_freed" if freed[model] else "removed", model=model, size=desk.messages.size(freed[model]))
        for model in removed
    ]
    desk.output.result({"removed": list(removed)}, "\n".join(lines) or desk.say("none_removed"))
    return 0


def _own_bytes(folder: Path) -> int:
    """What goes with the folder. Files that were linked, not copied, stay where they came from."""
    stats = [path.stat() for path in folder.rglob("*") if path.is_file() and path.name != manifest.NAME]
    return sum(stat.st_size for stat in stats if stat.st_nlink == 1)


def use(desk: Desk) -> int:
    named = desk.options.id
    capability = desk.store.prefer(named)
    lines = [desk.say("used", model=named, purpose=desk.messages.text(f"term.capability.{capability}"))]
    own = "" if named in choices.OWN else choices.own_for(capability, desk.store.model(named).languages)
    if own:
        lines.append(desk.say("used_instead", own=own))
    desk.output.result({"id": named, "capability": capability}, "\n".join(lines))
    return 0
