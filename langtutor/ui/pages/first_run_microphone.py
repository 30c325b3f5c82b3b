"""Second step of the first start: say a sentence, see the level, hear it back. The recording is thrown away."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from langtutor.core.device_errors import NoMicrophoneFound
from langtutor.core.errors import NoSpeech
from langtutor.core.sound_quality import Issue, SoundQuality
from langtutor.ui.bridge import on_main_thread, when_done
from langtutor.ui.device_watch import DeviceWatch
from langtutor.ui.errors import sentence_for
from langtutor.ui.playing import Playing
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_5
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.level_meter import LevelMeter
from langtutor.ui.widgets.pieces import Card, button, icon_line, label, relabel
from langtutor.ui.widgets.setting_rows import ChoiceSetting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from langtutor.services.recording import RecorderState, Recording
    from langtutor.wiring import Services


class _Stage(StrEnum):
    READY = "ready"
    RECORDING = "recording"
    HEARD = "heard"
    TROUBLE = "trouble"


_GOOD_ENOUGH = (Issue.NOISY, Issue.NARROW_BAND)
"""One can go on with these, though another microphone would be better."""


class MicrophoneStep(QWidget):
    """Emits `changed` when what the main button should do is another: record first, then go on."""

    changed = Signal()
    show_message = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._stage = _Stage.READY
        self._recording: Recording | None = None
        self._turn = 0
        self._wav: Path | None = None
        self._is_good = False
        self._devices = DeviceWatch(services.recorder, self)
        self._devices.found.connect(self._show_devices)
        self._devices.failed.connect(self._failed)
        self._playing = Playing(services.saying, self)
        self._playing.failed.connect(lambda error: self.show_message.emit(self._sentence(error)))
        self._lay_out()
        self._render()

    # --- what the first start asks -------------------------------------------------------------------------------

    @property
    def record_button(self) -> QPushButton:
        return self._record

    @property
    def is_good(self) -> bool:
        """It was heard well: there is nothing more to do here."""
        return self._is_good

    def activate(self) -> None:
        """Looks for devices, again and again while this is seen; a try that a killed program left goes."""
        self._show_sentence()
        self._services.tasks.run(self._discard_tries)
        self._devices.look()

    def _discard_tries(self) -> None:
        recorder = self._services.recorder
        for left in recorder.unfinished():
            if not left.asked and not left.item:
                recorder.discard(left.id)

    def primary(self) -> QPushButton | None:
        """The step's own main button; None when going on is the main thing."""
        return None if self._is_good or not self._record.isVisibleTo(self) else self._record

    def record(self) -> None:
        """Begins, or ends what was begun."""
        if self._stage is _Stage.RECORDING:
            if self._recording is not None:
                self._recording.stop()
            return
        self._forget()
        self._playing.stop()
        self._turn += 1
        self._is_good = False
        self.meter.clear()
        self._begin(self._turn)
        self._to(_Stage.RECORDING)

    def hear(self) -> None:
        if self._wav is not None and self._stage is not _Stage.RECORDING:
            self._playing.file(self._wav)

    def leave(self) -> None:
        """Nobody is recorded by a page that isn't seen, and nothing of the try is kept."""
        self._turn += 1
        self._playing.stop()
        if self._recording is not None:
            self._recording.cancel()
            self._recording = None
        self._forget()
        if self._stage is not _Stage.TROUBLE:
            self._to(_Stage.READY)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.leave()

    # --- recording -----------------------------------------------------------------------------------------------

    def _begin(self, turn: int) -> None:
        from langtutor.core.sound_meter import SoundMeter

        check = SoundMeter()

        def state(now: RecorderState) -> None:
            if turn == self._turn:
                self.meter.show_level(now.level)
                self._say_now(self._now(now))

        def samples(chunk: NDArray[np.float32]) -> None:
            if turn == self._turn:
                check.add(chunk)

        def done(wav: Path) -> None:
            if turn != self._turn:
                self._services.recorder.throw_away(wav)
                return
            self._wav, self._recording = wav, None
            self._show_result(check.judge())

        def failed(error: BaseException) -> None:
            if turn != self._turn:
                return
            self._recording = None
            if isinstance(error, NoSpeech):
                self._show_no_speech(check.judge())
            else:
                self._failed(error)

        self._recording = self._services.recorder.start(
            on_main_thread(self, state), on_main_thread(self, samples), stop_at_silence=True
        )
        when_done(self._recording.future, self, done, failed)

    def _now(self, now: RecorderState) -> str:
        if now.note is not None:
            return self._services.messages.in_words(now.note.key, now.note.fields)
        return self.tr("Listening. It stops when you pause.") if now.started else self.tr("Speak now.")

    def _forget(self) -> None:
        if self._wav is not None:
            self._services.recorder.throw_away(self._wav)
            self._wav = None

    # --- showing -------------------------------------------------------------------------------------------------

    def _show_result(self, quality: SoundQuality) -> None:
        worst = quality.issues[0] if quality.issues else None
        self._is_good = worst is None or worst in _GOOD_ENOUGH
        self._tell(self._result_text(worst), worst is None)
        self._to(_Stage.HEARD)
        if self._is_good:
            self.hear()  # what was just said, at once: that is what the step is for

    def _result_text(self, worst: Issue | None) -> str:
        match worst:
            case None:
                return self.tr("That came through clearly. Hear it back if you like, or go on.")
            case Issue.TOO_QUIET:
                return self.tr(
                    "That was very quiet. Come closer, turn the microphone up in the system’s sound settings, "
                    "or choose another one below."
                )
            case Issue.CLIPPED:
                return self.tr(
                    "That was too loud for the microphone. Move away a little, or turn it down in the system’s "
                    "sound settings."
                )
            case Issue.NOISY:
                return self.tr(
                    "There is a lot of noise behind your voice, so words may be misheard. Close the window, switch off "
                    "what hums, come closer to the microphone, or choose another one below."
                )
            case Issue.NARROW_BAND:
                return self.tr(
                    "This microphone sends telephone quality (8 kHz), as Bluetooth headsets do in calls: an “s” and "
                    "an “f” can hardly be told apart. Choose another one below, such as the computer’s own, and keep "
                    "the headset for listening."
                )
            case Issue.MUTED | Issue.NOBODY_SPOKE:
                return self._silent_text()

    def _show_no_speech(self, quality: SoundQuality) -> None:
        text = self.tr("Sound comes in, but no speech was heard in it. Say the sentence once more, a little closer.")
        faint = quality.issues[:1] in ((Issue.MUTED,), (Issue.TOO_QUIET,))
        self._tell(self._result_text(quality.issues[0]) if faint else text, good=False)
        self._to(_Stage.HEARD)

    def _silent_text(self) -> str:
        return self.tr(
            "Nothing came in. The microphone may be muted, by a switch on it or in the system’s sound settings, "
            "or another one is meant: choose it below."
        )

    def _failed(self, error: BaseException) -> None:
        self._tell(self._sentence(error), good=False)
        self._to(_Stage.TROUBLE)

    def _show_devices(self, found: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        now = self._services.settings.now
        for row, devices, chosen in (
            (self.microphone, found[0], now.microphone),
            (self.speaker, found[1], now.speaker),
        ):
            row.set_choices(self._devices.choices(devices, chosen))
            row.show_value(chosen)
        if not found[0] and self._stage is not _Stage.RECORDING:
            self._failed(NoMicrophoneFound())
        elif self._stage is _Stage.TROUBLE:
            self._to(_Stage.READY)
        self._render()

    def _show_sentence(self) -> None:
        course = self._services.course
        if course is not None and course.sentences:
            self.sentence.setText(next(iter(course.sentences.values())).text)

    def _tell(self, text: str, good: bool) -> None:
        self.result.setText(text)
        set_icon(self._mark, "check-circle-fill" if good else "warning-circle-fill", "good" if good else "doubt")

    def _say_now(self, text: str) -> None:
        if self._stage is _Stage.RECORDING:
            self.now.setText(text)

    def _to(self, stage: _Stage) -> None:
        self._stage = stage
        if stage is not _Stage.RECORDING:
            self.meter.rest()
        self._render()
        self.changed.emit()

    def _render(self) -> None:
        stage = self._stage
        recording = stage is _Stage.RECORDING
        self.now.setText(self.tr("Speak now.") if recording else "")
        self.now.setVisible(recording)
        self._told.setVisible(stage in (_Stage.HEARD, _Stage.TROUBLE))
        texts = {
            _Stage.READY: self.tr("Record (Space)"),
            _Stage.RECORDING: self.tr("Stop (Space)"),
            _Stage.HEARD: self.tr("Once more (Space)"),
            _Stage.TROUBLE: self.tr("Try again (Space)"),
        }
        relabel(self._record, texts[stage])
        main = not self._is_good
        set_look(self._record, "primary" if main else "")
        set_icon(self._record, "stop-fill" if recording else "microphone", "on_accent" if main else "text")
        self._hear.setVisible(self._wav is not None and not recording)

    def _sentence(self, error: BaseException) -> str:
        return sentence_for(error, self._services.messages)

    def _lay_out(self) -> None:
        self.microphone = ChoiceSetting(self.tr("Microphone"), "", [("", self.tr("As the system"))])
        self.speaker = ChoiceSetting(self.tr("Speaker"), "", [("", self.tr("As the system"))])
        self.microphone.changed.connect(lambda name: self._services.settings.change(microphone=str(name)))
        self.speaker.changed.connect(lambda name: self._services.settings.change(speaker=str(name)))
        for setting in (self.microphone, self.speaker):
            setting.show_value("")
        self.sentence = label(look="sentence")
        self.meter = LevelMeter()
        self.now = label(look="muted")
        self.result = label()
        self._told = icon_line("check-circle-fill", "good", self.result)
        self._mark = self._told.findChildren(QLabel)[0]
        self._record = button("", "microphone", "primary", self.record)
        self._hear = button(self.tr("Hear it (P)"), "speaker-high", "", self.hear)
        actions = QWidget()
        flow = FlowLayout(actions, SPACE_2, SPACE_1)
        for made in (self._record, self._hear):
            flow.addWidget(made)
        card = Card()
        card.column.setSpacing(SPACE_3)
        for part in (
            label(self.tr("Say something, for example:"), "muted"),
            self.sentence,
            self.meter,
            label(self.tr("Good is between the two marks."), "small"),
            self.now,
            self._told,
            actions,
        ):
            card.column.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_5)
        devices = QVBoxLayout()
        devices.setSpacing(SPACE_3)
        devices.addWidget(self.microphone)
        devices.addWidget(self.speaker)
        column.addWidget(card)
        column.addLayout(devices)
