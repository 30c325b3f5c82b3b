"""Which words of an answer were linked: only what can be told, and one line of advice."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from langtutor.content.sounds import load_sound_guide
from langtutor.core.language import LanguageCode
from langtutor.core.linking import Linked
from langtutor.core.sounds import Pronounced
from langtutor.core.text import Span
from langtutor.core.verdict import AnswerOutcome, Verdict, WordOutcome, WordVerdict
from langtutor.services.linking import LinkSaid, levels_db, link_remark, links_said
from langtutor.settings.paths import resources_dir
from tests.support.pronounced import pronounced

GUIDE = load_sound_guide(resources_dir() / "sounds", LanguageCode("en"))
assert GUIDE is not None
I_THINK = "My tea I drink."
"""tea and I are two vowels that meet."""


def verdict_of(text: str, unclear: int | None = None) -> Verdict:
    words, at = [], 0
    for number, raw in enumerate(text.split()):
        at = text.index(raw, at)
        word = raw.strip(".")
        outcome = WordOutcome.UNCLEAR if number == unclear else WordOutcome.RIGHT
        words.append(WordVerdict(Span(at, at + len(word)), word, word, outcome))
    return Verdict(AnswerOutcome.RIGHT, text, text, tuple(words))


def said(heard: Pronounced, levels: list[float], verdict: Verdict, reader: str = "en") -> tuple[LinkSaid, ...]:
    assert GUIDE is not None
    spans = [word.span for word in verdict.words]
    return links_said(verdict.expected, spans, heard.words, levels, verdict, GUIDE, reader)


def paused(heard: Pronounced, after: int) -> Pronounced:
    """A quarter of a second later from this word on."""
    later = []
    for number, word in enumerate(heard.words):
        by_s = 0.25 if number > after else 0.0
        phones = tuple(replace(one, start_s=one.start_s + by_s, end_s=one.end_s + by_s) for one in word.phones)
        later.append(replace(word, start_s=word.start_s + by_s, end_s=word.end_s + by_s, phones=phones))
    return replace(heard, words=tuple(later))


def joined(heard: Pronounced) -> Pronounced:
    """Without the little gaps of the fake."""
    words = list(heard.words)
    for number, (one, other) in enumerate(itertools.pairwise(heard.words)):
        words[number] = replace(one, end_s=other.start_s)
    return replace(heard, words=tuple(words))


LEVELS = [-20.0] * 200 + [-70.0] * 60


def test_two_vowels_that_ran_together_and_two_that_did_not() -> None:
    heard = joined(pronounced(I_THINK))
    [link] = said(heard, LEVELS, verdict_of(I_THINK))
    assert (link.first, link.words, link.outcome) == (1, ("tea", "I"), Linked.LINKED)
    [link] = said(paused(heard, after=1), LEVELS, verdict_of(I_THINK))
    assert link.outcome is Linked.APART
    assert "*tea-yI*" in link.advice or "*tea‿I*" in link.advice


@pytest.mark.parametrize("unclear", [1, 2])
def test_nothing_is_told_of_words_that_were_not_heard_clearly(unclear: int) -> None:
    assert said(paused(joined(pronounced(I_THINK)), 1), LEVELS, verdict_of(I_THINK, unclear)) == ()


def test_advice_is_on_the_longest_silence_in_the_readers_language() -> None:
    heard = paused(joined(pronounced(I_THINK)), 1)
    [english], [portuguese] = (said(heard, LEVELS, verdict_of(I_THINK), reader) for reader in ("en", "pt"))
    assert english.advice.startswith("Keep") and portuguese.advice.startswith("Não")
    longer = replace(english, silence_s=1.0, advice="This.")
    assert link_remark((english, longer)) == longer
    assert link_remark((replace(english, outcome=Linked.LINKED),)) is None and link_remark(()) is None


def test_levels_of_sound_and_of_nothing() -> None:
    samples = np.concatenate([np.full(1600, 0.1, np.float32), np.zeros(1600, np.float32)])
    found = levels_db(samples, 16_000)
    assert len(found) == 20
    assert found[0] == pytest.approx(-20.0, abs=0.1)
    assert found[-1] == -100.0
    assert levels_db(samples[:0], 16_000) == ()
