"""Llama-, Qwen- and Gemma-like language models: how likely they find the probes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langtutor.models.convert.ctranslate import CONTEXT_LENGTH, DOCUMENT_START
from langtutor.models.convert.families import (
    THREADS,
    NotLikeThis,
    edit_config,
    log_softmax,
    open_tokenizer,
    write_tokenizer,
)
from langtutor.models.convert.measures import Answers, median_seconds
from langtutor.models.convert.probes import Probes

_SEPARATOR = "<|endoftext|>"
_PARAGRAPH = "\n\n"


class LanguageModel:
    architecture = "AutoModelForCausalLM"

    def __init__(self, folder: Path, config: Any, probes: Probes) -> None:
        self._folder = folder
        self._context = _context(config)
        self.tokenizer = open_tokenizer(folder)
        self.start = self._document_start()
        lead = [self.tokenizer.convert_tokens_to_ids(self.start), *self._cut(_PARAGRAPH)]
        self._lead = len(lead)
        self._texts = [(lead + self._cut(text))[: self._context] for text in probes.texts]

    def original(self, model: Any) -> Answers:
        import torch

        def score() -> list[float]:
            found: list[float] = []
            for ids in self._texts:
                scores = log_softmax(model(torch.tensor([ids])).logits[0])
                found += [float(scores[n - 1, ids[n]]) for n in range(self._lead, len(ids))]
            return found

        with torch.inference_mode():
            return Answers(*_with_nothing_said(*median_seconds(score)))

    def prepare(self, model: Any) -> None:
        """No window: CTranslate2 4.8 fails on texts of different lengths with one, and ours never are that long."""
        if getattr(model.config, "sliding_window", None):
            model.config.sliding_window = 0

    def converted(self, out: Path) -> Answers:
        import ctranslate2

        generator = ctranslate2.Generator(str(out), compute_type="int8", intra_threads=THREADS)
        texts = [self.tokenizer.convert_ids_to_tokens(ids) for ids in self._texts]

        def score() -> list[float]:
            found: list[float] = []
            for tokens in texts:
                found += generator.score_batch([tokens], max_input_length=0)[0].log_probs[self._lead - 1 :]
            return found

        return Answers(*_with_nothing_said(*median_seconds(score)))

    def complete(self, out: Path) -> None:
        write_tokenizer(self._folder, self.tokenizer, out)
        # CTranslate2 reads no null here, which it writes for a tokenizer that has no such token.
        edit_config(out, **{DOCUMENT_START: self.start, CONTEXT_LENGTH: self._context, **self._named()})

    def _named(self) -> dict[str, str]:
        roles = ("bos_token", "eos_token", "unk_token")
        return {role: str(getattr(self.tokenizer, role, None) or self.start) for role in roles}

    def _cut(self, text: str) -> list[int]:
        return list(self.tokenizer(text, add_special_tokens=False).input_ids)

    def _document_start(self) -> str:
        """What parted documents in training: the token before every text, else a separator, else the end's token."""
        begins: list[int] = self.tokenizer("a").input_ids
        if self.tokenizer.bos_token and begins[0] == self.tokenizer.bos_token_id:
            return str(self.tokenizer.bos_token)
        if _SEPARATOR in self.tokenizer.get_vocab():
            return _SEPARATOR
        found = self.tokenizer.bos_token or self.tokenizer.eos_token
        if not found:
            raise NotLikeThis("its tokenizer names no token that begins or ends a text")
        return str(found)


def _context(config: Any) -> int:
    """Tokens. No more than the window that some of a model's layers look through; see `prepare`."""
    most = getattr(config, "max_position_embeddings", None)
    if not most:
        raise NotLikeThis("config.json doesn't say how much text it reads (max_position_embeddings)")
    return min(int(most), int(getattr(config, "sliding_window", None) or most))


def _with_nothing_said(scores: list[float], seconds: float) -> tuple[list[float], list[str], float]:
    return scores, [], seconds
