"""Words as they are compared: small letters without accents, as many characters as there were."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def clean(word: str) -> str:
    """What was asked without the white space and punctuation around it, with a plain apostrophe."""
    return " ".join(unicodedata.normalize("NFC", word).replace("’", "'").split()).strip(' .,;:!?…"“”«»()[]')


def fold(text: str) -> str:
    """Of a text in whatever form."""
    return folded(unicodedata.normalize("NFC", text))


def folded(text: str) -> str:
    """Of a text in NFC, character by character; fast for a whole index."""
    return text.translate({ord(character): _base(character) for character in set(text)})


def beginning(index: str, folded_index: str, words: str, end: str) -> Iterator[str]:
    """Of an index, a headword on each line up to `end`: those that begin with these words (folded) and go on."""
    wanted = f"\n{words} "
    found = folded_index.find(wanted)
    while found >= 0:
        stop = index.find(end, found + 1)
        yield index[found + 1 : stop if stop >= 0 else None]
        found = folded_index.find(wanted, found + 1)


def _base(character: str) -> str:
    return unicodedata.normalize("NFD", character.lower())[0]
