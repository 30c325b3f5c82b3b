"""What is being done with models that are here: checking, removing, choosing, measuring, examining."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from langtutor.core.errors import Cancelled
from langtutor.ui.bridge import when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.widgets.model_row import Action, Busy, Notice

if TYPE_CHECKING:
    from langtutor.models.commands import ModelRow
    from langtutor.models.progress import Progress
    from langtutor.models.store import Verified
    from langtutor.wiring import Services

_LOOK_EVERY_MS = 100


class ModelsWork(QObject):
    """busy and notices: what to show in a model's row, by id. Emits `changed` when they differ, `reread` when the list
    itself may differ, `told` with a sentence about more than one model."""

    changed = Signal()
    reread = Signal()
    told = Signal(str)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.busy: dict[str, Busy] = {}
        self.notices: dict[str, Notice] = {}
        self._stops: dict[str, Callable[[], None]] = {}
        self._latest: Progress | None = None
        self._steps: dict[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def can_measure(self) -> bool:
        return self._benching is not None

    @property
    def can_examine(self) -> bool:
        return self._examining is not None

    def forget_good_news(self) -> None:
        """What went well is said once; what didn't stays until it is dealt with."""
        self.notices = {model_id: notice for model_id, notice in self.notices.items() if not notice.good}

    # --- intents -------------------------------------------------------------------------------------------------

    def verify(self, rows: Sequence[ModelRow]) -> None:
        """Reads every byte of these, one after another."""
        named = {row.id: row for row in rows if row.id not in self.busy}
        if not named:
            return
        check = self._services.models.verify(list(named), self._note)
        self._begin(named, self.tr("Waits to be checked"), check.cancel)

        def done(found: tuple[Verified, ...]) -> None:
            self._end(named)
            for one in found:
                self._show_verified(named[one.model], one)
            bad = sum(not one.ok for one in found)
            if len(found) > 1 and not bad:
                self.told.emit(self.tr("All files of %n model(s) are as they should be.", "", len(found)))
            elif len(found) > 1:
                self.told.emit(self.tr("%n model(s) need to be repaired.", "", bad))
            self.reread.emit()

        self._follow(check.future, named, done)

    def remove(self, row: ModelRow) -> None:
        named = {row.id: row}
        self._begin(named, self.tr("Removing…"))

        def done(_removed: object) -> None:
            self._end(named)
            self.told.emit(self.tr("%1 was removed.").replace("%1", row.description))
            self.reread.emit()

        self._follow(self._services.models.remove([row.id]), named, done)

    def forget(self, row: ModelRow) -> None:
        """Deletes what arrived of a model that isn't whole."""
        named = {row.id: row}
        self._begin(named, self.tr("Removing…"))

        def done(_nothing: object) -> None:
            self._end(named)
            self.reread.emit()

        self._follow(self._services.models.forget_begun([row.id]), named, done)

    def use(self, row: ModelRow) -> None:
        named = {row.id: row}
        self._begin(named, self.tr("One moment…"))

        def done(_nothing: object) -> None:
            self._end(named)
            self.notices[row.id] = Notice(self.tr("From now on this one is used."), good=True)
            self.reread.emit()

        self._follow(self._services.models.use(row.id), named, done)

    def measure(self, row: ModelRow) -> None:
        named = {row.id: row}
        run = self._benching.run([row.id])
        self._begin(named, self.tr("Measuring: it takes up to a minute…"), run.cancel)

        def done(outcome: Any) -> None:
            self._end(named)
            for _model, error in outcome.failed:
                self._tell_of(row.id, error)
            if not outcome.failed:
                self.notices[row.id] = Notice(self.tr("Measured."), good=True)
            self.reread.emit()

        self._follow(run.future, named, done)

    def examine(self, row: ModelRow) -> None:
        named = {row.id: row}
        run = self._examining.run(row.id, lambda step: self._note_step(row.id, step))
        self._begin(named, self.tr("The exam begins…"), run.cancel)

        def done(_grades: object) -> None:
            self._end(named)
            self.notices[row.id] = Notice(self.tr("Examined: what it may do is listed below."), good=True)
            self.reread.emit()

        self._follow(run.future, named, done)

    def stop(self, model_id: str) -> None:
        stop = self._stops.get(model_id)
        if stop is not None:
            stop()

    # --- following -----------------------------------------------------------------------------------------------

    @property
    def _benching(self) -> Any:
        return getattr(self._services, "benching", None)

    @property
    def _examining(self) -> Any:
        return getattr(self._services, "examining", None)

    def _begin(self, named: dict[str, ModelRow], text: str, stop: Callable[[], None] | None = None) -> None:
        for model_id in named:
            self.busy[model_id] = Busy(text, can_stop=stop is not None)
            self.notices.pop(model_id, None)
            if stop is not None:
                self._stops[model_id] = stop
        self._latest = None
        self._timer.start()
        self.changed.emit()

    def _end(self, named: dict[str, ModelRow]) -> None:
        for model_id in named:
            self.busy.pop(model_id, None)
            self._stops.pop(model_id, None)
            self._steps.pop(model_id, None)
        if not self.busy:
            self._timer.stop()
        self.changed.emit()

    def _follow(self, future: Future[Any], named: dict[str, ModelRow], done: Callable[[Any], None]) -> None:
        """Cancelled is an end like any other, and says nothing."""
        settled: Future[Any] = Future()

        def settle(over: Future[Any]) -> None:
            error = over.exception()
            settled.set_result(None if isinstance(error, Cancelled) else over)

        def deliver(over: Future[Any] | None) -> None:
            if over is None:
                self._end(named)
                return
            error = over.exception()
            if error is None:
                done(over.result())
                return
            self._end(named)
            for model_id in named:
                self._tell_of(model_id, error)

        future.add_done_callback(settle)
        when_done(settled, self, deliver)

    def _tell_of(self, model_id: str, error: BaseException) -> None:
        self.notices[model_id] = Notice(sentence_for(error, self._services.messages))
        self.changed.emit()

    def _show_verified(self, row: ModelRow, found: Verified) -> None:
        if found.ok:
            self.notices[row.id] = Notice(self.tr("All its files are as they should be."), good=True)
            return
        names = ", ".join((*found.missing, *found.damaged)) or row.id
        if row.added:
            text = self.tr("%1 is damaged (%2) and can’t be used any more. Add it again from its folder.")
            self.told.emit(text.replace("%1", row.description).replace("%2", names))
            return
        text = self.tr("Damaged or missing: %1. Until it is repaired, this model isn’t used.").replace("%1", names)
        self.notices[row.id] = Notice(text, action=Action.INSTALL, action_text=self.tr("Repair"))

    def _note(self, progress: Progress) -> None:
        """From a service's thread, often: the timer shows the latest."""
        self._latest = progress

    def _note_step(self, model_id: str, step: Any) -> None:
        self._steps[model_id] = step

    def _look(self) -> None:
        now = self._latest
        if now is not None and now.model in self.busy:
            for model_id in [one for one, busy in self.busy.items() if busy.fraction is not None]:
                self.busy[model_id] = Busy(self.tr("Checked"), 1.0, can_stop=True)
            fraction = now.done_bytes / now.total_bytes if now.total_bytes else 0.0
            self.busy[now.model] = Busy(self.tr("Checking the files…"), fraction, can_stop=True)
        for model_id, step in list(self._steps.items()):
            text = self.tr("Examining: %1 of %2").replace("%1", str(step.done)).replace("%2", str(step.total))
            self.busy[model_id] = Busy(text, step.done / max(1, step.total), can_stop=True)
        self.changed.emit()
