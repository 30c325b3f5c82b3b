"""Writing: what the Write page talks to. A text is reviewed as it is written, and finished into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from langtutor.core.events import EventId
from langtutor.core.prompt import Prompt, TextLevel
from langtutor.core.text import SkillId
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

__all__ = [
    "Counts",
    "Disagreement",
    "Draft",
    "DraftId",
    "Finding",
    "Prompt",
    "Review",
    "SkillSummary",
    "Summary",
    "TextLevel",
    "Version",
    "Writing",
]


class Writing:
    """Thread-safe; everything that takes time comes as a future. One draft is open at a time."""

    def review(self, text: str, on_review: Callable[[Review], None], caret: int | None = None) -> None:
        """Reviews a text from now on; what was asked before is given up where it isn't wanted any more.

        on_review is called from another thread, several times: with what quick checks find, then thorough ones, then
        a sentence at a time; and again when disagreeing, ignoring or a new word changes what is shown. No review of
        an older text comes after this returns. It must not wait for the thread that calls `review`.
        caret: in code points. Its sentence isn't given to the deep tier before the learner pauses; None: all are.
        """
        raise NotImplementedError

    def stop(self) -> None:
        """Nothing more is reviewed or finished until asked again: the page is hidden. An unfinished `finish` answers
        Cancelled."""
        raise NotImplementedError

    def counts(self, text: str) -> Counts:
        """At once."""
        raise NotImplementedError

    def disagree(self, finding: Finding) -> Future[EventId]:
        """ "I disagree": it goes, and its type must be surer of itself from now on. Takes back what was counted."""
        raise NotImplementedError

    def undo_disagree(self, event_id: EventId) -> Future[None]:
        raise NotImplementedError

    def disagreements(self) -> Future[tuple[Disagreement, ...]]:
        """Newest first."""
        raise NotImplementedError

    def ignore(self, finding: Finding) -> None:
        """Not shown again in this draft. It still counts when the text is finished."""
        raise NotImplementedError

    def fixed(self, finding: Finding) -> None:
        """The learner took the correction over: it goes into the summary."""
        raise NotImplementedError

    def unfixed(self, finding: Finding) -> None:
        """... and took it back (undo)."""
        raise NotImplementedError

    def add_word(self, word: str) -> Future[None]:
        """To the personal dictionary."""
        raise NotImplementedError

    def remove_word(self, word: str) -> Future[None]:
        raise NotImplementedError

    def words(self) -> Future[tuple[str, ...]]:
        """The personal dictionary, sorted."""
        raise NotImplementedError

    def finish(
        self, text: str, draft: Draft, on_review: Callable[[Review], None] = lambda _review: None
    ) -> Future[Summary]:
        """Checks what is left as thoroughly as can be, then writes what it showed into the ledger, each mistake once
        for a draft however often it is finished. `cancel()` of the future, `stop` and a newer `review` give it up:
        then nothing was written. on_review: how far it is."""
        raise NotImplementedError

    def new_draft(self, text: str = "", prompt: str | None = None) -> Draft:
        """Opens a new draft. It isn't on the disk before it is saved."""
        raise NotImplementedError

    def open_draft(self, draft: DraftId) -> Future[Draft]:
        """Opens it: what was ignored and fixed in it counts again. Raises FileUnreadable."""
        raise NotImplementedError

    def drafts(self) -> Future[tuple[Draft, ...]]:
        """Of the learned language, newest first."""
        raise NotImplementedError

    def save(self, draft: Draft, text: str, *, keep: bool = False) -> Future[Draft]:
        """Quick enough for every pause. Of several calls the last counts, even when the program is closed right after.
        keep: makes a version of its own in any case. Raises DiskFull, FolderReadOnly."""
        raise NotImplementedError

    def versions(self, draft: DraftId) -> Future[tuple[Version, ...]]:
        """Newest first."""
        raise NotImplementedError

    def restore(self, draft: DraftId, version: int) -> Future[Draft]:
        """The draft with an earlier text. What it had becomes a version. Raises FileUnreadable."""
        raise NotImplementedError

    def delete(self, draft: DraftId) -> Future[None]:
        """With all its versions. What it showed stays in the ledger."""
        raise NotImplementedError

    def prompts(
        self, count: int = 6, level: TextLevel | None = None, weak: Sequence[SkillId] | None = None
    ) -> Future[tuple[Prompt, ...]]:
        """What to write about, the most fitting first: by the learner's level and weakest skills unless told
        otherwise, and not what was written about lately."""
        raise NotImplementedError

    def close(self) -> None:
        """Saves what waits to be saved, and ends."""
        raise NotImplementedError
