"""How much likelier a sentence gets by a change, under a small language model.

Two questions. The cheap one reads the sentence once and asks of each change only how its first token stands to the one
it replaces, given what comes before; the dear one reads each changed sentence up to a few words after the change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BATCH_TOKENS = 512
_AFTER = 8
"""Tokens after a change that are read to see whether they fit it."""
_LONGEST = 160
"""Tokens: of a longer sentence the end is not compared."""


@dataclass(frozen=True, slots=True)
class Change:
    """tokens of the changed sentence; first: index of the first that differs; ours, theirs: ends of what is compared,
    in the changed sentence and in the original."""

    tokens: list[str]
    first: int
    ours: int
    theirs: int


@dataclass(frozen=True)
class Reading:
    """A sentence that was read once. log_probabilities: of its tokens, [T]; table: [T + 1, vocabulary], what could
    stand at each place (the last row: after the end)."""

    tokens: list[str]
    log_probabilities: NDArray[np.float32]
    table: NDArray[np.float32]

    @property
    def nats_per_token(self) -> float:
        """How surprising the sentence is: lower is more usual."""
        return -float(self.log_probabilities.mean()) if len(self.tokens) else 0.0


class Comparer:
    """Compares changes of a sentence with the sentence. generator, tokenizer, lead: as in `CTranslateScorer`."""

    def __init__(self, generator: Any, tokenizer: Any, lead: list[str]) -> None:
        self._generator = generator
        self._tokenizer = tokenizer
        self._lead = lead

    def read(self, sentence: str) -> Reading:
        tokens = self._tokenizer.encode(sentence, add_special_tokens=False).tokens[:_LONGEST]
        lead = len(self._lead)
        output = self._generator.forward_batch([self._lead + tokens], return_log_probs=True)
        table = np.array(output, np.float32)[0, lead - 1 :]
        ids = [self._tokenizer.token_to_id(token) for token in tokens]
        return Reading(tokens, table[np.arange(len(ids)), ids] if ids else np.zeros(0, np.float32), table)

    def changes(self, reading: Reading, changed: Sequence[str]) -> list[Change | None]:
        """How each changed sentence differs from the one read; None where it does so in nothing the model sees."""
        encoded = self._tokenizer.encode_batch(list(changed), add_special_tokens=False)
        return [_change(reading.tokens, one.tokens[: _LONGEST + 16]) for one in encoded]

    def left_margins(self, reading: Reading, changes: Sequence[Change | None]) -> list[float]:
        """Natural log of how much likelier the first changed token is than the original one, after what precedes it."""
        margins = []
        for change in changes:
            if change is None or change.first >= len(reading.table):
                margins.append(0.0)
                continue
            row = reading.table[change.first]
            new = self._at(row, change.tokens, change.first)
            margins.append(new - self._at(row, reading.tokens, change.first))
        return margins

    def margins(self, reading: Reading, changes: Sequence[Change | None]) -> list[float]:
        """Natural log of how much likelier the sentence is with the change, up to a few tokens after it."""
        found = [0.0] * len(changes)
        order = sorted((n for n, change in enumerate(changes) if change), key=lambda n: _of(changes, n).ours)
        batch: list[int] = []
        for number in order:
            if batch and (len(batch) + 1) * (_of(changes, number).ours + len(self._lead)) > _BATCH_TOKENS:
                self._score(reading, changes, batch, found)
                batch = []
            batch.append(number)
        if batch:
            self._score(reading, changes, batch, found)
        return found

    def _score(self, reading: Reading, changes: Sequence[Change | None], batch: list[int], found: list[float]) -> None:
        texts = [self._lead + _of(changes, number).tokens[: _of(changes, number).ours] for number in batch]
        results = self._generator.score_batch(texts, max_input_length=0)
        for number, result in zip(batch, results, strict=True):
            change = _of(changes, number)
            ours = sum(result.log_probs[len(self._lead) - 1 + change.first :])
            found[number] = float(ours - reading.log_probabilities[change.first : change.theirs].sum())

    def _at(self, row: NDArray[np.float32], tokens: list[str], place: int) -> float:
        """A sentence that ends here is as likely as its likeliest end."""
        if place >= len(tokens):
            return float(row.max())
        return float(row[self._tokenizer.token_to_id(tokens[place])])


def _of(changes: Sequence[Change | None], number: int) -> Change:
    change = changes[number]
    if change is None:
        raise IndexError(number)
    return change


def _change(old: list[str], new: list[str]) -> Change | None:
    if old == new:
        return None
    first = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    same = 0
    while same < min(len(old), len(new)) - first and old[-1 - same] == new[-1 - same]:
        same += 1
    after = min(same, _AFTER)
    return Change(new, first, len(new) - same + after, len(old) - same + after)
