"""The learner's voice: what the ear learned of it goes into the ledger, and comes back with each question."""

from __future__ import annotations

from pathlib import Path

from langtutor.core.events import SoundsHeard
from langtutor.core.sounds import NOTHING, Phone, Pronounced, SoundGuide
from langtutor.learner import voice
from langtutor.learner.voice import VoiceState
from langtutor.services.answers import Who
from langtutor.store.folds import Fold, Folded
from langtutor.store.ledger import Ledger

Levels = tuple[tuple[Phone, float], ...]


class Voice:
    """Of one learner's language. Reads the ledger: not for the window's main thread."""

    def __init__(self, ledger: Ledger, who: Who) -> None:
        self._who = who
        fold: Fold[VoiceState] = Fold(
            voice.FOLD_NAME, voice.FOLD_VERSION, VoiceState(), voice.step, voice.dump, voice.load
        )
        self._folded = Folded(ledger, fold, who.learner, who.language)

    def levels(self, guide: SoundGuide | None) -> Levels:
        """See Pronounce; the same for every sound. Empty as long as too little of the voice is known."""
        shift = round(voice.shift(self._folded.state()), 1)
        if guide is None or shift == 0:
            return ()
        return tuple((phone, shift) for phone in (*sorted(guide.phones), NOTHING))

    def heard(self, pronounced: Pronounced, recording: Path | None) -> SoundsHeard | None:
        """The event of one answer; None where no sound was heard."""
        found = pronounced.levels.values()
        sounds = sum(count for _, count in found)
        if not sounds:
            return None
        level = sum(mean * count for mean, count in found) / sounds
        source = recording.stem if recording else None
        return SoundsHeard(self._who.header(), source, level, sounds, pronounced.engine)

    def save(self) -> None:
        """Writes the fold's snapshot."""
        self._folded.save()
