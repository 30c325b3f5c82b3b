"""How well slips are heard in speech that is made with known slips.

Slips of grammar: the course's own, as whole sentences, each decided against the sentence as it should be. Slips of the
tongue: one sound of one word said otherwise. For each slip there is one utterance with it and one without, so that half
of all decisions are about slips.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from langtutor.content.wav import write_wav
from langtutor.core.course import Sentence
from langtutor.core.ear_requests import Hear, Heard, Pronounce
from langtutor.core.errors import NoSpeech
from langtutor.core.language import LanguageCode
from langtutor.drills.spoken import hypotheses
from langtutor.evaluation.roc import Roc, Scored, measured
from langtutor.evaluation.room import CONDITIONS, Condition, Samples, heard_in
from langtutor.evaluation.speech_replies import Replies
from langtutor.evaluation.spoken_corpus import Deck, Utterance, babble_of, corpus, kind_of
from langtutor.evaluation.spoken_slips_detectors import Detector
from langtutor.evaluation.spoken_slips_sounds import Case, SoundDetector
from langtutor.evaluation.spoken_voices import Change, ChosenPhones, Rendering, samples_of
from langtutor.host.process import EngineBug

log = logging.getLogger(__name__)

SEED = 20261122
VOICES_EACH = 2
"""Voices that say each sentence, of all there are, in turn."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether one slip was said in one utterance. scores: by system, those only that could tell.

    asked: the sentence; detail: the slip; heard: the transcript.
    """

    slip: bool
    asked: str
    detail: str
    kind: str
    voice: str
    condition: str
    heard: str
    scores: Mapping[str, float]


Done = Callable[[int, int], None]
"""How many sentences of how many."""


class Ear:
    """Asks the workers about samples. language: what is spoken; speaks: the learner's first language."""

    def __init__(self, replies: Replies, language: LanguageCode, speaks: LanguageCode, folder: Path) -> None:
        """folder: for one WAV at a time."""
        self._replies = replies
        self._language = language
        self._speaks = speaks
        self._wav = folder / "said.wav"
        self.knows_sounds = True

    def hear(self, samples: Samples, candidates: Sequence[str]) -> Heard:
        """Raises NoSpeech, ModelMissing."""
        write_wav(self._wav, samples)
        request = Hear(self._wav, self._language, tuple(candidates))
        heard: Heard = self._replies.ask([request])[0][request]
        return heard

    def case(self, utterance: Utterance, place: Change, heard: Heard) -> Case:
        """Of what was just heard."""
        pronounced = None
        if self.knows_sounds:
            request = Pronounce(self._wav, utterance.text, self._language, self._speaks)
            try:
                pronounced = self._replies.ask([request])[0][request]
            except EngineBug:
                log.exception("Pronounce isn't answered")
                self.knows_sounds = False
        if pronounced is not None and not pronounced.phones_known:
            self.knows_sounds = False
        return Case(utterance, place, heard, pronounced)


@dataclass(frozen=True)
class GrammarBench:
    """Listed slips of a course's sentences."""

    ear: Ear
    voices: Sequence[ChosenPhones]
    detectors: Sequence[Detector]
    reader: str
    conditions: Sequence[Condition] = CONDITIONS

    def decisions(self, sentences: Sequence[Sentence], done: Done) -> Iterator[Decision]:
        """Two for each slip that can be heard: of the slip, and of the sentence as it should be. reader: whose
        explanations are taken, which changes nothing here."""
        rng = np.random.default_rng(SEED)
        deck = Deck(self.conditions, rng)
        babble = babble_of([sentence.text for sentence in sentences], self.voices)
        for number, sentence in enumerate(sentences):
            done(number, len(sentences))
            for turn in range(number * VOICES_EACH, (number + 1) * VOICES_EACH):
                way = _Way(self.voices[turn % len(self.voices)], deck.draw(), int(rng.integers(2**32)), babble)
                yield from self._decided(sentence, way)

    def _decided(self, sentence: Sentence, way: _Way) -> Iterator[Decision]:
        asked = sentence.text
        slips = [slip for slip in hypotheses(sentence, self.reader) if way.differ(asked, slip.said)]
        candidates = (asked, *(slip.said for slip in slips))
        with suppress(NoSpeech):
            right = self.ear.hear(way.heard(asked), candidates)
            for slip in slips:
                wrong = self.ear.hear(way.heard(slip.said), candidates)
                for heard, said in ((right, False), (wrong, True)):
                    scores = _known({one.name: one.score(asked, slip, heard) for one in self.detectors})
                    kind, voice, condition = str(slip.kind), way.voice.name, way.condition.name
                    yield Decision(said, asked, slip.said, kind, voice, condition, heard.text, scores)


@dataclass(frozen=True)
class _Way:
    """How a sentence and its slips are said, all alike. babble: what others say."""

    voice: ChosenPhones
    condition: Condition
    seed: int
    babble: Samples

    def differ(self, text: str, other: str) -> bool:
        """Whether the voice says them otherwise: à and a are one sound."""
        return self.voice.phones_of(text) != self.voice.phones_of(other)

    def heard(self, text: str) -> Samples:
        plain = samples_of(self.voice.say_phones(self.voice.phones_of(text), self.condition.speed))
        return heard_in(plain, self.condition, np.random.default_rng(self.seed), self.babble)


@dataclass(frozen=True)
class PhoneBench:
    """Sounds that Brazilians put in the place of English ones, and some that they leave out or put in.

    fine: which of these native speakers do, too.
    """

    ear: Ear
    voices: Sequence[ChosenPhones]
    detectors: Sequence[SoundDetector]
    conditions: Sequence[Condition] = CONDITIONS
    fine: Callable[[Rendering, Change], bool] = lambda rendering, change: False

    def decisions(self, sentences: Sequence[str], done: Done) -> Iterator[Decision]:
        """Two for each slip: of the word said wrong, and of it said right."""
        right: Utterance | None = None
        count = 0
        for utterance in corpus(sentences, self.voices, SEED, self.conditions, VOICES_EACH, self.fine):
            if utterance.change is None:
                done(count // VOICES_EACH, len(sentences))
                right, count = utterance, count + 1
            elif right is not None:
                with suppress(NoSpeech):
                    yield from [self._decided(one, utterance.change) for one in (right, utterance)]

    def _decided(self, utterance: Utterance, place: Change) -> Decision:
        heard = self.ear.hear(utterance.samples, ())
        case = self.ear.case(utterance, place, heard)
        scores = _known({one.name: one.score(case) for one in self.detectors})
        detail = f"{utterance.words[place.word]} {place.kind}"
        kind, said = kind_of(place), utterance.change is not None
        return Decision(said, utterance.text, detail, kind, utterance.voice, utterance.condition, heard.text, scores)


def _known(scores: Mapping[str, float | None]) -> dict[str, float]:
    return {name: score for name, score in scores.items() if score is not None}


@dataclass(frozen=True)
class Found:
    """How well one system tells slips. by_…: AUC alone, of what was said in one way, with the number of decisions."""

    roc: Roc
    by_voice: Mapping[str, Part]
    by_condition: Mapping[str, Part]
    by_kind: Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class Part:
    """auc: None where there is too little to compare."""

    auc: float | None
    n: int


def found(decisions: Sequence[Decision], kinds: Sequence[str] = ()) -> dict[str, Found]:
    """By system, of those that could tell anything. kinds: those that the whole is about; none: all."""
    systems = dict.fromkeys(name for decision in decisions for name in decision.scores)
    results = {}
    for system in systems:
        told = [one for one in decisions if system in one.scores]
        roc = measured(_scored([one for one in told if not kinds or one.kind in kinds], system))
        if roc is not None:
            by = [_parts(told, system, of) for of in (_voice, _condition, _kind)]
            results[system] = Found(roc, *by)
    return results


def _voice(decision: Decision) -> str:
    return decision.voice


def _condition(decision: Decision) -> str:
    return decision.condition


def _kind(decision: Decision) -> str:
    return decision.kind


def _parts(decisions: Sequence[Decision], system: str, of: Callable[[Decision], str]) -> dict[str, Part]:
    groups: dict[str, list[Decision]] = {}
    for decision in decisions:
        groups.setdefault(of(decision), []).append(decision)
    parts = {}
    for name, some in sorted(groups.items()):
        roc = measured(_scored(some, system), rounds=0)
        parts[name] = Part(None if roc is None else roc.auc, len(some))
    return parts


def _scored(decisions: Sequence[Decision], system: str) -> list[Scored]:
    return [Scored(one.scores[system], one.slip, one.asked) for one in decisions]
