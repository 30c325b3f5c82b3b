"""A Writing that finds what a test says is wrong, at once or when it is told to; nothing is checked, nothing kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from langtutor.core.errors import Cancelled
from langtutor.core.events import EventId
from langtutor.core.explanation import Condition, Explanation
from langtutor.core.language import LanguageCode
from langtutor.core.prompt import Prompt, TextLevel
from langtutor.core.requests import Tier
from langtutor.core.text import Edit, ErrorType, SkillId, Span
from langtutor.core.writing import (
    Counts,
    Disagreement,
    Draft,
    DraftId,
    Finding,
    Remedy,
    Review,
    SkillSummary,
    Summary,
    Version,
)

EN = LanguageCode("en")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

PAST = Explanation(
    id="past-simple-after-time",
    language=EN,
    skill=SkillId("en.grammar.verb.past"),
    conditions=(Condition(),),
    what={"en": "Finished time: past simple", "pt": "Tempo terminado: past simple"},
    why={
        "en": "*Yesterday* says when it happened and that it is over, so English uses the past simple.",
        "pt": "*Yesterday* diz quando foi e que já acabou, por isso o inglês usa o past simple.",
    },
    wrong="I *have seen* her yesterday.",
    right="I *saw* her yesterday.",
    more={
        "en": "The present perfect links the past with now: *I have seen her* (and know her).\n\n"
        "With *yesterday, last week, in 2019, ago* the past simple is the only choice.",
        "pt": "O present perfect liga o passado ao agora.",
    },
)
AGREEMENT = Explanation(
    id="be-agreement",
    language=EN,
    skill=SkillId("en.grammar.verb.agreement"),
    conditions=(Condition(),),
    what={"en": "*we* goes with *were*", "pt": "*we* pede *were*"},
    why={"en": "*Was* goes with one person or thing, *were* with several.", "pt": "*Was* é singular, *were* é plural."},
    wrong="We *was* late.",
    right="We *were* late.",
    more={},
)


@dataclass(frozen=True)
class Mistake:
    """said: what is wrong, wherever it stands in a text; tier: what it takes to be seen."""

    said: str
    better: str
    certain: bool = True
    type: str = "R:VERB"
    explanation: Explanation | None = None
    tier: Tier = Tier.INSTANT


MISTAKES = (
    Mistake("have went", "went", type="R:VERB:TENSE", explanation=PAST, tier=Tier.FULL),
    Mistake("we was", "we were", type="R:VERB:SVA", explanation=AGREEMENT),
    Mistake("beutiful", "beautiful", type="R:SPELL"),
    Mistake("discuss about", "discuss", type="U:PREP", tier=Tier.FULL),
    Mistake("listened music", "listened to music", type="M:PREP"),
    Mistake("in the weekend", "at the weekend", certain=False, type="R:PREP", tier=Tier.DEEP),
)


@dataclass
class FakeWriting:
    """hold: reviews wait in `asked` until `answer`. deepest: without a language model FULL."""

    mistakes: tuple[Mistake, ...] = MISTAKES
    hold: bool = False
    deepest: Tier = Tier.DEEP
    problem: str | None = None
    remedy: Remedy = Remedy.MODELS
    asked: list[tuple[str, Callable[[Review], None]]] = field(default_factory=list)
    carets: list[int | None] = field(default_factory=list)
    ignored: list[Finding] = field(default_factory=list)
    in_text: list[Finding] = field(default_factory=list)
    undone: list[Finding] = field(default_factory=list)
    dictionary: list[str] = field(default_factory=list)
    disputed: list[Disagreement] = field(default_factory=list)
    stored: dict[DraftId, Draft] = field(default_factory=dict)
    history: dict[DraftId, list[Version]] = field(default_factory=dict)
    saves: list[str] = field(default_factory=list)
    deleted: list[DraftId] = field(default_factory=list)
    finishing: list[tuple[str, Future[Summary], Callable[[Review], None]]] = field(default_factory=list)
    stops: int = 0
    hurries: int = 0
    failure: Exception | None = None
    made: int = 0

    # --- reviewing -----------------------------------------------------------------------------------------------

    def review(self, text: str, on_review: Callable[[Review], None], caret: int | None = None) -> None:
        self.asked.append((text, on_review))
        self.carets.append(caret)
        if not self.hold:
            self.answer(Tier.INSTANT)
            self.answer(Tier.FULL)
            if self.deepest.rewrites:
                self.answer(Tier.DEEP)

    def answer(self, tier: Tier, *, busy: bool | None = None) -> None:
        """What this tier sees of the text that was asked last."""
        text, on_review = self.asked[-1]
        on_review(self.seen(text, tier, busy=tier is not self.deepest if busy is None else busy))

    def seen(self, text: str, tier: Tier, *, busy: bool) -> Review:
        sentences = max(1, text.count(".")) if text.strip() else 0
        done = 0 if busy else sentences
        found = () if self.problem else self._found(text, tier)
        deepest = tier if tier is Tier.THOROUGH else min(self.deepest, Tier.DEEP, key=list(Tier).index)
        return Review(text, found, done, sentences, busy, deepest, self.problem, self.remedy if self.problem else None)

    def _found(self, text: str, tier: Tier) -> tuple[Finding, ...]:
        depth = list(Tier)
        found: list[Finding] = []
        for mistake in self.mistakes:
            if depth.index(mistake.tier) <= depth.index(tier) and mistake.said not in self.dictionary:
                at = text.find(mistake.said)
                while at >= 0:
                    found.append(make_finding(text, at, mistake))
                    at = text.find(mistake.said, at + 1)
        seen: dict[str, int] = {}
        for index, one in enumerate(found):  # the same sentence may stand in a text twice
            seen[one.key] = seen.get(one.key, 0) + 1
            found[index] = replace(one, key=f"{one.key}#{seen[one.key]}")
        gone = {finding.key for finding in self.ignored} | {one.event_id for one in self.disputed}
        return tuple(sorted((one for one in found if one.key not in gone), key=lambda one: one.edit.span))

    def stop(self) -> None:
        self.stops += 1

    def hurry(self) -> None:
        self.hurries += 1

    def counts(self, text: str) -> Counts:
        words = len(text.split())
        return Counts(words, text.count("."), "B1" if words > 20 else None)

    # --- what the learner makes of it ----------------------------------------------------------------------------

    def disagree(self, finding: Finding) -> Future[EventId]:
        made = Disagreement(
            EventId(finding.key),
            NOW,
            finding.edit.type,
            finding.sentence,
            finding.sentence.replace(finding.said, finding.edit.replacement),
            finding.skill_title,
            0.7,
        )
        self.disputed.insert(0, made)
        return settled(made.event_id)

    def undo_disagree(self, event_id: EventId) -> Future[None]:
        self.disputed = [one for one in self.disputed if one.event_id != event_id]
        return settled(None)

    def disagreements(self) -> Future[tuple[Disagreement, ...]]:
        return settled(tuple(self.disputed))

    def ignore(self, finding: Finding) -> None:
        self.ignored.append(finding)

    def fixed(self, finding: Finding) -> None:
        self.in_text.append(finding)

    def unfixed(self, finding: Finding) -> None:
        self.in_text.remove(finding)
        self.undone.append(finding)

    def add_word(self, word: str) -> Future[None]:
        self.dictionary.append(word)
        return settled(None)

    def remove_word(self, word: str) -> Future[None]:
        self.dictionary.remove(word)
        return settled(None)

    def words(self) -> Future[tuple[str, ...]]:
        return settled(tuple(sorted(self.dictionary)))

    # --- finishing -----------------------------------------------------------------------------------------------

    def finish(
        self, text: str, draft: Draft, on_review: Callable[[Review], None] = lambda _review: None
    ) -> Future[Summary]:
        future: Future[Summary] = Future()
        self.finishing.append((text, future, on_review))
        if not self.hold:
            future.set_result(self.summary(text, draft.id))
        return future

    def summary(self, text: str, draft: DraftId) -> Summary:
        found = self._found(text, self.deepest)
        certain = [one for one in found if one.certain]
        by_skill: dict[str | None, list[Finding]] = {}
        for one in [*certain, *self.in_text]:
            by_skill.setdefault(one.skill_title, []).append(one)
        skills = tuple(
            SkillSummary(
                group[0].edit.skill,
                title,
                tuple(one for one in group if one not in self.in_text),
                tuple(one for one in group if one in self.in_text),
            )
            for title, group in sorted(by_skill.items(), key=lambda pair: -len(pair[1]))
        )
        return Summary(
            draft=draft,
            text=text,
            counts=self.counts(text),
            by_skill=skills,
            questions=tuple(one for one in found if not one.certain),
            fixed=tuple(self.in_text),
            disagreed=len(self.disputed),
            event_ids=tuple(EventId(one.key) for one in certain),
            written=len(certain) + len(self.in_text),
            known=0,
            deepest=self.deepest,
            problem=self.problem,
        )

    # --- drafts --------------------------------------------------------------------------------------------------

    def new_draft(self, text: str = "", prompt: str | None = None) -> Draft:
        self.made += 1
        return Draft(DraftId(f"d{self.made}"), EN, text, NOW, NOW, prompt)

    def open_draft(self, draft: DraftId) -> Future[Draft]:
        return settled(self.stored[draft])

    def drafts(self) -> Future[tuple[Draft, ...]]:
        return settled(tuple(sorted(self.stored.values(), key=lambda one: one.changed, reverse=True)))

    def save(self, draft: Draft, text: str, *, keep: bool = False) -> Future[Draft]:
        if self.failure is not None:
            return failed(self.failure)
        self.saves.append(text)
        changed = NOW + timedelta(minutes=len(self.saves))
        self.stored[draft.id] = replace(draft, text=text, changed=changed)
        versions = self.history.setdefault(draft.id, [])
        versions.insert(0, Version(len(versions) + 1, changed, text))
        return settled(self.stored[draft.id])

    def versions(self, draft: DraftId) -> Future[tuple[Version, ...]]:
        return settled(tuple(self.history.get(draft, ())))

    def restore(self, draft: DraftId, version: int) -> Future[Draft]:
        text = next(one.text for one in self.history[draft] if one.number == version)
        self.stored[draft] = replace(self.stored[draft], text=text)
        return settled(self.stored[draft])

    def delete(self, draft: DraftId) -> Future[None]:
        self.deleted.append(draft)
        self.stored.pop(draft, None)
        return settled(None)

    def prompts(
        self, count: int = 6, level: TextLevel | None = None, weak: Sequence[SkillId] | None = None
    ) -> Future[tuple[Prompt, ...]]:
        return settled(PROMPTS[:count])

    def prompt_of(self, draft: Draft) -> Future[Prompt | None]:
        return settled(next((one for one in PROMPTS if one.id == draft.prompt), None))

    def close(self) -> None:
        for _text, future, _on_review in self.finishing:
            if not future.done():
                future.set_exception(Cancelled())


PROMPTS = tuple(
    Prompt(name, EN, TextLevel.B1, None, {"en": title}, {"en": text}, words)
    for name, title, text, words in (
        (
            "last-holiday",
            "A day you remember",
            "Describe one day of your last holiday. Where did you go, who was with you, and what went differently "
            "from what you had planned?",
            80,
        ),
        ("a-complaint", "A complaint", "Write to a shop about something you bought that broke within a week.", 90),
    )
)

TEXT = (
    "Last summer I have went to the beach with two friends from school. The weather was beutiful and we was very "
    "happy to be there together.\n"
    "In the evening we listened music and met to discuss about the next day. "
    "We go there in the weekend, when it isn’t so full."
)


def make_finding(text: str, at: int, mistake: Mistake) -> Finding:
    """As little as differs between what was said and what is better, in code points."""
    start = max(text.rfind(".", 0, at), text.rfind("\n", 0, at)) + 1
    while start < at and text[start].isspace():
        start += 1
    end = text.find(".", at)
    end = len(text) if end < 0 else end + 1
    span, better = Span(at, at + len(mistake.said)), mistake.better
    if mistake.type.startswith(("M:", "U:")):  # nothing but what is missing or too much
        same = [one == other for one, other in zip(mistake.said, mistake.better, strict=False)]
        before = [*same, False].index(False)
        after = len(mistake.said) - before if len(mistake.better) > len(mistake.said) else 0
        span = Span(at + before, at + len(mistake.said) - after)
        better = mistake.better[before : len(mistake.better) - after]
    edit = Edit(span, better, ErrorType(mistake.type), None, 0.95 if mistake.certain else 0.6, "fake")
    title = {"R:VERB:TENSE": "Past tenses", "R:VERB:SVA": "Third person -s"}.get(mistake.type)
    sentence = text[start:end]
    return Finding(
        key=f"{sentence}|{at - start}|{better}",
        edit=edit,
        said=span.of(text),
        certain=mistake.certain,
        tier=mistake.tier,
        within=Span(start, end),
        sentence=sentence,
        explanation=mistake.explanation,
        skill_title=title,
    )


def settled(value: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(value)
    return future


def failed(error: Exception) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(error)
    return future
