"""The learner's texts: one folder each, saved whole or not at all, with a bounded history.

`drafts/<id>/draft.json` is the text as it is now, `versions/<number>.json` what it was before. A program that is killed
while it saves leaves the text of the save before.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from langtutor.core.errors import FileUnreadable
from langtutor.core.language import LanguageCode
from langtutor.core.plain import from_plain, to_plain
from langtutor.core.writing import Draft, DraftId, Version
from langtutor.settings.disk import disk_errors

log = logging.getLogger(__name__)

VERSIONS = 40
"""Kept for each draft. Beyond that the one that lies closest to its neighbours in time goes."""
VERSION_EVERY = timedelta(minutes=2)
LOSS = 0.2
"""What a draft had becomes a version at once when more than this share of it goes in one save."""

_DRAFT = "draft.json"
_MARKS = "marks.json"
_VERSIONS = "versions"
_PART = ".part"
_GONE = ".gone-"


@dataclass(frozen=True, slots=True)
class _Stored:
    """kept: when the last version was made."""

    draft: Draft
    kept: datetime | None = None


class Drafts:
    """Thread-safe. folder is made when something is saved. now: the clock, for tests.

    Saving raises DiskFull, FolderReadOnly; what can't be read raises FileUnreadable.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = folder
        self._now = now
        self._lock = threading.RLock()

    def new(self, language: LanguageCode, text: str = "", prompt: str | None = None) -> Draft:
        """Not on the disk before it is saved."""
        now = self._now()
        return Draft(DraftId(uuid.uuid4().hex), language, text, now, now, prompt)

    def all(self) -> tuple[Draft, ...]:
        """All that can be read, the one that was changed last first."""
        with self._lock:
            self._tidy()
            found = [stored.draft for folder in self._folders() if (stored := self._readable(folder)) is not None]
        return tuple(sorted(found, key=lambda draft: (draft.changed, draft.id), reverse=True))

    def load(self, draft: DraftId) -> Draft:
        with self._lock:
            return self._stored(draft).draft

    def save(self, draft: Draft, text: str, *, keep: bool = False) -> Draft:
        """The draft with this text, on the disk when this returns.

        What stood there before becomes a version if the last one is some minutes old, if much of it goes, or if `keep`.
        """
        with self._lock:
            before = self._readable(self._folder / draft.id)
            now = self._now()
            after = _Stored(replace(draft, text=text, changed=now), before.kept if before else None)
            if before is not None and before.draft.text == text:
                after = replace(after, draft=replace(after.draft, changed=before.draft.changed))
            elif before is not None and before.draft.text.strip() and (keep or _worth_keeping(before, text, now)):
                self._keep(before.draft)
                after = replace(after, kept=now)
            self._write(draft.id, _DRAFT, to_plain(after))
            return after.draft

    def versions(self, draft: DraftId) -> tuple[Version, ...]:
        """Earlier texts, newest first."""
        with self._lock:
            found = [self._version(path) for path in self._version_files(draft)]
        return tuple(version for version in reversed(found) if version is not None)

    def restore(self, draft: DraftId, number: int) -> Draft:
        """The draft with the text of a version; the text it had becomes a version of its own."""
        with self._lock:
            path = self._folder / draft / _VERSIONS / f"{number:06}.json"
            version = self._version(path)
            if version is None:
                raise FileUnreadable(path=str(path), detail="no such version")
            return self.save(self._stored(draft).draft, version.text, keep=True)

    def delete(self, draft: DraftId) -> None:
        """With its history. A draft that isn't there is fine."""
        with self._lock, disk_errors(self._folder, 0), suppress(FileNotFoundError):
            gone = self._folder / f"{_GONE}{draft}"
            (self._folder / draft).rename(gone)
            shutil.rmtree(gone, ignore_errors=True)

    def marks(self, draft: DraftId) -> Any:
        """What was remembered with a draft besides its text: JSON values, None where there is nothing."""
        with self._lock:
            try:
                return _read(self._folder / draft / _MARKS)
            except (OSError, ValueError):
                return None

    def set_marks(self, draft: DraftId, marks: Any) -> None:
        """Only for a draft that was saved; another one is left alone."""
        with self._lock:
            if (self._folder / draft / _DRAFT).exists():
                self._write(draft, _MARKS, marks)

    def _stored(self, draft: DraftId) -> _Stored:
        """As saved; where that is damaged (a disk may lose what it said was written), the newest version."""
        path = self._folder / draft / _DRAFT
        try:
            return from_plain(_Stored, _read(path))
        except FileNotFoundError as error:
            raise FileUnreadable(path=str(path), detail=error.strerror or "") from error
        except (OSError, ValueError, TypeError) as error:
            for version in reversed(self._version_files(draft)):
                with suppress(OSError, ValueError, TypeError):
                    log.error("%s can't be read (%s): its last version is taken", path, error)
                    return _Stored(from_plain(Draft, _read(version)))
            raise FileUnreadable(path=str(path), detail=str(error)) from error

    def _readable(self, folder: Path) -> _Stored | None:
        try:
            return self._stored(DraftId(folder.name))
        except FileUnreadable as error:
            if folder.exists():
                log.error("a draft is left out: %s", error)
            return None

    def _keep(self, draft: Draft) -> None:
        files = self._version_files(draft.id)
        number = int(files[-1].stem) + 1 if files else 1
        self._write(draft.id, f"{_VERSIONS}/{number:06}.json", to_plain(draft))
        versions = [version for path in self._version_files(draft.id) if (version := self._version(path))]
        for old in _too_many(versions):
            (self._folder / draft.id / _VERSIONS / f"{old:06}.json").unlink(missing_ok=True)

    def _version(self, path: Path) -> Version | None:
        try:
            draft = from_plain(Draft, _read(path))
        except (OSError, ValueError, TypeError):
            return None
        return Version(int(path.stem), draft.changed, draft.text)

    def _version_files(self, draft: DraftId) -> list[Path]:
        return sorted((self._folder / draft / _VERSIONS).glob("[0-9]*.json"))

    def _write(self, draft: DraftId, name: str, plain: Any) -> None:
        path = self._folder / draft / name
        content = json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
        with disk_errors(self._folder, len(content)):
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(path.name + _PART)
            try:
                with part.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(path)
            except OSError:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
                raise

    def _folders(self) -> Iterator[Path]:
        with suppress(FileNotFoundError, NotADirectoryError):
            yield from (path for path in self._folder.iterdir() if path.is_dir() and not path.name.startswith("."))

    def _tidy(self) -> None:
        """Drafts that were being deleted when the program was ended."""
        with suppress(OSError):
            for path in self._folder.glob(f"{_GONE}*"):
                shutil.rmtree(path, ignore_errors=True)


def _read(path: Path) -> Any:
    return json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))


def _worth_keeping(before: _Stored, text: str, now: datetime) -> bool:
    old = before.draft.text
    if len(text) < (1 - LOSS) * len(old):
        return True
    return now - (before.kept or before.draft.created) >= VERSION_EVERY


def _too_many(versions: list[Version]) -> Iterator[int]:
    """Numbers of versions to drop, oldest first in `versions`: never the first or the newest one."""
    left = list(versions)
    while len(left) > VERSIONS:
        gaps = [(left[n + 1].at - left[n - 1].at, n) for n in range(1, len(left) - 1)]
        yield left.pop(min(gaps)[1]).number
