"""Writing with a language model on CTranslate2, as the scorer uses them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langtutor.core.errors import EngineFailed
from langtutor.core.requests import Chosen, Message, Sampling, Written
from langtutor.engines.language_model import Check, OnPiece
from langtutor.engines.language_model.following import Followed
from langtutor.engines.language_model.memory import check_fits, free_memory
from langtutor.engines.language_model.options import of_options
from langtutor.engines.language_model.stopping import Stopping

_TURN, _END = "<|im_start|>", "<|im_end|>"
_CONTEXT_TOKENS = 1024
_CANDIDATES = 256


class CTranslateWriter:
    """A `Writer`, for one thread. It converses in ChatML, where the model's vocabulary has its tokens.

    It can't be held to a JSON schema (EngineFailed) and reads every prompt from its beginning. Above temperature 0 a
    seed doesn't bring the same text again: CTranslate2 seeds its threads once.
    """

    def __init__(self, folder: Path, name: str, threads: int = 2, free: Callable[[], int] = free_memory) -> None:
        """name: for messages and replies. free: bytes of memory that can be had now."""
        self._folder = folder
        self._name = name
        self._threads = threads
        self._free = free
        self._loaded: _Loaded | None = None
        self._following: list[Followed[int]] = []

    def load(self, check: Check) -> None:
        self._model()

    def chat(self, messages: tuple[Message, ...], sampling: Sampling, on_piece: OnPiece, check: Check) -> Written:
        return self._write(self._turns(messages), sampling, on_piece, check)

    def complete(self, prompt: str, sampling: Sampling, on_piece: OnPiece, check: Check) -> Written:
        model = self._model()
        return self._write([model.start, *model.tokens(prompt)], sampling, on_piece, check)

    def choose(self, messages: tuple[Message, ...], options: tuple[str, ...], check: Check) -> Chosen:
        import numpy as np

        model = self._model()
        prompt = self._turns(messages)
        self._check_length(model, prompt)
        check()
        (result,) = model.generator.generate_batch(
            [prompt],
            max_length=1,
            include_prompt_in_result=False,
            return_logits_vocab=True,
            sampling_topk=1,
            max_batch_size=1,
        )
        check()
        logits = np.asarray(result.logits[0][0], dtype=np.float64).reshape(-1)
        best = np.argsort(logits)[::-1][:_CANDIDATES]
        probabilities = of_options(options, {model.text([int(n)]): float(logits[n] - logits[best[0]]) for n in best})
        if probabilities is None:
            raise self._failed(f"it gave none of the answers {', '.join(options)}")
        return Chosen(probabilities, self._name)

    def close(self) -> None:
        for followed in self._following:
            followed.end()
        self._following = []
        self._loaded = None

    def _write(self, prompt: Sequence[str], sampling: Sampling, on_piece: OnPiece, check: Check) -> Written:
        begin = time.perf_counter()
        model = self._model()
        if sampling.json_schema:
            raise self._failed("it can't be held to a JSON schema")
        self._check_length(model, prompt)
        room = min(max(1, sampling.max_tokens), model.context - len(prompt))
        first: float | None = None
        ids: list[int] = []
        ended = False
        text = Stopping(sampling.stop, on_piece)
        for token in self._tokens(model, prompt, room, sampling, check):
            first = first or time.perf_counter()
            if ended := token == model.end:
                break
            ids.append(token)
            if text.has_come_to(model.text(ids)):
                break
        last = time.perf_counter()
        text.finish()
        return Written(
            text=text.text,
            finished="stop" if ended or text.stopped else "length",
            prompt_tokens=len(prompt),
            cached_tokens=0,
            tokens=len(ids),
            prompt_s=(first or last) - begin,
            generation_s=last - (first or last),
            engine=self._name,
        )

    def _tokens(
        self, model: _Loaded, prompt: Sequence[str], room: int, sampling: Sampling, check: Check
    ) -> Iterator[int]:
        greedy = sampling.temperature <= 0

        def work(put: Callable[[int], bool]) -> None:
            steps = model.generator.generate_tokens(
                list(prompt),
                max_length=room,
                sampling_topk=1 if greedy else 40,
                sampling_topp=1 if greedy else 0.95,
                sampling_temperature=1 if greedy else sampling.temperature,
                end_token=[model.end],
                max_batch_size=1,
            )
            for step in steps:
                if put(step.token_id):
                    break

        followed: Followed[int] = Followed(work, check)
        self._following = [one for one in self._following if one.running] + [followed]
        try:
            yield from followed
        except (RuntimeError, ValueError) as error:
            raise self._failed(str(error)) from error

    def _turns(self, messages: tuple[Message, ...]) -> list[str]:
        model = self._model()
        if not model.converses:
            raise self._failed("it isn't made for conversation, it only continues texts")
        prompt: list[str] = []
        for message in messages:
            prompt += [_TURN, *model.tokens(f"{message.role}\n{message.text}"), _END, *model.tokens("\n")]
        return [*prompt, _TURN, *model.tokens("assistant\n")]

    def _check_length(self, model: _Loaded, prompt: Sequence[str]) -> None:
        if len(prompt) >= model.context:
            room = f"there is room for {model.context - 1}"
            raise self._failed(f"the text is too long: {len(prompt)} tokens, and {room}")

    def _model(self) -> _Loaded:
        if self._loaded is None:
            try:
                check_fits((self._folder / "model.bin").stat().st_size, self._free(), self._name)
                self._loaded = _open(self._folder, self._threads)
            except (OSError, ValueError, KeyError, RuntimeError) as error:
                raise self._failed(f"it can't be loaded: {error}") from error
        return self._loaded

    def _failed(self, detail: str) -> EngineFailed:
        return EngineFailed(engine=self._name, detail=detail)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """start: the token that parts documents; end: the id of the one after which nothing follows. context: tokens."""

    generator: Any
    tokenizer: Any
    start: str
    end: int
    context: int
    converses: bool

    def tokens(self, text: str) -> list[str]:
        return list(self.tokenizer.encode(text, add_special_tokens=False).tokens)

    def text(self, ids: Sequence[int]) -> str:
        return str(self.tokenizer.decode(list(ids), skip_special_tokens=True))


def _open(folder: Path, threads: int) -> _Loaded:
    import ctranslate2
    from tokenizers import Tokenizer

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    # What a learner writes is characters, never a control token.
    tokenizer.encode_special_tokens = True
    converses = tokenizer.token_to_id(_TURN) is not None and tokenizer.token_to_id(_END) is not None
    end = tokenizer.token_to_id(_END if converses else config["eos_token"])
    if end is None:
        raise ValueError("its last token isn't in its vocabulary")
    return _Loaded(
        generator=ctranslate2.Generator(str(folder), compute_type="int8", intra_threads=threads),
        tokenizer=tokenizer,
        start=config["document_start_token"],
        end=end,
        context=min(_CONTEXT_TOKENS, config["context_length"]),
        converses=converses,
    )
