"""Saying a text in other manners, by the rules there are for its language."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from langtutor.content.registers import load_registers
from langtutor.core.errors import EngineFailed
from langtutor.core.language import LanguageCode
from langtutor.core.look_up_requests import Varied, VaryRegister
from langtutor.core.registers import RegisterRules
from langtutor.core.requests import Capability
from langtutor.engines.translation.registers import Varier, english, portuguese
from langtutor.host.sets.common import Kept
from langtutor.models.store import ModelStore


class ChosenVarier:
    """Keeps what it loads. folder: `resources/registers`."""

    def __init__(self, store: ModelStore, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._portuguese = Kept(lambda model, lies: self._made_portuguese(lies, model.id))

    def vary(self, request: VaryRegister) -> Varied:
        """Nothing for languages without rules, or without the dictionary that they need. Raises EngineFailed."""
        varier = self._varier(request.pair.target)
        return Varied(varier.variants(request.text, request.original, request.pair.source) if varier else ())

    def _varier(self, language: LanguageCode) -> Varier | None:
        if language not in self._rules:
            return None
        if language == english.SPEAKS:
            return self._english
        model = self._store.choose(Capability.GRAMMAR, language) if language == portuguese.SPEAKS else None
        return None if model is None else self._portuguese.of(self._store, model)

    @cached_property
    def _english(self) -> Varier:
        return english.EnglishRegisters(self._rules[english.SPEAKS])

    def _made_portuguese(self, lies: Path, model: str) -> Varier:
        try:
            return portuguese.PortugueseRegisters(lies, self._rules[portuguese.SPEAKS])
        except (OSError, ValueError) as error:
            raise EngineFailed(engine=model, detail=str(error)) from error

    @cached_property
    def _rules(self) -> dict[LanguageCode, RegisterRules]:
        return load_registers(self._folder)
