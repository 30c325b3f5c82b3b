"""The box in which anything is looked up, with what was found beneath: on its page, in the popup, beside a text."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from langtutor.core.alternatives import Alternative
from langtutor.core.audio import Sound
from langtutor.core.language import LanguageCode, Pair
from langtutor.services.looking_up import LookedUpSentence, LookedUpWord, forms_of, is_text
from langtutor.ui.bridge import on_main_thread, when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import PageKeys
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4
from langtutor.ui.widgets.alternatives_view import AlternativesView
from langtutor.ui.widgets.ask_box import AskBox
from langtutor.ui.widgets.combo import Combo
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.long_text_view import LongTextView
from langtutor.ui.widgets.look_up_view import LookUpView

if TYPE_CHECKING:
    from langtutor.services.looking_up import Result
    from langtutor.wiring import Services

log = logging.getLogger(__name__)


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
        self._under_way: Future[Result] | None = None
        self._others: Future[tuple[Alternative, ...]] | None = None
        self._view: LookUpView | None = None
        self._long: LongTextView | None = None
        self._pair: Pair | None = None
        self._context = ("", "")
        self._keep_soon = False
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
        keys.key("Ctrl+D", self.tr("Keep as a card"), self.keep, lambda: found() or self._state is State.LOADING)
        keys.letter("W", self.tr("Translate the other way"), self.turn, found)

    def take_focus(self) -> None:
        """Straight to the box; what was looked up stays until the next question."""
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()

    def text(self) -> str:
        """What stands in the box."""
        return self._box.text()

    def look_up(self, text: str, sentence: str = "", translation: str = "", *, as_written: bool = False) -> None:
        """Asks for a text in the chosen direction. sentence: where a word was met, which its card is to have.

        as_written: not what the word may be a form of.
        """
        self._box.set_text(text)
        self._context = (sentence, translation)
        self._ask(as_written=as_written)

    def clear(self) -> None:
        """An empty box with nothing beneath it; what is under way is let go."""
        self._let_go()
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
        self._box.asked.connect(self._ask_new)
        go = QPushButton(self.tr("Look up"))
        set_look(go, "primary")
        go.clicked.connect(self._ask_new)
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

    def _ask(self, *, as_written: bool = False) -> None:
        text = self._box.text().strip()
        self._let_go()
        if not text:
            self._show(State.EMPTY)
            return
        asked = self._asked
        long = self._begin_long() if is_text(text) else None
        on_part = on_main_thread(long, long.add) if long is not None else lambda part: None
        self._show(State.LOADING)
        self._under_way = self._services.looking_up.look_up(
            text, self._direction.currentData(), on_part, as_written=as_written
        )
        when_done(
            self._under_way,
            self,
            lambda result: self._found(asked, result),
            lambda error: self._failed(asked, error),
        )

    def _let_go(self) -> None:
        """What was asked before isn't wanted any more."""
        self._asked += 1
        for future in (self._under_way, self._others):
            if future is not None:
                future.cancel()
        self._under_way = self._others = None
        self._keep_soon = False

    def _begin_long(self) -> LongTextView:
        self._drop_view()
        self._long = LongTextView()
        self._long.stop.connect(self.stop)
        self._place.addWidget(self._long)
        return self._long

    def stop(self) -> None:
        """No more of a long text; what has come stays."""
        if self._state is State.LOADING and self._long is not None:
            self._let_go()
            self._long.show_stopped()
            self._show(State.FOUND)
            self.answered.emit()

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

    def _ask_word(self, word: str, of_translation: bool) -> None:
        """Of the result that is shown, in its direction or back."""
        if self._view is not None:
            pair = self._view.result.pair
            self._direction.setCurrentIndex(max(0, self._index_of(pair.reversed() if of_translation else pair)))
            # What an entry leads on to are headwords; what a sentence has are forms.
            as_written = isinstance(self._view.result, LookedUpWord)
            self.look_up(word, *self._met_in(of_translation), as_written=as_written)

    def _met_in(self, of_translation: bool) -> tuple[str, str]:
        """The sentence that a word of it is asked from, with the other side."""
        result = self._view.result if self._view is not None else None
        if not isinstance(result, LookedUpSentence):
            return "", ""
        return (result.translation, result.text) if of_translation else (result.text, result.translation)

    def _ask_new(self) -> None:
        """What was typed was met nowhere."""
        self._context = ("", "")
        self._ask()

    def _index_of(self, pair: Pair) -> int:
        return next((at for at in range(self._direction.count()) if self._direction.itemData(at) == pair), -1)

    def _found(self, asked: int, result: Result) -> None:
        if asked != self._asked:
            return
        self._under_way = None
        if self._long is not None:
            self._long.show_done()
        else:
            self._drop_view()
            self._view = self._made(result)
            self._place.addWidget(self._view)
        self._pair = result.pair
        self._show(State.FOUND)
        self.answered.emit()
        if self._keep_soon:
            self.keep()

    def _made(self, result: Result) -> LookUpView:
        view = LookUpView(result, self._services.settings.now.learns, self._services.messages)
        view.say.connect(self.say)
        view.keep.connect(self.keep)
        view.word_asked.connect(self._ask_word)
        if isinstance(result, LookedUpSentence):
            looking_up = self._services.looking_up
            when_done(looking_up.back(result), view, view.show_back, self._tell)
            when_done(looking_up.links(result), view, view.show_links, self._tell)
            self._find_alternatives(view, result)
        elif result.entry.headword:
            examples = self._services.examples.of(forms_of(result.entry), result.pair.source)
            when_done(examples, view, view.show_examples, self._tell)
        return view

    def _find_alternatives(self, view: LookUpView, result: LookedUpSentence) -> None:
        """They stream in beneath; nobody waits for them, and another question ends them."""
        shown = AlternativesView(self._services.messages)
        shown.say.connect(lambda text: self._say(text, result.pair.target))
        view.alternatives.addWidget(shown)
        self._others = self._services.alternatives.find(
            result.text, result.translation, result.pair, on_main_thread(shown, shown.add), result.engine
        )
        when_done(self._others, shown, lambda _all: None, lambda error: log.info("no more alternatives: %s", error))

    def _failed(self, asked: int, error: BaseException) -> None:
        if asked != self._asked:
            return
        self._under_way = None
        sentence = sentence_for(error, self._services.messages)
        if self._long is not None and self._long.text:
            self._long.show_stopped(sentence)
        else:
            self._drop_view()
        self._show(State.FAILED, sentence)
        self.answered.emit()

    # --- with a result -------------------------------------------------------------------------------------------

    def _has_result(self) -> bool:
        return self._view is not None and self._state is State.FOUND and not self._view.is_empty

    def say(self) -> None:
        """P: the side in the learned language."""
        if self._view is None:
            return
        self._say(*self._view.spoken)

    def _say(self, text: str, language: LanguageCode) -> None:
        when_done(self._services.saying.sound(text, language), self, self._play, self._tell)

    def _play(self, sound: Sound) -> None:
        when_done(self._services.saying.play(sound), self, lambda _done: None, self._tell)

    def keep(self) -> None:
        """Ctrl+D: one press keeps one card. What is still being looked up is kept as soon as it is there."""
        self._keep_soon = self._state is State.LOADING
        if self._keep_soon:
            return
        view = self._view
        if view is None or not view.can_keep:
            return
        view.show_keeping(True)

        def failed(error: BaseException) -> None:
            view.show_keeping(False)
            self._tell(error)

        def kept(_card: object) -> None:
            view.show_kept()
            if isinstance(view.result, LookedUpWord):
                when_done(self._services.looking_up.standing(view.result), view, view.show_standing, self._tell)

        sentence, translation = self._context if self._context[0] else view.sentence
        when_done(self._services.looking_up.keep_card(view.result, sentence, translation), view, kept, failed)

    def _tell(self, error: BaseException) -> None:
        self.show_message.emit(sentence_for(error, self._services.messages))

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self, state: State, problem: str = "") -> None:
        self._state = state
        texts = {
            State.EMPTY: self.tr(
                "A word gives its entry, a sentence its translation, a text is translated bit by bit."
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
        self._swap.setVisible(state is State.FOUND and self._view is not None)

    def _direction_text(self) -> str:
        if self._pair is None:
            return ""
        text = self._pair_text(self._pair)
        guessed = self._direction.currentData() is None
        return self.tr("%1 (guessed)").replace("%1", text) if guessed else text

    def _pair_text(self, pair: Pair) -> str:
        return f"{self._name(pair.source)} → {self._name(pair.target)}"

    def _name(self, code: LanguageCode) -> str:
        language = self._services.languages.get(code)
        name = language.name_in(self._services.ui_language()) if language else str(code)
        return name[:1].upper() + name[1:]

    def _drop_view(self) -> None:
        for widget in (self._view, self._long):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._view = self._long = None
        self._pair = None
