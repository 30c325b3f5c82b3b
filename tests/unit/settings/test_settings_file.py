"""Settings on disk: round trips, broken files, bad values. Paths by environment."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from langtutor.core.language import LanguageCode
from langtutor.core.skill import Knowing
from langtutor.settings.paths import resources_dir, user_paths
from langtutor.settings.schema import FirstStep, Keeping, Settings, SettingsFile, Taking, Theme


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


EVERYTHING = Settings(
    learner="Zoë",
    speaks=LanguageCode("pt"),
    learns=LanguageCode("en"),
    knowing=Knowing.SOME,
    ui_language="pt",
    theme=Theme.DARK,
    text_percent=150,
    reduced_motion=True,
    microphone="Webcam «C920»",
    speaker="HDMI",
    can_speak=False,
    recordings_kept=Keeping.NEVER,
    show_captions=False,
    silence_s=1.2,
    never_use_network=True,
    popup_key="Meta+F9",
    popup_takes=Taking.CLIPBOARD,
    keep_in_tray=True,
    first_step=FirstStep.MODELS,
)


def test_every_setting_comes_back(path: Path) -> None:
    changed = {field.name: getattr(EVERYTHING, field.name) for field in fields(Settings)}
    assert all(changed[name] != getattr(Settings(), name) for name in changed), "a field this test doesn't know"
    SettingsFile(path).change(**changed)
    again = SettingsFile(path).now
    assert again == EVERYTHING
    assert isinstance(again.theme, Theme)
    assert not again.is_new
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_no_file_is_a_new_learner_and_reading_makes_none(path: Path) -> None:
    file = SettingsFile(path)
    assert file.now == Settings()
    assert file.now.is_new
    assert not path.parent.exists()


def test_listeners_hear_of_changes_only(path: Path) -> None:
    file = SettingsFile(path)
    heard: list[Settings] = []
    file.on_change(heard.append)
    file.change(text_percent=100)
    assert heard == []
    assert not path.exists()
    changed = file.change(text_percent=120)
    assert heard == [changed] == [file.now]


@pytest.mark.parametrize(
    ("stored", "kept"),
    [
        ({"keep_recordings": False}, Keeping.NEVER),
        ({"keep_recordings": True}, Keeping.HALF_YEAR),
        ({"keep_recordings": False, "recordings_kept": "30"}, Keeping.MONTH),
        ({"recordings_kept": "17"}, Keeping.HALF_YEAR),
    ],
)
def test_who_wanted_no_recordings_before_there_was_a_choice_of_days_wants_none_now(
    path: Path, stored: dict[str, object], kept: Keeping
) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps(stored))
    now = SettingsFile(path).now
    assert now.recordings_kept is kept
    assert now.keeps_recordings is (kept is not Keeping.NEVER)


def test_how_many_days_recordings_are_kept() -> None:
    assert [kept.days for kept in Keeping] == [0, 7, 30, 180, None]


def test_an_unknown_field_is_a_bug(path: Path) -> None:
    with pytest.raises(TypeError):
        SettingsFile(path).change(colour="red")


@pytest.mark.parametrize("content", [b"{not json", b"\xff\xfe", b"[1, 2]", b"null", b""])
def test_a_broken_file_is_put_aside_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    file = SettingsFile(path)
    assert file.now == Settings()
    assert path.with_name("settings.json.broken").read_bytes() == content
    file.change(theme=Theme.LIGHT)
    assert SettingsFile(path).now.theme is Theme.LIGHT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "purple"),
        ("knowing", 3),
        ("text_percent", "big"),
        ("text_percent", True),
        ("text_percent", 1.5),
        ("reduced_motion", "yes"),
        ("reduced_motion", 1),
        ("silence_s", "long"),
        ("silence_s", False),
        ("learner", None),
    ],
)
def test_a_bad_value_costs_only_itself(path: Path, name: str, value: object) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"speaks": "pt", name: value, "from_a_later_version": 1}))
    now = SettingsFile(path).now
    assert getattr(now, name) == getattr(Settings(), name)
    assert now.speaks == "pt"


def test_a_whole_number_of_seconds(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"silence_s": 1}')
    assert SettingsFile(path).now.silence_s == 1.0


def test_one_folder_for_all_when_asked(tmp_path: Path) -> None:
    paths = user_paths({"LANGTUTOR_HOME": str(tmp_path)})
    owned = [paths.ledger, paths.recordings, paths.models, paths.settings, paths.network_log, paths.log]
    assert all(tmp_path in owned_path.parents for owned_path in owned)
    assert list(tmp_path.iterdir()) == []


def test_the_systems_folders_otherwise() -> None:
    paths = user_paths({})
    assert paths.ledger.is_absolute()
    assert "langtutor" in str(paths.ledger)
    assert "langtutor" in str(paths.settings)


def test_shipped_files_are_found() -> None:
    assert (resources_dir() / "catalogue.toml").is_file()
