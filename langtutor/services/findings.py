"""From the edits of sentences to the findings of a text: where they stand, what they are called, which are shown."""

from __future__ import annotations

import hashlib
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from langtutor.core.explanation import Explanation
from langtutor.core.requests import Tier
from langtutor.core.sentences import Sentence
from langtutor.core.text import CERTAIN, Edit, ErrorType, Span
from langtutor.core.writing import Finding

LEAST = 0.5
"""A question whose certainty the learner's disagreement takes below this isn't asked."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
_IN_WORDS = "'’-"

Explain = Callable[[Edit], tuple[Explanation | None, str | None]]
"""The authored explanation of an edit and the title of its skill, each None where there is none."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An edit of the whole text. shifts: those that its confidence contains."""

    edit: Edit
    tier: Tier
    sentence: Sentence
    shifts: Mapping[ErrorType, float]


def in_whole_text(
    edits: Iterable[Edit], tier: Tier, sentence: Sentence, shifts: Mapping[ErrorType, float]
) -> list[Placed]:
    return [Placed(replace(edit, span=sentence.whole(edit.span)), tier, sentence, shifts) for edit in edits]


def carried(before: Sequence[Placed], old: str, new: str, sentences: Sequence[Sentence]) -> list[Placed]:
    """What was shown of the old text and still stands word by word in the new one, at its new place.

    Only one stretch of the text is taken to have changed: from the first to the last difference.
    """
    first, last = changed(old, new)
    moved_by = len(new) - len(old)
    starts = [sentence.within.start for sentence in sentences]
    found = []
    for one in before:
        span = one.edit.span
        if span.end <= first and not (span.end == first and (_is_in_word(old, first) or _is_in_word(new, first))):
            moved = span
        elif span.start >= last and not (
            span.start == last and (_is_in_word(old, last - 1) or _is_in_word(new, last + moved_by - 1))
        ):
            moved = Span(span.start + moved_by, span.end + moved_by)
        else:
            continue
        place = bisect_right(starts, moved.start) - 1
        if place >= 0 and moved.end <= sentences[place].within.end:
            found.append(replace(one, edit=replace(one.edit, span=moved), sentence=sentences[place]))
    return found


def changed(old: str, new: str) -> tuple[int, int]:
    """The stretch of the old text that differs."""
    most = min(len(old), len(new))
    first = next((n for n in range(most) if old[n] != new[n]), most)
    same = next((n for n in range(most - first) if old[-1 - n] != new[-1 - n]), most - first)
    return first, len(old) - same


def without_overlap(edits: Sequence[Placed], provisional: Iterable[Placed]) -> list[Placed]:
    """edits, and of the provisional ones those that are not in their way; in the order of the text."""
    found: list[Placed] = []
    known = {id(one) for one in edits}
    for one in sorted((*edits, *provisional), key=lambda placed: placed.edit.span):
        while found and _touch(found[-1].edit.span, one.edit.span) and id(one) in known and id(found[-1]) not in known:
            found.pop()
        if id(one) in known or not (found and _touch(found[-1].edit.span, one.edit.span)):
            found.append(one)
    return found


def findings_of(
    text: str, edits: Sequence[Placed], shifts: Mapping[ErrorType, float], explain: Explain
) -> tuple[Finding, ...]:
    """shifts: those that hold now. What they make less than a question is left out."""
    found: list[Finding] = []
    times: Counter[str] = Counter()
    for placed in edits:
        edit = _shifted(placed, shifts)
        if edit is None:
            continue
        key = _key(text, edit, placed.sentence.within)
        times[key] += 1
        explanation, title = explain(edit)
        found.append(
            Finding(
                key=key if times[key] == 1 else f"{key}#{times[key]}",
                edit=edit,
                said=edit.span.of(text),
                certain=edit.confidence >= CERTAIN,
                tier=placed.tier,
                within=placed.sentence.within,
                sentence=placed.sentence.within.of(text),
                explanation=explanation,
                skill_title=title,
            )
        )
    return tuple(found)


def same(key: str) -> str:
    """What keys have in common where a text has the same mistake between the same words several times."""
    return key.partition("#")[0]


def change_of(finding: Finding) -> str:
    """What is changed into what, wherever it stands."""
    return f"{finding.edit.type}|{finding.said}|{finding.edit.replacement}"


def meant(finding: Finding) -> str:
    """The finding's sentence with this change alone."""
    return in_sentence(finding).apply(finding.sentence)


def in_sentence(finding: Finding) -> Edit:
    """The edit with its place in the sentence."""
    start = finding.within.start
    span = Span(finding.edit.span.start - start, finding.edit.span.end - start)
    return replace(finding.edit, span=span)


def _key(text: str, edit: Edit, within: Span) -> str:
    """By what is changed and the words on either side: so it stays when others of its sentence are fixed."""
    before = _WORD.findall(text[within.start : edit.span.start])[-1:]
    after = _WORD.findall(text[edit.span.end : within.end])[:1]
    told = [edit.type, *before, "<", edit.span.of(text), ">", edit.replacement, *after]
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _shifted(placed: Placed, shifts: Mapping[ErrorType, float]) -> Edit | None:
    edit = placed.edit
    by = shifts.get(edit.type, 0.0) - placed.shifts.get(edit.type, 0.0)
    if not by:
        return edit
    inside = min(1 - 1e-6, max(1e-6, edit.confidence))
    confidence = 1 / (1 + math.exp(-(math.log(inside / (1 - inside)) + by)))
    return replace(edit, confidence=confidence) if confidence >= min(LEAST, edit.confidence) else None


def _touch(one: Span, other: Span) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _is_in_word(text: str, position: int) -> bool:
    return 0 <= position < len(text) and (text[position].isalnum() or text[position] in _IN_WORDS)
