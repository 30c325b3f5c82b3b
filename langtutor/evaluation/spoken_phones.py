"""The letters in which voices write sounds, and the phones (ARPAbet without stress) that they stand for.

A voice writes more than phones: stress, pauses, and variants of a phone that depend on its neighbours. What it writes
for a right text is kept as it is, so that only what is changed on purpose changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from langtutor.core.sounds import Phone

VOWELS = frozenset({"AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"})

FLAP = Phone("DX")
"""A T or a D: which of the two, only the spelling can say."""


@dataclass(frozen=True, eq=False)
class Alphabet:
    """symbols: the phones of each symbol, as one string with spaces; the first symbol of a phone is used to write it.

    unstressed: how phones are written where they carry no stress. marks: a pattern of what may stand before a symbol.
    primary, secondary: marks of stress, right before the vowel.
    """

    symbols: Mapping[str, str]
    unstressed: Mapping[str, str]
    marks: str
    primary: str
    secondary: str

    @cached_property
    def writing(self) -> dict[str, str]:
        """A symbol for each phone."""
        found: dict[str, str] = {}
        for symbol, phones in self.symbols.items():
            found.setdefault(phones, symbol)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.symbols, key=len, reverse=True)
        return re.compile(f"((?:{self.marks})*)(?:({'|'.join(map(re.escape, longest_first))})|$)")

    def read(self, written: str) -> Iterator[tuple[str, str, tuple[Phone, ...]]]:
        """(marks before it, symbol, phones) one after the other; the last has the marks at the end and no symbol.

        Raises ValueError for a symbol that isn't known.
        """
        at = 0
        while True:
            found = self._pattern.match(written, at)
            if found is None:
                raise ValueError(f"no phone is known for {written[at : at + 5]!r} in {written!r}")
            marks, symbol = found.group(1), found.group(2) or ""
            yield marks, symbol, tuple(map(Phone, self.symbols.get(symbol, "").split()))
            at = found.end()
            if not symbol:
                return

    def stress(self, marks: str) -> int:
        """1 primary, 2 secondary, 0 none, as ARPAbet counts."""
        return 1 if marks.endswith(self.primary) else 2 if marks.endswith(self.secondary) else 0

    def write(self, phones: tuple[Phone, ...], *, stressed: bool) -> str:
        return "".join(
            self.writing[phone] if stressed else self.unstressed.get(phone, self.writing[phone]) for phone in phones
        )


_IPA = {
    "p": "P",
    "b": "B",
    "t": "T",
    "d": "D",
    "k": "K",
    "f": "F",
    "v": "V",
    "θ": "TH",
    "ð": "DH",
    "s": "S",
    "z": "Z",
    "ʃ": "SH",
    "ʒ": "ZH",
    "h": "HH",
    "m": "M",
    "n": "N",
    "ŋ": "NG",
    "l": "L",
    "ɹ": "R",
    "w": "W",
    "j": "Y",
    "ɡ": "G",
    "g": "G",
    "ʔ": "T",
    "x": "K",
    "r": "R",
}

# misaki's letters: diphthongs and affricates are one each, T is a flap.
MISAKI = Alphabet(
    symbols=_IPA
    | {"ʧ": "CH", "ʤ": "JH", "T": FLAP, "ɾ": FLAP}
    | {"ɑ": "AA", "æ": "AE", "ʌ": "AH", "ə": "AH", "ɐ": "AH", "ᵊ": "AH", "ɔ": "AO", "W": "AW", "I": "AY", "ɛ": "EH"}
    | {"ɜɹ": "ER", "əɹ": "ER", "A": "EY", "ɪ": "IH", "ᵻ": "IH", "i": "IY", "O": "OW", "Y": "OY", "ʊ": "UH", "u": "UW"},
    unstressed={"AH": "ə", "ER": "əɹ"},
    marks=r"[ˈˌ .,;:!?—…\"“”()]",
    primary="ˈ",
    secondary="ˌ",
)

# espeak-ng's IPA for American English, which Piper's English voices read.
IPA = Alphabet(
    symbols=_IPA
    | {"tʃ": "CH", "dʒ": "JH", "ɾ": FLAP, "n̩": "AH N", "l̩": "AH L"}
    | {"ɑː": "AA", "ɑ": "AA", "ɒ": "AA", "æ": "AE", "a": "AE", "ʌ": "AH", "ə": "AH", "ɐ": "AH", "ɔː": "AO", "ɔ": "AO"}
    | {"oː": "AO", "aʊ": "AW", "aɪ": "AY", "ɛ": "EH", "ɜː": "ER", "ɜːɹ": "ER", "ɚ": "ER", "ɚɹ": "ER", "eɪ": "EY"}
    | {"ɪ": "IH", "ᵻ": "IH", "iː": "IY", "i": "IY", "oʊ": "OW", "ɔɪ": "OY", "ʊ": "UH", "uː": "UW", "u": "UW"},
    unstressed={"AH": "ə", "ER": "ɚ", "IY": "i"},
    marks=r"[ˈˌʲ .,;:!?—…\"()]",
    primary="ˈ",
    secondary="ˌ",
)

# espeak-ng's own mnemonics for American English, in [[ ]].
ESPEAK = Alphabet(
    symbols={name: name.upper() for name in "pbtdkgfvszmnlw"}
    | {"T": "TH", "D": "DH", "S": "SH", "Z": "ZH", "h": "HH", "N": "NG", "r": "R", "j": "Y", "tS": "CH", "dZ": "JH"}
    | {"t#": FLAP, "t2": "T", "?": "T", "x": "K", "n-": "AH N", "@L": "AH L", "r-": "R", "l#": "L", "z#": "Z"}
    | {"A:": "AA", "0": "AA", "A@": "AA R", "A@r": "AA R", "A@r-": "AA R", "A": "AA", "a": "AE", "aa": "AE"}
    | {"V": "AH", "@": "AH", "@2": "AH", "@5": "AH", "@-": "AH", "a#": "AH", "O:": "AO", "O": "AO", "O2": "AO"}
    | {"O@": "AO R", "O@r": "AO R", "O@r-": "AO R", "o@": "AO R", "o@r": "AO R", "o@r-": "AO R", "aU": "AW"}
    | {"aI": "AY", "aI@": "AY AH", "aI3": "AY ER", "aI@3": "AY ER", "aU@": "AW ER", "aI3r-": "AY ER"}
    | {"E": "EH", "E2": "EH", "e@": "EH R", "e@r": "EH R", "e@r-": "EH R", "3:": "ER", "3": "ER", "3r-": "ER"}
    | {"3:r-": "ER", "3:r": "ER", "eI": "EY", "I": "IH", "I2": "IH", "I#": "IH", "i@3": "IH R", "i@3r": "IH R"}
    | {"i@3r-": "IH R", "i@": "IY AH", "i:": "IY", "i": "IY", "oU": "OW", "oU#": "OW", "OI": "OY", "U": "UH"}
    | {"U@": "UH R", "U@r": "UH R", "U@r-": "UH R", "u:": "UW", "u": "UW"},
    unstressed={"AH": "@", "ER": "3", "IY": "i"},
    marks=r"\[\[|\]\]|_:|_|\||%|=|''|[',; .!?]",
    primary="'",
    secondary=",",
)
