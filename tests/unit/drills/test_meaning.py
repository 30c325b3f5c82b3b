"""Other words for the same: what speaks against an answer, what for it, and when nobody can tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from langtutor.core.language import Language
from langtutor.core.look_up_requests import DictionaryEntry, Entries, Sense
from langtutor.core.requests import Checked, Scores
from langtutor.core.text import Edit, ErrorType, Span
from langtutor.drills.meaning import Meaning, Reason, Side, weigh
from langtutor.drills.wording import rewording

BACK = "Meu marido toma chá sem açúcar."
TEA = ("My husband drinks tea without sugar.", "My husband takes tea without sugar.")
SLIP = "My husband drink tea without sugar."
Weigh = Callable[..., Reason]


def entries(word: str, *texts: str, synonyms: tuple[str, ...] = ()) -> Entries:
    return Entries(word, None, (DictionaryEntry(word, "", tuple(Sense("", t, (), synonyms) for t in texts), "d"),))


def reading(margin: float) -> Scores:
    """margin: nats a token, over ten tokens each."""
    return Scores((-30.0 + 10 * margin, -30.0), (10, 10), "lm")


@pytest.fixture
def judge(english: Language, portuguese: Language) -> Weigh:
    """What decides about an answer for which all speaks, except as said."""

    def decided(answer: str, keys: tuple[str, ...] = TEA, slips: tuple[str, ...] = (SLIP,), **found: Any) -> Reason:
        meaning = Meaning(back=BACK, references=(BACK,), checked=Checked((), "h"), scores=reading(0.0))
        side = Side(english, portuguese, keys, slips)
        return weigh(rewording(answer, keys, english), replace(meaning, **found), side)

    return decided


def test_the_same_meaning_and_nothing_against_it(judge: Weigh) -> None:
    assert judge("My husband drinks tea unsweetened without sugar.") is Reason.SAME_MEANING


def test_related_words(judge: Weigh) -> None:
    known = {"husband": entries("husband", "marido, esposo"), "hubby": entries("hubby", "marido")}
    back = "Meu maridinho toma chá sem açúcar."
    assert judge("My hubby drinks tea without sugar.", back=back, translations=known) is Reason.RELATED_WORDS
    unrelated = {**known, "hubby": entries("hubby", "bola")}
    back = "Minha bola toma chá sem açúcar, e então cai."
    assert judge("My hubby drinks tea without sugar.", back=back, translations=unrelated) is Reason.OTHER_WORD


def test_synonyms_and_definitions_relate_and_denials_part(judge: Weigh) -> None:
    keys, slips = ("The door is closed.",), ()
    back, references = "A porta está trancada.", ("A porta está fechada.",)
    said = {"back": back, "references": references, "keys": keys, "slips": slips}
    shut = {"shut": entries("shut", "not open", synonyms=("closed",)), "closed": entries("closed", "made shut")}
    assert judge("The door is shut.", definitions=shut, **said) is Reason.RELATED_WORDS
    ajar = {"ajar": entries("ajar", "slightly open, not closed"), "closed": entries("closed", "made shut")}
    assert judge("The door is ajar.", definitions=ajar, **said) is Reason.OTHER_WORD


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("My husband drinks tea with sugar.", Reason.NEGATION),
        ("My husband doesn't drink tea without sugar.", Reason.NEGATION),
        ("Her husband drinks tea without sugar.", Reason.CONTRAST),
    ],
)
def test_denying_and_other_persons_are_never_right(judge: Weigh, answer: str, reason: Reason) -> None:
    assert judge(answer) is reason


def test_another_number_or_day_is_never_right(judge: Weigh) -> None:
    assert judge("It is four o'clock.", keys=("It is five o'clock.",), slips=()) is Reason.CONTRAST
    assert judge("We met yesterday.", keys=("We met today.",), slips=()) is Reason.CONTRAST


def test_a_negation_that_only_the_translation_shows(judge: Weigh) -> None:
    assert judge("My husband drinks tea unsweetened without sugar.", back="Meu marido toma chá.") is Reason.NEGATION


def test_two_things_swapped(judge: Weigh) -> None:
    keys = ("The bus is cheaper than the train.",)
    assert judge("The train is cheaper than the bus.", keys=keys, slips=()) is Reason.SWAPPED


def test_a_listed_slip_in_other_words(judge: Weigh) -> None:
    assert judge("My husband drink tea totally without sugar.") is Reason.LISTED_SLIP


def test_a_certain_edit_stands_against_it_a_doubtful_one_does_not(judge: Weigh) -> None:
    edit = Edit(Span(22, 33), "sweetless", ErrorType("R:ADJ"), None, 0.9, "harper")
    answer = "My husband drinks tea unsweetened without sugar."
    assert judge(answer, checked=Checked((edit,), "h")) is Reason.GRAMMAR
    in_the_key_too = replace(edit, span=Span(0, 2), replacement="The")
    assert judge(answer, checked=Checked((in_the_key_too,), "h")) is Reason.UNSURE
    assert judge(answer, checked=Checked((replace(edit, confidence=0.5),), "h")) is Reason.SAME_MEANING


def test_grammar_alone_must_read_as_well(judge: Weigh) -> None:
    answer, keys = "My husband is at the home.", ("My husband is at home.",)
    same = {"keys": keys, "slips": ()}
    assert judge(answer, scores=reading(-0.2), **same) is Reason.FUNCTION_WORDS
    assert judge(answer, scores=reading(-0.6), **same) is Reason.READS_WORSE


def test_what_reads_far_worse_is_wrong_and_somewhat_worse_unsure(judge: Weigh) -> None:
    answer = "My husband drinks tea unsweetened without sugar."
    assert judge(answer, scores=reading(-1.0)) is Reason.UNSURE
    assert judge(answer, scores=reading(-2.0)) is Reason.READS_WORSE


def test_another_form_of_the_word_alone_is_a_slip(judge: Weigh) -> None:
    known = {"drank": entries("drink", "to swallow"), "drinks": entries("drink", "to swallow")}
    back = "Meu marido bebia chá sem açúcar."
    assert judge("My husband drank tea without sugar.", slips=(), definitions=known, back=back) is Reason.INFLECTION


def test_a_phrase_elsewhere(judge: Weigh) -> None:
    keys, slips = ("I need two new shirts for the party.",), ()
    fronted = "For the party I need two new shirts."
    assert judge(fronted, keys=keys, slips=slips, scores=reading(-1.1)) is Reason.REORDERED
    assert judge(fronted, keys=keys, slips=slips, scores=reading(-1.1), back="Outra coisa.") is not Reason.REORDERED


def test_far_from_the_meaning_nobody_can_tell(judge: Weigh) -> None:
    assert judge("That man of mine likes his tea pure, without sugar.", back="Um homem puro sem nada.") is Reason.UNSURE


def test_without_a_translator_nobody_can_tell(judge: Weigh) -> None:
    assert judge("My husband drinks tea unsweetened without sugar.", back=None, references=()) is Reason.UNSURE


@pytest.fixture
def unscored(english: Language, portuguese: Language) -> Weigh:
    """Portuguese answers: no grammar check unless told, no scorer, and a translator that reads the very same."""

    def decided(answer: str, key: str, slips: tuple[str, ...] = (), **found: Any) -> Reason:
        meaning = Meaning(back="The same.", references=("The same.",), checked=None, scores=None)
        side = Side(portuguese, english, (key,), slips)
        return weigh(rewording(answer, (key,), portuguese), replace(meaning, **found), side)

    return decided


@pytest.mark.parametrize(
    ("answer", "key", "reason"),
    [
        ("A vista é bela.", "A vista é bonita.", Reason.SAME_MEANING),
        ("A vista é belo.", "A vista é bonita.", Reason.UNSURE),  # the ending doesn't agree
        ("A vista é bonito.", "A vista é bonita.", Reason.INFLECTION),
        ("O vista é bonita.", "A vista é bonita.", Reason.GRAMMAR),
        ("Eu saí de noite.", "Eu saí à noite.", Reason.UNSURE),
        ("Antes do almoço vejo televisão.", "Vejo televisão antes do almoço.", Reason.REORDERED),
        ("A vista não é bonita.", "A vista é bonita.", Reason.NEGATION),
    ],
)
def test_where_nothing_checks_grammar(unscored: Weigh, answer: str, key: str, reason: Reason) -> None:
    assert unscored(answer, key) is reason


@pytest.mark.parametrize(
    ("checked", "reason"),
    [
        (Checked((), "lt"), Reason.SAME_MEANING),
        (Checked((), "lt", complete=False), Reason.UNSURE),
        (Checked((Edit(Span(0, 1), "O", ErrorType("X"), None, 0.6, "lt"),), "lt"), Reason.UNSURE),
        (None, Reason.UNSURE),
    ],
)
def test_where_a_check_found_nothing_other_endings_may_be_right(
    unscored: Weigh, checked: Checked | None, reason: Reason
) -> None:
    assert unscored("Eles entraram no quarto.", "Eles entraram na sala.", checked=checked) is reason


def test_where_nothing_checks_grammar_a_close_meaning_is_not_enough(unscored: Weigh) -> None:
    assert unscored("A vista é bela.", "A vista é bonita.", back="The same thing.") is Reason.UNSURE
