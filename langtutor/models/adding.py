"""Takes a model that lies somewhere on this machine into the store: named, linked or copied, described.

Files keep their bytes and get the names under which engines look for them. On one file system they are linked, which
costs no space; nothing at the place they come from is changed.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from langtutor.core.errors import BadModelId, DiskFull, FileUnreadable, LanguagesNeeded, ModelIdTaken, ModelUnusable
from langtutor.models import manifest, staging
from langtutor.models.codes import two_letters
from langtutor.models.entries import ANY_LANGUAGE, CAPABILITIES, DIRECTED, Format, Model
from langtutor.models.files import Cancel, WrongHash, chunks_of, land, sha256_of
from langtutor.models.installer import folder_lock
from langtutor.models.layouts import Found, FoundFile
from langtutor.models.manifest import AddedModel, InstalledFile, Manifest
from langtutor.models.progress import Meter, Progress, Report, Step
from langtutor.models.recognise import recognise
from langtutor.models.store import ModelStore
from langtutor.settings.disk import disk_errors

SOURCE = "path"
_SCRATCH = ".taken-in"
_SPARE_BYTES = 32 << 20
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_THREE_LETTERS = re.compile(r"[a-z]{3}")
_ONE_LANGUAGE = frozenset({Format.VOSK, Format.PIPER})
_TRANSLATES = frozenset({Format.FIREFOX, Format.MARIAN})
_LICENCES = {"apache-2.0": "Apache-2.0", "mit": "MIT", "gpl-3.0": "GPL-3.0", "cc-by-4.0": "CC-BY-4.0"}


def _silent(progress: Progress) -> None:
    """For who doesn't want to know how far it is."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says of a model, where they do. source: where it came from, as the manifest keeps it.

    likely_languages, likely_licence: what else is said of it, for what its files don't say.
    """

    model_id: str | None = None
    languages: Sequence[str] = ()
    licence: str | None = None
    source: str = SOURCE
    likely_languages: Sequence[str] = ()
    likely_licence: str = ""


def add(
    store: ModelStore,
    path: Path,
    wishes: Wishes | None = None,
    progress: Report = _silent,
    cancelled: Cancel = lambda: False,
) -> Model:
    """Recognises what lies there and takes it in; the model as the store knows it from now on.

    Where a model of the catalogue has just these bytes, it is that one which is installed (`added` is False then); one
    that is there already is returned as it is. Raises what `recognise` raises, LanguagesNeeded, BadModelId,
    ModelIdTaken, DiskFull, FolderReadOnly, Cancelled.
    """
    wishes = wishes or Wishes()
    found = recognise(path)
    _check_id(store, wishes.model_id)
    adding = _Adding(store, found, progress, cancelled)
    twin = adding.catalogue_twin() if wishes.model_id is None else None
    if twin is not None:
        return adding.install(twin)
    licence = found.licence or wishes.likely_licence
    about = AddedModel(
        capability=CAPABILITIES[found.format],
        format=found.format,
        languages=_languages(found, wishes),
        licence=wishes.licence or _LICENCES.get(licence.lower(), licence),
        description=describe(found),
    )
    return adding.take(about, wishes)


def describe(found: Found) -> str:
    """One line for lists."""
    title = found.details.get("title") or found.name
    parts = [found.details.get(name, "") for name in ("parameters", "voice")]
    return " ".join([title, *(f"({part})" for part in parts if part and part.lower() not in title.lower())])


def _check_id(store: ModelStore, model_id: str | None) -> None:
    if model_id is not None and not _ID.fullmatch(model_id):
        raise BadModelId(id=model_id)
    if model_id is not None and any(model.id == model_id for model in store.catalogue.models):
        raise ModelIdTaken(id=model_id)


def _languages(found: Found, wishes: Wishes) -> tuple[str, ...]:
    """What the user says, else what the files say, else what is likely. Raises LanguagesNeeded."""
    directed = found.format in DIRECTED
    languages = _codes(wishes.languages) if wishes.languages else found.languages
    if not languages and not wishes.languages and not directed:  # which way it goes would be a guess
        languages = tuple(dict.fromkeys(filter(None, map(two_letters, wishes.likely_languages))))
    needed = 2 if found.format in _TRANSLATES else 1
    if len(languages) < needed or (directed and (len(languages) > 2 or ANY_LANGUAGE in languages)):
        example = "pt" if found.format in _ONE_LANGUAGE else "en,pt"
        raise LanguagesNeeded(model=found.name, format=found.format, example=example)
    return languages


def _codes(said: Sequence[str]) -> tuple[str, ...]:
    """Empty where one of them is none."""
    codes = [two_letters(code) or (code if _THREE_LETTERS.fullmatch(code) else None) for code in said]
    return tuple(dict.fromkeys(code for code in codes if code)) if all(codes) else ()


def _id_from(name: str) -> str:
    plain = re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")
    return plain[:60].rstrip("-.") or "model"


class _Adding:
    """One model on its way in. Every byte is read once before anything is written."""

    def __init__(self, store: ModelStore, found: Found, progress: Report, cancelled: Cancel) -> None:
        self._store = store
        self._found = found
        self._cancelled = cancelled
        self._linked = _same_disk(store.folder, found.files)
        plan = {f"read {file.name}": file.bytes for file in found.files}
        if not self._linked:
            plan |= {f"copy {file.name}": file.bytes for file in found.files}
        self._planned = frozenset(plan)
        self._meter = Meter({found.name: plan}, progress)
        self._hashes: dict[str, str] = {}

    def catalogue_twin(self) -> Model | None:
        """The catalogue's model that these are the files of."""
        there = {file.name: file for file in self._found.files}
        for model in self._store.catalogue.models:
            if model.format is not self._found.format or model.convert is not None:
                continue
            if any(file.name not in there or there[file.name].bytes != file.bytes for file in model.files):
                continue
            if all(self._hash(there[file.name]) in file.sha256 for file in model.files):
                return model
        return None

    def install(self, twin: Model) -> Model:
        """Puts the files where the store's own installation looks for what an earlier one left, and lets it finish."""
        if self._store.installed(twin.id) is not None:
            return twin
        there = {file.name: file for file in self._found.files}
        files = [there[file.name] for file in twin.files]
        with self._room():
            part = staging.stage(self._store.folder, twin)
            for file in files:
                if not (part / file.name).is_file():
                    self._place(file, part)
        self._store.install([twin.id], cancelled=self._cancelled, path=part, accepted=[twin.id])
        return twin

    def take(self, about: AddedModel, wishes: Wishes) -> Model:
        """Raises ModelIdTaken."""
        files = tuple(InstalledFile(file.name, file.bytes, self._hash(file)) for file in self._found.files)
        with self._room():
            same = self._same_as_before(files, wishes.model_id)
            if same is not None and self._store.installed(same.id) is not None:
                return self._described_anew(same, about) if wishes.languages or wishes.licence else same
            model_id = same.id if same is not None else self._free_id(wishes.model_id)
            pinned = {file.name: (file.sha256,) for file in files}
            kept = Manifest(model_id, wishes.source, pinned, files, dict.fromkeys(pinned, wishes.source), about)
            self._publish(kept)
        self._meter.begin(self._found.name, "")
        self._meter.tell(Step.DONE)
        return self._store.model(model_id)

    def _publish(self, kept: Manifest) -> None:
        """What a kill leaves behind lies in a folder that the next one clears."""
        model = manifest.as_model(kept.model, kept)
        assert model is not None
        root = self._store.folder
        shutil.rmtree(root / _SCRATCH, ignore_errors=True)
        home = root / _SCRATCH / model.id
        try:
            home.mkdir(parents=True)
            for file in self._found.files:
                self._place(file, home)
            manifest.write(home, kept)
            part = staging.part_of(root, model)
            shutil.rmtree(part, ignore_errors=True)
            home.rename(part)
            staging.publish(root, model)
        finally:
            shutil.rmtree(root / _SCRATCH, ignore_errors=True)

    def _described_anew(self, same: Model, about: AddedModel) -> Model:
        folder = self._store.folder / same.id
        kept = manifest.read(folder)
        if kept is not None:
            manifest.write(folder, replace(kept, added=about))
        return self._store.model(same.id)

    def _same_as_before(self, files: tuple[InstalledFile, ...], wanted: str | None) -> Model | None:
        """One that was added with the same bytes; maybe damaged since."""
        now = {(file.name, file.sha256) for file in files}
        for model in self._store.models():
            before = {(file.name, sha256) for file in model.files for sha256 in file.sha256}
            if model.added and before == now and wanted in (None, model.id):
                return model
        return None

    def _free_id(self, wanted: str | None) -> str:
        taken = {model.id for model in self._store.models()}
        if wanted in taken:
            raise ModelIdTaken(id=str(wanted))
        name = wanted or _id_from(self._found.name)
        numbered = (f"{name}-{number}" for number in count(2))
        return next(one for one in chain([name], numbered) if one not in taken)

    @contextmanager
    def _room(self) -> Iterator[None]:
        """The folder is ours, and what has to be copied fits. Raises DiskFull, FolderReadOnly, Cancelled."""
        folder = self._store.folder
        needed = _SPARE_BYTES + (0 if self._linked else self._found.bytes)
        self._meter.begin(self._found.name, "")
        with disk_errors(folder, needed), folder_lock(folder, self._cancelled, lambda: self._meter.tell(Step.WAITING)):
            if shutil.disk_usage(folder).free < needed:
                raise DiskFull(folder=str(folder), needed=needed)
            yield

    def _hash(self, file: FoundFile) -> str:
        if file.name not in self._hashes:
            self._meter.begin(self._found.name, file.name)
            read = self._counter(f"read {file.name}", file.bytes, Step.CHECKING)
            try:
                self._hashes[file.name] = sha256_of(file.path, self._cancelled, read)
            except OSError as error:
                raise FileUnreadable(path=str(file.path), detail=error.strerror or str(error)) from error
        return self._hashes[file.name]

    def _place(self, file: FoundFile, part: Path) -> None:
        """Raises Cancelled, OSError (the disk)."""
        target = part / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if self._linked:
            with suppress(OSError):
                os.link(file.path, target)
                return
        self._meter.begin(self._found.name, file.name)
        told = self._counter(f"copy {file.name}", file.bytes, Step.FETCHING)
        try:
            land(_counted(chunks_of(file.path), told), target, (self._hash(file),), self._cancelled)
        except WrongHash as error:
            detail = f"{file.path.name} changed while it was read"
            raise ModelUnusable(path=str(file.path), format=self._found.format, detail=detail) from error

    def _counter(self, unit: str, size: int, step: Step) -> Callable[[int], None]:
        done = 0

        def count_bytes(more: int) -> None:
            nonlocal done
            done += more
            if unit in self._planned:  # no copy is where files could be linked, and then couldn't
                self._meter.unit(unit, done / max(1, size), step)

        return count_bytes


def _counted(chunks: Iterable[bytes], told: Callable[[int], None]) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        told(len(chunk))


def _same_disk(folder: Path, files: tuple[FoundFile, ...]) -> bool:
    """Files can be linked, not copied. The folder may not be there yet."""
    home = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    return hasattr(os, "link") and {file.path.stat().st_dev for file in files} == {home.stat().st_dev}
