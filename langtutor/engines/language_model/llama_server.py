"""llama.cpp's server inside this process, through xllamacpp: a typed wrapper that nothing outside can reach.

The server must listen somewhere. It gets a unix socket in a folder that only this user may enter, and both are removed
as soon as it listens, so that there is no name to connect to: requests go through its functions, not through a socket.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import psutil

from langtutor.engines.language_model import Check
from langtutor.engines.language_model.following import Followed

_PREFIX = "langtutor-llama-"
_LONGEST_SOCKET_PATH = 103
"""Bytes; Linux has room for 107, macOS for 103."""
_STALE_S = 600
_READ_BYTES = 8 << 20
_PROMPT_STEP_TOKENS = 64
"""A prompt is read in steps of so many tokens (1.5B on two cores: 1 s); between two it can be given up."""
_REMEMBERED_MIB = 128
"""For prompts that were read before the last one."""

_DRAFT_AFTER, _DRAFT_TOKENS = 2, 3
"""So many tokens that came before in this order are followed by those that followed them then."""
_ONE_LINE = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}
"""How llguidance is told to write JSON; left free, a small model may go on with spaces for ever."""

Reply = dict[str, Any]


class Endpoint(StrEnum):
    CHAT = "handle_chat_completions"
    COMPLETION = "handle_completions"


class LlamaServer:
    """One GGUF in memory. Answers one request after another; for one thread."""

    def __init__(self, model: Path, context_tokens: int, threads: int, check: Check, *, drafting: bool = False) -> None:
        """Loads the model, which holds the GIL for a second or two, after reading the file, which doesn't.

        drafting: guess what comes next from what the prompt and the answer already have, and check several at once.
        Raises RuntimeError where llama.cpp refuses the file, OSError, and what check raises.
        """
        _read_ahead(model, check)
        with private_socket() as socket:
            self._server: Any = _start(model, context_tokens, threads, socket, drafting=drafting)
        # Ended before its loop has begun it would never end; an answer proves that it has.
        self._server.handle_completions({"prompt": "", "max_tokens": 1})
        self._following: list[Followed[Reply]] = []

    def ask(self, endpoint: Endpoint, body: Mapping[str, Any], check: Check) -> Iterator[Reply]:
        """The streamed replies to a request, as llama.cpp's HTTP interface has them. Stops where check raises.

        Raises ValueError for a request that can't be understood, such as a schema that is none.
        """
        handle = getattr(self._server, endpoint)
        request = {**body, "stream": True, "stream_options": {"include_usage": True}, "return_progress": True}
        followed: Followed[Reply] = Followed(lambda put: handle(request, put), check)
        self._following = [one for one in self._following if one.running] + [followed]
        return iter(followed)

    def close(self) -> None:
        """Waits until what was given up has ended its step, then gives the memory back."""
        for followed in self._following:
            followed.end()
        self._following = []
        self._server = None


def grammar_of(json_schema: str) -> str:
    """What llama.cpp holds the model to. Raises ValueError for what is no JSON object.

    A schema that means nothing isn't noticed here nor by llama.cpp, which then writes as if there were none.
    """
    import xllamacpp

    schema = json.loads(json_schema)
    if not isinstance(schema, dict):
        raise ValueError("it is no JSON object")
    return str(xllamacpp.json_schema_to_grammar({**schema, "x-guidance": _ONE_LINE}))


def _start(model: Path, context_tokens: int, threads: int, socket: Path, *, drafting: bool) -> Any:
    # OpenMP's threads wait by spinning, 300,000 times if they may: beside other work nothing moves (40 times slower).
    os.environ.setdefault("GOMP_SPINCOUNT", "500")
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.offline = True
    params.hostnames = [str(socket)]
    params.api_keys = [secrets.token_hex(16)]
    params.ui = False
    params.endpoint_slots = False
    params.n_threads_http = 1
    params.verbosity = -1
    params.n_ctx = context_tokens
    params.n_parallel = 1
    params.n_batch = params.n_ubatch = _PROMPT_STEP_TOKENS
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.cache_ram_mib = _REMEMBERED_MIB
    params.load_mode = xllamacpp.llama_load_mode.LLAMA_LOAD_MODE_NONE  # mapped, the weights are in memory twice
    if drafting:
        params.speculative.types = [xllamacpp.common_speculative_type.COMMON_SPECULATIVE_TYPE_NGRAM_SIMPLE]
        params.speculative.ngram_simple.size_n, params.speculative.ngram_simple.size_m = _DRAFT_AFTER, _DRAFT_TOKENS
    params.fit_params = False
    params.warmup = False
    return xllamacpp.Server(params)


def _read_ahead(model: Path, check: Check) -> None:
    """So that loading finds the file in the system's cache and waits for no disk while it holds the GIL."""
    buffer = bytearray(_READ_BYTES)
    with model.open("rb", buffering=0) as file:
        while file.readinto(buffer):
            check()


@contextlib.contextmanager
def private_socket() -> Iterator[Path]:
    """A path for a unix socket that nobody else can open, while the block runs. Raises OSError."""
    for base in _bases():
        _sweep(base)
        try:
            folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=base))
        except OSError:
            continue
        try:
            path = folder / "s.sock"
            if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
                yield path
                return
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    raise OSError("no folder for a socket: set TMPDIR to a folder with a short name that can be written")


def _bases() -> list[Path]:
    """Where temporary things may lie, the user's own first."""
    named = (os.environ.get("XDG_RUNTIME_DIR", ""), tempfile.gettempdir(), "/tmp")
    return [Path(name) for name in dict.fromkeys(named) if name and Path(name).is_dir()]


def _sweep(base: Path) -> None:
    """Removes what programs left that were killed while they loaded. A young one may belong to another container."""
    for folder in base.glob(f"{_PREFIX}*-*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        with contextlib.suppress(OSError):
            old = time.time() - folder.stat().st_mtime > _STALE_S
            if old and pid.isdigit() and not psutil.pid_exists(int(pid)):
                shutil.rmtree(folder, ignore_errors=True)
