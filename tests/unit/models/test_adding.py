from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from langtutor.core.errors import (
    BadModelId,
    Cancelled,
    DiskFull,
    LanguagesNeeded,
    ModelIdTaken,
    ModelIncomplete,
    UnknownModel,
)
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.requests import Capability
from langtutor.models import adding, manifest
from langtutor.models.adding import Wishes, add
from langtutor.models.entries import ANY_LANGUAGE, Format, Model, ModelFile
from langtutor.models.progress import Step
from langtutor.models.store import ModelStore, State
from tests.support import model_folders as make
from tests.support.model_makers import Watched, contacts, sha256, store

EN, PT = LanguageCode("en"), LanguageCode("pt")


@pytest.fixture
def shop(tmp_path: Path) -> ModelStore:
    return store(tmp_path)


@pytest.fixture
def gguf(tmp_path: Path) -> Path:
    return make.gguf(tmp_path / "downloads" / "Tiny_Model Q4_K_M.gguf")


def listed(shop: ModelStore, model_id: str) -> State:
    return next(one.state for one in shop.list() if one.model.id == model_id)


def test_an_added_model_is_listed_chosen_and_described(shop: ModelStore, gguf: Path) -> None:
    model = add(shop, gguf)
    assert model.id == "tiny-model-q4-k-m"
    assert (model.format, model.capability, model.languages) == (Format.GGUF, "chat", ("en", "pt"))
    assert (model.licence, model.added) == ("Apache-2.0", True)
    assert model.description_in("pt") == "Tiny Model"
    assert listed(shop, model.id) is State.INSTALLED
    assert shop.choose(Capability.CHAT, PT) == model
    assert [path.name for path in shop.path_of(model.id).iterdir() if path.name != manifest.NAME] == ["model.gguf"]
    assert shop.verify(model.id).ok


def test_files_on_the_same_disk_are_linked_and_left_as_they_are(shop: ModelStore, gguf: Path) -> None:
    model = add(shop, gguf)
    assert (shop.path_of(model.id) / "model.gguf").samefile(gguf)
    assert shop.remove(model.id)
    assert gguf.exists()


def test_files_on_another_disk_are_copied(shop: ModelStore, gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "_same_disk", lambda folder, files: False)
    watched = Watched()
    model = add(shop, gguf, progress=watched)
    copied = shop.path_of(model.id) / "model.gguf"
    assert not copied.samefile(gguf)
    assert copied.read_bytes() == gguf.read_bytes()
    assert watched.seen[-1].step is Step.DONE
    assert watched.seen[-1].done_bytes == watched.seen[-1].total_bytes == 2 * gguf.stat().st_size


def test_a_disk_that_cant_link_gets_a_copy(shop: ModelStore, gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    model = add(shop, gguf, progress=Watched())
    assert not (shop.path_of(model.id) / "model.gguf").samefile(gguf)


def test_folders_keep_their_layout(shop: ModelStore, tmp_path: Path) -> None:
    model = add(shop, make.vosk(tmp_path / "vosk-model-small-pt-0.3"))
    assert (model.id, model.languages) == ("vosk-model-small-pt-0.3", ("pt",))
    assert (shop.path_of(model.id) / "graph" / "phones" / "word_boundary.int").is_file()
    assert shop.verify(model.id).ok


# --- what the user says ----------------------------------------------------------------------------------------------


def test_languages_that_cant_be_seen_are_asked_for(shop: ModelStore, tmp_path: Path) -> None:
    folder = make.language_model(tmp_path / "scorer")
    with pytest.raises(LanguagesNeeded) as asked:
        add(shop, folder)
    assert asked.value.fields["model"] == "scorer"
    assert shop.models() == ()
    assert add(shop, folder, Wishes(languages=["en", "pt-BR"])).languages == ("en", "pt")


@pytest.mark.parametrize("languages", [["pt"], ["en", "pt", "fr"], ["klingon", "pt"], [ANY_LANGUAGE]])
def test_a_translation_goes_from_one_language_to_one(shop: ModelStore, tmp_path: Path, languages: list[str]) -> None:
    with pytest.raises(LanguagesNeeded):
        add(shop, make.marian(tmp_path / "translator"), Wishes(languages=languages))


def test_what_the_user_says_goes_before_what_files_say(shop: ModelStore, tmp_path: Path) -> None:
    said = Wishes(model_id="mine", languages=["pt", "en"], licence="CC-BY-4.0")
    model = add(shop, make.marian(tmp_path / "opus-mt-en-pt"), said)
    assert (model.id, model.licence) == ("mine", "CC-BY-4.0")
    assert model.pairs == {Pair(PT, EN)}


def test_a_dictionary_of_one_language_explains_it(shop: ModelStore, tmp_path: Path) -> None:
    model = add(shop, make.dictd(tmp_path / "d", "explained"), Wishes(languages=["pt"]))
    assert model.pairs == {Pair(PT, PT)}


@pytest.mark.parametrize("model_id", ["", "Big", "../up", "a b", "-a"])
def test_an_id_must_be_a_plain_name(shop: ModelStore, gguf: Path, model_id: str) -> None:
    with pytest.raises(BadModelId):
        add(shop, gguf, Wishes(model_id=model_id))


# --- names and copies ------------------------------------------------------------------------------------------------


def test_the_same_files_again_are_the_same_model(shop: ModelStore, gguf: Path) -> None:
    assert add(shop, gguf) == add(shop, gguf)
    again = add(shop, gguf, Wishes(languages=["pt"], licence="MIT"))
    assert (again.languages, again.licence) == (("pt",), "MIT")
    assert len(shop.models()) == 1


def test_other_files_under_the_same_name_get_another_id(shop: ModelStore, tmp_path: Path) -> None:
    one = add(shop, make.gguf(tmp_path / "a" / "tiny.gguf"))
    two = add(shop, make.gguf(tmp_path / "b" / "tiny.gguf", "llama"))
    assert [one.id, two.id] == ["tiny", "tiny-2"]
    with pytest.raises(ModelIdTaken):
        add(shop, make.gguf(tmp_path / "c" / "other.gguf", "gemma3"), Wishes(model_id="tiny"))


def twin_of(gguf: Path) -> Model:
    data = gguf.read_bytes()
    files = (ModelFile("model.gguf", len(data), (sha256(data),)),)
    text = {"en": "The same", "pt": "O mesmo"}
    return Model("known", "chat", Format.GGUF, ("en",), "Terms", text, "", files, (), asks_consent=True)


def test_a_catalogue_model_is_installed_as_what_it_is(tmp_path: Path, gguf: Path) -> None:
    shop = store(tmp_path, twin_of(gguf))
    model = add(shop, gguf)
    assert (model.id, model.added) == ("known", False)
    assert (shop.path_of("known") / "model.gguf").samefile(gguf)
    assert contacts(tmp_path) == []
    assert add(shop, gguf) == model
    named = add(shop, gguf, Wishes(model_id="my-own"))
    assert (named.id, named.added) == ("my-own", True)
    with pytest.raises(ModelIdTaken):
        add(shop, gguf, Wishes(model_id="known"))


# --- what goes wrong -------------------------------------------------------------------------------------------------


def test_cancelling_leaves_nothing(shop: ModelStore, gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "_same_disk", lambda folder, files: False)
    seen = Watched()

    def stop() -> bool:
        return bool(seen.seen) and seen.seen[-1].done_bytes > 0

    with pytest.raises(Cancelled):
        add(shop, gguf, progress=seen, cancelled=stop)
    assert shop.models() == ()
    assert not shop.folder.exists() or [p.name for p in shop.folder.iterdir() if p.is_dir()] == []
    assert add(shop, gguf).id


def test_a_copy_that_doesnt_fit_is_refused_before_it_begins(
    shop: ModelStore, gguf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "_same_disk", lambda folder, files: False)
    monkeypatch.setattr(adding.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": 1000})())
    with pytest.raises(DiskFull):
        add(shop, gguf)
    assert shop.models() == ()


def test_what_a_killed_one_left_is_cleared(shop: ModelStore, gguf: Path) -> None:
    left = shop.folder / ".taken-in" / "huge" / "model.gguf.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    model = add(shop, gguf)
    assert sorted(path.name for path in shop.folder.iterdir()) == [".lock", model.id]


def test_what_is_incomplete_isnt_added(shop: ModelStore, tmp_path: Path) -> None:
    folder = make.vosk(tmp_path / "model-pt")
    (folder / "graph" / "Gr.fst").unlink()
    with pytest.raises(ModelIncomplete):
        add(shop, folder)
    assert not shop.folder.exists()


def test_a_damaged_added_model_is_known_and_can_be_added_again(
    shop: ModelStore, gguf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "_same_disk", lambda folder, files: False)
    model = add(shop, gguf)
    copied = shop.path_of(model.id) / "model.gguf"
    copied.write_bytes(copied.read_bytes()[:-1] + b"x")
    assert shop.verify(model.id).damaged == ("model.gguf",)
    assert listed(shop, model.id) is State.MISSING
    assert shop.verify(model.id).missing == ("model.gguf",)
    assert add(shop, gguf) == model
    assert shop.verify(model.id).ok
    assert sorted(path.name for path in shop.path_of(model.id).iterdir()) == [manifest.NAME, "model.gguf"]


def test_what_was_added_can_be_removed_without_a_trace(shop: ModelStore, gguf: Path) -> None:
    model = add(shop, gguf)
    shop.prefer(model.id)
    assert shop.remove(model.id)
    assert [path.name for path in shop.folder.iterdir() if path.name.startswith(model.id)] == []
    with pytest.raises(UnknownModel):
        shop.model(model.id)
    assert shop.choose(Capability.CHAT, PT) is None
