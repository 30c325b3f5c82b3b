from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from langtutor.host.client import Host
from langtutor.host.process import WorkerEvent
from langtutor.host.specs import WorkerContext, WorkerSpec
from langtutor.settings.paths import Paths
from tests.support.fake_engines import FIRST, SECOND


class RecordingHost(Host):
    """A host that remembers what it announced."""

    def __init__(self, context: WorkerContext, specs: tuple[WorkerSpec, ...]) -> None:
        super().__init__(context, specs)
        self.events: list[WorkerEvent] = []
        self.on_event(self.events.append)


MakeHost = Callable[..., RecordingHost]


@pytest.fixture
def make_host(tmp_path: Path) -> Iterator[MakeHost]:
    """Hosts of the given specs, closed at the end."""
    made: list[RecordingHost] = []

    def make(*specs: WorkerSpec) -> RecordingHost:
        data = tmp_path / "data"
        data.mkdir(exist_ok=True)
        made.append(RecordingHost(WorkerContext(Paths(data, data, data), never_use_network=True), specs))
        return made[-1]

    yield make
    for host in made:
        host.close()


@pytest.fixture
def host(make_host: MakeHost) -> RecordingHost:
    return make_host(FIRST, SECOND)
