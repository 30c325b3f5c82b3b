"""Tiny checkpoints of every family, through the same calls as a learner's: converted, compared, added, used."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest

from langtutor.content.wav import read_wav
from langtutor.core.errors import Cancelled, ConversionDisagrees, ConversionFailed, UnsafeWeights
from langtutor.core.language import LanguageCode, Pair
from langtutor.engines.language_model.scorer import CTranslateScorer
from langtutor.engines.speech.wav2vec2 import Wav2Vec2
from langtutor.engines.speech.whisper import WhisperRecogniser
from langtutor.engines.translation.marian import MarianTranslator
from langtutor.host.sets import brought_sounds
from langtutor.host.sets.brought_sounds import BroughtSounds
from langtutor.host.sets.translation import ChosenTranslator
from langtutor.models.adding import Wishes
from langtutor.models.convert.measures import TOLERANCE, Family
from langtutor.models.convert.probes import load_probes
from langtutor.models.convert.running import Conversion, ConvertProgress, Step, convert_checkpoint
from langtutor.models.entries import Format
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from tests.support.model_folders import SOUNDS
from tests.support.model_makers import store
from tests.support.waiting import wait_until

EN, PT = LanguageCode("en"), LanguageCode("pt")
PAIR = Pair(EN, PT)
TEXT = "She goes to school every day.  Why not?\n\nBecause I said so (twice)."


class Workshop:
    """Converts into a new store."""

    def __init__(self, home: Path, python: str) -> None:
        self.store: ModelStore = store(home)
        self.python = python
        self.told: list[ConvertProgress] = []
        self.cancelled = threading.Event()

    def __call__(self, source: Path, *languages: str) -> Conversion:
        return convert_checkpoint(
            self.store,
            NetworkGuard(None, never=True),
            str(source),
            Wishes(languages=languages),
            self.told.append,
            self.cancelled.is_set,
            python=self.python,
        )


@pytest.fixture
def workshop(tmp_path: Path, prepared: str) -> Workshop:
    """With torch imported already."""
    return Workshop(tmp_path / "home", prepared)


@pytest.fixture
def real_workshop(tmp_path: Path, python: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """With a fresh interpreter for each conversion, as the learner's."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)  # torch takes twice as long to import otherwise
    return Workshop(tmp_path / "home", python)


@pytest.fixture
def convert(workshop: Workshop, checkpoints: Path, in_table: Callable[[Conversion], None]) -> Callable[..., Conversion]:
    """Converts a checkpoint by its name, with what every conversion must show."""

    def run(name: str, *languages: str) -> Conversion:
        done = workshop(checkpoints / name, *languages)
        assert done.agreement is not None
        in_table(done)
        assert done.agreement.deviation < 0.12 < TOLERANCE[done.family], "0.02 to 0.08 when this was written"
        assert done.agreement.tokens > 90
        assert done.after.bytes < 0.55 * done.before.bytes
        written = [one for one in workshop.told if one.step is Step.CONVERTING]
        assert all(one.done <= one.total for one in written)
        assert workshop.store.verify(done.model.id).ok
        assert not (workshop.store.folder / ".converting").exists() or not any(
            (workshop.store.folder / ".converting").iterdir()
        )
        return done

    return run


@pytest.mark.parametrize("name", ["opus-mt-en-pt", "opus-mt-en-ROMANCE"])
def test_marian_translates(convert: Callable[..., Conversion], workshop: Workshop, name: str) -> None:
    done = convert(name, *(() if name.endswith("pt") else ("en", "pt")))
    assert (done.model.format, done.model.languages) == (Format.MARIAN, ("en", "pt"))
    assert done.agreement is not None and done.agreement.written == 4
    translated = ChosenTranslator(workshop.store).translate(TEXT, PAIR)
    assert translated.engine == done.model.id
    assert translated.text.count("\n\n") == 1 and len(translated.text) > 10


@pytest.mark.parametrize("name", ["nllb-tiny", "m2m-tiny"])
def test_models_of_many_languages_translate_both_ways(
    convert: Callable[..., Conversion], workshop: Workshop, name: str
) -> None:
    done = convert(name)
    assert done.model.format is Format.NLLB
    assert {"en", "fr", "pt", "de"} <= set(done.model.languages)
    engine = MarianTranslator(workshop.store.installed, done.model.id, done.model.pairs)
    there, back = engine.translate(TEXT, PAIR).text, engine.translate(TEXT, PAIR.reversed()).text
    assert there and back and there != back, "the model is told the languages"


def test_whisper_hears(convert: Callable[..., Conversion], workshop: Workshop) -> None:
    done = convert("whisper-tiny-random")
    assert (done.model.format, done.model.languages) == (Format.WHISPER, ("en", "fr", "pt"))
    config = json.loads((workshop.store.path_of(done.model.id) / "config.json").read_text())
    assert config["alignment_heads"] == [[1, 0], [1, 2]]
    assert config["suppress_ids"] == [5, 6] and len(config["lang_ids"]) == 3
    engine = WhisperRecogniser(workshop.store.installed, done.model.id)
    recording = load_probes().recordings[0]
    heard = engine.hear(read_wav(recording.path), EN, (recording.text,))
    assert recording.text in heard.scores
    assert engine.language_of(read_wav(recording.path), (EN, PT)) in (EN, PT)


def test_a_phone_model_names_sounds(
    convert: Callable[..., Conversion], workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = convert("phones-tiny")
    assert (done.model.format, done.model.languages) == (Format.WAV2VEC2, ("en", "pt"))
    assert done.agreement is not None and done.agreement.tokens > 1000
    engine = Wav2Vec2(workshop.store.installed, done.model.id)
    samples = read_wav(load_probes().recordings[0].path)
    logs, start_s = engine.encoded(samples)
    assert logs.shape == ((len(samples) - 400) // 320 + 1, len(SOUNDS) + 1) and start_s == 0.0
    assert np.allclose(np.exp(logs).sum(1), 1.0, atol=1e-4)
    assert np.abs(engine.encoded(samples * 0.1)[0] - logs).mean() < 0.2, "loudness is evened out"
    assert len(engine.encoded(np.tile(samples, 20))[0]) < 1400, "a long recording is cut"
    monkeypatch.setattr(brought_sounds, "MOST_WRONG", 1.0)  # random numbers don't hear what a clear voice says
    judge = BroughtSounds(engine).judge(PT, None)
    assert judge is not None
    found = judge.pronounced(logs, samples, "Não sei.", EN, {})
    assert found.phones_known and all(word.phones for word in found.words) and found.engine == "phones-tiny"


def test_a_model_of_letters_is_not_converted(workshop: Workshop, checkpoints: Path) -> None:
    with pytest.raises(ConversionFailed, match="letters"):
        workshop(checkpoints / "letters-tiny")
    assert workshop.store.models() == ()


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("llama-tiny", "<s>"),
        ("qwen2-tiny", "<|endoftext|>"),
        ("qwen3-tiny", "<|endoftext|>"),
        ("gemma-tiny", "<bos>"),
        ("gemma2-tiny", "<bos>"),
        ("gemma3-tiny", "<bos>"),
    ],
)
def test_language_models_score(convert: Callable[..., Conversion], workshop: Workshop, name: str, start: str) -> None:
    done = convert(name, "en")
    assert (done.model.format, done.model.languages) == (Format.LANGUAGE_MODEL, ("en",))
    config = json.loads((workshop.store.path_of(done.model.id) / "config.json").read_text())
    assert config["document_start_token"] == start
    windowed = name in ("gemma2-tiny", "gemma3-tiny")
    assert config["context_length"] == (48 if windowed else 512)
    scorer = CTranslateScorer(workshop.store.installed, done.model.id, frozenset({EN}))
    scores = scorer.score((TEXT, TEXT * 5), EN)
    assert scores.log_probabilities[1] < scores.log_probabilities[0] < 0


def test_pickles_of_plain_tensors_are_read(convert: Callable[..., Conversion]) -> None:
    assert convert("llama-pickled", "en").family is Family.LANGUAGE_MODEL


class _Bomb:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (os.environ["BOMB"],)


def test_pickles_that_would_run_something_are_not(
    real_workshop: Workshop, checkpoints: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bomb"
    folder.mkdir()
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        (folder / name).write_bytes((checkpoints / "llama-tiny" / name).read_bytes())
    monkeypatch.setenv("BOMB", str(tmp_path / "exploded"))
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps({"model.norm.weight": _Bomb()}, protocol=2))
    with pytest.raises(UnsafeWeights):
        real_workshop(folder, "en")
    assert not (tmp_path / "exploded").exists()


def test_a_checkpoint_with_code_of_its_own_runs_none_of_it(
    real_workshop: Workshop, checkpoints: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "coded"
    folder.mkdir()
    for path in (checkpoints / "llama-tiny").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    config = json.loads((folder / "config.json").read_text())
    config["auto_map"] = {"AutoConfig": "code.Config", "AutoModelForCausalLM": "code.Model"}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "code.py").write_text(f"import os\nos.mkdir({str(tmp_path / 'ran')!r})\n")
    real_workshop(folder, "en")
    assert not (tmp_path / "ran").exists()


def test_what_the_converter_silently_leaves_out_is_noticed(workshop: Workshop, checkpoints: Path) -> None:
    """CTranslate2 knows no cap on Gemma 2's output; in this checkpoint it is low."""
    with pytest.raises(ConversionDisagrees) as refused:
        workshop(checkpoints / "gemma2-capped", "en")
    assert float(refused.value.fields["deviation"]) > 25 == refused.value.fields["limit"]
    assert workshop.store.models() == ()


def test_a_damaged_checkpoint_is_said_to_be(workshop: Workshop, checkpoints: Path, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    for path in (checkpoints / "llama-tiny").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])
    with pytest.raises(ConversionFailed):
        workshop(folder, "en")


def test_it_can_be_stopped_at_once(real_workshop: Workshop, checkpoints: Path) -> None:
    outcome: list[BaseException] = []
    others = psutil.Process().children(recursive=True)

    def run() -> None:
        try:
            real_workshop(checkpoints / "llama-tiny", "en")
        except Cancelled as error:
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    wait_until(lambda: any(one.step is Step.LOADING for one in real_workshop.told), "it never began", limit_s=120)
    children = [one for one in psutil.Process().children(recursive=True) if one not in others]
    real_workshop.cancelled.set()
    thread.join(30)
    assert len(outcome) == 1
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
    assert real_workshop.store.models() == ()


def test_the_command_converts_adds_and_says_so(
    python: str, checkpoints: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    environment["LANGTUTOR_HOME"] = str(tmp_path)
    command = [python, "-m", "langtutor", "models", "convert", str(checkpoints / "opus-mt-en-pt"), "--id", "mine"]
    command += ["--source-language", "en", "--target-language", "pt", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["id"], told["format"], told["languages"]) == ("mine", "marian-ct2", ["en", "pt"])
    assert told["agreement"]["deviation"] < told["agreement"]["limit"] == 0.15
    assert "asking the original" in done.stderr
    again = [python, "-m", "langtutor", "translate", "Why not?", "--from", "en", "--to", "pt", "--json"]
    used = subprocess.run(again, env=environment, capture_output=True, text=True, timeout=100, check=False)
    assert used.returncode == 0, used.stderr
    assert json.loads(used.stdout)["engine"] == "mine"
