"""The ledger's vocabulary: everything the program knows about a learner is folded from these.

The union is closed: a new kind of event is a new class here and a line in `EVENT_TYPES`. Fields added later get
defaults; other changes raise `SCHEMA_VERSION` and get an upcast in `store`. Nothing is rewritten in place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from langtutor.core.course import ItemId
from langtutor.core.language import LanguageCode
from langtutor.core.skill import SkillKind
from langtutor.core.text import Edit, ErrorType, SkillId
from langtutor.core.verdict import AnswerOutcome

EventId = NewType("EventId", str)
"""A UUID in hexadecimal."""

SCHEMA_VERSION = 1


class DrillKind(StrEnum):
    SAY = "say"
    LISTEN = "listen"
    TRANSLATE = "translate"
    MINIMAL_PAIR = "minimal_pair"
    """Which of two words was that? They differ in one sound."""


class Mode(StrEnum):
    SPOKEN = "spoken"
    TYPED = "typed"
    CHOSEN = "chosen"
    """One of a few answers was pointed at."""


@dataclass(frozen=True, slots=True)
class Header:
    """What every event carries. at is aware and UTC; session groups what was done in one sitting."""

    id: EventId
    at: datetime
    learner: str
    language: LanguageCode
    session: str
    schema: int = SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a judgement rests on: the recording's id and which engine with which model said so."""

    recording: str | None = None
    engines: dict[str, str] = field(default_factory=dict)
    margin_nats: float | None = None


@dataclass(frozen=True, slots=True)
class SlipMade:
    """A mistake, spoken or written. Counts against its skill."""

    header: Header
    skill: SkillId
    item: ItemId | None
    kind: SkillKind
    mode: Mode
    said: str
    meant: str
    edit: Edit | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Answered:
    """An exercise was answered. skill is the one it trained; `unclear` answers are logged and never counted.

    used_help: the translation or slow playback was asked for before answering.
    slips: the ids of this answer's SlipMade events, which are appended before it. While they are there the slips' own
    skills carry the blame, not `skill`; an answer all of whose slips were taken back counts as nothing.
    """

    header: Header
    skill: SkillId
    item: ItemId
    drill: DrillKind
    mode: Mode
    outcome: AnswerOutcome
    answer: str
    expected: str
    duration_s: float
    used_help: bool
    evidence: Evidence
    slips: tuple[EventId, ...] = ()


@dataclass(frozen=True, slots=True)
class Disputed:
    """ "I said it right" or "Count it right". target is the event that the learner rejects; it is retracted besides."""

    header: Header
    target: EventId
    skill: SkillId | None
    item: ItemId | None
    reason: str


@dataclass(frozen=True, slots=True)
class Retracted:
    """Takes an event back: folds skip it."""

    header: Header
    target: EventId


@dataclass(frozen=True, slots=True)
class LookedUp:
    """headword: what was looked up as the learned language's dictionaries write it (*umbrella* for *umbrellas*, and for
    *guarda-chuva*). Empty for a sentence, for what no dictionary has, and in old events: those say nothing of a word.
    """

    header: Header
    text: str
    result: str
    headword: str = ""


@dataclass(frozen=True, slots=True)
class CardKept:
    """The learner keeps something as a card of their own. front is in the learned language.

    sentence: where it was met, with its translation. form: front as it stands there (*gave up*), empty where that is
    front. origin: what it was kept in, such as `look_up`, `read`, `import`.
    """

    header: Header
    item: ItemId
    front: str
    back: str
    sentence: str = ""
    translation: str = ""
    form: str = ""
    tags: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ImportedCard:
    """What `CardKept` says, of one card of many."""

    item: ItemId
    front: str
    back: str
    sentence: str = ""
    translation: str = ""
    form: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardsImported:
    """Many cards kept at once: one event, so that thousands of them take no time to fold."""

    header: Header
    cards: tuple[ImportedCard, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class CardEdited:
    """All that the card says from now on. Its reviews stay."""

    header: Header
    item: ItemId
    front: str
    back: str
    sentence: str = ""
    translation: str = ""
    form: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardsMerged:
    """Several cards of one word become the first of them. The others' reviews, earlier and later ones, count for it."""

    header: Header
    item: ItemId
    others: tuple[ItemId, ...]
    back: str
    sentence: str = ""
    translation: str = ""
    form: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardSuspended:
    """The card isn't asked any more; suspended False: it is asked again."""

    header: Header
    item: ItemId
    suspended: bool = True


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card goes; what was answered stays in the ledger."""

    header: Header
    item: ItemId


@dataclass(frozen=True, slots=True)
class WordsMarked:
    """The learner says that they know these words, or that they don't after all."""

    header: Header
    words: tuple[str, ...]
    known: bool = True


@dataclass(frozen=True, slots=True)
class Disagreed:
    """ "I disagree": the learner finds a correction of their writing wrong. Taking it back retracts this.

    key: of the finding. said, meant: the sentence as written, and as it was to be. slips: what had been counted of it
    already, retracted besides.
    """

    header: Header
    key: str
    type: ErrorType
    skill: SkillId | None
    said: str
    meant: str
    confidence: float
    source: str
    slips: tuple[EventId, ...] = ()


@dataclass(frozen=True, slots=True)
class WordAdded:
    """To the personal dictionary. Taking it out retracts this."""

    header: Header
    word: str


@dataclass(frozen=True, slots=True)
class WrittenSlip:
    """A mistake of a draft that was counted. key: of the finding. change: what was changed into what, and its type."""

    id: EventId
    key: str
    change: str


@dataclass(frozen=True, slots=True)
class WritingFinished:
    """The learner finished a text, perhaps not for the first time. slips: the ones that this added, appended before it.

    mistakes: certain findings, fixed: those the learner had fixed by then; questions: what may be wrong.
    draft and prompt are ids; level is of the text, as far as it could be told.
    """

    header: Header
    draft: str
    words: int
    sentences: int
    mistakes: int
    fixed: int
    questions: int
    disagreed: int
    tier: str
    slips: tuple[WrittenSlip, ...] = ()
    prompt: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class SoundsHeard:
    """How well the sounds of a spoken answer fitted what was asked: what the ear is calibrated to a voice by. Counts as
    no answer.

    level: mean evidence of the best rival of each sound, in nats; below 0 the asked sound wins. sounds: how many.
    engine: levels of two engines can't be compared.
    """

    header: Header
    recording: str | None
    level: float
    sounds: int
    engine: str


Event = (
    SlipMade
    | Answered
    | Disputed
    | Retracted
    | LookedUp
    | CardKept
    | CardsImported
    | CardEdited
    | CardsMerged
    | CardSuspended
    | CardRemoved
    | WordsMarked
    | Disagreed
    | WordAdded
    | WritingFinished
    | SoundsHeard
)

EVENT_TYPES: dict[str, type[Event]] = {
    "slip": SlipMade,
    "answered": Answered,
    "disputed": Disputed,
    "retracted": Retracted,
    "looked_up": LookedUp,
    "card_kept": CardKept,
    "cards_imported": CardsImported,
    "card_edited": CardEdited,
    "cards_merged": CardsMerged,
    "card_suspended": CardSuspended,
    "card_removed": CardRemoved,
    "words_marked": WordsMarked,
    "disagreed": Disagreed,
    "word_added": WordAdded,
    "writing_finished": WritingFinished,
    "sounds_heard": SoundsHeard,
}
