"""Rules and a rewrite together, for languages whose proposals no scorer can judge: agreement makes surer."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from langtutor.core.requests import Rewritten
from langtutor.core.text import CERTAIN, Edit, ErrorType, Span
from langtutor.engines.grammar.changes import begins_sentence, overlap
from langtutor.engines.grammar.restraint import quotations
from langtutor.engines.grammar.rewriting import Trail, places

SOURCE = "rewriter"
TYPE = ErrorType("rewrite")
"""Of a change that no rule knows: what changed is said, and no why."""

_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|\s+|.", re.DOTALL)
_ALONE = 0.5
"""A question: the model invents, too."""
_CONVINCED_NATS = 4.0
"""What it must prefer its way by before it is even asked about."""
_AGREED_NATS = 1.0
_AGREED = 0.9
_MOVED_OVER = 4
"""Words."""
_SMALL = 4
"""Letters: articles, prepositions, pronouns and the like have no more."""
_ALIKE = 0.6
_WORD = re.compile(r"[^\W\d_]+")


def with_rewrite(sentence: str, edits: Sequence[Edit], rewritten: Rewritten) -> tuple[Edit, ...]:
    """The rules' edits, surer where the rewrite makes them too; and what it alone is convinced of, as questions."""
    changes = changed_words(sentence, rewritten.text)
    trail = Trail(rewritten)
    margins = [trail.margin(sentence, edit, place) for edit, place in zip(changes, places(changes), strict=True)]
    found = []
    for edit in edits:
        margin = next((m for change, m in zip(changes, margins, strict=True) if _same(sentence, change, edit)), None)
        if margin is not None and margin >= _AGREED_NATS and edit.confidence < CERTAIN:
            edit = replace(edit, confidence=_AGREED)
        found.append(replace(edit, source=f"{edit.source}+{SOURCE}") if margin is not None else edit)
    for change, margin in zip(changes, margins, strict=True):
        known = any(overlap(change.span, edit.span) or _same(sentence, change, edit) for edit in edits)
        if margin >= _CONVINCED_NATS and not known and worth_asking(sentence, change):
            found.append(change)
    return tuple(sorted(found, key=lambda edit: edit.span))


def worth_asking(sentence: str, change: Edit) -> bool:
    """Whether a change that no rule knows is about grammar or spelling, and not another way to say it.

    Small words come and go, words move or take another form; what models invent, however sure they are of it, are
    words, endings of sentences, names and marks.
    """
    if any(overlap(quoted, change.span) for quoted in quotations(sentence)):
        return False
    said, new = (_WORD.findall(text) for text in (change.span.of(sentence), change.replacement))
    lost, come = Counter(map(str.lower, said)), Counter(map(str.lower, new))
    if not (said or new) or (lost != come and any(_is_name(sentence, change.span, word) for word in said)):
        return False
    goes, comes = _longer(lost - come), _longer(come - lost)
    return len(goes) == len(comes) and all(map(_is_form, goes, comes))


def _longer(words: Counter[str]) -> list[str]:
    return [word for word in words.elements() if len(word) > _SMALL]


def _is_name(sentence: str, span: Span, word: str) -> bool:
    start = sentence.index(word, span.start)
    return word[0].isupper() and not begins_sentence(sentence, start)


def _is_form(word: str, other: str) -> bool:
    """Of the same word, or the same with another spelling."""
    return difflib.SequenceMatcher(None, word, other, autojunk=False).ratio() >= _ALIKE


def changed_words(sentence: str, rewritten: str) -> tuple[Edit, ...]:
    """What the rewrite changed, word by word; the amount of white space is no change."""
    old, new = _TOKEN.findall(sentence), _TOKEN.findall(rewritten.strip())
    starts = [0]
    for token in old:
        starts.append(starts[-1] + len(token))
    found = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        said, written = "".join(old[i1:i2]), "".join(new[j1:j2])
        if kind != "equal" and said.strip() != written.strip():
            found.append(Edit(Span(starts[i1], starts[i2]), written, TYPE, None, _ALONE, SOURCE))
    return tuple(_with_moves(sentence, found))


def _with_moves(sentence: str, changes: Sequence[Edit]) -> Iterator[Edit]:
    """A word that goes here and comes a few words on only moves: one change, not two halves of it."""
    last: Edit | None = None
    for change in changes:
        if last is not None and _moves(sentence, last, change):
            between = sentence[last.span.end : change.span.start]
            whole = Span(last.span.start, change.span.end)
            last = replace(last, span=whole, replacement=last.replacement + between + change.replacement)
            continue
        if last is not None:
            yield last
        last = change
    if last is not None:
        yield last


def _moves(sentence: str, one: Edit, other: Edit) -> bool:
    """Whether what one of them only takes away is among what the other brings."""
    if len(sentence[one.span.end : other.span.start].split()) > _MOVED_OVER:
        return False
    for goes, comes in ((one, other), (other, one)):
        lost, brought = _words(goes.span.of(sentence)), _words(comes.replacement)
        if lost and not goes.replacement.strip() and lost <= brought - _words(comes.span.of(sentence)):
            return True
    return False


def _words(text: str) -> Counter[str]:
    return Counter(text.lower().split())


def _same(sentence: str, one: Edit, other: Edit) -> bool:
    return "".join(one.apply(sentence).split()) == "".join(other.apply(sentence).split())
