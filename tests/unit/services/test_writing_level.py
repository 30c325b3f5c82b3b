"""How long a text is, and about which level its words have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.services.writing_level import FEWEST, LEVELS, WritingLevel
from langtutor.settings.paths import resources_dir

EN, PT, FR = LanguageCode("en"), LanguageCode("pt"), LanguageCode("fr")

ENGLISH = {
    "A1": (
        "My name is Ana. I am from Brazil. I have a brother and a sister. I like music and I play football "
        "with my friends on Sunday. My house is small but I like it. I have a dog."
    ),
    "A2": (
        "Last summer I went on holiday with my family to the beach. The weather was hot and sunny, so we swam "
        "in the sea every day. We stayed in a small hotel near the town. One evening we visited a market and "
        "I bought some presents for my friends."
    ),
    "B1": (
        "I have been learning English for five years because I think it is important for my career. At first "
        "it was difficult to remember the grammar, but now I feel more confident. Recently I decided to watch "
        "films without subtitles, which has improved my listening. I recommend that everyone try it, although "
        "you need patience."
    ),
    "B2": (
        "Despite the considerable efforts made by environmental organisations, the majority of consumers "
        "still appear reluctant to change their habits. It could be argued that companies bear responsibility "
        "for reducing the packaging they produce. Nevertheless, individuals can contribute significantly by "
        "choosing sustainable products."
    ),
    "C1": (
        "The notion that technological innovation inevitably entails the erosion of traditional craftsmanship "
        "is, upon closer scrutiny, rather simplistic. Admittedly, automation has rendered numerous "
        "occupations obsolete; yet it has simultaneously spawned unprecedented demand for bespoke, "
        "meticulously produced artefacts."
    ),
}

PORTUGUESE = {
    "A1": (
        "Meu nome é Ana. Eu sou do Brasil. Tenho um irmão e uma irmã. Gosto de música e jogo bola com meus "
        "amigos no domingo. Minha casa é pequena, mas eu gosto dela. Tenho um cachorro."
    ),
    "A2": (
        "No verão passado fui de férias para a praia com a minha família. O tempo estava quente e bonito, "
        "então nadamos no mar todos os dias. Ficamos em um hotel pequeno perto da cidade. Uma noite visitamos "
        "um mercado e comprei presentes para os meus amigos."
    ),
    "B1": (
        "Estudo inglês há cinco anos porque acho que é importante para a minha carreira. No começo era "
        "difícil lembrar a gramática, mas agora me sinto mais confiante. Há pouco tempo decidi assistir a "
        "filmes sem legendas, o que melhorou a minha compreensão. Recomendo que todos tentem, embora seja "
        "preciso ter paciência."
    ),
    "B2": (
        "Apesar dos esforços consideráveis das organizações ambientais, a maioria dos consumidores ainda "
        "parece relutante em mudar seus hábitos. Pode-se argumentar que as empresas têm a responsabilidade de "
        "reduzir as embalagens que produzem. No entanto, os indivíduos podem contribuir significativamente ao "
        "escolher produtos sustentáveis."
    ),
    "C1": (
        "A noção de que a inovação tecnológica acarreta inevitavelmente a erosão do artesanato tradicional é, "
        "sob um exame mais minucioso, bastante simplista. É verdade que a automação tornou obsoletas inúmeras "
        "ocupações; contudo, suscitou simultaneamente uma procura sem precedentes por artefatos "
        "meticulosamente elaborados."
    ),
}


@pytest.fixture(scope="module")
def writing() -> WritingLevel:
    return WritingLevel(resources_dir())


@pytest.mark.parametrize("level", LEVELS)
def test_a_text_written_for_a_level_has_it(writing: WritingLevel, level: str) -> None:
    assert writing.level(ENGLISH[level], EN) == level
    assert writing.level(PORTUGUESE[level], PT) == level


@pytest.mark.parametrize(("language", "texts"), [(EN, ENGLISH), (PT, PORTUGUESE)], ids=["en", "pt"])
def test_a_text_written_twice_keeps_its_level(
    writing: WritingLevel, language: LanguageCode, texts: dict[str, str]
) -> None:
    for level in ("A1", "B2", "C1"):
        assert writing.level("\n\n".join([texts[level]] * 5), language) == level


def test_misspellings_and_names_say_nothing(writing: WritingLevel) -> None:
    text = ENGLISH["A1"]
    assert writing.level(text + " Mohammed Zbigniew and Ximena dont lik teh song, wich is beatiful.", EN) == "A1"


def test_of_a_short_text_nothing_is_said(writing: WritingLevel) -> None:
    words = ENGLISH["B1"].split()
    assert writing.level(" ".join(words[: FEWEST - 6]), EN) is None
    assert writing.level("", EN) is None
    assert writing.level("10 + 20 = 30 " * 30, EN) is None


def test_of_another_language_nothing_is_said(writing: WritingLevel) -> None:
    assert writing.level(PORTUGUESE["B1"], EN) is None
    assert writing.level(ENGLISH["B1"], FR) is None


@pytest.mark.parametrize(
    ("text", "words", "sentences"),
    [
        ("", 0, 0),
        ("Hello", 1, 1),
        ("She doesn't know. Do you? Well-known people!", 7, 3),
        ("Dear Ana,\n\nI am 20 years old... It is great", 9, 3),
        ("“Are you there?” she asked.", 5, 2),
        ("- one\n- two", 2, 2),
        ("...", 0, 0),
    ],
)
def test_words_and_sentences_are_counted(writing: WritingLevel, text: str, words: int, sentences: int) -> None:
    counts = writing.counts(text, EN)
    assert (counts.words, counts.sentences, counts.level) == (words, sentences, None)


@pytest.mark.parametrize(("language", "texts"), [(EN, ENGLISH), (PT, PORTUGUESE)], ids=["en", "pt"])
def test_each_word_is_looked_up_once(language: LanguageCode, texts: dict[str, str]) -> None:
    """The look-up is what costs. How long it all takes: tests/bench/while_typing.py."""
    text = " ".join([*texts.values()] * 3)
    different = len({word.lower() for word in re.findall(r"[\w'’-]+", text)})
    writing = WritingLevel(resources_dir())
    look_up = writing._scales[language].grade
    for _ in range(3):
        writing.counts(text, language)
    assert 0 < look_up.cache_info().misses <= different


@pytest.mark.parametrize(
    "content",
    [
        "[en]\nwords = 'cefrpy'",
        "[en]\nwords = 'guessing'\nbelow = [1, 2, 3, 4]",
        "[en]\nwords = 'cefrpy'\nbelow = [1, 3, 2, 4]",
        "[en]\nwords = 'wordfreq'\nbelow = [1, 2, 3, 4]",
        "[en]\nwords = 'wordfreq'\nbelow = [1, 2, 3, 4]\nbands = [[6, 1], [3, 5]]",
        "en = 3",
        "[en",
    ],
)
def test_a_wrong_scale_is_bad_content(tmp_path: Path, content: str) -> None:
    (tmp_path / "grammar").mkdir()
    (tmp_path / "grammar" / "levels.toml").write_text(content, encoding="utf-8")
    with pytest.raises(BadContent):
        WritingLevel(tmp_path)
