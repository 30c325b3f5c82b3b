"""The sounds of English as shipped: complete, in order, and minimal pairs that are what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pocketsphinx
import pytest

from langtutor.content.check_sounds import check_sounds
from langtutor.content.courses import load_course
from langtutor.content.sounds import load_sound_guide, name_of
from langtutor.core.language import LanguageCode
from langtutor.core.sound_advice import advice, find, places, rate, skill_of
from langtutor.core.sounds import NOTHING, Confusion, MinimalPair, Phone, Place, SoundGuide
from langtutor.settings.paths import resources_dir

ENGLISH, PORTUGUESE = LanguageCode("en"), LanguageCode("pt")
FOLDER = resources_dir() / "sounds"

Sounds = tuple[Phone, ...]
Dictionary = Mapping[str, str]


@pytest.fixture(scope="module")
def guide() -> SoundGuide:
    found = load_sound_guide(FOLDER, ENGLISH)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    """Each word as it is usually said; other ways are numbered there."""
    path = Path(pocketsphinx.get_model_path()) / "en-us" / "cmudict-en-us.dict"
    lines = path.read_text(encoding="utf-8").splitlines()
    return {word: sounds for word, sounds in (line.split(maxsplit=1) for line in lines) if "(" not in word}


def sounds_of(dictionary: Dictionary, word: str) -> Sounds:
    return tuple(map(Phone, dictionary[word].split()))


def test_what_is_shipped_is_in_order() -> None:
    course = load_course(resources_dir() / "courses", ENGLISH, PORTUGUESE)
    assert list(check_sounds(FOLDER, {skill.id: skill.title for skill in course.skills}, ("en", "pt"))) == []


def test_every_sound_of_the_dictionary_is_described(guide: SoundGuide, dictionary: Dictionary) -> None:
    assert len(guide.phones) == 39
    assert guide.phones.keys() == set(" ".join(dictionary.values()).split())
    assert sum(one.vowel for one in guide.phones.values()) == 15


def test_examples_are_said_with_their_sound(guide: SoundGuide, dictionary: Dictionary) -> None:
    for phone, one in guide.phones.items():
        assert phone in sounds_of(dictionary, one.example.replace("*", "")), phone


def test_there_is_as_much_as_promised(guide: SoundGuide) -> None:
    ours = [one for one in guide.confusions if PORTUGUESE in one.speakers]
    assert len(ours) >= 40
    assert {one.asked for one in ours} >= {Phone(name) for name in ("TH", "DH", "IH", "IY", "UH", "UW", "AE", "AH")}
    assert sum(len(one.pairs) >= 6 for one in ours) >= 80


def test_minimal_pairs_differ_in_their_sound_and_nothing_else(guide: SoundGuide, dictionary: Dictionary) -> None:
    wrong = [
        f"{name_of(one)}: {pair.asked}/{pair.heard}"
        for one in guide.confusions
        for pair in one.pairs
        if not differs(guide, dictionary, one, pair)
    ]
    assert wrong == []


def differs(guide: SoundGuide, dictionary: Dictionary, one: Confusion, pair: MinimalPair) -> bool:
    asked, heard = (sounds_of(dictionary, word) for word in (pair.asked, pair.heard))
    return any(made == heard and one.place in where for made, where in confused(guide, asked, one))


def confused(guide: SoundGuide, word: Sounds, one: Confusion) -> Iterator[tuple[Sounds, frozenset[Place]]]:
    """What becomes of a word's sounds by one such confusion, and where it was made."""
    made = (one.heard,) if one.heard != NOTHING else ()
    if one.asked == NOTHING:
        for at in range(len(word) + 1):
            yield (*word[:at], *made, *word[at:]), places(guide, word, at, put_in=True)
    for at, phone in enumerate(word):
        if phone == one.asked:
            yield (*word[:at], *made, *word[at + 1 :]), places(guide, word, at)


def said(guide: SoundGuide, word: str, at: int, heard: str, dictionary: Dictionary, put_in: bool = False) -> str:
    sounds = sounds_of(dictionary, word)
    where = places(guide, sounds, at, put_in)
    asked = NOTHING if put_in else sounds[at]
    return advice(guide, asked, Phone(heard), where, PORTUGUESE, "en")


def test_advice_is_that_of_the_place(guide: SoundGuide, dictionary: Dictionary) -> None:
    assert "tongue between your teeth" in said(guide, "think", 0, "T", dictionary)
    assert "no little *i*" in said(guide, "big", 3, "IY", dictionary, put_in=True)
    assert "*es-chool*" in said(guide, "school", 0, "EH", dictionary, put_in=True)
    assert "*-ed* of *worked*" in said(guide, "worked", 3, "IH", dictionary, put_in=True)
    assert "never turns into *u*" in said(guide, "feel", 2, "UW", dictionary)
    assert "Round your lips" in said(guide, "red", 0, "HH", dictionary)


def test_a_confusion_that_nobody_wrote_about_is_answered_with_how_the_sound_is_made(guide: SoundGuide) -> None:
    zh, m = Phone("ZH"), Phone("M")
    assert find(guide, zh, m, (Place.ANY,), PORTUGUESE) is None
    assert advice(guide, zh, m, (Place.ANY,), PORTUGUESE, "pt") == guide.phones[zh].how["pt"]
    assert skill_of(guide, zh, m, (Place.ANY,), PORTUGUESE) == "en.sound.consonant"
    assert rate(guide, zh, m, (Place.ANY,), PORTUGUESE) < rate(guide, Phone("TH"), Phone("T"), (), PORTUGUESE)
