"""What a teacher's check of an answer is certain of: which corrections are the learner's mistakes, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Checked, Correct, Tier
from langtutor.core.sentences import Sentence, in_text
from langtutor.core.skill import skill_kind
from langtutor.core.text import CERTAIN, Edit, ErrorType, SkillId, Span
from langtutor.core.verdict import SlipFound
from langtutor.drills.blocks import Couple, changed
from langtutor.drills.exercise import Evidence
from langtutor.drills.words import same

Explain = Callable[[str], str | None]
"""Why something is a mistake, by the explanation's id, for this learner; None where that isn't known."""


@dataclass(frozen=True, slots=True)
class Checking:
    """How answers are checked. speaks: the learner's first language; words: the personal dictionary in lower case;
    shifts: logits of certainty by type, as in `Correct`. patient: waits for engines that are still starting."""

    speaks: LanguageCode
    words: frozenset[str] = field(default_factory=frozenset)
    shifts: tuple[tuple[ErrorType, float], ...] = ()
    patient: bool = False


def checks(text: str, language: Language, how: Checking) -> tuple[tuple[Sentence, Correct], ...]:
    """What is asked about a text: one request for each sentence."""
    return tuple((one, _check(one, language, how)) for one in in_text(text, language.abbreviations))


def _check(sentence: Sentence, language: Language, how: Checking) -> Correct:
    lower = sentence.text.lower()
    words = frozenset(word for word in how.words if word in lower)
    return Correct(
        sentence=sentence.text,
        language=language.code,
        tier=Tier.FULL,
        before=sentence.before,
        speaks=how.speaks,
        personal_words=words,
        shifts=how.shifts,
        patient=how.patient,
    )


def checked(text: str, language: Language, how: Checking, evidence: Evidence) -> Checked | None:
    """The replies as one, about the whole text. None where a sentence wasn't checked."""
    edits: list[Edit] = []
    replies: list[Checked] = []
    for sentence, request in checks(text, language, how):
        reply: Checked | None = evidence.get(request)
        if reply is None:
            return None
        edits += [replace(edit, span=sentence.whole(edit.span)) for edit in reply.edits]
        replies.append(reply)
    return Checked(tuple(edits), replies[0].engine, all(reply.complete for reply in replies)) if replies else None


def mistakes(text: str, found: Checked | None, language: Language) -> tuple[Edit, ...]:
    """The corrections that count: certain ones that change words. Questions, capitals and commas never do.

    Neighbours that speak of one skill are one mistake (*he don't likes*).
    """
    if found is None:
        return ()
    certain = (edit for edit in found.edits if edit.confidence >= CERTAIN)
    counted = sorted((e for e in certain if not same(e.apply(text), text, language)), key=lambda edit: edit.span)
    return tuple(_joined(text, counted))


def _joined(text: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    waiting: Edit | None = None
    for edit in edits:
        if waiting is None:
            waiting = edit
            continue
        between = text[waiting.span.end : edit.span.start]
        if edit.skill is not None and edit.skill == waiting.skill and not between.strip():
            span = Span(waiting.span.start, edit.span.end)
            waiting = replace(waiting, span=span, replacement=waiting.replacement + between + edit.replacement)
        else:
            yield waiting
            waiting = edit
    if waiting is not None:
        yield waiting


def slips_of(
    text: str, edits: Sequence[Edit], otherwise: SkillId | None, language: Language, explain: Explain
) -> Iterator[SlipFound]:
    """One for each mistake. otherwise: the skill of those that have none, which count once; None leaves them out."""
    unnamed = 0
    for edit in edits:
        skill = edit.skill or otherwise
        unnamed += edit.skill is None
        if skill is None or (edit.skill is None and unnamed > 1):
            continue
        said, meant = changed(text, edit.apply(text), language)
        why = explain(edit.explanation_id) if edit.explanation_id else None
        yield SlipFound(skill, skill_kind(skill), said, meant, why, edit=edit)


def touching(edits: Sequence[Edit], couples: Sequence[Couple], which: Callable[[Couple], bool]) -> tuple[Edit, ...]:
    """Those that change a word of such a couple, or stand where it lacks one. couples: an answer beside a right one."""
    reaches = [_reach(couples, index) for index, couple in enumerate(couples) if which(couple)]
    return tuple(edit for edit in edits if any(_meet(edit.span, reach) for reach in reaches))


def _reach(couples: Sequence[Couple], index: int) -> Span:
    left = couples[index].left
    if left is not None:
        return left.span
    before = [couple.left.span.end for couple in couples[:index] if couple.left is not None]
    after = [couple.left.span.start for couple in couples[index + 1 :] if couple.left is not None]
    start = max(before, default=0)
    return Span(start, max(start, min(after, default=start)))


def _meet(edit: Span, reach: Span) -> bool:
    """An insertion meets the words on both sides of the space that it stands in."""
    if edit.start == edit.end:
        return edit.start - 1 <= reach.end and reach.start <= edit.end + 1
    return edit.start < reach.end and reach.start < edit.end
