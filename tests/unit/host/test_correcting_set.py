"""Correcting in the text worker and rewriting in the tutor's, with real models; LanguageTool's Java is left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from langtutor.content.explanations import load_explanations
from langtutor.core.errors import UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Correct, Lane, Rewrite, Tier
from langtutor.core.text import CERTAIN, ErrorType, apply_edits
from langtutor.engines.grammar.second_opinion import TYPE
from langtutor.host.client import Host
from langtutor.host.specs import TEXT, TUTOR, WorkerContext
from langtutor.services.correcting import Correcting
from langtutor.settings.paths import Paths, resources_dir
from tests.support.models import FOLDER, model_folder

EN, PT = LanguageCode("en"), LanguageCode("pt")
SAID = "She have two childs."
RIGHT = "She has two children."
LIMIT_S = 120


def host_with(home: Path, *models: str, writer: bool = False) -> Host:
    """With these models alone."""
    for model in models:
        model_folder(model)
    (home / "models").mkdir(parents=True)
    for model in models:
        (home / "models" / model).symlink_to(FOLDER / model)
    context = WorkerContext(Paths(home, home, home / "cache"), never_use_network=True)
    return Host(context, (TEXT, TUTOR) if writer else (TEXT,))


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    made = host_with(tmp_path_factory.mktemp("judged"), "spacy-en-small", "smollm2-135m")
    yield made
    made.close()


def corrected(host: Host, request: Correct) -> str:
    edits = host.ask(request, timeout_s=LIMIT_S).edits
    return apply_edits(request.sentence, tuple(edit for edit in edits if edit.confidence >= CERTAIN))


def test_a_sentence_is_corrected_and_every_change_explained(host: Host) -> None:
    checked = host.ask(Correct(SAID, EN, Tier.FULL), timeout_s=LIMIT_S)
    assert corrected(host, Correct(SAID, EN, Tier.FULL)) == RIGHT
    known = load_explanations(resources_dir() / "grammar", EN).by_id
    assert {edit.type for edit in checked.edits} == {"R:VERB:SVA", "R:NOUN:INFL"}
    for edit in checked.edits:
        assert edit.explanation_id is not None and edit.skill == known[edit.explanation_id].skill
        assert edit.rule and edit.source


@pytest.mark.parametrize(
    "sentence",
    [
        "The museum was built in 1902 and is open to the public.",
        "Bjarne Sørensen moved to Ouro Preto when he was twenty.",
        "",
        "😀 🎉",
        "http://example.invalid/a_b?c=d",
    ],
)
def test_what_is_right_or_no_sentence_stays(host: Host, sentence: str) -> None:
    assert corrected(host, Correct(sentence, EN, Tier.FULL)) == sentence


def test_words_of_ones_own_and_disagreements_count(host: Host) -> None:
    assert "childs" in corrected(host, Correct(SAID, EN, Tier.FULL, personal_words=frozenset({"Childs"})))
    shifts = ((ErrorType("R:VERB:SVA"), -9.0),)
    assert "have" in corrected(host, Correct(SAID, EN, Tier.FULL, shifts=shifts))


def test_the_instant_tier_needs_no_model(tmp_path: Path) -> None:
    host = host_with(tmp_path / "bare")
    try:
        assert corrected(host, Correct(SAID, EN, Tier.INSTANT)) == RIGHT
        assert corrected(host, Correct("I has a cat.", EN, Tier.FULL)) == "I have a cat."
        assert corrected(host, Correct("Eu gosto muito em a praia.", PT, Tier.FULL)) == "Eu gosto muito na praia."
        with pytest.raises(UnsupportedLanguage):
            host.ask(Correct("Je suis.", LanguageCode("fr"), Tier.FULL), timeout_s=LIMIT_S)
    finally:
        host.close()


def test_a_rewrite_is_judged(tmp_path: Path) -> None:
    """The small model takes the way of the tutor pack's."""
    models = ("spacy-en-small", "smollm2-135m", "qwen2.5-coder-0.5b")
    host = host_with(tmp_path / "deep", *models, writer=True)
    try:
        made = host.ask(Rewrite(SAID, EN), timeout_s=LIMIT_S)
        assert "".join(step.text for step in made.tokens) == made.text
        assert made.engine == "qwen2.5-coder-0.5b+natural"
        assert all(step.others and step.log_probability <= 0 for step in made.tokens)
        correcting = Correcting(host, patient=True)
        checked = correcting.check(SAID, EN, Tier.DEEP, lane=Lane.NOW).result(LIMIT_S)
        assert apply_edits(SAID, tuple(e for e in checked.edits if e.confidence >= CERTAIN)) == RIGHT
        assert any("rewriter" in edit.source for edit in checked.edits)
        twice = correcting.check(SAID, EN, Tier.THOROUGH, lane=Lane.NOW).result(LIMIT_S)
        assert apply_edits(SAID, tuple(e for e in twice.edits if e.confidence >= CERTAIN)) == RIGHT
        assert any({"rewriter", "second"} <= set(edit.source.split("+")) for edit in twice.edits)
        portuguese = Correcting(host).check("Eu gosto em a praia.", PT, Tier.DEEP).result(LIMIT_S)
        assert all(edit.confidence < CERTAIN for edit in portuguese.edits if edit.type == TYPE)
        with pytest.raises(UnsupportedLanguage):
            host.ask(Rewrite("Je suis.", LanguageCode("fr")), timeout_s=LIMIT_S)
    finally:
        host.close()
