"""Plain text and subtitles, cut into chapters and paragraphs."""

from __future__ import annotations

import pytest

from langtutor.core.reading_errors import BookDamaged
from langtutor.services.reading import plain_text, subtitles

LONG = "Nobody came to the door that evening, and the rain went on. " * 40


def test_lines_wrapped_by_hand_are_joined() -> None:
    text = (
        "It was the best of times, it was the worst of times, it was\n"
        "the age of wisdom, it was the age of foolishness, it was the\n"
        "epoch of belief.\n\nRoses are red,\nviolets are blue.\n"
    )
    first, second = plain_text.paragraphs_of(text)
    assert "\n" not in first.text
    assert first.text.endswith("it was the epoch of belief.")
    assert second.text == "Roses are red,\nviolets are blue."


def test_without_empty_lines_each_line_is_a_paragraph() -> None:
    assert [part.text for part in plain_text.paragraphs_of("One.\nTwo, which is longer.\nThree.")] == [
        "One.",
        "Two, which is longer.",
        "Three.",
    ]


@pytest.mark.parametrize(
    "titles", [("CHAPTER I", "CHAPTER II"), ("Capítulo 1", "Capítulo 2"), ("I.", "II."), ("1", "2")]
)
def test_lone_numbers_begin_chapters(titles: tuple[str, str]) -> None:
    text = f"A note.\n\n{titles[0]}\n\n{LONG}\n\n{titles[1]}\n\n{LONG}"
    assert [chapter.title for chapter in plain_text.chapters_of(text)] == ["", *titles]


def test_a_list_is_no_chapters() -> None:
    text = "\n\n".join([LONG, "1. eggs", "2. milk", "3. bread", LONG])
    assert len(plain_text.chapters_of(text)) == 1


def test_what_nobody_cut_is_cut_into_parts_between_paragraphs() -> None:
    parts = plain_text.chapters_of("\n\n".join([LONG] * 50))
    assert len(parts) > 2
    assert all(sum(len(one.text) for one in part.paragraphs) <= plain_text.PART_LENGTH for part in parts)
    assert sum(len(part.paragraphs) for part in parts) == 50


@pytest.mark.parametrize("text", [LONG * 100, "word " * 60_000, "x" * 300_000])
def test_a_paragraph_without_end_is_cut_and_nothing_of_it_is_lost(text: str) -> None:
    parts = plain_text.chapters_of(text)
    assert all(sum(len(one.text) for one in part.paragraphs) <= plain_text.PART_LENGTH for part in parts)
    whole = "".join(one.text for part in parts for one in part.paragraphs)
    assert whole.replace(" ", "") == text.replace(" ", "")


def test_cues_of_one_sentence_are_joined_and_marks_are_gone() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:03,000 X1:40\n<i>I went to</i>\nthe shop\n\n"
        "2\n00:00:03,500 --> 00:00:05,000\n{\\an8}yesterday.\n\n"
        "3\n00:00:06,000 --> 00:00:07,000\n- Did you?\n- I did &amp; paid\n10 euros.\n\n"
        "4\n00:12:00,000 --> 00:12:01,000\n1984\n"
    )
    first, second = subtitles.chapters_of(text, "a.srt", ".srt")
    assert [part.text for part in first.paragraphs] == [
        "I went to the shop yesterday.",
        "- Did you?",
        "- I did & paid 10 euros.",
    ]
    assert (first.title, second.title, second.text) == ("0:00–0:10", "0:10–0:12", "1984")


def test_web_subtitles() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000 align:start\n<v Ann>Hello.</v>\n\nintro\n00:03.000 --> 00:04.000\nBye.\n"
    (chapter,) = subtitles.chapters_of(text, "a.vtt", ".vtt")
    assert chapter.paragraphs[0].text == "Hello."
    assert chapter.paragraphs[-1].text == "Bye."


def test_a_text_that_only_says_it_is_subtitles_is_damaged() -> None:
    with pytest.raises(BookDamaged):
        subtitles.chapters_of("Just words.", "a.srt", ".srt")


def test_a_cue_of_a_hundred_thousand_lines_is_no_trap() -> None:
    (chapter,) = subtitles.chapters_of("00:00:01,000 --> 00:00:02,000" + "\nla" * 100_000, "a.srt", ".srt")
    assert chapter.text.count("la") == 100_000
