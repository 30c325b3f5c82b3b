"""What is wrong with phrases: the rules of `resources/phrases/README.md`, by program."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from langtutor.content.irregular_verbs import IrregularVerb, load_irregular_verbs
from langtutor.content.phrases import phrase_files, read_phrases
from langtutor.content.problem import Problem
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.phrases import Phrase

MOST_SENSES = 3

_WORD = re.compile(r"[^\W\d_]+")
_STAND_INS = frozenset({"one", "s", "oneself"})
"""What stands for another word in a headword: *change one's mind*."""
_SHORT, _LONGER = 2, 4
"""Letters: of a verb that keeps its last vowel, and what a form may have more than its verb."""


def check_phrases(folder: Path, words: Path, languages: Collection[str]) -> Iterator[Problem]:
    """words: the folder of irregular verbs. languages: that have a file of their own."""
    for path in phrase_files(folder):
        file = f"phrases/{path.name}"
        try:
            found = read_phrases(path)
            irregular = load_irregular_verbs(words, LanguageCode(path.stem.split("-")[0]))
        except BadContent as error:
            yield Problem(file, "", str(error.fields["detail"]))
            continue
        for language in sorted(set(path.stem.split("-")) - set(languages)):
            yield Problem(file, language, "there is no such language")
        for where, what in _all(found, irregular):
            yield Problem(file, where, what)


def _all(found: Iterable[Phrase], irregular: Mapping[str, IrregularVerb]) -> Iterator[tuple[str, str]]:
    """(phrase, what is wrong), of what the loader lets through."""
    every = tuple(found)
    texts = Counter(one.text.casefold() for one in every)
    said = Counter(sense.example for one in every for sense in one.senses if sense.example)
    for one in every:
        if texts[one.text.casefold()] > 1:
            yield one.text, "is there twice"
        for what in _one(one, irregular):
            yield one.text, what
        for sense in one.senses:
            if said[sense.example] > 1:
                yield one.text, f"“{sense.example}” is there twice"


def _one(one: Phrase, irregular: Mapping[str, IrregularVerb]) -> Iterator[str]:
    if one.text != one.text.casefold() or len(one.text.split()) < 2:
        yield "isn't several words in small letters"
    if len(one.senses) > MOST_SENSES:
        yield f"has {len(one.senses)} senses, more than {MOST_SENSES}"
    if not one.senses[0].example:
        yield "its first sense has no example"
    if len(one.senses) > 1 and not all(sense.gloss for sense in one.senses):
        yield "has several senses, and not each has a gloss"
    means = [text for sense in one.senses for text in sense.means]
    for text in means:
        if "," in text or ";" in text:
            yield f"“{text}” is more than one meaning"
    for sense in one.senses:
        if len(set(sense.means)) < len(sense.means):
            yield "has a meaning twice in one sense"
        if sense.example and not _has(sense.example, one.text, one.language, irregular):
            yield f"isn't in its example “{sense.example}”"


def _has(example: str, phrase: str, language: LanguageCode, irregular: Mapping[str, IrregularVerb]) -> bool:
    """A form of its first word, and all others as they are, in their order; more may stand between."""
    first, *rest = _WORD.findall(phrase.casefold())
    said = iter(_WORD.findall(example.casefold()))
    if not any(_may_be_form(word, first, language, irregular.get(first)) for word in said):
        return False
    return all(word in said for word in rest if word not in _STAND_INS)


def _may_be_form(said: str, verb: str, language: LanguageCode, irregular: IrregularVerb | None) -> bool:
    """Generous with regular endings: for the verb of an example that a teacher wrote for it."""
    from simplemma import lemmatize
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    if irregular is not None and said in (*irregular.past, *irregular.participle):
        return True
    stem = verb[:-1] if verb[-1] in "ey" and len(verb) > _SHORT else verb
    if said.startswith(stem) and len(said) <= len(verb) + _LONGER:
        return True
    return language in SUPPORTED_LANGUAGES and lemmatize(said, lang=language) == verb
