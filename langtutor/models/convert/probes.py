"""What a converted model and its original are asked: `resources/probes`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.settings.paths import resources_dir


@dataclass(frozen=True, slots=True)
class Recording:
    """text is what is said in it; other isn't, and should be found less likely."""

    path: Path
    language: str
    text: str
    other: str


@dataclass(frozen=True, slots=True)
class Probes:
    """sentences: the same in several languages, by code."""

    sentences: tuple[dict[str, str], ...]
    recordings: tuple[Recording, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for sentence in self.sentences for text in sentence.values())


def load_probes(folder: Path | None = None) -> Probes:
    """Raises BadContent."""
    home = folder or resources_dir() / "probes"
    raw = read_toml(home / "probes.toml")
    try:
        recordings = tuple(
            Recording(home / one["file"], one["language"], one["text"], one["other"]) for one in raw["recordings"]
        )
        return Probes(tuple(dict(one) for one in raw["sentences"]), recordings)
    except (KeyError, TypeError) as error:
        raise BadContent(file="probes.toml", detail=f"missing or wrong: {error}") from error
