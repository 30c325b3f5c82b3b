"""A program of its own, run by path: turns into, or watches over, a server that must end when its starter does.

`python -I -S tether.py PID PROGRAM ARGS…`; PID is the starter's, whose end of our standard input says that it lives.
It imports nothing of the house, so that it starts in 20 ms.
"""

import os
import signal
import subprocess
import sys
import threading

_PR_SET_PDEATHSIG = 1


def become(parent: int, command: list[str]) -> None:
    """Linux: the kernel kills what we turn into as soon as the thread that started us ends."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the kernel knew
        sys.exit(1)
    os.execv(command[0], command)


def watch(command: list[str]) -> int:
    """Elsewhere: run it as a child, and kill it when our input ends, as it does with its last writer."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def wait_for_end() -> None:
        while os.read(0, 1024):
            pass
        process.kill()

    threading.Thread(target=wait_for_end, daemon=True).start()
    return process.wait()


if __name__ == "__main__":
    if sys.platform == "linux":
        become(int(sys.argv[1]), sys.argv[2:])
    else:
        sys.exit(watch(sys.argv[2:]))
