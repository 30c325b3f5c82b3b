"""How well each sound of an aligned text holds its place against others: goodness of pronunciation as a contest.

A raw likelihood says how clear a voice is; what a learner wants to know is whether another sound fits better. Each
sound is taken out of its place, and every other one (and none) is tried there between the same neighbours, which may
move to make room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from langtutor.engines.speech.alignment import SILENCE, Segment

NEIGHBOUR_FRAMES = 6
"""How much of the neighbours takes part: 120 ms."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Contest:
    """others: for each phone, how much better (nats) it fits than what was asked, 0 for that itself.

    gone: the same for no sound at all. before, after: for each phone, how much better it is to put it in there.
    """

    segment: Segment
    others: Floats
    gone: float
    before: Floats
    after: Floats


def contests(evidence: Floats, segments: Sequence[Segment]) -> list[Contest]:
    """evidence: (frames, phones), see PhoneModel; segments: of an Alignment of it."""
    found = []
    for index, segment in enumerate(segments):
        before, start = _before(segments, index)
        after, end = _after(segments, index, len(evidence))
        window = evidence[start:end]
        asked = segment.phone
        tried = _between(window, before, after)
        base = float(tried[asked])
        gone = _chained(window, (before, after)) - base
        # What is put in beside it takes nothing from the neighbour on its other side.
        left = evidence[start : min(segment.end, segment.start + NEIGHBOUR_FRAMES)]
        right = evidence[max(segment.start, segment.end - NEIGHBOUR_FRAMES) : end]
        put_before = _between(left, before, asked) - _chained(left, (before, asked))
        put_after = _between(right, asked, after) - _chained(right, (asked, after))
        found.append(Contest(segment, tried - base, gone, put_before, put_after))
    return found


def _before(segments: Sequence[Segment], index: int) -> tuple[int, int]:
    """The phone before and where the window starts. After a pause that phone is silence."""
    here = segments[index]
    last = segments[index - 1] if index else None
    if last is None or last.end < here.start:
        return SILENCE, max(0, here.start - NEIGHBOUR_FRAMES, last.end if last else 0)
    return last.phone, max(last.start, here.start - NEIGHBOUR_FRAMES)


def _after(segments: Sequence[Segment], index: int, frames: int) -> tuple[int, int]:
    here = segments[index]
    following = segments[index + 1] if index + 1 < len(segments) else None
    if following is None or following.start > here.end:
        return SILENCE, min(frames, here.end + NEIGHBOUR_FRAMES, following.start if following else frames)
    return following.phone, min(following.end, here.end + NEIGHBOUR_FRAMES)


def _between(window: Floats, before: int, after: int) -> Floats:
    """Best score of the window as before, any one phone, after; for each phone. -inf where it is too short."""
    first = np.cumsum(window[:, before])
    middle = np.full(window.shape[1], -np.inf, np.float32)
    last = np.full(window.shape[1], -np.inf, np.float32)
    for frame in range(1, len(window)):
        moved = np.maximum(last, middle) + window[frame, after]
        middle = np.maximum(middle, first[frame - 1]) + window[frame]
        last = moved
    # Where one of the neighbours is cut off by the recording's edge, the sound may stand at the edge itself.
    edge = window.sum(0) if len(window) < 3 else last
    result: Floats = np.where(np.isfinite(last), last, edge)
    return result


def _chained(window: Floats, phones: tuple[int, int]) -> float:
    """Best score of the window as one phone and then the other."""
    first = np.cumsum(window[:, phones[0]])
    rest = np.cumsum(window[::-1, phones[1]])[::-1]
    if len(window) < 2:
        return float(max(first[-1], rest[0]))
    return float((first[:-1] + rest[1:]).max())
