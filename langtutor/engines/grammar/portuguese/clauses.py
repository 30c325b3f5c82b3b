"""Moods and tenses that a clause asks for, and where unstressed pronouns stand."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.portuguese.analysis import Sentence, Token
from langtutor.engines.grammar.portuguese.phrases import phrases
from langtutor.engines.grammar.portuguese.tables import Knowledge

_FAR = 6
_SUBJUNCTIVE = "pt.verb.subjunctive"
_CONJUNCTIONS = {
    ("embora",): 0.92,
    ("talvez",): 0.92,
    ("para", "que"): 0.9,
    ("caso",): 0.84,
    ("antes", "que"): 0.88,
    ("sem", "que"): 0.86,
    ("a", "fim", "de", "que"): 0.9,
    ("a", "não", "ser", "que"): 0.9,
    ("mesmo", "que"): 0.82,
    ("ainda", "que"): 0.8,
    ("contanto", "que"): 0.9,
    ("tomara", "que"): 0.92,
}
_PAST = {
    ("ontem",),
    ("anteontem",),
    ("na", "semana", "passada"),
    ("no", "mês", "passado"),
    ("no", "ano", "passado"),
    ("no", "verão", "passado"),
    ("no", "domingo", "passado"),
    ("no", "sábado", "passado"),
}
_FUTURE = {
    ("amanhã",),
    ("ano", "que", "vem"),
    ("semana", "que", "vem"),
    ("mês", "que", "vem"),
    (
        "no",
        "futuro",
    ),
    ("no", "próximo"),
    ("na", "próxima"),
}
_OFTEN = {("todos", "os", "dias"), ("sempre",), ("toda", "semana"), ("todo", "dia"), ("todas", "as"), ("todos", "os")}


def propose(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for rule in (_and_or_is, _after_will, _after_conjunction, _unreal, _future, _yesterday, _habit, _pulled, _why):
        yield from rule(sentence, knowledge)


def _and_or_is(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    """*o filme e triste*, in a clause without any verb, is *é*."""
    for phrase in phrases(sentence, knowledge):
        at = phrase.noun + 1
        opens = sentence.begins(phrase.first) or sentence.low(phrase.first - 1) in (",", "mas", "que", "porque")
        if not opens or phrase.noun == phrase.first or sentence.low(at) != "e" or at + 1 >= len(sentence.tokens):
            continue
        end = at + 1
        while end < len(sentence.tokens) and sentence.tokens[end].is_word and sentence.low(end) not in ("mas", "e"):
            end += 1
        following = sentence.tokens[at + 1]
        described = (following.may_be("AQ") and not following.may_be("VMI", "NC")) or following.low in ("muito", "tão")
        if described and not any(
            one.may_be("VMI", "VMS") and not one.may_be("SP", "AQ") for one in sentence.tokens[at:end]
        ):
            edit = sentence.edit(at, at + 1, "é", "pt.accent", 0.86)
            if edit is not None:
                yield edit


def _verb(sentence: Sentence, start: int, far: int = _FAR) -> int | None:
    """The first finite verb from here on, before a mark or another *que*."""
    for at in range(start, min(start + far, len(sentence.tokens))):
        token = sentence.tokens[at]
        if not token.is_word or token.low in ("que", "se", "quando"):
            return None
        if token.may_be("VMN", "VMG"):
            return None
        if token.may_be("VMI", "VMS") and not token.may_be("SP", "CS", "RG", "D", "PP", "PR"):
            determined = at > start and sentence.tokens[at - 1].may_be("D", "SPS00", "Z") and token.may_be("NC", "AQ")
            if not determined:
                return at
    return None


def _put(
    sentence: Sentence, knowledge: Knowledge, at: int, into: str, rule: str, sure: float, of: str
) -> Iterator[Edit]:
    """The verb in another mood and tense, where it can only be in one of these."""
    token = sentence.tokens[at]
    finite = [one for one in token.of("VMI", "VMS") if one.person]
    if any(one.tag[2:4] not in of.split() for one in finite) or not finite:
        return
    written = knowledge.lexicon.finite(finite[0], finite[0].person, into)
    if written is not None:
        unsure = token.may_be("NC", "AQ")
        edit = sentence.edit(at, at + 1, written, rule, min(sure, 0.82) if unsure else sure)
        if edit is not None:
            yield edit


def _after_will(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for place in range(1, len(sentence.tokens)):
        if sentence.low(place) != "que":
            continue
        before = sentence.tokens[place - 1]
        wish = [
            one for one in before.of("V") if knowledge.among("will", one.lemma) or knowledge.among("hope", one.lemma)
        ]
        valued = (
            knowledge.among("valued", before.low)
            and place >= 2
            and sentence.low(place - 2) in ("é", "foi", "era", "será", "seja")
        )
        at = _verb(sentence, place + 1)
        if at is None or not (wish or valued):
            continue
        past = (wish[0].tag[2:4] in ("II", "IS", "IC")) if wish else sentence.low(place - 2) in ("foi", "era")
        hope = bool(wish) and knowledge.among("hope", wish[0].lemma)
        if past and hope:
            continue
        sure = 0.86 if hope else 0.92
        yield from _put(
            sentence, knowledge, at, "SI" if past else "SP", _SUBJUNCTIVE, sure, "IP IS II" if past else "IP"
        )


def _after_conjunction(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for place in range(len(sentence.tokens)):
        for words, sure in _CONJUNCTIONS.items():
            if not _are(sentence, place, words) or (words == ("para", "que") and sentence.begins(place)):
                continue
            if words == ("caso",) and place and (sentence.tokens[place - 1].is_word and sentence.low(place - 1) != "e"):
                continue
            at = _verb(sentence, place + len(words))
            if at is not None:
                yield from _put(sentence, knowledge, at, "SP", _SUBJUNCTIVE, sure, "IP")


def _are(sentence: Sentence, place: int, words: tuple[str, ...]) -> bool:
    return all(sentence.low(place + offset) == word for offset, word in enumerate(words))


def _says(sentence: Sentence, phrases: set[tuple[str, ...]]) -> bool:
    return any(_are(sentence, place, words) for place in range(len(sentence.tokens)) for words in phrases)


def _unreal(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    """*se eu tinha*, where something would be."""
    if not any(token.may_be("VMIC") and not token.may_be("VMII") for token in sentence.tokens):
        return
    for place in range(len(sentence.tokens)):
        if sentence.low(place) == "se" and (sentence.begins(place) or not sentence.tokens[place - 1].may_be("VMI")):
            at = _verb(sentence, place + 1)
            if at is not None and (not place or sentence.tokens[place - 1].low not in ("saber", "ver", "perguntar")):
                yield from _put(sentence, knowledge, at, "SI", _SUBJUNCTIVE, 0.9, "II")


def _future(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    """*quando*, *se* and the like of what is still to come."""
    if not _says(sentence, _FUTURE):
        return
    for place in range(len(sentence.tokens)):
        if sentence.low(place) in ("quando", "se") and (
            place == 0 or not sentence.tokens[place - 1].may_be("VMI", "VMN")
        ):
            at = _verb(sentence, place + 1, 4)
            if at is not None and sentence.low(at + 1) != "que":
                yield from _put(sentence, knowledge, at, "SF", _SUBJUNCTIVE, 0.84, "IP")


def _yesterday(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for place in range(len(sentence.tokens)):
        for words in _PAST:
            if not _are(sentence, place, words):
                continue
            after = place + len(words)
            after += sentence.low(after) == ","
            at = _verb(sentence, after, 4) if sentence.begins(place) else None
            if (
                not sentence.begins(place)
                and after >= len(sentence.tokens) - 1
                and sentence.low(place - 1) not in ("que", "de", "desde", "até")
            ):
                finite = [i for i, one in enumerate(sentence.tokens[:place]) if one.may_be("VMI", "VMS")]
                at = finite[0] if len(finite) == 1 and not sentence.tokens[finite[0]].may_be("NC", "AQ", "SP") else None
            if at is not None:
                yield from _put(sentence, knowledge, at, "IS", "pt.verb.tense", 0.88, "IP")


def _habit(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    """*quando eu era criança* tells what one used to do, where it says how often."""
    place = next((at for at, one in enumerate(sentence.tokens) if one.low == "era"), None)
    if place is None or not knowledge.among("young", sentence.low(place + 1)) or not _says(sentence, _OFTEN):
        return
    for at in range(place + 2, len(sentence.tokens)):
        if sentence.tokens[at].can_only_be("VMIS"):
            yield from _put(sentence, knowledge, at, "II", "pt.verb.tense", 0.85, "IS")


def _pulled(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    """A pronoun behind its verb, where *não* and the like want it before."""
    for at in range(1, len(sentence.tokens)):
        token = sentence.tokens[at]
        if "-" not in token.low or not knowledge.among("before_verb", sentence.low(at - 1)):
            continue
        pronoun = {"lo": "o", "la": "a", "los": "os", "las": "as"}.get(
            token.low.rpartition("-")[2], token.low.rpartition("-")[2]
        )
        verb = _bare(token, knowledge)
        if verb is not None and pronoun in ("me", "te", "se", "nos", "o", "a", "os", "as", "lhe", "lhes"):
            edit = sentence.edit(at, at + 1, f"{pronoun} {verb}", "pt.clitic.placement", 0.94)
            if edit is not None:
                yield edit


def _bare(token: Token, knowledge: Knowledge) -> str | None:
    for one in token.of("VMI", "VMS"):
        tag, colon, _ = one.tag.partition(":")
        if colon:
            return knowledge.lexicon.form(one.lemma, tag)
    return None


def _why(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    """*porque* that asks."""
    if (
        sentence.tokens[-1:]
        and sentence.tokens[-1].text == "?"
        and sentence.low(0) == "porque"
        and len(sentence.tokens) > 3
    ):
        edit = sentence.edit(0, 1, "por que", "pt.porque", 0.9)
        if edit is not None:
            yield edit
