"""The style sheet, written from the tokens."""

from __future__ import annotations

from string import Template

from langtutor.ui.theme.tokens import (
    FOCUS_WIDTH,
    HEADING_PT,
    RADIUS,
    SENTENCE_PT,
    SMALL_PT,
    SPACE_1,
    SPACE_2,
    SPACE_3,
    SPACE_4,
    SPACE_5,
    TEXT_PT,
    TITLE_PT,
    Roles,
)

LOOKS = (
    "title",  # a page's name
    "heading",
    "sentence",  # the learner's own or the model's sentence: the largest thing on the page
    "muted",
    "small",
    "good",
    "doubt",
    "wrong",
    "card",  # a frame, raised
    "primary",  # the one button that Enter presses
    "quiet",  # a button without an edge
    "link",
    "nav",
    "chip",  # a button that is one of several choices, checkable
    "choice",  # a big button: one of two answers; with the verdict it is one of the next two
    "choice_right",
    "choice_wrong",
    "info",  # strips: a message above the page
    "error",
    "search",  # a button that looks like a field
    "plain",  # a list without a frame
    "plain_muted",  # a text without a frame, that is only read
    "plain_sentence",
    "bar",
    "side",
    "foot",  # a bar beneath a page
    "rule",  # a thin line between rows
    "finding",  # a card of the margin beside a text
    "drop",  # where something dragged may be let go
)
"""Values of the property `look`."""

_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QDialog, QWidget#columnOuter, QStackedWidget#pages { background: $surface; }
QScrollArea { background: $surface; border: none; }
QToolTip { background: $surface_raised; color: $text; border: 1px solid $edge; padding: ${s1}px; }
QLabel { background: transparent; }
QLabel[look="title"] { font-size: ${title_pt}pt; font-weight: 600; }
QLabel[look="heading"] { font-size: ${heading_pt}pt; font-weight: 600; }
QLabel[look="sentence"] { font-size: ${sentence_pt}pt; }
QLabel[look="muted"] { color: $text_muted; }
QLabel[look="small"] { color: $text_muted; font-size: ${small_pt}pt; }
QLabel[look="good"] { color: $good; }
QLabel[look="doubt"] { color: $doubt; }
QLabel[look="wrong"] { color: $wrong; }

QFrame[look="card"] { background: $surface_raised; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[look="finding"] { background: $surface_raised; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[look="finding"][open="false"]:hover { background: $hover; }
QFrame[look="finding"][open="true"] { border: 1px solid $edge; }
QFrame[look="finding"][certain="false"] { border-style: dotted; border-color: $edge; }
QFrame[look="finding"]:focus { border: ${ring}px solid $focus; }
QFrame[look="bar"] { background: $surface_raised; border: none; border-bottom: 1px solid $line; }
QFrame[look="foot"] { background: $surface_raised; border: none; border-top: 1px solid $line; }
QFrame[look="side"] { background: $surface_raised; border: none; border-right: 1px solid $line; }
QFrame[look="rule"] { background: $line; border: none; min-height: 1px; max-height: 1px; }
QFrame[look="drop"] { background: $accent_surface; border: ${ring}px dashed $accent; border-radius: ${radius}px; }
QFrame[look="info"] { background: $accent_surface; border: none; border-bottom: 1px solid $line; }
QFrame[look="error"] { background: $wrong_surface; border: none; border-bottom: 1px solid $line; }
QFrame[look="info"][embedded="true"], QFrame[look="error"][embedded="true"] {
    border: 1px solid $line; border-radius: ${radius}px;
}
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QPushButton, QToolButton {
    background: $surface_raised; color: $text; border: 1px solid $edge; border-radius: ${radius}px;
    padding: ${pad_v}px ${pad_h}px;
}
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:disabled, QToolButton:disabled { color: $text_muted; border-color: $line; }
QPushButton:focus, QToolButton:focus {
    border: ${ring}px solid $focus; padding: ${pad_v1}px ${pad_h1}px;
}
QPushButton[look="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed { background: $focus; }
QPushButton[look="primary"]:disabled { background: $line; color: $text_muted; border-color: $line; }
QPushButton[look="primary"]:focus { border: ${ring}px solid $text; }
QPushButton[look="quiet"], QToolButton[look="quiet"] {
    background: transparent; border: ${ring}px solid transparent; padding: ${pad_v1}px ${s2}px;
}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover { background: $hover; }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus { border-color: $focus; }
QPushButton[look="link"] {
    background: transparent; color: $accent; border: ${ring}px solid transparent; padding: ${s1}px; text-align: left;
}
QPushButton[look="link"]:hover { text-decoration: underline; background: transparent; }
QPushButton[look="link"]:focus { border-color: $focus; }
QPushButton[look="search"] { background: $surface; text-align: left; border-color: $edge; }
QPushButton[look="search"]:hover { background: $hover; }
QPushButton[look="nav"] {
    background: transparent; border: ${ring}px solid transparent; border-radius: ${radius}px;
    padding: ${pad_v}px ${s3}px; text-align: left;
}
QPushButton[look="nav"]:hover { background: $hover; }
QPushButton[look="nav"]:checked { background: $accent_surface; color: $accent; }
QPushButton[look="nav"]:focus { border-color: $focus; }
QPushButton[look="chip"] { padding: ${pad_v}px ${s4}px; }
QPushButton[look="chip"]:checked { background: $accent_surface; color: $accent; border-color: $accent; }
QPushButton[look="chip"]:focus { border: ${ring}px solid $focus; padding: ${pad_v1}px ${chip_h1}px; }
QPushButton[look^="choice"] { font-size: ${sentence_pt}pt; padding: ${s4}px; }
QPushButton[look^="choice"]:focus { padding: ${s4_1}px; }
QPushButton[look="choice_right"] { background: $good_surface; border-color: $good; }
QPushButton[look="choice_wrong"] { background: $wrong_surface; border-color: $wrong; }

QLineEdit, QPlainTextEdit, QTextEdit {
    background: $surface_raised; border: 1px solid $edge; border-radius: ${radius}px; padding: ${pad_v}px ${s2}px;
    selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $text_muted;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: ${ring}px solid $focus; padding: ${pad_v1}px ${s2_1}px;
}
QTextEdit[look^="plain"] { background: transparent; border: ${ring}px solid transparent; padding: 0; }
QTextEdit[look^="plain"]:focus { border-color: $focus; padding: 0; }
QTextEdit[look="plain_muted"] { color: $text_muted; }
QTextEdit[look="plain_sentence"] { font-size: ${sentence_pt}pt; }
QLineEdit:disabled { color: $text_muted; border-color: $line; }

QComboBox {
    background: $surface_raised; border: 1px solid $edge; border-radius: ${radius}px;
    padding: ${pad_v}px ${s5}px ${pad_v}px ${s3}px;
}
QComboBox:hover { background: $hover; }
QComboBox:focus { border: ${ring}px solid $focus; padding: ${pad_v1}px ${s5_1}px ${pad_v1}px ${s3_1}px; }
QComboBox:disabled { color: $text_muted; border-color: $line; }
QComboBox::drop-down { border: none; width: ${s5}px; }
QComboBox::down-arrow { image: none; width: 0px; height: 0px; }
QComboBox QAbstractItemView {
    background: $surface_raised; color: $text; border: 1px solid $edge; padding: ${s1}px; outline: none;
    selection-background-color: $accent_surface; selection-color: $accent;
}
QComboBox QAbstractItemView::item { min-height: ${item}px; padding: ${s1}px ${s2}px; }

QCheckBox { spacing: ${s2}px; border: ${ring}px solid transparent; border-radius: ${radius}px; padding: ${s1}px; }
QCheckBox:focus { border-color: $focus; }

QSlider:focus { border: ${ring}px solid $focus; border-radius: ${radius}px; }
QSlider { border: ${ring}px solid transparent; padding: ${s1}px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $edge; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; width: 18px; height: 18px; margin: -7px 0; border-radius: 9px; }

QProgressBar { background: $line; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QListWidget, QTreeWidget, QTableView {
    background: $surface_raised; border: 1px solid $line; border-radius: ${radius}px; padding: ${s1}px; outline: none;
}
QListWidget:focus, QTreeWidget:focus, QTableView:focus { border: ${ring}px solid $focus; padding: ${s1_1}px; }
QListWidget[look="plain"] { background: transparent; border: ${ring}px solid transparent; padding: 0; }
QListWidget[look="plain"]:focus { border-color: $focus; padding: 0; }
QListWidget::item { padding: ${s2}px; border-radius: ${s1}px; }
QListWidget::item:hover { background: $hover; }
QListWidget::item:selected { background: $accent_surface; color: $accent; }
QHeaderView::section {
    background: $surface_raised; color: $text_muted; border: none; border-bottom: 1px solid $line; padding: ${s2}px;
}
QTableView::item { padding: ${s1}px ${s2}px; }
QTableView::item:selected { background: $accent_surface; color: $accent; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $edge; min-height: 32px; border-radius: 4px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: $edge; min-width: 32px; border-radius: 4px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(roles: Roles, percent: int) -> str:
    """The whole application's style sheet at a text size in percent."""
    values: dict[str, object] = {name: getattr(roles, name) for name in roles.__slots__}
    points = {"title": TITLE_PT, "heading": HEADING_PT, "sentence": SENTENCE_PT, "small": SMALL_PT, "text": TEXT_PT}
    values |= {f"{name}_pt": f"{size * percent / 100:.2f}" for name, size in points.items()}
    ring_more = FOCUS_WIDTH - 1
    values |= {
        "radius": RADIUS,
        "ring": FOCUS_WIDTH,
        "s1": SPACE_1,
        "s1_1": SPACE_1 - ring_more,
        "s2": SPACE_2,
        "s2_1": SPACE_2 - ring_more,
        "s3": SPACE_3,
        "s3_1": SPACE_3 - ring_more,
        "s4": SPACE_4,
        "s4_1": SPACE_4 - ring_more,
        "s5": SPACE_5,
        "s5_1": SPACE_5 - ring_more,
        "pad_v": SPACE_2,
        "pad_v1": SPACE_2 - ring_more,
        "pad_h": SPACE_4,
        "pad_h1": SPACE_4 - ring_more,
        "chip_h1": SPACE_4 - ring_more,
        "item": round(24 * percent / 100),
    }
    return _SHEET.substitute(values)
