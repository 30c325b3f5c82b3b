"""What stands instead: templates in which words of the sentence come in the forms that are asked for.

`{2}` is the word of the second element. `{2:inf}` its infinitive, `{2:ger}` gerund, `{2:SP}` the verb in that mood and
tense and its own person, `{2:SP=1S}` in that person, `{2:estar}` another verb in its form, `{2:agree=meu minha meus
minhas}` one of four by its gender and number. Prepositions and what they join with are contracted at the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from langtutor.engines.grammar.portuguese.analysis import Sentence, Token
from langtutor.engines.grammar.portuguese.lexicon import Lexicon, Reading

_SLOT = re.compile(r"\{(\d+)(?::([^}]+))?\}")
_TENSE = re.compile(r"([ISM][A-Z])(?:=([123][SP]))?")
_NON_FINITE = {"inf": "VMN0000", "ger": "VMG0000"}
_ORDER = (("M", "S"), ("F", "S"), ("M", "P"), ("F", "P"))


def filled(
    template: str, sentence: Sentence, row: list[int], lexicon: Lexicon, contractions: Mapping[str, str]
) -> str | None:
    """row: where each element stands, and where it ends. None where a form that is asked for doesn't exist."""
    out = template
    for slot in reversed(list(_SLOT.finditer(template))):
        at = int(slot[1]) - 1
        word: str | None = ""
        if row[at] < row[at + 1]:
            word = _word(sentence, row[at]) if slot[2] is None else changed(sentence.tokens[row[at]], slot[2], lexicon)
        if word is None:
            return None
        out = out[: slot.start()] + word + out[slot.end() :]
    return contracted(" ".join(out.split()).replace(" ,", ","), contractions)


def _word(sentence: Sentence, place: int) -> str:
    """Without the capital that it has only for being first."""
    token = sentence.tokens[place]
    first = sentence.begins(place) and not token.may_be("NP") and not token.text[1:2].isupper()
    return token.low if first else token.text


def changed(token: Token, how: str, lexicon: Lexicon) -> str | None:
    if how.startswith("agree="):
        agreement = token.agreement("NC", "AQ", "D")
        forms = how.removeprefix("agree=").split()
        return next((form for pair, form in zip(_ORDER, forms, strict=True) if pair in agreement), None)
    verbs = sorted(
        (one for one in token.of("V") if ":" not in one.tag), key=lambda one: one.tag[2:4] not in ("IP", "IS", "II")
    )
    return next((form for one in verbs if (form := _verb(one, how, lexicon)) is not None), None)


def _verb(one: Reading, how: str, lexicon: Lexicon) -> str | None:
    if how in _NON_FINITE:
        return lexicon.form(one.lemma, _NON_FINITE[how])
    tense = _TENSE.fullmatch(how)
    if tense is not None:
        return lexicon.finite(one, tense[2] or one.person or "3S", tense[1])
    return lexicon.form(how, one.tag)


def contracted(text: str, contractions: Mapping[str, str]) -> str:
    """`de o` is `do`."""
    words: list[str] = []
    for word in text.split():
        joined = contractions.get(f"{words[-1]} {word}") if words else None
        if joined is None:
            words.append(word)
        else:
            words[-1] = joined
    return " ".join(words)
