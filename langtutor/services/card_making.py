"""What a learner wants to keep, made a card: tidied, with the form of the word in its sentence, without duplicates."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from langtutor.core.course import ItemId
from langtutor.core.errors import NothingToKeep
from langtutor.core.events import CardEdited, CardKept, CardsImported, Event, ImportedCard
from langtutor.core.vocabulary import CardDraft, KeptCard, plain_word
from langtutor.learner.cards import Cards, Kept
from langtutor.learner.word_in_sentence import form_in
from langtutor.services.answers import Who
from langtutor.services.word_forms import WordForms

_SPACE = re.compile(r"\s+")
_SENSES = re.compile(r"\s*[;,/]\s*")


class CardMaking:
    """Makes drafts cards, or finds the cards that they are already. cards: what there is; those made count at once."""

    def __init__(self, who: Who, forms: WordForms, now: datetime, cards: Cards) -> None:
        self._who = who
        self._forms = forms
        self._now = now
        self._says = {item: says(kept) for item, kept in cards.items()}
        self._items: dict[str, list[ItemId]] = {}
        for item, kept in cards.items():
            self._items.setdefault(plain_word(kept.front), []).append(item)

    def keep(self, draft: CardDraft) -> tuple[KeptCard, Event | None]:
        """The event that makes it so; None where nothing changes. Raises NothingToKeep."""
        draft = cleaned(draft)
        front = plain_word(draft.front)
        same = next((item for item in self._items.get(front, ()) if _same(self._says[item], draft)), None)
        if same is None:
            item = ItemId(f"card/{uuid.uuid4().hex}")
            draft = self.with_form(draft)
            text = (draft.front, draft.back, draft.sentence, draft.translation, draft.form, draft.tags, draft.origin)
            self._says[item] = draft
            self._items.setdefault(front, []).append(item)
            return KeptCard(item, is_new=True), CardKept(self._who.header(self._now), item, *text)
        before = self._says[same]
        after = self.with_form(_filled(before, draft))
        if before == after:
            return KeptCard(same, is_new=False), None
        self._says[same] = after
        return KeptCard(same, is_new=False, changed=True), self.edited(same, after)

    def with_form(self, draft: CardDraft) -> CardDraft:
        """With the form in which the word stands in the sentence, where that isn't the word itself."""
        if not draft.sentence:
            return replace(draft, form="")
        given = form_in(draft.sentence, draft.form, lambda word: word) if draft.form else ""
        found = given or form_in(draft.sentence, draft.front, lambda word: self._forms.lemma(word, self._who.language))
        return replace(draft, form="" if plain_word(found) == plain_word(draft.front) else found)

    def edited(self, item: ItemId, draft: CardDraft) -> CardEdited:
        text = (draft.front, draft.back, draft.sentence, draft.translation, draft.form, draft.tags)
        return CardEdited(self._who.header(self._now), item, *text)


def bundled(events: Sequence[Event]) -> tuple[Event, ...]:
    """The new cards as one event, then what was edited."""
    kept = [event for event in events if isinstance(event, CardKept)]
    others = tuple(event for event in events if not isinstance(event, CardKept))
    if not kept:
        return others
    cards = tuple(
        ImportedCard(one.item, one.front, one.back, one.sentence, one.translation, one.form, one.tags) for one in kept
    )
    return (CardsImported(kept[0].header, cards, kept[0].origin), *others)


def cleaned(draft: CardDraft) -> CardDraft:
    """Without stray spaces. Raises NothingToKeep without a word or a meaning."""
    front, back, sentence, translation, form = (
        _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
        for text in (draft.front, draft.back, draft.sentence, draft.translation, draft.form)
    )
    if not front or not back:
        raise NothingToKeep
    sentence = "" if plain_word(sentence) == plain_word(front) else sentence
    return CardDraft(front, back, sentence, translation if sentence else "", form, tags_of(draft.tags), draft.origin)


def tags_of(tags: Iterable[str]) -> tuple[str, ...]:
    """Without spaces in them, each once."""
    plain = (_SPACE.sub("_", unicodedata.normalize("NFC", tag).strip(" ,;")) for tag in tags)
    return tuple(dict.fromkeys(filter(None, plain)))


def _same(card: CardDraft, draft: CardDraft) -> bool:
    """Of one word: some meaning is the same. Two meanings of a word are two cards."""
    return bool(_senses(card.back) & _senses(draft.back))


def _senses(back: str) -> set[str]:
    return {plain for part in _SENSES.split(back) if (plain := plain_word(part))}


def _filled(card: CardDraft, draft: CardDraft) -> CardDraft:
    """The card, with what it lacks from the draft. Its own words stay."""
    tags = tuple(dict.fromkeys((*card.tags, *draft.tags)))
    if card.sentence or not draft.sentence:
        return replace(card, tags=tags)
    return replace(card, sentence=draft.sentence, translation=draft.translation, form=draft.form, tags=tags)


def says(kept: Kept) -> CardDraft:
    return CardDraft(kept.front, kept.back, kept.sentence, kept.translation, kept.form, kept.tags, kept.origin)


def merged(cards: Sequence[Kept]) -> CardDraft:
    """What the one card says: all meanings, the first sentence there is, all tags."""
    senses: dict[str, str] = {}
    for card in cards:
        for part in _SENSES.split(card.back):
            senses.setdefault(plain_word(part), part)
    with_sentence = next((card for card in cards if card.sentence), cards[0])
    tags = dict.fromkeys(tag for card in cards for tag in card.tags)
    back = cards[0].back if len({card.back for card in cards}) == 1 else "; ".join(filter(None, senses.values()))
    return replace(says(with_sentence), front=cards[0].front, back=back, tags=tuple(tags))
