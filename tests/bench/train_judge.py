"""Makes `resources/grammar/judge.en.toml`: what the judge of English corrections has learnt, and its thresholds.

    LANGTUTOR_HOME=… python tests/bench/train_judge.py --work DIR [--data ../shared/data]

Steps, each kept in DIR, so that a run that was ended goes on (about two hours on two cores the first time):
1. `written.txt`: essays by the language model, on subjects that learners write about; clean sentences come from these,
   from WordNet's examples and the courses.
2. `sentences.jsonl`: learners' errors put into them (`langtutor.evaluation.injection`), and, of news, sentences left as
   they are, so that a judge learns to keep quiet.
3. `rewrites.jsonl`: the language model's rewrites of those, of jfleg-dev and of ntrex-dev, two of each.
4. `cases.pkl`: what everybody proposes for each, and what there is to say of it.
Then it fits the trees on 2 alone (LightGBM: the `test` extra), and picks one threshold for each tier by jfleg-dev
(gain) and ntrex-dev (false alarms), crosswise; nothing but these thresholds comes from jfleg-dev.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import os
import pickle
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from langtutor.content.languages import load_languages
from langtutor.core.requests import Correct, Message, Rewritten, RewrittenToken, Sampling, Tier
from langtutor.core.text import Edit, ErrorType, Span
from langtutor.engines.grammar.candidates import Candidate
from langtutor.engines.grammar.english import EnglishProposer
from langtutor.engines.grammar.ensemble import SPEAKS, Tools, case_of, joined, zipf_of
from langtutor.engines.grammar.errant_edits import Errant
from langtutor.engines.grammar.evidence import REWRITERS, SECOND, Case, features_of
from langtutor.engines.grammar.harper import HarperChecker
from langtutor.engines.grammar.judge import Forest, Weighed, compose
from langtutor.engines.grammar.languagetool import LanguageToolChecker
from langtutor.engines.grammar.languagetool_server import LanguageToolServer
from langtutor.engines.grammar.parsing import Parser
from langtutor.engines.grammar.restraint import restraint_of
from langtutor.engines.grammar.rewriting import load_variants, rewrite
from langtutor.engines.language_model.llama import LlamaWriter
from langtutor.engines.language_model.scorer import CTranslateScorer
from langtutor.evaluation.clean_sentences import clean_sentences, course_sentences, file_sentences, wordnet_examples
from langtutor.evaluation.injection import TYPICAL_RATE, inject
from langtutor.evaluation.injection_slips import load_slip_table
from langtutor.evaluation.tokens import written
from langtutor.settings.paths import resources_dir
from tests.bench.judge_trees import Example, fit, write

WRITER = "qwen2.5-coder-1.5b"
SUBJECTS = (
    "whether it is better to specialise in one subject or to know many",
    "why people buy things they do not need",
    "the advantages of public transport",
    "how young people and old people enjoy life",
    "whether advertisements make products seem better than they are",
    "travelling in a group with a guide",
    "learning from ideas or from facts",
    "a day that changed your life",
    "the problems of living in a big city",
    "whether successful people try new things and take risks",
    "how technology changes the way we study",
    "helping your community",
    "why reading is useful",
    "a trip you took with your family",
    "your first job",
    "whether there will be fewer cars in twenty years",
    "healthy food and exercise",
    "what makes a good friend",
    "a letter of complaint about a hotel",
    "an email to a colleague about a meeting",
    "the town where you grew up",
    "working from home",
    "learning a foreign language",
    "a film you saw recently",
    "pollution and what we can do about it",
    "your plans for the next year",
    "how to save money",
    "sports and teamwork",
    "a person you admire",
    "moving to a new country",
)
STYLES = (
    "a short essay of eight sentences, simple words, as a careful B1 student would",
    "an opinion essay of eight long sentences, as a good B2 student would, with reasons and examples",
)
ROUNDS = 2
"""How often the essays get errors, others each time, and as many new examples beside them."""
PERFECT = 0.17
"""Share of the sentences into which no error is put whatever chance says."""
FOLDS = 5
GRID = [step / 10 for step in range(-20, 21)]
"""Logits among which the threshold is looked for."""
LEAST = GRID[0] - 1.0
PRICE = 0.45
"""Where accepting one more change neither raises nor lowers GLEU: about that share of them must be right."""
FALSE_ALARMS_PER_100 = 3.0
"""Sentences of news with a correction: what a teacher would still bear."""
QUESTION_BELOW = 1.2
"""Logits below the threshold at which it is still a question."""
NEWS_WEIGHT = 4.0
"""As how many each proposal for a sentence of news counts: there are fewer of these than of learners' sentences."""
OPENED = 1.0
"""`Forest.opened`; half as much gains half as much GLEU, twice as much no more."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LANGTUTOR_EVAL_DATA", "../shared/data")))
    parser.add_argument("--kept", action="store_true", help="learn from what is in DIR, work nothing out")
    parser.add_argument("--out", type=Path, default=resources_dir() / "grammar" / "judge.en.toml")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    work = Work(options.work, Path(os.environ["LANGTUTOR_HOME"]) / "models")
    learners, references = read_jfleg(options.data / "jfleg-dev")
    news = (options.data / "ntrex-dev" / "en.txt").read_text(encoding="utf-8").splitlines()
    injected = work.sentences()
    cases = work.cases([*(one["text"] for one in injected), *learners, *news], kept=options.kept)
    gold = {text: work.golds(text, references[text]) for text in learners if text in cases}
    tiers = {}
    for tier in (Tier.FULL, Tier.DEEP, Tier.THOROUGH):
        tiers[str(tier)] = train(tier, injected, cases, gold, [line for line in news if line in cases])
    head = "What tests/bench/train_judge.py learnt. Made, not written: change the script, not this file."
    write(options.out, head, tiers)


# --- what is learnt from ------------------------------------------------------------------------------------------


class Work:
    """The folder in which each step is kept."""

    def __init__(self, folder: Path, models: Path) -> None:
        self.folder = folder
        self.models = models
        self.parser = Parser("spacy-en-small", lambda name: models / name)
        self.errant = Errant(self.parser.nlp)

    def sentences(self) -> list[dict[str, Any]]:
        path = self.folder / "sentences.jsonl"
        if not path.exists():
            lines = [json.dumps(one) for one in self._inject()]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def _inject(self) -> Iterator[dict[str, Any]]:
        resources = resources_dir()
        table = load_slip_table(resources)
        examples = list(clean_sentences([wordnet_examples(self.models / "wordnet")], self.parser.parse, table, 2, 2600))
        long_examples = [one for one in examples if len(one.words) >= 8]
        course = list(clean_sentences([course_sentences(resources)], self.parser.parse, table, 3, 50))
        seen = set()
        essays = list(clean_sentences([file_sentences(self._written())], self.parser.parse, table, 1, 400))
        for number in range(ROUNDS):
            rng = random.Random(7 + number)
            some = long_examples[240 * number : 240 * (number + 1)]
            for source, times in ((essays, 2), (some, 1), (course, 1)):
                for clean in source * times:
                    rate = 0.0 if rng.random() < PERFECT else TYPICAL_RATE * 1.1
                    made = inject(clean.text, clean.words, rng, table, rate)
                    if made.text not in seen:
                        seen.add(made.text)
                        gold = [[e.span.start, e.span.end, e.replacement, e.type] for e in made.gold]
                        yield {"text": made.text, "clean": clean.text, "gold": gold}

    def _written(self) -> Path:
        path = self.folder / "written.txt"
        if path.exists():
            return path
        writer = LlamaWriter(self.models / WRITER / "model.gguf", WRITER)
        lines = []
        for number, subject in enumerate(SUBJECTS):
            asked = f"Write {STYLES[number % 2]}, in correct English, about {subject}. Plain text, no title, no list."
            sampling = Sampling(max_tokens=260, temperature=0.8, seed=number)
            text = writer.chat((Message("user", asked),), sampling, lambda piece: None, lambda: None).text
            parts = [part.strip() for part in re.split(r"(?<=[.!?])\s+", text.replace("\n", " "))]
            lines += [part for part in parts if part.endswith((".", "!", "?")) and 4 <= len(part.split()) <= 40]
        writer.close()
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def rewrites(self, texts: Iterable[str]) -> dict[str, tuple[Rewritten, ...]]:
        """Each variant's, in order. Two seconds for each that isn't kept."""
        path = self.folder / "rewrites.jsonl"
        known: dict[tuple[str, str], Rewritten] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                one = json.loads(line)
                tokens = tuple(RewrittenToken(t, log, tuple(map(tuple, others))) for t, log, others in one["toks"])
                known[one["variant"], one["src"]] = Rewritten(one["out"], tokens, WRITER)
        variants = load_variants(resources_dir() / "grammar")[SPEAKS][:2]
        wanted = list(dict.fromkeys(texts))
        missing = [(variant, text) for variant in variants for text in wanted if (variant.id, text) not in known]
        if missing:
            writer = LlamaWriter(self.models / WRITER / "model.gguf", WRITER)
            with path.open("a", encoding="utf-8") as file:
                for number, (variant, text) in enumerate(missing):
                    made = known[variant.id, text] = rewrite(writer, variant, text, lambda: None)
                    steps = [[step.text, step.log_probability, step.others] for step in made.tokens]
                    plain = {"variant": variant.id, "src": text, "out": made.text, "toks": steps}
                    file.write(json.dumps(plain, ensure_ascii=False) + "\n")
                    print(f"rewrite {number + 1} of {len(missing)}", flush=True)
            writer.close()
        return {text: tuple(known[variant.id, text] for variant in variants) for text in wanted}

    def cases(self, texts: Sequence[str], *, kept: bool = False) -> dict[str, Case]:
        """Half a second for each that isn't kept. kept: those alone that are."""
        path = self.folder / "cases.pkl"
        known: dict[str, Case] = pickle.loads(path.read_bytes()) if path.exists() else {}
        missing = [] if kept else [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            rewrites = self.rewrites(missing)
            with self._tools() as tools:
                for number, text in enumerate(missing):
                    case = case_of(tools, Correct(text, SPEAKS, Tier.THOROUGH, rewrites=rewrites[text]))
                    known[text] = dataclasses.replace(case, zipf=_nothing)
                    if number % 50 == 49 or number + 1 == len(missing):
                        path.write_bytes(pickle.dumps(known))
                        print(f"case {number + 1} of {len(missing)}", flush=True)
        zipf = zipf_of(SPEAKS)
        return {text: dataclasses.replace(known[text], zipf=zipf) for text in texts if text in known}

    def _tools(self) -> _Engines:
        return _Engines(self)

    def golds(self, text: str, references: Sequence[str]) -> list[set[str]]:
        """What each reference would change, as the text that comes of each change alone."""
        found = []
        for reference in references:
            edits = self.errant.annotate(text, reference)
            found.append({_bare(edit.apply(text)) for edit in [*edits, *joined(text, edits)]})
        return found


class _Engines:
    """All that proposes, as in the text worker."""

    def __init__(self, work: Work) -> None:
        languages = load_languages(resources_dir() / "languages")
        server = LanguageToolServer("languagetool", work.models / "languagetool-6.7", work.folder / "languagetool")
        self._tool = LanguageToolChecker("languagetool", server, languages)
        harper = HarperChecker()
        scorer = CTranslateScorer(lambda name: work.models / name, "smollm2-135m", frozenset({SPEAKS}))
        self._tools = Tools(
            {
                "harper": lambda text, words: harper.check(text, SPEAKS, words).edits,
                "languagetool": lambda text, words: self._tool.check(text, SPEAKS, words).edits,
            },
            work.parser,
            EnglishProposer(resources_dir() / "grammar"),
            scorer.comparer(),
            lambda: work.errant,
            SPEAKS,
        )

    def __enter__(self) -> Tools:
        return self._tools

    def __exit__(self, *error: object) -> None:
        self._tool.close()


def read_jfleg(folder: Path) -> tuple[list[str], dict[str, list[str]]]:
    """Sentences, and by sentence its corrections; all as people write, not as tokens."""

    def read(path: Path) -> list[str]:
        return [written(line.split()).text for line in path.read_text(encoding="utf-8").splitlines()]

    texts = read(folder / "dev.src")
    columns = [read(path) for path in sorted(folder.glob("dev.ref*"))]
    return list(dict.fromkeys(texts)), {text: [column[n] for column in columns] for n, text in enumerate(texts)}


# --- learning -----------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Sentence:
    """Proposals for a sentence with their features; right: which a teacher would make; held: see `restraint_of`."""

    candidates: tuple[Candidate, ...]
    features: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    held: tuple[bool | None, ...]

    def examples(self, weight: float = 1.0) -> Iterator[Example]:
        for features, right in zip(self.features, self.right, strict=True):
            yield Example(features, right, weight)


@dataclasses.dataclass(frozen=True)
class Point:
    """A proposal that could be shown, and from which logit on it would be."""

    group: str
    logit: float
    right: bool


def sentence_of(case: Case, tier: Tier, is_right: Callable[[Candidate], bool]) -> Sentence:
    case = _as_in(case, tier)
    restraint = restraint_of(case.parsed)
    return Sentence(
        case.candidates,
        tuple(features_of(case)),
        tuple(is_right(one) for one in case.candidates),
        tuple(restraint(one) for one in case.candidates),
    )


def _as_in(case: Case, tier: Tier) -> Case:
    """The same sentence without the rewrites that this tier doesn't have."""
    unheard = {Tier.FULL: REWRITERS, Tier.DEEP: {SECOND}}.get(tier, frozenset())
    heard = [
        (
            dataclasses.replace(one, confidences={s: c for s, c in one.confidences.items() if s not in unheard}),
            nats,
        )
        for one, nats in zip(case.candidates, case.likelihoods, strict=True)
        if not set(one.confidences) <= unheard
    ]
    return dataclasses.replace(
        case,
        candidates=tuple(one for one, _ in heard),
        likelihoods=tuple(nats for _, nats in heard),
        rewriting=None if tier is Tier.FULL else case.rewriting,
        second=case.second if tier is Tier.THOROUGH else None,
    )


def train(
    tier: Tier,
    injected: Sequence[dict[str, Any]],
    cases: dict[str, Case],
    gold: dict[str, list[set[str]]],
    news: Sequence[str],
) -> Forest:
    least = {Tier.FULL: 0, Tier.DEEP: 1, Tier.THOROUGH: 2}[tier]
    enough = [one for one in injected if one["text"] in cases and rewrites_of(cases[one["text"]]) >= least]
    made = [sentence_of(cases[one["text"]], tier, right_by(one)) for one in enough]
    quiet = [sentence_of(cases[text], tier, lambda candidate: False) for text in news]
    learners = [
        sentence_of(cases[text], tier, lambda candidate, g=golds: any(_bare(candidate.changed) in one for one in g))
        for text, golds in gold.items()
    ]
    # News is judged by trees that never saw it, learners' sentences by any: no tree comes from them.
    folds = [grown(made, [one for n, one in enumerate(quiet) if n % FOLDS != fold]) for fold in range(FOLDS)]
    quiet_points = [points(one, folds[n % FOLDS]) for n, one in enumerate(quiet)]
    learner_points = [points(one, folds[0]) for one in learners]
    report(tier, learner_points, quiet_points)
    certain = threshold(learner_points, quiet_points)
    forest = grown(made, quiet)
    question = _probability(certain - QUESTION_BELOW)
    opened = 0.0 if tier is Tier.FULL else OPENED
    return Forest(forest.trees, {"": _probability(certain)}, {"": question}, opened)


def rewrites_of(case: Case) -> int:
    return (case.rewriting is not None) + (case.second is not None)


def grown(made: Sequence[Sentence], quiet: Sequence[Sentence]) -> Forest:
    examples = [example for one in made for example in one.examples()]
    examples += [example for one in quiet for example in one.examples(NEWS_WEIGHT)]
    return Forest(fit(examples), {}, {})


def points(one: Sentence, forest: Forest) -> list[Point]:
    """What could be shown of a sentence's proposals, those that overlap left out."""
    logits = [forest.logit(features) for features in one.features]
    chosen = compose(
        [
            Weighed(candidate.span, logits[n] - LEAST, n)
            for n, candidate in enumerate(one.candidates)
            if one.held[n] is False and logits[n] >= GRID[0]
        ]
    )
    return [Point(one.candidates[n].group, logits[n], one.right[n]) for n in chosen]


def right_by(one: dict[str, Any]) -> Callable[[Candidate], bool]:
    text = one["text"]
    edits = [Edit(Span(a, b), new, ErrorType(kind), None, 1.0, "injected") for a, b, new, kind in sorted(one["gold"])]
    wanted = {_bare(edit.apply(text)) for edit in edits} | {_bare(one["clean"])}
    for first, second in pairwise(edits):
        between = text[first.span.end : second.span.start]
        if not between.strip():
            together = Edit(
                Span(first.span.start, second.span.end),
                first.replacement + between + second.replacement,
                first.type,
                None,
                1.0,
                "injected",
            )
            wanted.add(_bare(together.apply(text)))
    return lambda candidate: _bare(candidate.changed) in wanted


def threshold(learners: Sequence[Sequence[Point]], quiet: Sequence[Sequence[Point]]) -> float:
    """The logit from which a change is certain: most gain on learners' sentences within the false alarms allowed.

    One for all kinds: by kind they gained nothing on halves that they weren't chosen on.
    """
    allowed = [at for at in GRID if alarms_per_100(quiet, at) <= FALSE_ALARMS_PER_100] or GRID[-1:]
    return max(allowed, key=lambda at: gain(learners, at))


def gain(learners: Sequence[Sequence[Point]], at: float) -> float:
    """A right change gains what is left of 1 after PRICE, a wrong one costs PRICE."""
    return sum(point.right - PRICE for one in learners for point in one if point.logit >= at)


def alarms_per_100(quiet: Sequence[Sequence[Point]], at: float) -> float:
    return 100 * sum(any(point.logit >= at for point in one) for one in quiet) / max(1, len(quiet))


def report(tier: Tier, learners: Sequence[Sequence[Point]], quiet: Sequence[Sequence[Point]]) -> None:
    """How thresholds do on halves that they weren't chosen on."""
    right = shown = 0
    alarms = 0.0
    for half in (0, 1):
        at = threshold(learners[1 - half :: 2], quiet[1 - half :: 2])
        found = [point for one in learners[half::2] for point in one if point.logit >= at]
        shown += len(found)
        right += sum(point.right for point in found)
        alarms += alarms_per_100(quiet[half::2], at) / 2
    share = right / max(1, shown)
    print(f"{tier}: {shown} corrections in {len(learners)} learners' sentences, {share:.1%} of them right;")
    print(f"  {alarms:.1f} false alarms in 100 sentences of news. With other thresholds:")
    for at in GRID[:: len(GRID) // 10]:
        found = [point for one in learners for point in one if point.logit >= at]
        share = sum(point.right for point in found) / max(1, len(found))
        print(f"  {at:5.1f}: {len(found)}, {share:.1%}; {alarms_per_100(quiet, at):.1f}")


def _probability(logit: float) -> float:
    return round(1 / (1 + math.exp(-logit)), 4)


def _bare(text: str) -> str:
    return "".join(text.split())


def _nothing(word: str) -> float:
    return 0.0


if __name__ == "__main__":
    main()
