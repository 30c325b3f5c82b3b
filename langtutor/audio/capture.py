"""The microphone as a stream of samples."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.device_errors import MicrophoneSilent, MicrophoneUnplugged
from langtutor.core.resampling import Resampler

if TYPE_CHECKING:
    from langtutor.audio.devices import OnBlock, OpenMicrophone

log = logging.getLogger(__name__)

PATIENCE_S = 2.0
"""A device that gives nothing for so long gives nothing at all."""

Samples = NDArray[np.float32]


class Microphones(Protocol):
    """What of `Devices` is needed here."""

    def open_microphone(self, name: str, on_block: OnBlock) -> OpenMicrophone: ...


class Capture:
    """One recording's worth of samples, 16 kHz mono float32 in blocks of about 32 ms.

    on_samples and on_error are called from this capture's own thread. on_error is called at most once, with
    NoMicrophone (or one of its kinds, MicrophoneUnplugged and MicrophoneSilent among them) or with what on_samples
    raised; nothing comes after it, the device is closed, and what came before was delivered.
    """

    def __init__(
        self,
        devices: Microphones,
        device: str,
        on_samples: Callable[[Samples], None],
        on_error: Callable[[Exception], None],
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._devices = devices
        self._device = device
        self._on_samples = on_samples
        self._on_error = on_error
        self._patience_s = patience_s
        self._blocks: queue.SimpleQueue[Samples | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="capture", daemon=True)
        self._xruns = 0
        self._name = self._instead_of = ""

    @property
    def name(self) -> str:
        """The microphone that was opened; empty before."""
        return self._name

    @property
    def instead_of(self) -> str:
        """The microphone that was chosen, where another was opened because it isn't there."""
        return self._instead_of

    @property
    def xruns(self) -> int:
        """How often samples were lost because nobody took them in time."""
        return self._xruns

    def start(self) -> None:
        """Once. Returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """What was heard so far is delivered and the device closed when this returns, some 0.1 s later.

        From on_samples or on_error it returns at once, and the rest follows.
        """
        self._blocks.put(None)
        if self._thread is not threading.current_thread() and self._thread.ident is not None:
            self._thread.join(self._patience_s)

    def _run(self) -> None:
        try:
            microphone = self._devices.open_microphone(self._device, self._take)
            self._name, self._instead_of = microphone.name, microphone.instead_of
            try:
                microphone.start()
                self._pump(microphone.name, Resampler(microphone.rate_hz, SAMPLE_RATE_HZ))
            finally:
                microphone.close()
        except Exception as error:  # thread boundary: the owner is told
            self._on_error(error)
        if self._xruns:
            log.warning("samples were lost %d times", self._xruns)

    def _take(self, samples: Samples, lost_some: bool) -> None:
        self._xruns += lost_some
        self._blocks.put(samples)

    def _pump(self, name: str, resampler: Resampler) -> None:
        began = False
        while True:
            try:
                block = self._blocks.get(timeout=self._patience_s)
            except queue.Empty:
                self._deliver(resampler.flush())
                raise (MicrophoneUnplugged if began else MicrophoneSilent)(device=name) from None
            if block is None:
                self._deliver(resampler.flush())
                return
            began = True
            self._deliver(resampler.feed(block))

    def _deliver(self, samples: Samples) -> None:
        if len(samples):
            self._on_samples(samples)
