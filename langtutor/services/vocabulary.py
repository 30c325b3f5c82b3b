"""The learner's vocabulary: cards kept, edited, merged, suspended and found again; how every word stands."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from langtutor.core.course import ItemId
from langtutor.core.errors import NoSuchCard, NothingToKeep
from langtutor.core.events import (
    Answered,
    CardEdited,
    CardKept,
    CardRemoved,
    CardsImported,
    CardsMerged,
    CardSuspended,
    Event,
    EventId,
    LookedUp,
    Retracted,
    WordsMarked,
)
from langtutor.core.language import LanguageCode
from langtutor.core.vocabulary import Card, CardDraft, KeptCard, Standing, WeakWord, WordState, plain_word
from langtutor.learner import card_search, vocabulary
from langtutor.learner.card_search import Order
from langtutor.learner.cards import Kept
from langtutor.learner.memory import CardState
from langtutor.learner.vocabulary import VocabularyState, Words
from langtutor.services import card_making, card_tables
from langtutor.services.answers import Who
from langtutor.services.card_making import CardMaking
from langtutor.services.card_tables import CardTable
from langtutor.services.tasks import Tasks
from langtutor.services.word_forms import WordForms
from langtutor.store.folds import Fold, Folded
from langtutor.store.ledger import Ledger

UNDO_STEPS = 50
BUNDLED_FROM = 40
"""More cards than this are kept in one event."""

_CHANGES = (
    CardKept,
    CardsImported,
    CardEdited,
    CardsMerged,
    CardSuspended,
    CardRemoved,
    WordsMarked,
    LookedUp,
    Answered,
    Retracted,
)

Memories = Mapping[ItemId, CardState]
NO_MEMORIES: Memories = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Listing:
    """cards: what the search found, in order. The rest counts all cards there are."""

    cards: tuple[Card, ...]
    total: int
    new: int
    learning: int
    known: int
    suspended: int
    due: int
    leeches: int
    duplicates: int
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One answer to a card, as the ledger has it."""

    event: Answered


@dataclass(frozen=True, slots=True)
class Import:
    """What a table would bring. new: cards that aren't there yet; fuller: cards that would take over what they lack."""

    table: CardTable
    new: int
    fuller: int


@dataclass(frozen=True, slots=True)
class Undone:
    """what: `keep`, `edit`, `tag`, `merge`, `suspend`, `resume`, `remove`, `mark` or `import`.

    count: of cards or words.
    """

    what: str
    count: int


class Vocabulary:
    """Thread-safe; everything that takes time comes as a future.

    who: whose words, None while nobody has said what they learn. memories: what is remembered of each card, as the
    learner's state has it.
    """

    def __init__(
        self,
        ledger: Ledger,
        who: Callable[[], Who | None],
        memories: Callable[[], Memories],
        tasks: Tasks,
        forms: WordForms | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._ledger = ledger
        self._who = who
        self._memories = memories
        self._tasks = tasks
        self._forms = forms or WordForms()
        self._now = now
        self._lock = threading.RLock()
        self._folds: dict[tuple[str, LanguageCode], Folded[VocabularyState]] = {}
        self._done: deque[tuple[Undone, tuple[EventId, ...]]] = deque(maxlen=UNDO_STEPS)
        self._words: tuple[object, object, Words] | None = None

    # --- asking --------------------------------------------------------------------------------------------------

    def state_of(self, word: str) -> Standing:
        """How a word or phrase of the learned language stands, in whatever form. Not for the window's thread."""
        return self.words().state_of(word)

    def states(self, words: Iterable[str]) -> dict[str, WordState]:
        """The same for many, by the words as given. Not for the window's thread."""
        return self.words().states(words)

    def words(self) -> Words:
        """All words as of now; what is returned may be asked from any thread. Reads the ledger."""
        who = self._who()
        state, memories = self._state(who), self._memories()
        with self._lock:
            if self._words is None or self._words[0] is not state or self._words[1] is not memories:
                language = who.language if who else LanguageCode("")
                made = Words(state, memories, lambda word: self._forms.lemmas(word, language))
                self._words = (state, memories, made)
            return self._words[2]

    def list(self, search: str = "", order: Order = Order.KEPT, *, descending: bool = True) -> Future[Listing]:
        """Raises BadSearch."""
        return self._tasks.run(lambda: self._list(search, order, descending=descending))

    def card(self, item: ItemId) -> Future[Card]:
        """Raises NoSuchCard."""
        return self._tasks.run(lambda: self._card(item))

    def weak_words(self) -> Future[tuple[WeakWord, ...]]:
        """Looked up again and again and not kept."""
        return self._tasks.run(lambda: vocabulary.weak_words(self._state(self._who())))

    def reviews(self, item: ItemId) -> Future[tuple[Review, ...]]:
        """What was answered to a card, and to those merged into it, oldest first."""
        return self._tasks.run(lambda: self._reviews(item))

    # --- changing ------------------------------------------------------------------------------------------------

    def keep(self, draft: CardDraft) -> Future[KeptCard]:
        """A card of the word, made once: what is there already only takes over what it lacks.

        Raises NothingToKeep without a word or a meaning.
        """
        return self._tasks.run(lambda: self.keep_all([draft])[0])

    def keep_all(self, drafts: Sequence[CardDraft], what: str = "keep") -> tuple[KeptCard, ...]:
        """Several at once, undone together. Now: not for the window's thread. Raises NothingToKeep."""
        with self._lock:
            who = self._someone()
            making = self._making(who)
            made = [making.keep(draft) for draft in drafts]
            events = [event for _, event in made if event is not None]
            self._append(what, card_making.bundled(events) if len(events) > BUNDLED_FROM else events, len(events))
        return tuple(kept for kept, _ in made)

    def read_table(self, path: Path) -> Future[Import]:
        """What a CSV file would bring. Raises FileUnreadable, DocumentTooLarge, TooManyCards, NotText, NotATable."""
        return self._tasks.run(lambda: self._read_table(path))

    def take(self, table: CardTable, tags: Sequence[str] = ()) -> Future[tuple[KeptCard, ...]]:
        """Keeps what a table has, each card with these tags besides; undone together."""
        drafts = [replace(draft, tags=(*draft.tags, *tags)) for draft in table.cards]
        return self._tasks.run(lambda: self.keep_all(drafts, "import"))

    def write_table(self, path: Path, items: Sequence[ItemId] | None = None) -> Future[int]:
        """A CSV file of these cards, or of all; how many. Raises DiskFull, FolderReadOnly, FileUnwritable."""
        return self._tasks.run(lambda: self._write_table(path, items))

    def edit(self, item: ItemId, draft: CardDraft) -> Future[Card]:
        """The card says this from now on. Raises NoSuchCard, NothingToKeep."""
        return self._tasks.run(lambda: self._edit(item, draft))

    def tag(self, items: Sequence[ItemId], add: Sequence[str] = (), remove: Sequence[str] = ()) -> Future[int]:
        """How many cards changed."""
        return self._tasks.run(lambda: self._tag(items, card_making.tags_of(add), card_making.tags_of(remove)))

    def merge(self, items: Sequence[ItemId]) -> Future[Card]:
        """The first takes in the others: their meanings, sentences, tags and reviews. Raises NoSuchCard."""
        return self._tasks.run(lambda: self._merge(items))

    def suspend(self, items: Sequence[ItemId], *, suspended: bool = True) -> Future[int]:
        """Suspended cards aren't asked. How many changed."""
        return self._tasks.run(lambda: self._suspend(items, suspended=suspended))

    def remove(self, items: Sequence[ItemId]) -> Future[int]:
        """What was answered stays in the ledger. How many went."""
        return self._tasks.run(lambda: self._remove(items))

    def mark(self, words: Sequence[str], *, known: bool = True) -> Future[int]:
        """The learner knows these words (or doesn't after all), card or no card. How many there were."""
        return self._tasks.run(lambda: self._mark(words, known=known))

    @property
    def can_undo(self) -> Undone | None:
        """What would be undone: the last change made here."""
        with self._lock:
            return self._done[-1][0] if self._done else None

    def undo(self) -> Future[Undone | None]:
        """Takes the last change back; None where there is none."""
        return self._tasks.run(self._undo)

    def on_change(self, listener: Callable[[], object]) -> Callable[[], None]:
        """listener is called, from another thread, when a word may stand otherwise. Returns what ends that."""

        def told(events: tuple[Event, ...]) -> None:
            if any(isinstance(event, _CHANGES) for event in events):
                listener()

        return self._ledger.on_append(told)

    def close(self) -> None:
        """Writes the folds' snapshots."""
        for folded in list(self._folds.values()):
            folded.save()

    # --- now, in a thread of ours --------------------------------------------------------------------------------

    def _state(self, who: Who | None) -> VocabularyState:
        if who is None:
            return _NOTHING
        with self._lock:
            key = (who.learner, who.language)
            if key not in self._folds:
                self._folds[key] = Folded(self._ledger, _FOLD, *key)
            return self._folds[key].state()

    def _someone(self) -> Who:
        if (who := self._who()) is None:
            raise NothingToKeep
        return who

    def _cards(self) -> tuple[Card, ...]:
        state, memories, now = self._state(self._who()), self._memories(), self._now()
        return tuple(
            vocabulary.card_of(item, kept, memories.get(item), state.looked_up.get(kept.skill), now)
            for item, kept in state.kept.items()
        )

    def _list(self, search: str, order: Order, *, descending: bool) -> Listing:
        cards, now = self._cards(), self._now()
        duplicates = card_search.duplicated(cards)
        found = card_search.parsed(search, now, duplicates)
        active = [card for card in cards if not card.suspended]
        states = [card.state for card in cards]
        return Listing(
            card_search.ordered(filter(found.finds, cards), order, descending=descending),
            len(cards),
            states.count(WordState.NEW),
            states.count(WordState.LEARNING),
            states.count(WordState.KNOWN),
            len(cards) - len(active),
            sum(card.is_due(now) for card in active),
            sum(card.is_leech for card in active),
            sum(plain_word(card.front) in duplicates for card in cards),
            tuple(sorted({tag for card in cards for tag in card.tags}, key=str.casefold)),
        )

    def _card(self, item: ItemId) -> Card:
        found = next((card for card in self._cards() if card.item == item), None)
        if found is None:
            raise NoSuchCard
        return found

    def _reviews(self, item: ItemId) -> tuple[Review, ...]:
        who = self._who()
        kept = self._state(who).kept.get(item)
        if who is None or kept is None:
            return ()
        events = [
            event
            for one in (item, *kept.absorbed)
            for event in self._ledger.events((Answered,), item=one, learner=who.learner, language=who.language)
        ]
        answers = [event for event in events if isinstance(event, Answered)]
        return tuple(Review(event) for event in sorted(answers, key=lambda event: event.header.at))

    def _read_table(self, path: Path) -> Import:
        table = card_tables.read_table(path)
        with self._lock:
            making = self._making(self._someone())
        kept = [making.keep(draft)[0] for draft in table.cards]
        return Import(table, sum(one.is_new for one in kept), sum(one.changed for one in kept))

    def _write_table(self, path: Path, items: Sequence[ItemId] | None) -> int:
        wanted = None if items is None else set(items)
        cards = [card for card in self._cards() if wanted is None or card.item in wanted]
        card_tables.write_table(path, card_search.ordered(cards, Order.FRONT), self._now())
        return len(cards)

    def _edit(self, item: ItemId, draft: CardDraft) -> Card:
        with self._lock:
            who, kept = self._someone(), self._kept([item])[0]
            draft = card_making.cleaned(draft)
            if card_making.says(kept) != replace(draft, origin=kept.origin):
                making = self._making(who)
                self._append("edit", [making.edited(item, making.with_form(draft))])
        return self._card(item)

    def _making(self, who: Who) -> CardMaking:
        return CardMaking(who, self._forms, self._now(), self._state(who).kept)

    def _tag(self, items: Sequence[ItemId], add: tuple[str, ...], remove: tuple[str, ...]) -> int:
        with self._lock:
            who = self._someone()
            events: deque[Event] = deque()
            for item, kept in zip(items, self._kept(items), strict=True):
                tags = tuple(tag for tag in dict.fromkeys((*kept.tags, *add)) if tag not in remove)
                if tags != kept.tags:
                    events.append(self._making(who).edited(item, replace(card_making.says(kept), tags=tags)))
            self._append("tag", tuple(events))
        return len(events)

    def _merge(self, items: Sequence[ItemId]) -> Card:
        items = tuple(dict.fromkeys(items))
        with self._lock:
            who, cards = self._someone(), self._kept(items)
            if len(items) > 1:
                said = card_making.merged(cards)
                text = (said.back, said.sentence, said.translation, said.form, said.tags)
                self._append("merge", [CardsMerged(who.header(self._now()), items[0], items[1:], *text)])
        return self._card(items[0])

    def _suspend(self, items: Sequence[ItemId], *, suspended: bool) -> int:
        with self._lock:
            who = self._someone()
            pairs = zip(items, self._kept(items), strict=True)
            changed = [item for item, kept in pairs if kept.suspended != suspended]
            events = [CardSuspended(who.header(self._now()), item, suspended) for item in changed]
            self._append("suspend" if suspended else "resume", events)
        return len(events)

    def _remove(self, items: Sequence[ItemId]) -> int:
        with self._lock:
            who, kept = self._someone(), self._state(self._who()).kept
            events = [CardRemoved(who.header(self._now()), item) for item in dict.fromkeys(items) if item in kept]
            self._append("remove", events)
        return len(events)

    def _mark(self, words: Sequence[str], *, known: bool) -> int:
        plain = tuple(dict.fromkeys(filter(None, map(plain_word, words))))
        with self._lock:
            if plain:
                event = WordsMarked(self._someone().header(self._now()), plain, known)
                self._append("mark", [event], len(plain))
        return len(plain)

    def _undo(self) -> Undone | None:
        with self._lock:
            if not self._done:
                return None
            who = self._someone()
            undone, ids = self._done.pop()
            self._ledger.append(*(Retracted(who.header(self._now()), one) for one in reversed(ids)))
            return undone

    def _kept(self, items: Sequence[ItemId]) -> tuple[Kept, ...]:
        """Raises NoSuchCard."""
        cards = self._state(self._who()).kept
        if not items or any(item not in cards for item in items):
            raise NoSuchCard
        return tuple(cards[item] for item in items)

    def _append(self, what: str, events: Sequence[Event], count: int | None = None) -> None:
        if events:
            self._ledger.append(*events)
            undone = Undone(what, len(events) if count is None else count)
            self._done.append((undone, tuple(event.header.id for event in events)))


_NOTHING = VocabularyState()
_FOLD: Fold[VocabularyState] = Fold(
    vocabulary.FOLD_NAME, vocabulary.FOLD_VERSION, _NOTHING, vocabulary.step, vocabulary.dump, vocabulary.load
)
