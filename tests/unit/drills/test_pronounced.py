"""Slips of sound in words that were right."""

from __future__ import annotations

import pytest

from langtutor.content.sounds import load_sound_guide
from langtutor.core.language import LanguageCode
from langtutor.core.skill import SkillKind
from langtutor.core.sounds import NOTHING, Phone, PhoneHeard, Pronounced, SoundGuide, WordSounds
from langtutor.core.text import SkillId, Span
from langtutor.core.verdict import AnswerOutcome, SlipFound, Verdict, WordOutcome, WordVerdict
from langtutor.drills.pronounced import COUNTED_BELOW, with_sounds
from langtutor.settings.paths import resources_dir

TEXT = "I think so."
EN, PT = LanguageCode("en"), LanguageCode("pt")
SPANS = (Span(0, 1), Span(2, 7), Span(8, 10))


@pytest.fixture(scope="module")
def guide() -> SoundGuide:
    found = load_sound_guide(resources_dir() / "sounds", EN)
    assert found is not None
    return found


def verdict(*outcomes: WordOutcome) -> Verdict:
    words = tuple(
        WordVerdict(span, span.of(TEXT), span.of(TEXT), outcome) for span, outcome in zip(SPANS, outcomes, strict=True)
    )
    return Verdict(AnswerOutcome.RIGHT, TEXT, TEXT, words)


def said(first: PhoneHeard) -> Pronounced:
    rest = (right("IH"), right("NG"), right("K"))
    words = (
        WordSounds(SPANS[0], "I", 0.0, 0.1, (right("AY"),)),
        WordSounds(SPANS[1], "think", 0.1, 0.5, (first, *rest)),
        WordSounds(SPANS[2], "so", 0.5, 0.8, (right("S"), right("OW"))),
    )
    return Pronounced(words, phones_known=True, engine="ear", levels={})


def right(phone: str) -> PhoneHeard:
    return PhoneHeard(Phone(phone), Phone(phone), 0.1, 0.2, 0.99, WordOutcome.RIGHT)


def slip(asked: str, heard: str, probability: float = COUNTED_BELOW / 2) -> PhoneHeard:
    return PhoneHeard(Phone(asked), Phone(heard), 0.1, 0.2, probability, WordOutcome.SLIP)


ALL_RIGHT = (WordOutcome.RIGHT,) * 3


def test_a_sound_that_speakers_of_the_language_confuse_is_a_slip(guide: SoundGuide) -> None:
    found = with_sounds(verdict(*ALL_RIGHT), said(slip("TH", "S")), guide, PT)
    assert found.outcome is AnswerOutcome.SLIP
    assert [word.outcome for word in found.words] == [WordOutcome.RIGHT, WordOutcome.SLIP, WordOutcome.RIGHT]
    (one,) = found.slips
    assert (one.kind, one.skill) == (SkillKind.SOUND, "en.sound.th")
    assert (one.said, one.meant) == ("think /s/", "think /θ/")
    assert one.why and one.probability == pytest.approx(1 - COUNTED_BELOW / 2)


def test_what_is_doubtful_or_known_of_nobody_is_not_counted(guide: SoundGuide) -> None:
    for sound in (slip("TH", "S", 0.05), slip("TH", "G"), right("TH")):
        found = with_sounds(verdict(*ALL_RIGHT), said(sound), guide, PT)
        assert found == verdict(*ALL_RIGHT)


def test_a_slip_counts_once(guide: SoundGuide) -> None:
    """A word that was another word is no slip of sound besides."""
    sink = SlipFound(SkillId("en.sound.th"), SkillKind.SOUND, "sink", "think", None)
    for outcome in (WordOutcome.SLIP, WordOutcome.UNCLEAR):
        before = verdict(WordOutcome.RIGHT, outcome, WordOutcome.RIGHT)
        before = Verdict(AnswerOutcome.SLIP, TEXT, TEXT, before.words, (sink,))
        assert with_sounds(before, said(slip("TH", "S")), guide, PT) == before


def test_a_vowel_put_in_at_the_end(guide: SoundGuide) -> None:
    added = PhoneHeard(NOTHING, Phone("IY"), 0.5, 0.5, 0.001, WordOutcome.SLIP)
    words = (
        WordSounds(SPANS[0], "I", 0.0, 0.1),
        WordSounds(SPANS[1], "think", 0.1, 0.5, (right("TH"), right("IH"), right("NG"), right("K"), added)),
        WordSounds(SPANS[2], "so", 0.5, 0.8),
    )
    found = with_sounds(verdict(*ALL_RIGHT), Pronounced(words, True, "ear", {}), guide, PT)
    assert [one.skill for one in found.slips] == ["en.sound.final_consonant"]
    assert (found.slips[0].said, found.slips[0].meant) == (f"think /{guide.phones[Phone('IY')].ipa}/", "think")
