"""Which language model may be used for what: only one that has earned it in the exam."""

from __future__ import annotations

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability
from langtutor.models import choices
from langtutor.models.entries import Model
from langtutor.models.exam import FORMATS
from langtutor.models.results import Grades, Use, grades_of
from langtutor.models.store import ModelStore


def allowed(store: ModelStore, use: Use, language: LanguageCode, capability: Capability | None = None) -> Model | None:
    """The best installed model whose grades allow the use in this language; None where none has earned it.

    The one that the learner prefers comes first, then the one with most right answers in this language.
    capability: only models of this one. It answers where it is pinned (`WorkerContext.pins`) or preferred.
    """
    earned = [
        (model, grades)
        for model in language_models(store, language)
        if (capability is None or model.capability == capability)
        and (grades := grades_of(store.folder, model.id)) is not None
        and grades.allows(use, language)
    ]
    preferred = choices.read(store.folder)

    def rank(one: tuple[Model, Grades]) -> tuple[int, float]:
        model, grades = one
        liked = preferred.get(model.capability, ())
        return (liked.index(model.id) if model.id in liked else len(liked), -share_right(grades, language))

    return min(earned, key=rank)[0] if earned else None


def language_models(store: ModelStore, *languages: LanguageCode) -> tuple[Model, ...]:
    """Those installed that can sit the exam, in the order of the store."""
    return tuple(
        model
        for model in store.models()
        if model.format in FORMATS and model.serves(*languages) and store.installed(model.id) is not None
    )


def share_right(grades: Grades, language: str) -> float:
    """Of all questions in a language."""
    sections = [one for one in grades.sections if one.language == language]
    return sum(one.right for one in sections) / max(1, sum(one.total for one in sections))
