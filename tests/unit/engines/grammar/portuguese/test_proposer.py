from __future__ import annotations

import pytest

from langtutor.core.text import CERTAIN, apply_edits
from langtutor.engines.grammar.changes import without_overlaps
from langtutor.engines.grammar.portuguese import PortugueseProposer


def corrected(proposer: PortugueseProposer, text: str) -> str:
    certain = [edit for edit in proposer.propose(text) if edit.confidence >= CERTAIN]
    return apply_edits(text, tuple(without_overlaps(certain)))


@pytest.mark.parametrize(
    ("rule", "said", "meant"),
    [
        ("pt.contraction", "A bolsa está em o armário.", "A bolsa está no armário."),
        ("pt.crase.missing", "O trem sai as sete horas.", "O trem sai às sete horas."),
        ("pt.crase.extra", "Voltei à cantar.", "Voltei a cantar."),
        ("pt.crase.city", "Ela viajou à Londres em maio.", "Ela viajou a Londres em maio."),
        ("pt.agreement.gender.article", "Quero um faca.", "Quero uma faca."),
        ("pt.agreement.gender.adjective", "A rua é escuro.", "A rua é escura."),
        ("pt.agreement.number.noun", "Tenho quatro tio.", "Tenho quatro tios."),
        ("pt.agreement.number.adjective", "Elas estão triste.", "Elas estão tristes."),
        ("pt.agreement.verb", "Nós bebe chá.", "Nós bebemos chá."),
        ("pt.agreement.verb", "As noites estava frias.", "As noites estavam frias."),
        ("pt.preposition.missing", "Ela precisa um médico.", "Ela precisa de um médico."),
        ("pt.preposition.verb", "Tudo depende no preço.", "Tudo depende do preço."),
        ("pt.por_para", "Obrigada para o convite.", "Obrigada pelo convite."),
        ("pt.ser_estar", "Ela é dormindo.", "Ela está dormindo."),
        ("pt.clitic.form", "Vem com eu.", "Vem comigo."),
        ("pt.clitic.mim", "Comprei pão para mim comer.", "Comprei pão para eu comer."),
        ("pt.clitic.placement", "Não vejo-a há meses.", "Não a vejo há meses."),
        ("pt.accent", "O relogio parou.", "O relógio parou."),
        ("pt.spelling", "Gosto de choccolate.", "Gosto de chocolate."),
        ("pt.verb.form", "Ontem eu trazi pão.", "Ontem eu trouxe pão."),
        ("pt.verb.subjunctive", "Talvez ela sabe.", "Talvez ela saiba."),
        ("pt.verb.infinitive", "Ele pode canta.", "Ele pode cantar."),
        ("pt.verb.tense", "Ontem ela compra um sofá.", "Ontem ela comprou um sofá."),
        ("pt.false_friend", "Ela é trinta anos.", "Ela tem trinta anos."),
        ("pt.mas_mais", "É caro, mais eu quero.", "É caro, mas eu quero."),
        ("pt.haver_ter", "Fazem três dias que chove.", "Faz três dias que chove."),
        ("pt.capital", "Viajo em Maio.", "Viajo em maio."),
        ("pt.word_order", "Quero uma verde blusa.", "Quero uma blusa verde."),
        ("pt.possessive", "O carro de mim é velho.", "Meu carro é velho."),
        ("pt.repetition", "Moro em em Recife.", "Moro em Recife."),
    ],
)
def test_each_kind_of_slip(proposer: PortugueseProposer, rule: str, said: str, meant: str) -> None:
    assert corrected(proposer, said) == meant
    assert rule in {edit.rule for edit in proposer.propose(said)}


@pytest.mark.parametrize(
    "text",
    [
        "Antes de o menino chegar, saímos.",
        "Todos os dias compro dois pães.",
        "Todos os dias come pão.",
        "Muitas vezes esqueço a chave.",
        "Três anos depois voltei.",
        "Apesar de a chuva parar, ficamos.",
        "Esse ônibus passa pelo centro.",
        "Assistimos a um filme ótimo.",
        "A comida daqui é muito boa.",
        "Para mim, estudar é difícil.",
        "O tempo está melhor do que ontem.",
        "Um dos meus irmãos mora perto da praia.",
        "Mais de três meses depois, ela disse a líderes locais que não.",
        "Quanto mais leio, mais aprendo.",
        "O voo saiu às dez e chegou ao meio-dia.",
        "Minha vó faz um bolo delicioso.",
    ],
)
def test_what_is_right_stays(proposer: PortugueseProposer, text: str) -> None:
    assert corrected(proposer, text) == text


def test_rules_see_words_spelt_right(proposer: PortugueseProposer) -> None:
    assert corrected(proposer, "Voce falam frances.") == "Você fala francês."


def test_own_words_are_no_errors(proposer: PortugueseProposer) -> None:
    assert proposer.propose("Comprei um pastelzim.", personal_words=frozenset({"pastelzim"})) == ()


def test_edits_carry_their_rule_as_type_and_source(proposer: PortugueseProposer) -> None:
    (edit,) = proposer.propose("Moro em o centro.")
    assert (edit.type, edit.rule, edit.source) == ("pt.contraction", "pt.contraction", "own")


@pytest.mark.parametrize("text", ["", " ", "?", "…", "a", "à", "-", "123", "😀 em o", "e e e", "A-b-c'd", "ser ser"])
def test_anything_may_be_asked(proposer: PortugueseProposer, poor: PortugueseProposer, text: str) -> None:
    for one in (proposer, poor):
        assert all(edit.span.end <= len(text) for edit in one.propose(text))


def test_without_dictionaries_fewer_rules_are_left(poor: PortugueseProposer) -> None:
    assert corrected(poor, "Voce mora em o centro.") == "Voce mora no centro."
    assert corrected(poor, "Antes de o menino chegar, saímos.") == "Antes de o menino chegar, saímos."
