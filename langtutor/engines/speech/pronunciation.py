"""How each sound of a text was made, and how well texts fit the sounds of a recording.

What was asked is aligned with the evidence; each sound then defends its place against every other one (`contest`), and
what speakers of the learner's language are known to say instead is believed sooner than what nobody says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from langtutor.core.language import LanguageCode
from langtutor.core.sound_advice import places, rate
from langtutor.core.sounds import NOTHING, Phone, PhoneHeard, Place, Pronounced, SoundGuide, WordSounds
from langtutor.core.text import Span
from langtutor.core.tolerance import Asked, Tolerance
from langtutor.core.verdict import WordOutcome
from langtutor.engines.speech.alignment import SILENCE, Alignment, Chain, Segment, align, chain_of, score_of
from langtutor.engines.speech.contest import Contest, contests
from langtutor.engines.speech.lexicon import SpokenWord, is_vowel
from langtutor.engines.speech.phone_model import FRAMES_PER_S
from langtutor.engines.speech.stress import stresses

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


@dataclass(frozen=True, slots=True)
class _Made:
    """A sound that was asked for. instead: what may have been in its place, and therefore isn't put in beside it."""

    sound: PhoneHeard
    instead: frozenset[Phone]


class Model(Protocol):
    """phones: the first is silence (NOTHING). evidence: (frames, phones), nats, of what was made of a recording."""

    @property
    def phones(self) -> tuple[Phone, ...]: ...

    def evidence(self, encoded: Floats) -> Floats: ...


class Lexicon(Protocol):
    """All words of a text that can be pronounced, in order."""

    def words(self, text: str) -> tuple[SpokenWord, ...]: ...


@dataclass(frozen=True, slots=True)
class Manner:
    """How the evidence of a kind of model is read; by itself, that of our own.

    trust: what a nat counts. certain: see CERTAIN. measured: its evidence is what stress and allowances for a voice
    were fitted on.
    """

    trust: float = TRUST
    certain: float = CERTAIN
    measured: bool = True
    chain: Callable[[Sequence[Sequence[Sequence[int]]]], Chain] = chain_of
    contests: Callable[[Floats, Sequence[Segment]], list[Contest]] = contests


OURS = Manner()


class Pronunciation:
    """For one language and one phone model. guide: what is known of its speakers' confusions."""

    def __init__(self, model: Model, lexicon: Lexicon, guide: SoundGuide, name: str, manner: Manner = OURS) -> None:
        self._manner = manner
        self._model = model
        self._lexicon = lexicon
        self._guide = guide
        self._name = name
        self._numbers = {phone: number for number, phone in enumerate(model.phones)}
        self._tolerance = Tolerance(guide)
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
                score = score_of(evidence, self._manner.chain([self._coded(word) for word in words]))
                if np.isfinite(score):
                    found[text] = self._manner.trust * score
        return found

    def pronounced(
        self,
        encoded: Floats,
        samples: Floats,
        text: str,
        speaks: LanguageCode | None,
        levels: Mapping[Phone, float],
    ) -> Pronounced:
        """See Pronounce. Words that have no place in so short a recording are left without sounds.

        samples: mono, 16 kHz, from where `encoded` begins.
        """
        words = self._lexicon.words(text)
        evidence = self._model.evidence(encoded)
        aligned = align(evidence, self._manner.chain([self._coded(word) for word in words])) if words else None
        if aligned is None:
            empty = tuple(WordSounds(word.span, word.text, 0.0, 0.0) for word in words)
            return Pronounced(empty, phones_known=True, engine=self._name, levels={})
        levels = levels if self._manner.measured else {}
        found: dict[int, list[tuple[Segment, Contest]]] = defaultdict(list)
        for segment, contest in zip(aligned.segments, self._manner.contests(evidence, aligned.segments), strict=True):
            found[segment.word].append((segment, contest))
        asked = _asked(words, [self._sounds(word, aligned, number) for number, word in enumerate(words)])
        fought = [[one for _, one in found[number]] for number in range(len(words))]
        made = [self._made(word, of_word, speaks, levels) for word, of_word in zip(asked, fought, strict=True)]
        edges = [None, *(of_word[-1] for of_word in made)], [*(of_word[0] for of_word in made), None]
        judged = [
            self._word(word, (edges[0][n], *made[n], edges[1][n + 1]), fought[n], speaks, levels.get(NOTHING, 0.0))
            for n, word in enumerate(words)
        ]
        if not self._manner.measured:
            return Pronounced(tuple(judged), phones_known=True, engine=self._name, levels={})
        stressed = stresses(words, aligned, samples, evidence, self._model.phones)
        judged = [_with_stress(word, *stressed[number]) for number, word in enumerate(judged)]
        return Pronounced(tuple(judged), phones_known=True, engine=self._name, levels=self._levels(found))

    def _coded(self, word: SpokenWord) -> list[list[int]]:
        return [[self._numbers[phone] for phone in sounds] for sounds in word.pronunciations]

    def _sounds(self, word: SpokenWord, aligned: Alignment, number: int) -> tuple[Phone, ...]:
        return word.pronunciations[aligned.chosen[number]]

    def _made(
        self, word: Asked, fought: Sequence[Contest], speaks: LanguageCode | None, levels: Mapping[Phone, float]
    ) -> list[_Made]:
        """The sounds that were asked for."""
        made = []
        for at, contest in enumerate(fought):
            fine = self._tolerance.of(word, at)
            heard = self._phone(word.sounds, at, contest, speaks, levels.get(word.sounds[at], 0.0), fine)
            made.append(_Made(heard, fine | {heard.heard}))
        return made

    def _word(
        self,
        word: SpokenWord,
        made: Sequence[_Made | None],
        fought: Sequence[Contest],
        speaks: LanguageCode | None,
        level: float,
    ) -> WordSounds:
        """made: its sounds and those beside it, None at the edges of what was said. level: of what is put in."""
        sounds = [one.sound.asked for one in made[1:-1] if one is not None]
        instead = [one.instead if one is not None else frozenset() for one in made]
        first = fought[0]
        gaps = [self._put_in(sounds, 0, first.segment.start, first.before - level, speaks, instead[0] | instead[1])]
        for at, contest in enumerate(fought):
            beside = instead[at + 1] | instead[at + 2]
            gaps.append(self._put_in(sounds, at + 1, contest.segment.end, contest.after - level, speaks, beside))
        asked = [one.sound for one in made[1:-1] if one is not None]
        ordered = [gaps[0], *(sound for pair in zip(asked, gaps[1:], strict=True) for sound in pair)]
        return WordSounds(
            Span(word.span.start, word.span.end),
            word.text,
            first.segment.start / FRAMES_PER_S,
            fought[-1].segment.end / FRAMES_PER_S,
            tuple(one for one in ordered if one.asked != NOTHING or one.outcome is WordOutcome.SLIP),
            gaps=tuple(one.probability for one in gaps),
        )

    def _phone(
        self,
        sounds: Sequence[Phone],
        at: int,
        contest: Contest,
        speaks: LanguageCode | None,
        level: float,
        fine: frozenset[Phone],
    ) -> PhoneHeard:
        """fine: what is as right as what was asked, whose place it takes where it fits better."""
        asked = sounds[at]
        better = contest.others - level
        better[SILENCE] = contest.gone - level
        if fine:
            better -= max(0.0, max(float(better[self._numbers[phone]]) for phone in fine))
        but = fine | self._besides(sounds, at, contest, speaks)
        right, rival = self._weighed(asked, places(self._guide, sounds, at), better, speaks, but)
        segment = contest.segment
        outcome = self._outcome(right, rival)
        heard = asked if outcome is WordOutcome.RIGHT else rival.phone
        return PhoneHeard(asked, heard, segment.start / FRAMES_PER_S, segment.end / FRAMES_PER_S, right, outcome)

    def _besides(
        self, sounds: Sequence[Phone], at: int, contest: Contest, speaks: LanguageCode | None
    ) -> frozenset[Phone]:
        """Sounds that were likelier put in beside what was asked than said in its place: that was said as well."""
        before, after = places(self._guide, sounds, at, put_in=True), places(self._guide, sounds, at + 1, put_in=True)
        instead = self._odds(sounds[at], places(self._guide, sounds, at), contest.others, speaks)
        beside = np.maximum(
            self._odds(NOTHING, before, contest.before, speaks), self._odds(NOTHING, after, contest.after, speaks)
        )
        likelier = (contest.others > 0) & (beside > instead)
        return frozenset(self._model.phones[number] for number in np.flatnonzero(likelier) if number != SILENCE)

    def _put_in(
        self,
        sounds: Sequence[Phone],
        at: int,
        frame: int,
        added: Floats,
        speaks: LanguageCode | None,
        beside: frozenset[Phone],
    ) -> PhoneHeard:
        """The likeliest sound between two that nobody asked for, a slip or not; none that is beside it anyway."""
        where = places(self._guide, sounds, at, put_in=True)
        right, rival = self._weighed(NOTHING, where, added, speaks, beside)
        second = frame / FRAMES_PER_S
        return PhoneHeard(NOTHING, rival.phone, second, second, right, self._outcome(right, rival))

    def _weighed(
        self,
        asked: Phone,
        where: frozenset[Place],
        better: Floats,
        speaks: LanguageCode | None,
        but: frozenset[Phone],
    ) -> tuple[float, _Rival]:
        """Probability of what was asked, and its strongest rival with its own. better: of each phone, nats; but: no
        rivals."""
        odds = self._odds(asked, where, better, speaks)
        odds[[self._numbers[phone] for phone in but]] = 0.0
        strongest = int(odds.argmax())
        total = 1.0 + float(odds.sum())
        return 1.0 / total, _Rival(self._model.phones[strongest], float(odds[strongest]) / total)

    def _odds(self, asked: Phone, where: frozenset[Place], better: Floats, speaks: LanguageCode | None) -> Floats:
        """Of each phone against what was asked."""
        odds: Floats = self._rates(asked, where, speaks) * np.exp(np.minimum(self._manner.trust * better, 50.0))
        return odds

    def _outcome(self, right: float, rival: _Rival) -> WordOutcome:
        if rival.probability >= self._manner.certain:
            return WordOutcome.SLIP
        return WordOutcome.RIGHT if right >= DOUBTFUL else WordOutcome.UNCLEAR

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


def _with_stress(word: WordSounds, asked: int | None, heard: int | None) -> WordSounds:
    """A word whose consonants came out otherwise is another word, maybe: then nobody knows where its stress is."""
    other = any(one.outcome is WordOutcome.SLIP and not is_vowel(one.asked) for one in word.phones)
    return replace(word, stress_asked=asked, stress_heard=None if other else heard)


def _asked(words: Sequence[SpokenWord], sounds: Sequence[tuple[Phone, ...]]) -> list[Asked]:
    """Each word between its neighbours. sounds: of each, as it was said."""
    lasts, firsts = [NOTHING, *(one[-1] for one in sounds)], [*(one[0] for one in sounds), NOTHING]
    return [
        Asked(word.text.lower().replace("’", "'"), sounds[at], word.stress, lasts[at], firsts[at + 1])
        for at, word in enumerate(words)
    ]
