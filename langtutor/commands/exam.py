"""`langtutor models exam`: lets language models sit the exam, and shows their results side by side."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langtutor.commands.output import Output
from langtutor.content.exam import load_exam
from langtutor.content.languages import load_languages
from langtutor.content.messages import Messages, system_language
from langtutor.core.errors import Cancelled, UserError
from langtutor.core.exam import Exam
from langtutor.core.language import Language, LanguageCode
from langtutor.models.commands import open_store
from langtutor.models.results import Grades, SectionScore, Use
from langtutor.models.uses import language_models
from langtutor.network.guard import NetworkGuard
from langtutor.services.examining import Examining, ExamStep, answers_path
from langtutor.services.tasks import Tasks
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile

MARK = "✓"


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    """Examines the models named, or all language models that are installed; a model that sat this edition already is
    asked again only with --again. Exit 4: some couldn't be examined."""
    messages = Messages(resources_dir() / "messages", SettingsFile(paths.settings).now.ui_language or system_language())
    store = open_store(paths, guard)
    exam = load_exam(resources_dir() / "exam")
    languages = load_languages(resources_dir() / "languages")
    ids = options.ids or [model.id for model in language_models(store)]
    if not ids:
        output.result({"exam": exam.edition, "models": [], "failed": {}}, messages.text("exam.none"))
        return 0
    tasks = Tasks(threads=1)
    examining = Examining(paths, store, exam, languages, tasks)
    told = _Report(exam, languages, messages)
    found: list[Grades] = []
    failed: dict[str, str] = {}
    try:
        for model_id in dict.fromkeys(ids):
            try:
                found.append(_sat(examining, model_id, again=options.again, told=told, output=output))
            except Cancelled:
                raise
            except UserError as error:
                failed[model_id] = messages.error(error)
    finally:
        examining.close()
        tasks.close()
        output.end_progress()
    files = {one.model: str(answers_path(store.folder, one.model)) for one in found}
    lines = [*told.table(found), *(line for one in found for line in told.about(one, files[one.model]))]
    lines += [f"{model}: {sentence}" for model, sentence in failed.items()]
    data = {"exam": exam.edition, "models": [_json(one, files[one.model]) for one in found], "failed": failed}
    output.result(data, "\n".join(lines))
    return 4 if failed else 0


def _sat(examining: Examining, model_id: str, *, again: bool, told: _Report, output: Output) -> Grades:
    known = None if again else examining.known(model_id)
    if known is not None:
        return known
    return examining.run(model_id, lambda step: output.progress(told.step(step))).future.result()


def _json(grades: Grades, answers: str) -> dict[str, Any]:
    sections = [
        {
            "section": one.section,
            "language": one.language,
            "right": one.right,
            "total": one.total,
            "needed": one.needed,
            "passed": one.passed,
        }
        for one in grades.sections
    ]
    may = {language: sorted(uses) for language, uses in grades.may.items()}
    return {"id": grades.model, "at": grades.at, "sections": sections, "may": may, "answers": answers}


@dataclass(frozen=True, slots=True)
class _Report:
    """Results in words."""

    exam: Exam
    languages: Mapping[LanguageCode, Language]
    messages: Messages

    def step(self, step: ExamStep) -> str:
        fields = {
            "model": step.model,
            "done": step.done,
            "total": step.total,
            "language": self.language(step.language),
            "section": self.section(step.section),
        }
        return self.messages.text("exam.step", fields)

    def table(self, found: Sequence[Grades]) -> list[str]:
        """A line for each language and section, a column for each model."""
        if not found:
            return []
        width = max(len(MARK) + 7, *(len(one.model) + 2 for one in found))
        rows = list(dict.fromkeys((one.language, one.section) for grades in found for one in grades.sections))
        names = [f"{self.language(language)}: {self.section(section)}" for language, section in rows]
        left = max(map(len, names)) + 2
        lines = [self.messages.text("exam.edition", {"edition": self.exam.edition}), ""]
        lines.append(" " * left + "".join(f"{one.model:>{width}}" for one in found))
        for name, row in zip(names, rows, strict=True):
            cells = (_cell(grades, *row) for grades in found)
            lines.append(f"{name:<{left}}" + "".join(f"{cell:>{width}}" for cell in cells))
        return lines

    def about(self, grades: Grades, answers: str) -> list[str]:
        """What the model may do in each language, and what stays off, with the sections that were too weak for it."""
        lines = [""]
        for language, uses in grades.may.items():
            fields = {"model": grades.model, "language": self.language(language)}
            may = ", ".join(self.use(use) for use in Use if use in uses)
            lines.append(self.messages.text("exam.may" if may else "exam.may_nothing", {**fields, "uses": may}))
            lines += [f"  {self._off(grades, use, language)}" for use in Use if use not in uses]
        if any(set(Use) - uses for uses in grades.may.values()):
            lines.append(f"  {self.messages.text('exam.instead')}")
        return [*lines, f"  {self.messages.text('exam.answers', {'path': answers})}"]

    def _off(self, grades: Grades, use: Use, language: str) -> str:
        needed = self.exam.opens[use]
        weak = [s for s in grades.sections if s.language == language and s.section in needed and not s.passed]
        reasons = "; ".join(self._too_few(section) for section in weak)
        return self.messages.text("exam.off", {"use": self.use(use), "reasons": reasons})

    def _too_few(self, one: SectionScore) -> str:
        fields = {"needed": one.needed, "total": one.total, "right": one.right}
        return self.messages.text("exam.too_few", {"section": self.section(one.section), **fields})

    def section(self, section: str) -> str:
        return self.messages.text(f"exam.section.{section}")

    def use(self, use: Use) -> str:
        return self.messages.text(f"exam.use.{use}")

    def language(self, code: str) -> str:
        names = self.languages[LanguageCode(code)].names
        return names.get(self.messages.language) or names["en"]


def _cell(grades: Grades, language: str, section: str) -> str:
    for one in grades.sections:
        if (one.language, one.section) == (language, section):
            return f"{one.right}/{one.total} {MARK if one.passed else ' '}"
    return "–  "
