"""What commands print: one JSON object on stdout, or words; errors as one sentence on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from langtutor.content.messages import Messages, system_language
from langtutor.core.errors import UserError
from langtutor.core.skill import SkillEstimate
from langtutor.core.text import Edit
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile


class Output:
    """words are printed for people, the object for programs; never both."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def result(self, data: Mapping[str, Any], words: str) -> None:
        if self.as_json:
            json.dump(data, sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")
        else:
            print(words)

    def progress(self, text: str) -> None:
        """For people, on stderr: rewrites its line in a terminal, else a line each."""
        end = "" if sys.stderr.isatty() else "\n"
        start = "\r\x1b[K" if sys.stderr.isatty() else ""
        print(f"{start}{text}", end=end, file=sys.stderr, flush=True)

    def end_progress(self) -> None:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def say_error(error: UserError, paths: Paths) -> None:
    language = SettingsFile(paths.settings).now.ui_language or system_language()
    print(Messages(resources_dir() / "messages", language).error(error), file=sys.stderr)


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
