"""Who says whether a sound was made as it should be: each a score, the higher the surer that it wasn't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from langtutor.content.wav import to_pcm
from langtutor.core.ear_requests import Heard
from langtutor.core.sounds import NOTHING, Phone, Pronounced
from langtutor.drills.words import align
from langtutor.evaluation.spoken_corpus import Utterance
from langtutor.evaluation.spoken_voices import Change, words_of


@dataclass(frozen=True, slots=True)
class Case:
    """place: the change that was made, or, in what was said right, that might have been made. heard, pronounced: what
    the ear made of it; pronounced is None where it doesn't know sounds."""

    utterance: Utterance
    place: Change
    heard: Heard
    pronounced: Pronounced | None


class SoundDetector(Protocol):
    @property
    def name(self) -> str: ...

    def score(self, case: Case) -> float | None:
        """None where it doesn't know the word, or another pronunciation of it."""
        ...


@dataclass(frozen=True, slots=True)
class Langtutor:
    """1 less the probability that the sound was made as asked, or that nothing was put in there."""

    name = "langtutor"

    def score(self, case: Case) -> float | None:
        if case.pronounced is None or not case.pronounced.phones_known:
            return None
        words = [word for word in case.pronounced.words if any(map(str.isalnum, word.text))]
        if len(words) != len(case.utterance.words):
            return None
        found = words[case.place.word].phones
        own = case.utterance.phones[case.place.word]
        if not found:
            return None
        if case.place.asked == NOTHING:  # at either end of the word: changes put nothing in elsewhere
            gaps = words[case.place.word].gaps
            return 1.0 - gaps[0 if case.place.at == 0 else -1] if gaps else None
        theirs = [at for at, phone in enumerate(found) if phone.asked != NOTHING]
        place = counterpart(own, [found[at].asked for at in theirs], case.place.at)
        return None if place is None else 1.0 - found[theirs[place]].probability


def counterpart(own: Sequence[Phone], theirs: Sequence[Phone], at: int) -> int | None:
    """Where a sound of one pronunciation is in another of the same word. None where it isn't, or is another one."""
    step = next(step for step in align(own, theirs) if step.left == at)
    return step.right if step.equal else None


class Pocketsphinx:
    """pocketsphinx's raw acoustic score of the sound, a frame, in its own units, after forced alignment of the text.

    Of what is put in, that of the sound beside it. Its dictionary must know all words.
    """

    name = "pocketsphinx"

    def score(self, case: Case) -> float | None:
        words = [word.lower().replace("’", "'") for word in case.utterance.words]
        if any(self._decoder.lookup_word(word) is None for word in words):
            return None
        found = self._aligned(" ".join(words), to_pcm(case.utterance.samples))
        if found is None or len(found) != len(words):
            return None
        own, place = case.utterance.phones[case.place.word], case.place
        at = min(place.at, len(own) - 1)
        theirs = found[place.word]
        where = counterpart(own, [phone for phone, _ in theirs], at)
        return None if where is None else theirs[where][1]

    def _aligned(self, text: str, pcm: bytes) -> list[list[tuple[Phone, float]]] | None:
        """For each word its phones with their costs a frame."""
        try:
            self._decoder.set_align_text(text)
            self._decode(pcm)
            self._decoder.set_alignment()
            self._decode(pcm)
        except RuntimeError:  # no path through the words: they weren't said
            return None
        found = self._decoder.get_alignment()
        if found is None:
            return None
        # In one go: a word's phones are gone, and the process with them, once the next word is looked at.
        words = [(word.name, [(Phone(one.name), -one.score / max(1, one.duration)) for one in word]) for word in found]
        return [phones for name, phones in words if not name.startswith(("<", "["))]

    def _decode(self, pcm: bytes) -> None:
        self._decoder.start_utt()
        self._decoder.process_raw(pcm, full_utt=True)
        self._decoder.end_utt()

    @cached_property
    def _decoder(self) -> Any:
        # Never one that has decoded with a language model: that segfaults.
        from pocketsphinx import Decoder

        return Decoder(lm=None, loglevel="FATAL")


@dataclass(frozen=True, slots=True)
class WordProbability:
    """Whisper's probability of the word, 1 less it; 1 where it has written another word."""

    name = "whisper-words"

    def score(self, case: Case) -> float | None:
        asked = [word.lower() for word in case.utterance.words]
        heard = [(bare.lower(), word.probability) for word in case.heard.words for bare in words_of(word.text)]
        step = next(step for step in align(asked, [form for form, _ in heard]) if step.left == case.place.word)
        if step.right is None or not step.equal:
            return 1.0
        return 1.0 - heard[step.right][1]
