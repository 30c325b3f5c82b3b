"""EPUB 2 and 3: chapters in reading order, cut where the table of contents says."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from langtutor.core.reading import Book, Chapter, Paragraph, ParagraphKind, Remark
from langtutor.core.reading_errors import BookLocked, BookTooLong
from langtutor.services.reading import markup
from langtutor.services.reading.archive import Archive
from langtutor.services.reading.decoding import decoded
from langtutor.services.reading.markup import Block

_CONTAINER = "META-INF/container.xml"
_LOCKS = ("META-INF/rights.xml", "META-INF/sinf.xml", "META-INF/license.lcpl")
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ONLY = ("/embedding", "/enc#rc")
"""Ends of the names of the two ways to hide fonts: they lock nothing that is read."""

_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/xml"})
_MOST_CHAPTERS = 20_000

Stop = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Item:
    path: str
    kind: str
    properties: str


@dataclass(frozen=True, slots=True)
class _Package:
    title: str
    author: str
    language: str
    spine: tuple[_Item, ...]
    nav: str | None
    ncx: str | None
    missing: bool


def read_epub(path: Path, most_text: int, stop: Stop) -> Book:
    """most_text: code points of all paragraphs. stop is called between files and may raise.

    Raises FileUnreadable, BookDamaged, BookLocked, DocumentLocked, PackedTooTight, BookTooLong, NotText.
    """
    with Archive(path) as archive:
        if _is_locked(archive):
            raise BookLocked(path=path.name)
        package = _package(archive)
        contents = _contents(archive, package)
        remarks: set[Remark] = {Remark.MISSING} if package.missing else set()
        cutting = _Cutting(contents)
        length = 0
        for item in package.spine:
            stop()
            if item.path == package.nav:
                continue
            page = markup.page_of(decoded(archive.read(item.path), path.name, markup=True).text)
            remarks |= page.remarks
            length += sum(len(block.text) for block in page.blocks)
            if length > most_text:
                raise BookTooLong(path=path.name, limit=most_text // 1_000_000)
            cutting.add(item.path, page.blocks)
        chapters = cutting.chapters()
    return Book(package.title, chapters, package.author, package.language, tuple(sorted(remarks)))


class _Cutting:
    """contents: titles by file and anchor (empty for the file's beginning)."""

    def __init__(self, contents: dict[tuple[str, str], str]) -> None:
        self._contents = contents
        self._found: list[tuple[str, list[Paragraph]]] = []

    def add(self, path: str, blocks: list[Block]) -> None:
        if not blocks:
            return
        # A file that the contents don't name goes on with the chapter before, where contents name anything.
        if (path, "") in self._contents or not self._contents or not self._found:
            self._begin(self._contents.get((path, "")) or _first_heading(blocks))
        for block in blocks:
            named = next((title for anchor in block.anchors if (title := self._contents.get((path, anchor)))), None)
            if named is not None and self._found[-1][1]:
                self._begin(named)
            elif named is not None:
                self._found[-1] = (named, self._found[-1][1])
            self._found[-1][1].append(Paragraph(block.text, block.kind))

    def chapters(self) -> tuple[Chapter, ...]:
        return tuple(Chapter(title, tuple(paragraphs)) for title, paragraphs in self._found if paragraphs)

    def _begin(self, title: str) -> None:
        if len(self._found) < _MOST_CHAPTERS:
            self._found.append((title, []))


def _first_heading(blocks: list[Block]) -> str:
    """Among the first few paragraphs."""
    return next((block.text for block in blocks[:3] if block.kind is ParagraphKind.HEADING), "")


def _is_locked(archive: Archive) -> bool:
    if any(archive.find(name) for name in _LOCKS):
        return True
    name = archive.find(_ENCRYPTION)
    if name is None:
        return False
    root = _xml(archive.read(name))
    if root is None:
        return True
    methods = [element.get("Algorithm", "") for element in _named(root, "EncryptionMethod")]
    return any(not method.lower().endswith(_FONTS_ONLY) for method in methods)


def _package(archive: Archive) -> _Package:
    """Raises BookDamaged without one, or where none of its pages are there."""
    name = _package_name(archive)
    root = _xml(archive.read(name)) if name else None
    if name is None or root is None:
        raise archive.damaged()
    items: dict[str, _Item] = {}
    for element in _named(root, "item"):
        path = _entry(archive, name, element.get("href", ""))
        kind = element.get("media-type", "")
        if path is not None:
            items[element.get("id", "")] = _Item(path[0], kind, element.get("properties") or "")
    wanted = [element.get("idref", "") for element in _named(root, "itemref")]
    spine = [items[one] for one in wanted if one in items and _is_page(items[one])]
    if not spine:
        raise archive.damaged()
    toc = next((element.get("toc") for element in _named(root, "spine")), None)
    nav = next((item.path for item in items.values() if "nav" in item.properties.split()), None)
    ncx = items[toc].path if toc in items else next((i.path for i in items.values() if i.path.endswith(".ncx")), None)
    return _Package(
        _said(root, "title"),
        ", ".join(_all_said(root, "creator")[:3]),
        _said(root, "language"),
        tuple(dict.fromkeys(spine)),
        nav,
        ncx,
        any(one not in items for one in wanted),
    )


def _package_name(archive: Archive) -> str | None:
    container = archive.find(_CONTAINER)
    root = _xml(archive.read(container)) if container else None
    if root is not None:
        for element in _named(root, "rootfile"):
            name = archive.find(_inside(element.get("full-path", "")) or "")
            if name is not None:
                return name
    return next((name for name in archive.names() if name.lower().endswith(".opf")), None)


def _contents(archive: Archive, package: _Package) -> dict[tuple[str, str], str]:
    """The first title for each place, from EPUB 3's contents, else EPUB 2's."""
    for name, read in ((package.nav, _from_nav), (package.ncx, _from_ncx)):
        root = _xml(archive.read(name)) if name else None
        if name is None or root is None:
            continue
        found: dict[tuple[str, str], str] = {}
        for title, link in read(root):
            entry = _entry(archive, name, link)
            if entry is not None and title:
                found.setdefault(entry, title)
        if found:
            return found
    return {}


def _from_nav(root: Any) -> Iterator[tuple[str, str]]:
    for nav in _named(root, "nav"):
        kinds = [value for key, value in nav.attrib.items() if isinstance(key, str) and key.endswith("type")]
        if not kinds or any("toc" in kind.split() for kind in kinds):
            yield from ((_text(link), link.get("href", "")) for link in _named(nav, "a"))


def _from_ncx(root: Any) -> Iterator[tuple[str, str]]:
    for point in _named(root, "navPoint"):
        label = next((_text(element) for element in point if _local(element) == "navlabel"), "")
        link = next((element.get("src", "") for element in point if _local(element) == "content"), "")
        yield label, link


def _entry(archive: Archive, base: str, link: str) -> tuple[str, str] | None:
    """(entry, anchor) that a link in the file `base` means; None for what isn't in the archive."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    inside = _inside(posixpath.join(posixpath.dirname(base), unquote(parts.path))) if parts.path else base
    name = archive.find(inside) if inside else None
    return (name, unquote(parts.fragment)) if name is not None else None


def _inside(path: str) -> str | None:
    """The path without dots; None for one that leads out."""
    plain = posixpath.normpath(path.replace("\\", "/")).lstrip("/")
    return None if plain in ("", ".") or plain.startswith("..") else plain


def _is_page(item: _Item) -> bool:
    return item.kind in _PAGES or item.path.lower().endswith((".xhtml", ".html", ".htm"))


def _xml(data: bytes) -> Any:
    """None for what isn't XML. Nothing is expanded, and nothing fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None


def _named(root: Any, name: str) -> list[Any]:
    """Whatever namespace they are in."""
    return [element for element in root.iter() if _local(element) == name.lower()]


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _said(root: Any, name: str) -> str:
    return next(iter(_all_said(root, name)), "")


def _all_said(root: Any, name: str) -> list[str]:
    """Of the metadata, in order."""
    found = [_text(element) for metadata in _named(root, "metadata") for element in _named(metadata, name)]
    return [text for text in dict.fromkeys(found) if text]


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())[:300]
