"""Whisper on CTranslate2, step by step: encode, write down, align, and compare candidate texts."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import HeardWord
from langtutor.core.errors import UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.engines.speech.whisper_mel import HOP, LogMel

FULL_WINDOW_S = 30.0
SILENCE_S = 3.0
SILENT_WINDOW_S = 10.0
PRIOR_WEIGHT = 0.5
"""How much of what the decoder would write without hearing anything is taken off. 0 finds half as many hidden slips at
the same false alarms, 1 a third fewer (`tests/bench/listening.py`)."""
FLOOR = 1e-8
"""Lowest probability counted for one token, so that one odd token doesn't decide alone."""
MOST_TOKENS = 220
LARGEST_TWICE_BYTES = 200 * 2**20
"""Of weights that may be in memory twice."""
_FRAMES_PER_S = SAMPLE_RATE_HZ // HOP
_MOST_KEPT = 5000
_ONLY = LanguageCode("en")
"""What models of one language hear."""

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Transcript:
    """cut_off: it was still being written when there was no more room."""

    text: str
    tokens: tuple[int, ...]
    mean_log_probability: float
    cut_off: bool = False


class WhisperModel:
    """The model of a folder, with its tokenizer and features.

    Encoding, and reading many texts at once, gain from every core. Writing down does so little for each token that
    threads mostly wait for each other there: one is a third faster than two (`tests/bench/listening_speed.py`).
    CTranslate2 gives a model its threads when it is loaded, so a small one is loaded a second time, to write.
    """

    def __init__(self, folder: Path, threads: int) -> None:
        import ctranslate2

        self._storage = ctranslate2.StorageView
        self._model = self._writer = self._load(folder, threads)
        if threads > 1 and (folder / "model.bin").stat().st_size <= LARGEST_TWICE_BYTES:
            self._writer = self._load(folder, 1)
        self._tokenizer = load_tokenizer(folder / "tokenizer.json")
        self._mel = LogMel(self._model.n_mels)  # 128 in large-v3, 80 in the others
        self._silence: Any = None
        self._silent_scores: dict[tuple[LanguageCode, str], float] = {}
        self._end = self._token("<|endoftext|>")

    @staticmethod
    def _load(folder: Path, threads: int) -> Any:
        import ctranslate2

        return ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=threads, inter_threads=1
        )

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

    def styled(self, prompt: list[int], style: str) -> list[int]:
        """The prompt after a text in whose manner is to be written down."""
        if not style:
            return prompt
        before = self._tokenizer.encode(" " + style.strip(), add_special_tokens=False).ids
        return [self._token("<|startofprev|>"), *before, *prompt]

    def encode(self, piece: Samples, window_s: float) -> Any:
        """What was said, and silence after it up to window_s."""
        mel = self._mel.of(piece, int(window_s * _FRAMES_PER_S))
        view = self._storage.from_array(np.ascontiguousarray(mel[None], dtype=np.float32))
        return self._model.encode(view, to_cpu=True)

    def languages(self, piece: Samples) -> dict[str, float]:
        """Probability by language code."""
        if not self._model.is_multilingual:
            return {_ONLY: 1.0}
        detected = self._model.detect_language(self.encode(piece, FULL_WINDOW_S))[0]
        return {tag.strip("<|>"): probability for tag, probability in detected}

    def decode(
        self, encoded: Any, prompt: list[int], beam: int, most: int = MOST_TOKENS, *, no_repeats: bool = False
    ) -> Transcript:
        """most: tokens at most. no_repeats: nothing is written twice that is longer than three tokens."""
        result = self._writer.generate(
            encoded,
            [prompt],
            beam_size=beam,
            # CTranslate2 writes half as many, less what of the prompt doesn't fit into the other half.
            max_length=2 * max(most, len(prompt)),
            return_scores=True,
            suppress_blank=True,
            no_repeat_ngram_size=4 if no_repeats else 0,
        )[0]
        tokens = tuple(token for token in result.sequences_ids[0] if token < self._end)
        text = self._tokenizer.decode(list(tokens)).strip()
        return Transcript(text, tokens, result.scores[0], cut_off=len(tokens) >= most)

    def evidence(
        self, encoded: Any, prompt: list[int], texts: Sequence[str], samples: int, language: LanguageCode
    ) -> dict[str, float]:
        """log P(text | sound) − ½ log P(text | silence) for each text, nats."""
        if not texts:
            return {}
        heard = self._log_likelihoods(encoded, prompt, texts, samples)
        silent = self._silent(prompt, texts, language)
        return {text: value - PRIOR_WEIGHT * prior for text, value, prior in zip(texts, heard, silent, strict=True)}

    def _silent(self, prompt: list[int], texts: Sequence[str], language: LanguageCode) -> list[float]:
        """log P(text | silence) of each text. Texts come again: a drill's sentence, its slips."""
        if len(self._silent_scores) > _MOST_KEPT:
            self._silent_scores.clear()
        new = [text for text in texts if (language, text) not in self._silent_scores]
        if new:
            count = int(SILENCE_S * SAMPLE_RATE_HZ)
            if self._silence is None:
                self._silence = self.encode(np.zeros(count, np.float32), SILENT_WINDOW_S)
            found = self._log_likelihoods(self._silence, prompt, new, count)
            self._silent_scores.update({(language, text): value for text, value in zip(new, found, strict=True)})
        return [self._silent_scores[language, text] for text in texts]

    def align_words(self, encoded: Any, prompt: list[int], transcript: Transcript, samples: int) -> list[HeardWord]:
        """Words of the transcript with times in seconds and the mean probability of their tokens."""
        return self._times(encoded, prompt, transcript.tokens, samples)

    def align_text(self, encoded: Any, prompt: list[int], text: str, samples: int) -> list[HeardWord]:
        """The same for any text; [] for an empty one."""
        tokens = self._tokenizer.encode(" " + text.strip(), add_special_tokens=False).ids if text.strip() else []
        return self._times(encoded, prompt, tuple(tokens), samples) if tokens else []

    def _times(self, encoded: Any, prompt: list[int], tokens: tuple[int, ...], samples: int) -> list[HeardWord]:
        result = self._align(encoded, prompt, [list(tokens)], samples)[0]
        # CTranslate2 gives (token, frame) steps of a monotonic path; frames are 20 ms, neighbours share one.
        begins: dict[int, int] = {}
        ends: dict[int, int] = {}
        for token, frame in result.alignments:
            begins.setdefault(token, frame)
            ends[token] = frame + 1
            ends[token - 1] = min(ends.get(token - 1, frame), begins[token])
        words: list[HeardWord] = []
        at = 0
        for text, indices in self._words(tokens):
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
