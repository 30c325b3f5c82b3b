"""The learner's words, folded from events: cards, words used rightly, words marked as known, words looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from langtutor.core.course import ItemId
from langtutor.core.events import Answered, DrillKind, Event, LookedUp, WordsMarked
from langtutor.core.plain import from_plain, to_plain
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome
from langtutor.core.vocabulary import Card, Standing, WeakWord, WordState, plain_word
from langtutor.learner import cards, look_ups, memory
from langtutor.learner.cards import Kept, word_skill
from langtutor.learner.look_ups import LookUps
from langtutor.learner.memory import CardPhase, CardState

FOLD_NAME = "vocabulary"
FOLD_VERSION = "1"

KNOWN_DAYS = 21.0
"""Stability from which a card counts as known: what others call a mature card."""

USED_DAYS = 2
"""Days on which a word must have been used rightly, without help, to be known without a card."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

Lemmas = Callable[[str], tuple[str, ...]]
"""Words that a lower-case form may be a form of, itself left out."""


@dataclass(frozen=True, slots=True)
class Use:
    """Of one form in right answers: on how many days, and the last of them, in UTC."""

    days: int
    day: str


@dataclass(frozen=True, slots=True)
class VocabularyState:
    """used: by form, in what was translated or written down rightly. met: other forms of right answers.

    marked: by word, whether the learner says it is known.
    """

    kept: Mapping[ItemId, Kept] = field(default_factory=dict)
    looked_up: Mapping[SkillId, LookUps] = field(default_factory=dict)
    used: Mapping[str, Use] = field(default_factory=dict)
    met: frozenset[str] = frozenset()
    marked: Mapping[str, bool] = field(default_factory=dict)


def step(state: VocabularyState, event: Event) -> VocabularyState:
    """The state after one event. Retracted events must have been left out."""
    match event:
        case LookedUp() if event.headword:
            skill = word_skill(event.header.language, event.headword)
            after = look_ups.counted(state.looked_up.get(skill), event)
            return replace(state, looked_up={**state.looked_up, skill: after})
        case Answered() if event.outcome is AnswerOutcome.RIGHT and event.drill is not DrillKind.MINIMAL_PAIR:
            return _answered(state, event)
        case WordsMarked():
            marked = {plain_word(word): event.known for word in event.words}
            looked = look_ups.forgiven(state.looked_up, event)
            return replace(state, looked_up=looked, marked={**state.marked, **marked})
        case _:
            kept = cards.step(state.kept, event)
            return state if kept is state.kept else replace(state, kept=kept)


def dump(state: VocabularyState) -> Any:
    """JSON values, for a snapshot."""
    return to_plain(state)


def load(plain: Any) -> VocabularyState:
    return from_plain(VocabularyState, plain)


def words_in(text: str) -> list[str]:
    """Lower-case words of a text, in order; numbers are none."""
    return [found.lower().replace("’", "'") for found in _WORD.findall(text)]


def card_of(item: ItemId, kept: Kept, remembered: CardState | None, looked: LookUps | None, now: datetime) -> Card:
    """remembered: what memory holds of it, None before the first review."""
    known = remembered or CardState(due=kept.at)
    return Card(
        item,
        kept.skill,
        kept.front,
        kept.back,
        kept.sentence,
        kept.translation,
        kept.form,
        kept.tags,
        kept.origin,
        kept.at,
        _card_state(known),
        known.due,
        kept.suspended,
        known.reviews,
        known.lapses,
        known.stability,
        memory.retrievability(known, now) if known.reviews else 0.0,
        looked.count if looked is not None else 0,
    )


def weak_words(state: VocabularyState) -> tuple[WeakWord, ...]:
    """Looked up again and again and not kept; the most looked-up first."""
    have = {card.skill for card in state.kept.values()}
    found = [
        WeakWord(one.headword, one.count, one.result, one.last)
        for skill, one in state.looked_up.items()
        if one.is_weak and skill not in have
    ]
    return tuple(sorted(found, key=lambda word: (-word.looked_up, word.word)))


class Words:
    """How every word stands, as of one moment: cards first, then what the learner says, then what practice showed.

    Pure and cheap to ask, once made. lemmas: asked for words that aren't found as they are written.
    """

    def __init__(
        self, state: VocabularyState, memories: Mapping[ItemId, CardState], lemmas: Lemmas = lambda word: ()
    ) -> None:
        self._state = state
        self._lemmas = lemmas
        self._cards: dict[str, Standing] = {}
        for item, kept in state.kept.items():
            self._add_card(item, kept, memories.get(item))
        self._looked = {plain_word(one.headword): one.count for one in state.looked_up.values()}
        self._days: dict[str, int] = {}
        for form, use in state.used.items():
            for lemma in lemmas(form):
                self._days[lemma] = max(self._days.get(lemma, 0), use.days)
        self._met = frozenset(lemma for form in state.met for lemma in lemmas(form))
        self._known: dict[str, Standing] = {}

    def state_of(self, word: str) -> Standing:
        """Of a word or phrase, in any of its forms."""
        plain = plain_word(word)
        if plain not in self._known:
            self._known[plain] = self._found(plain)
        return self._known[plain]

    def states(self, words: Iterable[str]) -> dict[str, WordState]:
        """The same for many, by the words as given."""
        return {word: self.state_of(word).state for word in words}

    def _add_card(self, item: ItemId, kept: Kept, remembered: CardState | None) -> None:
        looked = self._state.looked_up.get(kept.skill)
        standing = Standing(
            _card_state(remembered or CardState(due=kept.at)), item, kept.suspended, looked.count if looked else 0
        )
        for text in (kept.front, kept.form):
            plain = plain_word(text)
            before = self._cards.get(plain)
            if plain and (before is None or _RANK[before.state] < _RANK[standing.state]):
                self._cards[plain] = standing

    def _found(self, plain: str) -> Standing:
        names = (plain, *self._lemmas(plain))
        card = next((self._cards[name] for name in names if name in self._cards), None)
        marked = next((self._state.marked[name] for name in names if name in self._state.marked), None)
        if card is not None and marked is None:
            return card
        looked = max((self._looked.get(name, 0) for name in names), default=0)
        state = card.state if card is not None else self._by_practice(names, looked)
        if marked is not None:
            state = WordState.KNOWN if marked and looked < _DOUBTED else _at_most_learning(state)
        return replace(card or Standing(looked_up=looked), state=state)

    def _by_practice(self, names: tuple[str, ...], looked: int) -> WordState:
        used = self._state.used
        days = max((max(used[one].days if one in used else 0, self._days.get(one, 0)) for one in names), default=0)
        if days >= USED_DAYS and looked < _DOUBTED:
            return WordState.KNOWN
        met = any(one in self._state.met or one in self._met for one in names)
        return WordState.LEARNING if days or met or looked else WordState.NEW


_RANK = {WordState.NEW: 0, WordState.LEARNING: 1, WordState.KNOWN: 2}
_DOUBTED = 2
"""Look-ups after which a word that was used rightly isn't taken for known any more."""


def _card_state(card: CardState) -> WordState:
    if not card.reviews:
        return WordState.NEW
    firm = card.phase is CardPhase.REVIEW and (card.stability or 0.0) >= KNOWN_DAYS
    return WordState.KNOWN if firm else WordState.LEARNING


def _at_most_learning(state: WordState) -> WordState:
    return WordState.LEARNING if state is WordState.KNOWN else state


def _answered(state: VocabularyState, event: Answered) -> VocabularyState:
    state = replace(state, looked_up=look_ups.answered(state.looked_up, event))
    words = words_in(event.expected)
    if event.drill is DrillKind.SAY or event.used_help:
        met = state.met | set(words)
        return state if met == state.met else replace(state, met=met)
    day = event.header.at.date().isoformat()
    used = dict(state.used)
    for word in words:
        before = used.get(word)
        if before is None or before.day != day:
            used[word] = Use((before.days if before else 0) + 1, day)
    return replace(state, used=used)
