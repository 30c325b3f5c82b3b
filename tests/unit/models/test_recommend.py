from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from langtutor.core.language import LanguageCode
from langtutor.models.catalogue import load_catalogue
from langtutor.models.entries import Model
from langtutor.models.machine import Machine, this_machine
from langtutor.models.recommend import Advice, recommend, resident_bytes, seconds_a_sentence
from langtutor.settings.paths import resources_dir

GIB = 1 << 30
BIG = Machine(memory_bytes=16 * GIB, free_disk_bytes=50 * GIB, cores=4, reading_bytes_per_s=25e9)
EN, PT = LanguageCode("en"), LanguageCode("pt")


@pytest.fixture(scope="module")
def models() -> tuple[Model, ...]:
    return load_catalogue(resources_dir() / "catalogue.toml").models


def advised(models: tuple[Model, ...], machine: Machine, *languages: LanguageCode) -> dict[str, Advice]:
    return {advice.model: advice for advice in recommend(models, machine, languages or (EN, PT))}


def test_a_usual_computer_gets_the_starter_pack_and_the_best_writer(models: tuple[Model, ...]) -> None:
    found = advised(models, BIG)
    wanted = {model for model, advice in found.items() if advice.wanted}
    starter = {model.id for model in models if model.pack == "starter"}
    assert wanted == starter | {"qwen2.5-coder-1.5b"}
    assert found["qwen2.5-coder-0.5b"].reason.key == "advice.better_one"


def test_where_memory_is_short_the_smaller_writer_or_none_is_offered(models: tuple[Model, ...]) -> None:
    needed = {model.id: resident_bytes(model) for model in models}
    starter = sum(needed[model.id] for model in models if model.pack == "starter")
    tight = replace(BIG, memory_bytes=int((starter + 5e8 + needed["qwen2.5-coder-0.5b"] + 1e8) / 0.6))
    found = advised(models, tight)
    assert found["qwen2.5-coder-1.5b"].reason.key == "advice.no_memory"
    assert found["qwen2.5-coder-0.5b"].wanted
    assert not advised(models, replace(BIG, memory_bytes=3 * GIB))["qwen2.5-coder-0.5b"].wanted


def test_a_slow_computer_is_told_how_slow_it_would_be(models: tuple[Model, ...]) -> None:
    found = advised(models, replace(BIG, reading_bytes_per_s=10e9))
    big = found["qwen2.5-coder-1.5b"]
    assert not big.wanted and big.reason.key == "advice.too_slow"
    assert big.reason.fields["seconds"] == pytest.approx(big.seconds, abs=0.1)
    assert found["qwen2.5-coder-0.5b"].wanted


def test_without_disk_space_nothing_is_recommended_that_does_not_fit(models: tuple[Model, ...]) -> None:
    found = advised(models, replace(BIG, free_disk_bytes=2 * GIB))
    assert found["whisper-base"].wanted
    assert found["qwen2.5-coder-1.5b"].reason.key == "advice.no_disk"


def test_terms_are_never_agreed_to_for_the_learner(models: tuple[Model, ...]) -> None:
    assert advised(models, BIG)["gemma3-270m"].reason.key == "advice.terms"


def test_models_of_other_languages_are_left_out(models: tuple[Model, ...]) -> None:
    found = advised(models, BIG, PT, EN)
    assert "vosk-en-small" not in found
    assert {"firefox-en-pt", "firefox-pt-en", "languagetool-6.7"} <= found.keys()


def test_speed_is_not_guessed_where_it_was_not_measured(models: tuple[Model, ...]) -> None:
    writer = next(model for model in models if model.id == "qwen2.5-coder-1.5b")
    assert seconds_a_sentence(writer, replace(BIG, reading_bytes_per_s=0.0)) is None


def test_the_machine_is_read_even_before_the_models_folder_exists(tmp_path: Path) -> None:
    machine = this_machine(tmp_path / "not" / "yet")
    assert machine.memory_bytes > 1e8 and machine.free_disk_bytes > 0 and machine.cores >= 1
