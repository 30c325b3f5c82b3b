"""`langtutor evaluate speech`: what is heard of people who read aloud, and whether what they didn't say is noticed."""

from __future__ import annotations

import argparse
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from langtutor.commands.output import Output
from langtutor.commands.speech_report import Measured, as_json, details, in_words
from langtutor.content.directions import guess_language
from langtutor.content.languages import load_languages
from langtutor.content.messages import Messages, system_language
from langtutor.content.sounds import load_sound_guide
from langtutor.core.errors import FileUnwritable, ModelMissing, UnsupportedLanguage, UserError
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Capability, Correct, Request, Tier, WarmUp
from langtutor.drills.exercise import Grader
from langtutor.drills.grading import Tools
from langtutor.drills.vocabulary import zipf
from langtutor.evaluation import fingerprint
from langtutor.evaluation.keeping import Kept
from langtutor.evaluation.speech import Item, System, ask, scores, times_as_fast
from langtutor.evaluation.speech_data import Clip, as_a_course_has_it, read_clips
from langtutor.evaluation.speech_replies import Replies
from langtutor.evaluation.speech_slips import spoiler_of
from langtutor.evaluation.speech_systems import Echo, FasterWhisper, Langtutor, Recogniser, Transcribe, Vosk
from langtutor.evaluation.wer import difference
from langtutor.host.client import Host
from langtutor.host.specs import EAR, WorkerContext, capability_of
from langtutor.models.commands import open_store
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile

_REST_S = 0.25
"""Before what is timed: threads of the one before spin for 0.2 s when their work is done."""

_BEAM = 5
"""faster-whisper's own, and langtutor's; greedily it is quicker and hears worse."""


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    """Raises NoClips, NoClip, NoAskedText, FileUnreadable, FileUnwritable, ModelMissing, UnsupportedLanguage."""
    messages = Messages(resources_dir() / "messages", SettingsFile(paths.settings).now.ui_language or system_language())
    store = open_store(paths, guard)
    clips = read_clips(options.data, options.limit)
    languages = load_languages(resources_dir() / "languages")
    language = _language(options.language, clips, languages)
    bench = _Bench(paths, store, language, _other(language, languages), resume=options.resume)
    items = _items(clips, language)
    with closing(Kept(paths.cache / "evaluate.sqlite")) as kept, ExitStack() as stack:
        output.progress(messages.text("evaluate.speech.warming"))
        systems = list(bench.systems(stack, kept))
        answers = ask(systems, items, _Progress(output, messages))
    output.end_progress()
    found = {name: scores(name, items, of_clips, language) for name, of_clips in answers.items()}
    own, others = found[Langtutor.name], [name for name in found if name not in (Langtutor.name, Echo.name)]
    measured = Measured(
        data=options.data,
        language=language.code,
        clips=len(items),
        systems=list(found.values()),
        differences={name: difference(own.wer, found[name].wer) for name in others},
        speedup={
            name: times_as_fast(answers[Langtutor.name], answers[name])
            for name in others
            if name.startswith(FasterWhisper.name)  # the same model; Vosk decodes while one speaks
        },
    )
    if options.details:
        _write(options.details, details(items, answers))
    if Vosk.name not in found:
        output.note(messages.text("evaluate.speech.no_vosk"))
    output.result(as_json(measured), in_words(measured, messages))
    return 0


@dataclass(frozen=True)
class _Bench:
    """Who is measured in this language, and with which models. other: the learner's first language."""

    paths: Paths
    store: ModelStore
    language: Language
    other: Language
    resume: bool

    def systems(self, stack: ExitStack, kept: Kept) -> Iterator[System]:
        """Raises ModelMissing where there is no ear for this language."""
        ear = self.store.choose(Capability.SPEECH, self.language.code)
        if ear is None:
            raise self._missing()
        host = stack.enter_context(closing(Host(WorkerContext(self.paths, never_use_network=True))))
        replies = Replies(host, kept, self._versions(), self._warm_up(), _rest, resume=self.resume)
        yield Langtutor(replies, self._tools())
        whisper = FasterWhisper(self.store.path_of(ear.id), self.language)
        version = f"{whisper.version} {fingerprint.of_models([self.store.path_of(ear.id)])}"
        for name, beam in ((FasterWhisper.name, _BEAM), (f"{FasterWhisper.name}-greedy", 1)):
            yield self._recogniser(name, version, partial(whisper.transcribe, beam_size=beam), kept)
        captions = self.store.choose(Capability.CAPTIONS, self.language.code)
        if captions is not None:
            folder = self.store.path_of(captions.id)
            vosk = Vosk(folder)
            yield self._recogniser(
                Vosk.name, f"{vosk.version} {fingerprint.of_models([folder])}", vosk.transcribe, kept
            )
        yield Echo(self.language)

    def _recogniser(self, name: str, version: str, transcribe: Transcribe, kept: Kept) -> Recogniser:
        return Recogniser(name, version, transcribe, self.language, kept, _rest, resume=self.resume)

    def _tools(self) -> Tools:
        """As a learner has it who has never disagreed with anything."""
        sounds = load_sound_guide(resources_dir() / "sounds", self.language.code)
        return Tools(Grader(self.language, self.other), lambda form: zipf(form, self.language.code), sounds=sounds)

    def _warm_up(self) -> tuple[Request[Any], ...]:
        code = self.language.code
        capabilities = (Capability.SPEECH, Capability.SOUNDS, Capability.PARSING)
        waits = Correct("She has it.", code, Tier.FULL, speaks=self.other.code, patient=True)
        return (*(WarmUp(one, code, self.other.code) for one in capabilities), waits)

    def _versions(self) -> Callable[[Request[Any]], str]:
        """What hears and what corrects change apart."""
        heard = self._models(Capability.SPEECH, Capability.SOUNDS, Capability.VOICE_ACTIVITY)
        corrected = self._models(Capability.GRAMMAR, Capability.SCORING, Capability.PARSING)
        hearing = f"{fingerprint.of_hearing()} {heard}"
        correcting = f"{fingerprint.of_correcting()} {corrected}"
        return lambda request: hearing if capability_of(request) in EAR.capabilities else correcting

    def _models(self, *capabilities: Capability) -> str:
        models = (self.store.choose(capability, self.language.code) for capability in capabilities)
        return fingerprint.of_models(self.store.path_of(model.id) for model in models if model is not None)

    def _missing(self) -> UserError:
        model = next((m for m in self.store.models() if m.capability == Capability.SPEECH), None)
        if model is None or not model.serves(self.language.code):
            return UnsupportedLanguage(language=self.language.code, capability=Capability.SPEECH)
        return ModelMissing(model=model.id, command=f"langtutor models install {model.id}")


class _Progress:
    """Says how far it is, and how long it will take; not after every clip where each would take a line."""

    def __init__(self, output: Output, messages: Messages) -> None:
        self._output = output
        self._messages = messages
        self._said = 0.0
        self._last: deque[float] = deque(maxlen=10)

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        self._last.append(now)
        if not self._output.rewrites and now - self._said < 10.0:
            return
        self._said = now
        left_s = (total - done) * (now - self._last[0]) / max(1, len(self._last) - 1)
        key = "evaluate.speech.step" if left_s < 60 else "evaluate.speech.step_left"
        fields = {"done": done, "total": total, "minutes": round(left_s / 60)}
        self._output.progress(self._messages.text(key, fields))


def _rest() -> None:
    time.sleep(_REST_S)


def _items(clips: Sequence[Clip], language: Language) -> list[Item]:
    spoiler = spoiler_of(language)
    targets = [(clip, as_a_course_has_it(clip.asked, language.code)) for clip in clips]
    return [Item(clip, target, spoiler.spoil(clip.id, target)) for clip, target in targets]


def _language(wanted: str | None, clips: Sequence[Clip], languages: Mapping[LanguageCode, Language]) -> Language:
    """Raises UnsupportedLanguage."""
    sample = " ".join(clip.asked.lower() for clip in clips)
    code = LanguageCode(wanted) if wanted else guess_language(sample, list(languages.values()))
    if code not in languages:
        raise UnsupportedLanguage(language=code, capability=Capability.SPEECH)
    return languages[code]


def _other(language: Language, languages: Mapping[LanguageCode, Language]) -> Language:
    """Some first language: not the settings', so that two people measure the same."""
    return next((one for one in languages.values() if one.code != language.code), language)


def _write(path: Path, text: str) -> None:
    """Raises FileUnwritable."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileUnwritable(path=str(path), detail=str(error)) from error
