"""Which cards a search finds: by plain words, by what they are (`is:due`, `tag:food`), by numbers (`lapses>3`).

Terms are joined by *and*; a minus before one turns it round; quotes keep words together.
"""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from langtutor.core.errors import BadSearch
from langtutor.core.vocabulary import Card, WordState, plain_word

_TERM = re.compile(r'(?P<minus>-?)(?:(?P<key>[a-z]+)(?P<sign>:|>=|<=|>|<))?(?P<value>"[^"]*"|[^\s"]+)')
_SPACE = re.compile(r"\s+")

Check = Callable[[Card], bool]


class Order(StrEnum):
    FRONT = "front"
    BACK = "back"
    STATE = "state"
    DUE = "due"
    KEPT = "kept"
    LAPSES = "lapses"
    LOOKED_UP = "looked_up"
    RECALL = "recall"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Search:
    """checks: all must hold."""

    checks: tuple[Check, ...] = ()

    def finds(self, card: Card) -> bool:
        return all(check(card) for check in self.checks)


def parsed(text: str, now: datetime, duplicates: frozenset[str] = frozenset()) -> Search:
    """duplicates: fronts that several cards have, as `plain_word` gives them. Raises BadSearch."""
    checks: list[Check] = []
    at, text = 0, text.strip()
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        term = _TERM.match(text, at)
        if term is None:
            raise BadSearch(part=text[at:].split()[0])
        check = _check(term, now, duplicates)
        checks.append(_turned(check) if term["minus"] else check)
        at = term.end()
    return Search(tuple(checks))


def ordered(cards: Iterable[Card], order: Order, *, descending: bool = False) -> tuple[Card, ...]:
    """Ties by front, so that the same cards always come in the same order."""
    by_front = sorted(cards, key=lambda card: (_folded(card.front), card.item))
    return tuple(sorted(by_front, key=_KEYS[order], reverse=descending))


def duplicated(cards: Iterable[Card]) -> frozenset[str]:
    """Fronts that more than one card has."""
    seen: set[str] = set()
    twice: set[str] = set()
    for card in cards:
        front = plain_word(card.front)
        (twice if front in seen else seen).add(front)
    return frozenset(twice)


def _check(term: re.Match[str], now: datetime, duplicates: frozenset[str]) -> Check:
    key, sign, value = term["key"], term["sign"], term["value"].strip('"')
    if key is None:
        return _contains(value)
    if sign == ":" and key == "is":
        checks = _standings(now, duplicates)
        if value.lower() not in checks:
            raise BadSearch(part=term[0])
        return checks[value.lower()]
    if sign == ":" and key in _FIELDS:
        return _in_field(_FIELDS[key], value, whole=key == "tag")
    if key in _NUMBERS and value.isdecimal():
        return _number(_NUMBERS[key], sign, int(value))
    if sign == ":" and key in ("kept", "due") and value.isdecimal():
        days = timedelta(days=min(int(value), 100_000))
        if key == "kept":
            return lambda card: now - card.kept_at <= days
        return lambda card: card.reviews > 0 and not card.suspended and card.due - now <= days
    raise BadSearch(part=term[0])


def _turned(check: Check) -> Check:
    return lambda card: not check(card)


def _contains(value: str) -> Check:
    wanted = _folded(value)
    return lambda card: any(
        wanted in _folded(text) for text in (card.front, card.back, card.sentence, card.translation, card.form)
    )


def _in_field(field: Callable[[Card], tuple[str, ...]], value: str, *, whole: bool) -> Check:
    wanted = _folded(value)
    if whole and wanted == "none":
        return lambda card: not field(card)
    pattern = wanted if whole else f"*{wanted}*"
    return lambda card: any(fnmatch.fnmatchcase(_folded(text), pattern) for text in field(card))


def _number(field: Callable[[Card], int], sign: str, value: int) -> Check:
    compare: Mapping[str, Callable[[int], bool]] = {
        ":": lambda found: found == value,
        ">": lambda found: found > value,
        "<": lambda found: found < value,
        ">=": lambda found: found >= value,
        "<=": lambda found: found <= value,
    }
    return lambda card: compare[sign](field(card))


def _standings(now: datetime, duplicates: frozenset[str]) -> Mapping[str, Check]:
    return {
        "new": lambda card: card.state is WordState.NEW,
        "learning": lambda card: card.state is WordState.LEARNING,
        "known": lambda card: card.state is WordState.KNOWN,
        "due": lambda card: card.is_due(now),
        "suspended": lambda card: card.suspended,
        "leech": lambda card: card.is_leech,
        "weak": lambda card: card.is_weak,
        "duplicate": lambda card: plain_word(card.front) in duplicates,
    }


def _folded(text: str) -> str:
    """Without accents and case: who types *acao* looks for *ação*."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


_FIELDS: Mapping[str, Callable[[Card], tuple[str, ...]]] = {
    "tag": lambda card: card.tags,
    "front": lambda card: (card.front, card.form),
    "back": lambda card: (card.back,),
    "sentence": lambda card: (card.sentence,),
    "from": lambda card: (card.origin,),
}

_NUMBERS: Mapping[str, Callable[[Card], int]] = {
    "lapses": lambda card: card.lapses,
    "reviews": lambda card: card.reviews,
    "lookups": lambda card: card.looked_up,
}

_STATES = {state: at for at, state in enumerate(WordState)}

_KEYS: Mapping[Order, Callable[[Card], tuple[float, str]]] = {
    Order.FRONT: lambda card: (0.0, _folded(card.front)),
    Order.BACK: lambda card: (0.0, _folded(card.back)),
    Order.STATE: lambda card: (float(card.suspended), str(_STATES[card.state])),
    Order.DUE: lambda card: (float(card.suspended or not card.reviews), card.due.isoformat()),
    Order.KEPT: lambda card: (card.kept_at.timestamp(), ""),
    Order.LAPSES: lambda card: (float(card.lapses), ""),
    Order.LOOKED_UP: lambda card: (float(card.looked_up), ""),
    Order.RECALL: lambda card: (card.recall, ""),
    Order.TAGS: lambda card: (0.0, " ".join(card.tags)),
}
