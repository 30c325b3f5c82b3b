"""What is told of a card, in words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QLocale, QObject

from langtutor.core.vocabulary import Card, WordState


class CardTexts(QObject):
    def state(self, card: Card) -> str:
        """In words: never by colour or icon alone."""
        if card.suspended:
            return self.tr("suspended")
        if card.is_leech:
            return self.tr("forgotten often")
        names = {
            WordState.NEW: self.tr("new"),
            WordState.LEARNING: self.tr("learning"),
            WordState.KNOWN: self.tr("known"),
        }
        return names[card.state]

    def due(self, card: Card) -> str:
        """Nothing for one that is suspended or wasn't asked yet."""
        if card.suspended or not card.reviews:
            return ""
        return self.tr("now") if card.is_due(datetime.now(UTC)) else self.date(card.due)

    def date(self, at: datetime) -> str:
        day = QDateTime.fromSecsSinceEpoch(int(at.timestamp())).date()
        return QLocale().toString(day, QLocale.FormatType.ShortFormat)

    def told(self, card: Card) -> tuple[str, ...]:
        """How well the card is known, a sentence each."""
        number = QLocale().toString
        lines = [self.tr("Not asked yet.")]
        if card.reviews:
            text = self.tr("Times asked: {count}. The chance that you know it now: {percent} %.")
            lines = [text.format(count=number(card.reviews), percent=number(round(100 * card.recall)))]
        if card.lapses:
            lines.append(self.tr("Times forgotten after it was learnt: {count}.").format(count=number(card.lapses)))
        if card.is_leech:
            lines.append(self.tr("It keeps slipping away. Give it another sentence or meaning, or suspend it."))
        if card.is_weak:
            text = self.tr("Times looked up since you last knew it: {count}.")
            lines.append(text.format(count=number(card.looked_up)))
        return tuple(lines)
