"""What speaks for and against each proposed change, as numbers for the judge.

Rules say how sure they are; the scorer, how much likelier the sentence gets; the rewriter, what it thought of leaving
the learner's words alone. And the sentence as a whole: who errs once errs twice, while in a text without mistakes every
proposal is a false alarm.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from langtutor.core.requests import Rewritten
from langtutor.core.text import Edit, Span
from langtutor.engines.grammar.candidates import Candidate
from langtutor.engines.grammar.changes import begins_sentence, overlap
from langtutor.engines.grammar.proposing import Parsed
from langtutor.engines.grammar.restraint import quotations
from langtutor.engines.grammar.rewriting import FLOOR_NATS, Trail, places

HARPER, LANGUAGETOOL, RULES, CANDIDATES = "harper", "languagetool", "rules", "candidates"
REWRITER, SECOND = "rewriter", "second"
"""The usual prompt, and another one."""
REWRITERS = frozenset({REWRITER, SECOND})
KIND = "kind "
"""Before the name of a group in a feature's."""
_MOST_NATS = 12.0
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Likelihood:
    """What the scorer thinks of a change, in nats: at its first token, and over it and a few tokens more."""

    left: float
    whole: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the rewriter thinks of a change. It made it itself, left the place alone, or went another way there.

    margin: nats by which it prefers this to the learner's words (negative: it left them), doubt: of its least certain
    token.
    """

    same: bool
    other: bool
    margin: float
    doubt: float


@dataclass(frozen=True)
class Rewriting:
    """A rewrite, cut into edits, each with its margin and doubt: see Opinion."""

    rewritten: Rewritten
    edits: tuple[Edit, ...]
    margins: tuple[float, ...]
    doubts: tuple[float, ...]

    @cached_property
    def trail(self) -> Trail:
        return Trail(self.rewritten)


def cut(sentence: str, rewritten: Rewritten, edits: Sequence[Edit]) -> Rewriting:
    trail = Trail(rewritten)
    begins = places(edits)
    margins = tuple(trail.margin(sentence, edit, place) for edit, place in zip(edits, begins, strict=True))
    doubts = tuple(trail.doubt(place, len(edit.replacement)) for edit, place in zip(edits, begins, strict=True))
    return Rewriting(rewritten, tuple(edits), margins, doubts)


@dataclass(frozen=True)
class Case:
    """A sentence and all that was proposed for it.

    likelihoods, candidates: in step. nats_per_token: how surprising the scorer finds the sentence. zipf: how common a
    word is (8 the commonest, 0 unknown). rewriting: the usual prompt's; second: another one's.
    """

    parsed: Parsed
    candidates: tuple[Candidate, ...]
    likelihoods: tuple[Likelihood, ...]
    nats_per_token: float
    zipf: Callable[[str], float]
    rewriting: Rewriting | None = None
    second: Rewriting | None = None


Features = Mapping[str, float]


def features_of(case: Case) -> list[dict[str, float]]:
    """One mapping for each candidate; what isn't there is 0."""
    text = case.parsed.text
    words = max(1, len(case.parsed.words))
    level = _of_writer(case)
    unknown = [word.span for word in case.parsed.words if _is_unknown(word.text, case)]
    quoted = quotations(text)
    found = []
    for number, candidate in enumerate(case.candidates):
        row = {KIND + candidate.group: 1.0} | _of_sources(candidate)
        row |= _of_words(candidate, text, case)
        row |= level
        likelihood = case.likelihoods[number]
        row["left"] = _clip(likelihood.left) / 4
        row["whole"] = _clip(likelihood.whole) / 4
        row["whole_low"] = max(0.0, -_clip(likelihood.whole)) / 4
        row["agree_lm"] = float(likelihood.left > 0 and likelihood.whole > 0)
        row["surprise"] = (case.nats_per_token - 4.0) / 2
        row["quoted"] = float(any(overlap(span, candidate.span) for span in quoted))
        row["long"] = math.log(words / 15)
        elsewhere = [span for span in unknown if not overlap(span, candidate.span)]
        row["errs_spelling"] = min(1.0, 5 * len(elsewhere) / words)
        row["errs_rules"] = min(1.0, 5 * _sure_elsewhere(case, candidate) / words)
        row |= _of_rivals(case, number)
        if case.rewriting is not None:
            row |= _of_rewriting(case.rewriting, candidate, text, words)
        if case.second is not None:
            row |= _of_second(case.second, candidate, text)
            row["agreed"] = float(set(candidate.confidences) >= REWRITERS)
        found.append(row)
    return found


def _of_writer(case: Case) -> dict[str, float]:
    """How much of a writer this is, by the words: who has rare ones at hand makes fewer mistakes."""
    common = [case.zipf(w.text) for w in case.parsed.words if w.text.isalpha() and w.text.islower() and len(w.text) > 3]
    known = [value for value in common if value >= 1.8]
    names = sum(w.text[:1].isupper() for w in case.parsed.words[1:] if w.text != "I")
    return {
        "vocabulary": sum(known) / len(known) - 5.2 if known else 0.0,
        "rare": sum(value < 4.3 for value in known) / len(known) if known else 0.0,
        "names": min(1.0, 4 * names / max(1, len(case.parsed.words))),
    }


def _of_sources(candidate: Candidate) -> dict[str, float]:
    row: dict[str, float] = {"several": float(sum(1 for s in candidate.confidences if s != CANDIDATES) > 1)}
    for source, confidence in candidate.confidences.items():
        row[source] = 1.0
        row[f"{source}_logit"] = _logit(confidence)
    return row


def _of_words(candidate: Candidate, text: str, case: Case) -> dict[str, float]:
    said, new = candidate.span.of(text).strip(), candidate.replacement.strip()
    row: dict[str, float] = {}
    if said and new and _LETTERS.search(said) and _LETTERS.search(new):
        row["distance"] = _distance(said.lower(), new.lower()) / max(len(said), len(new))
        if " " not in said:
            row["said_unknown"] = float(_is_unknown(said, case))
            row["said_zipf"] = case.zipf(said.lower()) / 8
        if " " not in new:
            row["new_zipf"] = case.zipf(new.lower()) / 8
            row["new_unknown"] = float(case.zipf(new.lower()) < 1.5)
        row["first_letter"] = float(said[:1].lower() != new[:1].lower())
    row["words"] = min(4, len(said.split()) + len(new.split())) / 4
    row["name"] = float(said[:1].isupper() and not begins_sentence(text, candidate.span.start))
    row["proper"] = float(any(one.pos == "PROPN" and overlap(one.span, candidate.span) for one in case.parsed.words))
    row["beginning"] = float(begins_sentence(text, candidate.span.start))
    row["end"] = float(not _LETTERS.search(text[candidate.span.end :]))
    row["content"] = float(any(part and case.zipf(part.lower()) < 5.5 for part in (said, new)))
    row["missing"] = float(candidate.type.startswith("M:"))
    row["unnecessary"] = float(candidate.type.startswith("U:"))
    return row


def _of_rivals(case: Case, number: int) -> dict[str, float]:
    """What else is proposed for the same place: where many things could be meant, each is less likely."""
    own = case.candidates[number]
    places_ = [n for n, one in enumerate(case.candidates) if n != number and overlap(one.span, own.span)]
    best = max((case.likelihoods[n].whole for n in places_), default=-_MOST_NATS)
    sure = max((_surest(case.candidates[n]) for n in places_), default=0.0)
    return {
        "rivals": min(1.0, len(places_) / 6),
        "rival_whole": _clip(best - case.likelihoods[number].whole) / 4,
        "rival_sure": sure,
    }


def _of_rewriting(rewriting: Rewriting, candidate: Candidate, text: str, words: int) -> dict[str, float]:
    opinion = opinion_of(rewriting, candidate, text)
    others = [
        margin
        for edit, margin in zip(rewriting.edits, rewriting.margins, strict=True)
        if not overlap(edit.span, candidate.span)
    ]
    return {
        "rw_same": float(opinion.same),
        "rw_other": float(opinion.other),
        "rw_left": float(not opinion.same and not opinion.other),
        "rw_margin": _clip(opinion.margin) / 4 if opinion.same else 0.0,
        "rw_little": float(opinion.same and opinion.margin < 2),
        "rw_doubt": opinion.doubt if opinion.same else 0.0,
        "rw_against": opinion.margin / 4 if not opinion.same else 0.0,
        "rw_others": min(1.0, 5 * len(others) / words),
        "rw_surest": min(FLOOR_NATS, max(others, default=0.0)) / 4,
        "rw_sum": math.log1p(sum(max(0.0, margin) for margin in others)) / 2,
    }


def _of_second(rewriting: Rewriting, candidate: Candidate, text: str) -> dict[str, float]:
    opinion = opinion_of(rewriting, candidate, text)
    return {
        "second_same": float(opinion.same),
        "second_other": float(opinion.other),
        "second_margin": opinion.margin / 4,
        "second_doubt": opinion.doubt if opinion.same else 0.0,
    }


def opinion_of(rewriting: Rewriting, candidate: Candidate, text: str) -> Opinion:
    goal = _bare(candidate.changed)
    moved = 0
    for edit, margin, doubt in zip(rewriting.edits, rewriting.margins, rewriting.doubts, strict=True):
        if overlap(edit.span, candidate.span):
            if _bare(edit.apply(text)) == goal:
                return Opinion(True, False, margin, doubt)
            return Opinion(False, True, 0.0, 0.0)
        if edit.span.end <= candidate.span.start:
            moved += len(edit.replacement) - (edit.span.end - edit.span.start)
    start = candidate.span.start
    return Opinion(False, False, -rewriting.trail.preference(candidate.changed, start, start + moved), 0.0)


def _sure_elsewhere(case: Case, candidate: Candidate) -> int:
    """Changes that rules are sure of, apart from this place."""
    places_: set[Span] = set()
    for other in case.candidates:
        if _surest(other) >= 0.8 and not overlap(other.span, candidate.span):
            places_.add(other.span)
    return len(places_)


def _surest(candidate: Candidate) -> float:
    """How sure the surest rule is of it."""
    return max((c for s, c in candidate.confidences.items() if s in (HARPER, LANGUAGETOOL, RULES)), default=0.0)


def _is_unknown(word: str, case: Case) -> bool:
    """A word in lower case that hardly anybody writes."""
    if not word.isalpha() or not word.islower() or len(word) < 3 or word in case.parsed.personal_words:
        return False
    return case.zipf(word) < 1.8


def _clip(nats: float) -> float:
    return max(-_MOST_NATS, min(_MOST_NATS, nats))


def _logit(probability: float) -> float:
    inside = min(0.995, max(0.005, probability))
    return math.log(inside / (1 - inside))


def _bare(text: str) -> str:
    return "".join(text.split())


def _distance(one: str, other: str) -> int:
    """Levenshtein's, with neighbours that changed places counted once."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row = row, [i] + [0] * len(other)
        for j, b in enumerate(other, 1):
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if before and i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], before[j - 2] + 1)
        before = last
    return row[-1]
