"""HTML as plain paragraphs: nothing in it is run, and nothing that it refers to is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from typing import Any

from langtutor.core.reading import ParagraphKind, Remark


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_DROPPED = _tags(
    "script style head template noscript iframe object embed applet svg math form button select textarea nav audio"
    " video canvas rt rp"
)
_SCRIPTS = frozenset({"script", "applet", "object", "embed", "iframe"})
_PICTURES = frozenset({"img", "image", "svg"})
_BLOCKS = _tags(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer"
    " h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_HEADING = re.compile(r"h([1-6])")
_KINDS = {"li": ParagraphKind.ITEM, "dd": ParagraphKind.ITEM, "blockquote": ParagraphKind.QUOTE}
_REMOTE = re.compile(r"\s*(?:(?:https?|ftp):)?//", re.IGNORECASE)
_LOADING = frozenset({"src", "srcset", "data", "poster", "background"})

_PROLOGUE = re.compile(
    r"\s*(?:(?:<!--.*?-->|<\?.*?\?>)\s*)*(?:<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>)?", re.IGNORECASE | re.DOTALL
)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,40});")
_KEPT_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_SPACE = re.compile(r"[^\S\n\u00a0]+|\u00a0")


@dataclass(slots=True)
class Block:
    """anchors: ids that stand in it or just before. level: of a heading, from 1; 0 of anything else."""

    text: str
    kind: ParagraphKind
    level: int
    anchors: frozenset[str]


_LONGEST_PIECE = 10_000_000
"""Bytes of one text or attribute, such as a picture, that libxml2 takes unless it is told that pages are huge."""


@dataclass(slots=True)
class Page:
    title: str = ""
    language: str = ""
    blocks: list[Block] = field(default_factory=list)
    remarks: set[Remark] = field(default_factory=set)


def page_of(markup: str) -> Page:
    """All paragraphs of a page of HTML or XHTML, whatever is broken in it."""
    root = _parsed(markup)
    return _Reading().read(root) if root is not None else Page()


def _parsed(markup: str) -> Any:
    """As XML where it is: an HTML parser takes all behind `<title/>` for a title. Entities were replaced before, none
    is left to be expanded."""
    from lxml import etree
    from lxml import html as lxml_html

    prologue = _PROLOGUE.match(markup)
    text = _ENTITY.sub(_letter, markup[prologue.end() :] if prologue else markup)
    data = text.encode("utf-8", "replace")
    if not data.strip():
        return None
    strict = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, encoding="utf-8"
    )
    try:
        return etree.fromstring(data, strict)
    except (etree.LxmlError, ValueError):
        pass
    try:
        huge = len(data) > _LONGEST_PIECE
        parser = lxml_html.HTMLParser(no_network=True, encoding="utf-8", huge_tree=huge)
        return lxml_html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _letter(found: re.Match[str]) -> str:
    name = found[1]
    return found[0] if name in _KEPT_ENTITIES else html5.get(f"{name};", "")


class _Reading:
    """Walks a tree once, without recursion: hostile pages are nested a hundred thousand deep."""

    def __init__(self) -> None:
        self._page = Page()
        self._words: list[str] = []
        self._anchors: set[str] = set()
        self._outer: list[str] = []
        self._title = False

    def read(self, root: Any) -> Page:
        from lxml import etree

        self._page.language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        self._page.title = _title_of(root)
        skipped: Any = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event in ("comment", "pi") or not isinstance(element.tag, str):
                if skipped is None and event != "start":
                    self._add(element.tail)
                continue
            tag = _local(element.tag)
            if event == "start":
                self._remark(element, tag)
                if skipped is None and _is_dropped(element, tag):
                    skipped = element
                if skipped is None:
                    self._enter(element, tag)
                continue
            if skipped is None:
                self._leave(tag)
            elif skipped is element:
                skipped = None
            if skipped is None and element is not root:
                self._add(element.tail)
        self._end_block()
        return self._page

    def _remark(self, element: Any, tag: str) -> None:
        if tag in _SCRIPTS:
            self._page.remarks.add(Remark.SCRIPTS)
        if tag in _PICTURES:
            self._page.remarks.add(Remark.PICTURES)
        for name, value in element.attrib.items():
            if not isinstance(name, str):
                continue
            plain = _local(name).lower()
            if plain.startswith("on"):
                self._page.remarks.add(Remark.SCRIPTS)
            loads = plain in _LOADING or (plain == "href" and tag in ("link", "image"))
            if loads and _REMOTE.match(value):
                self._page.remarks.add(Remark.REMOTE)

    def _enter(self, element: Any, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block()
            self._outer.append(tag)
        for name in ("id", "name"):
            if anchor := element.get(name):
                self._anchors.add(anchor)
        if tag == "br":
            self._words.append("\n")
        else:
            self._add(element.text)

    def _leave(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block()
            if self._outer:
                self._outer.pop()

    def _add(self, text: str | None) -> None:
        if text:
            plain = "pre" in self._outer[-3:]
            self._words.append(text if plain else _SPACE.sub(" ", text.replace("\n", " ")))

    def _end_block(self) -> None:
        if not self._words:
            return
        whole = "".join(self._words).strip("\n" if "pre" in self._outer[-3:] else None)
        self._words.clear()
        if not whole.strip():
            return
        kind, level = self._kind()
        if kind is not ParagraphKind.CODE:
            lines = (" ".join(line.split()) for line in whole.split("\n"))
            whole = (" " if level else "\n").join(line for line in lines if line)
        self._page.blocks.append(Block(whole, kind, level, frozenset(self._anchors)))
        self._anchors.clear()

    def _kind(self) -> tuple[ParagraphKind, int]:
        for tag in reversed(self._outer):
            if heading := _HEADING.fullmatch(tag):
                return ParagraphKind.HEADING, int(heading[1])
            if tag == "pre":
                return ParagraphKind.CODE, 0
            if tag in _KINDS:
                return _KINDS[tag], 0
        return ParagraphKind.TEXT, 0


def _is_dropped(element: Any, tag: str) -> bool:
    """Footnote numbers are dropped with the rest: they stick to the word before."""
    if tag in _DROPPED or element.get("hidden") is not None:
        return True
    if any(
        isinstance(name, str) and _local(name) == "type" and "noteref" in value for name, value in _attributes(element)
    ):
        return tag == "a"
    return tag == "sup" and not re.search(r"[^\W\d_]", "".join(_texts(element)))


def _attributes(element: Any) -> Iterator[tuple[str, str]]:
    yield from element.attrib.items()


def _texts(element: Any) -> Iterator[str]:
    for at, text in enumerate(element.itertext()):
        yield text
        if at > 5:
            return


def _title_of(root: Any) -> str:
    for element in root.iter():
        if isinstance(element.tag, str) and _local(element.tag) == "title":
            return " ".join((element.text or "").split())[:200]
    return ""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()
