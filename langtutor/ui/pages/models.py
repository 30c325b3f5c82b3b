"""What is installed and what could be: what each model is for, what it costs, how good it is here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QVBoxLayout, QWidget

from langtutor.models.entries import STARTER, TUTOR
from langtutor.models.store import State
from langtutor.ui.bridge import on_main_thread, when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import Keys, PageKeys
from langtutor.ui.pages.models_adding import ModelsAdding
from langtutor.ui.pages.models_work import ModelsWork
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_4
from langtutor.ui.widgets.column import Column
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.model_adding import AddingCard
from langtutor.ui.widgets.model_dialogs import LicenceDialog, RemoveDialog
from langtutor.ui.widgets.model_downloads import DownloadsView
from langtutor.ui.widgets.model_pack import ModelPackView
from langtutor.ui.widgets.model_progress import ProgressCard
from langtutor.ui.widgets.model_row import Action, Busy
from langtutor.ui.widgets.model_texts import ADDED, ModelTexts, size_text
from langtutor.ui.widgets.pieces import Card, button, icon_line, label

if TYPE_CHECKING:
    from langtutor.models.commands import ModelRow
    from langtutor.ui.downloads import Downloads
    from langtutor.wiring import Services

_OTHER = ""
_ORDER = (STARTER, TUTOR, _OTHER, ADDED)
_WIDTH = 960


@dataclass(frozen=True, slots=True)
class _Found:
    """download_bytes: for what is missing of each pack, together."""

    rows: tuple[ModelRow, ...]
    free_bytes: int
    download_bytes: dict[str, int]


class ModelsPage(QWidget):
    open_page = Signal(str)
    show_message = Signal(str)

    def __init__(self, services: Services, downloads: Downloads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._downloads = downloads
        self._texts = ModelTexts(self._language_name, self)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="models-page")
        self._found: _Found | None = None
        self._ready: set[str] = set()
        self.packs: dict[str, ModelPackView] = {}
        self.work = ModelsWork(services, self)
        self.card = AddingCard()
        self.adding = ModelsAdding(services, self.card, self)
        self._keys = PageKeys(self)
        self._lay_out()
        self._connect()
        self._bind_keys()
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    # --- what the window asks ------------------------------------------------------------------------------------

    def keys(self) -> Keys:
        return self._keys.listed()

    def activate(self) -> None:
        self.work.forget_good_news()
        self.refresh()
        self.setFocus()

    def refresh(self) -> None:
        """Reads the list again, in the background."""
        models, language = self._services.models, self._services.ui_language()

        def read() -> _Found:
            rows = models.list(language)
            packs = {_pack(row): models.download_bytes(_missing(rows, _pack(row))) for row in rows}
            return _Found(rows, models.free_bytes(), packs)

        when_done(self._pool.submit(read), self, self._show_found, self._tell)

    def row(self, model_id: str) -> ModelRow:
        """Raises StopIteration for one that isn't in the list."""
        return next(row for row in self._rows() if row.id == model_id)

    def install(
        self, ids: Sequence[str], path: Path | None = None, accepted: Collection[str] | None = None
    ) -> LicenceDialog | None:
        """Asks first where a licence wants it; gives the dialog that asks."""
        asking = [row for row in self._rows() if row.id in ids and row.needs_yes]
        if asking and accepted is None:
            dialog = LicenceDialog(asking, self)
            dialog.agreed.connect(lambda agreed: self.install(ids, path, agreed))
            dialog.open()
            return dialog
        for model_id in ids:
            self.work.notices.pop(model_id, None)
        self._downloads.start(ids, path=path, accepted=accepted or frozenset())
        return None

    def choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder with a model"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda chosen: self.adding.add(Path(chosen)))
        dialog.open()

    def choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("File of a model"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.adding.add(Path(chosen)))
        dialog.open()

    # --- Qt ------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.hide()
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.adding.add(Path(url.toLocalFile()))
        event.acceptProposedAction()

    # --- showing -------------------------------------------------------------------------------------------------

    def _show_found(self, found: _Found) -> None:
        before = {row.id: _pack(row) for row in self._rows()}
        self._found = found
        if {row.id: _pack(row) for row in found.rows} != before:
            self._build_packs(found.rows)
        there = [row for row in found.rows if row.state is not State.MISSING]
        used = sum(row.disk_bytes for row in there)
        text = self.tr("%n model(s) installed, %1 on disk · %2 free", "", len(there))
        if not there:
            text = self.tr("No model is installed yet · %2 free")
        self.room.setText(text.replace("%1", size_text(used)).replace("%2", size_text(found.free_bytes)))
        self.verify_button.setVisible(bool(there))
        self._show()

    def _build_packs(self, rows: Sequence[ModelRow]) -> None:
        """Made anew when there are other models; which one was opened is kept."""
        opened = {one for view in self.packs.values() for one, row in view.rows.items() if row.is_open}
        for view in self.packs.values():
            view.hide()
            self._packs.removeWidget(view)
            view.deleteLater()
        self.packs = {}
        for pack in _ORDER:
            own = [row for row in rows if _pack(row) == pack]
            if not own:
                continue
            view = ModelPackView(pack, self._texts)
            view.set_rows(own)
            view.asked.connect(self._asked)
            view.install.connect(self.install)
            self.packs[pack] = view
            self._packs.addWidget(view)
            for one in opened & set(view.rows):
                view.rows[one].toggle()

    def _show(self) -> None:
        if self._found is None:
            return
        offline = self._services.guard.forced_offline
        self._show_offline(offline)
        self._show_checking()
        main = "" if offline or self._downloads.all() or not self.card.isHidden() else self._main_pack()
        for pack, view in self.packs.items():
            own = [row for row in self._rows() if _pack(row) == pack]
            for row in own:
                busy, notice = self._busy(row), self.work.notices.get(row.id)
                view.rows[row.id].show_row(row, busy, notice, can_download=not offline)
            missing = [one for one in _missing(own, pack) if self._downloads.of(one) is None]
            offered = not offline and pack in (STARTER, TUTOR) and len(missing) == len(_missing(own, pack))
            size = self._found.download_bytes.get(pack, 0)
            view.show_summary(own, _missing(own, pack), size, offered=offered, primary=pack == main)

    def _downloads_changed(self) -> None:
        """A model that became ready is listed as installed, whatever else still comes."""
        ready = {model_id for download in self._downloads.all() for model_id in download.ready}
        if ready - self._ready:
            self.refresh()
        self._ready = ready
        self._show()

    def _main_pack(self) -> str:
        """The one whose button Enter presses: what langtutor needs. Nobody gets a gigabyte more by pressing Enter."""
        return STARTER if _missing(self._rows(), STARTER) else ""

    def _busy(self, row: ModelRow) -> Busy | None:
        download = self._downloads.of(row.id)
        if download is None or row.state is State.INSTALLED:
            return self.work.busy.get(row.id)
        if row.id in download.ready:
            return Busy(self.tr("Ready"))
        if not download.under_way:
            return Busy(self.tr("Stopped; see above."))
        now = download.progress
        if now is None or now.model != row.id:
            return Busy(self.tr("Waits for its turn"))
        fraction = now.done_bytes / now.total_bytes if now.total_bytes else 0.0
        return Busy(self._texts.of_total(now.done_bytes, now.total_bytes), fraction)

    def _show_checking(self) -> None:
        busy = self.work.all_busy
        self.checking.setVisible(busy is not None)
        if busy is not None and self.verify_button.hasFocus():
            self.setFocus()  # a button that goes would hand the focus to the next one
        self.verify_button.setEnabled(busy is None)
        if busy is not None:
            self.checking.show_busy(busy.text, busy.fraction)

    def _show_offline(self, offline: bool) -> None:
        self._offline.setVisible(offline)
        if self._services.settings.now.never_use_network:
            text = self.tr(
                "The network is switched off in Settings, so nothing can be downloaded. What is installed works. "
                "Models can still be added from a folder: copy them from another computer, then choose the folder."
            )
        else:
            text = self.tr(
                "langtutor was started without the network (LANGTUTOR_OFFLINE), so nothing can be downloaded. "
                "Models can still be added from a folder: copy them from another computer, then choose the folder."
            )
        self._offline_text.setText(text)
        self._settings_button.setVisible(self._services.settings.now.never_use_network)

    # --- intents -------------------------------------------------------------------------------------------------

    def _asked(self, action: str, model_id: str) -> None:
        row = self.row(model_id)
        match Action(action):
            case Action.INSTALL:
                self.install([model_id])
            case Action.FORGET:
                self.work.forget(row)
            case Action.USE:
                self.work.use(row)
            case Action.USE_OWN:
                self.work.use_own(row)
            case Action.MEASURE:
                self.work.measure(row)
            case Action.EXAMINE:
                self.work.examine(row)
            case Action.VERIFY:
                self.work.verify(row)
            case Action.REMOVE:
                self.remove(row)
            case Action.STOP:
                self.work.stop(model_id)

    def remove(self, row: ModelRow) -> RemoveDialog:
        """Asks once, and says what stops working."""
        dialog = RemoveDialog(row, self._consequence(row), self)
        dialog.accepted.connect(lambda: self.work.remove(row, downloading=self._downloading()))
        dialog.open()
        return dialog

    def _downloading(self) -> bool:
        return any(download.under_way for download in self._downloads.all())

    def _consequence(self, row: ModelRow) -> str:
        if not row.chosen:
            return self.tr("It isn’t in use: nothing changes.")
        others = [
            one
            for one in self._rows()
            if one.id != row.id
            and one.capability == row.capability
            and one.state is not State.MISSING
            and set(row.languages) <= set(one.languages)
            and one.outranked
        ]
        if others:
            return self.tr("Then this one is used instead: %1.").replace("%1", others[0].description)
        return self._texts.stops(row.capability)

    def _verify_all(self) -> None:
        self.work.verify_all([row for row in self._rows() if row.state is not State.MISSING])

    def _look_at(self, model_id: str) -> None:
        """Scrolls to a model, once what is said of it has its place."""
        row = next((view.rows[model_id] for view in self.packs.values() if model_id in view.rows), None)
        if row is not None:
            QTimer.singleShot(0, row, lambda: self._column.ensureWidgetVisible(row, 0, row.sizeHint().height()))

    def _enter(self) -> None:
        """Enter is the focused button's, else the primary action's."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and self.isAncestorOf(focused):
            focused.click()
        elif (view := self.packs.get(self._main_pack())) is not None and view.download.isVisible():
            view.download.click()

    # --- building ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._column = column = Column(width=_WIDTH)
        title = label(self.tr("Models"), "title")
        self.room = label(look="muted")
        self.folder_button = button(self.tr("Add from a folder…"), "folder-open", "", self.choose_folder)
        self.file_button = button(self.tr("Add a file…"), "file-plus", "", self.choose_file)
        self.verify_button = button(self.tr("Check all files"), "shield-check", "", self._verify_all)
        self.folder_button.setToolTip("A")
        self.file_button.setToolTip("F")
        self.verify_button.setToolTip("V")
        self.verify_button.hide()
        actions = QWidget()
        flow = FlowLayout(actions, SPACE_2, SPACE_1)
        for made in (self.folder_button, self.file_button, self.verify_button):
            flow.addWidget(made)
        self._drop = Card()
        self._drop.setProperty("look", "drop")
        self._drop.column.addWidget(icon_line("folder-open", "accent", label(self.tr("Drop it here to add it"))))
        self._drop.hide()
        self._offline = self._lay_out_offline()
        self.checking = ProgressCard()
        self.checking.stop.connect(self.work.stop_all)
        self.downloads = DownloadsView(self._downloads, self._texts, self._sentence, self._description)
        self._packs = QVBoxLayout()
        self._packs.setSpacing(SPACE_4)
        head = QVBoxLayout()
        head.setSpacing(SPACE_2)
        for part in (title, self.room, actions):
            head.addWidget(part)
        column.layout_.addLayout(head)
        for part in (self._drop, self._offline, self.card, self.checking, self.downloads):
            column.layout_.addWidget(part)
        column.layout_.addLayout(self._packs)
        column.layout_.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    def _lay_out_offline(self) -> Card:
        card = Card()
        self._offline_text = label()
        self._settings_button = button(self.tr("Open Settings"), "", "", lambda: self.open_page.emit("settings"))
        actions = QWidget()
        FlowLayout(actions).addWidget(self._settings_button)
        card.column.addWidget(icon_line("wifi-slash", "doubt", self._offline_text))
        card.column.addWidget(actions)
        card.hide()
        return card

    def _connect(self) -> None:
        self.work.changed.connect(self._show)
        self.work.reread.connect(self.refresh)
        self.work.told.connect(self.show_message)
        self.work.damaged.connect(self._look_at)
        self.adding.added.connect(self.refresh)
        self.adding.another.connect(self.choose_folder)
        self.adding.served.connect(lambda ids, path: self.install(ids, path))
        self._downloads.changed.connect(self._downloads_changed)
        self._downloads.ended.connect(lambda _download: self.refresh())
        self._services.settings.on_change(on_main_thread(self, lambda _settings: self._show()))

    def _bind_keys(self) -> None:
        self._keys.key("Return", self.tr("The main button"), self._enter)
        self._keys.letter("A", self.tr("Add from a folder"), self.choose_folder)
        self._keys.letter("F", self.tr("Add a file"), self.choose_file)
        self._keys.letter("V", self.tr("Check all files"), self._verify_all)

    def _rows(self) -> tuple[ModelRow, ...]:
        return self._found.rows if self._found is not None else ()

    def _language_name(self, code: str) -> str:
        known = {str(one.code): one for one in self._services.languages.values()}
        return known[code].name_in(self._services.ui_language()) if code in known else code

    def _description(self, model_id: str) -> str:
        return next((row.description for row in self._rows() if row.id == model_id), model_id)

    def _sentence(self, error: BaseException) -> str:
        return sentence_for(error, self._services.messages)

    def _tell(self, error: BaseException) -> None:
        self.show_message.emit(self._sentence(error))


def _pack(row: ModelRow) -> str:
    if row.added:
        return ADDED
    return row.pack if row.pack in (STARTER, TUTOR) else _OTHER


def _missing(rows: Sequence[ModelRow], pack: str) -> list[str]:
    """Of the catalogue; what the learner brought is there or not in the list."""
    return [row.id for row in rows if _pack(row) == pack and not row.added and row.state is not State.INSTALLED]
