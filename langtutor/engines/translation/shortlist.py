"""What a Firefox model's lexical shortlist says of words: which words of the other language may answer one.

`lex.bin` (marian, `data/shortlist.cpp`): six numbers of 64 bits (magic, checksum, first, best, how many offsets, how
many ids), the offsets, and the ids (32 bits) of target pieces for each source piece, without probabilities.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from langtutor.core.errors import EngineFailed

_MAGIC = 0xF11A48D5013417F5
_HEADER = np.dtype("<u8")
_NUMBERS = 6
_WORDS_KEPT = 20_000


class Shortlist:
    """Loads in 0.1 s. Raises EngineFailed where the files can't be read.

    A piece that few lists have says much, one that thousands have next to nothing: each weighs log(lists / those that
    have it), as a share of what a piece of one list weighs.
    """

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        def vocabulary(name: str) -> SentencePieceProcessor:
            own = folder / name
            return SentencePieceProcessor(model_file=str(own if own.exists() else folder / "vocab.spm"))

        try:
            self._source, self._target = vocabulary("source.spm"), vocabulary("target.spm")
            self._offsets, self._ids = _read(folder / "lex.bin")
        except (OSError, ValueError, RuntimeError) as error:
            raise EngineFailed(engine="shortlist", detail=f"{folder.name}: {error}") from error
        lists = len(self._offsets) - 1
        counted = np.bincount(self._ids, minlength=lists).clip(1)
        self._weights = (np.log(lists / counted) / np.log(lists)).clip(0.0, 1.0)
        self._answers = lru_cache(_WORDS_KEPT)(self._find_answers)
        self._pieces = lru_cache(_WORDS_KEPT)(self._find_pieces)

    def likeness(self, source: str, target: str) -> float:
        """How much of the target word the source word's lists have, by weight, in [0, 1]."""
        return max(self._covered(one, other) for one in _cases(source) for other in _cases(target))

    def _covered(self, source: str, target: str) -> float:
        answers = self._answers(source)
        pieces = self._pieces(target)
        whole = sum(length for _piece, length in pieces)
        if not whole or not answers:
            return 0.0
        return sum(float(self._weights[piece]) * length for piece, length in pieces if piece in answers) / whole

    def _find_answers(self, word: str) -> frozenset[int]:
        found: set[int] = set()
        for piece in self._source.encode(word):
            if piece + 1 < len(self._offsets):
                found.update(self._ids[self._offsets[piece] : self._offsets[piece + 1]].tolist())
        return frozenset(found)

    def _find_pieces(self, word: str) -> tuple[tuple[int, int], ...]:
        """Each piece with how many letters it has."""
        pieces = self._target.encode(word)
        lengths = (len(self._target.id_to_piece(piece).replace("▁", "")) for piece in pieces)
        return tuple((piece, length) for piece, length in zip(pieces, lengths, strict=True) if length)


def _cases(word: str) -> tuple[str, ...]:
    lower = word.lower()
    return (word,) if word == lower else (word, lower)


def _read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Offsets and ids. Raises OSError; ValueError where it is no shortlist."""
    data = path.read_bytes()
    if len(data) < _NUMBERS * _HEADER.itemsize:
        raise ValueError(f"{path.name} is cut off")
    magic, _checksum, _first, _best, offsets, ids = np.frombuffer(data, _HEADER, _NUMBERS).tolist()
    after = _NUMBERS * _HEADER.itemsize
    if magic != _MAGIC or len(data) < after + 8 * offsets + 4 * ids:
        raise ValueError(f"{path.name} is no shortlist, or cut off")
    places = np.frombuffer(data, "<u8", offsets, after).astype(np.int64)
    if not offsets or int(places[-1]) > ids or bool((np.diff(places) < 0).any()):
        raise ValueError(f"{path.name} is damaged")
    return places, np.frombuffer(data, "<u4", ids, after + 8 * offsets)
