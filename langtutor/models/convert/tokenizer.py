"""Rebuilds a `tokenizer.json` for the `tokenizers` library from a GGUF's vocabulary and merges."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.core.errors import BadContent
from langtutor.models.convert.gguf_model import GgufModel, Vocabulary

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_CONTROL, _USER_DEFINED = 3, 4

_QWEN2_WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def write_tokenizer(source: GgufModel, path: Path) -> None:
    """The same cuts as the model was trained with; no token is added before or after.

    Raises BadContent for a pre-tokenizer that is not known and for merges outside the vocabulary.
    """
    words = source.vocabulary
    setups: dict[str, Callable[[Tokenizer], None]] = {
        "gpt-2": _gpt2,
        "smollm": _smollm,
        "qwen2": _qwen2,
    }
    if words.pre not in setups:
        known = ", ".join(sorted(setups))
        raise BadContent(file=str(source.path), detail=f"pre-tokenizer {words.pre!r} is not supported ({known})")
    tokenizer = _byte_pairs(words, source.path)
    setups[words.pre](tokenizer)
    tokenizer.save(str(path), pretty=False)


def _byte_pairs(words: Vocabulary, path: Path) -> Tokenizer:
    from tokenizers import AddedToken, Tokenizer, decoders, models

    numbers = {token: n for n, token in enumerate(words.tokens)}
    merges = []
    for merge in words.merges:
        left, _, right = merge.partition(" ")
        if not {left, right, left + right} <= numbers.keys():
            raise BadContent(file=str(path), detail=f"merge {merge!r} is not in the vocabulary")
        merges.append((left, right))
    tokenizer = Tokenizer(models.BPE(vocab=numbers, merges=merges))
    tokenizer.decoder = decoders.ByteLevel()
    by_type = [
        AddedToken(token, special=kind == _CONTROL, normalized=False)
        for token, kind in zip(words.tokens, words.types, strict=True)
        if kind in (_CONTROL, _USER_DEFINED)
    ]
    tokenizer.add_tokens(by_type)
    return tokenizer


def _gpt2(tokenizer: Tokenizer) -> None:
    from tokenizers import pre_tokenizers

    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)


def _smollm(tokenizer: Tokenizer) -> None:
    from tokenizers import pre_tokenizers

    digits = pre_tokenizers.Digits(individual_digits=True)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([digits, pre_tokenizers.ByteLevel(add_prefix_space=False)])


def _qwen2(tokenizer: Tokenizer) -> None:
    from tokenizers import Regex, normalizers, pre_tokenizers

    tokenizer.normalizer = normalizers.NFC()
    words = pre_tokenizers.Split(Regex(_QWEN2_WORDS), behavior="isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [words, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
