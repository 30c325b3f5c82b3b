"""How long the small things take that are done while somebody types: `python tests/bench/while_typing.py [--json]`.

Each is done once to load what it needs, then --runs times; median and longest, in milliseconds. English proposals need
the parser (`langtutor models install spacy-en-small`); without it their row is left out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Tier
from langtutor.core.sentences import in_text
from langtutor.core.text import Edit, ErrorType, Span
from langtutor.engines.grammar.english import EnglishProposer
from langtutor.engines.grammar.parsing import Parser
from langtutor.services.findings import carried, in_whole_text, without_overlap
from langtutor.services.writing_level import WritingLevel
from langtutor.settings.paths import resources_dir, user_paths

PARSER = "spacy-en-small"
EN, PT = LanguageCode("en"), LanguageCode("pt")
SLIPS = "When the childrens arrives to the school, they doesn't wants to listen the theacher because is boring."
WORDS = {
    EN: "Last summer I went on holiday with my family to the beach. The weather was hot, so we swam every day. ",
    PT: "No verão passado fui de férias para a praia com a família. O tempo estava quente, então nadamos muito. ",
}
NO_ONE = frozenset[str]()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = {what: milliseconds(work, options.runs) for what, work in works()}
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        for what, (median, longest) in found.items():
            print(f"{what:<52} {median:8.2f} ms   at most {longest:8.2f} ms")
    return 0


def works() -> Iterator[tuple[str, Callable[[], object]]]:
    level = WritingLevel(resources_dir())
    for language, text in WORDS.items():
        yield f"length and level of 500 words ({language})", lambda text=text, of=language: level.counts(text * 25, of)
    line = "This is what she said. " * 20_000
    yield "sentences of a line of 460 kB", lambda: in_text(line, NO_ONE)
    yield "4000 findings carried over to a changed text", carrying()
    folder = user_paths().models / PARSER
    if folder.is_dir():
        proposer = EnglishProposer(resources_dir() / "grammar")
        parsed = Parser(PARSER, lambda _: folder).parse(SLIPS)
        yield "proposals for an English sentence of 18 words", lambda: proposer.propose(parsed)


def carrying() -> Callable[[], object]:
    text = "\n".join(f"She go home {number} and I eat a apple." for number in range(2000))
    placed = []
    for sentence in in_text(text, NO_ONE):
        spans = [(sentence.text.index(said), said) for said in ("go", "a apple")]
        edits = [Edit(Span(at, at + len(said)), "x", ErrorType("R:OTHER"), None, 0.9, "bench") for at, said in spans]
        placed += in_whole_text(edits, Tier.FULL, sentence, {})
    new = "Oh. " + text
    return lambda: without_overlap([], carried(placed, text, new, in_text(new, NO_ONE)))


def milliseconds(work: Callable[[], object], runs: int) -> tuple[float, float]:
    work()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begin))
    return round(statistics.median(times), 3), round(max(times), 3)


if __name__ == "__main__":
    raise SystemExit(main())
