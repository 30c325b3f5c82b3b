"""Marian (OPUS-MT), NLLB and M2M models, converted for CTranslate2. At run time ctranslate2 and sentencepiece alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedPair
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import Translation
from langtutor.core.sentences import bounded, sentences
from langtutor.engines.translation import Check, go_on
from langtutor.models.codes import two_letters

_MOST_PIECES = 128
"""Longer sentences are cut: the models were trained on less, and drop what is at the end of more."""
_BATCH_PIECES = 512
_BEAM = 2
_LOOPS = re.compile(r"(\S+(?: \S+){0,7}?)(?: \1){3}(?= |$)")
"""One to eight pieces that come four times in a row."""
_LANGUAGE = re.compile(r"__([a-z]{2,3})__|([a-z]{3}_[A-Z][a-z]{3})|>>([A-Za-z_]+)<<")
_TYPOGRAPHIC = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."}
"""What is written instead where the model doesn't know the character."""


class MarianTranslator:
    """A `Translator`. Loads at its first text; two threads, int8.

    A folder has `model.bin`, `config.json`, `shared_vocabulary.json` (or `source_` and `target_vocabulary.json`), and
    `source.spm` with `target.spm` (Marian) or `sentencepiece.bpe.model` (NLLB, M2M).
    """

    def __init__(
        self,
        find: Callable[[str], Path | None],
        model: str,
        pairs: frozenset[Pair],
        abbreviations: Mapping[LanguageCode, frozenset[str]] | None = None,
        threads: int = 2,
    ) -> None:
        """find: where a model lies, None while it is not installed. abbreviations: see `sentences`."""
        self._find = find
        self._model = model
        self._pairs = pairs
        self._abbreviations = abbreviations or {}
        self._threads = threads
        self._loaded: tuple[Path, _Loaded] | None = None

    def pairs(self) -> frozenset[Pair]:
        """What can be translated now."""
        return self._pairs if self._find(self._model) is not None else frozenset()

    def translate(self, text: str, pair: Pair, check: Check = go_on) -> Translation:
        """Sentence by sentence: line breaks and the white space between sentences stay.

        check is called between batches. Raises UnsupportedPair, ModelMissing, EngineFailed, what check raises.
        """
        if pair not in self._pairs:
            raise UnsupportedPair(source=pair.source, target=pair.target)
        loaded = self._load()
        marks = loaded.marks(pair)
        try:
            pieces = list(self._pieces(text, pair, loaded))
            todo = {piece.strip(): "" for piece in pieces if piece.strip()}
            for batch in _batches([(one, loaded.source(one, marks)) for one in todo], _BATCH_PIECES):
                check()
                translated = loaded.translate([tokens for _, tokens in batch], marks)
                todo.update(zip((one for one, _ in batch), translated, strict=True))
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(engine=self._model, detail=str(error)) from error
        return Translation("".join(_in_place(piece, todo) for piece in pieces), pair, self._model)

    def _pieces(self, text: str, pair: Pair, loaded: _Loaded) -> Iterator[str]:
        """What is translated alone, with the white space around it; together they are the text."""
        short_forms = self._abbreviations.get(pair.source, frozenset())
        for line in text.splitlines(keepends=True):
            for sentence in sentences(line, short_forms):
                yield from bounded(sentence, loaded.length, _MOST_PIECES)

    def _load(self) -> _Loaded:
        folder = self._find(self._model)
        if folder is None:
            self._loaded = None
            raise ModelMissing(model=self._model, command=f"langtutor models install {self._model}")
        if self._loaded is None or self._loaded[0] != folder:
            try:
                self._loaded = folder, _Loaded(folder, self._threads)
            except (OSError, ValueError, KeyError, RuntimeError) as error:
                raise EngineFailed(engine=self._model, detail=str(error)) from error
        return self._loaded[1]


@dataclass(frozen=True, slots=True)
class _Marks:
    """before: tokens that open the source. target: tokens that the translation begins with."""

    before: tuple[str, ...]
    target: tuple[str, ...]


class _Loaded:
    """The model with its SentencePiece models and what its vocabulary says of languages."""

    def __init__(self, folder: Path, threads: int) -> None:
        import ctranslate2
        from sentencepiece import SentencePieceProcessor

        shared = folder / "sentencepiece.bpe.model"
        both = (shared, shared) if shared.exists() else (folder / "source.spm", folder / "target.spm")
        self._source, self._target = (SentencePieceProcessor(model_file=str(path)) for path in both)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._end = () if config.get("add_source_eos") else (config.get("eos_token", "</s>"),)
        known = _vocabulary(folder)
        self._plain = str.maketrans({char: plain for char, plain in _TYPOGRAPHIC.items() if char not in known})
        self._prefixed = any(token.startswith(">>") for token in known)
        self._tokens = _language_tokens(known)
        self._model = ctranslate2.Translator(
            str(folder), device="cpu", compute_type="int8", intra_threads=threads, inter_threads=1
        )

    def marks(self, pair: Pair) -> _Marks:
        """Raises UnsupportedPair where the model tells languages by tokens and has none for one of these."""
        if not self._tokens:
            return _Marks((), ())
        source, target = self._tokens.get(pair.source), self._tokens.get(pair.target)
        if target is None or (source is None and not self._prefixed):
            raise UnsupportedPair(source=pair.source, target=pair.target)
        return _Marks((target,), ()) if self._prefixed else _Marks((source or "",), (target,))

    def length(self, text: str) -> int:
        return len(self._source.encode(text, out_type=str))

    def source(self, text: str, marks: _Marks) -> list[str]:
        pieces = self._source.encode(text.translate(self._plain), out_type=str)
        return [*marks.before, *pieces, *self._end]

    def translate(self, sources: list[list[str]], marks: _Marks) -> list[str]:
        """A translation that runs in circles is made again, with no three pieces twice."""
        found = self._run(sources, marks)
        looping = [number for number, pieces in enumerate(found) if _LOOPS.search(" ".join(pieces))]
        if looping:
            again = self._run([sources[number] for number in looping], marks, no_repeat_ngram_size=3)
            for number, pieces in zip(looping, again, strict=True):
                found[number] = pieces
        return [self._target.decode(pieces).strip() for pieces in found]

    def _run(self, sources: list[list[str]], marks: _Marks, **options: int) -> list[list[str]]:
        results = self._model.translate_batch(
            sources,
            target_prefix=[list(marks.target)] * len(sources) if marks.target else None,
            beam_size=_BEAM,
            max_decoding_length=2 * max(map(len, sources)) + 16,
            disable_unk=True,
            **options,
        )
        return [[str(token) for token in result.hypotheses[0][len(marks.target) :]] for result in results]


def _vocabulary(folder: Path) -> frozenset[str]:
    """The source's tokens."""
    for name in ("shared_vocabulary", "source_vocabulary"):
        if (folder / f"{name}.json").exists():
            return frozenset(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))
        if (folder / f"{name}.txt").exists():
            return frozenset((folder / f"{name}.txt").read_text(encoding="utf-8").split("\n"))
    raise FileNotFoundError(str(folder / "shared_vocabulary.json"))


def _language_tokens(known: frozenset[str]) -> dict[str, str]:
    """Language → its token (`__pt__`, `por_Latn`, `>>por<<`). The plainest of several: `>>pt<<` before `>>pt_BR<<`."""
    found: dict[str, str] = {}
    for token in sorted(known, key=lambda one: (len(one), one)):
        match = _LANGUAGE.fullmatch(token)
        code = two_letters(next(filter(None, match.groups()))) if match else None
        if code:
            found.setdefault(code, token)
    return found


def _batches(sources: Sequence[tuple[str, list[str]]], budget: int) -> Iterator[list[tuple[str, list[str]]]]:
    """By length, as many together as fit the budget of pieces, padding included; at least one."""
    batch: list[tuple[str, list[str]]] = []
    for one in sorted(sources, key=lambda source: len(source[1])):
        if batch and (len(batch) + 1) * len(one[1]) > budget:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _in_place(piece: str, translated: Mapping[str, str]) -> str:
    """With the white space of the original."""
    body = piece.strip()
    if not body:
        return piece
    before, after = piece.split(body, 1)
    return before + translated[body] + after
