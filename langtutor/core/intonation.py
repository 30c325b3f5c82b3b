"""How a learner's pace, pauses and melody differ from a model's who says the same.

One remark at most, and none where there is too little voice to tell. What the model itself does is never a fault.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median, quantiles
from typing import Protocol

from langtutor.core.sounds import Prosody

ENOUGH_VOICE_S = 0.3
GAP_S = 0.06
"""Without voice: longer than within a sound."""
END_VOICE_S = 0.35
"""The end of a melody: so much of its last voice, within twice the time."""
END_MOVES_ST = 2.0
LONG_PAUSE_S = 0.4
SAME_PLACE = 0.1
"""Two pauses are at one place when so much of the speaking, at most, lies between."""
MANY_PAUSES = 3
TOO_SLOW, TOO_FAST = 2.0, 0.62
"""The learner's speaking time as a share of the model's."""
ENOUGH_SPEAKING_S = 0.8
SAME_SYLLABLES = (0.5, 2.0)
"""Syllables heard as a share of the model's: beyond, something else was said. They are counted to about 20 %."""
FLAT_ST, FLAT_SHARE, ENOUGH_MELODY_S = 3.0, 0.45, 0.8


class IntonationKind(StrEnum):
    QUESTION_FALLS = "question_falls"
    STATEMENT_RISES = "statement_rises"
    PAUSE = "pause"
    PAUSES = "pauses"
    TOO_SLOW = "too_slow"
    TOO_FAST = "too_fast"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class IntonationRemark:
    """What to do otherwise. fields: the placeholders of the sentence named by `key` in resources/messages.

    question_falls, statement_rises: learner, model (semitones, up is positive). pause: before, after (words),
    seconds. pauses: count. too_slow, too_fast: times (as long, or as fast). flat: times (the model's range by theirs).
    """

    kind: IntonationKind
    fields: Mapping[str, str | int | float]

    @property
    def key(self) -> str:
        return f"advice.intonation.{self.kind}"


class SpokenWord(Protocol):
    """A word and when it was said, in seconds from the beginning of the recording."""

    @property
    def text(self) -> str: ...
    @property
    def start_s(self) -> float: ...
    @property
    def end_s(self) -> float: ...


def compare(learner: Prosody, model: Prosody, text: str, words: Sequence[SpokenWord] = ()) -> IntonationRemark | None:
    """The most useful remark. text: what both were to say, with its punctuation; words: as the learner said them."""
    if min(_voice_s(learner), _voice_s(model)) < ENOUGH_VOICE_S or not model.syllables:
        return None
    if not SAME_SYLLABLES[0] <= learner.syllables / model.syllables <= SAME_SYLLABLES[1]:
        return None
    return (
        _end(learner, model, text)
        or _pauses(learner, model, text, words)
        or _pace(learner, model)
        or _flat(learner, model)
    )


def speaking_s(prosody: Prosody) -> float:
    """Seconds of speech without its pauses."""
    return prosody.speech_s - sum(end - start for start, end in prosody.pauses)


def contour(prosody: Prosody) -> tuple[tuple[float, float], ...]:
    """The melody: (time as a share of the speech, semitones from the speaker's median) wherever there is voice."""
    voiced = _voiced(prosody)
    if not voiced or prosody.speech_s <= 0:
        return ()
    middle = median(hz for _, hz in voiced)
    return tuple(((time - prosody.start_s) / prosody.speech_s, _semitones(hz, middle)) for time, hz in voiced)


def range_st(prosody: Prosody) -> float:
    """Semitones between the lowest and the highest tenth of the melody."""
    heights = [height for _, height in contour(prosody)]
    if len(heights) < 2:
        return 0.0
    tenths = quantiles(heights, n=10, method="inclusive")
    return tenths[-1] - tenths[0]


def end_movement_st(prosody: Prosody) -> float | None:
    """Semitones by which the voice rises (or, below 0, falls) at the end: the trend of its last voiced stretch.

    0 where it goes up and comes down again, or the other way; None where there is too little voice.
    """
    voiced = _voiced(prosody)
    if not voiced:
        return None
    last = voiced[-1][0]
    count = round(END_VOICE_S / prosody.step_s)
    near = [(time, hz) for time, hz in voiced[-count:] if last - time <= 2 * END_VOICE_S]
    # What came before a gap is another syllable: a fall from it to this one would look like a rise.
    gaps = [n for n in range(1, len(near)) if near[n][0] - near[n - 1][0] > GAP_S]
    pieces = [near[start:end] for start, end in itertools.pairwise([0, *gaps, len(near)])]
    # A scrap after the last gap is the voice dying away.
    stretch = next((piece for piece in reversed(pieces) if len(piece) >= count / 4), [])
    if not stretch:
        return None
    heights = [_semitones(hz, stretch[0][1]) for _, hz in stretch]
    middle_time = sum(time for time, _ in stretch) / len(stretch)
    middle = sum(heights) / len(heights)
    spread = sum((time - middle_time) ** 2 for time, _ in stretch)
    slope = sum((t - middle_time) * (h - middle) for (t, _), h in zip(stretch, heights, strict=True)) / spread
    movement = slope * (stretch[-1][0] - stretch[0][0])
    # An accent just before the end rises too; a question's end stays up.
    at_end = median(heights[-5:])
    beneath = sum(height <= at_end for height in heights) / len(heights)
    return movement if (beneath >= 0.6 if movement > 0 else beneath <= 0.4) else 0.0


def _end(learner: Prosody, model: Prosody, text: str) -> IntonationRemark | None:
    """Only where the model goes the way that the text wants."""
    own, wanted = end_movement_st(learner), end_movement_st(model)
    if own is None or wanted is None:
        return None
    fields = {"learner": own, "model": wanted}
    question = text.rstrip(" \"'”’»)").endswith("?")
    if question and wanted >= END_MOVES_ST and own <= -END_MOVES_ST:
        return IntonationRemark(IntonationKind.QUESTION_FALLS, fields)
    if not question and wanted <= -END_MOVES_ST and own >= END_MOVES_ST:
        return IntonationRemark(IntonationKind.STATEMENT_RISES, fields)
    return None


def _pauses(learner: Prosody, model: Prosody, text: str, words: Sequence[SpokenWord]) -> IntonationRemark | None:
    theirs = [_share(model, pause) for pause in model.pauses]
    odd = [
        pause
        for pause in learner.pauses
        if pause[1] - pause[0] >= LONG_PAUSE_S
        and all(abs(_share(learner, pause) - share) > SAME_PLACE for share in theirs)
    ]
    ends = _phrase_ends(text, words)
    found = [(pause, at) for pause in odd if (at := _boundary(pause, words)) is None or not ends[at]]
    if len(found) >= MANY_PAUSES:
        return IntonationRemark(IntonationKind.PAUSES, {"count": len(found)})
    for (start, end), at in sorted(found, key=lambda one: one[0][0] - one[0][1]):
        if at is not None:
            fields: dict[str, str | int | float] = {
                "before": words[at].text,
                "after": words[at + 1].text,
                "seconds": end - start,
            }
            return IntonationRemark(IntonationKind.PAUSE, fields)
    return None


def _pace(learner: Prosody, model: Prosody) -> IntonationRemark | None:
    own, wanted = speaking_s(learner), speaking_s(model)
    if min(own, wanted) < ENOUGH_SPEAKING_S:
        return None
    if own / wanted >= TOO_SLOW:
        return IntonationRemark(IntonationKind.TOO_SLOW, {"times": own / wanted})
    if own / wanted <= TOO_FAST:
        return IntonationRemark(IntonationKind.TOO_FAST, {"times": wanted / own})
    return None


def _flat(learner: Prosody, model: Prosody) -> IntonationRemark | None:
    if min(_voice_s(learner), _voice_s(model)) < ENOUGH_MELODY_S:
        return None
    own, wanted = range_st(learner), range_st(model)
    if own < FLAT_ST and own < FLAT_SHARE * wanted:
        return IntonationRemark(IntonationKind.FLAT, {"times": wanted / max(own, 0.5)})
    return None


def _share(prosody: Prosody, pause: tuple[float, float]) -> float:
    """How much of the speaking comes before a pause."""
    before = sum(end - start for start, end in prosody.pauses if end <= pause[0])
    return (pause[0] - prosody.start_s - before) / max(speaking_s(prosody), prosody.step_s)


def _boundary(pause: tuple[float, float], words: Sequence[SpokenWord]) -> int | None:
    """The word after which a pause falls: where two words meet nearest to its middle."""
    middle = (pause[0] + pause[1]) / 2
    meetings = [(one.end_s + other.start_s) / 2 for one, other in pairwise(words)]
    return min(range(len(meetings)), key=lambda at: abs(meetings[at] - middle)) if meetings else None


def _phrase_ends(text: str, words: Sequence[SpokenWord]) -> list[bool]:
    """For each word, whether a punctuation mark follows it: who pauses there does well."""
    return list(_followed_by_a_mark(text.casefold(), words))


def _followed_by_a_mark(text: str, words: Sequence[SpokenWord]) -> Iterator[bool]:
    place = 0
    for word in words:
        found = text.find(word.text.casefold().strip(" .,;:!?"), place)
        if found < 0:
            yield False
            continue
        place = found + len(word.text.strip(" .,;:!?"))
        yield text[place:].lstrip("\"'”’»)")[:1] in tuple(",;:.!?…–—(") or text[place : place + 2] == " –"


def _voiced(prosody: Prosody) -> list[tuple[float, float]]:
    """(seconds, Hz) within the speech."""
    end = prosody.start_s + prosody.speech_s + prosody.step_s
    return [
        (at * prosody.step_s, hz)
        for at, hz in enumerate(prosody.pitch_hz)
        if hz > 0 and prosody.start_s <= at * prosody.step_s <= end
    ]


def _voice_s(prosody: Prosody) -> float:
    return len(_voiced(prosody)) * prosody.step_s


def _semitones(hz: float, of_hz: float) -> float:
    return 12 * math.log2(hz / of_hz)
