"""Reading TOML with errors that name the file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from langtutor.core.errors import BadContent


def read_toml(path: Path) -> dict[str, Any]:
    """Raises BadContent with the file's name where it is missing, unreadable or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadContent(file=path.name, detail=str(error)) from error
