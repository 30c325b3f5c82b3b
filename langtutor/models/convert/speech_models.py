"""Whisper: how likely it finds what was said in two recordings, and what wasn't."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from langtutor.content.wav import read_wav
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.models.convert.families import THREADS, edit_config, log_softmax, open_tokenizer, write_tokenizer
from langtutor.models.convert.measures import Answers, median_seconds
from langtutor.models.convert.probes import Probes, Recording

_START, _END = "<|startoftranscript|>", "<|endoftext|>"
_MODE = ("<|transcribe|>", "<|notimestamps|>")
_FLOOR = 1e-12
_HOP = 160


class SpeechModel:
    architecture = "WhisperForConditionalGeneration"

    def __init__(self, folder: Path, config: Any, probes: Probes) -> None:
        from transformers import AutoFeatureExtractor

        self._folder = folder
        self.tokenizer = open_tokenizer(folder)
        self._features = AutoFeatureExtractor.from_pretrained(str(folder), local_files_only=True)
        self._known = self.tokenizer.get_vocab()
        self._recordings = probes.recordings
        self._samples = [read_wav(one.path) for one in probes.recordings]

    def original(self, model: Any) -> Answers:
        import torch

        def score() -> list[float]:
            found: list[float] = []
            for recording, samples in zip(self._recordings, self._samples, strict=True):
                encoded = model.model.encoder(torch.from_numpy(self._mel(samples)).to(model.dtype))
                for ids in self._wanted(recording):
                    prompt = self._prompt(recording.language)
                    given = torch.tensor([[*prompt, *ids]])
                    logits = model(encoder_outputs=encoded, decoder_input_ids=given).logits[0]
                    # As CTranslate2's align does it: among words only, marks left out.
                    scores = log_softmax(logits[len(prompt) - 1 : -1, : self._known[_END]])
                    found += [max(float(scores[n, one]), math.log(_FLOOR)) for n, one in enumerate(ids)]
            return found

        with torch.inference_mode():
            scores, seconds = median_seconds(score)
        return Answers(scores, [], seconds)

    def prepare(self, model: Any) -> None:
        """As it is."""

    def converted(self, out: Path) -> Answers:
        import ctranslate2

        model = ctranslate2.models.Whisper(str(out), compute_type="int8", intra_threads=THREADS)

        def score() -> list[float]:
            found: list[float] = []
            for recording, samples in zip(self._recordings, self._samples, strict=True):
                encoded = model.encode(ctranslate2.StorageView.from_array(self._mel(samples)))
                for ids in self._wanted(recording):
                    prompt = self._prompt(recording.language)
                    # It adds the last mark of the prompt, <|notimestamps|>, itself.
                    aligned = model.align(encoded, prompt[:-1], [ids], [len(samples) // _HOP])[0]
                    found += [math.log(max(one, _FLOOR)) for one in aligned.text_token_probs]
            return found

        scores, seconds = median_seconds(score)
        return Answers(scores, [], seconds)

    def complete(self, out: Path) -> None:
        write_tokenizer(self._folder, self.tokenizer, out)
        settings = json.dumps({"feature_size": self._features.feature_size, "sampling_rate": SAMPLE_RATE_HZ}, indent=1)
        (out / "preprocessor_config.json").write_text(settings, encoding="utf-8")
        if not json.loads((out / "config.json").read_text(encoding="utf-8")).get("lang_ids"):
            # Older checkpoints list no languages, and newer transformers don't tell CTranslate2 their tokens.
            edit_config(out, lang_ids=sorted(n for token, n in self._known.items() if _names_language(token)))

    def _mel(self, samples: Any) -> Any:
        """float32[1, bands, frames] of half a minute."""
        found = self._features(samples, sampling_rate=SAMPLE_RATE_HZ, return_tensors="np").input_features
        return np.ascontiguousarray(found, dtype=np.float32)

    def _prompt(self, language: str) -> list[int]:
        marks = [_START, f"<|{language}|>", *_MODE] if f"<|{language}|>" in self._known else [_START, _MODE[-1]]
        return [self._known[mark] for mark in marks]

    def _wanted(self, recording: Recording) -> list[list[int]]:
        texts = (recording.text, recording.other)
        return [self.tokenizer(" " + text, add_special_tokens=False).input_ids for text in texts]


def _names_language(token: str) -> bool:
    inner = token[2:-2]
    return token.startswith("<|") and token.endswith("|>") and inner.isalpha() and 2 <= len(inner) <= 3
