"""A random language model small enough to load in a moment, and real enough for llama.cpp to run it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from langtutor.core.requests import Capability
from langtutor.models import manifest
from langtutor.models.entries import Format

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
_CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
_WIDTH, _HEADS, _KV_HEADS, _HEAD_WIDTH, _HIDDEN = 64, 4, 2, 16, 128


def tiny_gguf(path: Path, template: str = CHATML, layers: int = 2, context: int = 4096, seed: int = 7) -> Path:
    """It writes plain letters, and never an end: its own choice is always among the letters."""
    import gguf
    from tokenizers.pre_tokenizers import ByteLevel

    rng = np.random.default_rng(seed)
    tokens = [*_CONTROL, *sorted(ByteLevel.alphabet()), "Ġt", "he", "Ġthe"]
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("Tiny")
    writer.add_block_count(layers)
    writer.add_context_length(context)
    writer.add_embedding_length(_WIDTH)
    writer.add_feed_forward_length(_HIDDEN)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_KV_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(tokens)
    writer.add_token_types([3] * len(_CONTROL) + [1] * (len(tokens) - len(_CONTROL)))
    writer.add_token_merges(["Ġ t", "h e", "Ġt he"])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    if template:
        writer.add_chat_template(template)

    def matrix(name: str, rows: int, columns: int, size: float = 1.0) -> None:
        writer.add_tensor(name, rng.normal(0, size / np.sqrt(columns), (rows, columns)).astype(np.float32))

    def ones(name: str) -> None:
        writer.add_tensor(name, np.ones(_WIDTH, dtype=np.float32))

    matrix("token_embd.weight", len(tokens), _WIDTH, 3.0)
    output = rng.normal(0, 4 / np.sqrt(_WIDTH), (len(tokens), _WIDTH)).astype(np.float32)
    output[[not token.isalpha() or not token.isascii() for token in tokens]] = 0
    writer.add_tensor("output.weight", output)
    ones("output_norm.weight")
    for n in range(layers):
        matrix(f"blk.{n}.attn_q.weight", _HEADS * _HEAD_WIDTH, _WIDTH, 2.0)
        matrix(f"blk.{n}.attn_k.weight", _KV_HEADS * _HEAD_WIDTH, _WIDTH, 2.0)
        matrix(f"blk.{n}.attn_v.weight", _KV_HEADS * _HEAD_WIDTH, _WIDTH, 2.0)
        matrix(f"blk.{n}.attn_output.weight", _WIDTH, _HEADS * _HEAD_WIDTH)
        matrix(f"blk.{n}.ffn_gate.weight", _HIDDEN, _WIDTH)
        matrix(f"blk.{n}.ffn_up.weight", _HIDDEN, _WIDTH)
        matrix(f"blk.{n}.ffn_down.weight", _WIDTH, _HIDDEN)
        ones(f"blk.{n}.attn_norm.weight")
        ones(f"blk.{n}.ffn_norm.weight")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def install_tiny(models: Path, model_id: str, layers: int = 2, seed: int = 7) -> Path:
    """As if the learner had added it; its folder."""
    file = tiny_gguf(models / model_id / "model.gguf", layers=layers, seed=seed)
    added = manifest.AddedModel(Capability.CHAT, Format.GGUF, ("en", "pt"), "MIT", "Tiny")
    files = (manifest.InstalledFile("model.gguf", file.stat().st_size, "0" * 64),)
    manifest.write(file.parent, manifest.Manifest(model_id, "path", {}, files, added=added))
    return file.parent
