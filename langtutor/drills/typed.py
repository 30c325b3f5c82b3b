"""From what was typed (or said freely) to a verdict, against a key with its variants.

In this order: the same words; a listed slip; a mixture of right answers; only typos apart; other words of the same
meaning, see `meaning`; wrong, or nobody can tell.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from langtutor.core.course import Sentence
from langtutor.core.language import Language
from langtutor.core.skill import skill_kind
from langtutor.core.text import Edit, SkillId, Span
from langtutor.core.verdict import (
    AnswerOutcome,
    Difference,
    DifferenceKind,
    SlipFound,
    Verdict,
    WordOutcome,
)
from langtutor.drills import wording
from langtutor.drills.blocks import Couple, changed, differences, edits_between, pairs, places, word_verdicts
from langtutor.drills.differences import fits, likely_slip
from langtutor.drills.meaning import AGAINST, FOR, Meaning, Reason, Side, found_mistakes, weigh
from langtutor.drills.mistakes import Explain, slips_of, touching
from langtutor.drills.spoken import Hypothesis, hypotheses
from langtutor.drills.variants import RightAnswers
from langtutor.drills.wording import Rewording, rewording
from langtutor.drills.words import edit_distance, same

_WRITTEN = re.compile(r"\S+")

Zipf = Callable[[str], float]
"""How common a lower-case form is in the learned language, see `vocabulary.zipf`."""

RAREST_WORD = 3.1
"""Zipf frequency below which a form is taken for a misspelling: common misspellings are rare words themselves."""

TYPO_GAP = 1.5
"""And a form not much rarer than what was meant is a word too: *brincaram* is no misspelling of *brincavam*."""

ACCENT_GAP = 1.3
"""A form without its accent is a misspelling where the accented one is commoner by so much (*nao*, but not *esta*)."""


def keys_of(sentence: Sentence) -> tuple[str, ...]:
    return (sentence.text, *sentence.variants)


def judge_by_words(answer: str, sentence: Sentence, right: RightAnswers, spoken: str, zipf: Zipf) -> Verdict | None:
    """The verdict where words alone decide, else None.

    spoken: the learner's first language, for explanations.
    """
    language, first = right.language, right.listed[0]
    for key in right.listed:
        if same(answer, key, language):
            return _right(answer, key, first, language)
    for hypothesis in hypotheses(sentence, spoken):
        if same(answer, hypothesis.said, language):
            return _slipped(answer, first, hypothesis, language)
    for mixed in right.mixed:
        if same(answer, mixed, language):
            return _right(answer, mixed, first, language)
    if (key_meant := wording.says_the_same(answer, right.all, language)) is not None:
        return _right(answer, key_meant, first, language)
    for key in right.all:
        if (typos := only_typos(answer, key, language, zipf)) is not None:
            words = word_verdicts(answer, key, lambda _: WordOutcome.RIGHT, language)
            return Verdict(AnswerOutcome.RIGHT, answer, key, words, difference=Difference(DifferenceKind.TYPO, typos))
    return None


def without_typos(answer: str, right: RightAnswers, zipf: Zipf) -> str:
    """The answer with its misspellings of words of the closest right answer mended, for engines to read."""
    key = closest_key(answer, right.listed, right.language)
    mended = answer
    for couple in reversed(pairs(answer, key, right.language)):
        if couple.left is None or couple.right is None or couple.equal:
            continue
        typed, meant, span = couple.left.form, couple.right.form, couple.left.span
        if _is_one_word(typed, span.of(answer)) and is_typo(typed, meant, right.language, zipf):
            capital = span.of(answer)[:1].isupper()
            mended = mended[: span.start] + (meant[:1].upper() + meant[1:] if capital else meant) + mended[span.end :]
    return mended


def judge_by_meaning(
    answer: str,
    found: Rewording,
    sentence: Sentence,
    meaning: Meaning,
    side: Side,
    skill: SkillId,
    explain: Explain = lambda _: None,
) -> tuple[Verdict, Reason]:
    """The verdict on an answer in other words, and what decided it. found: of the answer without its typos."""
    reason = weigh(found, meaning, side)
    if reason in FOR:
        words = word_verdicts(answer, found.key, lambda _: WordOutcome.RIGHT, side.learned)
        kept = Difference(DifferenceKind.MEANING_KEPT, differences(answer, found.key, side.learned))
        return Verdict(AnswerOutcome.RIGHT, answer, found.key, words, difference=kept), reason
    if reason not in AGAINST:
        words = word_verdicts(answer, found.key, lambda _: WordOutcome.UNCLEAR, side.learned)
        return Verdict(AnswerOutcome.UNCLEAR, answer, found.key, words), reason
    edits = found_mistakes(found, meaning, side)
    named = _contained(answer, sentence, side.learned, side.spoken.code)
    if named is not None:
        known = differences(named.said, sentence.text, side.learned)
        counted = touching(edits, found.couples, lambda couple: couple.forms in known)
        edits = tuple(edit for edit in edits if edit not in counted)
    slips = tuple(
        replace(slip, edit=_as_typed(slip.edit, found.answer, answer))
        for slip in slips_of(found.answer, edits, skill, side.learned, explain)
    )
    verdict = wrong(answer, found.key, sentence, side.learned, skill, side.spoken.code, slips)
    return (_by_mistakes(verdict, side.learned) if reason is Reason.GRAMMAR and slips else verdict), reason


def closest_key(answer: str, keys: Sequence[str], language: Language) -> str:
    """The right answer with the fewest differing words; the first of equals."""
    return rewording(answer, keys, language).key


def wrong(
    answer: str,
    key: str,
    sentence: Sentence,
    language: Language,
    skill: SkillId,
    spoken: str,
    found: tuple[SlipFound, ...] = (),
) -> Verdict:
    """A slip: the listed one that the answer contains where there is one and those found; else a likely one, else
    against the skill trained."""
    named = _contained(answer, sentence, language, spoken)
    if named is not None:
        verdict = _slipped(answer, key, named, language)
        return replace(verdict, slips=(*verdict.slips, *found))
    if found:
        first = next((slip for slip in found if slip.edit and slip.edit.skill), found[0])
        verdict = _slipped(answer, key, Hypothesis(answer, first.skill, first.kind, first.why), language)
        return replace(verdict, slips=found)
    likely = likely_slip(answer, key, language) or Hypothesis(answer, skill, skill_kind(skill), None)
    return _slipped(answer, key, likely, language)


def _by_mistakes(verdict: Verdict, language: Language) -> Verdict:
    """Where nothing but its mistakes is against an answer: they alone are marked, other words for the same aren't."""
    edits = tuple(slip.edit for slip in verdict.slips if slip.edit is not None)

    def outcome(couple: Couple) -> WordOutcome:
        word = couple.left.span if couple.left is not None else None
        touched = word and any(edit.span.start < word.end and word.start < edit.span.end for edit in edits)
        return WordOutcome.SLIP if touched else WordOutcome.UNCLEAR

    words = word_verdicts(verdict.answer, verdict.expected, outcome, language)
    return replace(verdict, edits=edits, words=words)


def _as_typed(edit: Edit | None, mended: str, answer: str) -> Edit | None:
    """The same change of what was typed, in which words have other letters where typos were mended."""
    if edit is None or mended == answer:
        return edit
    words = list(zip(_WRITTEN.finditer(mended), _WRITTEN.finditer(answer), strict=True))

    def place(position: int) -> int:
        before = [(ours, typed) for ours, typed in words if ours.start() <= position]
        if not before:
            return position
        ours, typed = before[-1]
        ending = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(ours[0][::-1], typed[0][::-1], strict=False))
        if (from_end := ours.end() - position) <= len(list(ending)):
            return typed.end() - from_end
        return min(typed.start() + position - ours.start(), typed.end())

    start = place(edit.span.start)
    return replace(edit, span=Span(start, max(start, place(edit.span.end))))


def _contained(answer: str, sentence: Sentence, language: Language, spoken: str) -> Hypothesis | None:
    """The listed slip whose wrong place the answer shares, other words apart."""
    listed = hypotheses(sentence, spoken)
    shared = wording.contained_slip(answer, [one.said for one in listed], keys_of(sentence), language)
    return next((one for one in listed if one.said == shared), None)


def _right(answer: str, key: str, first: str, language: Language) -> Verdict:
    words = word_verdicts(answer, key, lambda _: WordOutcome.RIGHT, language)
    if same(answer, first, language):
        return Verdict(AnswerOutcome.RIGHT, answer, key, words)
    difference = Difference(DifferenceKind.VARIANT, differences(answer, first, language))
    return Verdict(AnswerOutcome.RIGHT, answer, key, words, difference=difference)


def _slipped(answer: str, key: str, hypothesis: Hypothesis, language: Language) -> Verdict:
    said, meant = changed(answer, key, language)
    slip = SlipFound(hypothesis.skill, hypothesis.kind, said, meant, hypothesis.why)
    everywhere = dict.fromkeys(places(answer, key, language), hypothesis.skill)
    edits = edits_between(answer, key, everywhere, language) if answer.strip() else ()
    words = word_verdicts(answer, key, lambda _: WordOutcome.SLIP, language)
    return Verdict(AnswerOutcome.SLIP, answer, key, words, (slip,), edits)


def given_up(key: str, language: Language) -> Verdict:
    """ "I don't know": the answer is shown, and it counts as a lapse."""
    words = word_verdicts("", key, lambda _: WordOutcome.UNCLEAR, language)
    return Verdict(AnswerOutcome.GIVEN_UP, "", key, words)


def only_typos(answer: str, key: str, language: Language, zipf: Zipf) -> tuple[tuple[str, str], ...] | None:
    """(typed, meant) for each typo where nothing else differs. A form that is itself a word is no typo."""
    typos = []
    for typed, meant in differences(answer, key, language):
        if not typed or not meant or not is_typo(typed, meant, language, zipf):
            return None
        typos.append((typed, meant))
    return tuple(typos) or None


def is_typo(typed: str, meant: str, language: Language, zipf: Zipf) -> bool:
    """One letter off in words of four and more, two from eight on; missing accents in words of any length.

    A form that is a word itself is no typo, nor one with the wrong ending (*childrens*).
    """
    if _bare(typed) == _bare(meant) and zipf(typed) <= zipf(meant) - ACCENT_GAP:
        return True
    if zipf(typed) >= min(RAREST_WORD, zipf(meant) - TYPO_GAP) > 0 or any(
        fits(rule, meant, typed) for rule in language.slip_rules
    ):
        return False
    allowed = 2 if len(meant) >= 8 else 1 if len(meant) >= 4 else 0
    return edit_distance(_bare(typed), _bare(meant)) <= allowed


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _is_one_word(form: str, written: str) -> bool:
    return form == unicodedata.normalize("NFC", written).lower()
