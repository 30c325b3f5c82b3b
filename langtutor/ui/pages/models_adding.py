"""Adding a model from a folder or file: what is found out, what is asked, what comes of it."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from langtutor.core.errors import LanguagesNeeded
from langtutor.models.entries import DIRECTED, Format
from langtutor.ui.bridge import when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.widgets.model_adding import AddingCard

if TYPE_CHECKING:
    from langtutor.models.entries import Model
    from langtutor.models.progress import Progress
    from langtutor.services.models import ModelAdding
    from langtutor.wiring import Services

_LOOK_EVERY_MS = 100


class ModelsAdding(QObject):
    """One after another. Emits `added`, `another` when the learner wants to choose again, and `served` with the ids
    of catalogue models whose files lie in a folder, and the folder."""

    added = Signal()
    another = Signal()
    served = Signal(object, object)

    def __init__(self, services: Services, card: AddingCard, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._card = card
        self._waiting: list[Path] = []
        self._path: Path | None = None
        self._current: ModelAdding | None = None
        self._latest: Progress | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        card.stop.connect(self._stop)
        card.another.connect(self.another)
        card.languages.connect(lambda codes: self._take(tuple(codes)))

    def add(self, path: Path) -> None:
        self._waiting.append(path)
        if self._path is None:
            self._next()

    def _next(self) -> None:
        self._path = self._waiting.pop(0) if self._waiting else None
        if self._path is None:
            return
        path = self._path
        self._card.show_busy(self.tr("Looking at %1…").replace("%1", path.name), None)

        def found(ids: tuple[str, ...]) -> None:
            if ids:
                self._card.hide()
                self.served.emit(ids, path)
                self._next()
            else:
                self._take()

        when_done(self._services.models.served_by(path), self, found, self._failed)

    def _take(self, languages: tuple[str, ...] = ()) -> None:
        if self._path is None:
            return
        self._latest = None
        self._card.show_busy(self._doing(), None)
        self._current = self._services.models.add(self._path, languages, self._note)
        self._timer.start()
        when_done(self._current.future, self, self._done, self._failed)

    def _done(self, model: Model) -> None:
        self._over()
        text = self.tr("%1 is added.").replace("%1", model.description_in(self._services.ui_language()))
        if not model.added:
            text = self.tr("These are the files of %1. It is installed now.")
            text = text.replace("%1", model.description_in(self._services.ui_language()))
        self._card.show_done(text)
        self.added.emit()
        self._next()

    def _failed(self, error: BaseException) -> None:
        self._over()
        if isinstance(error, LanguagesNeeded):
            self._ask(error)
            return
        self._card.show_trouble(sentence_for(error, self._services.messages))
        self._path = None
        self._waiting.clear()

    def _ask(self, error: LanguagesNeeded) -> None:
        names = {str(one.code): one.name_in(self._services.ui_language()) for one in self._services.languages.values()}
        model = str(error.fields["model"])
        if Format(str(error.fields["format"])) in DIRECTED:
            text = self.tr("The files of %1 don’t say from which language into which it goes. Which is it?")
            pairs = [(f"{a},{b}", f"{names[a]} → {names[b]}") for a, b in product(names, names) if a != b]
            self._card.ask_pair(text.replace("%1", model), pairs)
        else:
            text = self.tr("The files of %1 don’t say which languages it knows. Which are they?")
            self._card.ask_languages(text.replace("%1", model), list(names.items()))

    def _stop(self) -> None:
        self._waiting.clear()
        self._path = None
        if self._current is not None:
            self._current.cancel()
        self._over()
        self._card.hide()

    def _over(self) -> None:
        self._current = None
        self._timer.stop()

    def _doing(self) -> str:
        return self.tr("Adding %1…").replace("%1", self._path.name if self._path is not None else "")

    def _note(self, progress: Progress) -> None:
        """From a service's thread, often: the timer shows the latest."""
        self._latest = progress

    def _look(self) -> None:
        now = self._latest
        if now is not None and now.total_bytes:
            self._card.show_busy(self._doing(), now.done_bytes / now.total_bytes)
