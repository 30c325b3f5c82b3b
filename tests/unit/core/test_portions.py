from __future__ import annotations

from langtutor.core.portions import portions

PARAGRAPH = "One sentence is here. Another one is there.\n"


def test_portions_end_with_paragraphs_and_are_the_text() -> None:
    text = (PARAGRAPH * 4 + "\n") * 20
    found = list(portions(text, 400, first=100))
    assert "".join(found) == text
    assert len(found[0]) < 200 < len(found[1]) < 700
    assert all(one.endswith("\n\n") for one in found)


def test_code_is_not_cut() -> None:
    code = "```\n" + "x = 1\n\n" * 300 + "```\n"
    found = list(portions("Before.\n\n" + code + "\nAfter.\n\n" * 100, 100))
    assert any(code in one for one in found)


def test_a_line_without_an_end_is_cut_at_sentences() -> None:
    text = "This is a sentence. " * 500
    found = list(portions(text, 200))
    assert "".join(found) == text
    assert max(map(len, found)) <= 700
    assert all(one.endswith(". ") for one in found)
    endless = "a" * 5_000
    assert "".join(portions(endless, 200)) == endless


def test_nothing_is_no_portion() -> None:
    assert list(portions("", 100)) == []
    assert list(portions("\n\n", 100)) == ["\n\n"]
