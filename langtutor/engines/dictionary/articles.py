"""Reads the articles of FreeDict and WordNet as they are written for dictd."""

from __future__ import annotations

import re

from langtutor.core.look_up_requests import DictionaryEntry, Sense

_HEAD = re.compile(r"^(?P<word>.*?)\s*(?:/(?P<ipa>[^/]*)/)?\s*(?P<tags>(?:<[^<>]*>\s*)*)$")
_TAG = re.compile(r"<([^<>]*)>")
_NUMBERED = re.compile(r"^\s*\d+\.\s+")
_WORDNET_SENSE = re.compile(r"^ {4}(?:(?P<pos>n|v|adj|adv) )?\d+: ")
_RELATION = re.compile(r"\[(?P<kind>syn|ant):\s*(?P<words>[^\]]*)\]")
_LINK = re.compile(r"\{([^{}]*)\}")
_EXAMPLE = re.compile(r'(?:;\s*)?"([^"]*)"')

PARTS_OF_SPEECH = {
    "s": "noun",
    "n": "noun",
    "v": "verb",
    "vt": "verb",
    "vi": "verb",
    "adj": "adjective",
    "adv": "adverb",
    "pron": "pronoun",
    "prep": "preposition",
    "conj": "conjunction",
    "art": "article",
    "num": "numeral",
    "int": "interjection",
}


def read_article(article: str, dictionary: str) -> DictionaryEntry | None:
    """The entry of one article; None where it holds no sense. dictionary: name to show."""
    head, _, body = article.strip("\n").partition("\n")
    lines = body.splitlines()
    if lines and _WORDNET_SENSE.match(lines[0]):
        senses = _wordnet_senses(lines)
        return DictionaryEntry(head.strip(), "", senses, dictionary) if senses else None
    found = _HEAD.match(head)
    if found is None:
        return None
    senses = _freedict_senses(lines, found["tags"])
    return DictionaryEntry(found["word"], found["ipa"] or "", senses, dictionary) if senses else None


def _parts_of_speech(tags: str, senses: int) -> list[str]:
    """One for each sense. `<s> <vt>` before two senses names them in turn (FreeDict eng-por, 18 of 18 looked at);
    otherwise all tags stand for the whole article. A tag that isn't known (misspelt in the source) says nothing.
    """
    known = [PARTS_OF_SPEECH.get(tag.strip(" )"), "") for tag in _TAG.findall(tags)]
    if len(known) == senses:
        return known
    return [", ".join(dict.fromkeys(filter(None, known)))] * senses


def _freedict_senses(lines: list[str], tags: str) -> tuple[Sense, ...]:
    """Numbered lines are senses of their own; what isn't numbered belongs to the line before."""
    texts: list[str] = []
    for line in lines:
        if _NUMBERED.match(line) or not texts:
            texts.append(_NUMBERED.sub("", line).strip())
        else:
            texts[-1] = f"{texts[-1]} {line.strip()}"
    return tuple(
        Sense(part, text) for part, text in zip(_parts_of_speech(tags, len(texts)), texts, strict=True) if text
    )


def _wordnet_senses(lines: list[str]) -> tuple[Sense, ...]:
    """`n 1: definition; "example" [syn: {a}, {b}]`, wrapped; the part of speech stands with its first sense only."""
    senses: list[tuple[str, str]] = []
    part = ""
    for line in lines:
        begin = _WORDNET_SENSE.match(line)
        if begin:
            part = PARTS_OF_SPEECH.get(begin["pos"] or "", part)
            senses.append((part, line[begin.end() :].strip()))
        elif senses:
            senses[-1] = (senses[-1][0], f"{senses[-1][1]} {line.strip()}")
    return tuple(_wordnet_sense(part, text) for part, text in senses)


def _wordnet_sense(part: str, text: str) -> Sense:
    synonyms = tuple(
        dict.fromkeys(
            word
            for relation in _RELATION.finditer(text)
            if relation["kind"] == "syn"
            for word in _words(relation["words"])
        )
    )
    text = _RELATION.sub("", text).strip()
    examples = tuple(example.strip() for example in _EXAMPLE.findall(text))
    definition = _EXAMPLE.sub("", text).strip(" ;")
    return Sense(part, definition, examples, synonyms)


def _words(links: str) -> list[str]:
    return [" ".join(link.split()) for link in _LINK.findall(links)]
