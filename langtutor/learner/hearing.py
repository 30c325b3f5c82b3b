"""When to hear two sounds apart before the next exercise: after slips in saying them, or before they are first said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from langtutor.core.skill import SkillKind, skill_kind
from langtutor.core.text import SkillId
from langtutor.learner.explain import Reason, ReasonCode
from langtutor.learner.state import LearnerState, PairHeard, SlipSeen

NO_SOUND = "/–/"


@dataclass(frozen=True, slots=True)
class HearingParams:
    """slips: so many of one skill, since its sounds were last listened to and no older than slip_days, call for a set.

    gap: exercises between two sets. rest_minutes: before slips call for the sounds of the same skill again. enough:
    share of right answers that a set ought to have; below that it comes again after `again_hours`, where it was at
    least `least` words.
    """

    slips: int = 2
    slip_days: float = 7.0
    gap: int = 4
    rest_minutes: float = 60.0
    enough: float = 0.75
    again_hours: float = 8.0
    least: int = 4


def first(
    state: LearnerState,
    upcoming: SkillId | None,
    session: str,
    now: datetime,
    can_hear: Collection[SkillId],
    params: HearingParams,
) -> Reason | None:
    """Which sounds to listen to before the exercise that would be next, and why; None: go on with that exercise.

    upcoming: the skill of that exercise. can_hear: skills that there are pairs of words for. session: this sitting.
    """
    if _since_last_set(state) < params.gap and state.pairs:
        return None
    since = now - timedelta(minutes=params.rest_minutes)
    rested = [skill for skill in can_hear if not any(pair.skill == skill and pair.at > since for pair in state.pairs)]
    return (
        _slipped(state, now, rested, params)
        or _misheard(state, now, can_hear, params)
        or _unheard(state, upcoming, session, can_hear)
    )


def asked_for(state: LearnerState, now: datetime, can_hear: Sequence[SkillId], params: HearingParams) -> Reason | None:
    """What to listen to when the learner asks for it: what is usually wrong, else the sounds that were heard longest
    ago, in the order of `can_hear`, which comes from the most useful."""
    told = _slipped(state, now, can_hear, params) or _misheard(state, now, can_hear, params)
    if told is not None or not can_hear:
        return told
    last = {pair.skill: pair.at for pair in state.pairs}
    fresh = [skill for skill in can_hear if skill not in last]
    return of_skill(state, fresh[0] if fresh else min(can_hear, key=lambda skill: last[skill]), now, params)


def of_skill(state: LearnerState, skill: SkillId, now: datetime, params: HearingParams) -> Reason:
    """The learner chose this skill."""
    slips = _slips_of(state, skill, now - timedelta(days=params.slip_days))
    if not slips:
        return Reason(ReasonCode.HEAR, skill)
    return _slip_reason(skill, slips)


def slips_of(state: LearnerState, skill: SkillId) -> list[tuple[str, str]]:
    """Single words, or sounds, that were (said, meant), the latest first."""
    mine = (slip for slip in reversed(state.slips) if slip.skill == skill)
    return [words for slip in mine if (words := slipped_word(slip.said, slip.meant))]


def slipped_word(said: str, meant: str) -> tuple[str, str] | None:
    """The one word that was said otherwise than meant; None where it was more than a word, or something else.

    Of "think /t/" for "think /θ/" only the sounds, whatever the word: ("/t/", "/θ/"); "/–/" is no sound at all.
    """
    ours, theirs = said.split(), meant.split()
    if ours and is_sound(ours[-1]):
        return ours[-1], theirs[-1] if theirs and is_sound(theirs[-1]) else NO_SOUND
    if len(ours) != len(theirs):
        return None
    pairs = [(_bare(one), _bare(other)) for one, other in zip(ours, theirs, strict=True)]
    differing = [(one, other) for one, other in pairs if one.casefold() != other.casefold()]
    return differing[0] if len(differing) == 1 and all(differing[0]) else None


def is_sound(text: str) -> bool:
    """Between slashes, as in dictionaries."""
    return len(text) > 2 and text[0] == text[-1] == "/"


def last_set(state: LearnerState, skill: SkillId) -> tuple[PairHeard, ...]:
    """The words of this skill that were heard last, in one sitting and without another skill's between them."""
    mine = [pair for pair in state.pairs if pair.skill == skill]
    if not mine:
        return ()
    until = state.pairs[: state.pairs.index(mine[-1]) + 1]
    found = takewhile(lambda pair: (pair.skill, pair.session) == (skill, mine[-1].session), reversed(until))
    return tuple(reversed(list(found)))


def _slipped(state: LearnerState, now: datetime, can_hear: Collection[SkillId], params: HearingParams) -> Reason | None:
    """The skill with the most slips in saying it; of several the one that slipped last."""
    since = now - timedelta(days=params.slip_days)
    latest = list(dict.fromkeys(slip.skill for slip in reversed(state.slips) if slip.skill in can_hear))
    found = [(skill, slips) for skill in latest if len(slips := _slips_of(state, skill, since)) >= params.slips]
    if not found:
        return None
    skill, slips = max(found, key=lambda one: len(one[1]))
    return _slip_reason(skill, slips)


def _misheard(
    state: LearnerState, now: datetime, can_hear: Collection[SkillId], params: HearingParams
) -> Reason | None:
    for skill in dict.fromkeys(pair.skill for pair in state.pairs):
        heard = last_set(state, skill)
        right = sum(pair.right for pair in heard)
        rested = now - heard[-1].at >= timedelta(hours=params.again_hours)
        if skill in can_hear and rested and len(heard) >= params.least and right < params.enough * len(heard):
            return Reason(ReasonCode.HEAR_AGAIN, skill, attempts=len(heard), errors=len(heard) - right)
    return None


def _unheard(
    state: LearnerState, upcoming: SkillId | None, session: str, can_hear: Collection[SkillId]
) -> Reason | None:
    """Before a sound is practised for the first time; once in a sitting."""
    if upcoming is None or upcoming not in can_hear or upcoming in state.skills:
        return None
    if any(pair.session == session for pair in state.pairs):
        return None
    return Reason(ReasonCode.HEAR_NEW, upcoming)


def _slips_of(state: LearnerState, skill: SkillId, since: datetime) -> list[SlipSeen]:
    """Of a sound, since then and since it was last listened to; the latest first."""
    heard = [pair.at for pair in state.pairs if pair.skill == skill]
    begin = max([since, *heard[-1:]])
    slips = [slip for slip in reversed(state.slips) if slip.skill == skill and slip.at > begin]
    return slips if skill_kind(skill) is SkillKind.SOUND else []


def _slip_reason(skill: SkillId, slips: Sequence[SlipSeen]) -> Reason:
    """`errors` of `attempts` slips were the same word said in the same way, the most frequent one."""
    words = [word for slip in slips if (word := slipped_word(slip.said, slip.meant))]
    if not words:
        return Reason(ReasonCode.HEAR_SLIP, skill, attempts=len(slips))
    said, meant = max(words, key=words.count)
    return Reason(
        ReasonCode.HEAR_SLIP, skill, attempts=len(slips), errors=words.count((said, meant)), said=said, meant=meant
    )


def _since_last_set(state: LearnerState) -> int:
    """Exercises."""
    if not state.pairs:
        return len(state.recent)
    return sum(attempt.at > state.pairs[-1].at for attempt in state.recent)


def _bare(word: str) -> str:
    return word.strip('.,;:!?…"“”()').replace("’", "'")
