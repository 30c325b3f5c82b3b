"""How many of the Portuguese probes' mistakes are found, and what is said about right sentences.

    python tests/bench/portuguese_grammar.py [--tier deep] [--news N] [--cache FILE] [--part develop|held-out]
                                             [--show SYSTEM] [--json]

Systems: our own rules, LanguageTool, and both combined, as certain edits only; with `--tier deep` also the deep tier,
where a language model's rewrite has its say. Reads `resources/probes/pt-errors.tsv`, `pt-right.txt` and the first
--news (300, with `--tier deep` 60) of `ntrex-dev/pt-BR.txt` (LANGTUTOR_EVAL_DATA, default `../shared/data` beside the
checkout). LanguageTool is started from LANGTUTOR_HOME once; with --cache its answers are kept in that file. Rewrites
take seconds each; they are kept where `langtutor evaluate grammar` keeps them.
An edit is found where the words that change are those of the correction (of the nearest, where there are several).
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from langtutor.content.languages import load_languages
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability, Rewrite
from langtutor.core.sentences import in_text
from langtutor.core.text import CERTAIN, Edit, ErrorType, Span, apply_edits
from langtutor.engines.grammar.changes import without_overlaps
from langtutor.engines.grammar.languagetool import LanguageToolChecker
from langtutor.engines.grammar.languagetool_server import LanguageToolServer
from langtutor.engines.grammar.portuguese import PortugueseProposer
from langtutor.engines.grammar.portuguese.combining import combine
from langtutor.engines.grammar.rewriting import usable
from langtutor.engines.grammar.second_opinion import with_rewrite
from langtutor.evaluation import fingerprint
from langtutor.evaluation.keeping import Kept
from langtutor.evaluation.remembering import RememberingHost
from langtutor.host.specs import WorkerContext
from langtutor.models.commands import open_store
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import resources_dir, user_paths

MODEL = "languagetool-6.7"
PORTUGUESE = LanguageCode("pt")
CLEAN = {"full": 300, "deep": 60}
_TOKEN = re.compile(r"\w+(?:-\w+)*|[^\w\s]")

Answers = dict[str, tuple[Edit, ...]]
Corrector = Callable[[str], Sequence[Edit]]


@dataclass(frozen=True, slots=True)
class Probe:
    sentence: str
    corrections: tuple[str, ...]
    kinds: tuple[str, ...]
    part: str


def probes() -> list[Probe]:
    lines = (resources_dir() / "probes" / "pt-errors.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith(("#", "sentence\t"))]
    return [Probe(row[0], tuple(row[1].split(" / ")), tuple(row[2].split()), row[4]) for row in rows]


def right() -> list[str]:
    return (resources_dir() / "probes" / "pt-right.txt").read_text(encoding="utf-8").splitlines()


def news(count: int = CLEAN["full"]) -> list[str]:
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    path = Path(os.environ.get("LANGTUTOR_EVAL_DATA", beside)) / "ntrex-dev" / "pt-BR.txt"
    if not path.is_file():
        sys.exit(f"{path} is not there: set LANGTUTOR_EVAL_DATA")
    return path.read_text(encoding="utf-8").splitlines()[:count]


def changes(before: str, after: str) -> frozenset[tuple[int, str, str]]:
    """Word by word where as many go as come, else as a whole."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found = set()
    for kind, i, j, m, n in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace" and j - i == n - m:
            found |= {(i + k, old[i + k], new[m + k]) for k in range(j - i)}
        elif kind != "equal":
            found.add((i, " ".join(old[i:j]), " ".join(new[m:n])))
    return frozenset(found)


def certain(text: str, edits: Sequence[Edit]) -> str:
    return apply_edits(text, tuple(without_overlaps([one for one in edits if one.confidence >= CERTAIN])))


def measured(correct: Corrector, asked: Sequence[Probe], clean: Sequence[Sequence[str]], show: str) -> dict[str, float]:
    gold = found = made = whole = 0
    for probe in asked:
        after = certain(probe.sentence, correct(probe.sentence))
        ours = changes(probe.sentence, after)
        wanted = max(
            (changes(probe.sentence, one) for one in probe.corrections), key=lambda w: (len(ours & w), -len(w))
        )
        gold, found, made = gold + len(wanted), found + len(wanted & ours), made + len(ours)
        whole += after in probe.corrections
        if show and wanted != ours:
            print(f"{show}: {probe.sentence}\n    got    {after}\n    wanted {probe.corrections[0]}  {probe.kinds}")
    alarms = []
    for texts in clean:
        called = [(text, edits) for text in texts if (edits := _certain(correct(text)))]
        alarms.append(round(100 * len(called) / max(len(texts), 1), 1))
        if show:
            for text, edits in called:
                print(f"{show} cries wolf: {text}")
                for one in edits:
                    change = f"{one.span.of(text)!r} -> {one.replacement!r}"
                    print(f"    {one.rule or one.type} {change} {one.confidence:.2f} {one.source}")
    questions = sum(len(correct(text)) - len(_certain(correct(text))) for text in clean[0])
    return {
        "recall": round(found / gold, 3),
        "precision": round(found / max(made, 1), 3),
        "sentences_right": round(whole / len(asked), 3),
        "false_alarms_per_100_news": alarms[0],
        "false_alarms_per_100_learner_like": alarms[1],
        "questions_per_100_news": round(100 * questions / max(len(clean[0]), 1), 1),
    }


def _certain(edits: Sequence[Edit]) -> list[Edit]:
    return [one for one in edits if one.confidence >= CERTAIN]


def languagetool_answers(texts: Sequence[str], cache: Path | None) -> Answers:
    if cache is not None and cache.exists():
        kept = json.loads(cache.read_text(encoding="utf-8"))
        if all(text in kept for text in texts):
            return {text: tuple(_edit(one) for one in kept[text]) for text in texts}
    with tempfile.TemporaryDirectory() as work:
        server = LanguageToolServer(MODEL, user_paths().models / MODEL, Path(work))
        checker = LanguageToolChecker(MODEL, server, load_languages(resources_dir() / "languages"))
        try:
            checker.warm_up(PORTUGUESE).result()
            answers = {text: checker.check(text, PORTUGUESE, frozenset()).edits for text in texts}
        finally:
            checker.close()
    if cache is not None:
        raw = {
            text: [
                {
                    "start": one.span.start,
                    "end": one.span.end,
                    "replacement": one.replacement,
                    "type": one.type,
                    "confidence": one.confidence,
                    "rule": one.rule,
                }
                for one in edits
            ]
            for text, edits in answers.items()
        }
        cache.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    return answers


class Deep:
    """The full tier's edits of a text, once a rewrite of each sentence has had its say."""

    def __init__(self, full: Corrector) -> None:
        paths = user_paths()
        model = open_store(paths, NetworkGuard(None, never=True)).choose(Capability.CHAT)
        if model is None:
            sys.exit("No language model is installed: langtutor models install qwen2.5-coder-1.5b")
        asked = fingerprint.of_rewriting(paths.models / model.id, PORTUGUESE)
        self._full = full
        self._kept = Kept(paths.cache / "evaluate.sqlite")
        self._host = RememberingHost(WorkerContext(paths, never_use_network=True), self._kept, asked)
        self._abbreviations = load_languages(resources_dir() / "languages")[PORTUGUESE].abbreviations

    def __call__(self, text: str) -> tuple[Edit, ...]:
        found = self._full(text)
        for sentence in in_text(text, self._abbreviations):
            start, end = sentence.within.start, sentence.within.end
            inside = [edit for edit in found if start <= edit.span.start and edit.span.end <= end]
            rewritten = self._host.ask(Rewrite(sentence.text, PORTUGUESE))
            if usable(sentence.text, rewritten.text):
                made = with_rewrite(sentence.text, [_moved(edit, -start) for edit in inside], rewritten)
                found = [edit for edit in found if edit not in inside] + [_moved(edit, start) for edit in made]
        return tuple(sorted(found, key=lambda edit: edit.span))

    def close(self) -> None:
        self._host.close()
        self._kept.close()


def _moved(edit: Edit, by: int) -> Edit:
    return replace(edit, span=Span(edit.span.start + by, edit.span.end + by))


def _edit(raw: dict[str, object]) -> Edit:
    rule = raw["rule"]
    return Edit(
        Span(int(str(raw["start"])), int(str(raw["end"]))),
        str(raw["replacement"]),
        ErrorType(str(raw["type"])),
        None,
        float(str(raw["confidence"])),
        "languagetool",
        rule=str(rule) if rule else None,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tier", choices=tuple(CLEAN), default="full")
    parser.add_argument("--news", type=int, metavar="N", help="sentences of the news")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--part", choices=("develop", "held-out"))
    parser.add_argument(
        "--show", choices=("own", "languagetool", "combined", "deep"), help="what differs from what is wanted"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    asked = [probe for probe in probes() if options.part in (None, probe.part)]
    clean = (news(CLEAN[options.tier] if options.news is None else options.news), right())
    languagetool = languagetool_answers([one.sentence for one in probes()] + clean[0] + clean[1], options.cache)
    own = PortugueseProposer(user_paths().models / MODEL, resources_dir() / "grammar" / "portuguese.toml")
    proposed = cache(own.propose)
    systems: dict[str, Corrector] = {
        "languagetool": lambda text: languagetool[text],
        "own": proposed,
        "combined": lambda text: combine(proposed(text), languagetool[text]),
    }
    deep = Deep(systems["combined"]) if options.tier == "deep" else None
    if deep is not None:
        systems["deep"] = cache(deep)
    try:
        results = {name: measured(one, asked, clean, name * (options.show == name)) for name, one in systems.items()}
    finally:
        if deep is not None:
            deep.close()
    if options.json:
        print(json.dumps(results, indent=2))
        return
    for name, numbers in results.items():
        print(name, "  ".join(f"{key} {value}" for key, value in numbers.items()))


if __name__ == "__main__":
    main()
