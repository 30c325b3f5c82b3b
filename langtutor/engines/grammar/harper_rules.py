"""What Harper's rules and kinds of lint are in ERRANT's terms, and how often a teacher agrees with them.

Confidences are the share of first suggestions that bring a sentence of JFLEG dev nearer to one of its four references
(754 sentences), drawn towards the kind's mean where a rule fired fewer than ten times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trust:
    """type: what ERRANT calls the change, without its M:, R: or U:. confidence: in [0, 1]."""

    type: str
    confidence: float


KINDS: dict[str, Trust] = {
    "Agreement": Trust("OTHER", 0.75),
    "BoundaryError": Trust("ORTH", 0.9),
    "Capitalization": Trust("ORTH", 0.85),
    "Eggcorn": Trust("OTHER", 0.85),
    "Grammar": Trust("OTHER", 0.85),
    "Malapropism": Trust("OTHER", 0.6),
    "Miscellaneous": Trust("OTHER", 0.65),
    "Nonstandard": Trust("OTHER", 0.6),
    "Punctuation": Trust("PUNCT", 0.85),
    "Redundancy": Trust("OTHER", 0.6),
    "Repetition": Trust("OTHER", 0.9),
    "Typo": Trust("SPELL", 0.5),
    "Usage": Trust("OTHER", 0.7),
    "WordChoice": Trust("OTHER", 0.6),
}
"""Kinds that aren't here are taste (Enhancement, Formatting, Readability, Regionalism, Style): no edits."""

IGNORED_RULES = frozenset({"LongSentences", "OxfordComma", "RedundantThat", "UseEllipsisCharacter"})

RIGHTLY_REPEATED = frozenset({"had", "that"})
"""Words that may well follow themselves: "he had had enough"."""

RIGHT_BEFORE: dict[str, re.Pattern[str]] = {
    "AnA": re.compile(r"\.\w"),  # 8 a.m.
    "ThereIsAgreement": re.compile(r"\s+(lots|plenty|a lot|a couple|a number)\b", re.IGNORECASE),
}
"""What comes after the place where a rule is wrong to complain: "there was lots of rain"."""

RULES: dict[str, Trust] = {
    "AdjectiveDoubleDegree": Trust("ADJ:FORM", 0.95),
    "AnA": Trust("DET", 0.92),
    "AnAnother": Trust("DET", 0.9),
    "AvoidAndAlso": Trust("CONJ", 0.5),
    "Cant": Trust("CONTR", 0.85),
    "CapitalizePersonalPronouns": Trust("ORTH", 0.97),
    "CompoundNouns": Trust("ORTH", 0.7),
    "CorrectNumberSuffix": Trust("OTHER", 0.85),
    "DespiteOf": Trust("PREP", 0.9),
    "DidPast": Trust("VERB:FORM", 0.92),
    "Didnt": Trust("CONTR", 0.9),
    "DisjointPrefixes": Trust("ORTH", 0.6),
    "DiscourseMarkers": Trust("PUNCT", 0.7),
    "DoubleModal": Trust("VERB", 0.85),
    "HeDos": Trust("VERB:SVA", 0.9),
    "IAmAgreement": Trust("VERB:SVA", 0.9),
    "InflectedVerbAfterTo": Trust("VERB:FORM", 0.75),
    "ItsContraction": Trust("CONTR", 0.85),
    "ItsPossessive": Trust("DET", 0.85),
    "LetsConfusion": Trust("CONTR", 0.8),
    "MassNouns": Trust("NOUN:NUM", 0.88),
    "MissingDeterminer": Trust("DET", 0.8),
    "MissingPreposition": Trust("PREP", 0.7),
    "MissingTo": Trust("VERB:FORM", 0.4),
    "ModalBeAdjective": Trust("VERB", 0.7),
    "ModalOf": Trust("VERB", 0.95),
    "MoreBetter": Trust("ADJ:FORM", 0.92),
    "NeedToNoun": Trust("OTHER", 0.4),
    "OneOfTheSingular": Trust("NOUN:NUM", 0.85),
    "OrthographicConsistency": Trust("ORTH", 0.6),
    "PronounAre": Trust("VERB:SVA", 0.9),
    "PronounInflectionBe": Trust("VERB:SVA", 0.92),
    "PronounVerbAgreement": Trust("VERB:SVA", 0.92),
    "QuiteQuiet": Trust("SPELL", 0.6),
    "RegularIrregulars": Trust("NOUN:INFL", 0.95),
    "SentenceCapitalization": Trust("ORTH", 0.92),
    "SimplePastToPastParticiple": Trust("VERB:FORM", 0.88),
    "SingleBe": Trust("VERB", 0.88),
    "SplitWords": Trust("ORTH", 0.3),
    "SubjectPronoun": Trust("PRON", 0.85),
    "The": Trust("SPELL", 0.97),
    "ThenThan": Trust("SPELL", 0.88),
    "ThatThan": Trust("SPELL", 0.85),
    "ThereIsAgreement": Trust("VERB:SVA", 0.9),
    "TheyToThem": Trust("PRON", 0.88),
    "ThereToTheir": Trust("SPELL", 0.7),
    "ToTo": Trust("OTHER", 0.9),
    "ToTwoToo": Trust("SPELL", 0.7),
    "VeryUnique": Trust("ADV", 0.3),
    "WantBe": Trust("VERB:FORM", 0.3),
    "WereWhere": Trust("SPELL", 0.3),
    "WrongNegative": Trust("SPELL", 0.2),
}
