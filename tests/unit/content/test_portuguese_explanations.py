"""What is said of mistakes in Portuguese: enough of it, each about its own example and about what our rules find."""

from __future__ import annotations

from dataclasses import replace

import pytest
import simplemma

from langtutor.content.explanations import load_explanations
from langtutor.core.explaining import Explanations, match
from langtutor.core.language import LanguageCode
from langtutor.core.skill import skill_kind
from langtutor.core.text import Edit, ErrorType, Span
from langtutor.settings.paths import resources_dir

PORTUGUESE, ENGLISH = LanguageCode("pt"), LanguageCode("en")


@pytest.fixture(scope="module")
def explanations() -> Explanations:
    return load_explanations(resources_dir() / "grammar", PORTUGUESE)


def said_of(explanations: Explanations, edit: Edit, sentence: str) -> str | None:
    found = match(edit, sentence, (), explanations, ENGLISH, lambda form: simplemma.lemmatize(form, "pt").lower())
    return found.id if found else None


def whole_change(old: str, new: str) -> Edit:
    """Of one sentence into the other, as one edit of whole words without the mark at the end."""
    said, meant = old[:-1].split(" "), new[:-1].split(" ")
    first = 0
    while first < min(len(said), len(meant)) - 1 and said[first] == meant[first]:
        first += 1
    last = 0
    while last < min(len(said), len(meant)) - first and said[-1 - last] == meant[-1 - last]:
        last += 1
    begin = len(" ".join([*said[:first], ""]))
    gone, come = (" ".join(words[first : len(words) - last]) for words in (said, meant))
    if not gone:
        come += " "
    return Edit(Span(begin, begin + len(gone)), come, ErrorType(""), None, 1.0, "example")


def edit_in(sentence: str, said: str, meant: str, rule: str) -> Edit:
    start = sentence.index(said)
    return Edit(Span(start, start + len(said)), meant, ErrorType(rule), None, 1.0, "test", rule=rule)


def test_there_is_as_much_as_promised(explanations: Explanations) -> None:
    assert len(explanations.all) >= 40
    for one in explanations.all:
        assert skill_kind(one.skill)
        assert one.more
        assert one.wrong[-1] == one.right[-1] in ".?"
        for texts in (one.why, one.more):
            assert texts["en"] != texts["pt"], one.id


def test_each_is_said_of_its_own_example(explanations: Explanations) -> None:
    missed = {}
    for one in explanations.all:
        found = said_of(explanations, whole_change(one.wrong, one.right), one.wrong)
        if found != one.id:
            missed[one.id] = found
    assert missed == {}


@pytest.mark.parametrize(
    ("sentence", "said", "meant", "rule", "expected"),
    [
        ("Moro em a rua nova.", "em a", "na", "CONTRACOES_OBRIGATORIAS", "pt.contraction.em"),
        ("Vamos à Brasília.", "à", "a", "pt.crase.city", "pt.crase.city"),
        ("Vamos à Garanhuns.", "à", "a", "pt.crase.city", "pt.crase.city"),
        ("Começou à chover.", "à", "a", "CRASE_CONFUSION", "pt.crase.verb"),
        ("Fui a escola.", "a", "à", "CRASE_CONFUSION", "pt.crase.missing"),
        ("Este é um problema séria.", "séria", "sério", "pt.agreement.gender.adjective", "pt.gender.ma"),
        ("Comprei roupas baratos.", "baratos", "baratas", "pt.agreement.gender.adjective", "pt.adjective.gender"),
        ("Meus pais estão preocupado.", "preocupado", "preocupados", "LINKING_VERB_PREDICATE", "pt.adjective.number"),
        ("Os papel caíram.", "papel", "papéis", "pt.agreement.number.noun", "pt.plural.l"),
        ("Elas são muitas altas.", "muitas", "muito", "pt.muito", "pt.muito.adverb"),
        ("Você tens razão.", "tens", "tem", "pt.agreement.verb", "pt.verb.voce"),
        ("Eu não gosta disso.", "gosta", "gosto", "pt.agreement.verb", "pt.verb.first_person"),
        ("Ela gosta muito o mar.", "o mar", "do mar", "pt.preposition.verb", "pt.gostar_de"),
        ("Isto é para mim ler?", "mim", "eu", "PARA_MIM_FAZER_GERAL", "pt.eu_infinitive"),
        ("Eu sou fome.", "sou", "estou com", "pt.ser_estar", "pt.estar_com"),
        ("Não falou-me nada.", "falou-me", "me falou", "COLOCACAO_PRONOMINAL_COM_ATRATOR", "pt.clitic.before"),
        ("Quero que você fala.", "fala", "fale", "pt.verb.subjunctive", "pt.subjunctive.que"),
        ("Quando eu tenho tempo, vou.", "tenho", "tiver", "pt.verb.subjunctive", "pt.subjunctive.future"),
        ("Ele está triste mais calmo.", "mais", "mas", "CONFUSAO_MAIS_MAS_VIRGULA", "pt.mas_mais"),
        ("Trabalho na Terça-feira.", "Terça-feira", "terça-feira", "AO90_WEEKDAYS_CASING_PT_BR", "pt.capital.days"),
        ("Ele gosta nunca de acordar cedo.", "gosta nunca", "nunca gosta", "pt.word_order", "pt.order.adverb"),
        ("Ela está ainda aqui.", "está ainda", "ainda está", "", "pt.order.adverb"),
        ("Ele não ainda chegou.", "não ainda", "ainda não", "", "pt.order.tambem_nao"),
        ("Quero três mais cafés.", "três mais", "mais três", "", "pt.order.mais_dois"),
        ("Por que não você come?", "não você", "você não", "pt.word_order", "pt.order.nao"),
        ("É ela professora?", "É ela", "Ela é", "", "pt.order.question"),
        ("A moça que eu falei com saiu.", "que eu falei com", "com quem eu falei", "", "pt.order.preposition"),
        ("Comprei um chinês carro.", "chinês carro", "carro chinês", "", "pt.order.adjective"),
        ("Ela me está esperando.", "me está", "está me", "", "pt.clitic.between"),
        ("Me diga a verdade.", "Me diga", "Diga-me", "COLOCACAO_PRONOMINAL", "pt.clitic.start"),
        ("Ele é facil de achar.", "facil", "fácil", "MORFOLOGIK_RULE_PT_BR", "pt.spelling.accent"),
    ],
)
def test_what_rules_find_is_explained(
    explanations: Explanations, sentence: str, said: str, meant: str, rule: str, expected: str
) -> None:
    assert said_of(explanations, edit_in(sentence, said, meant, rule), sentence) == expected


def test_what_nothing_fits_is_not_explained(explanations: Explanations) -> None:
    sentence = "Comprei um gato."
    strange = edit_in(sentence, "gato", "elefante", "UNKNOWN_RULE")
    assert said_of(explanations, strange, sentence) is None
    assert said_of(explanations, replace(strange, rule=None), sentence) is None
