"""How long a reader waits: `python tests/bench/reading.py [--pages 300] [--file BOOK] [--json]`.

A book of so many pages of 300 words is made of the course's sentences (or one is given), and opened as the window does:
until its first page is painted, until new words are marked, and until its level and share of new words are known.
Then it is scrolled through by 40 pixels at a time (mean, 95th percentile and worst, in milliseconds for each), and
opened again from the list at its place. Without models; the window is drawn offscreen unless QT_QPA_PLATFORM says else.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

OPEN_S, STEP_PX, STEPS, FRAME_MS = 2.0, 40, 400, 16.7
"""What is promised, and how it is scrolled. A frame of most screens takes 16.7 ms."""
_LONGEST_S = 60.0


def main() -> int:
    options = _options()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="langtutor-reading-") as scratch:
        book = options.file or _made(Path(scratch) / "book.epub", options.pages)
        found = _measured(book, Path(scratch) / "home")
    if options.json:
        print(json.dumps(found))
        return 0
    for name, value in found.items():
        print(f"{name:<44} {value:10.3f}" if isinstance(value, float) else f"{name:<44} {value:>10}")
    print(f"promised: opened in {OPEN_S:g} s; smooth: a step within a frame of {FRAME_MS} ms")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _made(path: Path, pages: int) -> Path:
    from langtutor.content.courses import load_course
    from langtutor.core.language import LanguageCode
    from langtutor.settings.paths import resources_dir
    from tests.support.books import long_book

    course = load_course(resources_dir() / "courses", LanguageCode("en"), LanguageCode("pt"))
    return long_book(path, [one.text for one in course.sentences.values()], pages)


def _measured(book: Path, home: Path) -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication

    from langtutor.network.guard import NetworkGuard
    from langtutor.settings.paths import Paths
    from langtutor.ui.pages.read import ReadPage, State
    from langtutor.ui.theme.style import Look
    from langtutor.wiring import Services

    application = QApplication([])
    services = Services(Paths(home, home, home / "cache"), NetworkGuard(None), seed=1)
    try:
        services.settings.change(ui_language="en", learns="en", speaks="pt")
        services.begin_course()
        Look(application, services.settings)
        page = ReadPage(services)
        page.resize(1100, 760)
        page.show()
        application.processEvents()

        def waited(begin: float, what: Callable[[], bool]) -> float:
            while not what() and time.perf_counter() - begin < _LONGEST_S:
                application.processEvents()
            return time.perf_counter() - begin

        found: dict[str, Any] = {}
        came: list[object] = []
        page.reader.measured.connect(came.append)
        begin = time.perf_counter()
        page.open_file(book)
        waited(begin, lambda: page.state is State.READING)
        page.text.viewport().repaint()
        found["opened_s"] = time.perf_counter() - begin
        found["words_marked_s"] = waited(begin, lambda: bool(page._states))
        found["measured_s"] = waited(begin, lambda: bool(came))
        opened = page.reader.book
        assert opened is not None
        found |= {"words": opened.about.words, "chapters": len(opened.book.chapters)}
        found |= _scrolled(page, application)
        name = opened.about.id
        page.to_shelf()
        begin = time.perf_counter()
        page._open_book(name)
        waited(begin, lambda: page.state is State.READING)
        page.text.viewport().repaint()
        found["opened_again_s"] = time.perf_counter() - begin
        page.close()
        return found
    finally:
        services.close()


def _scrolled(page: Any, application: Any) -> dict[str, float]:
    """Through chapter after chapter, what else is waiting to be drawn included."""
    bar, times, chapters = page.text.verticalScrollBar(), [], []
    for _ in range(STEPS):
        begin = time.perf_counter()
        if bar.value() >= bar.maximum():
            page.turn(1)
            page.text.viewport().repaint()
            application.processEvents()
            chapters.append(1000 * (time.perf_counter() - begin))
            continue
        bar.setValue(bar.value() + STEP_PX)
        page.text.viewport().repaint()
        application.processEvents()
        times.append(1000 * (time.perf_counter() - begin))
    times.sort()
    return {
        "scroll_mean_ms": statistics.fmean(times),
        "scroll_95_ms": times[int(0.95 * (len(times) - 1))],
        "scroll_worst_ms": times[-1],
        "next_chapter_ms": max(chapters, default=0.0),
    }


if __name__ == "__main__":
    sys.exit(main())
