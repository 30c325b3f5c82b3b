"""What all finders of possible slips share: a clean sentence, a slip, the table of weights, and how to make slips."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.text import Span
from langtutor.engines.grammar.proposing import Word

FILE = "injection.en.toml"


@dataclass(frozen=True, slots=True)
class Slip:
    """span in the clean sentence; wrong: what a learner writes there; type: ERRANT's, of the correction."""

    kind: str
    span: Span
    wrong: str
    type: str
    weight: float


class SlipTable:
    """`resources/grammar/injection.en.toml`. Raises BadContent where something is missing."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        try:
            self._weights = {
                f"{group}.{kind}": float(weight)
                for group, kinds in raw["weights"].items()
                for kind, weight in kinds.items()
            }
            self.swaps: dict[str, dict[str, dict[str, float]]] = {
                name: {right: _numbers(wrong) for right, wrong in pairs.items()} for name, pairs in raw["swaps"].items()
            }
            self.lists: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in raw["lists"].items()}
            self.governed: dict[tuple[str, str], dict[str, float]] = {
                (head, right): _numbers(wrong)
                for head, rights in raw["governed"].items()
                for right, wrong in rights.items()
            }
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadContent(file=FILE, detail=f"missing or wrong: {error}") from error

    def weight(self, kind: str) -> float:
        """How often this goes wrong where it can, beside the others. Raises BadContent for an unknown kind."""
        if kind not in self._weights:
            raise BadContent(file=FILE, detail=f"no weight for {kind}")
        return self._weights[kind]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self._weights)


def _numbers(wrong: Any) -> dict[str, float]:
    """`{of = 3, by = 1}` with shares that sum to 1; a list of words or one word has equal shares."""
    if isinstance(wrong, str):
        return {wrong: 1.0}
    if isinstance(wrong, Mapping):
        numbers = {str(word): float(weight) for word, weight in wrong.items()}
    else:
        numbers = dict.fromkeys(map(str, wrong), 1.0)
    total = sum(numbers.values())
    return {word: weight / total for word, weight in numbers.items()}


def load_slip_table(resources: Path) -> SlipTable:
    """Raises BadContent."""
    return SlipTable(read_toml(resources / "grammar" / FILE))


@dataclass(frozen=True)
class Clean:
    """A sentence without errors, and its words."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def lower(self) -> tuple[str, ...]:
        return tuple(word.text.lower().replace("’", "'") for word in self.words)

    @cached_property
    def is_question(self) -> bool:
        return self.text.rstrip("\"'” ").endswith("?")

    def children(self, index: int) -> list[int]:
        return [i for i, word in enumerate(self.words) if word.head == index and i != index]

    def child(self, index: int, *relations: str) -> int | None:
        return next((i for i in self.children(index) if self.words[i].dep in relations), None)

    def at(self, index: int) -> str:
        """The word there in small letters, "" beyond the ends."""
        return self.lower[index] if 0 <= index < len(self.words) else ""

    def tag(self, index: int) -> str:
        return self.words[index].tag if 0 <= index < len(self.words) else ""

    def alone(self, index: int) -> bool:
        """Whether white space or the sentence's start is before the word, and no part of it after ("do" of "don't")."""
        span = self.words[index].span
        before = span.start == 0 or not self.text[span.start - 1].isalnum()
        return before and not ((span.end < len(self.text) and self.text[span.end] in "'’-") or self._joined(index))

    def _joined(self, index: int) -> bool:
        after = self.words[index + 1] if index + 1 < len(self.words) else None
        return after is not None and after.span.start == self.words[index].span.end and after.text[0].isalpha()

    def spaced(self, index: int) -> bool:
        """Whether exactly one blank stands before this word."""
        start = self.words[index].span.start
        return start >= 2 and self.text[start - 1] == " " and not self.text[start - 2].isspace()

    def spaced_after(self, index: int) -> bool:
        return index + 1 < len(self.words) and self.spaced(index + 1)

    # How slips are made. Each gives None where the place doesn't allow it.

    def swap(self, kind: str, index: int, wrong: str, type_: str, weight: float) -> Slip | None:
        if not wrong or not self.alone(index):
            return None
        return Slip(kind, self.words[index].span, like(wrong, self.words[index].text), type_, weight)

    def swap_all(self, kind: str, first: int, last: int, wrong: str, type_: str, weight: float) -> Slip | None:
        """Words first to last become something else."""
        if not (wrong and self.alone(first) and self.alone(last)):
            return None
        span = Span(self.words[first].span.start, self.words[last].span.end)
        return Slip(kind, span, like(wrong, self.words[first].text), type_, weight)

    def drop(self, kind: str, index: int, type_: str, weight: float) -> Slip | None:
        """The word goes, with the blank after it; the next one gets its capital."""
        word = self.words[index]
        if index + 1 >= len(self.words) or not self.alone(index):
            return None
        after = self.words[index + 1]
        if not (self.spaced(index + 1) and after.text[0].isalnum()):
            if index and self.spaced(index):
                return Slip(kind, Span(word.span.start - 1, word.span.end), "", type_, weight)
            return None
        if index == 0 and after.text[0].islower():
            span = Span(word.span.start, after.span.end)
            return Slip(kind, span, after.text[0].upper() + after.text[1:], type_, weight)
        return Slip(kind, Span(word.span.start, after.span.start), "", type_, weight)

    def insert(self, kind: str, index: int, wrong: str, type_: str, weight: float) -> Slip | None:
        """wrong comes before the word."""
        word = self.words[index]
        if index == 0:
            small = word.text if word.text in ("I", word.text.upper()) or word.pos == "PROPN" else _small(word.text)
            return Slip(kind, word.span, f"{wrong[0].upper()}{wrong[1:]} {small}", type_, weight)
        if not self.spaced(index):
            return None
        return Slip(kind, Span(word.span.start, word.span.start), f"{wrong} ", type_, weight)


Finder = Callable[[Clean, SlipTable], Iterator[Slip | None]]


def like(wrong: str, right: str) -> str:
    """wrong with the capitals of right."""
    if right[:1].isupper() and right != "I" and wrong:
        return wrong[0].upper() + wrong[1:]
    return wrong


def _small(word: str) -> str:
    return word[0].lower() + word[1:]


def starts_with_vowel(word: str) -> bool:
    """By its sound, roughly: what "an" stands before."""
    word = word.lower()
    if word.startswith(("uni", "use", "usu", "eu", "one", "once", "uti")):
        return False
    return word.startswith(("a", "e", "i", "o", "u", "hour", "honest", "hono"))


@cache
def inflected(lemma: str, tag: str) -> str:
    """The form of an English word, such as ("go", "VBD") → "went"; "" where it is unknown."""
    import lemminflect

    if lemma == "be":
        return {"VB": "be", "VBP": "are", "VBZ": "is", "VBD": "was", "VBN": "been", "VBG": "being"}.get(tag, "")
    forms: tuple[str, ...] = lemminflect.getInflection(lemma, tag=tag)
    return forms[0] if forms else ""


@cache
def zipf(word: str) -> float:
    """How common a word is: 7 for "the", 0 for none (wordfreq)."""
    import wordfreq

    return float(wordfreq.zipf_frequency(word.lower(), "en"))
