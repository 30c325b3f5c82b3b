"""Whisper on CTranslate2: transcript, word times, and how well candidate texts fit the sound.

Two things differ from the usual pipeline. The encoder sees 10 s instead of 30 s when the clip is short (0.14 s
instead of 0.6 s); where greedy decoding then looks like a loop or is unsure, the clip is heard again with the full
window. And candidates are compared by log P(text | sound) − ½ log P(text | silence): the decoder is a language
model that prefers what reads well, which is just what a learner's slip doesn't; the second term takes half of that
preference out.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import ModelMissing, NoSpeech, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Heard, HeardWord
from langtutor.engines.speech.vad import speech_regions

HOP = 160
FRAMES_PER_S = SAMPLE_RATE_HZ // HOP
SHORT_WINDOW_S = 10.0
FULL_WINDOW_S = 30.0
PADDING_S = 1.0
LONGEST_PIECE_S = 25.0
SILENCE_S = 3.0
UNSURE = -1.0
"""Mean log-probability a token below which a transcript is heard again with the full window."""
LOOP_RATIO = 2.0
"""Text that deflates this well repeats itself."""
PRIOR_WEIGHT = 0.5
"""How much of what the decoder would write without hearing anything is taken off. 0 finds half as many hidden slips at
the same false alarms, 1 a third fewer (`tests/bench/listening.py`)."""
FLOOR = 1e-8
"""Lowest probability counted for one token, so that one odd token doesn't decide alone."""
_ONLY = LanguageCode("en")
"""What models of one language hear."""

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Transcript:
    text: str
    tokens: tuple[int, ...]
    mean_log_probability: float


class WhisperRecogniser:
    """`find` gives a model's folder by id, or None. Loads on first use."""

    def __init__(self, find: Callable[[str], Path | None], model: str = "whisper-base", threads: int = 2) -> None:
        self._find = find
        self._model_id = model
        self._threads = threads
        self._loaded: _Loaded | None = None

    def warm_up(self, language: LanguageCode) -> None:
        """Load, and run every part once on silence: the first run allocates. Raises ModelMissing."""
        model = self._get()
        prompt = model.prompt(language)
        second = np.zeros(SAMPLE_RATE_HZ, np.float32)
        _, encoded = self._transcribe(model, second, prompt)
        model.evidence(encoded, prompt, (".", ".."), SAMPLE_RATE_HZ, language)

    def hear(self, samples: Samples, language: LanguageCode, candidates: tuple[str, ...]) -> Heard:
        """See Heard. The transcript itself is scored with the candidates. Long recordings are cut at pauses, and
        candidates are then compared by their longest piece only. Raises NoSpeech."""
        model = self._get()
        prompt = model.prompt(language)
        regions = speech_regions(samples)
        if not regions:
            raise NoSpeech()
        texts: list[str] = []
        words: list[HeardWord] = []
        scores: dict[str, float] = {}
        pieces = _pieces(regions, len(samples))
        for start, end in pieces:
            piece = samples[start:end]
            transcript, encoded = self._transcribe(model, piece, prompt)
            if not transcript.text:
                continue
            texts.append(transcript.text)
            words += _shift(model.align_words(encoded, prompt, transcript, len(piece)), start / SAMPLE_RATE_HZ)
            if len(pieces) == 1:
                wanted = tuple(dict.fromkeys((*candidates, transcript.text)))
                scores = model.evidence(encoded, prompt, wanted, len(piece), language)
        if not texts:
            raise NoSpeech()
        return Heard(" ".join(texts), tuple(words), scores, self._model_id, len(samples) / SAMPLE_RATE_HZ)

    def language_of(self, samples: Samples, among: Sequence[LanguageCode]) -> LanguageCode:
        """The likeliest of these languages. Raises NoSpeech, ModelMissing; ValueError where none is asked about."""
        regions = speech_regions(samples)
        if not regions:
            raise NoSpeech()
        start, end = _pieces(regions, len(samples))[0]
        found = self._get().languages(samples[start:end])
        return max(among, key=lambda code: found.get(code, 0.0))

    def _transcribe(self, model: _Loaded, piece: Samples, prompt: list[int]) -> tuple[_Transcript, Any]:
        duration_s = len(piece) / SAMPLE_RATE_HZ
        window_s = max(SHORT_WINDOW_S, duration_s + PADDING_S)
        encoded = model.encode(piece, window_s)
        transcript = model.decode(encoded, prompt)
        if window_s < FULL_WINDOW_S and _doubtful(transcript, duration_s):
            encoded = model.encode(piece, FULL_WINDOW_S)
            transcript = model.decode(encoded, prompt)
        return transcript, encoded

    def _get(self) -> _Loaded:
        if self._loaded is None:
            folder = self._find(self._model_id)
            if folder is None:
                raise ModelMissing(model=self._model_id, command=f"langtutor models install {self._model_id}")
            self._loaded = _Loaded(folder, self._threads)
        return self._loaded


class _Loaded:
    """The model with its tokenizer and feature extractor."""

    def __init__(self, folder: Path, threads: int) -> None:
        import ctranslate2
        from faster_whisper.feature_extractor import FeatureExtractor

        self._storage = ctranslate2.StorageView
        self._model = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=threads, inter_threads=1
        )
        self._tokenizer = load_tokenizer(folder / "tokenizer.json")
        self._features = FeatureExtractor(feature_size=self._model.n_mels)  # 128 in large-v3, 80 in the others
        self._silence: Any = None
        self._silent_scores: dict[tuple[LanguageCode, str], float] = {}
        self._end = self._token("<|endoftext|>")

    def prompt(self, language: LanguageCode) -> list[int]:
        """Raises UnsupportedLanguage."""
        tag: int | None = self._tokenizer.token_to_id(f"<|{language}|>")
        if tag is None:
            raise UnsupportedLanguage(language=language, capability="speech")
        start = self._token("<|startoftranscript|>")
        if not self._model.is_multilingual:
            if language != _ONLY:
                raise UnsupportedLanguage(language=language, capability="speech")
            return [start, self._token("<|notimestamps|>")]
        return [start, tag, self._token("<|transcribe|>"), self._token("<|notimestamps|>")]

    def encode(self, piece: Samples, window_s: float) -> Any:
        frames = int(window_s * FRAMES_PER_S)
        padded = np.zeros(frames * HOP, np.float32)
        padded[: min(len(piece), len(padded))] = piece[: len(padded)]
        mel = self._features(padded)[:, :frames]
        view = self._storage.from_array(np.ascontiguousarray(mel[None], dtype=np.float32))
        return self._model.encode(view, to_cpu=True)

    def languages(self, piece: Samples) -> dict[str, float]:
        """Probability by language code."""
        if not self._model.is_multilingual:
            return {_ONLY: 1.0}
        detected = self._model.detect_language(self.encode(piece, FULL_WINDOW_S))[0]
        return {tag.strip("<|>"): probability for tag, probability in detected}

    def decode(self, encoded: Any, prompt: list[int]) -> _Transcript:
        result = self._model.generate(
            encoded, [prompt], beam_size=1, max_length=200, return_scores=True, suppress_blank=True
        )[0]
        tokens = tuple(token for token in result.sequences_ids[0] if token < self._end)
        return _Transcript(self._tokenizer.decode(list(tokens)).strip(), tokens, result.scores[0])

    def evidence(
        self, encoded: Any, prompt: list[int], texts: Sequence[str], samples: int, language: LanguageCode
    ) -> dict[str, float]:
        """log P(text | sound) − ½ log P(text | silence) for each text, nats."""
        new = [text for text in texts if (language, text) not in self._silent_scores]
        if new:
            if self._silence is None:
                self._silence = self.encode(np.zeros(int(SILENCE_S * SAMPLE_RATE_HZ), np.float32), SHORT_WINDOW_S)
            silent = self._log_likelihoods(self._silence, prompt, new, int(SILENCE_S * SAMPLE_RATE_HZ))
            self._silent_scores.update({(language, text): value for text, value in zip(new, silent, strict=True)})
        heard = self._log_likelihoods(encoded, prompt, texts, samples)
        return {
            text: value - PRIOR_WEIGHT * self._silent_scores[language, text]
            for text, value in zip(texts, heard, strict=True)
        }

    def align_words(self, encoded: Any, prompt: list[int], transcript: _Transcript, samples: int) -> list[HeardWord]:
        """Words of the transcript with times in seconds and the mean probability of their tokens."""
        result = self._align(encoded, prompt, [list(transcript.tokens)], samples)[0]
        # CTranslate2 gives (token, frame) steps of a monotonic path; frames are 20 ms, neighbours share one.
        begins: dict[int, int] = {}
        ends: dict[int, int] = {}
        for token, frame in result.alignments:
            begins.setdefault(token, frame)
            ends[token] = frame + 1
            ends[token - 1] = min(ends.get(token - 1, frame), begins[token])
        words: list[HeardWord] = []
        at = 0
        for text, indices in self._words(transcript.tokens):
            known = [i for i in indices if i in begins]
            start = begins[known[0]] if known else at
            end = max(start, ends[known[-1]]) if known else start
            at = end
            probabilities = [result.text_token_probs[i] for i in indices]
            words.append(HeardWord(text, start * 0.02, end * 0.02, float(np.mean(probabilities))))
        return words

    def _words(self, tokens: Sequence[int]) -> list[tuple[str, list[int]]]:
        """Tokens grouped into words at spaces. A token may hold part of a character, so pieces are decoded whole."""
        groups: list[list[int]] = []
        for index, token in enumerate(tokens):
            written: str = self._tokenizer.id_to_token(token) or ""
            if written.startswith("Ġ") or not groups:
                groups.append([])
            groups[-1].append(index)
        decoded = [(self._tokenizer.decode([tokens[i] for i in group]).strip(), group) for group in groups]
        return [(text, group) for text, group in decoded if text]

    def _log_likelihoods(self, encoded: Any, prompt: list[int], texts: Sequence[str], samples: int) -> list[float]:
        encodings = [self._tokenizer.encode(" " + text.strip(), add_special_tokens=False).ids for text in texts]
        results = self._align(encoded, prompt, encodings, samples)
        return [sum(math.log(max(p, FLOOR)) for p in result.text_token_probs) for result in results]

    def _align(self, encoded: Any, prompt: list[int], tokens: list[list[int]], samples: int) -> list[Any]:
        batch = encoded
        if len(tokens) > 1:
            batch = self._storage.from_array(np.repeat(np.asarray(encoded), len(tokens), axis=0))
        frames = max(2, samples // HOP)
        results: list[Any] = self._model.align(batch, prompt, tokens, [frames] * len(tokens))
        return results

    def _token(self, name: str) -> int:
        token: int = self._tokenizer.token_to_id(name)
        return token


def load_tokenizer(path: Path) -> Any:
    """The tokenizer of `tokenizer.json`, mended.

    The published file of Whisper base lacks its first merge ("Ġ t"), so that " to" and " the" fall apart into tokens
    the model never saw in training; scores of such texts are off by 30 nats.
    """
    from tokenizers import Tokenizer

    stored = json.loads(path.read_text(encoding="utf-8"))
    merges = stored["model"]["merges"]
    if "Ġt" in stored["model"]["vocab"] and "Ġ t" not in merges and ["Ġ", "t"] not in merges:
        merges.insert(0, ["Ġ", "t"] if merges and isinstance(merges[0], list) else "Ġ t")
    return Tokenizer.from_str(json.dumps(stored))


def _doubtful(transcript: _Transcript, duration_s: float) -> bool:
    """Too many words for the time, repetition, or low confidence."""
    text = transcript.text
    words = len(re.findall(r"\w+", text))
    if transcript.mean_log_probability < UNSURE or words > 6 * duration_s + 4:
        return True
    raw = text.encode()
    return len(raw) > 20 and len(raw) / len(zlib.compress(raw)) > LOOP_RATIO


def _pieces(regions: Sequence[tuple[int, int]], total: int) -> list[tuple[int, int]]:
    """Speech regions joined to pieces of at most 25 s, with a third of a second around each."""
    margin = SAMPLE_RATE_HZ // 3
    longest = int(LONGEST_PIECE_S * SAMPLE_RATE_HZ)
    pieces: list[tuple[int, int]] = []
    for start, end in _cut(regions, longest):
        if pieces and end - pieces[-1][0] <= longest:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return [(max(0, start - margin), min(total, end + margin)) for start, end in pieces]


def _cut(regions: Sequence[tuple[int, int]], longest: int) -> list[tuple[int, int]]:
    return [(begin, min(begin + longest, end)) for start, end in regions for begin in range(start, end, longest)]


def _shift(words: list[HeardWord], by_s: float) -> list[HeardWord]:
    return [HeardWord(w.text, w.start_s + by_s, w.end_s + by_s, w.probability) for w in words]
