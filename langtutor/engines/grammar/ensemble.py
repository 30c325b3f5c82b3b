"""English, corrected by many: rules, confusions and a language model propose, the scorer and the judge decide.

Everything that is known of a proposal comes together in a `Case`; training reads the same cases as the window does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Correct, Rewritten, Tier
from langtutor.core.text import CERTAIN, Edit, ErrorType
from langtutor.engines.grammar.candidates import Candidate, gather
from langtutor.engines.grammar.changes import overlap
from langtutor.engines.grammar.errant_edits import Errant
from langtutor.engines.grammar.evidence import (
    CANDIDATES,
    REWRITER,
    REWRITERS,
    SECOND,
    Case,
    Likelihood,
    Rewriting,
    cut,
    features_of,
)
from langtutor.engines.grammar.judge import Judge, Weighed, compose
from langtutor.engines.grammar.parsing import Parser
from langtutor.engines.grammar.proposing import Proposer
from langtutor.engines.grammar.restraint import restraint_of
from langtutor.engines.grammar.rewriting import usable
from langtutor.engines.language_model.margins import Change, Comparer

CheckAll = Callable[[str, frozenset[str]], tuple[Edit, ...]]
"""A checker of whole texts: the text and the learner's own words to its edits."""

SPEAKS = LanguageCode("en")

_SURVIVORS = 16
"""Confusions whose whole sentence is scored; so many cost a third of a second."""
_LEAST_LEFT = -2.5
"""Nats: a confusion that is less likely than this after the words before it isn't looked at again."""


_WORD = re.compile(r"[^\W\d_]+")
_NEAR_WORDS = 1
"""Words between two changes that may spoil each other."""

_ASKED = CERTAIN - 0.02
"""The most that what is only asked about can come to."""

_RULED_BY = frozenset({"rules", "languagetool", "harper"})
_TOLD_BY = ("rules", "languagetool", "harper", "candidates")
"""Whose rule an edit goes by, where several found it."""


@dataclass(frozen=True)
class Tools:
    """checkers: by source, those that look at every sentence. proposer, comparer: None where a model is missing.

    errant: parses at its first use. variants: spellings of other countries, each with the one it counts as.
    """

    checkers: Mapping[str, CheckAll]
    parser: Parser
    proposer: Proposer | None
    comparer: Comparer | None
    errant: Callable[[], Errant]
    language: LanguageCode
    variants: Mapping[str, str] = field(default_factory=dict)


def case_of(tools: Tools, request: Correct, check: Callable[[], None] = lambda: None) -> Case:
    """All that is proposed for a sentence, and what there is to say of it."""
    sentence = request.sentence
    words = frozenset(word.lower() for word in request.personal_words)
    edits: list[Edit] = []
    for checker in tools.checkers.values():
        edits += checker(sentence, words)
        check()
    parsed = tools.parser.parse(sentence, request.before, words, request.speaks)
    rewritings = list(_rewritings(tools, request))
    made = zip((REWRITER, SECOND), rewritings, strict=False)
    edits = [replace(edit, source=source) for source, one in made for edit in one.edits] + edits
    if tools.proposer is not None:
        edits += tools.proposer.propose(parsed)
    check()
    edits = [in_learners_spelling(edit, sentence, tools.variants) for edit in edits]
    candidates = [one for one in gather(sentence, edits) if not _is_personal(one, sentence, words)]
    candidates, likelihoods, nats = _scored(tools.comparer, sentence, candidates, check)
    first, second = [*rewritings, None, None][:2]
    return Case(parsed, tuple(candidates), tuple(likelihoods), nats, zipf_of(tools.language), first, second)


def in_learners_spelling(edit: Edit, sentence: str, variants: Mapping[str, str]) -> Edit:
    """A change that also respells a word for another country (*has travelled* → *traveled*) leaves the word's own."""
    said = {variants[word.lower()]: word for word in _WORD.findall(edit.span.of(sentence)) if word.lower() in variants}
    if not said:
        return edit
    return replace(edit, replacement=_WORD.sub(lambda found: said.get(found[0].lower(), found[0]), edit.replacement))


def joined(sentence: str, edits: Sequence[Edit]) -> list[Edit]:
    """Edits that touch made one: neither half makes sense alone (*can* → *ca*, *not* → *n't*)."""
    found: list[Edit] = []
    for edit in edits:
        last = found[-1] if found else None
        if last is not None and last.span.end == edit.span.start and (last.span.start < last.span.end):
            span = replace(last.span, end=edit.span.end)
            found[-1] = replace(last, span=span, replacement=last.replacement + edit.replacement)
        else:
            found.append(edit)
    return found


def judged(
    case: Case, judge: Judge, tier: Tier, shifts: Mapping[str, float], without: Iterable[str] = ()
) -> list[tuple[Candidate, float]]:
    """The proposals that stand, in order, each with its confidence. without: sources that are not listened to."""
    deaf = frozenset(without)
    restraint = restraint_of(case.parsed)
    ruled = [one.span for one in case.candidates if max(map(_by_rule, one.confidences.items())) >= CERTAIN]
    held = [restraint(one) for one in case.candidates]
    features = features_of(case)

    def confidence(number: int, gain: float = 0.0) -> float:
        candidate = case.candidates[number]
        if held[number] is True or not set(candidate.confidences) - deaf:
            return 0.0
        if set(candidate.confidences) == {CANDIDATES} and any(overlap(span, candidate.span) for span in ruled):
            return 0.0  # what may have been meant, where a rule knows what was
        shift = shifts.get(candidate.type, 0.0) + gain
        found = judge.confidence(tier, candidate.group, features[number], shift)
        return min(found, _ASKED) if held[number] is None else found

    sure = [confidence(number) for number in range(len(case.candidates))]
    if max(sure, default=0.0) >= CERTAIN:
        for number, candidate in enumerate(case.candidates):
            if REWRITER in candidate.confidences:
                sure[number] = confidence(number, judge.forests[tier].opened)
    weighed = [
        Weighed(case.candidates[number].span, math.log(one / (1 - one + 1e-9)) + 3.0, number)
        for number, one in enumerate(sure)
        if one > 0
    ]
    return [(case.candidates[number], sure[number]) for number in compose(weighed)]


def _by_rule(said: tuple[str, float]) -> float:
    source, confidence = said
    return confidence if source in _RULED_BY else 0.0


def compatible(
    comparer: Comparer | None, sentence: str, found: Sequence[tuple[Candidate, float]]
) -> list[tuple[Candidate, float]]:
    """The second pass: of two changes side by side that spoil each other (*have went*: without *have*, or *gone*) the
    better one stays. What the rewriter made together goes together."""
    kept = list(found)
    place = 0
    while comparer is not None and place + 1 < len(kept):
        (one, sure), (other, as_sure) = kept[place : place + 2]
        if min(sure, as_sure) < CERTAIN or _made_together(one, other) or not _neighbours(sentence, one, other):
            place += 1
            continue
        both = other_after(one, other, sentence)
        reading = comparer.read(sentence)
        alone, alone_too, together = comparer.margins(
            reading, comparer.changes(reading, [one.changed, other.changed, both])
        )
        if together >= max(alone, alone_too):
            place += 1
            continue
        first_is_better = (REWRITER in one.confidences, sure, alone) >= (
            REWRITER in other.confidences,
            as_sure,
            alone_too,
        )
        del kept[place + 1 if first_is_better else place]
    return kept


def undisturbed(sentence: str, found: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Without questions beside a correction that isn't of the same rewrite: where *have went* certainly loses its
    *have*, *gone?* no longer makes sense."""
    corrections = [one for one, sure in found if sure >= CERTAIN]
    return [
        (one, sure)
        for one, sure in found
        if sure >= CERTAIN
        or not any(_near(sentence, one, other) and not _made_together(one, other) for other in corrections)
    ]


def _near(sentence: str, one: Candidate, other: Candidate) -> bool:
    first, second = sorted((one, other), key=lambda candidate: candidate.span)
    return _neighbours(sentence, first, second)


def _made_together(one: Candidate, other: Candidate) -> bool:
    return any(source in one.confidences and source in other.confidences for source in REWRITERS)


def other_after(one: Candidate, other: Candidate, sentence: str) -> str:
    """The sentence with two changes, the first of which comes earlier."""
    later = sentence[: other.span.start] + other.replacement + sentence[other.span.end :]
    return later[: one.span.start] + one.replacement + later[one.span.end :]


def _neighbours(sentence: str, one: Candidate, other: Candidate) -> bool:
    return len(sentence[one.span.end : other.span.start].split()) <= _NEAR_WORDS


def _rewritings(tools: Tools, request: Correct) -> Iterator[Rewriting]:
    """Those that can be this sentence, the usual prompt's first, in the learner's spelling."""
    for one in request.rewrites:
        if usable(request.sentence, one.text):
            found = rewriting_of(tools.errant(), request.sentence, one)
            edits = tuple(in_learners_spelling(edit, request.sentence, tools.variants) for edit in found.edits)
            yield replace(found, edits=edits)


def rewriting_of(errant: Errant, sentence: str, rewritten: Rewritten) -> Rewriting:
    return cut(sentence, rewritten, joined(sentence, errant.annotate(sentence, rewritten.text)))


def _is_personal(candidate: Candidate, sentence: str, words: frozenset[str]) -> bool:
    return bool(words) and candidate.span.of(sentence).strip().lower() in words


def _scored(
    comparer: Comparer | None, sentence: str, candidates: list[Candidate], check: Callable[[], None]
) -> tuple[list[Candidate], list[Likelihood], float]:
    """Without a scorer confusions can't be told apart, so only what somebody is sure of stays."""
    if comparer is None:
        kept = [one for one in candidates if set(one.confidences) != {CANDIDATES}]
        return kept, [Likelihood(0.0, 0.0)] * len(kept), 4.0
    reading = comparer.read(sentence)
    changes = comparer.changes(reading, [one.changed for one in candidates])
    left = comparer.left_margins(reading, changes)
    check()
    kept_at = _survivors(candidates, left)
    wanted: list[Change | None] = [changes[n] for n in kept_at]
    whole = comparer.margins(reading, wanted)
    likelihoods = [Likelihood(left[n], margin) for n, margin in zip(kept_at, whole, strict=True)]
    return [candidates[n] for n in kept_at], likelihoods, reading.nats_per_token


def _survivors(candidates: Sequence[Candidate], left: Sequence[float]) -> list[int]:
    """Those that somebody is sure of, and the likeliest confusions."""
    proposed = [n for n, one in enumerate(candidates) if set(one.confidences) != {CANDIDATES}]
    confusions = [n for n in range(len(candidates)) if n not in set(proposed) and left[n] > _LEAST_LEFT]
    prior = [math.log(max(1e-4, one.confidences.get(CANDIDATES, 0.0))) for one in candidates]
    confusions.sort(key=lambda n: left[n] + 0.5 * prior[n], reverse=True)
    return sorted([*proposed, *confusions[:_SURVIVORS]])


def zipf_of(language: LanguageCode) -> Callable[[str], float]:
    """How common a word is in this language, by `wordfreq`: 0 unknown, 8 the commonest."""
    import wordfreq

    @lru_cache(maxsize=20_000)
    def zipf(word: str) -> float:
        return float(wordfreq.zipf_frequency(word, language)) if word else 0.0

    return zipf


class Ensemble:
    """English in the full and the deep tier. For one thread."""

    def __init__(self, tools: Tools, judge: Judge) -> None:
        self._tools = tools
        self._judge = judge

    def correct(self, request: Correct, check: Callable[[], None]) -> tuple[Edit, ...]:
        """Edits that don't overlap, with ERRANT's types. Raises what check does, ModelMissing, EngineFailed."""
        case = case_of(self._tools, request, check)
        tier = self._judge.tier((case.rewriting is not None) + (case.second is not None))
        shifts = {str(kind): logits for kind, logits in request.shifts}
        found = judged(case, self._judge, tier, shifts)
        check()
        found = undisturbed(request.sentence, compatible(self._tools.comparer, request.sentence, found))
        return tuple(self._edit(request.sentence, candidate, confidence) for candidate, confidence in found)

    def _edit(self, sentence: str, candidate: Candidate, confidence: float) -> Edit:
        rule = next((candidate.rules[source] for source in _TOLD_BY if source in candidate.rules), None)
        return Edit(
            candidate.span,
            candidate.replacement,
            self._type(sentence, candidate),
            None,
            confidence,
            "+".join(sorted(candidate.confidences)),
            message=candidate.message,
            rule=rule,
        )

    def _type(self, sentence: str, candidate: Candidate) -> ErrorType:
        """ERRANT's own, where it sees one change and not several."""
        found = self._tools.errant().annotate(sentence, candidate.changed)
        return found[0].type if len(found) == 1 else candidate.type
