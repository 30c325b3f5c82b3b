"""LanguageTool: its jars side by side, as Maven has them, or its own download (`languagetool-server.jar`, `libs/`)."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from langtutor.core.errors import ModelIncomplete, ModelUnusable
from langtutor.models.codes import two_letters
from langtutor.models.entries import Format
from langtutor.models.layouts import Found, FoundFile, files_under, found_file

_SERVER = re.compile(r"languagetool-server(?:-(\d[\w.]*?))?\.jar")
_LANGUAGE = re.compile(r"language-([a-z]{2,3})(?:-[\d.]+\w*)?\.jar")
_CORE = "languagetool-core"
_WORDS = {
    "ca": "catalan",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "nl": "dutch",
    "pt": "portuguese",
}
"""Languages whose words lie in a jar of their own, `<name>-pos-dict`, without which their rules can't run."""
LICENCE = "LGPL-2.1-or-later"


def look(folder: Path) -> tuple[Found, ...]:
    jars = sorted(path for path in folder.glob("*.jar") if path.is_file())
    servers = [(path, match) for path in jars if (match := _SERVER.fullmatch(path.name))]
    libraries = folder / "libs"
    if (
        not servers
        and not any(path.name.startswith(_CORE) for path in jars)
        and not (libraries / f"{_CORE}.jar").exists()
    ):
        return ()
    if not servers:
        raise ModelIncomplete(path=str(folder), format=Format.LANGUAGETOOL, missing="languagetool-server.jar")
    server, match = servers[-1]
    if not zipfile.is_zipfile(server):
        raise ModelUnusable(path=str(server), format=Format.LANGUAGETOOL, detail="it isn't a whole jar")
    version = match[1] or ""
    name = f"languagetool-{version}" if version else folder.name.lower().replace("languagetool-server", "languagetool")
    if libraries.is_dir():
        return (_download(folder, name),)
    return (_beside(folder, jars, name, version),)


def _beside(folder: Path, jars: list[Path], name: str, version: str) -> Found:
    codes = [code for path in jars if (m := _LANGUAGE.fullmatch(path.name)) and (code := two_letters(m[1]))]
    there = {path.name.partition("-pos-dict")[0] for path in jars}
    languages = [code for code in codes if _WORDS.get(code) in (None, *there)]
    for needed in (_CORE, "language-en"):
        if not any(path.name.startswith(f"{needed}-") or path.name == f"{needed}.jar" for path in jars):
            missing = f"{needed}-{version}.jar" if version else f"{needed}.jar"
            raise ModelIncomplete(path=str(folder), format=Format.LANGUAGETOOL, missing=missing)
    return _found(name, tuple(map(found_file, jars)), languages)


def _download(folder: Path, name: str) -> Found:
    """The jars name one another, and the rules lie in folders: all of it is taken, as it is."""
    rules = folder / "org" / "languagetool" / "rules"
    if not (folder / "libs" / f"{_CORE}.jar").is_file():
        raise ModelIncomplete(path=str(folder), format=Format.LANGUAGETOOL, missing=f"libs/{_CORE}.jar")
    if not rules.is_dir():
        raise ModelIncomplete(path=str(folder), format=Format.LANGUAGETOOL, missing="org/languagetool/rules")
    codes = (two_letters(path.name) for path in sorted(rules.iterdir()) if path.is_dir())
    return _found(name, files_under(folder, folder), [code for code in codes if code])


def _found(name: str, files: tuple[FoundFile, ...], languages: list[str]) -> Found:
    details = {"jars": str(sum(file.name.endswith(".jar") for file in files))}
    return Found(Format.LANGUAGETOOL, name, files, tuple(dict.fromkeys(languages)), LICENCE, details)
