"""What belongs to the speaking and not to the sentence: fillers, words said twice, beginnings that were given up.

They stay in what is shown as said, marked; what is checked is the sentence without them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from langtutor.core.ear_requests import Heard, HeardWord, WordMark
from langtutor.core.language import Language
from langtutor.core.text import Edit, Span

LONGEST_REPEATED = 4
LONGEST_GIVEN_UP = 5
"""Words."""
_BROKEN_OFF = re.compile(r"(-|–|—|\.\.\.|…)[\"'”’]?$")
_HELD_UP = re.compile(r"(-|–|—|\.\.\.|…|,)[\"'”’]?$")
_DRAWN_OUT = re.compile(r"(\w)\1+")
_NO_WORD = re.compile(r"[^\w']+")


@dataclass(frozen=True, slots=True)
class Fluent:
    """A text without what was marked. places: for each code point of it, where it stands in the whole text."""

    text: str
    places: tuple[int, ...]

    def back(self, edit: Edit) -> Edit:
        """The edit of the fluent text as one of the whole text."""
        start, end = edit.span.start, edit.span.end
        if start == end:
            place = self._place(start)
            return replace(edit, span=Span(place, place))
        return replace(edit, span=Span(self.places[start], self.places[end - 1] + 1))

    def _place(self, at: int) -> int:
        if at < len(self.places):
            return self.places[at]
        return self.places[-1] + 1 if self.places else 0


def marked(words: Sequence[HeardWord], language: Language) -> tuple[HeardWord, ...]:
    """The same words, with their marks."""
    marks = [WordMark.FILLER if _is_filler(word.text, language) else WordMark.NONE for word in words]
    _mark_broken_off(words, marks)
    while _mark_one_repetition(words, marks, language) or _mark_one_false_start(words, marks, language):
        pass
    return tuple(replace(word, mark=mark) for word, mark in zip(words, marks, strict=True))


def fluent(text: str, words: Sequence[HeardWord]) -> Fluent:
    """text: what the words are words of, joined by spaces. Where they aren't, the text stays as it is."""
    if " ".join(word.text for word in words) != text:
        return Fluent(text, tuple(range(len(text))))
    kept: list[tuple[str, int]] = []
    at = 0
    for index, word in enumerate(words):
        if word.mark is WordMark.NONE:
            letters = [(one, at + offset) for offset, one in enumerate(word.text)]
            if not kept or kept[-1][0] in ".?!":
                letters[0] = (letters[0][0].upper(), letters[0][1])
            if index + 1 < len(words) and words[index + 1].mark is not WordMark.NONE and letters[-1][0] in ",-–—":
                letters.pop()
            if letters:
                kept += [(" ", letters[0][1] - 1)] if kept else []
                kept += letters
        at += len(word.text) + 1
    return Fluent("".join(letter for letter, _ in kept), tuple(place for _, place in kept))


def without_hesitations(heard: Heard, asked: str, language: Language) -> Heard:
    """What was heard as if it had been said fluently: to hesitate is no mistake. The same where there is nothing but
    hesitation, and where what was asked says a thing twice itself."""
    words = marked(heard.words, language)
    wanted = marked([HeardWord(word, 0.0, 0.0, 1.0) for word in asked.split()], language)
    if all(word.mark is WordMark.NONE for word in words) or any(word.mark is not WordMark.NONE for word in wanted):
        return heard
    sentence = fluent(heard.text, words).text
    if not sentence or sentence == heard.text:
        return heard
    return replace(heard, text=sentence, words=tuple(word for word in words if word.mark is WordMark.NONE))


def _is_filler(text: str, language: Language) -> bool:
    plain = _plain(text)
    fillers = {_DRAWN_OUT.sub(r"\1", filler): filler for filler in language.fillers}
    # Where the filler itself is written long, short it is another word (pt: "éé" and "é").
    short = fillers.get(_DRAWN_OUT.sub(r"\1", plain))
    return plain in language.fillers or (short is not None and len(plain) >= len(short))


def _mark_broken_off(words: Sequence[HeardWord], marks: list[WordMark]) -> None:
    """*st- store*: a word that was given up in its middle."""
    for index, word in enumerate(words[:-1]):
        part, after = _plain(word.text), _plain(words[index + 1].text)
        broken = word.text.rstrip("\"'”’").endswith("-")
        if marks[index] is WordMark.NONE and broken and part and part != after:
            marks[index] = WordMark.FALSE_START


def _mark_one_repetition(words: Sequence[HeardWord], marks: list[WordMark], language: Language) -> bool:
    """The first of two, so that the sentence ends as it was ended."""
    left = [index for index, mark in enumerate(marks) if mark is WordMark.NONE]
    plain = [_plain(words[index].text) for index in left]
    for length in range(LONGEST_REPEATED, 0, -1):
        for at in range(len(left) - 2 * length + 1):
            first, second = plain[at : at + length], plain[at + length : at + 2 * length]
            if first == second and _slipped(first, language) and not _ends(words[left[at + length - 1]].text):
                for index in left[at : at + length]:
                    marks[index] = WordMark.REPETITION
                return True
    return False


def _slipped(said: Sequence[str], language: Language) -> bool:
    """Some things are said twice on purpose: *very very*, numbers, *no, no*."""
    return all(said) and not all(word in language.doubled or word.isdigit() for word in said)


def _mark_one_false_start(words: Sequence[HeardWord], marks: list[WordMark], language: Language) -> bool:
    """*She was, she is here*: begun again with the same word, after something that nobody ends with."""
    left = [index for index, mark in enumerate(marks) if mark is WordMark.NONE]
    plain = [_plain(words[index].text) for index in left]
    for at in range(len(left)):
        for end in range(at + 2, min(at + LONGEST_GIVEN_UP, len(left) - 1) + 1):
            last = words[left[end - 1]].text
            held_up = bool(_HELD_UP.search(last)) or left[end] > left[end - 1] + 1
            unfinished = bool(_BROKEN_OFF.search(last)) or plain[end - 1] in language.function_words
            if plain[at] and plain[at] == plain[end] and held_up and unfinished and not plain[at].isdigit():
                for index in left[at:end]:
                    marks[index] = WordMark.FALSE_START
                return True
    return False


def _plain(text: str) -> str:
    return _NO_WORD.sub("", text.casefold().replace("’", "'")).strip("'")


def _ends(text: str) -> bool:
    return text.rstrip("\"'”’").endswith((".", "?", "!")) and not text.rstrip("\"'”’").endswith("..")
