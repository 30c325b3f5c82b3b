"""Writing: what the Write page talks to. A text is reviewed as it is written, and finished into the ledger."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from langtutor.content.messages import Messages
from langtutor.core.course import Course
from langtutor.core.errors import UserError
from langtutor.core.events import EventId
from langtutor.core.explaining import Explanations
from langtutor.core.explanation import Explanation
from langtutor.core.language import Language
from langtutor.core.prompt import Prompt, TextLevel
from langtutor.core.requests import Tier
from langtutor.core.sentences import in_text
from langtutor.core.skill import SkillEstimate
from langtutor.core.text import Edit, SkillId
from langtutor.core.writing import (
    Counts,
    Disagreement,
    Draft,
    DraftId,
    Finding,
    Review,
    SkillSummary,
    Summary,
    Version,
)
from langtutor.learner import prompting
from langtutor.services.answers import Who
from langtutor.services.checked import Taste
from langtutor.services.draft_marks import Marks, OpenDraft
from langtutor.services.draft_saving import DraftSaver
from langtutor.services.findings import same
from langtutor.services.review_job import Reviewed
from langtutor.services.review_terms import Checks, Terms
from langtutor.services.reviewing import IDLE_S, LONG_IDLE_S, Reviewing
from langtutor.services.tasks import Tasks
from langtutor.services.writing_level import FEWEST
from langtutor.services.written import Finished, Written, still_fixed
from langtutor.store.drafts import Drafts
from langtutor.store.ledger import Ledger

T = TypeVar("T")

LATELY = 20
"""Prompts that were written about and don't come again before others have been offered."""

_WORD = re.compile(r"\w*[^\W\d_]\w*(?:['’-]\w+)*")


@dataclass(frozen=True)
class Desk:
    """What a Writing needs to know. language: the learned one. messages: asked for each time, so that texts follow the
    window's language. explanations, prompts: asked for when they are first needed, not in the main thread. deepest: the
    deepest tier that there are models for. level: of a text, None where none can tell.
    """

    who: Who
    course: Course
    language: Language
    messages: Callable[[], Messages]
    explanations: Callable[[], Explanations]
    prompts: Callable[[], Sequence[Prompt]]
    estimates: Callable[[], Mapping[SkillId, SkillEstimate]]
    deepest: Callable[[], Tier]
    level: Callable[[str], str | None] = lambda _text: None


class Writing:
    """Thread-safe; everything that takes time comes as a future. One draft is open at a time.

    checks: of single sentences. Futures raise UserErrors where that is said.
    """

    def __init__(
        self,
        desk: Desk,
        checks: Checks,
        ledger: Ledger,
        drafts: Drafts,
        tasks: Tasks,
        idle_s: float = IDLE_S,
        long_idle_s: float = LONG_IDLE_S,
    ) -> None:
        self._desk = desk
        self._drafts = drafts
        self._tasks = tasks
        self._saver = DraftSaver(drafts, tasks)
        self._written = Written(ledger, desk.who)
        self._draft = OpenDraft(drafts, tasks, drafts.new(desk.language.code).id)
        self._lock = threading.Lock()
        self._levels: Future[str | None] | None = None
        self._asked: object = object()
        self._taste: tuple[object, Taste] = (None, Taste())
        terms = Terms(
            language=desk.language.code,
            speaks=desk.course.spoken,
            abbreviations=desk.language.abbreviations,
            deepest=desk.deepest,
            taste=self._taste_now,
            explain=self._explain,
            say=self._say,
        )
        self._reviewing = Reviewing(checks, terms, idle_s, long_idle_s)

    def review(self, text: str, on_review: Callable[[Review], None], caret: int | None = None) -> None:
        """Reviews a text from now on; what was asked before is given up where it isn't wanted any more.

        on_review is called from another thread, several times: with what quick checks find, then thorough ones, then
        a sentence at a time, after a long pause each a second time; and again when disagreeing, ignoring or a new word
        changes what is shown. No review of an older text comes after this returns. It must not wait for the thread that
        calls `review`.
        caret: in code points. Its sentence isn't given to the deep tier before the learner pauses; None: all are.
        """
        self._forget_taste()
        self._reviewing.review(text, on_review, caret)

    def hurry(self) -> None:
        """A key was pressed, or who finishes won't wait: no sentence is looked at a second time. Quick enough for every
        key. `finish` then ends with what a first look found."""
        self._reviewing.hurry()

    def stop(self) -> None:
        """Nothing more is reviewed or finished until asked again: the page is hidden. An unfinished `finish` answers
        Cancelled."""
        self._reviewing.stop()

    def counts(self, text: str) -> Counts:
        """At once. The level is told from the second text on: its word lists are read in the background first."""
        words, sentences = self._lengths(text)
        if words >= FEWEST and self._levels is None:
            self._levels = self._tasks.run(lambda: self._desk.level(text))
        ready = self._levels is not None and self._levels.done()
        return Counts(words, sentences, self._desk.level(text) if ready else None)

    def disagree(self, finding: Finding) -> Future[EventId]:
        """ "I disagree": it goes, and its type must be surer of itself from now on. Takes back what was counted."""
        draft = self._draft.id
        return self._changing(lambda: self._written.disagree(finding, draft))

    def undo_disagree(self, event_id: EventId) -> Future[None]:
        return self._changing(lambda: self._written.undo_disagree(event_id))

    def disagreements(self) -> Future[tuple[Disagreement, ...]]:
        """Newest first."""
        return self._tasks.run(lambda: self._written.disagreements(self._title))

    def ignore(self, finding: Finding) -> None:
        """Not shown again in this draft. It still counts when the text is finished."""
        self._draft.ignore(finding)
        self._reviewing.refresh()

    def fixed(self, finding: Finding) -> None:
        """The learner took the correction over: it goes into the summary."""
        self._draft.fixed(finding)

    def unfixed(self, finding: Finding) -> None:
        """... and took it back (undo)."""
        self._draft.unfixed(finding)

    def add_word(self, word: str) -> Future[None]:
        """To the personal dictionary."""
        return self._changing(lambda: self._written.add_word(word))

    def remove_word(self, word: str) -> Future[None]:
        return self._changing(lambda: self._written.remove_word(word))

    def words(self) -> Future[tuple[str, ...]]:
        """The personal dictionary, sorted."""
        return self._tasks.run(self._written.words)

    def finish(
        self, text: str, draft: Draft, on_review: Callable[[Review], None] = lambda _review: None
    ) -> Future[Summary]:
        """Checks what is left as thoroughly as can be, then writes what it showed into the ledger, each mistake once
        for a draft however often it is finished. `cancel()` of the future, `stop` and a newer `review` give it up:
        then nothing was written. on_review: how far it is. Reviews of the text end; ask for them again afterwards."""
        self._forget_taste()
        summary: Future[Summary] = Future()
        reviewed = self._reviewing.finish(text, on_review)
        summary.add_done_callback(lambda _: reviewed.cancel())

        def conclude(_: Future[Reviewed]) -> None:
            if reviewed.cancelled():
                summary.cancel()
            else:
                self._tasks.run(lambda: self._conclude(summary, reviewed.result(), text, draft))

        reviewed.add_done_callback(conclude)
        return summary

    def new_draft(self, text: str = "", prompt: str | None = None) -> Draft:
        """Opens a new draft. It isn't on the disk before it is saved."""
        draft = self._drafts.new(self._desk.language.code, text, prompt)
        self._draft.open(draft.id, Marks())
        return draft

    def open_draft(self, draft: DraftId) -> Future[Draft]:
        """Opens it: what was ignored and fixed in it counts again. Raises FileUnreadable."""
        return self._tasks.run(lambda: self._opened(draft))

    def drafts(self) -> Future[tuple[Draft, ...]]:
        """Of the learned language, newest first."""

        def mine() -> tuple[Draft, ...]:
            self._saver.flush()
            return tuple(draft for draft in self._drafts.all() if draft.language == self._desk.language.code)

        return self._tasks.run(mine)

    def save(self, draft: Draft, text: str, *, keep: bool = False) -> Future[Draft]:
        """Quick enough for every pause. Of several calls the last counts, even when the program is closed right after.
        keep: makes a version of its own in any case. Raises DiskFull, FolderReadOnly."""
        saved = self._saver.save(draft, text, keep)
        if draft.id == self._draft.id and self._draft.marks != Marks():
            saved.add_done_callback(lambda _: self._draft.save())  # those from before there was a draft to mark
        return saved

    def versions(self, draft: DraftId) -> Future[tuple[Version, ...]]:
        """Newest first."""
        return self._tasks.run(lambda: self._drafts.versions(draft))

    def restore(self, draft: DraftId, version: int) -> Future[Draft]:
        """The draft with an earlier text. What it had becomes a version. Raises FileUnreadable."""

        def restored() -> Draft:
            self._saver.flush()
            return self._drafts.restore(draft, version)

        return self._tasks.run(restored)

    def delete(self, draft: DraftId) -> Future[None]:
        """With all its versions. What it showed stays in the ledger."""
        self._saver.forget(draft)
        return self._tasks.run(lambda: self._drafts.delete(draft))

    def prompts(
        self, count: int = 6, level: TextLevel | None = None, weak: Sequence[SkillId] | None = None
    ) -> Future[tuple[Prompt, ...]]:
        """What to write about, the most fitting first: by the learner's level and weakest skills unless told
        otherwise, and not what was written about lately."""
        return self._tasks.run(lambda: self._prompts(count, level, weak))

    def prompt_of(self, draft: Draft) -> Future[Prompt | None]:
        """What it was written about; None where that is nothing special, or isn't offered any more."""
        return self._tasks.run(lambda: next((one for one in self._desk.prompts() if one.id == draft.prompt), None))

    def models_changed(self) -> None:
        """The next review checks everything anew, by what is installed then."""
        self._reviewing.forget()

    def close(self) -> None:
        """Saves what waits to be saved, and ends."""
        self._reviewing.close()
        self._saver.flush()
        self._draft.save()
        self._written.save()

    def _changing(self, change: Callable[[], T]) -> Future[T]:
        """Does something that changes what is to be shown, and shows that."""

        def changed() -> T:
            result = change()
            self._forget_taste()
            self._reviewing.refresh()
            return result

        return self._tasks.run(changed)

    def _taste_now(self) -> Taste:
        with self._lock:
            asked = self._asked
            if self._taste[0] is not asked:
                self._taste = (asked, self._written.taste())
            taste = self._taste[1]
        return replace(taste, ignored=frozenset(self._draft.marks.ignored))

    def _forget_taste(self) -> None:
        """It is read from the ledger when it is needed next. Never waits."""
        self._asked = object()

    def _explain(self, edit: Edit) -> tuple[Explanation | None, str | None]:
        found = self._desk.explanations().by_id.get(edit.explanation_id) if edit.explanation_id else None
        return found, self._title(edit.skill or (found.skill if found else None))

    def _title(self, skill: SkillId | None) -> str | None:
        """In the window's language, None where neither the course nor the explanations have it."""
        if skill is None:
            return None
        language = self._desk.messages().language
        taught = self._desk.course.by_id.get(skill)
        return taught.title_in(language) if taught else self._desk.explanations().skill_title(skill, language)

    def _say(self, error: Exception) -> str:
        messages = self._desk.messages()
        return messages.error(error) if isinstance(error, UserError) else messages.text("error.bug")

    def _conclude(self, summary: Future[Summary], reviewed: Reviewed, text: str, draft: Draft) -> None:
        if not summary.set_running_or_notify_cancel():
            return
        try:
            made = self._summary(reviewed, text, draft)
        except Exception as error:  # thread boundary: whoever asked is told
            summary.set_exception(error)
        else:
            summary.set_result(made)

    def _summary(self, reviewed: Reviewed, text: str, draft: Draft) -> Summary:
        rejected = self._taste_now().rejected
        all_fixed = self._fixed_in(draft.id)
        fixed = tuple(one for one in still_fixed(all_fixed, reviewed.findings) if same(one.key) not in rejected)
        certain = tuple(one for one in reviewed.findings if one.certain)
        certainly_fixed = tuple(one for one in fixed if one.certain)
        questions = tuple(one for one in reviewed.findings if not one.certain)
        counts = Counts(*self._lengths(text), self._desk.level(text))
        recorded = self._written.record(
            Finished(
                draft=draft.id,
                prompt=draft.prompt,
                counts=counts,
                open=certain,
                fixed=certainly_fixed,
                questions=len(questions),
                disagreed=reviewed.disagreed,
                deepest=reviewed.deepest,
            )
        )
        return Summary(
            draft=draft.id,
            text=text,
            counts=counts,
            by_skill=_by_skill(certain, certainly_fixed),
            questions=questions,
            fixed=fixed,
            disagreed=reviewed.disagreed,
            event_ids=recorded.event_ids,
            written=recorded.new,
            known=recorded.known,
            deepest=reviewed.deepest,
            problem=reviewed.problem,
        )

    def _lengths(self, text: str) -> tuple[int, int]:
        """In words and in sentences."""
        return len(_WORD.findall(text)), len(in_text(text, self._desk.language.abbreviations))

    def _fixed_in(self, draft: DraftId) -> tuple[Finding, ...]:
        explained = ((one, *self._explain(one.edit)) for one in self._draft.of(draft).fixed)
        return tuple(replace(one, explanation=why, skill_title=title) for one, why, title in explained)

    def _opened(self, draft: DraftId) -> Draft:
        self._saver.flush()
        found = self._drafts.load(draft)
        self._draft.open(draft, self._draft.of(draft))
        return found

    def _prompts(self, count: int, level: TextLevel | None, weak: Sequence[SkillId] | None) -> tuple[Prompt, ...]:
        estimates = self._desk.estimates() if level is None or weak is None else {}
        who = self._desk.who
        return prompting.choose(
            self._desk.prompts(),
            level or prompting.level_of(self._desk.course, estimates),
            prompting.weakest(estimates) if weak is None else weak,
            self._written.prompts()[-LATELY:],
            count,
            random.Random(f"{who.learner} {who.language} {date.today()}"),
        )


def _by_skill(certain: Sequence[Finding], fixed: Sequence[Finding]) -> tuple[SkillSummary, ...]:
    skills = dict.fromkeys(finding.edit.skill for finding in (*certain, *fixed))
    found = [
        SkillSummary(
            skill,
            next((one.skill_title for one in (*certain, *fixed) if one.edit.skill == skill), None),
            tuple(one for one in certain if one.edit.skill == skill),
            tuple(one for one in fixed if one.edit.skill == skill),
        )
        for skill in skills
    ]
    return tuple(sorted(found, key=lambda one: (one.skill is None, -one.count)))
