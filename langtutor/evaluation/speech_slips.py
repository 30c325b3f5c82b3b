"""Wrong targets: sentences that a reader did not say, each in one place other than what they did.

An ear that is asked about one of them must say that this word differs. Made from the asked text alone, always the
same for a clip: the random numbers are seeded with its id and the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from langtutor.core.language import Language, SlipRule
from langtutor.core.text import Span
from langtutor.core.verdict import WordOutcome, WordVerdict
from langtutor.drills.differences import COMMON_WORD, WRITTEN_WORD
from langtutor.drills.vocabulary import zipf
from langtutor.engines.dictionary.lemmas import Lemmas

SEED = "speech-1"
_SHORTEST = 3
"""Letters of a word that may take or lose an ending."""
_COMMON_WORDS = 5000
"""Among them is what stands in for a word that has no likely slip and sounds like no other."""
_FREQUENT = 3.5
"""Zipf frequency of words that are put in another's place."""
_SAME_SOUND = ("ck", "cs", "cq", "kq", "gj", "sz", "pf")
"""First letters that may stand for one sound."""
_SPELLED_SOUNDS = frozenset("bcdfghjklmnprstvwz")


class Kind(StrEnum):
    SWAPPED = "swapped"
    DROPPED = "dropped"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class WrongTarget:
    """place: in text, the word that wasn't said; where the text lacks one that was, the words on both sides."""

    kind: Kind
    text: str
    place: Span

    def found_in(self, words: Sequence[WordVerdict], *, certain: bool = False) -> bool:
        """Whether a verdict on this text says of the place that something differs; certain: that it is a slip."""
        wrong = (word for word in words if word.outcome is not WordOutcome.RIGHT)
        return any(self._covers(word.span) for word in wrong if not certain or word.outcome is WordOutcome.SLIP)

    def _covers(self, span: Span) -> bool:
        if span.start == span.end:  # words that were added
            return self.kind is Kind.DROPPED and self.place.start <= span.start <= self.place.end
        return span.start < self.place.end and self.place.start < span.end


@dataclass(frozen=True)
class Spoiler:
    """Makes wrong targets.

    zipf: how common a form is. lemmas: what a form may be a form of. common: words of the language, the most frequent
    first.
    """

    language: Language
    zipf: Callable[[str], float]
    lemmas: Callable[[str], tuple[str, ...]]
    common: Sequence[str]

    def spoil(self, clip: str, text: str) -> tuple[WrongTarget, ...]:
        """One of each kind, as far as there can be one: the only word isn't left out."""
        spans = [Span(found.start(), found.end()) for found in WRITTEN_WORD.finditer(text)]
        makers = {Kind.SWAPPED: self._swapped, Kind.DROPPED: _dropped, Kind.INSERTED: self._inserted}
        made = (make(text, spans, Random(f"{SEED} {clip} {kind}")) for kind, make in makers.items() if spans)
        return tuple(target for target in made if target is not None)

    def _swapped(self, text: str, spans: Sequence[Span], rng: Random) -> WrongTarget | None:
        """A likely slip of some word; where no word has one, a word that sounds much like it, else any as common."""
        for ways in (self._slips, self._rhymes, self._others):
            found = [(span, tuple(ways(span.of(text).lower()))) for span in spans]
            found = [(span, others) for span, others in found if others]
            if found:
                span, others = rng.choice(found)
                return _swapped_for(rng.choice(others), text, span)
        return None

    def _slips(self, form: str) -> Iterator[str]:
        """Another listed word of its kind (*in* for *on*), or the word with an ending more or less."""
        for rule in self.language.slip_rules:
            if form in rule.words:
                yield from sorted(rule.words - {form})
            elif form not in self.language.function_words and len(form) >= _SHORTEST:
                yield from self._inflected(form, rule)

    def _inflected(self, form: str, rule: SlipRule) -> Iterator[str]:
        for left, right in sorted(rule.endings):
            for one, other in ((left, right), (right, left)):
                changed = form[: len(form) - len(one)] + other
                if form.endswith(one) and len(changed) >= _SHORTEST and self._related(form, changed):
                    yield changed

    def _related(self, form: str, other: str) -> bool:
        return (
            form != other
            and self.zipf(other) >= COMMON_WORD
            and bool({form, *self.lemmas(form)} & {other, *self.lemmas(other)})
        )

    def _rhymes(self, form: str) -> Iterator[str]:
        """Common words with another first sound: *fork* for *pork*."""
        if form[0] not in _SPELLED_SOUNDS or len(form) < _SHORTEST or form[1] in _SPELLED_SOUNDS:
            return
        for first in sorted(_SPELLED_SOUNDS - {form[0]}):
            one_sound = "".join(sorted((first, form[0]))) in _SAME_SOUND
            if not one_sound and self.zipf(first + form[1:]) >= _FREQUENT:
                yield first + form[1:]

    def _others(self, form: str) -> Iterator[str]:
        near = self.zipf(form)
        alike = [w for w in self.common if len(w) == len(form) and w.isalpha() and w[0] != form[0]]
        yield from sorted(alike, key=lambda word: abs(self.zipf(word) - near))[:10]

    def _inserted(self, text: str, spans: Sequence[Span], rng: Random) -> WrongTarget | None:
        """One of the small words that learners put in wrongly, somewhere inside the sentence."""
        at = rng.randrange(1, max(2, len(spans)))
        beside = {span.of(text).lower() for span in spans[at - 1 : at + 1]}
        small = sorted({word for rule in self.language.slip_rules for word in rule.words} - beside)
        if not small:
            return None
        word, start = rng.choice(small), spans[at - 1].end
        place = Span(start + 1, start + 1 + len(word))
        return WrongTarget(Kind.INSERTED, f"{text[:start]} {word}{text[start:]}", place)


def spoiler_of(language: Language) -> Spoiler:
    """With the frequencies and lemmas that there are for a language."""
    import wordfreq

    code, lemmas = language.code, Lemmas()
    known = code in wordfreq.available_languages("best")
    common = tuple(wordfreq.top_n_list(code, _COMMON_WORDS)) if known else ()
    return Spoiler(language, lambda form: zipf(form, code), lambda form: lemmas.of(form, code), common)


def _swapped_for(word: str, text: str, span: Span) -> WrongTarget:
    other = word[:1].upper() + word[1:] if span.of(text)[:1].isupper() else word
    changed = text[: span.start] + other + text[span.end :]
    return WrongTarget(Kind.SWAPPED, changed, Span(span.start, span.start + len(other)))


def _dropped(text: str, spans: Sequence[Span], rng: Random) -> WrongTarget | None:
    if len(spans) < 2:
        return None
    at = rng.randrange(len(spans))
    if at == 0:
        changed = text[: spans[0].start] + text[spans[1].start :]
        changed = changed[:1].upper() + changed[1:]
        return WrongTarget(Kind.DROPPED, changed, Span(0, spans[1].end - spans[1].start))
    before = spans[at - 1]
    changed = text[: before.end] + text[spans[at].end :]
    shorter_by = spans[at].end - before.end
    end = spans[at + 1].end - shorter_by if at + 1 < len(spans) else before.end
    return WrongTarget(Kind.DROPPED, changed, Span(before.start, end))
