"""Translating through a third language where no model has the pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from langtutor.core.language import LanguageCode, Pair


def pivot(pair: Pair, pairs: Iterable[Pair]) -> LanguageCode | None:
    """The language that both ends of the pair are joined to, of several the one with the most pairs of its own.

    None where there is none.
    """
    known = frozenset(pairs)
    out_of_source = {one.target for one in known if one.source == pair.source}
    into_target = {one.source for one in known if one.target == pair.target}
    between = (out_of_source & into_target) - {pair.source, pair.target}
    if not between:
        return None
    joined = Counter(code for one in known for code in (one.source, one.target))
    return min(between, key=lambda code: (-joined[code], code))


def reachable(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """The pairs themselves, in their order, then those that can be had through one language between."""
    direct = tuple(dict.fromkeys(pairs))
    into: dict[LanguageCode, set[LanguageCode]] = {}
    for one in direct:
        into.setdefault(one.source, set()).add(one.target)
    known = {one.target for one in direct}
    further = (
        Pair(source, target)
        for source, targets in into.items()
        for target in sorted(known - targets - {source})
        if any(target in into.get(between, ()) for between in targets)
    )
    return (*direct, *further)
