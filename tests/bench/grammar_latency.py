"""How long checking a sentence takes: LanguageTool, and Harper beside it.

    python tests/bench/grammar_latency.py [--sentences 300] [--json]

Reads the news sentences of `ntrex-dev` (LANGTUTOR_EVAL_DATA, default `../shared/data` beside the checkout), starts the
server of LANGTUTOR_HOME's LanguageTool as the text worker does, and prints the time to start, to warm a language up,
median and 90th percentile a sentence, and resident memory. Every sentence is checked once, in order, after the warm-up.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil

from langtutor.content.languages import load_languages
from langtutor.core.language import LanguageCode
from langtutor.engines.grammar import GrammarChecker
from langtutor.engines.grammar.harper import HarperChecker
from langtutor.engines.grammar.languagetool import LanguageToolChecker
from langtutor.engines.grammar.languagetool_server import LanguageToolServer
from langtutor.settings.paths import resources_dir, user_paths

MODEL = "languagetool-6.7"
TEXTS = {LanguageCode("en"): "en.txt", LanguageCode("pt"): "pt-BR.txt"}
NOBODY: frozenset[str] = frozenset()


def sentences(language: LanguageCode, most: int) -> list[str]:
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("LANGTUTOR_EVAL_DATA", beside)) / "ntrex-dev"
    if not folder.is_dir():
        sys.exit(f"{folder} is not there: set LANGTUTOR_EVAL_DATA")
    return (folder / TEXTS[language]).read_text(encoding="utf-8").splitlines()[:most]


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def latency(checker: GrammarChecker, language: LanguageCode, most: int) -> dict[str, Any]:
    flagged, times = 0, []
    for text in sentences(language, most):
        begin = time.perf_counter()
        edits = checker.check(text, language, NOBODY).edits
        times.append(1000 * (time.perf_counter() - begin))
        flagged += any(edit.confidence >= 0.8 for edit in edits)
    ordered = sorted(times)
    return {
        "median_ms": round(statistics.median(ordered), 1),
        "p90_ms": round(ordered[int(0.9 * len(ordered))], 1),
        "clean_sentences_called_wrong_percent": round(100 * flagged / len(ordered), 1),
    }


def measure(work: Path, most: int) -> dict[str, Any]:
    harper = HarperChecker()
    load_s = seconds(lambda: harper.check("one two three", LanguageCode("en"), NOBODY))
    results: dict[str, Any] = {"harper en": {"start_s": round(load_s, 2), **latency(harper, LanguageCode("en"), most)}}
    server = LanguageToolServer(MODEL, user_paths().models / MODEL, work)
    checker = LanguageToolChecker(MODEL, server, load_languages(resources_dir() / "languages"))
    try:
        server.start()
        start_s = seconds(server.wait_until_up)
        for language in TEXTS:
            warm_s = seconds(checker.warm_up(language).result)
            found = latency(checker, language, most)
            resident = psutil.Process(server.pid).memory_info().rss // 2**20
            results[f"languagetool {language}"] = {
                "start_s": round(start_s, 2),
                "warm_up_s": round(warm_s, 2),
                **found,
                "resident_mb": resident,
            }
    finally:
        checker.close()
    return results


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--sentences", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        results = measure(Path(work), options.sentences)
    if options.json:
        print(json.dumps(results))
        return 0
    print(f"load of this machine while measuring: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, found in results.items():
        print(f"{name}: " + ", ".join(f"{what} {value}" for what, value in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
