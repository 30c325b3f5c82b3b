"""What of a text is prose, line by line: lists, headings, quotations, tables and code keep their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_KEPT = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n`]*\n(?:[^\n]*\n)*?[ \t>]*(?P=fence)[`~]*[ \t\r]*$"
    r"|<(?P<tag>script|style|pre|code|svg)\b[^>]{0,500}>.{0,5000}?</(?P=tag)>"
    r"|\A---[ \t\r]*\n(?:[\w-]+:[^\n]*\n|[ \t]+[^\n]*\n)+---[ \t\r]*$"
    r"|\$\$.{1,2000}?\$\$",
    re.MULTILINE | re.DOTALL,
)
_LINE = re.compile(r"([^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*)(\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|\Z)")
_MARKER = re.compile(
    r"\s*(?:(?:[-*+•‣◦▪·–—>→]|>+|#{1,6}|\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,2}(?:\.\d{1,2})+|\(?(?:\d{1,3}|[^\W\d_])\)"
    r"|\[[ xX]\]|\d{1,2}:\d{2}(?::\d{2})?(?:[,.]\d{1,3})?)\s+)*"
)
_CELL = re.compile(r"\t+|[ \t]*\|[ \t]*")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_WRAPPED_FROM = 45
"""A line shorter than this many characters ends because the writer ended it."""
_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*\s*$")

_LONGEST_CODE = 300
"""Characters of a line that may be code."""
_CODE_LINE = re.compile(
    r"""^\s*(?:
      (?:\$\ [a-z./~]|>>>\ |\#!|//|/\*|\*/|\#include\b|\#define\b|@\w+(?:\(.*\))?$)
    | (?:async\s+)?(?:def|function|func|fn)\s+\w+\s*\( | class\s+[A-Z]\w*\s*(?:\([^()]*\))?\s*[:{]$
    | (?:let|const|var|int|float|double|char|bool|string|auto|final)\s+[\w\[\]<>]+\s*(?:=|;)
    | import\s+(?:\w+\s+as\s+\w+|[\w.]+;|\w+\.[\w.]+|os|sys|re|json|math|random|time|numpy|pandas)$
    | from\s+[\w.]+\s+import\s | using\s+[\w.]+;$ | package\s+[\w.]+;$
    | for\s+(?:[a-z_](?:,\s*\w+)*\s+in\s+[^?!]+|\w+(?:,\s*\w+)*\s+in\s+\S*[.(\[{]\S*.*):$
    | (?:if|elif|while|for|switch|catch)\s*\(.*\)\s*\{?$
    | (?:if|elif|while)\s+[^.?!]*(?:==|!=|<=|>=|<|>|\(\)|_)[^?!]*:$ | (?:else|try|finally|do)\s*[:{]$
    | return\s+(?:[\w.]+(?:\(.*\)|\[.*\])|["'\d\[{(].*|\w+\s*[-+*/<>=]+\s*\w+);?$
    | [A-Za-z_][\w.]*(?:\[[^\]]*\])?\s*(?:[-+*/|&]?=|:=)\s*[\w"'\[({-].*[()\[\]{};"'\d]$
    | [A-Za-z_][\w.]*\((?!(?:s|es|a|as|o|os|r)\))[^()]*(?:\([^()]*\)[^()]*)*\)\s*[;:{]?$
    | "[\w-]+"\s*:\s*\S.*[,{\[}\]"\d]$
    | (?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP)\s.*\b(?:FROM|INTO|SET|TABLE|WHERE)\b
    | [\w.>*&\[\]-]+\(.*\);$ | \S.*\)\s*\{$ | [})\]]+[;,]*\s*(?:else\b.*)?$
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Stays as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, a cell, an item of a list. leads: what stands before each of its lines, line breaks too."""

    leads: tuple[str, ...]
    lines: tuple[str, ...]


def blocks(text: str) -> Iterator[Kept | Prose]:
    """Together they are the text."""
    at = 0
    for found in _KEPT.finditer(text):
        yield from _of_lines(text[at : found.start()])
        yield Kept(found[0])
        at = found.end()
    yield from _of_lines(text[at:])


def _of_lines(text: str) -> Iterator[Kept | Prose]:
    open_prose: list[tuple[str, str]] = []
    ending, after_code = "", False
    for line, newline in _LINE.findall(text):
        if not line and not newline:
            break
        lead = _MARKER.match(line)
        marker = lead[0] if lead else ""
        body = line[len(marker) :].rstrip()
        after = line[len(marker) + len(body) :] + newline
        after_code = _is_code(line, after_code)
        if open_prose and not after_code and body and _goes_on(open_prose[-1], ending, (marker, body)):
            open_prose.append((ending + marker, body))
        else:
            yield from _closed(open_prose, ending)
            open_prose, ending = [], ""
            if after_code or not any(character.isalpha() for character in body):
                yield Kept(line + newline)
                continue
            if _ROW.match(line) or "\t" in body:
                yield from _cells(marker, body)
                yield Kept(after)
                continue
            open_prose = [(marker, body)]
        ending = after
    yield from _closed(open_prose, ending)


def _closed(lines: Sequence[tuple[str, str]], ending: str) -> Iterator[Kept | Prose]:
    if lines:
        yield Prose(tuple(lead for lead, _ in lines), tuple(body for _, body in lines))
    if ending:
        yield Kept(ending)


def _is_code(line: str, after_code: bool) -> bool:
    """What is indented under a line of code is code, too."""
    if not line.strip() or len(line) > _LONGEST_CODE:
        return False
    return bool(_CODE_LINE.match(line.rstrip())) or (after_code and line.startswith(("    ", "\t")))


def _goes_on(before: tuple[str, str], ending: str, line: tuple[str, str]) -> bool:
    """Wrapped by hand: the line before was full, ends in no full stop, and this one begins small."""
    marker, body = line
    same = marker.strip() == "" or (set(marker.strip()) == {">"} and before[0].strip().endswith(">"))
    if not same or len(before[1]) < _WRAPPED_FROM or ending.count("\n") + ending.count("\r") > 2:
        return False
    return not ending.endswith("  \n") and not _ENDED.search(before[1]) and body[:1].islower()


def _cells(marker: str, body: str) -> Iterator[Kept | Prose]:
    lead, at = marker, 0
    for found in [*_CELL.finditer(body), None]:
        cell = body[at : found.start() if found else len(body)]
        if any(character.isalpha() for character in cell):
            yield Prose((lead,), (cell,))
        elif lead or cell:
            yield Kept(lead + cell)
        if found:
            lead, at = found[0], found.end()
