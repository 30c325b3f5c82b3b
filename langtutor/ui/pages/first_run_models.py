"""Third step of the first start: which models to download, with what each makes possible, its size, and why."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from langtutor.models.entries import STARTER, TUTOR
from langtutor.models.store import State
from langtutor.ui.bridge import when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.pages.models_adding import ModelsAdding
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_4
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.model_adding import AddingCard
from langtutor.ui.widgets.model_texts import ModelTexts, size_text
from langtutor.ui.widgets.pieces import Card, button, empty, icon_line, label
from langtutor.ui.widgets.tick import Tick, TickLine

if TYPE_CHECKING:
    from langtutor.models.commands import ModelRow
    from langtutor.models.recommend import Advice
    from langtutor.ui.downloads import Downloads
    from langtutor.wiring import Services


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that isn't here. wanted: ticked at first. why: a sentence."""

    row: ModelRow
    wanted: bool
    why: str


class ModelsStep(QWidget):
    """Emits `changed` when something else is ticked, `nothing_to_do` when all is here that would be offered."""

    changed = Signal()
    nothing_to_do = Signal()

    def __init__(self, services: Services, downloads: Downloads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._downloads = downloads
        self._texts = ModelTexts(str, self)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="models-step")
        self._advice: Future[tuple[Advice, ...]] | None = None
        self._free = 0
        self.boxes: dict[str, Tick] = {}
        self._rows: dict[str, ModelRow] = {}
        self.card = AddingCard()
        self._adding = ModelsAdding(services, self.card, self)
        self._adding.added.connect(self.activate)
        self._adding.served.connect(self._served)
        self._adding.another.connect(self._choose_folder)
        self._lay_out()
        downloads.ended.connect(lambda _download: self.activate() if self.isVisible() else None)

    # --- what the first start asks -------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Begins to measure this computer, so that the answer is there when the step is."""
        now = self._services.settings.now
        if self._advice is None:
            self._advice = self._services.models.advice(now.learns, now.speaks)

    def activate(self) -> None:
        self.prepare()
        advice, models, language = self._advice, self._services.models, self._services.ui_language()
        assert advice is not None
        self._waiting.setVisible(not self.boxes)

        def read() -> tuple[tuple[ModelRow, ...], tuple[Advice, ...], int]:
            return models.list(language), advice.result(), models.free_bytes()

        when_done(self._pool.submit(read), self, self._show_found, self._failed)

    def chosen(self) -> tuple[str, ...]:
        return tuple(model_id for model_id, box in self.boxes.items() if box.isChecked() and box.isEnabled())

    def download_bytes(self) -> int:
        return self._services.models.download_bytes(self.chosen())

    def start(self) -> None:
        """Downloads what is ticked, in the background."""
        if self.chosen():
            self._downloads.start(self.chosen())

    # --- showing -------------------------------------------------------------------------------------------------

    def _show_found(self, found: tuple[tuple[ModelRow, ...], tuple[Advice, ...], int]) -> None:
        rows, advice, self._free = found
        offers = self._offers(rows, advice)
        self._waiting.hide()
        if not offers and not self._downloads.all():
            self.nothing_to_do.emit()
            return
        ticked = {model_id: box.isChecked() for model_id, box in self.boxes.items()}
        empty(self._packs)
        self.boxes, self._rows = {}, {offer.row.id: offer.row for offer in offers}
        offline = self._services.guard.forced_offline
        self._offline.setVisible(offline)
        for pack in (STARTER, TUTOR):
            own = [offer for offer in offers if offer.row.pack == pack]
            if own:
                self._packs.addWidget(self._pack_card(pack, own, ticked, offline))
        self._sum_up()

    def _offers(self, rows: tuple[ModelRow, ...], advice: tuple[Advice, ...]) -> list[Offer]:
        """Of the two packs, what isn't here yet. Terms to agree to are no matter for a first start.

        The tutor pack is offered with its reason but never ticked: a gigabyte is the learner's to spend.
        """
        known = {one.model: one for one in advice}
        found = []
        for row in rows:
            if row.state is State.INSTALLED or row.pack not in (STARTER, TUTOR) or row.asks_consent:
                continue
            about = known.get(row.id)
            if about is not None and self._downloads.of(row.id) is None:
                found.append(Offer(row, about.wanted and row.pack == STARTER, self._why(about)))
        return found

    def _why(self, about: Advice) -> str:
        return self._services.messages.in_words(about.reason.key, about.reason.fields)

    def _pack_card(self, pack: str, offers: list[Offer], ticked: dict[str, bool], offline: bool) -> Card:
        card = Card()
        card.column.setSpacing(SPACE_2)
        head = QVBoxLayout()
        head.setSpacing(SPACE_1)
        head.addWidget(label(self._texts.pack_title(pack), "heading"))
        head.addWidget(label(self._texts.pack_text(pack), "muted"))
        card.column.addLayout(head)
        shared = {offer.why for offer in offers}
        for offer in offers:
            card.column.addWidget(self._line(offer, ticked, offline, why=len(shared) > 1 or pack == TUTOR))
        return card

    def _line(self, offer: Offer, ticked: dict[str, bool], offline: bool, *, why: bool) -> TickLine:
        row = offer.row
        line = TickLine(f"{row.description} · {size_text(row.download_bytes)}", offer.why if why else "")
        line.box.setChecked(ticked.get(row.id, offer.wanted) and not offline)
        line.box.setEnabled(not offline)
        line.toggled.connect(lambda _on: self._sum_up())
        self.boxes[row.id] = line.box
        return line

    def _sum_up(self) -> None:
        disk = sum(self._rows[model_id].disk_bytes for model_id in self.chosen())
        text = self.tr("Together: %1 to download, %2 on disk. %3 are free.")
        text = text.replace("%1", size_text(self.download_bytes())).replace("%2", size_text(disk))
        self.total.setText(text.replace("%3", size_text(self._free)))
        self.total.setVisible(bool(self.chosen()))
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._waiting.setText(sentence_for(error, self._services.messages))

    # --- from a folder -------------------------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder with models"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda chosen: self._adding.add(Path(chosen)))
        dialog.open()

    def _served(self, ids: tuple[str, ...], path: Path) -> None:
        asking = {row.id for row in self._services.models.list("en") if row.needs_yes}
        self._downloads.start([model_id for model_id in ids if model_id not in asking], path=path)
        self.card.show_done(self.tr("%n model(s) are taken from the folder.", "", len(ids)))
        self.activate()

    # --- building ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._waiting = label(self.tr("Looking at this computer…"), "muted")
        self._offline = icon_line(
            "wifi-slash",
            "doubt",
            label(
                self.tr(
                    "The network is switched off, so nothing can be downloaded. Typed drills work without any model."
                )
            ),
        )
        self._offline.hide()
        self._packs = QVBoxLayout()
        self._packs.setSpacing(SPACE_4)
        self.total = label()
        self.total.hide()
        actions = QWidget()
        self.folder_button = button(
            self.tr("They are in a folder already…"), "folder-open", "link", self._choose_folder
        )
        FlowLayout(actions, SPACE_2, SPACE_1).addWidget(self.folder_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(self._waiting)
        column.addWidget(self._offline)
        column.addLayout(self._packs)
        for part in (self.total, self.card, actions):
            column.addWidget(part)
