"""Word error rate: one normaliser for every system, and the errors between two lists of words.

What is written is turned into what is said: small letters, numbers and a few signs in words, no hyphens, no punctuation
but apostrophes. Spelling, contractions and fillers stay as they are: the reader was asked for just these words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from langtutor.core.language import Language, LanguageCode
from langtutor.drills.words import in_words

_SIGNS: Mapping[LanguageCode, Mapping[str, tuple[str, str]]] = {
    LanguageCode("en"): {
        "%": ("percent", "percent"),
        "$": ("dollar", "dollars"),
        "€": ("euro", "euros"),
        "£": ("pound", "pounds"),
        "&": ("and", "and"),
    },
    LanguageCode("pt"): {
        "%": ("por cento", "por cento"),
        "r$": ("real", "reais"),
        "$": ("dólar", "dólares"),
        "€": ("euro", "euros"),
        "£": ("libra", "libras"),
        "&": ("e", "e"),
    },
}
"""What a sign is called, after one and after several. In other languages signs are left out."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_BEFORE = re.compile(r"(r\$|[$€£])\s*(\d[\d.,]*\d|\d)")
"""An amount whose sign is written before it and said after it."""
_AFTER = re.compile(r"(\d[\d.,]*\d|\d)\s*([%€£$])")
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th|º|ª)(?!\w)")
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_GROUPED = re.compile(r"\b([1-9]\d{0,2})(?:([.,])\d{3})(?:\2\d{3})*\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_YEARS = range(1100, 2100)
_NO_WORD = re.compile(r"[^\w']+|_")
_RESAMPLES = 5000


def normalised(text: str, language: Language) -> tuple[str, ...]:
    """The words of a text as they are counted, whoever wrote it down."""
    plain = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).casefold()
    plain = unicodedata.normalize("NFC", plain)
    spoken = _signs(plain, language)
    spoken = _CLOCK.sub(lambda found: " ".join(_clock(found[1], found[2])), spoken)
    spoken = _ORDINAL.sub(lambda found: _spelled(int(found[1]), "ordinal", language), spoken)
    spoken = _GROUPED.sub(lambda found: re.sub(r"[.,]", "", found[0]), spoken)
    spoken = _NUMBER.sub(lambda found: f" {_number(found[0], language)} ", spoken)
    words = (word.strip("'") for word in _NO_WORD.sub(" ", spoken).split())
    return tuple(word for word in words if word)


def _signs(text: str, language: Language) -> str:
    names = _SIGNS.get(language.code, {})

    def named(amount: str, sign: str) -> str:
        one, several = names.get(sign, ("", ""))
        return f"{amount} {one if amount == '1' else several} "

    text = _BEFORE.sub(lambda found: named(found[2], found[1]), text)
    text = _AFTER.sub(lambda found: named(found[1], found[2]), text)
    for sign, (_, several) in names.items():
        text = text.replace(sign, f" {several} ")
    return text


def _clock(hours: str, minutes: str) -> Iterator[str]:
    yield str(int(hours))
    if minutes.strip("0"):
        yield str(int(minutes)) if minutes[0] != "0" else f"0 {minutes[1]}"


def _number(digits: str, language: Language) -> str:
    if digits.isdigit():
        if len(digits) > 1 and digits[0] == "0":  # a telephone number, a code: said one by one
            return " ".join(_spelled(int(digit), "cardinal", language) for digit in digits)
        year = len(digits) == 4 and int(digits) in _YEARS
        return _spelled(int(digits), "year" if year else "cardinal", language)
    return _spelled(float(digits.replace(",", ".")), "cardinal", language)


def _spelled(number: float, kind: str, language: Language) -> str:
    return in_words(number, kind, language.locale) or str(number)


def word_errors(asked: Sequence[str], heard: Sequence[str]) -> int:
    """Words to insert, delete or replace, as few as possible (Levenshtein 1966)."""
    row = list(range(len(heard) + 1))
    for count, word in enumerate(asked, 1):
        above, row = row, [count]
        for at, other in enumerate(heard):
            row.append(min(above[at] + (word != other), above[at + 1] + 1, row[at] + 1))
    return row[-1]


@dataclass(frozen=True, slots=True)
class Errors:
    """Of one clip, or of all of them together. words: how many were asked for."""

    errors: int
    words: int

    @property
    def rate(self) -> float:
        return self.errors / self.words if self.words else 0.0


def counted(asked: Sequence[str], heard: Sequence[str]) -> Errors:
    return Errors(word_errors(asked, heard), len(asked))


def together(found: Sequence[Errors]) -> Errors:
    """Of a whole corpus: errors and words are added up."""
    return Errors(sum(one.errors for one in found), sum(one.words for one in found))


@dataclass(frozen=True, slots=True)
class Difference:
    """Between two error rates; low and high enclose it with 95 % probability."""

    value: float
    low: float
    high: float


def difference(ours: Sequence[Errors], theirs: Sequence[Errors], seed: int = 1) -> Difference:
    """Ours less theirs on the same clips, in the same order. Percentile interval of a bootstrap over clips (Bisani and
    Ney 2004)."""
    pairs = list(zip(ours, theirs, strict=True))
    rng = Random(seed)
    drawn = sorted(_less(rng.choices(pairs, k=len(pairs))) for _ in range(_RESAMPLES))
    return Difference(_less(pairs), drawn[round(0.025 * _RESAMPLES)], drawn[round(0.975 * _RESAMPLES) - 1])


def _less(pairs: Sequence[tuple[Errors, Errors]]) -> float:
    return together([ours for ours, _ in pairs]).rate - together([theirs for _, theirs in pairs]).rate
