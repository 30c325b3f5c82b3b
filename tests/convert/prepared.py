"""A Python that has imported torch already, which takes five seconds: each program it is given runs in a copy of it.

`serve SOCKET` makes the copies. `ask SOCKET -m MODULE ARGS` runs a module in one, with its own streams, folder,
environment and exit code, as `python -m MODULE ARGS` would.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import socket
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

TIED = "langtutor.models.tied"
"""Ends with the process that started it, which a copy's never is: the module behind it is run."""
READY = "ready"
MODULES = (
    "torch",
    "transformers",
    "ctranslate2.converters",
    *(f"transformers.models.{name}.modeling_{name}" for name in ("marian", "m2m_100", "whisper", "wav2vec2", "llama")),
    *(f"langtutor.models.convert.{name}_models" for name in ("language", "sound", "speech", "translation")),
)
_MESSAGE_BYTES = 1 << 17


def serve(path: str) -> None:
    for name in MODULES:
        importlib.import_module(name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(path)
        listening.listen()
        print(READY, flush=True)
        while True:
            connection, _ = listening.accept()
            with connection:
                asked, streams, _, _ = socket.recv_fds(connection, _MESSAGE_BYTES, 3)
                copy = os.fork()
                if copy == 0:
                    _run(json.loads(asked), streams)
                for stream in streams:
                    os.close(stream)
                _, status = os.waitpid(copy, 0)
                connection.send(bytes([os.waitstatus_to_exitcode(status) & 0xFF]))


def ask(path: str, arguments: list[str]) -> int:
    """Waits, and gives the exit code."""
    program = arguments[3:] if arguments[1] == TIED else arguments[1:]
    asked = {"program": program, "folder": str(Path.cwd()), "environment": dict(os.environ)}
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
        connection.connect(path)
        socket.send_fds(connection, [json.dumps(asked).encode()], [0, 1, 2])
        return (connection.recv(1) or b"\1")[0]


def _run(asked: dict[str, Any], streams: list[int]) -> NoReturn:
    code: object = 0
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["environment"])
        sys.argv = asked["program"]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    else:
        sys.exit(ask(sys.argv[2], sys.argv[3:]))
