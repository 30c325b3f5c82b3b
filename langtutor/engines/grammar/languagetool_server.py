"""LanguageTool's server: a Java program on a free port of this machine's loopback, ended with the process it serves."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from langtutor.core.errors import EngineFailed
from langtutor.engines.grammar import tether
from langtutor.engines.grammar.java import Java, clean, find_javas

log = logging.getLogger(__name__)

MAIN_CLASS = "org.languagetool.server.HTTPServer"
HEAP_MB = 1024
LOOPBACK = "127.0.0.1"
UP_WITHIN_S = 60.0
STARTS = 2
REST_S = 60.0
"""After STARTS deaths with nothing answered in between it isn't started again for so long."""
_POLL_S = 0.05
_END_S = 2.0
_LOG_BYTES = 1_000_000

# Without the first three Portuguese is twelve times slower (FACTS.md).
_SETTINGS = """\
pipelineCaching=true
maxPipelinePoolSize=10
pipelineExpireTimeInSeconds=36000
maxCheckTimeMillis=120000
"""

# Each request would be a line otherwise.
_LOGGING = """\
<configuration>
  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%d %-5level %logger %msg%n</pattern></encoder>
  </appender>
  <root level="WARN"><appender-ref ref="out"/></root>
</configuration>
"""

# Measured on two cores: the serial collector saves 40 % of the memory and a fifth of the work. The simple compiler
# alone halves the work of starting and of the first checks, and then is no slower but where names need suggestions.
_FLAGS = (
    "-XX:+IgnoreUnrecognizedVMOptions",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-CreateCoredumpOnCrash",
    "-XX:-UsePerfData",
    "-XX:+DisableAttachMechanism",
    "-Djava.awt.headless=true",
    "-Djava.net.preferIPv4Stack=true",
    "-Dfile.encoding=UTF-8",
)


class ServerGone(Exception):
    """It ended or was ended before it answered."""


class LanguageToolServer:
    """Started and started again by `start` only, from the thread that lives longest: the kernel ends it with that one.

    name: to call it in errors. jars: the folder of LanguageTool. work: a folder of ours for all that it writes.
    """

    def __init__(
        self,
        name: str,
        jars: Path,
        work: Path,
        javas: Callable[[], Sequence[Java]] = find_javas,
        heap_mb: int = HEAP_MB,
    ) -> None:
        self._name = name
        self._jars = jars
        self._work = work
        self._find_javas = javas
        self._heap_mb = heap_mb
        self._javas: list[Java] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._up = False
        self._begun = 0
        self._begun_at = 0.0
        self.port = 0
        self.starts = 0

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None and self.running else None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Begins it unless it runs, without waiting. Raises NoJava, EngineFailed where it won't live."""
        if self.running:
            return
        self._bury_the_dead()
        if self._begun >= STARTS and time.monotonic() - self._begun_at < REST_S:
            raise self._failed(f"its server stopped {self._begun} times, see {self._log}")
        if self._begun >= STARTS:
            self._begun = 0
        self._begun += 1
        self._begun_at = time.monotonic()
        if not self._javas:
            self._javas = list(self._find_javas())
        self._begin(self._javas[0])

    def wait_until_up(self) -> None:
        """Any thread. Raises ServerGone where it ends, or isn't up in time."""
        deadline = self._begun_at + UP_WITHIN_S
        while not self._up:
            process = self._process
            if process is None or process.poll() is not None:
                raise ServerGone(f"it ended with {process.returncode if process else None}")
            if time.monotonic() > deadline:
                self.kill()
                raise ServerGone(f"it was not up within {UP_WITHIN_S:.0f} s")
            if self._listens(process):
                self._up = True
                log.info("%s is up after %.1f s", self._name, time.monotonic() - self._begun_at)
            else:
                time.sleep(_POLL_S)

    def ends_within(self, seconds: float) -> bool:
        """Any thread."""
        process = self._process
        try:
            return process is None or process.wait(seconds) is not None
        except subprocess.TimeoutExpired:
            return False

    def worked(self) -> None:
        """It answered: an end from now on is a new one."""
        self._begun = 0

    def kill(self) -> None:
        """Any thread: whoever waits for an answer learns that it is gone."""
        process = self._process
        if process is not None:
            _end(process)

    def close(self) -> None:
        """Ends it; it can be started again."""
        self.kill()
        self._process = None
        self._up = False
        self._begun = 0

    # The rest is for the thread that starts it.

    def _begin(self, java: Java) -> None:
        try:
            self._write_files()
            self.port = _free_port()
            with self._log.open("ab") as output:
                self._process = subprocess.Popen(
                    [sys.executable, "-I", "-S", tether.__file__, str(os.getpid()), *self._command(java)],
                    cwd=self._work,
                    env=clean(os.environ),
                    stdin=subprocess.PIPE,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
        except OSError as error:
            raise self._failed(str(error)) from error
        self.starts += 1
        log.info("%s begins on port %d with Java %d", self._name, self.port, java.version)

    def _command(self, java: Java) -> list[str]:
        return [
            str(java.program),
            f"-Xmx{self._heap_mb}m",
            *_FLAGS,
            f"-Djava.io.tmpdir={self._temporary}",
            f"-XX:ErrorFile={self._work / 'crash-%p.log'}",
            f"-Dlogback.configurationFile={self._work / 'logback.xml'}",
            "-cp",
            os.pathsep.join(class_path(self._jars)),
            MAIN_CLASS,
            "--port",
            str(self.port),
            "--config",
            str(self._work / "server.properties"),
        ]

    @property
    def _temporary(self) -> Path:
        return self._work / "tmp"

    @property
    def _log(self) -> Path:
        return self._work / "server.log"

    def _write_files(self) -> None:
        """The same for every process that uses the folder."""
        self._temporary.mkdir(parents=True, exist_ok=True)
        for name, text in (("server.properties", _SETTINGS), ("logback.xml", _LOGGING)):
            path = self._work / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                part = path.with_name(f"{name}.{os.getpid()}.part")
                part.write_text(text, encoding="utf-8")
                part.replace(path)
        if self._log.exists() and self._log.stat().st_size > _LOG_BYTES:
            self._log.unlink()

    def _listens(self, process: subprocess.Popen[bytes]) -> bool:
        """Itself, on our port: between our choice and its start another program may have taken that."""
        return (LOOPBACK, self.port) in listening(process.pid)

    def _bury_the_dead(self) -> None:
        """Where one never came up, its Java may be at fault: the next is taken where there is one."""
        if self._process is None:
            return
        _end(self._process)
        log.warning("%s ended with %s", self._name, self._process.returncode)
        if not self._up and len(self._javas) > 1:
            log.warning("%s is not used any more", self._javas.pop(0).program)
        self._process = None
        self._up = False

    def _failed(self, detail: str) -> EngineFailed:
        return EngineFailed(engine=self._name, detail=detail)


def listening(pid: int) -> frozenset[tuple[str, int]]:
    """Addresses and ports on which a process or one of its children waits for others."""
    import psutil

    try:
        first = psutil.Process(pid)
        family = [first] if sys.platform == "linux" else [first, *first.children(recursive=True)]
        return frozenset(
            (connection.laddr.ip, connection.laddr.port)
            for process in family
            for connection in process.net_connections(kind="tcp")
            if connection.status == psutil.CONN_LISTEN
        )
    except psutil.Error:
        return frozenset()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()  # which is what ends it where the kernel doesn't, see tether.py
    if sys.platform == "linux":
        process.kill()
    try:
        process.wait(_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def class_path(jars: Path) -> list[str]:
    """Jars side by side; in LanguageTool's own download most lie in `libs/`, and rules in folders beside them."""
    libraries = jars / "libs"
    more = [str(jars), f"{libraries}{os.sep}*"] if libraries.is_dir() else []
    return [f"{jars}{os.sep}*", *more]
