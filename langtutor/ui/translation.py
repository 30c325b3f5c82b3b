"""The window's language: Qt translations of ours and of Qt's own dialogs. Which exist is what lies in `i18n/`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

log = logging.getLogger(__name__)

_OURS = "langtutor"
_QT = "qtbase"


def ui_languages(folder: Path) -> tuple[str, ...]:
    """Codes of the languages that the window speaks, sorted."""
    return tuple(sorted(path.stem.removeprefix(f"{_OURS}_") for path in folder.glob(f"{_OURS}_*.qm")))


def own_name(language: str) -> str:
    """A language's name in itself: `Português`."""
    name = QLocale(language).nativeLanguageName() or language
    if language == "en":
        name = "English"  # Qt says "American English" for its default country
    return name[:1].upper() + name[1:]


class Translators(QObject):
    """Installs the translations of one language at a time; widgets get `LanguageChange` when it changes.

    locale_of: code → locale for numbers, dates and Qt's texts (`pt` → `pt_BR`).
    """

    def __init__(self, application: QCoreApplication, folder: Path, locale_of: Callable[[str], str]) -> None:
        super().__init__(application)
        self._application = application
        self._folder = folder
        self._locale_of = locale_of
        self._installed: list[QTranslator] = []
        self._language = ""

    @property
    def language(self) -> str:
        return self._language

    def use(self, language: str) -> None:
        """Switches; does nothing when this language is in use already."""
        if language == self._language:
            return
        self._language = language
        locale = QLocale(self._locale_of(language))
        QLocale.setDefault(locale)
        old, self._installed = self._installed, []
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in ((_QT, qt_folder), (_OURS, str(self._folder))):
            translator = QTranslator(self)
            if translator.load(locale, name, "_", folder):
                self._installed.append(translator)
                self._application.installTranslator(translator)
            else:
                log.info("no translation of %s for %s", name, locale.name())
        for translator in old:
            self._application.removeTranslator(translator)
