"""All forms of a Portuguese word, from LanguageTool's dictionary; without it none."""

from __future__ import annotations

from collections.abc import Sequence

from langtutor.core.word_entry import Form, Inflection
from langtutor.engines.grammar.portuguese.lexicon import Lexicon, Reading

_PERSONS = ("1s", "2s", "3s", "1p", "2p", "3p")
_TENSES = {
    "present": "IP",
    "preterite": "IS",
    "imperfect": "II",
    "future": "IF",
    "conditional": "IC",
    "subjunctive_present": "SP",
    "subjunctive_imperfect": "SI",
    "subjunctive_future": "SF",
}
_PRINCIPAL = ("base", "present.1s", "preterite.1s", "preterite.3s", "past_participle")
_PARTS = {"V": "verb", "N": "noun", "A": "adjective", "R": "adverb", "P": "pronoun", "D": "determiner"} | {
    "S": "preposition",
    "C": "conjunction",
    "I": "interjection",
    "Z": "numeral",
}
_REGULAR = {
    "ar": {"IP1S0": "o", "IP3S0": "a", "IS1S0": "ei", "IS3S0": "ou", "IF1S0": "arei", "SP1S0": "e", "P00SM": "ado"},
    "er": {"IP1S0": "o", "IP3S0": "e", "IS1S0": "i", "IS3S0": "eu", "IF1S0": "erei", "SP1S0": "a", "P00SM": "ido"},
    "ir": {"IP1S0": "o", "IP3S0": "e", "IS1S0": "i", "IS3S0": "iu", "IF1S0": "irei", "SP1S0": "a", "P00SM": "ido"},
}
_SPELT = {
    "ar": (("c", "qu"), ("g", "gu"), ("ç", "c")),
    "er": (("gu", "g"), ("c", "ç"), ("g", "j")),
    "ir": (("gu", "g"), ("qu", "c"), ("c", "ç"), ("g", "j")),
}
"""How the end of a stem is written before the other kind of vowel, where it sounds the same: *fico, fiquei*."""


class PortugueseInflections:
    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def parts(self, lemma: str) -> tuple[str, ...]:
        """What the word may be as it stands, in the dictionary's order."""
        found = (_PARTS.get(reading.tag[:1]) for reading in self._readings(lemma) if reading.lemma == lemma)
        return tuple(dict.fromkeys(part for part in found if part))

    def lemmas(self, form: str) -> tuple[str, ...]:
        """All words of which it is a form, the commonest first; without the form itself."""
        found = dict.fromkeys(reading.lemma for reading in self._readings(form) if reading.lemma != form)
        return tuple(sorted(found, key=lambda lemma: -self._lexicon.commonness(lemma)))

    def of(self, lemma: str, parts: Sequence[str] = ()) -> tuple[Inflection, ...]:
        """As each part of speech that it may be. parts: those wanted, where not all are."""
        if not self._lexicon.complete:
            return ()
        made = {"verb": self._verb, "noun": self._noun, "adjective": self._adjective}
        own = [part for part in self.parts(lemma) if part in made and (not parts or part in parts)]
        if {"noun", "adjective"} <= set(own):
            own.remove("noun")  # the adjective has the same forms and more
        if {"noun", "verb"} <= set(own) and lemma.endswith("r"):
            own.remove("noun")  # any infinitive may be one
        found = (made[part](lemma) for part in own)
        return tuple(one for one in found if one is not None)

    def _readings(self, form: str) -> tuple[Reading, ...]:
        return self._lexicon.readings(form) if self._lexicon.complete else ()

    def _verb(self, lemma: str) -> Inflection | None:
        forms = [Form("base", lemma)]
        for name, tense in _TENSES.items():
            forms += self._persons(lemma, name, tense)
        forms += [
            Form(f"imperative.{person}", form)
            for person in _PERSONS[1:]
            if (form := self._form(lemma, f"M0{person.upper()}0"))
        ]
        forms += self._persons(lemma, "personal_infinitive", "N0")
        for name, tag in (("gerund", "G0000"), ("past_participle", "P00SM")):
            forms += [Form(name, form)] if (form := self._form(lemma, tag)) else []
        if len(forms) == 1:
            return None
        irregular = self._is_irregular(lemma)
        return Inflection(lemma, "verb", tuple(forms), irregular, _PRINCIPAL if irregular else ())

    def _persons(self, lemma: str, name: str, tense: str) -> list[Form]:
        found = ((person, self._form(lemma, f"{tense}{person.upper()}0")) for person in _PERSONS)
        return [Form(f"{name}.{person}", form) for person, form in found if form]

    def _form(self, lemma: str, tag: str) -> str | None:
        return self._lexicon.form(lemma, "VM" + tag) or self._lexicon.form(lemma, "VA" + tag)

    def _is_irregular(self, lemma: str) -> bool:
        stem, kind = lemma[:-2], lemma[-2:]
        if kind not in _REGULAR:
            return True
        for tag, ending in _REGULAR[kind].items():
            form = self._form(lemma, tag)
            if form is not None and form != stem + ending and form != _respelt(stem, kind) + ending:
                return True
        return False

    def _adjective(self, lemma: str) -> Inflection | None:
        wanted = {"feminine": "FS", "plural": "MP", "feminine_plural": "FP"}
        forms = [Form("base", lemma)]
        for name, gender_number in wanted.items():
            form = self._first(lemma, (f"AQ0{gender_number}0", f"NC{gender_number}000"))
            forms += [Form(name, form)] if form and form != lemma else []
        if len(forms) == 1 and (plural := self._first(lemma, ("AQ0CP0",))):
            forms.append(Form("plural", plural))
        return Inflection(lemma, "adjective", tuple(forms), False) if len(forms) > 1 else None

    def _noun(self, lemma: str) -> Inflection | None:
        gender = next((r.tag[2] for r in self._readings(lemma) if r.lemma == lemma and r.tag.startswith("NC")), "")
        plural = self._first(lemma, (f"NC{gender}P000", "NCMP000", "NCFP000", "NCCP000")) if gender else None
        forms = [Form("base", lemma)]
        if gender == "M" and (feminine := self._first(lemma, ("NCFS000",))) and feminine != lemma:
            forms.append(Form("feminine", feminine))
        if plural and plural != lemma:
            forms.append(Form("plural", plural))
        return Inflection(lemma, "noun", tuple(forms), False) if len(forms) > 1 else None

    def _first(self, lemma: str, tags: Sequence[str]) -> str | None:
        return next((form for tag in tags if (form := self._lexicon.form(lemma, tag))), None)


def _respelt(stem: str, kind: str) -> str:
    for ending, written in _SPELT[kind]:
        if stem.endswith(ending):
            return stem.removesuffix(ending) + written
    return stem
