"""Tables of cards, as spreadsheets and Anki write them, and broken ones."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from langtutor.core.course import ItemId
from langtutor.core.errors import DocumentTooLarge, FileUnreadable, FileUnwritable, NotATable, NotText, TooManyCards
from langtutor.core.language import LanguageCode
from langtutor.core.text import SkillId
from langtutor.core.vocabulary import Card, CardDraft, WordState
from langtutor.services import card_tables
from langtutor.services.answers import Who
from langtutor.services.card_tables import CardTable, read_table, write_table
from langtutor.services.tasks import Tasks
from langtutor.services.vocabulary import NO_MEMORIES, Vocabulary
from langtutor.store.ledger import Ledger

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def table(tmp_path: Path, content: str | bytes, name: str = "words.csv") -> CardTable:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path)


def card(front: str, back: str, *tags: str, sentence: str = "") -> Card:
    texts = (front, back, sentence, "", "", tags, "look_up")
    return Card(ItemId(f"card/{front}"), SkillId("en.word.x"), *texts, NOW, WordState.LEARNING, NOW + timedelta(days=3))


def fronts(read: CardTable) -> list[tuple[str, str]]:
    return [(one.front, one.back) for one in read.cards]


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    cards = [
        card("umbrella", "guarda-chuva; sombrinha", "rain", sentence='He said: "My umbrella, please."'),
        card("-ly", "-mente"),
        card("=cmd|' /C calc'!A0", "fórmula"),
    ]
    path = tmp_path / "out.csv"
    write_table(path, cards, NOW)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["front"] for row in rows] == ["umbrella", "'-ly", "'=cmd|' /C calc'!A0"]
    assert (rows[0]["state"], rows[0]["tags"], rows[0]["kept"]) == ("learning", "rain", "2026-05-01")
    read = read_table(path)
    assert not read.problems
    assert [(one.front, one.back, one.sentence, one.tags) for one in read.cards] == [
        (one.front, one.back, one.sentence, one.tags) for one in cards
    ]


def test_writing_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable):
        write_table(tmp_path / "no such folder" / "out.csv", [card("a", "b")], NOW)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("umbrella,guarda-chuva\nship,navio\n", [("umbrella", "guarda-chuva"), ("ship", "navio")]),
        (
            "umbrella\tguarda-chuva\r\nWell, well\tOra, ora\r\n",
            [("umbrella", "guarda-chuva"), ("Well, well", "Ora, ora")],
        ),
        ("palavra;significado\nship;navio\n", [("ship", "navio")]),
        ("Tags,Back,Front\nsea,navio,ship\n", [("ship", "navio")]),
        ('"give\nup",desistir\nship,navio', [("give up", "desistir"), ("ship", "navio")]),
        ("ship,navio\n\n   ,  \nsea,mar\n", [("ship", "navio"), ("sea", "mar")]),
    ],
)
def test_tables_as_people_have_them(tmp_path: Path, content: str, expected: list[tuple[str, str]]) -> None:
    read = table(tmp_path, content)
    assert fronts(read) == expected
    assert not read.problems


def test_an_export_of_anki(tmp_path: Path) -> None:
    content = (
        "#separator:tab\n#html:true\n#tags column:3\n"
        "<b>ship</b>[sound:ship.mp3]\tnavio<br>barco &amp; nau\tsea travel\n"
        '"say ""hi"""\tdizer oi\t\n'
        "<script>alert(1)</script>\tx\t\n"
    )
    read = table(tmp_path, content, "deck.txt")
    assert fronts(read) == [("ship", "navio barco & nau"), ('say "hi"', "dizer oi"), ("alert(1)", "x")]
    assert read.cards[0].tags == ("sea", "travel")


def test_wrong_lines_are_told_and_the_others_taken(tmp_path: Path) -> None:
    content = f'front,back\nship,navio\nalone\n,mar\nsea,\n"open quote,x\nsun,sol\n{"long " * 60},x\nbell\x07,sino\n'
    read = table(tmp_path, content)
    assert fronts(read) == [("ship", "navio"), ("sun", "sol")]
    codes = [(problem.line, problem.code) for problem in read.problems]
    assert codes == [(3, "columns"), (4, "no_front"), (5, "no_back"), (6, "quotes"), (8, "too_long"), (9, "letters")]
    assert read.problems[4].text.endswith("…")


@pytest.mark.parametrize(
    ("data", "guessed"),
    [
        ("ação,action\n".encode("utf-8-sig"), False),
        ("ação,action\n".encode("utf-16"), False),
        ("ação,action\n".encode("cp1252"), True),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, guessed: bool) -> None:
    read = table(tmp_path, data)
    assert fronts(read) == [("ação", "action")]
    assert read.guessed is guessed


def test_files_that_are_no_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotText):
        table(tmp_path, b"PK\x03\x04\x00\x00\x81\x8d")
    for text in ("", "Just some prose\nwithout columns\n", "front;back\n"):
        with pytest.raises(NotATable):
            table(tmp_path, text)
    with pytest.raises(FileUnreadable):
        read_table(tmp_path)
    with pytest.raises(FileUnreadable):
        read_table(tmp_path / "nowhere.csv")
    with pytest.raises(DocumentTooLarge):
        table(tmp_path, b"a,b\n" * (2 * 1024 * 1024))
    monkeypatch.setattr(card_tables, "MOST_CARDS", 3)
    with pytest.raises(TooManyCards):
        table(tmp_path, "a,b\n" * 4)


def test_importing_twice_adds_nothing_and_is_undone_at_once(tmp_path: Path, ledger: Ledger, tasks: Tasks) -> None:
    who = Who("me", LanguageCode("en"), "s1")
    words = Vocabulary(ledger, lambda: who, lambda: NO_MEMORIES, tasks)
    words.keep(CardDraft("ship", "navio")).result(30)
    path = tmp_path / "words.csv"
    path.write_text("ship,navio,,,sea\nsea,mar\nSea, mar\n")
    found = words.read_table(path).result(30)
    assert (found.new, found.fuller, len(found.table.cards)) == (1, 1, 3)
    words.take(found.table, tags=["lesson 1"]).result(30)
    listed = words.list().result(30)
    assert {one.front: one.tags for one in listed.cards} == {"ship": ("sea", "lesson_1"), "sea": ("lesson_1",)}
    again = words.read_table(path).result(30)
    assert (again.new, again.fuller) == (0, 0)
    words.undo().result(30)
    assert [one.front for one in words.list().result(30).cards] == ["ship"]
    assert words.write_table(tmp_path / "out.csv").result(30) == 1
