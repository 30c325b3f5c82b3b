"""Runs a module in a process that ends with its parent, even by SIGKILL: `python -m … PID NAME ARGS`.

A program with `PID --program NAME ARGS`. Without it a download whose installer was killed would go on beside the
next one's. PID: the parent.
"""

from __future__ import annotations

import ctypes
import os
import runpy
import signal
import sys

PROGRAM = "--program"

_PR_SET_PDEATHSIG = 1


def tie(parent: int) -> None:
    """Linux only; elsewhere a child ends when it next writes to the pipe that nobody reads any more."""
    if sys.platform != "linux":
        return
    # The signal follows the thread that started us: run_child stays in it until we have ended.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    tie(int(sys.argv[1]))
    sys.argv = sys.argv[2:]
    if sys.argv[0] == PROGRAM:
        os.execvp(sys.argv[1], sys.argv[1:])  # the tie outlasts it
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
