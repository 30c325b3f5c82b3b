"""Portuguese said to a friend (*tu*), to a stranger (*o senhor*, *a senhora*), to several (*vocês*)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from langtutor.core.language import LanguageCode
from langtutor.core.registers import RegisterRules, Variant, told_by
from langtutor.engines.grammar.portuguese.analysis import Sentence, analysed
from langtutor.engines.grammar.portuguese.lexicon import Lexicon
from langtutor.engines.translation.registers.addressed import Kind, Knowing, Place, read
from langtutor.engines.translation.registers.manners import MANNERS, Manner, Unsure, Written

SPEAKS = LanguageCode("pt")


class PortugueseRegisters:
    """A `Varier`. languagetool_folder: of its installed model, or None: without its dictionary nothing is changed.

    Raises OSError or ValueError for dictionaries that can't be read.
    """

    def __init__(self, languagetool_folder: Path | None, rules: RegisterRules) -> None:
        self._knowing = Knowing(Lexicon(languagetool_folder), rules)

    def variants(self, text: str, original: str, language: LanguageCode) -> tuple[Variant, ...]:
        if not self._knowing.lexicon.complete:
            return ()
        told = told_by(original, self._knowing.rules.hints.get(language))
        sentence = analysed(text, self._knowing.lexicon)
        places = read(sentence, self._knowing, told)
        if not places or (told.you == 0 and not any(one.kind in (Kind.COMMAND, Kind.OWN) for one in places)):
            return ()
        said = ((_said(sentence, places, self._knowing, manner), manner) for manner in MANNERS if manner.fits(told))
        return tuple(
            Variant(one, f"register.{SPEAKS}.{manner.name}") for one, manner in said if one not in (None, text)
        )


def _said(sentence: Sentence, places: Sequence[Place], knowing: Knowing, manner: Manner) -> str | None:
    """None where a word would have to change and nobody knows how."""
    try:
        changes = [one for place in places if (one := manner.write(sentence, places, place, knowing)) is not None]
    except Unsure:
        return None
    ordered = sorted(changes, key=lambda one: (one.start, one.end))
    if any(one.end > other.start for one, other in pairwise(ordered)):
        return None
    text = sentence.text
    for one in reversed(ordered):
        text = _applied(sentence, text, one)
    return text


def _applied(sentence: Sentence, text: str, one: Written) -> str:
    """The text with one change, behind which all others were made already."""
    first, tokens = sentence.tokens[one.start], sentence.tokens
    begin, begins = first.span.start, sentence.begins(one.start)
    if one.start == one.end:
        word = first.text[0].lower() if begins else first.text[0]
        return f"{text[:begin]}{_capital(one.text, begins)} {word}{text[begin + 1 :]}"
    end = tokens[one.end - 1].span.end
    if one.text:
        return text[:begin] + _capital(one.text, first.text[0].isupper()) + text[end:]
    end = tokens[one.end].span.start if one.end < len(tokens) else end
    rest = text[end:]
    return text[:begin] + (_capital(rest, begins) if rest else rest)


def _capital(text: str, capital: bool) -> str:
    return text[0].upper() + text[1:] if capital else text
