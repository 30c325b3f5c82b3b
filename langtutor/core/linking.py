"""Where fluent speech runs one word into the next, and whether a speaker did.

Places go by sounds, not by letters, and never over a mark of punctuation. What counts as apart is silence: told by the
alignment, or by levels as low as the pauses of the same recording, or far below both sounds that meet (a room fills
pauses with echoes). Linking is style: nothing here is a slip.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from langtutor.core.sounds import NOTHING, Phone, PhoneHeard, WordSounds
from langtutor.core.verdict import WordOutcome

STEP_S = 0.01
"""Between levels."""
SPEECH_SHARE, SILENCE_SHARE = 0.9, 0.05
"""Of all levels, the quietest first: where speech and silence are taken from."""
QUIET = 0.35
"""Of the way from silence up to speech, in dB: what is below is quiet."""
DIP_DB = 18.0
"""Below the softer of the two sounds that meet: nobody speaks."""
EDGE_S = 0.03
"""Around both sounds, where their loudest moment may be."""
APART_S, LINKED_S = 0.1, 0.06
"""From so long a silence two words are apart, and up to so long they are linked; measured, as all of these are, by
`tests/bench/linking.py`."""
SAID_TO_BE = 0.06
"""What the alignment calls silence is longer by so much: it hardly ever does where there is none."""
CLOSED_S, CLOSED_DIP_S = 0.02, 0.06
"""Of a quiet stretch, and of a dip, that belong to a sound that is closed at first."""
HELD_S = 0.06
"""Of any silence in one consonant that is held for two words."""
_ROUNDING = 1e-6


class LinkKind(StrEnum):
    """CONSONANT: into a vowel, *turn off*. GLIDE: between two vowels, *go out*. SAME: one consonant for both words,
    *big girl*. MELTED: two sounds that become one, *did you*."""

    CONSONANT = "consonant"
    GLIDE = "glide"
    SAME = "same"
    MELTED = "melted"


class Linked(StrEnum):
    """How two words came out."""

    LINKED = "linked"
    APART = "apart"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class LinkRule:
    """Which sounds meet: the last of a word and the first of the next; for SAME, one and the same of both.

    sound: what is heard between, or instead of the two; NOTHING where it is the last one. advice: by language of the
    reader, with {first}, {second} (words), {sound} (as it is written) and {joined} (both words, run together).
    """

    kind: LinkKind
    last: frozenset[Phone]
    first: frozenset[Phone]
    sound: Phone
    advice: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LinkGuide:
    """rules: the first that fits counts. closed: sounds that begin with silence. spelt: for each sound, how it is
    written when it leads over, by the letters that a word has for it at its end."""

    rules: tuple[LinkRule, ...]
    closed: frozenset[Phone]
    spelt: Mapping[Phone, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Joint:
    """Two words that fluent speech links: which word comes first, and how. silence_s: between them, as it seems."""

    first: int
    rule: LinkRule
    outcome: Linked
    silence_s: float


def joints(text: str, words: Sequence[WordSounds], levels_db: Sequence[float], guide: LinkGuide) -> tuple[Joint, ...]:
    """All joints of what was said, in order. words: of the text, in order; levels_db: of the recording they are times
    of, every STEP_S from its beginning."""
    if not levels_db:
        return ()
    quiet_db = _quiet_db(levels_db)
    found = []
    for at, (one, other) in enumerate(pairwise(words)):
        rule = rule_of(text, one, other, guide)
        if rule is None:
            continue
        closed = not guide.closed.isdisjoint((_asked(one)[-1].asked, _asked(other)[0].asked))
        silence_s = silence_between(one, other, levels_db, quiet_db, closed=closed)
        silence_s -= HELD_S if rule.kind is LinkKind.SAME else 0.0
        sure = _clear(one, last=True) and _clear(other, last=False)
        found.append(Joint(at, rule, _judged(silence_s) if sure else Linked.UNCLEAR, silence_s))
    return tuple(found)


def rule_of(text: str, one: WordSounds, other: WordSounds, guide: LinkGuide) -> LinkRule | None:
    """None where nothing links the two, or something stands between them in the text."""
    last, first = _asked(one)[-1:], _asked(other)[:1]
    between = text[one.span.end : other.span.start]
    if not last or not first or not between or between.strip():
        return None
    ends = last[0].asked, first[0].asked
    return next((rule for rule in guide.rules if _fits(rule, *ends)), None)


def joined(first: str, second: str, rule: LinkRule, last: Phone, guide: LinkGuide) -> str:
    """Both words as they sound together, as far as letters can show it: *tur-noff*, *go-wout*; else *make‿it*."""
    plain = f"{first}‿{second}"
    if rule.kind not in (LinkKind.CONSONANT, LinkKind.GLIDE) or second[:1].lower() not in "aeiou":
        return plain
    if rule.kind is LinkKind.GLIDE:
        written = next(iter(guide.spelt.get(rule.sound, {}).values()), "")
        return f"{first}-{written}{second}" if written else plain
    ends = guide.spelt.get(last, {})
    letters = next((one for one in sorted(ends, key=len, reverse=True) if first.lower().endswith(one)), "")
    stays = first[: len(first) - len(letters)]
    # What is left has to be read as before: a vowel at least, and none that wasn't the last sound's.
    if not letters or not any(one in "aeiouy" for one in stays.lower()):
        return plain
    return f"{stays}-{ends[letters]}{second}"


def _fits(rule: LinkRule, last: Phone, first: Phone) -> bool:
    if last not in rule.last or first not in rule.first:
        return False
    return last == first if rule.kind is LinkKind.SAME else True


def silence_between(
    one: WordSounds, other: WordSounds, levels_db: Sequence[float], quiet_db: float, *, closed: bool
) -> float:
    """Seconds, by whichever of three signs is longest. quiet_db: what is below is silent; closed: a sound at the joint
    is silent at first."""
    last, first = _asked(one)[-1], _asked(other)[0]
    gap_s = other.start_s - one.end_s
    said_s = gap_s + SAID_TO_BE if gap_s > _ROUNDING else 0.0
    middles = _between(levels_db, (last.start_s + last.end_s) / 2, (first.start_s + first.end_s) / 2)
    quiet_s = _longest_below(middles, quiet_db) - (CLOSED_S if closed else 0.0)
    meet_s = (one.end_s + other.start_s) / 2
    before = _between(levels_db, last.start_s - EDGE_S, meet_s)
    after = _between(levels_db, meet_s, first.end_s + EDGE_S)
    if not before or not after:
        return max(said_s, quiet_s)
    beneath = min(max(before), max(after)) - DIP_DB
    dip_s = _longest_below(_between(levels_db, last.start_s, first.end_s), beneath) - (CLOSED_DIP_S if closed else 0.0)
    return max(said_s, quiet_s, dip_s)


def _between(levels_db: Sequence[float], start_s: float, end_s: float) -> Sequence[float]:
    return levels_db[max(0, round(start_s / STEP_S)) : round(end_s / STEP_S) + 1]


def _longest_below(levels_db: Sequence[float], limit_db: float) -> float:
    """Seconds of the longest stretch."""
    longest = run = 0
    for level in levels_db:
        run = run + 1 if level < limit_db else 0
        longest = max(longest, run)
    return longest * STEP_S


def _quiet_db(levels_db: Sequence[float]) -> float:
    ordered = sorted(levels_db)
    speech, silence = (ordered[round(share * (len(ordered) - 1))] for share in (SPEECH_SHARE, SILENCE_SHARE))
    return silence + QUIET * (speech - silence)


def _judged(silence_s: float) -> Linked:
    if silence_s >= APART_S - _ROUNDING:
        return Linked.APART
    return Linked.LINKED if silence_s <= LINKED_S + _ROUNDING else Linked.UNCLEAR


def _clear(word: WordSounds, *, last: bool) -> bool:
    """Whether the sound at the joint was made as asked, and nothing was put in beside it."""
    edge = word.phones[-1 if last else 0]
    return edge.asked != NOTHING and edge.outcome is WordOutcome.RIGHT


def _asked(word: WordSounds) -> list[PhoneHeard]:
    return [one for one in word.phones if one.asked != NOTHING]
