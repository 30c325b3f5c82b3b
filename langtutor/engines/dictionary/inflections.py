"""All forms of an English word: by lemminflect, irregular verbs by our own list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from langtutor.content.irregular_verbs import IrregularVerb
from langtutor.core.word_entry import Form, Inflection

_VERB = {"VBZ": "present.3s", "VBD": "past", "VBN": "past_participle", "VBG": "ing"}
_TAGS = {
    "verb": _VERB,
    "noun": {"NNS": "plural"},
    "adjective": {"JJR": "comparative", "JJS": "superlative"},
    "adverb": {"RBR": "comparative", "RBS": "superlative"},
}
_UNIVERSAL = {"verb": "VERB", "noun": "NOUN", "adjective": "ADJ", "adverb": "ADV"}
_PRINCIPAL = {"verb": ("base", "past", "past_participle")}
_FAR_RARER = 1.9
"""A plural so much rarer than its singular is one that nobody uses (*informations*)."""
_BE = Inflection(
    "be",
    "verb",
    (
        Form("base", "be"),
        Form("present.1s", "am"),
        Form("present.3s", "is"),
        Form("present.others", "are"),
        Form("past.1s3s", "was"),
        Form("past.others", "were"),
        Form("past_participle", "been"),
        Form("ing", "being"),
    ),
    True,
    ("base", "past.1s3s", "past.others", "past_participle"),
)
_MODAL = frozenset({"can", "may", "must", "shall", "will", "ought"})


class EnglishInflections:
    """irregular: the verbs whose past isn't made by rule, by base form."""

    def __init__(self, irregular: Mapping[str, IrregularVerb]) -> None:
        self._irregular = irregular

    def parts(self, lemma: str) -> tuple[str, ...]:
        """Left to the dictionaries: lemminflect takes any noun for an adjective."""
        return ()

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Left to `Lemmas`."""
        return ()

    def of(self, lemma: str, parts: Sequence[str]) -> tuple[Inflection, ...]:
        """As each part of speech that it may be and that inflects."""
        known = [one for part in parts if (one := self._as(lemma.lower(), part)) is not None]
        return tuple(one for at, one in enumerate(known) if at == 0 or self._adds(one, known[:at]))

    def _adds(self, inflection: Inflection, before: Sequence[Inflection]) -> bool:
        """Whether it has a form that wasn't told yet: *goes* is one of the verb's already."""
        told = {form.text for one in before for form in one.forms}
        return any(form.text not in told for form in inflection.forms)

    def _as(self, lemma: str, part: str) -> Inflection | None:
        if part not in _TAGS or " " in lemma:
            return None
        if part == "verb" and lemma == "be":
            return _BE
        if part == "verb" and lemma in _MODAL:
            return self._modal(lemma)
        forms = self._forms(lemma, part)
        if part == "verb" and lemma in self._irregular:
            verb = self._irregular[lemma]
            forms |= {"past": ", ".join(verb.past), "past_participle": ", ".join(verb.participle)}
        if not forms:
            return None
        listed = (Form("base", lemma), *(Form(name, forms[name]) for name in _TAGS[part].values() if name in forms))
        irregular = lemma in self._irregular if part == "verb" else self._unruly(lemma, part, forms)
        return Inflection(lemma, part, listed, irregular, _PRINCIPAL.get(part, ()) if irregular else ())

    def _forms(self, lemma: str, part: str) -> dict[str, str]:
        import lemminflect

        tagged: dict[str, tuple[str, ...]] = lemminflect.getAllInflections(lemma, _UNIVERSAL[part])
        if part == "noun":
            plurals = _plurals(lemma, tagged.get("NNS", ()))
            return {"plural": ", ".join(plurals)} if plurals else {}
        if part == "verb" and "VBD" in tagged:
            tagged = {"VBN": tagged["VBD"], **tagged}
        return {name: ", ".join(tagged[tag]) for tag, name in _TAGS[part].items() if tagged.get(tag)}

    def _unruly(self, lemma: str, part: str, forms: Mapping[str, str]) -> bool:
        """Whether a form isn't what the rules make of a word they have never seen."""
        import lemminflect

        ruled: dict[str, tuple[str, ...]] = lemminflect.getAllInflectionsOOV(lemma, _UNIVERSAL[part])
        names = _TAGS[part]
        made = {names[tag]: set(words) for tag, words in ruled.items() if tag in names}
        return any(made.get(name) and form.split(", ")[0] not in made[name] for name, form in forms.items())

    def _modal(self, lemma: str) -> Inflection | None:
        verb = self._irregular.get(lemma)
        if verb is None:
            return None
        forms = (Form("base", lemma), Form("past", ", ".join(verb.past)))
        return Inflection(lemma, "verb", forms, True, ("base", "past"))


def _plurals(singular: str, listed: Sequence[str]) -> tuple[str, ...]:
    """Those that are in use: *advice* has none, *sheep* has one that looks like its singular."""
    import wordfreq

    others = [plural for plural in listed if plural != singular]
    if not others:
        return tuple(listed)
    common = wordfreq.zipf_frequency(singular, "en")
    return tuple(plural for plural in others if wordfreq.zipf_frequency(plural, "en") > common - _FAR_RARER)
