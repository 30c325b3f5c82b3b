"""Where a long recording is cut: in pauses, and where somebody speaks on without one, at the quietest moment.

Cuts depend on what came before them only, so that a recording that goes on is cut where it was before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ

WHOLE_S = 15.0
"""What isn't longer stays in one piece: candidates are compared over all of it."""
JOINED_S = 5.0
"""Speech is joined over pauses up to this: with 12 s, Whisper leaves out much of a monologue."""
LONGEST_S = 25.0
EARLIEST_S = 15.0
"""Speech without a pause is cut between these two."""
MARGIN_S = 0.6
"""Silence that is heard with what was said; between two pieces each has half of it at most."""
_STEP = SAMPLE_RATE_HZ // 50
_SMOOTH = 8
"""Steps of 20 ms over which loudness is taken: longer than the closure of a stop within a word."""

Samples = NDArray[np.float32]
Range = tuple[int, int]


def pieces(regions: Sequence[Range], samples: Samples) -> list[Range]:
    """Speech regions joined to pieces of at most 5 s, with some silence around each. A region alone may have 25 s."""
    whole = not regions or regions[-1][1] - regions[0][0] <= WHOLE_S * SAMPLE_RATE_HZ
    longest = int((WHOLE_S if whole else JOINED_S) * SAMPLE_RATE_HZ)
    joined: list[Range] = []
    for region in regions:
        for start, end in _cut(region, samples):
            if joined and end - joined[-1][0] <= longest:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
    margin = int(MARGIN_S * SAMPLE_RATE_HZ)
    edges = [-2 * margin, *(edge for piece in joined for edge in piece), len(samples) + 2 * margin]
    found: list[Range] = []
    for index, (start, end) in enumerate(joined):
        before, after = start - edges[2 * index], edges[2 * index + 3] - end
        found.append((max(0, start - min(margin, before // 2)), min(len(samples), end + min(margin, after // 2))))
    return found


def _cut(region: Range, samples: Samples) -> Iterator[Range]:
    start, end = region
    while end - start > LONGEST_S * SAMPLE_RATE_HZ:
        first = start + int(EARLIEST_S * SAMPLE_RATE_HZ)
        place = first + quietest(samples[first : start + int(LONGEST_S * SAMPLE_RATE_HZ)])
        yield start, place
        start = place
    yield start, end


def quietest(samples: Samples) -> int:
    """The middle of the quietest sixth of a second. samples: more than that."""
    count = len(samples) // _STEP
    powers = np.square(samples[: count * _STEP], dtype=np.float64).reshape(count, _STEP).mean(axis=1)
    smooth = np.convolve(powers, np.full(_SMOOTH, 1 / _SMOOTH), mode="valid")
    return int((np.argmin(smooth) + _SMOOTH / 2) * _STEP)
