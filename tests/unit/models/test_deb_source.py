"""Real apt and dpkg-deb, with a repository in a folder and apt's own files in another."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from langtutor.core.errors import NoNetwork, SourceFailed
from langtutor.models.entries import DebSpec, Model
from langtutor.models.installer import Installed
from tests.support.model_makers import Watched, contacts, model, store

pytestmark = pytest.mark.skipif(
    not (shutil.which("apt-get") and shutil.which("dpkg-deb")), reason="needs apt-get and dpkg-deb"
)

FILES = {"tiny.index": b"word\tA\tB\n", "tiny.dict.dz": b"packed" * 1000}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A flat repository with the package dict-tiny."""
    tree = tmp_path / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    control = "Package: dict-tiny\nVersion: 1:1.0-1\nArchitecture: all\nMaintainer: Nobody <no@body>\nDescription: d\n"
    (tree / "DEBIAN/control").write_text(control)
    data = tree / "usr/share/dictd"
    data.mkdir(parents=True)
    for name, content in FILES.items():
        (data / name).write_bytes(content)
    folder = tmp_path / "repository"
    folder.mkdir()
    package = folder / "dict-tiny_1.0-1_all.deb"
    subprocess.run(["dpkg-deb", "--build", str(tree), str(package)], check=True, capture_output=True)
    content = package.read_bytes()
    entry = f"Filename: ./{package.name}\nSize: {len(content)}\nSHA256: {hashlib.sha256(content).hexdigest()}\n"
    (folder / "Packages").write_text(control + entry + "\n")
    return folder


@pytest.fixture
def tiny(repository: Path) -> Model:
    size = (repository / "dict-tiny_1.0-1_all.deb").stat().st_size
    return model("tiny", FILES, DebSpec("dict-tiny", size, {name: f"usr/share/dictd/{name}" for name in FILES}))


def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """An apt that knows this one source and has no lists yet."""
    (tmp_path / "sources.list").write_text(f"{source}\n")
    lists = tmp_path / "lists"
    (lists / "partial").mkdir(parents=True)
    (tmp_path / "apt.conf").write_text(
        f'Dir::Etc::SourceList "{tmp_path / "sources.list"}";\nDir::Etc::SourceParts "/dev/null";\n'
        f'Dir::State::Lists "{lists}";\n\nAcquire::http::Proxy "DIRECT";\n'
    )
    monkeypatch.setenv("APT_CONFIG", str(tmp_path / "apt.conf"))


def test_without_lists_apt_reads_its_own_and_fetches_without_root(
    tmp_path: Path, tiny: Model, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(tmp_path, monkeypatch, f"deb [trusted=yes] copy:{repository} ./")
    watched = Watched()
    shop = store(tmp_path, tiny)
    assert shop.install(["tiny"], watched) == (Installed("tiny", "deb"),)
    assert (shop.path_of("tiny") / "tiny.dict.dz").read_bytes() == FILES["tiny.dict.dz"]
    assert ("apt-get download dict-tiny", True, tiny.download_bytes) in contacts(tmp_path)
    assert sorted(path.name for path in shop.folder.iterdir()) == [".lock", "tiny"]
    assert watched.seen[-1].done_bytes == tiny.download_bytes
    assert not list((tmp_path / "lists").glob("*Packages")), "the system's lists stay as they are"


def test_a_package_apt_does_not_know(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configured(tmp_path, monkeypatch, f"deb [trusted=yes] copy:{repository} ./")
    spec = DebSpec("dict-nobody", 1, {name: name for name in FILES})
    with pytest.raises(SourceFailed, match="dict-nobody"):
        store(tmp_path, model("tiny", FILES, spec)).install(["tiny"])


def test_a_mirror_that_does_not_answer_is_no_network(
    tmp_path: Path, tiny: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(tmp_path, monkeypatch, "deb [trusted=yes] http://127.0.0.1:1/ ./")
    with pytest.raises(NoNetwork):
        store(tmp_path, tiny).install(["tiny"])


def test_a_system_without_apt_says_so(tmp_path: Path, tiny: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceFailed, match="no apt-get"):
        store(tmp_path, tiny).install(["tiny"])


def test_packages_in_the_users_folder_need_no_apt(tmp_path: Path, tiny: Model, repository: Path) -> None:
    shop = store(tmp_path, tiny)
    assert shop.install(["tiny"], path=repository) == (Installed("tiny", "path"),)
    assert shop.verify("tiny").ok
    assert contacts(tmp_path) == []
