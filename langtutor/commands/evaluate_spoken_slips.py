"""`langtutor evaluate spoken-slips`: voices make known slips, of grammar and of single sounds; are they heard?"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

from langtutor.commands.output import Output
from langtutor.commands.spoken_slips_report import Measured, as_json, details, in_words
from langtutor.content.courses import course_pairs, load_course
from langtutor.content.languages import load_languages
from langtutor.content.messages import Messages, system_language
from langtutor.content.sounds import load_sound_guide
from langtutor.core.course import Course, Sentence
from langtutor.core.errors import FileUnwritable, ModelMissing, NoCourse, UnsupportedLanguage, UserError
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Capability, WarmUp
from langtutor.core.skill import SkillKind
from langtutor.core.tolerance import Tolerance
from langtutor.evaluation import fingerprint
from langtutor.evaluation.keeping import Kept
from langtutor.evaluation.speech_replies import Replies
from langtutor.evaluation.spoken_corpus import NativeToo
from langtutor.evaluation.spoken_slips import Decision, Done, Ear, GrammarBench, PhoneBench, found
from langtutor.evaluation.spoken_slips_detectors import Detector, Langtutor, Likelihood, Transcript, silent_evidence
from langtutor.evaluation.spoken_slips_sounds import Langtutor as LangtutorSounds
from langtutor.evaluation.spoken_slips_sounds import Pocketsphinx, SoundDetector, WordProbability
from langtutor.evaluation.spoken_voices import ENGLISH, ChosenPhones, KeptVoice, voices_of
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.models.commands import open_store
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    """Raises NoCourse, ModelMissing, UnsupportedLanguage, FileUnwritable, DiskFull, FolderReadOnly."""
    messages = Messages(resources_dir() / "messages", SettingsFile(paths.settings).now.ui_language or system_language())
    course = _course(options.learn, options.speak)
    sentences = _sentences(course, options.sentences, options.limit)
    store = open_store(paths, guard)
    with ExitStack() as stack:
        bench = _Bench(paths, store, course, sentences, _Progress(output, messages), resume=options.resume)
        folder = options.work or (paths.cache / "spoken-slips" if options.resume else None)
        work = _made(folder) if folder else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        decisions = bench.decisions(stack, work)
        output.end_progress()
        voices = [voice.name for voice in bench.voices(work)]
    measured = Measured(
        language=course.learned,
        speaks=course.spoken,
        sentences=len(sentences),
        voices=voices,
        parts={
            "grammar": found(decisions["grammar"], kinds=[SkillKind.GRAMMAR]),
            "phones": found(decisions["phones"]),
        },
        decisions=decisions,
    )
    if LangtutorSounds.name not in measured.parts["phones"]:
        output.note(messages.text("evaluate.spoken_slips.no_sounds"))
    if options.details:
        _write(options.details, details(measured))
    output.result(as_json(measured), in_words(measured, messages))
    return 0


@dataclass
class _Bench:
    """What is said, by whom, and who listens."""

    paths: Paths
    store: ModelStore
    course: Course
    sentences: Sequence[Sentence]
    progress: _Progress
    resume: bool

    def __post_init__(self) -> None:
        self._voices: list[ChosenPhones] | None = None

    def decisions(self, stack: ExitStack, work: Path) -> dict[str, list[Decision]]:
        """Of both parts. Raises ModelMissing, UnsupportedLanguage where there is no ear for this language."""
        code = self.course.learned
        ear = self._ear(stack, work)
        voices = self.voices(work)
        grammar = GrammarBench(ear, voices, self._detectors(), self.course.spoken)
        made = {"grammar": list(grammar.decisions(self.sentences, self.progress.of("grammar"))), "phones": []}
        if code == ENGLISH:
            guide = load_sound_guide(resources_dir() / "sounds", code)
            phones = PhoneBench(ear, voices, self._sound_detectors())
            if guide is not None:
                phones = replace(phones, fine=NativeToo(Tolerance(guide)))
            texts = [sentence.text for sentence in self.sentences]
            made["phones"] = list(phones.decisions(texts, self.progress.of("phones")))
        return made

    def voices(self, work: Path) -> list[ChosenPhones]:
        if self._voices is None:
            code = self.course.learned
            models = [m for m in self.store.models() if m.capability == Capability.VOICE and code in m.languages]
            found = voices_of(code, self.store.installed, [model.id for model in models])
            self._voices = [KeptVoice(voice, work) for voice in found]
        return self._voices

    def _ear(self, stack: ExitStack, work: Path) -> Ear:
        code = self.course.learned
        host = stack.enter_context(closing(Host(WorkerContext(self.paths, never_use_network=True))))
        kept = stack.enter_context(closing(Kept(self.paths.cache / "evaluate.sqlite")))
        warm_up = [WarmUp(Capability.SPEECH, code, self.course.spoken)]
        version = f"{fingerprint.of_hearing()} {fingerprint.of_models([self._whisper()])}"
        replies = Replies(host, kept, lambda request: version, warm_up, resume=self.resume)
        return Ear(replies, code, self.course.spoken, work)

    def _detectors(self) -> Sequence[Detector]:
        texts = [text for one in self.sentences for text in (one.text, *(slip.said for slip in one.slips))]
        silent = silent_evidence(self._whisper(), list(dict.fromkeys(texts)), self.course.learned)
        return Langtutor(), Transcript(self._language()), Likelihood(silent)

    def _sound_detectors(self) -> Sequence[SoundDetector]:
        return LangtutorSounds(), Pocketsphinx(), WordProbability()

    def _language(self) -> Language:
        return load_languages(resources_dir() / "languages")[self.course.learned]

    def _whisper(self) -> Path:
        code = self.course.learned
        model = self.store.choose(Capability.SPEECH, code)
        if model is None:
            raise self._missing(code)
        return self.store.path_of(model.id)

    def _missing(self, code: LanguageCode) -> UserError:
        model = next((m for m in self.store.models() if m.capability == Capability.SPEECH), None)
        if model is None or not model.serves(code):
            return UnsupportedLanguage(language=code, capability=Capability.SPEECH)
        return ModelMissing(model=model.id, command=f"langtutor models install {model.id}")


class _Progress:
    """Says how far each part is, and how long it will take; not after every sentence where each would take a line."""

    def __init__(self, output: Output, messages: Messages) -> None:
        self._output = output
        self._messages = messages
        self._said = 0.0

    def of(self, part: str) -> Done:
        """What to call before each sentence."""
        last: deque[float] = deque(maxlen=10)
        name = self._messages.text(f"evaluate.spoken_slips.{part}")

        def done(count: int, total: int) -> None:
            now = time.monotonic()
            last.append(now)
            if not self._output.rewrites and now - self._said < 10.0:
                return
            self._said = now
            left_s = (total - count) * (now - last[0]) / max(1, len(last) - 1)
            key = "evaluate.spoken_slips.step" if left_s < 60 else "evaluate.spoken_slips.step_left"
            fields = {"part": name, "done": count, "total": total, "minutes": round(left_s / 60)}
            self._output.progress(self._messages.text(key, fields))

        return done


def _course(learned: str, spoken: str | None) -> Course:
    """Raises NoCourse."""
    folder = resources_dir() / "courses"
    pairs = [pair for pair in course_pairs(folder) if pair[0] == learned and spoken in (None, pair[1])]
    if not pairs:
        raise NoCourse(learned=learned, spoken=spoken or "?")
    return load_course(folder, *pairs[0])


def _sentences(course: Course, which: tuple[int, int], limit: int | None) -> list[Sentence]:
    """One of each skill before a second of any."""
    first, last = which
    turns = [
        [skill.sentences[at] for skill in course.skills if at < len(skill.sentences)] for at in range(first - 1, last)
    ]
    return [sentence for turn in turns for sentence in turn][:limit]


def _made(folder: Path) -> Path:
    """Raises FileUnwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=str(folder), detail=str(error)) from error
    return folder


def _write(path: Path, text: str) -> None:
    """Raises FileUnwritable."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileUnwritable(path=str(path), detail=str(error)) from error
