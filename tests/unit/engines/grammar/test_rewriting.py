"""How a language model is asked to rewrite, and what its other choices tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Message, Rewritten, RewrittenToken, Sampling, Written
from langtutor.core.text import Edit, ErrorType, Span
from langtutor.engines.grammar.ensemble import in_learners_spelling
from langtutor.engines.grammar.rewriting import (
    ALTERNATIVES,
    FLOOR_NATS,
    Trail,
    load_variants,
    places,
    rewrite,
    usable,
)
from langtutor.engines.grammar.second_opinion import changed_words, with_rewrite
from langtutor.settings.paths import resources_dir

EN = LanguageCode("en")


def token(text: str, log: float, *others: tuple[str, float]) -> RewrittenToken:
    return RewrittenToken(text, log, ((text, log), *others))


SENTENCE = "She like go home."
REWRITTEN = Rewritten(
    "She likes to go home.",
    (
        token("She", -0.01),
        token(" likes", -0.2, (" like", -3.2), (" loves", -4.0)),
        token(" to", -0.1, (" going", -2.0)),
        token(" go", -0.1),
        token(" home", 0.0),
        token(".", 0.0),
    ),
    "test",
)
EDITS = (
    Edit(Span(4, 8), "likes", ErrorType("R:VERB:SVA"), None, 0.5, "rewriter"),
    Edit(Span(8, 8), " to", ErrorType("M:VERB:FORM"), None, 0.5, "rewriter"),
)


def test_its_other_choice_tells_how_sure_it_was() -> None:
    trail = Trail(REWRITTEN)
    begins = places(EDITS)
    assert begins == [4, 9]
    assert trail.margin(SENTENCE, EDITS[0], begins[0]) == pytest.approx(3.0)
    assert trail.margin(SENTENCE, EDITS[1], begins[1]) == pytest.approx(FLOOR_NATS - 0.1)  # " go" was never thought of
    assert trail.doubt(4, len("likes")) == pytest.approx(-0.2)


def test_a_change_inside_a_word_is_found_at_the_token_that_differs() -> None:
    halves = Rewritten("She walks.", (token("She", 0.0), token(" walk", -0.1), token("s", -0.3, (".", -1.3))), "test")
    change = Edit(Span(4, 8), "walks", ErrorType("R:VERB:SVA"), None, 0.5, "rewriter")
    assert Trail(halves).margin("She walk.", change, 4) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("She goes home.", True), ("", False), ("One.\nTwo.", False), ("She", False), ("She goes home. " * 4, False)],
)
def test_what_is_another_text_is_not_used(text: str, expected: bool) -> None:
    assert usable("She go home.", text) is expected


class AskedWriter:
    """Answers as told, and notes what it was asked."""

    def __init__(self, written: Written) -> None:
        self.written = written
        self.asked: tuple[tuple[Message, ...], Sampling] | None = None

    def load(self, check: object) -> None: ...

    def chat(self, messages: tuple[Message, ...], sampling: Sampling, on_piece: object, check: object) -> Written:
        self.asked = messages, sampling
        return self.written

    def complete(self, prompt: str, sampling: Sampling, on_piece: object, check: object) -> Written:
        raise NotImplementedError

    def choose(self, messages: object, options: object, check: object) -> object:
        raise NotImplementedError

    def close(self) -> None: ...


def test_what_stays_the_same_is_asked_first() -> None:
    written = Written(REWRITTEN.text, "stop", 10, 0, 6, 0.1, 0.1, "model", REWRITTEN.tokens)
    writer = AskedWriter(written)
    variant = load_variants(resources_dir() / "grammar")[EN][0]
    made = rewrite(writer, variant, SENTENCE, lambda: None)
    assert writer.asked is not None
    messages, sampling = writer.asked
    assert messages[0].role == "system"
    assert messages[-1] == Message("user", SENTENCE)
    assert messages[:-1] == variant.messages("another")[:-1]
    assert (sampling.temperature, sampling.alternatives) == (0.0, ALTERNATIVES)
    assert made == Rewritten(REWRITTEN.text, REWRITTEN.tokens, f"model+{variant.id}")


def test_every_language_that_is_asked_about_has_variants() -> None:
    variants = load_variants(resources_dir() / "grammar")
    assert {EN, LanguageCode("pt")} <= set(variants)
    for ways in variants.values():
        assert len({way.id for way in ways}) == len(ways)
        assert all(way.system and any(learner == teacher for learner, teacher in way.shots) for way in ways)


def test_prompts_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "rewriting.toml").write_text("[[en.variants]]\nid = 'x'\n", encoding="utf-8")
    with pytest.raises(BadContent, match=r"rewriting\.toml"):
        load_variants(tmp_path)


def test_words_that_a_rewrite_changed() -> None:
    changes = changed_words("Eu gosto ir na praia .", "Eu gosto de ir à praia .")
    assert [(change.span, change.replacement) for change in changes] == [(Span(9, 9), "de "), (Span(12, 14), "à")]
    assert changed_words("Tudo  certo", "Tudo certo") == ()


def test_a_rewrite_that_agrees_makes_a_question_certain_and_alone_is_one() -> None:
    sentence = "Eu gosto ir na praia."
    tokens = tuple(token(text, -0.1) for text in ("Eu", " gosto", " de", " ir", " à", " praia", "."))
    ours = Edit(Span(8, 8), " de", ErrorType("pt.preposition.missing"), None, 0.6, "own")
    found = with_rewrite(sentence, [ours], Rewritten("Eu gosto de ir à praia.", tokens, "test"))
    assert [(edit.source, edit.confidence >= 0.8) for edit in found] == [("own+rewriter", True), ("rewriter", False)]


def test_a_word_keeps_the_spelling_of_the_learners_country() -> None:
    variants = {"travelled": "traveled", "grey": "gray"}
    change = Edit(Span(2, 15), "traveled", ErrorType("R:VERB:TENSE"), None, 0.5, "rewriter")
    assert in_learners_spelling(change, "I has travelled far.", variants).replacement == "travelled"
    assert in_learners_spelling(change, "I has traveled far. ", variants).replacement == "traveled"
