"""Two texts side by side: where they say the same, where they differ, and the edits that lead from one to the other.

Words are compared as `words` normalises them, but what is shown and changed are written words: *I'm* is one of them,
though it is compared as *I* and *am*.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from langtutor.core.language import Language
from langtutor.core.text import Edit, ErrorType, SkillId, Span
from langtutor.core.verdict import WordOutcome, WordVerdict
from langtutor.drills.words import Word, Words, align, closest_readings, forms

RIGHT = WordOutcome.RIGHT
_BADNESS = (WordOutcome.RIGHT, WordOutcome.UNCLEAR, WordOutcome.SLIP)
_NO_WORD = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Couple:
    """Two words that stand for each other; None where a side has nothing.

    place: index of the right word among all words of its text; where there is none, of the one that comes after.
    """

    left: Word | None
    right: Word | None
    place: int

    @property
    def equal(self) -> bool:
        return self.left is not None and self.right is not None and self.left.form == self.right.form

    @property
    def forms(self) -> tuple[str, str]:
        """As `differences` has them."""
        return self.left.form if self.left else "", self.right.form if self.right else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of both texts that stands or falls together: one written word on each side, seldom more."""

    pairs: tuple[Couple, ...]

    @property
    def equal(self) -> bool:
        return all(pair.equal for pair in self.pairs)

    @property
    def places(self) -> tuple[int, ...]:
        """Of the words that differ."""
        return tuple(pair.place for pair in self.pairs if not pair.equal)

    @property
    def left(self) -> Words:
        return tuple(pair.left for pair in self.pairs if pair.left is not None)

    @property
    def right(self) -> Words:
        return tuple(pair.right for pair in self.pairs if pair.right is not None)


def side_by_side(said: str, meant: str, language: Language) -> tuple[Block, ...]:
    """The two texts in blocks, in order. A written word is never in two blocks."""
    blocks: list[Block] = []
    for pair in pairs(said, meant, language):
        first = next((i for i, block in enumerate(blocks) if _share(block, pair)), len(blocks))
        before = tuple(itertools.chain.from_iterable(block.pairs for block in blocks[first:]))
        blocks[first:] = [Block((*before, pair))]
    return tuple(blocks)


def _share(block: Block, pair: Couple) -> bool:
    """Whether a word of the block and one of the pair are parts of one written word."""
    return any(
        (pair.left is not None and other.left is not None and pair.left.span == other.left.span)
        or (pair.right is not None and other.right is not None and pair.right.span == other.right.span)
        for other in block.pairs
    )


def pairs(said: str, meant: str, language: Language) -> tuple[Couple, ...]:
    """Word by word, as few as possible differing."""
    left, right = closest_readings(said, meant, language)
    found: list[Couple] = []
    place = 0
    for step in align(forms(left), forms(right)):
        ours = left[step.left] if step.left is not None else None
        theirs = right[step.right] if step.right is not None else None
        found.append(Couple(ours, theirs, place))
        place += theirs is not None
    return tuple(found)


def differences(said: str, meant: str, language: Language) -> tuple[tuple[str, str], ...]:
    """(said, meant) for each normalised word that differs; empty where a side has nothing."""
    return tuple(pair.forms for pair in pairs(said, meant, language) if not pair.equal)


def places(said: str, meant: str, language: Language) -> frozenset[int]:
    """Indices of the words of `meant` that `said` has otherwise; an insertion counts for the word after it."""
    return frozenset(pair.place for pair in pairs(said, meant, language) if not pair.equal)


def changed(said: str, meant: str, language: Language) -> tuple[str, str]:
    """The differing stretch of both with one word around: ("She walk to", "She walks to")."""
    blocks = side_by_side(said, meant, language)
    differing = [index for index, block in enumerate(blocks) if not block.equal]
    if not differing:
        return said, meant
    window = blocks[max(0, differing[0] - 1) : differing[-1] + 2]
    ours, theirs = [w for b in window for w in b.left], [w for b in window for w in b.right]
    return _stretch(said, ours), _stretch(meant, theirs)


def word_verdicts(
    said: str, meant: str, outcome: Callable[[Couple], WordOutcome], language: Language
) -> tuple[WordVerdict, ...]:
    """One for each written word of `meant`, as bad as its worst part, and one with an empty span for each stretch of
    words that were added between two of them.

    outcome: of a pair that isn't equal.
    """
    verdicts: list[WordVerdict] = []
    end = 0
    for block in side_by_side(said, meant, language):
        for span, group in _by_written_word(block.pairs, end):
            worst = max((RIGHT if p.equal else outcome(p) for p in group), key=_BADNESS.index)
            heard = _stretch(said, [pair.left for pair in group if pair.left is not None]) or None
            verdicts.append(WordVerdict(span, span.of(meant), heard, worst))
            end = span.end
    return tuple(verdicts)


def _by_written_word(pairs: Sequence[Couple], end: int) -> Iterator[tuple[Span, list[Couple]]]:
    """Pairs by the word of the right text they belong to. What only the left text has goes with the word before it in
    its block, else with the one after; where the block has none, to the place `end`."""
    if not any(pair.right for pair in pairs):
        yield Span(end, end), list(pairs)
        return
    groups: list[tuple[Span, list[Couple]]] = []
    waiting: list[Couple] = []
    for pair in pairs:
        if pair.right is None:
            (groups[-1][1] if groups else waiting).append(pair)
        elif groups and groups[-1][0] == pair.right.span:
            groups[-1][1].append(pair)
        else:
            groups.append((pair.right.span, [*waiting, pair]))
            waiting = []
    yield from groups


def edits_between(said: str, meant: str, skills: Mapping[int, SkillId | None], language: Language) -> tuple[Edit, ...]:
    """Minimal edits that lead from `said` towards `meant`, one for each run of differing words.

    skills: index of a normalised word of `meant` → the skill that failed there; other differences are no corrections.
    """
    blocks = side_by_side(said, meant, language)
    edits: list[Edit] = []
    index = 0
    while index < len(blocks):
        if blocks[index].equal:
            index += 1
            continue
        begin = index
        while index < len(blocks) and (not blocks[index].equal or _changes_capital(blocks[index], said, meant)):
            index += 1  # a word that takes or loses its capital goes along
        run = [place for block in blocks[begin:index] for place in block.places]
        place = next((place for place in run if place in skills), None)
        if place is not None:
            ours, theirs = _between(blocks, begin, index, said, meant)
            edits.append(_edit(said, meant, ours, theirs, skills[place], language))
    return tuple(edits)


def _between(blocks: Sequence[Block], begin: int, end: int, said: str, meant: str) -> tuple[Span, Span]:
    """What lies between the words before and after a run, in both texts."""
    before, after = blocks[begin - 1] if begin else None, blocks[end] if end < len(blocks) else None
    return (
        Span(before.left[-1].span.end if before else 0, after.left[0].span.start if after else len(said)),
        Span(before.right[-1].span.end if before else 0, after.right[0].span.start if after else len(meant)),
    )


def _edit(said: str, meant: str, ours: Span, theirs: Span, skill: SkillId | None, language: Language) -> Edit:
    """Without the spaces and punctuation that both have at either end."""
    old, new = ours.of(said), theirs.of(meant)
    start = _shared_edge(old, new)
    old, new = old[start:], new[start:]
    stop = _shared_edge(old[::-1], new[::-1])
    old, new = old[: len(old) - stop], new[: len(new) - stop]
    operation = "M" if not old.strip() else "R" if new.strip() else "U"
    category = language.error_types.get(skill or "", "OTHER")
    span = Span(ours.start + start, ours.end - stop)
    return Edit(span, new, ErrorType(f"{operation}:{category}"), skill, 1.0, "course")


def _shared_edge(left: str, right: str) -> int:
    """How many characters other than letters and digits both texts begin with."""
    found = _NO_WORD.match(left)
    limit = found.end() if found else 0
    same = (a == b for a, b in zip(left[:limit], right, strict=False))
    return sum(1 for _ in itertools.takewhile(bool, same))


def _changes_capital(block: Block, said: str, meant: str) -> bool:
    left, right = _around(block.left), _around(block.right)
    if left is None or right is None:
        return False
    ours, theirs = left.of(said)[:1], right.of(meant)[:1]
    return ours != theirs and ours.lower() == theirs.lower()


def _stretch(text: str, words: Sequence[Word]) -> str:
    span = _around(words)
    return span.of(text) if span else ""


def _around(words: Sequence[Word]) -> Span | None:
    return Span(words[0].span.start, words[-1].span.end) if words else None
