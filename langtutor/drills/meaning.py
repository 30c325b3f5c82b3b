"""Whether an answer in other words says the same as the right ones, and says it well, weighing what engines found.

Something against it: wrong. Nothing against it and enough for it: right. Otherwise nobody can tell: unclear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from langtutor.core.language import Language
from langtutor.core.look_up_requests import DictionaryEntry, Entries
from langtutor.core.requests import Checked, Scores
from langtutor.core.text import Edit
from langtutor.drills import wording
from langtutor.drills.differences import fits
from langtutor.drills.likeness import likeness, look_alike
from langtutor.drills.mistakes import mistakes, touching
from langtutor.drills.wording import Rewording

IDENTICAL = 0.98
"""Likeness of texts that are the same but for an article or so, see `likeness`."""

SAME_MEANING = 0.9
"""Likeness of back-translations from which on the translator is taken to have read the same, see `likeness`."""

CLOSE_MEANING = 0.75
"""Enough where single words differ that are known to be related, or where words were added."""

LOOSE_MEANING = 0.65
"""Enough where the whole sentence was put differently."""

SLIGHT_MEANING = 0.55
"""Enough where dictionaries relate all words that differ."""

WORSE_READING_NATS = 0.75
"""How much less likely a token the scorer may find a right answer than the key; rarer words alone make it so."""

BAD_READING_NATS = 1.5
"""From here on the answer is wrong, whatever it means."""

WORSE_GRAMMAR_NATS = 0.45
"""The first of the two where only words of grammar differ: then nothing but the grammar makes the difference."""

BAD_GRAMMAR_NATS = 1.0
"""The second of the two there; where learners often go wrong, the first is enough."""

WORSE_ORDER_NATS = 1.25
"""The same where a phrase only stands elsewhere: what is read first is always a surprise."""

GLOSS_WORDS = 8
"""A word's definition names what it is in its first words."""


class Reason(StrEnum):
    """What decided. Against, for, or neither."""

    LISTED_SLIP = "listed_slip"
    NEGATION = "negation"
    CONTRAST = "contrast"
    SWAPPED = "swapped"
    GRAMMAR = "grammar"
    INFLECTION = "inflection"
    READS_WORSE = "reads_worse"
    OTHER_WORD = "other_word"
    REORDERED = "reordered"
    FUNCTION_WORDS = "function_words"
    RELATED_WORDS = "related_words"
    SAME_MEANING = "same_meaning"
    UNSURE = "unsure"


AGAINST = frozenset(
    {
        Reason.LISTED_SLIP,
        Reason.NEGATION,
        Reason.CONTRAST,
        Reason.SWAPPED,
        Reason.GRAMMAR,
        Reason.INFLECTION,
        Reason.READS_WORSE,
        Reason.OTHER_WORD,
    }
)
FOR = frozenset(Reason) - AGAINST - {Reason.UNSURE}


@dataclass(frozen=True, slots=True)
class Meaning:
    """Evidence about an answer that is none of the listed ones. None where an engine isn't there.

    back: the answer's translation into the learner's first language; references: the prompt's wordings and the right
    answers' translations. scores: of the answer, then of the key it is beside. translations, definitions: what
    dictionaries have about the words that differ.
    """

    back: str | None
    references: tuple[str, ...]
    checked: Checked | None
    scores: Scores | None
    translations: Mapping[str, Entries] = field(default_factory=dict)
    definitions: Mapping[str, Entries] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Side:
    """What is on the right side: languages, right answers, listed slips."""

    learned: Language
    spoken: Language
    keys: tuple[str, ...]
    slips: tuple[str, ...]


def weigh(found: Rewording, meaning: Meaning, side: Side) -> Reason:
    """The first thing that stands against the answer; else what speaks for it; else UNSURE."""
    if not found.differing:
        return Reason.SAME_MEANING
    against = _against_by_words(found, side) or _against_by_engines(found, meaning, side)
    if against is None and mistakes(found.answer, meaning.checked, side.learned):
        return Reason.UNSURE  # a check that finds a right answer's words wrong may err itself
    return against or _for(found, meaning, side)


def found_mistakes(found: Rewording, meaning: Meaning, side: Side) -> tuple[Edit, ...]:
    """Those that the check is certain of and that aren't in words which the right answer has too."""
    certain = mistakes(found.answer, meaning.checked, side.learned)
    return touching(certain, found.couples, lambda couple: not couple.equal)


def _against_by_words(found: Rewording, side: Side) -> Reason | None:
    if wording.contained_slip(found.answer, side.slips, side.keys, side.learned):
        return Reason.LISTED_SLIP
    contrast = wording.contrast(found.differing, side.keys, side.learned)
    if wording.negations_differ(found.answer, side.keys, side.learned):
        # *off work* for *not working*: it may be said without denying.
        replaced = any(b in side.learned.negations and _is_content((a, b), side) for a, b in found.substituted)
        return Reason.NEGATION if contrast or not replaced else Reason.UNSURE
    if contrast:
        return Reason.CONTRAST
    return Reason.SWAPPED if found.swaps(side.learned) else None


def _against_by_engines(found: Rewording, meaning: Meaning, side: Side) -> Reason | None:
    if found_mistakes(found, meaning, side):
        return Reason.GRAMMAR
    if meaning.back is not None:
        denied = {wording.denies(text, side.spoken) for text in meaning.references}
        if wording.denies(meaning.back, side.spoken) not in denied:
            return Reason.NEGATION
    margin = _margin(meaning.scores)
    close = _closeness(meaning, side)
    if margin is not None and margin < -_tolerance(found, close, side):
        return Reason.READS_WORSE
    if _only_inflected(found, meaning, side) and (margin is None or close < IDENTICAL):
        return Reason.INFLECTION
    if margin is None and not found.is_reordering and _only_likely_slips(found, side):
        return Reason.GRAMMAR
    content = [pair for pair in found.substituted if _is_content(pair, side)]
    alone = len(content) == 1 and len(found.differing) == len(found.substituted) and _both_content(content[0], side)
    if alone and _known(content[0], meaning) and not _related(content[0], meaning):
        defined = set(content[0]) <= set(meaning.definitions)
        if close < (SAME_MEANING if defined else CLOSE_MEANING):
            return Reason.OTHER_WORD
    return None


def _tolerance(found: Rewording, close: float, side: Side) -> float:
    """How much worse a token of the answer may read than one of the key before that speaks against it, in nats."""
    if found.moves_a_phrase and close >= SAME_MEANING:
        return WORSE_ORDER_NATS
    if not _only_grammar(found, side):
        return BAD_READING_NATS
    return WORSE_GRAMMAR_NATS if _only_likely_slips(found, side) else BAD_GRAMMAR_NATS


def _for(found: Rewording, meaning: Meaning, side: Side) -> Reason:
    if meaning.back is None:
        return Reason.UNSURE
    close, margin = _closeness(meaning, side), _margin(meaning.scores)
    if found.is_reordering:
        in_order = wording.attested(found.answer, side.keys, side.learned) or margin is not None
        moved = found.moves_a_phrase and any(word not in side.learned.function_words for word in found.moved)
        sure = close >= SAME_MEANING if in_order else close >= IDENTICAL and moved
        return Reason.REORDERED if sure else Reason.UNSURE
    if margin is None:
        return _for_without_scorer(found, meaning, side, close)
    if _only_grammar(found, side):
        sure = close >= CLOSE_MEANING and margin >= -WORSE_GRAMMAR_NATS
        return Reason.FUNCTION_WORDS if sure else Reason.UNSURE
    if margin < -WORSE_READING_NATS:
        return Reason.UNSURE
    content = [pair for pair in found.substituted if _is_content(pair, side)]
    inflected = any(_are_forms_of_one(pair, meaning) for pair in content)
    if inflected and close < IDENTICAL and not _rephrased(found, meaning, side):
        return Reason.UNSURE
    if all(_related(pair, meaning) for pair in content) and content and close >= SLIGHT_MEANING:
        return Reason.RELATED_WORDS
    lost = any(word not in side.learned.function_words for word in found.dropped)
    if close >= (IDENTICAL if lost else SAME_MEANING) and margin >= -WORSE_GRAMMAR_NATS:
        return Reason.SAME_MEANING
    return Reason.SAME_MEANING if close >= LOOSE_MEANING and _rephrased(found, meaning, side) else Reason.UNSURE


def _for_without_scorer(found: Rewording, meaning: Meaning, side: Side, close: float) -> Reason:
    """Where nothing tells how it reads, only what the translator reads as the very same. Unless its grammar was checked
    and nothing found, only other words of like endings."""
    content = [pair for pair in found.substituted if _is_content(pair, side)]
    bare = [pair for pair in found.stand_alone if all(word in side.learned.function_words for word in pair if word)]
    inflected = any(_are_forms_of_one(pair, meaning) for pair in content)
    alike = not inflected and all(_agree(pair) for pair in content)
    checked = meaning.checked
    is_clean = checked is not None and checked.complete and not checked.edits and close >= IDENTICAL
    if bare or _only_grammar(found, side) or not (alike or is_clean):
        return Reason.UNSURE
    one_for_one = len(found.differing) == len(found.substituted)
    if one_for_one and content and all(_related(pair, meaning) for pair in content) and close >= CLOSE_MEANING:
        return Reason.RELATED_WORDS
    return Reason.SAME_MEANING if close >= IDENTICAL else Reason.UNSURE


def _rephrased(found: Rewording, meaning: Meaning, side: Side) -> bool:
    """Words of content were added, or more than one word is put differently and a word of content among them."""
    known = side.learned.function_words
    if any(word not in known for word in found.added):
        return True
    new = [pair for pair in found.substituted if pair[0] not in known and not _are_forms_of_one(pair, meaning)]
    return bool(new) and len(found.differing) > 1


def _closeness(meaning: Meaning, side: Side) -> float:
    if meaning.back is None:
        return 0.0
    return max((likeness(meaning.back, text, side.spoken) for text in meaning.references), default=0.0)


def _margin(scores: Scores | None) -> float | None:
    """How much likelier a token the answer is than the key, in nats."""
    if scores is None:
        return None
    (answer, key), (ours, theirs) = scores.log_probabilities[:2], scores.token_counts[:2]
    return answer / max(1, ours) - key / max(1, theirs)


def _only_grammar(found: Rewording, side: Side) -> bool:
    words = side.learned.function_words
    return all(word in words for pair in found.differing for word in pair if word)


def _only_likely_slips(found: Rewording, side: Side) -> bool:
    rules = side.learned.slip_rules
    return all(any(fits(rule, meant, said) for rule in rules) for said, meant in found.differing)


def _is_content(pair: tuple[str, str], side: Side) -> bool:
    return any(word not in side.learned.function_words for word in pair)


def _both_content(pair: tuple[str, str], side: Side) -> bool:
    return all(word not in side.learned.function_words for word in pair)


def _agree(pair: tuple[str, str]) -> bool:
    """Endings that carry gender and number are alike (*bela* for *bonita*); words without them fit any."""
    (left, plural_left), (right, plural_right) = map(_ending, pair)
    return plural_left == plural_right and (left == right or not left or not right)


def _ending(word: str) -> tuple[str, bool]:
    bare = word.removesuffix("s")
    return bare[-1:] if bare[-1:] in ("a", "o") else "", bare != word


def _only_inflected(found: Rewording, meaning: Meaning, side: Side) -> bool:
    """Nothing but other forms of the same words."""
    return len(found.differing) == len(found.substituted) and all(
        _is_content(pair, side) and _are_forms_of_one(pair, meaning) for pair in found.substituted
    )


def _are_forms_of_one(pair: tuple[str, str], meaning: Meaning) -> bool:
    if _headwords(pair[0], meaning) & _headwords(pair[1], meaning):
        return True
    return not (meaning.definitions or all(_headwords(word, meaning) for word in pair)) and look_alike(*pair)


def _known(pair: tuple[str, str], meaning: Meaning) -> bool:
    return all(_headwords(word, meaning) for word in pair)


def _related(pair: tuple[str, str], meaning: Meaning) -> bool:
    """Dictionaries translate both by one word, or name one among the other's synonyms or in its definition."""
    left, right = pair
    if _denies(left, right, meaning) or _denies(right, left, meaning):
        return False
    return bool(
        _translations(left, meaning) & _translations(right, meaning)
        or _says(left, meaning) & {right, *_headwords(right, meaning)}
        or _says(right, meaning) & {left, *_headwords(left, meaning)}
    )


def _headwords(word: str, meaning: Meaning) -> set[str]:
    entries = (*_entries(word, meaning.translations), *_entries(word, meaning.definitions))
    return {entry.headword.lower() for entry in entries}


def _translations(word: str, meaning: Meaning) -> set[str]:
    texts = (sense.text for entry in _entries(word, meaning.translations) for sense in entry.senses)
    return {part.strip().lower() for text in texts for part in re.split(r"[,;]", text)} - {""}


def _says(word: str, meaning: Meaning) -> set[str]:
    """Synonyms, and what the definitions begin with; what they deny is an opposite."""
    said: set[str] = set()
    for sense in (sense for entry in _entries(word, meaning.definitions) for sense in entry.senses):
        said.update(synonym.lower() for synonym in sense.synonyms)
        gloss = re.findall(r"\w+", sense.text.lower())
        if "not" not in gloss:
            said.update(gloss[:GLOSS_WORDS])
    return said


def _denies(word: str, other: str, meaning: Meaning) -> bool:
    """A definition of the one says that it is not the other: *open* is *not shut or closed*."""
    heads = {other, *_headwords(other, meaning)}
    for sense in (sense for entry in _entries(word, meaning.definitions) for sense in entry.senses):
        _, negation, denied = sense.text.lower().partition("not ")
        if negation and any(head == part or look_alike(head, part) for part in denied.split() for head in heads):
            return True
    return False


def _entries(word: str, known: Mapping[str, Entries]) -> tuple[DictionaryEntry, ...]:
    return known[word].entries if word in known else ()
