"""What was opened to read stays, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from langtutor.core.language import LanguageCode
from langtutor.core.reading import Book, Chapter, Paragraph, Place, Remark
from langtutor.core.reading_errors import NoSuchBook
from langtutor.store.library import Library

EN = LanguageCode("en")


def book(title: str = "One") -> Book:
    chapters = (Chapter("I", (Paragraph("Some words here."), Paragraph("More."))),)
    return Book(title, chapters, "Ann", "en-GB", (Remark.GUESSED,))


def clock() -> Iterator[datetime]:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    while True:
        yield now
        now += timedelta(minutes=1)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    times = clock()
    return Library(tmp_path / "books", lambda: next(times))


def test_a_book_is_there_again_with_its_place(tmp_path: Path, library: Library) -> None:
    shelved = library.add(book(), EN)
    assert (shelved.title, shelved.author, shelved.words) == ("One", "Ann", 4)
    library.set_place(shelved.id, Place(0, 1, 2), 0.75)
    about, found = Library(tmp_path / "books").open(shelved.id)
    assert found == book()
    assert (about.place, about.done, about.language) == (Place(0, 1, 2), 0.75, EN)


def test_the_same_text_is_one_book_and_keeps_its_place(library: Library) -> None:
    first = library.add(book(), EN)
    library.set_place(first.id, Place(0, 1), 0.5)
    again = library.add(book(), EN)
    assert (again.id, again.place) == (first.id, Place(0, 1))
    assert len(library.all()) == 1


def test_what_was_read_last_comes_first(library: Library) -> None:
    one, two = library.add(book("One"), EN), library.add(book("Two"), EN)
    assert [about.id for about in library.all()] == [two.id, one.id]
    library.open(one.id)
    assert [about.id for about in library.all()] == [one.id, two.id]


def test_what_was_removed_can_be_put_back_until_the_next_start(library: Library) -> None:
    one = library.add(book(), EN)
    library.remove(one.id)
    assert library.all() == ()
    library.set_place(one.id, Place(), 0.1)
    assert library.all() == ()
    assert library.put_back(one.id).id == one.id
    library.remove(one.id)
    library.tidy()
    with pytest.raises(NoSuchBook):
        library.put_back(one.id)
    library.remove(one.id)


@pytest.mark.parametrize("name", ["about.json", "book.json"])
def test_a_damaged_book_hides_no_other(tmp_path: Path, library: Library, name: str) -> None:
    one, two = library.add(book("One"), EN), library.add(book("Two"), EN)
    (tmp_path / "books" / one.id / name).write_text('{"half')
    assert two.id in [about.id for about in library.all()]
    with pytest.raises(NoSuchBook):
        library.open(one.id)


def test_a_damaged_place_is_the_beginning(tmp_path: Path, library: Library) -> None:
    one = library.add(book(), EN)
    library.set_place(one.id, Place(0, 1), 0.5)
    (tmp_path / "books" / one.id / "place.json").write_text("[]")
    assert library.open(one.id)[0].place == Place()
