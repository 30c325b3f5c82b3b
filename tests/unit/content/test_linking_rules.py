"""How words run into each other, as it is written: read whole, and what is wrong is named."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from langtutor.content.linking import read_linking
from langtutor.content.sounds import load_sound_guide
from langtutor.core.language import LanguageCode
from langtutor.core.linking import LinkKind
from langtutor.core.sounds import Phone
from langtutor.settings.paths import resources_dir

RAW = {
    "closed": ["T"],
    "spelt": {"T": {"t": "t"}},
    "rule": [
        {"kind": "consonant", "last": ["T"], "first": ["A"], "advice": {"en": "“{first}”, “{second}”: {joined}."}}
    ],
}


def sounds(names: Any) -> frozenset[Phone]:
    if not set(names) <= {"A", "T"}:
        raise ValueError(names)
    return frozenset(map(Phone, names))


def test_every_kind_of_english_has_advice_in_both_languages() -> None:
    guide = load_sound_guide(resources_dir() / "sounds", LanguageCode("en"))
    assert guide is not None and guide.linking is not None
    assert {rule.kind for rule in guide.linking.rules} == set(LinkKind)
    for rule in guide.linking.rules:
        assert set(rule.advice) == {"en", "pt"}
        for advice in rule.advice.values():
            line = advice.format(first="turn", second="off", sound="n", joined="tur-noff")
            assert "“turn”" in line and "“off”" in line and len(line) <= 140


def test_what_is_written_is_read() -> None:
    found = read_linking(RAW, sounds)
    assert found.rules[0].kind is LinkKind.CONSONANT
    assert found.closed == {"T"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.update(more=1),
        lambda raw: raw["rule"][0].update(kind="other"),
        lambda raw: raw["rule"][0].update(first=["X"]),
        lambda raw: raw["rule"][0].update(sound="A"),
        lambda raw: raw["rule"][0].update(kind="glide"),
        lambda raw: raw["rule"][0].update(advice={"pt": "Só."}),
        lambda raw: raw["rule"][0].update(advice={"en": "{other}"}),
        lambda raw: raw["spelt"].update(T={"t": ""}),
        lambda raw: raw.pop("closed"),
    ],
)
def test_what_is_wrong_is_not_read(spoil: Callable[[dict[str, Any]], object]) -> None:
    raw = copy.deepcopy(RAW)
    spoil(raw)
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_linking(raw, sounds)
