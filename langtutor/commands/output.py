"""What commands print: one JSON object on stdout, or words; errors as one sentence on stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any, TextIO

from langtutor.content.messages import Messages, system_language
from langtutor.core.errors import UserError
from langtutor.core.skill import SkillEstimate
from langtutor.core.text import Edit
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile


class Output:
    """words are printed for people, the object for programs; never both.

    For programs stdout has nothing but the object, in UTF-8: what libraries and workers print goes to stderr.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._stream = _stdout_alone() if as_json else sys.stdout
        if not as_json and hasattr(self._stream, "reconfigure"):
            self._stream.reconfigure(errors="backslashreplace")  # a terminal without “→” is no reason to fail

    def result(self, data: Mapping[str, Any], words: str) -> None:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False) if self.as_json else words
        self._write(text if text.endswith("\n") else text + "\n")

    def part(self, text: str) -> bool:
        """What is known so far of a long result, for people; programs get the whole. False: nobody reads any more."""
        return self.as_json or self._write(text)

    def _write(self, text: str) -> bool:
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError:
            # The reader has seen enough (`| head`); Python would complain once more when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
            return False
        return True

    def progress(self, text: str) -> None:
        """For people, on stderr: rewrites its line in a terminal, else a line each."""
        end = "" if sys.stderr.isatty() else "\n"
        start = "\r\x1b[K" if sys.stderr.isatty() else ""
        print(f"{start}{text}", end=end, file=sys.stderr, flush=True)

    @property
    def rewrites(self) -> bool:
        """The next progress takes the line of the one before."""
        return sys.stderr.isatty()

    def note(self, text: str) -> None:
        """For people, on stderr: a line that stays."""
        start = "\r\x1b[K" if self.rewrites else ""
        print(f"{start}{text}", file=sys.stderr, flush=True)

    @property
    def colours(self) -> bool:
        """For people at a terminal who haven't refused them (NO_COLOR)."""
        plain = self.as_json or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        return not plain and self._stream.isatty()

    def end_progress(self) -> None:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _stdout_alone() -> TextIO:
    if sys.stdout is not sys.__stdout__:
        return sys.stdout  # a test's, or another program's that runs us
    out, err = 1, 2
    own = os.dup(out)
    os.dup2(err, out)
    return os.fdopen(own, "w", encoding="utf-8")


def sentence_of(error: UserError, paths: Paths) -> str:
    """What to tell, in the user's language, where there may be no services yet."""
    return _messages(paths).error(error)


def say_error(error: UserError, paths: Paths) -> None:
    print(sentence_of(error, paths), file=sys.stderr)


def say_bug(paths: Paths) -> None:
    print(f"{_messages(paths).text('error.bug')} ({paths.log})", file=sys.stderr)


def _messages(paths: Paths) -> Messages:
    language = SettingsFile(paths.settings).now.ui_language or system_language()
    return Messages(resources_dir() / "messages", language)


def edit_json(edit: Edit) -> dict[str, Any]:
    return {
        "start": edit.span.start,
        "end": edit.span.end,
        "replacement": edit.replacement,
        "type": edit.type,
        "skill": edit.skill,
        "confidence": round(edit.confidence, 3),
        "source": edit.source,
        "explanation_id": edit.explanation_id,
    }


def estimate_json(estimate: SkillEstimate) -> dict[str, Any]:
    return {
        "p": round(estimate.p, 4),
        "low": round(estimate.low, 4),
        "high": round(estimate.high, 4),
        "n": estimate.n,
    }
