from __future__ import annotations

import random
from argparse import Namespace

import pytest

from langtutor.core.text import ErrorType
from langtutor.engines.grammar.errant_edits import TokenEdit
from langtutor.evaluation.edit_scores import NONE, Counts, compare


def edit(start: int, tokens: str, kind: str = "R:VERB", end: int | None = None) -> TokenEdit:
    return TokenEdit(start, start + 1 if end is None else end, tuple(tokens.split()), ErrorType(kind))


def test_an_edit_is_right_where_a_teacher_made_the_same() -> None:
    found = compare([([edit(1, "goes"), edit(3, "home")], [[edit(1, "goes"), edit(5, "", "U:DET")]])])

    assert found.total == Counts(1, 1, 1)
    assert (found.total.precision, found.total.recall, found.total.f05) == (0.5, 0.5, 0.5)
    assert found.types == {"R:VERB": Counts(1, 1, 0), "U:DET": Counts(0, 0, 1)}


def test_the_annotator_who_agrees_most_counts() -> None:
    found = compare([([edit(1, "goes")], [[edit(1, "went")], [edit(1, "goes")], []])])

    assert found.total == Counts(1, 0, 0)


def test_nothing_changed_is_precise_and_useless() -> None:
    assert compare([]).total == NONE
    found = compare([([], [[edit(1, "goes")]])]).total
    assert (found.precision, found.recall, found.f05) == (1.0, 0.0, 0.0)


@pytest.mark.parametrize("seed", range(5))
def test_it_counts_as_errant_compare_does(seed: int) -> None:
    from errant.commands import compare_m2

    rng = random.Random(seed)
    args = Namespace(dt=False, ds=False, cse=False, single=False, multi=False, filt=[], beta=0.5, verbose=False)
    best = {"tp": 0, "fp": 0, "fn": 0}
    rows = []
    for number in range(30):
        some = [edit(place, word, rng.choice(["R:VERB", "R:NOUN", "UNK"])) for place in range(4) for word in ("a", "b")]
        hypothesis = _one_a_place(rng.sample(some, rng.randrange(4)))
        references = [_one_a_place(rng.sample(some, rng.randrange(4))) for _ in range(3)]
        rows.append((hypothesis, references))
        plain = [_plain(one, coder) for coder, each in enumerate(references) for one in each]
        noops = [[-1, -1, "noop", "-NONE-", coder] for coder, each in enumerate(references) if not each]
        theirs = compare_m2.process_edits([_plain(one, 0) for one in hypothesis], args)
        wanted = compare_m2.process_edits(sorted(plain + noops, key=lambda one: one[4]), args)
        counted, _ = compare_m2.evaluate_edits(theirs, wanted, best, number, "", args)
        best = {name: best[name] + counted[name] for name in best}

    total = compare(rows).total

    assert total == Counts(best["tp"], best["fp"], best["fn"])
    assert round(total.f05, 4) == compare_m2.computeFScore(*total, 0.5)[2]


def _one_a_place(edits: list[TokenEdit]) -> list[TokenEdit]:
    return list({one.start: one for one in edits}.values())


def _plain(one: TokenEdit, coder: int) -> list[object]:
    return [one.start, one.end, one.type, " ".join(one.tokens), coder]
