"""Where findings stand after an edit, and which of them stay."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from langtutor.core.requests import Tier
from langtutor.core.sentences import Sentence, in_text
from langtutor.core.text import Edit, Span
from langtutor.services import findings
from langtutor.services.findings import (
    Placed,
    carried,
    change_of,
    changed,
    findings_of,
    in_sentence,
    in_whole_text,
    meant,
    without_overlap,
)
from tests.support.checking import DET, SVA, edit

NO_ONE = frozenset[str]()


def placed(text: str, *changes: tuple[str, str]) -> list[Placed]:
    found = []
    for sentence in in_text(text, NO_ONE):
        edits = [edit(sentence.text, said, better) for said, better in changes if said in sentence.text]
        found += in_whole_text(edits, Tier.FULL, sentence, {})
    return found


def at(start: int, end: int, tier: Tier = Tier.FULL) -> Placed:
    (sentence,) = in_text("x" * 100, NO_ONE)
    return Placed(Edit(Span(start, end), "y", SVA, None, 0.9, "fake"), tier, sentence, {})


@pytest.mark.parametrize(
    ("old", "new", "stretch"),
    [
        ("abc", "abc", (3, 3)),
        ("abc", "abXc", (2, 2)),
        ("abXc", "abc", (2, 3)),
        ("", "a", (0, 0)),
        ("aa", "aaa", (2, 2)),
    ],
)
def test_the_stretch_that_changed(old: str, new: str, stretch: tuple[int, int]) -> None:
    assert changed(old, new) == stretch


def test_what_is_kept_after_any_edit_still_stands_word_by_word() -> None:
    rng = random.Random(5)
    text = "She go home 😀 now. I eat a apple.\nHe go there, I eat a apple, she go out."
    for _ in range(500):
        start = rng.randint(0, len(text))
        end = min(len(text), start + rng.randint(0, 6))
        new = text[:start] + rng.choice(["", "s", " ", ". ", "\n", "😀", "go"]) + text[end:]
        for one in carried(placed(text, ("go", "goes"), ("a apple", "an apple")), text, new, in_text(new, NO_ONE)):
            span = one.edit.span
            assert span.of(new) in ("go", "a apple")
            around = new[max(0, span.start - 1) : span.start] + new[span.end : span.end + 1]
            assert not any(character.isalnum() for character in around)
            assert one.sentence.within.start <= span.start <= span.end <= one.sentence.within.end


def test_what_is_known_pushes_what_is_only_hoped_for_aside() -> None:
    known = [at(10, 14), at(20, 20), at(30, 35)]
    hoped = [at(0, 5), at(12, 16), at(13, 13), at(20, 20), at(14, 18), at(28, 40), at(40, 45)]
    spans = [(one.edit.span.start, one.edit.span.end) for one in without_overlap(known, hoped)]
    assert spans == [(0, 5), (10, 14), (14, 18), (20, 20), (30, 35), (40, 45)]


class Counted(list[Sentence]):
    """Sentences that count how often one of them is looked at."""

    looked_at = 0

    def __iter__(self) -> Iterator[Sentence]:
        for one in super().__iter__():
            self.looked_at += 1
            yield one

    def __getitem__(self, at: Any) -> Any:
        self.looked_at += 1
        return super().__getitem__(at)


def test_a_long_text_takes_work_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"She go home {number} and I eat a apple." for number in range(2000))
    before = placed(text, ("go", "goes"), ("a apple", "an apple"))
    sentences = Counted(in_text("Oh. " + text, NO_ONE))
    after = carried(before, text, "Oh. " + text, sentences)
    assert sentences.looked_at <= len(sentences) + 2 * len(before)

    compared = 0
    touch = findings._touch

    def counted(one: Span, other: Span) -> bool:
        nonlocal compared
        compared += 1
        return touch(one, other)

    monkeypatch.setattr(findings, "_touch", counted)
    assert len(without_overlap([], after)) == len(before) == 4000
    assert compared <= 2 * len(before)


def test_a_finding_of_a_text_that_is_wrapped_by_hand() -> None:
    text = "Hi. Yesterday she and all of her friends from school go\nhome and I eat a apple."
    go, apple = findings_of(text, placed(text, ("go", "went"), ("a apple", "an apple")), {}, lambda _edit: (None, None))
    assert go.sentence == "Yesterday she and all of her friends from school go\nhome and I eat a apple."
    assert in_sentence(go).span.of(go.sentence) == "go"
    assert meant(apple).endswith("go\nhome and I eat an apple.")
    assert change_of(go) == f"{SVA}|go|went"
    assert go.edit.type != DET
