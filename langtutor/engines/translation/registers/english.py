"""English in full (*I am not*) and in short (*I'm not*), more formal and less: by `resources/registers/en.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from langtutor.core.language import LanguageCode
from langtutor.core.registers import RegisterRules, Replacement, Variant

SPEAKS = LanguageCode("en")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]")
_ENDS = frozenset('.!?…"“”«»—:;()')
_LET_GO = frozenset({"only", "just", "to", "merely", "simply", "even"})
_JOINING = frozenset({"and", "or", "but", "than", "because", "if", "when", "too"})
_ADVERBS = frozenset({"never", "already", "just", "always", "ever", "also", "not", "often", "recently", "finally"})
_FAR = 4


class EnglishRegisters:
    """A `Varier`."""

    def __init__(self, rules: RegisterRules) -> None:
        self._rules = rules

    def variants(self, text: str, original: str, language: LanguageCode) -> tuple[Variant, ...]:
        short, full = _contracted(text, self._rules), _expanded(text, self._rules)
        formal = _replaced(full or text, self._rules.replacements["formal"])
        informal = _replaced(short, self._rules.replacements["informal"])
        said = {"short": short, "full": full}
        said["formal"] = formal if formal != (full or text) else None
        said["informal"] = informal if informal != short else None
        return tuple(
            Variant(one, f"register.{SPEAKS}.{name}") for name, one in said.items() if one is not None and one != text
        )


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()


Change = tuple[int, int, str]
"""Words from one place to another are written so, in lower case."""


def _words(text: str) -> list[Word]:
    return [
        Word(one.start(), one.end(), one.group(), one.group().lower().replace("’", "'"))
        for one in _TOKEN.finditer(text)
    ]


def _low(words: Sequence[Word], at: int) -> str:
    return words[at].low if 0 <= at < len(words) else ""


def _begins(words: Sequence[Word], at: int) -> bool:
    return at == 0 or words[at - 1].text in _ENDS


def _written(text: str, words: Sequence[Word], changes: Sequence[Change]) -> str:
    for start, end, instead in sorted(changes, reverse=True):
        first = words[start]
        said = re.sub(r"\bi\b", "I", instead)
        if first.text[0].isupper() and (first.text != "I" or _begins(words, start)):
            said = said[0].upper() + said[1:]
        text = text[: first.start] + said + text[words[end - 1].end :]
    return text


# --- in full -------------------------------------------------------------------------------------------------------


def _expanded(text: str, rules: RegisterRules) -> str | None:
    """None where a short form may stand for two (*he's finished*)."""
    words = _words(text)
    changes: list[Change] = []
    for at, word in enumerate(words):
        head, _, tail = word.low.rpartition("'")
        if not head or word.low in ("o'clock", "ma'am"):
            continue
        full = rules.tables["expand"].get(word.low)
        if full is not None:
            change = _asked(words, at, full, rules) if full.endswith(("not", "cannot")) else (at, at + 1, full)
        elif tail in ("s", "d") and head in rules.lists["subjects"]:
            verb = _is_or_has(words, at, rules) if tail == "s" else _would_or_had(words, at, rules)
            change = (at, at + 1, f"{head} {verb}") if verb else None
        else:
            continue
        if change is None:
            return None
        changes.append(change)
    return _written(text, words, changes)


def _asked(words: Sequence[Word], at: int, full: str, rules: RegisterRules) -> Change | None:
    """*don't you* is *do you not*; None where the subject isn't a pronoun, or it is a suggestion (*why don't we*)."""
    verb = "can" if full == "cannot" else full.removesuffix(" not")
    after = _low(words, at + 1)
    if _low(words, at - 1) in ("why", "how"):
        return None
    if after in rules.lists["pronouns"]:
        verb = "am" if (verb, after) == ("are", "i") else verb
        return at, at + 2, f"{verb} {after} not"
    asks = next((word.text == "?" for word in words[at:] if word.text in ".!?"), False)
    first = _begins(words, at) or _low(words, at - 1) == ","
    if first and asks and (verb != "do" or after in rules.lists["determiners"]):
        return None
    return at, at + 1, full


def _is_or_has(words: Sequence[Word], at: int, rules: RegisterRules) -> str:
    after = _low(words, at + 1)
    if after in rules.lists["has_before"]:
        return "has"
    if after in rules.lists["is_before"] or after.endswith("ing"):
        return "is" if after != "not" or not _is_participle(_low(words, at + 2)) else ""
    if not after or not after[0].isalpha() or after in _ADVERBS or _is_participle(after):
        return ""
    return "is"


def _would_or_had(words: Sequence[Word], at: int, rules: RegisterRules) -> str:
    after = _low(words, at + 1)
    if after in ("never", "always", "probably", "not", "really", "also"):
        after = _low(words, at + 2)
    if after in rules.lists["had_before"]:
        return "had"
    return "would" if after in rules.lists["would_before"] and not _is_participle(after) else ""


# --- in short ------------------------------------------------------------------------------------------------------


def _contracted(text: str, rules: RegisterRules) -> str:
    words = _words(text)
    changes: list[Change] = []
    taken = -1
    for at in range(len(words)):
        change = None if at <= taken else _denied(words, at, rules) or _joined(words, at, rules)
        if change is not None and not _shouted(words[at : change[1]]):
            changes.append(change)
            taken = change[1] - 1
    return _written(text, words, changes)


def _shouted(words: Sequence[Word]) -> bool:
    return any(word.text.isupper() and len(word.text) > 1 for word in words)


def _denied(words: Sequence[Word], at: int, rules: RegisterRules) -> Change | None:
    table = rules.tables["deny"]
    for count in (2, 1):
        short = table.get(" ".join(word.low for word in words[at : at + count]))
        if short is not None and _low(words, at + count) not in _LET_GO:
            return at, at + count, short
    return None


def _joined(words: Sequence[Word], at: int, rules: RegisterRules) -> Change | None:
    if at + 2 >= len(words) or not words[at + 2].is_word or _low(words, at + 2) in _JOINING:
        return None
    pair, after = f"{words[at].low} {words[at + 1].low}", at + 2
    while _low(words, after) in _ADVERBS:
        after += 1
    if (perfect := rules.tables["perfect"].get(pair)) is not None:
        return (at, at + 2, perfect) if _is_participle(_low(words, after)) else None
    short = rules.tables["be"].get(pair)
    asked = any(_low(words, before) in rules.lists["asking"] for before in _clause(words, at))
    if short is None or (asked and not pair.endswith("will")):
        return None
    follows_not = words[at + 2].low == "not" and pair != "i am"
    return None if follows_not else (at, at + 2, short)


def _clause(words: Sequence[Word], at: int) -> range:
    """The few words before, as far as the next mark."""
    first = at
    while first > 0 and at - first < _FAR and words[first - 1].is_word:
        first -= 1
    return range(first, at)


@lru_cache(4096)
def _is_participle(word: str) -> bool:
    """*gone*, *finished*; of those that look like their infinitive only what is hardly anything else."""
    import lemminflect

    if word in ("been", "come", "become", "read", "put"):
        return True
    lemmas = lemminflect.getAllLemmas(word, upos="VERB").get("VERB", ())
    return any(lemma != word and word in lemminflect.getInflection(lemma, tag="VBN") for lemma in lemmas)


# --- other words ---------------------------------------------------------------------------------------------------


def _replaced(text: str, replacements: Sequence[Replacement]) -> str:
    words = _words(text)
    changes: list[Change] = []
    taken: set[int] = set()
    for one in replacements:
        said = one.said.split()
        for at in range(len(words) - len(said) + 1):
            places = range(at, at + len(said))
            is_said = [word.low for word in words[at : at + len(said)]] == said
            if is_said and not taken & set(places) and _fits(words, at, at + len(said), one):
                changes.append((at, at + len(said), one.instead))
                taken |= set(places)
    return _written(text, words, changes)


def _fits(words: Sequence[Word], start: int, end: int, one: Replacement) -> bool:
    before = {"^"} if _begins(words, start) else {_low(words, start - 1)}
    following = [word.low for word in words[end : end + 2]]
    after = {*following[:1], " ".join(following)} | ({"$"} if not following or following[0] in _ENDS | {","} else set())
    if (one.after and not one.after & before) or one.not_after & before:
        return False
    return not ((one.before and not one.before & after) or one.not_before & after)
