"""jgo against a Maven repository on loopback, and against a folder."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from langtutor.core.errors import BadHash, Cancelled, NoNetwork, SourceFailed
from langtutor.models import manifest
from langtutor.models.entries import Model, PathSpec
from langtutor.models.installer import SCRATCH, Failed, Installed
from langtutor.models.progress import Progress
from langtutor.models.sources import maven
from langtutor.models.sources.maven_child import Word, file_name, heard
from tests.support.model_makers import Watched, contacts, laid_out, local_server, model, store
from tests.support.registries import Registry, in_maven, open_registry

JARS = [f"lib{number}-1.0.jar" for number in range(6)]


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    (tmp_path / "registry").mkdir()
    with open_registry(tmp_path / "registry") as (running, environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def tiny(registry: Registry) -> Model:
    return in_maven(registry.folder)


def test_whole_artifacts_and_files_out_of_one_come_in_one_go(tmp_path: Path, registry: Registry, tiny: Model) -> None:
    watched = Watched()
    shop = store(tmp_path, tiny)
    assert shop.install(["jars"], watched) == (Installed("jars", "maven"),)
    assert sorted(registry.asked) == sorted([*JARS, "voice-2.0.aar"])
    assert (shop.path_of("jars") / "am/final.mdl").is_file()
    assert shop.verify("jars").ok
    assert not (shop.folder / SCRATCH).exists()
    assert watched.seen[-1].overall_done_bytes == watched.seen[-1].overall_total_bytes == tiny.download_bytes
    found = manifest.read(shop.path_of("jars"))
    assert found is not None
    assert set(found.sources.values()) == {"maven"}
    first, *received = contacts(tmp_path)
    assert first == ("maven org.tiny.lib:lib0:1.0 and 6 more", True, None)
    assert sum(size or 0 for _, _, size in received) == tiny.download_bytes


def test_two_come_at_once_and_not_more(tmp_path: Path, registry: Registry, tiny: Model) -> None:
    registry.rate = 500_000
    store(tmp_path, tiny).install(["jars"], Watched())
    assert registry.most_at_once == 2


def test_bytes_show_while_a_file_comes(tmp_path: Path, registry: Registry) -> None:
    registry.rate = 300_000
    tiny = in_maven(registry.folder, count=1, size=150_000)
    watched = Watched()
    store(tmp_path, tiny).install(["jars"], watched)
    assert any(0 < now.done_bytes < 150_000 for now in watched.seen)


def test_cancel_ends_the_child_in_the_middle_and_keeps_what_came(
    tmp_path: Path, registry: Registry, tiny: Model
) -> None:
    registry.rate = 100_000
    shop = store(tmp_path, tiny)

    def cancelled() -> bool:
        if len(registry.asked) > 3:
            registry.rate = 1  # what is on its way would take hours: nothing but the cancel ends this
        return registry.rate == 1

    with pytest.raises(Cancelled):
        shop.install(["jars"], cancelled=cancelled)
    assert not [one for one in psutil.Process().children() if "maven_child" in " ".join(one.cmdline())]
    registry.rate, before = 0, registry.asked.copy()
    shop.install(["jars"])
    again = registry.asked[len(before) :]
    assert len(before) + len(again) <= 7 + 2, "only what was on its way comes again"
    assert shop.verify("jars").ok


def test_a_damaged_jar_is_mended_alone(tmp_path: Path, registry: Registry, tiny: Model) -> None:
    shop = store(tmp_path, tiny)
    shop.install(["jars"])
    (shop.path_of("jars") / "lib3-1.0.jar").write_bytes(b"x" * 50_000)
    (shop.path_of("jars") / "conf/mfcc.conf").unlink()
    found = shop.verify("jars")
    assert (found.damaged, found.missing) == (("lib3-1.0.jar",), ("conf/mfcc.conf",))
    registry.asked.clear()
    shop.install(["jars"])
    assert sorted(registry.asked) == ["lib3-1.0.jar", "voice-2.0.aar"]
    assert shop.verify("jars").ok


def test_a_wrong_artifact_is_named_thrown_away_and_the_next_source_asked(
    tmp_path: Path, registry: Registry, tiny: Model
) -> None:
    jar = registry.folder / "maven/org/tiny/lib/lib2/1.0/lib2-1.0.jar"
    right = jar.read_bytes()
    jar.write_bytes(b"x" * len(right))
    shop = store(tmp_path, tiny)
    with pytest.raises(BadHash) as caught:
        shop.install(["jars"])
    assert caught.value.fields == {"file": "jars/lib2-1.0.jar", "source": "maven"}
    assert not list(shop.folder.rglob("*lib2*"))

    registry.asked.clear()
    files = {file.name: right for file in tiny.files if file.name == "lib2-1.0.jar"}
    shelf = laid_out(tmp_path / "shelf", "jars", files)
    shop = store(tmp_path, replace(tiny, sources=(*tiny.sources, PathSpec(str(shelf)))))
    shop.install(["jars"])
    assert registry.asked == ["lib2-1.0.jar"]
    found = manifest.read(shop.path_of("jars"))
    assert found is not None
    assert {name: kind for name, kind in found.sources.items() if kind != "maven"} == {"lib2-1.0.jar": "path"}


def test_an_artifact_no_repository_has_is_a_failed_source(tmp_path: Path, registry: Registry, tiny: Model) -> None:
    (registry.folder / "maven/org/tiny/lib/lib4/1.0/lib4-1.0.jar").unlink()
    shop = store(tmp_path, tiny)
    with pytest.raises(SourceFailed, match="no repository has it"):
        shop.install(["jars"])
    registry.asked.clear()
    in_maven(registry.folder)
    shop.install(["jars"])
    assert registry.asked == ["lib4-1.0.jar"]


def test_a_repository_in_trouble_is_asked_again(tmp_path: Path, registry: Registry, tiny: Model) -> None:
    registry.busy["lib1-1.0.jar"] = 1
    store(tmp_path, tiny).install(["jars"])
    assert registry.asked.count("lib1-1.0.jar") == 1


def test_a_repository_that_is_not_there_is_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = in_maven(tmp_path / "unserved")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(_settings(tmp_path, "http://127.0.0.1:1/maven")))
    other = model("other", {"x": b"x"}, *tiny.sources)
    shop = store(tmp_path, tiny, other)
    outcomes = shop.install_each(["jars", "other"])
    assert [type(one.error) for one in outcomes if isinstance(one, Failed)] == [NoNetwork, NoNetwork]
    assert [what for what, _, _ in contacts(tmp_path)] == ["maven org.tiny.lib:lib0:1.0 and 6 more"]


def test_a_repository_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silence = threading.Event()
    monkeypatch.setattr(maven, "CONNECT_S", 0.5)
    with local_server({"GET": lambda _: _wait(silence)}) as url:
        monkeypatch.setenv("JGO_CONFIG_FILE", str(_settings(tmp_path, url)))
        with pytest.raises(NoNetwork, match="did not answer"):
            store(tmp_path, in_maven(tmp_path / "unserved")).install(["jars"])
        silence.set()


@pytest.mark.parametrize("address", ["{folder}", "file://{folder}"])
def test_a_repository_may_be_a_folder_which_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    tiny = in_maven(tmp_path / "shelf")
    folder = tmp_path / "shelf/maven"
    before = sorted(folder.rglob("*"))
    settings = _settings(tmp_path, address.format(folder=folder))
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    shop = store(tmp_path, tiny)
    assert shop.install(["jars"]) == (Installed("jars", "maven"),)
    assert sorted(folder.rglob("*")) == before


def test_artifacts_in_the_users_folder_need_no_network(tmp_path: Path) -> None:
    tiny = in_maven(tmp_path / "made")
    loose = tmp_path / "loose"
    loose.mkdir()
    for path in [path for path in (tmp_path / "made/maven").rglob("*") if path.is_file()]:
        path.rename(loose / path.name)
    seen: list[Progress] = []
    shop = store(tmp_path, tiny)
    assert shop.install(["jars"], seen.append, path=loose) == (Installed("jars", "path"),)
    assert shop.verify("jars").ok
    assert contacts(tmp_path) == []


def test_a_maven_repository_may_be_pointed_at_as_the_users_folder(tmp_path: Path) -> None:
    tiny = in_maven(tmp_path / "made")
    shop = store(tmp_path, tiny)
    assert shop.install(["jars"], path=tmp_path / "made/maven") == (Installed("jars", "path"),)


def test_what_the_child_says_and_what_others_say() -> None:
    assert heard("at a:b:1 5 10") == Word("at", "a:b:1", 5, 10)
    assert heard("no a:b:1:aar nobody has it") == Word("no", "a:b:1:aar", detail="nobody has it")
    assert [heard(line) for line in ("Ready", "", "no luck today", "at home", "Checksum mismatch for x")] == [None] * 5


def test_names_are_mavens() -> None:
    assert file_name("com.alphacephei:vosk-model-en:0.3.45:aar") == "vosk-model-en-0.3.45.aar"
    assert file_name("org.slf4j:slf4j-api:2.0.16") == "slf4j-api-2.0.16.jar"


def _settings(folder: Path, address: str) -> Path:
    path = folder / "jgo.conf"
    path.write_text(f"[repositories]\ncentral = {address}\n")
    return path


def _wait(event: threading.Event) -> None:
    event.wait(600)  # longer than any test may take: only giving up ends it
