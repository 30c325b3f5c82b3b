from __future__ import annotations

import pytest

from langtutor.engines.grammar.portuguese.automaton import Automaton, decoded


def automaton() -> Automaton:
    """Holds `a_`, `b_` and `b_x`: the last state says that `_` ends a word, and that `x` may follow."""
    labels = b"^ab_x"
    last, final, following = 0x40, 0x20, 0x80
    arcs = bytes(
        (
            last | 0, ord("^"), 3,  # 0: the way to the root
            0 | 1, 7,  # 3: a leads to 7
            last | 2, 9,  # 5: b leads to 9
            last | final | 3, 0,  # 7: _ ends
            last | final | following | 3,  # 9: _ ends, and leads to 10
            last | final | 4, 0,  # 10: x ends
        )
    )  # fmt: skip
    return Automaton(b"\\fsa\xc6\x00\x07" + bytes((len(labels),)) + labels + arcs)


def test_what_a_string_goes_on_with() -> None:
    assert list(automaton().after(b"a")) == [b"_"]
    assert list(automaton().after(b"b")) == [b"_", b"_x"]
    assert list(automaton().after(b"c")) == []


def test_words_with_one_of_several_letters_and_something_behind_the_separator() -> None:
    assert automaton().spelt([("a", "b", "c")]) == ["b"]


@pytest.mark.parametrize("data", [b"", b"\\fsa\x05\x00\x00\x00", b"PK\x03\x04 what a jar begins with"])
def test_what_is_no_automaton_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="automaton"):
        Automaton(data)


def test_suffix_coding() -> None:
    assert decoded(b"casas", b"B") == "casa"
    assert decoded(b"fui", b"Dir") == "ir"
    assert decoded("são".encode(), b"Eser") == "ser"
