"""Which words of an answer ran into each other, and one line on two that didn't."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from langtutor.core.linking import STEP_S, Joint, Linked, LinkGuide, joined, joints
from langtutor.core.sounds import NOTHING, Phone, SoundGuide, WordSounds
from langtutor.core.text import Span
from langtutor.core.verdict import Verdict, WordOutcome

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOWEST_DB = -100.0
_STARRED = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class LinkSaid:
    """Two words that belong together and came out linked or apart. first: which of the verdict's words; the other is
    the one after it. silence_s: between them.

    advice: how to link them, in the reader's language, as far as anything is written about it.
    """

    first: int
    words: tuple[str, str]
    outcome: Linked
    silence_s: float
    advice: str


def levels_db(samples: NDArray[np.float32], rate_hz: int) -> tuple[float, ...]:
    """Of every STEP_S from the beginning, in dB of full scale."""
    import numpy as np

    step = max(1, round(STEP_S * rate_hz))
    whole = samples[: len(samples) // step * step].reshape(-1, step).astype(np.float64)
    power = np.mean(whole**2, axis=1)
    return tuple((10 * np.log10(np.maximum(power, 10 ** (_LOWEST_DB / 10)))).tolist())


def links_said(
    text: str,
    spans: Sequence[Span | None],
    heard: Sequence[WordSounds],
    levels: Sequence[float],
    verdict: Verdict,
    guide: SoundGuide,
    reader: str,
) -> tuple[LinkSaid, ...]:
    """text: what was said; spans: where in it each of the verdict's words stands; heard: all its words; levels: of the
    recording (`levels_db`). Only what can be told, and only of words that were right."""
    if guide.linking is None:
        return ()
    found = []
    for joint in joints(text, heard, levels, guide.linking):
        one, other = heard[joint.first], heard[joint.first + 1]
        first, second = _place(one.span, spans), _place(other.span, spans)
        if first is None or second != first + 1 or joint.outcome is Linked.UNCLEAR:
            continue
        if all(word.outcome is WordOutcome.RIGHT for word in verdict.words[first : second + 1]):
            found.append(_said(first, joint, one, other, guide, guide.linking, reader))
    return tuple(found)


def link_remark(links: Sequence[LinkSaid]) -> LinkSaid | None:
    """The two words that were farthest apart; None where all were linked."""
    apart = [link for link in links if link.outcome is Linked.APART and link.advice]
    return max(apart, key=lambda link: link.silence_s, default=None)


def _said(
    first: int, joint: Joint, one: WordSounds, other: WordSounds, guide: SoundGuide, links: LinkGuide, reader: str
) -> LinkSaid:
    rule, last = joint.rule, next(phone.asked for phone in reversed(one.phones) if phone.asked != NOTHING)
    together = joined(one.text, other.text, rule, last, links)
    advice = rule.advice.get(reader) or rule.advice.get("en", "")
    advice = advice.format(first=one.text, second=other.text, sound=_letters(last, guide), joined=together)
    return LinkSaid(first, (one.text, other.text), joint.outcome, joint.silence_s, advice)


def _letters(phone: Phone, guide: SoundGuide) -> str:
    """As it is usually written: "r" also for the vowel of *bird*, whose end it is."""
    if guide.linking is not None and (ends := guide.linking.spelt.get(phone)):
        return next(iter(ends.values()))
    found = _STARRED.search(guide.phones[phone].example) if phone in guide.phones else None
    return found.group(1) if found else phone.lower()


def _place(span: Span, spans: Sequence[Span | None]) -> int | None:
    """The verdict's word of which this is a part."""
    places = (at for at, own in enumerate(spans) if own and own.start < span.end and span.start < own.end)
    return next(places, None)
