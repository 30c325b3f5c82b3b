"""Learners' errors put into clean sentences."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from langtutor.core.errors import BadContent
from langtutor.core.text import Span, apply_edits
from langtutor.engines.grammar.changes import overlap
from langtutor.engines.grammar.proposing import Word
from langtutor.evaluation.injection import TYPICAL_RATE, Injected, inject
from langtutor.evaluation.injection_slips import SlipTable, load_slip_table
from langtutor.settings.paths import resources_dir

CODE = Path(__file__).resolve().parents[3] / "langtutor" / "evaluation"

# word/lemma/tag/pos/dependency/head, as spaCy's small model has them
SENTENCES = {
    "My brother doesn't listen to music when he works in the beautiful garden.": (
        "My/my/PRP$/PRON/poss/1 brother/brother/NN/NOUN/nsubj/4 does/do/VBZ/AUX/aux/4 n't/not/RB/PART/neg/4 "
        "listen/listen/VB/VERB/ROOT/4 to/to/IN/ADP/prep/4 music/music/NN/NOUN/pobj/5 when/when/WRB/SCONJ/advmod/9 "
        "he/he/PRP/PRON/nsubj/9 works/work/VBZ/VERB/advcl/4 in/in/IN/ADP/prep/9 the/the/DT/DET/det/13 "
        "beautiful/beautiful/JJ/ADJ/amod/13 garden/garden/NN/NOUN/pobj/10 ./././PUNCT/punct/4"
    ),
    "It is raining, and I want to go home.": (
        "It/it/PRP/PRON/nsubj/2 is/be/VBZ/AUX/aux/2 raining/rain/VBG/VERB/ROOT/2 ,/,/,/PUNCT/punct/2 "
        "and/and/CC/CCONJ/cc/2 I/I/PRP/PRON/nsubj/6 want/want/VBP/VERB/conj/2 to/to/TO/PART/aux/8 "
        "go/go/VB/VERB/xcomp/6 home/home/RB/ADV/advmod/8 ./././PUNCT/punct/2"
    ),
    "Did you buy two umbrellas yesterday?": (
        "Did/do/VBD/AUX/aux/2 you/you/PRP/PRON/nsubj/2 buy/buy/VB/VERB/ROOT/2 two/two/CD/NUM/nummod/4 "
        "umbrellas/umbrella/NNS/NOUN/dobj/2 yesterday/yesterday/NN/NOUN/npadvmod/2 ?/?/./PUNCT/punct/2"
    ),
}


def parsed(text: str, notes: str) -> tuple[Word, ...]:
    words, start = [], 0
    for note in notes.split():
        form, lemma, tag, pos, dep, head = note.split("/")
        start = text.index(form, start)
        words.append(Word(Span(start, start + len(form)), form, lemma.lower(), tag, pos, dep, int(head)))
        start += len(form)
    return tuple(words)


@pytest.fixture(scope="module")
def table() -> SlipTable:
    return load_slip_table(resources_dir())


@pytest.fixture(scope="module")
def learners(table: SlipTable) -> list[tuple[str, Injected]]:
    """The sentences as many poor writers would have them."""
    return many(table, rate=0.35, seeds=300)


def many(table: SlipTable, rate: float, seeds: int) -> list[tuple[str, Injected]]:
    return [
        (text, inject(text, parsed(text, notes), random.Random(seed), table, rate))
        for text, notes in SENTENCES.items()
        for seed in range(seeds)
    ]


def test_the_gold_edits_give_the_clean_sentence_back(learners: list[tuple[str, Injected]]) -> None:
    for text, injected in learners:
        assert apply_edits(injected.text, injected.gold) == text


def test_gold_edits_are_apart_in_order_and_change_something(
    table: SlipTable, learners: list[tuple[str, Injected]]
) -> None:
    for _, injected in learners:
        for one, other in zip(injected.gold, injected.gold[1:], strict=False):
            assert one.span < other.span and not overlap(one.span, other.span)
        assert all(edit.span.of(injected.text) != edit.replacement for edit in injected.gold)
        assert all(edit.type[:2] in ("M:", "R:", "U:") and edit.rule in table.kinds for edit in injected.gold)


def test_the_same_seed_makes_the_same_errors(table: SlipTable) -> None:
    assert many(table, rate=0.3, seeds=20) == many(table, rate=0.3, seeds=20)


def test_nothing_goes_wrong_at_rate_nought(table: SlipTable) -> None:
    assert all(injected == Injected(text, ()) for text, injected in many(table, rate=0.0, seeds=5))


def test_errors_come_as_often_as_asked_and_many_sentences_have_none(table: SlipTable) -> None:
    text, notes = next(iter(SENTENCES.items()))
    words = parsed(text, notes)
    counts = [len(inject(text, words, random.Random(seed), table, TYPICAL_RATE).gold) for seed in range(300)]
    assert sum(counts) / len(counts) == pytest.approx(14 * TYPICAL_RATE, rel=0.2)
    assert 0.15 < counts.count(0) / len(counts) < 0.5
    assert max(counts) >= 4


@pytest.mark.parametrize(
    "slip",
    [
        "My brother doesn't listen music",
        "My brother don't listen",
        "My brother doesnt listen",
        "when he work in",
        "the garden beautiful",
        "in beautiful garden",
        "Is raining",
        "I want go home",
        "i want",
        "raining and I",
        "Did you bought",
        "You buy two",
        "two umbrella yesterday",
        "umbrellas yesterday.",
    ],
)
def test_what_speakers_of_portuguese_write_comes_up(learners: list[tuple[str, Injected]], slip: str) -> None:
    assert any(slip in injected.text for _, injected in learners)


def test_every_kind_of_slip_has_a_maker_and_a_weight(table: SlipTable) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(CODE.glob("injection_*.py")))
    assert {kind for kind in table.kinds if f'"{kind}"' not in code} == set()
    with pytest.raises(BadContent):
        table.weight("no.such")


def test_no_slip_is_what_was_right(table: SlipTable) -> None:
    same = [(name, right) for name, pairs in table.swaps.items() for right, wrong in pairs.items() if right in wrong]
    assert same == []


def test_a_table_with_something_missing_is_bad_content() -> None:
    with pytest.raises(BadContent):
        SlipTable({"weights": {"article": {"dropped": "often"}}, "swaps": {}, "lists": {}, "governed": {}})
