"""The tutor: language models that write. One is in memory at a time."""

from __future__ import annotations

from langtutor.core import requests as r
from langtutor.core.errors import ModelMissing, UnsupportedLanguage
from langtutor.engines.grammar.rewriting import load_variants, rewrite
from langtutor.engines.language_model import OnPiece, Writer
from langtutor.engines.language_model.ctranslate_writer import CTranslateWriter
from langtutor.engines.language_model.llama import LlamaWriter
from langtutor.host.engine_set import EngineSet, Job
from langtutor.host.sets.common import missing, store_of, timed
from langtutor.host.specs import WorkerContext
from langtutor.models.entries import Format, Model
from langtutor.models.manifest import NAME as MANIFEST
from langtutor.models.store import ModelStore
from langtutor.settings.paths import resources_dir


def build(context: WorkerContext) -> EngineSet:
    writer = ChosenWriter(store_of(context), context.pins.get(r.Capability.CHAT))

    def chat(request: r.Chat, job: Job) -> r.Written:
        return writer.now().chat(request.messages, request.sampling, _emit(job), job.check)

    def complete(request: r.Complete, job: Job) -> r.Written:
        return writer.now().complete(request.prompt, request.sampling, _emit(job), job.check)

    def choose(request: r.Choose, job: Job) -> r.Chosen:
        return writer.now().choose(request.messages, request.options, job.check)

    variants = load_variants(resources_dir() / "grammar")

    def rewrite_(request: r.Rewrite, job: Job) -> r.Rewritten:
        ways = variants.get(request.language)
        if not ways:
            raise UnsupportedLanguage(language=request.language, capability=r.Capability.CHAT)
        return rewrite(writer.now(), ways[request.variant % len(ways)], request.sentence, job.check)

    def warm_up(request: r.WarmUp, job: Job) -> r.WarmedUp:
        return timed(lambda: writer.now().load(job.check))

    return EngineSet(
        handlers={r.Chat: chat, r.Complete: complete, r.Choose: choose, r.Rewrite: rewrite_, r.WarmUp: warm_up},
        close=writer.close,
    )


def _emit(job: Job) -> OnPiece:
    return lambda text: job.emit(r.TextPiece(text))


class ChosenWriter:
    """The writer whose model is chosen now. Another one's memory is given back before it is loaded."""

    def __init__(self, store: ModelStore, pinned: str | None) -> None:
        """pinned: the model to use whatever is chosen."""
        self._store = store
        self._pinned = pinned
        self._edition: tuple[str, int] | None = None
        self._writer: Writer | None = None

    def now(self) -> Writer:
        """Raises ModelMissing."""
        model = self._model()
        folder = self._store.path_of(model.id)
        try:
            edition = (model.id, (folder / MANIFEST).stat().st_mtime_ns)
        except OSError as error:
            raise ModelMissing(model=model.id, command=f"langtutor models install {model.id}") from error
        if self._writer is None or self._edition != edition:
            self.close()
            self._edition = edition
            if model.format is Format.LANGUAGE_MODEL:
                self._writer = CTranslateWriter(folder, model.id)
            else:
                self._writer = LlamaWriter(folder / "model.gguf", model.id)
        return self._writer

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _model(self) -> Model:
        model = self._store.choose(r.Capability.CHAT)
        if model is None and self._pinned is not None:
            self._store.path_of(self._pinned)
        if model is None:
            raise missing(self._store, r.Capability.CHAT)
        return model
