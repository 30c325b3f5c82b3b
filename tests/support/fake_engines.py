"""Engine sets that do as the request says: `Translate.text` is a command and its arguments, one a line.

Imported in spawned workers by name, so only what is importable there may stand here.
"""

from __future__ import annotations

import ctypes
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.core import ear_requests as e
from langtutor.core import look_up_requests as look
from langtutor.core import requests as r
from langtutor.core.errors import ModelMissing
from langtutor.core.language import LanguageCode, Pair
from langtutor.host.engine_set import EngineSet, Job
from langtutor.host.specs import WorkerContext, WorkerSpec
from langtutor.network.guard import is_local

PAIR = Pair(LanguageCode("en"), LanguageCode("pt"))
FIRST = WorkerSpec(
    "first",
    "tests.support.fake_engines:build",
    frozenset({r.Capability.TRANSLATION, r.Capability.VOICE_ACTIVITY, r.Capability.SPEECH}),
)
SECOND = WorkerSpec("second", "tests.support.fake_engines:build", frozenset({r.Capability.DICTIONARY}))


def do(command: str, *arguments: object) -> look.Translate:
    return look.Translate("\n".join([command, *map(str, arguments)]), PAIR)


def look_up(command: str, *arguments: object) -> look.LookUpWord:
    """The same for the second worker; answers Entries with the result as query."""
    return look.LookUpWord("\n".join([command, *map(str, arguments)]), PAIR.source, PAIR.target)


def build(context: WorkerContext) -> EngineSet:
    def translate(request: look.Translate, job: Job) -> Any:
        value = _run(request.text, job)
        return look.Translation(value, request.pair, "fake") if isinstance(value, str) else value

    def entries(request: look.LookUpWord, job: Job) -> look.Entries:
        return look.Entries(str(_run(request.word, job)), None, ())

    def close() -> None:
        (context.paths.data / "closed").write_text("in order")

    return EngineSet(
        handlers={look.Translate: translate, look.LookUpWord: entries},
        sessions={e.WatchSpeech: lambda request, job: Counting(job)},
        close=close,
    )


def broken(context: WorkerContext) -> EngineSet:
    """Leaves a mark for each start, then fails as a missing library would."""
    with (context.paths.data / "starts").open("a") as file:
        file.write("start\n")
    raise ImportError("libsomething.so.1")


def no_handlers(context: WorkerContext) -> EngineSet:
    return EngineSet()


class Counting:
    """Session: tells the seconds heard after each chunk. A chunk of NaN fails, of infinity kills, of -1 hangs."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._heard = 0

    def feed(self, samples: NDArray[np.float32]) -> None:
        if np.isnan(samples).any():
            raise ModelMissing(model="vad", command="x")
        if np.isinf(samples).any():
            os.kill(os.getpid(), signal.SIGKILL)
        if (samples == -1).any():
            self._job.emit(self._state())
            threading.Event().wait()
        self._heard += len(samples)
        self._job.emit(self._state())

    def finish(self) -> e.SpeechState:
        return self._state()

    def _state(self) -> e.SpeechState:
        return e.SpeechState(started=True, speaking=False, silence_s=self._heard / 16_000)


def _run(text: str, job: Job) -> object:
    command, *arguments = text.split("\n")
    return COMMANDS[command](job, *arguments)


def _echo(job: Job, text: str) -> str:
    return text


def _pid(job: Job) -> str:
    return str(os.getpid())


def _user_error(job: Job) -> str:
    raise ModelMissing(model="whisper-base", command="langtutor models install whisper-base")


def _bug(job: Job) -> str:
    raise ZeroDivisionError("one of ours")


def _unpicklable(job: Job) -> object:
    return lambda: None


def _partials(job: Job, count: str) -> str:
    for number in range(int(count)):
        job.emit(number)
    return "done"


def _note(job: Job, file: str, line: str) -> str:
    with Path(file).open("a") as out:
        out.write(line + "\n")
    return line


def _cooperative(job: Job, begun: str) -> str:
    Path(begun).touch()
    while True:
        job.cancelled.wait()
        job.check()


def _wait_for(job: Job, begun: str, until: str) -> str:
    Path(begun).touch()
    while not Path(until).exists():
        time.sleep(0.005)
    return until


def _stuck(job: Job, begun: str) -> str:
    Path(begun).touch()
    threading.Event().wait()
    return ""


def _hold_gil(job: Job, begun: str) -> str:
    """As native code does that never lets other threads run (FACTS.md)."""
    Path(begun).touch()
    ctypes.PyDLL(None).sleep(600)
    return ""


def _die(job: Job, tries: str) -> str:
    """Leaves a mark for each try."""
    _note(job, tries, "try")
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def _die_once(job: Job, tries: str) -> str:
    return _echo(job, "alive") if Path(tries).exists() else _die(job, tries)


def _is_guarded(job: Job) -> str:
    assert not is_local(("192.0.2.1", 80))
    import socket

    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    except Exception as error:  # whatever it is, its name is the answer
        return type(error).__name__
    return "open"


COMMANDS: dict[str, Callable[..., object]] = {
    "echo": _echo,
    "pid": _pid,
    "user_error": _user_error,
    "bug": _bug,
    "unpicklable": _unpicklable,
    "partials": _partials,
    "note": _note,
    "cooperative": _cooperative,
    "wait_for": _wait_for,
    "stuck": _stuck,
    "hold_gil": _hold_gil,
    "die": _die,
    "die_once": _die_once,
    "is_guarded": _is_guarded,
}
