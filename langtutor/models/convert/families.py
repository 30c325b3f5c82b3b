"""What is common to the checkpoints that can be converted. Runs in the child only: it has torch."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Protocol

from langtutor.models.convert.measures import Answers

THREADS = 2


class NotLikeThis(Exception):
    """Why this checkpoint can't be converted, in words for the user."""


class Converted(Protocol):
    """One checkpoint, asked before and after. `model` is transformers', `out` the folder of CTranslate2's."""

    architecture: str
    tokenizer: Any

    def original(self, model: Any) -> Answers: ...

    def prepare(self, model: Any) -> None:
        """Changes what CTranslate2's converter would take over and can't run."""

    def converted(self, out: Path) -> Answers: ...

    def complete(self, out: Path) -> None:
        """Adds what our engines need beside CTranslate2's own files."""


def open_tokenizer(folder: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)


def log_softmax(logits: Any) -> Any:
    import torch

    return torch.log_softmax(logits.float(), dim=-1)


def copy_file(folder: Path, name: str, out: Path) -> None:
    """Raises NotLikeThis."""
    if not (folder / name).is_file():
        raise NotLikeThis(f"{name} is missing")
    shutil.copyfile(folder / name, out / name)


def write_tokenizer(folder: Path, tokenizer: Any, out: Path) -> None:
    """tokenizer.json: the checkpoint's own, else as transformers rebuilds it from older files."""
    if (folder / "tokenizer.json").is_file():
        shutil.copyfile(folder / "tokenizer.json", out / "tokenizer.json")
        return
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise NotLikeThis("tokenizer.json is missing, and can't be made of the other files")
    backend.save(str(out / "tokenizer.json"))


def edit_config(out: Path, **changes: object) -> None:
    path = out / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**config, **changes}, indent=2), encoding="utf-8")


def check_vocabulary(out: Path, tokenizer: Any, unused: frozenset[str]) -> None:
    """Every token has the number that the checkpoint's tokenizer gives it. Raises NotLikeThis."""
    for path in out.glob("*vocabulary.json"):
        tokens = json.loads(path.read_text(encoding="utf-8"))
        for token, number in tokenizer.get_vocab().items():
            if token not in unused and (number >= len(tokens) or tokens[number] != token):
                raise NotLikeThis(f"the vocabulary would be shifted (token {number} is {token!r} in the original)")
