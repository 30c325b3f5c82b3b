"""Why this drill: the numbers behind a choice, and which authored sentence says them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from langtutor.core.text import SkillId


class ReasonCode(StrEnum):
    """slip: it went wrong in this sitting. due: memory says it is time. weak, steady, stale, new, first: what the skill
    needs most. hear…: two sounds are to be heard apart; because the learner asked, after slips in saying them, because
    it didn't go well the last time, before they are first said."""

    FIRST = "first"
    SLIP = "slip"
    DUE = "due"
    CARD = "card"
    WEAK = "weak"
    STALE = "stale"
    STEADY = "steady"
    NEW = "new"
    HEAR = "hear"
    HEAR_SLIP = "hear_slip"
    HEAR_AGAIN = "hear_again"
    HEAR_NEW = "hear_new"


@dataclass(frozen=True, slots=True)
class Reason:
    """errors of the last `attempts` at the skill; said and meant of its last mistake (said is empty after giving up).

    typed: that mistake was written.
    p: estimated probability of success. days: whole days since the last review (due, card) or attempt (stale).
    front: of a kept card. Of listening, attempts counts slips, and errors those of them that were `said` for `meant`;
    where it is to be done again, they count what was heard, and what of it was misheard. looked_up: how often a card's
    word was looked up, where that is what speaks for it.
    """

    code: ReasonCode
    skill: SkillId
    attempts: int = 0
    errors: int = 0
    said: str = ""
    meant: str = ""
    typed: bool = False
    p: float = 0.0
    days: int = 0
    front: str = ""
    looked_up: int = 0


def reason_key(reason: Reason, title: str | None = None) -> tuple[str, dict[str, str | int]]:
    """Key and fields of the sentence in `resources/messages/reasons.*.toml`.

    title: the skill's, in the language of the sentence.
    """
    fields: dict[str, str | int] = {
        "skill": title or reason.skill,
        "attempts": reason.attempts,
        "errors": reason.errors,
        "right": reason.attempts - reason.errors,
        "said": _quotable(reason.said),
        "meant": _quotable(reason.meant),
        "percent": round(100 * reason.p),
        "days": reason.days,
        "front": reason.front,
        "times": reason.looked_up,
    }
    return f"reason.{_variant(reason)}", fields


def _variant(reason: Reason) -> str:
    match reason.code:
        case ReasonCode.FIRST | ReasonCode.NEW | ReasonCode.HEAR | ReasonCode.HEAR_AGAIN | ReasonCode.HEAR_NEW:
            return reason.code.value
        case ReasonCode.HEAR_SLIP:
            return f"hear_slip.{_slips(reason)}"
        case ReasonCode.DUE | ReasonCode.STALE:
            return f"{reason.code}.{_days(reason.days)}"
        case ReasonCode.CARD if reason.looked_up:
            return "card.looked_up"
        case ReasonCode.CARD:
            return f"card.{_days(reason.days)}" if reason.attempts else "card.new"
        case ReasonCode.STEADY:
            return f"steady.{'one' if reason.attempts == 1 else 'many'}"
        case ReasonCode.SLIP if reason.errors <= 1:
            return f"slip.once.{_what(reason)}"
        case ReasonCode.SLIP | ReasonCode.WEAK:
            return f"weak.{_how_often(reason)}.{_what(reason)}"


def _how_often(reason: Reason) -> str:
    if reason.errors <= 1:
        return "one"
    return "all" if reason.errors == reason.attempts else "many"


def _slips(reason: Reason) -> str:
    """one: of a word, once. two, many: the same word each time. other: words of all kinds. unknown: nothing to quote,
    or a sound that was left out or put in."""
    if not reason.said or "–" in reason.said + reason.meant:
        return "unknown"
    if reason.errors < reason.attempts:
        return "other"
    return {1: "one", 2: "two"}.get(reason.errors, "many")


def _what(reason: Reason) -> str:
    if not reason.said:
        return "gave_up"
    return "wrote" if reason.typed else "said"


def _days(days: int) -> str:
    return "today" if days < 1 else "one" if days == 1 else "many"


def _quotable(sentence: str) -> str:
    return sentence.strip().rstrip(".")
