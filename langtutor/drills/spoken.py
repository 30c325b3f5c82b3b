"""From what the ear heard to a verdict on a sentence that was to be said.

A transcript is evidence, not a verdict: Whisper repairs learners' grammar and mishears accents. So a slip is only
called where the sound makes a likely slip much likelier than what was asked (`acoustics`); a little less suffices where
the transcript shows it too. Between the two the word is unclear. Where the transcript differs otherwise, each place is
asked about for itself: the word is right where what was asked fits the sound about as well, and else unclear.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from langtutor.core.course import Sentence
from langtutor.core.ear_requests import Heard
from langtutor.core.language import Language
from langtutor.core.skill import SkillKind
from langtutor.core.text import Edit, SkillId, Span, apply_edits
from langtutor.core.verdict import AnswerOutcome, SlipFound, Verdict, WordOutcome, WordVerdict
from langtutor.drills.acoustics import fits_as_well, margin, slip_probability
from langtutor.drills.blocks import Couple, changed, edits_between, pairs, places, word_verdicts
from langtutor.drills.mistakes import Explain, slips_of
from langtutor.drills.words import same

SLIP_FROM = 0.7
"""Probability from which a slip is called one."""

UNCLEAR_FROM = 0.4
"""And from which its words are unclear."""

EXPLAINS = 2.0
"""A slip that the transcript doesn't show must fit nearly as well as the transcript, logits: else something else was
said."""

TOO_FAR = 0.6
"""Share of asked words that may differ before nothing is judged at all."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Something that may have been said instead. why and skill are known for slips of the course.

    slips: the mistakes it is made of, where a grammar check found them; their edits are of what was heard.
    """

    said: str
    skill: SkillId | None
    kind: SkillKind
    why: str | None
    slips: tuple[SlipFound, ...] = ()


def hypotheses(sentence: Sentence, language: str) -> tuple[Hypothesis, ...]:
    """The listed slips; `why` in the learner's first language."""
    return tuple(Hypothesis(s.said, s.skill, s.kind, s.why_in(language)) for s in sentence.slips)


def from_edits(
    heard: str, asked: str, mistakes: Sequence[Edit], skill: SkillId, language: Language, explain: Explain
) -> Hypothesis | None:
    """What was heard, as a slip: where its mistakes, corrected, lead to what was asked."""
    if not mistakes or not same(apply_edits(heard, tuple(mistakes)), asked, language):
        return None
    slips = tuple(slips_of(heard, mistakes, skill, language, explain))
    named = next((edit.skill for edit in mistakes if edit.skill), skill)
    return Hypothesis(heard, named, SkillKind.GRAMMAR, slips[0].why, slips)


def readings(asked: str, transcript: str, language: Language) -> tuple[str, ...]:
    """Texts to ask the ear about besides: the transcript with what was asked put in where they differ, a place each."""
    return tuple(text for _, text in _readings(asked, transcript, language))


def judge_spoken(asked: str, heard: Heard, possible: Sequence[Hypothesis], language: Language) -> Verdict:
    """The verdict on a sentence that was to be said as it stands."""
    weighed = _weighed(asked, heard, possible, language)
    found = [one for one in weighed if one.probability >= SLIP_FROM]
    transcript = _understood(asked, heard, language)
    if found:
        said = _said(asked, transcript, [one.hypothesis for one in found], language)
        slips = tuple(slip for one in found for slip in _slips(one, asked, said, language))
        skills = {
            place: one.hypothesis.skill for one in found for place in places(one.hypothesis.said, asked, language)
        }
        edits = edits_between(said, asked, skills, language)
        return Verdict(AnswerOutcome.SLIP, said, asked, _slipped_words(asked, said, found, language), slips, edits)
    if not same(asked, transcript, language):
        words = _unclear_words(asked, transcript, language)
        return Verdict(AnswerOutcome.UNCLEAR, transcript, asked, words)
    if weighed:
        return Verdict(AnswerOutcome.UNCLEAR, asked, asked, _doubtful_words(asked, weighed, language))
    return Verdict(AnswerOutcome.RIGHT, asked, asked, _all_right(asked, language))


@dataclass(frozen=True, slots=True)
class _Weighed:
    hypothesis: Hypothesis
    probability: float
    margin: float


def _slips(found: _Weighed, asked: str, answer: str, language: Language) -> tuple[SlipFound, ...]:
    hypothesis = found.hypothesis
    if hypothesis.slips and hypothesis.said == answer:
        return tuple(
            replace(slip, margin_nats=found.margin, probability=found.probability) for slip in hypothesis.slips
        )
    said, meant = changed(hypothesis.said, asked, language)
    kind, why = hypothesis.kind, hypothesis.why
    return (SlipFound(hypothesis.skill, kind, said, meant, why, found.margin, probability=found.probability),)


def _weighed(asked: str, heard: Heard, possible: Sequence[Hypothesis], language: Language) -> list[_Weighed]:
    """Slips to call, or to leave open, in different places of the sentence, the surest first."""
    candidates = []
    for hypothesis in possible:
        shown = _shows(heard.text, hypothesis.said, asked, language)
        probability = slip_probability(hypothesis.said, asked, heard, shown=shown)
        if probability is not None and probability >= UNCLEAR_FROM and (shown or _explains(hypothesis.said, heard)):
            logits = margin(hypothesis.said, asked, heard)
            candidates.append((shown, _Weighed(hypothesis, probability, logits if logits is not None else 0.0)))
    taken: list[_Weighed] = []
    occupied: set[int] = set()
    for shown, one in sorted(candidates, key=lambda pair: -pair[1].probability):
        own = places(one.hypothesis.said, asked, language)
        # A second slip is called only where the transcript shows it: evidence of one place leaks into another's.
        if not occupied & own and (shown or not taken):
            taken.append(one)
            occupied |= own
    return taken


def _explains(slip: str, heard: Heard) -> bool:
    better = margin(heard.text, slip, heard)
    return better is None or better <= EXPLAINS


def _readings(asked: str, transcript: str, language: Language) -> list[tuple[Edit, str]]:
    everywhere = dict.fromkeys(places(transcript, asked, language))
    return [(edit, apply_edits(transcript, (edit,))) for edit in edits_between(transcript, asked, everywhere, language)]


def _understood(asked: str, heard: Heard, language: Language) -> str:
    """The transcript with what was asked wherever that fits the sound about as well. All or nothing where the ear
    wasn't asked about single places."""
    if same(asked, heard.text, language):
        return asked
    apart = [(edit, text) for edit, text in _readings(asked, heard.text, language) if text in heard.scores]
    if not apart:
        return asked if fits_as_well(asked, heard.text, heard) else heard.text
    fitting = tuple(edit for edit, text in apart if fits_as_well(text, heard.text, heard))
    return apply_edits(heard.text, fitting)


def _shows(transcript: str, slip: str, asked: str, language: Language) -> bool:
    """Whether the transcript has the slip where the slip differs from what was asked."""
    wrong = [pair for pair in pairs(asked, slip, language) if not pair.equal]
    put_in = {pair.right for pair in wrong if pair.right is not None}
    left_out = {pair.left.form for pair in wrong if pair.left is not None and pair.right is None}
    heard = pairs(transcript, slip, language)
    if not wrong or not put_in <= {pair.right for pair in heard if pair.equal}:
        return False
    # Where words were left out, the transcript must not have them either.
    return not any(pair.left.form in left_out for pair in heard if pair.left is not None and pair.right is None)


def _said(asked: str, transcript: str, slips: Sequence[Hypothesis], language: Language) -> str:
    """What to show as said: the transcript, or, where it hid a slip, what was asked with the slips in it."""
    if all(_shows(transcript, slip.said, asked, language) for slip in slips):
        return transcript
    edits: list[Edit] = []
    for slip in slips:
        everywhere = dict.fromkeys(places(asked, slip.said, language))
        edits += edits_between(asked, slip.said, everywhere, language)
    edits.sort(key=lambda edit: edit.span)
    apart = all(one.span.end <= other.span.start for one, other in itertools.pairwise(edits))
    return apply_edits(asked, tuple(edits)) if apart else slips[0].said


def _unclear_words(asked: str, said: str, language: Language) -> tuple[WordVerdict, ...]:
    """What differs is unclear; everything is where so much differs that it was another sentence."""
    words = word_verdicts(said, asked, lambda _: WordOutcome.UNCLEAR, language)
    compared = pairs(said, asked, language)
    differing = sum(not pair.equal for pair in compared)
    if differing > TOO_FAR * max(1, sum(pair.right is not None for pair in compared)):
        return tuple(replace(word, outcome=WordOutcome.UNCLEAR) for word in words)
    return words


def _slipped_words(asked: str, said: str, found: Sequence[_Weighed], language: Language) -> tuple[WordVerdict, ...]:
    """Slips where the slips that were called differ from what was asked; what differs besides is unclear."""

    def spot(pair: Couple) -> tuple[int, bool]:
        return pair.place, pair.right is None

    slipped = {spot(pair) for one in found for pair in pairs(one.hypothesis.said, asked, language) if not pair.equal}
    return word_verdicts(
        said, asked, lambda pair: WordOutcome.SLIP if spot(pair) in slipped else WordOutcome.UNCLEAR, language
    )


def _doubtful_words(asked: str, weighed: Sequence[_Weighed], language: Language) -> tuple[WordVerdict, ...]:
    """Heard as asked, but the sound leaves a slip open."""
    open_places = {place for one in weighed for place in places(one.hypothesis.said, asked, language)}
    compared = pairs(asked, asked, language)
    spans = {pair.right.span for pair in compared if pair.right is not None and pair.place in open_places}
    return tuple(
        replace(word, outcome=WordOutcome.UNCLEAR) if any(_meet(word.span, span) for span in spans) else word
        for word in _all_right(asked, language)
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _all_right(asked: str, language: Language) -> tuple[WordVerdict, ...]:
    return word_verdicts(asked, asked, lambda _: WordOutcome.RIGHT, language)
