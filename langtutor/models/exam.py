"""The exam as requests to a model, and its grades: which uses a language model has earned. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langtutor.content.directions import guess_language
from langtutor.core.exam import Cloze, Correct, Exam, Item, Json, Judge, Paper, Role, Rule, Section
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Chat, Choose, Chosen, Message, Request, Sampling, Score, Scores, Written
from langtutor.models.entries import Format, Model
from langtutor.models.exam_marks import Mark, mark_chosen, mark_corrected, mark_json, mark_role, mark_scored
from langtutor.models.results import Grades, SectionScore, Use

FORMATS = frozenset({Format.LANGUAGE_MODEL, Format.GGUF})
"""What can sit the exam."""

LETTERS = "ABCD"

_CORRECTION = Sampling(max_tokens=64, stop=("\n",), repeats_prompt=True)
_REPLY = Sampling(max_tokens=120)
_JSON = Sampling(max_tokens=160)


@dataclass(frozen=True, slots=True)
class Question:
    """One item, ready to be asked. mark: takes the replies, one for each request, in their order."""

    id: str
    language: LanguageCode
    section: Section
    requests: tuple[Request[Any], ...]
    mark: Callable[[Sequence[Any]], Mark]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of the exam, and how it was answered."""

    id: str
    language: LanguageCode
    section: Section
    mark: Mark


def languages_of(exam: Exam, model: Model) -> tuple[LanguageCode, ...]:
    """In which languages it can be examined."""
    return tuple(code for code in exam.papers if model.serves(code))


def questions(exam: Exam, model: Model, languages: Mapping[LanguageCode, Language]) -> tuple[Question, ...]:
    """All for this model, in an order in which those that open alike follow each other.

    languages: all there are, to tell in which one a reply is.
    """
    return tuple(
        question
        for code in languages_of(exam, model)
        for question in _Asker(exam, exam.papers[code], model, languages).questions()
    )


def grades(exam: Exam, model_id: str, at: str, answers: Iterable[Answered]) -> Grades:
    """at: UTC, ISO 8601."""
    told = list(answers)
    total = Counter((one.language, one.section) for one in told)
    right = Counter((one.language, one.section) for one in told if one.mark.right)
    sections = tuple(
        SectionScore(section, language, right[language, section], count, exam.rules[section].least_right(count))
        for (language, section), count in total.items()
    )
    passed = {(one.language, one.section) for one in sections if one.passed}
    may = {
        str(language): frozenset(
            Use(use) for use, needed in exam.opens.items() if all((language, section) in passed for section in needed)
        )
        for language in dict.fromkeys(one.language for one in told)
    }
    return Grades(model_id, at, exam.edition, sections, may)


class _Asker:
    """Makes one paper's requests for one model."""

    def __init__(self, exam: Exam, paper: Paper, model: Model, languages: Mapping[LanguageCode, Language]) -> None:
        self._exam = exam
        self._paper = paper
        self._scores = model.format == Format.LANGUAGE_MODEL
        self._languages = languages
        self._name = languages[paper.language].names["en"]

    def questions(self) -> Iterator[Question]:
        for section in Section:
            for item in self._paper.items[section]:
                requests, mark = self._asked(section, item)
                yield Question(item.id, self._paper.language, section, requests, mark)

    def _asked(self, section: Section, item: Item) -> tuple[tuple[Request[Any], ...], Callable[[Sequence[Any]], Mark]]:
        match item:
            case Judge() | Cloze() if self._scores:
                return self._scored(item)
            case Judge():
                return self._choice(section, item, "", (item.right, item.wrong))
            case Cloze() | Rule():
                return self._choice(section, item, item.text, item.options)
            case Correct():
                return self._chat(section, item.text, _CORRECTION), lambda r: mark_corrected(item, _text(r))
            case Role():
                return self._part(item), lambda r: mark_role(item, self._paper.limits, _text(r), self._in_language)
            case Json():
                asked = f"JSON Schema: {item.schema}\nText: {item.text}"
                return self._chat(section, asked, _JSON), lambda r: mark_json(item, _text(r))

    def _scored(self, item: Judge | Cloze) -> tuple[tuple[Score], Callable[[Sequence[Scores]], Mark]]:
        options = (item.right, item.wrong) if isinstance(item, Judge) else item.options
        texts = options if isinstance(item, Judge) else tuple(map(item.filled, options))
        asked = Score(texts, self._paper.language)
        return (asked,), lambda replies: mark_scored(item, options, replies[0].log_probabilities)

    def _choice(
        self, section: Section, item: Judge | Cloze | Rule, head: str, options: tuple[str, ...]
    ) -> tuple[tuple[Choose, ...], Callable[[Sequence[Chosen]], Mark]]:
        orders = (options, options[::-1])
        asked = tuple(
            Choose(self._messages(section, lettered(head, order)), tuple(LETTERS[: len(order)])) for order in orders
        )
        return asked, lambda replies: mark_chosen(item, orders, [reply.probabilities for reply in replies])

    def _chat(self, section: Section, text: str, sampling: Sampling) -> tuple[Chat]:
        return (Chat(self._messages(section, text), sampling),)

    def _part(self, item: Role) -> tuple[Chat]:
        scene = Message("system", f"{self._instruction(Section.ROLE)} {item.scene}")
        return (Chat((scene, *item.turns), _REPLY),)

    def _messages(self, section: Section, text: str) -> tuple[Message, ...]:
        examples = (
            message
            for question, answer in self._paper.examples.get(section, ())
            for message in (Message("user", question), Message("assistant", answer))
        )
        return (Message("system", self._instruction(section)), *examples, Message("user", text))

    def _instruction(self, section: Section) -> str:
        return self._exam.rules[section].instruction.format(language=self._name)

    def _in_language(self, text: str) -> bool:
        own = self._paper.language
        return guess_language(text, list(self._languages.values()), expected=own) == own


def lettered(head: str, options: Sequence[str]) -> str:
    """The options, one a line, each with its letter, below what they are about."""
    lines = [f"{letter}: {option}" for letter, option in zip(LETTERS, options, strict=False)]
    return "\n".join([head, *lines] if head else lines)


def _text(replies: Sequence[Written]) -> str:
    return replies[0].text.strip()
