"""Sentences with a word in them: the real course, a real ledger, texts of the learner's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest

from langtutor.core.course import Course, ItemId
from langtutor.core.events import Answered, DrillKind, Evidence, Mode
from langtutor.core.language import Language, LanguageCode
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome
from langtutor.core.writing import Draft, DraftId
from langtutor.services.answers import Who
from langtutor.services.examples import LONGEST, MOST, OF_THE_COURSE, Example, Examples, ExampleSource
from langtutor.services.tasks import Tasks
from langtutor.services.word_forms import WordForms
from langtutor.store.ledger import Ledger

EN, PT = LanguageCode("en"), LanguageCode("pt")
ME = Who("me", EN, "s")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
Make = Callable[..., Examples]


@pytest.fixture(scope="session")
def forms() -> WordForms:
    return WordForms()


@pytest.fixture
def make(
    course: Course, ledger: Ledger, languages: Mapping[LanguageCode, Language], forms: WordForms, tasks: Tasks
) -> Make:
    def made(*texts: str, who: Who | None = ME, learned: Course | None = course) -> Examples:
        drafts = [Draft(DraftId(str(number)), EN, text, NOW, NOW) for number, text in enumerate(texts)]
        return Examples(lambda: learned, lambda: drafts, ledger, languages, lambda: who, forms, tasks)

    return made


def found(examples: Examples, *words: str, language: LanguageCode = EN) -> tuple[Example, ...]:
    return examples.of(words, language).result(30)


def answered(who: Who, answer: str, outcome: AnswerOutcome = AnswerOutcome.RIGHT) -> Answered:
    skill = SkillId("en.grammar.noun.plural")
    return Answered(
        who.header(),
        skill,
        ItemId(f"{skill}/1"),
        DrillKind.TRANSLATE,
        Mode.TYPED,
        outcome,
        answer,
        answer,
        3.0,
        False,
        Evidence(),
    )


def test_the_course_says_how_a_word_is_used_in_either_language(make: Make) -> None:
    english = found(make(), "house")
    assert english and all(one.source is ExampleSource.COURSE and one.translation for one in english)
    assert all("house" in span.of(one.text).lower() for one in english for span in one.words)
    portuguese = found(make(), "casa", language=PT)
    assert portuguese and all("casa" in one.text.lower() for one in portuguese)


def test_own_texts_come_first_and_leave_room_for_the_course(make: Make) -> None:
    texts = [f"My house number {number} is near the river." for number in range(9)]
    examples = found(make("\n\n".join(texts)), "house")
    assert len(examples) == MOST
    sources = [one.source for one in examples]
    course = sources.count(ExampleSource.COURSE)
    assert 0 < course <= OF_THE_COURSE and sources[:-course] == [ExampleSource.WRITTEN] * (MOST - course)


def test_whole_words_in_every_form(make: Make) -> None:
    text = "The umbrellas are under that table. Her name is Umbrellana Smith. We walked home."
    (one,) = found(make(text, learned=None), "umbrella")
    assert one.text == "The umbrellas are under that table." and [span.of(one.text) for span in one.words] == [
        "umbrellas"
    ]
    assert not found(make("She has a cart and a carpet.", learned=None), "car")
    assert not found(make("Umbrellas!", learned=None), "umbrella"), "nothing but the word explains nothing"


def test_phrases_and_irregular_forms_that_were_named(make: Make) -> None:
    examples = make("In the end he gave up and went home. They give it up.", learned=None)
    (one,) = found(examples, "give up", "gave up", "giving up")
    assert [span.of(one.text) for span in one.words] == ["gave up"]
    (other,) = found(examples, "go", "went")
    assert [span.of(other.text) for span in other.words] == ["went"]


def test_right_answers_count_wrong_ones_do_not_and_nothing_is_there_twice(make: Make, ledger: Ledger) -> None:
    ledger.append(answered(ME, "The umbrellas are wet."), answered(ME, "the umbrellas are wet"))
    ledger.append(answered(ME, "She have umbrella here.", AnswerOutcome.SLIP))
    (one,) = found(make(learned=None), "umbrella")
    assert one.source is ExampleSource.ANSWERED and "wet" in one.text
    assert not found(make(learned=None, who=Who("somebody else", EN, "s")), "umbrella")
    assert not found(make(learned=None, who=None), "umbrella")


@pytest.mark.parametrize("words", [(), ("",), ("  ",), ("(*",), ("\u0130stanbul",)])
def test_odd_questions_find_nothing(make: Make, words: tuple[str, ...]) -> None:
    assert found(make("It is what it is (*).", learned=None), *words) == ()


def test_what_is_too_long_explains_nothing_and_a_curly_apostrophe_is_one(make: Make) -> None:
    long = "umbrella " * LONGEST
    (one,) = found(make(f"{long}.\n\nI don’t have an umbrella.", learned=None), "don't")
    assert one.text == "I don’t have an umbrella."
    assert len(found(make(f"{long}.\n\nI don’t have an umbrella.", learned=None), "umbrella")) == 1
