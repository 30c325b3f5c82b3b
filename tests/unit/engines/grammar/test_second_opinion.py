"""Rules and a rewrite together: words that only move are one change, and what agrees with it is surer."""

from __future__ import annotations

import pytest

from langtutor.core.requests import Rewritten, RewrittenToken
from langtutor.core.text import CERTAIN, Edit, ErrorType, Span
from langtutor.engines.grammar.second_opinion import changed_words, with_rewrite, worth_asking


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


@pytest.mark.parametrize(
    ("sentence", "rewritten"),
    [
        ("Foi uma semana muito cheio.", "Foi uma semana muito cheia."),
        ("Nós somos em casa agora.", "Nós estamos em casa agora."),
        ("Eu gosto ir na praia.", "Eu gosto de ir na praia."),
        ("O avião passa para Lisboa.", "O avião passa por Lisboa."),
        ("Ela usa uma azul saia.", "Ela usa uma saia azul."),
        ("Moro em Nova iorque velha.", "Moro em Nova Iorque velha."),
    ],
)
def test_forms_small_words_and_moves_are_worth_asking_about(sentence: str, rewritten: str) -> None:
    (change,) = changed_words(sentence, rewritten)

    assert worth_asking(sentence, change)


@pytest.mark.parametrize(
    ("sentence", "rewritten"),
    [
        ("Onde você deixou os óculos?", "Onde você deixou os óculos no bolso."),
        ("Aquela loja é cara.", "A loja é cara."),
        ("Comprei uma casa bonita.", "Comprei uma casa elegante."),
        ("A reunião com Kane acabou.", "A reunião com Kanye acabou."),
        ("Tudo bem.", "Tudo bem!"),
        ("Ele disse: “nós vai”.", "Ele disse: “nós vamos”."),
        ("Ele saiu.", "Ele saiu ontem."),
    ],
)
def test_what_a_model_invents_is_not_asked_about(sentence: str, rewritten: str) -> None:
    assert not any(worth_asking(sentence, change) for change in changed_words(sentence, rewritten))


def test_an_invention_is_dropped_however_sure_the_model_is() -> None:
    sentence, rewritten = "Ele saiu.", "Ele saiu ontem."
    steps = tuple(RewrittenToken(text, -0.01, ((text, -0.01),)) for text in ("Ele", " saiu", " ontem", "."))

    assert with_rewrite(sentence, [], Rewritten(rewritten, steps, "test")) == ()
