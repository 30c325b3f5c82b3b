"""Sentences in which a word stands: of the course, and of what the learner wrote and said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum

from langtutor.core.course import Course
from langtutor.core.events import Answered
from langtutor.core.language import Language, LanguageCode
from langtutor.core.sentences import in_text
from langtutor.core.text import Span
from langtutor.core.verdict import AnswerOutcome
from langtutor.core.writing import Draft
from langtutor.services.answers import Who
from langtutor.services.tasks import Tasks
from langtutor.services.word_forms import WordForms
from langtutor.store.ledger import Ledger

MOST = 6
OF_THE_COURSE = 3
"""As long as the learner has others."""
LONGEST = 200
"""Characters; a longer sentence explains no word."""
_BEST_WORDS = 8
_ALIKE = 2
"""Letters that a regular form has in common with its lemma; irregular ones are asked for by name."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class ExampleSource(StrEnum):
    """WRITTEN: as the learner wrote it, mistakes and all. ANSWERED: rightly."""

    COURSE = "course"
    WRITTEN = "written"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Example:
    """words: where the word stands in the text. translation: empty where there is none."""

    text: str
    words: tuple[Span, ...]
    source: ExampleSource
    translation: str = ""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """folded: in small letters, as long as the text; which words there are, for a quick no."""

    text: str
    source: ExampleSource
    translation: str
    folded: str
    words: frozenset[str]


class Examples:
    """course: what is learned now, if anything. drafts: the learner's texts, those changed last first.

    forms: gives lemmas, so that forms are found that nobody named.
    """

    def __init__(
        self,
        course: Callable[[], Course | None],
        drafts: Callable[[], Iterable[Draft]],
        ledger: Ledger,
        languages: Mapping[LanguageCode, Language],
        who: Callable[[], Who | None],
        forms: WordForms,
        tasks: Tasks,
    ) -> None:
        self._course = course
        self._drafts = drafts
        self._ledger = ledger
        self._languages = languages
        self._who = who
        self._forms = forms
        self._tasks = tasks

    def of(self, forms: Sequence[str], language: LanguageCode) -> Future[tuple[Example, ...]]:
        """The likeliest to help first, the learner's own before the course's, each once; at most MOST.

        forms: a word or phrase as it may be written (*give up*, *gave up*); its other forms are looked for besides.
        """
        return self._tasks.run(lambda: self._of(tuple(forms), language))

    def _of(self, forms: tuple[str, ...], language: LanguageCode) -> tuple[Example, ...]:
        folded = (" ".join(_fold(form).split()) for form in forms)
        wanted = tuple(dict.fromkeys(form for form in folded if _WORD.search(form)))
        if not wanted:
            return ()
        finder = _Finder(wanted, lambda word: self._forms.lemma(word, language))
        own = _chosen(self._own(language), finder)
        course = _chosen(self._of_course(language), finder)
        room = max(OF_THE_COURSE, MOST - len(own))
        course = course[:room]
        return (*own[: MOST - len(course)], *course)

    def _own(self, language: LanguageCode) -> Iterator[_Sentence]:
        known = self._languages.get(language)
        abbreviations = known.abbreviations if known else frozenset()
        for draft in self._drafts():
            if draft.language == language:
                for sentence in in_text(draft.text, abbreviations):
                    yield _sentence(sentence.text, ExampleSource.WRITTEN)
        who = self._who()
        if who is None:
            return
        answers = self._ledger.events(kinds=(Answered,), learner=who.learner, language=language)
        for event in reversed(answers):
            if isinstance(event, Answered) and event.outcome is AnswerOutcome.RIGHT:
                yield _sentence(event.answer, ExampleSource.ANSWERED)

    def _of_course(self, language: LanguageCode) -> Iterator[_Sentence]:
        course = self._course()
        if course is None:
            return
        for sentence in course.sentences.values():
            if language == course.learned:
                yield _sentence(sentence.text, ExampleSource.COURSE, sentence.translations[0])
            elif language == course.spoken:
                yield _sentence(sentence.translations[0], ExampleSource.COURSE, sentence.text)


class _Finder:
    """Where a word or phrase stands, in any form."""

    def __init__(self, forms: tuple[str, ...], lemma: Callable[[str], str]) -> None:
        self._forms = forms
        self._lemma = lemma
        self._lemmas = {tuple(_fold(lemma(word)) for word in form.split()) for form in forms}
        self._begins = {word[0][:_ALIKE] for word in self._lemmas}
        patterns = (r"\s+".join(map(re.escape, form.split())) for form in sorted(forms, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![\w])(?:{'|'.join(patterns)})(?![\w])")

    def spans(self, sentence: _Sentence) -> tuple[Span, ...]:
        if found := tuple(Span(*match.span()) for match in self._pattern.finditer(sentence.folded)):
            return found
        if not any(word[:_ALIKE] in self._begins for word in sentence.words):
            return ()
        return tuple(self._inflected(sentence))

    def _inflected(self, sentence: _Sentence) -> Iterator[Span]:
        words = list(_WORD.finditer(sentence.folded))
        for wanted in self._lemmas:
            for at in range(len(words) - len(wanted) + 1):
                if words[at][0][:_ALIKE] != wanted[0][:_ALIKE]:
                    continue
                here = words[at : at + len(wanted)]
                if all(_fold(self._lemma(word[0])) == lemma for word, lemma in zip(here, wanted, strict=True)):
                    yield Span(here[0].start(), here[-1].end())


def _chosen(sentences: Iterable[_Sentence], finder: _Finder) -> tuple[Example, ...]:
    """Each once, those of a good length first, else in their order; more than the word itself must stand there."""
    found: dict[str, Example] = {}
    for sentence in sentences:
        key = " ".join(_WORD.findall(sentence.folded))
        if not sentence.text or key in found or len(sentence.text) > LONGEST:
            continue
        spans = finder.spans(sentence)
        if spans and len(sentence.words) > 2:
            found[key] = Example(sentence.text, spans, sentence.source, sentence.translation)
    return tuple(sorted(found.values(), key=lambda example: abs(len(example.text.split()) - _BEST_WORDS) // 4))[:MOST]


def _sentence(text: str, source: ExampleSource, translation: str = "") -> _Sentence:
    text = unicodedata.normalize("NFC", text).strip()
    folded = _fold(text)
    return _Sentence(text, source, translation, folded, frozenset(_WORD.findall(folded)))


def _fold(text: str) -> str:
    """In small letters with a plain apostrophe, character by character: *İ* would become two."""
    normal = unicodedata.normalize("NFC", text)
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in normal).replace("’", "'")
