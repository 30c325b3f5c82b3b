"""Who is measured beside langtutor: the library that runs a model, with nothing around it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from langtutor.core.errors import EngineFailed
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.engines.translation.marian import MarianTranslator
from langtutor.evaluation.translation import Translates
from langtutor.models.entries import Format, Model


def alone(model: Model, folder: Path, pair: Pair, languages: Mapping[LanguageCode, Language]) -> Translates:
    """In this process. fxtranslate as its own documentation has it; ctranslate2 needs its sentences cut, which ours
    does. Raises EngineFailed."""
    if model.format is not Format.FIREFOX:
        short = {code: language.abbreviations for code, language in languages.items()}
        marian = MarianTranslator(lambda name: folder, model.id, model.pairs, short)
        return lambda sentence: marian.translate(sentence, pair).text
    return _firefox(folder, model.id)


def _firefox(folder: Path, model: str) -> Translates:
    from fxtranslate import Translator

    def read(name: str) -> bytes:
        path = folder / name
        return (path if path.exists() else folder / "vocab.spm").read_bytes()

    shortlist = folder / "lex.bin"
    try:
        engine = Translator(
            read("model.bin"),
            read("source.spm"),
            read("target.spm"),
            shortlist.read_bytes() if shortlist.exists() else None,
        )
    except (OSError, ValueError) as error:
        raise EngineFailed(engine=model, detail=str(error)) from error
    translate: Translates = engine.translate_long
    return translate
