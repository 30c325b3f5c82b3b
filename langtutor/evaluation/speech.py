"""How well it is heard what was said: freely, when it is known what was asked, and when that was something else.

A verdict on a text is turned back into a transcript, so that one measure serves all: words that it calls right as they
were asked, slips as they were heard, and unclear words as the free transcript has them in that place. Systems that
know of no target are given the plain rule: a word is a slip where their transcript differs from the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from langtutor.core.language import Language
from langtutor.core.verdict import WordOutcome, WordVerdict
from langtutor.drills.blocks import word_verdicts
from langtutor.evaluation.speech_data import Clip
from langtutor.evaluation.speech_slips import Kind, WrongTarget
from langtutor.evaluation.wer import Errors, counted, normalised, together

Words = tuple[WordVerdict, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A clip with what the ear is asked about: the text as a course would have it, and texts that weren't said."""

    clip: Clip
    target: str
    wrong: tuple[WrongTarget, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """seconds: from the end of speech until it was there. Empty where nothing was heard."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of each word of a text. seconds: from the end of speech until it was said.

    words: none where nothing was heard.
    """

    words: Words
    seconds: float


class System(Protocol):
    """Hears recordings. Both may raise what engines raise; NoSpeech is none of it."""

    @property
    def name(self) -> str: ...

    def hear(self, clip: Clip) -> Transcript: ...

    def judge(self, clip: Clip, text: str, transcript: Transcript) -> Judged:
        """What it says where this text was asked for. transcript: its own, of the same clip."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """One system on one clip. wrong: on each of the item's wrong targets."""

    transcript: Transcript
    right: Judged
    wrong: tuple[Judged, ...]


Done = Callable[[int, int], None]
"""How many clips of how many."""


def ask(systems: Sequence[System], items: Sequence[Item], done: Done) -> dict[str, tuple[Answer, ...]]:
    """Clip by clip, one system after the other, so that whatever else keeps the machine busy hits all alike. Who begins
    changes from clip to clip."""
    answers: dict[str, dict[int, Answer]] = {system.name: {} for system in systems}
    for at, item in enumerate(items):
        done(at, len(items))
        first = at % len(systems)
        for system in (*systems[first:], *systems[:first]):
            answers[system.name][at] = _answer(system, item)
    return {name: tuple(found[at] for at in range(len(items))) for name, found in answers.items()}


def _answer(system: System, item: Item) -> Answer:
    transcript = system.hear(item.clip)
    right = system.judge(item.clip, item.target, transcript)
    wrong = tuple(system.judge(item.clip, target.text, transcript) for target in item.wrong)
    return Answer(transcript, right, wrong)


def plainly(text: str, transcript: str, language: Language) -> Words:
    """A slip wherever the transcript differs from the text; contractions and spellings are no difference."""
    return word_verdicts(transcript, text, lambda _: WordOutcome.SLIP, language) if transcript else ()


def vouched_for(words: Words, text: str, transcript: str, language: Language) -> str:
    """The transcript that a verdict on a text stands for. Nothing where nothing was heard."""
    freely = {word.span: word.heard for word in plainly(text, transcript, language)}

    def said(word: WordVerdict) -> str | None:
        if word.outcome is WordOutcome.RIGHT:
            return word.asked
        return word.heard if word.outcome is WordOutcome.SLIP else freely.get(word.span)

    return " ".join(filter(None, map(said, words)))


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one system.

    wer: the free transcripts against what was asked, clip by clip; wer_target_aware: what the verdicts on it stand for.
    slip_recall: share of wrong targets whose differing place isn't called right; slip_recall_certain: is called a slip.
    false_slips, unclear_words: shares of the asked words that are called so; words that were added count as well.
    """

    system: str
    wer: tuple[Errors, ...]
    wer_target_aware: tuple[Errors, ...]
    slip_recall: float
    slip_recall_certain: float
    recall_by_kind: Mapping[Kind, float]
    false_slips: float
    unclear_words: float
    median_latency_s: float
    median_verdict_s: float


def scores(system: str, items: Sequence[Item], answers: Sequence[Answer], language: Language) -> Scores:
    """answers: in the order of the items."""
    free, aware = [], []
    for item, answer in zip(items, answers, strict=True):
        asked = normalised(item.clip.asked, language)
        heard = answer.transcript.text
        vouched = vouched_for(answer.right.words, item.target, heard, language)
        free.append(counted(asked, normalised(heard, language)))
        aware.append(counted(asked, normalised(vouched, language)))
    tried = [
        (target, judged.words)
        for item, answer in zip(items, answers, strict=True)
        for target, judged in zip(item.wrong, answer.wrong, strict=True)
    ]
    outcomes = [word.outcome for answer in answers for word in answer.right.words]
    words = together(free).words
    return Scores(
        system=system,
        wer=tuple(free),
        wer_target_aware=tuple(aware),
        slip_recall=_share([target.found_in(verdict) for target, verdict in tried]),
        slip_recall_certain=_share([target.found_in(verdict, certain=True) for target, verdict in tried]),
        recall_by_kind={
            kind: _share([target.found_in(verdict) for target, verdict in tried if target.kind is kind])
            for kind in Kind
        },
        false_slips=outcomes.count(WordOutcome.SLIP) / words,
        unclear_words=outcomes.count(WordOutcome.UNCLEAR) / words,
        median_latency_s=median(answer.transcript.seconds for answer in answers),
        median_verdict_s=median(answer.right.seconds for answer in answers),
    )


def times_as_fast(ours: Sequence[Answer], theirs: Sequence[Answer]) -> float:
    """How many times longer theirs take to be there, in the median of the clips."""
    pairs = zip(ours, theirs, strict=True)
    return median(other.transcript.seconds / max(own.transcript.seconds, 1e-9) for own, other in pairs)


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0
