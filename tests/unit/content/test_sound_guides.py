"""Descriptions of sounds load whole, and what breaks a rule is named with its entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.check_sounds import check_sounds
from langtutor.content.sounds import described_languages, load_sound_guide
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import (
    NOTHING,
    Confusion,
    MinimalPair,
    Phone,
    PhoneGuide,
    Place,
    Position,
    SoundGuide,
    Tolerated,
)
from langtutor.core.text import SkillId

XX, PT = LanguageCode("xx"), LanguageCode("pt")
READERS = ("en", "pt")

FILE = """\
[skills]
"xx.sound.th" = { en = "The th", pt = "O th" }
"xx.sound.vowel" = { en = "Other vowels", pt = "Outras vogais" }
"xx.sound.consonant" = { en = "Other consonants", pt = "Outras consoantes" }

[phones.TH]
ipa = "θ"
example = "*th*ink"
vowel = false
how.en = "Tongue between the teeth."
how.pt = "Língua entre os dentes."

[phones.IY]
ipa = "iː"
example = "s*ee*"
vowel = true
how = { en = "Smile.", pt = "Sorria." }

[[confusion]]
asked = "TH"
heard = ""
skill = "xx.sound.th"
speakers = { pt = 0.1 }
advice = { en = "Let it be *heard*.", pt = "Deixe ouvir." }
pairs = ["teeth/tea"]

[[confusion]]
asked = ""
heard = "IY"
place = "last"
skill = "xx.sound.th"
speakers = { pt = 0.9 }
advice = { en = "Stop there.", pt = "Pare aí." }

[[tolerated]]
asked = ["TH"]
heard = ["IY", ""]
after = ["vowel", "edge"]
before = ["consonant"]
not_after = ["TH"]
not_before = ["edge"]
position = ["inside", "last"]
syllable = "weak"
words = ["cat's", "*eath"]
"""


def loaded(folder: Path, text: str) -> SoundGuide | None:
    (folder / "xx.toml").write_text(text, encoding="utf-8")
    return load_sound_guide(folder, XX)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    guide = loaded(tmp_path, FILE)
    assert guide is not None
    assert guide.language == XX
    assert guide.phones[Phone("IY")] == PhoneGuide(Phone("IY"), "iː", "s*ee*", {"en": "Smile.", "pt": "Sorria."}, True)
    assert guide.confusions == (
        Confusion(
            asked=Phone("TH"),
            heard=NOTHING,
            place=Place.ANY,
            skill=SkillId("xx.sound.th"),
            speakers={PT: 0.1},
            advice={"en": "Let it be *heard*.", "pt": "Deixe ouvir."},
            pairs=(MinimalPair("teeth", "tea"),),
        ),
        Confusion(
            asked=NOTHING,
            heard=Phone("IY"),
            place=Place.LAST,
            skill=SkillId("xx.sound.th"),
            speakers={PT: 0.9},
            advice={"en": "Stop there.", "pt": "Pare aí."},
        ),
    )
    assert guide.tolerated == (
        Tolerated(
            asked=frozenset({Phone("TH")}),
            heard=frozenset({Phone("IY"), NOTHING}),
            after=frozenset({Phone("IY"), NOTHING}),
            before=frozenset({Phone("TH")}),
            not_after=frozenset({Phone("TH")}),
            not_before=frozenset({NOTHING}),
            positions=frozenset({Position.INSIDE, Position.LAST}),
            weak=True,
            words=("cat's", "*eath"),
        ),
    )
    assert guide.titles[SkillId("xx.sound.th")] == {"en": "The th", "pt": "O th"}
    assert described_languages(tmp_path) == (XX,)
    assert list(check_sounds(tmp_path, {}, READERS)) == []


def test_a_language_that_nobody_has_described_has_no_guide(tmp_path: Path) -> None:
    assert load_sound_guide(tmp_path, XX) is None
    assert load_sound_guide(tmp_path / "nowhere", XX) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('asked = ["TH"]', 'asked = ["TX"]', "tolerated 1: missing or wrong: no phone 'TX'"),
        ('asked = ["TH"]', 'asked = "TH"', "tolerated 1: missing or wrong: no list of texts: 'TH'"),
        ('asked = ["TH"]', 'asked = [""]', "tolerated 1: missing or wrong: no phone ''"),
        ('asked = ["TH"]', 'asked = ["edge"]', "tolerated 1: missing or wrong: asks for what was heard, or for noth"),
        ('asked = ["TH"]', 'asked = ["TH"]\nhard = ["T"]', "tolerated 1: missing or wrong: 'unknown: hard'"),
        ('heard = ["IY", ""]', 'heard = ["TH"]', "tolerated 1: missing or wrong: asks for what was heard"),
        ('heard = ["IY", ""]', "heard = []", "tolerated 1: missing or wrong: no list of texts: []"),
        ('heard = ["IY", ""]', 'heard = ["", ""]', "tolerated 1: missing or wrong: something is there twice"),
        ('heard = ["IY", ""]', "", "tolerated 1: missing or wrong: 'heard'"),
        ('"inside", "last"', '"middle"', "tolerated 1: missing or wrong: 'middle' is not a valid Position"),
        ('syllable = "weak"', 'syllable = "strong"', "tolerated 1: missing or wrong: syllable = 'strong'"),
        ('"*eath"', '"*Eath"', "tolerated 1: missing or wrong: no word in small letters: '*Eath'"),
        ("[skills]", "[skill]", "the file: missing or wrong: 'unknown: skill'"),
        ("[skills]", "", "the file: missing or wrong: "),
        ("[phones.TH]", "[phones.TX]", "tolerated 1: missing or wrong: no phone 'TH'"),
        ('ipa = "θ"', "", "TH: missing or wrong: 'ipa'"),
        ('ipa = "θ"', 'ipa = " "', "TH: missing or wrong: no text: ' '"),
        ("vowel = true", 'vowel = "yes"', "IY: missing or wrong: vowel = 'yes'"),
        ("vowel = true", "vowel = true\nround = true", "IY: missing or wrong: 'unknown: round'"),
        ('how.en = "Tongue between the teeth."', "", "TH: missing or wrong: 'en'"),
        ('how.pt = "Língua entre os dentes."', "", "TH: has no text in pt"),
        ("how = {", "how = { de = 'Lächeln.',", "has no text in de"),
        (', pt = "O th"', "", "xx.sound.th: has no text in pt"),
        (', pt = "Pare aí."', "", "nothing → IY (last): has no text in pt"),
        ('asked = "TH"', 'skilled = "TH"', "confusion 1: missing or wrong: 'unknown: skilled'"),
        ('asked = "TH"', "", "confusion 1: missing or wrong: 'asked'"),
        ('asked = "TH"', 'asked = ""', "nothing → nothing (any): asks for what was heard"),
        ('heard = "IY"', 'heard = "TX"', "nothing → TX (last): no phone TX"),
        ('place = "last"', 'place = "end"', "confusion 2: missing or wrong: 'end' is not a valid Place"),
        (
            'place = "last"\nskill = "xx.sound.th"',
            'skill = "xx.sound.s"',
            "nothing → IY (any): no title for xx.sound.s",
        ),
        ("{ pt = 0.1 }", "{}", "TH → nothing (any): needs speakers"),
        ("pt = 0.1", "pt = 1", "TH → nothing (any): needs speakers, each with a rate between 0 and 1"),
        ("pt = 0.1", 'pt = "often"', "confusion 1: missing or wrong: could not convert"),
        ('"teeth/tea"', '"teeth"', "TH → nothing (any): missing or wrong: no pair of words: 'teeth'"),
        ('"teeth/tea"', '"teeth/ "', "no pair of words: 'teeth/ '"),
        ('"teeth/tea"', '"tea/tea"', "no pair of words: 'tea/tea'"),
        ('"teeth/tea"', '"teeth/tea", "teeth/tea"', "TH → nothing (any): has a pair twice"),
        ('"xx.sound.vowel"', '"xx.sound.vowels"', "xx.sound.vowel: what no confusion is written for is counted there"),
        ('asked = ""', 'asked = "TH"\nheard = ""\nplace = "any"\n[nothing]\n[nothing.more]', "'unknown: nothing'"),
        ("ipa =", "ipa", "Expected"),
    ],
)
def test_what_breaks_the_format_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in FILE
    with pytest.raises(BadContent) as error:
        loaded(tmp_path, FILE.replace(old, new, 1))
    assert error.value.fields["file"] == "xx.toml"
    assert said in str(error.value.fields["detail"])
    (problem,) = check_sounds(tmp_path, {}, READERS)
    assert said in problem.what


def test_a_confusion_is_there_once(tmp_path: Path) -> None:
    first = FILE.split("[[confusion]]")[1]
    with pytest.raises(BadContent) as error:
        loaded(tmp_path, f"{FILE}\n[[confusion]]{first}")
    assert error.value.fields["detail"] == "TH → nothing (any): is there twice"
    elsewhere = first.replace("skill =", 'place = "last"\nskill =')
    assert loaded(tmp_path, f"{FILE}\n[[confusion]]{elsewhere}") is not None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"*th*ink"', '"think"', "its example “think” doesn't mark one place with asterisks"),
        ("Tongue between the teeth.", "Tongue " * 40, "its how in en has 280 characters, more than 260"),
        ("Stop there.", "Stop " * 30, "its advice in en has 150 characters, more than 140"),
        ("be *heard*.", "be *heard.", "an asterisk of its advice in en has no partner"),
        ('pt = "Pare aí."', 'pt = " * "', "an asterisk of its advice in pt has no partner"),
        (
            '[phones.TH]\nipa = "θ"',
            '"xx.sound.x" = { en = "X", pt = "X" }\n[phones.TH]\nipa = "θ"',
            "no confusion has this skill",
        ),
        (
            '[phones.TH]\nipa = "θ"',
            '"xx.word.x" = { en = "X", pt = "X" }\n[phones.TH]\nipa = "θ"',
            "is no id of a skill of this language's sounds",
        ),
    ],
)
def test_each_rule_names_what_breaks_it(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in FILE
    loaded(tmp_path, FILE.replace(old, new, 1))
    found = list(check_sounds(tmp_path, {}, READERS))
    assert any(said in problem.what for problem in found), found


def test_texts_are_asked_for_in_every_readers_language(tmp_path: Path) -> None:
    loaded(tmp_path, FILE)
    found = {(one.where, one.what) for one in check_sounds(tmp_path, {}, (*READERS, "de"))}
    assert {("TH", "has no how in de"), ("xx.sound.th", "has no title in de")} <= found
    assert ("nothing → IY (last)", "has no advice in de") in found


def test_a_skill_is_called_as_in_its_course(tmp_path: Path) -> None:
    loaded(tmp_path, FILE)
    skill = SkillId("xx.sound.th")
    assert list(check_sounds(tmp_path, {skill: {"en": "The th", "pt": "O th"}}, READERS)) == []
    (problem,) = check_sounds(tmp_path, {skill: {"en": "The th", "pt": "O som th"}}, READERS)
    assert (problem.where, problem.what) == (skill, "has another title in a course")


def test_rates_of_one_sound_leave_room_for_being_right(tmp_path: Path) -> None:
    more = '\n[[confusion]]\nasked = ""\nheard = "TH"\nskill = "xx.sound.th"\nspeakers = { pt = 0.2 }\n'
    loaded(tmp_path, f'{FILE}{more}advice = {{ en = "No.", pt = "Não." }}\n')
    (problem,) = check_sounds(tmp_path, {}, READERS)
    assert (problem.where, problem.what) == ("nothing", "rates of pt add up to 1.10 (last)")
