"""Reviews a text while it is written: sentence by sentence, quick checks first, only what changed.

One thread decides what is checked next; the checks themselves run in the workers. A newer text keeps the checks that it
still wants and cancels the others.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass

from langtutor.core.errors import Cancelled, ModelMissing, NoJava, NotEnoughMemory, UnsupportedLanguage
from langtutor.core.requests import Checked, Lane, Tier
from langtutor.core.sentences import in_text
from langtutor.core.text import ErrorType
from langtutor.core.writing import Remedy, Review
from langtutor.services.checked import CheckedSentences, Key, Taste
from langtutor.services.findings import Placed, carried, findings_of, same
from langtutor.services.review_again import Again
from langtutor.services.review_job import ORDER, Job, Reviewed, Trouble
from langtutor.services.review_terms import Checks, Terms

log = logging.getLogger(__name__)

IDLE_S = 2.0
"""After such a pause even the sentence with the caret is given to the deep tier."""
LONG_IDLE_S = 6.0
"""After such a pause the thorough tier begins: who looks for a word is back by then, and it would be given up."""
AT_ONCE = {Tier.INSTANT: 6, Tier.FULL: 1, Tier.DEEP: 1, Tier.THOROUGH: 1}
"""Checks under way, so that one of the newest text needn't wait behind hundreds."""
RETRY_S = 10.0
RETRIES = 3
"""An engine that is still starting, or was started again, gets another chance, so often for a text."""
LONG_TEXT = 100
TELL_EVERY_S = 0.1
"""Of a text with more sentences than that, reviews come no faster."""

_FOR_GOOD = 1000
_FOR_ALL = (ModelMissing, NoJava, NotEnoughMemory, UnsupportedLanguage)
"""What would fail for every sentence."""
_FOR_MODELS = (ModelMissing, UnsupportedLanguage)
"""What is mended on the Models page."""


@dataclass(frozen=True, slots=True)
class _Check:
    """shifts: those it was asked with."""

    future: Future[Checked]
    shifts: Mapping[ErrorType, float]


class Reviewing:
    """Thread-safe. The thread begins with the first review; `close` ends it."""

    def __init__(
        self,
        checks: Checks,
        terms: Terms,
        idle_s: float = IDLE_S,
        long_idle_s: float = LONG_IDLE_S,
        retry_s: float = RETRY_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._checks = checks
        self._terms = terms
        self._idle_s = idle_s
        self._long_idle_s = long_idle_s
        self._retry_s = retry_s
        self._clock = clock
        self._changed = threading.Condition(threading.RLock())
        self._news = False
        self._closed = False
        self._forgets = False
        self._job: Job | None = None
        self._thread: threading.Thread | None = None
        # Only the thread touches what follows.
        self._checked = CheckedSentences()
        self._under_way: dict[Key, _Check] = {}
        self._loaded: set[Tier] = set()
        self._before: tuple[str, list[Placed]] = ("", [])
        self._trouble: Trouble | None = None
        self._again = Again(retry_s, clock)

    def review(self, text: str, on_review: Callable[[Review], None], caret: int | None) -> None:
        self._take(Job(text, on_review, caret, None, self._clock()))

    def finish(self, text: str, on_review: Callable[[Review], None]) -> Future[Reviewed]:
        """All of it, to the deepest tier. Cancelled by a newer call, by `stop` and by the caller."""
        ended: Future[Reviewed] = Future()
        ended.add_done_callback(lambda _: self._wake())
        self._take(Job(text, on_review, None, ended, self._clock()))
        return ended

    def hurry(self) -> None:
        """No second look any more: a key was pressed, or who finishes won't wait for it. Quick enough for every key."""
        with self._changed:
            if self._job is not None and not self._job.hurried:
                self._job.hurried = True
                self._wake()

    def refresh(self) -> None:
        """The learner's taste has changed: what is shown is told anew."""
        self._wake()

    def forget(self) -> None:
        """Other models are installed: the next text is checked anew, all of it."""
        with self._changed:
            self._forgets = True

    def stop(self) -> None:
        self._take(None)

    def close(self) -> None:
        with self._changed:
            self._closed = True
        self._take(None)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _take(self, job: Job | None) -> None:
        with self._changed:
            replaced, self._job = self._job, None if self._closed else job
            if self._thread is None and job is not None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="reviewing", daemon=True)
                self._thread.start()
            self._wake()
        for one in (replaced, job if self._closed else None):
            if one is not None and one.ended is not None:
                one.ended.cancel()

    def _wake(self) -> None:
        with self._changed:
            self._news = True
            self._changed.notify_all()

    # The rest runs in the thread.

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._news, timeout=self._patience_s())
                self._news = False
                job, closed = self._job, self._closed
            if job is not None and job.ended is not None and job.ended.cancelled():
                job = None
            try:
                if job is None:
                    self._cancel_all_but(set())
                else:
                    self._work(job)
            except Exception:  # thread boundary: the next text must find it alive
                log.exception("a review failed")
            if closed:
                return

    def _patience_s(self) -> float | None:
        """How long nothing may happen before there is something to do; None: until something happens."""
        job, now = self._job, self._clock()
        if job is None or job.sentences is None:
            return None
        waits = [] if self._is_idle(job) else [job.begun + self._idle_s - now]
        if (second := self._second_look_in_s(job)) is not None and second > 0:
            waits.append(second)
        if job.partial and not job.again:
            waits.append(self._again.due_in_s)
        if job.retry_at is not None:
            waits.append(job.retry_at - now)
        if self._is_too_soon(job):
            waits.append(job.told_at + TELL_EVERY_S - now)
        return max(0.0, min(waits)) if waits else None

    def _is_idle(self, job: Job) -> bool:
        return job.caret is None or self._clock() - job.begun >= self._idle_s

    def _second_look_in_s(self, job: Job) -> float | None:
        """The thorough tier is for long pauses and for the end. 0: it may begin; None: it may not at all."""
        if job.hurried or Tier.THOROUGH not in job.tiers():
            return None
        return 0.0 if job.ended is not None else max(0.0, job.begun + self._long_idle_s - self._clock())

    def _is_too_soon(self, job: Job) -> bool:
        """Telling of a long text takes its time, and the window must stay quick."""
        return len(job.sentences or ()) > LONG_TEXT and self._clock() - job.told_at < TELL_EVERY_S

    def _work(self, job: Job) -> None:
        taste = self._terms.taste()
        if job.sentences is None:
            self._prepare(job)
        if job.retry_at is not None and self._clock() >= job.retry_at:
            self._try_again(job)
        if not job.is_planned or job.taste != taste:
            self._plan(job, taste)
        if self._second_look_in_s(job) != 0:
            self._cancel_all_but({key for key in self._under_way if key.tier is not Tier.THOROUGH})
        self._collect(job)
        if self._asks_again(job):
            self._plan(job, taste)
        busy = self._start(job, taste)
        if not busy and job.old_trouble and job.trouble is not None and not job.is_open(job.trouble.tier):
            job.trouble = None
        self._trouble = job.trouble
        if not busy or not self._is_too_soon(job):
            self._tell(job, taste, busy)
        if not busy and self._is_idle(job):
            self._end(job, taste)

    def _prepare(self, job: Job) -> None:
        with self._changed:
            forgets, self._forgets = self._forgets, False
        if forgets:
            self._checked = CheckedSentences()
        job.deepest = self._terms.deepest()
        sentences = in_text(job.text, self._terms.abbreviations)
        job.provisional = carried(self._before[1], self._before[0], job.text, sentences)
        job.sentences = sentences
        job.trouble, job.old_trouble = self._trouble, True
        if job.ended is not None:
            self._again.now()
        job.again = not self._again.due_in_s
        self._checked.make_room(len(sentences))

    def _plan(self, job: Job, taste: Taste) -> None:
        """What is to be checked. What is under way and not wanted is cancelled."""
        job.plan(taste, self._checked)
        kept = {key for keys in job.keys for key in keys.values()}
        if job.todo[Tier.INSTANT]:  # the worker does one thing after another, and what was just typed comes first
            kept = {key for key in kept if key.tier is not Tier.FULL}
        if any(job.todo[tier] for tier in ORDER if tier is not Tier.THOROUGH):
            kept = {key for key in kept if key.tier is not Tier.THOROUGH}
        self._cancel_all_but(kept)

    def _cancel_all_but(self, wanted: set[Key]) -> None:
        """A tier's first check is let be: its engines are loading, and a worker that is cancelled then is ended.

        Those of the thorough tier are the deep one's.
        """
        for key in [key for key in self._under_way if key not in wanted]:
            if key.tier in self._loaded or key.tier is Tier.THOROUGH or self._closed:
                self._under_way.pop(key).future.cancel()

    def _collect(self, job: Job) -> None:
        for key in [key for key, check in self._under_way.items() if check.future.done()]:
            check = self._under_way.pop(key)
            self._loaded.add(key.tier)
            try:
                checked = check.future.result()
                self._checked.put(key, checked, check.shifts)
                self._again.heard(key.tier, complete=checked.complete, in_round=job.again)
                job.partial = job.partial or not checked.complete
                if job.old_trouble and job.trouble is not None and job.trouble.tier is key.tier:
                    job.trouble = None
            except (Cancelled, CancelledError):
                job.failed.add(key)
            except Exception as error:  # process boundary: a bug in an engine must not end the review
                self._failed(job, key, error)

    def _asks_again(self, job: Job) -> bool:
        """Does a round begin in which what isn't complete is asked for again?"""
        due = not self._again.due_in_s
        begins = due and not job.again and job.partial
        job.again = due
        return begins

    def _failed(self, job: Job, key: Key, error: Exception) -> None:
        log.warning("a sentence couldn't be checked (%s): %s", key.tier, error)
        job.failed.add(key)
        if key.tier is not Tier.THOROUGH:  # without a second look nothing is missed that anybody waits for
            remedy = Remedy.MODELS if isinstance(error, _FOR_MODELS) else Remedy.AGAIN
            job.trouble, job.old_trouble = Trouble(key.tier, self._terms.say(error), remedy), False
        if isinstance(error, _FOR_ALL):
            job.failures[key.tier] = _FOR_GOOD
        else:
            job.failures[key.tier] += 1
            if job.retries < RETRIES and key.tier is not Tier.THOROUGH:
                job.retry_at = self._clock() + self._retry_s

    def _try_again(self, job: Job) -> None:
        """What failed for a reason that may have passed."""
        job.retry_at, job.retries = None, job.retries + 1
        job.failed.clear()
        job.failures = Counter({tier: count for tier, count in job.failures.items() if count >= _FOR_GOOD})
        job.trouble = job.trouble if job.failures else None
        job.is_planned = False

    def _start(self, job: Job, taste: Taste) -> bool:
        """Begins what may begin, a tier after the other. Is anything under way?"""
        for tier in ORDER:
            if tier is Tier.THOROUGH:
                if self._second_look_in_s(job) != 0:
                    break
                job.looks_twice = True
            while tier in job.tiers() and self._count(tier) < AT_ONCE[tier]:
                place = self._next(job, tier, taste)
                if place is None:
                    break
                self._check(job, place, tier, taste)
            if self._count(tier):
                return True
        return False

    def _count(self, tier: Tier) -> int:
        return sum(key.tier is tier for key in self._under_way)

    def _next(self, job: Job, tier: Tier, taste: Taste) -> int | None:
        """Takes a sentence from what is to be done. The one that is being written goes deep after a pause only."""
        sentences, todo = job.sentences or (), job.todo[tier]
        held = tier is Tier.DEEP and not self._is_idle(job)
        for place in list(todo):
            if held and job.is_at_caret(sentences[place]):
                continue
            todo.remove(place)
            if tier is Tier.THOROUGH and job.is_hopeless(place, tier):
                continue
            if job.keys[place][tier] not in self._under_way and not job.is_settled(place, (tier,), self._checked):
                return place
        return None

    def _check(self, job: Job, place: int, tier: Tier, taste: Taste) -> None:
        key = job.keys[place][tier]
        try:
            future = self._checks.check(
                key.sentence,
                self._terms.language,
                tier,
                before=key.before,
                speaks=self._terms.speaks,
                personal_words=key.words,
                shifts=tuple(sorted(taste.shifts.items())),
                lane=Lane.LATER if tier.rewrites and job.ended is None else Lane.NOW,
            )
        except Exception as error:  # process boundary, as in _collect
            self._failed(job, key, error)
            return
        self._under_way[key] = _Check(future, taste.shifts)
        future.add_done_callback(lambda _: self._wake())

    def _tell(self, job: Job, taste: Taste, busy: bool) -> None:
        job.shown = job.known(self._checked)
        self._before = (job.text, job.shown)
        findings = findings_of(job.text, job.shown, taste.shifts, self._terms.explain)
        hidden = taste.rejected | taste.ignored
        review = Review(
            text=job.text,
            findings=tuple(one for one in findings if same(one.key) not in hidden),
            done=job.done(self._checked),
            sentences=len(job.sentences or ()),
            busy=busy,
            deepest=job.aim() or Tier.DEEP,
            problem=job.trouble.problem if job.trouble is not None else None,
            remedy=job.trouble.remedy if job.trouble is not None else None,
        )
        if review == job.told or (job.ended is not None and job.ended.done()):
            return
        with self._changed:
            if self._job is job:
                job.told, job.told_at = review, self._clock()
                job.on_review(review)

    def _end(self, job: Job, taste: Taste) -> None:
        """For `finish`: all is known."""
        if job.ended is None or job.ended.done() or not job.ended.set_running_or_notify_cancel():
            return
        findings = findings_of(job.text, job.shown, taste.shifts, self._terms.explain)
        kept = tuple(one for one in findings if same(one.key) not in taste.rejected)
        deepest = job.aim() or Tier.DEEP
        rejected = len(findings) - len(kept)
        problem = job.trouble.problem if job.trouble is not None else None
        job.ended.set_result(Reviewed(kept, rejected, len(job.sentences or ()), deepest, problem))
