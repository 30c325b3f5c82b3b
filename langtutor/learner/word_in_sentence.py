"""A word where it stands in a sentence: found in whatever form, and taken out to leave a gap."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from langtutor.core.course import GAP

MOST_WORDS = 30
"""Longer sentences aren't shown with a word: who reads them practises reading."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

Lemma = Callable[[str], str]
"""Of one lower-case word; itself where there is none."""


def gapped(sentence: str, form: str) -> str:
    """The sentence with a gap wherever the form stands as a whole word; empty where it doesn't, where nothing else is
    there, or where the sentence is too long to be shown with a word."""
    if not form.strip() or len(sentence.split()) > MOST_WORDS:
        return ""
    found, count = _pattern(form).subn(GAP, unicodedata.normalize("NFC", sentence))
    return found if count and re.search(r"\w", found.replace(GAP, "")) else ""


def form_in(sentence: str, word: str, lemma: Lemma) -> str:
    """How a word or phrase is written in the sentence, inflected perhaps (*gave up* for *give up*), or nothing.

    Words of a phrase must stand together.
    """
    text = unicodedata.normalize("NFC", sentence)
    if found := _pattern(word).search(text):
        return found[0]
    wanted = [lemma(part) for part in _WORD.findall(unicodedata.normalize("NFC", word).lower())]
    spans = list(_WORD.finditer(text))
    told = [lemma(span[0].lower()) for span in spans]
    for at in range(len(told) - len(wanted) + 1):
        if wanted and told[at : at + len(wanted)] == wanted:
            return text[spans[at].start() : spans[at + len(wanted) - 1].end()]
    return ""


def _pattern(form: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(part) for part in unicodedata.normalize("NFC", form).split())
    return re.compile(rf"(?<!\w){words or '(?!)'}(?!\w)", re.IGNORECASE)
