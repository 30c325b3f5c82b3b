"""Small dictionaries in every way that StarDict's format knows."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from langtutor.core.errors import EngineFailed
from langtutor.core.look_up_requests import DictionaryEntry, Sense
from langtutor.engines.dictionary.stardict import StarDictFiles
from tests.support import model_folders as make


def entry(folder: Path, word: str) -> DictionaryEntry:
    (found,) = StarDictFiles(folder).entries(word)
    return found


def texts(found: DictionaryEntry) -> list[str]:
    return [sense.text for sense in found.senses]


WORDS = [("Ação", b"action"), ("café", "coffee\ncafé (place)".encode()), ("house", b"casa\nlar"), ("House", b"Casa")]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("bits", ["", "64"])
def test_words_are_found_in_every_layout(tmp_path: Path, packed: bool, bits: str) -> None:
    book = StarDictFiles(make.stardict(tmp_path, WORDS, said={"idxoffsetbits": bits}, packed=packed))
    assert book.name == "Tiny"
    assert [found.headword for found in book.entries("HOUSE")] == ["house", "House"]
    assert [found.headword for found in book.entries("acao")] == ["Ação"]
    assert texts(book.entries("café")[0]) == ["coffee", "café (place)"]
    assert book.entries("nothing") == book.entries("") == book.entries("hous") == ()


def test_every_word_of_a_larger_dictionary_is_found(tmp_path: Path) -> None:
    words = [(f"word{number:05}", f"meaning {number}".encode()) for number in range(3000)]
    book = StarDictFiles(make.stardict(tmp_path, words))
    for number in range(0, 3000, 97):
        assert texts(book.entries(f"Word{number:05}")[0]) == [f"meaning {number}"]


def test_another_spelling_leads_to_the_entry(tmp_path: Path) -> None:
    folder = make.stardict(tmp_path, [("color", b"cor"), ("house", b"casa")], synonyms={"colour": 0, "lost": 9})
    assert entry(folder, "colour").headword == "color"
    assert StarDictFiles(folder).entries("lost") == ()


# --- what articles are made of ---------------------------------------------------------------------------------------


def of(tmp_path: Path, data: bytes, kinds: str, word: str = "house") -> DictionaryEntry:
    return entry(make.stardict(tmp_path, [(word, data)], said={"sametypesequence": kinds}), word)


def test_typed_articles_name_their_parts(tmp_path: Path) -> None:
    picture = b"P" + struct.pack(">I", 4) + b"\xff\xd8\0\0"
    found = of(tmp_path, b"thaus\0" + picture + b"mcasa\0" + b"mlar\0", "")
    assert found.pronunciation == "haus"
    assert texts(found) == ["casa", "lar"]


def test_a_known_sequence_ends_without_a_mark(tmp_path: Path) -> None:
    found = of(tmp_path, b"/haus/\0casa", "tm")
    assert (found.pronunciation, texts(found)) == ("haus", ["casa"])


def test_numbered_lines_are_senses_and_the_rest_belongs_to_them(tmp_path: Path) -> None:
    found = of(tmp_path, b"house\n[haus]\nnoun\n1. a building\n  to live in\n2) a family", "m")
    assert found.pronunciation == "haus"
    assert found.senses == (Sense("noun", "a building to live in"), Sense("noun", "a family"))


def test_parts_of_speech_are_read_off_the_line(tmp_path: Path) -> None:
    found = of(tmp_path, b"n. casa\n<v> abrigar\nother", "m")
    assert found.senses == (Sense("noun", "casa"), Sense("verb", "abrigar"), Sense("", "other"))


def test_html_becomes_text(tmp_path: Path) -> None:
    page = (
        "<html><head><title>no</title><style>p {color: red}</style></head>"
        "<script>alert('no')</script><b>house</b><br><ol><li>casa &amp; <i>lar</i></li><li>fam&iacute;lia</li></ol>"
        '<img src="http://nowhere.invalid/x.png"><a href="file:///etc/passwd">ver</a></html>'
    )
    assert texts(of(tmp_path, page.encode(), "h")) == ["casa & lar", "família", "ver"]


def test_xdxf_gives_pronunciation_and_examples(tmp_path: Path) -> None:
    article = "<ar><k>house</k><tr>haʊs</tr><def><dtrn>casa</dtrn><ex>my house is your house</ex></def></ar>"
    found = of(tmp_path, article.encode(), "x")
    assert (found.headword, found.pronunciation) == ("house", "haʊs")
    assert found.senses == (Sense("", "casa", ("my house is your house",)),)


def test_pango_markup_and_broken_markup_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    assert texts(of(tmp_path / "g", b'<span color="red">casa</span>', "g")) == ["casa"]
    assert texts(of(tmp_path / "h", b"<b>casa <i>e lar</b></p></li>", "h")) == ["casa e lar"]


def test_an_article_of_pictures_has_no_entry(tmp_path: Path) -> None:
    folder = make.stardict(tmp_path, [("house", b"\xff\xd8")], said={"sametypesequence": "P"})
    assert StarDictFiles(folder).entries("house") == ()


# --- what is damaged -------------------------------------------------------------------------------------------------


def test_a_folder_without_a_dictionary_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match=r"no \.ifo"):
        StarDictFiles(tmp_path)


@pytest.mark.parametrize("gone", [".idx", ".dict"])
def test_a_missing_file_is_named(tmp_path: Path, gone: str) -> None:
    make.stardict(tmp_path, WORDS)
    (tmp_path / f"eng-por{gone}").unlink()
    with pytest.raises(EngineFailed, match=r"eng-por"):
        StarDictFiles(tmp_path)


def test_a_cut_off_index_is_named(tmp_path: Path) -> None:
    make.stardict(tmp_path, WORDS)
    index = tmp_path / "eng-por.idx"
    index.write_bytes(index.read_bytes()[:-3])
    with pytest.raises(EngineFailed, match=r"eng-por\.ifo"):
        StarDictFiles(tmp_path)


def test_places_outside_the_file_have_no_entry(tmp_path: Path) -> None:
    make.stardict(tmp_path, WORDS)
    (tmp_path / "eng-por.dict").write_bytes(b"action")
    book = StarDictFiles(tmp_path)
    assert texts(book.entries("ação")[0]) == ["action"]
    assert book.entries("house") == ()
