"""A language model's version of a learner's sentence: how it is asked, and how sure it was of each change.

The rewrite is never shown: it is cut into edits, and each is judged. What helps most in judging is what the model
itself thought of leaving the learner's words as they are, where it went another way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Message, Rewritten, Sampling
from langtutor.core.text import Edit
from langtutor.engines.language_model import Check, Writer

ALTERNATIVES = 10
"""Tokens whose likelihood is asked for at each step."""

FLOOR_NATS = 12.0
"""The most by which one way can be likelier than another; what isn't among the likeliest tokens isn't known."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of asking. shots: examples, learner's sentence and teacher's."""

    id: str
    system: str
    shots: tuple[tuple[str, str], ...]

    def messages(self, sentence: str) -> tuple[Message, ...]:
        """What stays the same comes first, so that it is read once only."""
        turns = [Message("system", self.system)]
        for learner, teacher in self.shots:
            turns += [Message("user", learner), Message("assistant", teacher)]
        return (*turns, Message("user", sentence))


def load_variants(folder: Path) -> dict[LanguageCode, tuple[Variant, ...]]:
    """How `resources/grammar/rewriting.toml` asks, by language. Raises BadContent."""
    path = folder / "rewriting.toml"
    raw = read_toml(path)
    try:
        return {
            LanguageCode(code): tuple(
                Variant(one["id"], one["system"], tuple((learner, teacher) for learner, teacher in one["shots"]))
                for one in language["variants"]
            )
            for code, language in raw.items()
        }
    except (KeyError, TypeError, ValueError) as error:
        raise BadContent(file=path.name, detail=f"missing or wrong: {error}") from error


def rewrite(writer: Writer, variant: Variant, sentence: str, check: Check) -> Rewritten:
    """Raises EngineFailed, NotEnoughMemory and what check raises."""
    sampling = Sampling(max_tokens=most_tokens(sentence), repeats_prompt=True, alternatives=ALTERNATIVES)
    written = writer.chat(variant.messages(sentence), sampling, lambda piece: None, check)
    spelt = "".join(step.text for step in written.steps) == written.text
    return Rewritten(written.text, written.steps if spelt else (), f"{written.engine}+{variant.id}")


def most_tokens(sentence: str) -> int:
    """A rewrite that is longer has gone astray."""
    return int(len(sentence) / 2.5) + 24


def usable(sentence: str, rewritten: str) -> bool:
    """Whether it can be this sentence with corrections: not another text, an explanation or half of it."""
    text = rewritten.strip()
    return bool(text) and "\n" not in text and 0.5 < len(text) / max(1, len(sentence.strip())) < 1.8


@dataclass(frozen=True)
class Trail:
    """Where in the rewrite each token stands, to look up what else was thought of there."""

    rewritten: Rewritten

    def margin(self, sentence: str, edit: Edit, place: int) -> float:
        """By how many nats the model preferred its way to the learner's own words; at most FLOOR_NATS either way.

        place: where in the rewrite the edit's replacement begins.
        """
        return self.preference(sentence, edit.span.start, place)

    def preference(self, text: str, begin: int, place: int) -> float:
        """By how many nats the model preferred its way, from place on, to going on as text does from begin on.

        At most FLOOR_NATS; 0 where the two never part.
        """
        found = self._at(place)
        while found is not None:
            index, start = found
            token = self.rewritten.tokens[index]
            ahead = text[max(0, begin - (place - start)) :]
            if not token.text or not ahead.startswith(token.text):
                return min(FLOOR_NATS, token.log_probability - _likeliest(token.others, token.text, ahead))
            end = start + len(token.text)
            begin, place = begin + end - place, end
            found = self._at(place)
        return 0.0

    def doubt(self, place: int, length: int) -> float:
        """The log-probability of the least certain token in this part of the rewrite."""
        inside = [
            token.log_probability
            for start, token in zip(self._starts, self.rewritten.tokens, strict=True)
            if start < place + max(1, length) and place < start + len(token.text)
        ]
        return min(inside, default=0.0)

    def _at(self, place: int) -> tuple[int, int] | None:
        for index, (start, token) in enumerate(zip(self._starts, self.rewritten.tokens, strict=True)):
            if start <= place < start + len(token.text):
                return index, start
        return None

    @cached_property
    def _starts(self) -> list[int]:
        starts, place = [], 0
        for token in self.rewritten.tokens:
            starts.append(place)
            place += len(token.text)
        return starts


def _likeliest(others: Sequence[tuple[str, float]], taken: str, ahead: str) -> float:
    """Of going on as ahead does."""
    kept = [log for text, log in others if text != taken and text.strip() and ahead.startswith(text)]
    return max(kept, default=-FLOOR_NATS)


def places(edits: Sequence[Edit]) -> list[int]:
    """Where each edit's replacement begins in the text with all of them made. edits: in order, apart."""
    found, moved = [], 0
    for edit in edits:
        found.append(edit.span.start + moved)
        moved += len(edit.replacement) - (edit.span.end - edit.span.start)
    return found
