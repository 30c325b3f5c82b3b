"""The three workers, and which of them answers which request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from langtutor.core import ear_requests as e
from langtutor.core import look_up_requests as look
from langtutor.core import requests as r
from langtutor.settings.paths import Paths


@dataclass(frozen=True, slots=True)
class WorkerContext:
    """What a worker needs to know to build its engines.

    pins: model ids to use whatever is chosen, by capability: for measuring one model among several.
    nice: how far the workers step back behind other processes, as in nice(2): for long work that nobody waits for.
    """

    paths: Paths
    never_use_network: bool
    pins: Mapping[r.Capability, str] = field(default_factory=dict)
    nice: int = 0


@dataclass(frozen=True, slots=True)
class WorkerSpec:
    """builder: `module:function` taking a WorkerContext and giving an EngineSet; imported in the worker only.

    idle_s: end the worker after so long without work, which gives its memory back; None: never.
    """

    name: str
    builder: str
    capabilities: frozenset[r.Capability]
    idle_s: float | None = None


EAR = WorkerSpec(
    "ear",
    "langtutor.host.sets.ear:build",
    frozenset(
        {
            r.Capability.SPEECH,
            r.Capability.VOICE_ACTIVITY,
            r.Capability.CAPTIONS,
            r.Capability.SOUNDS,
            r.Capability.PROSODY,
        }
    ),
)
TEXT = WorkerSpec(
    "text",
    "langtutor.host.sets.text:build",
    frozenset(
        {
            r.Capability.TRANSLATION,
            r.Capability.DICTIONARY,
            r.Capability.GRAMMAR,
            r.Capability.SCORING,
            r.Capability.PARSING,
            r.Capability.VOICE,
        }
    ),
)
TUTOR = WorkerSpec("tutor", "langtutor.host.sets.tutor:build", frozenset({r.Capability.CHAT}), idle_s=300.0)

SPECS = (EAR, TEXT, TUTOR)

_CAPABILITY: dict[type[r.Request[Any]], r.Capability] = {
    e.Hear: r.Capability.SPEECH,
    e.DetectLanguage: r.Capability.SPEECH,
    e.WatchSpeech: r.Capability.VOICE_ACTIVITY,
    e.WatchCaptions: r.Capability.CAPTIONS,
    e.Pronounce: r.Capability.SOUNDS,
    e.MeasureProsody: r.Capability.PROSODY,
    e.SlowDown: r.Capability.PROSODY,
    look.Translate: r.Capability.TRANSLATION,
    look.LookUpWord: r.Capability.DICTIONARY,
    look.TranslateText: r.Capability.TRANSLATION,
    look.LinkWords: r.Capability.TRANSLATION,
    look.VaryRegister: r.Capability.TRANSLATION,
    look.DescribeWord: r.Capability.DICTIONARY,
    r.CheckGrammar: r.Capability.GRAMMAR,
    r.Correct: r.Capability.GRAMMAR,
    r.Score: r.Capability.SCORING,
    r.Say: r.Capability.VOICE,
    r.VoicesFor: r.Capability.VOICE,
    r.Chat: r.Capability.CHAT,
    r.Complete: r.Capability.CHAT,
    r.Choose: r.Capability.CHAT,
    r.Rewrite: r.Capability.CHAT,
}


def capability_of(request: r.Request[Any]) -> r.Capability:
    """Raises TypeError for a request that no worker answers."""
    if isinstance(request, r.WarmUp):
        return request.capability
    try:
        return _CAPABILITY[type(request)]
    except KeyError:
        raise TypeError(f"no worker answers {type(request).__name__}") from None
