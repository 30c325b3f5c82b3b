"""The smallest model that converses, on llama.cpp."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from langtutor.core.requests import Message, Sampling
from langtutor.engines.language_model.llama import LlamaWriter
from tests.support.models import model_folder
from tests.unit.engines.language_model.test_llama import SCHEMA, never, nobody

MODEL = "qwen2.5-coder-0.5b"
SHOTS = (
    ("I have 20 years old.", "I am 20 years old."),
    ("He don't like fish.", "He doesn't like fish."),
    ("The weather is nice today.", "The weather is nice today."),
    ("I am agree with her.", "I agree with her."),
)
OPENING = (
    Message("system", "Correct the grammar. Change as little as possible. Answer with the corrected sentence only."),
    *(turn for text, right in SHOTS for turn in (Message("user", text), Message("assistant", right))),
)


@pytest.fixture(scope="session")
def qwen() -> Iterator[LlamaWriter]:
    writer = LlamaWriter(model_folder(MODEL) / "model.gguf", MODEL)
    yield writer
    writer.close()


def test_it_corrects_by_example_and_reads_the_examples_once(qwen: LlamaWriter) -> None:
    sampling = Sampling(max_tokens=40, repeats_prompt=True)
    first, second = (
        qwen.chat((*OPENING, Message("user", text)), sampling, nobody, never)
        for text in ("My brother have two childs.", "She like music.")
    )
    assert first.text == "My brother has two children."
    assert second.text == "She likes music."
    assert {first.finished, second.finished} == {"stop"}
    assert first.cached_tokens < 20
    assert second.cached_tokens > second.prompt_tokens - 20
    assert second.prompt_s < first.prompt_s


def test_it_answers_by_a_schema(qwen: LlamaWriter) -> None:
    asked = Message("user", "Is this about the past or the present? “She went to school yesterday.” Answer in JSON.")
    written = qwen.chat((asked,), Sampling(max_tokens=60, json_schema=SCHEMA), nobody, never)
    assert json.loads(written.text)["tense"] == "past"
    assert written.finished == "stop"


def test_it_chooses_by_what_it_knows(qwen: LlamaWriter) -> None:
    """Over both orders: one alone says as much about the place as about the answer."""
    facts = (("Paris", "Rome", "the capital of France"), ("four", "nine", "two plus two"), ("cold", "hot", "ice"))
    for right, wrong, of_what in facts:
        shares = []
        for order in ((right, wrong), (wrong, right)):
            asked = Message("user", f"{of_what}: {order[0]} or {order[1]}? Answer in one word.")
            shares.append(qwen.choose((asked,), order, never).probabilities[order.index(right)])
        assert sum(shares) > 1, (right, shares)


def test_portuguese_comes_whole(qwen: LlamaWriter) -> None:
    """Characters of several bytes are never cut in two."""
    pieces: list[str] = []
    asked = Message("user", "Escreva os dias da semana em português.")
    written = qwen.chat((asked,), Sampling(max_tokens=50), pieces.append, never)
    assert "ç" in written.text
    assert "\ufffd" not in written.text
    assert "".join(pieces) == written.text
