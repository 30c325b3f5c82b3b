"""What is known of English words: their forms, how common they are, how they are spelt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache

_KNOWN_BY_USE = 3.4
"""Zipf frequency from which a word that no lexicon has (`google`, `wifi`) counts as one."""

_PLAIN = re.compile(r"[a-z]+")
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=20_000)
def frequency(word: str) -> float:
    """Zipf frequency of a lower-case form: 3 is once in a million words, 0 is never."""
    import wordfreq

    return float(wordfreq.zipf_frequency(word, "en"))


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> Mapping[str, tuple[str, ...]]:
    """Lemmas of a lower-case form by part of speech (`VERB`, `NOUN`, `ADJ`, `ADV`, `AUX`); empty when unknown."""
    import lemminflect

    found: dict[str, tuple[str, ...]] = lemminflect.getAllLemmas(word)
    return found


@lru_cache(maxsize=20_000)
def forms(lemma: str) -> Mapping[str, tuple[str, ...]]:
    """Forms of a lemma by Penn Treebank tag; empty when unknown."""
    import lemminflect

    found: dict[str, tuple[str, ...]] = lemminflect.getAllInflections(lemma)
    return found


def forms_as(lemma: str, tag: str) -> tuple[str, ...]:
    """Forms of a lemma with one tag. Regular verbs have their past form as participle."""
    found = forms(lemma)
    return found.get(tag) or (found.get("VBD", ()) if tag == "VBN" else ())


class Lexicon:
    """Loads lemminflect and wordfreq with the first word (2 s, 60 MB). Words are lower case everywhere.

    known: words that are right though no lexicon has them; misspelt: words that are wrong though one has them.
    uncountable: nouns without a plural.
    """

    def __init__(self, known: frozenset[str], misspelt: frozenset[str], uncountable: frozenset[str]) -> None:
        self._known = known
        self._misspelt = misspelt
        self._uncountable = uncountable

    def knows(self, word: str) -> bool:
        """Whether it is spelt right, as far as one can tell without its sentence."""
        if word in self._misspelt:
            return False
        if word in self._known or lemmas(word):
            return True
        stem = word[:-2] if word.endswith(("'s", "’s")) else word.rstrip("'’")
        return bool(lemmas(stem)) or frequency(word) >= _KNOWN_BY_USE

    def lemma(self, word: str, part: str) -> str:
        """The word itself where no lemma of that part of speech is known."""
        found = lemmas(word).get(part) or (lemmas(word).get("AUX") if part == "VERB" else None)
        if not found:
            return word
        # "found" is a form of "find" first, "saw" of "see": the commoner lemma.
        return max(found, key=frequency) if len(found) > 1 else found[0]

    def inflect(self, lemma: str, tag: str) -> str | None:
        """The usual form; None where there is none."""
        found = forms_as(lemma, tag)
        if not found:
            return None
        return max(found, key=frequency) if len(found) > 1 and tag[0] == "V" else found[0]

    def verb(self, word: str, tag: str) -> str | None:
        """A verb in another form: ("goes", "VBG") is "going". None where it isn't a verb."""
        if "VERB" not in lemmas(word) and "AUX" not in lemmas(word):
            return None
        return self.inflect(self.lemma(word, "VERB"), tag)

    def is_verb(self, word: str, *tags: str) -> bool:
        """Whether it may be a verb in one of these forms."""
        return any(word in forms_as(lemma, tag) for lemma in lemmas(word).get("VERB", ()) for tag in tags)

    def is_base(self, word: str) -> bool:
        """Whether it may be a verb's base form."""
        return word in lemmas(word).get("VERB", ()) or word in ("be", "have", "do")

    def plural(self, word: str) -> str | None:
        found = forms(word).get("NNS", ()) if "NOUN" in lemmas(word) else ()
        return max(found, key=lambda form: (form != word, frequency(form))) if found else None

    def singular(self, word: str) -> str | None:
        """Of a plural; None where the word is none."""
        for lemma in lemmas(word).get("NOUN", ()):
            if lemma != word and word in forms(lemma).get("NNS", ()):
                return lemma
        return None

    def is_plural(self, word: str) -> bool:
        return self.singular(word) is not None

    def countable(self, noun: str) -> float:
        """In [0, 1], of a singular: how much it behaves like one that needs an article."""
        return _countable(noun) if noun not in self._uncountable else 0.05

    def uncountable(self, noun: str) -> bool:
        """Surely so: it is in the authored list."""
        return noun in self._uncountable

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Words that a learner may have meant: known to a lexicon, and in use."""
        import wordfreq

        usual = wordfreq.get_frequency_dict("en", "large")
        words = (word for word, share in usual.items() if share > 4e-7 and len(word) > 1 and _PLAIN.fullmatch(word))
        return frozenset(word for word in words if word not in self._misspelt and (word in self._known or lemmas(word)))

    @cached_property
    def sounds(self) -> Mapping[str, tuple[str, ...]]:
        """Words of the vocabulary by how they sound: the letters of `sound`, sorted."""
        found: dict[str, list[str]] = {}
        for word in self.vocabulary:
            found.setdefault("".join(sorted(sound(word))), []).append(word)
        return {key: tuple(words) for key, words in found.items()}


@lru_cache(maxsize=5_000)
def _countable(noun: str) -> float:
    plural = next((form for form in forms(noun).get("NNS", ()) if form != noun), None)
    if plural is None:
        return 0.1
    gap = frequency(noun) - frequency(plural)
    return max(0.1, min(0.9, 0.9 - 0.3 * max(0.0, gap - 0.3)))


_SOUNDS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"^(kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"(ph|gh(?=t))", "f"),
        (r"ft", "t"),
        (r"(tch|ch|ck|qu|q|x(?=c))", "k"),
        (r"sc(?=[eiy])|c(?=[eiy])|z", "s"),
        (r"[cx]", "k"),
        (r"g(?=[eiy])|dg", "j"),
        (r"gh(?=t|$)", ""),
        (r"(ti|si|ci|ssi)(?=o|a)|sh", "s"),
        (r"[hwyaeiou]", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A rough skeleton of consonants, with its first vowel's place: words that sound alike share it."""
    rest = word
    for pattern, letters in _SOUNDS:
        rest = pattern.sub(letters, rest)
    return ("v" if word[:1] in _VOWELS else "") + rest
