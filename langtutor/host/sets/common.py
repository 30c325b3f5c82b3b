"""What the engine sets share."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedLanguage, UnsupportedPair
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability, WarmedUp
from langtutor.host.specs import WorkerContext
from langtutor.models.catalogue import load_catalogue
from langtutor.models.entries import Model
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import resources_dir

E = TypeVar("E")

WARM_WORDS = "one two three"


def store_of(context: WorkerContext) -> ModelStore:
    """The models on this machine, for a process that never fetches any."""
    guard = NetworkGuard(context.paths.network_log, never=True)
    catalogue = load_catalogue(resources_dir() / "catalogue.toml")
    return ModelStore(context.paths.models, catalogue, guard, pins=context.pins)


def timed(work: Callable[[], Any]) -> WarmedUp:
    """Runs what warms an engine up. Where there is nothing to warm, asking for it in earnest will say so."""
    begin = time.perf_counter()
    with contextlib.suppress(ModelMissing, UnsupportedLanguage, UnsupportedPair):
        work()
    return WarmedUp(time.perf_counter() - begin)


def missing(store: ModelStore, capability: Capability, *languages: LanguageCode) -> ModelMissing | UnsupportedLanguage:
    """What to raise where `choose` found nothing: the model that would do it, or that there is none."""
    for model in store.models():
        if model.capability == capability and model.serves(*languages):
            return ModelMissing(model=model.id, command=f"langtutor models install {model.id}")
    return UnsupportedLanguage(language=languages[0], capability=capability)


class Kept(Generic[E]):
    """Engines by the folder they were made from, made when first wanted.

    An engine whose model was removed or replaced is let go. For the one thread that runs a worker's requests.
    """

    def __init__(self, make: Callable[[Model, Path], E]) -> None:
        self._make = make
        self._engines: dict[str, tuple[tuple[Path, int], E]] = {}

    def of(self, store: ModelStore, model: Model) -> E:
        """Raises ModelMissing, EngineFailed."""
        folder = store.path_of(model.id)
        try:
            edition = (folder, (folder / "installed.json").stat().st_mtime_ns)
        except OSError as error:
            raise EngineFailed(engine=model.id, detail=str(error)) from error
        kept = self._engines.get(model.id)
        if kept is None or kept[0] != edition:
            self._engines.pop(model.id, None)
            kept = (edition, self._make(model, folder))
            self._engines[model.id] = kept
        return kept[1]
