"""From what the ear heard to a verdict on a sentence that was to be said.

A transcript is evidence, not a verdict: Whisper repairs learners' grammar and mishears accents. So a slip is only
called where a likely slip beats the asked form acoustically by a margin; a smaller margin suffices where the transcript
shows it too. Where the transcript differs otherwise and the asked form doesn't fit as well, the word is unclear.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from langtutor.core.course import Sentence
from langtutor.core.language import Language
from langtutor.core.requests import Heard
from langtutor.core.skill import SkillKind
from langtutor.core.text import Edit, SkillId, apply_edits
from langtutor.core.verdict import AnswerOutcome, SlipFound, Verdict, WordOutcome, WordVerdict
from langtutor.drills.blocks import Couple, changed, edits_between, pairs, places, word_verdicts
from langtutor.drills.mistakes import Explain, slips_of
from langtutor.drills.words import same

MARGIN_SHOWN_NATS = 0.3
"""A slip that the transcript shows must beat the asked form by so much. These four were fitted on synthetic voices
and on real learners' clips, see `tests/bench/listening.py`."""

MARGIN_HIDDEN_NATS = 0.5
"""A slip must beat it by so much where the transcript has the sentence as it was asked."""

MARGIN_OTHER_NATS = 2.5
"""And by so much where the transcript has something else again."""

EXPLAINS_NATS = 3.0
"""A slip that the transcript doesn't show must fit nearly as well as the transcript: else something else was said."""

FITS_AS_WELL_NATS = 1.0
"""The asked form is right in spite of another transcript where it fits the sound nearly as well."""

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


def judge_spoken(asked: str, heard: Heard, possible: Sequence[Hypothesis], language: Language) -> Verdict:
    """The verdict on a sentence that was to be said as it stands."""
    found = _accepted(asked, heard, possible, language)
    if not found and _fits(asked, heard, language):
        return Verdict(AnswerOutcome.RIGHT, asked, asked, _all_right(asked, language))
    if not found:
        words = _unclear_words(asked, heard.text, language)
        return Verdict(AnswerOutcome.UNCLEAR, heard.text, asked, words)
    said = _said(asked, heard, [hypothesis for hypothesis, _ in found], language)
    slips = tuple(slip for one, margin in found for slip in _slips(one, margin, asked, said, language))
    skills = {place: h.skill for h, _ in found for place in places(h.said, asked, language)}
    edits = edits_between(said, asked, skills, language)
    return Verdict(AnswerOutcome.SLIP, said, asked, _slipped_words(asked, said, found, language), slips, edits)


def _slips(hypothesis: Hypothesis, margin: float, asked: str, answer: str, language: Language) -> tuple[SlipFound, ...]:
    if hypothesis.slips and hypothesis.said == answer:
        return tuple(replace(slip, margin_nats=margin) for slip in hypothesis.slips)
    said, meant = changed(hypothesis.said, asked, language)
    return (SlipFound(hypothesis.skill, hypothesis.kind, said, meant, hypothesis.why, margin),)


def _accepted(
    asked: str, heard: Heard, possible: Sequence[Hypothesis], language: Language
) -> list[tuple[Hypothesis, float]]:
    """Slips to call, the surest first, in different places of the sentence."""
    ranked = sorted(
        ((h, heard.scores[h.said] - heard.scores[asked]) for h in possible if h.said in heard.scores),
        key=lambda pair: -pair[1],
    )
    as_asked = same(asked, heard.text, language)
    taken: list[tuple[Hypothesis, float]] = []
    occupied: set[int] = set()
    for hypothesis, margin in ranked:
        shown = _shows(heard.text, hypothesis.said, asked, language)
        if not shown and heard.scores[hypothesis.said] < heard.scores.get(heard.text, -math.inf) - EXPLAINS_NATS:
            continue
        # A second slip is called only where the transcript shows it: margins of one place leak into another's.
        enough = MARGIN_SHOWN_NATS if shown else MARGIN_HIDDEN_NATS if as_asked else MARGIN_OTHER_NATS
        own = places(hypothesis.said, asked, language)
        if margin >= enough and not occupied & own and (shown or not taken):
            taken.append((hypothesis, margin))
            occupied |= own
    return taken


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


def _fits(asked: str, heard: Heard, language: Language) -> bool:
    """Nothing to complain of: heard as asked, or the asked words fit the sound about as well."""
    if same(asked, heard.text, language):
        return True
    if asked not in heard.scores or heard.text not in heard.scores:
        return False
    return heard.scores[asked] >= heard.scores[heard.text] - FITS_AS_WELL_NATS


def _said(asked: str, heard: Heard, slips: Sequence[Hypothesis], language: Language) -> str:
    """What to show as said: the transcript, or, where it hid a slip, what was asked with the slips in it."""
    if all(_shows(heard.text, slip.said, asked, language) for slip in slips):
        return heard.text
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


def _slipped_words(
    asked: str, said: str, found: Sequence[tuple[Hypothesis, float]], language: Language
) -> tuple[WordVerdict, ...]:
    """Slips where the slips that were called differ from what was asked; what differs besides is unclear."""

    def spot(pair: Couple) -> tuple[int, bool]:
        return pair.place, pair.right is None

    slipped = {spot(pair) for h, _ in found for pair in pairs(h.said, asked, language) if not pair.equal}
    return word_verdicts(
        said, asked, lambda pair: WordOutcome.SLIP if spot(pair) in slipped else WordOutcome.UNCLEAR, language
    )


def _all_right(asked: str, language: Language) -> tuple[WordVerdict, ...]:
    return word_verdicts(asked, asked, lambda _: WordOutcome.RIGHT, language)
