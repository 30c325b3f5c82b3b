from __future__ import annotations

import itertools
import string

import pytest

from langtutor.content.messages import Messages
from langtutor.content.reading import read_toml
from langtutor.learner.explain import Reason, ReasonCode, reason_key
from langtutor.settings.paths import resources_dir
from tests.support.learner_events import AGREEMENT

FOLDER = resources_dir() / "messages"
EVERY = [
    Reason(code, AGREEMENT, attempts, errors, said, "She walks.", typed, 0.4, days, "umbrella")
    for code, (attempts, errors), said, typed, days in itertools.product(
        ReasonCode,
        [(0, 0), (1, 0), (1, 1), (2, 2), (6, 1), (6, 4), (6, 6)],
        ["", "She walk."],
        [True, False],
        [0, 1, 12],
    )
] + [Reason(ReasonCode.CARD, AGREEMENT, front="umbrella", looked_up=4)]


def fields_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_sentence_with_its_numbers() -> None:
    reason = Reason(ReasonCode.SLIP, AGREEMENT, 6, 4, "She walk.", "She walks.")
    english = Messages(FOLDER, "en").text(*reason_key(reason, "Third person -s"))
    assert english == "Third person -s: wrong in 4 of your last 6 tries; last time you said “She walk”."
    portuguese = Messages(FOLDER, "pt").text(*reason_key(reason, "O -s da terceira pessoa"))
    assert portuguese == (
        "O -s da terceira pessoa: você errou em 4 das últimas 6 tentativas; da última vez, disse “She walk”."
    )


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        (Reason(ReasonCode.DUE, AGREEMENT, days=1), "due.one"),
        (Reason(ReasonCode.DUE, AGREEMENT, days=3), "due.many"),
        (Reason(ReasonCode.CARD, AGREEMENT, front="umbrella"), "card.new"),
        (Reason(ReasonCode.CARD, AGREEMENT, attempts=2, days=4), "card.many"),
        (Reason(ReasonCode.CARD, AGREEMENT, attempts=2, days=4, looked_up=3), "card.looked_up"),
        (Reason(ReasonCode.STEADY, AGREEMENT, attempts=1), "steady.one"),
        (Reason(ReasonCode.SLIP, AGREEMENT, 1, 1, "x", "y"), "slip.once.said"),
        (Reason(ReasonCode.SLIP, AGREEMENT, 1, 1, "x", "y", typed=True), "slip.once.wrote"),
        (Reason(ReasonCode.WEAK, AGREEMENT, 5, 5), "weak.all.gave_up"),
        (Reason(ReasonCode.HEAR_SLIP, AGREEMENT, 2, 2, "tree", "three"), "hear_slip.two"),
        (Reason(ReasonCode.HEAR_SLIP, AGREEMENT, 3, 2, "tree", "three"), "hear_slip.other"),
        (Reason(ReasonCode.HEAR_SLIP, AGREEMENT, 2, 2, "/–/", "/θ/"), "hear_slip.unknown"),
        (Reason(ReasonCode.WEAK, AGREEMENT, 5, 1, "x"), "weak.one.said"),
    ],
)
def test_singular_plural_and_what_happened(reason: Reason, end: str) -> None:
    assert reason_key(reason)[0] == f"reason.{end}"


@pytest.mark.parametrize("language", ["en", "pt"])
def test_every_reason_has_its_sentence_and_no_sentence_waits_for_a_reason(language: str) -> None:
    templates = read_toml(FOLDER / f"reasons.{language}.toml")
    used = set()
    for reason in EVERY:
        key, fields = reason_key(reason, "Third person -s")
        used.add(key)
        assert fields_of(str(templates[key])) <= set(fields)
    assert used == set(templates)


def test_both_languages_say_the_same() -> None:
    english, portuguese = (read_toml(FOLDER / f"reasons.{language}.toml") for language in ("en", "pt"))
    assert set(english) == set(portuguese)
    for key, template in english.items():
        assert fields_of(str(template)) == fields_of(str(portuguese[key])), key
