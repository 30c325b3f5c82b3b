"""What LanguageTool finds, in our terms: with its real server."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest

from langtutor.core.errors import Cancelled, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.text import CERTAIN, Edit, apply_edits
from langtutor.engines.grammar.languagetool import LanguageToolChecker, end_of

EN, PT = LanguageCode("en"), LanguageCode("pt")
NOBODY: frozenset[str] = frozenset()


def edits(
    checker: LanguageToolChecker, text: str, language: LanguageCode, personal: frozenset[str] = NOBODY
) -> tuple[Edit, ...]:
    return checker.check(text, language, personal).edits


def certain(checker: LanguageToolChecker, text: str, language: LanguageCode) -> tuple[Edit, ...]:
    return tuple(edit for edit in edits(checker, text, language) if edit.confidence >= CERTAIN)


@pytest.mark.parametrize(
    ("said", "meant", "skill"),
    [
        ("A chave do carro está em a mesa.", "A chave do carro está na mesa.", "contraction"),
        ("Meu mãe é médica.", "Minha mãe é médica.", "determiner.possessive"),
        ("A festa é no casa do Pedro.", "A festa é na casa do Pedro.", "noun.gender"),
        ("Essas camisas vermelha são bonitas.", "Essas camisas vermelhas são bonitas.", "noun.plural"),
        ("Eu compra dois pães todo dia.", "Eu compro dois pães todo dia.", "verb.present"),
        ("Ontem eu fez um bolo de cenoura.", "Ontem eu fiz um bolo de cenoura.", "verb.preterite"),
        ("Preciso ir ao padaria antes do almoço.", "Preciso ir à padaria antes do almoço.", "crase"),
        ("Eu quero que você vem comigo.", "Eu quero que você venha comigo.", "verb.subjunctive_present"),
    ],
)
def test_portuguese_slips_are_corrected_and_named(
    languagetool: LanguageToolChecker, said: str, meant: str, skill: str
) -> None:
    found = certain(languagetool, said, PT)
    assert apply_edits(said, found) == meant
    assert [edit.skill for edit in found] == [f"pt.grammar.{skill}"]
    assert found[0].source == "languagetool"
    assert found[0].message
    assert found[0].type.isupper()


@pytest.mark.parametrize(
    ("said", "meant", "kind", "skill"),
    [
        ("When he's sad, he listen to music.", "When he's sad, he listens to music.", "R:VERB:SVA", None),
        ("She eats a egg every morning.", "She eats an egg every morning.", "R:DET", None),
        ("Where did you bought these shoes?", "Where did you buy these shoes?", "R:VERB:FORM", "verb.question"),
        ("I enjoy to cook for my friends.", "I enjoy cooking for my friends.", "R:VERB:FORM", "verb.gerund_infinitive"),
        ("The weather is more better than yesterday.", "The weather is better than yesterday.", "U:ADJ:FORM", None),
        ("The price depends of the size.", "The price depends on the size.", "R:PREP", "preposition.verb"),
        ("I need two new shirt for the party.", "I need two new shirts for the party.", "R:NOUN:NUM", None),
        ("I did not recieve it.", "I did not receive it.", "R:SPELL", None),
    ],
)
def test_english_slips_have_errants_types(
    languagetool: LanguageToolChecker, said: str, meant: str, kind: str, skill: str | None
) -> None:
    found = certain(languagetool, said, EN)
    assert apply_edits(said, found) == meant
    assert [edit.type for edit in found] == [kind]
    assert found[0].skill == (f"en.grammar.{skill}" if skill else None)


@pytest.mark.parametrize("before", ["", "😀 ", "Olá, João! 👩‍👩‍👧 ", "naïve café — ", "𝔄𝔅 😀😀 ", "e\u0301 "])
def test_spans_are_code_points(languagetool: LanguageToolChecker, before: str) -> None:
    text = f"{before}Ontem eu fez um bolo 😀 e moro em um casa 𝔄."
    found = {edit.span.of(text): edit.replacement for edit in certain(languagetool, text, PT)}
    assert found["fez"] == "fiz"
    assert found["um"] == "uma"


def test_the_end_of_a_match_is_counted_in_code_points() -> None:
    text = "a😀𝔄b"
    assert [end_of(text, 0, units) for units in (1, 3, 5, 6, 99)] == [1, 2, 3, 4, 4]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("She goes to school every day, and she likes it.", EN),
        ("The kids are really hungry.", EN),
        ("What do you do at the weekend?", EN),
        ("He arrived with Marivalda from Itaquera.", EN),
        ("Essa sopa está muito boa, e a casa fica perto da escola.", PT),
        ("O que é que você vai fazer no ano que vem?", PT),
        ("Ontem o Thiago encontrou a Marivalda no XPTO 3.", PT),
        ("", PT),
        ("\n", EN),
    ],
)
def test_what_is_right_or_taste_is_left_alone(
    languagetool: LanguageToolChecker, text: str, language: LanguageCode
) -> None:
    assert certain(languagetool, text, language) == ()


def test_what_is_said_in_brazil_is_a_question_at_most(languagetool: LanguageToolChecker) -> None:
    found = edits(languagetool, "Você quer ir no cinema comigo?", PT)
    assert found and all(edit.confidence < 0.5 for edit in found)


def test_personal_words_are_never_misspelt(languagetool: LanguageToolChecker) -> None:
    text = "Eu comprei um carroceta novo."
    assert any(edit.span.of(text) == "carroceta" for edit in edits(languagetool, text, PT))
    assert edits(languagetool, text, PT, frozenset({"Carroceta"})) == ()


def test_edits_never_overlap_and_come_in_order(languagetool: LanguageToolChecker) -> None:
    found = edits(languagetool, "Meus amigo esta em a praia e eu quer as mesmo coisa de o ano pasado", PT)
    assert len(found) > 3
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


def test_whoever_waits_can_give_up(languagetool: LanguageToolChecker) -> None:
    taken_back = threading.Event()
    taken_back.set()

    def give_up() -> None:
        if taken_back.is_set():
            raise Cancelled()

    with pytest.raises(Cancelled):
        languagetool.check("Um texto longo. " * 400, PT, NOBODY, give_up)  # the server still reads all of it


def test_only_the_languages_of_the_model(languagetool: LanguageToolChecker) -> None:
    assert languagetool.languages() == {EN, PT}
    with pytest.raises(UnsupportedLanguage):
        languagetool.check("Sie ging.", LanguageCode("de"), NOBODY)


def test_a_proxy_of_the_environment_never_gets_the_text(
    languagetool: LanguageToolChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody listens there
    assert edits(languagetool, "Eu gosto de o livro.", PT)
