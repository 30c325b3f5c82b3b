"""Live captions on Vosk (Kaldi): what seems to have been said so far, a moment after it was said.

Three things differ from Vosk's own ways. Its network is asked for 60 ms at a time instead of 210 ms: words come 0.1 s
earlier (`tests/bench/captions.py`) for a quarter more work. Words settle before the sentence ends, once they have stood
for a while: Vosk itself settles nothing before a pause. And a recogniser is used again: it remembers what it has looked
up in the language model, which takes half the work off (0.33 of real time for the first recording, soon 0.17).
"""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import Caption
from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedLanguage
from langtutor.core.language import LanguageCode

STEP = SAMPLE_RATE_HZ // 10
"""Samples at a time: Vosk looks for the end of an utterance once after all it is given."""
STANDS_S = 0.6
WORDS_AFTER = 2
"""A word settles when it has been heard the same for so long and so many words have come after it. Hearing the whole
utterance, Vosk would put 5 words in 100 of learners' speech otherwise; waiting longer changes that by one."""
FINER_STEPS = "\n--frames-per-chunk=6\n"
_CONF = Path("conf") / "model.conf"

Samples = NDArray[np.float32]


class VoskCaptions:
    """Captioners on one model. Loads at the first (small English model: 0.8 s, 190 MB, growing to 350 MB in use).

    Safe to call from several threads; a captioner belongs to one.
    """

    def __init__(self, find: Callable[[str], Path | None], model: str, languages: frozenset[LanguageCode]) -> None:
        """find: where a model lies, None while it is not installed. languages: those the model understands."""
        self._find = find
        self._model_id = model
        self._languages = languages
        self._loading = threading.Lock()
        self._model: Any = None
        self._idle: list[Any] = []

    def captioner(self, language: LanguageCode) -> VoskCaptioner:
        """For one recording. Raises UnsupportedLanguage, ModelMissing, EngineFailed."""
        from vosk import KaldiRecognizer

        if language not in self._languages:
            raise UnsupportedLanguage(language=language, capability="captions")
        model = self._load()
        try:
            recogniser = self._idle.pop()
        except IndexError:
            recogniser = KaldiRecognizer(model, float(SAMPLE_RATE_HZ))
        return VoskCaptioner(recogniser, self._rest)

    def warm_up(self, language: LanguageCode) -> None:
        """Load, and hear a second of silence: the first words come late otherwise. Raises what `captioner` raises."""
        captioner = self.captioner(language)
        captioner.feed(np.zeros(SAMPLE_RATE_HZ, np.float32))
        captioner.finish()

    def _rest(self, recogniser: Any) -> None:
        """One waits for the next recording."""
        if not self._idle:
            self._idle.append(recogniser)

    def _load(self) -> Any:
        import vosk

        with self._loading:
            if self._model is None:
                folder = self._find(self._model_id)
                if folder is None:
                    raise ModelMissing(model=self._model_id, command=f"langtutor models install {self._model_id}")
                vosk.SetLogLevel(-1)
                with _finer(folder) as tuned:
                    try:
                        # With a path only: by name or language, Vosk would look elsewhere, and fetch it.
                        self._model = vosk.Model(model_path=str(tuned))
                    except Exception as error:  # Vosk raises no other kind
                        detail = f"no Vosk model can be read from {folder}"
                        raise EngineFailed(engine=self._model_id, detail=detail) from error
            return self._model


class VoskCaptioner:
    """A `Captioner`. After `finish` it has no recogniser any more."""

    def __init__(self, recogniser: Any, release: Callable[[Any], None]) -> None:
        self._recogniser = recogniser
        self._release = release
        self._begin()

    def feed(self, samples: Samples) -> Caption:
        """float32 at 16 kHz, any number of them."""
        for start in range(0, len(samples), STEP):
            step = samples[start : start + STEP]
            self._samples += len(step)
            if self._recogniser.AcceptWaveform(_pcm(step)):
                self._settle(_words(self._recogniser.Result(), "text"))
        self._follow(_words(self._recogniser.PartialResult(), "partial"))
        return self._caption()

    def finish(self) -> Caption:
        """The recording is over: all that was heard has settled. The captioner has done its work."""
        recogniser, self._recogniser = self._recogniser, None
        self._settle(_words(recogniser.FinalResult(), "text"))
        self._release(recogniser)
        return self._caption()

    def reset(self) -> None:
        """Forget what was heard: the next feed begins another recording."""
        self._recogniser.Reset()
        self._begin()

    def _begin(self) -> None:
        self._samples = 0
        self._settled: list[str] = []
        self._shown = 0  # how many of the settled words belong to the utterance that is going on
        self._standing: list[tuple[str, float]] = []

    def _follow(self, words: list[str]) -> None:
        """Words of the utterance that is going on: each stands from the time at which it was first heard so."""
        now_s = self._samples / SAMPLE_RATE_HZ
        before, rest = self._standing, self._unsettled(words)
        standing = [
            before[at] if at < len(before) and before[at][0] == word else (word, now_s) for at, word in enumerate(rest)
        ]
        while len(standing) > WORDS_AFTER and now_s - standing[0][1] >= STANDS_S:
            self._settled.append(standing.pop(0)[0])
            self._shown += 1
        self._standing = standing

    def _settle(self, words: list[str]) -> None:
        """An utterance has ended."""
        self._settled += self._unsettled(words)
        self._shown = 0
        self._standing = []

    def _unsettled(self, words: list[str]) -> list[str]:
        """What comes after the words that have settled; those stay as they were shown, whatever is heard now."""
        shown = self._settled[len(self._settled) - self._shown :]
        if words[: len(shown)] == shown:
            return words[len(shown) :]
        distances = _distances(shown, words)
        return words[min(range(len(distances)), key=lambda at: (distances[at], abs(at - len(shown)))) :]

    def _caption(self) -> Caption:
        tentative = [word for word, _ in self._standing]
        return Caption(" ".join(self._settled), " ".join(tentative), self._samples / SAMPLE_RATE_HZ)


def _distances(words: Sequence[str], other: Sequence[str]) -> list[int]:
    """Edit distance between words and each beginning of other, the empty one first."""
    row = list(range(len(other) + 1))
    for count, word in enumerate(words, 1):
        above, row = row, [count]
        for at, one in enumerate(other):
            row.append(min(above[at] + (word != one), above[at + 1] + 1, row[at] + 1))
    return row


def _words(result: str, key: str) -> list[str]:
    """Without marks for sounds that are no words, such as `[unk]` and `<unk>`."""
    text = str(json.loads(result).get(key, ""))
    return [word for word in text.split() if word[0] not in "[<"]


def _pcm(samples: Samples) -> bytes:
    return (np.clip(np.nan_to_num(samples), -1.0, 1.0) * 32767).astype("<i2").tobytes()


@contextmanager
def _finer(folder: Path) -> Iterator[Path]:
    """The model with finer steps: its settings are a file beside it, so a folder of links, for as long as it loads."""
    if not (folder / _CONF).is_file():
        yield folder  # the older layout has its settings elsewhere
        return
    with tempfile.TemporaryDirectory(prefix="langtutor-vosk-") as name:
        tuned = Path(name)
        for path in folder.rglob("*"):
            link = tuned / path.relative_to(folder)
            if path.is_dir():
                link.mkdir(parents=True, exist_ok=True)
            elif path != folder / _CONF:
                link.parent.mkdir(parents=True, exist_ok=True)
                _link(path.resolve(), link)
        (tuned / _CONF).write_text((folder / _CONF).read_text(encoding="utf-8") + FINER_STEPS, encoding="utf-8")
        yield tuned


def _link(path: Path, link: Path) -> None:
    """A copy where links need a right that the user hasn't got."""
    try:
        link.symlink_to(path)
    except OSError:
        shutil.copyfile(path, link)
