"""What the user's Maven settings say of where artifacts come from: mirrors, and repositories of active profiles.

Follows Maven's reference of that file (Mirrors, Profiles) as far as it goes; passwords and proxies are left alone.
"""

from __future__ import annotations

import os
import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_PROPERTY = re.compile(r"\$\{(?:env\.(\w+)|(user\.home))\}")
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Mirror:
    """of: repository ids and patterns with commas between them, as `mirrorOf` has them."""

    url: str
    of: str
    blocked: bool


@dataclass(frozen=True, slots=True)
class MavenSettings:
    """repositories: addresses by id, of the profiles that are active whatever is built."""

    mirrors: tuple[Mirror, ...] = ()
    repositories: Mapping[str, str] | None = None

    def address(self, name: str, url: str) -> str | None:
        """Where to ask instead of this repository: its own address where no mirror speaks of it, None where one
        blocks it."""
        exact = (mirror for mirror in self.mirrors if mirror.of == name)
        wide = (mirror for mirror in self.mirrors if _covers(mirror.of, name, url))
        mirror = next(exact, None) or next(wide, None)
        if mirror is None:
            return url
        return None if mirror.blocked else mirror.url


def user_settings() -> Path:
    return Path.home() / ".m2/settings.xml"


def read(path: Path) -> MavenSettings:
    """Nothing where there is no such file. Raises ValueError where it isn't XML."""
    try:
        root = ElementTree.fromstring(path.read_bytes())
    except FileNotFoundError:
        return MavenSettings()
    except ElementTree.ParseError as error:
        raise ValueError(f"{path}: {error}") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    mirrors = (
        Mirror(_text(one, "url").rstrip("/"), _text(one, "mirrorOf"), _text(one, "blocked") == "true")
        for one in root.iterfind("mirrors/mirror")
    )
    return MavenSettings(tuple(one for one in mirrors if one.url), _repositories(root))


def _repositories(root: ElementTree.Element) -> dict[str, str]:
    profiles = root.findall("profiles/profile")
    named = {(one.text or "").strip() for one in root.iterfind("activeProfiles/activeProfile")}
    active = [one for one in profiles if _text(one, "id") in named]
    if not active:
        active = [one for one in profiles if _text(one, "activation/activeByDefault") == "true"]
    found = {}
    for repository in (one for profile in active for one in profile.iterfind("repositories/repository")):
        url = _text(repository, "url").rstrip("/")
        if url and _text(repository, "releases/enabled") != "false":
            found[_text(repository, "id") or url] = url
    return found


def _covers(patterns: str, name: str, url: str) -> bool:
    """As Maven reads `mirrorOf`: an id or `!id` settles it, a wildcard leaves the last word to what follows."""
    covered = False
    for pattern in (one.strip() for one in patterns.split(",")):
        if pattern == f"!{name}":
            return False
        if pattern == name:
            return True
        parsed = urllib.parse.urlparse(url)
        external = parsed.scheme != "file" and parsed.hostname not in _HERE
        plain_http = external and parsed.scheme == "http"
        covered = covered or {"*": True, "external:*": external, "external:http:*": plain_http}.get(pattern, False)
    return covered


def _text(element: ElementTree.Element, path: str) -> str:
    return _PROPERTY.sub(_value, (element.findtext(path) or "").strip())


def _value(found: re.Match[str]) -> str:
    return os.environ.get(found[1], found[0]) if found[1] else str(Path.home())
