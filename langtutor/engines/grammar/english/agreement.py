"""Subject and verb agree. Sure of pronouns right before their verb; less so the further the subject's noun is away."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.reading import Reading

_TYPE = "R:VERB:SVA"
_BE_PAST = {"was", "were"}
_SINGULAR, _PLURAL, _I = "singular", "plural", "i"
_BE = {_I: ("am", "was"), _SINGULAR: ("is", "was"), _PLURAL: ("are", "were")}
_FILLERS = ("RB", "RBR", "RBS")
_SAME_EITHER_WAY = {
    "who",
    "which",
    "that",
    "what",
    "whose",
    "whatever",
    "whoever",
    "there",
    "these",
    "those",
    "none",
    "all",
}


def agreement(reading: Reading) -> Iterator[Edit]:
    yield from _verb_like_a_noun(reading)
    for i in range(len(reading)):
        number_of_verb = _number_of_verb(reading, i)
        if number_of_verb is None:
            continue
        found = _there(reading, i) or _subject_before(reading, i) or _question(reading, i) or _parsed(reading, i)
        if found is not None:
            wanted, confidence, rule = found
            if rule == "sva.noun" and wanted == _SINGULAR and (noun := _bare_singular(reading, i)) is not None:
                confidence = 0.4
                yield from _plural_instead(reading, noun)
            if (form := _agreeing(reading, i, wanted)) is not None:
                yield reading.replace(i, form, _TYPE, rule, confidence)


def _verb_like_a_noun(reading: Reading) -> Iterator[Edit]:
    """ "My class start at eight": no finite verb anywhere, but a noun that may be one right behind a subject."""
    if reading.text.rstrip()[-1:] != "." or any(
        reading.tag(k) in ("VBZ", "VBP", "VBD", "MD") for k in range(len(reading))
    ):
        return
    start = 1 if reading.tag(0) in ("DT", "PRP$") else 99
    noun = start + (reading.tag(start) == "JJ")
    verb = noun + 1
    if (
        reading.tag(noun) != "NN"
        or reading.tag(verb) not in ("NN", "VB", "JJ")
        or not reading.lexicon.is_base(reading.low(verb))
    ):
        return
    if reading.tag(verb + 1) in ("IN", "DT", "PRP", "PRP$", "TO", "RB", "NNP", "NNS", "NN", "JJ"):
        form = reading.lexicon.verb(reading.low(verb), "VBZ")
        if form and not _quantity(reading, noun):
            yield reading.replace(verb, form, _TYPE, "sva.noun", 0.8)


def _bare_singular(reading: Reading, verb: int) -> int | None:
    """The subject of this verb, where it is a countable singular that nothing determines: "scientist agree"."""
    head = reading.head(verb) if reading.dep(verb) in ("aux", "auxpass") else verb
    noun = reading.subject(head)
    if noun is None or reading.tag(noun) != "NN" or reading.children(noun, "det", "poss", "nummod", "predet"):
        return None
    determined = any(reading.is_in(k, "determiners") for k in range(max(0, noun - 3), noun))
    return noun if not determined and reading.lexicon.countable(reading.low(noun)) > 0.4 else None


def _plural_instead(reading: Reading, noun: int) -> Iterator[Edit]:
    plural = reading.lexicon.plural(reading.low(noun))
    if plural and plural != reading.low(noun):
        yield reading.replace(noun, plural, "R:NOUN:NUM", "noun.plural_subject", 0.7)


def _number_of_verb(reading: Reading, i: int) -> str | None:
    """What subject a finite verb's form asks for; None where it isn't one, or goes with any."""
    word, tag = reading.low(i), reading.tag(i)
    if word in ("is", "'s", "has", "does", "was"):
        return _SINGULAR if word != "'s" else None
    if word in ("are", "'re", "were", "have", "do", "am", "'m"):
        return _I if word in ("am", "'m") else _PLURAL
    if not reading.is_word(i) or word in reading.tables.words("modals"):
        return None
    if tag == "VBZ" or (tag == "NNS" and reading.lexicon.is_verb(word, "VBZ")):
        return _SINGULAR if reading.lexicon.is_verb(word, "VBZ") else None
    if tag in ("VBP", "VB", "NN") and reading.lexicon.is_base(word) and not reading.lexicon.is_verb(word, "VBD"):
        return _PLURAL
    return None


def _agreeing(reading: Reading, i: int, wanted: str) -> str | None:
    word = reading.low(i)
    if reading.lemma(i) == "be" or word in ("am", "'m", "are", "'re", "is", "was", "were"):
        form = _BE[wanted][word in _BE_PAST]
    elif word in ("has", "have"):
        form = "has" if wanted == _SINGULAR else "have"
    elif word in ("do", "does"):
        form = "does" if wanted == _SINGULAR else "do"
    else:
        found = reading.lexicon.verb(word, "VBZ" if wanted == _SINGULAR else "VB")
        if found is None:
            return None
        form = found
    return form if form != word and word not in ("'m", "'re") else None


def _pronoun_number(reading: Reading, i: int) -> str | None:
    word = reading.low(i)
    if word == "i":
        return _I
    if word in ("he", "she", "it") or word in reading.tables.words("third_singular") - {"this", "that"}:
        return _SINGULAR
    return _PLURAL if word in ("we", "they", "you") else None


def _subject_before(reading: Reading, i: int) -> tuple[str, float, str] | None:
    """A pronoun right in front of its verb, adverbs aside."""
    at = reading.before(i)
    number = _pronoun_number(reading, at) if at >= 0 else None
    if number is None or _disagrees_not(reading, i, number) or not _free(reading, at, i):
        return None
    confident = reading.tag(i) in ("VBP", "VBZ", "VBD") or reading.lemma(i) in ("be", "have", "do")
    return number, (0.93 if confident and at == i - 1 else 0.88 if confident else 0.6), "sva.pronoun"


def _disagrees_not(reading: Reading, i: int, number: str) -> bool:
    has = _number_of_verb(reading, i)
    if reading.lemma(i) == "be" or reading.low(i) in _BE_PAST:
        word = reading.low(i)
        return word == _BE[number][word in _BE_PAST] or (
            number in (_I, _SINGULAR) and word == "were" and _unreal(reading, i)
        )
    return has == number or (number == _I and has == _PLURAL)


def _unreal(reading: Reading, i: int) -> bool:
    """ "if I were", "I wish she were", "as though it were" are right."""
    return bool(
        {"if", "wish", "wishes", "wished", "though", "unless", "suppose", "supposing", "rather"}
        & set(reading.lower[:i])
    )


def _free(reading: Reading, at: int, verb: int) -> bool:
    """Whether a pronoun is the subject of this verb: no object of another ("let it go"), no part of "you and he"."""
    previous = reading.low(at - 1)
    if reading.is_in(at - 1, "sees_doing") or reading.lemma(at - 1) in reading.tables.words("sees_doing"):
        return False
    if (
        previous in ("and", "or", "nor", ",", "than", "both")
        and at >= 2
        and reading.pos(at - 2) in ("NOUN", "PRON", "PROPN")
    ):
        return reading.head(at) == verb and reading.dep(at).startswith("nsubj")
    if reading.tag(at - 1) in ("IN", "TO") and reading.dep(at) in ("pobj", "dobj", "dative"):
        return False
    if reading.tag(at - 1) in ("MD",) or previous in ("do", "does", "did", "to"):
        return False
    if (
        at >= 2
        and reading.tag(at - 1) in ("RB",)
        and reading.low(at - 2) in ("do", "does", "did", "can", "could", "would", "should")
    ):
        return False
    if _wished(reading, at) or (reading.low(verb) == "be" and previous in ("whether", "if", "lest", "that", "though")):
        return False
    if reading.dep(at) in ("dobj", "pobj", "dative") and reading.low(at) in ("it", "you"):
        return False
    return not any(reading.tag(k) == "MD" or reading.low(k) in ("do", "does", "did") for k in reading.auxiliaries(verb))


def _wished(reading: Reading, at: int) -> bool:
    """ "I suggest that he go": a verb that leaves the form bare stands in front."""
    near = range(max(0, at - 5), at)
    return any(reading.lemma(k) in reading.tables.words("wants_that") for k in near)


def _there(reading: Reading, i: int) -> tuple[str, float, str] | None:
    if reading.low(i) not in ("is", "are", "was", "were", "has", "have") or reading.low(i - 1) != "there":
        return None
    place = i + 1
    while reading.tag(place) == "RB" or reading.low(place) in ("been", "n't", "not"):
        place += 1
    first, second = reading.low(place), reading.low(place + 1)
    singular_verb = reading.low(i) in ("is", "was", "has")
    if singular_verb and (
        reading.is_in(place, "plural_quantity") or first == "lots" or (first, second) == ("a", "few")
    ):
        return _PLURAL, 0.9, "sva.there"
    if singular_verb and first == "a" and second == "lot" and reading.tag(place + 3) == "NNS":
        return _PLURAL, 0.85, "sva.there"
    if (
        singular_verb
        and reading.tag(place) == "CD"
        and first not in ("one", "1")
        and reading.tag(place + 1) in ("NNS", "JJ")
    ):
        return _PLURAL, 0.85, "sva.there"
    noun = _noun_of(reading, place)
    if noun is None or _joined(reading, noun):
        return None
    if singular_verb and reading.tag(noun) == "NNS" and reading.lexicon.is_plural(reading.low(noun)):
        return _PLURAL, 0.85, "sva.there"
    if not singular_verb and first in ("a", "an", "one") and reading.tag(noun) == "NN" and not _quantity(reading, noun):
        return _SINGULAR, 0.85, "sva.there"
    if not singular_verb and reading.lexicon.uncountable(reading.low(noun)) and reading.low(noun + 1) != "and":
        return _SINGULAR, 0.8, "sva.there"
    return None


def _noun_of(reading: Reading, place: int) -> int | None:
    """The noun of a short noun phrase that begins here."""
    for k in range(place, min(place + 4, len(reading))):
        if reading.tag(k) in ("NN", "NNS"):
            return k + 1 if reading.tag(k + 1) in ("NN", "NNS") else k
        if reading.tag(k) not in ("DT", "JJ", "RB", "JJR", "JJS", "CD", "PRP$"):
            return None
    return None


def _joined(reading: Reading, noun: int) -> bool:
    return any(reading.dep(child) == "conj" for child in reading.children(noun)) or reading.low(noun + 1) in (
        "and",
        ",",
        "or",
        "/",
    )


def _quantity(reading: Reading, noun: int) -> bool:
    return reading.lemma(noun) in reading.tables.words("often_plural_agreement") or reading.is_in(
        noun, "often_plural_agreement"
    )


def _question(reading: Reading, i: int) -> tuple[str, float, str] | None:
    """ "Does they", "Is you", "Where do she"."""
    word = reading.low(i)
    if word not in ("is", "are", "was", "were", "has", "have", "do", "does", "am") or reading.pos(i - 1) in (
        "NOUN",
        "PRON",
        "PROPN",
    ):
        return None
    if i and not (reading.low(i - 1) in ("where", "what", "when", "why", "how", "who", ",", "and", "but") or i == 0):
        return None
    after = i + 2 if reading.low(i + 1) in ("n't", "not") else i + 1
    number = _pronoun_number(reading, after)
    if number is None and i == 0 and reading.low(i) in ("do", "does"):
        return _asked_noun(reading, i)
    if number is None or _disagrees_not(reading, i, number) or reading.low(after + 1) in ("and", "or", ","):
        return None
    if reading.low(after) in ("everything", "something", "nothing", "anything", "everyone", "someone"):
        return None
    return number, 0.88, "sva.question"


def _asked_noun(reading: Reading, i: int) -> tuple[str, float, str] | None:
    """ "Do your wife like it?"."""
    subject = reading.subject(reading.head(i))
    number = _noun_number(reading, subject) if subject is not None and subject > i else None
    if number is None or number == _number_of_verb(reading, i) or not reading.text.rstrip().endswith("?"):
        return None
    return number, 0.82, "sva.question"


def _parsed(reading: Reading, i: int) -> tuple[str, float, str] | None:
    """A noun as the subject, as the parser sees it."""
    first_of_group = reading.dep(i) in ("aux", "auxpass")
    verb = reading.head(i) if first_of_group else i
    if first_of_group and reading.auxiliaries(verb)[:1] != [i]:
        return None
    if not first_of_group and (reading.auxiliaries(i) or reading.pos(i) not in ("VERB", "AUX")):
        return None
    subject = reading.subject(verb)
    if subject is None or subject >= i or i - subject > 9 or _wished(reading, subject):
        return None
    if reading.low(i) == "were" and _unreal(reading, i):
        return None
    if reading.low(subject) in ("who", "which", "that"):
        return _relative(reading, i, verb, subject)
    number = _noun_number(reading, subject)
    if number is None or number == _number_of_verb(reading, i):
        return None
    if number == _PLURAL and reading.low(i) in ("am", "'m"):
        return None
    if reading.tag(i) == "VB" and (reading.low(i - 1) == "to" or reading.dep(i) in ("ccomp", "xcomp", "advcl")):
        return None
    return number, _surety(reading, subject, i), "sva.noun"


def _surety(reading: Reading, subject: int, i: int) -> float:
    """The nearer the surer; something that may be the real subject stands between otherwise."""
    between = range(subject + 1, i)
    if any(reading.low(k) in ("who", "which", "that") for k in range(max(0, subject - 8), subject)):
        return 0.6
    if all(reading.tag(k) in _FILLERS for k in between):
        return 0.88 if reading.tag(i) != "NN" else 0.6
    if any(reading.tag(k) in (",", ":", "''", "``", "WDT", "WP", "CC", "-LRB-") for k in between):
        return 0.5
    return 0.8 if reading.tag(subject + 1) == "IN" and i - subject <= 6 else 0.6


def _noun_number(reading: Reading, noun: int) -> str | None:
    word, tag = reading.low(noun), reading.tag(noun)
    tables = reading.tables
    if word in ("people", "police", "children", "parents"):
        return _PLURAL if not _each(reading, noun) else None
    if word in (
        "everybody",
        "everyone",
        "somebody",
        "someone",
        "nobody",
        "anybody",
        "everything",
        "something",
        "nothing",
    ):
        return _SINGULAR
    if tag not in ("NN", "NNS") or _quantity(reading, noun) or _joined(reading, noun) or word in _SAME_EITHER_WAY:
        return None
    if (
        word in tables.words("unmarked_plural")
        or reading.words[noun].entity
        or (reading.words[noun].text[0].isupper() and noun)
    ):
        return None
    if any(reading.low(k) in ("and", "or", "nor", "&") for k in range(max(0, noun - 4), noun)):
        return None
    if any(reading.is_in(k, "plural_quantity") or reading.tag(k) == "CD" for k in reading.children(noun)):
        return None
    if tag == "NN":
        unlike = reading.lexicon.is_plural(word) and word not in tables.words("looks_plural")
        return None if unlike or (word.endswith("ing") and not reading.children(noun, "det")) else _SINGULAR
    if not reading.lexicon.is_plural(word) or word in tables.words("looks_plural"):
        return None
    quantified = reading.children(noun, "nummod", "quantmod")
    return (
        None
        if quantified or _each(reading, noun) or word in ("years", "months", "miles", "dollars", "euros", "statistics")
        else _PLURAL
    )


def _each(reading: Reading, noun: int) -> bool:
    return any(reading.low(k) in ("each", "every", "a", "an", "one", "another") for k in reading.children(noun))


def _relative(reading: Reading, i: int, verb: int, subject: int) -> tuple[str, float, str] | None:
    """ "people who lives": the noun right in front of the relative pronoun."""
    noun = subject - 1
    if reading.dep(verb) != "relcl" or reading.head(verb) != noun or noun < 0:
        return None
    number = _noun_number(reading, noun)
    if number is None or number == _number_of_verb(reading, i):
        return None
    if number == _SINGULAR and (
        reading.low(noun - 1) in ("of", "the") and "one" in reading.lower[max(0, noun - 6) : noun]
    ):
        return None
    plural_nearby = number == _SINGULAR and any(reading.tag(k) == "NNS" for k in range(max(0, noun - 5), noun))
    if plural_nearby or "of" in reading.lower[max(0, noun - 4) : noun]:
        return number, 0.55, "sva.relative"
    return number, 0.85 if i - subject == 1 else 0.6, "sva.relative"
