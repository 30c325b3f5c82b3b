"""Words of an answer, and when two answers say the same.

Contractions, digits, spelling variants, case, punctuation and fillers are never differences: "It's 20 o'clock" and
"it is twenty o clock" are the same words.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from langtutor.core.language import Language
from langtutor.core.text import Span

_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['-]{_LETTERS})*(?:[.,:]\d+)*")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_ORDINAL = re.compile(r"(\d+)[^\W\d_]{1,2}")
MOST_READINGS = 16


@dataclass(frozen=True, slots=True)
class Word:
    """One normalised word. span is where it stands in the text; parts of one contraction share a span."""

    form: str
    span: Span


Words = tuple[Word, ...]


def readings(text: str, language: Language) -> tuple[Words, ...]:
    """All ways to read a text as normalised words, at least one. Several where a contraction is ambiguous (*she's*)."""
    slots = [_options(match, language) for match in _WORD.finditer(text.replace("’", "'"))]
    found = itertools.islice(_likeliest_first(slots), MOST_READINGS)
    return tuple(tuple(word for part in parts for word in part) for parts in found)


def _likeliest_first(slots: Sequence[Sequence[Words]]) -> Iterator[tuple[Words, ...]]:
    """One option of each slot; few words read otherwise than at first sight before many."""
    unsure = [index for index, options in enumerate(slots) if len(options) > 1]
    first = tuple(options[0] for options in slots)
    for count in range(len(unsure) + 1):
        for places in itertools.combinations(unsure, count):
            for others in itertools.product(*(slots[place][1:] for place in places)):
                changed = dict(zip(places, others, strict=True))
                yield tuple(changed.get(index, option) for index, option in enumerate(first))


def forms(words: Words) -> tuple[str, ...]:
    return tuple(word.form for word in words)


def same(left: str, right: str, language: Language) -> bool:
    """Whether some reading of one text is some reading of the other; word boundaries don't count (*seat belt*)."""
    ours = {"".join(forms(reading)) for reading in readings(left, language)}
    return any("".join(forms(reading)) in ours for reading in readings(right, language))


def closest_readings(left: str, right: str, language: Language) -> tuple[Words, Words]:
    """The pair of readings with the fewest differing words."""
    best: tuple[int, Words, Words] | None = None
    for ours, theirs in itertools.product(readings(left, language), readings(right, language)):
        distance = _distance(forms(ours), forms(theirs))
        if best is None or distance < best[0]:
            best = (distance, ours, theirs)
        if distance == 0:
            break
    if best is None:
        raise AssertionError("a text has at least one reading")
    return best[1], best[2]


def _options(match: re.Match[str], language: Language) -> list[Words]:
    span = Span(match.start(), match.end())
    form = unicodedata.normalize("NFC", match.group()).lower()
    if form in language.fillers:
        return [()]
    written = dict.fromkeys(" ".join(_plain(full, language)) for full in _written_out(form, language))
    return [tuple(Word(part, span) for part in full.split()) for full in written]


def _written_out(form: str, language: Language) -> Iterator[str]:
    """What a form may stand for. An apostrophe is punctuation: *doesnt* and *its* may be short for something too."""
    short = language.contractions
    if form in short:
        yield from short[form]
        return
    yield form
    for place in range(1, len(form)):
        yield from short.get(f"{form[:place]}'{form[place:]}", ())
    stem, apostrophe, ending = form.rpartition("'")
    if stem:
        yield from (f"{stem} {full}" for full in short.get(apostrophe + ending, ()))


def _plain(form: str, language: Language) -> Iterator[str]:
    for part in form.split():
        if _NUMBER.fullmatch(part):
            yield from _spelled(part, language).split()
        elif (ordinal := _ORDINAL.fullmatch(part)) is not None:
            yield from _spelled_ordinal(part, int(ordinal[1]), language).split()
        elif (variant := language.spelling_variants.get(part)) is not None:
            yield from variant.split()
        else:
            yield from (piece for piece in part.replace("'", "").split("-") if piece)


def _spelled(number: str, language: Language) -> str:
    """A number in words, as the language's locale spells it; as it stands where it is no plain number."""
    if ":" in number:
        hours, *rest = number.split(":")
        return " ".join(_spelled(part, language) for part in (hours, *rest) if part.strip("0") or part == hours)
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "").replace(".", "")
    number = number.replace(",", ".")
    if number.count(".") > 1:
        return " ".join(_spelled(part, language) for part in number.split("."))
    return in_words(float(number) if "." in number else int(number), "cardinal", language.locale) or number


def _spelled_ordinal(form: str, number: int, language: Language) -> str:
    """*3rd* → *third*, where that is how the language writes it; else the form as it stands."""
    if in_words(number, "ordinal_num", language.locale) != form:
        return form
    return in_words(number, "ordinal", language.locale) or form


def in_words(number: float, kind: str, locale: str) -> str | None:
    """kind: `cardinal`, `ordinal` or `ordinal_num` (*3rd*). None where the locale can't be spelled."""
    from num2words import num2words

    try:
        words: str = num2words(number, lang=locale, to=kind)
    except (NotImplementedError, OverflowError, ValueError, TypeError):
        return None
    return re.sub(r"[-,]", " ", words.lower())


def _distance(left: Sequence[str], right: Sequence[str]) -> int:
    return sum(1 for step in align(left, right) if not step.equal)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an alignment: indices into left and right, None where a side has nothing."""

    left: int | None
    right: int | None
    equal: bool


def align(left: Sequence[str], right: Sequence[str]) -> tuple[Step, ...]:
    """Levenshtein alignment of two word sequences (Wagner and Fischer 1974).

    Among equally short ones, similar words are paired: a substitution costs less the more letters are shared.
    """
    rows, columns = len(left) + 1, len(right) + 1
    cost = [[0.0] * columns for _ in range(rows)]
    for i in range(1, rows):
        cost[i][0] = float(i)
    for j in range(1, columns):
        cost[0][j] = float(j)
    for i in range(1, rows):
        for j in range(1, columns):
            cost[i][j] = min(
                cost[i - 1][j - 1] + _substitution(left[i - 1], right[j - 1]),
                cost[i - 1][j] + 1.0,
                cost[i][j - 1] + 1.0,
            )
    return tuple(reversed(list(_trace(left, right, cost))))


def _trace(left: Sequence[str], right: Sequence[str], cost: list[list[float]]) -> Iterator[Step]:
    """From the end; of equally cheap ways the one that pairs words as far to the left as it can."""
    i, j = len(left), len(right)
    while i or j:
        if i and j and left[i - 1] == right[j - 1] and cost[i][j] == cost[i - 1][j - 1]:
            i, j = i - 1, j - 1
            yield Step(i, j, True)
        elif i and cost[i][j] == cost[i - 1][j] + 1.0:
            i -= 1
            yield Step(i, None, False)
        elif j and cost[i][j] == cost[i][j - 1] + 1.0:
            j -= 1
            yield Step(None, j, False)
        else:
            i, j = i - 1, j - 1
            yield Step(i, j, left[i] == right[j])


def _substitution(left: str, right: str) -> float:
    if left == right:
        return 0.0
    shared = 2 * _common_prefix(left, right) / (len(left) + len(right))
    return 1.5 - 0.5 * min(1.0, shared)


def _common_prefix(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def edit_distance(left: str, right: str) -> int:
    """Letters to insert, delete, change or swap with a neighbour (Damerau 1964, optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        two_before, before = before, row
        row = [i]
        for j, b in enumerate(right, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, two_before[j - 2] + 1)
            row.append(best)
    return row[-1]


def spread(words: Words) -> Span:
    """From the first word to the last; words must not be empty."""
    return Span(min(word.span.start for word in words), max(word.span.end for word in words))
