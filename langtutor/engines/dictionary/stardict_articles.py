"""Reads the articles of StarDict dictionaries, whose makers write them in eight ways: as entries with senses.

Markup is read for its text only: nothing in it is followed, fetched or shown as it is.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from html.parser import HTMLParser

from langtutor.core.look_up_requests import DictionaryEntry, Sense
from langtutor.engines.dictionary.articles import PARTS_OF_SPEECH

_PHONETIC = frozenset("ty")
_MARKUP = frozenset("ghxk")
_READ = frozenset("mlnw") | _MARKUP
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)°]\s+")
_IPA = re.compile(r"^[/\[]([^/\[\]]+)[/\]]$")
_PART = re.compile(r"^[<(]?([a-z]+)[.>)]*$", re.IGNORECASE)
_BEGINS_WITH_PART = re.compile(r"^(?:<([a-z]+)>|([a-z]{1,4})\.)\s+(?=\S)", re.IGNORECASE)
_MOST_SENSES = 60


def read_article(headword: str, data: bytes, kinds: str, dictionary: str) -> DictionaryEntry | None:
    """The entry of one article; None where nothing in it can be read. kinds: the .ifo's sametypesequence.

    dictionary: name to show.
    """
    pronunciation, examples = "", list[str]()
    senses: list[Sense] = []
    for kind, piece in _pieces(data, kinds):
        text = piece.decode("utf-8", errors="replace").strip()
        if kind in _PHONETIC:
            pronunciation = pronunciation or text.strip("/[]")
        elif kind in _READ:
            page = _Page(text) if kind in _MARKUP else None
            pronunciation = pronunciation or (page.pronunciation if page else "")
            examples += page.examples if page else []
            lines = page.lines() if page else text.splitlines()
            ipa, found = _senses(lines, headword)
            pronunciation = pronunciation or ipa
            senses += found
    if senses and examples:
        senses[0] = Sense(senses[0].part_of_speech, senses[0].text, tuple(dict.fromkeys(examples)))
    return DictionaryEntry(headword, pronunciation, tuple(senses[:_MOST_SENSES]), dictionary) if senses else None


def _pieces(data: bytes, kinds: str) -> Iterator[tuple[str, bytes]]:
    """The parts of an article by type. Small letters end in a zero byte, capitals begin with their size; the last of a
    known sequence does neither (StarDict's format, "The .dict file's format")."""
    at = 0
    for number in range(len(kinds) or len(data)):
        if at >= len(data):
            return
        last = bool(kinds) and number == len(kinds) - 1
        kind = kinds[number] if kinds else chr(data[at])
        at += not kinds
        if last:
            end = follow = len(data)
        elif kind.isupper():
            if at + 4 > len(data):
                return
            at += 4
            end = follow = at + struct.unpack_from(">I", data, at - 4)[0]
        else:
            end = data.find(b"\0", at)
            end = len(data) if end < 0 else end
            follow = end + 1
        yield kind, data[at:end]
        at = follow


def _senses(lines: list[str], headword: str) -> tuple[str, list[Sense]]:
    """Pronunciation, and a sense for each number, or where nothing is numbered for each line."""
    pronunciation, part = "", ""
    texts: list[tuple[str, str]] = []
    plain = [" ".join(line.split()) for line in lines]
    numbered = any(map(_NUMBERED.match, plain))
    for line in filter(None, plain):
        ipa, alone = _IPA.match(line), _PART.match(line)
        if not texts and line.casefold() == headword.casefold():
            continue
        if ipa and not texts:
            pronunciation = pronunciation or ipa[1].strip()
        elif alone and alone[1].lower() in PARTS_OF_SPEECH | _NAMES:
            part = _named(alone[1])
        elif numbered and texts and not _NUMBERED.match(line):
            texts[-1] = (texts[-1][0], f"{texts[-1][1]} {line}")
        else:
            own, line = _own_part(_NUMBERED.sub("", line))
            texts.append((own or part, line))
    return pronunciation, [Sense(part, text) for part, text in texts if text]


def _own_part(line: str) -> tuple[str, str]:
    """`n. a house` and `<v> to house` name their part of speech."""
    found = _BEGINS_WITH_PART.match(line)
    tag = (found[1] or found[2]).lower() if found else ""
    return (PARTS_OF_SPEECH[tag], line[found.end() :]) if found and tag in PARTS_OF_SPEECH else ("", line)


_NAMES = {name: name for name in PARTS_OF_SPEECH.values()}


def _named(tag: str) -> str:
    return (PARTS_OF_SPEECH | _NAMES)[tag.lower()]


class _Page(HTMLParser):
    """The text of HTML, Pango markup or XDXF: a line for each block. Parses, and does nothing else."""

    _BLOCKS = frozenset(("p", "div", "br", "li", "dt", "dd", "tr", "td", "ol", "ul", "blockquote", "def", "dtrn", "ar"))
    _HIDDEN = frozenset(("script", "style", "head", "title", "k", "iref"))
    """k: XDXF's headword, which stands above the entry anyway."""
    _VOID = frozenset(("br", "img", "hr", "wbr", "link", "meta", "input"))

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self._written: list[str] = []
        self._apart: dict[str, list[str]] = {"tr": [], "ex": []}
        self._open: list[str] = []
        self._xdxf = "<tr>" in text and "<td" not in text
        self.feed(text)
        self.close()

    @property
    def pronunciation(self) -> str:
        return "".join(self._apart["tr"]).strip(" /[]\n")

    @property
    def examples(self) -> list[str]:
        return [" ".join(text.split()) for text in "".join(self._apart["ex"]).split("\n") if text.strip()]

    def lines(self) -> list[str]:
        return "".join(self._written).splitlines()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._VOID:
            self._open.append(tag)
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if any(tag in self._HIDDEN for tag in self._open):
            return
        self._where().append(data)

    def _where(self) -> list[str]:
        if self._xdxf and "tr" in self._open:
            return self._apart["tr"]
        return self._apart["ex"] if "ex" in self._open else self._written

    def _break(self, tag: str) -> None:
        if tag == "ex":
            self._apart["ex"].append("\n")
        elif tag in self._BLOCKS and not (self._xdxf and tag == "tr"):
            self._where().append("\n")
