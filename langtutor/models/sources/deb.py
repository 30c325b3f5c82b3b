"""Models inside Debian packages: fetched with the user's apt, unpacked with dpkg-deb. Neither needs root."""

from __future__ import annotations

import errno
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

from langtutor.models.child import end, own_environment, own_program, run_child
from langtutor.models.entries import DebSpec
from langtutor.models.files import CHUNK_BYTES, size_under
from langtutor.models.sources import CONNECT_S, Desk, Unreachable, Unusable

_OPTIONS = (
    "-o", f"Acquire::http::Timeout={CONNECT_S}",
    "-o", f"Acquire::https::Timeout={CONNECT_S}",
    "-o", "Acquire::Retries=1",
    "-o", "APT::Update::Error-Mode=any",
    "-o", "APT::Sandbox::User=root",  # for root only: apt's own user may not write into our folders
)  # fmt: skip
_LEAN_LISTS = (
    "-o", "Acquire::Languages=none",
    "-o", "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false",
    "-o", "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false",
)  # fmt: skip
_NO_ANSWER = (
    "Could not resolve",
    "Temporary failure",
    "Could not connect",
    "Unable to connect",
    "Connection failed",
)


class DebSource:
    def __init__(self, spec: DebSpec, desk: Desk) -> None:
        self._spec = spec
        self._desk = desk
        self._folder = desk.scratch / f"deb-{spec.package}"

    def deliver(self, name: str) -> Iterator[bytes]:
        return deb_chunks(self._archive(), self._spec.members[name])

    def landed(self, name: str) -> None:
        """The package stays until the run has ended: other files come out of it."""

    def forget(self, name: str) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _archive(self) -> Path:
        kept = next(self._folder.glob("*.deb"), None)
        if kept is None:
            self._fetch()
            kept = next(self._folder.glob("*.deb"))
        self._desk.on_bytes(self._spec.package, 1, 1)
        return kept

    def _fetch(self) -> None:
        incoming = self._folder.with_name(self._folder.name + ".part")
        shutil.rmtree(incoming, ignore_errors=True)
        incoming.mkdir(parents=True)
        what = f"apt-get download {self._spec.package}"
        with self._desk.guard.permit(what):
            if self._apt(incoming, "download", self._spec.package) is not None:
                # No lists, or old ones: read them into a folder of ours, as the system's need root.
                lists = self._own_lists()
                said = self._apt(incoming, *lists, "download", self._spec.package)
                if said is not None:
                    raise _failure(said)
        package = next(incoming.glob("*.deb"), None)
        if package is None:
            raise Unusable(f"apt brought no {self._spec.package}")
        self._desk.guard.record(what, package.stat().st_size)
        shutil.rmtree(self._folder, ignore_errors=True)
        incoming.replace(self._folder)

    def _own_lists(self) -> tuple[str, ...]:
        """Options that make apt use package lists in scratch; fetched once a run. Raises Unreachable, Unusable."""
        own = self._desk.scratch / "apt"
        options = (
            *_LEAN_LISTS,
            "-o",
            f"Dir::State::Lists={own / 'lists'}",
            "-o",
            f"Dir::Cache={own / 'cache'}",
        )
        done = own / "done"
        if not done.exists():
            (own / "lists/partial").mkdir(parents=True, exist_ok=True)
            (own / "cache/archives/partial").mkdir(parents=True, exist_ok=True)
            said = self._apt(own, *options, "update")
            if said is not None:
                raise _failure(said)
            self._desk.guard.record("apt-get update", size_under(own / "lists"))
            done.touch()
        return options

    def _apt(self, folder: Path, *arguments: str) -> str | None:
        """None when it went well, else what apt said."""
        lines: list[str] = []
        environment = own_environment({**self._desk.guard.child_environment(), "LC_ALL": "C"})

        def on_tick() -> None:
            if "download" in arguments:
                self._desk.on_bytes(self._spec.package, size_under(folder), self._spec.bytes)

        try:
            command = own_program("apt-get", *_OPTIONS, *arguments)
            code = run_child(command, environment, folder, self._desk.cancelled, lines.append, on_tick)
        except FileNotFoundError as error:
            raise Unusable("there is no apt-get on this system") from error
        return "\n".join(lines) if code else None


def deb_chunks(package: Path, path: str) -> Iterator[bytes]:
    """One file of a package. Raises Unusable when the package is broken or hasn't the file."""
    try:
        process = subprocess.Popen(
            ["dpkg-deb", "--fsys-tarfile", str(package)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except FileNotFoundError as error:
        raise Unusable("there is no dpkg-deb on this system") from error
    assert process.stdout is not None
    try:
        with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
            for member in archive:
                file = archive.extractfile(member) if member.name.removeprefix("./") == path else None
                if file is not None:
                    while chunk := file.read(CHUNK_BYTES):
                        yield chunk
                    return
        raise Unusable(f"{package.name} has no {path}")
    except tarfile.TarError as error:
        raise Unusable(f"{package.name} is damaged: {error}") from error
    finally:
        end(process)
        process.stdout.close()


def _failure(said: str) -> Exception:
    lines = said.splitlines()
    if "No space left" in said or "enough free space" in said:
        return OSError(errno.ENOSPC, "apt found no space left")
    for line in lines:
        if any(sign in line for sign in _NO_ANSWER):
            return Unreachable(line)
    errors = [line for line in lines if line.startswith("E:")]
    return Unusable((errors or lines or ["apt failed without a word"])[0])
