"""Settings: one row for each field of the schema, applied at once, and what lies on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from langtutor.core.language import LanguageCode
from langtutor.core.skill import Knowing
from langtutor.settings.paths import translations_dir
from langtutor.settings.schema import Keeping, Settings, Taking, Theme
from langtutor.ui.bridge import on_main_thread
from langtutor.ui.desktop.shortcut import KeyState, is_wayland
from langtutor.ui.device_watch import DeviceWatch
from langtutor.ui.errors import sentence_for
from langtutor.ui.keys import Keys, PageKeys
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_4, SPACE_5
from langtutor.ui.translation import own_name, ui_languages
from langtutor.ui.tray import has_tray
from langtutor.ui.widgets.column import Column
from langtutor.ui.widgets.key_setting import KeySetting
from langtutor.ui.widgets.recordings_dialog import RecordingsDialog
from langtutor.ui.widgets.setting_rows import ChoiceSetting, SettingRow, SliderSetting, SwitchSetting

if TYPE_CHECKING:
    from langtutor.wiring import Services

PAIR = "pair"
"""The row of `speaks` and `learns`, which only make sense together."""


class SettingsPage(QWidget):
    open_page = Signal(str)
    show_message = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._keys = PageKeys(self)
        self._rows: dict[str, SettingRow] = {}
        column = Column()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(column)
        title = QLabel(self.tr("Settings"))
        set_look(title, "title")
        column.layout_.addWidget(title)
        for heading, rows in self._sections():
            column.layout_.addWidget(self._card(heading, rows))
        column.layout_.addWidget(self._data_card())
        column.layout_.addStretch(1)
        self._devices = DeviceWatch(services.recorder, self)
        self._devices.found.connect(self._show_devices)
        self._devices.failed.connect(self._tell)
        self._keys.letter("R", self.tr("See my recordings"), self.open_recordings)
        self._keys.letter("O", self.tr("Open the folder with my data"), self._open_folder)
        self._keys.letter("M", self.tr("See the models"), self._open_models)
        self._show_settings(services.settings.now)
        services.settings.on_change(on_main_thread(self, self._show_settings))

    def keys(self) -> Keys:
        return self._keys.listed()

    def activate(self) -> None:
        """Devices come and go: asks for them again, without waiting, and from time to time while this is seen."""
        self._devices.look()
        tray = self._rows["keep_in_tray"]
        tray.setEnabled(has_tray() or self._services.settings.now.keep_in_tray)

    def show_key_state(self, state: KeyState, name: str) -> None:
        """What became of the key of the look-up window; name: what the desktop calls it."""
        self._popup_key.show_state(state, name, wayland=is_wayland())

    def row(self, name: str) -> SettingRow:
        """The row of a field of Settings, or `PAIR`."""
        return self._rows[name]

    def rows(self) -> tuple[str, ...]:
        return tuple(self._rows)

    # --- rows ----------------------------------------------------------------------------------------------------

    def _sections(self) -> list[tuple[str, dict[str, SettingRow]]]:
        return [
            (self.tr("Learning"), self._learning_rows()),
            (self.tr("The window"), self._window_rows()),
            (self.tr("Speaking and hearing"), self._sound_rows()),
            (self.tr("Looking up from other programs"), self._popup_rows()),
            (self.tr("Network"), self._network_rows()),
        ]

    def _learning_rows(self) -> dict[str, SettingRow]:
        pairs = [
            ((spoken, learned), self._pair_text(learned, spoken)) for learned, spoken in self._services.course_pairs
        ]
        knowing = [
            (Knowing.NEW, self.tr("Nothing yet, or very little")),
            (Knowing.SOME, self.tr("Some: simple sentences")),
            (Knowing.COMFORTABLE, self.tr("I get by in everyday life")),
        ]
        return {
            PAIR: ChoiceSetting(self.tr("I learn"), self.tr("What you did so far is kept for each language."), pairs),
            "knowing": ChoiceSetting(self.tr("How much of it I know"), self.tr("Where new skills begin."), knowing),
        }

    def _window_rows(self) -> dict[str, SettingRow]:
        languages = [("", self.tr("As the system"))]
        languages += [(code, own_name(code)) for code in ui_languages(translations_dir())]
        themes = [
            (Theme.SYSTEM, self.tr("As the system")),
            (Theme.LIGHT, self.tr("Light")),
            (Theme.DARK, self.tr("Dark")),
        ]
        return {
            "ui_language": ChoiceSetting(self.tr("Language of the window"), "", languages),
            "theme": ChoiceSetting(self.tr("Colours"), "", themes),
            "text_percent": SliderSetting(self.tr("Text size"), "", (10, 20), 10, lambda value: f"{value:.0f} %"),
            "reduced_motion": SwitchSetting(self.tr("No motion"), self.tr("Things appear without fading.")),
        }

    def _sound_rows(self) -> dict[str, SettingRow]:
        system = [("", self.tr("As the system"))]
        return {
            "microphone": ChoiceSetting(self.tr("Microphone"), "", system),
            "speaker": ChoiceSetting(self.tr("Speaker"), "", system),
            "can_speak": SwitchSetting(
                self.tr("I can’t speak now"), self.tr("Drills ask you to type instead."), inverted=True
            ),
            "silence_s": SliderSetting(
                self.tr("Pause that ends a recording"),
                self.tr("Longer, if you are cut off while you think."),
                (4, 20),
                0.1,
                self._seconds,
            ),
            "show_captions": SwitchSetting(
                self.tr("Show captions while I speak"),
                self.tr("What seems to have been said. It is not judged by them."),
            ),
            "recordings_kept": ChoiceSetting(
                self.tr("Keep my recordings"),
                self.tr("On this computer only, to hear them again. What was found in them stays when they go."),
                self._keeping_choices(),
            ),
        }

    def _keeping_choices(self) -> list[tuple[object, str]]:
        return [
            (Keeping.NEVER, self.tr("Not at all")),
            (Keeping.WEEK, self.tr("For 7 days")),
            (Keeping.MONTH, self.tr("For 30 days")),
            (Keeping.HALF_YEAR, self.tr("For 180 days, 500 MB at most")),
            (Keeping.ALWAYS, self.tr("For ever")),
        ]

    def _network_rows(self) -> dict[str, SettingRow]:
        hint = self.tr("Models can’t be downloaded then. Everything that is here works without the network anyway.")
        return {"never_use_network": SwitchSetting(self.tr("Never use the network"), hint)}

    def _popup_rows(self) -> dict[str, SettingRow]:
        self._popup_key = KeySetting(
            self.tr("Key for the look-up window"), self.tr("Press it here, and then in any program.")
        )
        takes = [
            (Taking.SELECTION, self.tr("What is selected, or copied")),
            (Taking.CLIPBOARD, self.tr("What was copied")),
            (Taking.NOTHING, self.tr("Nothing: I type it")),
        ]
        return {
            "popup_key": self._popup_key,
            "popup_takes": ChoiceSetting(
                self.tr("It looks up"), self.tr("What a password manager copied is never looked up."), takes
            ),
            "keep_in_tray": SwitchSetting(
                self.tr("Stay in the tray when the window is closed"),
                self.tr("The key goes on working then. Only where the desktop has a tray."),
            ),
        }

    def _card(self, heading: str, rows: dict[str, SettingRow]) -> QFrame:
        card, column = _card(heading)
        for name, row in rows.items():
            self._rows[name] = row
            row.changed.connect(lambda value, name=name: self._change(name, value))
            column.addWidget(row)
            if isinstance(row, KeySetting):
                column.addWidget(row.note)
        return card

    def _change(self, name: str, value: Any) -> None:
        if name == PAIR:
            speaks, learns = value
            self._services.settings.change(speaks=LanguageCode(speaks), learns=LanguageCode(learns))
            return
        kind = type(getattr(self._services.settings.now, name))
        if kind is float:
            value = round(float(value), 1)
        self._services.settings.change(**{name: kind(value)})

    def _show_settings(self, settings: Settings) -> None:
        for name, row in self._rows.items():
            row.show_value((settings.speaks, settings.learns) if name == PAIR else getattr(settings, name))

    def _pair_text(self, learned: LanguageCode, spoken: LanguageCode) -> str:
        text = self.tr("%1 from %2")
        first = self._name(learned)
        return text.replace("%1", first[:1].upper() + first[1:]).replace("%2", self._name(spoken))

    def _name(self, code: LanguageCode) -> str:
        language = self._services.languages.get(code)
        return language.name_in(self._services.ui_language()) if language else str(code)

    def _seconds(self, value: float) -> str:
        return self.tr("%1 s").replace("%1", QLocale().toString(value, "f", 1))

    # --- what lies here ------------------------------------------------------------------------------------------

    def _data_card(self) -> QFrame:
        card, column = _card(self.tr("On this computer"))
        folder = QLineEdit(str(self._services.paths.data))  # a path can't wrap, a field scrolls
        folder.setReadOnly(True)
        folder.setCursorPosition(0)
        folder.setAccessibleName(self.tr("Folder with my data"))
        open_it = QPushButton(self.tr("Open the folder"))
        set_icon(open_it, "folder-open")
        open_it.setToolTip("O")
        open_it.clicked.connect(self._open_folder)
        column.addWidget(QLabel(self.tr("Folder with my data")))
        column.addWidget(folder)
        column.addWidget(open_it, 0, Qt.AlignmentFlag.AlignLeft)
        recordings = QPushButton(self.tr("See my recordings"))
        set_icon(recordings, "microphone")
        recordings.setToolTip("R")
        recordings.clicked.connect(self.open_recordings)
        column.addWidget(QLabel(self.tr("Recordings")))
        column.addWidget(recordings, 0, Qt.AlignmentFlag.AlignLeft)
        models = QPushButton(self.tr("See and manage the models"))
        set_icon(models, "package")
        models.setToolTip("M")
        models.clicked.connect(self._open_models)
        column.addWidget(QLabel(self.tr("Models")))
        column.addWidget(models, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _open_folder(self) -> None:
        folder = self._services.paths.data
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def open_recordings(self) -> RecordingsDialog:
        dialog = RecordingsDialog(self._services, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _open_models(self) -> None:
        self.open_page.emit("models")

    def _show_devices(self, found: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        now = self._services.settings.now
        for name, devices, chosen in (
            ("microphone", found[0], now.microphone),
            ("speaker", found[1], now.speaker),
        ):
            row = self._rows[name]
            if isinstance(row, ChoiceSetting):
                row.set_choices(self._devices.choices(devices, chosen))
                row.show_value(chosen)

    def _tell(self, error: BaseException) -> None:
        self.show_message.emit(sentence_for(error, self._services.messages))


def _card(heading: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    set_look(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
    column.setSpacing(SPACE_4)
    label = QLabel(heading)
    label.setWordWrap(True)
    set_look(label, "heading")
    column.addWidget(label)
    return card, column
