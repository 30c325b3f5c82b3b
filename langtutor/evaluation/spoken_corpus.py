"""Speech with known slips of the tongue: the sounds that Brazilians put in the place of English ones, one at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.sounds import NOTHING, Phone
from langtutor.core.tolerance import Asked, Tolerance
from langtutor.evaluation.room import CLEAN, Condition, Noise, heard_in
from langtutor.evaluation.spoken_phones import VOWELS
from langtutor.evaluation.spoken_voices import Change, ChosenPhones, Rendering, render, samples_of, say

Samples = NDArray[np.float32]

_BABBLE_S = 20.0
_OBSTRUENTS = frozenset({"P", "B", "T", "D", "K", "G", "F", "V", "TH", "S", "Z", "SH", "CH", "JH"})
_HIGH_FRONT = frozenset({"IY", "IH"})


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something that was said, and what is known of it.

    samples: float32 mono at 16 kHz, as the microphone gets it. phones: of each word as they should be; phones_said: as
    they were said (both ARPAbet without stress, in the voice's own accent). change: None where it was said right.
    """

    samples: Samples
    text: str
    words: tuple[str, ...]
    phones: tuple[tuple[Phone, ...], ...]
    phones_said: tuple[tuple[Phone, ...], ...]
    change: Change | None
    voice: str
    condition: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A sound with what stands around it. stress: as ARPAbet counts."""

    phone: Phone
    stress: int
    before: Phone | None
    after: Phone | None


@dataclass(frozen=True, slots=True)
class _Habit:
    """asked becomes heard where `fits` says so."""

    asked: str
    heard: str
    fits: Callable[[Spot], bool]


def _anywhere(spot: Spot) -> bool:
    return True


def _stressed(spot: Spot) -> bool:
    return spot.stress == 1


def _first(spot: Spot) -> bool:
    return spot.before is None


def _last(spot: Spot) -> bool:
    return spot.after is None


def _before_high_front(spot: Spot) -> bool:
    return spot.after in _HIGH_FRONT


_HABITS = (
    *(_Habit("TH", heard, _anywhere) for heard in ("T", "F", "S")),
    *(_Habit("DH", heard, _anywhere) for heard in ("D", "Z")),
    *(_Habit(*pair, _stressed) for pair in (("IH", "IY"), ("IY", "IH"), ("UH", "UW"), ("UW", "UH"))),
    *(_Habit(*pair, _stressed) for pair in (("AE", "EH"), ("EH", "AE"), ("AH", "AA"), ("AH", "OW"))),
    _Habit("HH", "", _anywhere),
    _Habit("R", "HH", _first),
    _Habit("T", "CH", _before_high_front),
    _Habit("D", "JH", _before_high_front),
    _Habit("Z", "S", _last),
    _Habit("NG", "N", _last),
    *(_Habit("L", heard, lambda spot: _last(spot) and spot.before in VOWELS) for heard in ("W", "UW")),
    _Habit("V", "B", _anywhere),
    _Habit("CH", "SH", _anywhere),
    _Habit("JH", "ZH", _anywhere),
    _Habit("SH", "CH", _anywhere),
    _Habit("W", "V", _first),
    *(_Habit(asked, "", _last) for asked in ("T", "D", "K", "S", "Z", "L")),
)


def changes(rendering: Rendering) -> list[Change]:
    """All that a Brazilian might say otherwise in this text, each for itself."""
    found = []
    for word, (phones, stresses) in enumerate(zip(rendering.phones, rendering.stresses, strict=True)):
        if len(phones) < 2:
            continue
        around = [None, *phones, None]
        for at, (phone, stress) in enumerate(zip(phones, stresses, strict=True)):
            spot = Spot(phone, stress, around[at], around[at + 2])
            habits = (habit for habit in _HABITS if habit.asked == phone and habit.fits(spot))
            found += [Change(word, at, phone, tuple(map(Phone, habit.heard.split()))) for habit in habits]
        if phones[-1] in _OBSTRUENTS:
            found.append(Change(word, len(phones), NOTHING, (Phone("IY"),)))
        if phones[0] == "S" and phones[1] not in VOWELS:
            found.append(Change(word, 0, NOTHING, (Phone("IY"),)))
    return found


def kind_of(change: Change) -> str:
    """Which habit it is: as the change says, but vowels that are put in go by their place."""
    if change.asked != NOTHING:
        return change.kind
    return ">IY before S" if change.at == 0 else ">IY at the end"


@dataclass(frozen=True, slots=True)
class NativeToo:
    """Whether native speakers do it, too."""

    tolerance: Tolerance

    def __call__(self, rendering: Rendering, change: Change) -> bool:
        if change.asked == NOTHING:
            return False
        sounds, stresses = rendering.phones, rendering.stresses[change.word]
        vowels = [stress for phone, stress in zip(sounds[change.word], stresses, strict=True) if phone in VOWELS]
        before = [phone for word in sounds[: change.word] for phone in word]
        after = [phone for word in sounds[change.word + 1 :] for phone in word]
        asked = Asked(
            rendering.words[change.word].lower().replace("’", "'"),
            sounds[change.word],
            vowels.index(1) if len(vowels) > 1 and 1 in vowels else None,
            before[-1] if before else NOTHING,
            after[0] if after else NOTHING,
        )
        heard = change.heard[0] if change.heard else NOTHING
        return heard in self.tolerance.of(asked, change.at)


class Chooser:
    """Takes one change of each text, so that all habits come as often as the texts allow."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._taken: Counter[str] = Counter()

    def choose(self, possible: Sequence[Change]) -> Change | None:
        if not possible:
            return None
        rarest = min(self._taken[kind_of(change)] for change in possible)
        among = [change for change in possible if self._taken[kind_of(change)] == rarest]
        chosen = among[int(self._rng.integers(len(among)))]
        self._taken[kind_of(chosen)] += 1
        return chosen


class Deck:
    """Deals out conditions: each once before any comes again, in another order each time."""

    def __init__(self, conditions: Sequence[Condition], rng: np.random.Generator) -> None:
        self._conditions = conditions
        self._rng = rng
        self._left: list[int] = []

    def draw(self) -> Condition:
        if not self._left:
            self._left = self._rng.permutation(len(self._conditions)).tolist()
        return self._conditions[self._left.pop()]


def corpus(
    sentences: Sequence[str],
    voices: Sequence[ChosenPhones],
    seed: int,
    conditions: Sequence[Condition] = (CLEAN,),
    voices_each: int | None = None,
    fine: Callable[[Rendering, Change], bool] = lambda rendering, change: False,
) -> Iterator[Utterance]:
    """Each sentence by each voice, right and then with one slip (where there is a place for one). fine: what native
    speakers do, too, and what is no slip therefore.

    Both of such a pair are said under the same condition, in the same noise. voices_each: so many voices say each
    sentence, in turn; None: all.
    The voices must speak English. hibari's samples are the same in each run; espeak-ng and Piper draw a little anew.
    """
    rng = np.random.default_rng(seed)
    chooser, deck = Chooser(rng), Deck(conditions, rng)
    babble = babble_of(sentences, voices) if any(one.noise is Noise.BABBLE for one in conditions) else None
    each = voices_each or len(voices)
    for number, text in enumerate(sentences):
        for turn in range(number * each, (number + 1) * each):
            voice, condition = voices[turn % len(voices)], deck.draw()
            right = render(voice, text)
            noise_seed = int(rng.integers(2**32))
            slip = chooser.choose([change for change in changes(right) if not fine(right, change)])
            for change in (None, slip) if slip else (None,):
                said = right if change is None else right.with_change(change)
                plain = say(voice, said, condition.speed)
                samples = heard_in(plain, condition, np.random.default_rng(noise_seed), babble)
                yield Utterance(
                    samples, text, right.words, right.phones, said.phones, change, voice.name, condition.name
                )


def babble_of(sentences: Sequence[str], voices: Sequence[ChosenPhones]) -> Samples:
    """Others talking: these sentences by these voices, the last first."""
    parts: list[Samples] = []
    for number, text in enumerate(reversed(sentences)):
        voice = voices[number % len(voices)]
        parts.append(samples_of(voice.say_phones(voice.phones_of(text), 1.0)))
        if sum(map(len, parts)) > _BABBLE_S * SAMPLE_RATE_HZ:
            break
    return np.concatenate(parts)
