"""What a good teacher leaves alone, or only asks about: names, quotations, headlines, matters of taste."""

from __future__ import annotations

import re
from collections.abc import Callable

from langtutor.core.text import Span
from langtutor.engines.grammar.candidates import Candidate
from langtutor.engines.grammar.changes import begins_sentence, overlap
from langtutor.engines.grammar.proposing import Parsed

_MARKS = re.compile("[\"“”«»„‘’'`]")
_APOSTROPHE = re.compile(r"(?<=\w)['’]|n't\b")
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]*)[\"“”«»]|(?<!\w)['‘]([^'‘’]*)['’](?!\w)")
_STOPS = ".!?…:;"
_LEFT_OUT_IN_HEADLINES = frozenset({"DET", "VERB:TENSE"})
"""What headlines and notes, which have no full stop, do in a way of their own (*Police arrest man*)."""
_TITLE_SHARE = 0.6
_TITLE_WORDS = 4
_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = 4
"""Words of fewer letters are written small in titles, too."""


def restraint_of(parsed: Parsed) -> Callable[[Candidate], bool | None]:
    """For each change: True where it must not be made, None where it may be asked about at most, False otherwise."""
    text = parsed.text
    quoted = quotations(text)
    title = is_title(text)
    telegram = not text.rstrip("\"”’') \t").endswith(tuple(_STOPS))

    def restraint(candidate: Candidate) -> bool | None:
        said, new = candidate.span.of(text), candidate.replacement
        if _quotes(text) != _quotes(candidate.changed) or candidate.group == "CONTR":
            return True
        if title and candidate.group != "SPELL":
            return True
        if any(overlap(span, candidate.span) for span in quoted) or _is_name(candidate, parsed):
            return None
        if telegram and candidate.group in _LEFT_OUT_IN_HEADLINES:
            return None
        if _joins(said, new) or _only_stops(text, candidate):
            return None
        return False

    return restraint


def quotations(text: str) -> list[Span]:
    """What stands in quotation marks, they included."""
    return [Span(*found.span()) for found in _QUOTED.finditer(text)]


def is_title(text: str) -> bool:
    """Most of its longer words begin with a capital, and it has no end."""
    stripped = text.rstrip()
    words: list[str] = [word for word in _LETTERS.findall(text) if len(word) >= _SMALL]
    if not stripped or len(words) < _TITLE_WORDS:
        return False
    return sum(word[0].isupper() for word in words) / len(words) >= _TITLE_SHARE


def _quotes(text: str) -> str:
    """Quotation marks; what follows a letter at once is an apostrophe."""
    return "".join(_MARKS.findall(_APOSTROPHE.sub("", text)))


def _is_name(candidate: Candidate, parsed: Parsed) -> bool:
    """Another spelling for a word with a capital in the middle of a sentence, of which nobody but its bearer knows."""
    said, new = candidate.span.of(parsed.text).strip(), candidate.replacement.strip()
    if not said[:1].isupper() or begins_sentence(parsed.text, candidate.span.start) or said.lower() == "i":
        return False
    return not new.startswith(said) and bool(said.lower() != new.lower())


def _joins(said: str, new: str) -> bool:
    """Only a space or a hyphen between letters came or went."""
    bare, new_bare = (re.sub(r"[\s-]", "", part) for part in (said, new))
    return bare == new_bare


def _only_stops(text: str, candidate: Candidate) -> bool:
    """A full stop at the very end: perhaps the writer just isn't there yet, or it is a heading."""
    return (
        not text[candidate.span.end :].strip()
        and not candidate.span.of(text).strip()
        and (candidate.replacement.strip() in _STOPS)
    )
