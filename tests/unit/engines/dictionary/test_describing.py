"""Entries from small dictionaries of the test's own; forms, levels and frequencies are the real ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from langtutor.content.irregular_verbs import load_irregular_verbs
from langtutor.content.phrases import Phrases
from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedPair
from langtutor.core.false_friends import FalseFriend
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.phrases import Phrase, PhraseSense
from langtutor.core.word_entry import OUR_PHRASES, Meaning, WordEntry
from langtutor.engines.dictionary.describing import Describing, Forms, Sources
from langtutor.engines.dictionary.inflections import EnglishInflections
from langtutor.engines.dictionary.shelf import Shelf
from langtutor.settings.paths import resources_dir
from tests.support import model_folders as make

EN, PT, DE = LanguageCode("en"), LanguageCode("pt"), LanguageCode("de")
EN_PT = Pair(EN, PT)
FRIEND = FalseFriend("pretend", EN, "pretender", PT, ("fingir",), ("intend",), "They pretended.", "Fingiram.")
OURS = (
    Phrase(
        "take off", EN, PT, (PhraseSense(("decolar",), "plane", "It took off.", "Decolou."), PhraseSense(("tirar",)))
    ),
    Phrase("pull over", EN, PT, (PhraseSense(("encostar o carro",)),)),
)

TRANSLATING = {
    "feel": "sentir",
    "give up": "abandonar, ceder, desistir",
    "go": "andar, caminhar, ir",
    "look forward": "aguardar",
    "lose one's temper": "perder a calma",
    "pretend": "fingir",
    "receive": "receber",
    "saw": "serra",
    "see": "ver",
    "take off": "tirar",
    "umbrella": "guarda-chuva",
}
DEFINING = {
    "felt": "n. a fabric of pressed wool",
    "go": "v. to move from one place to another",
    "give up": "v. to stop trying",
}


class Asked:
    """The translator of the test, and what it was asked."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.answers: dict[str, str | Exception] = {}

    def translate(self, word: str, pair: Pair) -> str:
        self.words.append(word)
        answer = self.answers.get(word, UnsupportedPair(source=pair.source, target=pair.target))
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    here = tmp_path_factory.mktemp("dictionaries")
    return {
        "translating": _stardict(here / "translating", TRANSLATING),
        "defining": _stardict(here / "defining", DEFINING),
    }


def _stardict(folder: Path, entries: dict[str, str]) -> Path:
    return make.stardict(folder, [(word, text.encode()) for word, text in sorted(entries.items())])


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def describe(folders: dict[str, Path], asked: Asked) -> Callable[[str], WordEntry]:
    sources = [(EN_PT, "translating"), (Pair(EN, EN), "defining")]
    irregular = load_irregular_verbs(resources_dir() / "words", EN)
    forms: dict[LanguageCode, Forms] = {EN: EnglishInflections(irregular)}
    made = Describing(
        Shelf(folders.get, lambda: sources),
        Sources(
            asked.translate,
            lambda word, language: {"go": "ɡˈoʊ"}.get(word, ""),
            forms.get,
            lambda word, pair: FRIEND if word == "pretend" else None,
            lambda: Phrases({(EN, PT, phrase.text): phrase for phrase in OURS}),
        ),
    )
    return lambda word, **options: made.describe(word, EN_PT, **options)


def test_an_entry_has_all_there_is(describe: Callable[[str], WordEntry], asked: Asked) -> None:
    entry = describe("Went")
    assert (entry.query, entry.headword, entry.found_by) == ("Went", "go", "lemma")
    assert (entry.pronunciation, entry.level) == ("ˈɡoʊ", "A1")
    assert entry.zipf is not None
    assert entry.zipf > 5
    assert entry.meanings[0].translations == ("ir", "andar", "caminhar")  # by use, not by the alphabet
    assert entry.meanings[1].definition == "to move from one place to another"
    (verb,) = entry.inflections
    assert verb.irregular
    said = {form.name: form.text for form in verb.forms}
    assert [said[name] for name in verb.principal] == ["go", "went", "gone"]
    assert asked.words == []  # the dictionaries know it


@pytest.mark.parametrize(
    ("asked_for", "headword", "found_by"),
    [
        ("umbrella", "umbrella", ""),
        ("“Umbrella”!", "umbrella", ""),
        ("umbrellas", "umbrella", "lemma"),
        ("felt", "feel", "lemma"),
        ("recieve", "receive", "spelling"),
        ("umbrela", "umbrella", "spelling"),
        ("gave up", "give up", "phrase"),
        ("giving up", "give up", "phrase"),
        ("take it off", "take off", "phrase"),
        ("takes them off", "take off", "phrase"),
        ("lost my temper", "lose one's temper", "phrase"),
        ("to give up", "give up", "phrase"),
        ("looking forward to", "look forward", "phrase"),
    ],
)
def test_a_headword_is_found_whatever_its_form(
    describe: Callable[[str], WordEntry], asked_for: str, headword: str, found_by: str
) -> None:
    entry = describe(asked_for)
    assert (entry.headword, entry.found_by) == (headword, found_by)
    assert entry.meanings


def test_a_word_that_is_rather_a_form_of_another_leads_to_it_and_says_what_else_it_is(
    describe: Callable[..., WordEntry],
) -> None:
    entry = describe("saw")
    assert (entry.headword, entry.found_by, entry.form_of) == ("see", "lemma", ("saw",))
    entry = describe("saw", as_written=True)
    assert (entry.headword, entry.found_by, entry.form_of) == ("saw", "", ("see",))


def test_false_friends_and_phrases_stand_with_their_word(describe: Callable[[str], WordEntry]) -> None:
    assert describe("pretended").false_friend is FRIEND
    assert describe("go").phrases == ()
    assert describe("going").false_friend is None


def test_what_we_wrote_of_a_phrase_stands_alone_with_definitions(
    describe: Callable[[str], WordEntry], asked: Asked
) -> None:
    asked.answers = {"took it off": "levou-o", "pulled over": "puxou por cima"}
    entry = describe("took it off")
    ours = (OUR_PHRASES,)
    assert entry.meanings == (
        Meaning("verb", ("decolar",), examples=("It took off. — Decolou.",), dictionaries=ours, gloss="plane"),
        Meaning("verb", ("tirar",), dictionaries=ours),
    )
    entry = describe("pulled over")  # no dictionary has it
    assert (entry.headword, entry.found_by) == ("pull over", "phrase")
    assert entry.meanings == (Meaning("verb", ("encostar o carro",), dictionaries=ours),)
    assert asked.words == []


def test_a_word_that_no_dictionary_has_is_translated(describe: Callable[[str], WordEntry], asked: Asked) -> None:
    asked.answers = {"bicycles": "Bicicletas.", "smartphone": "smartphone", "qqzzx": "qqzzx"}
    entry = describe("bicycles")
    assert (entry.headword, entry.translation, entry.meanings) == ("bicycle", "bicicletas", ())
    assert describe("smartphone").translation == "smartphone"
    assert describe("qqzzx").is_empty


def test_the_translator_is_asked_besides_where_dictionaries_have_hardly_anything(
    describe: Callable[[str], WordEntry], asked: Asked
) -> None:
    asked.answers = {"see": "Ver", "umbrella": "Sombrinha", "gave up": "Desistiu."}
    assert describe("umbrella").translation == "sombrinha"
    assert describe("see").translation == ""  # says the same
    assert describe("gave up").translation == "desistiu"


@pytest.mark.parametrize("error", [ModelMissing(model="m", command="c"), EngineFailed(engine="e", detail="d")])
def test_no_translator_is_no_trouble_while_there_are_dictionaries(
    describe: Callable[[str], WordEntry], asked: Asked, error: Exception
) -> None:
    asked.answers = {"umbrella": error, "qqzzx": error}
    assert describe("umbrella").meanings
    assert describe("qqzzx").is_empty


@pytest.mark.parametrize("query", ["", "  ", "…", "a phrase that nobody has"])
def test_nothing_found_is_an_empty_entry(describe: Callable[[str], WordEntry], asked: Asked, query: str) -> None:
    assert describe(query).is_empty
    assert asked.words == []


def test_without_dictionary_and_translator_the_missing_model_is_named() -> None:
    def none(word: str, pair: Pair) -> str:
        raise UnsupportedPair(source=pair.source, target=pair.target)

    shelf = Shelf(lambda model: None, lambda: [(EN_PT, "freedict")])
    made = Describing(shelf, Sources(none, lambda *_: "", lambda _: None, lambda *_: None))
    with pytest.raises(ModelMissing, match="freedict"):
        made.describe("house", EN_PT)
    with pytest.raises(UnsupportedPair):
        made.describe("Haus", Pair(DE, PT))
