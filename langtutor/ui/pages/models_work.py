"""What is being done with models that are here: checking, removing, choosing, measuring, examining."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    from langtutor.services.benching import BenchOutcome
    from langtutor.services.examining import ExamStep
    from langtutor.wiring import Services

_LOOK_EVERY_MS = 100


class ModelsWork(QObject):
    """busy and notices: what to show in a model's row, by id; all_busy: when all are checked. Emits `changed` when they
    differ, `reread` when the list itself may differ, `told` with a sentence about more than one model, `damaged` with
    the first one when all were checked."""

    changed = Signal()
    reread = Signal()
    told = Signal(str)
    damaged = Signal(str)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.busy: dict[str, Busy] = {}
        self.notices: dict[str, Notice] = {}
        self.all_busy: Busy | None = None
        self._stop_all: Callable[[], None] = lambda: None
        self._stops: dict[str, Callable[[], None]] = {}
        self._latest: Progress | None = None
        self._steps: dict[str, ExamStep] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def forget_good_news(self) -> None:
        """What went well is said once; what didn't stays until it is dealt with."""
        self.notices = {model_id: notice for model_id, notice in self.notices.items() if not notice.good}

    # --- intents -------------------------------------------------------------------------------------------------

    def verify(self, row: ModelRow) -> None:
        named = {row.id: row}
        check = self._services.models.verify([row.id], self._note)
        self._begin(named, self.tr("Checking the files…"), check.cancel)

        def done(found: tuple[Verified, ...]) -> None:
            self._show_verified(named, found)
            if all(one.ok for one in found):
                self.notices[row.id] = Notice(self.tr("All its files are as they should be."), good=True)
            self.reread.emit()

        self._follow(check.future, named, done)

    def verify_all(self, rows: Sequence[ModelRow]) -> None:
        """Reads every byte of what is installed, one model after another."""
        named = {row.id: row for row in rows}
        if not named or self.all_busy is not None:
            return
        check = self._services.models.verify(list(named), self._note)
        self.all_busy, self._stop_all, self._latest = Busy(self.tr("Checking all files…")), check.cancel, None
        self.notices.clear()
        self._timer.start()
        self.changed.emit()

        def done(found: tuple[Verified, ...]) -> None:
            self._show_verified(named, found)
            bad = sum(not one.ok for one in found)
            good_text = self.tr("All files of %n model(s) are as they should be.", "", len(found))
            self.told.emit(self.tr("%n model(s) need to be repaired.", "", bad) if bad else good_text)
            self.reread.emit()
            for one in [one for one in found if not one.ok][:1]:
                self.damaged.emit(one.model)

        self._follow(check.future, {}, done)

    def stop_all(self) -> None:
        """Stops the check of all files."""
        self._stop_all()

    def remove(self, row: ModelRow, *, downloading: bool) -> None:
        """downloading: something is; the folder is only changed by one at a time."""
        named = {row.id: row}
        waits = self.tr("It will be removed when the download has ended.")
        self._begin(named, waits if downloading else self.tr("Removing…"))

        def done(_removed: object) -> None:
            self.told.emit(self.tr("%1 was removed.").replace("%1", row.description))
            self.reread.emit()

        self._follow(self._services.models.remove([row.id]), named, done)

    def forget(self, row: ModelRow) -> None:
        """Deletes what arrived of a model that isn't whole."""
        named = {row.id: row}
        self._begin(named, self.tr("Removing…"))

        def done(_nothing: object) -> None:
            self.reread.emit()

        self._follow(self._services.models.forget_begun([row.id]), named, done)

    def use(self, row: ModelRow) -> None:
        self._prefer(row, row.id, self.tr("From now on this one is used."))

    def use_own(self, row: ModelRow) -> None:
        """Goes back to what came along, from this one."""
        self._prefer(row, row.instead_of, self.tr("What came with langtutor is used again."))

    def _prefer(self, row: ModelRow, preferred: str, good_news: str) -> None:
        named = {row.id: row}
        self._begin(named, self.tr("One moment…"))

        def done(_nothing: object) -> None:
            self.notices[row.id] = Notice(good_news, good=True)
            self.reread.emit()

        self._follow(self._services.models.use(preferred), named, done)

    def measure(self, row: ModelRow) -> None:
        named = {row.id: row}
        run = self._services.benching.run([row.id])
        self._begin(named, self.tr("Measuring: it takes up to a minute…"), run.cancel)

        def done(outcome: BenchOutcome) -> None:
            for _model, error in outcome.failed:
                self._tell_of(row.id, error)
            if not outcome.failed:
                self.notices[row.id] = Notice(self.tr("Measured."), good=True)
            self.reread.emit()

        self._follow(run.future, named, done)

    def examine(self, row: ModelRow) -> None:
        named = {row.id: row}
        run = self._services.examining.run(row.id, lambda step: self._note_step(row.id, step))
        self._begin(named, self.tr("The exam begins…"), run.cancel)

        def done(_grades: object) -> None:
            self.notices[row.id] = Notice(self.tr("Examined: what it may do is listed below."), good=True)
            self.reread.emit()

        self._follow(run.future, named, done)

    def stop(self, model_id: str) -> None:
        stop = self._stops.get(model_id)
        if stop is not None:
            stop()

    # --- following -----------------------------------------------------------------------------------------------

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
        if not named:
            self.all_busy = None
        if not self.busy and self.all_busy is None:
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
            self._end(named)
            error = over.exception()
            if error is None:
                done(over.result())
                return
            for model_id in named:
                self._tell_of(model_id, error)
            if not named:
                self.told.emit(sentence_for(error, self._services.messages))

        future.add_done_callback(settle)
        when_done(settled, self, deliver)

    def _tell_of(self, model_id: str, error: BaseException) -> None:
        self.notices[model_id] = Notice(sentence_for(error, self._services.messages))
        self.changed.emit()

    def _show_verified(self, named: Mapping[str, ModelRow], found: Sequence[Verified]) -> None:
        for one in found:
            row, names = named[one.model], ", ".join((*one.missing, *one.damaged)) or one.model
            if one.ok:
                continue
            if row.added:
                text = self.tr("%1 is damaged (%2) and can’t be used any more. Add it again from its folder.")
                self.told.emit(text.replace("%1", row.description).replace("%2", names))
                continue
            text = self.tr("Damaged or missing: %1. Until it is repaired, this model isn’t used.").replace("%1", names)
            self.notices[row.id] = Notice(text, action=Action.INSTALL, action_text=self.tr("Repair"))

    def _note(self, progress: Progress) -> None:
        """From a service's thread, often: the timer shows the latest."""
        self._latest = progress

    def _note_step(self, model_id: str, step: ExamStep) -> None:
        self._steps[model_id] = step

    def _look(self) -> None:
        now = self._latest
        if now is not None and now.overall_total_bytes and self.all_busy is not None:
            fraction = now.overall_done_bytes / now.overall_total_bytes
            self.all_busy = Busy(self.tr("Checking all files…"), fraction, can_stop=True)
        elif now is not None and now.total_bytes and now.model in self.busy:
            fraction = now.done_bytes / now.total_bytes
            self.busy[now.model] = Busy(self.tr("Checking the files…"), fraction, can_stop=True)
        for model_id, step in list(self._steps.items()):
            text = self.tr("Examining: %1 of %2").replace("%1", str(step.done)).replace("%2", str(step.total))
            self.busy[model_id] = Busy(text, step.done / max(1, step.total), can_stop=True)
        self.changed.emit()
