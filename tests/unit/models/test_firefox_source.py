"""Firefox's models. The real client is asked for its list, from loopback; where it would download from is fixed in it,
so the download itself is a stand-in for the client, which reads a folder."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import psutil
import pytest

from langtutor.core.errors import BadHash, Cancelled, NetworkOff, NoNetwork, SourceFailed
from langtutor.models.entries import FirefoxSpec, Model
from langtutor.models.installer import Installed
from langtutor.models.sources import firefox
from tests.support.model_makers import Watched, contacts, local_server, model, sha256, store

FILES = {"model.bin": b"weights" * 900, "source.spm": b"words", "target.spm": b"words", "lex.bin": b"lexicon"}
THERE = {
    "model.enpt.intgemm.alphas.bin": FILES["model.bin"],
    "vocab.enpt.spm": FILES["source.spm"],
    "lex.50.50.enpt.s2t.bin": FILES["lex.bin"],
}
STAND_IN = """
import json, os, pathlib, shutil, time
class discovery:
    records = pathlib.Path(os.environ["STAND_IN"])
    def fetch_records_body(): return (discovery.records / "records.json").read_text()
    def parse_records(body): return json.loads(body)
    def resolve_route(body, source, target): return json.loads((discovery.records / "route.json").read_text())
    def add_models(source, target, folder, progress):
        out = pathlib.Path(folder) / f"{source}-{target}"
        out.mkdir(parents=True, exist_ok=True)
        for path in (discovery.records / "files").iterdir():
            shutil.copy(path, out)
        while (discovery.records / "wait").exists(): time.sleep(0.02)
"""


def tiny() -> Model:
    return model("tiny", FILES, FirefoxSpec("en", "pt"))


def records(files: dict[str, bytes], version: str = "3.0") -> list[dict[str, object]]:
    """As Remote Settings lists them."""
    return [
        {
            "name": name,
            "fileType": name.split(".")[0],
            "sourceLanguage": "en",
            "targetLanguage": "pt",
            "version": version,
            "architecture": "tiny",
            "decompressedHash": sha256(data),
            "attachment": {"location": f"models/{name}.zst", "hash": sha256(data), "size": len(data)},
        }
        for name, data in files.items()
    ]


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for fxtranslate, which finds what lies in this folder."""
    folder = tmp_path / "stand-in"
    (folder / "modules/fxtranslate").mkdir(parents=True)
    (folder / "modules/fxtranslate/__init__.py").write_text(STAND_IN)
    (folder / "files").mkdir()
    for name, data in THERE.items():
        (folder / "files" / name).write_bytes(data)
    (folder / "records.json").write_text(json.dumps(records(THERE)))
    (folder / "route.json").write_text('{"kind": "direct", "src": "en", "trg": "pt"}')
    monkeypatch.setenv("PYTHONPATH", str(folder / "modules"))
    monkeypatch.setenv("STAND_IN", str(folder))
    return folder


def test_files_come_under_our_names(tmp_path: Path, client: Path) -> None:
    watched = Watched()
    shop = store(tmp_path, tiny())
    assert shop.install(["tiny"], watched) == (Installed("tiny", "firefox"),)
    assert {name: (shop.path_of("tiny") / name).read_bytes() for name in FILES} == FILES
    assert [one[:2] for one in contacts(tmp_path)] == [("firefox translations en-pt", True)] * 2
    assert sorted(path.name for path in shop.folder.iterdir()) == [".lock", "tiny"]


def test_two_vocabularies_each_have_their_language(tmp_path: Path, client: Path) -> None:
    (client / "files/vocab.enpt.spm").unlink()
    (client / "files/srcvocab.enpt.spm").write_bytes(b"words")
    (client / "files/trgvocab.enpt.spm").write_bytes(b"palavras")
    two = model("tiny", {**FILES, "target.spm": b"palavras"}, FirefoxSpec("en", "pt"))
    shop = store(tmp_path, two)
    shop.install(["tiny"])
    assert (shop.path_of("tiny") / "target.spm").read_bytes() == b"palavras"


def test_another_edition_of_one_file_is_refused(tmp_path: Path, client: Path) -> None:
    (client / "files/lex.50.50.enpt.s2t.bin").write_bytes(b"another")
    with pytest.raises(BadHash) as caught:
        store(tmp_path, tiny()).install(["tiny"])
    assert caught.value.fields == {"file": "tiny/lex.bin", "source": "firefox"}


def test_a_pair_that_only_goes_through_a_third_language_is_no_source(tmp_path: Path, client: Path) -> None:
    (client / "route.json").write_text('{"kind": "pivot", "src": "en", "pivot": "es", "trg": "pt"}')
    with pytest.raises(SourceFailed, match="directly"):
        store(tmp_path, tiny()).install(["tiny"])


def test_cancel_ends_the_client_that_goes_on(tmp_path: Path, client: Path) -> None:
    (client / "wait").touch()  # for ever: nothing but the cancel ends it
    shop = store(tmp_path, tiny())
    came = threading.Event()

    def cancelled() -> bool:
        if any((shop.folder / ".fetched").rglob("lex.*")):
            came.set()
        return came.is_set()

    with pytest.raises(Cancelled):
        shop.install(["tiny"], cancelled=cancelled)
    assert not [one for one in psutil.Process().children() if "firefox_child" in " ".join(one.cmdline())]


def test_offline_is_refused_and_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGTUTOR_OFFLINE", "1")
    with pytest.raises(NetworkOff):
        store(tmp_path, tiny()).install(["tiny"])
    assert contacts(tmp_path) == [("firefox translations en-pt", False, None)]


# --- the real client, asked for its list ------------------------------------------------------------------------------


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[list[dict[str, object]]], None]]:
    body = b'{"data": []}'

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def publish(found: list[dict[str, object]]) -> None:
        nonlocal body
        body = json.dumps({"data": found}).encode()

    with local_server({"GET": answer}) as url:
        monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", url + "/records")
        yield publish


def test_another_edition_than_the_catalogues_is_not_even_fetched(
    tmp_path: Path, listed: Callable[[list[dict[str, object]]], None]
) -> None:
    listed(records({name: data + b"!" for name, data in THERE.items()}))
    with pytest.raises(SourceFailed, match="another edition"):
        store(tmp_path, tiny()).install(["tiny"])


def test_a_pair_that_is_not_published_is_a_failed_source(
    tmp_path: Path, listed: Callable[[list[dict[str, object]]], None]
) -> None:
    listed(records(THERE))
    with pytest.raises(SourceFailed, match="no model or pivot route"):
        store(tmp_path, model("tiny", FILES, FirefoxSpec("pt", "en"))).install(["tiny"])


def test_a_list_that_cannot_be_reached_is_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", "http://127.0.0.1:1/records")
    with pytest.raises(NoNetwork):
        store(tmp_path, tiny()).install(["tiny"])


def test_a_list_that_never_comes_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silence = threading.Event()
    monkeypatch.setattr(firefox, "CONNECT_S", 0.5)
    with local_server({"GET": lambda _: _wait(silence)}) as url:
        monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", url + "/records")
        with pytest.raises(NoNetwork, match="did not come"):
            store(tmp_path, tiny()).install(["tiny"])
        silence.set()


def _wait(event: threading.Event) -> None:
    event.wait(600)  # longer than any test may take: only giving up ends it
