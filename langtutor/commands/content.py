"""`langtutor content check`: for authors."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict

from langtutor.commands.output import Output
from langtutor.content.check import check_content
from langtutor.content.check_exam import check_exam
from langtutor.content.courses import load_course
from langtutor.content.problem import Problem
from langtutor.core.errors import ModelMissing, UnsupportedLanguage
from langtutor.core.requests import CheckGrammar
from langtutor.core.text import CERTAIN
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths, resources_dir
from langtutor.wiring import Services


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    """1 when something was found."""
    found = [*check_content(resources_dir()), *check_exam(resources_dir() / "exam")]
    if not found:
        built = Services(paths, guard)
        try:
            found += grammar_of_keys(built)
        finally:
            built.close()
    words = "\n".join(f"{one.file}: {one.where}: {one.what}" for one in found)
    output.result({"problems": [asdict(one) for one in found]}, words or built.messages.text("content.nothing"))
    return 1 if found else 0


def grammar_of_keys(built: Services) -> Iterator[Problem]:
    """What the grammar engine is certain of in a right sentence: then one of them is wrong."""
    for learned, spoken in built.course_pairs:
        course = load_course(resources_dir() / "courses", learned, spoken)
        for sentence in course.sentences.values():
            for text in (sentence.text, *sentence.variants):
                try:
                    checked = built.host.ask(CheckGrammar(text, learned, patient=True))
                except (ModelMissing, UnsupportedLanguage):
                    break
                for edit in checked.edits:
                    if edit.confidence >= CERTAIN:
                        what = (
                            f"{checked.engine} would change “{edit.span.of(text)}” to “{edit.replacement}” in “{text}”"
                        )
                        yield Problem(f"{learned}-from-{spoken}/{sentence.skill}.toml", sentence.id, what)
