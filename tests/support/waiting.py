"""Waiting for what another process does, with a limit and a reason."""

from __future__ import annotations

import time
from collections.abc import Callable

import psutil

PATIENCE_S = 60.0
"""A limit costs nothing where the thing happens; a short one fails on a machine that is merely slow."""


def wait_until(condition: Callable[[], bool], otherwise: str, limit_s: float = PATIENCE_S) -> None:
    """Raises TimeoutError with `otherwise`."""
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(otherwise)
        time.sleep(0.005)


def is_running(pid: int) -> bool:
    """A zombie isn't: it has ended, and only its parent hasn't looked yet."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
