"""Any model on the hub: its files are fetched at the commit that a name stands for today, then added like others."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from langtutor.core.errors import BadHash, DiskFull, NoNetwork, SourceFailed
from langtutor.models.adding import Wishes, add
from langtutor.models.child import own_environment, own_module, run_child
from langtutor.models.entries import Format, HubSpec, Model, ModelFile
from langtutor.models.files import Cancel, sha256_of
from langtutor.models.installer import folder_lock
from langtutor.models.progress import Meter, Report, Step
from langtutor.models.sources import CONNECT_S, Desk, Unreachable, Unusable
from langtutor.models.sources.hub import HubSource
from langtutor.models.sources.hub_child import NOT_THERE, READY
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.disk import disk_errors

SCRATCH = ".adding"
SOURCE = "hub"
_COMMIT = re.compile(r"[0-9a-f]{40}")
_SPARE_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class _Repository:
    """As the hub describes it. sizes and hashes by file name; a hash may be empty."""

    commit: str
    sizes: dict[str, int]
    hashes: dict[str, str]
    licence: str
    languages: tuple[str, ...]


def add_from_hub(
    store: ModelStore,
    guard: NetworkGuard,
    repo: str,
    names: Sequence[str],
    revision: str,
    wishes: Wishes,
    progress: Report,
    cancelled: Cancel = lambda: False,
) -> Model:
    """Fetches these files of a repository and adds them as one model. A later call goes on where one stopped.

    progress counts what is fetched, then anew what `add` reads.
    Raises what `add` raises, NetworkOff, NoNetwork, SourceFailed (no such repository or file), BadHash.
    """
    scratch = store.folder / SCRATCH
    with disk_errors(store.folder, _SPARE_BYTES), folder_lock(scratch, cancelled):
        try:
            found = _look(scratch, guard, repo, revision, cancelled)
            home = _fetch(scratch, guard, repo, found, names, progress, cancelled)
        except Unusable as error:
            raise SourceFailed(model=repo, detail=str(error)) from error
        except Unreachable as error:
            raise NoNetwork(model=repo, detail=str(error)) from error
        hints = replace(wishes, source=SOURCE, likely_licence=found.licence, likely_languages=found.languages)
        model = add(store, home, hints, progress, cancelled)
    shutil.rmtree(scratch, ignore_errors=True)
    return model


def _look(scratch: Path, guard: NetworkGuard, repo: str, revision: str, cancelled: Cancel) -> _Repository:
    lines: list[str] = []
    ready_at: list[float] = []

    def on_line(line: str) -> None:
        lines.append(line)
        if line == READY:
            ready_at.append(time.monotonic())

    def on_tick() -> None:
        if ready_at and time.monotonic() - ready_at[0] > CONNECT_S:
            raise Unreachable(f"the hub did not answer within {CONNECT_S} s")

    with guard.permit(f"hub {repo} at {revision}"):
        command = own_module("langtutor.models.sources.hub_look_child", repo, revision)
        code = run_child(command, own_environment(guard.child_environment()), scratch, cancelled, on_line, on_tick)
    said = lines[-1] if lines else "no word from the hub's client"
    if code == NOT_THERE:
        raise Unusable(f"not on the hub: {said}")
    if code != 0:
        raise Unreachable(said)
    return _read(said)


def _read(said: str) -> _Repository:
    try:
        stored: dict[str, Any] = json.loads(said)
        found = _Repository(
            commit=str(stored["commit"]),
            sizes={str(name): int(size) for name, (size, _) in stored["files"].items()},
            hashes={str(name): str(sha256 or "") for name, (_, sha256) in stored["files"].items()},
            licence=str(stored["licence"]),
            languages=tuple(map(str, stored["languages"])),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Unusable(f"the hub's answer can't be read ({error!r})") from error
    if not _COMMIT.fullmatch(found.commit):
        raise Unusable(f"{found.commit!r} is no commit")
    return found


def _fetch(
    scratch: Path,
    guard: NetworkGuard,
    repo: str,
    found: _Repository,
    names: Sequence[str],
    progress: Report,
    cancelled: Cancel,
) -> Path:
    """The folder with these files, named after the repository; or the one file."""
    absent = [name for name in names if name not in found.sizes]
    if absent:
        close = [name for name in found.sizes if name.endswith(PurePosixPath(absent[0]).suffix or "?")]
        raise Unusable(f"{repo} has no file {absent[0]}; it has {', '.join(sorted(close)[:20]) or 'none like it'}")
    # A kill between two revisions leaves the older one's files; they would never be asked for again.
    for old in scratch.glob("hub-*"):
        if old.name != f"hub-{found.commit}":
            shutil.rmtree(old, ignore_errors=True)
    files = tuple(ModelFile(name, found.sizes[name], (found.hashes[name],)) for name in names)
    _check_space(scratch, files)
    spec = HubSpec(repo, found.commit, {name: name for name in names})
    model = Model(repo, "", Format.GGUF, (), found.licence, {"en": repo}, "", files, (spec,))
    meter = Meter({repo: model.units(spec)}, progress)

    def on_bytes(unit: str, done: int, total: int) -> None:
        meter.unit(unit, done / max(1, total))

    source = HubSource(spec, model, Desk(scratch, guard, cancelled, on_bytes, lambda unit: False))
    home = scratch / "together" / PurePosixPath(repo).name
    shutil.rmtree(home.parent, ignore_errors=True)
    home.mkdir(parents=True)
    for file in files:
        meter.begin(repo, file.name)
        meter.tell(Step.FETCHING)
        path = source.deliver(file.name)
        meter.tell(Step.CHECKING)
        if file.sha256[0] and sha256_of(path, cancelled) != file.sha256[0]:
            source.forget(file.name)
            raise BadHash(file=file.name, source=SOURCE)
        (home / PurePosixPath(file.name).name).hardlink_to(path)
    return home / PurePosixPath(names[0]).name if len(names) == 1 else home


def _check_space(scratch: Path, files: Sequence[ModelFile]) -> None:
    """Raises DiskFull."""
    there = sum(path.stat().st_size for path in scratch.rglob("*") if path.is_file())
    needed = _SPARE_BYTES + sum(file.bytes for file in files) - there
    if shutil.disk_usage(scratch).free < needed:
        raise DiskFull(folder=str(scratch), needed=needed)
