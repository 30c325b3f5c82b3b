"""Runs a catalogue's `convert` step in a process of its own, which gives its memory back and can be ended at once."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from langtutor.core.errors import UserError
from langtutor.models.child import own_environment, own_module, progress_in, run_child
from langtutor.models.files import Cancel

_NO_SPACE = 5


class NotConvertible(Exception):
    """The file can't be converted, and why."""


Converter = Callable[[str, Path, Path, Callable[[float], None], Cancel], None]
"""(kind, source file, folder to fill, fraction done in [0, 1], cancelled)."""


def convert_in_child(kind: str, source: Path, out: Path, progress: Callable[[float], None], cancelled: Cancel) -> None:
    """Fills the folder out. Raises NotConvertible, OSError, Cancelled."""
    lines: list[str] = []

    def on_line(line: str) -> None:
        done = progress_in(line)
        if done:
            progress(done[0] / max(1, done[1]))
        else:
            lines.append(line)

    command = own_module("langtutor.models.conversion", kind, str(source), str(out))
    code = run_child(command, own_environment(os.environ), source.parent, cancelled, on_line)
    if code == _NO_SPACE:
        raise OSError(errno.ENOSPC, "no space left for the converted model")
    if code != 0:
        detail = lines[-1] if lines else f"the conversion ended with code {code}"
        raise NotConvertible(detail)


def main(kind: str, source: str, out: str) -> int:
    from langtutor.models.convert import gguf_to_ct2

    def tell(done: int, total: int) -> None:
        print(f"Progress {done} of {total}", flush=True)

    if kind != "gguf-ct2":
        print(f"no conversion is called {kind}")
        return 2
    try:
        gguf_to_ct2(Path(source), Path(out), tell)
    except UserError as error:
        print(error)
        return 1
    except OSError as error:
        print(error)
        return _NO_SPACE if error.errno == errno.ENOSPC else 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
