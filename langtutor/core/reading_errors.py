"""What can be the matter with a file that somebody wants to read."""

from __future__ import annotations

from langtutor.core.errors import UserError


class UnreadableKind(UserError):
    """Not a kind of file that can be read here. Fields: path, known (endings)."""

    key = "error.unreadable_kind"


class BookTooLarge(UserError):
    """Fields: path, limit (megabytes)."""

    key = "error.book_too_large"


class BookTooLong(UserError):
    """The text in it, whatever the size of the file. Fields: path, limit (megabytes)."""

    key = "error.book_too_long"


class PackedTooTight(UserError):
    """It would be far larger unpacked than any book is: made to fill a disk. Fields: path."""

    key = "error.packed_too_tight"


class BookDamaged(UserError):
    """Fields: path, kind (its ending)."""

    key = "error.book_damaged"


class BookLocked(UserError):
    """Sold with a lock that only its seller's programs open. Fields: path."""

    key = "error.book_locked"


class NothingToRead(UserError):
    """No text in it: pictures of pages, perhaps. Fields: path."""

    key = "error.nothing_to_read"


class NoSuchBook(UserError):
    """It was removed from the list. No fields."""

    key = "error.no_such_book"


class NoNewWords(UserError):
    """All words of the text that are worth learning are known, or being learnt. No fields."""

    key = "error.no_new_words"
