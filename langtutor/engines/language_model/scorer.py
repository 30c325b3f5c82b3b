"""Log-probabilities of texts under a small language model, on CTranslate2."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Scores
from langtutor.engines.language_model.margins import Comparer

P = TypeVar("P", bound=Sized)

_PARAGRAPH = "\n\n"
_WINDOW_TOKENS = 512
_BATCH_TOKENS = 512
"""A token's logits over 49,152 words take 200 kB, twice for a moment: a full batch adds 0.2 GB while it runs."""


class CTranslateScorer:
    """A `Scorer`. Loads at its first texts (SmolLM2-135M: 0.5 s, 230 MB); safe to call from several threads.

    A text is scored, its first token included, as a paragraph that opens a document: after the token that parted
    documents in training and an empty line (SmolLM2: `<|endoftext|>`, `\\n\\n`). Its end is not scored. The empty line
    matters: int8 loses precision at position 0, and what is read there misjudged first words by up to 3 nats.
    Text of more than 512 tokens (or the model's context, if shorter) is read in windows: every token counts once, and
    a quarter of each window after the first repeats what came before.
    """

    def __init__(
        self, find: Callable[[str], Path | None], model: str, languages: frozenset[LanguageCode], threads: int = 2
    ) -> None:
        """find: where a model lies, None while it is not installed. languages: those the model knows well enough."""
        self._find = find
        self._model = model
        self._languages = languages
        self._threads = threads
        self._loading = threading.Lock()
        self._loaded: tuple[Path, _Loaded] | None = None

    def languages(self) -> frozenset[LanguageCode]:
        """What can be scored now."""
        return self._languages if self._find(self._model) is not None else frozenset()

    def score(self, texts: tuple[str, ...], language: LanguageCode) -> Scores:
        """Natural-log probabilities in the order of the texts; an empty text has 0 tokens and log-probability 0.

        Raises ModelMissing, UnsupportedLanguage, EngineFailed.
        """
        if language not in self._languages:
            raise UnsupportedLanguage(language=language, capability="scoring")
        loaded = self._load()
        tokens = [encoding.tokens for encoding in loaded.tokenizer.encode_batch(list(texts), add_special_tokens=False)]
        totals = [0.0] * len(texts)
        pieces = [
            _Piece(number, loaded.lead + before + own, len(own))
            for number, of_text in enumerate(tokens)
            for before, own in windows(of_text, loaded.window, loaded.window // 4)
        ]
        for batch in batches(pieces, _BATCH_TOKENS):
            results = loaded.generator.score_batch([piece.tokens for piece in batch], max_input_length=0)
            for piece, result in zip(batch, results, strict=True):
                totals[piece.text] += sum(result.log_probs[-piece.counted :])
        return Scores(tuple(totals), tuple(len(of_text) for of_text in tokens), self._model)

    def comparer(self) -> Comparer:
        """For comparing changes of a sentence; shares this model's memory. Raises ModelMissing, EngineFailed."""
        loaded = self._load()
        return Comparer(loaded.generator, loaded.tokenizer, loaded.lead)

    def _load(self) -> _Loaded:
        folder = self._find(self._model)
        if folder is None:
            self._loaded = None
            raise ModelMissing(model=self._model, command=f"langtutor models install {self._model}")
        with self._loading:
            if self._loaded is None or self._loaded[0] != folder:
                try:
                    self._loaded = folder, _open(folder, self._threads)
                except (OSError, ValueError, KeyError, RuntimeError) as error:
                    raise EngineFailed(engine=self._model, detail=str(error)) from error
            return self._loaded[1]


@dataclass(frozen=True, slots=True)
class _Loaded:
    """lead: the tokens before every text. window: most tokens read at once, the lead not counted."""

    generator: Any
    tokenizer: Any
    lead: list[str]
    window: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Tokens of one window of a text; the last `counted` are scored."""

    text: int
    tokens: list[str]
    counted: int

    def __len__(self) -> int:
        return len(self.tokens)


def windows(tokens: list[str], size: int, overlap: int) -> Iterator[tuple[list[str], list[str]]]:
    """(tokens seen before, own tokens), of at most `size` together; the own ones make up `tokens` without overlap."""
    start = 0
    while start < len(tokens):
        before = min(overlap, start)
        end = start + size - before
        yield tokens[start - before : start], tokens[start:end]
        start = end


def batches(pieces: Sequence[P], budget: int) -> Iterator[list[P]]:
    """Pieces by length, as many together as fit the budget of tokens, padding included; at least one."""
    batch: list[P] = []
    for piece in sorted(pieces, key=len):
        if batch and (len(batch) + 1) * len(piece) > budget:
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch


def _open(folder: Path, threads: int) -> _Loaded:
    import ctranslate2
    from tokenizers import Tokenizer

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    # A learner who writes <|im_end|> means these characters, not the token.
    tokenizer.encode_special_tokens = True
    lead = [config["document_start_token"], *tokenizer.encode(_PARAGRAPH).tokens]
    return _Loaded(
        generator=ctranslate2.Generator(str(folder), compute_type="int8", intra_threads=threads),
        tokenizer=tokenizer,
        lead=lead,
        window=min(_WINDOW_TOKENS, config["context_length"] - len(lead)),
    )
