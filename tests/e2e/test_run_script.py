"""packaging/run.sh where all is there, where something is missing, and offline. What it starts is a stand-in that
writes down its arguments; the set-up itself is proven by packaging/test.sh, which runs it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """#!/bin/sh
printf '%s\\n' "$*" >>"{log}"
[ "$1" != models ] || exit {models_status}
printf 'output of %s\\n' "$*"
exit {status}
"""
REFUSES = "#!/bin/sh\necho \"$0 $*\" >>'{log}'\nexit 1\n"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sets up systems that have apt, /proc and X sockets")


@dataclass(frozen=True)
class Checkout:
    """A copy of what the script reads, with an environment that has its stamp."""

    folder: Path
    environment: dict[str, str]

    @property
    def log(self) -> Path:
        return self.folder / "started.log"

    @property
    def models(self) -> Path:
        return Path(self.environment["LANGTUTOR_HOME"]) / "models"

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", str(self.folder / "packaging" / "run.sh"), *arguments]
        changed = {**self.environment, **environment}
        return subprocess.run(command, env=changed, cwd="/", capture_output=True, text=True, timeout=60)

    def started(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    def programs(self, status: int = 0, models_status: int = 0) -> None:
        text = PROGRAM.format(log=self.log, status=status, models_status=models_status)
        write_program(self.folder / ".venv" / "bin" / "langtutor", text)

    def bash(self, script: str) -> str:
        command = ["bash", "-euc", f'source "$1"; {script}', "bash", str(self.folder / "packaging" / "setup.sh")]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    folder = tmp_path / "a folder"
    shutil.copytree(ROOT / "packaging", folder / "packaging")
    (folder / "resources").mkdir()
    for name in ("pyproject.toml", "resources/catalogue.toml"):
        shutil.copy(ROOT / name, folder / name)
    home, refusing = tmp_path / "home", tmp_path / "refusing"
    found = Checkout(folder, environment(home, refusing))
    for name in ("apt-get", "sudo", "dnf", "pacman"):
        write_program(refusing / name, REFUSES.format(log=found.log))
    # The machine of the tests may lack libraries: that is not what is tested here.
    setup = folder / "packaging" / "setup.sh"
    setup.write_text(setup.read_text() + "\nLIBRARIES=''\n")
    write_program(folder / ".venv" / "bin" / "python", "#!/bin/sh\nexit 0\n")
    found.programs()
    (folder / ".venv" / "langtutor.run").write_text(found.bash("wanted_stamp").strip())
    for model_id in found.bash("starter_ids").split():
        (found.models / model_id).mkdir(parents=True)
        (found.models / model_id / "installed.json").write_text("{}")
    (found.models / ".starter").write_text(found.bash('checksum <"$ROOT/resources/catalogue.toml"').strip())
    return found


def environment(home: Path, programs: Path) -> dict[str, str]:
    home.mkdir()
    kept = {name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PATH": f"{programs}:/usr/bin:/bin", "HOME": str(home), "LANGTUTOR_HOME": str(home / "of mine")}


def write_program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def test_hands_over_arguments_output_and_status(checkout: Checkout) -> None:
    checkout.programs(status=3)
    done = checkout.run("translate", "to be  or not", "-")
    assert (done.returncode, done.stdout, done.stderr) == (3, "output of translate to be  or not -\n", "")
    assert checkout.started() == ["translate to be  or not -"]


def test_without_arguments_and_display_it_is_the_tour(checkout: Checkout) -> None:
    checkout.run()
    checkout.run(DISPLAY=":4711", WAYLAND_DISPLAY="none-here", XDG_RUNTIME_DIR="/nowhere")
    assert checkout.started() == ["tour", "tour"]


def test_without_arguments_it_is_the_window_where_there_is_a_display(checkout: Checkout) -> None:
    with socket.socket(socket.AF_UNIX) as wayland:
        wayland.bind(str(checkout.folder / "w"))
        checkout.run(WAYLAND_DISPLAY="w", XDG_RUNTIME_DIR=str(checkout.folder))
    checkout.run(DISPLAY="elsewhere:10.0")
    assert checkout.started() == ["", ""]


def test_fetches_starter_models_that_are_missing(checkout: Checkout) -> None:
    shutil.rmtree(checkout.models / "wordnet")
    shutil.rmtree(checkout.models / "firefox-en-pt")
    assert checkout.run("next", http_proxy="local").stdout == "output of next\n"
    assert checkout.started() == ["models install firefox-en-pt wordnet", "next"]


def test_new_in_the_catalogue_comes_once(checkout: Checkout) -> None:
    catalogue = checkout.folder / "resources" / "catalogue.toml"
    catalogue.write_text(catalogue.read_text() + '\n[[model]]\nid = "new-one"\npack = "starter"\n')
    catalogue.write_text(catalogue.read_text() + '\n[[model]]\nid = "other"\npack = "tutor"\n')
    checkout.run("next", http_proxy="local")
    assert checkout.started()[0].split()[-1] == "new-one"
    (checkout.models / "new-one").mkdir()
    (checkout.models / "new-one" / "installed.json").write_text("{}")
    checkout.log.unlink()
    checkout.run("next")
    assert checkout.started() == ["next"]


def test_an_id_is_found_wherever_its_table_names_the_pack(checkout: Checkout) -> None:
    catalogue = checkout.folder / "resources" / "catalogue.toml"
    catalogue.write_text(
        '[[model]]\npack = "starter" # first\nformat = "vosk"\nid = "one"\n[[model.file]]\nid = "no"\n'
        '[[model]]\nid = "none"\n\n[[model]]\nid = "two"\n[[model.source]]\npack = "starter"\n'
        '[[model]]\nid = "three"\npack = "tutor"\n[[model]]\npack = "starter"\nid = "four"\n'
    )
    assert checkout.bash("starter_ids").split() == ["one", "four"]
    assert checkout.bash("pack_ids tutor").split() == ["three"]


def test_a_pack_comes_with_what_is_missing_of_the_starter_models(checkout: Checkout) -> None:
    checkout.run("--with", "tutor", "next", http_proxy="local")
    assert checkout.started() == ["models install --with tutor", "next"]

    checkout.log.unlink()
    shutil.rmtree(checkout.models / "wordnet")
    checkout.run("--with", "tutor", "models", "list", http_proxy="local")
    assert checkout.started() == ["models install wordnet --with tutor", "models list"]


def test_a_pack_that_is_there_costs_nothing(checkout: Checkout) -> None:
    for model_id in checkout.bash("pack_ids tutor").split():
        (checkout.models / model_id).mkdir()
        (checkout.models / model_id / "installed.json").write_text("{}")
    checkout.run("--with", "tutor", "next", http_proxy="local")
    assert checkout.started() == ["next"]


@pytest.mark.parametrize("arguments", [("--with",), ("--with", "luck"), ("--with", "next")])
def test_a_pack_must_be_one_of_the_catalogue(checkout: Checkout, arguments: tuple[str, ...]) -> None:
    done = checkout.run(*arguments)
    assert (done.returncode, done.stdout, checkout.started()) == (1, "", [])
    assert "tutor" in done.stderr


def test_what_was_removed_on_purpose_stays_away(checkout: Checkout) -> None:
    shutil.rmtree(checkout.models / "wordnet")
    (checkout.models / "wordnet.removed").touch()
    checkout.run("next", http_proxy="local")
    assert checkout.started() == ["next"]


def test_models_that_cannot_be_had_are_one_sentence(checkout: Checkout) -> None:
    checkout.programs(models_status=4)
    shutil.rmtree(checkout.models)
    done = checkout.run("next", http_proxy="local")
    assert (done.returncode, done.stdout) == (0, "output of next\n")
    assert len(done.stderr.splitlines()) == 1
    checkout.run("next", http_proxy="local")
    assert [line.split()[0] for line in checkout.started()] == ["models", "next", "models", "next"]


@pytest.mark.parametrize("arguments", [("models", "list"), ("content", "check"), ("--version",)])
def test_some_arguments_need_no_models(checkout: Checkout, arguments: tuple[str, ...]) -> None:
    shutil.rmtree(checkout.models)
    checkout.run(*arguments, http_proxy="local")
    assert checkout.started() == [" ".join(arguments)]


def test_offline_sets_nothing_up(checkout: Checkout) -> None:
    shutil.rmtree(checkout.models)
    (checkout.folder / ".venv" / "langtutor.run").unlink()
    assert checkout.run("next", LANGTUTOR_OFFLINE="1").stdout == "output of next\n"
    done = checkout.run("--with", "tutor", "next", LANGTUTOR_OFFLINE="1")
    assert "no models are fetched" in done.stderr
    assert checkout.started() == ["next", "next"]

    shutil.rmtree(checkout.folder / ".venv")
    done = checkout.run("next", LANGTUTOR_OFFLINE="1")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


def test_a_missing_library_is_named_and_no_reason_to_stop(checkout: Checkout) -> None:
    with (checkout.folder / "packaging" / "setup.sh").open("a") as setup:
        setup.write("LIBRARIES='libnowhere.so.7:libnowhere7:nowhere:nowhere-libs'\n")
    done = checkout.run("next")
    assert done.stdout == "output of next\n"
    assert "apt-get install libnowhere7" in done.stderr
    asked = len(checkout.started())
    assert "apt-get install libnowhere7" in checkout.run("next").stderr
    assert len(checkout.started()) == asked + 1, "nobody is asked for a password twice"


def half_made(checkout: Checkout, python: str) -> Mapping[str, str]:
    """An environment whose making was killed. python: what stands in for the system's Python."""
    (checkout.folder / ".venv" / "langtutor.run").unlink()
    (checkout.folder / ".venv" / "langtutor.begun").touch()
    (checkout.folder / ".venv" / "half").touch()
    programs = Path(checkout.environment["PATH"].split(":")[0])
    for name in ("python3.11", "python3.12", "python3.13", "python3.14", "python3"):
        write_program(programs / name, python)
    return checkout.environment


def test_a_half_made_environment_is_made_again(checkout: Checkout) -> None:
    """Python here makes an environment whose pip writes down what it is told to install."""
    inner = f"#!/bin/sh\nprintf '%s\\n' \"$*\" >>'{checkout.log}'\n"
    make = (
        f'mkdir -p "$3/bin"; cat >"$3/bin/python" <<"E"\n{inner}E\nchmod +x "$3/bin/python"; echo >"$3/bin/langtutor"'
    )
    half_made(checkout, f'#!/bin/sh\n[ "$1$2" != -mvenv ] || {{ {make}; }}\n')
    checkout.run("models")
    assert not (checkout.folder / ".venv" / "half").exists()
    assert not (checkout.folder / ".venv" / "langtutor.begun").exists()
    assert any(line.endswith("--editable .") for line in checkout.started())
    assert (checkout.folder / ".venv" / "langtutor.run").read_text() == checkout.bash("wanted_stamp").strip()


def test_without_a_python_it_says_what_to_install(checkout: Checkout) -> None:
    half_made(checkout, "#!/bin/sh\nexit 1\n")
    done = checkout.run("next")
    assert (done.returncode, done.stdout) == (1, "")
    assert "apt-get install python3" in done.stderr.splitlines()[-1]
