"""Converting without torch: GGUFs, what is refused before any work, and checkpoints from a hub on loopback.

With torch: tests/convert.
"""

from __future__ import annotations

import importlib.util
import json
import math
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from langtutor.core.errors import (
    Cancelled,
    ConversionDisagrees,
    ConversionFailed,
    ConvertExtraMissing,
    FileUnreadable,
    LanguagesNeeded,
    ModelUnusable,
    NetworkOff,
    NoNetwork,
    NotAModel,
    NotEnoughMemory,
    SourceFailed,
    UnsupportedCheckpoint,
    UserError,
)
from langtutor.core.language import LanguageCode
from langtutor.engines.language_model.scorer import CTranslateScorer
from langtutor.models.adding import Wishes
from langtutor.models.convert import running
from langtutor.models.convert.checkpoint import look, weights
from langtutor.models.convert.hub_checkpoint import fetch, hub_id
from langtutor.models.convert.measures import TOLERANCE, Agreement, Answers, Family, compare
from langtutor.models.convert.probes import load_probes
from langtutor.models.convert.running import Conversion, ConvertProgress, Step, convert_checkpoint
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from tests.support.model_makers import contacts, local_server, store
from tests.unit.models.test_convert import MODELS, write_gguf

EN_PT = Wishes(languages=("en", "pt"))
REVISION = "e" * 40


class Workshop:
    """A store to convert into, and what was said of the progress."""

    def __init__(self, home: Path) -> None:
        self.store: ModelStore = store(home)
        self.guard = NetworkGuard(home / "network.jsonl")
        self.told: list[ConvertProgress] = []
        self.cancelled = False

    def __call__(self, source: Path | str, wishes: Wishes = EN_PT, *, keep: bool = False) -> Conversion:
        return convert_checkpoint(
            self.store, self.guard, str(source), wishes, self.told.append, lambda: self.cancelled, keep=keep
        )

    @property
    def left_over(self) -> list[str]:
        work = self.store.folder / ".converting"
        return [str(path.relative_to(work)) for path in work.rglob("*")] if work.exists() else []


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path / "home")


@pytest.fixture(scope="module")
def gguf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gguf(tmp_path_factory.mktemp("gguf") / "tiny-llama.gguf", MODELS["llama"])


def checkpoint(folder: Path, kind: str = "llama", **config: object) -> Path:
    """What is looked at before anything is loaded."""
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({"model_type": kind, **config}))
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder


# --- GGUF ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["llama", "qwen2"])
def test_a_gguf_becomes_a_scorer_that_agrees_with_llama_cpp(workshop: Workshop, tmp_path: Path, kind: str) -> None:
    source = write_gguf(tmp_path / "tiny-model.gguf", MODELS[kind])
    done = workshop(source)
    assert (done.model.id, done.model.format, done.model.languages) == ("tiny-model", "lm-ct2", ("en", "pt"))
    assert done.agreement is not None and done.agreement.tokens > 1000
    assert done.agreement.deviation < 0.1, "0.03 when this was written"
    assert done.before.bytes == source.stat().st_size and done.after.bytes < done.before.bytes
    assert done.before.seconds > 0 < done.after.seconds
    scorer = CTranslateScorer(workshop.store.installed, "tiny-model", frozenset({LanguageCode("en")}))
    assert scorer.score(("the cat",), LanguageCode("en")).log_probabilities[0] < 0
    assert list(dict.fromkeys(one.step for one in workshop.told)) == [Step.CONVERTING, Step.CHECKING, Step.ADDING]
    assert workshop.left_over == []


def test_a_conversion_that_disagrees_is_refused_with_its_numbers(
    workshop: Workshop, gguf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TOLERANCE, Family.LANGUAGE_MODEL, 0.01)
    with pytest.raises(ConversionDisagrees) as refused:
        workshop(gguf)
    assert refused.value.fields["limit"] == 1
    assert 1 < float(refused.value.fields["deviation"]) < 20
    assert workshop.store.models() == () and workshop.left_over == []


def test_a_gguf_of_another_architecture_is_refused(workshop: Workshop, tmp_path: Path) -> None:
    source = write_gguf(tmp_path / "other.gguf", MODELS["llama"], architecture="gemma")
    with pytest.raises(ConversionFailed, match="not supported"):
        workshop(source)
    assert workshop.left_over == []


def test_it_can_be_stopped(workshop: Workshop, gguf: Path) -> None:
    workshop.cancelled = True
    with pytest.raises(Cancelled):
        workshop(gguf)
    assert workshop.store.models() == () and workshop.left_over == []


# --- checkpoints that never get as far as torch -----------------------------------------------------------------------


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="this environment has torch")
def test_without_the_extra_the_command_that_installs_it_is_named(workshop: Workshop, tmp_path: Path) -> None:
    with pytest.raises(ConvertExtraMissing) as missing:
        workshop(checkpoint(tmp_path / "model"))
    assert missing.value.fields["command"] == f"{sys.executable} -m pip install torch 'transformers>=5,<6'"


def broken_config(folder: Path) -> Path:
    path = checkpoint(folder)
    (path / "config.json").write_text("{")
    return path


def without_weights(folder: Path) -> Path:
    path = checkpoint(folder)
    (path / "model.safetensors").rename(path / "tf_model.h5")
    return path


def test_what_cannot_be_converted_is_said_before_the_work(tmp_path: Path) -> None:
    cases: list[tuple[Path, type[UserError], str]] = [
        (tmp_path, NotAModel, "path="),
        (broken_config(tmp_path / "broken"), ModelUnusable, "config.json"),
        (without_weights(tmp_path / "tensorflow"), ModelUnusable, "no model.safetensors"),
        (checkpoint(tmp_path / "mamba", "mamba"), UnsupportedCheckpoint, "mamba"),
        (checkpoint(tmp_path / "nothing", ""), UnsupportedCheckpoint, "Qwen2"),
        (checkpoint(tmp_path / "gptq", quantization_config={"quant_method": "gptq"}), UnsupportedCheckpoint, "gptq"),
    ]
    for folder, error, said in cases:
        with pytest.raises(error, match=said):
            look(folder)


@pytest.mark.parametrize(
    ("card", "languages"),
    [
        ("---\nlanguage: pt\nlicense: mit\n---\n", ("pt",)),
        ("---\nlanguage: [en, por]\n---\n", ("en", "pt")),
        ("---\nlicense: mit\nlanguage:\n- en\n- pt\ntags:\n- xx\n---\nlanguage: fr\n", ("en", "pt")),
        ("---\nlicense: mit\n---\nlanguage: fr\n", ()),
        ("# A model\nlanguage: fr\n", ()),
    ],
)
def test_a_model_card_says_which_languages(tmp_path: Path, card: str, languages: tuple[str, ...]) -> None:
    folder = checkpoint(tmp_path / "model")
    (folder / "README.md").write_text(card)
    assert look(folder).languages == languages


@pytest.mark.parametrize("kind", ["llama", "marian"])
def test_languages_are_asked_for_before_the_work(
    workshop: Workshop, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_check_extra", lambda python: None)
    with pytest.raises(LanguagesNeeded):
        workshop(checkpoint(tmp_path / "model", kind), Wishes())


def test_a_checkpoint_larger_than_memory_is_not_begun(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_check_extra", lambda python: None)
    monkeypatch.setattr(running, "_free_memory", lambda: 10)
    with pytest.raises(NotEnoughMemory) as short:
        workshop(checkpoint(tmp_path / "model"))
    assert short.value.fields == {"model": "model", "needed": 14, "memory": 10}


def test_safetensors_come_before_pickles() -> None:
    names = ["pytorch_model.bin", "model.safetensors", "model.fp16.safetensors", "config.json", "tf_model.h5"]
    assert weights(names) == ["model.safetensors"]
    assert weights(["pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin", "training_args.bin"]) == [
        "pytorch_model-00001-of-00002.bin",
        "pytorch_model-00002-of-00002.bin",
    ]


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_deviation_is_the_change_against_the_spread() -> None:
    before = Answers([-1.0, -3.0, -5.0, -7.0], ["a b", "c"], 1.0)
    found = compare(before, Answers([-1.1, -2.9, -5.1, -6.9], ["a b", "d"], 0.5))
    assert (round(found.change, 6), found.tokens, found.same_words, found.written) == (0.1, 4, 1, 2)
    assert math.isclose(found.deviation, 0.1 / math.sqrt(5), rel_tol=1e-6)


def test_what_is_no_number_agrees_with_nothing() -> None:
    broken = compare(Answers([-1.0, -2.0], [], 1.0), Answers([-1.0, math.nan], [], 1.0))
    assert broken.deviation == math.inf
    assert Agreement(change=0.1, spread=0.0, tokens=1, same_words=0, written=0).deviation == math.inf
    assert Agreement(change=0.0, spread=0.0, tokens=1, same_words=0, written=0).deviation == 0


def test_probes_are_in_both_languages_and_can_be_heard() -> None:
    probes = load_probes()
    assert all(set(sentence) == {"en", "pt"} for sentence in probes.sentences)
    assert all(one.path.stat().st_size > 30_000 and one.text != one.other for one in probes.recordings)


# --- the hub ---------------------------------------------------------------------------------------------------------

FILES = {
    "config.json": b'{"model_type": "mamba"}',
    "README.md": b"---\nlicense: mit\n---\n",
    "model.safetensors": b"tensors" * 1000,
    "pytorch_model.bin": b"pickles",
    "model.fp16.safetensors": b"others",
    "onnx/model.onnx": b"others",
    "training_args.bin": b"pickles",
    "run.py": b"import os",
}


def test_names_on_the_hub() -> None:
    assert hub_id("Helsinki-NLP/opus-mt-en-ROMANCE") == ("Helsinki-NLP/opus-mt-en-ROMANCE", "main")
    assert hub_id("owner/name@v1.0") == ("owner/name", "v1.0")
    for other in ("name", "/home/me/model", "./model", "../a/b", "a/b/c", "a/b@"):
        assert hub_id(other) is None


def answer(request: BaseHTTPRequestHandler) -> None:
    path = request.path.partition("?")[0]
    body, headers = b"", {}
    if path == "/api/models/some/thing/revision/main":
        siblings = [{"rfilename": name, "size": len(data)} for name, data in FILES.items()]
        body = json.dumps({"id": "some/thing", "sha": REVISION, "siblings": siblings}).encode()
        headers = {"Content-Type": "application/json"}
    elif path.startswith(f"/some/thing/resolve/{REVISION}/"):
        body = FILES[path.rpartition("/")[2]]
        headers = {"ETag": f'"{hash(body)}"', "X-Repo-Commit": REVISION}
    request.send_response(200 if body else 404)
    for name, value in {**headers, "Content-Length": str(len(body))}.items():
        request.send_header(name, value)
    if not body:
        request.send_header("X-Error-Code", "RepoNotFound")
    request.end_headers()
    if request.command == "GET":
        request.wfile.write(body)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")  # as the guard sets it for all but a permitted download
    with local_server({"GET": answer, "HEAD": answer}) as url:
        monkeypatch.setenv("HF_ENDPOINT", url)
        yield


@pytest.mark.usefixtures("hub")
def test_only_what_a_conversion_needs_is_fetched(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    guard = NetworkGuard(tmp_path / "network.jsonl")
    folder = tmp_path / "fetched"
    fetch("some/thing", "main", folder, guard, lambda done, total: told.append((done, total)), lambda: False)
    there = {path.name for path in folder.iterdir() if path.is_file()}
    assert there == {"config.json", "README.md", "model.safetensors"}
    total = sum(len(FILES[name]) for name in there)
    assert contacts(tmp_path) == [("hub some/thing at main", True, None), ("hub some/thing at main", True, total)]


@pytest.mark.usefixtures("hub")
@pytest.mark.parametrize("keep", [False, True])
def test_a_fetched_checkpoint_is_looked_at(workshop: Workshop, monkeypatch: pytest.MonkeyPatch, keep: bool) -> None:
    monkeypatch.setattr(running, "_check_extra", lambda python: None)
    with pytest.raises(UnsupportedCheckpoint, match="mamba"):
        workshop("some/thing", keep=keep)
    assert workshop.told[0].step is Step.FETCHING
    assert bool(workshop.left_over) is keep, "a download that can't be converted is of no use, unless it was wanted"


@pytest.mark.usefixtures("hub")
def test_a_name_the_hub_has_not(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_check_extra", lambda python: None)
    with pytest.raises(SourceFailed, match="no such model"):
        workshop("some/other")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    with pytest.raises(NoNetwork):
        workshop("some/thing")
    workshop.guard.never = True
    with pytest.raises(NetworkOff):
        workshop("some/thing")
    with pytest.raises(FileUnreadable):
        workshop("nothing-like-this")
