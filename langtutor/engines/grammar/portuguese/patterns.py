"""Rules that are data: a row of conditions on words, and what stands instead.

`match` has one element for each word, `?` behind it where the word may be missing. Conditions of an element are joined
by `&`, `!` turns one round, `|` separates choices:

- `palavra|outra`: these forms, in lower case; `@list`: those of a list
- `lemma:ser|estar`, `tag:VMIP|VA` (how a tag begins), `only:NC|AQ` (all that it may be); forms come before these
- `#` a number in figures, `*` any word, `name` a name; `^` before the first word, `$` after the last (or its mark)

`<` and `>` stand around what is replaced (side by side: what is put in). What `replace` may say: filling.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from langtutor.core.text import Edit
from langtutor.engines.grammar.portuguese.analysis import Sentence, Token
from langtutor.engines.grammar.portuguese.filling import filled
from langtutor.engines.grammar.portuguese.lexicon import Lexicon

_ENDS = frozenset(".!?…")
_KINDS = ("lemma", "tag", "only")

Lists = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds where one of the choices does: forms, lemmas, beginnings of a tag or of all tags. wanted: that it holds."""

    wanted: bool
    special: str
    forms: frozenset[str]
    lemmas: frozenset[str]
    tags: tuple[str, ...]
    only: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """edge: `^` or `$`, which is no word."""

    edge: str
    conditions: tuple[Condition, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """start, end: the elements that are replaced."""

    rule: str
    elements: tuple[Element, ...]
    start: int
    end: int
    replace: str
    confidence: float


def pattern(rule: str, match: str, replace: str, confidence: float, lists: Lists) -> Pattern:
    """Raises ValueError where `<` and `>` don't stand around something, KeyError for a list that isn't there."""
    elements: list[Element] = []
    start = end = -1
    for part in match.split():
        if part == "<":
            start = len(elements)
        elif part == ">":
            end = len(elements)
        else:
            elements.append(_element(part, lists))
    if not 0 <= start <= end:
        raise ValueError(f"nothing to replace in {match!r}")
    return Pattern(rule, tuple(elements), start, end, replace, confidence)


def _element(part: str, lists: Lists) -> Element:
    if part in ("^", "$"):
        return Element(part, (), False)
    optional = len(part) > 1 and part.endswith("?")
    written = (part[:-1] if optional else part).split("&")
    return Element("", tuple(_condition(one, lists) for one in written), optional)


def _condition(written: str, lists: Lists) -> Condition:
    wanted, written = not (written.startswith("!") and len(written) > 1), written.removeprefix("!") or "!"
    if written in ("*", "#", "name"):
        return Condition(wanted, written, frozenset(), frozenset(), (), ())
    found: dict[str, set[str]] = {"form": set(), **{kind: set() for kind in _KINDS}}
    kind = "form"
    for choice in written.split("|"):
        named, colon, rest = choice.partition(":")
        if colon and named in _KINDS:
            kind, choice = named, rest
        if choice in ("#", "$"):
            found["form"].add(choice)
        elif choice.startswith("@"):
            found["lemma" if kind == "lemma" else "form"] |= lists[choice[1:]]
        else:
            found[kind if kind == "lemma" or choice.isupper() or choice[:2].isupper() else "form"].add(choice)
    return Condition(
        wanted, "", frozenset(found["form"]), frozenset(found["lemma"]), tuple(found["tag"]), tuple(found["only"])
    )


def matches(sentence: Sentence, one: Pattern, contractions: Mapping[str, str], lexicon: Lexicon) -> Iterator[Edit]:
    for place in range(len(sentence.tokens)):
        row = _row(sentence, one.elements, 0, place)
        if row is None:
            continue
        replacement = filled(one.replace, sentence, row, lexicon, contractions)
        if replacement is None:
            continue
        edit = sentence.edit(row[one.start], row[one.end], replacement, one.rule, one.confidence)
        if edit is not None:
            yield edit


def _row(sentence: Sentence, elements: tuple[Element, ...], at: int, place: int) -> list[int] | None:
    """Where each element stands, and where the row ends; a missing one stands where the next does."""
    if at == len(elements):
        return [place]
    element, tokens = elements[at], sentence.tokens
    if element.edge:
        fits = (place < len(tokens) and sentence.begins(place)) if element.edge == "^" else _ended(sentence, place)
        rest = _row(sentence, elements, at + 1, place) if fits else None
        return None if rest is None else [place, *rest]
    if place < len(tokens) and all(_holds(sentence, place, one) == one.wanted for one in element.conditions):
        rest = _row(sentence, elements, at + 1, place + 1)
        if rest is not None:
            return [place, *rest]
    if element.optional or (place == len(tokens) and any("$" in one.forms for one in element.conditions)):
        rest = _row(sentence, elements, at + 1, place)
        return None if rest is None else [place, *rest]
    return None


def _ended(sentence: Sentence, place: int) -> bool:
    return place >= len(sentence.tokens) or sentence.tokens[place].text in _ENDS


def _holds(sentence: Sentence, place: int, condition: Condition) -> bool:
    token = sentence.tokens[place]
    if condition.special == "name":
        return sentence.named(place)
    if condition.special:
        return token.is_word if condition.special == "*" else token.text[0].isdigit()
    forms = condition.forms
    return (
        token.low in forms
        or ("#" in forms and token.text[0].isdigit())
        or ("$" in forms and token.text in _ENDS)
        or bool(condition.lemmas and _has_lemma(token, condition.lemmas))
        or bool(condition.tags and token.may_be(*condition.tags))
        or bool(condition.only and token.can_only_be(*condition.only))
    )


def _has_lemma(token: Token, lemmas: frozenset[str]) -> bool:
    """As a verb, where it may be one."""
    verbs = [one for one in token.readings if one.tag.startswith("V")]
    return any(one.lemma in lemmas for one in verbs or token.readings)
