"""A model is put together in `<id>.part` and becomes `<id>` by one rename: that folder is whole or not there."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from langtutor.models import manifest
from langtutor.models.entries import Model

_OLD = ".old"
_REMOVED = ".removed"
_DAMAGED = ".damaged"


def part_of(root: Path, model: Model) -> Path:
    return root / f"{model.id}.part"


def stage(root: Path, model: Model) -> Path:
    """The folder to work in, with what can be reused: an interrupted run's files, a damaged or older model's.

    A model that works stays where it is until its successor is whole. Nothing found here has been verified.
    """
    final, part = root / model.id, part_of(root, model)
    if final.is_dir() and not part.exists() and not manifest.is_usable(final, model):
        final.rename(part)
    part.mkdir(exist_ok=True)
    for file in model.files:
        old, new = final / file.name, part / file.name
        if old.is_file() and not new.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            _link(old, new)
    return part


def publish(root: Path, model: Model) -> None:
    """Puts the staged model, whose manifest is written, in its place."""
    final, part = root / model.id, part_of(root, model)
    _sweep(part)
    old = root / f"{model.id}{_OLD}"
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    part.rename(final)
    shutil.rmtree(old, ignore_errors=True)
    (root / f"{model.id}{_REMOVED}").unlink(missing_ok=True)


def was_removed(root: Path, model_id: str) -> bool:
    """The learner took it away: it doesn't come back unless they ask for it."""
    return (root / f"{model_id}{_REMOVED}").exists()


def discard(root: Path, model: Model) -> bool:
    """Removes the model and what is left of interrupted runs. False where there was nothing.

    An empty `<id>.removed` stays until the model is installed again: packaging/run.sh doesn't bring back what was
    taken away on purpose. One that the learner brought leaves none: nothing would bring it back.
    """
    final = root / model.id
    found = [folder for folder in (final, part_of(root, model), root / f"{model.id}{_OLD}") if folder.is_dir()]
    if final in found:
        manifest.forget(final)
    for folder in found:
        shutil.rmtree(folder)
    if found and not model.added:
        (root / f"{model.id}{_REMOVED}").touch()
    return bool(found)


def put_aside(folder: Path, names: Sequence[str]) -> None:
    """Damaged files get another name, so that the model doesn't count as whole and nobody reads them."""
    for name in names:
        (folder / name).replace(folder / f"{name}{_DAMAGED}")


def _sweep(part: Path) -> None:
    """What the manifest doesn't list is left over: a conversion's input, other editions, unfinished files."""
    found = manifest.read(part)
    keep = {manifest.NAME, *(file.name for file in found.files)} if found else set()
    for path in sorted(part.rglob("*"), reverse=True):  # what lies in a folder before the folder
        if path.is_dir() and not path.is_symlink():
            with contextlib.suppress(OSError):
                path.rmdir()
        elif path.relative_to(part).as_posix() not in keep:
            path.unlink()


def _link(old: Path, new: Path) -> None:
    """Files are replaced, never written into, so both names may share one."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)
