"""What a learner brings counts in a text worker that is running already."""

from __future__ import annotations

from pathlib import Path

from langtutor.core.language import LanguageCode
from langtutor.core.look_up_requests import Entries, LookUpWord
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.models.adding import Wishes, add
from langtutor.models.commands import open_store
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths
from tests.support import model_folders as make

EN, PT = LanguageCode("en"), LanguageCode("pt")


def test_dictionaries_that_are_added_chosen_and_removed_count_at_once(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "home", tmp_path / "home", tmp_path / "home" / "cache")
    store = open_store(paths, NetworkGuard(None))
    said = Wishes(languages=["en", "pt"])

    def told(found: Entries) -> list[tuple[str, str]]:
        return [(entry.dictionary, entry.senses[0].text) for entry in found.entries]

    first = add(store, make.stardict(tmp_path / "one", [("mouse", b"rato")], said={"bookname": "One"}), said)
    host = Host(WorkerContext(paths, never_use_network=True))
    try:
        assert told(host.ask(LookUpWord("mouse", EN, PT))) == [("One", "rato")]
        second = add(store, make.stardict(tmp_path / "two", [("mouse", b"camundongo")], said={"bookname": "Two"}), said)
        assert told(host.ask(LookUpWord("mouse", EN, PT))) == [("One", "rato"), ("Two", "camundongo")]
        store.prefer(second.id)
        assert told(host.ask(LookUpWord("mouse", EN, PT))) == [("Two", "camundongo"), ("One", "rato")]
        store.remove(first.id)
        assert told(host.ask(LookUpWord("mouse", EN, PT))) == [("Two", "camundongo")]
    finally:
        host.close()
