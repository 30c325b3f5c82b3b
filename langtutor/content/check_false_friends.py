"""What is wrong with false friends: the rules of `resources/false_friends/README.md`, by program."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from langtutor.content.false_friends import false_friend_files, read_false_friends
from langtutor.content.problem import Problem
from langtutor.core.errors import BadContent
from langtutor.core.false_friends import FalseFriend
from langtutor.core.language import LanguageCode

MOST_NOTE = 180
"""Characters that fit beneath an entry."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_KEPT = 3
_LONGER = 5
"""A form keeps so many letters of its word, or all but the last two, and is longer by so many at most."""


def check_false_friends(folder: Path, languages: Collection[str], readers: Collection[str]) -> Iterator[Problem]:
    """languages: that have a file of their own. readers: languages that every note must be in."""
    words: Counter[tuple[LanguageCode, LanguageCode, str]] = Counter()
    for path in false_friend_files(folder):
        file = f"false_friends/{path.name}"
        try:
            found = read_false_friends(path)
        except BadContent as error:
            yield Problem(file, "", str(error.fields["detail"]))
            continue
        for language in sorted(set(path.stem.split("-")) - set(languages)):
            yield Problem(file, language, "there is no such language")
        for where, what in check_pairs(found, readers):
            yield Problem(file, where, what)
        here = Counter((one.language, one.other, one.word.casefold()) for one in found)
        for word in sorted(word for word, count in here.items() if count > 1 or word in words):
            yield Problem(file, word[2], f"is there twice as a word of {word[0]}")
        words += here


def check_pairs(found: Iterable[FalseFriend], readers: Collection[str]) -> Iterator[tuple[str, str]]:
    """(word, what is wrong), of what the loader lets through."""
    all_of_them = tuple(found)
    texts = Counter(text for one in all_of_them for text in (one.example, one.translation))
    for one in all_of_them:
        for what in _one(one):
            yield one.word, what
        for what in _notes(one, readers):
            yield one.word, what
        for text in (one.example, one.translation):
            if texts[text] > 1:
                yield one.word, f"“{text}” is there twice"


def _one(one: FalseFriend) -> Iterator[str]:
    for said in (one.word, one.looks_like):
        if said != said.casefold():
            yield f"“{said}” has capitals"
    if not any(_may_be_form(said, one.word) for said in words_of(one.example)):
        yield f"isn't in its example “{one.example}”"
    if _has(one.translation, one.looks_like, one.other) and not _beside_others(one):
        yield f"is translated as its look-alike: “{one.translation}”"
    for meaning in one.means:
        if [said.casefold() for said in words_of(meaning)] == [one.looks_like.casefold()]:
            yield f"would mean its look-alike “{meaning}”"
    if len(set(one.means)) < len(one.means):
        yield "has a meaning twice"


def _notes(one: FalseFriend, readers: Collection[str]) -> Iterator[str]:
    if one.sometimes and not one.notes:
        yield "shares a sense with its look-alike, and no note says which"
    notes = dict(one.notes)
    for reader in readers:
        text = notes.get(LanguageCode(reader), "")
        if notes and not text:
            yield f"has no note in {reader}"
        if len(text) > MOST_NOTE:
            yield f"its note in {reader} has {len(text)} characters, more than {MOST_NOTE}"
        if text.count("*") % 2:
            yield f"an asterisk of its note in {reader} has no partner"


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def _may_be_form(said: str, word: str) -> bool:
    """Generous: for the word of an example that a teacher wrote for it."""
    plain, stem = _plain(said), _plain(word)
    kept = stem[: max(_KEPT, len(stem) - 2)]
    return plain.startswith(kept) and len(plain) <= len(stem) + _LONGER


def _has(text: str, word: str, language: LanguageCode) -> bool:
    """The word or, where simplemma knows the language, a form of it. An accent makes another word: *média*, *media*."""
    from simplemma import lemmatize
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    folded = word.casefold()
    said = {one.casefold() for one in words_of(text)}
    if folded in said or language not in SUPPORTED_LANGUAGES:
        return folded in said
    return any(lemmatize(one, lang=language) == folded for one in said)


def _beside_others(one: FalseFriend) -> bool:
    """A *professor* is a *professor universitário*: a narrower thing that needs a second word."""
    return any(_has(meaning, one.looks_like, one.other) for meaning in one.means if len(words_of(meaning)) > 1)


def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
