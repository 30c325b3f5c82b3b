"""Writes CTranslate2's model files. Weights are computed one at a time while they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.core.errors import BadContent
from langtutor.models.convert.gguf_model import GgufModel, Shape

DOCUMENT_START = "document_start_token"
"""Key in config.json: what the model saw before a text in training. CTranslate2 passes over it; the scorer needs it."""
CONTEXT_LENGTH = "context_length"

_SEPARATOR = "<|endoftext|>"
_BLOCK_ELEMENTS = 1 << 22


def write_model(source: GgufModel, out: Path, progress: Callable[[int, int], None] | None) -> None:
    """vocabulary.json, model.bin and config.json, in this order. Raises as `gguf_to_ct2` does."""
    spec = _empty_spec(source.shape)
    matrices = _fill(spec.decoder, source)
    _configure(spec, source)
    spec.register_vocabulary(_padded_tokens(source))
    spec.validate()
    if source.tied:
        # CTranslate2 aliases the scale along with the weight.
        spec.decoder.projection.weight = "decoder/embeddings/weight"

    total = sum(matrix.num_bytes() for matrix in matrices)
    done = 0

    def written(size: int) -> None:
        nonlocal done
        done += size
        if progress:
            progress(done, total)

    for matrix in matrices:
        matrix.on_written = written
    spec.save(str(out))


class Int8Matrix:
    """Rows of one or more GGUF matrices, one below the other, as int8; made when CTranslate2 asks for the bytes.

    Has the members of ctranslate2's `Variable` that writing needs. Rows are scaled so that the largest element is ±127.
    """

    dtype = "int8"

    def __init__(self, source: GgufModel, parts: list[tuple[str, NDArray[np.intp] | None]]) -> None:
        sizes = [source.rows_and_columns(name) for name, _ in parts]
        self.shape = (sum(rows for rows, _ in sizes), sizes[0][1])
        self.scale = RowScales(self)
        self.scales: NDArray[np.float32] | None = None
        self.on_written: Callable[[int], None] = lambda size: None
        self._source = source
        self._parts = parts

    def num_bytes(self) -> int:
        return self.shape[0] * self.shape[1]

    def to_bytes(self) -> bytes:
        rows, columns = self.shape
        weights = np.empty((rows, columns), dtype=np.int8)
        scales = np.empty(rows, dtype=np.float32)
        at = 0
        for block in self._blocks():
            here = slice(at, at + len(block))
            scales[here], weights[here] = quantise(block)
            at += len(block)
        self.scales = scales
        self.on_written(self.num_bytes())
        return weights.tobytes()

    def _blocks(self) -> Iterator[NDArray[np.float32]]:
        step = max(1, _BLOCK_ELEMENTS // self.shape[1])
        for name, order in self._parts:
            rows, _ = self._source.rows_and_columns(name)
            for start in range(0, rows, step):
                stop = min(start + step, rows)
                yield self._source.rows(name, slice(start, stop) if order is None else order[start:stop])


class RowScales:
    """The scales of an Int8Matrix: what was multiplied by. Written after their matrix, names being in order."""

    dtype = "float32"

    def __init__(self, matrix: Int8Matrix) -> None:
        self.shape = (matrix.shape[0],)
        self._matrix = matrix

    def num_bytes(self) -> int:
        return 4 * self.shape[0]

    def to_bytes(self) -> bytes:
        if self._matrix.scales is None:
            raise RuntimeError("CTranslate2 asked for scales before their weights")
        return self._matrix.scales.tobytes()


def quantise(rows: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
    """Scale of each row, and round(row · scale); a row of zeros has scale 1."""
    largest = np.abs(rows).max(axis=1)
    scales = (127.0 / np.where(largest == 0, 127.0, largest)).astype(np.float32)
    return scales, np.rint(rows * scales[:, None]).astype(np.int8)


def halves_apart(heads: int, head_width: int) -> NDArray[np.intp]:
    """Order of the rows that puts the interleaved halves of every head one after the other again."""
    rows = np.arange(heads * head_width, dtype=np.intp)
    return rows.reshape(heads, head_width // 2, 2).swapaxes(1, 2).reshape(-1)


def _empty_spec(shape: Shape) -> Any:
    from ctranslate2.specs import common_spec, transformer_spec

    return transformer_spec.TransformerDecoderModelSpec.from_config(
        shape.layers,
        shape.heads,
        activation=common_spec.Activation.SWISH,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=0,
        rotary_interleave=False,
        rotary_base=shape.rope_base,
        num_heads_kv=shape.kv_heads,
        head_dim=None if shape.head_width * shape.heads == shape.width else shape.head_width,
    )


def _fill(decoder: Any, source: GgufModel) -> list[Int8Matrix]:
    from ctranslate2.specs.model_spec import OPTIONAL

    matrices: list[Int8Matrix] = []

    def put(linear: Any, *parts: tuple[str, NDArray[np.intp] | None]) -> None:
        matrix = Int8Matrix(source, list(parts))
        linear.weight = matrix
        linear.weight_scale = matrix.scale
        matrices.append(matrix)

    decoder.scale_embeddings = False
    decoder.layer_norm.gamma = source.vector("output_norm.weight")
    put(decoder.embeddings, ("token_embd.weight", None))
    if source.tied:
        # What validate() takes for set; it would take the alias itself for a variable of characters.
        decoder.projection.weight = OPTIONAL
    else:
        put(decoder.projection, ("output.weight", None))
    q_order, k_order = _query_and_key_order(source.shape)
    for n, layer in enumerate(decoder.layer):
        name = f"blk.{n}."
        attention, forward = layer.self_attention, layer.ffn
        attention.layer_norm.gamma = source.vector(f"{name}attn_norm.weight")
        joined = ((f"{name}attn_q", q_order), (f"{name}attn_k", k_order), (f"{name}attn_v", None))
        put(attention.linear[0], *((f"{part}.weight", order) for part, order in joined))
        if source.has(f"{name}attn_q.bias"):
            attention.linear[0].bias = np.concatenate(
                [source.vector(f"{part}.bias")[... if order is None else order] for part, order in joined]
            )
        put(attention.linear[1], (f"{name}attn_output.weight", None))
        forward.layer_norm.gamma = source.vector(f"{name}ffn_norm.weight")
        put(forward.linear_0, (f"{name}ffn_gate.weight", None))
        put(forward.linear_0_noact, (f"{name}ffn_up.weight", None))
        put(forward.linear_1, (f"{name}ffn_down.weight", None))
    return matrices


def _query_and_key_order(shape: Shape) -> tuple[NDArray[np.intp] | None, NDArray[np.intp] | None]:
    if not shape.halves_interleaved:
        return None, None
    return halves_apart(shape.heads, shape.head_width), halves_apart(shape.kv_heads, shape.head_width)


def _configure(spec: Any, source: GgufModel) -> None:
    words = source.vocabulary
    spec.config.layer_norm_epsilon = source.shape.rms_epsilon
    spec.config.bos_token = words.bos
    spec.config.eos_token = words.eos
    spec.config.unk_token = words.unknown
    # A chat model's BOS opens a turn (<|im_start|>); documents were parted by another token.
    parted = _SEPARATOR in words.tokens and not words.starts_with_bos
    spec.config.add_attribute(DOCUMENT_START, _SEPARATOR if parted else words.bos)
    spec.config.add_attribute(CONTEXT_LENGTH, source.shape.context_length)


def _padded_tokens(source: GgufModel) -> list[str]:
    tokens = source.vocabulary.tokens
    rows, _ = source.rows_and_columns("token_embd.weight")
    if len(tokens) > rows:
        raise BadContent(file=str(source.path), detail=f"{len(tokens)} tokens but {rows} embeddings")
    return tokens + [f"<extra_id_{n}>" for n in range(rows - len(tokens))]
