"""Licences with terms of their own that the learner said yes to: `terms.json` in the models folder.

A yes holds for a model and the licence it had; it outlasts the model, and a licence that has changed is asked anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from langtutor.models import manifest, staging
from langtutor.models.entries import Model

NAME = "terms.json"


def agreed(folder: Path, model: Model) -> bool:
    """Whoever installed it, or began to, has agreed as well: nothing of it comes before the yes."""
    homes = (folder / model.id, staging.part_of(folder, model))
    begun = any(manifest.drafted(home) is not None or manifest.read(home) is not None for home in homes)
    return begun or _read(folder).get(model.id) == model.licence


def agree(folder: Path, model: Model) -> None:
    """Raises OSError."""
    known = _read(folder)
    if known.get(model.id) == model.licence:
        return
    part = folder / (NAME + ".part")
    part.write_text(json.dumps({**known, model.id: model.licence}, indent=1, ensure_ascii=False), encoding="utf-8")
    part.replace(folder / NAME)


def _read(folder: Path) -> dict[str, str]:
    """Licences by model id. Nothing where nothing readable is: then it is asked again."""
    try:
        stored = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return {str(model_id): str(licence) for model_id, licence in stored.items()}
    except (OSError, ValueError, AttributeError):
        return {}
