"""Subtitles (SRT, WebVTT) as what is said: cues of one sentence joined, ten minutes a chapter."""

from __future__ import annotations

import html
import re

from langtutor.core.reading import Chapter, Paragraph
from langtutor.core.reading_errors import BookDamaged

_TIMES = re.compile(
    r"^[ \t]*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})[ \t]*-->[ \t]*"
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})[^\n]*$",
    re.MULTILINE,
)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,80}>|\{\\?[^{}\n]{0,80}\}|<\d[\d:.]*>")
_WEB = re.compile(r"\s*WEBVTT")
_NUMBER = re.compile(r"\n[ \t]*\d+[ \t]*\n*$")
_ENDED = re.compile(r"[.!?…♪\])][\"'”’»)\]]*$")
_SPEAKER = re.compile(r"^[-–—]")
_PAUSE_S = 2.5
_CHAPTER_S = 600
_LONGEST = 400


def chapters_of(text: str, name: str, kind: str) -> tuple[Chapter, ...]:
    """kind: its ending. Raises BookDamaged where there isn't a single cue."""
    cues = _cues("\n" + text)
    if not cues:
        raise BookDamaged(path=name, kind=kind)
    chapters: dict[int, list[Paragraph]] = {}
    for start, said in _sentences(cues):
        chapters.setdefault(int(start // _CHAPTER_S), []).append(Paragraph(said))
    last = max(end for _, end, _ in cues)
    return tuple(
        Chapter(f"{_clock(number * _CHAPTER_S)}–{_clock(min(last, (number + 1) * _CHAPTER_S))}", tuple(paragraphs))
        for number, paragraphs in sorted(chapters.items())
    )


def is_subtitles(text: str) -> bool:
    return _TIMES.search(text) is not None


def _cues(text: str) -> list[tuple[float, float, str]]:
    """(start_s, end_s, what is said)"""
    found = list(_TIMES.finditer(text))
    web = _WEB.match(text) is not None
    cues: list[tuple[float, float, str]] = []
    for at, times in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        said = text[times.end() : end]
        if web:  # names of cues and comments stand behind an empty line
            said = said.strip("\n").partition("\n\n")[0]
        elif at + 1 < len(found):
            said = _NUMBER.sub("\n", said)
        lines = [" ".join(html.unescape(_TAG.sub("", line)).split()) for line in said.split("\n")]
        whole = "\n".join(line for line in lines if line)
        if whole:
            numbers = [int(part or 0) for part in times.groups()]
            cues.append((_seconds(numbers[:4]), _seconds(numbers[4:]), whole))
    return cues


def _sentences(cues: list[tuple[float, float, str]]) -> list[tuple[float, str]]:
    """Lines of one speaker go on where no sentence has ended and nobody paused."""
    joined: list[tuple[float, float, str]] = []
    for start, end, said in cues:
        for line in _lines(said):
            before = joined[-1] if joined else None
            goes_on = before is not None and not _ENDED.search(before[2]) and not _SPEAKER.match(line)
            if before and goes_on and start - before[1] <= _PAUSE_S and len(before[2]) + len(line) < _LONGEST:
                joined[-1] = (before[0], end, f"{before[2]} {line}")
            else:
                joined.append((start, end, line))
    return [(start, said) for start, _, said in joined]


def _lines(said: str) -> list[str]:
    """One line for each who speaks."""
    found: list[list[str]] = []
    for line in said.split("\n"):
        if found and not _SPEAKER.match(line):
            found[-1].append(line)
        else:
            found.append([line])
    return [" ".join(lines) for lines in found]


def _seconds(parts: list[int]) -> float:
    hours, minutes, seconds, thousandths = parts
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _clock(seconds: float) -> str:
    minutes = int(seconds // 60)
    return f"{minutes // 60}:{minutes % 60:02}"
