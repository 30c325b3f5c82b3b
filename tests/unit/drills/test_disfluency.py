"""Fillers, repetitions and false starts: marked where they are, and out of the sentence that is checked."""

from __future__ import annotations

import pytest

from langtutor.content.languages import load_language
from langtutor.core.ear_requests import Heard, HeardWord, WordMark
from langtutor.core.language import Language
from langtutor.core.text import Edit, ErrorType, Span
from langtutor.drills.disfluency import fluent, marked, without_hesitations
from langtutor.settings.paths import resources_dir

SIGNS = {WordMark.FILLER: "F", WordMark.REPETITION: "R", WordMark.FALSE_START: "S", WordMark.NONE: "."}


@pytest.fixture(scope="module", params=["en", "pt"])
def any_language(request: pytest.FixtureRequest) -> Language:
    return load_language(resources_dir() / "languages" / f"{request.param}.toml")


@pytest.fixture(scope="module")
def english() -> Language:
    return load_language(resources_dir() / "languages" / "en.toml")


@pytest.fixture(scope="module")
def portuguese() -> Language:
    return load_language(resources_dir() / "languages" / "pt.toml")


def heard(text: str) -> list[HeardWord]:
    return [HeardWord(word, at / 2, at / 2 + 0.4, 0.9) for at, word in enumerate(text.split())]


def signs(text: str, language: Language) -> str:
    return "".join(SIGNS[word.mark] for word in marked(heard(text), language))


def rest(text: str, language: Language) -> str:
    return fluent(text, marked(heard(text), language)).text


@pytest.mark.parametrize(
    ("said", "signs_of_it", "sentence"),
    [
        ("I, um, I went to the, to the store.", "RF..RR...", "I went to the store."),
        ("Um, she likes tea.", "F...", "She likes tea."),
        ("She was, she is at home.", "SS....", "She is at home."),
        ("I need a st- a stamp.", "..RS..", "I need a stamp."),
        ("We ummm live here. Uhh, and you?", ".F..F..", "We live here. And you?"),
        ("The the dog sleeps.", "R...", "The dog sleeps."),
        ("My number is eight eight four.", "......", "My number is eight eight four."),
        ("It is very very cold.", ".....", "It is very very cold."),
        ("I came, I saw him.", ".....", "I came, I saw him."),
        ("I went to the... I took a bus.", "SSSS....", "I took a bus."),
        ("I like it. I like it a lot.", "........", "I like it. I like it a lot."),
        ("Hmm.", "F", ""),
    ],
)
def test_what_belongs_to_the_speaking_is_marked(english: Language, said: str, signs_of_it: str, sentence: str) -> None:
    assert signs(said, english) == signs_of_it
    assert rest(said, english) == sentence


@pytest.mark.parametrize(
    ("said", "signs_of_it"),
    [
        ("Hum, eu, eu moro em Lisboa.", "FR...."),
        ("Ele é médico.", "..."),
        ("A casa é muito muito grande.", "......"),
        ("Eu vou para a, para a escola.", "..RR..."),
    ],
)
def test_in_portuguese_too(portuguese: Language, said: str, signs_of_it: str) -> None:
    assert signs(said, portuguese) == signs_of_it


def test_an_edit_of_the_sentence_is_put_where_it_was_said(english: Language) -> None:
    said = "She, um, she go to the, to the school."
    sentence = fluent(said, marked(heard(said), english))
    assert sentence.text == "She go to the school."
    verb = sentence.back(edit(Span(4, 6), "goes"))
    assert said[verb.span.start : verb.span.end] == "go"
    article = sentence.back(edit(Span(10, 14), ""))
    assert said[article.span.start : article.span.end] == "the "
    inserted = sentence.back(edit(Span(21, 21), "!"))
    assert inserted.span == Span(len(said), len(said))


def test_nothing_is_left_out_of_words_that_are_not_the_texts(english: Language) -> None:
    said = "Um, she likes tea."
    assert fluent(said, ()).text == said


def test_hesitating_languages_say_how_they_hesitate(any_language: Language) -> None:
    found = {word.mark for word in marked(heard(any_language.hesitant), any_language)}
    assert found == set(WordMark)


def edit(span: Span, replacement: str) -> Edit:
    return Edit(span, replacement, ErrorType("R:VERB:SVA"), None, 0.9, "test", None)


@pytest.mark.parametrize(
    ("asked", "said", "judged"),
    [
        ("I go to school.", "I, um, I go to to school.", "I go to school."),
        ("I go to school.", "I, um, I goes to school.", "I goes to school."),
        ("I go to school.", "I go to school.", "I go to school."),
        ("It is is it?", "It is is it?", "It is is it?"),
        ("I go to school.", "Um.", "Um."),
    ],
)
def test_an_answer_is_judged_without_its_hesitations(asked: str, said: str, judged: str, english: Language) -> None:
    reply = Heard(said, tuple(heard(said)), {}, "fake", 2.0)
    found = without_hesitations(reply, asked, english)
    assert found.text == judged
    assert (found is reply) == (judged == said)
    assert [word for word in reply.words if word in found.words] == list(found.words)
