from __future__ import annotations

import pytest

from langtutor.engines.grammar.portuguese.analysis import analysed
from langtutor.engines.grammar.portuguese.filling import contracted
from langtutor.engines.grammar.portuguese.lexicon import Lexicon
from langtutor.engines.grammar.portuguese.patterns import matches, pattern

LISTS = {"people": frozenset({"ana", "rui"})}


def first(match: str, replace: str, text: str) -> str | None:
    """The text after the first change that the pattern makes."""
    lexicon = Lexicon(None)
    one = pattern("pt.test", match, replace, 0.9, LISTS)
    found = next(matches(analysed(text, lexicon), one, {"de o": "do"}, lexicon), None)
    return None if found is None else found.apply(text)


def test_forms_lists_and_numbers() -> None:
    assert first("@people < tem > #", "fez", "Ana tem 20 anos.") == "Ana fez 20 anos."
    assert first("@people < tem > #", "fez", "Eva tem 20 anos.") is None


def test_words_that_may_be_missing_and_edges() -> None:
    assert first("^ < mais > não? vou $", "mas", "Mais vou.") == "Mas vou."
    assert first("^ < mais > não? vou $", "mas", "Mais não vou.") == "Mas não vou."
    assert first("^ < mais > não? vou $", "mas", "Mais vou já.") is None


def test_putting_in_and_taking_out() -> None:
    assert first("sim < > eu", ",", "Sim eu vou.") == "Sim, eu vou."
    assert first("gosto < > rui", "de", "Gosto Rui.") == "Gosto de Rui."
    assert first("nunca < não > *", "", "Nunca não vou.") == "Nunca vou."


def test_words_change_places_and_prepositions_join() -> None:
    assert first("< azul carro >", "{2} {1}", "Um azul carro.") == "Um carro azul."
    assert contracted("perto de o mar", {"de o": "do"}) == "perto do mar"


@pytest.mark.parametrize("match", ["a b", "< a", "a >"])
def test_a_pattern_says_what_it_replaces(match: str) -> None:
    with pytest.raises(ValueError, match="nothing to replace"):
        pattern("pt.test", match, "", 0.9, LISTS)
