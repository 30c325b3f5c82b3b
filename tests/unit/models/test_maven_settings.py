"""Which repositories the user's Maven settings mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.core.errors import SourceFailed
from langtutor.models.installer import Installed
from langtutor.models.sources import maven_settings
from langtutor.models.sources.maven_settings import MavenSettings, Mirror
from tests.support.model_makers import store
from tests.support.registries import in_maven, open_registry

CENTRAL = "https://central.example/maven2"
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<settings xmlns="http://maven.apache.org/SETTINGS/1.0.0">
  <mirrors>
    <mirror><id>inside</id><url>http://mirror.example/all/</url><mirrorOf>*,!own</mirrorOf></mirror>
  </mirrors>
  <profiles>
    <profile>
      <id>work</id>
      <repositories>
        <repository><id>own</id><url>https://${env.WHERE}/releases/</url></repository>
        <repository><id>nightly</id><url>https://x.example</url><releases><enabled>false</enabled></releases></repository>
      </repositories>
    </profile>
    <profile>
      <id>other</id>
      <activation><activeByDefault>true</activeByDefault></activation>
      <repositories><repository><id>other</id><url>https://other.example</url></repository></repositories>
    </profile>
  </profiles>
  ACTIVE
</settings>"""
ACTIVE = "<activeProfiles><activeProfile>work</activeProfile></activeProfiles>"


def written(folder: Path, text: str) -> Path:
    path = folder / ".m2/settings.xml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_mirrors_and_repositories_of_active_profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHERE", "repo.example")
    found = maven_settings.read(written(tmp_path, SETTINGS.replace("ACTIVE", ACTIVE)))
    assert found.repositories == {"own": "https://repo.example/releases"}
    assert found.address("central", CENTRAL) == "http://mirror.example/all"
    assert found.address("own", "https://repo.example/releases") == "https://repo.example/releases"


def test_a_profile_may_be_active_by_default_while_none_is_named(tmp_path: Path) -> None:
    found = maven_settings.read(written(tmp_path, SETTINGS.replace("ACTIVE", "")))
    assert found.repositories == {"other": "https://other.example"}


@pytest.mark.parametrize(
    ("of", "name", "url", "covered"),
    [
        ("central", "central", CENTRAL, True),
        ("other", "central", CENTRAL, False),
        ("own, central", "central", CENTRAL, True),
        ("external:*", "central", CENTRAL, True),
        ("external:*", "near", "http://localhost:8081/x", False),
        ("external:*", "near", "file:///srv/maven", False),
        ("external:http:*", "central", CENTRAL, False),
        ("external:http:*", "plain", "http://plain.example", True),
        ("*,!central", "central", CENTRAL, False),
    ],
)
def test_what_a_mirror_stands_for(of: str, name: str, url: str, covered: bool) -> None:
    settings = MavenSettings((Mirror("https://mirror.example", of, blocked=False),))
    assert settings.address(name, url) == ("https://mirror.example" if covered else url)


def test_the_mirror_of_one_goes_before_the_mirror_of_all_and_may_block() -> None:
    wide, exact = Mirror("https://wide.example", "*", blocked=False), Mirror("https://0", "central", blocked=True)
    assert MavenSettings((wide, exact)).address("central", CENTRAL) is None
    assert MavenSettings((wide, exact)).address("own", CENTRAL) == "https://wide.example"


def test_an_installation_asks_the_mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "registry").mkdir()
    with open_registry(tmp_path / "registry") as (running, environment):
        for name, value in environment.items():
            if not name.startswith("JGO"):
                monkeypatch.setenv(name, value)
        monkeypatch.setenv("HOME", str(tmp_path))
        mirror = f"<mirror><url>{environment['HF_ENDPOINT']}/maven</url><mirrorOf>central</mirrorOf></mirror>"
        written(tmp_path, f"<settings><mirrors>{mirror}</mirrors></settings>")
        tiny = in_maven(running.folder, count=1)
        assert store(tmp_path, tiny).install(["jars"]) == (Installed("jars", "maven"),)


def test_settings_that_cant_be_read_keep_everybody_from_being_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    written(tmp_path, "<settings><mirrors>")
    with pytest.raises(SourceFailed, match=r"settings\.xml"):
        store(tmp_path, in_maven(tmp_path / "unserved")).install(["jars"])
