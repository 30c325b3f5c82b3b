from __future__ import annotations

import lzma
import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from langtutor.core.errors import Cancelled, FileUnreadable, NothingToMeasure
from langtutor.core.language import LanguageCode
from langtutor.evaluation.language_model import (
    BATCH_CHARACTERS,
    LONGEST_LINE,
    Reading,
    UnigramReader,
    XzReader,
    batches,
    measure,
    size_of,
)

ENGLISH = LanguageCode("en")
TEXT = "The cat sat on the mat.\n\n  It was a black cat, and it was hungry.  \nIt ate the fish that the man had left.\n"


class Uniform:
    """Gives every character the same probability."""

    def __init__(self, nats: float = 1.0) -> None:
        self.nats = nats
        self.read_lines: list[str] = []

    def read(self, lines: Sequence[str]) -> float:
        self.read_lines += lines
        return self.nats * sum(map(len, lines))

    def finish(self) -> float:
        return 0.0


def silent(system: str, share: float) -> None:
    """Who doesn't want to know how far it is."""


def never() -> bool:
    return False


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_both_figures_follow_their_formula() -> None:
    reading = Reading("some", nats=math.log(2) * 80, words=10, bytes=40)
    assert reading.perplexity == pytest.approx(2.0**8)
    assert reading.bits_per_byte == pytest.approx(2.0)
    assert Reading("hopeless", nats=1e6, words=1, bytes=1).perplexity == math.inf


def test_words_and_bytes_are_those_of_the_lines_that_are_read(file: Path) -> None:
    lines = [line.strip() for line in TEXT.split("\n") if line.strip()]
    assert [line for batch in batches(file) for line in batch] == lines
    size = size_of(file, never)
    assert (size.words, size.bytes) == (len(TEXT.split()), sum(len(line) for line in lines))


def test_bytes_are_those_of_utf_8_and_a_mark_at_the_start_is_none(tmp_path: Path) -> None:
    path = tmp_path / "marked.txt"
    path.write_bytes("\ufeffMaçã\r\npão\r\n".encode())
    assert next(batches(path)) == ["Maçã", "pão"]
    assert size_of(path, never).bytes == 6 + 4


def test_all_systems_read_the_same_and_tell_how_far_they_are(file: Path) -> None:
    one, other = Uniform(), Uniform(2.0)
    told: list[tuple[str, float]] = []
    first, second = measure(file, [("one", one, True), ("other", other, False)], lambda *step: told.append(step), never)
    assert one.read_lines == other.read_lines
    assert (first.baseline, second.baseline) == (True, False)
    assert (first.words, first.bytes) == (second.words, second.bytes)
    assert second.nats == pytest.approx(2 * first.nats)
    assert told == [("one", 0.0), ("one", 1.0), ("other", 0.0), ("other", 1.0)]


def test_a_file_without_line_ends_is_read_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    words = [f"word{number}" for number in range(5000)]
    path.write_text(" ".join(words), encoding="utf-8")
    read = list(batches(path))
    assert len(read) > 5
    assert all(sum(map(len, batch)) <= max(BATCH_CHARACTERS, LONGEST_LINE) for batch in read)
    assert " ".join(line for batch in read for line in batch).split() == words
    assert size_of(path, never).words == 5000


def test_one_endless_word_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "word.txt"
    path.write_text("x" * 10_000, encoding="utf-8")
    assert sum(len(line) for batch in batches(path) for line in batch) == 10_000


@pytest.mark.parametrize("text", ["", "\n \n\t\n", "\ufeff"])
def test_a_file_without_words_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "empty.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NothingToMeasure):
        measure(path, [("one", Uniform(), False)], silent, never)


@pytest.mark.parametrize("data", [b"ol\xe1 mundo", b"\xff\xfeh\x00i\x00"])
def test_another_encoding_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(data)
    with pytest.raises(FileUnreadable) as caught:
        measure(path, [("one", Uniform(), False)], silent, never)
    assert "utf-8" in str(caught.value.fields["detail"])


def test_no_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.txt"):
        with pytest.raises(FileUnreadable):
            measure(path, [], silent, never)


def test_it_can_be_taken_back_between_batches(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("a word\n" * 5000, encoding="utf-8")
    reader = Uniform()
    with pytest.raises(Cancelled):
        measure(path, [("one", reader, False)], silent, lambda: bool(reader.read_lines))
    assert sum(map(len, reader.read_lines)) <= BATCH_CHARACTERS


def test_xz_is_what_the_compressor_makes_of_it(file: Path) -> None:
    (reading,) = measure(file, [("xz", XzReader(), True)], silent, never)
    lines = [line for batch in batches(file) for line in batch]
    packed = lzma.compress("".join(f"{line}\n" for line in lines).encode(), preset=9 | lzma.PRESET_EXTREME)
    assert reading.bits_per_byte == pytest.approx(8 * len(packed) / reading.bytes)


def test_the_unigram_knows_common_words_and_learns_the_rest() -> None:
    def nats(*lines: str) -> list[float]:
        reader = UnigramReader(ENGLISH)
        return [reader.read([line]) for line in lines]

    the, umbrella, unknown = nats("the", "umbrella", "zorblattic")
    assert the < umbrella < unknown < 60
    first, again = nats("zorblattic", "zorblattic")
    assert again < first
    assert nats("The") == nats("the")


def test_the_unigrams_probabilities_never_exceed_one_in_all() -> None:
    """Over the commonest words at a moment in the text; it is a code, not only a ranking."""
    from wordfreq import top_n_list

    def probability(word: str) -> float:
        reader = UnigramReader(ENGLISH)
        reader.read(["the cat sat on the mat"])
        return math.exp(-reader.read([word]))

    assert 0.5 < sum(map(probability, top_n_list("en", 2000))) <= 1.0


def test_a_language_without_frequencies_is_spelt_out() -> None:
    reader = UnigramReader(LanguageCode("xx"))
    assert reader.read(["ab"]) == pytest.approx(-math.log(0.05 / 65**3))
