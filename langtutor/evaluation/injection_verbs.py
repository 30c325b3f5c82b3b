"""Slips with verbs: agreement, tense, form, and the small verbs that Portuguese does without."""

from __future__ import annotations

import random
from collections.abc import Iterator

from langtutor.core.text import Span
from langtutor.engines.grammar.proposing import Word
from langtutor.evaluation.injection_slips import Clean, Slip, SlipTable, inflected

_BE_WRONG = {"is": ("are",), "are": ("is",), "am": ("is", "are"), "was": ("were",), "were": ("was",), "has": ("have",)}
_BE_WRONG |= {"have": ("has",), "does": ("do",), "do": ("does",)}
_HAVE = ("have", "has", "had")
_BE = ("am", "is", "are", "was", "were")


def verb_slips(clean: Clean, table: SlipTable, rng: random.Random) -> Iterator[Slip]:
    for i, word in enumerate(clean.words):
        if word.pos not in ("VERB", "AUX", "PART"):
            continue
        for finder in (_agreement, _tense, _perfect, _infinitive, _form, _helpers, _openings):
            for slip in finder(clean, table, i, word):
                if slip is not None:
                    yield slip


def _agreement(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    low = clean.lower[i]
    if low in _BE_WRONG and word.tag in ("VBZ", "VBP", "VBD") and (word.lemma != "have" or low != "have"):
        for wrong in _BE_WRONG[low]:
            weight = table.weight("agreement.be") / len(_BE_WRONG[low])
            if clean.at(i + 1) in ("n't", "not") and clean.words[i + 1].span.start == word.span.end:
                yield Slip("agreement.be", word.span, wrong, "R:VERB:SVA", weight * 2)
            else:
                yield clean.swap("agreement.be", i, wrong, "R:VERB:SVA", weight)
    elif word.tag == "VBZ" and word.pos == "VERB":
        base = inflected(word.lemma, "VB")
        yield clean.swap("agreement.s_dropped", i, base, "R:VERB:SVA", table.weight("agreement.s_dropped"))
    elif word.tag == "VBP" and word.pos == "VERB":
        wrong = inflected(word.lemma, "VBZ")
        yield clean.swap("agreement.s_added", i, wrong, "R:VERB:SVA", table.weight("agreement.s_added"))


def _tense(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    """What stands in the sentence may tell the time; without, few would see the slip."""
    others = {low for j, low in enumerate(clean.lower) if j != i}
    if word.tag == "VBD" and clean.child(i, "aux", "auxpass") is None:
        kind = "tense.present_cued" if others & table.lists["past_cues"] or _other_past(clean, i) else "tense.present"
        yield clean.swap(kind, i, _present(clean, i, word), "R:VERB:TENSE", table.weight(kind))
        if word.pos == "VERB" and others & table.lists["past_cues"]:
            participle = inflected(word.lemma, "VBN")
            helper = "has" if _third(clean, i) else "have"
            kind = "tense.past_to_perfect"
            if participle == word.text:
                yield clean.insert(kind, i, helper, "U:VERB:TENSE", table.weight(kind))
            else:
                yield clean.swap(kind, i, f"{helper} {participle}", "R:VERB:TENSE", table.weight(kind))
    if word.tag in ("VBZ", "VBP") and word.dep != "aux" and word.lemma != "be":
        cued = 3.0 if others & table.lists["present_cues"] else 1.0
        wrong = inflected(word.lemma, "VBD")
        yield clean.swap("tense.past", i, wrong, "R:VERB:TENSE", table.weight("tense.past") * cued)
        stative = 1.0 if word.lemma in table.lists["stative"] else 0.5
        be = "is" if word.tag == "VBZ" else ("am" if "i" in clean.lower[max(0, i - 2) : i] else "are")
        kind = "tense.simple_to_progressive"
        gerund = inflected(word.lemma, "VBG")
        yield clean.swap(kind, i, f"{be} {gerund}", "R:VERB:TENSE", table.weight(kind) * stative)
    if word.tag == "MD":
        for wrong, share in table.swaps["modals"].get(clean.lower[i], {}).items():
            yield clean.swap("tense.modal", i, wrong, "R:VERB:TENSE", table.weight("tense.modal") * share)
        if clean.lower[i] == "will":
            yield clean.drop("tense.will_dropped", i, "M:VERB:TENSE", table.weight("tense.will_dropped"))


def _other_past(clean: Clean, index: int) -> bool:
    return any(word.tag == "VBD" for i, word in enumerate(clean.words) if i != index)


def _present(clean: Clean, index: int, word: Word) -> str:
    """Learners who forget the past mostly take the bare form, even after "he"."""
    if word.lemma == "be":
        return "is" if clean.lower[index] == "was" else "are"
    return inflected(word.lemma, "VBZ" if _third(clean, index) and len(word.text) % 2 else "VB")


def _third(clean: Clean, index: int) -> bool:
    subject = clean.child(index, "nsubj", "nsubjpass", "expl")
    if subject is None:
        return False
    return clean.at(subject) in ("he", "she", "it") or clean.tag(subject) in ("NN", "NNP")


def _perfect(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    """ "have lived" and "is working" become one word."""
    if i == 0 or clean.words[i - 1].head != i or clean.words[i - 1].dep != "aux":
        return
    helper = clean.at(i - 1)
    if word.tag == "VBN" and helper in ("have", "has"):
        present = inflected(word.lemma, "VBZ" if helper == "has" else "VBP")
        kinds = (("tense.perfect_to_present", present), ("tense.perfect_to_past", inflected(word.lemma, "VBD")))
    elif word.tag == "VBN" and helper == "had":
        kinds = (("tense.past_perfect", inflected(word.lemma, "VBD")), ("tense.past_perfect", f"have {word.text}"))
    elif word.tag == "VBG" and helper in _BE:
        form = "VBD" if helper in ("was", "were") else "VBZ" if helper == "is" else "VBP"
        kinds = (("tense.progressive_to_simple", inflected(word.lemma, form)), ("", ""))
    else:
        return
    for kind, wrong in kinds:
        if wrong == word.text:
            yield clean.drop(kind, i - 1, "M:VERB:TENSE", table.weight(kind))
        elif wrong:
            yield clean.swap_all(kind, i - 1, i, wrong, "R:VERB:TENSE", table.weight(kind))


def _infinitive(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    if word.tag != "TO" or clean.tag(i + 1) != "VB":
        return
    verb = clean.words[i + 1]
    gerund = inflected(verb.lemma, "VBG")
    if verb.dep in ("advcl", "relcl"):
        yield clean.swap("verb.for_to", i, "for", "R:PART", table.weight("verb.for_to"))
        yield clean.insert("verb.for_to", i, "for", "U:PREP", table.weight("verb.for_to"))
    if verb.dep in ("xcomp", "ccomp", "acomp"):
        yield clean.drop("verb.to_dropped", i, "M:VERB:FORM", table.weight("verb.to_dropped"))
        weight = table.weight("verb.gerund_for_to")
        yield clean.swap_all("verb.gerund_for_to", i, i + 1, gerund, "R:VERB:FORM", weight)
    yield clean.swap("verb.to_gerund", i + 1, gerund, "R:VERB:FORM", table.weight("verb.to_gerund"))


def _form(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    before = clean.at(i - 1)
    if word.tag == "VBG":
        yield from _gerund(clean, table, i, word)
    if word.tag == "VB" and clean.tag(i - 1) == "MD" and clean.alone(i - 1):
        yield clean.insert("verb.modal_to", i, "to", "U:VERB:FORM", table.weight("verb.modal_to"))
        for form in ("VBZ", "VBD"):
            wrong = inflected(word.lemma, form)
            yield clean.swap("verb.modal_inflected", i, wrong, "R:VERB:FORM", table.weight("verb.modal_inflected") / 2)
    helper = next((clean.at(j) for j in clean.children(i) if j < i and clean.words[j].dep == "aux"), "")
    if word.tag == "VB" and helper == "did":
        wrong = inflected(word.lemma, "VBD")
        yield clean.swap("verb.did_past", i, wrong, "R:VERB:FORM", table.weight("verb.did_past"))
    if word.tag == "VB" and helper in ("does", "do") and before != "to":
        weight = table.weight("verb.do_s") * (1.0 if helper == "does" else 0.2)
        yield clean.swap("verb.do_s", i, inflected(word.lemma, "VBZ"), "R:VERB:FORM", weight)
    if word.tag == "VBN" and word.dep not in ("amod",) and (helper in _HAVE or before in (*_BE, "been", "be")):
        for form in ("VBD", "VB", "VBG"):
            weight = table.weight("verb.participle") * (0.4 if form == "VBD" else 0.35 if form == "VB" else 0.15)
            yield clean.swap("verb.participle", i, inflected(word.lemma, form), "R:VERB:FORM", weight)
    if word.tag in ("VBD", "VBN") and word.lemma in table.lists["regular_past"]:
        wrong = word.lemma + ("d" if word.lemma.endswith("e") else "ed")
        yield clean.swap("verb.regularised", i, wrong, "R:VERB:INFL", table.weight("verb.regularised"))


def _gerund(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    base, before = inflected(word.lemma, "VB"), clean.words[i - 1] if i else None
    if before is None or before.span.end + 1 != word.span.start:
        return
    if before.pos in ("ADP", "SCONJ") or (before.lemma in table.lists["gerund_verbs"] and word.dep == "xcomp"):
        kind = "verb.base_for_gerund"
        yield clean.swap(kind, i, base, "R:VERB:FORM", table.weight(kind))
        if before.lemma != "go":
            yield clean.swap("verb.to_for_gerund", i, f"to {base}", "R:VERB:FORM", table.weight("verb.to_for_gerund"))
    elif clean.lower[i - 1] in (*_BE, "been"):
        kind = "verb.progressive_base"
        yield clean.swap(kind, i, base, "R:VERB:FORM", table.weight(kind))


def _helpers(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    """The verbs that carry nothing, left out or doubled."""
    low = clean.lower[i]
    if low in _BE and word.tag != "VB" and i and not clean.is_question:
        kind, type_ = (
            ("verb.aux_dropped", "M:VERB:TENSE") if word.dep.startswith("aux") else ("verb.be_dropped", "M:VERB")
        )
        yield clean.drop(kind, i, type_, table.weight(kind))
    elif low in ("have", "has", "had") and word.dep == "aux" and i:
        yield clean.drop("verb.aux_dropped", i, "M:VERB:TENSE", table.weight("verb.aux_dropped"))
    if low in ("do", "does", "did") and word.dep == "aux" and clean.is_question and clean.spaced_after(i):
        yield clean.drop("verb.do_dropped", i, "M:VERB:TENSE", table.weight("verb.do_dropped"))
    if low in ("do", "does", "did") and word.dep == "aux" and clean.at(i + 1) == "n't":
        span = Span(word.span.start, clean.words[i + 1].span.end)
        for wrong in ("no", "not"):
            yield Slip("verb.negation", span, wrong, "R:OTHER", table.weight("verb.negation") / 2)
    if word.tag == "VBP" and clean.at(i - 1) == "i" and low in table.lists["am_openers"]:
        weight = table.weight("verb.be_doubled") * (6.0 if "agree" in low else 1.0)
        yield clean.insert("verb.be_doubled", i, "am", "U:VERB:TENSE", weight)


def _openings(clean: Clean, table: SlipTable, i: int, word: Word) -> Iterator[Slip | None]:
    """ "There is" → "have" (tem), "I am 20" → "I have 20" (tenho)."""
    if word.lemma != "be" or not i or word.pos == "PART":
        return
    if clean.at(i - 1) == "there" and clean.words[i - 1].dep == "expl":
        for wrong, share in (("have", 0.6), ("has", 0.2), ("it has", 0.2)):
            form = "had" if word.tag == "VBD" and wrong == "have" else wrong
            weight = table.weight("verb.have_for_there") * share
            yield clean.swap_all("verb.have_for_there", i - 1, i, form, "R:OTHER", weight)
    if clean.tag(i + 1) == "CD" and "years" in (clean.at(i + 2), clean.at(i + 3)) and "old" in clean.lower:
        have = {"is": "has", "was": "had", "were": "had"}.get(clean.lower[i], "have")
        yield clean.swap("verb.age", i, have, "R:VERB", table.weight("verb.age"))
