"""`langtutor read`: what a file is as something to read, how hard, and how much of it is new."""

from __future__ import annotations

import argparse
from typing import Any

from langtutor.commands.output import Output
from langtutor.commands.text import services
from langtutor.core.errors import NoCourse
from langtutor.core.reading import Measures
from langtutor.network.guard import NetworkGuard
from langtutor.services.reading.reader import Opened
from langtutor.settings.paths import Paths
from langtutor.wiring import Services


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    with services(paths, guard) as built:
        _begin(built, options)
        opened, measures = built.reading.measure_file(options.file)
        book, about = opened.book, opened.about
        learned = built.reading.is_learned(about.language)
        chapters = [{"title": one.title, "words": len(one.text.split())} for one in book.chapters]
        data: dict[str, Any] = {
            "title": book.title,
            "author": book.author,
            "language": about.language,
            "words": measures.words,
            "different_words": measures.different,
            "level": measures.level,
            "learned": learned,
            "new_share": round(measures.new, 4) if learned else None,
            "learning_share": round(measures.learning, 4) if learned else None,
            "new_words": measures.new_different if learned else None,
            "remarks": [remark.value for remark in book.remarks],
            "chapters": chapters,
        }
        if options.text:
            data["text"] = [[part.text for part in one.paragraphs] for one in book.chapters]
        output.result(data, _words(opened, measures, built, with_text=options.text))
    return 0


def _begin(built: Services, options: argparse.Namespace) -> None:
    """Whose words are known: the course of the settings, or the one named. Without either nobody knows any word."""
    try:
        built.begin_course(options.learn or "", options.speak or "")
    except NoCourse:
        if options.learn:
            raise


def _words(opened: Opened, measures: Measures, built: Services, *, with_text: bool) -> str:
    messages, book, language = built.messages, opened.book, opened.about.language
    lines = [f"{book.title} – {book.author}" if book.author else book.title]
    level = measures.level or messages.text("reading.level_unknown")
    lines.append(messages.text("reading.words", {"words": measures.words, "level": level}))
    if built.reading.is_learned(language):
        fields = {"percent": messages.number(100 * measures.new), "count": measures.new_different}
        lines.append(messages.text("reading.new", fields))
    else:
        known = built.languages.get(language)
        name = known.name_in(messages.language) if known else language
        lines.append(messages.text("reading.not_learned", {"language": name}))
    lines += [messages.text(f"reading.remark.{remark.value}") for remark in book.remarks]
    lines.append("")
    for number, chapter in enumerate(book.chapters, 1):
        title = chapter.title or messages.text("reading.part", {"number": number})
        lines.append(f"{number:4}  {title}  ({len(chapter.text.split())})")
        if with_text:
            lines += ["", *(f"{paragraph.text}\n" for paragraph in chapter.paragraphs)]
    return "\n".join(lines)
