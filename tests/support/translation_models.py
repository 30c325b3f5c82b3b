"""Tiny translation models for CTranslate2, made with numpy: they copy what they read, so that every mistake shows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

TEXTS = (
    "She goes to school every day, and she likes it.",
    "The weather is fine; we walk along the river.",
    "Ela foi à escola ontem e não voltou.",
    "O gato dorme na cama, mas o cão não dorme.",
    "Dr. Silva lives at no. 21 — not far from here!",
    "Why not? Because I said so (twice).",
    '"Quem é?" perguntou ele. 0123456789',
)
POSITIONS = 160
"""Longest text in tokens."""


def trained_pieces(texts: Sequence[str] = TEXTS, size: int = 160) -> bytes:
    """A SentencePiece model of these texts."""
    from sentencepiece import SentencePieceTrainer

    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=model,
        vocab_size=size,
        model_type="bpe",
        character_coverage=1.0,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return model.getvalue()


def copying_model(folder: Path, marks: Sequence[str] = (), *, shared: bool = False, stuck: bool = False) -> Path:
    """A folder as converted Marian models have it (shared: as NLLB and M2M).

    marks: language tokens in its vocabulary. stuck: it says its first token for ever.
    """
    from sentencepiece import SentencePieceProcessor

    pieces = trained_pieces()
    processor = SentencePieceProcessor(model_proto=pieces)
    own = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    tokens = ["<s>", "</s>", "<unk>", *(piece for piece in own if piece not in ("<s>", "</s>", "<unk>")), *marks]
    folder.mkdir(parents=True)
    for name in ("sentencepiece.bpe.model",) if shared else ("source.spm", "target.spm"):
        (folder / name).write_bytes(pieces)
    spec = _copying_spec(len(tokens), stuck)
    spec.config.eos_token = spec.config.decoder_start_token = "</s>"
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    return folder


def _copying_spec(words: int, stuck: bool) -> Any:
    """Positions are one-hot in the first dimensions, tokens in the rest; step n attends to position n and copies."""
    from ctranslate2.specs.transformer_spec import TransformerSpec

    width = POSITIONS + words
    zeros = np.zeros((width, width), np.float32)
    positions, token_dimensions = zeros.copy(), zeros.copy()
    positions[range(POSITIONS), range(POSITIONS)] = 2.0
    token_dimensions[range(POSITIONS, width), range(POSITIONS, width)] = 1.0
    tokens = np.eye(words, width, POSITIONS, dtype=np.float32)
    first = np.zeros(width, np.float32)
    first[0] = 40.0

    spec = TransformerSpec.from_config((1, 1), 1, pre_norm=True)
    for side, embeddings in ((spec.encoder, spec.encoder.embeddings[0]), (spec.decoder, spec.decoder.embeddings)):
        side.scale_embeddings = False
        side.position_encodings.encodings = np.eye(POSITIONS, width, dtype=np.float32)
        embeddings.weight = tokens
        _norm(side.layer_norm, width)
        layer = side.layer[0]
        _norm(layer.self_attention.layer_norm, width)
        _linear(layer.self_attention.linear[0], np.concatenate([zeros] * 3))
        _linear(layer.self_attention.linear[1], zeros)
        _norm(layer.ffn.layer_norm, width)
        _linear(layer.ffn.linear_0, zeros)
        _linear(layer.ffn.linear_1, zeros)
    across = spec.decoder.layer[0].attention
    _norm(across.layer_norm, width)
    _linear(across.linear[0], zeros if stuck else positions, first if stuck else None)
    _linear(across.linear[1], np.concatenate([positions, token_dimensions]))
    _linear(across.linear[2], np.eye(width, dtype=np.float32))
    _linear(spec.decoder.projection, tokens)
    return spec


def _norm(spec: Any, width: int) -> None:
    spec.gamma, spec.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def _linear(spec: Any, weight: NDArray[np.float32], bias: NDArray[np.float32] | None = None) -> None:
    spec.weight = weight
    spec.bias = np.zeros(len(weight), np.float32) if bias is None else bias
