"""Grammar in the text worker: who answers, nobody waits for Java, and no Java is left over."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import psutil
import pytest

from langtutor.core.errors import ModelMissing, UserError
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability, CheckGrammar, WarmUp
from langtutor.host.client import Host
from langtutor.host.specs import TEXT, WorkerContext
from langtutor.settings.paths import Paths
from tests.support.models import home_with_models
from tests.support.waiting import is_running, wait_until

EN, PT = LanguageCode("en"), LanguageCode("pt")
SAID = "I enjoy to cook. She go home."


def host_of(home: Path, **pins: str) -> Host:
    chosen = {Capability(name): model for name, model in pins.items()}
    return Host(WorkerContext(Paths(home, home, home / "cache"), never_use_network=True, pins=chosen), (TEXT,))


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    made = host_of(home_with_models(tmp_path / "home", "languagetool-6.7"))
    yield made
    made.close()


def java_of(host: Host) -> int | None:
    """The Java that the text worker has started."""
    worker = host.pids().get("text")
    if worker is None:
        return None
    names = {child.pid: child.name() for child in psutil.Process(worker).children()}
    return next((pid for pid, name in names.items() if "java" in name), None)


def started_java(host: Host) -> int:
    wait_until(lambda: java_of(host) is not None, "no Java was started")
    pid = java_of(host)
    assert pid is not None
    return pid


def test_nobody_waits_for_java_and_both_answer_when_it_is_warm(host: Host) -> None:
    assert host.ask(WarmUp(Capability.GRAMMAR, EN), timeout_s=30).loading
    first = host.ask(CheckGrammar(SAID, EN), timeout_s=30)
    assert (first.engine, first.complete) == (f"harper-{version('harper-py')}", False)
    patient = host.ask(CheckGrammar(SAID, EN, patient=True), timeout_s=120)
    assert patient.engine.endswith("+languagetool-6.7")
    assert {edit.source for edit in patient.edits} == {"languagetool", "harper+languagetool"}
    assert patient.complete
    assert not host.ask(WarmUp(Capability.GRAMMAR, EN), timeout_s=30).loading
    assert host.ask(CheckGrammar(SAID, EN), timeout_s=30) == patient
    java = started_java(host)
    host.close()
    wait_until(lambda: not is_running(java), "closing leaves Java behind")


def test_java_dies_with_a_worker_that_is_killed_and_starts_again_with_the_next(host: Host) -> None:
    host.ask(WarmUp(Capability.GRAMMAR, PT), timeout_s=30)
    java = started_java(host)
    psutil.Process(host.pids()["text"]).kill()
    wait_until(lambda: not is_running(java), "Java outlives its worker")
    found = host.ask(CheckGrammar("Meu mãe é médica.", PT, patient=True), timeout_s=120)
    assert found.engine == "languagetool-6.7"
    assert found.edits
    assert started_java(host) != java


def test_where_nothing_else_speaks_the_language_the_wait_is_bounded(host: Host) -> None:
    with pytest.raises(UserError) as said:
        host.ask(
            CheckGrammar("Meu mãe é médica.", PT), timeout_s=120
        )  # a patient request waits for Java to the end, this one says
    assert said.value.fields["detail"] == "it is still starting"


def test_without_the_model_harper_answers_alone_and_portuguese_names_what_is_missing(tmp_path: Path) -> None:
    host = host_of(tmp_path)
    try:
        host.ask(WarmUp(Capability.GRAMMAR, PT), timeout_s=30)
        assert host.ask(CheckGrammar(SAID, EN, patient=True), timeout_s=30).engine.startswith("harper-")
        with pytest.raises(ModelMissing) as said:
            host.ask(CheckGrammar("Meu mãe é médica.", PT), timeout_s=30)
        assert said.value.fields["model"] == "languagetool-6.7"
    finally:
        host.close()


def test_a_pinned_one_is_measured_alone(tmp_path: Path) -> None:
    host = host_of(home_with_models(tmp_path / "home", "languagetool-6.7"), grammar="languagetool-6.7")
    try:
        assert host.ask(CheckGrammar(SAID, EN), timeout_s=120).engine == "languagetool-6.7"
    finally:
        host.close()
