"""Which form a verb has after an auxiliary, a modal, *to*. Sure where nothing but adverbs stands between them."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.reading import Reading

_FORM, _TENSE = "R:VERB:FORM", "R:VERB:TENSE"
_DO = ("do", "does", "did")
_HAVE = ("have", "has", "had", "'ve", "having")
_BE = ("am", "is", "are", "was", "were", "'m", "'re", "be", "been", "being")
_PRONOUNS = ("i", "you", "he", "she", "it", "we", "they")


def verb_forms(reading: Reading) -> Iterator[Edit]:
    for i in range(len(reading)):
        if reading.is_word(i):
            yield from _after_do(reading, i)
            yield from _after_modal(reading, i)
            yield from _after_to(reading, i)
            yield from _after_have(reading, i)
            yield from _after_be(reading, i)
            yield from _made_up(reading, i)


def _governor(reading: Reading, i: int) -> tuple[int, bool]:
    """The word in front over adverbs and *not*, and whether *not* was among them."""
    at, negated = i - 1, False
    while at >= 0 and (reading.low(at) in ("n't", "not", "nt") or reading.tag(at) == "RB"):
        negated |= reading.low(at) in ("n't", "not", "nt")
        at -= 1
    return at, negated


def _after_do(reading: Reading, i: int) -> Iterator[Edit]:
    """ "didn't went", "does he likes", "Did you saw"."""
    word = reading.low(i)
    at, negated = _governor(reading, i)
    asked = False
    if at > 0 and reading.low(at) in _PRONOUNS and reading.low(at - 1) in _DO and not negated:
        asked = at == 1 or reading.low(at - 2) in (
            "what",
            "where",
            "when",
            "why",
            "how",
            "who",
            ",",
            "and",
            "but",
            "which",
        )
        at -= 1
    if not (negated or asked) and reading.dep(i) in ("ROOT", "ccomp", "conj"):
        do = [k for k in reading.auxiliaries(i) if reading.low(k) in _DO]
        if do and do[0] < i and reading.text.rstrip().endswith("?"):
            at, asked = do[0], True
    if reading.low(at) not in _DO or not (negated or asked) or reading.lexicon.is_base(word):
        return
    if reading.lexicon.is_verb(word, "VBD", "VBZ", "VBN") and reading.tag(i) != "VBG":
        base = reading.lexicon.verb(word, "VB")
        if base and base != word:
            yield reading.replace(i, base, _FORM, "form.after_do", 0.95 if negated else 0.9)
    elif word in ("am", "is", "are", "was", "were") and negated and reading.tag(at) != "NN":
        yield reading.replace(i, "be", _FORM, "form.after_do", 0.5)


def _after_modal(reading: Reading, i: int) -> Iterator[Edit]:
    """ "can goes", "must to go" (a pattern), "will went"; not "the will", "May"."""
    word = reading.low(i)
    at, negated = _governor(reading, i)
    if at < 0 or (reading.words[at].text == "May" and at):
        return
    if not (reading.is_in(at, "modals") or reading.low(at) in ("'ll", "ca", "wo")) or reading.tag(at) != "MD":
        return
    if reading.lexicon.is_base(word) or word in ("be", "have", "of"):
        return
    sure = 0.93 if reading.pos(i) in ("VERB", "AUX") else 0.6
    if word in ("is", "are", "am", "was", "were", "been"):
        yield reading.replace(i, "be", _FORM, "form.after_modal", sure)
    elif reading.lexicon.is_verb(word, "VBD", "VBZ", "VBG", "VBN") and reading.pos(i) in ("VERB", "AUX", "NOUN"):
        base = reading.lexicon.verb(word, "VB")
        if base and base != word:
            yield reading.replace(i, base, _FORM, "form.after_modal", sure if negated or at == i - 1 else 0.75)
            if reading.tag(i) == "VBN":
                yield reading.insert(i, "be", "M:VERB:FORM", "form.modal_passive", 0.3)


def _after_to(reading: Reading, i: int) -> Iterator[Edit]:
    """ "want to went", "to learned". A noun may follow *to* too, and so may a gerund after some words."""
    word = reading.low(i)
    if reading.low(i - 1) != "to" or reading.lexicon.is_base(word) or reading.is_name(i):
        return
    governing = reading.lemma(i - 2)
    if reading.lexicon.is_verb(word, "VBD") and not reading.lexicon.is_verb(word, "VB"):
        if reading.tag(i) in ("VBD", "VBN") and reading.tag(i + 1) not in ("NN", "NNS", "NNP"):
            base = reading.lexicon.verb(word, "VB")
            if base:
                yield reading.replace(i, base, _FORM, "form.after_to", 0.93)
        elif reading.tag(i) in ("VBD", "VBN", "VB", "JJ") and (base := reading.lexicon.verb(word, "VB")):
            sure = 0.93 if reading.lemmas(i) == {"VERB"} and reading.tag(i) == "VB" else 0.5
            yield reading.replace(i, base, _FORM, "form.after_to", sure)
    elif word.endswith("ing") and reading.lexicon.is_verb(word, "VBG"):
        if (
            reading.low(i - 2) in reading.tables.words("before_to_preposition")
            or governing in reading.tables.words("before_to_preposition")
            or reading.tag(i) == "NN"
        ):
            return
        base = reading.lexicon.verb(word, "VB")
        wanting = governing in reading.tables.words("infinitive_verbs") or governing in (
            "have",
            "able",
            "like",
            "start",
            "try",
            "go",
        )
        if base:
            yield reading.replace(i, base, _FORM, "form.after_to", 0.9 if wanting else 0.55)
    elif (
        reading.lexicon.is_verb(word, "VBZ")
        and reading.tag(i) in ("VBZ", "VB")
        and (base := reading.lexicon.verb(word, "VB"))
    ):
        yield reading.replace(i, base, _FORM, "form.after_to", 0.88)
    elif word in ("is", "are", "was", "were", "am", "been"):
        yield reading.replace(i, "be", _FORM, "form.after_to", 0.9)


def _after_have(reading: Reading, i: int) -> Iterator[Edit]:
    """ "have went", "has eat", "had took"."""
    word = reading.low(i)
    at, negated = _governor(reading, i)
    if (
        reading.low(at) not in _HAVE
        or not reading.lexicon.lemma(word, "VERB")
        or word in ("have", "had", "has", "do", "be")
    ):
        return
    if word in ("got", "proved", "showed", "sewed", "mowed", "swelled", "strived", "hanged", "dived"):
        return
    if reading.lexicon.is_verb(word, "VBN") or reading.low(at - 1) in ("to", "who_"):
        return
    participle = reading.lexicon.verb(word, "VBN")
    if participle is None or participle == word:
        return
    if reading.tag(i) in ("VBD", "VBP", "VB", "VBZ", "VBN") and not reading.is_plain_noun(i):
        irregular = reading.lexicon.is_verb(word, "VBD")
        sure = 0.95 if irregular else 0.88 if negated or reading.low(at - 1) in _PRONOUNS else 0.6
        yield reading.replace(i, participle, _FORM if not irregular else "R:VERB:INFL", "form.after_have", sure)


def _after_be(reading: Reading, i: int) -> Iterator[Edit]:
    """ "is depend", "are live", "was go", "am work": too much *be*, or not enough of a participle."""
    word = reading.low(i)
    at, negated = _governor(reading, i)
    if reading.low(at) not in _BE or at < 0 or reading.low(at) in ("be", "being"):
        return
    if (
        not reading.lexicon.is_base(word)
        or reading.lexicon.is_verb(word, "VBN")
        or reading.tag(i) not in ("VB", "VBP", "VBN")
    ):
        return
    if set(reading.lemmas(i)) & {"NOUN", "ADJ", "ADV"} and reading.tag(i) != "VB":
        return
    if reading.low(at - 1) in ("what", "all", "do", "does", "did", "thing") or reading.low(at + 1) in ("to",):
        return
    near_pronoun = reading.low(at - 1) in _PRONOUNS
    gerund, participle = reading.lexicon.verb(word, "VBG"), reading.lexicon.verb(word, "VBN")
    state = word in reading.tables.words("state_verbs")
    if (
        not negated
        and near_pronoun
        and reading.low(at - 1) in ("i", "you", "we", "they")
        and reading.low(at) not in ("was", "were")
    ):
        yield reading.delete(at, "U:VERB", "form.be_base", 0.7 if state else 0.35)
    if gerund:
        yield reading.replace(i, gerund, _FORM, "form.be_base", 0.15 if state else 0.5)
    if participle:
        yield reading.replace(i, participle, _FORM, "form.be_base", 0.3)


def _made_up(reading: Reading, i: int) -> Iterator[Edit]:
    """ "goed", "teached": regular where it mustn't be."""
    form = reading.tables.map("irregular_past").get(reading.low(i))
    if (
        form is None
        or reading.is_name(i)
        or (reading.low(i) in ("seed", "costed", "leaved") and reading.tag(i) not in ("VBD", "VBN"))
    ):
        return
    at, _ = _governor(reading, i)
    if reading.low(at) in _HAVE or reading.low(at) in _BE:
        form = reading.lexicon.verb(form, "VBN") or form
    yield reading.replace(i, form, "R:VERB:INFL", "form.irregular", 0.93)
