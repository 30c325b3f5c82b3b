"""How well slips are heard: `python tests/bench/listening.py [--sentences 5-8] [--json]`.

Says sentences of a course with synthetic voices, right and with each listed slip, and judges them as the app does.
Where real learners' clips are there (LANGTUTOR_EVAL_DATA), made-up slips of what they read measure false alarms on
real accents. Baseline in the same run: the transcript alone, a slip wherever its words differ as the slip's do.
The weights of `drills/acoustics.py` were fitted on sentences 1 to 4 of each skill: 5 to 8 are the ones to quote.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from langtutor.content.courses import load_course
from langtutor.content.languages import load_languages
from langtutor.content.sounds import load_sound_guide
from langtutor.content.wav import write_wav
from langtutor.core.course import ItemId, Sentence, Slip
from langtutor.core.ear_requests import Heard
from langtutor.core.events import DrillKind, Mode
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Say
from langtutor.core.skill import SkillKind
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome
from langtutor.drills import grading
from langtutor.drills.exercise import Exercise, Grader, SpokenAnswer
from langtutor.drills.grading import Tools
from langtutor.drills.spoken import Hypothesis, hypotheses
from langtutor.drills.vocabulary import zipf
from langtutor.drills.words import same
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.settings.paths import resources_dir, user_paths

SPEEDS = (1.0, 0.85, 1.15)


def main() -> int:
    options = _options()
    languages = load_languages(resources_dir() / "languages")
    course = load_course(resources_dir() / "courses", LanguageCode(options.learn), LanguageCode(options.speak))
    first, last = map(int, options.sentences.split("-"))
    chosen = [s for skill in course.skills for s in skill.sentences[first - 1 : last]]
    host = Host(WorkerContext(user_paths(), never_use_network=True))
    with tempfile.TemporaryDirectory() as folder:
        sounds = load_sound_guide(resources_dir() / "sounds", course.learned)
        # Without a grammar check: it is the ear that is measured.
        grader = Grader(languages[course.learned], languages[course.spoken], can_check=False)
        tools = Tools(grader, lambda form: zipf(form, course.learned), sounds=sounds)
        bench = Bench(host, tools, Path(folder))
        for number, sentence in enumerate(chosen):
            bench.sentence(sentence, SPEEDS[number % len(SPEEDS)])
            print(f"\r{number + 1}/{len(chosen)}", end="", file=sys.stderr)
        for asked, wav in _learner_clips():
            bench.clip(asked, wav)
    print(file=sys.stderr)
    host.close()
    report = bench.report()
    print(json.dumps(report, indent=2) if options.json else _words(report))
    return 0


class Bench:
    def __init__(self, host: Host, tools: Tools, folder: Path) -> None:
        self._host, self._tools, self._folder = host, tools, folder
        self._language, self._spoken = tools.grader.learned, tools.grader.spoken.code
        self._ours: Counter[tuple[str, str]] = Counter()
        self._plain: Counter[tuple[str, str]] = Counter()
        self._seconds: list[float] = []

    def sentence(self, sentence: Sentence, speed: float) -> None:
        possible = hypotheses(sentence, self._spoken)
        for said, truth in ((sentence.text, None), *((h.said, h) for h in possible)):
            sound = self._host.ask(Say(said, self._language.code, speed)).sound
            wav = self._folder / "said.wav"
            write_wav(wav, np.frombuffer(sound.samples, np.float32), sound.rate_hz)
            kind = str(truth.kind) if truth else "right"
            self._judge(wav, sentence.text, possible, kind, truth.skill if truth else None)

    def clip(self, asked: str, wav: Path) -> None:
        possible = [Hypothesis(said, SkillId("x.grammar.x"), SkillKind.GRAMMAR, None) for said in made_up(asked)]
        self._judge(wav, asked, possible, "learner reading", None)

    def _judge(
        self,
        wav: Path,
        asked: str,
        possible: tuple[Hypothesis, ...] | list[Hypothesis],
        kind: str,
        skill: SkillId | None,
    ) -> None:
        begin = time.perf_counter()
        exercise = self._exercise(asked, possible)
        answer = SpokenAnswer(wav)
        evidence: dict[Any, Any] = {}
        while wanted := grading.needs(exercise, answer, evidence, self._tools):
            evidence |= {request: self._host.ask(request) for request in wanted}
        verdict = grading.judge(exercise, answer, evidence, self._tools)
        self._seconds.append(time.perf_counter() - begin)
        heard = next(reply for reply in evidence.values() if isinstance(reply, Heard))
        named = [slip.skill for slip in verdict.slips]
        outcome = str(verdict.outcome)
        if verdict.outcome is AnswerOutcome.SLIP and skill is not None and skill not in named:
            outcome = "other slip"
        self._ours[kind, outcome] += 1
        self._plain[kind, self._transcript_alone(heard, asked, possible, skill)] += 1

    def _exercise(self, asked: str, possible: Sequence[Hypothesis]) -> Exercise:
        codes = self._tools.grader.learned.code, self._tools.grader.spoken.code
        skill = SkillId("x.grammar.x")
        slips = tuple(Slip(one.said, one.skill or skill, one.kind, {"en": one.why or ""}) for one in possible)
        sentence = Sentence(ItemId("bench/1"), skill, asked, (asked,), (), {}, slips)
        return Exercise(DrillKind.SAY, Mode.SPOKEN, sentence.skill, sentence, *codes, prompt=asked)

    def _transcript_alone(
        self, heard: Heard, asked: str, possible: tuple[Hypothesis, ...] | list[Hypothesis], skill: SkillId | None
    ) -> str:
        if same(heard.text, asked, self._language):
            return "right"
        found = next((h for h in possible if same(heard.text, h.said, self._language)), None)
        if found is None:
            return "unclear"
        return "slip" if skill in (None, found.skill) else "other slip"

    def report(self) -> dict[str, object]:
        def table(counts: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
            rows: dict[str, dict[str, int]] = {}
            for (kind, outcome), count in sorted(counts.items()):
                rows.setdefault(kind, {})[outcome] = count
            return rows

        return {
            "langtutor": table(self._ours),
            "transcript alone": table(self._plain),
            "median_s": round(statistics.median(self._seconds), 3),
        }


def made_up(asked: str) -> Iterator[str]:
    """Grammar slips that a reader did presumably not make: an article, a small word or an ending changed."""
    words = asked.split()
    for index, word in enumerate(words):
        bare = word.rstrip(".")
        changed = []
        if bare.lower() in ("a", "an", "the", "is", "are", "to", "of", "in", "on"):
            changed.append("")
        if re.fullmatch(r"[A-Za-z]{3,}[^s]s", bare):
            changed.append(bare[:-1])
        elif len(bare) > 3:
            changed.append(bare + "s")
        for one in changed:
            text = " ".join([*words[:index], *([one] if one else []), *words[index + 1 :]]).rstrip(".") + "."
            yield text[0].upper() + text[1:]


def _learner_clips() -> list[tuple[str, Path]]:
    data = Path(os.environ.get("LANGTUTOR_EVAL_DATA", "../shared/data")) / "l2-speech-dev"
    table = data / "text.tsv"
    if not table.exists():
        print("No learner clips: set LANGTUTOR_EVAL_DATA.", file=sys.stderr)
        return []
    clips = {path.stem: path for path in data.rglob("*.wav")}
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return [(text.capitalize() + ".", clips[name]) for name, text in rows]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How well slips are heard.")
    parser.add_argument("--sentences", default="5-8", help="which of each skill's eight (default 5-8)")
    parser.add_argument("--learn", default="en")
    parser.add_argument("--speak", default="pt")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _words(report: dict[str, object]) -> str:
    lines = []
    for system in ("langtutor", "transcript alone"):
        lines.append(system)
        rows = report[system]
        assert isinstance(rows, dict)
        for kind, outcomes in rows.items():
            total = sum(outcomes.values())
            shares = ", ".join(f"{name} {count} ({count / total:.0%})" for name, count in outcomes.items())
            lines.append(f"  {kind:16} {total:4}: {shares}")
    lines.append(f"median {report['median_s']} s to hear one")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
