"""llama.cpp's mechanics with a tiny random model: what is written doesn't matter, how it is written does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from langtutor.core.errors import Cancelled, EngineFailed, NotEnoughMemory
from langtutor.core.requests import Message, Sampling
from langtutor.engines.language_model.llama import LlamaWriter
from tests.support.tiny_gguf import tiny_gguf

NAME = "tiny"
HELLO = (Message("system", "You are a waiter in a small restaurant."), Message("user", "Hello there"))
SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {"tense": {"enum": ["past", "present"]}, "changed": {"type": "boolean"}},
        "required": ["tense", "changed"],
        "additionalProperties": False,
    }
)


def never() -> None:
    """Nobody takes it back."""


def nobody(piece: str) -> None:
    """For who doesn't follow."""


class Times:
    """Raises Cancelled when it is asked for the nth time."""

    def __init__(self, n: int) -> None:
        self.left = n

    def __call__(self) -> None:
        self.left -= 1
        if self.left <= 0:
            raise Cancelled()


@pytest.fixture(scope="module")
def gguf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_gguf(tmp_path_factory.mktemp("tiny") / "model.gguf")


@pytest.fixture(scope="module")
def writer(gguf: Path) -> Iterator[LlamaWriter]:
    made = LlamaWriter(gguf, NAME)
    yield made
    made.close()


def test_a_turn_is_streamed_and_counted(writer: LlamaWriter) -> None:
    pieces: list[str] = []
    written = writer.chat(HELLO, Sampling(max_tokens=30), pieces.append, never)
    assert "".join(pieces) == written.text
    assert len(pieces) > 10
    assert (written.tokens, written.finished, written.engine) == (30, "length", NAME)
    assert written.prompt_tokens > 50
    assert written.prompt_s > 0
    assert written.generation_s > 0


def test_the_likeliest_is_taken_each_time(writer: LlamaWriter) -> None:
    first, second = (writer.complete("Once", Sampling(max_tokens=20, seed=n), nobody, never) for n in (1, 2))
    assert first.text == second.text
    assert first.text.isalpha()


def test_chance_comes_from_the_seed(writer: LlamaWriter) -> None:
    texts = [
        writer.complete("Once", Sampling(max_tokens=20, temperature=1.5, seed=seed), nobody, never).text
        for seed in (3, 3, 4, -1)
    ]
    assert texts[0] == texts[1]
    assert len(set(texts[1:])) == 3


def test_it_ends_before_a_stop_text(writer: LlamaWriter) -> None:
    whole = writer.complete("Once", Sampling(max_tokens=40), nobody, never).text
    stop = next(whole[n : n + 3] for n in range(5, 30) if whole.find(whole[n : n + 3]) == n)
    pieces: list[str] = []
    written = writer.complete("Once", Sampling(max_tokens=40, stop=(stop, "never to be seen")), pieces.append, never)
    assert written.text == whole[: whole.index(stop)] == "".join(pieces)
    assert written.finished == "stop"


def test_what_prompts_share_is_read_once(writer: LlamaWriter) -> None:
    shots = tuple(Message(role, f"An example, number {n}.") for n in range(4) for role in ("user", "assistant"))

    def ask(opening: str, last: str) -> tuple[int, int]:
        messages = (Message("system", opening), *shots, Message("user", last))
        written = writer.chat(messages, Sampling(max_tokens=2), nobody, never)
        return written.cached_tokens, written.prompt_tokens

    ask("You correct sentences.", "She go.")
    ask("You are a waiter.", "Good evening!")
    for opening in ("You correct sentences.", "You are a waiter."):
        cached, prompt = ask(opening, "We was there.")
        assert prompt - 50 < cached < prompt


def test_json_follows_its_schema(writer: LlamaWriter) -> None:
    written = writer.chat(HELLO, Sampling(max_tokens=200, json_schema=SCHEMA), nobody, never)
    answer = json.loads(written.text)
    assert answer.keys() == {"tense", "changed"}
    assert answer["tense"] in ("past", "present")
    completed = writer.complete("{", Sampling(max_tokens=200, json_schema=SCHEMA, temperature=1.0), nobody, never)
    assert json.loads(completed.text).keys() == {"tense", "changed"}


@pytest.mark.parametrize("schema", ["{", "5", '{"type": "nonsense"}'])
def test_what_is_no_schema_is_said(writer: LlamaWriter, schema: str) -> None:
    """The last only when the text has come to an end: llama.cpp doesn't say it."""
    sampling = Sampling(max_tokens=300, stop=tuple("etaoinshrdlu"), json_schema=schema)
    for write in (
        lambda: writer.chat(HELLO, sampling, nobody, never),
        lambda: writer.complete("Once", sampling, nobody, never),
    ):
        with pytest.raises(EngineFailed, match="JSON"):
            write()
    assert writer.complete("Once", Sampling(max_tokens=3), nobody, never).tokens == 3


def test_too_long_a_text_is_said_with_both_numbers(writer: LlamaWriter) -> None:
    with pytest.raises(EngineFailed) as caught:
        writer.complete("a" * 5000, Sampling(max_tokens=5), nobody, never)
    assert caught.value.fields["engine"] == NAME
    assert "5000" in str(caught.value.fields["detail"])
    assert "4096" in str(caught.value.fields["detail"])


def test_it_ends_where_the_context_does(writer: LlamaWriter) -> None:
    written = writer.complete("a" * 4080, Sampling(max_tokens=500), nobody, never)
    assert written.finished == "length"
    assert 10 < written.tokens < 20


def test_without_a_chat_template_it_only_continues(tmp_path: Path) -> None:
    base = LlamaWriter(tiny_gguf(tmp_path / "model.gguf", template=""), NAME)
    for ask in (
        lambda: base.chat(HELLO, Sampling(), nobody, never),
        lambda: base.choose(HELLO, ("A", "B"), never),
    ):
        with pytest.raises(EngineFailed, match="conversation"):
            ask()
    assert base.complete("Once", Sampling(max_tokens=3), nobody, never).tokens == 3
    base.close()


def test_options_share_one(writer: LlamaWriter) -> None:
    chosen = writer.choose(HELLO, ("A", "B", "C"), never)
    assert sum(chosen.probabilities) == pytest.approx(1)
    assert len(set(chosen.probabilities)) == 3
    turned = writer.choose(HELLO, ("C", "B", "A"), never)
    assert turned.probabilities == pytest.approx(chosen.probabilities[::-1], abs=1e-3)


@pytest.mark.parametrize("content", [b"", b"GGUF", b"no model at all" * 100])
def test_a_file_that_is_no_model_is_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(content)
    with pytest.raises(EngineFailed) as caught:
        LlamaWriter(file, NAME).load(never)
    assert caught.value.fields["engine"] == NAME
    file.unlink()
    with pytest.raises(EngineFailed):
        LlamaWriter(file, NAME).load(never)


def test_what_llama_cpp_refuses_is_said(gguf: Path, tmp_path: Path) -> None:
    """Whole to the eye, but a layer short."""
    short = tmp_path / "model.gguf"
    short.write_bytes(gguf.read_bytes().replace(b"blk.1.attn_norm.weight", b"blk.1.attn_wrong.weigh"))
    with pytest.raises(EngineFailed, match="can't be loaded"):
        LlamaWriter(short, NAME).load(never)


def test_a_model_that_does_not_fit_is_refused(gguf: Path) -> None:
    with pytest.raises(NotEnoughMemory) as caught:
        LlamaWriter(gguf, NAME, free=lambda: 1000).load(never)
    assert caught.value.fields["memory"] == 1000
    assert int(caught.value.fields["needed"]) > gguf.stat().st_size


def test_little_memory_makes_the_context_shorter(gguf: Path) -> None:
    """4096 tokens take 1 MB of keys and values in this model, 1024 a quarter of it."""
    tight = LlamaWriter(gguf, NAME, free=lambda: int(gguf.stat().st_size * 1.2) + 300_000)
    with pytest.raises(EngineFailed, match="1024"):
        tight.complete("a" * 1100, Sampling(max_tokens=5), nobody, never)
    assert tight.complete("a" * 900, Sampling(max_tokens=5), nobody, never).tokens == 5
    tight.close()


# --- taken back --------------------------------------------------------------------------------------------------


def test_given_up_while_it_writes(writer: LlamaWriter) -> None:
    pieces: list[str] = []
    with pytest.raises(Cancelled):
        writer.complete("Once", Sampling(max_tokens=3000), pieces.append, Times(20))
    assert len("".join(pieces)) < 100
    assert writer.complete("Once", Sampling(max_tokens=3), nobody, never).tokens == 3


def test_given_up_before_it_writes(writer: LlamaWriter) -> None:
    """Its first step is under way then, and ends by itself."""
    with pytest.raises(Cancelled):
        writer.complete("other " * 500, Sampling(max_tokens=500), nobody, Times(2))
    assert writer.complete("Once", Sampling(max_tokens=3), nobody, never).tokens == 3


def test_given_up_while_it_loads(gguf: Path) -> None:
    late = LlamaWriter(gguf, NAME)
    with pytest.raises(Cancelled):
        late.load(Times(1))
    late.load(never)
    late.close()


def test_closed_while_something_given_up_still_runs(gguf: Path) -> None:
    busy = LlamaWriter(gguf, NAME)
    with pytest.raises(Cancelled):
        busy.complete("Once", Sampling(max_tokens=3000), nobody, Times(5))
    busy.close()
    assert busy.complete("Once", Sampling(max_tokens=3), nobody, never).tokens == 3
    busy.close()


# --- nobody else gets in -----------------------------------------------------------------------------------------


def test_no_port_is_open_and_the_socket_has_no_name(writer: LlamaWriter) -> None:
    writer.load(never)
    here = psutil.Process()
    assert [one for one in here.net_connections("inet") if one.status == psutil.CONN_LISTEN] == []
    named = [one.laddr for one in here.net_connections("unix") if "langtutor-llama" in str(one.laddr)]
    assert named
    assert not any(Path(str(name)).parent.exists() for name in named)
