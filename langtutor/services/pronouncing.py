"""Pronouncing: how an answer sounded, word by word, after its verdict; and pieces of sound to compare oneself by."""

from __future__ import annotations

import itertools
import logging
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.core.audio import Sound
from langtutor.core.ear_requests import HeardWord, Pronounce, SlowDown
from langtutor.core.errors import Cancelled, UnsupportedLanguage, UserError
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Say
from langtutor.core.skill import SkillKind
from langtutor.core.sounds import Pronounced, SoundGuide, WordSounds
from langtutor.core.text import Span
from langtutor.core.verdict import AnswerOutcome, Verdict, WordOutcome
from langtutor.host.client import Call, Host
from langtutor.services.linking import LinkSaid, levels_db, links_said
from langtutor.services.sound_pieces import AROUND_S, Wave, cut, read, samples_of, wave_of
from langtutor.services.sounds_said import Remark, SoundSaid, most_useful, sounds_said
from langtutor.services.stress_said import StressRemark, stress_remark
from langtutor.services.tasks import Tasks
from langtutor.services.voice import Levels

if TYPE_CHECKING:
    from langtutor.services.drilling import Outcome

log = logging.getLogger(__name__)

KEPT = 16
"""Sentences of the model whose words' times are kept in memory."""


@dataclass(frozen=True, slots=True)
class WordSaid:
    """One word of a verdict as it was said, from the beginning of the recording. sounds: empty where none are known.

    stress_asked, stress_heard: which of the sounds ought to carry the stress, and which seemed to.
    """

    text: str
    start_s: float
    end_s: float
    sounds: tuple[SoundSaid, ...] = ()
    stress_asked: int | None = None
    stress_heard: int | None = None

    @property
    def stress_is_right(self) -> bool:
        return self.stress_asked is None or self.stress_heard in (None, self.stress_asked)


@dataclass(frozen=True, slots=True)
class HowItSounded:
    """words: one for each of the verdict's, in their order; None for what wasn't said or can't be found.

    phones_known: False where the language has no phone model. trouble: why nothing could be told, else None.
    remark: on a sound; stress: on a word's stress. links: words that ought to run into each other, as far as the ear
    can tell whether they did.
    """

    words: tuple[WordSaid | None, ...]
    phones_known: bool = True
    remark: Remark | None = None
    stress: StressRemark | None = None
    trouble: UserError | None = None
    links: tuple[LinkSaid, ...] = ()


class Pronouncing:
    """Thread-safe; everything that takes time comes as a future.

    guides: the authored guide of a language, or None; asked off the main thread. reader: the window's language.
    levels: what the learner's voice is calibrated by.
    """

    def __init__(
        self,
        host: Host,
        tasks: Tasks,
        guides: Callable[[LanguageCode], SoundGuide | None],
        reader: Callable[[], str],
        levels: Callable[[LanguageCode], Levels] = lambda _: (),
    ) -> None:
        self._host = host
        self._tasks = tasks
        self._guides = guides
        self._reader = reader
        self._levels = levels
        self._lock = threading.Lock()
        self._listening: Call[Pronounced] | None = None
        self._models: OrderedDict[Say, tuple[Sound, tuple[WordSounds, ...]]] = OrderedDict()

    def listen(self, recording: Path, outcome: Outcome) -> Future[HowItSounded]:
        """How the answer sounded. No error of an engine fails it: then there are times at most, and the trouble."""
        return self._tasks.run(lambda: self._listen(recording, outcome))

    def stop_listening(self) -> None:
        """Nobody looks at that verdict any more."""
        with self._lock:
            listening, self._listening = self._listening, None
        if listening is not None:
            listening.cancel()

    def wave(self, recording: Path) -> Future[Wave]:
        """Raises UnreadableAudio."""
        return self._tasks.run(lambda: wave_of(recording))

    def piece(self, recording: Path, start_s: float = 0.0, end_s: float | None = None) -> Future[Sound]:
        """A part of a recording, a little more at both ends; to its end where none is given. Raises UnreadableAudio."""
        return self._tasks.run(lambda: cut(*read(recording), start_s, end_s))

    def slow_piece(
        self, recording: Path, speed: float, start_s: float = 0.0, end_s: float | None = None
    ) -> Future[Sound]:
        """The same, slower at the same pitch; all of it where no end is given. Raises UnreadableAudio, EngineFailed."""
        until = None if end_s is None else end_s + AROUND_S
        request = SlowDown(recording, speed, max(0.0, start_s - AROUND_S), until)
        return self._tasks.run(lambda: self._host.ask(request))

    def model_word(self, text: str, span: Span, language: LanguageCode, speed: float = 1.0) -> Future[Sound]:
        """The model voice's word as it stands in its sentence, or alone where it can't be found there.

        Raises UnsupportedLanguage, EngineFailed.
        """
        return self._tasks.run(lambda: self._model_word(Say(text, language, speed), span))

    def _listen(self, recording: Path, outcome: Outcome) -> HowItSounded:
        exercise, verdict = outcome.exercise, outcome.verdict
        text, _ = said(verdict)
        levels = self._levels(exercise.learned)
        try:
            heard = outcome.pronounced if text == exercise.expected else None
            if heard is None:
                heard = self._heard(Pronounce(recording, text, exercise.learned, exercise.spoken, levels))
        except Cancelled:
            raise
        except UserError as error:
            log.warning("no sounds of %s: %s", recording.name, error)
            words = _within(recording, words_from_transcript(outcome.transcript or "", outcome.heard_words, verdict))
            known = not isinstance(error, UnsupportedLanguage)
            return HowItSounded(words, known, trouble=error if known else None)
        guide = self._guides(exercise.learned) if heard.phones_known else None
        words = _within(recording, words_said(heard, verdict, guide, exercise.spoken, self._reader()))
        remark = most_useful([word.sounds if word else () for word in words])
        links = self._links(recording, heard, verdict, guide)
        return HowItSounded(words, heard.phones_known, remark, stress_remark(words), links=links)

    def _links(
        self, recording: Path, heard: Pronounced, verdict: Verdict, guide: SoundGuide | None
    ) -> tuple[LinkSaid, ...]:
        if guide is None:
            return ()
        try:
            levels = levels_db(*read(recording))
        except UserError as error:
            log.warning("%s can't be looked at: %s", recording.name, error)
            return ()
        return links_said(*said(verdict), heard.words, levels, verdict, guide, self._reader())

    def _heard(self, request: Pronounce) -> Pronounced:
        call = self._host.submit(request)
        with self._lock:
            self._listening = call
        return call.future.result()

    def _model_word(self, request: Say, span: Span) -> Sound:
        try:
            sound, words = self._model(request)
        except Cancelled:
            raise
        except UserError as error:
            log.warning("the model's words can't be told apart: %s", error)
            words = ()
        found = [word for word in words if _overlap(word.span, span) and _placed(word)]
        if not found:
            return self._host.ask(Say(span.of(request.text), request.language, request.speed)).sound
        return cut(samples_of(sound), sound.rate_hz, found[0].start_s, found[-1].end_s)

    def _model(self, request: Say) -> tuple[Sound, tuple[WordSounds, ...]]:
        """The sentence by the model voice, and when it says which word."""
        with self._lock:
            if request in self._models:
                self._models.move_to_end(request)
                return self._models[request]
        from langtutor.content.wav import write_wav

        sound = self._host.ask(Say(request.text, request.language, request.speed)).sound
        with tempfile.TemporaryDirectory(prefix="langtutor-model-") as folder:
            wav = Path(folder) / "model.wav"
            write_wav(wav, samples_of(sound), sound.rate_hz)
            words = self._host.ask(Pronounce(wav, request.text, request.language)).words
        with self._lock:
            self._models[request] = sound, words
            while len(self._models) > KEPT:
                self._models.popitem(last=False)
        return sound, words


def said(verdict: Verdict) -> tuple[str, tuple[Span | None, ...]]:
    """What was said, as far as is known, and where in it each word of the verdict stands; None for what wasn't said.

    That is what was asked, but where a slip was called that is none of sounds: there it is what was heard.
    """
    other_words = any(slip.kind is not SkillKind.SOUND for slip in verdict.slips)
    if verdict.outcome is not AnswerOutcome.SLIP or not other_words or not verdict.words:
        return verdict.expected, tuple(word.span if word.asked else None for word in verdict.words)
    text, spans = "", list[Span | None]()
    for word in verdict.words:
        slipped = word.outcome is WordOutcome.SLIP or not word.asked
        part = (word.heard or "") if slipped else word.asked
        text += " " if text and part else ""
        spans.append(Span(len(text), len(text) + len(part)) if part else None)
        text += part
    return text, tuple(spans)


def words_said(
    heard: Pronounced, verdict: Verdict, guide: SoundGuide | None, speaks: LanguageCode, reader: str
) -> tuple[WordSaid | None, ...]:
    """The verdict's words with their times and sounds; what was heard as two words is one here."""
    text, spans = said(verdict)
    words: list[WordSaid | None] = []
    for span in spans:
        parts = [word for word in heard.words if span is not None and _overlap(word.span, span) and _placed(word)]
        if span is None or not parts:
            words.append(None)
            continue
        sounds = [sounds_said(part, guide, speaks, reader) if guide is not None else () for part in parts]
        stress = _stress(parts, sounds)
        shown = tuple(itertools.chain.from_iterable(sounds))
        words.append(WordSaid(span.of(text), parts[0].start_s, parts[-1].end_s, shown, *stress))
    return tuple(words)


def words_from_transcript(
    transcript: str, heard: tuple[HeardWord, ...], verdict: Verdict
) -> tuple[WordSaid | None, ...]:
    """Only when each word was said, as far as the transcript has it."""
    places: list[tuple[Span, HeardWord]] = []
    at = 0
    for word in heard:
        start = transcript.find(word.text.strip(), at)
        if start >= 0:
            at = start + len(word.text.strip())
            places.append((Span(start, at), word))
    words: list[WordSaid | None] = []
    for told, span in zip(verdict.words, _spans_in(transcript, verdict), strict=True):
        parts = [word for place, word in places if span is not None and _overlap(place, span)]
        name = told.asked if told.outcome is WordOutcome.RIGHT else told.heard or told.asked
        words.append(WordSaid(name, parts[0].start_s, parts[-1].end_s) if parts else None)
    return tuple(words)


def _spans_in(transcript: str, verdict: Verdict) -> tuple[Span | None, ...]:
    """Where the transcript has what was heard for each word; None for what it has otherwise."""
    found: list[Span | None] = []
    lower, at = transcript.lower(), 0
    for word in verdict.words:
        start = lower.find(word.heard.lower(), at) if word.heard and len(lower) == len(transcript) else -1
        at = start + len(word.heard or "") if start >= 0 else at
        found.append(Span(start, at) if start >= 0 else None)
    return tuple(found)


def _within(recording: Path, words: tuple[WordSaid | None, ...]) -> tuple[WordSaid | None, ...]:
    """Without the silence that may count as part of the first and of the last word."""
    try:
        wave = wave_of(recording)
    except UserError as error:
        log.warning("%s can't be looked at: %s", recording.name, error)
        return words
    found: list[WordSaid | None] = []
    for word in words:
        if word is not None and word.start_s < wave.last_s and word.end_s > wave.first_s:
            start_s, end_s = max(word.start_s, wave.first_s), min(word.end_s, wave.last_s)
            word = replace(word, start_s=start_s, end_s=end_s)
        found.append(word)
    return tuple(found)


def _stress(parts: list[WordSounds], sounds: list[tuple[SoundSaid, ...]]) -> tuple[int | None, int | None]:
    """As places among all sounds, of the first part where the stress went elsewhere; else of the first that has one."""
    at, known = 0, []
    for part, shown in zip(parts, sounds, strict=True):
        vowels = [at + place for place, one in enumerate(shown) if one.vowel]
        asked, heard = (
            vowels[which] if which is not None and which < len(vowels) else None
            for which in (part.stress_asked, part.stress_heard)
        )
        if asked is not None:
            known.append((asked, heard))
        at += len(shown)
    known.sort(key=lambda pair: pair[1] in (None, pair[0]))
    return known[0] if known else (None, None)


def _placed(word: WordSounds) -> bool:
    """A word that has no place in so short a recording has no times."""
    return word.end_s > word.start_s


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
