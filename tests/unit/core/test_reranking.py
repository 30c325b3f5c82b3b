from __future__ import annotations

import pytest

from langtutor.core.reranking import Asked, Candidate, best, other_ways

ORIGINAL = "She gave up smoking 3 years ago."
KEPT = Candidate("Ela parou de fumar há 3 anos.", "She stopped smoking 3 years ago.")


def test_a_translation_that_lost_nothing_stays_however_good_another_is() -> None:
    other = Candidate("Ela deixou o cigarro há 3 anos.", ORIGINAL)
    assert best(ORIGINAL, [KEPT, other]) == KEPT.text


def test_what_lost_a_number_is_replaced_by_what_kept_it() -> None:
    first = Candidate("Ela parou de fumar há tempo.", "She stopped smoking long ago.")
    assert best(ORIGINAL, [first, KEPT]) == KEPT.text


def test_not_by_what_means_something_else() -> None:
    first = Candidate("Ela parou de fumar há tempo.", "She stopped smoking long ago.")
    other = Candidate("Elas são 3.", "There are three of them.")
    assert best(ORIGINAL, [first, other]) == first.text


def test_not_by_what_lost_as_much() -> None:
    first = Candidate("Ela fumava.", "She smoked.")
    other = Candidate("Ela parou de fumar há anos.", "She stopped smoking years ago.")
    assert best(ORIGINAL, [first, other]) == first.text


def test_a_sentence_is_asked_for_without_its_mark_and_behind_a_lead() -> None:
    bare, led = other_ways("He left early.", ("and", "e"))
    assert (bare.text, led.text) == ("He left early", "And he left early.")
    assert bare.undone("Ele saiu cedo") == "Ele saiu cedo."
    assert led.undone("E ele saiu cedo.") == "Ele saiu cedo."
    assert led.undone("Ele saiu cedo.") is None


@pytest.mark.parametrize("sentence", ["", "A title without a mark"])
def test_without_a_mark_or_known_leads_there_are_no_other_ways(sentence: str) -> None:
    assert other_ways(sentence, ("", "e")) == ()


def test_a_mark_is_not_put_twice() -> None:
    assert Asked("Who", mark="?").undone("Quem?") == "Quem?"
