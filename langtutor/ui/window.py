"""The main window: top bar, navigation, pages, and what concerns all of them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from langtutor.core.errors import UserError
from langtutor.host.process import WorkerChange, WorkerEvent
from langtutor.settings.schema import FirstStep, Settings
from langtutor.ui.bridge import on_main_thread
from langtutor.ui.desktop.shortcut import KeyState
from langtutor.ui.downloads import Download, Downloads
from langtutor.ui.errors import sentence_for
from langtutor.ui.pages.first_run import Choices, FirstRunPage
from langtutor.ui.pages.settings import SettingsPage
from langtutor.ui.theme.tokens import SMALLEST_WINDOW
from langtutor.ui.widgets.frame import Frame
from langtutor.ui.widgets.look_up_overlay import LookUpOverlay
from langtutor.ui.widgets.message_strip import MessageStrip
from langtutor.ui.widgets.model_banner import ModelBanner
from langtutor.ui.widgets.network_log import NetworkLogDialog
from langtutor.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from langtutor.wiring import Services

log = logging.getLogger(__name__)

_NETWORK_POLL_MS = 500
_GEOMETRY, _SIDE = "geometry", "side_shown"


class MainWindow(QMainWindow):
    """First start or the frame of pages, whichever the settings ask for.

    Pages are made anew when the UI language or the course changes; everything else changes in place.
    """

    leaving = Signal()
    """Ctrl+Q: also where closing the window would leave langtutor in the tray."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._memory = QSettings(str(services.paths.config / "window.ini"), QSettings.Format.IniFormat)
        self._course = _course_of(services.settings.now)
        self._downloads = Downloads(services.models, self)
        self._downloads.ended.connect(self._downloaded)
        self._frame: Frame | None = None
        self._overlay: LookUpOverlay | None = None
        self._first_run: FirstRunPage | None = None
        self._key_state = KeyState.OFF, ""
        self.setWindowTitle("langtutor")
        self.setMinimumSize(QSize(*SMALLEST_WINDOW))
        self._restore_geometry()
        self._build()
        self._bind_keys()
        services.settings.on_change(on_main_thread(self, self._settings_changed))
        services.on_worker_event(on_main_thread(self, self._worker_changed))
        self._network = QTimer(self)
        self._network.setInterval(_NETWORK_POLL_MS)
        self._network.timeout.connect(self._show_network)
        self._network.start()
        self._show_network()

    # --- what others ask ---------------------------------------------------------------------------------------

    @property
    def frame(self) -> Frame | None:
        """The pages; None while the first start asks its questions."""
        return self._frame

    @property
    def first_run(self) -> FirstRunPage | None:
        return self._first_run

    @property
    def strip(self) -> MessageStrip:
        return self._strip

    @property
    def banner(self) -> ModelBanner:
        return self._banner

    @property
    def downloads(self) -> Downloads:
        return self._downloads

    def open_page(self, name: str) -> None:
        """Shows a page by its name: `today`, `practise`, `write`, `look_up`, `models`, `settings`."""
        if self._frame is not None:
            self._close_overlay()
            self._frame.open(name)

    def look_up(self) -> None:
        """Ctrl+K: the look-up box over the page that is shown; Esc goes back to it."""
        if self._frame is None:
            return
        if self._frame.current == "look_up":
            self.open_page("look_up")
            return
        if self._overlay is None:
            self._overlay = LookUpOverlay(self._services, self._frame, self._whole)
        self._overlay.open_up()

    def show_key_state(self, state: KeyState, name: str) -> None:
        """What became of the key of the look-up popup, for the settings page."""
        self._key_state = state, name
        page = self._frame.page("settings") if self._frame is not None else None
        if isinstance(page, SettingsPage):
            page.show_key_state(state, name)

    def warm_up(self) -> None:
        """Once the window is shown: load in the background what the learner will want first."""
        course = self._services.course
        if course is not None:
            self._services.readiness.begin(course.learned, course.spoken)
            self._services.looking_up.warm_up()

    def raise_up(self) -> None:
        """A second start asks for this one."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # --- Qt ------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():  # not on the way out
            QTimer.singleShot(0, self, self._rebuild)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that no page wanted steps back."""
        if event.key() == Qt.Key.Key_Escape and self._frame is not None:
            self._frame.back()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._memory.setValue(_GEOMETRY, self.saveGeometry())
        if self._frame is not None:
            self._memory.setValue(_SIDE, self._frame.side_shown)
        self._memory.sync()
        super().closeEvent(event)

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self, choices: Choices | None = None, step: int | None = None) -> None:
        self._whole = whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = TopBar()
        self._top.look_up.connect(self.look_up)
        self._top.network.connect(self.show_network_log)
        self._top.menu.connect(self._toggle_side)
        self._strip = MessageStrip()
        self._banner = ModelBanner(self._services, self._downloads)
        self._banner.show_models.connect(lambda: self.open_page("models"))
        for widget in (self._top, self._strip, self._banner):
            column.addWidget(widget)
        self._body = QHBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._body, 1)
        self.setCentralWidget(whole)
        self._fill(choices, step)

    def _fill(self, choices: Choices | None, step: int | None) -> None:
        """The frame, or the first start while it has something to ask."""
        asking = not self._have_course() or self._services.settings.now.first_step is not FirstStep.NOTHING
        self._top.set_asking(asking)
        self._banner.suspend(asking)
        if asking:
            self._first_run = FirstRunPage(self._services, self._downloads, choices, step)
            self._first_run.learning.connect(self._learning)
            self._first_run.finished.connect(self._begin)
            self._first_run.show_message.connect(lambda text: self._strip.show_info(text))
            self._body.addWidget(self._first_run)
            return
        self._frame = Frame(self._services, self._downloads)
        self._frame.opened.connect(lambda name: self._banner.suspend(name == "models"))
        self._frame.models_wanted.connect(self._banner.start)
        self._frame.message.connect(lambda text: self._strip.show_info(text))
        self._frame.set_side_shown(self._memory.value(_SIDE, True, type=bool) is True)
        self._body.addWidget(self._frame)
        self.show_key_state(*self._key_state)
        self._frame.open("today")
        QTimer.singleShot(0, self._banner, self._banner.refresh)

    def _rebuild(self) -> None:
        choices = self._first_run.choices() if self._first_run is not None else None
        step = self._first_run.step if self._first_run is not None else None
        page = self._frame.current if self._frame is not None else None
        self._frame = self._first_run = self._overlay = None
        self._build(choices, step)
        if page is not None:
            self.open_page(page)
        self._show_network()

    def _have_course(self) -> bool:
        """Begins the course that the settings name. One that can't be begun asks again, and says why."""
        if self._services.settings.now.is_new:
            return False
        try:
            if self._services.course is None:
                self._services.begin_course()
        except UserError as error:
            self._strip.show_error(sentence_for(error, self._services.messages))
            return False
        return True

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+K": self.look_up,
            "F1": self.show_keys,
            "Ctrl+M": self._toggle_side,
            "Ctrl+Q": self._leave,
        }
        for sequence, action in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(action)
        for number in range(9):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            shortcut.activated.connect(lambda at=number: self._open_number(at))

    def _leave(self) -> None:
        self.close()
        self.leaving.emit()

    def _open_number(self, at: int) -> None:
        if self._frame is not None:
            self._close_overlay()
            self._frame.open_number(at)

    def _close_overlay(self) -> None:
        if self._overlay is not None:
            self._overlay.close_up()

    # --- things that happen --------------------------------------------------------------------------------------

    def show_keys(self) -> None:
        from langtutor.ui.widgets.keys_dialog import KeysDialog

        everywhere = [
            ("Ctrl+K", self.tr("Look up anything")),
            ("Esc", self.tr("Back to the page before")),
            ("Ctrl+M", self.tr("Show or hide the list of pages")),
            ("F1", self.tr("This list")),
            ("Ctrl+Q", self.tr("Close langtutor")),
        ]
        groups = [(self.tr("Everywhere"), everywhere)]
        if self._frame is not None:
            groups.insert(0, (self._frame.current_title(), self._frame.current_keys()))
            groups[1] = (groups[1][0], self._frame.page_keys() + everywhere)
        KeysDialog(groups, self).open()

    def show_network_log(self) -> None:
        NetworkLogDialog(self._services.guard, self).open()

    def _toggle_side(self) -> None:
        if self._frame is not None:
            self._frame.set_side_shown(not self._frame.side_shown)

    def _learning(self) -> None:
        """What is learned is known: what the first drill needs is loaded while the first start goes on."""
        self._course = _course_of(self._services.settings.now)
        self.warm_up()

    def _begin(self) -> None:
        """Nothing is left to ask: straight into the first drill, with Today behind it."""
        self._rebuild()
        self._banner.put_off()
        self.open_page("practise")

    def _settings_changed(self, settings: Settings) -> None:
        if settings.is_new or self._frame is None or _course_of(settings) == self._course:
            return
        self._course = _course_of(settings)
        try:
            self._services.begin_course()
        except UserError as error:
            self._strip.show_error(sentence_for(error, self._services.messages))
            return
        self._rebuild()
        self.warm_up()

    def _downloaded(self, download: Download) -> None:
        if self._services.models.missing_starter().ids:
            self._strip.show_info(self.tr("%n model(s) are ready.", "", len(download.ids)))
        else:
            self._strip.show_info(self.tr("The models are ready. You can speak and translate now."))
        if self._frame is not None:
            self._frame.activate_current()

    def _worker_changed(self, event: WorkerEvent) -> None:
        text = self._worker_text(event)
        at_work = self._frame is not None and self._frame.current == "practise"
        if text and not at_work:  # the Practise page says it itself, where the answer is awaited
            self._strip.show_info(text)

    def _worker_text(self, event: WorkerEvent) -> str:
        died = event.change is WorkerChange.DIED
        if not died and event.change is not WorkerChange.RESTARTED:
            return ""
        if event.worker == "ear":
            if died:
                return self.tr("The listening part stopped and is being started again. Your recording is safe.")
            return self.tr("The listening part stopped and was started again. Your recording is safe.")
        if died:
            return self.tr("The part that translates and checks stopped and is being started again.")
        return self.tr("The part that translates and checks stopped and was started again.")

    def _show_network(self) -> None:
        self._top.set_online(self._services.guard.open)

    def _restore_geometry(self) -> None:
        stored = self._memory.value(_GEOMETRY)
        if isinstance(stored, QByteArray) and self.restoreGeometry(stored):
            return
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(1100, screen.width()), min(760, screen.height()))


def _course_of(settings: Settings) -> tuple[object, ...]:
    return (settings.speaks, settings.learns, settings.knowing)
