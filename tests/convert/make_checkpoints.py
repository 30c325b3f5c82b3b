"""Makes tiny random checkpoints as the hub has them: `python -m tests.convert.make_checkpoints FOLDER`, where torch is.

Their weights are spread wider than fresh models' are, so that they have opinions which a wrong conversion would change.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
import transformers as t
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from tests.support.model_folders import SOUNDS
from tests.support.translation_models import TEXTS, trained_pieces

WIDTH, LAYERS, HEADS, HIDDEN = 64, 2, 4, 128
SPREAD = 0.2
NLLB_MARKS = [f"{code}_Latn" for code in ("cat", "dan", "deu", "eng", "fin", "fra", "ita", "nld", "pol", "por", "spa")]
WHISPER_MARKS = [
    "<|startoftranscript|>",
    *(f"<|{code}|>" for code in ("en", "fr", "pt")),
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
]


def main(folder: Path) -> None:
    torch.manual_seed(7)
    for name, make in MAKERS.items():
        make(folder / name)


def _save(model: Any, tokenizer: Any, folder: Path) -> None:
    model.eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)


# --- translation -----------------------------------------------------------------------------------------------------


def _pieces(folder: Path, *names: str) -> list[str]:
    from sentencepiece import SentencePieceProcessor

    data = trained_pieces()
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(data)
    processor = SentencePieceProcessor(model_proto=data)
    return [processor.id_to_piece(n) for n in range(processor.get_piece_size())]


def marian(folder: Path, marks: tuple[str, ...] = ()) -> None:
    """As OPUS-MT's: </s> first, <pad> last, and a decoder that starts from an embedding of zeros."""
    pieces = _pieces(folder, "source.spm", "target.spm")
    tokens = ["</s>", "<unk>", *(one for one in pieces if one not in ("<s>", "</s>", "<unk>")), *marks, "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({token: n for n, token in enumerate(tokens)}), encoding="utf-8")
    tokenizer = t.MarianTokenizer(
        str(folder / "source.spm"), str(folder / "target.spm"), str(folder / "vocab.json"), "en", "pt"
    )
    pad = len(tokens) - 1
    config = t.MarianConfig(
        vocab_size=len(tokens),
        d_model=WIDTH,
        encoder_layers=LAYERS,
        decoder_layers=LAYERS,
        encoder_attention_heads=HEADS,
        decoder_attention_heads=HEADS,
        encoder_ffn_dim=HIDDEN,
        decoder_ffn_dim=HIDDEN,
        activation_function="swish",
        scale_embedding=True,
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        max_position_embeddings=512,
        init_std=SPREAD,
    )
    model = t.MarianMTModel(config)
    with torch.no_grad():
        model.model.shared.weight[pad] = 0
        model.final_logits_bias[:, :pad] = torch.randn(pad) * 0.3
    model.generation_config.bad_words_ids = [[pad]]
    _save(model, tokenizer, folder)


def multilingual_marian(folder: Path) -> None:
    marian(folder, (">>fra<<", ">>por<<"))


def _m2m_config(words: int) -> Any:
    return t.M2M100Config(
        vocab_size=words,
        d_model=WIDTH,
        encoder_layers=LAYERS,
        decoder_layers=LAYERS,
        encoder_attention_heads=HEADS,
        decoder_attention_heads=HEADS,
        encoder_ffn_dim=HIDDEN,
        decoder_ffn_dim=HIDDEN,
        scale_embedding=True,
        max_position_embeddings=256,
        init_std=SPREAD,
        decoder_start_token_id=2,
    )


def nllb(folder: Path) -> None:
    _pieces(folder, "sentencepiece.bpe.model")
    settings = {
        "tokenizer_class": "NllbTokenizer",
        "additional_special_tokens": NLLB_MARKS,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    tokenizer = t.AutoTokenizer.from_pretrained(folder)
    _save(t.M2M100ForConditionalGeneration(_m2m_config(len(tokenizer))), tokenizer, folder)


def m2m(folder: Path) -> None:
    pieces = _pieces(folder, "sentencepiece.bpe.model")
    special = ("<s>", "<pad>", "</s>", "<unk>")
    tokens = [*special, *(one for one in pieces if one not in special)]
    (folder / "vocab.json").write_text(json.dumps({token: n for n, token in enumerate(tokens)}), encoding="utf-8")
    tokenizer = t.M2M100Tokenizer(str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"))
    words = len(tokens) + 100 + 8  # its hundred languages, and eight rows that nothing uses
    _save(t.M2M100ForConditionalGeneration(_m2m_config(words)), tokenizer, folder)


# --- speech ----------------------------------------------------------------------------------------------------------


def whisper(folder: Path) -> None:
    backend = _byte_pairs(["<|endoftext|>", *WHISPER_MARKS])
    base = len(backend.get_vocab())
    tokenizer = t.WhisperTokenizer(tokenizer_object=backend)
    mark = {name: backend.token_to_id(name) for name in ("<|endoftext|>", *WHISPER_MARKS)}
    config = t.WhisperConfig(
        vocab_size=base + 1501,
        d_model=WIDTH,
        encoder_layers=LAYERS,
        decoder_layers=LAYERS,
        encoder_attention_heads=HEADS,
        decoder_attention_heads=HEADS,
        encoder_ffn_dim=HIDDEN,
        decoder_ffn_dim=HIDDEN,
        init_std=SPREAD,
        pad_token_id=mark["<|endoftext|>"],
        bos_token_id=mark["<|endoftext|>"],
        eos_token_id=mark["<|endoftext|>"],
        decoder_start_token_id=mark["<|startoftranscript|>"],
    )
    model = t.WhisperForConditionalGeneration(config)
    model.generation_config = t.GenerationConfig(
        lang_to_id={name: n for name, n in mark.items() if len(name) == 6},
        task_to_id={"transcribe": mark["<|transcribe|>"], "translate": mark["<|translate|>"]},
        no_timestamps_token_id=mark["<|notimestamps|>"],
        is_multilingual=True,
        suppress_tokens=[5, 6],
        begin_suppress_tokens=[7, mark["<|endoftext|>"]],
        alignment_heads=[[1, 0], [1, 2]],
        bos_token_id=mark["<|endoftext|>"],
        eos_token_id=mark["<|endoftext|>"],
        pad_token_id=mark["<|endoftext|>"],
        decoder_start_token_id=mark["<|startoftranscript|>"],
    )
    _save(model, tokenizer, folder)
    t.WhisperFeatureExtractor(feature_size=80).save_pretrained(folder)


def wav2vec2(folder: Path, signs: Sequence[str] = SOUNDS) -> None:
    """As the large ones: normed after every convolution, and before every layer."""
    config = t.Wav2Vec2Config(
        vocab_size=len(signs) + 1,  # the published ones have rows without names
        hidden_size=WIDTH,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=HIDDEN,
        feat_extract_norm="layer",
        do_stable_layer_norm=True,
        conv_bias=True,
        conv_dim=(32,) * 7,
        initializer_range=0.05,
        pad_token_id=0,
    )
    model = t.Wav2Vec2ForCTC(config)
    with torch.no_grad():
        model.lm_head.weight.normal_(0, 1.0)
    model.eval().save_pretrained(folder)
    numbered = {sign: number for number, sign in enumerate(signs)}
    (folder / "vocab.json").write_text(json.dumps(numbered), encoding="utf-8")
    t.Wav2Vec2FeatureExtractor(do_normalize=True).save_pretrained(folder)


# --- language models -------------------------------------------------------------------------------------------------


def _byte_pairs(special: list[str], words: int = 400) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=words, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    tokenizer.add_special_tokens([AddedToken(one, special=True, normalized=False) for one in special])
    return tokenizer


def _language_model(folder: Path, kind: str, special: dict[str, str], **more: Any) -> None:
    backend = _byte_pairs(list(dict.fromkeys(special.values())))
    tokenizer = t.PreTrainedTokenizerFast(tokenizer_object=backend, **special)
    number = {name: backend.token_to_id(token) for name, token in special.items()}
    config_class = getattr(t, f"{kind}Config")
    config = config_class(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        intermediate_size=HIDDEN,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        num_key_value_heads=2,
        max_position_embeddings=512,
        initializer_range=SPREAD,
        bos_token_id=number.get("bos_token"),
        eos_token_id=number["eos_token"],
        pad_token_id=number.get("pad_token"),
        **more,
    )
    model = t.AutoModelForCausalLM.from_config(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith(("_proj.bias", "norm.weight")):
                parameter += torch.randn_like(parameter) * 0.1
    _save(model, tokenizer, folder)


def pickled(folder: Path) -> None:
    """As checkpoints were before safetensors."""
    _language_model(folder, "Llama", LLAMA)
    tensors = t.AutoModelForCausalLM.from_pretrained(folder).state_dict()
    torch.save(tensors, folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()


LLAMA = {"bos_token": "<s>", "eos_token": "</s>"}
QWEN = {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"}
GEMMA = {"bos_token": "<bos>", "eos_token": "<eos>", "pad_token": "<pad>"}

MAKERS: dict[str, Callable[[Path], None]] = {
    "opus-mt-en-pt": marian,
    "opus-mt-en-ROMANCE": multilingual_marian,
    "nllb-tiny": nllb,
    "m2m-tiny": m2m,
    "whisper-tiny-random": whisper,
    "llama-tiny": lambda folder: _language_model(folder, "Llama", LLAMA, rms_norm_eps=1e-5),
    "qwen2-tiny": lambda folder: _language_model(folder, "Qwen2", QWEN, tie_word_embeddings=True),
    "qwen3-tiny": lambda folder: _language_model(folder, "Qwen3", QWEN, head_dim=32),
    "gemma-tiny": lambda folder: _language_model(folder, "Gemma", GEMMA, head_dim=16),
    "gemma2-tiny": lambda folder: _language_model(
        folder, "Gemma2", GEMMA, head_dim=16, sliding_window=48, query_pre_attn_scalar=16
    ),
    "gemma2-capped": lambda folder: _language_model(
        folder, "Gemma2", GEMMA, head_dim=16, sliding_window=48, query_pre_attn_scalar=16, final_logit_softcapping=0.5
    ),
    "llama-pickled": pickled,
    "phones-tiny": wav2vec2,
    "letters-tiny": lambda folder: wav2vec2(folder, ["<pad>", *"abcdefghijklmnopqrstuvwxyz|"]),
    "gemma3-tiny": lambda folder: _language_model(
        folder, "Gemma3Text", GEMMA, head_dim=16, sliding_window=48, query_pre_attn_scalar=16
    ),
}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
