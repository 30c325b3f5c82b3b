from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from langtutor.core.alternatives import Alternative, Origin
from langtutor.core.errors import EngineCrashed
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.core.look_up_requests import Translate, Translation, Varied, VaryRegister
from langtutor.core.registers import Asking, Variant
from langtutor.core.requests import Capability, Chat, Lane, Score, Scores, Written
from langtutor.models.store import ModelStore
from langtutor.services import alternatives
from langtutor.services.alternatives import Alternatives
from langtutor.services.tasks import Tasks
from tests.support.fake_host import FakeHost

EN, PT = LanguageCode("en"), LanguageCode("pt")
EN_PT = Pair(EN, PT)
TEXT, FIRST = "You have 3 books.", "Você tem 3 livros."
BACK = {
    FIRST: TEXT,
    "Tu tens 3 livros.": TEXT,
    "O senhor tem 3 livros.": TEXT,
    "Possuis 3 livros.": "You own 3 books.",
    "Há 3 livros.": "There are a few things in it.",
    "Você possui 3 livros.": TEXT,
}
ASKING = Asking("Say it otherwise.", (("Hi.", "Oi.", "Olá."),))
WAIT_S = 20


class FakeStore:
    """Which models there are is what these tests are about; their files aren't."""

    def __init__(self, *translators: str, writes: str = "") -> None:
        pairs = frozenset({EN_PT})
        self._models = [
            SimpleNamespace(id=name, capability=Capability.TRANSLATION, pairs=pairs) for name in translators
        ]
        self._writes = SimpleNamespace(id=writes) if writes else None

    def models(self) -> list[Any]:
        return self._models

    def installed(self, name: str) -> Path:
        return Path(name)

    def choose(self, capability: Capability, *languages: LanguageCode) -> Any:
        return self._writes


def varied(*said: tuple[str, str]) -> Varied:
    return Varied(tuple(Variant(text, f"register.pt.{name}") for text, name in said))


def translate(own: Mapping[str, str]) -> Callable[[Translate], Translation]:
    """Back by the table; there by the models of own."""

    def reply(request: Translate) -> Translation:
        text = own[request.model] if request.model else BACK.get(request.text, "?")
        return Translation(text, request.pair, request.model or "firefox")

    return reply


def written(*texts: str) -> Callable[[Chat], Written]:
    answers = iter(texts)
    return lambda request: Written(next(answers), "stop", 1, 0, 1, 0.1, 0.1, "qwen")


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def find(tasks: Tasks, languages: Mapping[LanguageCode, Language]) -> Callable[..., Future[tuple[Alternative, ...]]]:
    def start(
        host: FakeHost,
        store: FakeStore | None = None,
        text: str = TEXT,
        first: str = FIRST,
        on_found: Callable[[Alternative], None] = lambda one: None,
    ) -> Future[tuple[Alternative, ...]]:
        service = Alternatives(host, cast(ModelStore, store or FakeStore()), languages, lambda pair: ASKING, tasks)
        return service.find(text, first, EN_PT, on_found, "firefox")

    return start


Find = Callable[..., Future[tuple[Alternative, ...]]]


def test_what_rules_say_comes_first_with_what_changed_and_what_it_means_back(find: Find) -> None:
    host = FakeHost(
        VaryRegister=varied(("Tu tens 3 livros.", "tu"), ("O senhor tem 3 livros.", "senhor")), Translate=translate({})
    )
    streamed: list[Alternative] = []
    found = find(host, on_found=streamed.append).result(WAIT_S)
    assert [one.text for one in found] == ["Tu tens 3 livros.", "O senhor tem 3 livros."]
    assert streamed == list(found)
    assert found[0].label == "register.pt.tu" and found[0].origin is Origin.REGISTER
    assert [span.of(found[0].text) for span in found[0].changed] == ["Tu tens"]
    assert found[0].back == TEXT and found[0].score == pytest.approx(1.0)
    assert set(host.lanes) == {Lane.LATER}


def test_another_translator_is_asked_and_the_same_again_is_left_out(find: Find) -> None:
    host = FakeHost(
        VaryRegister=varied(), Translate=translate({"opus": "Você possui 3 livros.", "nllb": "você tem 3 livros"})
    )
    found = find(host, FakeStore("firefox", "opus", "nllb")).result(WAIT_S)
    assert [(one.text, one.origin, one.engine) for one in found] == [
        ("Você possui 3 livros.", Origin.TRANSLATOR, "opus")
    ]
    assert Translate(TEXT, EN_PT, "firefox") not in host.asked


@pytest.mark.parametrize(
    "said",
    ["Há 3 livros.", "Possuis três livros.", "Você não tem 3 livros.", FIRST.upper(), ""],
    ids=["means something else", "lost a number", "denies", "the same", "nothing"],
)
def test_a_worse_translation_is_not_shown(find: Find, said: str) -> None:
    host = FakeHost(VaryRegister=varied(), Translate=translate({"opus": said}))
    assert find(host, FakeStore("opus")).result(WAIT_S) == ()


def test_one_that_a_language_model_finds_odd_is_not_shown(find: Find) -> None:
    def score(request: Score) -> Scores:
        return Scores(tuple(-6.0 if "possui" in text else -2.0 for text in request.texts), (2, 2), "smollm")

    host = FakeHost(VaryRegister=varied(), Translate=translate({"opus": "Você possui 3 livros."}), Score=score)
    assert find(host, FakeStore("opus")).result(WAIT_S) == ()


@pytest.fixture(autouse=True)
def earned(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Says which model has earned it; none has until then."""

    def earn(name: str) -> None:
        model = SimpleNamespace(id=name) if name else None
        monkeypatch.setattr(alternatives, "allowed", lambda *args: model)

    earn("")
    return earn


def test_a_language_model_that_earned_it_is_asked_again_where_it_says_the_same(
    find: Find, earned: Callable[[str], None]
) -> None:
    earned("qwen")
    host = FakeHost(VaryRegister=varied(), Translate=translate({}), Chat=written(FIRST, "Você possui 3 livros."))
    found = find(host, FakeStore(writes="qwen")).result(WAIT_S)
    assert [(one.text, one.origin) for one in found] == [("Você possui 3 livros.", Origin.LANGUAGE_MODEL)]
    chats = [request for request in host.asked if isinstance(request, Chat)]
    assert [chat.sampling.temperature > 0 for chat in chats] == [False, True]
    assert [message.role for message in chats[0].messages] == ["system", "user", "assistant", "user"]
    assert TEXT in chats[0].messages[-1].text and FIRST in chats[0].messages[-1].text


@pytest.mark.parametrize(("name", "writes"), [("", "qwen"), ("qwen", ""), ("qwen", "another")])
def test_one_that_has_not_earned_it_is_never_asked(
    find: Find, earned: Callable[[str], None], name: str, writes: str
) -> None:
    earned(name)
    host = FakeHost(VaryRegister=varied(), Translate=translate({}), Chat=written("Você possui 3 livros."))
    assert find(host, FakeStore(writes=writes)).result(WAIT_S) == ()
    assert "Chat" not in host.kinds()


def test_without_a_way_back_rules_still_have_their_say(find: Find) -> None:
    found = find(FakeHost(VaryRegister=varied(("Tu tens 3 livros.", "tu")))).result(WAIT_S)
    assert [(one.text, one.back) for one in found] == [("Tu tens 3 livros.", "")]


@pytest.mark.parametrize("text", ["", "   ", "One line.\nAnother line.", "word " * 100])
def test_texts_have_no_alternatives(find: Find, text: str) -> None:
    host = FakeHost()
    assert find(host, text=text).result(WAIT_S) == ()
    assert host.asked == []


def test_a_worker_that_dies_again_and_again_is_told_of(find: Find) -> None:
    host = FakeHost(VaryRegister=EngineCrashed(worker="text"))
    with pytest.raises(EngineCrashed):
        find(host).result(WAIT_S)


def test_taken_back_nothing_more_is_found(find: Find) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def vary(request: VaryRegister) -> Varied:
        asked.set()
        assert go_on.wait(WAIT_S)
        return varied(("Tu tens 3 livros.", "tu"))

    streamed: list[Alternative] = []
    future = find(FakeHost(VaryRegister=vary, Translate=translate({})), on_found=streamed.append)
    assert asked.wait(WAIT_S)
    assert future.cancel()
    go_on.set()
    assert future.cancelled() and streamed == []
