"""Folders as models lie on disk, small enough to make in a test. Their numbers mean nothing; their headers do."""

from __future__ import annotations

import gzip
import json
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

EMBEDDINGS = "decoder/embeddings/weight"


def ct2(path: Path, spec: str, shapes: Mapping[str, Sequence[int]]) -> Path:
    """A model.bin of CTranslate2, edition 6, with int8 variables."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:

        def text(value: str) -> None:
            file.write(struct.pack("<H", len(value) + 1) + value.encode() + b"\0")

        file.write(struct.pack("<I", 6))
        text(spec)
        file.write(struct.pack("<II", 3, len(shapes)))
        for name, shape in shapes.items():
            text(name)
            size = int(np.prod(shape))
            file.write(struct.pack(f"<B{len(shape)}I", len(shape), *shape))
            file.write(struct.pack("<BI", 1, size) + bytes(size))
        file.write(struct.pack("<I", 0))
    return path


def whisper(folder: Path, rows: int = 51865) -> Path:
    ct2(folder / "model.bin", "WhisperSpec", {EMBEDDINGS: (rows, 1)})
    tokens = [{"content": f"<|{code}|>"} for code in ("en", "pt", "fr", "transcribe")]
    (folder / "tokenizer.json").write_text(json.dumps({"added_tokens": tokens}))
    (folder / "config.json").write_text('{"alignment_heads": [], "lang_ids": [], "suppress_ids": []}')
    (folder / "vocabulary.json").write_text("[]")
    return folder


SOUNDS = (
    *("<pad>", "<s>", "</s>", "<unk>", "a", "ɐ", "ɐ̃", "e", "ɛ", "eɪ", "i", "y", "o", "ɔ", "õ", "u", "ʊ", "ũ", "aɪ"),
    *("aʊ", "b", "d", "dʒ", "f", "ɡ", "j", "k", "l", "ʎ", "m", "n", "ŋ", "ɲ", "p", "ɾ", "x", "s", "ʃ", "t", "tʃ", "v"),
    *("w", "z", "ʒ", "ɑː", "æ", "ʌ", "ɔː", "ð", "ɜː", "h", "ɪ", "iː", "oʊ", "ɔɪ", "ɹ", "θ", "uː"),
)
"""A vocabulary of IPA that English and Portuguese can be judged with."""


def wav2vec2(folder: Path, signs: Sequence[str] = SOUNDS, spec: str = "Wav2Vec2Spec") -> Path:
    ct2(folder / "model.bin", spec, {"encoder/lm_head/weight": (len(signs), 2)})
    (folder / "config.json").write_text("{}")
    numbered = {sign: number for number, sign in enumerate(signs)}
    (folder / "vocab.json").write_text(json.dumps(numbered), encoding="utf-8")
    (folder / "vocabulary.json").write_text(json.dumps(list(signs)), encoding="utf-8")
    (folder / "preprocessor_config.json").write_text('{"do_normalize": true}')
    return folder


def marian(folder: Path) -> Path:
    ct2(folder / "model.bin", "TransformerSpec", {EMBEDDINGS: (8, 2)})
    (folder / "config.json").write_text("{}")
    (folder / "shared_vocabulary.json").write_text('["<unk>", "</s>", "a"]')
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(b"\x0a\x0d")
    return folder


def nllb(folder: Path, codes: Sequence[str] = ("eng_Latn", "por_Latn", "fra_Latn", "arb_Arab")) -> Path:
    ct2(folder / "model.bin", "TransformerSpec", {EMBEDDINGS: (8, 2)})
    more = [f"{code}_Latn" for code in ("deu", "spa", "ita", "nld", "pol", "ces", "dan", "fin")]
    (folder / "config.json").write_text("{}")
    (folder / "shared_vocabulary.json").write_text(json.dumps(["<unk>", *codes, *more]))
    (folder / "sentencepiece.bpe.model").write_bytes(b"\x0a\x0d")
    return folder


def language_model(folder: Path) -> Path:
    ct2(folder / "model.bin", "TransformerDecoderSpec", {EMBEDDINGS: (16, 4)})
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (folder / name).write_text("{}")
    return folder


def vosk(folder: Path) -> Path:
    names = ["am/final.mdl", "conf/mfcc.conf", "conf/model.conf", "graph/HCLr.fst", "graph/Gr.fst"]
    names += ["graph/phones/word_boundary.int", "README"]
    ivector = ("final.dubm", "final.ie", "final.mat", "global_cmvn.stats", "online_cmvn.conf", "splice.conf")
    for name in [*names, *(f"ivector/{one}" for one in ivector)]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


def gguf(path: Path, architecture: str = "qwen2", values: Mapping[str, str] | None = None) -> Path:
    """With one tensor at its end, a tokenizer's long list, and whatever values are given."""
    from gguf import GGUFWriter

    path.parent.mkdir(parents=True, exist_ok=True)
    writer = GGUFWriter(path, architecture)
    for name, value in {"general.name": "Tiny Model", "general.license": "apache-2.0", **(values or {})}.items():
        writer.add_string(name, value)
    writer.add_context_length(2048)
    writer.add_token_list([f"token {number}" for number in range(300)])
    writer.add_token_scores([0.5] * 300)
    writer.add_languages(["en", "pt"])
    writer.add_tensor("token_embd.weight", np.zeros((32, 32), dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def piper(folder: Path, name: str = "pt_BR-tiny-low") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.onnx").write_bytes(b"\x08\x08\x12\x07pytorch")
    said = {"audio": {"sample_rate": 16000}, "espeak": {"voice": "pt-br"}, "num_speakers": 1}
    (folder / f"{name}.onnx.json").write_text(json.dumps(said))
    (folder / "MODEL_CARD").write_text("# Model card\n\n* License: CC0\n")
    return folder


def firefox(folder: Path, pair: str = "enpt") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"model.{pair}.intgemm.alphas.bin").write_bytes(struct.pack("<QQ", 1, 0))
    (folder / f"vocab.{pair}.spm").write_bytes(b"\x0a\x0d")
    (folder / f"lex.50.50.{pair}.s2t.bin").write_bytes(b"shortlist")
    return folder


def languagetool(folder: Path, *languages: str) -> Path:
    """As Maven has it."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ["languagetool-server-6.7", "languagetool-core-6.7", "english-pos-dict-0.6", "portuguese-pos-dict-1.2.0"]
    for name in [*names, *(f"language-{code}-6.7" for code in languages or ("en", "pt"))]:
        jar(folder / f"{name}.jar")
    return folder


def languagetool_download(folder: Path) -> Path:
    """As LanguageTool's own zip is laid out."""
    jar(folder / "languagetool-server.jar")
    for name in ("languagetool-core", "language-en", "language-pt"):
        jar(folder / "libs" / f"{name}.jar")
    for code in ("en", "pt", "de"):
        rules = folder / "org" / "languagetool" / "rules" / code
        rules.mkdir(parents=True)
        (rules / "grammar.xml").write_text("<rules/>")
    return folder


def jar(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", path.name)


def dictd(folder: Path, stem: str = "freedict-eng-por") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.index").write_text("house\tA\tL\n", encoding="utf-8")
    (folder / f"{stem}.dict").write_text("house\ncasa\n", encoding="utf-8")
    return folder


def stardict(
    folder: Path,
    articles: Sequence[tuple[str, bytes]],
    stem: str = "eng-por",
    said: Mapping[str, str] | None = None,
    synonyms: Mapping[str, int] | None = None,
    packed: bool = False,
) -> Path:
    """articles: headword and what `.dict` has of it, in the order of the index. said: more lines of the .ifo."""
    folder.mkdir(parents=True, exist_ok=True)
    wide = (said or {}).get("idxoffsetbits") == "64"
    index, written = b"", b""
    for headword, data in articles:
        index += headword.encode() + b"\0" + struct.pack(">QI" if wide else ">II", len(written), len(data))
        written += data
    lines = {"version": "2.4.2", "bookname": "Tiny", "wordcount": str(len(articles)), "idxfilesize": str(len(index))}
    lines |= {"sametypesequence": "m"} | dict(said or {})
    text = "".join(f"{name}={value}\n" for name, value in lines.items() if value)
    (folder / f"{stem}.ifo").write_text("StarDict's dict ifo file\n" + text, encoding="utf-8")
    if packed:
        (folder / f"{stem}.idx.gz").write_bytes(gzip.compress(index))
        (folder / f"{stem}.dict.dz").write_bytes(gzip.compress(written))
    else:
        (folder / f"{stem}.idx").write_bytes(index)
        (folder / f"{stem}.dict").write_bytes(written)
    if synonyms:
        syn = b"".join(word.encode() + b"\0" + struct.pack(">I", number) for word, number in synonyms.items())
        (folder / f"{stem}.syn").write_bytes(syn)
    return folder
