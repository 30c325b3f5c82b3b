"""What the window asks of the workers, and what they answer. Frozen, picklable, typed by their reply.

`Request[R]` is answered by one `R`; a request with `Partial` replies may stream `P` before it. A `Session` is opened,
fed with samples, finished. What the ear is asked is in ear_requests, what is
looked up and translated in look_up_requests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from langtutor.core.audio import Sound
from langtutor.core.language import LanguageCode
from langtutor.core.text import Edit, ErrorType

R = TypeVar("R", covariant=True)


class Capability(StrEnum):
    """One folder of `engines/` each."""

    TRANSLATION = "translation"
    DICTIONARY = "dictionary"
    GRAMMAR = "grammar"
    SPEECH = "speech"
    CAPTIONS = "captions"
    SOUNDS = "sounds"
    PROSODY = "prosody"
    VOICE_ACTIVITY = "voice_activity"
    VOICE = "voice"
    SCORING = "scoring"
    PARSING = "parsing"
    CHAT = "chat"


class Lane(StrEnum):
    """live: while the learner speaks. now: the learner waits. later: begins only while `now` has no work."""

    LIVE = "live"
    NOW = "now"
    LATER = "later"


class Request(Generic[R]):
    """Base of all requests; R is the type of the reply."""

    __slots__ = ()


# --- text --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checked:
    """complete: False where an engine was still starting, so that asking again may bring more."""

    edits: tuple[Edit, ...]
    engine: str
    complete: bool = True


@dataclass(frozen=True, slots=True)
class CheckGrammar(Request[Checked]):
    """Raises UnsupportedLanguage where no grammar engine speaks it, ModelMissing, NoJava, EngineFailed.

    personal_words are never errors. patient: waits for engines that are still starting, however long; otherwise those
    that are ready answer, and where there is none EngineFailed says so after a few seconds.
    """

    text: str
    language: LanguageCode
    personal_words: frozenset[str] = frozenset()
    patient: bool = False


class Tier(StrEnum):
    """How thoroughly a sentence is checked.

    Rules and spelling; everything that isn't rewritten; with a rewrite; with a second one, which is for idle moments
    and for Finish.
    """

    INSTANT = "instant"
    FULL = "full"
    DEEP = "deep"
    THOROUGH = "thorough"

    @property
    def rewrites(self) -> int:
        """How many it asks for."""
        return {Tier.DEEP: 1, Tier.THOROUGH: 2}.get(self, 0)


@dataclass(frozen=True, slots=True)
class RewrittenToken:
    """log_probability: natural log, of this token. others: the likeliest tokens in its place, itself included."""

    text: str
    log_probability: float
    others: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A sentence as a language model would write it. engine: model and prompt, so that it can be cached."""

    text: str
    tokens: tuple[RewrittenToken, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class Correct(Request[Checked]):
    """What a teacher would mark in one sentence; spans are code points of the sentence.

    before: what stands before it in its paragraph. rewrites: one for the deep tier, two for the thorough one, from the
    tutor worker.
    speaks: the learner's first language. personal_words are never errors.
    shifts: by error type, how many logits of certainty this learner's disagreement has taken (or given back).
    patient: as in CheckGrammar. Raises UnsupportedLanguage, ModelMissing, NoJava, EngineFailed.
    """

    sentence: str
    language: LanguageCode
    tier: Tier
    before: str = ""
    rewrites: tuple[Rewritten, ...] = ()
    speaks: LanguageCode | None = None
    personal_words: frozenset[str] = frozenset()
    shifts: tuple[tuple[ErrorType, float], ...] = ()
    patient: bool = False


@dataclass(frozen=True, slots=True)
class Scores:
    """log_probabilities: natural log of P(text), one for each text, with how many tokens each has."""

    log_probabilities: tuple[float, ...]
    token_counts: tuple[int, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class Score(Request[Scores]):
    """How likely a language model finds each text. Raises ModelMissing, UnsupportedLanguage."""

    texts: tuple[str, ...]
    language: LanguageCode


@dataclass(frozen=True, slots=True)
class Spoken:
    sound: Sound
    engine: str


@dataclass(frozen=True, slots=True)
class Say(Request[Spoken]):
    """Speak a text. speed 1 is natural, 0.7 slow. voice: one that `VoicesFor` named, else the usual one.

    Raises UnsupportedLanguage.
    """

    text: str
    language: LanguageCode
    speed: float = 1.0
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Voices:
    """Names, the best first."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VoicesFor(Request[Voices]):
    """All voices that say each of these texts in other sounds than the others: accents have merged some."""

    texts: tuple[str, ...]
    language: LanguageCode


# --- tutor -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation with a language model."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Streamed while a language model writes: what came since the last piece."""

    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a language model wrote. finished: it came to its end ("stop"), or to max_tokens ("length").

    prompt_tokens: all of the prompt; cached_tokens: those of them that were known from an earlier request.
    prompt_s: until the first token; generation_s: from there to the last.
    steps: the tokens with what else was likely there, where `Sampling.alternatives` asks for it and the engine can.
    """

    text: str
    finished: Literal["stop", "length"]
    prompt_tokens: int
    cached_tokens: int
    tokens: int
    prompt_s: float
    generation_s: float
    engine: str
    steps: tuple[RewrittenToken, ...] = ()


@dataclass(frozen=True, slots=True)
class Sampling:
    """temperature 0 takes the likeliest token each time. json_schema: a JSON Schema (as JSON) the answer must follow.

    repeats_prompt: the answer will repeat much of the prompt, as a corrected text does, so drafting from it may pay.
    alternatives: so many of the likeliest tokens are wanted for each step (15 ms a token); 0: none.
    """

    max_tokens: int = 256
    temperature: float = 0.0
    seed: int = 0
    stop: tuple[str, ...] = ()
    json_schema: str = ""
    repeats_prompt: bool = False
    alternatives: int = 0


@dataclass(frozen=True, slots=True)
class Chat(Request[Written]):
    """The next turn, by the model's own chat template; streams TextPiece.

    Messages that open the same way as an earlier request's aren't read again: put what stays the same first.
    Raises ModelMissing, EngineFailed (also for a model without a chat template and for a prompt that is too long).
    """

    messages: tuple[Message, ...]
    sampling: Sampling = Sampling()


@dataclass(frozen=True, slots=True)
class Complete(Request[Written]):
    """Goes on with a text; streams TextPiece. Raises what Chat raises."""

    prompt: str
    sampling: Sampling = Sampling()


@dataclass(frozen=True, slots=True)
class Chosen:
    """probabilities: one for each option, in their order, adding up to 1."""

    probabilities: tuple[float, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class Choose(Request[Chosen]):
    """Which of these short answers comes next ("A", "B"), by the probability of their first tokens.

    The first tokens must differ. Raises what Chat raises.
    """

    messages: tuple[Message, ...]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rewrite(Request[Rewritten]):
    """The sentence without its mistakes, by a language model: proposals to be judged. Raises what Chat raises.

    variant: 0 is the usual prompt; others ask in another way, for second opinions. Raises UnsupportedLanguage where
    there is no prompt for it.
    """

    sentence: str
    language: LanguageCode
    variant: int = 0


# --- all workers -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WarmedUp:
    """loading: something of it still is, beside the worker: ask again."""

    seconds: float
    loading: bool = False


@dataclass(frozen=True, slots=True)
class WarmUp(Request[WarmedUp]):
    """Load what a capability needs for a language and run it once. Missing models are no error: nothing is loaded."""

    capability: Capability
    language: LanguageCode
    other: LanguageCode | None = None
