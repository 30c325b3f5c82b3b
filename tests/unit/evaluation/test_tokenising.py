from __future__ import annotations

import pytest

from langtutor.evaluation.tokens import as_typed, tokenised, treebank, written


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("I do n't know , it 's late .", "I don't know, it's late."),
        ('He said : " go ( now ) ! " and left ...', 'He said: "go (now)!" and left...'),
        ("`` Yes , '' she said .", '"Yes," she said.'),
        ("the neighbours ' house costs $ 5 , 10 % more", "the neighbours' house costs $5, 10% more"),
        ("' well ' he said", "'well' he said"),
        ("pens , paper , etc. .", "pens, paper, etc."),
        ("Why ? ? !", "Why??!"),
        ("in - for example - this", "in - for example - this"),
        ("", ""),
    ],
)
def test_tokens_are_written_as_people_write(tokens: str, text: str) -> None:
    assert written(tokens.split()).text == text
    assert list(tokenised(written(tokens.split()), text)) == tokens.split()


@pytest.mark.parametrize("text", ["  Vou a praia, as vezes… ", "d'água e etc.", '"Oi", disse.', "", "R$ 3,50 (hoje)!"])
def test_text_as_people_typed_it_has_the_tokens_of_its_words(text: str) -> None:
    found = as_typed(text)

    assert found.text == text
    assert "".join(found.tokens) == "".join(text.split())
    assert [text[:end].endswith(token) for token, end in zip(found.tokens, found.ends, strict=True)].count(False) == 0
    assert tokenised(found, text) == found.tokens


def test_corrections_of_typed_text_have_the_same_tokens() -> None:
    source = as_typed("Vou a praia, as vezes.")

    assert " ".join(tokenised(source, "Vou à praia, às vezes, hoje.")) == "Vou à praia , às vezes , hoje ."


@pytest.mark.parametrize(
    ("source", "corrected", "expected"),
    [
        ("She go home .", "She goes home.", "She goes home ."),
        ("I dont know .", "I don't know.", "I do n't know ."),
        ("He can not swim , i think .", "He cannot swim, I think.", "He can not swim , I think ."),
        ("It was late", "It was late.", "It was late ."),
        ("`` No '' she say .", '"No" she says.', "`` No '' she says ."),
        ("a well known man .", "a well-known man.", "a well-known man ."),
        ("they bought cars .", "They bought cars, too.", "They bought cars , too ."),
        ("the boy house .", "the boy's house.", "the boy 's house ."),
        ("We ate , slept , etc. .", "We ate, slept, etc.", "We ate , slept , etc. ."),
        ("old style.he went .", "old style. He went.", "old style. He went ."),
        ("All of it .", "", ""),
    ],
)
def test_only_what_changed_gets_new_tokens(source: str, corrected: str, expected: str) -> None:
    assert list(tokenised(written(source.split()), corrected)) == expected.split()


def test_odd_tokens_of_the_corpus_stay() -> None:
    source = written(["gonna", "&odd;", "it`s", "cannot", "heat(energy)", "they", "goes"])

    assert tokenised(source, source.text.replace("goes", "go")) == (*source.tokens[:-1], "go")


@pytest.mark.parametrize(
    ("chunk", "ends", "tokens"),
    [
        ('("no.")', True, ["(", '"', "no", ".", '"', ")"]),
        ("2,500,", False, ["2,500", ","]),
        ("U.S.", False, ["U.S."]),
        ("wouldn't've", False, ["would", "n't", "'ve"]),
        ("'tis", False, ["'t", "is"]),
        ("'quoted'", False, ["'", "quoted", "'"]),
        ("'re", False, ["'re"]),
        ("wait...", True, ["wait", "..."]),
        ("so--well;", False, ["so", "--", "well", ";"]),
    ],
)
def test_treebank(chunk: str, ends: bool, tokens: list[str]) -> None:
    assert treebank(chunk, ends=ends) == tokens
