"""Does a language model fit into the memory that is free now? Asked before it is loaded, because swapping is worse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psutil

from langtutor.core.errors import NotEnoughMemory

CONTEXTS = (4096, 2048, 1024)
"""Tokens, the best first."""

_FILE_FACTOR = 1.2
_ELEMENT_BYTES = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides about memory. kv_elements: of keys and values, for one token in all layers."""

    file_bytes: int
    context_length: int
    kv_elements: int

    def bytes_with(self, context_tokens: int) -> int:
        return int(self.file_bytes * _FILE_FACTOR) + context_tokens * self.kv_elements * _ELEMENT_BYTES


def free_memory() -> int:
    """Bytes that can be had without swapping."""
    return int(psutil.virtual_memory().available)


def check_fits(file_bytes: int, free_bytes: int, model: str) -> None:
    """Raises NotEnoughMemory."""
    needed = int(file_bytes * _FILE_FACTOR)
    if needed > free_bytes:
        raise NotEnoughMemory(model=model, needed=needed, memory=free_bytes)


def shape_of(values: Mapping[str, Any], file_bytes: int) -> Shape:
    """values: a GGUF's metadata. Raises KeyError, TypeError, ValueError where they say too little."""
    name = values["general.architecture"]
    layers = int(values[f"{name}.block_count"])
    heads = values.get(f"{name}.attention.head_count", 1)
    kv_heads = values.get(f"{name}.attention.head_count_kv", heads)
    width = int(values[f"{name}.embedding_length"]) // max(1, _largest(heads))
    key = int(values.get(f"{name}.attention.key_length", width))
    value = int(values.get(f"{name}.attention.value_length", width))
    return Shape(file_bytes, int(values[f"{name}.context_length"]), layers * _largest(kv_heads) * (key + value))


def context_that_fits(shape: Shape, free_bytes: int, model: str) -> int:
    """The largest context, in tokens, that the model knows and the memory holds. Raises NotEnoughMemory."""
    known = [min(tokens, shape.context_length) for tokens in CONTEXTS]
    for tokens in known:
        if shape.bytes_with(tokens) <= free_bytes:
            return tokens
    raise NotEnoughMemory(model=model, needed=shape.bytes_with(known[-1]), memory=free_bytes)


def _largest(heads: Any) -> int:
    """Some models have a number for each layer."""
    return max(map(int, heads)) if isinstance(heads, list) else int(heads)
