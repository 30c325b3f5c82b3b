"""Patterns of words, as the tables have them: "~depend [of]" with "on" is *depends of* → *depends on*.

`when` is a row of elements, those in brackets are rewritten (none between the brackets: something is inserted).
An element is alternatives joined by `|`: a form, `~lemma`, `@TAG` (of the parser; `@VB*` begins so), `%POS`, `=TAG` (a
form the word may be, whatever the parser says), `$list` (of the tables), `#` (a number), `*` (any word), `.` (the end,
or punctuation). `!` in front means any other word or the end, `?` behind: there or not, `^` before an element: it
begins a clause. `write` is words, where `:TAG` is the last bracketed word in another form and `:1`, `:2` are bracketed
words as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.lexicon import Lexicon, forms_as
from langtutor.engines.grammar.english.reading import Reading
from langtutor.engines.grammar.english.tables import Row, Tables

_Test = Callable[[Reading, int], bool]
_FORM = re.compile(r"[\w'-]+")
_SLOT = re.compile(r":(\w+)")


@dataclass(frozen=True, slots=True)
class _Element:
    test: _Test
    optional: bool
    words: frozenset[str]
    """Forms and lemmas, one of which must stand in the sentence; empty where others would do too."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """first and last: which elements are rewritten; last < first where something is inserted before `first`."""

    row: Row
    elements: tuple[_Element, ...]
    first: int
    last: int


class Patterns:
    """All patterns of the tables, compiled. Raises ValueError where one can't be read."""

    def __init__(self, tables: Tables) -> None:
        self._by_word: dict[str, list[_Pattern]] = {}
        for row in tables.rows:
            pattern = _compiled(row, tables)
            for word in _anchor(pattern):
                self._by_word.setdefault(word, []).append(pattern)

    def edits(self, reading: Reading) -> Iterator[Edit]:
        there = {*reading.lower, *(reading.lemma(i) for i in range(len(reading)))}
        active = {id(one): one for word in there & self._by_word.keys() for one in self._by_word[word]}
        for pattern in active.values():
            for start in range(-1, len(reading)):  # a word that must not be there may not be there at all
                places = _match(pattern.elements, reading, start)
                if places is not None and (edit := _edit(pattern, reading, places)) is not None:
                    yield edit


def _anchor(pattern: _Pattern) -> frozenset[str]:
    named = [element.words for element in pattern.elements if element.words and not element.optional]
    if not named:
        raise ValueError(f"{pattern.row.rule}: no word stands for certain in {pattern.row.when!r}")
    return min(named, key=len)


def _compiled(row: Row, tables: Tables) -> _Pattern:
    first = last = -1
    begins = False
    elements: list[_Element] = []
    for part in row.when.replace("[", " [ ").replace("]", " ] ").split():
        if part == "[":
            first = len(elements)
        elif part == "]":
            last = len(elements) - 1
        elif part == "^":
            begins = True
        else:
            elements.append(_element(part, tables, begins))
            begins = False
    if first < 0:
        raise ValueError(f"{row.rule}: nothing in brackets in {row.when!r}")
    return _Pattern(row, tuple(elements), first, last)


def _element(part: str, tables: Tables, begins: bool) -> _Element:
    optional = part.endswith("?") and len(part) > 1
    part = part.removesuffix("?") if optional else part
    other = part.startswith("!") and len(part) > 1
    tests, words, named = [], set[str](), not other
    for alternative in part.removeprefix("!").split("|") if other else part.split("|"):
        tests.append(_test(alternative, tables))
        if alternative.startswith("$"):
            words |= tables.words(alternative[1:])
        elif _FORM.fullmatch(alternative.removeprefix("~")):
            words.add(alternative.removeprefix("~"))
        else:
            named = False

    def test(reading: Reading, i: int) -> bool:
        return any(one(reading, i) for one in tests) != other and (not begins or _begins(reading, i))

    return _Element(test, optional, frozenset(words) if named else frozenset())


def _test(alternative: str, tables: Tables) -> _Test:
    kind, rest = alternative[:1], alternative[1:]
    if kind == "~" and rest:
        return lambda reading, i: reading.lemma(i) == rest
    if kind == "@":
        begin = rest.removesuffix("*")
        exact = begin == rest
        return lambda reading, i: reading.tag(i) == rest if exact else reading.tag(i).startswith(begin)
    if kind == "%":
        return lambda reading, i: reading.pos(i) == rest
    if kind == "=":
        return lambda reading, i: _may_be(reading.lexicon, reading.low(i), rest)
    if kind == "$":
        listed = tables.words(rest)
        return lambda reading, i: reading.low(i) in listed or reading.lemma(i) in listed
    if alternative == "#":
        return lambda reading, i: reading.tag(i) == "CD"
    if alternative == "*":
        return lambda reading, i: reading.is_word(i)
    if alternative == ".":
        return lambda reading, i: not reading.is_word(i) and reading.tag(i) not in ("CD", "POS", "$", "``", "HYPH")
    return lambda reading, i: reading.low(i) == alternative


def _begins(reading: Reading, i: int) -> bool:
    return i == 0 or (i > 0 and reading.tag(i - 1) in (",", ".", ":", "CC", "``"))


def _may_be(lexicon: Lexicon, word: str, tag: str) -> bool:
    if tag == "VB":
        return lexicon.is_base(word)
    if tag == "NNS":
        return lexicon.is_plural(word)
    return word in (form for lemma in {word, lexicon.lemma(word, "VERB")} for form in forms_as(lemma, tag))


def _match(elements: tuple[_Element, ...], reading: Reading, start: int) -> list[int] | None:
    """Where each element stands; -1 where an optional one doesn't. None where they don't match."""
    places: list[int] = []
    return places if _match_from(elements, 0, reading, start, places) else None


def _match_from(elements: tuple[_Element, ...], k: int, reading: Reading, i: int, places: list[int]) -> bool:
    if k == len(elements):
        return True
    element = elements[k]
    if i <= len(reading) and element.test(reading, i):
        places.append(i)
        if _match_from(elements, k + 1, reading, i + 1, places):
            return True
        places.pop()
    if element.optional:
        places.append(-1)
        if _match_from(elements, k + 1, reading, i, places):
            return True
        places.pop()
    return False


def _edit(pattern: _Pattern, reading: Reading, places: list[int]) -> Edit | None:
    row = pattern.row
    if pattern.last < pattern.first:
        following = [place for place in places[pattern.first :] if place >= 0]
        place = following[0] if following else max(places) + 1
        return reading.insert(place, row.write, row.type, row.rule, row.confidence)
    targets = [place for place in places[pattern.first : pattern.last + 1] if 0 <= place < len(reading)]
    if not targets:
        return None
    if not row.write:
        return reading.delete(targets[0], row.type, row.rule, row.confidence, targets[-1])
    written = _written(row.write, reading, targets)
    said = " ".join(reading.low(i) for i in targets)
    if written is None or written.lower() == said:
        return None
    return reading.replace(targets[0], written, row.type, row.rule, row.confidence, targets[-1])


def _written(write: str, reading: Reading, targets: list[int]) -> str | None:
    words: list[str] = []
    for part in write.split(" "):
        slot = _SLOT.fullmatch(part)
        word = _form(slot[1], reading, targets) if slot else part
        if word is None:
            return None
        words.append(word)
    return " ".join(words)


def _form(slot: str, reading: Reading, targets: list[int]) -> str | None:
    if slot.isdigit():
        return reading.words[targets[int(slot) - 1]].text if int(slot) <= len(targets) else None
    word = reading.low(targets[-1])
    if slot == "NNS":
        return reading.lexicon.plural(word)
    if slot == "NN":
        return reading.lexicon.singular(word)
    if slot in ("JJR", "JJS", "RB"):
        return next(iter(forms_as(word, slot)), None)
    return reading.lexicon.verb(word, slot)
