"""The house rules that can be read off the source: imports go one way, pure rooms stay pure, starting stays cheap."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "langtutor"

# A room is a folder or a module of langtutor, by the longest name listed here. It may import from itself and from
# the rooms named. Services know capabilities only; what engines are made of is built in host.sets, which is
# known to others by name only and imported in workers.
CORE = {"core"}
GROUND = CORE | {"settings", "network"}
CONTENT = GROUND | {"content"}
MODELS = CONTENT | {"models"}
SERVICES = MODELS | {"learner", "drills", "store", "audio", "host", "services"}
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "settings": CORE,
    "network": CORE,
    "content": GROUND,
    "models": CONTENT,
    "engines": MODELS,
    "host": CONTENT,
    "host.sets": MODELS | {"engines", "host"},
    "audio": CONTENT,
    "store": CONTENT,
    "learner": CORE,
    "drills": CORE | {"learner"},
    "services": SERVICES,
    "evaluation": SERVICES | {"engines"},
    "wiring": SERVICES,
    "commands": SERVICES | {"evaluation", "wiring"},
    "ui": SERVICES | {"evaluation"},
    "app": SERVICES | {"wiring", "ui"},
    "cli": SERVICES | {"wiring", "commands", "app"},
    "__main__": {"cli"},
}
# Who is handed something may name its type, without importing it when the program runs.
MAY_NAME: dict[str, set[str]] = {"ui": {"wiring"}}

PURE = ("core", "learner", "drills")
NO_IO = {"asyncio", "concurrent", "ctypes", "glob", "http", "importlib", "io", "logging", "multiprocessing", "os"}
NO_IO |= {
    "queue",
    "shutil",
    "signal",
    "socket",
    "sqlite3",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
}
IMPURE_CALLS = {"open", "print", "input"}
IMPURE_METHODS = {"read_text", "write_text", "read_bytes", "write_bytes", "now", "today", "utcnow", "exists", "is_file"}

# Slow to import, or native: only inside the functions and constructors that need them.
HEAVY = {"ctranslate2", "faster_whisper", "fxtranslate", "gguf", "harper", "hibari", "huggingface_hub", "lemminflect"}
HEAVY |= {"espeakng_loader", "onnxruntime", "simplemma", "sounddevice", "tokenizers", "wordfreq", "num2words"}
HEAVY |= {"jgo", "language_tool_python", "piper", "sentencepiece", "torch", "transformers", "vosk", "xllamacpp"}
HEAVY |= {"cefrpy", "docx", "errant", "lxml", "parselmouth", "spacy"}
QT = {"PySide6", "shiboken6", "qtawesome"}
QT_ROOMS = {"ui", "app"}

URL = re.compile(rb"\w+://[\w%-]+(\.[\w%-]+)+")
HOST = re.compile(rb"\b[\w-]+\.(org|com|net|io|co|dev|ai|br|eu)\b(?![-\w(.=])")
NAMESPACES = (b"http://www.w3.org/", b"https://www.w3.org/")


@dataclass(frozen=True)
class Import:
    """type_only: under `if TYPE_CHECKING`. at_top: runs when the module is imported."""

    name: str
    line: int
    type_only: bool
    at_top: bool


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"), str(path))


class _Finder(ast.NodeVisitor):
    def __init__(self) -> None:
        self.found: list[Import] = []
        self._type_only = False
        self._at_top = True

    def visit_Import(self, node: ast.Import) -> None:
        self._add(node.lineno, [alias.name for alias in node.names])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """`from langtutor.host import wire` imports a module, `from langtutor.host.wire import Stop` a name in one."""
        assert node.level == 0 and node.module, "imports in this house are absolute"
        whole = [f"{node.module}.{alias.name}" for alias in node.names]
        self._add(node.lineno, [name if is_module(name) else node.module for name in whole])

    def visit_If(self, node: ast.If) -> None:
        outside, self._type_only = self._type_only, self._type_only or ast.unparse(node.test) == "TYPE_CHECKING"
        self.generic_visit(node)
        self._type_only = outside

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outside, self._at_top = self._at_top, False
        self.generic_visit(node)
        self._at_top = outside

    def _add(self, line: int, names: list[str]) -> None:
        self.found += [Import(name, line, self._type_only, self._at_top) for name in names]


def imports(tree: ast.Module) -> list[Import]:
    finder = _Finder()
    finder.visit(tree)
    return finder.found


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def room_of(module: str) -> str:
    """`langtutor.host.sets` → `host.sets`, `langtutor.ui.theme.style` → `ui`."""
    parts = module.split(".")[1:]
    for length in range(len(parts), 0, -1):
        if ".".join(parts[:length]) in MAY_IMPORT:
            return ".".join(parts[:length])
    return ""


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def upward(room: str, found: Import) -> bool:
    if not found.name.startswith("langtutor."):
        return False
    target = room_of(found.name)
    if target in (room, ""):
        return target == "" and found.name != "langtutor"
    return target not in MAY_IMPORT[room] and not (found.type_only and target in MAY_NAME.get(room, ()))


def test_every_room_is_known() -> None:
    unknown = [
        module_of(path) for path, _ in modules() if module_of(path) != "langtutor" and not room_of(module_of(path))
    ]
    assert unknown == [], "new rooms need their line in MAY_IMPORT, and in DESIGN.md"


def test_imports_go_one_way() -> None:
    wrong = [
        f"{where(path, found.line)}: {room_of(module_of(path))} imports {found.name}"
        for path, tree in modules()
        for found in imports(tree)
        if upward(room_of(module_of(path)), found)
    ]
    assert wrong == []


def test_the_list_of_rooms_has_no_way_round() -> None:
    """Were the rule itself circular, it would prove nothing."""

    def below(room: str, seen: tuple[str, ...]) -> None:
        assert room not in seen, " → ".join((*seen, room))
        for other in MAY_IMPORT[room] - {room}:
            below(other, (*seen, room))

    for room in MAY_IMPORT:
        below(room, ())


def test_pure_rooms_do_no_io() -> None:
    wrong = []
    for path, tree in modules():
        if room_of(module_of(path)) not in PURE:
            continue
        wrong += [
            f"{where(path, found.line)}: imports {found.name}"
            for found in imports(tree)
            if found.name.split(".")[0] in NO_IO | QT
        ]
        wrong += [f"{where(path, call.lineno)}: {ast.unparse(call)}" for call in _calls(tree) if _is_impure(call)]
    assert wrong == []


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _is_impure(call: ast.Call) -> bool:
    """I/O, the clock, or the random generator that all share: time and randomness are arguments."""
    function = call.func
    if isinstance(function, ast.Name):
        return function.id in IMPURE_CALLS
    if not isinstance(function, ast.Attribute):
        return False
    shared_random = isinstance(function.value, ast.Name) and function.value.id == "random" and function.attr != "Random"
    return shared_random or function.attr in IMPURE_METHODS


def test_nothing_heavy_is_imported_at_the_start() -> None:
    wrong = [
        f"{where(path, found.line)}: imports {found.name} outside a function"
        for path, tree in modules()
        for found in imports(tree)
        if found.at_top and not found.type_only and found.name.split(".")[0] in HEAVY
    ]
    assert wrong == []


def test_only_the_window_knows_qt() -> None:
    wrong = [
        f"{where(path, found.line)}: imports {found.name}"
        for path, tree in modules()
        for found in imports(tree)
        if room_of(module_of(path)) not in QT_ROOMS and found.name.split(".")[0] in QT
    ]
    assert wrong == []


def shipped() -> Iterator[Path]:
    for folder in ("langtutor", "resources", "i18n", "packaging", ".ci"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix not in (".pyc", ".png", ".qm") and "__pycache__" not in path.parts:
                yield path
    yield ROOT / "pyproject.toml"
    yield ROOT / "README.md"


@pytest.mark.parametrize("pattern", [URL, HOST], ids=["addresses", "host names"])
def test_no_registry_is_named(pattern: re.Pattern[bytes]) -> None:
    """Registries are reached through clients that know their own, with the user's own settings for them."""
    wrong = []
    for path in shipped():
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            for namespace in NAMESPACES:
                line = line.replace(namespace, b"")
            wrong += [f"{where(path, number)}: {found[0].decode()}" for found in pattern.finditer(line)]
    assert wrong == []
