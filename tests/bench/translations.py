"""How well free translations are judged: right answers that no course lists, and wrong ones.

    python tests/bench/translations.py [--json] [--half tuned|held-out] [--learned en|pt] [--every N]

Reads `translations-*.tsv` (item, answer, right or wrong, a note), asks the engines of LANGTUTOR_HOME in their workers,
and prints how many right answers were called wrong or left open and how many wrong ones were accepted, by language and
by what decided, beside a baseline that knows the listed answers and typos only. Rules were made while looking at these
lists, thresholds chosen on their even lines (the first is 0). The lists named `fresh` were written afterwards: they
show what to expect of answers nobody has seen.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langtutor.content.courses import load_course
from langtutor.content.languages import load_languages
from langtutor.core.course import ItemId
from langtutor.core.errors import ModelMissing, UnsupportedLanguage, UnsupportedPair
from langtutor.core.events import DrillKind, Mode
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Correct, Request, Tier
from langtutor.core.verdict import AnswerOutcome
from langtutor.drills import grading, typed
from langtutor.drills.exercise import Evidence, Exercise, Grader, TypedAnswer
from langtutor.drills.vocabulary import zipf
from langtutor.drills.words import same
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.settings.paths import resources_dir, user_paths

COURSES = (("en", "pt"), ("pt", "en"))
HALVES = {"tuned": 0, "held-out": 1}


@dataclass(frozen=True, slots=True)
class Item:
    """line: its number in the file, the first is 0."""

    line: int
    item: str
    answer: str
    right: bool
    note: str


@dataclass(frozen=True, slots=True)
class Judged:
    item: Item
    outcome: AnswerOutcome
    decided: str
    accepted_by_baseline: bool
    seconds: float


def read_items(language: str, name: str = "") -> tuple[Item, ...]:
    path = Path(__file__).with_name(f"translations-{language}{name}.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Item(line, row["item"], row["answer"], row["judged"] == "right", row["note"])
            for line, row in enumerate(rows)
        )


def judge_all(items: Sequence[Item], learned: str, spoken: str, host: Host) -> Iterator[Judged]:
    languages = load_languages(resources_dir() / "languages")
    course = load_course(resources_dir() / "courses", LanguageCode(learned), LanguageCode(spoken))
    tools = grading.Tools(
        Grader(languages[course.learned], languages[course.spoken]), lambda form: zipf(form, course.learned)
    )
    for item in items:
        sentence = course.sentences[ItemId(item.item)]
        prompt = sentence.translations[0]
        exercise = Exercise(
            DrillKind.TRANSLATE, Mode.TYPED, sentence.skill, sentence, course.learned, course.spoken, prompt
        )
        begin = time.perf_counter()
        evidence = gather(exercise, item.answer, tools, host)
        verdict = grading.judge(exercise, TypedAnswer(item.answer), evidence, tools)
        seconds = time.perf_counter() - begin
        reason = grading.judge_typed(exercise, item.answer, evidence, tools)[1]
        decided = reason or (verdict.difference.kind if verdict.difference else "listed")
        yield Judged(item, verdict.outcome, decided, baseline(exercise, item.answer, tools), seconds)


def gather(exercise: Exercise, answer: str, tools: grading.Tools, host: Host) -> Evidence:
    evidence: dict[Request[Any], Any] = {}
    while wanted := grading.needs(exercise, TypedAnswer(answer), evidence, tools):
        for request, call in [(request, host.submit(request)) for request in wanted]:
            try:
                evidence[request] = call.future.result()
            except (ModelMissing, UnsupportedLanguage, UnsupportedPair):
                evidence[request] = None
    return evidence


def baseline(exercise: Exercise, answer: str, tools: grading.Tools) -> bool:
    """Listed answers, and typos in them."""
    language = tools.grader.learned
    return any(
        same(answer, key, language) or typed.only_typos(answer, key, language, tools.zipf)
        for key in typed.keys_of(exercise.sentence)
    )


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    right = [one for one in judged if one.item.right]
    wrong = [one for one in judged if not one.item.right]

    def share(some: Sequence[Judged], outcome: AnswerOutcome) -> float:
        return round(100 * sum(one.outcome is outcome for one in some) / max(1, len(some)), 1)

    return {
        "right": len(right),
        "wrong": len(wrong),
        "right_called_wrong_percent": share(right, AnswerOutcome.SLIP),
        "right_left_open_percent": share(right, AnswerOutcome.UNCLEAR),
        "wrong_accepted_percent": share(wrong, AnswerOutcome.RIGHT),
        "wrong_left_open_percent": share(wrong, AnswerOutcome.UNCLEAR),
        "baseline_right_refused_percent": round(
            100 * sum(not one.accepted_by_baseline for one in right) / max(1, len(right)), 1
        ),
        "baseline_wrong_accepted_percent": round(
            100 * sum(one.accepted_by_baseline for one in wrong) / max(1, len(wrong)), 1
        ),
        "median_s": round(statistics.median(one.seconds for one in judged), 3) if judged else None,
        "decided": {
            side: dict(Counter(f"{one.outcome}: {one.decided}" for one in some).most_common())
            for side, some in (("right", right), ("wrong", wrong))
        },
        "errors": [
            {
                "item": one.item.item,
                "answer": one.item.answer,
                "judged": "right" if one.item.right else "wrong",
                "outcome": one.outcome,
                "decided": one.decided,
            }
            for one in judged
            if (one.outcome is AnswerOutcome.RIGHT) != one.item.right
        ],
    }


def words(language: str, name: str, found: dict[str, Any]) -> str:
    lines = [
        f"{language} ({name}): {found['right']} right answers: {found['right_called_wrong_percent']} % called wrong, "
        f"{found['right_left_open_percent']} % left open "
        f"(baseline refuses {found['baseline_right_refused_percent']} %)",
        f"    {found['wrong']} wrong answers: {found['wrong_accepted_percent']} % accepted, "
        f"{found['wrong_left_open_percent']} % left open "
        f"(baseline accepts {found['baseline_wrong_accepted_percent']} %); median {found['median_s']} s",
    ]
    for side in ("right", "wrong"):
        counts = ", ".join(f"{what} {count}" for what, count in found["decided"][side].items())
        lines.append(f"    {side}: {counts}")
    lines += [f"      {e['judged']} → {e['outcome']} ({e['decided']}): {e['answer']}" for e in found["errors"]]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--half", choices=sorted(HALVES), help="only the lines thresholds were or weren't chosen on")
    parser.add_argument("--learned", choices=sorted(learned for learned, _ in COURSES), help="only this language")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="a sample: every Nth line, the first is 0")
    options = parser.parse_args(arguments)
    host = Host(WorkerContext(user_paths(), never_use_network=True))
    results: dict[str, Any] = {}
    try:
        for learned, spoken in COURSES:
            if options.learned not in (None, learned):
                continue
            listed = read_items(learned)[:: options.every]
            items = [item for item in listed if options.half is None or item.line % 2 == HALVES[options.half]]
            # As a learner has it after the first half minute: LanguageTool is warm.
            first = Correct(items[0].answer, LanguageCode(learned), Tier.FULL, patient=True)
            host.ask(first)
            judged = list(judge_all(items, learned, spoken, host))
            for name, remainder in HALVES.items():
                half = [one for one in judged if one.item.line % 2 == remainder]
                if half:
                    results[f"{learned} {name}"] = summary(half)
            results[f"{learned} all"] = summary(judged)
            if options.half is None:
                results[f"{learned} fresh"] = summary(
                    list(judge_all(read_items(learned, "-fresh")[:: options.every], learned, spoken, host))
                )
    finally:
        host.close()
    if options.json:
        json.dump(results, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        for name, found in results.items():
            language, _, part = name.partition(" ")
            print(words(language, part, found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
