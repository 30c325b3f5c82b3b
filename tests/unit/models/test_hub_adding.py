"""Adding from a hub on loopback, with the hub's real client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from langtutor.core.errors import BadHash, LanguagesNeeded, NetworkOff, NoNetwork, SourceFailed
from langtutor.models import hub_adding, manifest
from langtutor.models.adding import Wishes
from langtutor.models.entries import Model
from langtutor.models.hub_adding import add_from_hub
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from tests.support import model_folders as make
from tests.support.model_makers import contacts, local_server, sha256, store

COMMIT = "d" * 40


class Hub:
    """One repository, `some/tiny-thing`, with whatever files are put into it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.hashes: dict[str, str] = {}
        self.card: dict[str, object] = {"license": "apache-2.0", "language": ["en", "pt"]}
        self.asked: list[str] = []

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(request.path)
        path = request.path.partition("?")[0]
        if path in (f"/api/models/some/tiny-thing/revision/{name}" for name in ("main", COMMIT)):
            return self._send(request, json.dumps(self._described()).encode(), {"Content-Type": "application/json"})
        name = path.removeprefix(f"/some/tiny-thing/resolve/{COMMIT}/")
        if name in self.files:
            tag = f'"{sha256(self.files[name])}"'
            return self._send(request, self.files[name], {"ETag": tag, "X-Repo-Commit": COMMIT})
        request.send_response(404)
        request.send_header("X-Error-Code", "RepoNotFound")
        request.send_header("Content-Length", "0")
        request.end_headers()
        return None

    def _described(self) -> dict[str, object]:
        siblings = [
            {"rfilename": name, "size": len(data), "lfs": self._lfs(name, data)} for name, data in self.files.items()
        ]
        return {"id": "some/tiny-thing", "sha": COMMIT, "siblings": siblings, "cardData": self.card, "tags": []}

    def _lfs(self, name: str, data: bytes) -> dict[str, object]:
        return {"sha256": self.hashes.get(name, sha256(data)), "size": len(data), "pointerSize": 130}

    def _send(self, request: BaseHTTPRequestHandler, body: bytes, headers: dict[str, str]) -> None:
        request.send_response(200)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            request.send_header(name, value)
        request.end_headers()
        if request.command == "GET":
            request.wfile.write(body)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    running = Hub()
    # A function, not a method: the server calls it as its own.
    with local_server({method: lambda request: running.answer(request) for method in ("GET", "HEAD")}) as url:
        monkeypatch.setenv("HF_ENDPOINT", url)
        yield running


@pytest.fixture
def shop(tmp_path: Path) -> ModelStore:
    return store(tmp_path)


def added(shop: ModelStore, tmp_path: Path, *names: str, wishes: Wishes | None = None, revision: str = "main") -> Model:
    guard = NetworkGuard(tmp_path / "network.jsonl")
    return add_from_hub(shop, guard, "some/tiny-thing", names, revision, wishes or Wishes(), lambda progress: None)


def test_a_gguf_is_fetched_at_the_commit_of_today(shop: ModelStore, tmp_path: Path, hub: Hub) -> None:
    hub.files["tiny-q4.gguf"] = make.gguf(tmp_path / "t.gguf").read_bytes()
    model = added(shop, tmp_path, "tiny-q4.gguf")
    assert (model.id, model.languages, model.licence) == ("tiny-q4", ("en", "pt"), "Apache-2.0")
    kept = manifest.read(shop.path_of(model.id))
    assert kept is not None
    assert (kept.source, kept.sources) == ("hub", {"model.gguf": "hub"})
    assert shop.verify(model.id).ok
    assert [path.name for path in shop.folder.iterdir() if path.is_dir()] == ["tiny-q4"]
    what = f"hub some/tiny-thing tiny-q4.gguf at {COMMIT}"
    assert [one[0] for one in contacts(tmp_path)] == ["hub some/tiny-thing at main", what, what]


def test_a_model_of_several_files(shop: ModelStore, tmp_path: Path, hub: Hub) -> None:
    voice = make.piper(tmp_path / "voice")
    hub.files = {f"pt/low/{path.name}": path.read_bytes() for path in voice.iterdir()}
    model = added(shop, tmp_path, "pt/low/pt_BR-tiny-low.onnx", "pt/low/pt_BR-tiny-low.onnx.json")
    assert (model.format, model.languages) == ("piper", ("pt",))


def test_the_card_says_languages_only_where_order_does_not_matter(shop: ModelStore, tmp_path: Path, hub: Hub) -> None:
    scorer = make.language_model(tmp_path / "lm")
    hub.files = {path.name: path.read_bytes() for path in scorer.iterdir()}
    assert added(shop, tmp_path, *hub.files).languages == ("en", "pt")
    hub.files = {path.name: path.read_bytes() for path in make.marian(tmp_path / "marian").iterdir()}
    with pytest.raises(LanguagesNeeded):
        added(shop, tmp_path, *hub.files)
    assert added(shop, tmp_path, *hub.files, wishes=Wishes(languages=["pt", "en"])).languages == ("pt", "en")


def test_what_the_hub_has_not_is_said(shop: ModelStore, tmp_path: Path, hub: Hub) -> None:
    hub.files["tiny-q8.gguf"] = b"GGUF"
    with pytest.raises(SourceFailed, match=r"no file tiny-q4\.gguf; it has tiny-q8\.gguf"):
        added(shop, tmp_path, "tiny-q4.gguf")
    with pytest.raises(SourceFailed, match="not on the hub"):
        added(shop, tmp_path, "tiny-q8.gguf", revision="no-such-branch")


def test_other_bytes_than_the_hub_lists_are_refused(shop: ModelStore, tmp_path: Path, hub: Hub) -> None:
    hub.files["tiny.gguf"] = make.gguf(tmp_path / "t.gguf").read_bytes()
    hub.hashes["tiny.gguf"] = "0" * 64
    with pytest.raises(BadHash):
        added(shop, tmp_path, "tiny.gguf")
    hub.hashes.clear()
    assert added(shop, tmp_path, "tiny.gguf").id == "tiny"


def test_what_has_arrived_is_not_fetched_again(shop: ModelStore, tmp_path: Path, hub: Hub) -> None:
    """The files came, but languages have to be told: the second call has them already."""
    hub.card = {}
    hub.files = {path.name: path.read_bytes() for path in make.language_model(tmp_path / "lm").iterdir()}
    with pytest.raises(LanguagesNeeded):
        added(shop, tmp_path, *hub.files)
    hub.asked.clear()
    assert added(shop, tmp_path, *hub.files, wishes=Wishes(languages=["en"])).languages == ("en",)
    assert not [path for path in hub.asked if "resolve" in path]


def test_without_network_nothing_is_asked(shop: ModelStore, tmp_path: Path, hub: Hub) -> None:
    guard = NetworkGuard(tmp_path / "network.jsonl", never=True)
    with pytest.raises(NetworkOff):
        add_from_hub(shop, guard, "some/tiny-thing", ["x.gguf"], "main", Wishes(), lambda progress: None)
    assert hub.asked == []


def test_a_hub_that_is_not_there_is_no_network(
    shop: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setattr(hub_adding, "CONNECT_S", 2)
    with pytest.raises(NoNetwork):
        added(shop, tmp_path, "x.gguf")
