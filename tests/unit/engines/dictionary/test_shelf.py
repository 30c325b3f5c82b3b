from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.core.errors import EngineFailed
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import Entries
from langtutor.engines.dictionary.lemmas import Lemmas
from langtutor.engines.dictionary.shelf import Shelf
from tests.support import model_folders as make

EN, PT = LanguageCode("en"), LanguageCode("pt")


class FewLemmas(Lemmas):
    def of(self, word: str, language: LanguageCode) -> tuple[str, ...]:
        return {"houses": ("house",)}.get(word, ())


def told(entries: Entries) -> list[tuple[str, str]]:
    return [(entry.dictionary, entry.senses[0].text) for entry in entries.entries]


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    return {
        "old": make.dictd(tmp_path / "old"),
        "new": make.stardict(tmp_path / "new", [("house", b"lar"), ("mouse", b"rato")]),
    }


def test_every_dictionary_of_the_pair_answers_in_order(folders: dict[str, Path]) -> None:
    sources = [(Pair(EN, PT), "new"), (Pair(EN, PT), "old"), (Pair(PT, EN), "old")]
    shelf = Shelf(folders.get, lambda: sources, FewLemmas())
    assert told(shelf.look_up("house", EN, PT)) == [("Tiny", "lar"), ("freedict-eng-por", "casa")]
    assert told(shelf.look_up("mouse", EN, PT)) == [("Tiny", "rato")]
    found = shelf.look_up("Houses", EN, PT)
    assert (found.lemma, len(found.entries)) == ("house", 2)


def test_what_is_added_and_removed_counts_at_once(folders: dict[str, Path]) -> None:
    sources = [(Pair(EN, PT), "old")]
    shelf = Shelf(folders.get, lambda: sources, FewLemmas())
    assert shelf.look_up("mouse", EN, PT).entries == ()
    sources.append((Pair(EN, PT), "new"))
    assert told(shelf.look_up("mouse", EN, PT)) == [("Tiny", "rato")]
    del folders["new"]
    assert shelf.look_up("mouse", EN, PT).entries == ()
    assert shelf.pairs() == {Pair(EN, PT)}


def test_a_dictionary_that_was_replaced_is_opened_anew(folders: dict[str, Path], tmp_path: Path) -> None:
    shelf = Shelf(folders.get, lambda: [(Pair(EN, PT), "new")], FewLemmas())
    assert told(shelf.look_up("house", EN, PT)) == [("Tiny", "lar")]
    folders["new"].rename(tmp_path / "away")
    make.stardict(folders["new"], [("house", b"moradia")])
    assert told(shelf.look_up("house", EN, PT)) == [("Tiny", "moradia")]


def test_a_broken_dictionary_does_not_silence_the_others(folders: dict[str, Path]) -> None:
    (folders["new"] / "eng-por.idx").unlink()
    both = Shelf(folders.get, lambda: [(Pair(EN, PT), "new"), (Pair(EN, PT), "old")], FewLemmas())
    assert told(both.look_up("house", EN, PT)) == [("freedict-eng-por", "casa")]
    alone = Shelf(folders.get, lambda: [(Pair(EN, PT), "new")], FewLemmas())
    with pytest.raises(EngineFailed, match="eng-por"):
        alone.look_up("house", EN, PT)
