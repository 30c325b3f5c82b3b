"""The first start: three questions on one screen, the microphone, the models; then to work.

Every step can be done later, in Settings and on the Models page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from langtutor.core.errors import UserError
from langtutor.core.language import LanguageCode
from langtutor.core.skill import Knowing
from langtutor.settings.paths import translations_dir
from langtutor.settings.schema import FirstStep
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import Keys, PageKeys
from langtutor.ui.pages.first_run_course import Choices, CourseStep
from langtutor.ui.pages.first_run_microphone import MicrophoneStep
from langtutor.ui.pages.first_run_models import ModelsStep
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_5
from langtutor.ui.translation import own_name, ui_languages
from langtutor.ui.widgets.choice_row import ChoiceRow
from langtutor.ui.widgets.column import Column
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.model_texts import size_text
from langtutor.ui.widgets.pieces import button, label, relabel

if TYPE_CHECKING:
    from langtutor.ui.downloads import Downloads
    from langtutor.wiring import Services

__all__ = ["Choices", "FirstRunPage"]

_COURSE, _MICROPHONE, _MODELS = range(3)
_STEPS = {FirstStep.MICROPHONE: _MICROPHONE, FirstStep.MODELS: _MODELS}


class FirstRunPage(QWidget):
    """Emits `learning` once it is known what is learned, and `finished` when nothing is left to ask.

    step: where to go on when the page is made anew; else where the settings say that an earlier start stopped.
    """

    learning = Signal()
    finished = Signal()
    show_message = Signal(str)

    def __init__(
        self,
        services: Services,
        downloads: Downloads,
        choices: Choices | None = None,
        step: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._step = _COURSE
        self._keys = PageKeys(self)
        self.course = CourseStep(services)
        self.microphone = MicrophoneStep(services)
        self.models = ModelsStep(services, downloads)
        self._lay_out()
        self._bind_keys()
        self.course.changed.connect(self._render)
        self.microphone.changed.connect(self._render)
        self.microphone.show_message.connect(self.show_message)
        self.models.changed.connect(self._render)
        self.models.nothing_to_do.connect(self._finish)
        self.course.choose(choices or self.course.guessed())
        stopped_at = _STEPS.get(services.settings.now.first_step, _COURSE) if services.course is not None else _COURSE
        self._go(stopped_at if step is None else step)

    # --- what the window asks ------------------------------------------------------------------------------------

    def keys(self) -> Keys:
        return self._keys.listed()

    @property
    def step(self) -> int:
        """0 course, 1 microphone, 2 models."""
        return self._step

    def choices(self) -> Choices:
        return self.course.choices()

    def choose(self, choices: Choices) -> None:
        self.course.choose(choices)

    def next_button(self) -> QPushButton:
        return self._next

    def skip_button(self) -> QPushButton:
        return self._skip

    def back_button(self) -> QPushButton:
        return self._back

    # --- Qt ------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._place_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align_foot()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space that no button wanted records."""
        if event.key() == Qt.Key.Key_Space and self.step == _MICROPHONE:
            if not event.isAutoRepeat():
                self.microphone.record()
            return
        super().keyPressEvent(event)

    # --- steps ---------------------------------------------------------------------------------------------------

    def _go(self, step: int) -> None:
        self._step = step
        for at, page in enumerate((self.course, self.microphone, self.models)):
            page.setVisible(at == step)
        if step == _MICROPHONE:
            self.microphone.activate()
            self.models.prepare()
        if step == _MODELS:
            self.models.activate()
        self._render()
        self._column.verticalScrollBar().setValue(0)
        if self.isVisible():
            self._place_focus()

    def _forward(self) -> None:
        if self.step == _COURSE:
            self._begin_course()
        elif self.step == _MICROPHONE:
            self._services.settings.change(first_step=FirstStep.MODELS)
            self._go(_MODELS)
        else:
            self.models.start()
            self._finish()

    def _step_back(self) -> None:
        if self.step > _COURSE:
            self._go(self.step - 1)

    def _skip_step(self) -> None:
        if self.step == _MODELS:
            self._finish()
        else:
            self._forward()

    def _begin_course(self) -> None:
        choices = self.course.choices()
        if not choices.complete:
            return
        self._services.settings.change(
            speaks=LanguageCode(choices.speaks),
            learns=LanguageCode(choices.learns),
            knowing=Knowing(choices.knowing),
            first_step=FirstStep.MICROPHONE,
        )
        try:
            self._services.begin_course()
        except UserError as error:
            self.course.show_problem(sentence_for(error, self._services.messages))
            return
        self.course.show_problem("")
        self.learning.emit()
        self._go(_MICROPHONE)

    def _finish(self) -> None:
        if self.step == _MODELS:
            self._services.settings.change(first_step=FirstStep.NOTHING)
            self.finished.emit()

    def _enter(self) -> None:
        """Enter is the focused button's; chips hold a choice and recording is Space's, so that there it goes on."""
        focused = QApplication.focusWidget()
        own = isinstance(focused, QPushButton) and self.isAncestorOf(focused) and not focused.isCheckable()
        if isinstance(focused, QPushButton) and own and focused is not self.microphone.record_button:
            focused.click()
        elif self.step == _MICROPHONE and (primary := self.microphone.primary()) is not None:
            primary.click()
        elif self._next.isEnabled():
            self._next.click()

    # --- showing -------------------------------------------------------------------------------------------------

    def _render(self) -> None:
        step = self.step
        titles = (self.tr("Welcome"), self.tr("Can langtutor hear you?"), self.tr("What langtutor needs"))
        texts = (
            self.tr("Three answers, and you can begin. All of them can be changed later in Settings."),
            self.tr("Say a sentence and hear it back. The recording is thrown away. This can be done later, too."),
            self.tr(
                "Everything runs on this computer; models are downloaded once. You can begin while they come: "
                "what isn’t there yet is typed. All of this can be changed later on the Models page."
            ),
        )
        self._title.setText(titles[step])
        self._text.setText(texts[step])
        self._count.setText(self.tr("Step %1 of 3").replace("%1", str(step + 1)))
        self._languages.setVisible(step == _COURSE)
        self._back.setVisible(step > _COURSE)
        self._render_next()

    def _render_next(self) -> None:
        step, chosen = self.step, self.models.chosen() if self.step == _MODELS else ()
        text = self.tr("Next (Enter)")
        if step == _MODELS:
            text = self.tr("Begin (Enter)")
        if chosen:
            size = size_text(self.models.download_bytes())
            text = self.tr("Download %1 and begin (Enter)").replace("%1", size)
        main = step != _MICROPHONE or self.microphone.primary() is None
        relabel(self._next, text if main else self.tr("Go on without"))
        set_look(self._next, "primary" if main else "")
        set_icon(self._next, "arrow-right", "on_accent" if main else "text")
        self._next.setEnabled(step != _COURSE or self.course.choices().complete)
        self._skip.setVisible(bool(chosen))

    def _place_focus(self) -> None:
        if self.step == _COURSE:
            self.course.take_focus()
        elif self.step == _MICROPHONE:
            self.microphone.record_button.setFocus()
        else:
            self._next.setFocus()
        QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        """At large text sizes what comes first may be below the fold."""
        focused = QApplication.focusWidget()
        if focused is not None and self._column.isAncestorOf(focused):
            self._column.ensureWidgetVisible(focused, 0, SPACE_5)

    def _lay_out(self) -> None:
        self._column = Column()
        self._title = label(look="title")
        self._text = label(look="muted")
        self._count = label(look="small")
        self._languages = ChoiceRow(self.tr("Language of this window"), [(c, own_name(c)) for c in _window_languages()])
        self._languages.choose(self._services.ui_language())
        self._languages.chosen.connect(lambda code: self._services.settings.change(ui_language=code))
        self._back = button(self.tr("Back (Esc)"), "arrow-left", "quiet", self._step_back)
        self._next = button("", "arrow-right", "primary", self._forward)
        self._skip = button(self.tr("Begin without them"), "", "", self._skip_step)
        first = QHBoxLayout()
        first.setSpacing(SPACE_5)
        first.addWidget(self._title, 1)
        first.addWidget(self._languages, 1)
        head = QVBoxLayout()
        head.setSpacing(SPACE_3)
        head.addWidget(self._count)
        head.addLayout(first)
        head.addWidget(self._text)
        column = self._column.layout_
        column.setSpacing(SPACE_5)
        column.addLayout(head)
        for step in (self.course, self.microphone, self.models):
            column.addWidget(step)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._column, 1)
        outer.addWidget(self._lay_out_foot())

    def _lay_out_foot(self) -> QFrame:
        """What goes on is always in sight, under the column."""
        foot = QFrame()
        set_look(foot, "foot")
        self._actions = QWidget()
        self._actions.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        flow = FlowLayout(self._actions, SPACE_2, SPACE_2)
        for made in (self._next, self._skip, self._back):
            flow.addWidget(made)
        self._foot = QHBoxLayout(foot)
        self._foot.setContentsMargins(SPACE_5, SPACE_3, SPACE_5, SPACE_3)
        self._foot.addStretch(1)
        self._foot.addWidget(self._actions, 1000)
        self._foot.addStretch(1)
        self._column.verticalScrollBar().rangeChanged.connect(self._align_foot)
        return foot

    def _align_foot(self) -> None:
        """Under the column's own edges, scroll bar or not."""
        bar = self._column.verticalScrollBar()
        shown = bar.sizeHint().width() if bar.maximum() > bar.minimum() else 0
        self._foot.setContentsMargins(SPACE_5, SPACE_3, SPACE_5 + shown, SPACE_3)
        self._actions.setMaximumWidth(self._column.body.maximumWidth())

    def _bind_keys(self) -> None:
        self._keys.key("Return", self.tr("Go on"), self._enter)
        keypad = QShortcut(QKeySequence(Qt.Key.Key_Enter), self)
        keypad.setAutoRepeat(False)
        keypad.activated.connect(self._enter)
        self._keys.key("Esc", self.tr("One step back"), self._step_back)
        self._keys.letter("P", self.tr("Hear yourself"), self.microphone.hear, lambda: self.step == _MICROPHONE)


def _window_languages() -> tuple[str, ...]:
    return ui_languages(translations_dir())
