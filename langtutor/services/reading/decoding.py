"""Bytes as text, for files that may say nowhere how their letters are written."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from langtutor.core.errors import NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]{1,40})|<meta[^>]{0,300}?charset=[\"']?([\w.:-]{1,40})", re.I
)
_HEAD = 4096
_LIKELY = ["cp1252", "mac_roman", "cp850", "utf_16_le", "utf_16_be"]
"""What European texts without a mark are written in. Among all encodings, short texts are often guessed wrong."""
_SAMPLE = 200_000
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FEW = 0.001
"""Share of control characters up to which it is still a text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    guessed: bool = False


def decoded(data: bytes, name: str, *, markup: bool = False) -> Decoded:
    """By its mark, by what it declares (markup: HTML or XML), as UTF-8, else by the look of its letters.

    Lines are parted by newlines alone. name is for errors. Raises NotText.
    """
    found = _marked(data, name) or (_declared(data) if markup else None) or _utf8(data) or _guessed(data, name)
    if len(_CONTROLS.findall(found.text)) > _FEW * len(found.text):
        raise NotText(path=name)
    text = _CONTROLS.sub("", found.text) if found.text else ""
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), found.guessed)


def _marked(data: bytes, name: str) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding))
            except UnicodeDecodeError as error:
                raise NotText(path=name) from error
    return None


def _declared(data: bytes) -> Decoded | None:
    """Files lie about it, so that what they say must fit."""
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return None
    try:
        encoding = codecs.lookup((found[1] or found[2]).decode("ascii")).name
        return Decoded(data.decode("cp1252" if encoding == "iso8859-1" else encoding))
    except (LookupError, UnicodeError, ValueError):
        return None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes, name: str) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_LIKELY).best()
    if best is None:
        raise NotText(path=name)
    try:
        return Decoded(data.decode(best.encoding, errors="replace"), guessed=True)
    except (LookupError, UnicodeError) as error:
        raise NotText(path=name) from error
