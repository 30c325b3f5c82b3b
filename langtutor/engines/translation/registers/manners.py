"""What becomes of each place of a Portuguese text that says *você*, when it is said in another manner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from langtutor.core.registers import Told
from langtutor.engines.grammar.portuguese.analysis import Sentence
from langtutor.engines.grammar.portuguese.lexicon import Reading
from langtutor.engines.translation.registers.addressed import Kind, Knowing, Place, parted


class Unsure(Exception):
    """A word would have to change, and nobody knows how."""


@dataclass(frozen=True, slots=True)
class Written:
    """Tokens from start to end are written so. An empty text takes them away; where start is end it is put before."""

    start: int
    end: int
    text: str


Write = Callable[[Sentence, Sequence[Place], Place, Knowing], Written | None]


@dataclass(frozen=True, slots=True)
class Manner:
    """One way to speak to somebody. fits: whether what the original tells allows it. write: None where a place stays;
    raises Unsure."""

    name: str
    fits: Callable[[Told], bool]
    write: Write


def _friend(sentence: Sentence, places: Sequence[Place], place: Place, knowing: Knowing) -> Written | None:
    """*tu* with the verb forms that belong to it."""
    at, token = place.at, sentence.tokens[place.at]
    if place.kind in (Kind.PREDICATE, Kind.TE):
        return None
    if not place.sure:
        raise Unsure
    match place.kind:
        case Kind.SUBJECT if _said_again(sentence, places, place):
            return Written(at, at + 1, "")
        case Kind.SUBJECT | Kind.BARE:
            return Written(at, at + 1, "tu")
        case Kind.OBJECT:
            return Written(at - 1, at + 1, f"te {sentence.low(at - 1)}")
        case Kind.BEHIND:
            return Written(at - 1, at + 1, "contigo") if sentence.low(at - 1) == "com" else Written(at, at + 1, "ti")
        case Kind.VERB | Kind.LEFT_OUT:
            return _joined(sentence, at, _finite(sentence, at, knowing, "2S"), "te")
        case Kind.INFINITIVE:
            return _joined(sentence, at, _infinitive(sentence, at, knowing, "2S"), "te")
        case Kind.COMMAND:
            return _joined(sentence, at, _to_do(sentence, at, knowing), "te")
        case Kind.OWN:
            return Written(at, at + 1, knowing.rules.tables["tu"][token.low])
        case Kind.REFLEXIVE:
            return Written(at, at + 1, "te" if token.low == "se" else f"{parted(token)[0]}-te")
        case Kind.INDIRECT | Kind.DIRECT:
            return _object(sentence, at, "te")


def _stranger(
    gender: str, sentence: Sentence, places: Sequence[Place], place: Place, knowing: Knowing
) -> Written | None:
    """*o senhor* or *a senhora*: verbs stay, what agrees changes."""
    at = place.at
    person = "senhor" if gender == "M" else "senhora"
    with_article = f"{'o' if gender == 'M' else 'a'} {person}"
    match place.kind:
        case Kind.SUBJECT if _said_again(sentence, places, place):
            return Written(at, at + 1, "")
        case Kind.SUBJECT | Kind.BARE | Kind.OBJECT:
            return Written(at, at + 1, with_article)
        case Kind.BEHIND:
            return _behind(sentence, at, gender, person, knowing)
        case Kind.LEFT_OUT if _is_first(places, place) and place.sure:
            return _named(sentence, at, with_article)
        case Kind.TE:
            return _named_object(sentence, at, with_article, gender, knowing)
        case Kind.DIRECT if gender == "F":
            return _her(sentence, place)
        case Kind.OWN if place.sure and all(one.kind in (Kind.OWN, Kind.PREDICATE) for one in places):
            return _of_person(sentence, at, gender, person)
        case Kind.PREDICATE if place.sure or gender == "F":
            return _agreeing(sentence, at, knowing, gender, "S") if place.sure else _unknown()
    return None


def _several(sentence: Sentence, places: Sequence[Place], place: Place, knowing: Knowing) -> Written | None:
    """*vocês* with its plural verbs."""
    at, token = place.at, sentence.tokens[place.at]
    if not place.sure or place.kind is Kind.TE:
        raise Unsure
    match place.kind:
        case Kind.SUBJECT if _said_again(sentence, places, place):
            return Written(at, at + 1, "")
        case Kind.SUBJECT | Kind.BEHIND | Kind.OBJECT:
            return Written(at, at + 1, "vocês")
        case Kind.BARE:
            if sentence.low(at + 1) == "e" or sentence.low(at - 1) == "e":
                raise Unsure
            return Written(at, at + 1, "vocês")
        case Kind.VERB | Kind.LEFT_OUT:
            return _joined(sentence, at, _finite(sentence, at, knowing, "3P"), "se")
        case Kind.INFINITIVE:
            return _joined(sentence, at, _infinitive(sentence, at, knowing, "3P"), "se")
        case Kind.COMMAND:
            form = knowing.lexicon.form(_commanded(sentence, at, knowing), "VMM03P0")
            return _joined(sentence, at, form or _unsure(), "se")
        case Kind.INDIRECT | Kind.DIRECT:
            return Written(at, at + 1, f"{token.low}s")
        case Kind.PREDICATE:
            return _agreeing(sentence, at, knowing, "", "P")
    return None


MANNERS = (
    Manner("tu", lambda told: not told.many and not told.man and not told.woman, _friend),
    Manner("senhor", lambda told: not told.many and not told.woman, partial(_stranger, "M")),
    Manner("senhora", lambda told: not told.many and not told.man, partial(_stranger, "F")),
    Manner("voces", lambda told: told.you is not None and not told.one, _several),
)
"""In the order in which they are shown."""


# --- verbs ---------------------------------------------------------------------------------------------------------


def _joined(sentence: Sentence, at: int, form: str, reflexive: str) -> Written:
    """The form with the pronoun that was joined to the old one."""
    tail = parted(sentence.tokens[at])[1]
    if tail not in ("", "me", "se"):
        raise Unsure
    tail = reflexive if tail == "se" else tail
    return Written(at, at + 1, f"{form}-{tail}" if tail else form)


def _finite(sentence: Sentence, at: int, knowing: Knowing, person: str) -> str:
    """The verb in this person and its own tense."""
    thirds = [one for one in knowing.readings(sentence.tokens[at]) if one.person == "3S" and one.tag[2] != "M"]
    indicative = [one for one in thirds if one.tag[2] == "I"]
    return _only(thirds, knowing, person) or _only(indicative, knowing, person) or _unsure()


def _only(readings: Sequence[Reading], knowing: Knowing, person: str) -> str | None:
    """The form that all of them have; None where they differ."""
    forms = {knowing.lexicon.finite(one, person) for one in readings}
    return forms.pop() if len(forms) == 1 else None


def _infinitive(sentence: Sentence, at: int, knowing: Knowing, person: str) -> str:
    lemmas = {one.lemma for one in knowing.readings(sentence.tokens[at]) if one.tag.startswith("VMN")}
    forms = {knowing.lexicon.form(lemma, f"VMN0{person}0") for lemma in lemmas}
    return (forms.pop() if len(forms) == 1 else None) or _unsure()


def _to_do(sentence: Sentence, at: int, knowing: Knowing) -> str:
    """The command to a friend: *fecha*, *não feches*."""
    lemma = _commanded(sentence, at, knowing)
    before = at - 1
    while sentence.low(before) in ("me", "se", "te", "lhe", "nos"):
        before -= 1
    if knowing.among("denying", sentence.low(before)):
        return knowing.lexicon.form(lemma, "VMSP2S0") or _unsure()
    own = knowing.rules.tables["commands"].get(lemma)
    return (knowing.lexicon.form(lemma, "VMM02S0") if own is None else own) or _unsure()


def _commanded(sentence: Sentence, at: int, knowing: Knowing) -> str:
    readings = knowing.readings(sentence.tokens[at])
    lemmas = {one.lemma for one in readings if one.tag.startswith("VMM03S")}
    return lemmas.pop() if len(lemmas) == 1 else _unsure()


def _unsure() -> str:
    raise Unsure


def _unknown() -> Written:
    raise Unsure


# --- pronouns and what agrees with them ----------------------------------------------------------------------------


def _object(sentence: Sentence, at: int, pronoun: str) -> Written:
    """*lhe*, *o*, or what is joined to a verb: *ajudá-lo* becomes *te ajudar*."""
    token = sentence.tokens[at]
    head, tail = parted(token)
    if not tail:
        return Written(at, at + 1, pronoun)
    if tail in ("lhe", "o", "a"):
        return Written(at, at + 1, f"{head}-{pronoun}")
    infinitives = {one.lemma for one in token.of("VMN0000:")}
    if len(infinitives) != 1:
        raise Unsure
    return Written(at, at + 1, f"{pronoun} {infinitives.pop()}")


def _said_again(sentence: Sentence, places: Sequence[Place], place: Place) -> bool:
    """*O senhor disse que (o senhor) viria*: once is enough."""
    earlier = any(one.kind is Kind.SUBJECT and one.at < place.at for one in places)
    says = place.at >= 2 and sentence.tokens[place.at - 2].may_be("V")
    return earlier and says and sentence.low(place.at - 1) == "que"


def _is_first(places: Sequence[Place], place: Place) -> bool:
    return not any(one.kind in (Kind.SUBJECT, Kind.LEFT_OUT) and one.at < place.at for one in places) and not any(
        one.kind is Kind.SUBJECT for one in places
    )


def _named(sentence: Sentence, verb: int, person: str) -> Written:
    """Before the verb with all that belongs to it: *não*, *me*."""
    at = verb
    while at > 0 and sentence.low(at - 1) in ("não", "me", "se", "lhe", "nos", "já", "também", "ainda"):
        at -= 1
    return Written(at, at, person)


def _behind(sentence: Sentence, at: int, gender: str, person: str, knowing: Knowing) -> Written:
    before = sentence.low(at - 1)
    joined = knowing.rules.tables["with_o" if gender == "M" else "with_a"].get(before)
    if joined is not None:
        return Written(at - 1, at + 1, f"{joined} {person}")
    return Written(at, at + 1, f"{'o' if gender == 'M' else 'a'} {person}")


def _named_object(sentence: Sentence, at: int, person: str, gender: str, knowing: Knowing) -> Written:
    """*te amo* is *amo o senhor*, *te dou* is *dou ao senhor*."""
    if sentence.low(at) != "te" or at + 1 >= len(sentence.tokens):
        raise Unsure
    verb = sentence.tokens[at + 1]
    lemmas = {one.lemma for one in verb.of("V")}
    direct = any(knowing.among("direct", lemma) for lemma in lemmas)
    indirect = any(knowing.among("indirect", lemma) for lemma in lemmas)
    if direct == indirect or "-" in verb.text:
        raise Unsure
    to = ("ao" if gender == "M" else "à") + person[1:] if indirect else person
    if indirect and sentence.low(at + 2) in ("isso", "isto", "aquilo", "tudo", "nada"):
        return Written(at, at + 3, f"{verb.low} {sentence.low(at + 2)} {to}")
    return Written(at, at + 2, f"{verb.low} {to}")


def _her(sentence: Sentence, place: Place) -> Written:
    if not place.sure:
        raise Unsure
    token = sentence.tokens[place.at]
    if token.low in ("a", "o"):
        return Written(place.at, place.at + 1, "a")
    return Written(place.at, place.at + 1, token.low[:-1] + "a")


def _of_person(sentence: Sentence, at: int, gender: str, person: str) -> Written:
    """*o seu nome* is *o nome do senhor*, where the noun stands alone."""
    noun = at + 1
    if noun >= len(sentence.tokens) or not sentence.tokens[noun].may_be("NC") or sentence.tokens[noun].may_be("DI"):
        raise Unsure
    after = sentence.tokens[noun + 1] if noun + 1 < len(sentence.tokens) else None
    if after is not None and after.is_word and (after.may_be("AQ", "VMP", "NC") or after.low in ("de", "do", "da")):
        raise Unsure
    before = sentence.tokens[at - 1] if at else None
    if before is None or not before.may_be("DA", "SPS00:DA"):
        raise Unsure
    of = "do" if gender == "M" else "da"
    return Written(at, noun + 1, f"{sentence.tokens[noun].text} {of} {person}")


def _agreeing(sentence: Sentence, at: int, knowing: Knowing, gender: str, number: str) -> Written | None:
    """An adjective, participle, or noun of who somebody is, in gender (its own where that is empty) and number.

    *uma pessoa boa* is said of anybody; of which nouns that isn't known, nothing is changed.
    """
    first, end = _phrase(sentence, at)
    nouns = [one for one in range(first, end) if _is_noun(sentence, one)]
    if any(knowing.among("anybody", sentence.low(one)) for one in nouns):
        if number == "S":
            return None
        raise Unsure
    token = sentence.tokens[at]
    if number == "P" and (nouns or token.may_be("DI", "DA", "DP")):
        raise Unsure
    readings = token.of("NC") if at in nouns else token.of("AQ", "VMP") or token.of("DI", "DA", "DP", "DD", "Z", "PI")
    agreement = frozenset(pair for one in readings for pair in one.agreement)
    wanted = [(one, number) for one in (gender or "MF") if gender or any(of == one for of, _ in agreement)]
    if set(wanted) & agreement:
        return None
    forms = {knowing.lexicon.inflected(one, wanted) for one in readings if one.agreement}
    forms.discard(None)
    form = forms.pop() if len(forms) == 1 else None
    return Written(at, at + 1, form or _unsure())


def _phrase(sentence: Sentence, at: int) -> tuple[int, int]:
    """The words around that agree with each other: *uma boa amiga*."""
    kinds = ("AQ", "VMP", "NC", "DI", "DA", "DP", "DD")
    first = end = at
    while (
        first > 0 and sentence.tokens[first - 1].may_be(*kinds) and not sentence.tokens[first - 1].may_be("VMI", "RG")
    ):
        first -= 1
    while end < len(sentence.tokens) and sentence.tokens[end].may_be(*kinds) and not sentence.tokens[end].may_be("SP"):
        end += 1
    return first, end


def _is_noun(sentence: Sentence, at: int) -> bool:
    """*médico*; not *cansado*, unless an article stands before."""
    token = sentence.tokens[at]
    if not token.may_be("NC") or token.may_be("DI", "DA", "DD"):
        return False
    before = sentence.tokens[at - 1] if at else None
    return not token.may_be("AQ", "VMP") or (
        before is not None and before.may_be("DI", "DA", "DP") and not before.may_be("RG")
    )
