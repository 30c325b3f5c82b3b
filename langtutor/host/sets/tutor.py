"""The tutor: language models that write."""

from __future__ import annotations

from langtutor.host.engine_set import EngineSet
from langtutor.host.specs import WorkerContext


def build(context: WorkerContext) -> EngineSet:
    """Conversation has no engine yet."""
    return EngineSet()
