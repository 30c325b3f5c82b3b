"""The box in which anything is looked up, with what was found beneath: on its page, in the popup, beside a text."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from langtutor.core.audio import Sound
from langtutor.core.language import LanguageCode, Pair
from langtutor.ui.bridge import when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import PageKeys
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4
from langtutor.ui.widgets.ask_box import AskBox
from langtutor.ui.widgets.combo import Combo
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.look_up_view import LookUpView

if TYPE_CHECKING:
    from langtutor.services.looking_up import Result
    from langtutor.wiring import Services


class State(StrEnum):
    EMPTY = "empty"
    LOADING = "loading"
    FOUND = "found"
    FAILED = "failed"


class LookUpPane(QWidget):
    """The answer to an older question never replaces that to a newer one.

    It scrolls nowhere by itself: whoever shows it puts it into something that does. Its keys are bound by `bind_keys`,
    to the page or window that shows it.
    """

    show_message = Signal(str)
    answered = Signal()
    """A question was answered, with a result or an error."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._asked = 0
        self._view: LookUpView | None = None
        self._build()
        self._show(State.EMPTY)

    @property
    def state(self) -> State:
        return self._state

    @property
    def view(self) -> LookUpView | None:
        return self._view

    def bind_keys(self, keys: PageKeys) -> None:
        found = self._has_result
        keys.note("Enter", self.tr("Look up what is in the box"))
        keys.letter("P", self.tr("Hear it"), self.say, found)
        keys.key("Ctrl+D", self.tr("Keep as a card"), self.keep, found)
        keys.letter("W", self.tr("Translate the other way"), self.turn, found)

    def take_focus(self) -> None:
        """Straight to the box; what was looked up stays until the next question."""
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()

    def text(self) -> str:
        """What stands in the box."""
        return self._box.text()

    def look_up(self, text: str) -> None:
        """Asks for a text in the chosen direction."""
        self._box.set_text(text)
        self._ask()

    def clear(self) -> None:
        """An empty box with nothing beneath it; what is under way is let go."""
        self._asked += 1
        self._box.set_text("")
        self._show(State.EMPTY)

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addLayout(self._build_box())
        column.addLayout(self._build_direction())
        self._status = QLabel()
        self._status.setWordWrap(True)
        column.addWidget(self._status)
        self._place = QVBoxLayout()
        column.addLayout(self._place)

    def _build_box(self) -> QHBoxLayout:
        self._box = AskBox()
        self._box.setPlaceholderText(self.tr("A word, a sentence or a text"))
        self._box.setAccessibleName(self.tr("A word, a sentence or a text to look up"))
        self._box.asked.connect(self._ask)
        go = QPushButton(self.tr("Look up"))
        set_look(go, "primary")
        go.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self._box, 1)
        row.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _build_direction(self) -> FlowLayout:
        self._direction = Combo()
        self._direction.setAccessibleName(self.tr("Direction"))
        self._direction.addItem(self.tr("Guess the direction"), None)
        for pair in self._services.looking_up.pairs():
            self._direction.addItem(self._pair_text(pair), pair)
        self._direction.activated.connect(lambda _at: self._ask_again())
        self._swap = QPushButton(self.tr("The other way"))
        set_look(self._swap, "quiet")
        set_icon(self._swap, "arrows-left-right")
        self._swap.setToolTip("W")
        self._swap.clicked.connect(self.turn)
        row = FlowLayout(across=SPACE_3)
        for widget in (self._direction, self._swap):
            row.addWidget(widget)
        return row

    # --- asking --------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        text = self._box.text().strip()
        if not text:
            self._show(State.EMPTY)
            return
        self._asked += 1
        asked = self._asked
        self._show(State.LOADING)
        future = self._services.looking_up.look_up(text, self._direction.currentData())
        when_done(
            future,
            self,
            lambda result: self._found(asked, result),
            lambda error: self._failed(asked, error),
        )

    def _ask_again(self) -> None:
        if self._box.text().strip() and self._state is not State.EMPTY:
            self._ask()

    def turn(self) -> None:
        """The result becomes the question, the other way round."""
        if self._view is None:
            return
        result = self._view.result
        self._direction.setCurrentIndex(max(0, self._index_of(result.pair.reversed())))
        self._box.set_text(result.translation or self._box.text())
        self._ask()

    def _index_of(self, pair: Pair) -> int:
        return next((at for at in range(self._direction.count()) if self._direction.itemData(at) == pair), -1)

    def _found(self, asked: int, result: Result) -> None:
        if asked != self._asked:
            return
        self._drop_view()
        view = LookUpView(result, self._services.settings.now.learns)
        view.say.connect(self.say)
        view.keep.connect(self.keep)
        self._view = view
        self._place.addWidget(view)
        self._show(State.FOUND)
        self.answered.emit()

    def _failed(self, asked: int, error: BaseException) -> None:
        if asked != self._asked:
            return
        self._drop_view()
        self._show(State.FAILED, sentence_for(error, self._services.messages))
        self.answered.emit()

    # --- with a result -------------------------------------------------------------------------------------------

    def _has_result(self) -> bool:
        return self._view is not None and self._state is State.FOUND and not self._view.is_empty

    def say(self) -> None:
        """P: the side in the learned language."""
        if self._view is None:
            return
        text, language = self._view.spoken
        when_done(self._services.saying.sound(text, language), self, self._play, self._tell)

    def _play(self, sound: Sound) -> None:
        when_done(self._services.saying.play(sound), self, lambda _done: None, self._tell)

    def keep(self) -> None:
        """Ctrl+D: one press keeps one card."""
        view = self._view
        if view is None or not view.can_keep:
            return
        view.show_keeping(True)

        def failed(error: BaseException) -> None:
            view.show_keeping(False)
            self._tell(error)

        when_done(self._services.looking_up.keep_card(view.result), view, lambda _done: view.show_kept(), failed)

    def _tell(self, error: BaseException) -> None:
        self.show_message.emit(sentence_for(error, self._services.messages))

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self, state: State, problem: str = "") -> None:
        self._state = state
        texts = {
            State.EMPTY: self.tr(
                "A word gives its dictionary entry, a sentence its translation and what that means back again."
            ),
            State.LOADING: self.tr("Looking it up…"),
            State.FOUND: self._direction_text(),
            State.FAILED: problem,
        }
        if state is State.EMPTY:
            self._drop_view()
        self._status.setText(texts[state])
        set_look(self._status, "wrong" if state is State.FAILED else "muted")
        if self._view is not None:
            self._view.setEnabled(state is State.FOUND)
        self._swap.setVisible(state is State.FOUND)

    def _direction_text(self) -> str:
        if self._view is None:
            return ""
        text = self._pair_text(self._view.result.pair)
        guessed = self._direction.currentData() is None
        return self.tr("%1 (guessed)").replace("%1", text) if guessed else text

    def _pair_text(self, pair: Pair) -> str:
        return f"{self._name(pair.source)} → {self._name(pair.target)}"

    def _name(self, code: LanguageCode) -> str:
        language = self._services.languages.get(code)
        name = language.name_in(self._services.ui_language()) if language else str(code)
        return name[:1].upper() + name[1:]

    def _drop_view(self) -> None:
        if self._view is not None:
            self._view.hide()
            self._view.deleteLater()
            self._view = None
