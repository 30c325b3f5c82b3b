"""Marian (OPUS-MT), and M2M with NLLB: how likely they find a translation, and what they write themselves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langtutor.models.codes import two_letters
from langtutor.models.convert.families import THREADS, NotLikeThis, copy_file, log_softmax, open_tokenizer
from langtutor.models.convert.measures import Answers, Family, median_seconds
from langtutor.models.convert.probes import Probes

_SHARED = "sentencepiece.bpe.model"
_WRITTEN = 24
"""Tokens written for a probe."""
_WRITING = 4
"""Probes that are also translated freely, which takes longer than to score a translation."""


@dataclass(frozen=True, slots=True)
class _Question:
    """source: tokens with their marks. lead: what the translation begins with. target: a translation, right or not."""

    source: list[str]
    lead: list[str]
    target: list[str]


class TranslationModel:
    def __init__(self, folder: Path, config: Any, probes: Probes) -> None:
        from sentencepiece import SentencePieceProcessor

        self._folder = folder
        self._config = config
        self._marian = config.model_type == Family.MARIAN
        self.architecture = "MarianMTModel" if self._marian else "M2M100ForConditionalGeneration"
        self._files = ("source.spm", "target.spm") if self._marian else (_SHARED,)
        for name in self._files:
            if not (folder / name).is_file():
                raise NotLikeThis(f"{name} is missing")
        self.tokenizer = open_tokenizer(folder)
        if not self._marian:
            _list_all_tokens(self.tokenizer, config.vocab_size)
        self._end = str(self.tokenizer.eos_token)
        self._known = frozenset(self.tokenizer.get_vocab())
        cutters = [SentencePieceProcessor(model_file=str(folder / name)) for name in self._files]
        self._cut_source, self._cut_target = cutters[0], cutters[-1]
        self._questions = self._ask(probes)

    def original(self, model: Any) -> Answers:
        import torch

        with torch.inference_mode():
            scores = [score for question in self._questions for score in self._scores(model, question)]
            said, seconds = median_seconds(lambda: [self._written(model, one) for one in self._questions[:_WRITING]])
        return Answers(scores, said, seconds)

    def prepare(self, model: Any) -> None:
        """As it is."""

    def converted(self, out: Path) -> Answers:
        import ctranslate2

        translator = ctranslate2.Translator(str(out), compute_type="int8", intra_threads=THREADS)
        scores: list[float] = []
        for one in self._questions:
            found = translator.score_batch([one.source], [one.lead + one.target])[0].log_probs
            scores += found[len(one.lead) :]

        def write() -> list[str]:
            said = []
            for one in self._questions[:_WRITING]:
                result = translator.translate_batch(
                    [one.source], target_prefix=[one.lead], beam_size=1, max_decoding_length=_WRITTEN
                )
                said.append(self._shown(result[0].hypotheses[0]))
            return said

        said, seconds = median_seconds(write)
        return Answers(scores, said, seconds)

    def complete(self, out: Path) -> None:
        for name in self._files:
            copy_file(self._folder, name, out)

    def _scores(self, model: Any, question: _Question) -> list[float]:
        """Of every token of the target and of its end."""
        import torch

        target = self._numbers([*question.lead, *question.target])
        logits = model(
            input_ids=torch.tensor([self._numbers(question.source)]),
            decoder_input_ids=torch.tensor([[self._config.decoder_start_token_id, *target]]),
        ).logits[0]
        if self._marian:
            logits[:, self._config.pad_token_id] = -torch.inf  # transformers' own addition; Marian has no such word
        scores = log_softmax(logits)
        wanted = [*target, self.tokenizer.eos_token_id]
        return [float(scores[n, wanted[n]]) for n in range(len(question.lead), len(wanted))]

    def _written(self, model: Any, question: _Question) -> str:
        import torch

        more = {"forced_bos_token_id": self._numbers(question.lead)[0]} if question.lead else {}
        source = torch.tensor([self._numbers(question.source)])
        ids = model.generate(source, num_beams=1, do_sample=False, max_new_tokens=_WRITTEN, **more)[0]
        return self._shown(self.tokenizer.convert_ids_to_tokens(ids.tolist()))

    def _shown(self, tokens: list[str]) -> str:
        """The first pieces: the last one may be an end that only one of both is forced to write."""
        special = {
            self._end,
            *self.tokenizer.all_special_tokens,
            *(mark for one in self._questions for mark in one.lead),
        }
        return " ".join([token for token in tokens if token not in special][: _WRITTEN - 4])

    def _numbers(self, tokens: list[str]) -> list[int]:
        return list(self.tokenizer.convert_tokens_to_ids(tokens))

    def _ask(self, probes: Probes) -> list[_Question]:
        """Every sentence with its translation and with that of the one before, which is not its translation."""
        codes = self._codes(probes)
        marks = self._marks(codes)
        texts = [(one[codes[0]], one[codes[1]]) for one in probes.sentences]
        for source, _ in texts:
            self._check_cut(source, marks[0])
        wrong = [target for _, target in (texts[-1], *texts[:-1])]
        return [
            _Question(
                [*marks[0], *self._pieces(self._cut_source, source), self._end],
                marks[1],
                self._pieces(self._cut_target, target),
            )
            for targets in ([right for _, right in texts], wrong)
            for (source, _), target in zip(texts, targets, strict=True)
        ]

    def _codes(self, probes: Probes) -> tuple[str, str]:
        codes = tuple(probes.sentences[0])
        spoken = str(getattr(self.tokenizer, "source_lang", ""))
        return (codes[1], codes[0]) if two_letters(spoken) == codes[1] else (codes[0], codes[1])

    def _marks(self, codes: tuple[str, str]) -> tuple[list[str], list[str]]:
        """Language tokens: (before the source, before the translation). Of languages it doesn't know, its own first."""
        tokens = sorted(self._known, key=lambda one: (len(one), one))
        if self._marian:
            targets = [token for token in tokens if token.startswith(">>") and token.endswith("<<")]
            fitting = [token for token in targets if two_letters(token.strip("><")) == codes[1]]
            return (fitting or targets)[:1], []
        marks = {two_letters(one.strip("_")): one for one in reversed(tokens) if _is_language(one)}
        if len(marks) < 2:
            raise NotLikeThis("its vocabulary names no languages")
        first, second = (*marks.values(),)[:2]
        return [marks.get(codes[0], first)], [marks.get(codes[1], second)]

    def _pieces(self, cutter: Any, text: str) -> list[str]:
        pieces = cutter.encode(text, out_type=str)
        return [piece if piece in self._known else str(self.tokenizer.unk_token) for piece in pieces]

    def _check_cut(self, text: str, marks: list[str]) -> None:
        """Our engine cuts with SentencePiece alone; the checkpoint's tokenizer must do the same. Raises NotLikeThis."""
        own = self._pieces(self._cut_source, text)
        theirs = [str(token) for token in self.tokenizer.tokenize(text)]
        unknown = str(self.tokenizer.unk_token)
        if unknown not in own and own != theirs:
            raise NotLikeThis(f"its tokenizer cuts text in another way than {self._files[0]} does")


def _is_language(token: str) -> bool:
    plain = token.strip("_")
    return ((token.startswith("__") and token.endswith("__")) or "_" in plain) and two_letters(plain) is not None


def _list_all_tokens(tokenizer: Any, words: int) -> None:
    """From transformers 5 on M2M's tokenizer doesn't list its languages, and CTranslate2 writes what is listed."""
    listed = dict(tokenizer.get_vocab())
    named = range(min(words, len(listed) + 1000))
    for number, token in zip(named, tokenizer.convert_ids_to_tokens(list(named)), strict=True):
        if token is not None and token != tokenizer.unk_token:
            listed.setdefault(token, number)
    tokenizer.get_vocab = lambda: dict(listed)
