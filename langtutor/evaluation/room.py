"""What happens to speech on its way to the ear: pace, noise, a room, a telephone line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ

Samples = NDArray[np.float32]

BEFORE_S, AFTER_S = 0.25, 0.35
"""Of nothing but noise around what is said."""
LOUDEST = 0.95
_DIRECT_TO_ROOM = 2.0
"""How much more energy comes straight from the mouth than from the walls: a metre from a laptop."""
_FIRST_ECHO_S = 0.004
_TELEPHONE_HZ = (300.0, 3400.0)


class Noise(StrEnum):
    """white: a hiss. pink: a fan or a street, as much in each octave. babble: other people."""

    WHITE = "white"
    PINK = "pink"
    BABBLE = "babble"


@dataclass(frozen=True, slots=True)
class Condition:
    """snr_db: of the speech over the noise. room_s: until an echo is 60 dB down (RT60). The voice does the speed."""

    name: str
    speed: float = 1.0
    noise: Noise | None = None
    snr_db: float = 20.0
    room_s: float | None = None
    telephone: bool = False


CLEAN = Condition("clean")
CONDITIONS = (
    CLEAN,
    Condition("slow", speed=0.85),
    Condition("fast", speed=1.15),
    Condition("white 20 dB", noise=Noise.WHITE),
    Condition("pink 10 dB", noise=Noise.PINK, snr_db=10.0),
    Condition("babble 20 dB", noise=Noise.BABBLE),
    Condition("babble 10 dB", noise=Noise.BABBLE, snr_db=10.0),
    Condition("small room", room_s=0.3),
    Condition("hall", room_s=0.6),
    Condition("telephone", telephone=True),
)


def heard_in(
    samples: Samples, condition: Condition, rng: np.random.Generator, others: Samples | None = None
) -> Samples:
    """What the microphone gets of float32 mono at 16 kHz. others: speech for babble, at least a second of it.

    The same generator state gives the same room and noise. Raises ValueError where babble has no speech.
    """
    sound = np.pad(samples, (_frames(BEFORE_S), _frames(AFTER_S))).astype(np.float64)
    if condition.room_s is not None:
        sound = _convolved(sound, _room(condition.room_s, rng))
    if condition.noise is not None:
        noise = _noise(condition.noise, len(sound), rng, others)
        loud = np.sqrt(np.mean(samples.astype(np.float64) ** 2)) / 10 ** (condition.snr_db / 20)
        sound = sound + noise * (loud / max(1e-9, np.sqrt(np.mean(noise**2))))
    if condition.telephone:
        sound = _band(sound, *_TELEPHONE_HZ)
    loudest = np.abs(sound).max(initial=0.0)
    return (sound if loudest <= LOUDEST else sound * (LOUDEST / loudest)).astype(np.float32)


def _frames(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE_HZ)


def _room(rt60_s: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """The direct sound, and noise that dies away exponentially behind it (Polack 1988)."""
    length = _frames(rt60_s)
    times = np.arange(length) / SAMPLE_RATE_HZ
    echoes = rng.standard_normal(length) * 10 ** (-3 * times / rt60_s)
    echoes[: _frames(_FIRST_ECHO_S)] = 0.0
    echoes /= np.sqrt(np.sum(echoes**2) * _DIRECT_TO_ROOM)
    echoes[0] = 1.0
    return echoes


def _convolved(sound: NDArray[np.float64], response: NDArray[np.float64]) -> NDArray[np.float64]:
    """As long as the sound."""
    length = len(sound) + len(response)
    product = np.fft.rfft(sound, length) * np.fft.rfft(response, length)
    return np.fft.irfft(product, length)[: len(sound)]


def _noise(kind: Noise, length: int, rng: np.random.Generator, others: Samples | None) -> NDArray[np.float64]:
    if kind is Noise.WHITE:
        return rng.standard_normal(length)
    if kind is Noise.PINK:
        spectrum = np.fft.rfft(rng.standard_normal(length))
        hertz = np.fft.rfftfreq(length, 1 / SAMPLE_RATE_HZ)
        return np.fft.irfft(spectrum / np.sqrt(np.maximum(hertz, 20.0)), length)
    if others is None or len(others) < SAMPLE_RATE_HZ:
        raise ValueError("babble needs at least a second of other speech")
    voices = np.zeros(length)
    for _ in range(5):
        start = int(rng.integers(len(others)))
        voices += np.resize(np.roll(others, -start), length)
    return voices


def _band(sound: NDArray[np.float64], low_hz: float, high_hz: float) -> NDArray[np.float64]:
    """With edges a sixth of an octave wide or so, as a line's filters have."""
    hertz = np.maximum(np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE_HZ), 1.0)
    kept = 1 / (1 + (low_hz / hertz) ** 12) / (1 + (hertz / high_hz) ** 24)
    return np.fft.irfft(np.fft.rfft(sound) * kept, len(sound))
