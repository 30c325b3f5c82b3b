"""What writing leaves in the ledger: mistakes, each once for a draft, and what the learner makes of corrections."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from langtutor.core.events import (
    Disagreed,
    Event,
    EventId,
    Evidence,
    Mode,
    Retracted,
    SlipMade,
    WordAdded,
    WritingFinished,
    WrittenSlip,
)
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Tier
from langtutor.core.skill import skill_kind
from langtutor.core.text import SkillId
from langtutor.core.writing import Counts, Disagreement, DraftId, Finding
from langtutor.learner import corrections
from langtutor.learner.cards import word_skill
from langtutor.learner.corrections import CorrectionState
from langtutor.services.answers import Who
from langtutor.services.checked import Taste
from langtutor.services.findings import change_of, in_sentence, meant, same
from langtutor.store.folds import Fold, Folded
from langtutor.store.ledger import Ledger

_SPELLING = ("SPELL", "MORFOLOGIK")
"""Parts of error types that are about one word."""

Title = Callable[[SkillId | None], str | None]


@dataclass(frozen=True, slots=True)
class Finished:
    """A text at its end. open: certain findings that are still in it; fixed: certain ones that the learner fixed."""

    draft: DraftId
    prompt: str | None
    counts: Counts
    open: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    questions: int
    disagreed: int
    deepest: Tier


@dataclass(frozen=True, slots=True)
class Recorded:
    """event_ids: what was appended. new, known: mistakes that weren't and that were in the ledger before."""

    event_ids: tuple[EventId, ...]
    new: int
    known: int


class Written:
    """Of one learner's language. Everything here reads or writes the ledger: not for the window's main thread."""

    def __init__(self, ledger: Ledger, who: Who) -> None:
        self._ledger = ledger
        self._who = who
        self._lock = threading.Lock()
        fold: Fold[CorrectionState] = Fold(
            corrections.FOLD_NAME,
            corrections.FOLD_VERSION,
            CorrectionState(),
            corrections.step,
            corrections.dump,
            corrections.load,
        )
        self._folded = Folded(ledger, fold, who.learner, who.language)

    @property
    def language(self) -> LanguageCode:
        return self._who.language

    def taste(self) -> Taste:
        """What this learner wants, without what they ignore in one draft."""
        state = self._folded.state()
        return Taste(
            words=frozenset(word.lower() for word in state.words),
            shifts=corrections.shifts(state, datetime.now(UTC)),
            rejected=frozenset(state.rejected),
        )

    def record(self, text: Finished) -> Recorded:
        """Appends a SlipMade for each mistake of the draft that has none yet, and the WritingFinished that names them.

        A text that is finished again as it was adds nothing.
        """
        with self._lock:
            return self._record(text)

    def disagree(self, finding: Finding, draft: DraftId) -> EventId:
        """Says so, and takes back what had been counted of it in any draft. Saying it twice changes nothing."""
        with self._lock:
            return self._disagree(finding, draft)

    def undo_disagree(self, event_id: EventId) -> None:
        """What was counted before the disagreement counts again. Undoing what is undone changes nothing."""
        standing = self._events(Disagreed, Retracted)
        said = next((event for event in standing if isinstance(event, Disagreed) and event.header.id == event_id), None)
        if said is None:
            return
        taken_back = [
            event.header.id for event in standing if isinstance(event, Retracted) and event.target in said.slips
        ]
        self._ledger.append(*(Retracted(self._who.header(), one) for one in (event_id, *taken_back)))

    def disagreements(self, title: Title) -> tuple[Disagreement, ...]:
        """Newest first."""
        shifts = corrections.shifts(self._folded.state(), datetime.now(UTC))
        return tuple(
            Disagreement(
                event.header.id,
                event.header.at,
                event.type,
                event.said,
                event.meant,
                title(event.skill),
                -shifts.get(event.type, 0.0),
            )
            for event in reversed(self._events(Disagreed))
            if isinstance(event, Disagreed)
        )

    def add_word(self, word: str) -> None:
        """Nothing for white space, and for a word that is there in whatever case."""
        word = word.strip()
        if word and word.lower() not in self.taste().words:
            self._ledger.append(WordAdded(self._who.header(), word))

    def remove_word(self, word: str) -> None:
        """Whatever its case."""
        added = [event for event in self._events(WordAdded) if isinstance(event, WordAdded)]
        gone = [event for event in added if event.word.lower() == word.strip().lower()]
        self._ledger.append(*(Retracted(self._who.header(), event.header.id) for event in gone))

    def words(self) -> tuple[str, ...]:
        return tuple(sorted(self._folded.state().words, key=str.lower))

    def prompts(self) -> tuple[str, ...]:
        """What was written about, the last one last."""
        finished = (event for event in self._events(WritingFinished) if isinstance(event, WritingFinished))
        return tuple(event.prompt for event in finished if event.prompt)

    def save(self) -> None:
        """Writes the fold's snapshot."""
        self._folded.save()

    def _record(self, text: Finished) -> Recorded:
        before = self._finished(text.draft)
        counted = (*text.open, *text.fixed)
        new = _not_among(counted, [slip for event in before for slip in event.slips])
        slips = [self._slip(finding) for finding in new]
        linked = (
            WrittenSlip(slip.header.id, same(finding.key), change_of(finding))
            for slip, finding in zip(slips, new, strict=True)
        )
        finished = WritingFinished(
            header=self._who.header(),
            draft=text.draft,
            words=text.counts.words,
            sentences=text.counts.sentences,
            mistakes=len(counted),
            fixed=len(text.fixed),
            questions=text.questions,
            disagreed=text.disagreed,
            tier=text.deepest,
            slips=tuple(linked),
            prompt=text.prompt,
            level=text.counts.level,
        )
        events: list[Event] = [*slips, finished]
        if before and not slips and _told(before[-1]) == _told(finished):
            events = []
        self._ledger.append(*events)
        return Recorded(tuple(event.header.id for event in events), len(new), len(counted) - len(new))

    def _disagree(self, finding: Finding, draft: DraftId) -> EventId:
        key = same(finding.key)
        if known := self._folded.state().rejected.get(key):
            return known
        edit = finding.edit
        slips = self._counted(finding, draft)
        said = Disagreed(
            header=self._who.header(),
            key=key,
            type=edit.type,
            skill=edit.skill,
            said=finding.sentence,
            meant=meant(finding),
            confidence=edit.confidence,
            source=edit.source,
            slips=slips,
        )
        self._ledger.append(said, *(Retracted(self._who.header(), slip) for slip in slips))
        return said.header.id

    def _slip(self, finding: Finding) -> SlipMade:
        edit = in_sentence(finding)
        skill = edit.skill or self._skill_of(finding)
        return SlipMade(
            header=self._who.header(),
            skill=skill,
            item=None,
            kind=skill_kind(skill),
            mode=Mode.TYPED,
            said=finding.sentence,
            meant=meant(finding),
            edit=edit,
            evidence=Evidence(engines={"grammar": edit.source, "tier": finding.tier}),
        )

    def _skill_of(self, finding: Finding) -> SkillId:
        """For what nobody has put under a skill: the word that was misspelt, else what is left."""
        if any(part in finding.edit.type for part in _SPELLING) and finding.edit.replacement.strip():
            return word_skill(self.language, finding.edit.replacement.strip())
        return SkillId(f"{self.language}.grammar.other")

    def _counted(self, finding: Finding, draft: DraftId) -> tuple[EventId, ...]:
        """Slips of this finding that stand: by its key in any draft, else by what was changed in this one."""
        standing = {event.header.id for event in self._events(SlipMade)}
        finished = [event for event in self._events(WritingFinished) if isinstance(event, WritingFinished)]
        written = [(event.draft, slip) for event in finished for slip in event.slips if slip.id in standing]
        found = [slip.id for _, slip in written if slip.key == same(finding.key)]
        if not found:
            found = [slip.id for home, slip in written if home == draft and slip.change == change_of(finding)][-1:]
        return tuple(found)

    def _finished(self, draft: DraftId) -> list[WritingFinished]:
        events = self._events(WritingFinished)
        return [event for event in events if isinstance(event, WritingFinished) and event.draft == draft]

    def _events(self, *kinds: type[Event]) -> tuple[Event, ...]:
        return self._ledger.events(kinds=kinds, learner=self._who.learner, language=self._who.language)


def still_fixed(fixed: Iterable[Finding], open_now: Iterable[Finding]) -> tuple[Finding, ...]:
    """Without those that are in the text again, by undo or anew: they count as what is open, and once."""
    back = Counter(same(finding.key) for finding in open_now)
    left = []
    for finding in fixed:
        key = same(finding.key)
        if back[key]:
            back[key] -= 1
        else:
            left.append(finding)
    return tuple(left)


def _not_among(findings: Sequence[Finding], known: Sequence[WrittenSlip]) -> list[Finding]:
    """Findings that no known slip stands for: one of the same key, else one of the same change whose own finding is
    gone, as when a word beside it was fixed since."""
    left = Counter(slip.key for slip in known)
    changes = {slip.key: slip.change for slip in known}
    unmatched = []
    for finding in findings:
        if left[same(finding.key)]:
            left[same(finding.key)] -= 1
        else:
            unmatched.append(finding)
    gone = Counter(changes[key] for key in left.elements())
    new = []
    for finding in unmatched:
        if gone[change_of(finding)]:
            gone[change_of(finding)] -= 1
        else:
            new.append(finding)
    return new


def _told(event: WritingFinished) -> tuple[object, ...]:
    return (event.words, event.sentences, event.mistakes, event.fixed, event.questions, event.tier, event.disagreed)
