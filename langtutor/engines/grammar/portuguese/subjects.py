"""Verbs and predicates that agree with their subject."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.portuguese.analysis import Sentence, Token
from langtutor.engines.grammar.portuguese.lexicon import Agreement, Reading
from langtutor.engines.grammar.portuguese.phrases import adjectives, phrases
from langtutor.engines.grammar.portuguese.tables import Knowledge

RULE = "pt.agreement.verb"
_PERSONS = {
    ("eu",): "1S",
    ("você",): "3S",
    ("ele",): "3S",
    ("ela",): "3S",
    ("nós",): "1P",
    ("vocês",): "3P",
    ("eles",): "3P",
    ("elas",): "3P",
    ("a", "gente"): "3S",
    ("todo", "mundo"): "3S",
    ("ninguém",): "3S",
    ("alguém",): "3S",
}
_GENDERS = {"ele": "M", "ela": "F", "eles": "M", "elas": "F"}
_COPULAS = frozenset({"ser", "estar", "ficar", "parecer", "continuar", "permanecer"})
_OPENS = frozenset(
    {"que", "quando", "se", "porque", "mas", "embora", "enquanto", "como", "onde", "pois", "então", "e", "ou", "talvez"}
)
_TENSES = ("IP", "IS", "II", "IF", "IC", "SP", "SI", "SF", "IM")


def propose(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for place in range(len(sentence.tokens)):
        for words, person in _PERSONS.items():
            end = place + len(words)
            if tuple(sentence.low(at) for at in range(place, end)) == words and _is_subject(sentence, place):
                yield from _with_pronoun(sentence, knowledge, place, end, _joined(sentence, place, person))
    yield from _with_nouns(sentence, knowledge)


def _is_subject(sentence: Sentence, place: int) -> bool:
    if not place:
        return True
    before = sentence.tokens[place - 1]
    if any((sentence.low(at),) in _PERSONS for at in (place - 1, place - 2)) and before.low not in _OPENS:
        return False  # *eu você aviso*
    if before.low in ("como", "menos", "exceto", "do", "entre", "até", "nem"):
        return False
    if before.low in _OPENS or not before.is_word:
        return True
    return not before.may_be("SP") and not (before.may_be("V") and not before.may_be("NC", "AQ", "RG"))


def _joined(sentence: Sentence, place: int, person: str) -> str:
    """*minha irmã e eu*, *eu e ela*: several; empty where it can't be told."""
    if place >= 2 and sentence.low(place - 1) in ("e", "ou", "nem"):
        before = sentence.tokens[place - 2]
        if before.may_be("V") and not before.may_be("NC", "NP"):
            return person
        if sentence.low(place) == "eu" and sentence.low(place - 1) == "e" and before.may_be("NC", "NP", "PP"):
            return "1P" if not _has_verb(sentence, 0, place - 1) else person
        return ""
    return person


def _has_verb(sentence: Sentence, start: int, end: int) -> bool:
    return any(
        token.may_be("VMI") and not (at and sentence.tokens[at - 1].may_be("D"))
        for at, token in enumerate(sentence.tokens[start:end])
    )


def _with_pronoun(sentence: Sentence, knowledge: Knowledge, place: int, end: int, person: str) -> Iterator[Edit]:
    at = _verb_place(sentence, knowledge, end)
    if not person or at is None:
        return
    yield from _disagreement(sentence, knowledge, at, person, 0.93)
    number = person[1]
    gender = _GENDERS.get(sentence.low(place), "MF")
    if sentence.low(end - 1) in ("gente", "mundo", "ninguém", "alguém"):
        return
    yield from _predicate(sentence, knowledge, at, frozenset((one, number) for one in gender))


def _verb_place(sentence: Sentence, knowledge: Knowledge, at: int) -> int | None:
    """The verb behind a subject, with at most adverbs and pronouns between; None where it isn't certainly one."""
    tokens = sentence.tokens
    while at < len(tokens) and (knowledge.among("between", tokens[at].low) or tokens[at].low.endswith("mente")):
        at += 1
    if at >= len(tokens) or not tokens[at].may_be("VMI", "VMS", "VMM"):
        return None
    return None if tokens[at].may_be("SP", "CS", "CC", "PR", "DA") or "-" in tokens[at].text else at


def _disagreement(sentence: Sentence, knowledge: Knowledge, at: int, person: str, sure: float) -> Iterator[Edit]:
    token = sentence.tokens[at]
    finite = [one for one in token.of("VMI", "VMS", "VMM") if one.person]
    if token.may_be("VMN", "VMG", "RG") or any(one.person == person for one in finite):
        return
    if token.may_be("VMP", "AQ") and not token.may_be("VMIP", "VMIS"):
        return
    written = _fitting(knowledge, finite, person)
    if written is None:
        return
    confidence = min(sure, 0.84) if token.may_be("NC", "AQ", "VMP") else sure
    edit = sentence.edit(at, at + 1, written, RULE, confidence)
    if edit is not None:
        yield edit


def _fitting(knowledge: Knowledge, readings: list[Reading], person: str) -> str | None:
    """In the tense that it most likely is."""
    ordered = sorted(readings, key=lambda one: _TENSES.index(one.tag[2:4]) if one.tag[2:4] in _TENSES else len(_TENSES))
    for one in ordered:
        if one.tag[2] != "M" and (found := knowledge.lexicon.finite(one, person)) is not None:
            return found
    return None


def _predicate(sentence: Sentence, knowledge: Knowledge, verb: int, may_be: Agreement) -> Iterator[Edit]:
    token = sentence.tokens[verb]
    if not any(one.lemma in _COPULAS for one in token.of("V")):
        return
    at = verb + 1
    while at < len(sentence.tokens) and knowledge.among("between", sentence.low(at)):
        at += 1
    yield from adjectives(sentence, knowledge, at, may_be, predicate=True)


def _with_nouns(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for phrase in phrases(sentence, knowledge):
        noun = sentence.tokens[phrase.noun]
        if not _opens_clause(sentence, phrase.first) or knowledge.among("collective", noun.low):
            continue
        said = _numbers(sentence, phrase.first, phrase.noun, noun)
        behind, simple = _behind(sentence, phrase.noun + 1)
        if sentence.low(behind) in ("que", "onde") and phrase.noun > phrase.first:
            behind = _relative(sentence, behind + 1)
        at = _verb_place(sentence, knowledge, behind)
        if at is None or _is_when(sentence, knowledge, noun, at):
            continue
        if len(said) == 1 and not sentence.tokens[at].may_be("NC", "AQ", "VMP"):
            (number,) = said
            yield from _disagreement(
                sentence, knowledge, at, f"3{number}", 0.9 if simple else 0.8 - 0.1 * (number == "S")
            )
        if simple:
            pairs = frozenset((g, n) for g, n in noun.agreement("NC") if n in said) or noun.agreement("NC")
            yield from _predicate(sentence, knowledge, at, pairs)


def _is_when(sentence: Sentence, knowledge: Knowledge, noun: Token, verb: int) -> bool:
    """It says when, and whoever does it is left out: *todos os dias compro pão*."""
    if not knowledge.among("whens", noun.low):
        return False
    finite = sentence.tokens[verb].of("VMI", "VMS")
    first = all(one.person and one.person[0] != "3" for one in finite)
    return first or not any(knowledge.among("whens_do", one.lemma) for one in finite)


def _relative(sentence: Sentence, at: int) -> int:
    """Where a relative clause ends: before its second finite verb, or at the end where that isn't certain."""
    verbs = 0
    for place in range(at, min(at + 8, len(sentence.tokens))):
        token = sentence.tokens[place]
        if not token.is_word or token.low in ("que", "e", "ou", "se", "quando", "onde", "porque"):
            break
        if token.may_be("VMI", "VMS") and not token.may_be("SP", "CS", "D", "PP", "RG"):
            if token.may_be("NC", "AQ") and place > at and sentence.tokens[place - 1].may_be("D", "SPS00", "Z"):
                continue
            verbs += 1
            if verbs == 2:
                return place
    return len(sentence.tokens)


def _opens_clause(sentence: Sentence, place: int) -> bool:
    if sentence.begins(place):
        return sentence.tokens[place].low not in ("à", "ao") and not sentence.tokens[place].may_be("SPS00:")
    before = sentence.tokens[place - 1].low
    if sentence.tokens[place].may_be("SPS00:"):
        return False
    return before in ("quando", "porque", "mas", "embora", "enquanto", "se") or (
        before == "que" and place >= 2 and sentence.tokens[place - 2].can_only_be("VMI", "VMN", "VMS")
    )


def _numbers(sentence: Sentence, first: int, end: int, noun: Token) -> set[str]:
    """Singular or plural as the determiner says, as learners leave the noun unchanged first of all."""
    of = {number for at in range(first, end) for _, number in sentence.tokens[at].agreement("D", "SPS00:D")}
    if not of or len(of) > 1:
        return {number for _, number in noun.agreement("NC")} & (of or {"S", "P"})
    genders = {number for _, number in noun.agreement("NC")}
    return of if "P" in of or "S" in genders else genders


def _behind(sentence: Sentence, at: int) -> tuple[int, bool]:
    """Where the phrase ends with what belongs to it, and whether only adjectives did."""
    simple = True
    tokens = sentence.tokens
    while at < len(tokens) and tokens[at].may_be("AQ") and not tokens[at].may_be("VMI"):
        at += 1
    if at < len(tokens) and tokens[at].low in ("de", "do", "da", "dos", "das", "deste", "desta", "dele", "dela"):
        simple = False
        at += 1
        while at < len(tokens) and tokens[at].may_be("D", "NC", "NP", "AQ") and not tokens[at].can_only_be("VMI"):
            at += 1
    return at, simple
