"""Which of several models of one capability the learner prefers: `choices.json` in the models folder.

What came with langtutor can be preferred too, by its name in OWN: then it goes before what was preferred earlier.

It lies there and not in the settings because workers read it, and because it speaks of what is on this machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability

NAME = "choices.json"

OWN_VOICE = "hibari"
OWN_SOUNDS = "whisper-sounds"
OWN = {
    OWN_VOICE: (Capability.VOICE, frozenset({LanguageCode("en")})),
    OWN_SOUNDS: (Capability.SOUNDS, frozenset({LanguageCode("en")})),
}
"""What came with langtutor and is used until a model is preferred: its name, what it is for, its languages."""


def read(folder: Path) -> dict[str, tuple[str, ...]]:
    """Model ids by capability, the most preferred first. Nothing where nothing readable is."""
    try:
        stored = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return {str(capability): tuple(map(str, ids)) for capability, ids in stored.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def own_for(capability: str, languages: Iterable[str]) -> str:
    """The name of what came along and does the same in one of these languages; empty where nothing does."""
    named = (name for name, (kind, codes) in OWN.items() if kind == capability and not codes.isdisjoint(languages))
    return next(named, "")


def before_own(folder: Path, capability: str, model_id: str) -> bool:
    """Whether a model was preferred to what came along."""
    ids = read(folder).get(capability, ())
    own = next((at for at, one in enumerate(ids) if one in OWN), len(ids))
    return model_id in ids[:own]


def prefer(folder: Path, capability: str, model_id: str) -> None:
    """From now on before all others. Raises OSError."""
    choices = read(folder)
    others = tuple(one for one in choices.get(capability, ()) if one != model_id)
    choices[capability] = (model_id, *others)
    part = folder / (NAME + ".part")
    part.write_text(json.dumps(choices, indent=1), encoding="utf-8")
    part.replace(folder / NAME)
