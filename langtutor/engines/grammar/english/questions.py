"""Word order in questions, direct and indirect. Sure where the subject is a pronoun right beside its verb."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.reading import Reading

_ORDER, _MISSING = "R:WO", "M:VERB:TENSE"
_ASKING = ("where", "when", "why", "what", "how", "who", "which")
_PRONOUNS = ("i", "you", "he", "she", "it", "we", "they")
_BE = ("am", "is", "are", "was", "were")
_DO = ("do", "does", "did")


def questions(reading: Reading) -> Iterator[Edit]:
    yield from _without_inversion(reading)
    for i in range(len(reading)):
        yield from _indirect(reading, i)


def _without_inversion(reading: Reading) -> Iterator[Edit]:
    """ "Where you live?", "Why she is sad?", "What time the movie start?"."""
    if not reading.text.rstrip().endswith("?") or reading.low(0) not in _ASKING:
        return
    subject, last = _asked_subject(reading)
    verb = last + 1
    if subject is None or not reading.is_word(verb) or any(reading.low(k) in _DO for k in range(subject)):
        return
    word, sure = reading.low(verb), 0.9 if reading.low(subject) in _PRONOUNS else 0.75
    phrase = " ".join(_plain(reading, k) for k in range(subject, last + 1))
    participle = reading.lexicon.is_verb(reading.low(verb + 1), "VBN", "VBG") or reading.tag(verb + 1) == "RB"
    if word in _BE or reading.is_in(verb, "modals") or (word in ("have", "has") and participle):
        yield reading.replace(subject, f"{word} {phrase}", _ORDER, "order.question", sure, verb)
    elif word == reading.lexicon.verb(word, "VB") and reading.tag(verb) in ("VB", "VBP", "NN"):
        yield reading.insert(subject, _do(reading, subject, last), _MISSING, "order.question_do", sure)
    elif reading.tag(verb) in ("VBZ", "VBD") and (base := reading.lexicon.verb(word, "VB")):
        do = "did" if reading.tag(verb) == "VBD" else "does"
        yield reading.replace(subject, f"{do} {phrase} {base}", "R:OTHER", "order.question_do", sure - 0.05, verb)


def _asked_subject(reading: Reading) -> tuple[int | None, int]:
    """Where the subject stands after the words that ask, first and last; None where that isn't clear."""
    start = 1
    if reading.low(0) in ("what", "which", "how"):
        while reading.tag(start) in ("NN", "NNS", "JJ", "RB") and start < 4 and reading.low(start) not in _PRONOUNS:
            start += 1
    if reading.low(start) in _PRONOUNS and reading.low(start + 1) not in ("and", "or", "guys", "all"):
        return start, start
    if reading.low(start) in ("this", "that") and reading.tag(start + 1).startswith("V"):
        return start, start
    if reading.tag(start) in ("DT", "PRP$") and start > 0:
        noun = start + 1 if reading.tag(start + 1) in ("NN", "NNS") else start + 2
        if reading.tag(noun) in ("NN", "NNS") and reading.pos(noun + 1) in ("VERB", "AUX"):
            verbs = [i for i in reading.verbs() if i > noun and reading.dep(i) not in ("xcomp", "aux", "auxpass")]
            return (start, noun) if len(verbs) == 1 else (None, 0)
    return None, 0


def _plain(reading: Reading, k: int) -> str:
    return reading.words[k].text


def _do(reading: Reading, subject: int, last: int) -> str:
    plural = reading.low(last) in ("i", "you", "we", "they") or reading.tag(last) == "NNS"
    return "do" if plural else "does"


def _indirect(reading: Reading, i: int) -> Iterator[Edit]:
    """ "I don't know where is he", "Tell me what do you want"."""
    if reading.low(i) not in ("where", "when", "why", "what", "how", "who") or not _reported(reading, i):
        return
    at = i + 2 if reading.low(i) in ("how", "what") and reading.tag(i + 1) in ("JJ", "RB", "NN") else i + 1
    verb, after = reading.low(at), at + 1
    if reading.low(after) in _PRONOUNS or reading.low(after) in ("this", "that"):
        yield from _put_back(reading, at, after, after, 0.9)
    elif reading.tag(after) in ("DT", "PRP$") and verb in ("is", "are", "was", "were"):
        noun = after + 1 if reading.tag(after + 1) in ("NN", "NNS") else after + 2
        ends = not reading.is_word(noun + 1) or noun + 1 >= len(reading)
        if reading.tag(noun) in ("NN", "NNS") and ends and reading.low(i) != "who":
            yield from _put_back(reading, at, after, noun, 0.8 if reading.low(i) != "what" else 0.45)


def _reported(reading: Reading, i: int) -> bool:
    before = i - 1
    if reading.low(before) in ("me", "you", "him", "her", "us", "them"):
        before -= 1
    return reading.lemma(before) in reading.tables.words("reporting_verbs") and reading.low(before) != "let"


def _put_back(reading: Reading, at: int, first: int, last: int, sure: float) -> Iterator[Edit]:
    verb = reading.low(at)
    phrase = " ".join(_plain(reading, k) for k in range(first, last + 1))
    if verb in _BE or reading.is_in(at, "modals"):
        yield reading.replace(at, f"{phrase} {verb}", _ORDER, "order.indirect", sure, last)
    elif verb == "do":
        yield reading.delete(at, "U:VERB:TENSE", "order.indirect_do", sure)
    elif verb in _DO:
        form = reading.lexicon.verb(reading.low(last + 1), "VBZ" if verb == "does" else "VBD")
        if form:
            yield reading.replace(at, f"{phrase} {form}", "R:OTHER", "order.indirect_do", sure, last + 1)
