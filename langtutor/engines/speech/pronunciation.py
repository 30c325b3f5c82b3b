"""How each sound of a text was made, and how well texts fit the sounds of a recording.

What was asked is aligned with the evidence; each sound then defends its place against every other one (`contest`), and
what speakers of the learner's language are known to say instead is believed sooner than what nobody says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from langtutor.core.language import LanguageCode
from langtutor.core.sound_advice import places, rate
from langtutor.core.sounds import NOTHING, Phone, PhoneHeard, Place, Pronounced, SoundGuide, WordSounds
from langtutor.core.text import Span
from langtutor.core.verdict import WordOutcome
from langtutor.engines.speech.alignment import SILENCE, Alignment, Segment, align, chain_of, score_of
from langtutor.engines.speech.contest import Contest, contests
from langtutor.engines.speech.lexicon import EnglishLexicon, SpokenWord
from langtutor.engines.speech.phone_model import FRAMES_PER_S, PhoneModel

TRUST = 0.2
"""What a nat counts: a frame knows little that its neighbours don't. Fitted by `tests/bench/train_sounds.py`."""

CERTAIN = 0.9
"""A sound is called a slip from this probability of the one that was heard."""

DOUBTFUL = 0.5
"""And unclear below this probability of the one that was asked."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Rival:
    phone: Phone
    probability: float


class Pronunciation:
    """For one language and one phone model. guide: what is known of its speakers' confusions."""

    def __init__(self, model: PhoneModel, lexicon: EnglishLexicon, guide: SoundGuide, name: str) -> None:
        self._model = model
        self._lexicon = lexicon
        self._guide = guide
        self._name = name
        self._numbers = {phone: number for number, phone in enumerate(model.phones)}
        self._rates = lru_cache(maxsize=1024)(self._rates_of)

    def warm_up(self) -> None:
        """Loads the dictionary and the rules."""
        self._lexicon.words("hello")

    def fit(self, encoded: Floats, texts: Sequence[str]) -> dict[str, float]:
        """See `Heard.sounds`. encoded: (frames, features) of Whisper's encoder. A text without words isn't there."""
        evidence = self._model.evidence(encoded)
        found = {}
        for text in texts:
            words = self._lexicon.words(text)
            if words:
                score = score_of(evidence, chain_of([self._coded(word) for word in words]))
                if np.isfinite(score):
                    found[text] = TRUST * score
        return found

    def pronounced(
        self, encoded: Floats, text: str, speaks: LanguageCode | None, levels: Mapping[Phone, float]
    ) -> Pronounced:
        """See Pronounce. Words that have no place in so short a recording are left without sounds."""
        words = self._lexicon.words(text)
        evidence = self._model.evidence(encoded)
        aligned = align(evidence, chain_of([self._coded(word) for word in words])) if words else None
        if aligned is None:
            empty = tuple(WordSounds(word.span, word.text, 0.0, 0.0) for word in words)
            return Pronounced(empty, phones_known=True, engine=self._name, levels={})
        found: dict[int, list[tuple[Segment, Contest]]] = defaultdict(list)
        for segment, contest in zip(aligned.segments, contests(evidence, aligned.segments), strict=True):
            found[segment.word].append((segment, contest))
        judged = [
            self._word(word, self._sounds(word, aligned, number), [one for _, one in found[number]], speaks, levels)
            for number, word in enumerate(words)
        ]
        return Pronounced(tuple(judged), phones_known=True, engine=self._name, levels=self._levels(found))

    def _coded(self, word: SpokenWord) -> list[list[int]]:
        return [[self._numbers[phone] for phone in sounds] for sounds in word.pronunciations]

    def _sounds(self, word: SpokenWord, aligned: Alignment, number: int) -> tuple[Phone, ...]:
        return word.pronunciations[aligned.chosen[number]]

    def _word(
        self,
        word: SpokenWord,
        sounds: tuple[Phone, ...],
        fought: Sequence[Contest],
        speaks: LanguageCode | None,
        levels: Mapping[Phone, float],
    ) -> WordSounds:
        phones: list[PhoneHeard] = []
        level = levels.get(NOTHING, 0.0)
        for at, contest in enumerate(fought):
            if at == 0:
                phones += self._put_in(sounds, 0, contest.segment.start, contest.before - level, speaks)
            phones.append(self._phone(sounds, at, contest, speaks, levels.get(sounds[at], 0.0)))
            phones += self._put_in(sounds, at + 1, contest.segment.end, contest.after - level, speaks)
        start, end = fought[0].segment.start, fought[-1].segment.end
        return WordSounds(
            Span(word.span.start, word.span.end), word.text, start / FRAMES_PER_S, end / FRAMES_PER_S, tuple(phones)
        )

    def _phone(
        self, sounds: tuple[Phone, ...], at: int, contest: Contest, speaks: LanguageCode | None, level: float
    ) -> PhoneHeard:
        asked = sounds[at]
        better = contest.others - level
        better[SILENCE] = contest.gone - level
        right, rival = self._weighed(asked, places(self._guide, sounds, at), better, speaks)
        segment = contest.segment
        outcome = _outcome(right, rival)
        heard = asked if outcome is WordOutcome.RIGHT else rival.phone
        return PhoneHeard(asked, heard, segment.start / FRAMES_PER_S, segment.end / FRAMES_PER_S, right, outcome)

    def _put_in(
        self, sounds: tuple[Phone, ...], at: int, frame: int, added: Floats, speaks: LanguageCode | None
    ) -> list[PhoneHeard]:
        """A sound between two that nobody asked for; only where speakers of that language are known to put one in."""
        where = places(self._guide, sounds, at, put_in=True)
        right, rival = self._weighed(NOTHING, where, added, speaks)
        if _outcome(right, rival) is not WordOutcome.SLIP:
            return []
        second = frame / FRAMES_PER_S
        return [PhoneHeard(NOTHING, rival.phone, second, second, right, WordOutcome.SLIP)]

    def _weighed(
        self, asked: Phone, where: frozenset[Place], better: Floats, speaks: LanguageCode | None
    ) -> tuple[float, _Rival]:
        """Probability of what was asked, and its strongest rival with its own. better: of each phone, nats."""
        odds = self._rates(asked, where, speaks) * np.exp(np.minimum(TRUST * better, 50.0))
        strongest = int(odds.argmax())
        total = 1.0 + float(odds.sum())
        return 1.0 / total, _Rival(self._model.phones[strongest], float(odds[strongest]) / total)

    def _rates_of(self, asked: Phone, where: frozenset[Place], speaks: LanguageCode | None) -> Floats:
        """How likely each phone is to begin with; 0 for what was asked."""
        return np.array(
            [0.0 if phone == asked else rate(self._guide, asked, phone, where, speaks) for phone in self._model.phones],
            np.float32,
        )

    def _levels(self, found: Mapping[int, Sequence[tuple[Segment, Contest]]]) -> dict[Phone, tuple[float, int]]:
        """How much the best rival of each sound falls short of it, on the mean."""
        seen: dict[Phone, list[float]] = defaultdict(list)
        for pairs in found.values():
            for segment, contest in pairs:
                rivals = contest.others.copy()
                rivals[[0, segment.phone]] = -np.inf
                seen[self._model.phones[segment.phone]].append(max(float(rivals.max()), contest.gone))
        return {phone: (float(np.mean(values)), len(values)) for phone, values in seen.items()}


def _outcome(right: float, rival: _Rival) -> WordOutcome:
    if rival.probability >= CERTAIN:
        return WordOutcome.SLIP
    return WordOutcome.RIGHT if right >= DOUBTFUL else WordOutcome.UNCLEAR
