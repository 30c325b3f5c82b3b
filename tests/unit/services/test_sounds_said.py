"""A word's sounds as tiles show them."""

from __future__ import annotations

from langtutor.content.sounds import load_sound_guide
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import NOTHING, Phone, PhoneHeard, WordSounds
from langtutor.core.text import Span
from langtutor.core.verdict import WordOutcome
from langtutor.services.sounds_said import SoundSaid, most_useful, sounds_said
from langtutor.settings.paths import resources_dir

EN, PT = LanguageCode("en"), LanguageCode("pt")
GUIDE = load_sound_guide(resources_dir() / "sounds", EN)
RIGHT, SLIP, UNCLEAR = WordOutcome.RIGHT, WordOutcome.SLIP, WordOutcome.UNCLEAR


def shown(*phones: tuple[str, str, float, WordOutcome], reader: str = "en") -> tuple[SoundSaid, ...]:
    assert GUIDE is not None
    heard = tuple(PhoneHeard(Phone(a), Phone(h), at, at + 0.1, p, o) for at, (a, h, p, o) in enumerate(phones))
    return sounds_said(WordSounds(Span(0, 5), "think", 0.0, 1.0, heard), GUIDE, PT, reader)


def test_a_sound_that_was_right_shows_how_it_is_made_and_advises_nothing() -> None:
    (sound,) = shown(("TH", "TH", 0.98, RIGHT))
    assert (sound.asked, sound.heard, sound.letters) == ("θ", "θ", "th")
    assert "*th*" in sound.example and sound.how and not sound.vowel
    assert not sound.advice and not sound.weight


def test_a_usual_slip_has_its_own_advice_in_the_readers_language() -> None:
    (english,) = shown(("TH", "T", 0.05, SLIP))
    (portuguese,) = shown(("TH", "T", 0.05, SLIP), reader="pt")
    assert (english.heard, english.heard_letters) == ("t", "t")
    assert "between your teeth" in english.advice
    assert "entre os dentes" in portuguese.advice
    assert english.weight > 0


def test_a_slip_that_nothing_is_written_about_is_shown_and_never_the_advice() -> None:
    (odd,) = shown(("TH", "UW", 0.01, SLIP))
    assert odd.advice == odd.how
    assert odd.weight == 0
    assert most_useful([(odd,)]) is None


def test_doubt_is_no_reason_for_advice() -> None:
    (unclear,) = shown(("TH", "T", 0.4, UNCLEAR))
    assert unclear.weight == 0


def test_what_was_put_in_and_what_was_left_out() -> None:
    put_in, left_out = shown((NOTHING, "IY", 0.05, SLIP), ("HH", NOTHING, 0.05, SLIP))
    assert (put_in.asked, put_in.letters, put_in.heard) == ("", "", "iː")
    assert put_in.example and not put_in.vowel
    assert (left_out.asked, left_out.heard) == ("h", "")


def test_a_sound_that_nobody_described_is_called_by_its_name() -> None:
    (sound,) = shown(("XX", "XX", 0.9, RIGHT))
    assert (sound.asked, sound.letters, sound.how, sound.example) == ("xx", "xx", "", "")


def test_the_surer_of_two_slips_and_the_more_usual_one_come_first() -> None:
    sure, unsure = shown(("TH", "T", 0.01, SLIP), ("TH", "T", 0.6, SLIP))
    found = most_useful([(unsure,), (sure,)])
    assert found is not None and found.word == 1
    usual, rare = shown(("TH", "T", 0.05, SLIP), ("TH", "DH", 0.05, SLIP))
    found = most_useful([(rare, usual)])
    assert found is not None and found.sound == 1
