"""Measures a converted GGUF against llama.cpp running the original: `python -m … GGUF FOLDER`, after the conversion.

Prints `Result {…}` as checkpoint_child does. What llama.cpp can't run isn't compared: exit code NO_REFERENCE.
"""

from __future__ import annotations

import json
import secrets
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from langtutor.models.convert.checkpoint_child import RESULT
from langtutor.models.convert.ctranslate import CONTEXT_LENGTH, DOCUMENT_START
from langtutor.models.convert.families import THREADS
from langtutor.models.convert.measures import Answers, compare, median_seconds
from langtutor.models.convert.probes import load_probes
from langtutor.network.guard import NetworkGuard, install

NO_REFERENCE = 3

_RANKS = (0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 999)
"""Which of the next tokens are compared at each place, by how likely they are: likely ones and unlikely ones."""
_EVERY = 4
"""Tokens from one place to the next."""
_PARAGRAPH = "\n\n"

Place = tuple[int, ...]
"""The tokens read so far."""


def main(gguf: str, folder: str) -> int:
    install(NetworkGuard(None, never=True))
    texts, places = _questions(Path(folder))
    try:
        server = _Llama(Path(gguf))
        candidates = [server.next_tokens(place) for place in places]
        if not any(candidates):
            raise ValueError("llama.cpp gave no probabilities")
        _, seconds_before = median_seconds(lambda: [server.next_tokens(text, fresh=True) for text in texts])
    except (RuntimeError, ValueError, KeyError) as error:
        print(" ".join(str(error).split())[:300], flush=True)
        return NO_REFERENCE
    wanted = [score for found in candidates for score in found.values()]
    before = Answers(wanted, [], seconds_before)
    after = _converted(Path(folder), texts, places, candidates)
    result = {
        "agreement": asdict(compare(before, after)),
        "seconds_before": before.seconds,
        "seconds_after": after.seconds,
        "parameters": 0,
    }
    print(RESULT + json.dumps(result), flush=True)
    return 0


def _questions(folder: Path) -> tuple[list[Place], list[Place]]:
    """(the probes whole, places inside them), each after what parts documents and an empty line."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    start = tokenizer.encode(config[DOCUMENT_START], add_special_tokens=False).ids[0]

    def cut(text: str) -> list[int]:
        return list(tokenizer.encode(text, add_special_tokens=False).ids)

    lead = [start, *cut(_PARAGRAPH)]
    texts = [tuple([*lead, *cut(text)][: config[CONTEXT_LENGTH] - 1]) for text in load_probes().texts]
    return texts, [text[:end] for text in texts for end in range(len(lead) + 1, len(text), _EVERY)]


class _Llama:
    """Listens on a unix socket in a folder of its own, with a key that nobody knows."""

    def __init__(self, model: Path) -> None:
        import xllamacpp

        self._folder = tempfile.TemporaryDirectory(prefix="lt-")
        params = xllamacpp.CommonParams()
        params.model.path = str(model)
        params.offline = True
        params.hostnames = [str(Path(self._folder.name) / "s.sock")]
        params.api_keys = [secrets.token_hex(16)]
        params.ui = False
        params.n_threads_http = 1
        params.verbosity = -1
        params.n_ctx = 1024
        params.n_parallel = 1
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = THREADS
        params.fit_params = False
        params.warmup = False
        self._server: Any = xllamacpp.Server(params)

    def next_tokens(self, place: Place, fresh: bool = False) -> dict[int, float]:
        """Natural log-probability by token; none before half a character, which llama.cpp keeps back.

        fresh: reads the place anew. Raises ValueError.
        """
        request = {
            "prompt": list(place),
            "n_predict": 1,
            "n_probs": _RANKS[-1] + 1,
            "temperature": 0.0,
            "cache_prompt": not fresh,
        }
        replies: list[dict[str, Any]] = []
        reply = self._server.handle_completions(request, replies.append) or replies[0]
        if "choices" not in reply:
            raise ValueError(f"llama.cpp: {reply.get('error', reply)}")
        content = (reply["choices"][0]["logprobs"] or {}).get("content") or [{}]
        found = content[0].get("top_logprobs", [])
        return {int(found[n]["id"]): float(found[n]["logprob"]) for n in _RANKS if n < len(found)}


def _converted(folder: Path, texts: list[Place], places: list[Place], candidates: list[dict[int, float]]) -> Answers:
    import ctranslate2
    import numpy as np

    generator = ctranslate2.Generator(str(folder), compute_type="int8", intra_threads=THREADS)

    def read(text: Place) -> Any:
        scores = generator.forward_batch([list(text)], return_log_probs=True)
        return np.asarray(scores)[0]

    def scores() -> Iterator[float]:
        for place, found in zip(places, candidates, strict=True):
            last = read(place)[-1] if found else ()
            yield from (float(last[token]) for token in found)

    values = list(scores())
    _, seconds = median_seconds(lambda: [read(text) for text in texts])
    return Answers(values, [], seconds)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
