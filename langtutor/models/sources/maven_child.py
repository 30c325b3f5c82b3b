"""Fetches Maven artifacts, two at a time, in a process of its own: `python -m … FOLDER COORDINATE…`.

A coordinate is `group:artifact:version` or `group:artifact:version:packaging`. Whole artifacts lie in FOLDER by
`file_of`; what is under way in FOLDER/incoming. Prints READY once the client is loaded, then lines that `heard` reads.
Repositories are those of the user's jgo and Maven settings, which may be folders, before the client's own.
"""

from __future__ import annotations

import errno
import re
import shutil
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from langtutor.models.sources import maven_settings

READY = "Ready"
NO_SPACE = 5

_LANES = 2
_FIRST_ANSWER_S = 5
_ANSWER_S = 30
_TRIES = 3
_PAUSE_S = 0.5
_TELL_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Word:
    """kind: "at" (done and total bytes so far), "got" (done bytes in all), "no" (it isn't there), "silent" (nobody
    answered)."""

    kind: str
    coordinate: str
    done: int = 0
    total: int = 0
    detail: str = ""


def heard(line: str) -> Word | None:
    """A line of the child's; None where it is somebody else's, such as a warning of the client."""
    kind, _, rest = line.partition(" ")
    coordinate, _, detail = rest.partition(" ")
    if kind in ("no", "silent") and coordinate.count(":") >= 2:
        return Word(kind, coordinate, detail=detail)
    numbers = detail.split()
    if kind in ("at", "got") and len(numbers) == 2 and all(number.isdecimal() for number in numbers):
        return Word(kind, coordinate, int(numbers[0]), int(numbers[1]))
    return None


def file_of(folder: Path, coordinate: str) -> Path:
    """Where an artifact lies once it is whole."""
    return folder / f"{coordinate.replace(':', '_')}.artifact"


def file_name(coordinate: str) -> str:
    """As Maven calls the file: `artifact-version.packaging`."""
    _, artifact, version, packaging = (*coordinate.split(":"), "jar")[:4]
    return f"{artifact}-{version}.{packaging}"


class _Fetch:
    def __init__(self, folder: Path) -> None:
        import requests
        from jgo.maven import MavenContext, PythonResolver

        self._context, self._resolver = MavenContext, PythonResolver
        self._no_luck = requests.RequestException
        self._folder = folder
        self._incoming = folder / "incoming"
        self._lock = threading.Lock()
        self._remote, self._local = repositories()
        self._timeout_s = _FIRST_ANSWER_S
        self._gone = ""
        self.no_space = False
        shutil.rmtree(self._incoming, ignore_errors=True)

    def __call__(self, coordinate: str) -> bool:
        """False where nobody answers any more. Whatever happened has been said."""
        for left in reversed(range(_TRIES)):
            if self._gone:
                self._say(f"silent {coordinate} {self._gone}")
                return False
            try:
                size = self._fetched(coordinate)
            except self._no_luck as error:
                if not left or self._timeout_s == _FIRST_ANSWER_S:
                    self._gone = _in_a_line(error)
                    continue
            except RuntimeError:
                # The client says this of a repository that is in trouble, too.
                if not left:
                    self._say(f"no {coordinate} no repository has it")
                    return True
            except OSError as error:
                self.no_space = self.no_space or error.errno == errno.ENOSPC
                self._say(f"no {coordinate} {_in_a_line(error)}")
                return True
            else:
                self._say(f"got {coordinate} {size} {size}")
                return True
            time.sleep(_PAUSE_S)
        self._say(f"silent {coordinate} {self._gone}")
        return False

    def _fetched(self, coordinate: str) -> int:
        """Bytes of the artifact, which lies in its place then."""
        group, artifact, version, packaging = (*coordinate.split(":"), "jar")[:4]
        own = self._incoming / file_of(self._folder, coordinate).name
        shutil.rmtree(own, ignore_errors=True)

        @contextmanager
        def progress(name: str, total: int) -> Iterator[Callable[[int], None]]:
            yield _Counter(lambda done: self._say(f"at {coordinate} {done} {total}"))

        context = self._context(
            resolver=self._resolver(progress_callback=progress),
            repo_cache=own,
            local_repos=self._local,
            remote_repos=self._remote,
            timeout=self._timeout_s,
        )
        found = Path(context.project(group, artifact).at_version(version).artifact(packaging=packaging).resolve())
        self._timeout_s = _ANSWER_S
        if not found.is_relative_to(own):  # a folder of the user's: it is left as it is
            own.mkdir(parents=True)
            found = Path(shutil.copyfile(found, own / "copy"))
        size = found.stat().st_size
        found.replace(file_of(self._folder, coordinate))
        shutil.rmtree(own)
        return size

    def _say(self, line: str) -> None:
        with self._lock:
            print(line, flush=True)


def _in_a_line(error: Exception) -> str:
    """What lies at the bottom of it: the client wraps a reason in two others, with addresses and objects."""
    reason = getattr(error.args[0], "reason", error) if error.args else error
    said = " ".join(str(reason).split())
    return re.sub(r"^<?HTTPS?Connection\S*( object at \w+>)?( port=\d+\))?: ", "", said)[:300]


class _Counter:
    """Adds up chunks and tells now and then."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell = tell
        self._done = 0
        self._told_at = 0.0

    def __call__(self, size: int) -> None:
        self._done += size
        now = time.monotonic()
        if now - self._told_at > _TELL_EVERY_S:
            self._told_at = now
            self._tell(self._done)


def repositories() -> tuple[dict[str, str], list[Path]]:
    """Those of the user's jgo settings, of their Maven settings, and the client's own: addresses by name, and folders
    on this machine.

    What the jgo settings name is asked as it is; for the others Maven's mirrors hold. A repository called "central"
    takes the place of the client's. Raises ValueError where Maven's settings can't be read: then nobody is asked.
    """
    from jgo.config import GlobalSettings
    from jgo.constants import MAVEN_CENTRAL_URL

    jgo: Mapping[str, str] = GlobalSettings.load().repositories
    maven = maven_settings.read(maven_settings.user_settings())
    others = {**(maven.repositories or {}), "central": (maven.repositories or {}).get("central", MAVEN_CENTRAL_URL)}
    mirrored = {name: maven.address(name, url) for name, url in others.items() if name not in jgo}
    folders, remote = [], {}
    for name, address in {**jgo, **mirrored}.items():
        if address is None:
            continue
        parsed = urllib.parse.urlparse(address)
        if parsed.scheme in ("http", "https"):
            remote[name] = address.rstrip("/")
        else:
            local = urllib.request.url2pathname(parsed.path) if parsed.scheme == "file" else address
            folders.append(Path(local).expanduser())
    return remote, folders


def main(folder: str, *coordinates: str) -> int:
    try:
        fetch = _Fetch(Path(folder))
    except ValueError as error:
        print(_in_a_line(error), flush=True)
        return 1
    print(READY, flush=True)
    # The second lane opens when the first artifact was answered: who doesn't answer is asked once.
    if fetch(coordinates[0]):
        with ThreadPoolExecutor(_LANES) as pool:
            list(pool.map(fetch, coordinates[1:]))
    return NO_SPACE if fetch.no_space else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
