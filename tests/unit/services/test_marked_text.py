from __future__ import annotations

import pytest

from langtutor.core.text import Edit, ErrorType, Span
from langtutor.services.marked_text import marked


def allowed(text: str, said: str, *, markdown: bool = True) -> bool:
    start = text.index(said)
    edit = Edit(Span(start, start + len(said)), "x", ErrorType("R:OTHER"), None, 1.0, "test")
    return marked(text, markdown=markdown).allows(edit)


@pytest.mark.parametrize(
    "text",
    [
        "```\nHERE\n```\n",
        "~~~py\na\nHERE\n~~~",
        "```\nHERE, never closed",
        "Text.\n\n    HERE is code\n\nMore.",
        "---\ntitle: HERE\n---\nText",
        "| a | HERE |\n|---|---|\n",
        "Run `HERE` now.",
        "Run ``a ` HERE`` now.",
        "See [it](HERE.html).",
        "See [it][HERE].",
        "[it]: HERE",
        "A <a HERE='1'>b</a>.",
        "See https://example/HERE today.",
    ],
)
def test_what_is_no_prose_is_left_alone(text: str) -> None:
    assert not allowed(text, "HERE")
    assert len(marked(text, markdown=True).text) == len(text)
    assert marked(text, markdown=True).text.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "# HERE",
        "- HERE\n    - HERE",
        "See [HERE](it.html).",
        "**HERE** and *that*.",
        "> HERE",
        "a < HERE and b > c",
        "```\ncode\n```\nHERE",
        "1. One\n\n    - HERE",
    ],
)
def test_what_is_prose_is_checked(text: str) -> None:
    assert allowed(text, "HERE")


def test_plain_text_has_addresses_but_no_marks() -> None:
    assert not allowed("Write to HERE@example.test now", "HERE", markdown=False)
    assert allowed("`HERE`", "HERE", markdown=False)
    assert allowed("    HERE", "HERE", markdown=False)


def test_words_may_be_put_in_beside_code() -> None:
    text = "Run `ls` now."
    beside = Edit(Span(4, 4), "the ", ErrorType("M:DET"), None, 1.0, "test")
    inside = Edit(Span(6, 6), "the ", ErrorType("M:DET"), None, 1.0, "test")

    assert marked(text, markdown=True).allows(beside)
    assert not marked(text, markdown=True).allows(inside)
