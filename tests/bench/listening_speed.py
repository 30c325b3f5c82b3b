"""How fast the ear is: `python tests/bench/listening_speed.py [--clips N] [--threads 2] [--monologue S] [--json]`.

Real learners' clips (LANGTUTOR_EVAL_DATA) are heard by the ear and by `faster_whisper.WhisperModel.transcribe`, as it
comes, with the same model, one after the other for each clip, so that what else the machine does troubles both.
Measured from the samples to the final transcript: seconds on the clock, seconds of processor, word error rate. The ear
then finds out when each word was said, which the row "with word times" counts too. "heard ahead": the same clip when
the pause after it has been used already.
`--monologue S`: instead, clips one after the other with pauses of all kinds, S seconds of them, as one recording.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper import WhisperModel

from langtutor.content.languages import load_languages
from langtutor.content.wav import read_wav
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import NoSpeech
from langtutor.core.language import Language, LanguageCode
from langtutor.engines.speech.whisper import Samples, WhisperRecogniser
from langtutor.evaluation.wer import Errors, counted, difference, normalised, together
from langtutor.settings.paths import resources_dir, user_paths

EN = LanguageCode("en")
MODEL = "whisper-base"


class System:
    """One that hears, and what it took."""

    def __init__(self, hear: Callable[[Samples], str], told: Callable[[], float] = time.perf_counter) -> None:
        """told: when the text was there, of the last that was heard."""
        self._told = told
        self._hear = hear
        self.seconds: list[float] = []
        self.processor: list[float] = []
        self.errors: list[Errors] = []

    def clip(self, samples: Samples, asked: str, language: Language) -> None:
        wall, processor = time.perf_counter(), time.process_time()
        text = self._hear(samples)
        self.seconds.append(self._told() - wall)
        self.processor.append(time.process_time() - processor)
        self.errors.append(counted(normalised(asked, language), normalised(text, language)))

    def row(self) -> dict[str, float]:
        return {
            "wer": round(together(self.errors).rate, 4),
            "median_s": round(statistics.median(self.seconds), 3),
            "mean_s": round(statistics.mean(self.seconds), 3),
            "median_processor_s": round(statistics.median(self.processor), 3),
            "mean_processor_s": round(statistics.mean(self.processor), 3),
        }


def main() -> int:
    options = _options()
    clips = learner_clips()[: options.clips]
    if not clips:
        return 1
    language = load_languages(resources_dir() / "languages")[EN]
    if options.monologue:
        print(json.dumps(_monologue(clips, options.monologue, options.threads, language), indent=2))
        return 0
    systems = _systems(user_paths().models / MODEL, options.threads)
    for number, (asked, wav) in enumerate(clips, 1):
        samples = read_wav(wav)
        for system in systems.values():
            system.clip(samples, asked, language)
        print(f"\r{number}/{len(clips)}", end="", file=sys.stderr)
    print(file=sys.stderr)
    report = _report(systems)
    print(json.dumps(report, indent=2) if options.json else _words(report))
    return 0


def _systems(folder: Path, threads: int) -> dict[str, System]:
    ear = WhisperRecogniser(lambda model: folder, MODEL, threads)
    ear.warm_up(EN)
    theirs: Any = WhisperModel(
        str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
    )

    told: list[float] = [0.0]

    def ours(samples: Samples) -> str:
        try:
            return ear.hear(samples, EN, tell=lambda _text, _heard_s: told.append(time.perf_counter())).text
        except NoSpeech:
            told.append(time.perf_counter())
            return ""

    def afresh(samples: Samples) -> str:
        ear.forget()
        return ours(samples)

    def last() -> float:
        return told[-1]

    def transcribe(samples: Samples) -> str:
        segments, _ = theirs.transcribe(samples, language=EN)
        return " ".join(segment.text.strip() for segment in segments)

    return {
        "faster-whisper": System(transcribe),
        "langtutor": System(afresh, last),
        "with word times": System(afresh),
        "heard ahead": System(ours, last),
    }


def _monologue(clips: Sequence[tuple[str, Path]], longest_s: float, threads: int, language: Language) -> dict[str, Any]:
    """One recording of many clips. peak_more_mb: memory beyond what was taken before."""
    parts: list[Samples] = []
    asked: list[str] = []
    seconds = 0.0
    for number, (text, wav) in enumerate(itertools.cycle(clips)):
        samples = read_wav(wav)
        pause = np.zeros(int((0.0, 0.2, 0.5, 1.0)[number % 4] * SAMPLE_RATE_HZ), np.float32)
        seconds += (len(samples) + len(pause)) / SAMPLE_RATE_HZ
        if seconds > longest_s:
            break
        parts += [samples, pause]
        asked.append(text)
    systems = _systems(user_paths().models / MODEL, threads)
    whole = np.concatenate(parts)
    report: dict[str, Any] = {"duration_s": round(len(whole) / SAMPLE_RATE_HZ, 1)}
    for name in ("langtutor", "heard ahead", "faster-whisper"):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        systems[name].clip(whole, " ".join(asked), language)
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        report[name] = {**systems[name].row(), "peak_more_mb": round(more / 1024)}
    return report


def _report(systems: dict[str, System]) -> dict[str, Any]:
    rows = {name: system.row() for name, system in systems.items()}
    ours, theirs = systems["langtutor"], systems["faster-whisper"]
    each = [b / a for a, b in zip(ours.processor, theirs.processor, strict=True)]
    apart = difference(ours.errors, theirs.errors)
    return {
        "clips": len(ours.errors),
        "systems": rows,
        "times_faster": round(rows["faster-whisper"]["median_s"] / rows["langtutor"]["median_s"], 2),
        "times_faster_on_average": round(rows["faster-whisper"]["mean_s"] / rows["langtutor"]["mean_s"], 2),
        "times_less_processor": round(statistics.median(each), 2),
        "wer_less_theirs": [round(apart.value, 4), round(apart.low, 4), round(apart.high, 4)],
    }


def learner_clips() -> list[tuple[str, Path]]:
    """What was to be read, and how it was read."""
    data = Path(os.environ.get("LANGTUTOR_EVAL_DATA", "../shared/data")) / "l2-speech-dev"
    table = data / "text.tsv"
    if not table.exists():
        print("No learner clips: set LANGTUTOR_EVAL_DATA.", file=sys.stderr)
        return []
    wavs = {path.stem: path for path in data.rglob("*.wav")}
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return [(text, wavs[name]) for name, text in rows]


def _words(report: dict[str, Any]) -> str:
    lines = [f"{report['clips']} clips"]
    for name, row in report["systems"].items():
        lines.append(
            f"  {name:15} WER {row['wer']:.3f}  median {row['median_s']:.3f} s  mean {row['mean_s']:.3f} s"
            f"  processor {row['median_processor_s']:.3f} s"
        )
    lines.append(
        f"{report['times_faster']} times as fast (on average {report['times_faster_on_average']},"
        f" {report['times_less_processor']} times less of the processor)"
    )
    value, low, high = report["wer_less_theirs"]
    lines.append(f"word error rate less theirs: {value:+.3f} (95 %: {low:+.3f} to {high:+.3f})")
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast the ear is.")
    parser.add_argument("--clips", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--monologue", type=float, default=0.0, help="seconds")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
