"""The tour: the main job once, without a window.

One sentence is said, heard, judged and logged, and the next drill chosen because of it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from langtutor.core.audio import Sound
from langtutor.core.course import Course, ItemId, Sentence
from langtutor.core.errors import FileUnwritable
from langtutor.core.events import DrillKind, Event, Evidence, Mode, SlipMade
from langtutor.core.requests import Say
from langtutor.core.skill import SkillEstimate
from langtutor.core.text import SkillId
from langtutor.core.verdict import Verdict
from langtutor.drills.words import same
from langtutor.host.client import Host
from langtutor.learner.cards import word_skill
from langtutor.services.answers import Who
from langtutor.services.drilling import Drilling, Next
from langtutor.services.free_speech import judge_free, sentence_meant
from langtutor.store.ledger import Ledger


@dataclass(frozen=True)
class TourReport:
    """said: what the voice was given, None where a WAV was handed in. transcript: what the ear wrote down.

    verdict.answer is what was heard, all things weighed; edits lead from it to what was meant.
    """

    said: str | None
    asked: str | None
    transcript: str
    verdict: Verdict
    events: tuple[Event, ...]
    skills_before: Mapping[SkillId, SkillEstimate]
    skills_after: Mapping[SkillId, SkillEstimate]
    next: Next
    timings: Mapping[str, float]
    recording: Path


class Tour:
    def __init__(self, drilling: Drilling, host: Host, ledger: Ledger, who: Who) -> None:
        self._drilling = drilling
        self._host = host
        self._ledger = ledger
        self._who = who
        self._language = drilling.language

    @property
    def _course(self) -> Course:
        return self._drilling.course

    def run(self, folder: Path, wav: Path | None = None, asked: str | None = None) -> TourReport:
        """Without a WAV, the course's tour sentence is said with its first slip, into `folder`.

        Without `asked`, a WAV is judged against the course's sentence that it fits, else as free speech.
        """
        timings: dict[str, float] = {}
        said: str | None = None
        if wav is None:
            sentence = self._course.sentences[self._course.tour]
            said = sentence.slips[0].said if asked is None else asked
            asked = asked or sentence.text
            begin = time.perf_counter()
            wav = folder / "tour.wav"
            spoken = self._host.ask(Say(said, self._course.learned)).sound
            save(spoken, wav)
            timings["say"] = time.perf_counter() - begin
        if asked is not None:
            return self._asked(wav, self._sentence(asked), said, timings)
        return self._free(wav, timings)

    def _asked(self, wav: Path, sentence: Sentence, said: str | None, timings: dict[str, float]) -> TourReport:
        exercise = self._drilling.exercise(DrillKind.SAY, Mode.SPOKEN, sentence)
        before = self._drilling.estimates()
        outcome = self._drilling.submit_spoken(exercise, wav, used_help=False, duration_s=0.0).result()
        before = {**outcome.before, **before}
        after = self._drilling.estimates(before)
        begin = time.perf_counter()
        chosen = self._drilling.choose()
        timings = {**timings, **outcome.timings, "choose": time.perf_counter() - begin}
        found = [self._ledger.event(one) for one in outcome.event_ids]
        events = tuple(event for event in found if event is not None)
        transcript = outcome.transcript or ""
        return TourReport(said, sentence.text, transcript, outcome.verdict, events, before, after, chosen, timings, wav)

    def _free(self, wav: Path, timings: dict[str, float]) -> TourReport:
        begin = time.perf_counter()
        answer = judge_free(wav, self._drilling.tools(), self._host)
        timings["hear+correct"] = time.perf_counter() - begin
        meant = sentence_meant(answer.sentence, self._course, self._language)
        if meant is not None:
            return self._asked(wav, meant, None, timings)
        before = self._drilling.estimates(slip.skill for slip in answer.verdict.slips if slip.skill)
        engines = {"Hear": answer.heard.engine, "Correct": answer.checked.engine}
        evidence = Evidence(wav.stem, engines)
        slips: list[Event] = []
        now = datetime.now(UTC)
        for slip in answer.verdict.slips:
            if slip.skill is not None:
                header, edit = self._who.header(now), slip.edit
                slips.append(
                    SlipMade(header, slip.skill, None, slip.kind, Mode.SPOKEN, slip.said, slip.meant, edit, evidence)
                )
        self._ledger.append(*slips)
        after = self._drilling.estimates(before)
        return TourReport(
            None,
            None,
            answer.heard.text,
            answer.verdict,
            tuple(slips),
            before,
            after,
            self._drilling.choose(),
            timings,
            wav,
        )

    def _sentence(self, asked: str) -> Sentence:
        """The course's sentence or variant, else one made for the occasion: a phrase of its own, as a kept card is."""
        found = sentence_meant(asked, self._course, self._language)
        if found is not None and same(asked, found.text, self._language):
            return found
        skill = word_skill(self._course.learned, asked)
        return Sentence(ItemId(f"asked/{skill}"), skill, asked, (asked,), (), {}, ())


def save(sound: Sound, wav: Path) -> None:
    """A Sound as a WAV of its own rate. Raises DiskFull, FolderReadOnly, FileUnwritable."""
    import numpy as np

    from langtutor.content.wav import write_wav

    try:
        write_wav(wav, np.frombuffer(sound.samples, np.float32), sound.rate_hz)
    except OSError as error:
        raise FileUnwritable(path=str(wav), detail=str(error.strerror or error)) from error
