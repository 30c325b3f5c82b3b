"""Word's .docx as text and back: paragraphs parted by empty lines, `#` before headings, `-` and `1.` before items."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from langtutor.core.errors import DocumentDamaged, DocumentLocked, DocumentTooLarge

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_KIND = ".docx"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""Opens what Word locks with a password, and its files from before 2007."""

_MOST_ENTRIES = 5000
_MOST_UNPACKED = 100 * 1024 * 1024
_MOST_XML = 40 * 1024 * 1024
_DEEPEST = 3
"""Levels of lists that Word's own styles have."""

_BLOCK = re.compile(r"\n{2,}")
_HEADING = re.compile(r"(#{1,6}) +(.+)")
_ITEM = re.compile(r"( *)(?:([-*•])|(\d{1,3})[.)]) +(.+)")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FALLBACK = "}Fallback"
"""Of a drawn box, the same once more for old programs."""

_STYLE = re.compile(r"heading (\d)|(title)|list (bullet|number)(?: (\d))?", re.IGNORECASE)


def from_word(data: bytes, name: str, limit: int) -> str:
    """The text of a .docx; limit: characters. name is for errors.

    Tables come cell by cell, text that was struck out in tracked changes, notes and headers not at all.
    Raises DocumentDamaged, DocumentLocked, DocumentTooLarge.
    """
    _check(data, name, limit)
    blocks: list[str] = []
    length, in_list = 0, False
    counts: dict[int, int] = {}
    for level, kind, text in _paragraphs(data, name):
        length += len(text) + 2
        if length > limit:
            raise DocumentTooLarge(path=name, limit=limit // (1024 * 1024))
        if kind not in ("bullet", "number"):
            counts, in_list = {}, False
            blocks.append(f"{'#' * min(level, 6)} {' '.join(text.split())}" if kind == "heading" else text)
            continue
        counts = {deep: count for deep, count in counts.items() if deep <= level}
        counts[level] = counts.get(level, 0) + (kind == "number")
        line = f"{'  ' * (level - 1)}{'-' if kind == 'bullet' else f'{counts[level]}.'} {text}"
        if in_list:
            blocks[-1] += f"\n{line}"
        else:
            blocks.append(line)
        in_list = True
    return "\n\n".join(blocks)


def to_word(text: str) -> bytes:
    """A .docx with this text, with Word's own styles for headings and items."""
    from docx import Document

    document = Document()
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", ""
    for block in _BLOCK.split(_UNWRITABLE.sub("", text).strip("\n")):
        _add_block(document, block.split("\n"))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_block(document: WordDocument, lines: list[str]) -> None:
    """A heading, items, or a paragraph with line breaks in it."""
    heading = _HEADING.fullmatch(lines[0])
    if heading and len(lines) == 1:
        document.add_heading(heading[2], level=len(heading[1]))
        return
    items = [_ITEM.fullmatch(line) for line in lines]
    if not all(items):
        document.add_paragraph("\n".join(lines))
        return
    numbering: dict[str, int] = {}
    for item in items:
        if item is not None:
            level = min(len(item[1]) // 2 + 1, _DEEPEST)
            style = f"List {'Bullet' if item[2] else 'Number'}{f' {level}' if level > 1 else ''}"
            paragraph = document.add_paragraph(item[4], style=style)
            if not item[2]:
                _number(document, paragraph, numbering, style)


def _number(document: Any, paragraph: Any, numbering: dict[str, int], style: str) -> None:
    """Each list counts from one: paragraphs of a style alone would go on counting through the whole text."""
    definitions = document.part.numbering_part.element
    if style not in numbering:
        base = document.styles[style].element.pPr.numPr.numId.val
        copy = definitions.add_num(definitions.num_having_numId(base).abstractNumId.val)
        copy.add_lvlOverride(ilvl=0).add_startOverride(1)
        numbering[style] = copy.numId
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering[style]


def _check(data: bytes, name: str, limit: int) -> None:
    """Before anything is unpacked: is it a zip, locked, and how large would it be?"""
    if data.startswith(_OLE):
        raise DocumentLocked(path=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentDamaged(path=name, kind=_KIND) from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentLocked(path=name)
    xml = max((entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))), default=0)
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_UNPACKED or xml > _MOST_XML:
        raise DocumentTooLarge(path=name, limit=limit // (1024 * 1024))


def _paragraphs(data: bytes, name: str) -> list[tuple[int, str, str]]:
    """(level from 1, "heading", "bullet", "number" or "", text) of each paragraph that has text, also in tables."""
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    broken = (OpcError, LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError)
    try:
        return list(_read(Document(io.BytesIO(data))))
    except (*broken, OSError, EOFError, NotImplementedError) as error:
        raise DocumentDamaged(path=name, kind=_KIND) from error


def _read(document: WordDocument) -> Iterator[tuple[int, str, str]]:
    """From the XML itself: python-docx leaves out what was added in tracked changes."""
    from docx.oxml.ns import qn

    styles = {style.style_id: style.name or "" for style in document.styles}
    lists = _Lists(document)
    for paragraph in document.element.body.iter(qn("w:p")):
        text = _text(paragraph, qn)
        if not text or any(outer.tag.endswith(_FALLBACK) for outer in paragraph.iterancestors()):
            continue
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        named = _STYLE.fullmatch(styles.get(style.get(qn("w:val")), "") if style is not None else "")
        listed = lists.of(paragraph)
        if named and (named[1] or named[2]):
            yield (int(named[1] or 1), "heading", text)
        elif named:
            yield (max(int(named[4] or 1), listed[0] if listed else 1), named[3].lower(), text)
        elif listed:
            yield (*listed, text)
        else:
            yield (1, "", text)


def _text(paragraph: Any, qn: Any) -> str:
    """Its own letters: not those of a box that hangs in it, nor those that were struck out."""
    parts: list[str] = []
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    for element in paragraph.iter(qn("w:t"), *signs):
        if next(element.iterancestors(qn("w:p"))) is not paragraph or element.getparent().tag == qn("w:tabs"):
            continue
        if next(element.iterancestors(qn("w:del"), qn("w:moveFrom")), None) is not None:
            continue
        parts.append((element.text or "") if element.tag == qn("w:t") else signs[element.tag])
    return "".join(parts).strip()


class _Lists:
    """Which paragraphs are items of a list, and of what kind."""

    def __init__(self, document: WordDocument) -> None:
        from docx.oxml.ns import qn

        self._qn = qn
        self._bullets: dict[tuple[str, str], bool] = {}
        parts = [relation.target_part for relation in document.part.rels.values() if not relation.is_external]
        for part in parts:
            if part.partname == "/word/numbering.xml" and hasattr(part, "element"):
                self._read(part.element)

    def _read(self, numbering: Any) -> None:
        qn = self._qn
        abstract = {one.get(qn("w:abstractNumId")): one for one in numbering.iter(qn("w:abstractNum"))}
        for one in numbering.iter(qn("w:num")):
            link = one.find(qn("w:abstractNumId"))
            levels = abstract.get(link.get(qn("w:val"))) if link is not None else None
            for level in levels.iter(qn("w:lvl")) if levels is not None else ():
                form = level.find(qn("w:numFmt"))
                key = (one.get(qn("w:numId")), level.get(qn("w:ilvl")))
                self._bullets[key] = form is not None and form.get(qn("w:val")) == "bullet"

    def of(self, paragraph: Any) -> tuple[int, str] | None:
        qn = self._qn
        properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        number = properties.find(qn("w:numId")) if properties is not None else None
        if number is None or number.get(qn("w:val")) == "0":
            return None
        depth = properties.find(qn("w:ilvl"))
        level = depth.get(qn("w:val")) if depth is not None else "0"
        bullet = self._bullets.get((number.get(qn("w:val")), level), True)
        return (int(level) + 1 if level.isdigit() else 1, "bullet" if bullet else "number")
