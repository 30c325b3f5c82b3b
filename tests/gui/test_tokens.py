from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from langtutor.settings.schema import SettingsFile, Theme
from langtutor.ui.theme.icons import icon, set_icon
from langtutor.ui.theme.sheet import LOOKS, style_sheet
from langtutor.ui.theme.style import Look, motion_ms, palette_of, roles_for
from langtutor.ui.theme.tokens import DARK, LIGHT, Roles, contrast, roles_of

UI = Path(__file__).parents[2] / "langtutor" / "ui"
THEMES = pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize("ink", ["text", "text_muted", "accent", "good", "doubt", "wrong"])
@pytest.mark.parametrize("paper", ["surface", "surface_raised"])
def test_text_can_be_read(roles: Roles, ink: str, paper: str):
    assert contrast(getattr(roles, ink), getattr(roles, paper)) >= 4.5


@THEMES
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("on_accent", "accent"),
        ("on_accent", "focus"),
        ("text", "hover"),
        ("accent", "accent_surface"),
        ("accent", "hover"),
        *(("text", f"{state}_surface") for state in ("accent", "good", "doubt", "wrong")),
        *(("text_muted", f"{state}_surface") for state in ("accent", "wrong")),
        *((state, f"{state}_surface") for state in ("good", "doubt", "wrong")),
    ],
)
def test_text_on_coloured_ground_can_be_read(roles: Roles, ink: str, paper: str):
    assert contrast(getattr(roles, ink), getattr(roles, paper)) >= 4.5


@THEMES
@pytest.mark.parametrize("line", ["edge", "focus"])
@pytest.mark.parametrize("paper", ["surface", "surface_raised"])
def test_edges_and_focus_ring_can_be_seen(roles: Roles, line: str, paper: str):
    assert contrast(getattr(roles, line), getattr(roles, paper)) >= 3


def test_code_names_roles_never_colours():
    """Outside the tokens no file of the window writes a colour."""
    for path in UI.rglob("*.py"):
        if path.name == "tokens.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not (node.value.startswith("#") and len(node.value) == 7), f"{path.name}: {node.value}"


def test_the_style_sheet_scales_with_the_text():
    assert "font-size: 20.00pt" in style_sheet(LIGHT, 100)
    assert "font-size: 40.00pt" in style_sheet(LIGHT, 200)
    assert len(LOOKS) == len(set(LOOKS))


@pytest.mark.parametrize(
    ("theme", "system", "expected"),
    [
        (Theme.SYSTEM, Qt.ColorScheme.Dark, DARK),
        (Theme.SYSTEM, Qt.ColorScheme.Light, LIGHT),
        (Theme.SYSTEM, Qt.ColorScheme.Unknown, LIGHT),
        (Theme.DARK, Qt.ColorScheme.Light, DARK),
        (Theme.LIGHT, Qt.ColorScheme.Dark, LIGHT),
    ],
)
def test_the_theme_follows_setting_then_system(theme: Theme, system: Qt.ColorScheme, expected: Roles):
    assert roles_for(theme, system) is expected


def test_settings_change_the_look_at_once(qtbot, qapp: QApplication, tmp_path: Path):
    settings = SettingsFile(tmp_path / "settings.json")
    settings.change(theme=Theme.LIGHT)
    look = Look(qapp, settings)
    button = QPushButton()
    qtbot.addWidget(button)
    set_icon(button, "microphone")
    button.show()
    pale = button.icon().cacheKey()
    before = qapp.font().pointSizeF()
    settings.change(theme=Theme.DARK, text_percent=200, reduced_motion=True)
    assert look.roles() is DARK
    assert roles_of(button) is DARK
    assert button.icon().cacheKey() != pale, "the icon keeps the old theme's tint"
    assert qapp.font().pointSizeF() == pytest.approx(2 * before)
    assert motion_ms() == 0
    settings.change(theme=Theme.LIGHT, text_percent=100, reduced_motion=False)
    assert motion_ms() == 120
    assert qapp.palette().window().color() == palette_of(LIGHT).window().color()


def test_every_icon_named_in_the_window_exists(qapp: QApplication):
    named = set()
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("set_icon", "button", "icon"):
                at = {"set_icon": 1, "button": 1, "icon": 0}[getattr(node.func, "id", "")]
                if len(node.args) > at:
                    named |= {
                        one.value
                        for one in ast.walk(node.args[at])
                        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
                    }
    assert len(named) > 8
    for name in named:
        assert not icon(name, "text", LIGHT).isNull()
