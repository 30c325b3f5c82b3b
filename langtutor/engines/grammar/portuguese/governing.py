"""What stands behind a verb, adjective or noun: *gostar de*, *depender de*, *esperar* with nothing."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.portuguese.analysis import Sentence, Token
from langtutor.engines.grammar.portuguese.filling import contracted
from langtutor.engines.grammar.portuguese.tables import Government, Knowledge

_WRONG, _MISSING = "pt.preposition.verb", "pt.preposition.missing"
_SIMPLE = frozenset({"a", "de", "em", "por", "para", "com", "sobre", "como", "que", "sem"})
_THING = ("DA", "DI", "DD", "DP", "NC", "NP", "PP", "PD", "AQ", "Z", "DN")
_NO_THING = ("V", "SP", "RG", "RN", "CS", "CC", "PR", "PT", "I")


def propose(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for place, token in enumerate(sentence.tokens):
        for one in knowledge.tables.government:
            if _means(sentence, place, token, one):
                edit = _edit(sentence, knowledge, place, one)
                if edit is not None:
                    yield edit


def _means(sentence: Sentence, place: int, token: Token, one: Government) -> bool:
    if token.low in one.words and not token.may_be("VMN"):
        return not sentence.named(place)
    verbs = [reading for reading in token.of("V") if reading.lemma in one.words and reading.tag[2] != "P"]
    if not verbs or token.may_be("SP", "CS", "RG") or token.low == "entre":
        return False  # *para*, *entre*
    before = sentence.tokens[place - 1] if place else None
    if before is None or not token.may_be("NC", "AQ"):
        return before is None or before.low not in ("é", "foi", "era", "ser", "será") or not token.may_be("AQ")
    return before.low in ("eu", "não", "que", "também", "sempre", "nunca", "já", "só") or before.may_be("NP", "PP")


def _edit(sentence: Sentence, knowledge: Knowledge, place: int, one: Government) -> Edit | None:
    after = place + 1
    while (
        after < len(sentence.tokens) and knowledge.among("degree", sentence.low(after)) and sentence.low(after) != "um"
    ):
        after += 1
    if after >= len(sentence.tokens):
        return None
    token = sentence.tokens[after]
    following = sentence.tokens[after + 1] if after + 1 < len(sentence.tokens) else None
    if token.low in one.not_before or (following is not None and following.low in one.not_before):
        return None
    preposition = token.low if token.low in _SIMPLE else _hidden(token)
    if preposition in one.instead_of:
        return _instead(sentence, knowledge, after, preposition, one)
    allowed = not one.missing_only or _of(sentence.tokens[place], one.missing_only)
    if allowed and one.wants and any(_is(knowledge, kind, token, following) for kind in one.missing):
        return _put(sentence, knowledge, after, one)
    return None


def _of(token: Token, words: frozenset[str]) -> bool:
    return token.low in words or bool(token.lemmas & words)


def _hidden(token: Token) -> str:
    """The preposition in a contraction, as in *no*."""
    return next((one.lemma.partition(":")[0] for one in token.of("SPS00:")), "")


def _instead(sentence: Sentence, knowledge: Knowledge, place: int, preposition: str, one: Government) -> Edit | None:
    token, *behind = sentence.tokens[place : place + 3]
    if not behind or not behind[0].is_word:
        return None
    following = behind[0]
    if token.low == "a" and not _after_preposition(following) and "infinitive" not in one.before:
        return None  # as likely an article
    if one.before:
        bare = token.low in _SIMPLE
        then = behind[1] if len(behind) > 1 else None
        fits = any(_is(knowledge, kind, following, then) for kind in one.before) if bare else "thing" in one.before
        if not fits:
            return None
    elif following.may_be("VMN") and one.wants in ("com", "de") and preposition == "para" and not one.rule:
        return None  # an aim: *casar para ser feliz*
    rest = _without(token)
    said = [part for part in (one.wants, rest) if part]
    last = place + 1
    if one.wants and following.low in ("o", "a", "os", "as", "ele", "ela", "eles", "elas", "isso", "isto"):
        said, last = [*said, following.text], place + 2
    replacement = contracted(" ".join(said), knowledge.tables.contractions)
    return sentence.edit(place, last, replacement, one.rule or _WRONG, one.confidence)


def _after_preposition(token: Token) -> bool:
    """Whether *a* before it can't be the article."""
    plural = token.may_be("NC") and not any(number == "S" for _, number in token.agreement("NC"))
    return plural or token.may_be("VMN", "PP", "DP", "DI")


def _without(token: Token) -> str:
    """What a contraction holds besides its preposition: *no* has *o*."""
    if token.low in _SIMPLE:
        return ""
    held = {"à": "a", "às": "as", "ao": "o", "aos": "os"}.get(token.low)
    if held:
        return held
    letters = {"pel": "", "n": "", "d": ""}
    for start in letters:
        if token.low.startswith(start):
            return token.low.removeprefix(start)
    return token.low


def _put(sentence: Sentence, knowledge: Knowledge, place: int, one: Government) -> Edit | None:
    token = sentence.tokens[place]
    joined = knowledge.tables.contractions.get(f"{one.wants} {token.low}")
    confidence = one.confidence
    if joined is not None and not sentence.named(place):
        return sentence.edit(place, place + 1, joined, _MISSING, confidence)
    return sentence.edit(place, place, one.wants, _MISSING, confidence)


def _is(knowledge: Knowledge, kind: str, token: Token, following: Token | None) -> bool:
    if kind == "infinitive":
        return token.may_be("VMN") and not token.may_be("NC")
    if kind == "article":
        return token.low in ("o", "os", "as", "minha", "meu", "meus", "minhas", "sua", "seu")
    if kind == "person":
        return token.low in ("ela", "ele", "elas", "eles", "você", "vocês") or (
            token.low in ("minha", "meu", "meus", "minhas") and following is not None and following.may_be("NC")
        )
    if kind == "people":
        return (
            token.low in ("o", "os") and following is not None and following.can_only_be("NCM") and _person(following)
        )
    if kind == "place":
        return token.low in ("o", "a") and following is not None and knowledge.among("places_left", following.low)
    if token.low in ("o", "a", "os", "as"):
        return following is not None and following.may_be("NC", "AQ", "DP") and following.low != "que"
    return token.may_be(*_THING) and not token.may_be(*_NO_THING) and token.low not in ("que", "se", "me", "te", "nos")


def _person(token: Token) -> bool:
    return token.low.endswith(("or", "ores", "eiro", "ista", "çom", "ente", "ante", "ico", "igo", "ão", "ai", "io"))
