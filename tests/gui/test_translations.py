"""The Portuguese window is complete: every text of the code is in the .ts, finished, and compiled."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from importlib import util
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from langtutor.ui.translation import Translators, own_name, ui_languages

ROOT = Path(__file__).parents[2]
I18N = ROOT / "i18n"
PLACEHOLDER = re.compile(r"%\d|%n|\{\w+\}")

Texts = dict[tuple[str, str], str]


def texts_of(ts: Path) -> tuple[Texts, list[str]]:
    """(context, source) → translation (of plurals the form for one), and what isn't finished."""
    found: Texts = {}
    unfinished = []
    for context in ElementTree.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")]
            text = forms[0] if forms and all(forms) else "".join(translation.itertext()).strip()
            found[context.findtext("name") or "", source] = text
            if translation.get("type") == "unfinished" or not text:
                unfinished.append(source)
    return found, unfinished


@pytest.fixture(scope="module")
def translations():
    """`packaging/translations.py`, which is no package."""
    spec = util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["pt", "en"])
def test_every_text_of_the_code_is_there_and_finished(language: str, translations, tmp_path: Path):
    fresh = tmp_path / f"langtutor_{language}.ts"
    translations.extract(language, fresh)
    wanted, _ = texts_of(fresh)
    committed, unfinished = texts_of(I18N / f"langtutor_{language}.ts")
    run = "run `python packaging/translations.py` and finish the new texts"
    assert set(committed) == set(wanted), run
    assert not unfinished, run


@pytest.mark.parametrize("language", ["pt", "en"])
def test_placeholders_survive_translation(language: str):
    texts, _ = texts_of(I18N / f"langtutor_{language}.ts")
    for (_context, source), text in texts.items():
        assert sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(text)), source


def test_the_compiled_file_says_what_the_written_one_says():
    texts, _ = texts_of(I18N / "langtutor_pt.ts")
    translator = QTranslator()
    assert translator.load(QLocale("pt_BR"), "langtutor", "_", str(I18N))
    for (context, source), text in texts.items():
        how_many = 1 if "%n" in source else -1
        assert translator.translate(context, source, "", how_many) == text, f"{source}: compile it again"


def test_qt_itself_speaks_portuguese_too(qapp):
    translators = Translators(qapp, I18N, {"pt": "pt_BR", "en": "en_US"}.__getitem__)
    translators.use("pt")
    try:
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"
        assert QCoreApplication.translate("Frame", "Settings") == "Configurações"
        assert QLocale().decimalPoint() == ","
    finally:
        translators.use("en")
    assert QCoreApplication.translate("Frame", "Settings") == "Settings"


def test_the_window_offers_what_is_compiled():
    assert ui_languages(I18N) == ("en", "pt")
    assert own_name("pt") == "Português"
    assert own_name("en") == "English"
