"""From what was typed (or said freely) to a verdict, against a key with its variants.

In this order: the same words; a listed slip; only typos apart; close in meaning with nothing against it; wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from langtutor.core.course import Sentence
from langtutor.core.language import Language
from langtutor.core.requests import Checked, Scores
from langtutor.core.skill import skill_kind
from langtutor.core.text import CERTAIN, SkillId, Span
from langtutor.core.verdict import (
    AnswerOutcome,
    Difference,
    DifferenceKind,
    SlipFound,
    Verdict,
    WordOutcome,
    WordVerdict,
)
from langtutor.drills.blocks import changed, edits_between
from langtutor.drills.spoken import Hypothesis, hypotheses
from langtutor.drills.words import align, closest_readings, edit_distance, forms, readings, same

Zipf = Callable[[str], float]
"""How common a lower-case form is in the learned language, see `vocabulary.zipf`."""

RAREST_WORD = 3.1
"""Zipf frequency below which a form is taken for a misspelling: common misspellings are rare words themselves."""

ACCENT_GAP = 1.3
"""A form without its accent is a misspelling where the accented one is commoner by so much (*nao*, but not *esta*)."""

CLOSE_MEANING = 0.72
"""How alike back-translation and prompt must be, see `likeness`."""

WORSE_READING_NATS = 1.0
"""How much less likely a token the scorer may find the answer than the key."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Evidence about an answer that is none of the listed ones. None where an engine isn't there."""

    back_translation: str | None
    checked: Checked | None
    scores: Scores | None
    """Of (answer, closest key)."""


def keys_of(sentence: Sentence) -> tuple[str, ...]:
    return (sentence.text, *sentence.variants)


def judge_by_words(
    answer: str, sentence: Sentence, keys: Sequence[str], language: Language, spoken: str, zipf: Zipf
) -> Verdict | None:
    """The verdict where words alone decide, else None. keys: right answers, the expected one first.

    spoken: the learner's first language, for explanations.
    """
    for key in keys:
        if same(answer, key, language):
            return _right(answer, key, keys[0], language)
    for hypothesis in hypotheses(sentence, spoken):
        if same(answer, hypothesis.said, language):
            return _slipped(answer, keys[0], hypothesis, language)
    for key in keys:
        if (typos := _only_typos(answer, key, language, zipf)) is not None:
            return Verdict(
                AnswerOutcome.RIGHT,
                answer,
                key,
                _words(answer, key, language, WordOutcome.RIGHT),
                difference=Difference(DifferenceKind.TYPO, typos),
            )
    return None


def judge_by_meaning(
    answer: str,
    sentence: Sentence,
    keys: Sequence[str],
    language: Language,
    prompts: Sequence[str],
    spoken: Language,
    meaning: Meaning,
    skill: SkillId,
) -> Verdict:
    """The verdict on an answer in other words: right where it says the same and nothing stands against it."""
    key = closest_key(answer, keys, language)
    if keeps_meaning(meaning, prompts, spoken):
        words = _words(answer, key, language, WordOutcome.RIGHT)
        difference = Difference(DifferenceKind.MEANING_KEPT, _pairs(answer, key, language))
        return Verdict(AnswerOutcome.RIGHT, answer, key, words, difference=difference)
    if not _is_known_wrong(answer, sentence, language, spoken.code, meaning):
        return Verdict(AnswerOutcome.UNCLEAR, answer, key, _words(answer, key, language, WordOutcome.UNCLEAR))
    return wrong(answer, key, sentence, language, skill, spoken.code, meaning.checked)


def _is_known_wrong(answer: str, sentence: Sentence, language: Language, spoken: str, meaning: Meaning) -> bool:
    """Something stands against it. Without the engines that weigh meaning, other words alone are no mistake."""
    if not answer.strip() or (meaning.back_translation is not None and meaning.scores is not None):
        return True
    certain = meaning.checked is not None and any(e.confidence >= CERTAIN for e in meaning.checked.edits)
    return certain or _contained(answer, sentence, language, spoken) is not None


def keeps_meaning(meaning: Meaning, prompts: Sequence[str], spoken: Language) -> bool:
    """Needs all three: a close back-translation, no certain edit, and a reading not much worse than the key's."""
    if meaning.back_translation is None or meaning.scores is None:
        return False
    close = max(likeness(meaning.back_translation, prompt, spoken) for prompt in prompts)
    certain = meaning.checked is not None and any(e.confidence >= CERTAIN for e in meaning.checked.edits)
    return close >= CLOSE_MEANING and not certain and not reads_worse(meaning.scores)


def reads_worse(scores: Scores) -> bool:
    (answer, key), (answer_tokens, key_tokens) = scores.log_probabilities, scores.token_counts
    return answer / max(1, answer_tokens) < key / max(1, key_tokens) - WORSE_READING_NATS


def likeness(left: str, right: str, language: Language) -> float:
    """F1 of the words of two texts, words of content counting three times as much as function words. In [0, 1]."""
    best = 0.0
    for ours in readings(left, language):
        for theirs in readings(right, language):
            best = max(best, _f1(list(forms(ours)), list(forms(theirs)), language))
    return best


def _f1(left: list[str], right: list[str], language: Language) -> float:
    def weight(word: str) -> float:
        return 1.0 if word in language.function_words else 3.0

    rest = list(right)
    shared = 0.0
    for word in left:
        match = next((other for other in rest if other == word), None) or next(
            (other for other in rest if _near(word, other)), None
        )
        if match is not None:
            rest.remove(match)
            shared += weight(word) if match == word else 0.7 * weight(word)
    total = sum(map(weight, left)) + sum(map(weight, right))
    return 2 * shared / total if total else 0.0


def _near(left: str, right: str) -> bool:
    """Inflections of one word, roughly: a common beginning of at least four letters and most of the word."""
    common = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    return common >= 4 and common >= 0.6 * max(len(left), len(right))


def closest_key(answer: str, keys: Sequence[str], language: Language) -> str:
    """The right answer with the fewest differing words; the first of equals."""
    return min(keys, key=lambda key: len(_pairs(answer, key, language)))


def wrong(
    answer: str,
    key: str,
    sentence: Sentence,
    language: Language,
    skill: SkillId,
    spoken: str,
    checked: Checked | None = None,
) -> Verdict:
    """A slip: the listed one that the answer contains where there is one, else against the skill trained."""
    named = _contained(answer, sentence, language, spoken)
    if named is not None:
        return _slipped(answer, key, named, language)
    edit = next((e for e in checked.edits if e.confidence >= CERTAIN), None) if checked else None
    kind = skill_kind(edit.skill) if edit is not None and edit.skill else skill_kind(skill)
    unnamed = Hypothesis(answer, (edit.skill if edit else None) or skill, kind, edit.message if edit else None)
    return _slipped(answer, key, unnamed, language)


def _contained(answer: str, sentence: Sentence, language: Language, spoken: str) -> Hypothesis | None:
    """The listed slip whose wrong place the answer shares, other words apart."""
    differing = set(_pairs(answer, sentence.text, language))
    best = [h for h in hypotheses(sentence, spoken) if set(_pairs(h.said, sentence.text, language)) <= differing]
    return best[0] if best else None


def _right(answer: str, key: str, first: str, language: Language) -> Verdict:
    words = _words(answer, key, language, WordOutcome.RIGHT)
    difference = None if key == first else Difference(DifferenceKind.VARIANT, _pairs(answer, first, language))
    return Verdict(AnswerOutcome.RIGHT, answer, key, words, difference=difference)


def _slipped(answer: str, key: str, hypothesis: Hypothesis, language: Language) -> Verdict:
    left, right = closest_readings(answer, key, language)
    places = dict.fromkeys(range(len(right) + 1), hypothesis.skill)
    said, meant = changed(answer, key, language)
    slip = SlipFound(hypothesis.skill, hypothesis.kind, said, meant, hypothesis.why)
    edits = edits_between(answer, key, places, language) if left else ()
    return Verdict(AnswerOutcome.SLIP, answer, key, _words(answer, key, language, WordOutcome.SLIP), (slip,), edits)


def given_up(key: str, language: Language) -> Verdict:
    """ "I don't know": the answer is shown, and it counts as a lapse."""
    words = tuple(
        WordVerdict(span, span.of(key), None, WordOutcome.UNCLEAR)
        for span in dict.fromkeys(word.span for word in readings(key, language)[0])
    )
    return Verdict(AnswerOutcome.GIVEN_UP, "", key, words)


def _only_typos(answer: str, key: str, language: Language, zipf: Zipf) -> tuple[tuple[str, str], ...] | None:
    """(typed, meant) for each typo where nothing else differs. A form that is itself a word is no typo."""
    typos = []
    for typed, meant in _pairs(answer, key, language):
        if not typed or not meant or not is_typo(typed, meant, zipf):
            return None
        typos.append((typed, meant))
    return tuple(typos) or None


def is_typo(typed: str, meant: str, zipf: Zipf) -> bool:
    """One letter off in words of four and more, two from eight on; missing accents in words of any length.

    A form that is a word itself is no typo.
    """
    if _bare(typed) == _bare(meant) and zipf(typed) <= zipf(meant) - ACCENT_GAP:
        return True
    if zipf(typed) >= RAREST_WORD:
        return False
    allowed = 2 if len(meant) >= 8 else 1 if len(meant) >= 4 else 0
    return edit_distance(_bare(typed), _bare(meant)) <= allowed


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _pairs(answer: str, key: str, language: Language) -> tuple[tuple[str, str], ...]:
    left, right = closest_readings(answer, key, language)
    ours, theirs = forms(left), forms(right)
    return tuple(
        (ours[s.left] if s.left is not None else "", theirs[s.right] if s.right is not None else "")
        for s in align(ours, theirs)
        if not s.equal
    )


def _words(answer: str, key: str, language: Language, differing: WordOutcome) -> tuple[WordVerdict, ...]:
    left, right = closest_readings(answer, key, language)
    words: dict[tuple[int, int], WordVerdict] = {}
    end = 0
    for step in align(forms(left), forms(right)):
        heard = left[step.left].span.of(answer) if step.left is not None else None
        if step.right is None:
            words[end, end] = WordVerdict(Span(end, end), "", heard, differing)
            continue
        span = right[step.right].span
        end = span.end
        outcome = WordOutcome.RIGHT if step.equal else differing
        before = words.get((span.start, span.end))
        if before is None or before.outcome is WordOutcome.RIGHT:
            words[span.start, span.end] = WordVerdict(span, span.of(key), heard, outcome)
    return tuple(words.values())
