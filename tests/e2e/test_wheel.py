"""The wheel, installed where nothing else of ours is, starts: all that langtutor needs is inside it."""

from __future__ import annotations

import json
import os
import signal
import site
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.models import home_with_models

ROOT = Path(__file__).resolve().parents[2]
START_S = 120.0
END_S = 60.0
LOADS_CONTENT = """
import langtutor
from langtutor.content.courses import course_pairs, load_course
from langtutor.content.languages import load_languages
from langtutor.settings.paths import resources_dir, translations_dir
courses = [load_course(resources_dir() / "courses", *pair) for pair in course_pairs(resources_dir() / "courses")]
print(langtutor.__file__)
print(sorted(load_languages(resources_dir() / "languages")))
print(min(len(course.sentences) for course in courses), len(courses))
print(sorted(path.name for path in translations_dir().iterdir()))
"""


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel. environment: variables for programs in it, with a home that is theirs alone."""

    folder: Path
    environment: Mapping[str, str]

    @property
    def program(self) -> str:
        return str(self.folder / "bin" / "langtutor")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=dict(self.environment), cwd=self.folder, capture_output=True, text=True, timeout=START_S
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """What langtutor needs comes from the environment of the tests, over a .pth file; langtutor from the wheel only.

    The .pth files in there are not read, so that its own, editable langtutor stays unknown.
    """
    folder = tmp_path_factory.mktemp("lt")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--no-index", str(wheel)], check=True, timeout=120)
    packages = next(folder.glob("lib/python*/site-packages"))
    (packages / "needs.pth").write_text("\n".join(site.getsitepackages()))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LANGTUTOR", "XDG"))}
    home = folder / "home"
    environment = {
        **kept,
        "HOME": str(home),
        "TMPDIR": str(folder),
        "LANGTUTOR_HOME": str(home_with_models(home)),
        "LANGTUTOR_OFFLINE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    return Installed(folder, environment)


def test_holds_what_runs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"langtutor", next(top for top in tops if top.endswith(".dist-info"))}
    assert "langtutor/_data/resources/catalogue.toml" in names
    assert {Path(name).suffix for name in names if "/i18n/" in name} == {".qm"}
    assert [name for name in names if "screenshots" in name or "__pycache__" in name] == []
    assert wheel.stat().st_size < 5_000_000


def test_starts_and_tells_its_version(installed: Installed) -> None:
    done = installed.run(installed.program, "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, "langtutor 0.1.0\n", "")


def test_finds_its_catalogue(installed: Installed) -> None:
    done = installed.run(installed.program, "models", "list", "--json")
    assert done.returncode == 0, done.stderr
    assert "whisper-base" in {model["id"] for model in json.loads(done.stdout)["models"]}


def test_loads_its_content_from_the_wheel(installed: Installed) -> None:
    done = installed.run(str(installed.folder / "bin" / "python"), "-c", LOADS_CONTENT)
    assert done.returncode == 0, done.stderr
    where, languages, courses, translations = done.stdout.splitlines()
    assert Path(where).is_relative_to(installed.folder)
    assert languages == "['en', 'pt']"
    assert courses == "200 2"
    assert "langtutor_pt.qm" in translations


@pytest.fixture
def window(installed: Installed) -> Iterator[subprocess.Popen[str]]:
    """The program without arguments, in a home of its own."""
    with subprocess.Popen(
        [installed.program], env=dict(installed.environment), cwd=installed.folder, stderr=subprocess.PIPE, text=True
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def test_opens_its_window_and_ends_when_asked_to(installed: Installed, window: subprocess.Popen[str]) -> None:
    """A second start is answered by the first's event loop, and ends well; without a first it would stay open."""
    deadline = time.monotonic() + START_S
    while not list(installed.folder.glob("langtutor-*")):
        assert window.poll() is None, window.stderr and window.stderr.read()
        assert time.monotonic() < deadline, "no window after a while"
        time.sleep(0.05)
    again = installed.run(installed.program)
    assert (again.returncode, again.stderr) == (0, "")
    assert window.poll() is None

    window.send_signal(signal.SIGTERM)
    _, said = window.communicate(timeout=END_S)
    assert window.returncode == 0
    assert "Traceback" not in said
