"""Chosen phones: what is changed is said, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from langtutor.core.sounds import NOTHING, Phone
from langtutor.evaluation.spoken_corpus import Chooser, changes, corpus, kind_of
from langtutor.evaluation.spoken_phones import ESPEAK, IPA, MISAKI
from langtutor.evaluation.spoken_voices import Change, ChosenPhones, english_voices, render, say, words_of
from tests.support.models import installed

TEXT = "She thinks the city is in the garden."


@pytest.fixture(scope="module")
def voices() -> Sequence[ChosenPhones]:
    return english_voices(installed, ["piper-en-us-joe"], ["en-us", "en-us+f2"])


def _change(word: int, at: int, asked: str, *heard: str) -> Change:
    return Change(word, at, Phone(asked), tuple(map(Phone, heard)))


def test_all_voices_say_the_same_phones(voices: Sequence[ChosenPhones]) -> None:
    for voice in voices:
        rendering = render(voice, TEXT)
        assert rendering.words == ("She", "thinks", "the", "city", "is", "in", "the", "garden"), voice.name
        assert [" ".join(phones) for phones in rendering.phones] == [
            "SH IY",
            "TH IH NG K S",
            "DH AH",
            "S IH T IY",
            "IH Z",
            "IH N",
            "DH AH",
            "G AA R D AH N",
        ], voice.name
        assert rendering.stresses[1] == (0, 1, 0, 0, 0)
        assert rendering.written == voice.phones_of(TEXT)


def test_figures_belong_to_one_word(voices: Sequence[ChosenPhones]) -> None:
    for voice in voices:
        rendering = render(voice, "The children are in the garden at 7:30, aren't they?")
        assert " ".join(rendering.phones[4]) == "DH AH"
        assert " ".join(rendering.phones[7]).startswith("S EH V AH N TH ER T IY")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_change(1, 0, "TH", "T"), "T IH NG K S"),
        (_change(1, 1, "IH", "IY"), "TH IY NG K S"),
        (_change(1, 4, "S"), "TH IH NG K"),
        (_change(3, 2, "T", "CH"), "S IH CH IY"),
        (_change(3, 0, NOTHING, "IY"), "IY S IH T IY"),
        (_change(7, 6, NOTHING, "IY"), "G AA R D AH N IY"),
        (_change(7, 5, "N"), "G AA R D AH"),
        (_change(7, 2, "R", "HH"), "G AA HH D AH N"),
    ],
)
def test_one_word_changes_and_is_heard_to(voices: Sequence[ChosenPhones], change: Change, expected: str) -> None:
    for voice in (voices[0], voices[-1]):
        right = render(voice, TEXT)
        wrong = right.with_change(change)
        assert " ".join(wrong.phones[change.word]) == expected
        others = [number for number in range(len(right.words)) if number != change.word]
        assert [wrong.phones[number] for number in others] == [right.phones[number] for number in others]
        # What was written is read back as what it stands for.
        read = [phone for _, _, phones in voice.alphabet.read(wrong.written) for phone in phones]
        said = [phone for phones in wrong.phones for phone in phones]
        assert [phone for phone in read if phone != "DX"] == [p for p, r in zip(said, read, strict=True) if r != "DX"]
        before, after = say(voice, right), say(voice, wrong)
        assert before.dtype == np.float32
        assert len(before) > 16_000
        assert len(before) != len(after) or not np.allclose(before, after, atol=1e-3)


def test_a_place_that_is_not_there(voices: Sequence[ChosenPhones]) -> None:
    rendering = render(voices[0], TEXT)
    for change in (_change(1, 0, "T", "D"), _change(1, 9, "S"), _change(1, 9, NOTHING, "IY"), _change(8, 0, "S")):
        with pytest.raises(ValueError, match=r"there is|has no"):
            rendering.with_change(change)


def test_symbols_are_read_longest_first() -> None:
    def phones(alphabet_words: Iterator[tuple[str, str, tuple[Phone, ...]]]) -> str:
        return " ".join(phone for _, _, phones in alphabet_words for phone in phones)

    assert phones(MISAKI.read("ðə ʤˈʌʤ, nˈɜɹs")) == "DH AH JH AH JH N ER S"
    assert phones(IPA.read("dʒˈʌdʒ nˈɜːs tʃˈɛɹ")) == "JH AH JH N ER S CH EH R"
    assert phones(ESPEAK.read("[[dZ'VdZ n'3:s tS'e@]].")) == "JH AH JH N ER S CH EH R"
    with pytest.raises(ValueError, match="no phone is known"):
        list(MISAKI.read("ʘ"))


def test_words_have_no_punctuation() -> None:
    assert words_of("“Well,” she said – at 7:30, don't!") == ("Well", "she", "said", "at", "7:30", "don't")


def test_habits_find_their_places(voices: Sequence[ChosenPhones]) -> None:
    kinds = {kind_of(change) for change in changes(render(voices[0], "She still thinks the city is in the garden."))}
    assert {"TH>T", "TH>F", "TH>S", "DH>D", "T>CH", "L>W", "L>", "Z>S", "Z>", "S>", ">IY before S"} <= kinds
    assert "R>HH" not in kinds  # it begins no word
    assert ">IY at the end" in kinds


def test_kinds_are_balanced(voices: Sequence[ChosenPhones]) -> None:
    possible = [_change(0, 0, "TH", "T"), _change(1, 0, "TH", "T"), _change(2, 0, "DH", "D")]
    chooser = Chooser(np.random.default_rng(1))
    chosen = [chooser.choose(possible) for _ in range(40)]
    assert sum(change is not None and change.asked == "DH" for change in chosen) == 20
    assert chooser.choose([]) is None


def test_a_corpus_has_pairs_and_is_the_same_again(voices: Sequence[ChosenPhones]) -> None:
    quick = (voices[0], voices[-1])
    first, second = (list(corpus([TEXT, "Thank you very much."], quick, seed)) for seed in (3, 3))
    assert len(first) == 8
    for right, wrong in zip(first[::2], first[1::2], strict=True):
        assert right.change is None
        assert right.phones == right.phones_said
        assert wrong.change is not None
        assert wrong.text == right.text
        assert wrong.phones == right.phones
        assert wrong.phones_said != wrong.phones
    assert [utterance.change for utterance in first] == [utterance.change for utterance in second]
    for one, other in zip(first, second, strict=True):
        assert len(one.samples) == pytest.approx(len(other.samples), rel=0.03)
        assert one.voice != "hibari" or np.array_equal(one.samples, other.samples)
