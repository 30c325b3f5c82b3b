"""`langtutor vocabulary`: the learner's cards, listed, kept, changed, and as CSV."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from langtutor.commands.output import Output
from langtutor.commands.text import services
from langtutor.core.errors import NoCourse
from langtutor.core.vocabulary import Card, CardDraft
from langtutor.learner.card_search import Order
from langtutor.network.guard import NetworkGuard
from langtutor.services.card_tables import TableProblem
from langtutor.settings.paths import Paths
from langtutor.wiring import Services

Action = Callable[[argparse.Namespace, Services, Output], int]

_SEARCH = "which cards, such as: tag:food is:due"


def add_actions(vocabulary: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    actions = vocabulary.add_subparsers(dest="action", metavar="ACTION", required=True)
    whose = argparse.ArgumentParser(add_help=False)
    whose.add_argument("--learn", metavar="L", help="the language learned (default: the one you learn)")
    parents = [shared, whose]
    listing = actions.add_parser("list", parents=parents, help="your cards and how well you know them")
    listing.add_argument("search", nargs="?", default="", metavar="SEARCH", help=_SEARCH)
    listing.add_argument("--order", choices=[order.value for order in Order], default="front")
    listing.add_argument("--descending", action="store_true", help="the last first")
    weak = "words you looked up again and again and haven't kept"
    actions.add_parser("weak", parents=parents, help=weak)
    keeping = actions.add_parser("keep", parents=parents, help="keep a word as a card")
    keeping.add_argument("front", metavar="WORD", help="in the language learned")
    keeping.add_argument("back", metavar="MEANING")
    keeping.add_argument("--sentence", default="", metavar="TEXT", help="where you met it")
    keeping.add_argument("--translation", default="", metavar="TEXT", help="of the sentence")
    _add_tag(keeping)
    exporting = actions.add_parser("export", parents=parents, help="write cards into a CSV file")
    exporting.add_argument("file", type=Path, metavar="FILE")
    exporting.add_argument("--search", default="", metavar="SEARCH", help=_SEARCH)
    importing = actions.add_parser(
        "import", parents=parents, help="keep the cards of a CSV file (or Anki's text export); exit 1: lines left out"
    )
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--dry-run", action="store_true", help="only say what it would bring")
    _add_tag(importing)
    for name, text in (
        ("suspend", "don't ask these cards any more"),
        ("resume", "ask them again"),
        ("remove", "remove them; what you answered stays in your history"),
    ):
        changing = actions.add_parser(name, parents=parents, help=text)
        changing.add_argument("search", metavar="SEARCH", help=_SEARCH)


def _add_tag(action: argparse.ArgumentParser) -> None:
    action.add_argument("--tag", action="append", default=[], metavar="TAG", help="may be given again")


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    with services(paths, guard) as built:
        _begin(options, built)
        return _ACTIONS[options.action](options, built, output)


def _begin(options: argparse.Namespace, built: Services) -> None:
    """Memory is the course's: without one nothing is known of when a card is due."""
    learned = options.learn or built.settings.now.learns
    spoken = built.settings.now.speaks
    fitting = [pair for pair in built.course_pairs if learned in ("", pair[0])]
    if not fitting:
        raise NoCourse(learned=learned or "?", spoken=spoken or "?")
    best = next((pair for pair in fitting if pair[1] == spoken), fitting[0])
    built.begin_course(*best)


def _list(options: argparse.Namespace, built: Services, output: Output) -> int:
    found = built.vocabulary.list(options.search, Order(options.order), descending=options.descending).result()
    messages = built.messages
    lines = [_line(card, built) for card in found.cards]
    counts = {"count": len(found.cards), "total": found.total, "due": found.due}
    lines.append(messages.text("vocabulary.total" if found.total else "vocabulary.none", counts))
    data = {
        "cards": [_plain(card) for card in found.cards],
        "total": found.total,
        "new": found.new,
        "learning": found.learning,
        "known": found.known,
        "suspended": found.suspended,
        "due": found.due,
    }
    output.result(data, "\n".join(lines))
    return 0


def _weak(options: argparse.Namespace, built: Services, output: Output) -> int:
    words = built.vocabulary.weak_words().result()
    fields = [{"word": one.word, "times": one.looked_up, "result": one.result} for one in words]
    lines = [built.messages.text("vocabulary.weak", one) for one in fields]
    output.result({"words": fields}, "\n".join(lines) or built.messages.text("vocabulary.no_weak"))
    return 0


def _keep(options: argparse.Namespace, built: Services, output: Output) -> int:
    tags = tuple(options.tag)
    draft = CardDraft(options.front, options.back, options.sentence, options.translation, "", tags, "command")
    kept = built.vocabulary.keep(draft).result()
    key = "kept" if kept.is_new else "fuller" if kept.changed else "there"
    words = built.messages.text(f"vocabulary.{key}", {"front": options.front})
    output.result({"item": kept.item, "new": kept.is_new, "changed": kept.changed}, words)
    return 0


def _export(options: argparse.Namespace, built: Services, output: Output) -> int:
    found = built.vocabulary.list(options.search).result()
    path = options.file.expanduser().absolute()
    count = built.vocabulary.write_table(path, [card.item for card in found.cards]).result()
    words = built.messages.text("vocabulary.exported", {"count": count, "file": path})
    output.result({"file": str(path), "cards": count}, words)
    return 0


def _import(options: argparse.Namespace, built: Services, output: Output) -> int:
    found = built.vocabulary.read_table(options.file.expanduser().absolute()).result()
    if not options.dry_run:
        built.vocabulary.take(found.table, tags=options.tag).result()
    there = len(found.table.cards) - found.new
    fields = {"new": found.new, "there": there, "fuller": found.fuller, "wrong": len(found.table.problems)}
    lines = [built.messages.text("vocabulary.would" if options.dry_run else "vocabulary.imported", fields)]
    if found.table.guessed:
        lines.append(built.messages.text("vocabulary.guessed"))
    lines += [problem_text(built, problem) for problem in found.table.problems]
    problems = [{"line": one.line, "problem": one.code, "text": one.text} for one in found.table.problems]
    output.result({**fields, "guessed_encoding": found.table.guessed, "problems": problems}, "\n".join(lines))
    return 1 if problems else 0


def problem_text(built: Services, problem: TableProblem) -> str:
    return built.messages.text(f"vocabulary.problem.{problem.code}", {"line": problem.line, "text": problem.text})


def _change(options: argparse.Namespace, built: Services, output: Output) -> int:
    words = built.vocabulary
    items = [card.item for card in words.list(options.search).result().cards]
    count = 0
    if items and options.action == "remove":
        count = words.remove(items).result()
    elif items:
        count = words.suspend(items, suspended=options.action == "suspend").result()
    output.result({"changed": count}, built.messages.text(f"vocabulary.{options.action}", {"count": count}))
    return 0


_ACTIONS: dict[str, Action] = {
    "list": _list,
    "weak": _weak,
    "keep": _keep,
    "export": _export,
    "import": _import,
    "suspend": _change,
    "resume": _change,
    "remove": _change,
}


def _line(card: Card, built: Services) -> str:
    state = "suspended" if card.suspended else card.state.value
    told = built.messages.text(f"vocabulary.state.{state}")
    tags = f"  [{' '.join(card.tags)}]" if card.tags else ""
    return f"{card.front} — {card.back}  ({told}){tags}"


def _plain(card: Card) -> dict[str, Any]:
    return {
        "item": card.item,
        "front": card.front,
        "back": card.back,
        "sentence": card.sentence,
        "translation": card.translation,
        "tags": list(card.tags),
        "state": card.state.value,
        "suspended": card.suspended,
        "due": card.due.isoformat(),
        "reviews": card.reviews,
        "lapses": card.lapses,
        "leech": card.is_leech,
        "looked_up": card.looked_up,
        "kept": card.kept_at.isoformat(),
    }
