"""From the tokens of a corpus to text as people write it, and back.

Corpora of learners' sentences are tokenised as the Penn Treebank is ("do n't", a full stop of its own). What is
checked is text; so that every system is measured alike, what it left as it was gets back the corpus' own tokens, and
only what it changed is tokenised anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PLAIN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_CLOSES = re.compile(r"[.,;:?!%)\]}»”…]+$|\.{2,}$")
_OPENS = re.compile(r"[(\[{«“¿¡$#£€]$")
_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|m|d|ll|re|ve))$", re.IGNORECASE)
_QUOTES = ('"', "'", "’")

_CHUNK = re.compile(r"\S+")
_PUNCTUATION = re.compile(r"\.{2,}|--+|[,:](?!\d)|[;@#$%&?!*\"“”«»()\[\]{}<>…–—]")
_ENDED = re.compile(r"(?<=[^.])\.(?=[\"”»')\]}>]*$)")
_OPENING_QUOTE = re.compile(r"['‘](?=\w)(?!(?:s|m|d|t|n|ll|re|ve)\b)", re.IGNORECASE)
_PARTED = re.compile(r"(can)(not)|(d)(['’]ye)|(gim)(me)|(gon)(na)|(got)(ta)|(lem)(me)|(wan)(na)|(['’]t)(is|was)", re.I)
_ENDING = re.compile(r"(?<=[^'’])(?:n['’]t|['’](?:s|m|d|ll|re|ve))$|(?<=[^'’])['’]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """tokens: the corpus'. text: the same, as it would be written. ends: where in the text each token ends."""

    tokens: tuple[str, ...]
    text: str
    ends: tuple[int, ...]


def written(tokens: Sequence[str]) -> Sentence:
    """Tokens as a text: punctuation and clitics close up, quotation marks open and close in turn."""
    text = ""
    ends: list[int] = []
    opened: set[str] = set()
    glued = True
    for place, token in enumerate(tokens):
        plain = _PLAIN.get(token, token)
        before = tokens[place - 1] if place else ""
        if plain == "." and before.endswith("."):
            plain = ""  # "etc." and the sentence share their full stop
        opens, closes = _sides(token, plain, before, opened)
        text += plain if glued or closes or not plain else f" {plain}"
        ends.append(len(text))
        glued = opens
    return Sentence(tuple(tokens), text, tuple(ends))


def as_typed(text: str) -> Sentence:
    """A text that nobody has tokenised, with the tokens that `tokenised` would give it."""
    tokens: list[str] = []
    ends: list[int] = []
    chunks = list(_CHUNK.finditer(text))
    for chunk in chunks:
        end = chunk.start()
        for token in treebank(chunk[0], ends=chunk is chunks[-1]):
            end += len(token)
            tokens.append(token)
            ends.append(end)
    return Sentence(tuple(tokens), text, tuple(ends))


def _sides(token: str, plain: str, before: str, opened: set[str]) -> tuple[bool, bool]:
    """Whether it stands close to what follows, and to what is before it."""
    if plain in _QUOTES:
        if plain in opened:
            opened.discard(plain)
            return False, True
        if plain != '"' and before[-1:].lower() == "s":
            return False, True  # the neighbours ' house
        if token == "''":
            return False, True
        opened.add(plain)
        return True, False
    if _OPENS.search(plain):
        return len(plain) == 1, False
    closes = bool(_CLOSES.match(plain) or (_CLITIC.match(plain) and before[-1:].isalpha()))
    return False, closes


def tokenised(source: Sentence, corrected: str) -> tuple[str, ...]:
    """The tokens of the sentence as corrected: of each run of characters that stayed, those it had."""
    if corrected == source.text:
        return source.tokens
    old = list(_chunks_of(source))
    new = _CHUNK.findall(corrected)
    found: list[str] = []
    matcher = SequenceMatcher(None, [chunk for chunk, _ in old], new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            for _, tokens in old[start:end]:
                found += tokens
            continue
        apart = any(len(tokens) > 1 and tokens[-1] == "." for _, tokens in old[start:end])
        for place in range(new_start, new_end):
            found += treebank(new[place], ends=apart or place == len(new) - 1)
    return tuple(found)


def _chunks_of(source: Sentence) -> Iterator[tuple[str, list[str]]]:
    """What white space parts in the text, and its tokens."""
    place = 0
    for chunk in _CHUNK.finditer(source.text):
        first = place
        while place < len(source.ends) and source.ends[place] <= chunk.end():
            place += 1
        yield chunk[0], list(source.tokens[first:place])


def treebank(chunk: str, *, ends: bool) -> list[str]:
    """The Penn Treebank's tokens of a run without white space. ends: a full stop at its end is the sentence's.

    Quotation marks stay as they are written.
    """
    pieces: list[str] = []
    if ends:
        stop = _ENDED.search(chunk)
        if stop:
            return [*treebank(chunk[: stop.start()], ends=False), ".", *treebank(chunk[stop.end() :], ends=False)]
    place = 0
    for mark in _PUNCTUATION.finditer(chunk):
        pieces += _word(chunk[place : mark.start()])
        pieces.append(mark[0])
        place = mark.end()
    return pieces + _word(chunk[place:])


def _word(word: str) -> list[str]:
    if not word:
        return []
    if _OPENING_QUOTE.match(word) and not _PARTED.fullmatch(word):
        return [word[0], *_word(word[1:])]
    parted = _PARTED.fullmatch(word)
    if parted:
        return [part for part in parted.groups() if part]
    ending = _ENDING.search(word)
    if ending and ending.start():
        return [*_word(word[: ending.start()]), ending[0]]
    return [word]
