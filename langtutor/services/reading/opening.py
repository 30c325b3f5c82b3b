"""Any file that can be read, as a book of plain chapters. Nothing in it is run, and nothing fetched."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from langtutor.core.errors import FileUnreadable
from langtutor.core.reading import Book, Chapter, Paragraph, ParagraphKind, Remark
from langtutor.core.reading_errors import BookTooLarge, BookTooLong, NothingToRead, UnreadableKind
from langtutor.services.reading import epub, markup, plain_text, subtitles
from langtutor.services.reading.decoding import decoded
from langtutor.services.reading.markup import Block

TEXT = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
HTML = frozenset({".html", ".htm", ".xhtml"})
EPUB = frozenset({".epub"})
SUBTITLES = frozenset({".srt", ".vtt"})
KNOWN = ".txt, .md, .html, .epub, .srt"
ENDINGS = TEXT | MARKDOWN | HTML | EPUB | SUBTITLES

LARGEST_MB = 40
"""A file must be smaller than this. Pictures make large e-books; a text of this size is thirty novels."""
MOST_TEXT = 20_000_000
"""Code points of text, after markup."""
_LONGEST_MARKDOWN = 2_000_000
"""Characters; a second for each 150,000 of them. What is longer is read as plain text, with its marks."""
_MB = 1024 * 1024
_LONGEST_TITLE = 200
_SHORT_TITLE = 60

Stop = Callable[[], None]


def open_book(path: Path, stop: Stop = lambda: None) -> Book:
    """The book that a file is. Its name says what kind it should be, what is in it must fit.

    stop is called now and then and may raise. Raises UnreadableKind, FileUnreadable, BookTooLarge, BookTooLong,
    BookDamaged, BookLocked, PackedTooTight, DocumentLocked, NotText, NothingToRead.
    """
    kind = path.suffix.lower()
    if kind not in ENDINGS:
        raise UnreadableKind(path=path.name, known=KNOWN)
    _check_size(path)
    if kind in EPUB:
        book = epub.read_epub(path, MOST_TEXT, stop)
    else:
        text = decoded(_bytes_of(path), path.name, markup=kind in HTML)
        book = _of_text(text.text, kind, path.name)
        if text.guessed:
            book = replace(book, remarks=(*book.remarks, Remark.GUESSED))
    return _finished(book, path.name, path.stem)


def book_of(text: str, title: str = "") -> Book:
    """A text that was pasted. Raises NothingToRead, BookTooLong."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kind = ".srt" if subtitles.is_subtitles(text) else ".txt"
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return _finished(_of_text(text, kind, title), title, _shortened(first))


def _of_text(text: str, kind: str, name: str) -> Book:
    if kind in SUBTITLES:
        return Book("", subtitles.chapters_of(text, name, kind))
    if kind in TEXT or (kind in MARKDOWN and len(text) > _LONGEST_MARKDOWN):
        return Book("", plain_text.chapters_of(text))
    source = _rendered(text) if kind in MARKDOWN else text
    page = markup.page_of(source)
    title = page.title or next((block.text for block in page.blocks[:1] if block.level), "")
    return Book(title, _by_headings(page.blocks), "", page.language, tuple(sorted(page.remarks)))


def _rendered(markdown: str) -> str:
    """HTML in it stays HTML, to be cleaned like any other."""
    from markdown_it import MarkdownIt

    return (
        f"<div>{MarkdownIt('commonmark', {'html': True}).enable('table').render(_without_front_matter(markdown))}</div>"
    )


def _without_front_matter(markdown: str) -> str:
    lines = markdown.split("\n")
    if lines[0].strip() != "---":
        return markdown
    end = next((at for at, line in enumerate(lines[1:80], 1) if line.strip() in ("---", "...")), None)
    return "\n".join(lines[end + 1 :]) if end is not None else markdown


def _by_headings(blocks: list[Block]) -> tuple[Chapter, ...]:
    """A chapter at each heading of the highest level that is there more than once."""
    levels = [block.level for block in blocks if block.level]
    level = next((one for one in sorted(set(levels)) if levels.count(one) > 1), 0)
    chapters: list[tuple[str, list[Paragraph]]] = []
    for block in blocks:
        if not chapters or (0 < block.level <= level and not _only_headings(chapters[-1][1])):
            chapters.append((block.text if block.level else "", []))
        elif 0 < block.level <= level:
            chapters[-1] = (block.text, chapters[-1][1])
        chapters[-1][1].append(Paragraph(block.text, block.kind))
    return tuple(Chapter(title, tuple(paragraphs)) for title, paragraphs in chapters)


def _only_headings(paragraphs: list[Paragraph]) -> bool:
    return all(paragraph.kind is ParagraphKind.HEADING for paragraph in paragraphs)


def _finished(book: Book, name: str, fallback: str) -> Book:
    """With a title, chapters of a size that can be shown, and something to read in it."""
    length = sum(len(part.text) for chapter in book.chapters for part in chapter.paragraphs)
    if length > MOST_TEXT:
        raise BookTooLong(path=name, limit=MOST_TEXT // 1_000_000)
    if not any(letter.isalpha() for chapter in book.chapters for part in chapter.paragraphs for letter in part.text):
        raise NothingToRead(path=name)
    title = (book.title or fallback.strip() or name)[:_LONGEST_TITLE]
    return replace(book, title=title, chapters=plain_text.in_parts(book.chapters))


def _shortened(line: str) -> str:
    if len(line) <= _SHORT_TITLE:
        return line
    return line[:_SHORT_TITLE].rpartition(" ")[0].rstrip(",;:–—-") + "…"


def _check_size(path: Path) -> None:
    try:
        found = path.stat()
    except OSError as error:
        raise FileUnreadable(path=str(path), detail=error.strerror or str(error)) from error
    if not stat.S_ISREG(found.st_mode):
        raise FileUnreadable(path=str(path), detail="not a file")
    if found.st_size >= LARGEST_MB * _MB:
        raise BookTooLarge(path=path.name, limit=LARGEST_MB)


def _bytes_of(path: Path) -> bytes:
    """A file may grow while it is read."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_MB * _MB)
    except OSError as error:
        raise FileUnreadable(path=str(path), detail=error.strerror or str(error)) from error
    if len(data) >= LARGEST_MB * _MB:
        raise BookTooLarge(path=path.name, limit=LARGEST_MB)
    return data
