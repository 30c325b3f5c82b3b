"""A sentence cut into words with all that each may be: Portuguese is read without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from langtutor.core.text import Edit, ErrorType, Span
from langtutor.engines.grammar.changes import begins_sentence, trim
from langtutor.engines.grammar.portuguese.lexicon import Agreement, Lexicon, Reading

SOURCE = "own"
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,:h]\d+)*h?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark. low: in lower case."""

    span: Span
    text: str
    low: str
    readings: tuple[Reading, ...]

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalpha()

    def may_be(self, *tags: str) -> bool:
        """Whether a reading's tag begins with one of these."""
        return any(one.tag.startswith(tags) for one in self.readings)

    def can_only_be(self, *tags: str) -> bool:
        return bool(self.readings) and all(one.tag.startswith(tags) for one in self.readings)

    def of(self, *tags: str) -> tuple[Reading, ...]:
        return tuple(one for one in self.readings if one.tag.startswith(tags))

    def agreement(self, *tags: str) -> Agreement:
        """What it may be in gender and number, as one of these."""
        return frozenset(pair for one in self.of(*tags) for pair in one.agreement)

    @property
    def lemmas(self) -> frozenset[str]:
        return frozenset(one.lemma for one in self.readings)


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    tokens: tuple[Token, ...]

    def low(self, place: int) -> str:
        """The word in this place in lower case, empty outside the sentence."""
        return self.tokens[place].low if 0 <= place < len(self.tokens) else ""

    def begins(self, place: int) -> bool:
        """Whether the token is the first of a sentence."""
        return begins_sentence(self.text, self.tokens[place].span.start)

    def named(self, place: int) -> bool:
        """Whether it is written like a name: a capital that isn't a sentence's first."""
        token = self.tokens[place]
        return token.text[:1].isupper() and (not self.begins(place) or token.text[1:2].isupper())

    def edit(self, start: int, end: int, replacement: str, rule: str, confidence: float) -> Edit | None:
        """Puts replacement in the place of the tokens from start to end; None where nothing changes."""
        if start < end and replacement and self.tokens[start].text[:1].isupper() and self.begins(start):
            replacement = replacement[0].upper() + replacement[1:]
        span, replacement = self._place(start, end, replacement)
        span, replacement = trim(self.text, span, replacement)
        if span.of(self.text) == replacement:
            return None
        return Edit(span, replacement, ErrorType(rule), None, confidence, SOURCE, rule=rule)

    def _place(self, start: int, end: int, replacement: str) -> tuple[Span, str]:
        tokens = self.tokens
        if start < end and replacement:
            return Span(tokens[start].span.start, tokens[end - 1].span.end), replacement
        after = tokens[end] if end < len(tokens) and tokens[end].text.isalnum() else None
        if start < end:  # goes, and a space with it
            if start == 0 and after is not None:
                capital = after.text[0].upper() + after.text[1:]
                return Span(tokens[0].span.start, after.span.end), capital
            begin = tokens[start - 1].span.end if start else tokens[start].span.start
            return Span(begin, tokens[end - 1].span.end), ""
        if replacement.startswith(",") or start >= len(tokens):
            before = tokens[start - 1].span.end
            return Span(before, before), replacement if replacement.startswith(",") else f" {replacement}"
        if not tokens[start].is_word and not tokens[start].text[0].isdigit():
            before = tokens[start - 1].span.end
            return Span(before, before), f" {replacement}"
        return Span(tokens[start].span.start, tokens[start].span.start), f"{replacement} "


def analysed(text: str, lexicon: Lexicon, small: Iterable[tuple[str, Reading]] = ()) -> Sentence:
    """small: readings of words that are known without a lexicon, by form."""
    known: dict[str, tuple[Reading, ...]] = {}
    for form, reading in small:
        known[form] = (*known.get(form, ()), reading)
    tokens = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        low = word.lower().replace("’", "'")
        readings = lexicon.readings(word) if word[0].isalpha() else ()
        if word[0].isupper() and word != low:
            readings = tuple(dict.fromkeys((*readings, *lexicon.readings(low))))
        tokens.append(Token(Span(*match.span()), word, low, readings or known.get(low, ())))
    return Sentence(text, tuple(tokens))
