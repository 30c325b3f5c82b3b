"""What is remembered with the open draft besides its text: what the learner ignored in it, and what they fixed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from langtutor.core.errors import UserError
from langtutor.core.plain import from_plain, to_plain
from langtutor.core.writing import DraftId, Finding
from langtutor.services.findings import same
from langtutor.services.tasks import Tasks
from langtutor.store.drafts import Drafts

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Marks:
    """ignored: keys without number. fixed: findings without their explanations."""

    ignored: tuple[str, ...] = ()
    fixed: tuple[Finding, ...] = ()


class OpenDraft:
    """Thread-safe. Marks are written in the background, and lost with a draft that is never saved."""

    def __init__(self, drafts: Drafts, tasks: Tasks, draft: DraftId) -> None:
        self._drafts = drafts
        self._tasks = tasks
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._now = (draft, Marks())

    @property
    def id(self) -> DraftId:
        return self._now[0]

    @property
    def marks(self) -> Marks:
        return self._now[1]

    def open(self, draft: DraftId, marks: Marks) -> None:
        """Another draft from now on."""
        with self._lock:
            before, self._now = self._now, (draft, marks)
        if before[0] != draft and before[1] != Marks():
            self._tasks.run(lambda: self._write(*before))

    def ignore(self, finding: Finding) -> None:
        self._mark(lambda marks: replace(marks, ignored=tuple(dict.fromkeys((*marks.ignored, same(finding.key))))))

    def fixed(self, finding: Finding) -> None:
        bare = replace(finding, explanation=None, skill_title=None)
        self._mark(lambda marks: replace(marks, fixed=(*marks.fixed, bare)))

    def unfixed(self, finding: Finding) -> None:
        """The last one of its key; nothing where it wasn't fixed."""

        def without(marks: Marks) -> Marks:
            places = [place for place, one in enumerate(marks.fixed) if one.key == finding.key]
            kept = (one for place, one in enumerate(marks.fixed) if place not in places[-1:])
            return replace(marks, fixed=tuple(kept))

        self._mark(without)

    def of(self, draft: DraftId) -> Marks:
        """The marks of a draft, open or stored."""
        now, marks = self._now
        return marks if now == draft else self.stored(draft)

    def stored(self, draft: DraftId) -> Marks:
        try:
            return from_plain(Marks, self._drafts.marks(draft) or {})
        except (TypeError, ValueError) as error:
            log.error("what was fixed and ignored can't be read: %s", error)
            return Marks()

    def save(self) -> None:
        """Those of the open draft, as they are by now."""
        with self._writing:
            draft, marks = self._now
            if marks != Marks() or self._drafts.marks(draft) is not None:
                self._store(draft, marks)

    def _mark(self, change: Callable[[Marks], Marks]) -> None:
        with self._lock:
            draft, marks = self._now
            self._now = (draft, change(marks))
        self._tasks.run(self.save)

    def _write(self, draft: DraftId, marks: Marks) -> None:
        with self._writing:
            if draft != self.id:
                self._store(draft, marks)

    def _store(self, draft: DraftId, marks: Marks) -> None:
        """A failure is logged: whoever saves the text is told the same."""
        try:
            self._drafts.set_marks(draft, to_plain(marks))
        except (UserError, OSError) as error:
            log.error("what was fixed and ignored couldn't be kept: %s", error)
