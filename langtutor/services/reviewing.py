"""Reviews a text while it is written: sentence by sentence, quick checks first, only what changed.

One thread decides what is checked next; the checks themselves run in the workers. A newer text keeps the checks that it
still wants and cancels the others.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from typing import Protocol

from langtutor.core.errors import Cancelled, ModelMissing, NoJava, NotEnoughMemory, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked, Lane, Tier
from langtutor.core.sentences import Sentence, in_text
from langtutor.core.text import ErrorType
from langtutor.core.writing import Finding, Review
from langtutor.services.checked import CheckedSentence, CheckedSentences, Key, Taste
from langtutor.services.findings import Explain, Placed, carried, findings_of, in_whole_text, same, without_overlap

log = logging.getLogger(__name__)

IDLE_S = 2.0
"""After such a pause even the sentence with the caret is given to the deep tier."""
AT_ONCE = {Tier.INSTANT: 6, Tier.FULL: 1, Tier.DEEP: 1}
"""Checks under way, so that one of the newest text needn't wait behind hundreds."""
FAILURES = 3
"""After so many a tier isn't asked again for this text."""
RETRY_S = 10.0
RETRIES = 3
"""An engine that is still starting, or was started again, gets another chance, so often for a text."""
LONG_TEXT = 100
TELL_EVERY_S = 0.1
"""Of a text with more sentences than that, reviews come no faster."""

_ORDER = tuple(Tier)
FOR_GOOD = 1000

_FOR_ALL = (ModelMissing, NoJava, NotEnoughMemory, UnsupportedLanguage)
"""What would fail for every sentence."""


class Checks(Protocol):
    """Checks one sentence; `services.correcting`. Cancelling the future stops the work."""

    def check(
        self,
        sentence: str,
        language: LanguageCode,
        tier: Tier,
        *,
        before: str = "",
        speaks: LanguageCode | None = None,
        personal_words: frozenset[str] = frozenset(),
        shifts: tuple[tuple[ErrorType, float], ...] = (),
        lane: Lane = Lane.NOW,
    ) -> Future[Checked]: ...


@dataclass(frozen=True)
class Terms:
    """What a text is reviewed on. abbreviations: of the language. deepest: the deepest tier there is now.

    taste: the learner's words, shifts and what isn't to be shown. say: an error as a sentence for the page.
    """

    language: LanguageCode
    speaks: LanguageCode | None
    abbreviations: frozenset[str]
    deepest: Callable[[], Tier]
    taste: Callable[[], Taste]
    explain: Explain
    say: Callable[[Exception], str]


@dataclass(frozen=True)
class Reviewed:
    """The end of a whole review. findings: ignored ones too. disagreed: how many the learner rejects."""

    findings: tuple[Finding, ...]
    disagreed: int
    sentences: int
    deepest: Tier
    problem: str | None


@dataclass(frozen=True, slots=True)
class _Check:
    """shifts: those it was asked with."""

    future: Future[Checked]
    shifts: Mapping[ErrorType, float]


@dataclass
class _Job:
    """One text. ended: for `finish`. keys and todo are of one taste; todo holds places in `sentences`, the next first.

    provisional: what was shown of the text before. failures: by tier; shown, told: what the page was told last.
    """

    text: str
    on_review: Callable[[Review], None]
    caret: int | None
    ended: Future[Reviewed] | None
    begun: float
    deepest: Tier = Tier.FULL
    sentences: tuple[Sentence, ...] | None = None
    provisional: list[Placed] = field(default_factory=list)
    taste: Taste | None = None
    keys: list[dict[Tier, Key]] = field(default_factory=list)
    todo: dict[Tier, deque[int]] = field(default_factory=dict)
    failed: set[Key] = field(default_factory=set)
    retry_at: float | None = None
    retries: int = 0
    failures: Counter[Tier] = field(default_factory=Counter)
    problem: str | None = None
    shown: list[Placed] = field(default_factory=list)
    told: Review | None = None
    told_at: float = -math.inf

    def tiers(self) -> list[Tier]:
        """Those that are wanted and work."""
        return [tier for tier in _ORDER[: _ORDER.index(self.deepest) + 1] if self.failures[tier] < FAILURES]

    def is_at_caret(self, sentence: Sentence) -> bool:
        return self.caret is not None and sentence.within.start <= self.caret <= sentence.within.end

    def nearness(self, sentence: Sentence) -> int:
        """Code points from the caret; what stands before it first."""
        if self.caret is None:
            return sentence.within.start
        after = sentence.within.start - self.caret
        return 2 * after if after > 0 else max(0, self.caret - sentence.within.end)


class Reviewing:
    """Thread-safe. The thread begins with the first review; `close` ends it."""

    def __init__(
        self,
        checks: Checks,
        terms: Terms,
        idle_s: float = IDLE_S,
        retry_s: float = RETRY_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._checks = checks
        self._terms = terms
        self._idle_s = idle_s
        self._retry_s = retry_s
        self._clock = clock
        self._changed = threading.Condition(threading.RLock())
        self._news = False
        self._closed = False
        self._job: _Job | None = None
        self._thread: threading.Thread | None = None
        # Only the thread touches what follows.
        self._checked = CheckedSentences()
        self._under_way: dict[Key, _Check] = {}
        self._loaded: set[Tier] = set()
        self._before: tuple[str, list[Placed]] = ("", [])

    def review(self, text: str, on_review: Callable[[Review], None], caret: int | None) -> None:
        self._take(_Job(text, on_review, caret, None, self._clock()))

    def finish(self, text: str, on_review: Callable[[Review], None]) -> Future[Reviewed]:
        """All of it, to the deepest tier. Cancelled by a newer call, by `stop` and by the caller."""
        ended: Future[Reviewed] = Future()
        ended.add_done_callback(lambda _: self._wake())
        self._take(_Job(text, on_review, None, ended, self._clock()))
        return ended

    def refresh(self) -> None:
        """The learner's taste has changed: what is shown is told anew."""
        self._wake()

    def stop(self) -> None:
        self._take(None)

    def close(self) -> None:
        with self._changed:
            self._closed = True
        self._take(None)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _take(self, job: _Job | None) -> None:
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
        if job.retry_at is not None:
            waits.append(job.retry_at - now)
        if self._is_too_soon(job):
            waits.append(job.told_at + TELL_EVERY_S - now)
        return max(0.0, min(waits)) if waits else None

    def _is_idle(self, job: _Job) -> bool:
        return job.caret is None or self._clock() - job.begun >= self._idle_s

    def _is_too_soon(self, job: _Job) -> bool:
        """Telling of a long text takes its time, and the window must stay quick."""
        return len(job.sentences or ()) > LONG_TEXT and self._clock() - job.told_at < TELL_EVERY_S

    def _work(self, job: _Job) -> None:
        taste = self._terms.taste()
        if job.sentences is None:
            self._prepare(job)
        if job.retry_at is not None and self._clock() >= job.retry_at:
            self._try_again(job)
        if job.taste != taste:
            self._plan(job, taste)
        self._collect(job)
        busy = self._start(job, taste)
        if not busy or not self._is_too_soon(job):
            self._tell(job, taste, busy)
        if not busy and self._is_idle(job):
            self._end(job, taste)

    def _prepare(self, job: _Job) -> None:
        job.deepest = self._terms.deepest()
        sentences = in_text(job.text, self._terms.abbreviations)
        job.provisional = carried(self._before[1], self._before[0], job.text, sentences)
        job.sentences = sentences
        self._checked.make_room(len(sentences))

    def _plan(self, job: _Job, taste: Taste) -> None:
        """What must be checked, the nearest to the caret first. What is under way and not wanted is cancelled."""
        sentences = job.sentences or ()
        job.taste = taste
        job.keys = [{tier: _key(sentence, tier, taste) for tier in _ORDER} for sentence in sentences]
        order = sorted(range(len(sentences)), key=lambda place: job.nearness(sentences[place]))
        for number, tier in enumerate(_ORDER):
            wanted = {job.keys[place][tier]: place for place in reversed(order)}
            unknown = {place for place in wanted.values() if not self._is_known(job, place, _ORDER[number:], taste)}
            job.todo[tier] = deque(place for place in order if place in unknown)
        kept = {key for keys in job.keys for key in keys.values()}
        if job.todo[Tier.INSTANT]:  # the worker does one thing after another, and what was just typed comes first
            kept = {key for key in kept if key.tier is not Tier.FULL}
        self._cancel_all_but(kept)

    def _is_known(self, job: _Job, place: int, tiers: Sequence[Tier], taste: Taste) -> bool:
        return any(self._checked.get(job.keys[place][tier], taste) is not None for tier in tiers)

    def _cancel_all_but(self, wanted: set[Key]) -> None:
        """A tier's first check is let be: its engines are loading, and a worker that is cancelled then is ended."""
        for key in [key for key in self._under_way if key not in wanted]:
            if key.tier in self._loaded or self._closed:
                self._under_way.pop(key).future.cancel()

    def _collect(self, job: _Job) -> None:
        for key in [key for key, check in self._under_way.items() if check.future.done()]:
            check = self._under_way.pop(key)
            self._loaded.add(key.tier)
            try:
                self._checked.put(key, check.future.result(), check.shifts)
            except (Cancelled, CancelledError):
                job.failed.add(key)
            except Exception as error:  # process boundary: a bug in an engine must not end the review
                self._failed(job, key, error)

    def _failed(self, job: _Job, key: Key, error: Exception) -> None:
        log.warning("a sentence couldn't be checked (%s): %s", key.tier, error)
        job.failed.add(key)
        job.problem = self._terms.say(error)
        if isinstance(error, _FOR_ALL):
            job.failures[key.tier] = FOR_GOOD
        else:
            job.failures[key.tier] += 1
            if job.retries < RETRIES:
                job.retry_at = self._clock() + self._retry_s

    def _try_again(self, job: _Job) -> None:
        """What failed for a reason that may have passed."""
        job.retry_at, job.retries = None, job.retries + 1
        job.failed.clear()
        job.failures = Counter({tier: count for tier, count in job.failures.items() if count >= FOR_GOOD})
        job.problem = job.problem if job.failures else None
        job.taste = None

    def _start(self, job: _Job, taste: Taste) -> bool:
        """Begins what may begin, a tier after the other. Is anything under way?"""
        for tier in _ORDER:
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

    def _next(self, job: _Job, tier: Tier, taste: Taste) -> int | None:
        """Takes a sentence from what is to be done. The one that is being written goes deep after a pause only."""
        sentences, todo = job.sentences or (), job.todo[tier]
        held = tier is Tier.DEEP and not self._is_idle(job)
        for place in list(todo):
            if held and job.is_at_caret(sentences[place]):
                continue
            todo.remove(place)
            if job.keys[place][tier] not in self._under_way and not self._is_known(job, place, (tier,), taste):
                return place
        return None

    def _check(self, job: _Job, place: int, tier: Tier, taste: Taste) -> None:
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
                lane=Lane.LATER if tier is Tier.DEEP and job.ended is None else Lane.NOW,
            )
        except Exception as error:  # process boundary, as in _collect
            self._failed(job, key, error)
            return
        self._under_way[key] = _Check(future, taste.shifts)
        future.add_done_callback(lambda _: self._wake())

    def _shown(self, job: _Job, taste: Taste) -> list[Placed]:
        """What is known of each sentence, and what was known of it before it changed and may still hold."""
        known: list[Placed] = []
        open_tiers: dict[Sentence, frozenset[Tier]] = {}
        for number, sentence in enumerate(job.sentences or ()):
            keys = job.keys[number]
            tier, found = self._best(keys, taste)
            if tier is not None and found is not None:
                known += in_whole_text(found.edits, tier, sentence, found.shifts)
            deeper = _ORDER[_ORDER.index(tier) + 1 :] if tier is not None else _ORDER
            open_tiers[sentence] = frozenset(
                one for one in deeper if one in job.tiers() and keys[one] not in job.failed
            )
        return without_overlap(known, [one for one in job.provisional if one.tier in open_tiers[one.sentence]])

    def _best(self, keys: Mapping[Tier, Key], taste: Taste) -> tuple[Tier | None, CheckedSentence | None]:
        for tier in reversed(_ORDER):
            found = self._checked.get(keys[tier], taste)
            if found is not None:
                return tier, found
        return None, None

    def _tell(self, job: _Job, taste: Taste, busy: bool) -> None:
        job.shown = self._shown(job, taste)
        self._before = (job.text, job.shown)
        findings = findings_of(job.text, job.shown, taste.shifts, self._terms.explain)
        hidden = taste.rejected | taste.ignored
        review = Review(
            text=job.text,
            findings=tuple(one for one in findings if same(one.key) not in hidden),
            done=self._done(job, taste),
            sentences=len(job.sentences or ()),
            busy=busy,
            deepest=(job.tiers() or _ORDER)[-1],
            problem=job.problem,
        )
        if review == job.told or (job.ended is not None and job.ended.done()):
            return
        with self._changed:
            if self._job is job:
                job.told, job.told_at = review, self._clock()
                job.on_review(review)

    def _done(self, job: _Job, taste: Taste) -> int:
        """Sentences that were checked in the deepest tier that works, or can't be."""
        deepest = job.tiers()[-1:]
        return sum(
            not deepest or keys[deepest[0]] in job.failed or self._checked.get(keys[deepest[0]], taste) is not None
            for keys in job.keys
        )

    def _end(self, job: _Job, taste: Taste) -> None:
        """For `finish`: all is known."""
        if job.ended is None or job.ended.done() or not job.ended.set_running_or_notify_cancel():
            return
        findings = findings_of(job.text, job.shown, taste.shifts, self._terms.explain)
        kept = tuple(one for one in findings if same(one.key) not in taste.rejected)
        deepest = (job.tiers() or _ORDER)[-1]
        rejected = len(findings) - len(kept)
        job.ended.set_result(Reviewed(kept, rejected, len(job.sentences or ()), deepest, job.problem))


def _key(sentence: Sentence, tier: Tier, taste: Taste) -> Key:
    before = "" if tier is Tier.INSTANT else sentence.before
    return Key(sentence.text, before, tier, taste.words_in(sentence.text))
