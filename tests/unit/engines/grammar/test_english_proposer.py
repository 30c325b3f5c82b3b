from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from langtutor.content.courses import load_course
from langtutor.core.language import LanguageCode
from langtutor.core.text import CERTAIN, Edit, apply_edits
from langtutor.engines.grammar.changes import without_overlaps
from langtutor.engines.grammar.english import EnglishProposer
from langtutor.engines.grammar.parsing import Parser
from langtutor.engines.grammar.proposing import Parsed
from langtutor.settings.paths import resources_dir

PARSER = "spacy-en-small"
Parse = Callable[[str], Parsed]


@pytest.fixture(scope="session")
def parser(model_folder: Callable[[str], Path]) -> Parser:
    folder = model_folder(PARSER)
    return Parser(PARSER, lambda _: folder)


@pytest.fixture(scope="session")
def proposer() -> EnglishProposer:
    return EnglishProposer(resources_dir() / "grammar")


def certain(proposer: EnglishProposer, sentence: Parsed) -> tuple[Edit, ...]:
    return tuple(without_overlaps(edit for edit in proposer.rules(sentence) if edit.confidence >= CERTAIN))


RIGHTED = [
    ("She go to school by bus.", "She goes to school by bus.", "sva.pronoun"),
    ("My sister live in Lisbon.", "My sister lives in Lisbon.", "sva.noun"),
    ("There is many problems here.", "There are many problems here.", "sva.there"),
    ("I know a man who work in a bank.", "I know a man who works in a bank.", "sva.relative"),
    ("Does they like it?", "Do they like it?", "sva.question"),
    ("He didn't went home.", "He didn't go home.", "form.after_do"),
    ("She can speaks English.", "She can speak English.", "form.after_modal"),
    ("I want to went home.", "I want to go home.", "form.after_to"),
    ("I have went there twice.", "I have gone there twice.", "form.after_have"),
    ("He teached me French.", "He taught me French.", "form.irregular"),
    ("I'm agree with you.", "I agree with you.", "verb.be_agree"),
    ("My sister have 20 years.", "My sister is 20 years old.", "verb.have_years"),
    ("I have thirty years and I live here.", "I am thirty years old and I live here.", "verb.have_years"),
    ("I have twenty years old.", "I am twenty years old.", "verb.have_years"),
    ("She borned in 1990.", "She was born in 1990.", "verb.born"),
    ("The price depends of the size.", "The price depends on the size.", "prep.depend_on"),
    ("I listen music every day.", "I listen to music every day.", "prep.listen_to"),
    ("We discussed about the plan.", "We discussed the plan.", "prep.discuss"),
    ("She is married with a dentist.", "She is married to a dentist.", "prep.married_to"),
    ("I enjoy to read at night.", "I enjoy reading at night.", "verb.enjoy"),
    ("They decided stay one more night.", "They decided to stay one more night.", "complement.missing_to"),
    ("He left without say goodbye.", "He left without saying goodbye.", "verb.without"),
    ("He is afraid of lose it.", "He is afraid of losing it.", "complement.after_preposition"),
    ("I have an house.", "I have a house.", "article.a_an"),
    ("We waited a hour.", "We waited an hour.", "article.a_an"),
    ("I have two brother.", "I have two brothers.", "noun.after_quantity"),
    ("It is one of the best book of the year.", "It is one of the best books of the year.", "noun.one_of"),
    ("She gave me some advices.", "She gave me some advice.", "noun.irregular"),
    ("The childs are asleep.", "The children are asleep.", "noun.irregular"),
    ("This car is more cheap than mine.", "This car is cheaper than mine.", "degree.more_short"),
    ("It is more better now.", "It is better now.", "degree.more_better"),
    ("There are too much people here.", "There are too many people here.", "det.much_many"),
    ("Is important to rest.", "It is important to rest.", "missing.it"),
    ("Where you live?", "Where do you live?", "order.question_do"),
    ("Why she is sad?", "Why is she sad?", "order.question"),
    ("I don't know where is he.", "I don't know where he is.", "order.indirect"),
    ("I go to the dentist yesterday.", "I went to the dentist yesterday.", "tense.past_time"),
    ("I have seen him yesterday.", "I saw him yesterday.", "tense.perfect_past"),
    ("I live here since 2010.", "I have lived here since 2010.", "tense.perfect_missing"),
    ("They live in a house white.", "They live in a white house.", "order.adjective"),
    ("They are curious and intelligents.", "They are curious and intelligent.", "adjective.plural"),
    ("He drives very careful.", "He drives very carefully.", "adverb.ly"),
    ("She speaks english.", "She speaks English.", "orthography.name"),
    ("I dont like alot of noise.", "I don't like a lot of noise.", "orthography.apart"),
    ("She dont like it.", "She doesn't like it.", "sva.pronoun"),
    ("We met on the the bus.", "We met on the bus.", "orthography.repeated"),
    ("If I will see him, I will tell him.", "If I see him, I will tell him.", "cond.if_will"),
]


@pytest.mark.parametrize(("said", "right", "rule"), RIGHTED)
def test_rules_right_what_learners_say(
    parser: Parser, proposer: EnglishProposer, said: str, right: str, rule: str
) -> None:
    edits = certain(proposer, parser.parse(said))
    assert apply_edits(said, edits) == right
    assert rule in {edit.rule for edit in edits}
    assert {edit.source for edit in edits} == {"rules"}


RIGHT = [
    "If I were you, I would let it go.",
    "I suggest that he go home.",
    "The police are here, and the news is bad.",
    "Everything she does makes him happy.",
    "A number of people have left, and the number of seats is small.",
    "What the teachers say is true.",
    "One of my friends lives in an honest house with a European.",
    "Did you see it rain? I saw him go.",
    "She is used to driving, and she used to walk.",
    "I look forward to it, and to seeing an MP.",
    "The boy who the girls like is tall.",
    "How many years old are these sheep?",
    "I know who you are, and what time it is.",
    "He stopped to smoke, then he stopped smoking.",
    "Bread and butter are on the table.",
    "She wrote “he go home” on the wall.",
    "Write to ana@i-am.pt or see www.she-go.pt today.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_stays(parser: Parser, proposer: EnglishProposer, text: str) -> None:
    assert certain(proposer, parser.parse(text)) == ()


def test_the_sentences_of_the_course_are_right(parser: Parser, proposer: EnglishProposer) -> None:
    course = load_course(resources_dir() / "courses", LanguageCode("en"), LanguageCode("pt"))
    texts = [text for skill in course.skills for one in skill.sentences for text in (one.text, *one.variants)][::4]
    wrong = [text for text in texts if certain(proposer, parser.parse(text))]
    assert len(wrong) <= len(texts) / 100, wrong


def test_personal_words_are_never_misspelt(parser: Parser, proposer: EnglishProposer) -> None:
    text = "We eat feijoada becouse we like it."
    assert any(edit.span.of(text) == "becouse" for edit in proposer.propose(parser.parse(text)))
    known = parser.parse(text, personal_words=frozenset({"feijoada", "becouse"}))
    assert not [edit for edit in proposer.propose(known) if edit.type == "R:SPELL"]


def test_names_are_not_misspelt(parser: Parser, proposer: EnglishProposer) -> None:
    text = "Yesterday Kowalczyk met Ms Brzezinska."
    assert all(edit.confidence < 0.5 for edit in proposer.propose(parser.parse(text)) if edit.type == "R:SPELL")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("I am good in it.", "I am good at it."),
        ("She bought car.", "She bought a car."),
        ("I like dog.", "I like dogs."),
        ("I went form Rio to Recife.", "I went from Rio to Recife."),
        ("The tecnologies are new.", "The technologies are new."),
        ("We had a grate day.", "We had a great day."),
        ("The film was very bored.", "The film was very boring."),
        ("He is sleep.", "He is sleeping."),
        ("We won because of he.", "We won because of him."),
    ],
)
def test_candidates_hold_what_was_meant(parser: Parser, proposer: EnglishProposer, said: str, meant: str) -> None:
    proposed = proposer.propose(parser.parse(said))
    assert meant in [edit.apply(said) for edit in proposed]


def test_each_change_is_proposed_once(parser: Parser, proposer: EnglishProposer) -> None:
    edits = proposer.propose(parser.parse("She have two informations about they."))
    changes = [(edit.span, edit.replacement) for edit in edits]
    assert len(set(changes)) == len(changes)
    assert {edit.source for edit in edits} == {"rules", "candidates"}
    assert all(0 < edit.confidence < 1 and edit.rule for edit in edits)
