"""E-books made for tests, right ones and broken ones."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def page(body: str, head: str = "<title/>") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head>{head}</head><body>{body}</body></html>'
    )


def package(files: Sequence[str], title: str = "A book", language: str = "en", more: str = "") -> str:
    items = "".join(
        f'<item id="i{at}" href="{name}" media-type="application/xhtml+xml"/>' for at, name in enumerate(files)
    )
    spine = "".join(f'<itemref idref="i{at}"/>' for at in range(len(files)))
    return (
        '<?xml version="1.0"?><package xmlns="urn:opf" version="3.0"><metadata xmlns:dc="urn:dc">'
        f"<dc:title>{title}</dc:title><dc:creator>Ann Author</dc:creator><dc:language>{language}</dc:language>"
        f'</metadata><manifest>{items}{more}</manifest><spine toc="ncx">{spine}</spine></package>'
    )


def contents(places: Mapping[str, str]) -> str:
    """An EPUB 3 table of contents: title by link."""
    links = "".join(f'<li><a href="{link}">{title}</a></li>' for link, title in places.items())
    return page(f'<nav xmlns:epub="urn:epub" epub:type="toc"><ol>{links}</ol></nav>')


NAV = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'


def write_epub(path: Path, files: Mapping[str, str | bytes], **fields: str) -> Path:
    """files: in reading order, by name inside OEBPS; names with a slash at their start stand where they say."""
    pages = [name for name in files if name.endswith("html") and name != "nav.xhtml"]
    more = NAV if "nav.xhtml" in files else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/content.opf", package(pages, more=more, **fields))
        for name, data in files.items():
            archive.writestr(name[1:] if name.startswith("/") else f"OEBPS/{name}", data)
    return path


def long_book(path: Path, sentences: Sequence[str], pages: int = 300, chapters: int = 30) -> Path:
    """A novel of so many pages of 300 words, made of these sentences."""
    words, made = pages * 300, {}
    per_chapter, at = words // chapters, 0
    for number in range(1, chapters + 1):
        paragraphs, count = [], 0
        while count < per_chapter:
            piece = [sentences[(at + more) % len(sentences)] for more in range(5)]
            at += 5
            count += sum(len(one.split()) for one in piece)
            paragraphs.append(f"<p>{' '.join(piece)}</p>")
        made[f"c{number}.xhtml"] = page(f"<h2>Chapter {number}</h2>" + "".join(paragraphs))
    places = {f"c{number}.xhtml": f"Chapter {number}" for number in range(1, chapters + 1)}
    return write_epub(path, {**made, "nav.xhtml": contents(places)})
