"""What this computer has to offer a model: memory, disk, cores, and how fast it reads weights."""

from __future__ import annotations

import os
import shutil
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_ARRAY_BYTES = 64 << 20
_ROUNDS = 16


@dataclass(frozen=True, slots=True)
class Machine:
    """memory_bytes: of the whole computer. reading_bytes_per_s: how fast two threads read memory, which is what limits
    how fast a language model writes; 0 where it wasn't measured."""

    memory_bytes: int
    free_disk_bytes: int
    cores: int
    reading_bytes_per_s: float = 0.0


def this_machine(models: Path, *, measure: bool = False) -> Machine:
    """models: the folder whose disk counts; it need not be there yet. measure takes a fifth of a second and 130 MB."""
    import psutil

    there = next(folder for folder in (models, *models.parents) if folder.exists())
    return Machine(
        memory_bytes=int(psutil.virtual_memory().total),
        free_disk_bytes=shutil.disk_usage(there).free,
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        reading_bytes_per_s=reading_speed() if measure else 0.0,
    )


def free_memory_bytes() -> int:
    """What could be used now without swapping."""
    import psutil

    return int(psutil.virtual_memory().available)


def reading_speed(threads: int = 2) -> float:
    """Bytes a second, the best of some rounds: others may be using the machine."""
    import numpy as np

    arrays = [np.ones(_ARRAY_BYTES // 4, dtype=np.float32) for _ in range(threads)]
    best_s = float("inf")
    for _ in range(_ROUNDS):
        begin = time.perf_counter()
        readers = [threading.Thread(target=array.sum) for array in arrays]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        best_s = min(best_s, time.perf_counter() - begin)
    return threads * _ARRAY_BYTES / best_s
