"""What several dictionaries say of one word, as one list of meanings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from langtutor.core.look_up_requests import DictionaryEntry, Sense
from langtutor.core.phrases import Phrase
from langtutor.core.word_entry import OUR_PHRASES, Meaning
from langtutor.engines.dictionary.folding import fold

_APART = re.compile(r"[,;](?![^(\[]*[)\]])\s*")
_LEADS_BACK = 3.0
"""What it is worth, in steps of Zipf frequency, that the other dictionary gives the word back."""
_MOST_ASKED = 12
"""Translations whose own dictionary entries are asked which sense they belong to."""

Back = Callable[[str], Iterable[str]]
"""From a translation to words of the first language that a dictionary gives for it."""


def merged(
    translating: Sequence[DictionaryEntry],
    defining: Sequence[DictionaryEntry],
    parts: Sequence[str] = (),
    back: Back | None = None,
    zipf: Callable[[str], float] | None = None,
) -> tuple[Meaning, ...]:
    """Translations first, in the dictionaries' order, what several have once; then definitions.

    parts: what the word may be, likeliest first; its definitions come in this order, and a word that can only be one
    thing is that where a dictionary doesn't say. back: tells which translations go with which definition.
    """
    only = parts[0] if len(parts) == 1 else ""
    translated: list[Meaning] = []
    for entry in translating:
        for sense in entry.senses:
            _add(translated, _translated(sense, entry.dictionary, only))
    if zipf is not None:
        translated = _by_use(translated, {fold(entry.headword) for entry in translating}, back, zipf)
    defined = [_defined(sense, entry.dictionary) for entry in defining for sense in entry.senses]
    defined.sort(key=lambda meaning: _place(meaning.part_of_speech, parts))
    heads = {fold(entry.headword) for entry in (*translating, *defining)}
    return (*translated, *(_with_translations(defined, translated, back, heads) if back else defined))


def written_of(phrase: Phrase) -> tuple[Meaning, ...]:
    """What we wrote of a phrase, as we ordered it. Translations of free dictionaries aren't told beside it: they have
    *depor* for *put off*."""
    return tuple(
        Meaning(
            "verb",
            sense.means,
            examples=(f"{sense.example} — {sense.translation}",) if sense.example else (),
            dictionaries=(OUR_PHRASES,),
            gloss=sense.gloss,
        )
        for sense in phrase.senses
    )


def _translated(sense: Sense, dictionary: str, only: str) -> Meaning:
    words = tuple(dict.fromkeys(word for piece in _APART.split(sense.text) if (word := piece.strip(" .;,"))))
    return Meaning(sense.part_of_speech or only, words, "", sense.examples, sense.synonyms, (dictionary,))


def _defined(sense: Sense, dictionary: str) -> Meaning:
    return Meaning(sense.part_of_speech, (), sense.text, sense.examples, sense.synonyms, (dictionary,))


def _add(meanings: list[Meaning], new: Meaning) -> None:
    """What another dictionary has in the same or fewer words isn't told twice."""
    if not new.translations:
        return
    words = {fold(word) for word in new.translations}
    for at, kept in enumerate(meanings):
        theirs = {fold(word) for word in kept.translations}
        if (words <= theirs or theirs <= words) and _may_be_one(kept, new):
            fuller, other = (kept, new) if words <= theirs else (new, kept)
            meanings[at] = replace(
                fuller,
                part_of_speech=fuller.part_of_speech or other.part_of_speech,
                examples=tuple(dict.fromkeys((*kept.examples, *new.examples))),
                dictionaries=tuple(dict.fromkeys((*kept.dictionaries, *new.dictionaries))),
            )
            return
    meanings.append(new)


def _by_use(meanings: list[Meaning], heads: set[str], back: Back | None, zipf: Callable[[str], float]) -> list[Meaning]:
    """Words that lead back to the headword first, and the senses that have them; else the dictionary's own order, and
    where that is the alphabet's the words that people use most."""
    several = [meaning.translations for meaning in meanings if len(meaning.translations) > 1]
    authored = not several or not all(map(_is_alphabetical, several))

    def rank(word: str) -> float:
        leads_back = back is not None and any(fold(one) in heads for one in back(word))
        return (0.0 if authored else zipf(word)) + (_LEADS_BACK if leads_back else 0.0)

    ranks = {word: rank(word) for meaning in meanings for word in meaning.translations}
    made = [
        replace(meaning, translations=tuple(sorted(meaning.translations, key=lambda word: -ranks[word])))
        for meaning in meanings
    ]
    return sorted(made, key=lambda meaning: -ranks[meaning.translations[0]])


def _is_alphabetical(words: Sequence[str]) -> bool:
    folded = [fold(word) for word in words]
    return folded == sorted(folded)


def _may_be_one(one: Meaning, other: Meaning) -> bool:
    return not (one.part_of_speech and other.part_of_speech) or one.part_of_speech == other.part_of_speech


def _place(part: str, parts: Sequence[str]) -> int:
    return parts.index(part) if part in parts else len(parts)


def _with_translations(defined: list[Meaning], translated: list[Meaning], back: Back, heads: set[str]) -> list[Meaning]:
    """A definition whose synonyms a translation leads back to has that translation: *give up, abdicate* → *abdicar*."""
    words = list(dict.fromkeys(word for meaning in translated for word in meaning.translations))[:_MOST_ASKED]
    leads = {word: {fold(one) for one in back(word)} for word in words}
    found = []
    for meaning in defined:
        synonyms = {fold(word) for word in meaning.synonyms} - heads
        own = tuple(word for word in words if leads[word] & synonyms)
        found.append(replace(meaning, translations=own) if own else meaning)
    return found
