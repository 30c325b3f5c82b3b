"""How well language models predict a text: perplexity per word and bits per byte, beside two baselines.

With P(text) the product over lines, W the words (what white space parts) and B the bytes of UTF-8 without line ends:

    perplexity per word = exp(-ln P / W)          (Jelinek et al. 1977, per word whatever the model's tokens are)
    bits per byte       = -log2 P / B             (as in Gao et al. 2020, "The Pile", section 3.1)

Both are comparable between models with different tokenizers, and with a compressor, whose bits are its -log2 P.
"""

from __future__ import annotations

import lzma
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from langtutor.core.errors import Cancelled, FileUnreadable, NothingToMeasure
from langtutor.core.language import LanguageCode

LONGEST_LINE = 3000
"""Characters; a longer line is read in parts, so that a file without line ends can be measured too."""

BATCH_CHARACTERS = 3000
"""So much is asked of a model at once (SmolLM2: 2 s): progress and cancel come between."""

_TOKEN = re.compile(r"[^\W\d_]+|\S")

Report = Callable[[str, float], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one system made of the text. nats: -ln P(text)."""

    system: str
    nats: float
    words: int
    bytes: int
    baseline: bool = False

    @property
    def perplexity(self) -> float:
        """Per word; infinite where it is too high for a float."""
        try:
            return math.exp(self.nats / self.words)
        except OverflowError:
            return math.inf

    @property
    def bits_per_byte(self) -> float:
        return self.nats / math.log(2) / self.bytes


class Reader(Protocol):
    """Gives -ln P of some lines, the system's state going on from one call to the next."""

    def read(self, lines: Sequence[str]) -> float: ...

    def finish(self) -> float:
        """What is left over, in nats."""
        ...


@dataclass(frozen=True, slots=True)
class TextSize:
    words: int
    bytes: int


def measure(
    path: Path, systems: Sequence[tuple[str, Reader, bool]], report: Report, cancelled: Cancel
) -> tuple[Reading, ...]:
    """systems: name, reader, whether it is a baseline; one after the other. report: system and share done in [0, 1].

    Raises FileUnreadable, NothingToMeasure, Cancelled (between two batches), and what a reader raises.
    """
    size = size_of(path, cancelled)
    if not size.words:
        raise NothingToMeasure(path=str(path))
    found = []
    for name, reader, baseline in systems:
        nats, done = 0.0, 0
        for lines in batches(path):
            if cancelled():
                raise Cancelled()
            report(name, done / size.bytes)
            nats += reader.read(lines)
            done += sum(len(line.encode()) for line in lines)
        found.append(Reading(name, nats + reader.finish(), size.words, size.bytes, baseline))
        report(name, 1.0)
    return tuple(found)


def size_of(path: Path, cancelled: Cancel) -> TextSize:
    """Of what `batches` gives. Raises FileUnreadable, Cancelled."""
    words = size = 0
    for lines in batches(path):
        if cancelled():
            raise Cancelled()
        words += sum(len(line.split()) for line in lines)
        size += sum(len(line.encode()) for line in lines)
    return TextSize(words, size)


def batches(path: Path) -> Iterator[list[str]]:
    """The lines that have words, without white space around them, some at a time. Raises FileUnreadable."""
    batch: list[str] = []
    length = 0
    for line in _lines(path):
        if batch and length + len(line) > BATCH_CHARACTERS:
            yield batch
            batch, length = [], 0
        batch.append(line)
        length += len(line)
    if batch:
        yield batch


def _lines(path: Path) -> Iterator[str]:
    """Read a part at a time, however long the lines are."""
    rest = ""
    try:
        with path.open(encoding="utf-8-sig") as file:
            while part := file.read(LONGEST_LINE):
                *whole, rest = (rest + part).split("\n")
                if len(rest) > LONGEST_LINE:
                    cut, rest = _cut(rest)
                    whole.append(cut)
                yield from filter(None, map(str.strip, whole))
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=str(path), detail=str(error)) from error
    if rest.strip():
        yield rest.strip()


def _cut(line: str) -> tuple[str, str]:
    """At the last white space, or in the middle of a word where there is none."""
    place = max(line.rfind(" ", 0, LONGEST_LINE), line.rfind("\t", 0, LONGEST_LINE))
    place = place if place > 0 else LONGEST_LINE
    return line[:place], line[place:]


class XzReader:
    """Bits per byte of `xz -9e`: a general compressor that knows no language and learns from the text alone (LZMA).

    It also stores where lines end, and a header of some 60 bytes: short files come out dearer.
    """

    def __init__(self) -> None:
        self._compressor = lzma.LZMACompressor(preset=9 | lzma.PRESET_EXTREME)

    def read(self, lines: Sequence[str]) -> float:
        return self._nats(self._compressor.compress("".join(f"{line}\n" for line in lines).encode()))

    def finish(self) -> float:
        return self._nats(self._compressor.flush())

    @staticmethod
    def _nats(data: bytes) -> float:
        return len(data) * 8 * math.log(2)


class UnigramReader:
    """How common each word is, whatever stands around it, learning from the text as it goes.

    Tokens are runs of letters, and single other characters; spaces and capitals cost nothing, which flatters it. After
    n tokens, c(t) of them t, the next is t with probability (c(t) + PRIOR q(t)) / (n + PRIOR): a Dirichlet prior
    (MacKay and Peto 1995) around q, the word's frequency in `wordfreq`, with a share of SPELT for words it lacks,
    letter by letter out of LETTERS and an end.
    """

    PRIOR = 1000.0
    SPELT = 0.05
    LETTERS = 64

    def __init__(self, language: LanguageCode) -> None:
        import wordfreq

        known = language in wordfreq.available_languages("best")
        self._frequency: Callable[[str], float] = (
            (lambda word: wordfreq.word_frequency(word, language)) if known else lambda word: 0.0
        )
        self._counts: Counter[str] = Counter()
        self._total = 0

    def read(self, lines: Sequence[str]) -> float:
        return sum(self._token(token.lower()) for line in lines for token in _TOKEN.findall(line))

    def finish(self) -> float:
        return 0.0

    def _token(self, token: str) -> float:
        spelt = (self.LETTERS + 1.0) ** -(len(token) + 1)
        expected = (1 - self.SPELT) * self._frequency(token) + self.SPELT * spelt
        probability = (self._counts[token] + self.PRIOR * expected) / (self._total + self.PRIOR)
        self._counts[token] += 1
        self._total += 1
        return -math.log(probability)
