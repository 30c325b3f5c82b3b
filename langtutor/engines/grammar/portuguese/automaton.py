"""Reads the automata in which LanguageTool ships its dictionaries (morfologik's CFSA2), without Java.

A state is where its first arc lies. An arc is a byte of flags and label index, the label where the index is 0, and
the target as a variable-length number, unless its target is the state that follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_MAGIC = b"\\fsa\xc6"
_NEXT, _LAST, _FINAL, _INDEX = 0x80, 0x40, 0x20, 0x1F
_NUMBERED = 0x100

SEPARATOR = ord("_")
_DROP_ALL = 255
_MOST_BYTES = 200


class Automaton:
    """A set of byte strings. Raises ValueError where the data is no such automaton."""

    def __init__(self, data: bytes) -> None:
        if data[:5] != _MAGIC or len(data) < 8:
            raise ValueError("no CFSA2 automaton")
        if int.from_bytes(data[5:7], "big") & _NUMBERED:
            raise ValueError("numbered automata aren't read")
        labels = data[7]
        self._labels = data[8 : 8 + labels]
        self._arcs = data[8 + labels :]
        self._root = next(self._of(0))[2]

    def after(self, key: bytes) -> Iterator[bytes]:
        """What the strings that begin with key go on with, in their order."""
        state = self._root
        for byte in key:
            state = self._step(state, byte)
            if not state:
                return
        yield from self._rest(state, b"")

    def spelt(self, places: Sequence[Sequence[str]]) -> list[str]:
        """Words with one of these letters in each place, where something is told of them behind the separator."""
        states = [("", self._root)]
        for letters in places:
            states = [
                (word + letter, after)
                for word, state in states
                for letter in letters
                if (after := self._walk(state, letter))
            ]
        return [word for word, state in states if self._step(state, SEPARATOR)]

    def _walk(self, state: int, letter: str) -> int:
        for byte in letter.encode():
            state = self._step(state, byte)
            if not state:
                return 0
        return state

    def _rest(self, state: int, so_far: bytes) -> Iterator[bytes]:
        if len(so_far) > _MOST_BYTES:
            return
        for label, final, target in self._of(state):
            here = so_far + bytes((label,))
            if final:
                yield here
            if target:
                yield from self._rest(target, here)

    def _step(self, state: int, byte: int) -> int:
        return next((target for label, _, target in self._of(state) if label == byte), 0)

    def _of(self, state: int) -> Iterator[tuple[int, bool, int]]:
        """Label, whether a string ends with it, and target (0 is none) of each arc of a state."""
        arcs, place, begun = self._arcs, state, []
        while True:
            flags = arcs[place]
            place += 1
            index = flags & _INDEX
            label = self._labels[index] if index else arcs[place]
            place += not index
            target = -1
            if not flags & _NEXT:
                target, place = self._number(place)
            begun.append((label, bool(flags & _FINAL), target))
            if flags & _LAST:
                break
        for label, final, target in begun:
            yield label, final, place if target < 0 else target

    def _number(self, place: int) -> tuple[int, int]:
        value = shift = 0
        while True:
            byte = self._arcs[place]
            place += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value, place


def decoded(key: bytes, suffix: bytes) -> str:
    """What morfologik's SUFFIX coding makes of a key: the first byte says how many to drop, the rest is added."""
    drop = (suffix[0] - ord("A")) & 0xFF
    stem = b"" if drop == _DROP_ALL else key[: len(key) - drop]
    return (stem + suffix[1:]).decode("utf-8", "replace")
