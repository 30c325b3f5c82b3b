"""Translates a sentence so that what stays as it is within it does stay.

The model is asked with a made-up name in place of an item, and without the marks around words, whose places are then
looked for in what it says. What it loses is asked for in another way, and in the last resort piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import partial

from langtutor.core.text import Span
from langtutor.engines.translation.inline import ITEM, MARK, PRIVATE, Inline
from langtutor.engines.translation.typography import is_plain, plain, quotation_marks, restored

Say = Callable[[str], str]
"""Translates a sentence; raises what an engine raises."""

_NAMES = (("Zq{}", "www.zq{}.com"), ("XYZ{}", "XYZ{}"))
"""Of the n-th thing, of the n-th address. Firefox's models take such a name for something without a translation."""
_ENOUGH_ALIKE = 0.75
_EDGE = re.compile(r"^[\s.,;:!?…]+|[\s.,;:!?…]+$")


class Faithful:
    """Sentences of one paragraph, whose items and marks are hidden."""

    def __init__(self, say: Say, inline: Inline) -> None:
        self._say = say
        self._inline = inline

    def sentence(self, text: str) -> str:
        """Hidden text to hidden text, with the white space around it."""
        span = self._within_edges(text)
        body = span.of(text)
        if not any(character.isalpha() for character in PRIVATE.sub("", body)):
            return text
        translated = self._marked(body) if MARK.search(body) else self._named(body)
        return text[: span.start] + translated + text[span.end :]

    def _within_edges(self, text: str) -> Span:
        """Without white space, emoji and marks at either end, unless a mark has its partner further inside."""
        start, end = 0, len(text)
        partners = self._inline.partners
        while start < end:
            inside = text[start:end]
            first, last = inside[0], inside[-1]
            if first.isspace() or first in self._inline.apart:
                start += 1
            elif last.isspace() or last in self._inline.apart:
                end -= 1
            elif first in partners and partners[first] == last:
                start, end = start + 1, end - 1
            elif MARK.match(first) and partners.get(first, first) not in inside[1:]:
                start += 1
            elif MARK.match(last) and not any(
                closing == last and opening in inside for opening, closing in partners.items()
            ):
                end -= 1
            else:
                break
        return Span(start, end)

    def _marked(self, text: str) -> str:
        """Marks that have their partners here go around what answers the same words."""
        whole = self._named(MARK.sub("", text))
        found = self._placed(text, whole)
        if found is None:
            found = self._quoted(text)
        return found if found is not None else self._in_pieces(text, MARK)

    def _placed(self, text: str, whole: str) -> str | None:
        """None where what is marked can't be found in the translation."""
        pairs = list(self._pairs(text))
        if 2 * len(pairs) != len(MARK.findall(text)) - sum(len(MARK.findall(pair.of(text)[1:-1])) for pair in pairs):
            return None
        taken: list[tuple[Span, str]] = []
        for pair in pairs:
            inner = self.sentence(pair.of(text)[1:-1])
            share = pair.start / max(1, len(text))
            place = _find(MARK.sub("", inner), whole, share, [span for span, _ in taken])
            if place is None:
                return None
            marked = inner if MARK.search(inner) else place.of(whole)
            taken.append((place, text[pair.start] + marked + text[pair.end - 1]))
        for span, marked in sorted(taken, key=lambda one: one[0], reverse=True):
            whole = whole[: span.start] + marked + whole[span.end :]
        return whole

    def _pairs(self, text: str) -> Iterator[Span]:
        """Those that lie in no other."""
        at = 0
        while found := MARK.search(text, at):
            end = text.find(self._inline.partners[found[0]], found.end())
            at = end + 1 if end >= 0 else found.end()
            if end >= 0:
                yield Span(found.start(), at)

    def _quoted(self, text: str) -> str | None:
        """With quotation marks for the marks: models move them along with what they are around."""
        if quotation_marks(MARK.sub("", text)):
            return None
        marks = MARK.findall(text)
        said = self._named(MARK.sub('"', text))
        if said.count('"') != len(marks):
            return None
        following = iter(marks)
        return re.sub('"', lambda found: next(following), said)

    def _named(self, text: str) -> str:
        """Without marks. Items have names that come back."""
        items = ITEM.findall(text)
        if not items:
            return self._plainly(text)
        for thing, address in _NAMES:
            forms = [address if item in self._inline.addresses else thing for item in items]
            names = {item: form.format(number) for number, (item, form) in enumerate(zip(items, forms, strict=True), 1)}
            if any(name in text for name in names.values()):
                continue
            said = self._plainly(ITEM.sub(partial(_of, names), text))
            back = {name: item for item, name in names.items()}
            known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, back))})(?!\w)")
            if sorted(known.findall(said)) == sorted(back):
                return known.sub(partial(_of, back), said)
        return self._in_pieces(text, ITEM)

    def _plainly(self, text: str) -> str:
        """Words alone."""
        if is_plain(text):
            return self._say(text)
        return restored(text, self._say(plain(text)))

    def _in_pieces(self, text: str, kept: re.Pattern[str]) -> str:
        pieces, at = [], 0
        for found in kept.finditer(text):
            pieces += [self._piece(text[at : found.start()]), found[0]]
            at = found.end()
        return "".join([*pieces, self._piece(text[at:])])

    def _piece(self, text: str) -> str:
        """What is left between two that stay: no sentence, so it begins and ends as it did."""
        if not any(character.isalpha() for character in text):
            return text
        before = text[: len(text) - len(text.lstrip())]
        after = text[len(text.rstrip()) :]
        said = self.sentence(text).strip()
        if text.strip()[0].islower():
            said = said[:1].lower() + said[1:]
        return before + said + after


def _of(names: Mapping[str, str], found: re.Match[str]) -> str:
    return names[found[0]]


def _find(inner: str, whole: str, share: float, taken: list[Span]) -> Span | None:
    """Where the words of `inner` stand in `whole`, the nearest to this share of its length; or words much like them."""
    inner = _EDGE.sub("", inner)
    if not inner:
        return None

    def is_free(span: Span) -> bool:
        return all(span.end <= other.start or other.end <= span.start for other in taken)

    def distance(span: Span) -> float:
        return abs(span.start / max(1, len(whole)) - share)

    exact = re.finditer(rf"(?<!\w){re.escape(inner)}(?!\w)", whole, re.IGNORECASE)
    places = [span for found in exact if is_free(span := Span(*found.span()))]
    if places:
        return min(places, key=distance)
    words = [found.span() for found in re.finditer(r"\S+", whole)]
    length = len(inner.split())
    best: tuple[float, float, Span] | None = None
    for first in range(len(words)):
        for count in {max(1, length - 1), length, length + 1}:
            if first + count > len(words):
                continue
            span = _trimmed(whole, words[first][0], words[first + count - 1][1])
            alike = SequenceMatcher(None, inner.lower(), span.of(whole).lower()).ratio()
            if alike >= _ENOUGH_ALIKE and is_free(span) and (best is None or (alike, -distance(span)) > best[:2]):
                best = (alike, -distance(span), span)
    return best[2] if best else None


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the punctuation at either end."""
    while end > start and not (text[end - 1].isalnum() or PRIVATE.match(text[end - 1])):
        end -= 1
    while start < end and not (text[start].isalnum() or PRIVATE.match(text[start])):
        start += 1
    return Span(start, end)
