"""Navigation and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from langtutor.ui.keys import Keys
from langtutor.ui.pages.look_up import LookUpPage
from langtutor.ui.pages.models import ModelsPage
from langtutor.ui.pages.practise import PractisePage
from langtutor.ui.pages.read import ReadPage
from langtutor.ui.pages.settings import SettingsPage
from langtutor.ui.pages.today import TodayPage
from langtutor.ui.pages.vocabulary import VocabularyPage
from langtutor.ui.pages.write import WritePage
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3

if TYPE_CHECKING:
    from langtutor.ui.downloads import Downloads
    from langtutor.wiring import Services

Page = TodayPage | PractisePage | WritePage | LookUpPage | VocabularyPage | ReadPage | ModelsPage | SettingsPage


class Frame(QWidget):
    """The list of pages at the left, the page beside it. Emits `message` with a sentence for the learner, `opened` with
    the name of the page that is shown."""

    message = Signal(str)
    models_wanted = Signal()
    opened = Signal(str)

    def __init__(self, services: Services, downloads: Downloads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        today, practise, read = TodayPage(services), PractisePage(services), ReadPage(services)
        today.start_drill.connect(practise.begin)
        today.judge_recording.connect(practise.judge)
        read.start_drill.connect(practise.begin)
        self._pages: dict[str, Page] = {
            "today": today,
            "practise": practise,
            "write": WritePage(services),
            "look_up": LookUpPage(services),
            "models": ModelsPage(services, downloads),
            "settings": SettingsPage(services),
            "vocabulary": VocabularyPage(services),  # keys of pages stay as they were learnt: new ones come last
            "read": read,
        }
        self._been: list[str] = []
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self._buttons: dict[str, QPushButton] = {}
        self._side = self._build_side()
        for page in self._pages.values():
            self._stack.addWidget(page)
            page.open_page.connect(self.open)
            page.show_message.connect(self.message)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._stack, 1)

    @property
    def current(self) -> str:
        return self._been[-1] if self._been else ""

    @property
    def side_shown(self) -> bool:
        return not self._side.isHidden()

    def page(self, name: str) -> Page:
        return self._pages[name]

    def open(self, name: str) -> None:
        """Shows a page and remembers the way back. Raises KeyError for a name that is no page's."""
        if name == "models_banner":  # Practise asks for missing models
            self.models_wanted.emit()
            return
        page = self._pages[name]
        if name in self._been:
            self._been.remove(name)
        self._been.append(name)
        self._buttons[name].setChecked(True)
        self._stack.setCurrentWidget(page)
        page.activate()
        self.opened.emit(name)

    def open_number(self, at: int) -> None:
        """The page with this number, counted from 0; nothing where there is none."""
        names = list(self._pages)
        if at < len(names):
            self.open(names[at])

    def back(self) -> None:
        if len(self._been) > 1:
            self._been.pop()
            self.open(self._been[-1])

    def activate_current(self) -> None:
        if self.current:
            self._pages[self.current].activate()

    def current_title(self) -> str:
        return self._titles()[self.current][0]

    def current_keys(self) -> Keys:
        return self._pages[self.current].keys()

    def page_keys(self) -> Keys:
        """How to reach the pages."""
        titles = self._titles()
        return [(self._key(name), titles[name][0]) for name in self._pages]

    def set_side_shown(self, shown: bool) -> None:
        self._side.setVisible(shown)

    def _key(self, name: str) -> str:
        """Numbers don't follow the list: a page that came later doesn't move the others' keys."""
        return f"Ctrl+{list(self._pages).index(name) + 1}"

    def _titles(self) -> dict[str, tuple[str, str]]:
        return {
            "today": (self.tr("Today"), "sun-horizon"),
            "practise": (self.tr("Practise"), "microphone"),
            "vocabulary": (self.tr("Vocabulary"), "cards"),
            "write": (self.tr("Write"), "pencil-simple"),
            "look_up": (self.tr("Look up"), "magnifying-glass"),
            "read": (self.tr("Read"), "book-open"),
            "models": (self.tr("Models"), "package"),
            "settings": (self.tr("Settings"), "sliders-horizontal"),
        }

    def _build_side(self) -> QFrame:
        side = QFrame()
        set_look(side, "side")
        side.setAccessibleName(self.tr("Pages"))
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE_2, SPACE_3, SPACE_2, SPACE_3)
        column.setSpacing(SPACE_1)
        for name, (title, icon) in self._titles().items():
            button = QPushButton(title)
            set_look(button, "nav")
            set_icon(button, icon, "text")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setToolTip(self._key(name))
            button.clicked.connect(lambda _checked=False, name=name: self.open(name))
            if name == "models":
                column.addStretch(1)
            column.addWidget(button)
            self._buttons[name] = button
        return side
