"""Hesitations in an answer: what was said besides the sentence, put back to where it was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from langtutor.core.ear_requests import Hear, HeardWord, WordMark
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Lane
from langtutor.drills.disfluency import fluent, marked
from langtutor.host.client import Host
from langtutor.services.tasks import Tasks

ALIKE = 0.6
"""Of the words of two transcripts, those that are the same: with fewer, nobody knows where anything belongs."""


class Hesitations:
    """Thread-safe. languages: by code, with how each is hesitated in."""

    def __init__(self, host: Host, tasks: Tasks, languages: Mapping[LanguageCode, Language]) -> None:
        self._host = host
        self._tasks = tasks
        self._languages = languages

    def heard(self, recording: Path, sentence: str, language: LanguageCode) -> Future[tuple[HeardWord, ...]]:
        """The words of a sentence that was heard already, with the hesitations among them; empty where there are none.

        The ear listens once more, in the manner of who hesitates; other work goes first. Raises what Hear raises.
        """
        return self._tasks.run(lambda: self._heard(recording, sentence, self._languages[language]))

    def _heard(self, recording: Path, sentence: str, language: Language) -> tuple[HeardWord, ...]:
        asked = Hear(recording, language.code, style=language.hesitant)
        reply = self._host.submit(asked, Lane.LATER).future.result()
        return put_into(sentence, reply.words, language)


def put_into(sentence: str, heard: Sequence[HeardWord], language: Language) -> tuple[HeardWord, ...]:
    """The words of `sentence`, with what is marked among those that were heard where it was said."""
    said = marked([replace(word, mark=WordMark.NONE) for word in heard], language)
    if all(word.mark is WordMark.NONE for word in said):
        return ()
    plain = [HeardWord(word, 0.0, 0.0, 1.0) for word in sentence.split()]
    kept = [HeardWord(word, 0.0, 0.0, 1.0) for word in fluent(sentence, marked(plain, language)).text.split()]
    smooth = [at for at, word in enumerate(said) if word.mark is WordMark.NONE]
    ours, theirs = _forms(kept), _forms([said[at] for at in smooth])
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    if not ours or matcher.ratio() < ALIKE:
        return ()
    places = _places(matcher, len(theirs), len(ours))
    besides: dict[int, list[HeardWord]] = {}
    for at, word in enumerate(said):
        if word.mark is not WordMark.NONE:
            before = sum(one < at for one in smooth)
            besides.setdefault(places[before], []).append(word)
    found = []
    for place in range(len(kept) + 1):
        found += besides.get(place, [])
        found += kept[place : place + 1]
    return tuple(found)


def _places(matcher: SequenceMatcher[str], theirs: int, ours: int) -> list[int]:
    """For each gap between their words, before which of ours it is."""
    places = [0] * theirs + [ours]
    for _, start, end, own_start, own_end in matcher.get_opcodes():
        for at in range(start, end):
            places[at] = min(own_start + at - start, own_end)
    return places


def _forms(words: Sequence[HeardWord]) -> list[str]:
    return ["".join(one for one in word.text.casefold() if one.isalnum()) for word in words]
