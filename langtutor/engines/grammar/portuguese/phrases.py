"""Agreement within a noun phrase: determiners, the noun, and the adjectives behind it.

A phrase is read from its determiner on. Where what may be read disagrees in gender the noun is right; in number, what
more of its words say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from langtutor.core.text import Edit
from langtutor.engines.grammar.portuguese.analysis import Sentence, Token
from langtutor.engines.grammar.portuguese.lexicon import Agreement, Reading
from langtutor.engines.grammar.portuguese.tables import Knowledge

_DETERMINERS = ("DA", "DD", "DI", "DP", "SPS00:DA", "SPS00:DD", "SPS00:DI")
_NOMINAL = ("NC", "AQ", "VMP")
_ONE = frozenset({"um", "uma", "num", "numa", "cada", "nenhum", "nenhuma"})
_MANY = frozenset(
    {"vários", "várias", "muitos", "muitas", "poucos", "poucas", "ambos", "ambas", "diversos", "diversas"}
)
_LINKS = frozenset({"e", "ou", "nem", ",", "/"})
_QUOTES = frozenset('"“”‘’«»')
_NO_HEADS = frozenset({"vez", "vezes", "pouco", "tanto", "monte"})
_ALMOST = 0.93


@dataclass(frozen=True, slots=True)
class Phrase:
    """first to end: its tokens up to the noun's; agreement: what the noun may be, narrowed by what stands before it."""

    first: int
    noun: int
    agreement: Agreement


def phrases(sentence: Sentence, knowledge: Knowledge) -> Iterator[Phrase]:
    """Those whose noun is certain, from left to right."""
    place = 0
    while place < len(sentence.tokens):
        noun = _noun(sentence, knowledge, place)
        if noun is None and _bare(sentence, place):
            noun = place
        if noun is None:
            place += 1
            continue
        token = sentence.tokens[noun]
        may_be = token.agreement("NC") or token.agreement("AQ")
        for at in range(place, noun):
            narrowed = may_be & _of_determiner(sentence.tokens[at], knowledge)
            may_be = narrowed or may_be
        yield Phrase(place, noun, may_be)
        place = noun + 1


def _noun(sentence: Sentence, knowledge: Knowledge, place: int) -> int | None:
    """Where the noun of the phrase stands that begins here with a determiner."""
    at = place
    while at < len(sentence.tokens) and at < place + 3 and _determines(sentence, knowledge, at, place):
        at += 1
    if at == place or at >= len(sentence.tokens) or sentence.named(at):
        return None
    token = sentence.tokens[at]
    if not token.may_be("NC") or token.may_be("RG", "SP", "CS", "PP", "PI", "Z", "DI", "DD"):
        return None
    before = sentence.tokens[at - 1]
    if token.may_be("VMI", "VMN") and before.may_be("PP", "SPS00", "CS") and ":" not in _tag(before):
        return None if at == place + 1 else at
    following = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    if token.may_be("AQ") and following is not None and (following.may_be("NC", "NP") or following.text in _QUOTES):
        return None  # an adjective before its noun, as likely
    return at


def _bare(sentence: Sentence, place: int) -> bool:
    """A plural noun that stands without a determiner: *vende roupas*."""
    token = sentence.tokens[place]
    plural = all(number == "P" for _, number in token.agreement("NC"))
    return token.can_only_be("NC") and plural and not sentence.named(place)


def _tag(token: Token) -> str:
    return token.readings[0].tag if token.readings else ""


def _determines(sentence: Sentence, knowledge: Knowledge, at: int, first: int) -> bool:
    """At the beginning of a phrase, or behind it: no contraction, no *um pouco*, no *pelo menos*."""
    token = sentence.tokens[at]
    if token.low in ("mais", "menos", "pouco", "que", "tudo") or sentence.low(at + 1) in ("menos", "mais"):
        return False
    if at > first and token.may_be("SPS00:"):
        return False
    following = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    if following is None or (token.may_be("RG") and following.may_be("AQ")):
        return False  # *muito boa*
    if token.low in ("a", "o") and following.may_be("DI", "DD"):
        return False  # *assistir a um filme*
    return token.may_be(*_DETERMINERS) or knowledge.among("numbers", token.low)


def _of_determiner(token: Token, knowledge: Knowledge) -> Agreement:
    if knowledge.among("numbers", token.low):
        genders = {"dois": "M", "duas": "F"}.get(token.low, "MF")
        return frozenset((gender, "P") for gender in genders)
    return token.agreement(*_DETERMINERS)


def propose(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for phrase in phrases(sentence, knowledge):
        edits = _before_noun(sentence, knowledge, phrase)
        yield from edits
        yield from _behind_noun(sentence, knowledge, phrase, edits)


def _before_noun(sentence: Sentence, knowledge: Knowledge, phrase: Phrase) -> list[Edit]:
    noun = sentence.tokens[phrase.noun]
    may_be = noun.agreement("NC")
    places = range(phrase.first, phrase.noun)
    genders = {gender for gender, _ in may_be}
    plural = _plural(sentence, knowledge, phrase, may_be)
    edits: list[Edit | None] = []
    for at in places:
        token = sentence.tokens[at]
        of = _of_determiner(token, knowledge)
        if (
            not of
            or of & may_be
            or (token.low in ("o", "a") and at + 1 < phrase.noun and sentence.low(at + 1) == "que")
        ):
            continue
        if (
            not {gender for gender, _ in of} & genders
            or (not plural and "S" not in {n for _, n in of})
            or plural is None
        ):
            edits.append(_determiner(sentence, knowledge, at, may_be, phrase))
    if plural is not None and not any(number == plural for _, number in may_be):
        wanted = sorted((gender, plural) for gender in genders)
        edits.append(
            _changed(
                sentence, knowledge, phrase.noun, "NC", wanted, "pt.agreement.number.noun", _sure(sentence, phrase)
            )
        )
    return [one for one in edits if one is not None]


def _plural(sentence: Sentence, knowledge: Knowledge, phrase: Phrase, may_be: Agreement) -> str | None:
    """The number that the noun should have had, where it is the noun that is wrong."""
    said = [_of_determiner(sentence.tokens[at], knowledge) for at in range(phrase.first, phrase.noun)]
    numbers = [{number for _, number in one} for one in said if one]
    if not numbers or any(len(one) > 1 for one in numbers) or any(one != numbers[0] for one in numbers):
        return None
    (number,) = numbers[0]
    if any(number == other for _, other in may_be):
        return None
    last = sentence.low(phrase.noun - 1)
    return number if number == "P" or last in _ONE else None


def _sure(sentence: Sentence, phrase: Phrase) -> float:
    noun = sentence.tokens[phrase.noun]
    if noun.may_be("AQ", "VMI", "VMS", "VMP"):
        return 0.82 if sentence.low(phrase.first) not in ("os", "as") else 0.7
    return _ALMOST


def _determiner(sentence: Sentence, knowledge: Knowledge, at: int, may_be: Agreement, phrase: Phrase) -> Edit | None:
    token, noun = sentence.tokens[at], sentence.tokens[phrase.noun]
    number = {number for _, number in token.agreement(*_DETERMINERS)}
    wanted = sorted(may_be, key=lambda pair: pair[1] not in number)
    same_number = any(pair[1] in number for pair in may_be)
    rule = "pt.agreement.gender.article" if same_number else "pt.agreement.number.article"
    confidence = _ALMOST
    if token.low == "a":
        confidence = 0.3 if knowledge.among("idioms_a", noun.low) or not same_number else _article_a(sentence, at, noun)
    elif token.low == "o" and at and sentence.tokens[at - 1].may_be("VMN", "VMG"):
        confidence = 0.84
    if noun.may_be("AQ", "VMP", "VMI", "VMS"):
        confidence = min(confidence, 0.82 if same_number else 0.6)
    return _changed(sentence, knowledge, at, "", wanted, rule, confidence)


def _article_a(sentence: Sentence, at: int, noun: Token) -> float:
    """*a* is a preposition too: *ir a pé*, *cheiro a café*."""
    before = sentence.tokens[at - 1] if at else None
    if before is None:
        return 0.9
    if not before.is_word or before.low in ("e", "que", "quando", "mas", "porque", "onde", "com", "para", "sobre"):
        return 0.86 if before.is_word else 0.7
    verb = before.may_be("VMI") and not before.may_be("NC", "AQ", "VMP")
    return 0.84 if verb and not before.lemmas & {"ir", "chegar", "vir", "voltar", "dar", "começar"} else 0.5


def _behind_noun(sentence: Sentence, knowledge: Knowledge, phrase: Phrase, edits: list[Edit]) -> Iterator[Edit]:
    word = sentence.low(phrase.noun)
    if (
        _inside(sentence, knowledge, phrase)
        or word in _NO_HEADS
        or knowledge.among("collective", word)
        or knowledge.among("times", word)
    ):
        return
    noun = sentence.tokens[phrase.noun]
    may_be = noun.agreement("NC")
    numbers = {n for at in range(phrase.first, phrase.noun) for _, n in _of_determiner(sentence.tokens[at], knowledge)}
    if edits:
        genders = {gender for gender, _ in may_be}
        right = {edit.rule for edit in edits}
        may_be = (
            frozenset((g, "P" if "P" in numbers else "S") for g in genders)
            if "pt.agreement.number.noun" in right
            else may_be
        )
    else:
        may_be = phrase.agreement & may_be or may_be
    yield from adjectives(sentence, knowledge, phrase.noun + 1, may_be)


def _inside(sentence: Sentence, knowledge: Knowledge, phrase: Phrase) -> bool:
    """Whether an adjective behind may belong to something before the phrase: *a casa da tia nova*."""
    before = sentence.tokens[phrase.first - 1] if phrase.first else None
    first = sentence.tokens[phrase.first]
    if before is not None and before.low in _LINKS:
        return True
    at = phrase.first
    if before is not None and before.may_be("SPS00"):
        at -= 1
    elif not first.may_be("SPS00") or first.low in ("a", "o", "as", "os"):
        return False
    of = at == 0 or sentence.tokens[at - 1].may_be("NC", "AQ", "NP", "VMP") or not sentence.tokens[at - 1].is_word
    return of or sentence.tokens[at].low in ("de", "do", "da", "dos", "das")


def adjectives(
    sentence: Sentence, knowledge: Knowledge, at: int, may_be: Agreement, predicate: bool = False
) -> Iterator[Edit]:
    """Those that stand here one behind the other and should agree."""
    tokens = sentence.tokens
    while at < len(tokens):
        while at < len(tokens) and knowledge.among("degree", tokens[at].low):
            at += 1
        if at >= len(tokens) or not _adjective(sentence, knowledge, at, predicate):
            return
        token = tokens[at]
        own = token.agreement("AQ", "VMP")
        if own and not own & may_be and may_be:
            same = {gender for gender, _ in own} & {gender for gender, _ in may_be}
            rule = "pt.agreement.number.adjective" if same else "pt.agreement.gender.adjective"
            unsure = token.may_be("NC") or token.may_be("VMI", "VMS")
            edit = _changed(sentence, knowledge, at, "AQ", sorted(may_be), rule, 0.82 if unsure else 0.9)
            if edit is not None:
                yield edit
        at += 1
        if at < len(tokens) and tokens[at].low in ("e", "ou", "mas"):
            at += 1


def _adjective(sentence: Sentence, knowledge: Knowledge, at: int, predicate: bool) -> bool:
    """predicate: behind a verb, where it can hardly be another."""
    token = sentence.tokens[at]
    if sentence.named(at) or knowledge.among("adverbial", token.low) or "-" in token.text:
        return False
    if not token.may_be("AQ", "VMP") or token.may_be("SP", "RG", "CS", "D", "PI", "VMN"):
        return False
    return predicate or not token.may_be("VMI", "VMS")


def _changed(
    sentence: Sentence,
    knowledge: Knowledge,
    at: int,
    kind: str,
    wanted: list[tuple[str, str]],
    rule: str,
    confidence: float,
) -> Edit | None:
    token = sentence.tokens[at]
    readings: tuple[Reading, ...] = token.of(*((kind, "VMP") if kind == "AQ" else (kind,) if kind else _DETERMINERS))
    for one in readings:
        found = knowledge.lexicon.inflected(one, wanted)
        if found is not None and found != token.low:
            return sentence.edit(at, at + 1, found, rule, confidence)
    return None
