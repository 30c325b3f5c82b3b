"""What pyproject.toml declares is what the source imports, and what constraints.txt pins."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# Not imported by a statement: pip is run as a program, sounddevice loaded when a device is first asked for, qtawesome
# looked into for its font.
NOT_IMPORTED = {"pip", "sounddevice", "qtawesome"}
# One compiled file, which Python 3.11's list of modules overlooks.
COMPILED = {"parselmouth": ["praat-parselmouth"]}
TOOLS = {"pytest-qt", "pytest-timeout", "ruff", "mypy", "hatchling"}


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    assert distributions_imported_by("langtutor") | NOT_IMPORTED == declared() | declared("convert")


def test_what_the_tests_import_is_declared_too() -> None:
    undeclared = distributions_imported_by("tests") - declared() - declared("test") - declared("convert")
    assert undeclared == set()


def test_every_extra_package_is_used() -> None:
    assert declared("test") - TOOLS - distributions_imported_by("tests") == set()


def test_constraints_pin_everything_exactly() -> None:
    lines = (ROOT / "packaging" / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    pinned = {normalised(line.split("==")[0]) for line in pins}
    assert declared() | declared("test") <= pinned
    assert "torch" not in pinned
    beside = (ROOT / "packaging" / "constraints-convert.txt").read_text().splitlines()
    converting = {normalised(line.split("==")[0]) for line in beside if not line.startswith("#")}
    assert declared("convert") - declared() <= converting
    assert converting & pinned == set()


def distributions_imported_by(folder: str) -> set[str]:
    modules: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.split(".")[0])
    ours = {"langtutor", "tests"} | {path.stem for path in (ROOT / "tests").rglob("*.py")}
    foreign = modules - set(sys.stdlib_module_names) - ours
    # What converts is rarely installed; its modules are called like their distributions.
    known = {**{name: [name] for name in declared("convert")}, **COMPILED, **packages_distributions()}
    assert foreign <= set(known), "imported, but installed nowhere"
    return {owner(module, known[module]) for module in foreign}


def owner(module: str, names: list[str]) -> str:
    """Several distributions may put files under one name (PySide6); a declared one owns it."""
    candidates = {normalised(name) for name in names}
    wanted = candidates & (declared() | declared("test"))
    return min(wanted or candidates)


def declared(extra: str = "") -> set[str]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {normalised(re.split(r"[\s<>=!~;\[]", one)[0]) for one in wanted}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
