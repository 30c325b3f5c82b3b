"""The ear on Whisper: transcript, word times, and how well candidate texts fit the sound.

Three things differ from the usual pipeline. The encoder sees what was said and some silence instead of 30 s; where what
is then written down looks like a loop or is unsure, the clip is heard again with the full window. Candidates are
compared by log P(text | sound) − ½ log P(text | silence): the decoder is a language model that prefers what reads
well, which is just what a learner's slip doesn't; the second term takes half of that preference out. And what was
written down is remembered by its samples, so that a recording can be heard ahead, at a pause, while it may still go on.
"""

from __future__ import annotations

import hashlib
import re
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import Heard, HeardWord
from langtutor.core.errors import ModelMissing, NoSpeech
from langtutor.core.language import LanguageCode
from langtutor.engines.speech.vad import speech_regions
from langtutor.engines.speech.whisper_model import FULL_WINDOW_S, Transcript, WhisperModel, load_tokenizer
from langtutor.engines.speech.whisper_pieces import Range, pieces

__all__ = ["WhisperRecogniser", "load_tokenizer"]

SHORT_WINDOW_S = 10.0
SILENCE_AFTER_S = 2.0
"""The encoder sees so much at least, and so much silence after what was said. With less, Whisper says things twice
(`tests/bench/listening_speed.py`)."""
BEAM = 5
UNSURE = -1.0
"""Mean log-probability a token below which a clip is heard again with the full window."""
LOOP_RATIO = 2.0
"""Text that deflates this well repeats itself."""
SILENCE_KEPT = SAMPLE_RATE_HZ // 10
"""Around what was said: words begin more softly than they are noticed."""
SAMPLES_PER_FRAME = 320
"""Of the encoder's output."""
TOKENS_PER_S = 10
TOKENS_BESIDES = 24
"""Nobody says more: what is longer is a loop, and needn't be written to its end."""
MOST_REMEMBERED = 160
"""Pieces: five minutes' and more. What the encoder made of one is large (2.8 MB), so only the last two's is kept."""

Samples = NDArray[np.float32]
Check = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What was made of one piece of a recording; times in seconds from its beginning. encoded: None when forgotten."""

    transcript: Transcript
    words: tuple[HeardWord, ...]
    window_s: float
    encoded: Any


class WhisperRecogniser:
    """`find` gives a model's folder by id, or None. Loads on first use.

    Safe to call from several threads; one works at a time.
    """

    def __init__(self, find: Callable[[str], Path | None], model: str = "whisper-base", threads: int = 2) -> None:
        self._find = find
        self.model_id = model
        self._threads = threads
        self._loaded: WhisperModel | None = None
        self._busy = threading.RLock()
        self._remembered: OrderedDict[tuple[LanguageCode, str, bytes], _Piece] = OrderedDict()

    def warm_up(self, language: LanguageCode) -> None:
        """Load, and run every part once on silence: the first run allocates. Raises ModelMissing."""
        second = np.zeros(SAMPLE_RATE_HZ, np.float32)
        with self._busy:
            model = self._get()
            prompt = model.prompt(language)
            encoded = model.encode(second, SHORT_WINDOW_S)
            model.decode(encoded, prompt, BEAM, TOKENS_BESIDES)
            model.evidence(encoded, prompt, (".", ".."), SAMPLE_RATE_HZ, language)

    def hear(
        self,
        samples: Samples,
        language: LanguageCode,
        candidates: tuple[str, ...] = (),
        *,
        style: str = "",
        check: Check = lambda: None,
        tell: Callable[[str, float], None] = lambda text, heard_s: None,
    ) -> Heard:
        """See Heard. The transcript itself is scored with the candidates. Long recordings are cut at pauses, and
        candidates are then compared by no piece.

        style: see Hear. check: called where the work can be stopped; it raises. tell: of the text so far, and how far
        into the recording it goes, in seconds; that of the last piece comes before its word times. Raises NoSpeech.
        """
        regions = self._regions(samples)
        parts = pieces(regions, samples)
        texts: list[str] = []
        words: list[HeardWord] = []
        scores: dict[str, float] = {}
        for start, end in parts:
            check()

            def written(text: str, end: int = end) -> None:
                if text:
                    texts.append(text)
                    tell(" ".join(texts), end / SAMPLE_RATE_HZ)

            piece = self._listen(samples[start:end], language, style, check, written)
            if not piece.transcript.text:
                continue
            words += _where_spoken(_shift(piece.words, start / SAMPLE_RATE_HZ), (start, end), regions)
            if len(parts) == 1:
                check()
                wanted = tuple(dict.fromkeys((*candidates, piece.transcript.text))) if candidates else ()
                scores = self._evidence(piece, samples[start:end], wanted, language)
        if not texts:
            raise NoSpeech()
        return Heard(" ".join(texts), tuple(words), scores, self.model_id, len(samples) / SAMPLE_RATE_HZ)

    def encoded(self, samples: Samples, language: LanguageCode) -> tuple[NDArray[np.float32], float]:
        """What the encoder makes of a recording: (frames, features), 50 frames a second, and where it begins, in
        seconds. Of several pieces the longest. Raises NoSpeech."""
        start, end = max(self._pieces(samples), key=lambda piece: piece[1] - piece[0])
        frames = (end - start) // SAMPLES_PER_FRAME + 1
        features = np.asarray(self._seen(samples[start:end], language), np.float32)[0, :frames]
        return features, start / SAMPLE_RATE_HZ

    def times(self, samples: Samples, language: LanguageCode, text: str) -> list[HeardWord]:
        """When each word of a text was said, if it was what was said. Raises NoSpeech."""
        start, end = max(self._pieces(samples), key=lambda piece: piece[1] - piece[0])
        with self._busy:
            model = self._get()
            encoded = self._seen(samples[start:end], language)
            words = model.align_text(encoded, model.prompt(language), text, end - start)
        return _shift(words, start / SAMPLE_RATE_HZ)

    def hear_ahead(self, samples: Samples, language: LanguageCode, check: Check = lambda: None) -> None:
        """Hear what there is of a recording, so that `hear` is quick if nothing more is said. Raises what `hear`
        raises."""
        with suppress(NoSpeech):
            for start, end in self._pieces(samples):
                check()
                self._listen(samples[start:end], language, "", check)

    def forget(self) -> None:
        """All that was heard: hearing it again takes as long as the first time."""
        with self._busy:
            self._remembered.clear()

    def glimpse(self, samples: Samples, language: LanguageCode) -> tuple[HeardWord, ...] | None:
        """What seems to have been said, for captions; None while something else is being heard. At most 28 s."""
        if not self._busy.acquire(blocking=False):
            return None
        try:
            model = self._get()
            prompt = model.prompt(language)
            seconds = len(samples) / SAMPLE_RATE_HZ
            encoded = model.encode(samples, _window_s(seconds))
            transcript = model.decode(encoded, prompt, 1, _most_tokens(seconds))
            if not transcript.text or _loops(transcript, seconds):
                return ()
            return tuple(model.align_words(encoded, prompt, transcript, len(samples)))
        finally:
            self._busy.release()

    def language_of(self, samples: Samples, among: Sequence[LanguageCode]) -> LanguageCode:
        """The likeliest of these languages. Raises NoSpeech, ModelMissing; ValueError where none is asked about."""
        start, end = self._pieces(samples)[0]
        with self._busy:
            found = self._get().languages(samples[start:end])
        return max(among, key=lambda code: found.get(code, 0.0))

    def _pieces(self, samples: Samples) -> list[Range]:
        return pieces(self._regions(samples), samples)

    def _regions(self, samples: Samples) -> list[Range]:
        self._get()  # without a model nothing is heard, whether somebody speaks or not
        regions = speech_regions(samples)
        if not regions:
            raise NoSpeech()
        return regions

    def _listen(
        self,
        piece: Samples,
        language: LanguageCode,
        style: str,
        check: Check,
        written: Callable[[str], None] = lambda text: None,
    ) -> _Piece:
        """written: called with the text as soon as it is there."""
        key = language, style, hashlib.blake2b(piece.tobytes()).digest()
        with self._busy:
            known = self._remembered.get(key)
            if known is None:
                model = self._get()
                prompt = model.prompt(language)
                transcript, window_s, encoded = _transcribe(model, piece, model.styled(prompt, style), check)
                written(transcript.text)
                words = model.align_words(encoded, prompt, transcript, len(piece)) if transcript.text else []
                known = _Piece(transcript, tuple(words), window_s, encoded)
                self._forget()
            else:
                written(known.transcript.text)
            self._remembered[key] = known
            self._remembered.move_to_end(key)
            return known

    def _seen(self, piece: Samples, language: LanguageCode) -> Any:
        """What the encoder makes of a piece; nothing is written down for it."""
        digest = hashlib.blake2b(piece.tobytes()).digest()
        with self._busy:
            for (known, _, other), heard in self._remembered.items():
                if known == language and other == digest and heard.encoded is not None:
                    return heard.encoded
            return self._get().encode(piece, _window_s(len(piece) / SAMPLE_RATE_HZ))

    def _forget(self) -> None:
        """Makes room for one more."""
        while len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.popitem(last=False)
        for key, piece in list(self._remembered.items())[:-1]:
            self._remembered[key] = replace(piece, encoded=None)

    def _evidence(
        self, piece: _Piece, samples: Samples, texts: Sequence[str], language: LanguageCode
    ) -> dict[str, float]:
        with self._busy:
            model = self._get()
            return model.evidence(self._encoded(piece, samples), model.prompt(language), texts, len(samples), language)

    def _encoded(self, piece: _Piece, samples: Samples) -> Any:
        with self._busy:
            return piece.encoded if piece.encoded is not None else self._get().encode(samples, piece.window_s)

    def _get(self) -> WhisperModel:
        with self._busy:
            if self._loaded is None:
                folder = self._find(self.model_id)
                if folder is None:
                    raise ModelMissing(model=self.model_id, command=f"langtutor models install {self.model_id}")
                self._loaded = WhisperModel(folder, self._threads)
            return self._loaded


def _transcribe(model: WhisperModel, piece: Samples, prompt: list[int], check: Check) -> tuple[Transcript, float, Any]:
    """With the window that the encoder saw and what it made of it. Where the short window is in doubt the full one
    decides."""
    seconds = len(piece) / SAMPLE_RATE_HZ
    most = _most_tokens(seconds)
    window_s = _window_s(seconds)
    encoded = model.encode(piece, window_s)
    transcript = model.decode(encoded, prompt, BEAM, most)
    if window_s >= FULL_WINDOW_S or not _doubtful(transcript, seconds):
        return transcript, window_s, encoded
    check()
    encoded = model.encode(piece, FULL_WINDOW_S)
    transcript = model.decode(encoded, prompt, BEAM, most)
    if _too_much(transcript, seconds):
        check()
        transcript = model.decode(encoded, prompt, BEAM, most, no_repeats=True)
    return transcript, FULL_WINDOW_S, encoded


def _window_s(seconds: float) -> float:
    return min(FULL_WINDOW_S, max(SHORT_WINDOW_S, seconds + SILENCE_AFTER_S))


def _most_tokens(seconds: float) -> int:
    return min(220, int(TOKENS_PER_S * seconds) + TOKENS_BESIDES)


def _doubtful(transcript: Transcript, seconds: float) -> bool:
    """Low confidence, something said twice over, or a loop."""
    if transcript.mean_log_probability < UNSURE or _loops(transcript, seconds):
        return True
    words = re.findall(r"\w+", transcript.text.lower())
    return any(
        words[at : at + length] == words[at + length : at + 2 * length]
        for length in range(3, len(words) // 2 + 1)
        for at in range(len(words) - 2 * length + 1)
    )


def _loops(transcript: Transcript, seconds: float) -> bool:
    """Too much for the time, or the same again and again, which may yet be what was said."""
    raw = transcript.text.encode()
    return _too_much(transcript, seconds) or (len(raw) > 20 and len(raw) / len(zlib.compress(raw)) > LOOP_RATIO)


def _too_much(transcript: Transcript, seconds: float) -> bool:
    return transcript.cut_off or len(re.findall(r"\w+", transcript.text)) > 6 * seconds + 4


def _shift(words: Sequence[HeardWord], by_s: float) -> list[HeardWord]:
    return [replace(word, start_s=word.start_s + by_s, end_s=word.end_s + by_s) for word in words]


def _where_spoken(words: Sequence[HeardWord], piece: Range, regions: Sequence[Range]) -> list[HeardWord]:
    """The alignment counts silence before the first word to it, and after the last."""
    inside = [(start, end) for start, end in regions if start < piece[1] and end > piece[0]]
    first_s = (inside[0][0] - SILENCE_KEPT) / SAMPLE_RATE_HZ
    last_s = (inside[-1][1] + SILENCE_KEPT) / SAMPLE_RATE_HZ
    return [
        replace(word, start_s=min(max(word.start_s, first_s), last_s), end_s=max(first_s, min(word.end_s, last_s)))
        for word in words
    ]
