"""What a learner may have meant instead, cheaply and in numbers: a language model scores it in its sentence.

Confidence is how often a learner who wrote this meant that, before the sentence has been looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.articles import begins_with_vowel
from langtutor.engines.grammar.english.lexicon import frequency
from langtutor.engines.grammar.english.reading import CANDIDATES, Reading

_PREPOSITIONS = {
    "in": "on at to into for of during",
    "on": "in at of about to for",
    "at": "in on to for of",
    "to": "for at in of with",
    "for": "to of in since at with",
    "of": "for in from about to on",
    "from": "of by in since at with",
    "by": "with of from in for on",
    "with": "by of to for in about",
    "about": "of on for with in",
    "since": "for from",
    "during": "for in while",
    "into": "in to",
    "until": "by to",
    "between": "among from",
    "among": "between",
    "than": "of from",
    "like": "as",
    "as": "like",
    "without": "with",
    "after": "in later",
    "over": "on about",
    "around": "about",
    "through": "by",
    "towards": "to for",
    "onto": "on",
    "upon": "on",
    "above": "over on",
    "under": "below",
    "before": "ago",
}
_VERB_TAGS = ("VB", "VBZ", "VBD", "VBN", "VBG")
_BE = ("am", "is", "are", "was", "were", "be", "been", "being")
_AUXILIARY = {
    "do": "does did",
    "does": "do did",
    "did": "does do",
    "has": "have had",
    "have": "has had",
    "had": "has have",
    "is": "are was",
    "are": "is were",
    "was": "is were",
    "were": "are was",
    "am": "was",
    "will": "would",
    "would": "will",
    "can": "could",
    "could": "can",
    "may": "might",
}


def candidates(reading: Reading) -> Iterator[Edit]:
    for i in range(len(reading)):
        if not reading.is_word(i) or reading.words[i].entity == "PERSON":
            continue
        for edit in (
            *_prepositions(reading, i),
            *_determiners(reading, i),
            *_number(reading, i),
            *_inflection(reading, i),
            *_auxiliaries(reading, i),
        ):
            yield replace(edit, source=CANDIDATES)


def _prepositions(reading: Reading, i: int) -> Iterator[Edit]:
    word = reading.low(i)
    others = _PREPOSITIONS.get(word)
    if others is not None and reading.tag(i) in ("IN", "TO", "RP", "RB"):
        if word == "to" and reading.tag(i + 1) == "VB":
            yield reading.delete(i, "U:VERB:FORM", "prep.to", 0.03)
            yield reading.replace(i, "for", "R:PREP", "prep.to", 0.01)
            return
        for other in others.split():
            yield reading.replace(i, other, "R:PREP", f"prep.{word}", 0.04)
        if word in ("in", "on", "at", "to", "for", "of", "with", "about", "by", "from", "since", "during"):
            yield reading.delete(i, "U:PREP", f"prep.{word}", 0.04)
    elif reading.pos(i) == "VERB" and reading.pos(i + 1) in ("DET", "PRON", "NOUN", "PROPN", "ADJ", "VERB"):
        for other in ("to", "for", "in", "on", "about", "at"):
            yield reading.insert(i + 1, other, "M:PREP", "prep.missing", 0.006)
    elif reading.pos(i) in ("NOUN", "ADJ") and reading.tag(i + 1) in (
        "DT",
        "PRP$",
        "NN",
        "NNS",
        "NNP",
        "VBG",
        "VB",
        "CD",
    ):
        for other in ("of", "in", "to", "for", "on", "at"):
            yield reading.insert(i + 1, other, "M:PREP", "prep.missing", 0.006)


def _determiners(reading: Reading, i: int) -> Iterator[Edit]:
    word = reading.low(i)
    if word in ("a", "an", "the") and reading.is_word(i + 1):
        vowel = begins_with_vowel(reading, reading.words[i + 1].text)
        indefinite = "an" if vowel else "a"
        if word == "the":
            yield reading.replace(i, indefinite, "R:DET", "article.the", 0.03)
        else:
            yield reading.replace(i, "the", "R:DET", "article.a", 0.04)
        yield reading.delete(i, "U:DET", "article.extra", 0.06 if word == "the" else 0.05)
        return
    for one, others in (
        ("this", "these the"),
        ("these", "this the those"),
        ("that", "those the"),
        ("those", "these the"),
    ):
        if word == one and reading.tag(i) == "DT":
            for other in others.split():
                yield reading.replace(i, other, "R:DET", f"det.{one}", 0.03)
    if word in ("some", "any", "no", "every", "all", "each", "another", "other", "much", "many", "few", "little"):
        for other in _QUANTIFIERS[word].split():
            yield reading.replace(i, other, "R:DET", f"det.{word}", 0.03)
    if _begins_phrase(reading, i):
        yield from _missing_article(reading, i)


_QUANTIFIERS = {
    "some": "any a the",
    "any": "some a",
    "no": "any not",
    "every": "each all any",
    "all": "every the",
    "each": "every",
    "another": "other the",
    "other": "another",
    "much": "many very",
    "many": "much",
    "few": "little",
    "little": "few",
}


def _begins_phrase(reading: Reading, i: int) -> bool:
    """A noun or its adjective, without a determiner in front."""
    if reading.tag(i) not in ("NN", "NNS", "JJ", "JJS", "JJR", "VBG", "VBN", "NNP", "CD", "RBS"):
        return False
    before = reading.tag(i - 1)
    if before in ("DT", "PRP$", "POS", "WP$", "CD", "NN", "NNP", "JJ", "NNS", "PDT", "HYPH", "JJR", "JJS", "VBG"):
        return before in ("NN", "NNS", "VBG") and reading.tag(i) in ("JJ", "NN", "NNS") and reading.pos(i - 1) == "VERB"
    if reading.low(i - 1) in reading.tables.words("determiners"):
        return False
    k = i
    while k < len(reading) and reading.tag(k) in ("JJ", "JJS", "JJR", "VBG", "VBN", "CD", "RBS") and k < i + 3:
        k += 1
    return reading.tag(k) in ("NN", "NNS") or (
        reading.tag(i) == "NNP" and reading.words[i].entity not in ("PERSON", "GPE")
    )


def _missing_article(reading: Reading, i: int) -> Iterator[Edit]:
    noun = i
    while noun + 1 < len(reading) and reading.tag(noun + 1) in ("NN", "NNS", "JJ") and noun < i + 4:
        noun += 1
    plural = reading.tag(noun) != "NN"
    countable = 0.0 if plural else reading.lexicon.countable(reading.low(noun))
    followed = reading.low(noun + 1) in ("of", "that", "which", "who", "in")
    the = 0.03 + (0.06 if followed else 0.0) + 0.08 * countable
    yield reading.insert(i, "the", "M:DET", "article.missing", min(the, 0.25))
    if not plural and countable > 0.15 and reading.tag(i) != "JJS":
        vowel = begins_with_vowel(reading, reading.words[i].text)
        yield reading.insert(i, "an" if vowel else "a", "M:DET", "article.missing", 0.03 + 0.2 * countable)


def _number(reading: Reading, i: int) -> Iterator[Edit]:
    tag, word = reading.tag(i), reading.low(i)
    if reading.is_name(i) and i > 0:
        return
    if tag == "NN" or (
        tag in ("JJ", "VB", "VBP", "VBG") and "NOUN" in reading.lemmas(i) and reading.pos(i) in ("NOUN", "ADJ")
    ):
        plural = reading.lexicon.plural(word)
        if plural and plural != word and not reading.lexicon.is_plural(word) and frequency(plural) > 1.5:
            after_article = reading.low(i - 1) in ("a", "an", "every", "each", "this", "that")
            prior = 0.02 if after_article or reading.lexicon.uncountable(word) else 0.1
            yield reading.replace(i, plural, "R:NOUN:NUM", "noun.number", prior)
    elif tag == "NNS" or (tag == "VBZ" and reading.lexicon.is_plural(word)):
        single = reading.lexicon.singular(word)
        if single and single != word:
            yield reading.replace(i, single, "R:NOUN:NUM", "noun.number", 0.06)


def _inflection(reading: Reading, i: int) -> Iterator[Edit]:
    word = reading.low(i)
    if "VERB" not in reading.lemmas(i) or word in _AUXILIARY or word in _BE or reading.is_name(i):
        return
    if reading.pos(i) != "VERB" and not _verb_in_disguise(reading, i):
        return
    likely = 1.0 if reading.pos(i) == "VERB" else 0.4
    lemma = reading.lexicon.lemma(word, "VERB")
    for tag in _VERB_TAGS:
        form = reading.lexicon.inflect(lemma, tag)
        if form and form != word:
            kind = _kind(reading, i, tag)
            yield reading.replace(i, form, kind, f"verb.{tag.lower()}", (0.05 if tag != "VBN" else 0.03) * likely)
    base = reading.lexicon.inflect(lemma, "VB")
    if base and reading.low(i - 1) != "to" and reading.pos(i - 1) in ("VERB", "ADJ", "NOUN", "ADP"):
        yield reading.replace(i, f"to {base}", "R:VERB:FORM", "verb.to", 0.03 * likely)
    if base and reading.low(i - 1) == "to" and (gerund := reading.lexicon.inflect(lemma, "VBG")):
        yield reading.replace(i - 1, gerund, "R:VERB:FORM", "verb.gerund", 0.03 * likely, i)


def _verb_in_disguise(reading: Reading, i: int) -> bool:
    """Parsed as a noun or an adjective, as verbs in odd places are."""
    if reading.pos(i) not in ("NOUN", "ADJ"):
        return False
    ending = reading.low(i).endswith(("ing", "ed", "s")) and reading.tag(i - 1) not in ("DT", "PRP$")
    return ending or reading.lexicon.is_base(reading.low(i))


def _kind(reading: Reading, i: int, tag: str) -> str:
    """ERRANT's type of a verb that gets another form."""
    now = reading.tag(i)
    if {tag, now} <= {"VB", "VBP", "VBZ"} and tag != now:
        return "R:VERB:SVA"
    if tag == "VBD" or now == "VBD":
        return "R:VERB:TENSE"
    return "R:VERB:FORM"


def _auxiliaries(reading: Reading, i: int) -> Iterator[Edit]:
    word = reading.low(i)
    for other in _AUXILIARY.get(word, "").split():
        sva = {word, other} in ({"do", "does"}, {"has", "have"}, {"is", "are"}, {"was", "were"})
        yield reading.replace(i, other, "R:VERB:SVA" if sva else "R:VERB:TENSE", f"verb.{word}", 0.05)
    if word in ("has", "have", "had", "is", "are", "was", "were", "will", "would") and reading.pos(i + 1) == "VERB":
        yield reading.delete(i, "U:VERB:TENSE", "verb.auxiliary", 0.02)
    if (
        reading.pos(i) in ("NOUN", "PRON")
        and reading.dep(i) == "nsubj"
        and reading.tag(i + 1) in ("VBN", "VBG", "JJ", "IN", "DT")
    ):
        for be in ("is", "are", "was"):
            yield reading.insert(i + 1, be, "M:VERB", "verb.missing_be", 0.02)
