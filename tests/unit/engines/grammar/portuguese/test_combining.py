from __future__ import annotations

from dataclasses import replace

from langtutor.core.text import CERTAIN, Edit, ErrorType, Span
from langtutor.engines.grammar.portuguese.combining import combine


def edit(start: int, end: int, replacement: str, confidence: float, source: str) -> Edit:
    return Edit(Span(start, end), replacement, ErrorType("pt.x"), None, confidence, source)


def test_another_opinion_beside_a_certain_edit_is_dropped() -> None:
    ours = edit(3, 9, "árvores", 0.93, "own")  # As árvore
    assert combine([ours], [edit(0, 2, "A", 0.9, "languagetool")]) == (ours,)


def test_the_same_opinion_is_surer() -> None:
    (both,) = combine([edit(3, 9, "árvores", 0.7, "own")], [edit(3, 9, "árvores", 0.7, "languagetool")])
    assert both.confidence >= CERTAIN


def test_what_is_elsewhere_stays() -> None:
    assert len(combine([edit(3, 9, "árvores", 0.93, "own")], [edit(20, 22, "x", 0.9, "languagetool")])) == 2


def test_idle_guesses_are_not_asked_about() -> None:
    name = edit(0, 5, "Flame", 0.2, "own")
    speller = replace(edit(6, 8, "ST", 0.7, "languagetool"), type=ErrorType("MORFOLOGIK_RULE_PT_BR"))
    weighed = edit(12, 14, "ao", 0.3, "languagetool")
    assert combine([name, edit(9, 10, "o", 0.3, "own")], [speller, weighed]) == (weighed,)
    assert len(combine([], [replace(speller, replacement="São")])) == 1
