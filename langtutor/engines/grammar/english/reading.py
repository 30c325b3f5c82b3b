"""A parsed sentence with what rules ask of it, and the edits they make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from langtutor.core.text import Edit, ErrorType, Span
from langtutor.engines.grammar.english.lexicon import Lexicon, lemmas
from langtutor.engines.grammar.english.tables import Tables
from langtutor.engines.grammar.proposing import Parsed

RULES = "rules"
CANDIDATES = "candidates"

_CONTRACTIONS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "n't": "not", "’m": "am", "’re": "are"}
_CONTRACTIONS |= {"’ve": "have", "’ll": "will", "n’t": "not"}
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|`[^`]*`|(?<!\w)'[^']*'(?!\w)|(?<!\w)‘[^’]*’(?!\w)")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.|\\|#\w)\S*|\b\w+\.(?:com|org|net|py|txt|html?)\b|\b\w*_\w+\b")


class Reading:
    """Words are asked for by their index; beyond either end there is an empty one."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, tables: Tables) -> None:
        self.parsed = parsed
        self.text = parsed.text
        self.words = parsed.words
        self.lexicon = lexicon
        self.tables = tables
        self.lower = tuple(word.text.lower().replace("’", "'") for word in parsed.words)

    def __len__(self) -> int:
        return len(self.words)

    def low(self, i: int) -> str:
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def tag(self, i: int) -> str:
        return self.words[i].tag if 0 <= i < len(self.words) else ""

    def pos(self, i: int) -> str:
        return self.words[i].pos if 0 <= i < len(self.words) else ""

    def dep(self, i: int) -> str:
        return self.words[i].dep if 0 <= i < len(self.words) else ""

    def lemma(self, i: int) -> str:
        if not 0 <= i < len(self.words):
            return ""
        return _CONTRACTIONS.get(self.lower[i]) or self.words[i].lemma.lower()

    def head(self, i: int) -> int:
        return self.words[i].head

    def is_in(self, i: int, name: str) -> bool:
        """Whether a word is in one of the lists of the tables."""
        return self.low(i) in self.tables.words(name)

    def is_in_word(self, word: str, name: str) -> bool:
        return word in self.tables.words(name)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.words]
        for i, word in enumerate(self.words):
            if word.head != i and 0 <= word.head < len(found):
                found[word.head].append(i)
        return tuple(map(tuple, found))

    def children(self, i: int, *relations: str) -> list[int]:
        return [child for child in self._children[i] if not relations or self.words[child].dep in relations]

    def subject(self, verb: int) -> int | None:
        """Of this verb itself, in front of it or (in a question) behind."""
        found = self.children(verb, "nsubj", "nsubjpass", "expl")
        return found[0] if found else None

    def auxiliaries(self, verb: int) -> list[int]:
        return self.children(verb, "aux", "auxpass")

    def is_word(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.words[i].text[0].isalpha()

    def is_name(self, i: int) -> bool:
        """A name, or a word that is written like one in the middle of the sentence."""
        word = self.words[i]
        return bool(word.entity and word.text[0].isupper()) or (i > 0 and word.text[0].isupper() and word.text != "I")

    def is_plain_noun(self, i: int) -> bool:
        """A word that is more often a noun than a verb, as far as its forms tell."""
        return "NOUN" in lemmas(self.low(i)) and self.tag(i).startswith("N")

    def lemmas(self, i: int) -> frozenset[str]:
        """Parts of speech a word may be."""
        return frozenset(lemmas(self.low(i)))

    def attached(self, i: int) -> bool:
        """Without a space in front of it."""
        return i > 0 and self.words[i - 1].span.end == self.words[i].span.start

    def before(self, i: int, *passing: str) -> int:
        """The word in front of this one, over words with these tags (adverbs by default); -1 where there is none."""
        i -= 1
        while i >= 0 and self.tag(i) in (passing or ("RB", "RBR")) and self.low(i) not in ("n't", "not"):
            i -= 1
        return i

    @cached_property
    def kept(self) -> tuple[Span, ...]:
        """What isn't the learner's prose: quotations, addresses, code, tags."""
        found = [match.span() for pattern in (_QUOTED, _ADDRESS) for match in pattern.finditer(self.text)]
        # A text that is one whole quotation is the learner's own.
        return tuple(Span(*span) for span in found if span[1] - span[0] < 0.8 * len(self.text))

    def is_kept(self, span: Span) -> bool:
        return any(one.start < span.end and span.start < one.end for one in self.kept if span.start < span.end) or any(
            one.start < span.start < one.end for one in self.kept
        )

    # --- edits ---------------------------------------------------------------------------------------------------

    def replace(self, i: int, new: str, type: str, rule: str, confidence: float, last: int | None = None) -> Edit:
        """Writes something else for a word, or for all from `i` to `last`. Keeps a capital that begins a sentence."""
        last = i if last is None else last
        if self.low(last + 1) == "nt" and self.attached(last + 1):  # "dont" is two words to the parser
            last, new = last + 1, f"{new}n't"
        if self.attached(i) and self.words[i].text[0] in "'’" and new[:1] not in ("'", "’", ""):
            new = f" {new}"  # "I'm" → "I do"
        span = Span(self.words[i].span.start, self.words[last].span.end)
        return self.edit(span, self._capitalised(i, new), type, rule, confidence)

    def insert(self, i: int, new: str, type: str, rule: str, confidence: float) -> Edit:
        """Writes a word in front of the `i`-th, or at the end. Missing words come with the space before them."""
        if i == 0:
            word = self.words[0]
            capital = word.text[0].isupper()
            rest = word.text if self._stays_capital(0) or not capital else word.text[0].lower() + word.text[1:]
            shown = new[0].upper() + new[1:] if capital else new
            return self.edit(word.span, f"{shown} {rest}", type, rule, confidence)
        if i < len(self.words) and self.attached(i) and self.is_word(i):
            place = self.words[i].span.start
            return self.edit(Span(place, place), f"{new} ", type, rule, confidence)
        place = self.words[min(i, len(self.words)) - 1].span.end
        return self.edit(Span(place, place), f" {new}", type, rule, confidence)

    def delete(self, i: int, type: str, rule: str, confidence: float, last: int | None = None) -> Edit:
        """Leaves out a word, or all from `i` to `last`, and the space before it."""
        last = i if last is None else last
        start, end = self.words[i].span.start, self.words[last].span.end
        ends = last + 1 >= len(self.words)
        if i and not (self.attached(i) and self.is_word(i)):
            return self.edit(Span(self.words[i - 1].span.end, end), "", type, rule, confidence)
        if ends:
            return self.edit(Span(start, end), "", type, rule, confidence)
        following = self.words[last + 1]
        if i == 0 and self.words[0].text[0].isupper():
            shown = following.text[0].upper() + following.text[1:]
            return self.edit(Span(start, following.span.end), shown, type, rule, confidence)
        return self.edit(Span(start, following.span.start), "", type, rule, confidence)

    def edit(self, span: Span, new: str, type: str, rule: str, confidence: float, source: str = RULES) -> Edit:
        return Edit(span, new, ErrorType(type), None, confidence, source, rule=rule)

    def _capitalised(self, i: int, new: str) -> str:
        old = self.words[i].text
        if i == 0 and old[:1].isupper() and new:
            return new[0].upper() + new[1:]
        return new.upper() if len(old) > 2 and old.isupper() and new.islower() and len(self.words) > 2 else new

    def _stays_capital(self, i: int) -> bool:
        word = self.words[i]
        return word.text == "I" or word.text.startswith(("I'", "I’")) or bool(word.entity) or word.pos == "PROPN"

    def verbs(self) -> Iterator[int]:
        return (i for i, word in enumerate(self.words) if word.pos in ("VERB", "AUX"))
