from __future__ import annotations

import threading
from pathlib import Path

import pytest

from langtutor.core.errors import Cancelled, ModelMissing
from langtutor.core.requests import Capability, Request
from langtutor.host.client import Call, Host
from langtutor.host.specs import WorkerContext
from langtutor.models import results
from langtutor.models.catalogue import load_catalogue
from langtutor.models.entries import CAPABILITIES
from langtutor.models.results import Unit
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.services.bench_probes import PROBES
from langtutor.services.benching import Benching, BenchStep
from langtutor.services.tasks import Tasks
from langtutor.settings.paths import HOME_VARIABLE, Paths, resources_dir, user_paths
from tests.support.models import home_with_models

ASKED_MODELS = ("firefox-en-pt", "freedict-en-pt")


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """Real models, linked: results are kept beside them, so the folder must be the test's own."""
    linked = home_with_models(tmp_path / "real", *ASKED_MODELS)
    home = tmp_path / "home"
    (home / "models").mkdir(parents=True)
    for model in ASKED_MODELS:
        (home / "models" / model).symlink_to((linked / "models" / model).resolve())
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    return user_paths()


@pytest.fixture
def tasks() -> Tasks:
    return Tasks(threads=1)


def benching(paths: Paths, tasks: Tasks, new_host: type[Host] = Host) -> tuple[Benching, ModelStore]:
    guard = NetworkGuard(None, never=True)
    store = ModelStore(paths.models, load_catalogue(resources_dir() / "catalogue.toml"), guard)
    context = WorkerContext(paths, never_use_network=True)
    return Benching(store, context, resources_dir() / "courses", tasks, new_host), store


def test_real_models_are_measured_alone_and_the_results_kept(paths: Paths, tasks: Tasks) -> None:
    bench, store = benching(paths, tasks)
    steps: list[BenchStep] = []
    outcome = bench.run(ASKED_MODELS, steps.append).future.result(60)
    assert outcome.failed == ()
    translation, dictionary = outcome.results
    assert translation.unit is Unit.WORDS_PER_S and translation.speed > 10
    assert dictionary.unit is Unit.MS_PER_WORD and dictionary.speed < 1000
    assert translation.load_s > 0 and translation.memory_bytes > 1_000_000
    assert results.bench_of(store.folder, "firefox-en-pt") == translation
    assert [(step.model, step.done) for step in steps] == [("firefox-en-pt", 0), ("freedict-en-pt", 1), ("", 2)]


def test_every_kind_of_model_can_be_measured() -> None:
    assert set(PROBES) >= set(CAPABILITIES.values())


def test_a_model_that_is_not_there_is_said_before_anything_starts(paths: Paths, tasks: Tasks) -> None:
    bench, _ = benching(paths, tasks)
    with pytest.raises(ModelMissing):
        bench.run(["firefox-en-pt", "wordnet"]).future.result(30)


def test_cancel_ends_it_and_leaves_no_worker(paths: Paths, tasks: Tasks) -> None:
    pinned: list[dict[Capability, str]] = []
    asked = threading.Event()
    hosts: list[Host] = []

    class Watched(Host):
        def __init__(self, context: WorkerContext) -> None:
            super().__init__(context)
            pinned.append(dict(context.pins))
            hosts.append(self)

        def submit(self, request: Request[object], *args: object, **options: object) -> Call[object]:
            asked.set()
            return super().submit(request)

    bench, store = benching(paths, tasks, Watched)
    run = bench.run(["firefox-en-pt"])
    assert asked.wait(30)
    run.cancel()
    with pytest.raises(Cancelled):
        run.future.result(30)
    assert pinned == [{Capability.TRANSLATION: "firefox-en-pt"}]
    assert hosts[0].pids() == {}
    assert results.bench_of(store.folder, "firefox-en-pt") is None


def test_results_of_other_files_do_not_count(paths: Paths, tasks: Tasks) -> None:
    bench, store = benching(paths, tasks)
    bench.run(["freedict-en-pt"]).future.result(60)
    assert results.bench_of(store.folder, "freedict-en-pt") is not None
    folder = store.folder / "freedict-en-pt"
    real = folder.resolve()
    folder.unlink()
    folder.mkdir()
    text = (real / "installed.json").read_text(encoding="utf-8")
    (folder / "installed.json").write_text(text.replace('"sha256": "', '"sha256": "0'), encoding="utf-8")
    assert results.bench_of(store.folder, "freedict-en-pt") is None
