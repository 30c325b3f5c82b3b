"""A Llama-like language model inside a GGUF: its shape, its vocabulary, its matrices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.core.errors import BadContent

_HALVES_INTERLEAVED = {"llama": True, "qwen2": False}
"""Supported architectures. llama.cpp's converter interleaves the two halves of every head in Llama's q and k, to rotate
neighbouring pairs; other families keep the halves apart, as CTranslate2 has them."""

_UNSUPPORTED_KEYS = ("rope.scaling.factor", "expert_count", "attention.sliding_window")
_NOTHING = (None, 0, 1.0)

_TENSORS = frozenset({"token_embd.weight", "output_norm.weight", "output.weight"})
_LAYER_TENSORS = frozenset(
    {f"{name}.weight" for name in ("attn_norm", "attn_q", "attn_k", "attn_v", "attn_output")}
    | {f"{name}.weight" for name in ("ffn_norm", "ffn_gate", "ffn_up", "ffn_down")}
    | {f"{name}.bias" for name in ("attn_q", "attn_k", "attn_v")}
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the numbers of the model are. head_width is in elements; rope_base is the period of the rotation."""

    layers: int
    width: int
    heads: int
    kv_heads: int
    head_width: int
    context_length: int
    rms_epsilon: float
    rope_base: float
    halves_interleaved: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Byte-level BPE. types are llama.cpp's (3 control, 4 user defined); pre names the pre-tokenizer."""

    tokens: list[str]
    types: list[int]
    merges: list[str]
    pre: str
    bos: str
    eos: str
    unknown: str
    starts_with_bos: bool


class GgufModel:
    """Opens a GGUF; weights stay on disk until asked for. Raises BadContent when it isn't a model of a known kind."""

    def __init__(self, path: Path) -> None:
        from gguf import GGUFReader

        self.path = path
        try:
            self._reader = GGUFReader(path)
            self._tensors = {tensor.name: tensor for tensor in self._reader.tensors}
        except (ValueError, IndexError, KeyError) as error:
            raise self._bad(f"not a readable GGUF ({error})") from error
        self.shape = self._read_shape()
        self._check_tensors()

    @property
    def tied(self) -> bool:
        """The embeddings are also the output projection."""
        return "output.weight" not in self._tensors

    def has(self, tensor: str) -> bool:
        return tensor in self._tensors

    def rows_and_columns(self, tensor: str) -> tuple[int, int]:
        columns, rows = (int(n) for n in self._tensors[tensor].shape)
        return rows, columns

    def rows(self, tensor: str, which: slice | NDArray[np.intp]) -> NDArray[np.float32]:
        """These rows of a matrix, dequantised: float32[rows, columns]."""
        from gguf.quants import dequantize

        found = self._tensors[tensor]
        return np.asarray(dequantize(found.data[which], found.tensor_type), dtype=np.float32)

    def vector(self, tensor: str) -> NDArray[np.float32]:
        from gguf.quants import dequantize

        found = self._tensors[tensor]
        return np.array(dequantize(found.data, found.tensor_type), dtype=np.float32).reshape(-1)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        kind = self._field("tokenizer.ggml.model")
        if kind != "gpt2":
            raise self._bad(f"its tokenizer is {kind!r}; only byte-level BPE ('gpt2') is supported")
        tokens: list[str] = self._field("tokenizer.ggml.tokens")
        bos = self._token(tokens, "bos", 0)
        return Vocabulary(
            tokens=tokens,
            types=self._field("tokenizer.ggml.token_type"),
            merges=self._field("tokenizer.ggml.merges"),
            pre=self._field("tokenizer.ggml.pre"),
            bos=bos,
            eos=self._token(tokens, "eos", 0),
            unknown=self._token(tokens, "unknown", tokens.index(bos)),
            starts_with_bos=bool(self._optional("tokenizer.ggml.add_bos_token")),
        )

    def _token(self, tokens: Sequence[str], role: str, default: int) -> str:
        number = self._optional(f"tokenizer.ggml.{role}_token_id")
        try:
            return tokens[default if number is None else int(number)]
        except IndexError as error:
            raise self._bad(f"its {role} token is not in its vocabulary") from error

    def _read_shape(self) -> Shape:
        name = self._field("general.architecture")
        if name not in _HALVES_INTERLEAVED:
            known = ", ".join(sorted(_HALVES_INTERLEAVED))
            raise self._bad(f"architecture {name!r} is not supported (known: {known})")
        for key in _UNSUPPORTED_KEYS:
            if self._optional(f"{name}.{key}") not in _NOTHING:
                raise self._bad(f"{key} of this {name} model is not supported")
        width = self._whole(f"{name}.embedding_length")
        heads = self._whole(f"{name}.attention.head_count")
        head_width = self._whole(f"{name}.attention.key_length", width // heads)
        if self._whole(f"{name}.rope.dimension_count", head_width) != head_width:
            raise self._bad("heads that are rotated in part are not supported")
        return Shape(
            layers=self._whole(f"{name}.block_count"),
            width=width,
            heads=heads,
            kv_heads=self._whole(f"{name}.attention.head_count_kv", heads),
            head_width=head_width,
            context_length=self._whole(f"{name}.context_length"),
            rms_epsilon=float(self._field(f"{name}.attention.layer_norm_rms_epsilon")),
            rope_base=float(self._optional(f"{name}.rope.freq_base") or 10_000.0),
            halves_interleaved=_HALVES_INTERLEAVED[name],
        )

    def _check_tensors(self) -> None:
        """A tensor that isn't known would be left out silently, and the model would be another one."""
        layered = {f"blk.{n}.{name}" for n in range(self.shape.layers) for name in _LAYER_TENSORS}
        if extra := sorted(self._tensors.keys() - _TENSORS - layered):
            raise self._bad(f"tensor {extra[0]} is not supported")
        needed = {name for name in _TENSORS | layered if name.endswith(".weight")} - {"output.weight"}
        if missing := sorted(needed - self._tensors.keys()):
            raise self._bad(f"tensor {missing[0]} is missing")

    def _field(self, key: str) -> Any:
        value = self._optional(key)
        if value is None:
            raise self._bad(f"{key} is missing")
        return value

    def _optional(self, key: str) -> Any:
        field = self._reader.get_field(key)
        return None if field is None else field.contents()

    def _whole(self, key: str, default: int | None = None) -> int:
        value = self._field(key) if default is None else self._optional(key)
        if value is None:
            value = default
        if not isinstance(value, int):
            raise self._bad(f"{key} is not one whole number")
        return value

    def _bad(self, detail: str) -> BadContent:
        return BadContent(file=str(self.path), detail=detail)
