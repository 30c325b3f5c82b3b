"""Cards as tables: CSV for spreadsheets and other programs, and what they (Anki too) give back."""

from __future__ import annotations

import csv
import html
import io
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from langtutor.content.wav import write_whole
from langtutor.core.errors import DocumentTooLarge, FileUnreadable, FileUnwritable, NotATable, NotText, TooManyCards
from langtutor.core.vocabulary import Card, CardDraft

COLUMNS = ("front", "back", "sentence", "translation", "tags")
_TOLD = ("state", "suspended", "due", "reviews", "lapses", "kept")
"""Written for the learner's own statistics; not read back."""

LARGEST_MB = 5
MOST_CARDS = 20_000
LONGEST = {"front": 200, "back": 500, "sentence": 1000, "translation": 1000}
"""Code points. More isn't a card."""

_NAMES = {
    "front": ("front", "word", "term", "expression", "frente", "palavra", "termo", "expressão"),
    "back": ("back", "meaning", "definition", "verso", "significado", "definição"),
    "sentence": ("sentence", "example", "context", "frase", "exemplo", "contexto"),
    "translation": ("translation", "sentence translation", "tradução", "tradução da frase"),
    "tags": ("tags", "tag", "labels", "etiquetas", "marcas"),
}
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_RECORD_LINES = 40
"""A field may have line breaks; a quotation mark left open must not swallow the rest of the file."""

_BREAK = re.compile(r"<(?:br|/?div|/?p)\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SOUND = re.compile(r"\[sound:[^\]]*\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")


@dataclass(frozen=True, slots=True)
class TableProblem:
    """A line that can't be used. code: `quotes`, `columns`, `no_front`, `no_back`, `too_long`, `letters`.

    line: counted from 1. text: how it begins.
    """

    line: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class CardTable:
    """guessed: the file doesn't say how its letters are written; accents may be wrong."""

    name: str
    cards: tuple[CardDraft, ...]
    problems: tuple[TableProblem, ...]
    guessed: bool = False


def write_table(path: Path, cards: Iterable[Card], now: datetime) -> None:
    """UTF-8 with a mark, as spreadsheets want it. Raises DiskFull, FolderReadOnly, FileUnwritable."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((*COLUMNS, *_TOLD))
    for card in cards:
        said = (card.front, card.back, card.sentence, card.translation, " ".join(card.tags))
        due = "" if card.suspended or not card.reviews else card.due.astimezone().date().isoformat()
        kept = card.kept_at.astimezone().date().isoformat()
        told = (card.state, "yes" if card.suspended else "", due, card.reviews, card.lapses, kept)
        writer.writerow((*map(_harmless, said), *told))
    try:
        write_whole(path, text.getvalue().encode("utf-8-sig"))
    except OSError as error:
        raise FileUnwritable(path=str(path), detail=str(error.strerror or error)) from error


def read_table(path: Path) -> CardTable:
    """Lines that can't be used are told, the others taken. Nothing in it is run or fetched.

    Raises FileUnreadable, DocumentTooLarge, TooManyCards, NotText, NotATable.
    """
    text, guessed = _decoded(_bytes_of(path), path.name)
    reading = _Reading(path.name, [f"{line}\n" for line in re.split("\r\n|\r|\n", text)])
    reading.run()
    if not reading.cards and not any(problem.code in ("quotes", "too_long") for problem in reading.problems):
        raise NotATable(path=path.name)
    return CardTable(path.name, tuple(reading.cards), tuple(reading.problems), guessed)


@dataclass
class _Reading:
    """Goes through the lines record by record. columns: what stands where; None for what isn't ours."""

    name: str
    lines: Sequence[str]
    columns: tuple[str | None, ...] = COLUMNS
    separator: str = ","
    is_html: bool = False
    cards: list[CardDraft] = field(default_factory=list)
    problems: list[TableProblem] = field(default_factory=list)

    def run(self) -> None:
        at = self._preamble()
        named = False
        while at < len(self.lines):
            row, after = self._record(at)
            if row is not None and any(cell.strip() for cell in row):
                if not named and not self.cards and _is_header(row):
                    self.columns = tuple(_column(cell) for cell in row)
                elif len(self.cards) == MOST_CARDS:
                    raise TooManyCards(path=self.name, limit=MOST_CARDS)
                else:
                    self._take(at, row)
                named = True
            at = after

    def _preamble(self) -> int:
        """Lines with which Anki says how the rest is written; else the separator is guessed."""
        at, separator = 0, ""
        while at < len(self.lines) and self.lines[at].startswith("#") and ":" in self.lines[at]:
            key, _, value = self.lines[at][1:].strip().partition(":")
            match key.strip().lower():
                case "separator":
                    separator = _SEPARATORS.get(value.strip().lower(), value.strip()[:1])
                case "html":
                    self.is_html = value.strip().lower() == "true"
                case "columns":
                    parts = value.split(separator or "\t")
                    self.columns = tuple(_column(part) for part in parts)
                case "tags column" if value.strip().isdecimal():
                    self.columns = _with_tags(self.columns, int(value) - 1)
                case _:
                    pass
            at += 1
        self.separator = separator or _guessed_separator(self.lines[at : at + 50])
        return at

    def _record(self, at: int) -> tuple[list[str] | None, int]:
        """One record from this line on, and the line after it. A broken one costs its first line only."""
        reader = csv.reader(itertools.islice(self.lines, at, at + _RECORD_LINES), delimiter=self.separator, strict=True)
        try:
            row = next(reader, None)
        except csv.Error:
            self._problem(at, "quotes")
            return None, at + 1
        return row, at + max(1, reader.line_num)

    def _take(self, at: int, row: list[str]) -> None:
        cells = {
            name: self._plain(cell)
            for name, cell in zip(self.columns, row, strict=False)
            if name is not None and cell.strip()
        }
        if problem := _wrong_with(cells, len(row)):
            self._problem(at, problem)
            return
        tags = tuple(cells.pop("tags", "").replace(",", " ").split())
        self.cards.append(CardDraft(**cells, tags=tags, origin="import"))

    def _plain(self, cell: str) -> str:
        text = cell.strip()
        if text.startswith("'") and text[1:2] in ("=", "+", "-", "@"):
            text = text[1:]
        text = _SOUND.sub("", text)
        if self.is_html:
            text = html.unescape(_TAG.sub("", _BREAK.sub(" ", text)))
        return " ".join(text.split())

    def _problem(self, at: int, code: str) -> None:
        begin = self.lines[at].strip()
        self.problems.append(TableProblem(at + 1, code, begin if len(begin) <= 60 else f"{begin[:59]}…"))


def _wrong_with(cells: dict[str, str], count: int) -> str:
    if count < 2:
        return "columns"
    if "front" not in cells or not cells["front"]:
        return "no_front"
    if not cells.get("back"):
        return "no_back"
    if any(len(cells.get(name, "")) > most for name, most in LONGEST.items()):
        return "too_long"
    return "letters" if any(_CONTROL.search(text) for text in cells.values()) else ""


def _is_header(row: Sequence[str]) -> bool:
    columns = [_column(cell) for cell in row]
    return "front" in columns and "back" in columns


def _column(name: str) -> str | None:
    plain = name.strip().lower()
    return next((column for column, names in _NAMES.items() if plain in names), None)


def _with_tags(columns: tuple[str | None, ...], at: int) -> tuple[str | None, ...]:
    others = [column for column in columns if column != "tags"]
    at = min(max(at, 0), 20)
    others += [None] * (at - len(others))
    return (*others[:at], "tags", *others[at:])


def _guessed_separator(lines: Sequence[str]) -> str:
    """The one that most lines have; commas inside sentences must not win over tabs."""
    counts = {one: sum(one in line for line in lines) for one in ("\t", ";", ",")}
    return max(counts, key=lambda one: counts[one])


def _harmless(text: str) -> str:
    """No formula to a spreadsheet."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _bytes_of(path: Path) -> bytes:
    limit = LARGEST_MB * 1024 * 1024
    try:
        if not path.is_file():
            raise FileUnreadable(path=str(path), detail="not a file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise FileUnreadable(path=str(path), detail=str(error.strerror or error)) from error
    if len(data) > limit:
        raise DocumentTooLarge(path=path.name, limit=LARGEST_MB)
    return data


def _decoded(data: bytes, name: str) -> tuple[str, bool]:
    """By its mark, else UTF-8, else as Windows writes it, which is a guess."""
    marked = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for encoding in (marked, "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, encoding == "cp1252"
    raise NotText(path=name)
