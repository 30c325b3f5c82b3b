"""False friends load in both directions, and what breaks a rule is named with its word."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.check import check_content
from langtutor.content.check_false_friends import check_false_friends
from langtutor.content.false_friends import load_false_friends
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.settings.paths import resources_dir

EN, PT = LanguageCode("en"), LanguageCode("pt")
BOTH = ("en", "pt")

PAIR = """\
[[pair]]
en.word = "assist"
en.means = ["ajudar", "auxiliar"]
en.example = "She assisted me."
en.translation = "Ela me ajudou."
pt.word = "assistir"
pt.means = ["watch"]
pt.example = "Assistimos ao jogo."
pt.translation = "We watched the game."
sometimes = true
note.en = "Formally *assistir* is to look after."
note.pt = "Só formalmente *assistir* é *assist*."
"""


def folder(tmp_path: Path, text: str = PAIR, name: str = "en-pt.toml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def said_of(place: Path) -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in check_false_friends(place, BOTH, BOTH)]


def test_one_entry_warns_in_both_directions(tmp_path: Path) -> None:
    found = load_false_friends(folder(tmp_path))
    english, portuguese = found.of("Assist", EN, PT), found.of("assistir", PT, EN)
    assert english is not None and portuguese is not None
    assert (english.looks_like, english.means, english.really) == ("assistir", ("ajudar", "auxiliar"), ("watch",))
    assert (portuguese.looks_like, portuguese.means, portuguese.really) == ("assist", ("watch",), english.means)
    assert portuguese.example == "Assistimos ao jogo." and portuguese.translation == "We watched the game."
    assert english.sometimes and dict(english.notes)[PT].startswith("Só formalmente")


def test_a_word_is_asked_for_in_its_own_language(tmp_path: Path) -> None:
    found = load_false_friends(folder(tmp_path))
    assert found.of("assist", PT, EN) is None
    assert found.of("assist", EN, LanguageCode("es")) is None
    assert found.of("help", EN, PT) is None


def test_accents_may_come_in_two_parts(tmp_path: Path) -> None:
    found = load_false_friends(folder(tmp_path, PAIR.replace('"assistir"', '"êxito"')))
    assert found.of("e\u0302xito", PT, EN) is not None
    assert found.of("exito", PT, EN) is None


def test_no_folder_is_no_warning(tmp_path: Path) -> None:
    assert load_false_friends(tmp_path / "none").of("assist", EN, PT) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('en.word = "assist"\n', ""),
        ('"assist"', '""'),
        ('["watch"]', "[]"),
        ('["watch"]', '"watch"'),
        ("She assisted me.", " "),
        ("sometimes = true", 'sometimes = "yes"'),
        ("sometimes", "often"),
        ("pt.means", "pt.meant"),
        ("[[pair]]", "[[pairs]]"),
        ("note.en", "de.word"),
        ("[[pair]]", "[[pair"),
    ],
)
def test_what_is_missing_or_unknown_names_the_file(tmp_path: Path, old: str, new: str) -> None:
    place = folder(tmp_path, PAIR.replace(old, new))
    with pytest.raises(BadContent) as caught:
        load_false_friends(place)
    assert caught.value.fields["file"] == "en-pt.toml"
    assert len(said_of(place)) == 1


def test_a_word_that_is_there_twice_isnt_loaded(tmp_path: Path) -> None:
    with pytest.raises(BadContent) as caught:
        load_false_friends(folder(tmp_path, PAIR + PAIR))
    assert "assist (en) is there twice" in str(caught.value.fields["detail"])


def test_a_pair_in_order_breaks_no_rule(tmp_path: Path) -> None:
    assert said_of(folder(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ('"assist"', '"Assist"', "Assist", "capitals"),
        ("She assisted me.", "She helped me.", "assist", "isn't in its example"),
        ("Ela me ajudou.", "Ela me assistiu.", "assist", "translated as its look-alike"),
        ('"ajudar"', '"assistir"', "assist", "would mean its look-alike"),
        ('"auxiliar"', '"ajudar"', "assist", "a meaning twice"),
        ("We watched the game.", "Ela me ajudou.", "assistir", "is there twice"),
        ("note.en", "note.de", "assist", "no note in en"),
        ("to look after", "*to look after", "assist", "no partner"),
        ("to look after", "x" * 200, "assistir", "characters"),
    ],
)
def test_what_breaks_a_rule_is_named(tmp_path: Path, old: str, new: str, where: str, said: str) -> None:
    assert any(at == where and said in what for at, what in said_of(folder(tmp_path, PAIR.replace(old, new))))


def test_a_shared_sense_needs_a_note(tmp_path: Path) -> None:
    bare = "".join(line for line in PAIR.splitlines(keepends=True) if not line.startswith("note"))
    assert {what for _, what in said_of(folder(tmp_path, bare))} == {
        "shares a sense with its look-alike, and no note says which"
    }


def test_a_look_alike_with_a_second_word_is_a_translation(tmp_path: Path) -> None:
    narrower = PAIR.replace('"ajudar"', '"assistir de perto"').replace("me ajudou", "assistiu tudo de perto")
    assert said_of(folder(tmp_path, narrower)) == []


def test_repeated_words_are_found_in_one_file_and_across_files(tmp_path: Path) -> None:
    twice = said_of(folder(tmp_path, PAIR + PAIR))
    assert ("assist", "is there twice as a word of en") in twice
    assert ("assistir", "is there twice as a word of pt") in twice
    (tmp_path / "en-pt.toml").write_text(PAIR, encoding="utf-8")
    assert ("assist", "is there twice as a word of en") in said_of(folder(tmp_path, name="pt-en.toml"))


def test_a_language_nobody_knows_is_named(tmp_path: Path) -> None:
    place = folder(tmp_path, PAIR.replace("\npt.", "\nxx."), name="en-xx.toml")
    assert [one.where for one in check_false_friends(place, ("en",), BOTH)] == ["xx"]


def test_the_shipped_ones_are_as_many_as_promised() -> None:
    found = load_false_friends(resources_dir() / "false_friends").by_word.values()
    for language in (EN, PT):
        assert sum(one.language == language for one in found) >= 170


@pytest.mark.parametrize(
    ("word", "language", "meaning"),
    [
        ("pretend", EN, "fingir"),
        ("pretender", PT, "intend"),
        ("data", EN, "dados"),
        ("data", PT, "date"),
        ("costume", PT, "habit"),
        ("legal", PT, "cool"),
    ],
)
def test_the_shipped_ones_answer_in_the_readers_language(word: str, language: LanguageCode, meaning: str) -> None:
    other = PT if language == EN else EN
    found = load_false_friends(resources_dir() / "false_friends").of(word, language, other)
    assert found is not None and meaning in found.means


def test_the_check_of_all_content_reads_them(tmp_path: Path) -> None:
    for name in ("languages", "messages", "grammar", "prompts"):
        (tmp_path / name).symlink_to(resources_dir() / name)
    (tmp_path / "false_friends").mkdir()
    folder(tmp_path / "false_friends", PAIR.replace("She assisted me.", "She helped me."))
    assert any(one.file == "false_friends/en-pt.toml" for one in check_content(tmp_path))
