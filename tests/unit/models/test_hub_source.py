"""The hub's real client against a server on loopback that answers as a hub does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from langtutor.core.errors import NoNetwork, SourceFailed
from langtutor.models.entries import HubSpec, Model
from langtutor.models.installer import Installed
from langtutor.models.sources import hub
from tests.support.model_makers import Watched, contacts, local_server, model, sha256, store

REVISION = "c" * 40
DATA = b"from the hub" * 10_000
SPEC = HubSpec("some/thing", REVISION, {"model.bin": "Thing.Q4.bin"})


@pytest.fixture
def tiny() -> Model:
    return model("tiny", {"model.bin": DATA}, SPEC)


def answer(request: BaseHTTPRequestHandler) -> None:
    if request.path != f"/some/thing/resolve/{REVISION}/Thing.Q4.bin":
        request.send_response(404)
        request.send_header("X-Error-Code", "EntryNotFound")
        request.send_header("Content-Length", "0")
        request.end_headers()
        return
    request.send_response(200)
    request.send_header("ETag", f'"{sha256(DATA)}"')
    request.send_header("X-Repo-Commit", REVISION)
    request.send_header("Content-Length", str(len(DATA)))
    request.end_headers()
    if request.command == "GET":
        request.wfile.write(DATA)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with local_server({"GET": answer, "HEAD": answer}) as url:
        monkeypatch.setenv("HF_ENDPOINT", url)
        yield


@pytest.mark.usefixtures("served")
def test_a_pinned_file_comes_under_our_name(tmp_path: Path, tiny: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")  # as the guard sets it for everything that isn't a permitted download
    shop = store(tmp_path, tiny)
    assert shop.install(["tiny"], Watched()) == (Installed("tiny", "hub"),)
    assert [path.name for path in shop.path_of("tiny").glob("*.bin")] == ["model.bin"]
    assert shop.verify("tiny").ok
    what = f"hub some/thing Thing.Q4.bin at {REVISION}"
    assert contacts(tmp_path) == [(what, True, None), (what, True, len(DATA))]


@pytest.mark.usefixtures("served")
def test_a_file_the_hub_has_not_is_a_failed_source(tmp_path: Path) -> None:
    spec = HubSpec("some/thing", REVISION, {"model.bin": "Other.bin"})
    with pytest.raises(SourceFailed, match="not on the hub"):
        store(tmp_path, model("tiny", {"model.bin": DATA}, spec)).install(["tiny"])


def test_a_hub_that_is_not_there_is_no_network(tmp_path: Path, tiny: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    with pytest.raises(NoNetwork):
        store(tmp_path, tiny).install(["tiny"])


def test_a_hub_that_never_answers_is_given_up(tmp_path: Path, tiny: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    silence = threading.Event()
    monkeypatch.setattr(hub, "CONNECT_S", 0.5)
    with local_server({"GET": lambda _: _wait(silence), "HEAD": lambda _: _wait(silence)}) as url:
        monkeypatch.setenv("HF_ENDPOINT", url)
        with pytest.raises(NoNetwork, match="did not answer"):
            store(tmp_path, tiny).install(["tiny"])
        silence.set()


def _wait(event: threading.Event) -> None:
    event.wait(600)  # longer than any test may take: only giving up ends it
