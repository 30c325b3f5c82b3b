"""Explanations load, are checked by program, and each is what is said about its own example."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from langtutor.content.check_explanations import check_all, check_explanations
from langtutor.content.courses import course_pairs, load_course
from langtutor.content.explanations import explained_languages, load_explanations
from langtutor.core.errors import BadContent
from langtutor.core.explaining import Explanations, Token, match
from langtutor.core.explanation import Condition
from langtutor.core.language import LanguageCode
from langtutor.core.skill import skill_kind
from langtutor.core.text import SkillId, Span
from langtutor.engines.grammar.errant_edits import Errant
from langtutor.settings.paths import resources_dir
from tests.support.models import model_folder

ENGLISH = LanguageCode("en")
READERS = ("en", "pt")
FOLDER = resources_dir() / "grammar"

ENTRY = """\
[[explanation]]
id = "en.since_for"
skill = "en.grammar.verb.be"
when = [{ said = ["@points"], replaced = ["for"] }]
what = { en = "For", pt = "For" }
why = { en = "For *ten years*.", pt = "Por *dez anos*." }
wrong = "Here since ten years."
right = "Here for ten years."

[lists]
points = ["since", "from"]
"""


@cache
def course_skills() -> frozenset[SkillId]:
    courses = (load_course(resources_dir() / "courses", *pair) for pair in course_pairs(resources_dir() / "courses"))
    return frozenset(skill.id for course in courses for skill in course.skills)


@pytest.fixture(scope="module")
def english() -> Explanations:
    return load_explanations(FOLDER, ENGLISH)


def loaded(folder: Path, text: str) -> Explanations:
    (folder / "explanations.en.toml").write_text(text, encoding="utf-8")
    return load_explanations(folder, ENGLISH)


def test_what_is_shipped_is_in_order() -> None:
    assert ENGLISH in explained_languages(FOLDER)
    assert list(check_explanations(FOLDER, course_skills(), READERS)) == []


def test_there_is_as_much_as_promised(english: Explanations) -> None:
    assert len(english.all) >= 60
    assert all(one.more for one in english.all)
    for one in english.all:
        assert skill_kind(one.skill)
        assert one.skill in course_skills() or english.skill_title(one.skill, "pt")


def test_each_is_said_of_its_own_example(english: Explanations) -> None:
    """As ERRANT cuts and names the change; words with the parser's lemmas and without."""
    import simplemma
    import spacy

    errant = Errant(spacy.load(model_folder("spacy-en-small"), exclude=["ner"]))
    missed = {}
    for one in english.all:
        parsed = errant.parse(one.wrong)
        words = [Token(word.text, word.lemma_.lower(), Span(word.idx, word.idx + len(word))) for word in parsed]
        for known in (words, []):
            found = [
                match(edit, one.wrong, known, english, None, lambda form: simplemma.lemmatize(form, "en"))
                for edit in errant.annotate(one.wrong, one.right)
            ]
            if not found or any(other is not one for other in found):
                missed[one.id] = [other and other.id for other in found]
    assert missed == {}


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (one,) = loaded(tmp_path, ENTRY).all
    assert one.conditions == (Condition(said=("since", "from"), replaced=("for",)),)
    assert (one.language, one.skill, one.more) == (ENGLISH, "en.grammar.verb.be", {})
    assert load_explanations(tmp_path, LanguageCode("xx")).all == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("skill =", "skil =", "en.since_for: missing or wrong: 'unknown: skil'"),
        ("replaced =", "place =", "unknown: place"),
        ('["@points"]', '"since"', "no list of words"),
        ("@points", "@point", "no list @point"),
        ("when = [{", "when = [{ within = 0,", "within = 0"),
        ('what = { en = "For", pt = "For" }', "", "'what'"),
        ('id = "en.since_for"', "", "explanation 1: missing"),
        ("[[explanation]]", "[[explanations]]", "'explanation'"),
        ("wrong =", "wrong", "Expected"),
    ],
)
def test_what_breaks_the_format_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(BadContent) as error:
        loaded(tmp_path, ENTRY.replace(old, new))
    assert error.value.fields["file"] == "explanations.en.toml"
    assert said in str(error.value.fields["detail"])
    (problem,) = check_explanations(tmp_path, course_skills(), READERS)
    assert said in problem.what


def problems(tmp_path: Path, text: str) -> list[str]:
    return [what for _, what in check_all(loaded(tmp_path, text), course_skills(), READERS)]


def test_nothing_is_wrong_with_a_right_one(tmp_path: Path) -> None:
    assert problems(tmp_path, ENTRY) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("en.since_for", "pt.since_for", "its id should begin with en."),
        ("en.grammar.verb.be", "en.grammar.verb.nowhere", "no course has en.grammar.verb.nowhere"),
        ("en.grammar.verb.be", "en.spelling.be", "is no id of a skill"),
        (', pt = "Por *dez anos*."', "", "has no why in pt"),
        ('en = "For",', f'en = "{"For " * 20}",', "its what in en has 80 characters, more than 60"),
        ("Por *dez", f"{'Por ' * 60}*dez", "its why in pt has 251 characters, more than 200"),
        ("*ten years*", "*ten years", "an asterisk of its why in en has no partner"),
        ("Here for ten", "Here since ten", "its examples are the same"),
        ("Here since ten", "Here until ten", "no condition of it fits “Here until ten years.” → “Here for ten years.”"),
        ('[{ said = ["@points"], replaced = ["for"] }]', "[]", "has no condition"),
        ('said = ["@points"], replaced = ["for"]', "within = 2", "condition 1 fits everything"),
        ("[lists]", '[skills]\n"en.grammar.verb.be" = { en = "Be", pt = "Be" }\n[lists]', "has its title in a course"),
        ("[lists]", '[skills]\n"en.word.x" = { en = "X", pt = "X" }\n[lists]', "no explanation has this skill"),
        ("[lists]", '[skills]\n"en.word.x" = { en = "X" }\n[lists]', "has no title in pt"),
    ],
)
def test_each_rule_names_what_breaks_it(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in ENTRY
    found = problems(tmp_path, ENTRY.replace(old, new, 1))
    assert any(said in what for what in found), found


def test_ids_are_there_once(tmp_path: Path) -> None:
    entry = ENTRY.split("[lists]")[0]
    found = problems(tmp_path, entry + ENTRY)
    assert "is there twice" in found


@pytest.mark.parametrize("condition", ['said = ["since"], replaced = ["for"]', 'said = ["from"], replaced = ["for"]'])
def test_a_condition_that_another_comes_before_is_found(tmp_path: Path, condition: str) -> None:
    entry = ENTRY.split("[lists]")[0]
    second = entry.replace("en.since_for", "en.other").replace('said = ["@points"], replaced = ["for"]', condition)
    expected = ["condition 1 never counts: en.since_for comes before it"]
    assert [what for what in problems(tmp_path, entry + second + ENTRY[len(entry) :]) if "never" in what] == expected
    narrower = second.replace("said =", 'before = ["here"], said =')
    assert [what for what in problems(tmp_path, entry + narrower + ENTRY[len(entry) :]) if "never" in what] == []
