"""Words cut at their syllables as one would say them slowly: "ho-tel", "e-co-no-my". For English spelling."""

from __future__ import annotations

import re
from itertools import pairwise

_VOWELS = re.compile(r"(?<!^)(?<!q)[aeiouy]+|^[aeiou]+|^y(?![aeiou])")
_SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiou]l)e$")
_TOGETHER = re.compile("(?:[bcfgp][lr]|[dt]r|[cpstw]h|qu)$")


def syllables(word: str, count: int) -> tuple[str, ...]:
    """The letters of each of `count` syllables; nothing where the spelling doesn't show so many."""
    groups = [place.span() for place in _VOWELS.finditer(_SILENT.sub(" ", word.lower()))]
    if len(groups) != count or not word.isalpha():
        return ()
    cuts = [0]
    for (_, end), (start, _) in pairwise(groups):
        between = word[end:start].lower()
        cuts.append(start - (2 if _TOGETHER.search(between) else min(1, len(between))))
    return tuple(word[start:end] for start, end in zip(cuts, [*cuts[1:], len(word)], strict=True))


def with_weight(word: str, count: int, stressed: int) -> str:
    """As in "ho-TEL"; empty where the spelling doesn't show the syllables. stressed: from 0."""
    parts = syllables(word, count)
    return "-".join(part.upper() if at == stressed else part for at, part in enumerate(parts))
