"""Rules and a rewrite together: words that only move are one change, and what agrees with it is surer."""

from __future__ import annotations

import pytest

from langtutor.core.requests import Rewritten, RewrittenToken
from langtutor.core.text import CERTAIN, Edit, ErrorType, Span
from langtutor.engines.grammar.second_opinion import changed_words, with_rewrite


@pytest.mark.parametrize(
    ("sentence", "rewritten", "said", "replacement"),
    [
        ("Ele gosta nunca de acordar.", "Ele nunca gosta de acordar.", "gosta nunca", "nunca gosta"),
        ("Comprei um vermelho carro.", "Comprei um carro vermelho.", "vermelho carro", "carro vermelho"),
        ("A moça que eu falei com saiu.", "A moça com que eu falei saiu.", "que eu falei com", "com que eu falei"),
        ("Onde você mora em, Ana?", "Em onde você mora, Ana?", "Onde você mora em", "Em onde você mora"),
    ],
)
def test_a_word_that_moves_is_one_change(sentence: str, rewritten: str, said: str, replacement: str) -> None:
    (found,) = changed_words(sentence, rewritten)

    assert (found.span.of(sentence).strip(), found.replacement.strip()) == (said, replacement)
    assert found.apply(sentence) == rewritten


def test_what_goes_here_and_comes_far_away_are_two_changes() -> None:
    sentence = "Hoje eu quero ficar em casa com os meus amigos."

    assert len(changed_words(sentence, "Eu quero ficar em casa com os meus amigos hoje.")) > 1


def test_a_move_that_the_rules_find_too_is_surer() -> None:
    sentence = "Ele gosta nunca de acordar."
    rewritten = "Ele nunca gosta de acordar."
    steps = (
        RewrittenToken("Ele", -0.1, (("Ele", -0.1),)),
        RewrittenToken(" nunca", -0.1, ((" nunca", -0.1), (" gosta", -5.0))),
        *(RewrittenToken(text, -0.1, ((text, -0.1),)) for text in (" gosta", " de", " acordar", ".")),
    )
    ours = Edit(Span(4, 15), "nunca gosta", ErrorType("pt.word_order"), None, 0.6, "own")

    (found,) = with_rewrite(sentence, [ours], Rewritten(rewritten, steps, "test"))

    assert (found.type, found.source) == ("pt.word_order", "own+rewriter")
    assert found.confidence >= CERTAIN
