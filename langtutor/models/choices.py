"""Which of several models of one capability the learner prefers: `choices.json` in the models folder.

It lies there and not in the settings because workers read it, and because it speaks of what is on this machine.
"""

from __future__ import annotations

import json
from pathlib import Path

NAME = "choices.json"


def read(folder: Path) -> dict[str, tuple[str, ...]]:
    """Model ids by capability, the most preferred first. Nothing where nothing readable is."""
    try:
        stored = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return {str(capability): tuple(map(str, ids)) for capability, ids in stored.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def prefer(folder: Path, capability: str, model_id: str) -> None:
    """From now on before all others. Raises OSError."""
    choices = read(folder)
    others = tuple(one for one in choices.get(capability, ()) if one != model_id)
    choices[capability] = (model_id, *others)
    part = folder / (NAME + ".part")
    part.write_text(json.dumps(choices, indent=1), encoding="utf-8")
    part.replace(folder / NAME)
