"""How far an installation is: bytes done for the model at hand and for the whole run. Numbers never go back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    WAITING = "waiting"
    """Another program installs into the same folder."""
    FETCHING = "fetching"
    CHECKING = "checking"
    CONVERTING = "converting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """Bytes are those to transfer. file is empty where the step concerns none.

    converted is the fraction of the conversion that is done, in [0, 1]; 0 in other steps.
    """

    model: str
    file: str
    step: Step
    done_bytes: int
    total_bytes: int
    overall_done_bytes: int
    overall_total_bytes: int
    converted: float = 0.0


Report = Callable[[Progress], None]


class Meter:
    """Adds up what is transferred. plan: for each model the bytes of each unit; models may share a unit."""

    def __init__(self, plan: Mapping[str, Mapping[str, int]], report: Report) -> None:
        self._plan = plan
        self._report = report
        self._sizes = {unit: size for units in plan.values() for unit, size in units.items()}
        self._done = dict.fromkeys(self._sizes, 0)
        self._model = ""
        self._file = ""

    def begin(self, model: str, file: str) -> None:
        self._model = model
        self._file = file

    def unit(self, unit: str, fraction: float, step: Step = Step.FETCHING) -> None:
        """This much of one transfer is done. A unit that isn't planned (a second source) must use `share`."""
        self._raise(unit, fraction)
        self.tell(step)

    def share(self, fraction: float) -> None:
        """This much of all that the model at hand needs is done, from whichever source."""
        for unit in self._plan[self._model]:
            self._raise(unit, fraction)
        self.tell(Step.FETCHING)

    def tell(self, step: Step, converted: float = 0.0) -> None:
        if step is Step.DONE:
            for unit in self._plan[self._model]:
                self._raise(unit, 1.0)
        units = self._plan.get(self._model, {})
        self._report(
            Progress(
                model=self._model,
                file=self._file,
                step=step,
                done_bytes=sum(self._done[unit] for unit in units),
                total_bytes=sum(units.values()),
                overall_done_bytes=sum(self._done.values()),
                overall_total_bytes=sum(self._sizes.values()),
                converted=converted,
            )
        )

    def _raise(self, unit: str, fraction: float) -> None:
        done = int(self._sizes[unit] * min(1.0, max(0.0, fraction)))
        self._done[unit] = max(self._done[unit], done)
