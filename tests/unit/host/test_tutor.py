"""The tutor's worker with tiny random models: which one writes, what ends, what goes on."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from langtutor.core import requests as r
from langtutor.core.errors import Cancelled, EngineFailed, ModelMissing
from langtutor.core.language import LanguageCode
from langtutor.host.client import Host
from langtutor.host.process import WorkerChange
from langtutor.host.specs import TUTOR, WorkerContext
from langtutor.models import choices
from langtutor.settings.paths import Paths
from tests.support.models import home_with_models
from tests.support.tiny_gguf import install_tiny
from tests.support.waiting import is_running, wait_until
from tests.unit.host.conftest import MakeHost, RecordingHost
from tests.unit.host.test_recovery import changes

LIMIT_S = 60
SOONER_S = 30
"""Than the slow model comes to the end of LONG, which takes minutes."""
LONG = r.Sampling(max_tokens=4000)
SHORT = r.Sampling(max_tokens=5)
HELLO = (r.Message("user", "Hello"),)
WARM_UP = r.WarmUp(r.Capability.CHAT, LanguageCode("en"))


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "models"
    install_tiny(folder, "tiny")
    return folder


@pytest.fixture
def slow(models: Path) -> Path:
    """A model that takes long enough to be interrupted."""
    return install_tiny(models, "a-slow-one", layers=24)


@pytest.fixture
def tutor(make_host: MakeHost, models: Path) -> RecordingHost:
    return make_host(TUTOR)


def test_a_turn_streams_through_the_worker(tutor: RecordingHost) -> None:
    pieces: list[r.TextPiece] = []
    call = tutor.submit(r.Chat(HELLO, r.Sampling(max_tokens=20)), on_partial=pieces.append)
    written = call.future.result(LIMIT_S)
    assert "".join(piece.text for piece in pieces) == written.text
    assert len(pieces) > 5
    assert (written.engine, written.tokens) == ("tiny", 20)
    chosen = tutor.ask(r.Choose(HELLO, ("A", "B")), timeout_s=LIMIT_S)
    assert sum(chosen.probabilities) == pytest.approx(1)


def test_no_port_is_open(tutor: RecordingHost) -> None:
    tutor.ask(r.Complete("Once", SHORT), timeout_s=LIMIT_S)
    worker = psutil.Process(tutor.pids()["tutor"])
    assert worker.net_connections("inet") == []


def test_given_up_in_the_middle(slow: Path, make_host: MakeHost) -> None:
    """The worker lives on and takes the next request at once."""
    host = make_host(TUTOR)
    pieces: list[r.TextPiece] = []
    call = host.submit(r.Complete("Once", LONG), on_partial=pieces.append)
    wait_until(lambda: len(pieces) > 3, "it did not begin to write", LIMIT_S)
    worker = host.pids()["tutor"]
    call.cancel()
    with pytest.raises(Cancelled):
        call.future.result(LIMIT_S)
    assert host.ask(r.Complete("Once", SHORT), timeout_s=SOONER_S).tokens == 5
    assert host.pids()["tutor"] == worker


def test_given_up_while_it_reads(slow: Path, make_host: MakeHost) -> None:
    host = make_host(TUTOR)
    host.ask(WARM_UP, timeout_s=LIMIT_S)
    worker = host.pids()["tutor"]
    call = host.submit(r.Complete("other words " * 300, LONG))
    call.cancel()
    assert host.ask(r.Complete("Once", SHORT), timeout_s=SOONER_S).tokens == 5
    assert host.pids()["tutor"] == worker


def test_killed_while_it_writes(slow: Path, make_host: MakeHost) -> None:
    host = make_host(TUTOR)
    pieces: list[r.TextPiece] = []
    call = host.submit(r.Complete("Once", r.Sampling(max_tokens=400)), on_partial=pieces.append)
    wait_until(lambda: len(pieces) > 3, "it did not begin to write", LIMIT_S)
    os.kill(host.pids()["tutor"], signal.SIGKILL)
    assert call.future.result(LIMIT_S).tokens == 400
    assert WorkerChange.RESTARTED in changes(host)


def test_idle_memory_is_given_back(make_host: MakeHost, models: Path) -> None:
    host = make_host(replace(TUTOR, idle_s=0.1))
    host.ask(r.Complete("Once", SHORT), timeout_s=LIMIT_S)
    wait_until(lambda: host.pids() == {}, "the idle tutor keeps its memory")
    assert host.ask(r.Complete("Once", SHORT), timeout_s=LIMIT_S).tokens == 5


def test_closing_does_not_wait_for_what_is_written(slow: Path, make_host: MakeHost) -> None:
    host = make_host(TUTOR)
    pieces: list[r.TextPiece] = []
    host.submit(r.Complete("Once", LONG), on_partial=pieces.append)
    wait_until(lambda: len(pieces) > 3, "it did not begin to write", LIMIT_S)
    worker = host.pids()["tutor"]
    host.close()
    wait_until(lambda: not is_running(worker), "the tutor outlives its window")


# --- which model -------------------------------------------------------------------------------------------------


def test_nothing_is_installed(make_host: MakeHost) -> None:
    """Warming up is no error; asking says what to install."""
    host = make_host(TUTOR)
    assert host.ask(WARM_UP, timeout_s=LIMIT_S).seconds >= 0
    with pytest.raises(ModelMissing) as caught:
        host.ask(r.Chat(HELLO, SHORT), timeout_s=LIMIT_S)
    assert caught.value.fields["model"] == "qwen2.5-coder-1.5b"


def test_the_preferred_one_writes_from_the_next_request_on(tutor: RecordingHost, models: Path) -> None:
    """One is in memory at a time: each has a socket as long as it is."""
    install_tiny(models, "tiny-other", seed=8)
    first = tutor.ask(r.Complete("Once", SHORT), timeout_s=LIMIT_S)
    choices.prefer(models, r.Capability.CHAT, "tiny-other")
    second = tutor.ask(r.Complete("Once", SHORT), timeout_s=LIMIT_S)
    assert (first.engine, second.engine) == ("tiny", "tiny-other")
    assert first.text != second.text
    sockets = psutil.Process(tutor.pids()["tutor"]).net_connections("unix")
    assert sum("langtutor-llama" in str(socket.laddr) for socket in sockets) == 1


def test_a_model_that_is_replaced_is_loaded_again(tutor: RecordingHost, models: Path) -> None:
    first = tutor.ask(r.Complete("Once", SHORT), timeout_s=LIMIT_S)
    install_tiny(models, "tiny", seed=9)
    assert tutor.ask(r.Complete("Once", SHORT), timeout_s=LIMIT_S).text != first.text


def test_a_damaged_model_is_said_and_another_can_be_taken(tutor: RecordingHost, models: Path) -> None:
    damaged = install_tiny(models, "a-damaged-one") / "model.gguf"
    damaged.write_bytes(b"?" * damaged.stat().st_size)
    with pytest.raises(EngineFailed) as caught:
        tutor.ask(r.Complete("Once", SHORT), timeout_s=LIMIT_S)
    assert caught.value.fields["engine"] == "a-damaged-one"
    choices.prefer(models, r.Capability.CHAT, "tiny")
    assert tutor.ask(r.Complete("Once", SHORT), timeout_s=LIMIT_S).engine == "tiny"


def pinned(paths: Paths, model: str) -> Host:
    return Host(WorkerContext(paths, never_use_network=True, pins={r.Capability.CHAT: model}), (TUTOR,))


def test_a_pinned_model_writes_whatever_is_chosen(tmp_path: Path, models: Path) -> None:
    install_tiny(models, "z-measured")
    data = tmp_path / "data"
    host = pinned(Paths(data, data, data), "z-measured")
    assert host.ask(r.Complete("Once", SHORT), timeout_s=LIMIT_S).engine == "z-measured"
    host.close()


def test_the_scorer_can_sit_the_exam(tmp_path: Path) -> None:
    home = home_with_models(tmp_path / "home", "smollm2-135m")
    host = pinned(Paths(home, home, tmp_path), "smollm2-135m")
    assert host.ask(r.Chat(HELLO, SHORT), timeout_s=LIMIT_S).engine == "smollm2-135m"
    host.close()


def test_a_pinned_model_that_is_missing_is_named(tmp_path: Path) -> None:
    host = pinned(Paths(tmp_path, tmp_path, tmp_path), "smollm2-135m")
    with pytest.raises(ModelMissing) as caught:
        host.ask(r.Chat(HELLO, SHORT), timeout_s=LIMIT_S)
    assert caught.value.fields["model"] == "smollm2-135m"
    host.close()
