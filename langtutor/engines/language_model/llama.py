"""Writing with any GGUF, on llama.cpp."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from langtutor.core.errors import EngineFailed, UserError
from langtutor.core.requests import Chosen, Message, RewrittenToken, Sampling, Written
from langtutor.engines.language_model import Check, OnPiece
from langtutor.engines.language_model.llama_server import Endpoint, LlamaServer, Reply, grammar_of
from langtutor.engines.language_model.memory import context_that_fits, free_memory, shape_of
from langtutor.engines.language_model.options import of_options
from langtutor.models.layouts.gguf import read_header

_TEMPLATE = "tokenizer.chat_template"
_CANDIDATES = 256
"""Tokens whose probability is asked for, the likeliest first."""
_MOST_SEED = 0x7FFFFFFF


class LlamaWriter:
    """A `Writer`, for one thread. The beginning that a prompt shares with an earlier one isn't read again.

    `Sampling.repeats_prompt` changes nothing: llama.cpp drafts for all requests or none, see tests/bench.
    """

    def __init__(
        self,
        gguf: Path,
        name: str,
        threads: int = 2,
        free: Callable[[], int] = free_memory,
        *,
        drafting: bool = False,
    ) -> None:
        """name: for messages and replies. free: bytes of memory that can be had now. drafting: as in LlamaServer."""
        self._gguf = gguf
        self._name = name
        self._threads = threads
        self._free = free
        self._drafting = drafting
        self._loaded: _Loaded | None = None

    def load(self, check: Check) -> None:
        """Loads the model if it isn't. Raises EngineFailed, NotEnoughMemory, Cancelled."""
        self._model(check)

    def chat(self, messages: tuple[Message, ...], sampling: Sampling, on_piece: OnPiece, check: Check) -> Written:
        body = {"messages": self._turns(messages, check), **self._body(sampling)}
        return self._write(Endpoint.CHAT, body, sampling, on_piece, check)

    def complete(self, prompt: str, sampling: Sampling, on_piece: OnPiece, check: Check) -> Written:
        body = {"prompt": prompt, **self._body(sampling)}
        return self._write(Endpoint.COMPLETION, body, sampling, on_piece, check)

    def choose(self, messages: tuple[Message, ...], options: tuple[str, ...], check: Check) -> Chosen:
        """A token that opens two options alike counts for neither."""
        body = {"messages": self._turns(messages, check), **self._body(Sampling(max_tokens=1))}
        body |= {"logprobs": True, "top_logprobs": _CANDIDATES}
        candidates: dict[str, float] = {}
        for reply in self._replies(Endpoint.CHAT, body, check):
            for choice in reply.get("choices", ()):
                for token in (choice.get("logprobs") or {}).get("content") or ():
                    candidates = candidates or {one["token"]: one["logprob"] for one in token["top_logprobs"]}
        probabilities = of_options(options, candidates)
        if probabilities is None:
            raise self._failed(f"it gave none of the answers {', '.join(options)}")
        return Chosen(probabilities, self._name)

    def close(self) -> None:
        if self._loaded is not None:
            self._loaded.server.close()
            self._loaded = None

    # --- the rest is between us and the server -------------------------------------------------------------------

    def _model(self, check: Check) -> _Loaded:
        if self._loaded is None:
            try:
                self._loaded = self._load(check)
            except (RuntimeError, OSError, KeyError, TypeError, ValueError) as error:
                raise self._failed(f"it can't be loaded: {error}") from error
        return self._loaded

    def _load(self, check: Check) -> _Loaded:
        try:
            values = read_header(self._gguf).values
        except UserError as error:
            raise self._failed(str(error)) from error
        shape = shape_of(values, self._gguf.stat().st_size)
        context = context_that_fits(shape, self._free(), self._name)
        server = LlamaServer(self._gguf, context, self._threads, check, drafting=self._drafting)
        return _Loaded(server, context, bool(values.get(_TEMPLATE)))

    def _turns(self, messages: tuple[Message, ...], check: Check) -> list[dict[str, str]]:
        if not self._model(check).has_template:
            raise self._failed("it isn't made for conversation, it only continues texts")
        return [{"role": message.role, "content": message.text} for message in messages]

    def _body(self, sampling: Sampling) -> dict[str, Any]:
        body: dict[str, Any] = {
            "max_tokens": max(1, sampling.max_tokens),
            "temperature": sampling.temperature,
            "top_k": 40,
            "top_p": 0.95,
            "min_p": 0.05,
            "seed": sampling.seed & _MOST_SEED,
            "stop": list(sampling.stop),
            "cache_prompt": True,
            "chat_template_kwargs": {"enable_thinking": False},
        }
        if sampling.alternatives:
            body |= {"logprobs": True, "top_logprobs": sampling.alternatives}
        if sampling.json_schema:
            try:
                body["grammar"] = grammar_of(sampling.json_schema)
            except ValueError as error:
                raise self._failed(f"the JSON schema can't be used: {error}") from error
        return body

    def _write(
        self, endpoint: Endpoint, body: dict[str, Any], sampling: Sampling, on_piece: OnPiece, check: Check
    ) -> Written:
        heard = _Heard()
        for reply in self._replies(endpoint, body, check):
            if piece := heard.take(reply):
                on_piece(piece)
        if heard.finished is None:
            raise self._failed("it broke off")
        if sampling.json_schema and heard.finished == "stop" and not _is_json(heard.text):
            raise self._failed("what it wrote is no JSON: perhaps the JSON schema can't be followed")
        return heard.written(self._name)

    def _replies(self, endpoint: Endpoint, body: Mapping[str, Any], check: Check) -> Iterator[Reply]:
        model = self._model(check)
        try:
            for reply in model.server.ask(endpoint, body, check):
                if "error" in reply:
                    raise self._failed(_why(reply["error"], model.context))
                yield reply
        except (ValueError, RuntimeError) as error:
            raise self._failed(str(error)) from error

    def _failed(self, detail: str) -> EngineFailed:
        return EngineFailed(engine=self._name, detail=detail)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """context: tokens."""

    server: LlamaServer
    context: int
    has_template: bool


@dataclass(slots=True)
class _Heard:
    """What a reply has come to so far."""

    begin: float = field(default_factory=time.perf_counter)
    first: float | None = None
    last: float = 0.0
    text: str = ""
    finished: Literal["stop", "length"] | None = None
    usage: dict[str, Any] = field(default_factory=dict)
    steps: list[RewrittenToken] = field(default_factory=list)

    def take(self, reply: Reply) -> str:
        """Returns what is new of the text."""
        self.last = time.perf_counter()
        self.usage = reply.get("usage") or self.usage
        piece = ""
        for choice in reply.get("choices", ()):
            piece += choice.get("text") or choice.get("delta", {}).get("content") or ""
            self.steps += map(_step, (choice.get("logprobs") or {}).get("content") or ())
            if choice.get("finish_reason") is not None:
                self.finished = "length" if choice["finish_reason"] == "length" else "stop"
        if piece and self.first is None:
            self.first = self.last
        self.text += piece
        return piece

    def written(self, engine: str) -> Written:
        first = self.first or self.last
        return Written(
            text=self.text,
            finished=self.finished or "stop",
            prompt_tokens=self.usage.get("prompt_tokens", 0),
            cached_tokens=(self.usage.get("prompt_tokens_details") or {}).get("cached_tokens", 0),
            tokens=self.usage.get("completion_tokens", 0),
            prompt_s=first - self.begin,
            generation_s=self.last - first,
            engine=engine,
            steps=tuple(self.steps),
        )


def _step(token: Mapping[str, Any]) -> RewrittenToken:
    others = tuple((str(one["token"]), float(one["logprob"])) for one in token["top_logprobs"])
    return RewrittenToken(str(token["token"]), float(token["logprob"]), others)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _why(error: Mapping[str, Any], context: int) -> str:
    if error.get("type") == "exceed_context_size_error":
        return f"the text is too long: {error.get('n_prompt_tokens', '?')} tokens, and there is room for {context}"
    return str(error.get("message", "it gave no reason"))
