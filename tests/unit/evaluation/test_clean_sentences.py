"""Sentences to put errors into: where they come from, and which are taken."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from langtutor.core.errors import EngineFailed, FileUnreadable
from langtutor.core.text import Span
from langtutor.engines.grammar.proposing import Parsed, Word
from langtutor.evaluation.clean_sentences import (
    clean_sentences,
    course_sentences,
    file_sentences,
    is_whole,
    tidied,
    wordnet_examples,
)
from langtutor.evaluation.injection_slips import SlipTable, load_slip_table
from langtutor.settings.paths import resources_dir


@pytest.fixture(scope="module")
def table() -> SlipTable:
    return load_slip_table(resources_dir())


def parsed(*notes: str) -> Parsed:
    """Words as "she/PRP/PRON/nsubj/1"."""
    words, start = [], 0
    for note in notes:
        form, tag, pos, dep, head = note.split("/")
        words.append(Word(Span(start, start + len(form)), form, form.lower(), tag, pos, dep, int(head)))
        start += len(form) + 1
    return Parsed(" ".join(word.text for word in words), tuple(words))


def simple(text: str) -> Parsed:
    """A parser for sentences of subject and verb: enough to count what comes out."""
    subject, verb, *rest = text.split()
    return parsed(
        f"{subject}/PRP/PRON/nsubj/1", f"{verb}/VBD/VERB/ROOT/1", *(f"{word}/NN/NOUN/dobj/1" for word in rest)
    )


def test_the_courses_give_hundreds_of_english_sentences() -> None:
    sentences = set(course_sentences(resources_dir()))
    assert len(sentences) > 500
    assert "She goes to school every day." in sentences
    assert not any("ção" in sentence for sentence in sentences)


def test_wordnets_examples_are_joined_over_lines_and_definitions_left(tmp_path: Path) -> None:
    text = (
        'abhor\n    v 1: find repugnant; "I loathe that man"; "She abhors\n         cats" [syn: {loathe}]\n'
        'odd\n    adj 1: a stray " mark in a definition; "never mind the odd one"\n'
    )
    (tmp_path / "wn.dict.dz").write_bytes(gzip.compress(text.encode()))
    examples = list(wordnet_examples(tmp_path))
    assert examples[:2] == ["I loathe that man", "She abhors cats"]


def test_a_missing_or_damaged_wordnet_is_said(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed):
        list(wordnet_examples(tmp_path))
    (tmp_path / "wn.dict.dz").write_bytes(b"no gzip")
    with pytest.raises(EngineFailed):
        list(wordnet_examples(tmp_path))


def test_a_file_gives_its_sentences_wherever_lines_end(tmp_path: Path) -> None:
    file = tmp_path / "made.txt"
    file.write_text("She went home. It was late!\n\nDid you see it? Yes, I did.\n", encoding="utf-8")
    assert list(file_sentences(file)) == ["She went home.", "It was late!", "Did you see it?", "Yes, I did."]
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileUnreadable):
        list(file_sentences(file))


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("the leaves were a bright red", "The leaves were a bright red."),
        (" She didn’t get his name. ", "She didn't get his name."),
        ("Where should we put the vegetables?", "Where should we put the vegetables?"),
        ("where should we put the vegetables", None),
        ("eat eggs", None),
        ("his vermicular stonework is rewardful", None),
        ("the value is x = 4 in this case", None),
        ("he was a damn good singer", None),
        ('he said "hello to us all', None),
        ("", None),
    ],
)
def test_sentences_are_tidied_and_odd_ones_dropped(table: SlipTable, raw: str, tidy: str | None) -> None:
    assert tidied(raw, table) == tidy


def test_whole_sentences_have_subject_and_finite_verb() -> None:
    assert is_whole(parsed("She/PRP/PRON/nsubj/1", "sings/VBZ/VERB/ROOT/1"), stopped=False)
    assert is_whole(parsed("She/PRP/PRON/nsubj/2", "can/MD/AUX/aux/2", "sing/VB/VERB/ROOT/2"), stopped=False)
    assert not is_whole(parsed("playing/VBG/VERB/ROOT/0", "hard/RB/ADV/advmod/0"), stopped=False)
    assert not is_whole(parsed("The/DT/DET/nsubj/1", "returned/VBD/VERB/ROOT/1"), stopped=False)
    assert not is_whole(parsed("Can/MD/AUX/aux/2", "she/PRP/PRON/nsubj/2", "sing/VB/VERB/ROOT/2"), stopped=False)


def test_orders_count_where_they_had_their_full_stop() -> None:
    order = parsed("Take/VB/VERB/ROOT/0", "it/PRP/PRON/dobj/0")
    assert is_whole(order, stopped=True) and not is_whole(order, stopped=False)


def test_each_is_given_once_and_the_same_for_the_same_seed(table: SlipTable) -> None:
    made = [f"{who} {did} that new house" for who in ("she", "he", "they", "we") for did in ("bought", "sold", "saw")]
    sources = [made, ["She bought that new house!", "She bought that new house"]]
    first = [one.text for one in clean_sentences(sources, simple, table, seed=3, limit=100)]
    again = [one.text for one in clean_sentences(reversed(sources), simple, table, seed=3, limit=100)]
    other = [one.text for one in clean_sentences(sources, simple, table, seed=4, limit=100)]
    assert first == again and first != other
    assert len(first) == 12
    assert len(list(clean_sentences(sources, simple, table, seed=3, limit=5))) == 5
