"""Portuguese forms: what each may be, and how another form of the same word is written.

Exact where LanguageTool is installed, whose dictionaries are read without Java; elsewhere no form is known.
Tags are LanguageTool's (EAGLES): `NCFS000`, `AQ0MS0`, `VMIP3S0`, `SPS00:DA0FS0`.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from langtutor.engines.grammar.portuguese.automaton import SEPARATOR, Automaton, decoded

_JARS = "portuguese-pos-dict-*.jar"
_FOLDER = "org/languagetool/resource/pt/"
_REMEMBERED = 20_000
_PLACES = {"N": (2, 3), "A": (3, 4), "D": (3, 4), "Z": (2, 3), "P": (3, 4)}
_ADJECTIVE = "AQ"
_OPEN = ("NC", "AQ", "V")
_RARE, _FAR_RARER = 4, 6
_CLOSED = {
    **dict.fromkeys(("eu", "ele", "ela", "você", "nós", "eles", "elas", "vocês", "mim"), "PP"),
    **dict.fromkeys(("de", "em", "por", "para", "com", "sem", "até", "sobre", "entre", "a"), "SPS00"),
    "o": "DA0MS0",
    "os": "DA0MP0",
    "as": "DA0FP0",
    "um": "DI0MS0",
    "uma": "DI0FS0",
}
_VARIANTS = {
    "a": tuple("aáâãà"),
    "e": tuple("eéê"),
    "i": tuple("ií"),
    "o": tuple("oóôõ"),
    "u": tuple("uúü"),
    "c": tuple("cç"),
}

Agreement = frozenset[tuple[str, str]]
"""What something may be: pairs of M or F, and S or P."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing a form may be."""

    lemma: str
    tag: str

    @property
    def agreement(self) -> Agreement:
        """Of the last part of the tag; empty for what has neither gender nor number."""
        tag = self.tag.rpartition(":")[2]
        if tag.startswith("V"):
            return _pairs(tag[6], tag[5]) if tag[2] == "P" else frozenset()
        place = _PLACES.get(tag[:1])
        return _pairs(tag[place[0]], tag[place[1]]) if place and len(tag) > place[1] else frozenset()

    @property
    def person(self) -> str:
        """`3S` of a finite verb, else empty."""
        return self.tag[4:6] if self.tag.startswith("V") and self.tag[2] in "ISM" and ":" not in self.tag else ""


def _pairs(gender: str, number: str) -> Agreement:
    genders = gender if gender in "MF" else "MF"
    numbers = number if number in "SP" else "SP"
    return frozenset((one, other) for one in genders for other in numbers)


class Lexicon:
    """folder: of LanguageTool's jars, or None. Raises OSError or ValueError for a jar that can't be read."""

    def __init__(self, folder: Path | None) -> None:
        self._tagger: Automaton | None = None
        self._forms: Automaton | None = None
        self._speller: Automaton | None = None
        data = _read(folder) if folder is not None else None
        if data is not None:
            self._tagger, self._forms, self._speller = data
        self.readings = lru_cache(_REMEMBERED)(self._readings)
        self.form = lru_cache(_REMEMBERED)(self._form)
        self.known = lru_cache(_REMEMBERED)(self._known)
        self.commonness = lru_cache(_REMEMBERED)(self._commonness)

    @property
    def complete(self) -> bool:
        return self._tagger is not None

    def _readings(self, form: str) -> tuple[Reading, ...]:
        """Of the form as it is written, or, where there are none, in lower case."""
        found = self._looked_up(form) or (self._looked_up(form.lower()) if form != form.lower() else ())
        return self._likely((*found, *_plural_adjectives(found, self._looked_up)))

    def _likely(self, found: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Without those of words that nobody uses (*carro* of *carrar*) or that are far rarer than another's."""
        open_class = [one for one in found if one.tag.startswith(_OPEN)]
        if len(found) < 2 or not open_class:
            return found
        most = max(self.commonness(one.lemma) for one in open_class)
        least = max(_RARE, most - _FAR_RARER)
        return (
            tuple(
                one
                for one in found
                if not one.tag.startswith("V") or len(found) == 1 or self.commonness(one.lemma) > least
            )
            or found
        )

    def _commonness(self, form: str) -> int:
        """From 0 (unknown) by ones to 26, each about twice as common."""
        if self._speller is None:
            return 0
        letter = next(self._speller.after(form.encode() + bytes((SEPARATOR,))), b"")
        return letter[0] - ord("A") + 1 if letter else 0

    def alike(self, form: str) -> tuple[str, ...]:
        """Words that differ in accents only, in lower case; not the form itself."""
        if self._speller is None:
            return ()
        found = self._speller.spelt([_VARIANTS.get(letter, (letter,)) for letter in _plain(form.lower())])
        return tuple(one for one in found if one != form.lower())

    def _form(self, lemma: str, tag: str) -> str | None:
        """The first form of a lemma with this tag."""
        if self._forms is None:
            return None
        key = f"{lemma}|{tag}".encode()
        suffix = next(self._forms.after(key + bytes((SEPARATOR,))), None)
        if suffix is not None:
            return decoded(key, suffix)
        return self._form(lemma, f"NCM{tag[4]}000") if tag.startswith("AQ0C") else None

    def _known(self, form: str) -> bool:
        """Whether it is a word, as it is written or in lower case."""
        if self._tagger is None or self._speller is None:
            return True
        return any(self._looked_up(one) or _any(self._speller, one) for one in {form, form.lower()})

    def inflected(self, reading: Reading, agreement: Iterable[tuple[str, str]]) -> str | None:
        """The noun, adjective, participle or determiner in the first gender and number that it has."""
        for gender, number in agreement:
            for tag in _tags(reading.tag, gender, number):
                found = self.form(reading.lemma, tag)
                if found is not None:
                    return found
        return None

    def finite(self, reading: Reading, person: str, mood_and_tense: str = "") -> str | None:
        """The verb in this person (`3S`), in its own mood and tense or in another (`SP`)."""
        tense = mood_and_tense or reading.tag[2:4]
        for kind in (reading.tag[:2], "VM", "VA", "VS"):
            found = self.form(reading.lemma, f"{kind}{tense}{person}0")
            if found is not None:
                return found
        return None

    def _looked_up(self, form: str) -> tuple[Reading, ...]:
        if self._tagger is None:
            return _guessed(form)
        key = form.encode()
        return tuple(
            Reading(decoded(key, suffix), tag.decode())
            for suffix, _, tag in (
                rest.rpartition(b"_") for rest in self._tagger.after(key + bytes((SEPARATOR,))) if b"_" in rest
            )
        )


def _guessed(form: str) -> tuple[Reading, ...]:
    """Without dictionaries: what an ending says, so that rules keep away from what might be an infinitive."""
    if form in _CLOSED:
        return (Reading(form, _CLOSED[form]),)
    if len(form) > 3 and form.endswith(("ar", "er", "ir")):
        return (Reading(form, "VMN0000"),)
    return (Reading(form[:-3] + "r", "VMG0000"),) if len(form) > 4 and form.endswith(("ando", "endo", "indo")) else ()


def _plural_adjectives(found: tuple[Reading, ...], look_up: object) -> tuple[Reading, ...]:
    """Plurals such as *azuis* are listed as nouns only."""
    if not callable(look_up) or any(one.tag.startswith(_ADJECTIVE) for one in found):
        return ()
    return tuple(
        Reading(one.lemma, "AQ0CP0")
        for one in found
        if one.tag.startswith("NCMP") and any(of.tag == "AQ0CS0" for of in look_up(one.lemma))
    )


def _plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _tags(tag: str, gender: str, number: str) -> list[str]:
    if tag.startswith("V"):
        return [tag[:5] + number + gender]
    before, colon, tag = tag.rpartition(":")
    gender_at, number_at = _PLACES[tag[:1]]
    made = []
    for one in (gender, "C"):
        for other in (number, "N"):
            letters = list(tag)
            letters[gender_at], letters[number_at] = one, other
            made.append(before + colon + "".join(letters))
    return made


def _any(automaton: Automaton, form: str) -> bool:
    return next(automaton.after(form.encode() + bytes((SEPARATOR,))), None) is not None


def _read(folder: Path) -> tuple[Automaton, Automaton, Automaton] | None:
    """None where the folder has no such jar (LanguageTool's own download keeps them in `libs`)."""
    jars = sorted([*folder.glob(_JARS), *folder.glob(f"libs/{_JARS}")])
    if not jars:
        return None
    with zipfile.ZipFile(jars[-1]) as jar:
        try:
            tagger, forms, speller = (
                Automaton(jar.read(_FOLDER + name))
                for name in ("portuguese.dict", "portuguese_synth.dict", "spelling/pt-BR.dict")
            )
        except KeyError as error:
            raise ValueError(f"{jars[-1].name}: {error}") from error
    return tagger, forms, speller
