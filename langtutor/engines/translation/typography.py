"""Quotation marks, dashes and dots that a translation model doesn't know, and drops or takes for something else.

It is asked with the plain ones, and what comes back gets those of the original, in their order.
"""

from __future__ import annotations

import re

_DOUBLE = "“”„‟«»"
_SINGLE = "‘’‚‛‹›"
_PLAIN = str.maketrans(dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_SINGLE, "'") | {"…": "..."})
_QUOTED = re.compile(r"(?<!\w)(['‘‚‹])(?=\S)[^'‘’\n]*?(?:\w['’]\w[^'‘’\n]*?)*(?<=\S)(['’‘›])(?!\w)")
_DOUBLES = re.compile(rf'["{_DOUBLE}]')
_DASH = re.compile(r"(?<=\s)[—–](?=\s)|(?<=[^\W\d])—(?=[^\W\d])")
_HYPHEN = re.compile(r"(?<=\s)-(?=\s)")


def plain(text: str) -> str:
    """What the model is asked. A dash between words without spaces gets them: it would swallow the words."""
    text = re.sub(r"(?<=[^\W\d])—(?=[^\W\d])", " — ", text)
    return text.translate(_PLAIN)


def is_plain(text: str) -> bool:
    return not any(character in text for character in f"{_DOUBLE}{_SINGLE}…—–")


def quotation_marks(text: str) -> int:
    """How many there are, apostrophes apart."""
    return len(_marks(text))


def restored(original: str, translated: str) -> str:
    """translated with the marks of the original, kind by kind, where it has as many of them."""
    if is_plain(original):
        return translated
    translated = _with_quotes(original, translated)
    if "…" in original and "..." not in original:
        translated = translated.replace("...", "…")
    return _with_dashes(original, translated)


def _marks(text: str) -> list[int]:
    """Places of the quotation marks."""
    singles = [place for found in _QUOTED.finditer(text) for place in (found.start(1), found.start(2))]
    return sorted([*singles, *(found.start() for found in _DOUBLES.finditer(text))])


def _with_quotes(original: str, translated: str) -> str:
    asked, got = _marks(original), _marks(translated)
    if len(asked) != len(got):
        return translated
    characters = list(translated)
    for source, target in zip(asked, got, strict=True):
        # A straight one is as good as what the model makes of it: languages differ in them.
        if original[source] not in "'\"":
            characters[target] = original[source]
    return "".join(characters)


def _with_dashes(original: str, translated: str) -> str:
    """The model has hyphens for them, and sometimes fewer."""
    asked = {found[0] for found in _DASH.finditer(original)}
    if len(asked) != 1 or _HYPHEN.search(original):
        return translated
    return _HYPHEN.sub(asked.pop(), translated)
