"""Was a recording good enough to be judged, and what is to be told of it: types. `core.sound_meter` measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Issue(StrEnum):
    """What is wrong with a recording; its sentence is `microphone.<issue>`. The worst comes first."""

    MUTED = "muted"
    """Nothing came in at all, not even the noise of a microphone."""
    NOBODY_SPOKE = "nobody_spoke"
    CLIPPED = "clipped"
    """Louder than the microphone could take."""
    TOO_QUIET = "too_quiet"
    NOISY = "noisy"
    NARROW_BAND = "narrow_band"
    """Nothing above 4 kHz: a headset in its telephone profile, or a device that only does 8 kHz."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be told: the key of a sentence in `resources/messages` and its fields."""

    key: str
    fields: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SoundQuality:
    """Levels in dB of full scale. snr_db, bandwidth_db: None where there was too little to tell.

    bandwidth_db: power of 4.5 to 7.5 kHz over that of 2 to 3.4 kHz, while somebody spoke.
    """

    peak: float
    speech_db: float
    snr_db: float | None
    bandwidth_db: float | None
    clipped_share: float
    issues: tuple[Issue, ...]

    @property
    def is_good(self) -> bool:
        return not self.issues

    @property
    def note(self) -> Note | None:
        """The worst of it, as a sentence."""
        return Note(f"microphone.{self.issues[0]}") if self.issues else None
