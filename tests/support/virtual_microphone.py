"""A microphone that hears what a test plays into it: a PulseAudio of the test's own, with a null sink as microphone.

Nothing of the machine's own sound system is touched: another home, another run-time folder, another socket.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

READY_S = 60.0
_PROGRAMS = ("pulseaudio", "pactl", "paplay", "parecord")
_ASOUNDRC = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
_PULSE_SCRIPT = """
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=vmic rate=48000 channels=1 norewinds=1
load-module module-remap-source master=vmic.monitor source_name=vmicsrc
load-module module-null-sink sink_name=vspeaker rate=48000 channels=1 norewinds=1
set-default-source vmicsrc
set-default-sink vspeaker
"""


@dataclass(frozen=True)
class VirtualMicrophone:
    """environment: for the program under test, over its own. What it plays itself goes to a silent speaker, not back
    into its microphone."""

    environment: Mapping[str, str]

    def play(self, wav: Path) -> subprocess.Popen[bytes]:
        """Begin to play into the microphone; the process ends with the sound."""
        return subprocess.Popen(["paplay", "--device=vmic", "--latency-msec=50", str(wav)], env=dict(self.environment))

    def say(self, wav: Path) -> None:
        """Play into the microphone and wait for the end. Raises CalledProcessError."""
        with self.play(wav) as player:
            code = player.wait()
        if code:
            raise subprocess.CalledProcessError(code, "paplay")

    @contextmanager
    def hearing_speaker(self, wav: Path) -> Iterator[None]:
        """Record into `wav` what the program under test plays, while the block lasts."""
        command = ["parecord", "--device=vspeaker.monitor", "--channels=1", "--rate=16000", "--latency-msec=50"]
        with subprocess.Popen([*command, str(wav)], env=dict(self.environment)) as recorder:
            try:
                _wait_until(lambda: wav.exists() and wav.stat().st_size > 44, "parecord records nothing")
                yield
            finally:
                recorder.terminate()

    def sources(self) -> str:
        return self._pactl("list", "short", "sources")

    def unplug(self) -> None:
        """The microphone goes away."""
        self._pactl("unload-module", "module-remap-source")
        self._pactl("unload-module", "module-null-sink")

    def _pactl(self, *arguments: str) -> str:
        command = ["pactl", *arguments]
        return subprocess.run(
            command, env=dict(self.environment), check=True, capture_output=True, text=True, timeout=READY_S
        ).stdout


@contextmanager
def virtual_microphone(base: Mapping[str, str]) -> Iterator[VirtualMicrophone]:
    """base: the environment to build on, os.environ usually. Skips the test where PulseAudio isn't installed."""
    missing = [program for program in _PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.skip(f"no {', '.join(missing)}: install pulseaudio, pulseaudio-utils and libasound2-plugins")
    # A short path: unix sockets take 107 bytes.
    with tempfile.TemporaryDirectory(prefix="vmic-") as name:
        folder = Path(name)
        environment = _environment(folder, base)
        script = folder / "script.pa"
        script.write_text(_PULSE_SCRIPT.format(socket=folder / "socket"))
        log = folder / "pulseaudio.log"
        command = [
            "pulseaudio",
            "-n",
            "--daemonize=no",
            "--exit-idle-time=-1",
            "--disable-shm=yes",
            "--use-pid-file=no",
        ]
        with log.open("wb") as output:
            daemon = subprocess.Popen(
                [*command, "--high-priority=no", "--realtime=no", f"--file={script}"],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            microphone = VirtualMicrophone(environment)
            _wait_until(lambda: _is_ready(microphone, daemon, log), "PulseAudio does not get ready")
            yield microphone
        finally:
            daemon.terminate()
            try:
                daemon.wait(5)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()


def _environment(folder: Path, base: Mapping[str, str]) -> dict[str, str]:
    home, runtime = folder / "home", folder / "run"
    for made in (home, runtime):
        made.mkdir(mode=0o700)
    (home / ".asoundrc").write_text(_ASOUNDRC)
    kept = {name: value for name, value in base.items() if not name.startswith(("PULSE_", "PIPEWIRE_", "ALSA_"))}
    return {
        **kept,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "PULSE_SERVER": f"unix:{folder / 'socket'}",
        "PULSE_RUNTIME_PATH": str(runtime / "pulse"),
        "PULSE_STATE_PATH": str(home / "state"),
        "PULSE_COOKIE": str(home / "cookie"),
    }


def _is_ready(microphone: VirtualMicrophone, daemon: subprocess.Popen[bytes], log: Path) -> bool:
    if daemon.poll() is not None:
        raise RuntimeError(f"PulseAudio ended: {log.read_text(errors='replace')}")
    try:
        return "vmicsrc" in microphone.sources()
    except subprocess.CalledProcessError:
        return False


def _wait_until(condition: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + READY_S
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(otherwise)
        time.sleep(0.02)
