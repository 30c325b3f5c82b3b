"""From a GGUF to a CTranslate2 int8 folder, with numpy and `gguf` alone (no torch, no transformers).

One module reads the GGUF, one writes the model, one rebuilds the tokenizer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from langtutor.models.convert.ctranslate import write_model
from langtutor.models.convert.gguf_model import GgufModel
from langtutor.models.convert.tokenizer import write_tokenizer


def gguf_to_ct2(gguf: Path, out: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Write `out/{tokenizer.json, vocabulary.json, model.bin, config.json}`, config.json last.

    `out` is made if need be, and what an earlier attempt left there is overwritten; a kill leaves an unfinished folder,
    so give a `.part` folder and rename it. One matrix is held in memory at a time. progress(done, total) is told the
    bytes of model.bin's weights; what it raises stops the conversion.
    Raises BadContent for a damaged GGUF and for an architecture or tokenizer that is not supported, OSError for a full
    or read-only disk.
    """
    source = GgufModel(gguf)
    out.mkdir(parents=True, exist_ok=True)
    write_tokenizer(source, out / "tokenizer.json")
    write_model(source, out, progress)
