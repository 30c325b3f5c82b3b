"""Where each sound of a text lies: Viterbi through a chain of words, each in one of its pronunciations.

Between words there may be silence, and there is at both ends. Every sound takes a frame at least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SILENCE = 0
"""The number of silence in every phone set."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Segment:
    """One sound: frames [start, end). word: which word of the text; position: of the sound in its word."""

    word: int
    position: int
    phone: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """score: sum of the frames' evidence along the path, nats. chosen: each word's pronunciation, by its number."""

    score: float
    segments: tuple[Segment, ...]
    chosen: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """States of a text in order of time. before: for each state, those it may follow (itself first), padded with -1."""

    phones: NDArray[np.intp]
    words: NDArray[np.intp]
    positions: NDArray[np.intp]
    variants: NDArray[np.intp]
    before: NDArray[np.intp]
    begins: tuple[int, ...]
    ends: tuple[int, ...]


def chain_of(words: Sequence[Sequence[Sequence[int]]]) -> Chain:
    """words: for each word its pronunciations, each a sequence of phone numbers; none is empty."""
    phones, places, before = [SILENCE], [(-1, 0, 0)], [[0]]
    # Where the next word may come from: the silence before it, and the last sounds of the word before.
    sources, begins = [0], [0]
    for number, pronunciations in enumerate(words):
        lasts = []
        for variant, sounds in enumerate(pronunciations):
            for position, phone in enumerate(sounds):
                state = len(phones)
                phones.append(phone)
                places.append((number, position, variant))
                before.append([state, *(sources if position == 0 else [state - 1])])
                if number == 0 and position == 0:
                    begins.append(state)
            lasts.append(len(phones) - 1)
        silence = len(phones)
        phones.append(SILENCE)
        places.append((-1, 0, 0))
        before.append([silence, *lasts])
        sources = [silence, *lasts]
    width = max(map(len, before))
    padded = np.full((len(before), width), -1, np.intp)
    for state, earlier in enumerate(before):
        padded[state, : len(earlier)] = earlier
    columns = np.array(places, np.intp).T
    return Chain(np.array(phones, np.intp), columns[0], columns[1], columns[2], padded, tuple(begins), tuple(sources))


def align(evidence: Floats, chain: Chain) -> Alignment | None:
    """evidence: (frames, phones), log-likelihoods up to a constant for each frame. None for too few frames."""
    frames, states = len(evidence), len(chain.phones)
    emitted = evidence[:, chain.phones]
    # One more state that nothing leads to: what the padding points at.
    score = np.full(states + 1, -np.inf, np.float64)
    score[list(chain.begins)] = emitted[0, list(chain.begins)]
    came = np.zeros((frames, states), np.intp)
    rows = np.arange(states)
    for frame in range(1, frames):
        options = score[chain.before]
        best = options.argmax(1)
        came[frame] = chain.before[rows, best]
        score[:states] = options[rows, best] + emitted[frame]
    last = max(chain.ends, key=lambda state: float(score[state]))
    if not np.isfinite(score[last]):
        return None
    path = np.empty(frames, np.intp)
    path[-1] = last
    for frame in range(frames - 1, 0, -1):
        path[frame - 1] = came[frame, path[frame]]
    return Alignment(float(score[last]), _segments(path, chain), _chosen(path, chain))


def score_of(evidence: Floats, chain: Chain) -> float:
    """The score alone, -inf where there are too few frames."""
    states = len(chain.phones)
    emitted = evidence[:, chain.phones]
    score = np.full(states + 1, -np.inf, np.float64)
    score[list(chain.begins)] = emitted[0, list(chain.begins)]
    for frame in range(1, len(evidence)):
        score[:states] = score[chain.before].max(1) + emitted[frame]
    return float(max(score[list(chain.ends)]))


def _segments(path: NDArray[np.intp], chain: Chain) -> tuple[Segment, ...]:
    edges = np.flatnonzero(np.diff(path)) + 1
    starts = [0, *edges.tolist()]
    ends = [*edges.tolist(), len(path)]
    segments = []
    for start, end in zip(starts, ends, strict=True):
        state = path[start]
        if chain.words[state] >= 0:
            place = int(chain.words[state]), int(chain.positions[state]), int(chain.phones[state])
            segments.append(Segment(*place, start, end))
    return tuple(segments)


def _chosen(path: NDArray[np.intp], chain: Chain) -> tuple[int, ...]:
    found = {int(chain.words[state]): int(chain.variants[state]) for state in path if chain.words[state] >= 0}
    return tuple(found[word] for word in sorted(found))
