"""From what the ear heard to a verdict on a sentence that was to be said.

A transcript is evidence, not a verdict: Whisper repairs learners' grammar and mishears accents. So a slip is only
called where a likely slip beats the asked form acoustically by a margin; a smaller margin suffices where the transcript
shows it too. Where the transcript differs otherwise and the asked form doesn't fit as well, the word is unclear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from langtutor.core.course import Sentence
from langtutor.core.language import Language
from langtutor.core.requests import Heard
from langtutor.core.skill import SkillKind
from langtutor.core.text import CERTAIN, Edit, ErrorType, SkillId, Span
from langtutor.core.verdict import AnswerOutcome, SlipFound, Verdict, WordOutcome, WordVerdict
from langtutor.drills.words import Step, Words, align, closest_readings, forms, same

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
    """Something that may have been said instead. why and skill are known for slips of the course."""

    said: str
    skill: SkillId | None
    kind: SkillKind
    why: str | None


def hypotheses(sentence: Sentence, language: str) -> tuple[Hypothesis, ...]:
    """The listed slips; `why` in the learner's first language."""
    return tuple(Hypothesis(s.said, s.skill, s.kind, s.why_in(language)) for s in sentence.slips)


def from_edits(heard: str, asked: str, edits: Sequence[Edit], skill: SkillId, language: Language) -> Hypothesis | None:
    """What was heard, as a slip: where certain grammar edits lead from it to what was asked."""
    certain = [edit for edit in edits if edit.confidence >= CERTAIN]
    repaired = heard
    for edit in sorted(certain, key=lambda e: e.span, reverse=True):
        repaired = edit.apply(repaired)
    if not certain or not same(repaired, asked, language):
        return None
    named = next((edit.skill for edit in certain if edit.skill), skill)
    return Hypothesis(heard, named, SkillKind.GRAMMAR, next((e.message for e in certain if e.message), None))


def judge_spoken(asked: str, heard: Heard, possible: Sequence[Hypothesis], language: Language) -> Verdict:
    """The verdict on a sentence that was to be said as it stands."""
    found = _accepted(asked, heard, possible, language)
    if not found and _fits(asked, heard, language):
        return Verdict(AnswerOutcome.RIGHT, asked, asked, _all_right(asked, language))
    said = _said(asked, heard, found, language)
    words, far = _words(asked, said, heard, found, language)
    if far and not found:
        words = tuple(replace(word, outcome=WordOutcome.UNCLEAR) for word in words)
    outcome = _outcome(words, bool(found))
    slips = tuple(_slip(hypothesis, margin, asked, language) for hypothesis, margin in found)
    skills = {place: h.skill for h, _ in found for place in _places(asked, h.said, language)}
    edits = edits_between(said, asked, skills, language)
    return Verdict(outcome, said, asked, words, slips, edits)


def _slip(hypothesis: Hypothesis, margin: float, asked: str, language: Language) -> SlipFound:
    said, meant = changed(hypothesis.said, asked, language)
    return SlipFound(hypothesis.skill, hypothesis.kind, said, meant, hypothesis.why, margin)


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
    places: set[int] = set()
    for hypothesis, margin in ranked:
        shown = _shows(heard.text, hypothesis.said, asked, language)
        if not shown and heard.scores[hypothesis.said] < heard.scores.get(heard.text, 0.0) - EXPLAINS_NATS:
            continue
        # A second slip is called only where the transcript shows it: margins of one place leak into another's.
        enough = MARGIN_SHOWN_NATS if shown else MARGIN_HIDDEN_NATS if as_asked else MARGIN_OTHER_NATS
        place = _places(asked, hypothesis.said, language)
        if margin >= enough and not places & place and (shown or not taken):
            taken.append((hypothesis, margin))
            places |= place
    return taken


def _places(asked: str, said: str, language: Language) -> set[int]:
    """Indices of asked words that differ; an insertion counts for the word after it."""
    left, right = closest_readings(asked, said, language)
    places: set[int] = set()
    at = 0
    for step in align(forms(left), forms(right)):
        if not step.equal:
            places.add(step.left if step.left is not None else at)
        at = step.left + 1 if step.left is not None else at
    return places


def _shows(transcript: str, slip: str, asked: str, language: Language) -> bool:
    """Whether the transcript has the slip where the slip differs from what was asked."""
    wrong = _differing(slip, asked, language)
    if wrong is None:
        return False
    words, index, gone = wrong
    left, right = closest_readings(transcript, slip, language)
    steps = align(forms(left), forms(right))
    matched = {step.right for step in steps if step.equal}
    if not index <= matched:
        return False
    if not gone:
        return True
    # Words were left out: the transcript must not have them there either.
    extra = [forms(left)[step.left] for step in steps if step.right is None and step.left is not None]
    return bool(words) and not any(word in extra for word in gone)


def _differing(slip: str, asked: str, language: Language) -> tuple[Words, set[int], list[str]] | None:
    """Words of the slip, indices of those that aren't in what was asked, and asked words that it lacks."""
    left, right = closest_readings(slip, asked, language)
    steps = align(forms(left), forms(right))
    index = {step.left for step in steps if not step.equal and step.left is not None}
    gone = [forms(right)[step.right] for step in steps if step.left is None and step.right is not None]
    return (left, index, gone) if index or gone else None


def _fits(asked: str, heard: Heard, language: Language) -> bool:
    """Nothing to complain of: heard as asked, or the asked words fit the sound about as well."""
    if same(asked, heard.text, language):
        return True
    if asked not in heard.scores or heard.text not in heard.scores:
        return False
    return heard.scores[asked] >= heard.scores[heard.text] - FITS_AS_WELL_NATS


def _said(asked: str, heard: Heard, found: Sequence[tuple[Hypothesis, float]], language: Language) -> str:
    """What to show as said: the transcript, or the slip where the transcript hid it."""
    if found and not _shows(heard.text, found[0][0].said, asked, language):
        return found[0][0].said
    return heard.text


def _words(
    asked: str, said: str, heard: Heard, found: Sequence[tuple[Hypothesis, float]], language: Language
) -> tuple[tuple[WordVerdict, ...], bool]:
    """Word by word, and whether so much differs that nothing should be judged."""
    slipped: set[int] = set()
    for hypothesis, _ in found:
        slipped |= _places(asked, hypothesis.said, language)
    fits = not found and _fits(asked, heard, language)
    left, right = closest_readings(asked, said, language)
    steps = align(forms(left), forms(right))
    verdicts: list[WordVerdict] = []
    wrong = 0
    for step in steps:
        wrong += not step.equal
        verdicts.append(_word(asked, said, left, right, step.left, step.right, step.equal or fits, slipped, verdicts))
    return _merged(verdicts, asked), wrong > TOO_FAR * max(1, len(left))


def _word(
    asked: str,
    said: str,
    left: Words,
    right: Words,
    i: int | None,
    j: int | None,
    right_word: bool,
    slipped: set[int],
    before: Sequence[WordVerdict],
) -> WordVerdict:
    heard = right[j].span.of(said) if j is not None else None
    if i is not None:
        span, place = left[i].span, i
    else:
        # Something was added: it stands before the next asked word.
        end = before[-1].span.end if before else 0
        span, place = Span(end, end), sum(1 for word in before if word.span.start != word.span.end)
    missed = WordOutcome.SLIP if place in slipped else WordOutcome.UNCLEAR
    return WordVerdict(span, span.of(asked), heard, WordOutcome.RIGHT if right_word else missed)


def _merged(verdicts: Sequence[WordVerdict], asked: str) -> tuple[WordVerdict, ...]:
    """Parts of one contraction become one word again, as bad as its worst part."""
    rank = {WordOutcome.RIGHT: 0, WordOutcome.UNCLEAR: 1, WordOutcome.SLIP: 2}
    merged: list[WordVerdict] = []
    for verdict in verdicts:
        last = merged[-1] if merged else None
        if last is not None and last.span == verdict.span and verdict.span.start != verdict.span.end:
            merged[-1] = max(last, verdict, key=lambda v: rank[v.outcome])
        else:
            merged.append(verdict)
    return tuple(merged)


def _all_right(asked: str, language: Language) -> tuple[WordVerdict, ...]:
    words, _ = closest_readings(asked, asked, language)
    spans = dict.fromkeys(word.span for word in words)
    return tuple(WordVerdict(span, span.of(asked), span.of(asked), WordOutcome.RIGHT) for span in spans)


def _outcome(words: Sequence[WordVerdict], slipped: bool) -> AnswerOutcome:
    if slipped:
        return AnswerOutcome.SLIP
    if any(word.outcome is WordOutcome.UNCLEAR for word in words):
        return AnswerOutcome.UNCLEAR
    return AnswerOutcome.RIGHT


def changed(said: str, meant: str, language: Language) -> tuple[str, str]:
    """The differing stretch of both with one word around: ("She walk to", "She walks to")."""
    left, right = closest_readings(said, meant, language)
    steps = align(forms(left), forms(right))
    differing = [index for index, step in enumerate(steps) if not step.equal]
    if not differing:
        return said, meant
    window = steps[max(0, differing[0] - 1) : differing[-1] + 2]
    ours = [left[s.left].span for s in window if s.left is not None]
    theirs = [right[s.right].span for s in window if s.right is not None]
    return _stretch(said, ours), _stretch(meant, theirs)


def _stretch(text: str, spans: Sequence[Span]) -> str:
    return text[spans[0].start : spans[-1].end] if spans else ""


def edits_between(said: str, meant: str, skills: Mapping[int, SkillId | None], language: Language) -> tuple[Edit, ...]:
    """Minimal edits that lead from `said` towards `meant`, one for each run of differing words.

    skills: index of a normalised word of `meant` → the skill that failed there; other differences are no corrections.
    """
    left, right = closest_readings(said, meant, language)
    edits: list[Edit] = []
    run: list[Step] = []
    at_left, at_right = 0, 0
    for step in (*align(forms(left), forms(right)), None):
        if step is not None and not step.equal:
            run.append(step)
            continue
        places = [s.right for s in run if s.right is not None] or ([at_right] if run else [])
        place = next((place for place in places if place in skills), None)
        if place is not None:
            edits.append(_edit(said, meant, left, right, run, at_left, skills[place], language))
        run = []
        if step is not None and step.left is not None and step.right is not None:
            at_left, at_right = left[step.left].span.end, step.right + 1
    return tuple(edits)


def _edit(
    said: str,
    meant: str,
    left: Words,
    right: Words,
    run: Sequence[Step],
    at: int,
    skill: SkillId | None,
    language: Language,
) -> Edit:
    """at: end of the last word before the run, where an insertion goes."""
    ours = [left[s.left].span for s in run if s.left is not None]
    replacement = _stretch(meant, [right[s.right].span for s in run if s.right is not None])
    if ours:
        span = Span(ours[0].start, ours[-1].end)
        if not replacement and said[span.end : span.end + 1] == " ":
            span = Span(span.start, span.end + 1)
    else:
        span = Span(at, at)
        replacement = f" {replacement}" if at else f"{replacement} "
    operation = "M" if not ours else "R" if replacement else "U"
    category = language.error_types.get(skill or "", "OTHER")
    return Edit(span, replacement, ErrorType(f"{operation}:{category}"), skill, 1.0, "course")
