"""Single words: accents, spelling, forms that irregular verbs don't have, capitals, words written twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from langtutor.core.text import Edit
from langtutor.engines.grammar.portuguese.analysis import Sentence, Token
from langtutor.engines.grammar.portuguese.lexicon import Lexicon
from langtutor.engines.grammar.portuguese.tables import Knowledge

_LETTERS = "abcdefghijlmnopqrstuvxz"
_REGULAR = {
    "o": ("ar er ir", "VMIP1S0"),
    "ei": ("ar", "VMIS1S0"),
    "ou": ("ar", "VMIS3S0"),
    "i": ("er ir", "VMIS1S0"),
    "eu": ("er", "VMIS3S0"),
    "iu": ("ir", "VMIS3S0"),
    "emos": ("er", "VMIS1P0"),
    "aram": ("ar er", "VMIS3P0"),
    "eram": ("er", "VMIS3P0"),
    "ido": ("er ir", "VMP00SM"),
    "ida": ("er ir", "VMP00SF"),
    "idos": ("er ir", "VMP00PM"),
    "idas": ("er ir", "VMP00PF"),
    "erei": ("er", "VMIF1S0"),
    "erá": ("er", "VMIF3S0"),
    "eremos": ("er", "VMIF1P0"),
    "erão": ("er", "VMIF3P0"),
    "eria": ("er", "VMIC3S0"),
    "eriam": ("er", "VMIC3P0"),
}
_USED, _COMMON, _MUCH_COMMONER, _COMMONER = 7, 11, 5, 3
_LONG = 6
_ENGLISH = 3.5


def propose(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    if not knowledge.lexicon.complete:
        return
    for place, token in enumerate(sentence.tokens):
        if not token.is_word or token.text[1:] != token.text[1:].lower() or len(token.low) < 2:
            continue
        if (
            place + 1 < len(sentence.tokens)
            and sentence.low(place + 1) == token.low
            and token.low not in ("que", "muito")
        ):
            yield from _made(sentence.edit(place, place + 1, "", "pt.repetition", 0.93))
        if sentence.named(place) or knowledge.among("also_words", token.low) or "'" in token.low or "-" in token.low:
            continue
        if knowledge.lexicon.known(token.text):
            yield from _accent_in_context(sentence, knowledge, place, token)
        else:
            yield from _unknown(sentence, knowledge, place, token)


def _made(edit: Edit | None) -> Iterator[Edit]:
    if edit is not None:
        yield edit


def _unknown(sentence: Sentence, knowledge: Knowledge, place: int, token: Token) -> Iterator[Edit]:
    lexicon = knowledge.lexicon
    accented = [one for one in _by_commonness(lexicon, lexicon.alike(token.low)) if lexicon.commonness(one) >= _USED]
    if _capital(sentence, place):
        accented = [one for one in accented if lexicon.commonness(one) >= _COMMON]
    if accented:
        best = _agreeing(sentence, knowledge, place, accented)
        alone = len(accented) == 1 or lexicon.commonness(accented[0]) - lexicon.commonness(accented[1]) >= _COMMONER
        yield from _made(
            sentence.edit(place, place + 1, best, "pt.accent", 0.95 if alone or best != accented[0] else 0.85)
        )
        return
    form = _irregular(lexicon, token.low)
    if form is not None:
        yield from _made(sentence.edit(place, place + 1, form, "pt.verb.form", 0.93))
        return
    near = _near(knowledge, token.low)
    if near:
        yield from _made(
            sentence.edit(place, place + 1, near[0], "pt.spelling", _sureness(sentence, lexicon, place, near))
        )


def _sureness(sentence: Sentence, lexicon: Lexicon, place: int, near: list[str]) -> float:
    from wordfreq import zipf_frequency

    word = sentence.low(place)
    common = lexicon.commonness(near[0])
    if zipf_frequency(word, "en", wordlist="small") >= _ENGLISH:
        # As likely meant in English; of a long word (*important*) the Portuguese one may be wanted.
        return 0.4 if common >= _COMMON and len(word) >= _LONG and not _capital(sentence, place) else 0.2
    lead = common - (lexicon.commonness(near[1]) if len(near) > 1 else 0)
    if _capital(sentence, place):
        return 0.5 if common >= _COMMON else 0.2  # as likely a name
    if common < _COMMON:
        return 0.5
    if len(word) >= _LONG:
        return 0.88 if lead >= _COMMONER else 0.7
    return 0.84 if lead >= _MUCH_COMMONER and len(word) > _LONG - 3 else 0.5


def _capital(sentence: Sentence, place: int) -> bool:
    return sentence.tokens[place].text[:1].isupper()


def _by_commonness(lexicon: Lexicon, words: tuple[str, ...]) -> list[str]:
    return sorted(words, key=lambda word: -lexicon.commonness(word))


def _agreeing(sentence: Sentence, knowledge: Knowledge, place: int, words: list[str]) -> str:
    """The first that goes with the determiner before it (*o meu avô*), or the commonest."""
    before = sentence.tokens[place - 1].agreement("D", "SPS00:D") if place else frozenset()
    for word in words[:3]:
        own = frozenset(pair for one in knowledge.lexicon.readings(word) for pair in one.agreement)
        if before and own & before:
            return word
    return words[0]


def _irregular(lexicon: Lexicon, word: str) -> str | None:
    """What an irregular verb has for a form that was made by rule: *fazi*, *trazeu*, *escrevido*."""
    for ending, (classes, tag) in _REGULAR.items():
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            continue
        for vowel in classes.split():
            form = lexicon.form(word.removesuffix(ending) + vowel, tag)
            if form is not None and form != word and lexicon.commonness(form) > 1:
                return form
    return None


def _near(knowledge: Knowledge, word: str) -> list[str]:
    """Words that are one letter away, accents aside; the commonest first, and before them those that sound alike."""
    lexicon = knowledge.lexicon
    found: dict[str, int] = {}
    for changed in _sounding(knowledge, word):
        for one in (changed, *lexicon.alike(changed)):
            if lexicon.commonness(one):
                found[one] = max(found.get(one, 0), lexicon.commonness(one) + _MUCH_COMMONER)
    for changed in _one_away(word):
        for one in (changed, *lexicon.alike(changed)):
            if lexicon.commonness(one):
                found.setdefault(one, lexicon.commonness(one))
    return sorted(found, key=lambda one: -found[one])


def _sounding(knowledge: Knowledge, word: str) -> Iterator[str]:
    for old, _, new in (one.partition("=") for one in knowledge.tables.lists["sounds"]):
        at = word.find(old)
        while at >= 0:
            yield word[:at] + new + word[at + len(old) :]
            at = word.find(old, at + 1)


def _one_away(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in _LETTERS)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS if letter != tail[0])
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def _accent_in_context(sentence: Sentence, knowledge: Knowledge, place: int, token: Token) -> Iterator[Edit]:
    """Words that exist without their accent, but are hardly meant."""
    lexicon = knowledge.lexicon
    if len(token.low) < 3 or not token.low.isascii() or token.may_be("C", "S", "P", "D", "R", "NP"):
        return
    others = _by_commonness(lexicon, lexicon.alike(token.low))
    if not others:
        return
    best = _agreeing(sentence, knowledge, place, others)
    lead = lexicon.commonness(best) - lexicon.commonness(token.low)
    if lead >= _MUCH_COMMONER:
        yield from _made(sentence.edit(place, place + 1, best, "pt.accent", 0.9))
    elif (
        lead > 0
        and place
        and token.can_only_be("V")
        and any(one.tag.startswith("NC") for one in lexicon.readings(best))
    ):
        before = sentence.tokens[place - 1]
        if before.can_only_be("DD", "DP", "DI", "SPS00:D") or before.low in ("o", "os", "uma", "um"):
            yield from _made(sentence.edit(place, place + 1, best, "pt.accent", 0.86))


def capitals(sentence: Sentence, knowledge: Knowledge) -> Iterator[Edit]:
    for place, token in enumerate(sentence.tokens):
        if sentence.named(place) and token.text[1:] == token.low[1:]:
            yield from _made(_small(sentence, knowledge, place, token))
        elif token.text == token.low and knowledge.among("names", token.low):
            named = token.low in ("brasil", "londres", "lisboa") or not token.may_be("NC", "V", "AQ")
            made = sentence.edit(place, place + 1, token.low.capitalize(), "pt.capital", 0.92 if named else 0.4)
            yield from _made(made)
    first = sentence.tokens[0] if sentence.tokens else None
    if first is not None and first.is_word and first.text == first.low and sentence.text.rstrip()[-1:] in ".!?":
        edit = sentence.edit(0, 1, first.text, "pt.capital", 0.85)
        begun = first.text[0].upper() + first.text[1:]
        yield from _made(
            sentence.edit(0, 1, begun, "pt.capital", 0.85) if edit is None else replace(edit, replacement=begun)
        )


def _small(sentence: Sentence, knowledge: Knowledge, place: int, token: Token) -> Edit | None:
    names = ("weekdays", "months", "languages", "nationalities")
    if not any(knowledge.among(name, token.low) for name in names) or knowledge.among("countries_feminine", token.low):
        return None
    before, after = sentence.low(place - 1), place + 1
    beside = [at for at in (place - 1, after) if 0 <= at < len(sentence.tokens) and sentence.named(at)]
    in_a_name = before in ("rua", "avenida", "praça", "de") and sentence.low(place - 2)[:1].isalpha()
    if beside or (in_a_name and knowledge.among("months", token.low)):
        return None
    return sentence.edit(place, place + 1, token.low, "pt.capital", 0.9)
