"""Sound as the rest of the program sees it."""

from __future__ import annotations

from dataclasses import dataclass

SAMPLE_RATE_HZ = 16_000
"""What is recorded and what ears listen to: mono, signed 16-bit little-endian on disk, float32 in [-1, 1] in memory."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono samples as float32 bytes in [-1, 1] (bytes, so that it crosses processes and stays immutable)."""

    samples: bytes
    rate_hz: int

    @property
    def duration_s(self) -> float:
        return len(self.samples) / 4 / self.rate_hz
