"""`langtutor evaluate translation`: BLEU, chrF and time, beside the library that runs the model."""

from __future__ import annotations

import argparse
import time
from collections import deque
from contextlib import closing
from pathlib import Path

from langtutor.commands.output import Output
from langtutor.commands.translation_report import Measured, as_json, details, in_words
from langtutor.content.languages import load_languages
from langtutor.content.messages import Messages, system_language
from langtutor.core.errors import FileUnwritable, ModelMissing, UnsupportedPair
from langtutor.core.language import Pair
from langtutor.core.look_up_requests import Translate
from langtutor.core.requests import Capability
from langtutor.evaluation.reranking import Reranker
from langtutor.evaluation.translation import RAW, Translates, ask, score, times_as_long
from langtutor.evaluation.translation_data import read_parallel, reversed_texts
from langtutor.evaluation.translation_systems import alone
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.models.commands import open_store
from langtutor.models.entries import Model
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile

OWN = "langtutor"
RERANKED = "langtutor_reranked"


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    """Raises NoTranslatedTexts, UnevenTexts, FileUnreadable, FileUnwritable, ModelMissing, UnsupportedPair."""
    messages = Messages(resources_dir() / "messages", SettingsFile(paths.settings).now.ui_language or system_language())
    texts = read_parallel(options.data, options.source, options.target, options.limit)
    if options.reverse:
        texts = reversed_texts(texts)
    store = open_store(paths, guard)
    model = _model(store, texts.pair, options.model)
    output.progress(messages.text("evaluate.translation.loading"))
    languages = load_languages(resources_dir() / "languages")
    with closing(Host(WorkerContext(paths, never_use_network=True))) as host:
        own = _own(host, texts.pair, options.model or "")
        reranker = Reranker(host, texts.pair)
        systems: dict[str, Translates] = {
            OWN: own,
            RERANKED: lambda sentence: reranker.best(sentence, own(sentence)),
            RAW: alone(model, store.path_of(model.id), texts.pair, languages),
        }
        answers = ask(systems, texts, _Progress(output, messages))
    output.end_progress()
    measured = Measured(
        data=options.data,
        texts=texts,
        model=model.id,
        systems=[score(name, one, texts) for name, one in answers.items()],
        answers=answers,
        times=times_as_long(answers, OWN),
    )
    if options.details:
        _write(options.details, details(measured))
    output.result(as_json(measured), in_words(measured, messages, languages))
    return 0


def _own(host: Host, pair: Pair, model: str) -> Translates:
    return lambda sentence: host.ask(Translate(sentence, pair, model)).text


def _model(store: ModelStore, pair: Pair, wanted: str | None) -> Model:
    """Raises UnknownModel, ModelMissing, UnsupportedPair."""
    if wanted:
        model = store.model(wanted)
        if model.capability != Capability.TRANSLATION or pair not in model.pairs:
            raise UnsupportedPair(source=pair.source, target=pair.target)
        store.path_of(wanted)
        return model
    chosen = store.choose(Capability.TRANSLATION, pair.source, pair.target)
    if chosen is not None:
        return chosen
    for model in store.models():
        if model.capability == Capability.TRANSLATION and pair in model.pairs:
            raise ModelMissing(model=model.id, command=f"langtutor models install {model.id}")
    raise UnsupportedPair(source=pair.source, target=pair.target)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileUnwritable(path=str(path), detail=str(error.strerror or error)) from error


class _Progress:
    """Says how far it is, and how long it will take; not after every sentence where each would take a line."""

    def __init__(self, output: Output, messages: Messages) -> None:
        self._output = output
        self._messages = messages
        self._said = 0.0
        self._last: deque[float] = deque(maxlen=20)

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        self._last.append(now)
        if now - self._said < (0.2 if self._output.rewrites else 10.0):
            return
        self._said = now
        left_s = (total - done) * (now - self._last[0]) / max(1, len(self._last) - 1)
        key = "evaluate.translation.step" if left_s < 60 else "evaluate.translation.step_left"
        fields = {"done": done, "total": total, "minutes": round(left_s / 60)}
        self._output.progress(self._messages.text(key, fields))
