"""Turns a checkpoint or a GGUF into a model of CTranslate2 that langtutor uses, if it agrees with what it came from.

All that is heavy runs in children, which give their memory back and can be ended at any moment.
"""

from __future__ import annotations

import errno
import importlib.util
import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from langtutor.core.errors import (
    ConversionDisagrees,
    ConversionFailed,
    ConvertExtraMissing,
    DiskFull,
    FileUnreadable,
    LanguagesNeeded,
    ModelUnusable,
    NotAModel,
    NotEnoughMemory,
    UnsafeWeights,
    UnsupportedCheckpoint,
)
from langtutor.models.adding import Wishes, add
from langtutor.models.child import own_environment, own_module, progress_in, run_child
from langtutor.models.codes import pair_in
from langtutor.models.conversion import NotConvertible, convert_in_child
from langtutor.models.convert import checkpoint_child as child
from langtutor.models.convert import gguf_check
from langtutor.models.convert.checkpoint import FORMATS, look
from langtutor.models.convert.hub_checkpoint import fetch, hub_id
from langtutor.models.convert.measures import TOLERANCE, Agreement, Family
from langtutor.models.entries import Format, Model
from langtutor.models.files import Cancel, size_under
from langtutor.models.recognise import recognise
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.disk import disk_errors

SOURCE = "converted"
EXTRA = "torch 'transformers>=5,<6'"
"""What pyproject.toml's extra `convert` adds to what is installed anyway."""
_WORK = ".converting"
_ADDED_NEEDS_LANGUAGES = frozenset({Format.MARIAN, Format.LANGUAGE_MODEL})
_SPARE_BYTES = 64 << 20
_MEMORY_FACTOR = 2.0
"""Of the weights' bytes: the original and its int8 side by side, and what one layer needs while it is made."""

_HOPELESS = (ConversionDisagrees, ConversionFailed, ModelUnusable, NotAModel, UnsafeWeights, UnsupportedCheckpoint)
"""Trying again with the same files would end the same way."""
_FAR_OFF = 9.99
"""A deviation that is said in place of a larger one, or of none that is a number."""


class Step(StrEnum):
    FETCHING = "fetching"
    LOADING = child.LOADING
    ASKING = child.ASKING
    CONVERTING = child.CONVERTING
    CHECKING = child.CHECKING
    ADDING = "adding"


@dataclass(frozen=True, slots=True)
class ConvertProgress:
    """Bytes of this step; total is 0 where nobody knows."""

    step: Step
    done: int = 0
    total: int = 0


Report = Callable[[ConvertProgress], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """bytes: of the weights on disk. seconds: for the probes, on this machine with two threads; 0 if not measured."""

    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Conversion:
    """agreement is None where nothing here could run the original. kept: where the fetched original is left."""

    model: Model
    family: Family
    before: Measured
    after: Measured
    agreement: Agreement | None
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class _Made:
    out: Path
    wishes: Wishes
    family: Family
    before: Measured
    after: Measured
    agreement: Agreement | None


def convert_checkpoint(
    store: ModelStore,
    guard: NetworkGuard,
    source: str,
    wishes: Wishes | None = None,
    report: Report = lambda progress: None,
    cancelled: Cancel = lambda: False,
    *,
    keep: bool = False,
    python: str = sys.executable,
) -> Conversion:
    """source: a folder, a .gguf, or a name on the hub (`owner/name`, `owner/name@revision`).

    keep: leave what was fetched. python: an interpreter that has torch and transformers.
    Raises FileUnreadable, NotAModel, UnsupportedCheckpoint, ModelUnusable, LanguagesNeeded, ConvertExtraMissing,
    ConversionFailed, ConversionDisagrees, UnsafeWeights, NotEnoughMemory, DiskFull, FolderReadOnly, Cancelled, and
    what `fetch` and `add` raise.
    """
    wishes = replace(wishes or Wishes(), source=SOURCE)
    path = Path(source).expanduser()
    work = store.folder / _WORK / _slug(source)
    maker = _Maker(work, wishes, report, cancelled, python)
    on_hub = None if path.exists() else hub_id(source)
    if not path.exists() and on_hub is None:
        raise FileUnreadable(path=source, detail="no such file or folder, and no name on the hub")
    if not path.is_file():
        _check_extra(python)
    fetched = work / "fetched" / on_hub[0].rpartition("/")[2] if on_hub else None
    with disk_errors(store.folder, 0), _working_in(work, keep and fetched is not None):
        work.mkdir(parents=True, exist_ok=True)
        if on_hub and fetched:
            report(ConvertProgress(Step.FETCHING))  # a small one is there before its bytes are looked at
            fetch(*on_hub, fetched, guard, _told(report, Step.FETCHING), cancelled)
            path = fetched
        made = maker.of_gguf(path) if path.is_file() else maker.of_checkpoint(path)
        report(ConvertProgress(Step.ADDING))
        model = add(store, made.out, made.wishes, cancelled=cancelled)
    kept = fetched if keep else None
    return Conversion(model, made.family, made.before, made.after, made.agreement, kept)


@contextmanager
def _working_in(work: Path, keep: bool) -> Iterator[None]:
    """Clears the folder away. What was fetched stays where it is wanted, or another try could go on with it."""
    try:
        yield
    except _HOPELESS:
        raise
    except BaseException:
        keep = True
        raise
    finally:
        shutil.rmtree(work / "out", ignore_errors=True)
        if not keep or not (work / "fetched").exists():
            shutil.rmtree(work, ignore_errors=True)


class _Maker:
    """For one conversion. Leaves a folder that is whole and agrees, or raises."""

    def __init__(self, work: Path, wishes: Wishes, report: Report, cancelled: Cancel, python: str) -> None:
        self._work = work
        self._wishes = wishes
        self._report = report
        self._cancelled = cancelled
        self._python = python

    def of_checkpoint(self, folder: Path) -> _Made:
        found = look(folder.resolve())
        self._check_languages(folder.name, FORMATS[found.family], found.languages)
        self._check_room(folder.name, found.bytes, found.bytes)
        out = self._out(folder.name)
        arguments = (str(found.family), str(found.folder), str(out))
        command = [self._python, *own_module("langtutor.models.convert.checkpoint_child", *arguments)[1:]]
        told = self._run(command, folder, out)
        if (folder / "README.md").is_file():  # names its licence, which `add` reads
            shutil.copyfile(folder / "README.md", out / "README.md")
        return self._judged(folder.name, found.family, found.bytes, out, told)

    def of_gguf(self, path: Path) -> _Made:
        """Without torch."""
        found = recognise(path)
        if found.format is not Format.GGUF:
            raise NotAModel(path=str(path))
        self._check_languages(found.name, Format.LANGUAGE_MODEL, found.languages)
        self._check_room(found.name, 2 * found.bytes, 0)
        out = self._out(found.name.removesuffix(".gguf"))
        whole = 1 << 20
        try:
            self._report(ConvertProgress(Step.CONVERTING))
            convert_in_child(
                "gguf-ct2",
                path.resolve(),
                out,
                lambda done: self._report(ConvertProgress(Step.CONVERTING, int(done * whole), whole)),
                self._cancelled,
            )
        except NotConvertible as error:
            raise ConversionFailed(source=str(path), detail=str(error)) from error
        self._report(ConvertProgress(Step.CHECKING))
        command = own_module("langtutor.models.convert.gguf_check", str(path.resolve()), str(out))
        told = self._run(command, path, out, forgiven=gguf_check.NO_REFERENCE)
        return self._judged(found.name, Family.LANGUAGE_MODEL, found.bytes, out, told)

    def _run(
        self, command: Sequence[str], source: Path, out: Path, forgiven: int | None = None
    ) -> dict[str, Any] | None:
        """What the child measured; None where it ended with the code that is forgiven."""
        step = Step.CHECKING if forgiven is not None else Step.LOADING
        expected = 0
        result: dict[str, Any] = {}
        lines: list[str] = []

        def on_line(line: str) -> None:
            nonlocal step, expected
            if line.startswith(child.STEP):
                step = Step(line.removeprefix(child.STEP))
                self._report(ConvertProgress(step))
            elif progress_in(line):
                expected = (progress_in(line) or (0, 0))[1]
            elif line.startswith(child.RESULT):
                result.update(json.loads(line.removeprefix(child.RESULT)))
            elif line.strip():
                lines.append(line.strip())

        def on_tick() -> None:
            if step is Step.CONVERTING and expected:
                self._report(ConvertProgress(step, min(size_under(out), expected), expected))

        code = run_child(command, _environment(), self._work, self._cancelled, on_line, on_tick)
        if code == 0 and result:
            return result
        if code == forgiven and forgiven is not None:
            return None
        raise self._complaint(code, lines[-1] if lines else f"it ended with code {code}", source)

    def _complaint(self, code: int, said: str, source: Path) -> Exception:
        if code == child.NO_TORCH:
            return _extra_missing(self._python)
        if code == child.NO_SPACE:
            return OSError(errno.ENOSPC, said)
        if code == child.UNSAFE:
            return UnsafeWeights(source=str(source))
        if code in (child.NO_MEMORY, -9):
            return self._no_memory(source.name, look(source).bytes if source.is_dir() else source.stat().st_size)
        return ConversionFailed(source=str(source), detail=said)

    def _judged(self, name: str, family: Family, size: int, out: Path, told: dict[str, Any] | None) -> _Made:
        """Raises ConversionDisagrees."""
        after = Measured((out / "model.bin").stat().st_size, told["seconds_after"] if told else 0.0)
        before = Measured(size, told["seconds_before"] if told else 0.0)
        agreement = Agreement(**told["agreement"]) if told else None
        limit = TOLERANCE[family]
        if agreement is not None and agreement.deviation > limit:
            raise ConversionDisagrees(
                source=name,
                deviation=round(100 * min(agreement.deviation, _FAR_OFF)),
                limit=round(100 * limit),
                change=agreement.change,
                spread=agreement.spread,
            )
        return _Made(out, self._wishes, family, before, after, agreement)

    def _out(self, name: str) -> Path:
        """Named as the model: that is what `add` calls it, and reads languages from."""
        out = self._work / "out" / name
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        return out

    def _check_languages(self, name: str, format_: Format, said: tuple[str, ...]) -> None:
        """Before the work, not after it. Raises LanguagesNeeded."""
        if format_ not in _ADDED_NEEDS_LANGUAGES or self._wishes.languages:
            return
        known = pair_in(name) if format_ is Format.MARIAN else said
        if not known:
            example = "en,pt" if format_ is Format.MARIAN else "pt"
            raise LanguagesNeeded(model=name, format=format_, example=example)
        self._wishes = replace(self._wishes, languages=known)

    def _check_room(self, name: str, disk_bytes: int, weights_bytes: int) -> None:
        """Raises DiskFull, NotEnoughMemory."""
        needed = disk_bytes + _SPARE_BYTES
        if shutil.disk_usage(self._work).free < needed:
            raise DiskFull(folder=str(self._work), needed=needed)
        if weights_bytes * _MEMORY_FACTOR > _free_memory():
            raise self._no_memory(name, weights_bytes)

    def _no_memory(self, name: str, weights_bytes: int) -> NotEnoughMemory:
        return NotEnoughMemory(model=name, needed=int(weights_bytes * _MEMORY_FACTOR), memory=_free_memory())


def _check_extra(python: str) -> None:
    """Raises ConvertExtraMissing, before a checkpoint is fetched that couldn't be converted."""
    needed = ("torch", "transformers")
    if python == sys.executable and not all(importlib.util.find_spec(name) for name in needed):
        raise _extra_missing(python)


def _extra_missing(python: str) -> ConvertExtraMissing:
    return ConvertExtraMissing(command=f"{shlex.quote(python)} -m pip install {EXTRA}")


def _free_memory() -> int:
    import psutil

    return int(psutil.virtual_memory().available)


def _environment() -> dict[str, str]:
    """Offline, whatever this process's environment says.

    torch's waiting threads spin otherwise: beside other work on two cores, 50 times slower.
    """
    offline = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
    return own_environment({**os.environ, **offline, "OMP_WAIT_POLICY": "passive", "PYTHONWARNINGS": "ignore"})


def _told(report: Report, step: Step) -> Callable[[int, int], None]:
    return lambda done, total: report(ConvertProgress(step, done, total))


def _slug(source: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", source).strip("-.")[-80:] or "source"
