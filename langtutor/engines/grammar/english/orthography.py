"""Capitals, apostrophes, words written together or apart, repeated words, full stops. Sure of almost all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from langtutor.core.text import Edit, Span
from langtutor.engines.grammar.english.lexicon import frequency
from langtutor.engines.grammar.english.reading import Reading

_TYPE = "R:ORTH"
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")


def orthography(reading: Reading) -> Iterator[Edit]:
    yield from _in_text(reading)
    for i in range(len(reading)):
        yield from _capital(reading, i)
        yield from _repeated(reading, i)
    yield from _sentence_start(reading)
    yield from _full_stop(reading)


def _in_text(reading: Reading) -> Iterator[Edit]:
    """What the parser cuts apart is read from the text itself."""
    found = list(_WORD.finditer(reading.text))
    for k, match in enumerate(found):
        word = match[0].lower().replace("’", "'")
        span = Span(*match.span())
        if word in reading.parsed.personal_words:
            continue
        if word.endswith("'t") and f"{word[:-2]}n't" in reading.tables.words("known"):
            yield reading.edit(span, f"{match[0][:-2]}n't", "R:CONTR", "orthography.apostrophe", 0.95)
        form = reading.tables.map("contractions").get(word)
        if word == "dont" and k and found[k - 1][0].lower() in ("he", "she", "it"):
            form = None  # agreement writes "doesn't"
        if form is not None and not (match[0].isupper() and len(word) > 1):
            yield reading.edit(span, _like(match[0], form), "R:CONTR", "orthography.apostrophe", 0.95)
        joined = reading.tables.map("joined").get(word)
        if joined is not None:
            yield reading.edit(span, _like(match[0], joined), _TYPE, "orthography.apart", 0.95)
        if k + 1 < len(found) and reading.text[match.end() : found[k + 1].start()] == " ":
            following = found[k + 1][0].lower()
            pair = f"{word} {following}"
            if found[k + 1][0].islower() and _broken(reading, word, following):
                both = Span(match.start(), found[k + 1].end())
                yield reading.edit(both, match[0] + following, _TYPE, "orthography.together", 0.85)
            together = reading.tables.map("split").get(pair)
            if together is not None:
                both = Span(match.start(), found[k + 1].end())
                yield reading.edit(both, _like(match[0], together), _TYPE, "orthography.together", _sure_together(pair))


def _broken(reading: Reading, left: str, right: str) -> bool:
    """ "un known": a piece that is no word, and a word when joined."""
    lexicon = reading.lexicon
    whole = left + right
    if len(whole) < 6 or min(len(left), len(right)) < 2 or frequency(whole) < 3 or not lexicon.knows(whole):
        return False
    return not (lexicon.knows(left) and lexicon.knows(right))


def _sure_together(pair: str) -> float:
    """ "in to", "on to", "every body" may stand apart; "can not" is no mistake to most."""
    if pair in ("in to", "on to", "more over", "how ever", "no body", "air port", "what ever", "al ways", "any where"):
        return 0.4
    if pair in ("every thing", "any thing", "some thing", "some body", "every body"):
        return 0.85
    return 0.25 if pair == "can not" else 0.9


def _like(old: str, new: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new


def _capital(reading: Reading, i: int) -> Iterator[Edit]:
    text = reading.words[i].text
    if not text[:1].islower() or i == 0:
        return
    word, tables = text.lower(), reading.tables
    if text == "i" and reading.tag(i) in ("PRP", "NN", "FW", "LS", "NNP", "VBP", "CD", "UH", "NNS", "JJ"):
        if reading.low(i + 1) not in (".", ")") or i + 2 >= len(reading):
            yield reading.replace(i, "I", _TYPE, "orthography.i", 0.97)
        return
    names = any(word in tables.words(name) for name in ("days", "nationalities", "countries", "language_names"))
    if names or word in tables.words("months"):
        verb = word in ("polish", "may", "march") and reading.pos(i) in ("VERB", "AUX")
        if not verb and not (
            word in ("turkey", "china", "polish", "york") and reading.low(i - 1) in ("a", "the", "roast", "fine")
        ):
            yield reading.replace(i, text[0].upper() + text[1:], _TYPE, "orthography.name", 0.95)


def _repeated(reading: Reading, i: int) -> Iterator[Edit]:
    word = reading.low(i)
    if i == 0 or not reading.is_word(i) or word != reading.low(i - 1) or reading.attached(i):
        return
    if reading.is_name(i) or (len(word) == 1 and word not in ("a", "i")):
        return
    yield reading.delete(
        i, "U:OTHER", "orthography.repeated", 0.4 if word in reading.tables.words("rightly_repeated") else 0.93
    )


def _sentence_start(reading: Reading) -> Iterator[Edit]:
    first = next((word for word in reading.words if word.text[0].isalnum()), None)
    if first is None or not first.text[0].islower() or first.text.lower() in ("iphone", "ipad", "ebay", "ipod"):
        return
    opened = reading.text[: first.span.start].strip(" \"'“‘([-–•*\t")
    if opened or any(not letter.islower() and letter.isalpha() for letter in first.text):
        return
    if reading.parsed.before.rstrip()[-1:] in (",", ":", ";") or _ends_open(reading):
        return
    new = first.text[0].upper() + first.text[1:]
    yield reading.edit(first.span, new, _TYPE, "orthography.start", 0.9)


def _ends_open(reading: Reading) -> bool:
    """A fragment, such as a heading or a single word."""
    return len(reading) < 3


def _full_stop(reading: Reading) -> Iterator[Edit]:
    end = reading.text.rstrip()
    if len(reading) >= 4 and end and (end[-1].isalnum() or end[-1] in "'’)") and any(reading.verbs()):
        yield reading.edit(Span(len(end), len(end)), ".", "M:PUNCT", "orthography.full_stop", 0.5)
