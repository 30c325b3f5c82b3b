"""Phone models that are trained with CTC: where they tell of sounds, and how well other sounds would do there.

Such a model says "nothing new" (the blank) nearly all the time, and names each sound once, in a frame or two. Blank is
therefore no evidence for or against a sound: it stands for going on as before. But a sound that was made is named
once, and one that is never named was not made. So a text is a chain in which each sound has to be named and may be
followed by blank (Graves and others 2006), and in a contest whole sequences of sounds are compared, each at its best
places between two neighbours that stand still.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from langtutor.content.sound_signs import SoundSigns, plain
from langtutor.core.sounds import NOTHING, Phone
from langtutor.engines.speech.alignment import SILENCE, Chain, Segment, chain_of
from langtutor.engines.speech.contest import Contest

FLOOR = 1e-5
"""Networks are surer than they have reason to be: nothing is less probable than this."""
REACH_FRAMES = 15
"""How far a neighbour may be to be one, 300 ms; beyond that is a pause."""
LENGTH_FRAMES = 5
"""How far a sound is taken to reach to either side of where it was named, at most: 100 ms."""

_BLANKS = ("<pad>", "[PAD]", "<blank>", "<blk>")
_SILENT = frozenset({"|", "", " ", "h#", "pau", "epi", "sil", "sp", "spn", "q", "[unk]", "<unk>", "<s>", "</s>"})
_CLOSURES = frozenset({"bcl", "dcl", "gcl", "kcl", "pcl", "tcl"})
"""TIMIT names the silence before a burst for itself."""

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]


def blank_in(vocabulary: Mapping[str, int]) -> int:
    """Its number; the first where none is named."""
    return next((vocabulary[name] for name in _BLANKS if name in vocabulary), 0)


@dataclass(frozen=True)
class SignModel:
    """Evidence of a language's sounds, made of what a model says of its signs.

    phones: the first is silence (NOTHING), here the same as blank. means: (phones, signs), 1 where a sign stands for a
    sound. firsts, seconds: pairs of a sign of two sounds and one of those.
    """

    phones: tuple[Phone, ...]
    means: Floats
    firsts: tuple[tuple[int, int], ...]
    seconds: tuple[tuple[int, int], ...]

    def evidence(self, encoded: Floats) -> Floats:
        """encoded: (frames, signs), log-probabilities → (frames, phones), log-probabilities that aren't one whole.

        The second sound of a sign is told one frame after the first, in place of the blank there.
        """
        signs = np.exp(encoded)
        found = signs @ self.means.T
        for sign, phone in self.firsts:
            found[:, phone] += signs[:, sign]
        for sign, phone in self.seconds:
            found[1:, phone] += signs[:-1, sign]
            found[1:, SILENCE] *= 1.0 - signs[:-1, sign]
        logs: Floats = np.log(np.clip(found, FLOOR, 1.0)).astype(np.float32)
        return logs


def sign_model(vocabulary: Mapping[str, int], signs: SoundSigns) -> SignModel:
    """vocabulary: numbers of the columns that the model gives, by sign."""
    phones = (NOTHING, *signs.signs)
    means = np.zeros((len(phones), max(vocabulary.values()) + 1), np.float32)
    means[SILENCE, blank_in(vocabulary)] = 1.0
    firsts, seconds = [], []
    for written, column in vocabulary.items():
        sign = plain(written)
        if written.lower() in _SILENT or sign in _CLOSURES:
            means[SILENCE, column] = 1.0
        elif sign in signs.several:
            first, second = signs.several[sign]
            firsts.append((column, phones.index(first)))
            seconds.append((column, phones.index(second)))
        for number, phone in enumerate(phones):
            if number and sign in signs.signs[phone]:
                means[number, column] = 1.0
    return SignModel(phones, means, tuple(firsts), tuple(seconds))


def ctc_chain(words: Sequence[Sequence[Sequence[int]]]) -> Chain:
    """As chain_of, with a blank after each sound that isn't the last of its word, which silence follows anyway.

    Two of the same sound have to have a blank between them.
    """
    chain = chain_of(words)
    phones, before = chain.phones.tolist(), [[one for one in row if one >= 0] for row in chain.before.tolist()]
    states, blank_after = len(phones), dict[int, int]()
    for state in range(states):
        earlier = before[state][1:]
        inside = [one for one in earlier if chain.words[one] >= 0 and chain.words[one] == chain.words[state]]
        for one in inside:
            if one not in blank_after:
                blank_after[one] = len(phones)
                phones.append(SILENCE)
                before.append([blank_after[one], one])
        apart = [one for one in earlier if phones[one] != phones[state] or phones[state] == SILENCE]
        before[state] = [state, *apart, *(blank_after[one] for one in inside)]
    more = len(phones) - states
    width = max(map(len, before))
    padded = np.full((len(before), width), -1, np.intp)
    for state, row in enumerate(before):
        padded[state, : len(row)] = row
    nothing = np.zeros(more, np.intp)
    return Chain(
        np.array(phones, np.intp),
        np.concatenate([chain.words, nothing - 1]),
        np.concatenate([chain.positions, nothing]),
        np.concatenate([chain.variants, nothing]),
        padded,
        chain.begins,
        chain.ends,
    )


def ctc_contests(evidence: Floats, segments: Sequence[Segment]) -> list[Contest]:
    """As `contest.contests`; the segments that come with them reach to the middle between two namings."""
    peaks = [_peak(evidence, segment) for segment in segments]
    every = np.arange(evidence.shape[1], dtype=np.intp)
    found = []
    for at, segment in enumerate(segments):
        window, before, after = _window(evidence, segments, peaks, at)
        asked = segment.phone

        def fit(*sounds: int | Numbers, window: Floats = window) -> Floats:
            return fits(window, np.stack([np.broadcast_to(one, every.shape) for one in sounds], 1))

        base = float(fit(before, asked, after)[0])
        others = fit(before, every, after) - base
        gone = float(fit(before, after)[0]) - base
        put_before = fit(before, every, asked, after) - base
        put_after = fit(before, asked, every, after) - base
        others[[SILENCE, asked]] = gone, 0.0
        put_before[SILENCE] = put_after[SILENCE] = 0.0
        found.append(Contest(_widened(segments, peaks, at, len(evidence)), others, gone, put_before, put_after))
    return found


def fits(window: Floats, sequences: Numbers) -> Floats:
    """How well each sequence of sounds fits a window, the first named in its first frame and the last in its last.

    sequences: (number, sounds). -inf where the window is too short.
    """
    number, sounds = sequences.shape
    labels = np.zeros((number, 2 * sounds - 1), np.intp)
    labels[:, ::2] = sequences
    emitted = window[:, labels]
    # A sound may follow the one before it at once, unless that is the same.
    at_once = np.zeros(labels.shape, bool)
    at_once[:, 2::2] = sequences[:, 1:] != sequences[:, :-1]
    score = np.full(labels.shape, -np.inf, np.float32)
    score[:, 0] = emitted[0, :, 0]
    for frame in range(1, len(window)):
        best = score.copy()
        best[:, 1:] = np.maximum(best[:, 1:], score[:, :-1])
        leap = np.where(at_once[:, 2:], score[:, :-2], -np.inf)
        best[:, 2:] = np.maximum(best[:, 2:], leap)
        score = best + emitted[frame]
    return score[:, -1]


def _peak(evidence: Floats, segment: Segment) -> int:
    return segment.start + int(evidence[segment.start : segment.end, segment.phone].argmax())


def _window(evidence: Floats, segments: Sequence[Segment], peaks: Sequence[int], at: int) -> tuple[Floats, int, int]:
    """From where the sound before is named to where the one after is, and which they are; SILENCE at a pause."""
    here = segments[at]
    before = after = SILENCE
    start, end = here.start - REACH_FRAMES, here.end - 1 + REACH_FRAMES
    if at and peaks[at - 1] > start:
        start, before = peaks[at - 1], segments[at - 1].phone
    if at + 1 < len(segments) and peaks[at + 1] < end:
        end, after = peaks[at + 1], segments[at + 1].phone
    window = evidence[max(0, start) : end + 1]
    # At a pause and at the edges of the recording there is a frame of silence to begin and end with.
    edge = np.full((1, evidence.shape[1]), np.log(FLOOR), np.float32)
    edge[0, SILENCE] = 0.0
    left, right = [edge] * (before == SILENCE), [edge] * (after == SILENCE)
    return np.concatenate([*left, window, *right]), before, after


def _widened(segments: Sequence[Segment], peaks: Sequence[int], at: int, frames: int) -> Segment:
    here = segments[at]
    start, end = max(0, here.start - LENGTH_FRAMES), min(frames, here.end + LENGTH_FRAMES)
    if at:
        start = max(start, (segments[at - 1].end + here.start) // 2)
    if at + 1 < len(segments):
        end = min(end, max(here.end, (here.end + segments[at + 1].start) // 2))
    return replace(here, start=start, end=end)
