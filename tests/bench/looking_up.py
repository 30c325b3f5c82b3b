"""How long looking something up takes: a word's whole entry and a short sentence, through the worker, as in the window.

    python tests/bench/looking_up.py [--rounds 5] [--json]

Uses LANGTUTOR_HOME's models: dictionaries of English and Portuguese, and the translators of both directions. Warms up
as the program does when its window opens, then asks words and sentences in turn, so that nothing is asked twice in a
row (nor kept: the worker has no cache of answers). Beside each stands what the library alone takes in this process,
loaded and warm: for a word all dictionaries' raw look-ups, for a sentence one call of the translator. Goals: a word
under 100 ms, a short sentence under 50 ms and 1.15 times the library.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from langtutor.content.languages import load_languages
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import DescribeWord, Translate
from langtutor.core.requests import Capability, WarmUp
from langtutor.engines.dictionary.shelf import Shelf
from langtutor.evaluation.translation_systems import alone
from langtutor.host.client import Host
from langtutor.host.sets.common import store_of
from langtutor.host.specs import WorkerContext
from langtutor.models.store import ModelStore
from langtutor.settings.paths import resources_dir, user_paths

EN, PT = LanguageCode("en"), LanguageCode("pt")
EN_PT, PT_EN = Pair(EN, PT), Pair(PT, EN)
WORDS = {
    "a word": [(EN_PT, "umbrella"), (EN_PT, "house"), (PT_EN, "cadeira"), (PT_EN, "guarda-chuva")],
    "a form": [(EN_PT, "went"), (EN_PT, "children"), (PT_EN, "casas"), (PT_EN, "fizeram")],
    "a phrase": [(EN_PT, "gave up"), (EN_PT, "take it off"), (EN_PT, "lost my temper"), (PT_EN, "a gente")],
    "a misspelling": [(EN_PT, "recieve"), (EN_PT, "neccesary"), (PT_EN, "coracao"), (PT_EN, "cachoro")],
    "a false friend": [(EN_PT, "pretend"), (EN_PT, "actually"), (PT_EN, "puxar"), (PT_EN, "parentes")],
    "in no dictionary": [(EN_PT, "smartphone"), (EN_PT, "vlog"), (PT_EN, "exceção"), (PT_EN, "celulares")],
}
SENTENCES = [
    (EN_PT, "Where is the nearest station?"),
    (EN_PT, "I forgot my keys at home."),
    (EN_PT, "She has never been to Brazil."),
    (PT_EN, "Onde fica a estação mais próxima?"),
    (PT_EN, "Esqueci as chaves em casa."),
    (PT_EN, "Ela nunca foi ao Brasil."),
]
Question = tuple[Pair, str]


@dataclass(frozen=True)
class Times:
    """Milliseconds a question: the middle one and the slowest."""

    median: float
    slowest: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    context = WorkerContext(user_paths(), never_use_network=True)
    host = Host(context)
    try:
        begin = time.perf_counter()
        for request in (
            WarmUp(Capability.DICTIONARY, EN, PT),
            WarmUp(Capability.TRANSLATION, EN, PT),
            WarmUp(Capability.TRANSLATION, PT, EN),
        ):
            host.ask(request)
        warm_s = time.perf_counter() - begin
        rows = _measured(host, store_of(context), options.rounds)
    finally:
        host.close()
    if options.json:
        told = {name: {kind: vars(times) for kind, times in row.items()} for name, row in rows.items()}
        print(json.dumps({"warm_up_s": round(warm_s, 2), "milliseconds": told}, indent=2))
        return
    print(f"warm-up of an empty worker: {warm_s:.1f} s; load of the machine: {os.getloadavg()[0]:.1f}")
    print(f"{'milliseconds':20}{'langtutor':>10}{'slowest':>9}{'library':>9}{'slowest':>9}")
    for name, row in rows.items():
        ours, raw = row["langtutor"], row["raw"]
        print(f"{name:20}{ours.median:10.1f}{ours.slowest:9.1f}{raw.median:9.1f}{raw.slowest:9.1f}")


def _measured(host: Host, store: ModelStore, rounds: int) -> dict[str, dict[str, Times]]:
    there = [(pair, model.id) for model in store.ranked(Capability.DICTIONARY) for pair in model.pairs]
    shelf = Shelf(store.installed, lambda: there)
    library = {pair: _library(store, pair) for pair in (EN_PT, PT_EN)}
    rows: dict[str, dict[str, Times]] = {}
    for name, questions in WORDS.items():
        rows[name] = {
            "langtutor": _times(questions, rounds, lambda pair, word: host.ask(DescribeWord(word, pair))),
            "raw": _times(questions, rounds, lambda pair, word: shelf.look_up(word, pair.source, pair.target)),
        }
    rows["a short sentence"] = {
        "langtutor": _times(SENTENCES, rounds, lambda pair, text: host.ask(Translate(text, pair))),
        "raw": _times(SENTENCES, rounds, lambda pair, text: library[pair](text)),
    }
    return rows


def _library(store: ModelStore, pair: Pair) -> Callable[[str], str]:
    """The translation library with nothing of ours around it."""
    model = store.choose(Capability.TRANSLATION, pair.source, pair.target)
    if model is None:
        sys.exit(f"no translator of {pair} is installed in LANGTUTOR_HOME")
    return alone(model, store.path_of(model.id), pair, load_languages(resources_dir() / "languages"))


def _times(questions: Sequence[Question], rounds: int, ask: Callable[[Pair, str], object]) -> Times:
    for question in questions:
        ask(*question)
    taken = []
    for _ in range(rounds):
        for question in questions:
            begin = time.perf_counter()
            ask(*question)
            taken.append(1000 * (time.perf_counter() - begin))
    return Times(statistics.median(taken), max(taken))


if __name__ == "__main__":
    main()
