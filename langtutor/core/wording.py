"""How alike two wordings of a sentence are, where they differ, and what one has lost. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set
from difflib import SequenceMatcher
from itertools import pairwise

from langtutor.core.language import Language
from langtutor.core.text import Span

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ROMAN = re.compile(r"\b[IVXLC]{2,}\b")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDER = 6
_BETA = 2.0


def changed_spans(text: str, first: str) -> tuple[Span, ...]:
    """The words of text that the first wording has otherwise, neighbours together; nothing where some were left out."""
    new, old = list(_WORD.finditer(text)), [found.group() for found in _WORD.finditer(first)]
    matcher = SequenceMatcher(None, old, [found.group() for found in new], autojunk=False)
    return tuple(
        Span(new[start].start(), new[end - 1].end())
        for kind, _, _, start, end in matcher.get_opcodes()
        if kind != "equal" and end > start
    )


def likeness(text: str, reference: str) -> float:
    """chrF2 of a sentence, in [0, 1]: n-grams of 1 to 6 characters, recall twice as heavy (Popović 2017)."""
    ours, theirs = ("".join(one.lower().split()) for one in (text, reference))
    precisions, recalls = [], []
    for order in range(1, _ORDER + 1):
        own, other = _grams(ours, order), _grams(theirs, order)
        if not own or not other:
            continue
        shared = (own & other).total()
        precisions.append(shared / own.total())
        recalls.append(shared / other.total())
    if not precisions or not (precision := sum(precisions)) or not (recall := sum(recalls)):
        return float(ours == theirs)
    return (
        (1 + _BETA**2)
        * (precision / len(precisions))
        * (recall / len(recalls))
        / (_BETA**2 * (precision / len(precisions)) + recall / len(recalls))
    )


def loses(text: str, original: str, denies: Set[str] = frozenset(), denied: Set[str] = frozenset()) -> bool:
    """Whether a translation lost, or made up, a number, a name, or a denial that the original has.

    denies: words of the text's language that deny; denied: those of the original's. Names are words with a capital that
    don't begin a sentence: of those that the text writes otherwise nothing is known, so half of them must be there.
    """
    if _numbers(text) != _numbers(original):
        return True
    if denies and denied and _has(text, denies) != _has(original, denied):
        return True
    names = _names(original)
    kept = sum(name in text for name in names)
    return 2 * kept < len(names)


def contradicts(text: str, original: str, contrasts: Iterable[Set[str]]) -> bool:
    """Whether one wording has *he* where the other, in the same language, has *she*. contrasts: see Language."""
    ours, theirs = ({word.lower() for word in _WORD.findall(one)} for one in (text, original))
    return any((words & ours) - theirs and (words & theirs) - ours for words in contrasts)


def denials(language: Language | None) -> frozenset[str]:
    """Words that deny, short forms among them (*don't*)."""
    if language is None:
        return frozenset()
    words = language.negations
    short = (short for short, full in language.contractions.items() if any(words & set(one.split()) for one in full))
    return words | frozenset(short)


def _grams(text: str, order: int) -> Counter[str]:
    return Counter(text[at : at + order] for at in range(len(text) - order + 1))


def _numbers(text: str) -> Counter[str]:
    """In figures: *350,000*, *350.000* and *350 mil* are the same, *2.8* and *2,8*, *19th* and *XIX*."""
    found: list[str] = []
    for number in _NUMBER.findall(text):
        figures = re.sub("[.,]", "", number)
        while len(figures) > 3 and figures.endswith("000"):
            figures = figures[:-3]
        found.append(figures)
    return Counter(found + [str(_of_roman(one)) for one in _ROMAN.findall(text)])


def _of_roman(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _has(text: str, words: Iterable[str]) -> bool:
    row = text.lower().replace("’", "'")
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", row) for word in words)


def _names(text: str) -> list[str]:
    words = list(_WORD.finditer(text))
    return [
        word.group()
        for before, word in pairwise(words)
        if word.group()[:1].isupper() and len(word.group()) > 1 and before.group() not in '.!?:"“”«»—'
    ]
