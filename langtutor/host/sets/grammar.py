"""Grammar checking by the engines that speak the language.

Harper answers in milliseconds, LanguageTool after ten seconds of start. Where both speak a language their edits are
merged, but nobody waits for the second to start unless they ask for it (`CheckGrammar.patient`); where LanguageTool
alone does, a drill's verdict waits a few seconds for it and then does without.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from langtutor.core.errors import EngineFailed, NoJava
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Capability, Checked, CheckGrammar
from langtutor.core.text import Edit, ErrorType, SkillId
from langtutor.engines.grammar.ensemble import CheckAll
from langtutor.engines.grammar.harper import HarperChecker
from langtutor.engines.grammar.languagetool import COLD_LIMIT_S, LanguageToolChecker
from langtutor.engines.grammar.languagetool_server import LanguageToolServer
from langtutor.engines.grammar.merging import merged
from langtutor.host.engine_set import Job
from langtutor.host.sets.common import WARM_WORDS, missing
from langtutor.models.entries import Model
from langtutor.models.manifest import NAME as MANIFEST
from langtutor.models.store import ModelStore

log = logging.getLogger(__name__)

PATIENCE_S = 4.0


class ChosenGrammar:
    """The checkers there are for a language, asked as one. alone: LanguageTool isn't helped, so it can be measured."""

    def __init__(
        self, store: ModelStore, languages: Mapping[LanguageCode, Language], work: Path, alone: bool = False
    ) -> None:
        self._store = store
        self._languages = dict(languages)
        self._work = work
        self._alone = alone
        self._harper = HarperChecker(_skills(languages))
        self._clear_skills = _skills(languages, sharing=3)
        self._running: LanguageToolChecker | None = None
        self._edition: tuple[Path, int] | None = None

    def check(self, request: CheckGrammar, job: Job) -> Checked:
        """Raises UnsupportedLanguage, ModelMissing, NoJava, EngineFailed."""
        language = request.language
        tool = self._languagetool(language)
        patience_s = COLD_LIMIT_S if request.patient or self._alone else PATIENCE_S
        if self._alone or language not in self._harper.languages():
            if tool is None:
                raise missing(self._store, Capability.GRAMMAR, language)
            return tool.check(request.text, language, request.personal_words, job.check, patience_s)
        precise = self._harper.check(request.text, language, request.personal_words)
        if tool is None:
            return precise
        try:
            if not request.patient and not tool.is_warm(language):
                tool.warm_up(language)
                return replace(precise, complete=False)
            other = tool.check(request.text, language, request.personal_words, job.check, patience_s)
        except (EngineFailed, NoJava) as error:
            log.warning("grammar is checked by %s alone: %s", precise.engine, error)
            return precise
        edits = (
            edit if edit.skill else replace(edit, skill=self._clear_skills.get(edit.type))
            for edit in merged(precise.edits, other.edits)
        )
        return Checked(tuple(edits), f"{precise.engine}+{other.engine}")

    def instant(self, text: str, language: LanguageCode, personal_words: frozenset[str]) -> Checked:
        """By what answers in milliseconds: nothing where no such checker speaks the language."""
        if self._alone or language not in self._harper.languages():
            return Checked((), "")
        return self._harper.check(text, language, personal_words)

    def checkers(self, language: LanguageCode, job: Job, *, patient: bool) -> tuple[dict[str, CheckAll], str, bool]:
        """Those that are ready (or worth waiting for), each alone; their names; and whether these are all, or one is
        still starting."""
        complete = True
        found: dict[str, CheckAll] = {}
        names = []
        if language in self._harper.languages():
            found["harper"] = lambda text, words: self._harper.check(text, language, words).edits
            names.append("harper")
        tool = self._languagetool(language)
        if tool is not None and (patient or tool.is_warm(language)):
            found["languagetool"] = lambda text, words: self._asked(tool, text, language, words, job)
            names.append("languagetool")
        elif tool is not None:
            complete = not self._starts(tool, language)
        return found, "+".join(names), complete

    def skill_of(self, error_type: ErrorType) -> SkillId | None:
        """Where the type alone says it."""
        return self._clear_skills.get(error_type)

    def _asked(
        self, tool: LanguageToolChecker, text: str, language: LanguageCode, words: frozenset[str], job: Job
    ) -> tuple[Edit, ...]:
        try:
            return tool.check(text, language, words, job.check, COLD_LIMIT_S).edits
        except (EngineFailed, NoJava) as error:
            log.warning("grammar is checked without %s: %s", tool, error)
            return ()

    def _starts(self, tool: LanguageToolChecker, language: LanguageCode) -> bool:
        try:
            tool.warm_up(language)
        except (EngineFailed, NoJava) as error:
            log.warning("LanguageTool can't be started: %s", error)
            return False
        return True

    def warm_up(self, language: LanguageCode) -> None:
        """Returns while LanguageTool is still starting: others wait for the thread that this runs in."""
        if language in self._harper.languages() and not self._alone:
            self._harper.check(WARM_WORDS, language, frozenset())
        tool = self._languagetool(language)
        if tool is not None and not tool.is_warm(language):
            tool.warm_up(language)

    def is_warm(self, language: LanguageCode) -> bool:
        """Whether LanguageTool, where it was begun, answers at once."""
        return self._running is None or self._running.is_warm(language)

    def close(self) -> None:
        if self._running is not None:
            self._running.close()
        self._running = self._edition = None

    def _languagetool(self, language: LanguageCode) -> LanguageToolChecker | None:
        """One server at most: of a model that was removed or replaced it is ended."""
        if self._edition is not None and _edition(self._edition[0]) != self._edition:
            self.close()
        model = self._store.choose(Capability.GRAMMAR, language)
        if model is None:
            return None
        edition = _edition(self._store.path_of(model.id))
        if self._running is None or edition != self._edition:
            self.close()
            self._running, self._edition = self._make(model, edition[0]), edition
        return self._running

    def _make(self, model: Model, folder: Path) -> LanguageToolChecker:
        known = {code: one for code, one in self._languages.items() if model.serves(code)}
        return LanguageToolChecker(model.id, LanguageToolServer(model.id, folder, self._work), known)


def _edition(folder: Path) -> tuple[Path, int]:
    try:
        return folder, (folder / MANIFEST).stat().st_mtime_ns
    except OSError:
        return folder, 0


def _skills(languages: Mapping[LanguageCode, Language], sharing: int | None = None) -> dict[ErrorType, SkillId]:
    """Which skill an error type speaks of: the first in teaching order where several share one.

    sharing: a type that more skills than these share says too little.
    """
    found: dict[ErrorType, SkillId] = {}
    for language in languages.values():
        shared = Counter(language.error_types.values())
        for skill, category in language.error_types.items():
            if sharing is not None and shared[category] > sharing:
                continue
            for operation in "RMU":
                found.setdefault(ErrorType(f"{operation}:{category}"), SkillId(skill))
    return found
