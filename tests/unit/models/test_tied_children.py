"""Programs and modules that we start end with us, however we end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from langtutor.models.child import own_program
from tests.support.waiting import wait_until

INSTALLER = """
import sys
from pathlib import Path
from langtutor.models.child import own_environment, own_program, run_child
import os
command = own_program("sleep", "600")
run_child(command, own_environment(os.environ), Path(sys.argv[1]), lambda: False, print)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a child to its parent")
def test_a_program_ends_when_its_installer_is_killed(tmp_path: Path) -> None:
    installer = psutil.Popen([sys.executable, "-c", INSTALLER, str(tmp_path)], stderr=subprocess.DEVNULL)

    def sleeping() -> list[psutil.Process]:
        return [one for one in installer.children(recursive=True) if one.name() == "sleep"]

    wait_until(lambda: bool(sleeping()), "the program never starts")
    [program] = sleeping()
    installer.kill()
    installer.wait()
    wait_until(lambda: not program.is_running() or program.status() == psutil.STATUS_ZOMBIE, "it goes on by itself")


def test_a_program_that_is_not_there_is_told_apart() -> None:
    with pytest.raises(FileNotFoundError):
        own_program("langtutor-no-such-program")
