"""How far captions are behind what is said: `python tests/bench/captions.py [--clips 12] [--busy] [--json]`.

Speech is fed to the ear at the speed at which it is spoken, in the chunks of a microphone, while the ear also watches
for its end. Measured: from the end of a word (as Vosk finds it, hearing the whole recording) to the caption that first
shows it in its place; how much of what was fed a caption doesn't speak of yet; and how late the ear says whether
somebody speaks, with captions and without. `--busy`: while the ear transcribes another recording, over and over.
Speech is a voice's; with LANGTUTOR_EVAL_DATA, learners' too.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from langtutor.content.courses import load_course
from langtutor.content.wav import read_wav, write_wav
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import Caption, Hear, SpeechState, WatchCaptions, WatchSpeech
from langtutor.core.errors import Cancelled
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability, Say, WarmUp
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.settings.paths import resources_dir, user_paths

Samples = NDArray[np.float32]

CHUNK = 512
MODEL = "vosk-en-small"


@dataclass
class Times:
    """Seconds."""

    words: list[float] = field(default_factory=list)
    behind: list[float] = field(default_factory=list)
    watched: list[float] = field(default_factory=list)
    watched_alone: list[float] = field(default_factory=list)

    def report(self) -> dict[str, dict[str, float]]:
        return {
            "word's end to its caption": _summary(self.words),
            "heard, not yet in a caption": _summary(self.behind),
            "speech watched, with captions": _summary(self.watched),
            "speech watched, without": _summary(self.watched_alone),
        }


class Bench:
    def __init__(self, host: Host, language: LanguageCode, model: Path) -> None:
        from vosk import Model, SetLogLevel

        SetLogLevel(-1)
        self._host, self._language = host, language
        self._model = Model(str(model))

    def ends(self, samples: Samples) -> list[tuple[str, float]]:
        """The words of a recording, each with the second at which it ends."""
        from vosk import KaldiRecognizer

        recogniser = KaldiRecognizer(self._model, SAMPLE_RATE_HZ)
        recogniser.SetWords(True)
        found = []
        for start in range(0, len(samples), SAMPLE_RATE_HZ // 10):
            if recogniser.AcceptWaveform((samples[start : start + 1600] * 32767).astype("<i2").tobytes()):
                found += json.loads(recogniser.Result()).get("result", [])
        found += json.loads(recogniser.FinalResult()).get("result", [])
        return [(word["word"], word["end"]) for word in found]

    def clip(self, samples: Samples, times: Times) -> None:
        ends = self.ends(samples)
        captions: list[tuple[float, Caption]] = []
        states: list[float] = []
        begin = time.perf_counter()

        def since() -> float:
            return time.perf_counter() - begin

        watching = self._host.open(WatchSpeech(), lambda state: states.append(since()))
        captioning = self._host.open(WatchCaptions(self._language), lambda now: captions.append((since(), now)))
        begin = time.perf_counter()
        fed = []
        for chunk in _in_time(samples, begin):
            fed.append(since())
            watching.feed(chunk)
            captioning.feed(chunk)
        watching.finish()
        captioning.finish()
        watching.future.result(30)
        last = captioning.future.result(30)
        captions.append((since(), last))
        times.watched += [state - sent for sent, state in zip(fed, states, strict=True)]
        times.behind += [at - caption.heard_s for at, caption in captions[:-1]]
        times.words += [
            min(at for at, words in _by_place(captions) if words[place : place + 1] == [word]) - end
            for place, (word, end) in enumerate(ends)
            if any(words[place : place + 1] == [word] for _, words in _by_place(captions))
        ]

    def watch_only(self, samples: Samples, times: Times) -> None:
        states: list[float] = []
        begin = time.perf_counter()

        def came(state: SpeechState) -> None:
            states.append(time.perf_counter() - begin)

        session = self._host.open(WatchSpeech(), came)
        begin = time.perf_counter()
        fed = []
        for chunk in _in_time(samples, begin):
            fed.append(time.perf_counter() - begin)
            session.feed(chunk)
        session.finish()
        session.future.result(30)
        times.watched_alone += [state - sent for sent, state in zip(fed, states, strict=True)]


class Busy:
    """The ear transcribes one recording after the other, while the block lasts."""

    def __init__(self, host: Host, wav: Path, language: LanguageCode) -> None:
        self._host, self._request = host, Hear(wav, language)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._host.ask(self._request, timeout_s=60)
            except Cancelled:
                return


def main() -> int:
    options = _options()
    language = LanguageCode(options.learn)
    host = Host(WorkerContext(user_paths(), never_use_network=True))
    try:
        report = _measure(host, language, options)
    finally:
        host.close()
    if options.json:
        print(json.dumps(report, indent=2))
    else:
        for kind, rows in report.items():
            print(kind)
            for name, row in rows.items():
                print(f"  {name:32}", ", ".join(f"{key} {value}" for key, value in row.items()))
    return 0


def _measure(host: Host, language: LanguageCode, options: argparse.Namespace) -> dict[str, dict[str, dict[str, float]]]:
    for capability in (Capability.CAPTIONS, Capability.SPEECH):
        host.ask(WarmUp(capability, language), timeout_s=120)
    bench = Bench(host, language, user_paths().models / MODEL)
    report = {}
    with tempfile.TemporaryDirectory() as folder:
        spoken = list(_spoken(host, language, options, Path(folder)))
        kinds = {"a voice": spoken, "learners": _learner_clips(options.clips)}
        for kind, wavs in kinds.items():
            times = Times()
            for number, wav in enumerate(wavs):
                print(f"\r{kind} {number + 1}/{len(wavs)}", end="", file=sys.stderr)
                quiet = np.zeros(SAMPLE_RATE_HZ // 4, np.float32)
                samples = np.concatenate([quiet, read_wav(wav), quiet])
                if options.busy:
                    with Busy(host, spoken[0], language):
                        bench.clip(samples, times)
                        bench.watch_only(samples, times)
                else:
                    bench.clip(samples, times)
                    bench.watch_only(samples, times)
            print(file=sys.stderr)
            if wavs:
                report[kind] = times.report()
    return report


def _in_time(samples: Samples, begin: float) -> Iterator[Samples]:
    """Chunks, each at the moment at which a microphone would have had it."""
    for start in range(0, len(samples), CHUNK):
        chunk = samples[start : start + CHUNK]
        wait = begin + (start + len(chunk)) / SAMPLE_RATE_HZ - time.perf_counter()
        if wait > 0:
            time.sleep(wait)
        yield chunk


def _by_place(captions: list[tuple[float, Caption]]) -> list[tuple[float, list[str]]]:
    return [(at, f"{caption.settled} {caption.tentative}".split()) for at, caption in captions]


def _spoken(host: Host, language: LanguageCode, options: argparse.Namespace, folder: Path) -> Iterator[Path]:
    course = load_course(resources_dir() / "courses", language, LanguageCode(options.speak))
    sentences = [skill.sentences[4] for skill in course.skills][: options.clips]
    for number, sentence in enumerate(sentences):
        sound = host.ask(Say(sentence.text, language), timeout_s=60).sound
        wav = folder / f"{number}.wav"
        write_wav(wav, np.frombuffer(sound.samples, np.float32), sound.rate_hz)
        yield wav


def _learner_clips(count: int) -> list[Path]:
    data = Path(os.environ.get("LANGTUTOR_EVAL_DATA", "../shared/data")) / "l2-speech-dev"
    return sorted(data.rglob("*.wav"))[:count]


def _summary(seconds: list[float]) -> dict[str, float]:
    if not seconds:
        return {"count": 0}
    ordered = sorted(seconds)
    return {
        "count": len(ordered),
        "median": round(statistics.median(ordered), 3),
        "p90": round(ordered[int(len(ordered) * 0.9)], 3),
        "worst": round(ordered[-1], 3),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How far captions are behind what is said.")
    parser.add_argument("--clips", type=int, default=12, help="how many of each kind (default 12)")
    parser.add_argument("--busy", action="store_true", help="while the ear transcribes as well")
    parser.add_argument("--learn", default="en")
    parser.add_argument("--speak", default="pt")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
