from __future__ import annotations

import json

import pytest

from langtutor.content.exam import load_exam
from langtutor.core.exam import Cloze, Correct, Exam, Json, Judge, Role, RoleLimits, Rule, Section
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Message
from langtutor.models.exam_marks import mark_chosen, mark_corrected, mark_json, mark_role, mark_scored
from langtutor.settings.paths import resources_dir

JUDGE = Judge("en.judge.1", "agreement", "She works.", "She work.")
PAIR = ("She works.", "She work.")
RULE = Rule("en.rule.1", "She have it.", ("agreement", "article", "tense", "order"), "agreement")
LIMITS = RoleLimits(words=20, sentence_words=10, meta=("as an ai", "language model"), labels=("learner", "waiter"))
ROLE = Role(
    "en.role.1", "A café.", (Message("user", "What can I drink?"),), ("coffee", "juic*", "orange juice"), ("beer",)
)


# --- one of several ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("nats", "right"), [((-9.0, -9.5), True), ((-9.5, -9.0), False), ((-9.0, -9.0), False)])
def test_the_likelier_sentence_counts_and_a_tie_is_no_answer(nats: tuple[float, float], right: bool) -> None:
    mark = mark_scored(JUDGE, PAIR, nats)
    assert mark.right is right
    assert bool(mark.why) is not right
    assert "She works." in mark.answer


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        ((0.9, 0.1), (0.1, 0.9), True),  # right sentence both times
        ((0.9, 0.1), (0.9, 0.1), False),  # always A: says nothing
        ((0.9, 0.1), (0.8, 0.2), True),  # likes A, and the right one a little
        ((0.8, 0.2), (0.9, 0.1), False),
        ((1.0, 0.0), (1.0, 0.0), False),
    ],
)
def test_a_liking_for_a_letter_cancels_out(
    first: tuple[float, float], second: tuple[float, float], right: bool
) -> None:
    assert mark_chosen(JUDGE, (PAIR, PAIR[::-1]), (first, second)).right is right


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        ((0.7, 0.1, 0.1, 0.1), (0.1, 0.1, 0.1, 0.7), True),
        ((0.7, 0.1, 0.1, 0.1), (0.3, 0.4, 0.1, 0.2), False),
        ((0.25, 0.25, 0.25, 0.25), (0.1, 0.1, 0.1, 0.7), False),
    ],
)
def test_a_rule_must_be_named_in_every_order(first: tuple[float, ...], second: tuple[float, ...], right: bool) -> None:
    assert mark_chosen(RULE, (RULE.options, RULE.options[::-1]), (first, second)).right is right


def test_a_cloze_is_read_with_its_gap_filled() -> None:
    cloze = Cloze("en.cloze.1", "in", "It is ___ July.", ("in", "on", "at", "to"), "in")
    assert mark_scored(cloze, cloze.options, (-3.0, -4.0, -5.0, -6.0)).right
    assert not mark_scored(cloze, cloze.options, (-4.0, -3.0, -5.0, -6.0)).right


# --- correct ----------------------------------------------------------------------------------------------------------

WRONG = Correct("en.correct.1", "agreement", "She don't know.", ("She doesn't know.", "She does not know."))
RIGHT = Correct("en.correct.2", "right", "It said “Closed”.", ("It said “Closed”.",))


@pytest.mark.parametrize(
    ("item", "reply", "why"),
    [
        (WRONG, "She doesn't know.", ""),
        (WRONG, "  She  doesn’t know.\n", ""),
        (WRONG, "She does not know.", ""),
        (WRONG, "She don't know.", "left as it was"),
        (WRONG, "She has no idea.", "not an accepted correction"),
        (WRONG, "", "not an accepted correction"),
        (RIGHT, 'It said "Closed".', ""),
        (RIGHT, "It said “closed”.", "changed what was right"),
        (RIGHT, "It said: “Closed”.", "changed what was right"),
    ],
)
def test_a_correction_mends_and_changes_nothing_else(item: Correct, reply: str, why: str) -> None:
    mark = mark_corrected(item, reply)
    assert (mark.right, mark.why) == (not why, why)


# --- role -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("We have coffee and tea.", ""),
        ("Some JUICE, perhaps?", ""),
        ("We have coffee, orange juice and tea today. Would you like some?", ""),
        ("", "says nothing"),
        ("…", "says nothing"),
        ("We have tea.", "has none of: coffee, juic*, orange juice"),
        ("We have coffee. " * 8, "24 words, at most 20 wanted"),
        ("We have coffee and tea and milk and water and cake.", "a sentence of 11 words"),
        ("As an AI, I can't drink coffee.", "leaves its part: “as an ai”"),
        ("I like coffee in an airport.", ""),
        ("Coffee?\nLearner: Yes, please.", "writes a script"),
        ("**Waiter:** We have coffee.", "writes a script"),
        ("Today: coffee.", ""),
        ("We have coffee. Nós temos suco de laranja.", "not in the language"),
        ("Coffee or beer?", "says “beer”"),
    ],
)
def test_a_reply_stays_in_its_part(reply: str, why: str) -> None:
    mark = mark_role(ROLE, LIMITS, reply, lambda sentence: "nós" not in sentence.lower())
    assert mark.right is not bool(why), mark.why
    assert mark.why.startswith(why)


@pytest.mark.parametrize("reply", ["It's $7.", "From 7:00 on.", "7", "From 7-10."])
def test_numbers_are_words_however_they_are_written(reply: str) -> None:
    role = Role("en.role.2", "A hotel.", ROLE.turns, ("7",))
    assert mark_role(role, LIMITS, reply, lambda sentence: True).right


# --- json -------------------------------------------------------------------------------------------------------------

SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "age": {"type": "integer"},
        "days": {"type": "array", "items": {"type": "string", "enum": ["Monday", "Friday"]}},
    },
    "required": ["name", "age"],
    "additionalProperties": False,
}
JSON = Json("en.json.1", "Ana is 23.", json.dumps(SCHEMA), {"name": ("Ana",), "age": (23,)})


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ('{"name": "Ana", "age": 23}', ""),
        ('```json\n{"name": "ana", "age": 23}\n```', ""),
        ('{"age": 23, "name": "Ana", "days": ["Monday"]}', ""),
        ('{"name": "Ana", "age": 23} as you asked', "no JSON"),
        ("{'name': 'Ana', 'age': 23}", "no JSON"),
        ('["Ana", 23]', "it is no object"),
        ('{"name": "Ana"}', "it has no age"),
        ('{"name": "Ana", "age": "23"}', "age is no integer"),
        ('{"name": "Ana", "age": true}', "age is no integer"),
        ('{"name": "Ana", "age": 23, "city": "Porto"}', "it has city too"),
        ('{"name": "Ana", "age": 23, "days": ["Sunday"]}', "days[0] is none of"),
        ('{"name": "Ana", "age": 23, "days": "Monday"}', "days is no array"),
        ('{"name": "Eva", "age": 23}', "name is not what the text says"),
    ],
)
def test_json_follows_its_schema_and_the_text(reply: str, why: str) -> None:
    mark = mark_json(JSON, reply)
    assert mark.right is not bool(why), mark.why
    assert mark.why.startswith(why)


# --- the exam that is shipped: its own keys are right by its own marking ----------------------------------------------


@pytest.fixture(scope="module")
def exam() -> Exam:
    return load_exam(resources_dir() / "exam")


@pytest.mark.parametrize("code", ["en", "pt"])
def test_every_accepted_answer_is_right(exam: Exam, code: str) -> None:
    items = exam.papers[LanguageCode(code)].items
    for item in items[Section.CORRECT]:
        assert isinstance(item, Correct)
        assert all(mark_corrected(item, accepted).right for accepted in item.accepted)
    for item in items[Section.JSON]:
        assert isinstance(item, Json)
        told = {key: accepted[0] for key, accepted in item.values.items()}
        assert mark_json(item, json.dumps(told)).right, item.id
