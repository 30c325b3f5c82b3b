"""`langtutor models list` and `langtutor models info`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from langtutor.commands.models import Desk
from langtutor.models import commands, manifest
from langtutor.models.commands import ModelRow
from langtutor.models.entries import (
    DebSpec,
    FirefoxSpec,
    HubSpec,
    MavenSpec,
    Model,
    SourceSpec,
    WheelSpec,
)
from langtutor.models.results import Use
from langtutor.models.store import State

_FEW_LANGUAGES = 4


def list_models(desk: Desk) -> int:
    rows = commands.rows(desk.store, desk.messages.language)
    there = [row for row in rows if row.state is not State.MISSING]
    total = desk.say(
        "list_total",
        installed=len(there),
        known=len(rows),
        disk=desk.messages.size(sum(row.disk_bytes for row in there)),
        free=desk.messages.size(commands.free_bytes(desk.store.folder)),
    )
    desk.output.result({"models": [as_json(row) for row in rows]}, f"{_table(rows, desk)}\n\n{total}")
    return 0


def as_json(row: ModelRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "capability": row.capability,
        "languages": list(row.languages),
        "installed": row.state is State.INSTALLED,
        "state": row.state,
        "bytes": row.disk_bytes,
        "download_bytes": row.download_bytes,
        "licence": row.licence,
        "asks_consent": row.asks_consent,
        "agreed": row.agreed,
        "pack": row.pack,
        "source": row.source,
        "format": row.format,
        "added": row.added,
        "used": row.chosen,
        "description": row.description,
        "speed": {"value": row.bench.speed, "unit": row.bench.unit} if row.bench else None,
        "may": {language: sorted(uses) for language, uses in row.grades.may.items()} if row.grades else None,
    }


def _table(rows: Sequence[ModelRow], desk: Desk) -> str:
    heads = ("id", "state", "disk", "download", "purpose", "languages", "licence", "speed", "may")
    table = [tuple(desk.say(f"column.{head}") for head in heads), *(_cells(row, desk) for row in rows)]
    filled = [column for column in zip(*table, strict=True) if any(column[1:])]
    widths = [max(map(len, column)) for column in filled]
    lines = zip(
        *(([cell.ljust(width) for cell in column]) for column, width in zip(filled, widths, strict=True)), strict=True
    )
    return "\n".join("  ".join(line).rstrip() for line in lines)


def _cells(row: ModelRow, desk: Desk) -> tuple[str, ...]:
    size = desk.messages.size
    there = row.state is not State.MISSING
    named = "begun" if row.begun and not there else str(row.state)
    spare = f", {desk.say('state.spare')}" if row.outranked and not row.chosen else ""
    return (
        row.id,
        desk.say(f"state.{named}") + spare,
        size(row.disk_bytes) if there else "",
        size(row.download_bytes) if row.download_bytes else "",
        desk.messages.text(f"term.capability.{row.capability}"),
        languages_in_short(row.languages, desk),
        row.licence or desk.say("unknown_licence"),
        speed_of(row, desk),
        may_of(row, desk),
    )


def languages_in_short(languages: Sequence[str], desk: Desk) -> str:
    if len(languages) <= _FEW_LANGUAGES:
        return " ".join(languages)
    return desk.say("many_languages", count=len(languages))


def speed_of(row: ModelRow, desk: Desk) -> str:
    if row.bench is None:
        return ""
    unit = desk.messages.text(f"unit.{row.bench.unit.name.lower()}")
    return f"{desk.messages.number(row.bench.speed)} {unit}"


def may_of(row: ModelRow, desk: Desk) -> str:
    """`en: score, rewrite; pt: nothing`. Empty where it hasn't been examined."""
    if row.grades is None:
        return ""
    by_language = (
        f"{language}: {', '.join(desk.say(f'use.{use}') for use in Use if use in uses) or desk.say('use.nothing')}"
        for language, uses in row.grades.may.items()
    )
    return "; ".join(by_language)


# --- info ------------------------------------------------------------------------------------------------------------


def info(desk: Desk) -> int:
    models = [desk.store.model(model_id) for model_id in desk.options.ids]
    rows = {row.id: row for row in commands.rows(desk.store, desk.messages.language)}
    data = [_info_json(model, rows[model.id], desk) for model in models]
    words = "\n\n".join(_info_words(model, rows[model.id], desk) for model in models)
    desk.output.result({"models": data}, words)
    return 0


def _info_json(model: Model, row: ModelRow, desk: Desk) -> dict[str, Any]:
    found = manifest.read(desk.store.folder / model.id)
    served = found.sources if found else {}
    return {
        **as_json(row),
        "folder": str(desk.store.folder / model.id),
        "files": [
            {"name": file.name, "bytes": file.bytes, "sha256": list(file.sha256), "source": served.get(file.name, "")}
            for file in model.files
        ],
        "sources": [{"kind": source.kind, "from": source_of(source)} for source in model.sources],
        "bench": _plain(row.bench),
        "exam": _plain(row.grades),
    }


def _plain(found: object) -> Any:
    from langtutor.core.plain import to_plain

    return None if found is None else to_plain(found)


def _info_words(model: Model, row: ModelRow, desk: Desk) -> str:
    size = desk.messages.size
    there = row.state is not State.MISSING
    lines: dict[str, str] = {
        "state": desk.say(f"state.{row.state}"),
        "purpose": desk.messages.text(f"term.capability.{row.capability}"),
        "format": desk.messages.text(f"term.format.{row.format}"),
        "languages": " ".join(row.languages),
        "licence": (row.licence or desk.say("unknown_licence"))
        + (f" ({desk.say('agreed' if row.agreed else 'asks_consent')})" if row.asks_consent else ""),
        "disk": size(row.disk_bytes) if there else "",
        "download": size(row.download_bytes) if row.download_bytes else "",
        "folder": str(desk.store.folder / model.id) if there else "",
        "source": row.source,
        "sources": "; ".join(f"{source.kind}: {source_of(source)}" for source in model.sources),
        "speed": speed_of(row, desk),
        "load": f"{desk.messages.number(row.bench.load_s)} s" if row.bench else "",
        "memory": size(row.bench.memory_bytes) if row.bench else "",
        "may": may_of(row, desk),
    }
    named = {desk.say(f"column.{name}"): value for name, value in lines.items() if value}
    return "\n".join([f"{model.id}: {row.description}", *_aligned(named), *_file_lines(model, desk)])


def _aligned(named: Mapping[str, str]) -> list[str]:
    width = max(map(len, named), default=0)
    return [f"  {name.ljust(width)}  {value}" for name, value in named.items()]


def _file_lines(model: Model, desk: Desk) -> list[str]:
    width = max((len(file.name) for file in model.files), default=0)
    return [f"  {file.name.ljust(width)}  {file.bytes:>13,}  {file.sha256[0][:16]}…" for file in model.files]


def source_of(source: SourceSpec) -> str:
    """Where exactly, in one line."""
    if isinstance(source, WheelSpec | MavenSpec):
        several = source.packages if isinstance(source, WheelSpec) else source.artifacts
        units = [one.unit for one in several]
        return units[0] if len(units) == 1 else f"{units[0]} … {units[-1]} ({len(units)})"
    if isinstance(source, HubSpec):
        return f"{source.repo} {source.revision[:12]}"
    if isinstance(source, DebSpec):
        return source.package
    if isinstance(source, FirefoxSpec):
        return f"{source.source} → {source.target}"
    return source.folder
