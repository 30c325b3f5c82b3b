"""Speed of the language models that write: `python tests/bench/language_models.py [MODEL…] [--sentences 8]`.

Each model in a process of its own, those with llama.cpp once more with n-gram drafting. Measured: loading (the file in
the system's cache), what it adds to resident memory, reading a prompt, writing, the time to the first token of a
4-shot prompt when it is new and when only its last message is, and correcting learners' sentences with it: seconds a
sentence, tokens a second, and processor time, which says more than the clock where others use the machine.
Models are those installed in LANGTUTOR_HOME.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

from langtutor.core.errors import EngineFailed
from langtutor.core.requests import Capability, Message, Sampling, Written
from langtutor.engines.language_model import Writer
from langtutor.engines.language_model.ctranslate_writer import CTranslateWriter
from langtutor.engines.language_model.llama import LlamaWriter
from langtutor.models.catalogue import load_catalogue
from langtutor.models.entries import Format
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import resources_dir, user_paths

RULE = "Correct the grammar. Change as little as possible. Answer with the corrected sentence only."
SHOTS = (
    ("I have 20 years old.", "I am 20 years old."),
    ("He don't like fish.", "He doesn't like fish."),
    ("The weather is nice today.", "The weather is nice today."),
    ("I am agree with her about the new school.", "I agree with her about the new school."),
)
SENTENCES = (
    "She go to school yesterday.",
    "My brother have two childs and they lives in a big city near of the sea.",
    "I am living in this city since ten years, and I never have been to the museum that is near my house.",
    "Yesterday I go to the supermarket for to buy some breads, but they was closed because it was holiday.",
    "When I was a child, my mother always say me that I should to study more for have a good job.",
    "I think that the people which don't travel can not understand how is the life in others countries.",
    "If I would have more time, I will learn to play the guitar like my friend, who play very good.",
    "In my opinion the informations on the internet are not always true, so we must to be carefuls.",
)
STORY = "Tell me a story about a dog that goes to the market. Use short sentences."


@dataclass(frozen=True)
class Row:
    """Times in seconds, memory in MB; texts: what was written for SENTENCES."""

    name: str
    load_s: float
    memory_mb: float
    reads: float
    writes: float
    first_s: float
    cached_s: float
    cached_tokens: str
    sentence_s: float
    sentence_tokens_per_s: float
    processor_s: float
    texts: tuple[str, ...]

    def cells(self) -> list[str]:
        return [
            self.name,
            f"{self.load_s:.1f}",
            f"{self.memory_mb:.0f}",
            f"{self.reads:.0f}",
            f"{self.writes:.1f}",
            f"{self.first_s:.2f}",
            f"{self.cached_s:.2f}",
            self.cached_tokens,
            f"{self.sentence_s:.2f}",
            f"{self.sentence_tokens_per_s:.1f}",
            f"{self.processor_s:.1f}",
        ]


HEAD = ["model", "load s", "MB", "read t/s", "write t/s", "first s", "cached s", "cached", "sentence s", "t/s", "cpu s"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("models", nargs="*")
    options.add_argument("--sentences", type=int, default=len(SENTENCES))
    options.add_argument("--show", action="store_true", help="what was written, too")
    asked = options.parse_args()
    rows = []
    for model_id, folder, drafting in jobs(asked.models):
        # A process of its own, so that memory is what this one adds.
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            rows.append(process.submit(measure, model_id, folder, drafting, asked.sentences).result())
        print(f"{rows[-1].name}: measured, load average {os.getloadavg()[0]:.1f}", file=sys.stderr)
    table = [HEAD, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())
    for row in rows if asked.show else ():
        print(f"\n{row.name}", *row.texts, sep="\n  ")


def jobs(wanted: list[str]) -> list[tuple[str, Path, bool]]:
    """(model, folder, with drafting)."""
    store = ModelStore(
        user_paths().models, load_catalogue(resources_dir() / "catalogue.toml"), NetworkGuard(None, never=True)
    )
    found = []
    for model in store.models():
        folder = store.installed(model.id)
        writes = model.capability == Capability.CHAT or model.format is Format.LANGUAGE_MODEL
        if folder is not None and (model.id in wanted if wanted else writes):
            kinds = (False, True) if model.format is Format.GGUF else (False,)
            found += [(model.id, folder, drafting) for drafting in kinds]
    return found


def measure(model_id: str, folder: Path, drafting: bool, sentences: int) -> Row:
    process = psutil.Process()
    before = process.memory_info().rss
    gguf = folder / "model.gguf"
    writer: Writer = (
        LlamaWriter(gguf, model_id, drafting=drafting) if gguf.exists() else CTranslateWriter(folder, model_id)
    )
    begin = time.perf_counter()
    writer.load(lambda: None)
    load_s = time.perf_counter() - begin
    read = complete(writer, " ".join(SENTENCES) * 4, 1)
    written = complete(writer, STORY, 60)
    first = correct(writer, "They was at home.")
    again = [correct(writer, text) for text in ("She like music.", "We is tired.", "I has a dog.")]
    memory = process.memory_info().rss - before
    busy, begin = sum(process.cpu_times()[:2]), time.perf_counter()
    corrected = [correct(writer, text) for text in SENTENCES[:sentences]]
    taken = time.perf_counter() - begin
    row = Row(
        name=model_id + (" drafting" if drafting else ""),
        load_s=load_s,
        memory_mb=memory / 1e6,
        reads=(read.prompt_tokens - read.cached_tokens) / read.prompt_s,
        writes=(written.tokens - 1) / written.generation_s,
        first_s=first.prompt_s,
        cached_s=statistics.median(one.prompt_s for one in again),
        cached_tokens=f"{again[0].cached_tokens}/{again[0].prompt_tokens}",
        sentence_s=taken / len(corrected),
        sentence_tokens_per_s=sum(one.tokens - 1 for one in corrected) / sum(one.generation_s for one in corrected),
        processor_s=sum(process.cpu_times()[:2]) - busy,
        texts=tuple(one.text for one in corrected),
    )
    writer.close()
    return row


def complete(writer: Writer, prompt: str, tokens: int) -> Written:
    return writer.complete(prompt, Sampling(max_tokens=tokens), lambda piece: None, lambda: None)


def correct(writer: Writer, text: str) -> Written:
    """A base model, which doesn't converse, completes a list instead."""
    turns = [turn for shot in SHOTS for turn in (Message("user", shot[0]), Message("assistant", shot[1]))]
    sampling = Sampling(max_tokens=64, stop=("\n",), repeats_prompt=True)
    try:
        messages = (Message("system", RULE), *turns, Message("user", text))
        return writer.chat(messages, sampling, lambda piece: None, lambda: None)
    except EngineFailed:
        listed = "".join(f"{wrong} => {right}\n" for wrong, right in SHOTS)
        return writer.complete(f"{RULE}\n{listed}{text} =>", sampling, lambda piece: None, lambda: None)


if __name__ == "__main__":
    main()
