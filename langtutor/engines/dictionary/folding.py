"""Words as they are compared: small letters without accents, as many characters as there were."""

from __future__ import annotations

import unicodedata


def clean(word: str) -> str:
    """What was asked without the white space and punctuation around it, with a plain apostrophe."""
    return " ".join(unicodedata.normalize("NFC", word).replace("’", "'").split()).strip(' .,;:!?…"“”«»()[]')


def fold(text: str) -> str:
    """Of a text in whatever form."""
    return folded(unicodedata.normalize("NFC", text))


def folded(text: str) -> str:
    """Of a text in NFC, character by character; fast for a whole index."""
    return text.translate({ord(character): _base(character) for character in set(text)})


def _base(character: str) -> str:
    return unicodedata.normalize("NFD", character.lower())[0]
