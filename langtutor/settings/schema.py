"""The settings: one typed schema, which also makes the settings page. Learners, UI language and devices live here."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from langtutor.core.language import LanguageCode
from langtutor.core.skill import Knowing
from langtutor.settings.disk import disk_errors

log = logging.getLogger(__name__)


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class FirstStep(StrEnum):
    """What the first start still has to ask, once it is known what is learned."""

    NOTHING = ""
    MICROPHONE = "microphone"
    MODELS = "models"


class Keeping(StrEnum):
    """How long recordings are kept; the value is a number of days, or a word."""

    NEVER = "never"
    WEEK = "7"
    MONTH = "30"
    HALF_YEAR = "180"
    ALWAYS = "always"

    @property
    def days(self) -> int | None:
        """None: they are never too old."""
        return None if self is Keeping.ALWAYS else 0 if self is Keeping.NEVER else int(self.value)


class Taking(StrEnum):
    """What the look-up popup takes for its question when it is called without one."""

    SELECTION = "selection"  # else what was copied
    CLIPBOARD = "clipboard"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Settings:
    """Empty `speaks` or `learns` means that the first-start question hasn't been answered.

    ui_language: empty for the system's. microphone and speaker: device names of PortAudio, empty for the system's.
    text_percent: text size, 100 to 200. silence_s: how long a pause ends a recording. show_captions: while speaking.
    popup_key: calls the look-up popup from any program, in Qt's portable form, empty for none.
    """

    learner: str = "me"
    speaks: LanguageCode = LanguageCode("")
    learns: LanguageCode = LanguageCode("")
    knowing: Knowing = Knowing.NEW
    ui_language: str = ""
    theme: Theme = Theme.SYSTEM
    text_percent: int = 100
    reduced_motion: bool = False
    microphone: str = ""
    speaker: str = ""
    can_speak: bool = True
    recordings_kept: Keeping = Keeping.HALF_YEAR
    show_captions: bool = True
    silence_s: float = 0.7
    never_use_network: bool = False
    popup_key: str = "Ctrl+Alt+W"
    popup_takes: Taking = Taking.SELECTION
    keep_in_tray: bool = False
    first_step: FirstStep = FirstStep.NOTHING

    @property
    def is_new(self) -> bool:
        return not (self.speaks and self.learns)

    @property
    def keeps_recordings(self) -> bool:
        return self.recordings_kept is not Keeping.NEVER


class SettingsFile:
    """Reads and writes the settings; tells listeners of every change, in the thread that made it.

    A file that can't be read is put aside as `settings.json.broken` and defaults are used: nothing the user
    wrote is thrown away.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._listeners: list[Callable[[Settings], None]] = []
        self._now = self._load()

    @property
    def now(self) -> Settings:
        return self._now

    def change(self, **values: Any) -> Settings:
        """Sets fields, writes the file, tells listeners.

        Raises TypeError for an unknown field; DiskFull, FolderReadOnly, and then nothing has changed.
        """
        changed = replace(self._now, **values)
        if changed == self._now:
            return changed
        with disk_errors(self._path.parent, needed=1_000_000):
            self._write(changed)
        self._now = changed
        for listener in list(self._listeners):
            listener(changed)
        return changed

    def on_change(self, listener: Callable[[Settings], None]) -> None:
        self._listeners.append(listener)

    def _load(self) -> Settings:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            if not isinstance(stored, dict):
                raise ValueError("not a table of settings")
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError) as error:
            self._put_aside(error)
            return Settings()
        return _from_json(stored)

    def _put_aside(self, error: Exception) -> None:
        log.warning("settings unreadable (%s); defaults are used", error)
        try:
            self._path.replace(self._path.with_name(self._path.name + ".broken"))
        except OSError as failed:
            log.warning("and could not be put aside: %s", failed)

    def _write(self, changed: Settings) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_name(self._path.name + ".new")
        values = {field.name: getattr(changed, field.name) for field in fields(changed)}
        temporary.write_text(json.dumps(values, indent=2, ensure_ascii=False), encoding="utf-8")
        temporary.replace(self._path)


def _from_json(stored: dict[str, Any]) -> Settings:
    """Known fields of the right type; anything else keeps its default, so that one bad value costs only itself."""
    defaults = Settings()
    values: dict[str, Any] = {}
    if stored.get("keep_recordings") is False:  # what said so before there was a choice of days
        stored = {"recordings_kept": Keeping.NEVER.value, **stored}
    for field in fields(Settings):
        if field.name not in stored:
            continue
        default = getattr(defaults, field.name)
        try:
            values[field.name] = _coerced(stored[field.name], default)
        except (TypeError, ValueError):
            log.warning("setting %s has an unusable value %r", field.name, stored[field.name])
    return replace(defaults, **values)


def _coerced(value: Any, default: Any) -> Any:
    if isinstance(default, StrEnum):
        return type(default)(value)
    if isinstance(default, bool) or isinstance(value, bool):
        if isinstance(default, bool) and isinstance(value, bool):
            return value
        raise TypeError
    if isinstance(default, float) and isinstance(value, int | float):
        return float(value)
    if isinstance(value, type(default)):
        return value
    raise TypeError
