"""Language models on disk that no engine reads, and a host that sits the exam in their place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from langtutor.core.exam import Cloze, Correct, Exam, Item, Json, Judge, Role, Rule
from langtutor.core.requests import Chat, Choose, Chosen, Score, Scores, Written
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.models import manifest
from langtutor.models.catalogue import Catalogue
from langtutor.models.entries import CAPABILITIES, Format, Model, ModelFile
from langtutor.models.exam import LETTERS
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from tests.support.fake_host import FakeHost

DATA = b"weights"
SHA = hashlib.sha256(DATA).hexdigest()


def language_model(model_id: str, form: Format = Format.GGUF, languages: tuple[str, ...] = ("en", "pt")) -> Model:
    return Model(
        id=model_id,
        capability=CAPABILITIES[form],
        format=form,
        languages=languages,
        licence="MIT",
        description={"en": model_id},
        pack="",
        files=(ModelFile("model.gguf", len(DATA), (SHA,)),),
        sources=(),
    )


def store_with(folder: Path, *models: Model) -> ModelStore:
    """All of them installed, as far as the store can tell."""
    for model in models:
        home = folder / model.id
        home.mkdir(parents=True)
        (home / "model.gguf").write_bytes(DATA)
        installed = manifest.InstalledFile("model.gguf", len(DATA), SHA)
        manifest.write(home, manifest.Manifest(model.id, "path", {"model.gguf": (SHA,)}, (installed,)))
    return ModelStore(folder, Catalogue(models), NetworkGuard(None, never=True))


def written(text: str) -> Written:
    return Written(text, "stop", 10, 0, 5, 0.1, 0.1, "fake tutor")


class Candidate:
    """Knows the right answers of an exam. Each method may be replaced by a test."""

    def __init__(self, exam: Exam) -> None:
        items = [item for paper in exam.papers.values() for some in paper.items.values() for item in some]
        self.contexts: list[WorkerContext] = []
        self.hosts: list[FakeHost] = []
        self.choose: Callable[[Choose], Any] = lambda request: _chosen(request, _right_options(items))
        self.chat: Callable[[Chat], Any] = lambda request: written(_said(request, items))
        self.score: Callable[[Score], Any] = lambda request: _scores(request, _right_sentences(items))

    def host(self, context: WorkerContext) -> Host:
        self.contexts.append(context)
        self.hosts.append(
            FakeHost(
                Choose=lambda request: self.choose(request),
                Chat=lambda request: self.chat(request),
                Score=lambda request: self.score(request),
            )
        )
        return self.hosts[-1]


def _right_options(items: list[Item]) -> dict[str, str]:
    """By the text of the question (empty where there is none) and the options, however they are ordered."""
    found = {}
    for item in items:
        if isinstance(item, Judge):
            found["".join(sorted([item.right, item.wrong]))] = item.right
        elif isinstance(item, Cloze | Rule):
            found[item.text + "".join(sorted(item.options))] = item.right
    return found


def _right_sentences(items: list[Item]) -> set[str]:
    sentences = {item.right for item in items if isinstance(item, Judge)}
    return sentences | {item.filled(item.right) for item in items if isinstance(item, Cloze)}


def _chosen(request: Choose, right: dict[str, str]) -> Chosen:
    lines = request.messages[-1].text.split("\n")
    options = [line[3:] for line in lines if line[:1] in LETTERS and line[1:3] == ": "]
    head = "\n".join(lines[: -len(options)])
    wanted = right[head + "".join(sorted(options))]
    rest = 0.1 / (len(options) - 1)
    return Chosen(tuple(0.9 if option == wanted else rest for option in options), "fake tutor")


def _scores(request: Score, right: set[str]) -> Scores:
    return Scores(tuple(-10.0 if text in right else -20.0 for text in request.texts), (5,) * len(request.texts), "fake")


def _said(request: Chat, items: list[Item]) -> str:
    last = request.messages[-1].text
    for item in items:
        if isinstance(item, Correct) and item.text == last:
            return item.accepted[0]
        if isinstance(item, Role) and item.turns[-1].text == last:
            return item.expect[0].replace("*", "")
        if isinstance(item, Json) and item.text in last:
            return json.dumps({key: accepted[0] for key, accepted in item.values.items()})
    return ""
