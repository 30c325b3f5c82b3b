"""Linking words with what is installed: the real shortlists and dictionaries."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.errors import ModelMissing, UnsupportedPair
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import LinkWords
from langtutor.core.requests import Capability
from langtutor.engines.dictionary.shelf import Shelf
from langtutor.host.sets.linking import ChosenLinker
from langtutor.models.catalogue import load_catalogue
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import resources_dir
from tests.support.models import FOLDER, model_folder

EN_PT = Pair(LanguageCode("en"), LanguageCode("pt"))
ENGLISH = "Mrs. Silva didn't buy the red umbrella in 2019."
PORTUGUESE = "A Sra. Silva não comprou o guarda-chuva vermelho em 2019."
TOLD = {
    ("Mrs", "Sra"),
    ("Silva", "Silva"),
    ("didn't", "não"),
    ("buy", "comprou"),
    ("the", "o"),
    ("red", "vermelho"),
    ("umbrella", "guarda-chuva"),
    ("in", "em"),
    ("2019", "2019"),
}


def linker(folder: Path) -> ChosenLinker:
    resources = resources_dir()
    guard = NetworkGuard(folder.parent / "network.log", never=True)
    store = ModelStore(folder, load_catalogue(resources / "catalogue.toml"), guard)

    def dictionaries() -> list[tuple[Pair, str]]:
        return [(pair, model.id) for model in store.ranked(Capability.DICTIONARY) for pair in model.pairs]

    return ChosenLinker(
        store, load_languages(resources / "languages"), Shelf(store.installed, dictionaries), resources / "words"
    )


@pytest.fixture(scope="module")
def installed() -> ChosenLinker:
    for name in ("firefox-en-pt", "firefox-pt-en", "freedict-en-pt", "freedict-pt-en"):
        model_folder(name)
    return linker(FOLDER)


def told(linker: ChosenLinker, source: str, target: str, pair: Pair) -> set[tuple[str, str]]:
    found = linker.link(LinkWords(source, target, pair))
    return {(link.source.of(source), link.target.of(target)) for link in found.links}


def test_a_sentence_and_its_translation_both_ways(installed: ChosenLinker) -> None:
    assert told(installed, ENGLISH, PORTUGUESE, EN_PT) == TOLD
    assert told(installed, PORTUGUESE, ENGLISH, EN_PT.reversed()) == {(b, a) for a, b in TOLD}


def test_it_says_by_what(installed: ChosenLinker) -> None:
    names = installed.link(LinkWords("a cat", "um gato", EN_PT)).engine.split(", ")
    assert {"firefox-en-pt", "firefox-pt-en", "freedict-en-pt", "freedict-pt-en"} <= set(names)


def test_a_damaged_shortlist_leaves_the_rest(tmp_path: Path) -> None:
    for name in ("firefox-en-pt", "freedict-en-pt"):
        shutil.copytree(model_folder(name), tmp_path / "models" / name, copy_function=_linked)
    damaged = tmp_path / "models" / "firefox-en-pt" / "lex.bin"
    size = damaged.stat().st_size
    damaged.unlink()
    damaged.write_bytes(b"\0" * size)
    found = linker(tmp_path / "models").link(LinkWords("a black cat", "um gato preto", EN_PT))
    assert found.engine == "freedict-en-pt" and len(found.links) == 3


def test_without_models_it_says_which_one_would_help(tmp_path: Path) -> None:
    nothing = linker(tmp_path / "models")
    with pytest.raises(ModelMissing, match="firefox-en-pt"):
        nothing.link(LinkWords("a cat", "um gato", EN_PT))
    with pytest.raises(UnsupportedPair):
        nothing.link(LinkWords("a cat", "kissa", Pair(LanguageCode("en"), LanguageCode("fi"))))


def _linked(source: str, target: str) -> None:
    Path(target).symlink_to(source)
