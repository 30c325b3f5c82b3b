"""Slips with small words: articles, prepositions, pronouns, conjunctions, and words that are taken for others."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from langtutor.engines.grammar.proposing import Word
from langtutor.evaluation.injection_slips import Clean, Slip, SlipTable, inflected, like, starts_with_vowel

_POSSESSIVE = frozenset({"PRP$", "WP$"})
_PLURAL = frozenset({"NNS", "NNPS"})
_CLOSED = frozenset({"DET", "PRON", "NUM"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_OBJECTS = frozenset({"dobj", "pobj", "obj", "dative"})
_BE = frozenset({"is", "was", "are", "were", "'s", "has", "will", "would", "can"})


def word_slips(clean: Clean, table: SlipTable, rng: random.Random) -> Iterator[Slip]:
    """Everything here that could be another word, be missing, or be too much."""
    for finder in (_articles, _added_articles, _prepositions, _added_prepositions, _pronouns, _small, _taken, _loose):
        for slip in finder(clean, table):
            if slip is not None:
                yield slip


def _articles(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    for i, word in enumerate(clean.words):
        low = clean.lower[i]
        if low not in ("a", "an", "the") or word.pos != "DET" or i + 1 >= len(clean.words):
            continue
        kind = _dropping(clean, i)
        yield clean.drop(kind, i, "M:DET", table.weight(kind))
        if low == "the":
            if clean.tag(word.head) == "NN":
                article = "an" if starts_with_vowel(clean.words[i + 1].text) else "a"
                yield clean.swap("article.swapped", i, article, "R:DET", table.weight("article.swapped"))
            continue
        yield clean.swap("article.swapped", i, "the", "R:DET", table.weight("article.swapped"))
        yield clean.swap("article.a_an", i, "an" if low == "a" else "a", "R:DET", _a_an(clean, i, table))


def _dropping(clean: Clean, index: int) -> str:
    if clean.lower[index] != "the":
        return "article.dropped"
    unsure = clean.tag(clean.words[index].head) in _PLURAL or clean.tag(clean.words[index].head) == "NNP"
    return "article.dropped_plural" if unsure else "article.dropped_the"


def _a_an(clean: Clean, index: int, table: SlipTable) -> float:
    """ "a apple" is common, "an book" is not."""
    return table.weight("article.a_an") * (1.0 if clean.lower[index] == "an" else 0.15)


def _added_articles(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    for i, word in enumerate(clean.words):
        if word.tag in _POSSESSIVE and word.dep == "poss":
            yield clean.insert("article.possessive", i, "the", "U:DET", table.weight("article.possessive"))
        if word.pos not in ("NOUN", "PROPN") or word.dep in ("compound", "nmod", "npadvmod"):
            continue
        left = min([*clean.children(i), i], key=lambda child: child if child < i else i)
        if any(_determines(clean, child) for child in clean.children(i) if child < i):
            continue
        if word.pos == "PROPN":
            if word.entity in ("PERSON", "GPE", "LANGUAGE"):
                yield clean.insert("article.name", left, "the", "U:DET", table.weight("article.name"))
            continue
        if clean.lower[i] in table.lists["uncountables"] and word.tag == "NN":
            article = "an" if starts_with_vowel(clean.words[left].text) else "a"
            yield clean.insert("article.uncountable", left, article, "U:DET", table.weight("article.uncountable"))
        if clean.lower[i] in table.lists["generic"]:
            yield clean.insert("article.generic", left, "the", "U:DET", table.weight("article.generic"))


def _determines(clean: Clean, index: int) -> bool:
    word = clean.words[index]
    return word.pos in _CLOSED or word.dep in ("det", "poss", "nummod", "predet") or word.tag in _POSSESSIVE


def _prepositions(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    for i, word in enumerate(clean.words):
        low = clean.lower[i]
        if word.pos not in ("ADP", "SCONJ") or word.dep not in ("prep", "dative", "agent"):
            continue
        head = clean.words[word.head]
        governed = table.governed.get((head.lemma, low)) or table.governed.get((head.text.lower(), low))
        choices: Mapping[str, float] = governed or table.swaps["prepositions"].get(low, {})
        kind = "preposition.governed" if governed else "preposition.swapped"
        for wrong, share in choices.items():
            if wrong:
                yield clean.swap(kind, i, wrong, "R:PREP", table.weight(kind) * share)
            else:
                weight = table.weight("preposition.dropped") * share * 1.5
                yield clean.drop("preposition.dropped", i, "M:PREP", weight)


def _added_prepositions(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    for i, word in enumerate(clean.words):
        if word.pos == "VERB" and (preposition := _stray(word.lemma, table)):
            after = clean.child(i, "dobj", "dative", "obj")
            if after is not None and after > i:
                left = min([*clean.children(after), after])
                if left == i + 1:
                    weight = table.weight("preposition.added") * (0.3 if preposition == "of" else 1.0)
                    yield clean.insert("preposition.added", left, preposition, "U:PREP", weight)
        if clean.lower[i] in table.lists["to_openers"] and clean.words[word.head].lemma in (
            "go",
            "come",
            "get",
            "return",
        ):
            yield clean.insert("preposition.added", i, "to", "U:PREP", table.weight("preposition.added") * 0.6)
        if word.dep == "npadvmod" and i and clean.at(i - 1) in table.lists["time_openers"]:
            preposition = "in" if clean.at(i - 1) != "every" else "at"
            yield clean.insert("preposition.time", i - 1, preposition, "U:PREP", table.weight("preposition.time"))


def _stray(verb: str, table: SlipTable) -> str:
    return next((name for name in ("in", "with", "to", "of", "about") if verb in table.lists[f"added_{name}"]), "")


def _pronouns(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    for i, word in enumerate(clean.words):
        low = clean.lower[i]
        if word.pos != "PRON" and word.tag not in ("PRP", "PRP$", "WP", "WDT", "WRB"):
            continue
        if word.dep in _SUBJECTS and word.tag == "PRP" and not clean.is_question:
            kind = "pronoun.dropped_it" if low == "it" else "pronoun.dropped"
            if clean.at(i + 1) in _BE or low != "it":
                yield clean.drop(kind, i, "M:PRON", table.weight(kind))
        if word.dep == "dobj" and low in ("it", "them"):
            yield clean.drop("pronoun.dropped_object", i, "M:PRON", table.weight("pronoun.dropped_object"))
        if word.tag == "PRP$":
            yield from _swaps(clean, table, i, "pronoun.possessive", "possessives", "R:DET")
        elif (
            word.tag in ("WP", "WDT", "WP$", "WRB") and word.dep not in ("advmod", "ROOT") and i and word.pos != "SCONJ"
        ):
            yield from _swaps(clean, table, i, "pronoun.relative", "relatives", "R:PRON")
        else:
            name = "I" if low == "i" else low
            for wrong, share in table.swaps["pronouns"].get(name, {}).items():
                case = 1.0 if (word.dep in _OBJECTS) or (name == "I" and "conj" in word.dep) else 0.35
                weight = table.weight("pronoun.swapped") * share * case
                yield clean.swap("pronoun.swapped", i, wrong, "R:PRON", weight)


def _small(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    """Words that agree or deny, doubled subjects, conjunctions, quantities."""
    denied = any(low in ("n't", "not", "never", "nobody", "nothing") for low in clean.lower)
    for i, word in enumerate(clean.words):
        low = clean.lower[i]
        if denied:
            yield from _swaps(clean, table, i, "pronoun.negative", "negatives", "R:PRON")
        if word.dep == "det" and low in table.swaps["demonstratives"]:
            yield from _swaps(clean, table, i, "article.demonstrative", "demonstratives", "R:DET")
        if word.dep in ("det", "amod", "advmod", "nummod"):
            yield from _swaps(
                clean, table, i, "article.quantity", "quantities", "R:DET" if word.pos == "DET" else "R:ADJ"
            )
        if word.pos in ("SCONJ", "CCONJ") and word.dep in ("mark", "cc", "advmod", "prep"):
            yield from _swaps(clean, table, i, "word.conjunction", "conjunctions", "R:CONJ")
        if word.dep == "nsubj" and word.pos == "NOUN" and i + 1 == word.head and not clean.is_question:
            for pronoun, share in _again(word, table).items():
                weight = table.weight("pronoun.doubled") * share
                yield clean.insert("pronoun.doubled", i + 1, pronoun, "U:PRON", weight)


def _again(subject: Word, table: SlipTable) -> Mapping[str, float]:
    if subject.tag == "NNS":
        return {"they": 1.0}
    return table.swaps["doubled"].get(subject.lemma, {"it": 0.5})


def _taken(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    """Words taken for others: alike in sound or spelling, false friends, other forms of the root, wrong partners."""
    for i, word in enumerate(clean.words):
        if word.pos in ("PROPN", "PUNCT") and word.text not in table.swaps["forms"]:
            continue
        type_ = f"R:{word.pos}" if word.pos in ("NOUN", "VERB", "ADJ", "ADV", "DET", "PRON") else "R:OTHER"
        yield from _swaps(clean, table, i, "word.confused", "confused", "R:SPELL" if word.pos == "ADP" else type_)
        yield from _swaps(clean, table, i, "word.friend", "friends", type_)
        yield from _swaps(clean, table, i, "word.form", "forms", "R:MORPH")
        yield from _swaps(clean, table, i, "word.ing_ed", "ing_ed", "R:MORPH")
        if word.pos == "VERB":
            yield from _collocations(clean, table, i)


def _collocations(clean: Clean, table: SlipTable, verb: int) -> Iterator[Slip | None]:
    word = clean.words[verb]
    for child in clean.children(verb):
        if clean.words[child].dep in ("dobj", "dative", "obj", "prt", "nsubj"):
            pair = table.swaps["collocation"].get(f"{word.lemma} {clean.words[child].lemma}", {})
            pair = pair or table.swaps["collocation"].get(f"{word.lemma} {clean.at(child)}", {})
            for wrong, share in pair.items():
                first, _, rest = wrong.partition(" ")
                form = f"{inflected(first, word.tag) or first} {rest}".strip()
                yield clean.swap("word.collocation", verb, form, "R:VERB", table.weight("word.collocation") * share)


def _loose(clean: Clean, table: SlipTable) -> Iterator[Slip | None]:
    """A word forgotten, or written twice."""
    for i, word in enumerate(clean.words[1:-1], 1):
        if word.pos in ("ADP", "AUX", "PART", "DET", "PRON") and word.tag != "MD" and clean.spaced(i):
            pos = {"ADP": "PREP", "AUX": "VERB:TENSE", "PART": "PART"}.get(word.pos, word.pos)
            yield clean.drop("word.left_out", i, f"M:{pos}", table.weight("word.left_out"))
            yield clean.insert("word.twice", i, clean.lower[i], f"U:{pos}", table.weight("word.twice"))


def _swaps(clean: Clean, table: SlipTable, index: int, kind: str, name: str, type_: str) -> Iterator[Slip | None]:
    word = clean.words[index]
    choices = table.swaps[name].get(clean.lower[index]) or table.swaps[name].get(word.text) or {}
    for wrong, share in choices.items():
        yield clean.swap(kind, index, like(wrong, word.text), type_, table.weight(kind) * share)
