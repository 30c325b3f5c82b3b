"""Firefox's translation models, run by fxtranslate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedPair
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import Translation
from langtutor.core.sentences import sentences
from langtutor.engines.translation import Check, go_on

if TYPE_CHECKING:
    from fxtranslate import Translator as Engine

_SPACE_AROUND = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_SURELY_WHOLE = 400
"""Characters of a sentence that goes through in one piece; fxtranslate cuts a longer one to what the model takes."""


class FirefoxTranslator:
    """A `Translator`. Loads a pair at its first text (0.05 s, 45 MB each).

    fxtranslate binds a model to the thread that made it: one instance belongs to one thread. It holds the GIL while it
    translates a paragraph.
    models: what each pair's model is called. find: where a model lies, None while it is not installed.
    A folder has `model.bin`, `vocab.spm` (or `source.spm` and `target.spm`) and, better with than without, `lex.bin`.
    """

    def __init__(
        self,
        find: Callable[[str], Path | None],
        models: tuple[tuple[Pair, str], ...],
        abbreviations: Mapping[LanguageCode, frozenset[str]] | None = None,
    ) -> None:
        """abbreviations: see `sentences`. fxtranslate knows none, and takes what follows "Mr." for another sentence."""
        self._find = find
        self._models = dict(models)
        self._abbreviations = abbreviations or {}
        self._loaded: dict[Path, Engine] = {}

    def pairs(self) -> frozenset[Pair]:
        """What is installed now."""
        return frozenset(pair for pair, model in self._models.items() if self._find(model) is not None)

    def translate(self, text: str, pair: Pair, check: Check = go_on) -> Translation:
        """Sentence by sentence: line breaks and the white space between sentences stay. check is called before each.

        Raises UnsupportedPair, ModelMissing, EngineFailed, what check raises.
        """
        engine, model = self._engine(pair)
        try:
            translated = "".join(_translate(engine, sentence, check) for sentence in self._sentences(text, pair))
        except ValueError as error:
            raise EngineFailed(engine=model, detail=str(error)) from error
        return Translation(translated, pair, model)

    def _sentences(self, text: str, pair: Pair) -> Iterator[str]:
        short_forms = self._abbreviations.get(pair.source, frozenset())
        for line in text.splitlines(keepends=True):
            yield from sentences(line, short_forms)

    def _engine(self, pair: Pair) -> tuple[Engine, str]:
        model = self._models.get(pair)
        if model is None:
            raise UnsupportedPair(source=pair.source, target=pair.target)
        folder = self._find(model)
        if folder is None:
            raise ModelMissing(model=model, command=f"langtutor models install {model}")
        if folder not in self._loaded:
            self._loaded[folder] = _load(folder, model)
        return self._loaded[folder], model


def _load(folder: Path, model: str) -> Engine:
    from fxtranslate import Translator

    def vocabulary(name: str) -> bytes:
        own = folder / name
        return (own if own.exists() else folder / "vocab.spm").read_bytes()

    shortlist = folder / "lex.bin"
    try:
        return Translator(
            (folder / "model.bin").read_bytes(),
            vocabulary("source.spm"),
            vocabulary("target.spm"),
            shortlist.read_bytes() if shortlist.exists() else None,
        )
    except (OSError, ValueError) as error:
        raise EngineFailed(engine=model, detail=str(error)) from error


def _translate(engine: Engine, sentence: str, check: Check) -> str:
    check()
    parts = _SPACE_AROUND.fullmatch(sentence)
    before, body, after = parts.groups() if parts else ("", sentence, "")
    if not body:
        return sentence
    return before + (engine.translate(body) if len(body) <= _SURELY_WHOLE else engine.translate_long(body)) + after
