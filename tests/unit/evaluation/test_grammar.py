from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.errors import FileUnreadable, NoCorrectedSentences, NoCorrection, NothingToMeasure, UnevenLines
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked, Rewrite, Rewritten
from langtutor.core.text import Edit, ErrorType, Span
from langtutor.evaluation.edit_scores import Counts
from langtutor.evaluation.grammar import Answer, Answers, Judge, ask
from langtutor.evaluation.grammar_data import Corrected, read_clean, read_corrected, usual_clean
from langtutor.evaluation.grammar_differs import PlainDiffer
from langtutor.evaluation.grammar_points import ablation, curve, without
from langtutor.evaluation.grammar_systems import Agreement, Langtutor, Resumed, Rewritings, Unchanged
from langtutor.evaluation.keeping import Kept
from langtutor.evaluation.tokens import as_typed, written
from langtutor.settings.paths import resources_dir

ENGLISH = load_languages(resources_dir() / "languages")[LanguageCode("en")]


def edit(text: str, said: str, replacement: str, confidence: float = 1.0, source: str = "test") -> Edit:
    start = text.index(said)
    return Edit(Span(start, start + len(said)), replacement, ErrorType("R:VERB"), None, confidence, source)


def row(source: str, *references: str) -> Corrected:
    return Corrected(written(source.split()), tuple(tuple(one.split()) for one in references))


ROWS = (
    row("She go home .", "She goes home .", "She went home ."),
    row("All is well .", "All is well .", "All is well ."),
)
TEXTS = [one.source.text for one in ROWS]


class Fixes:
    """Knows two verbs; of the second it isn't certain."""

    name = "fixes"
    version = "1"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.closed = False

    def answer(self, text: str) -> Answer:
        self.asked.append(text)
        edits = [edit(text, "go", "goes", 0.9, "one")] if " go " in text else []
        edits += [edit(text, "is", "was", 0.4, "one+two")] if " is " in text else []
        return Answer(tuple(edits), 0.25)

    def close(self) -> None:
        self.closed = True


def answers() -> Answers:
    return ask(Fixes(), TEXTS, ["It is late.", "They left."], lambda done, of: None)


def test_one_operating_point_gives_all_numbers() -> None:
    found = Judge(ROWS, PlainDiffer()).scores(answers())

    assert found.gleu == pytest.approx(100, abs=20)
    assert (found.edits.total.right, found.edits.total.wrong, found.edits.total.missed) == (1, 0, 0)
    assert (found.false_alarms_per_100, found.questions_per_100) == (0, 50)
    assert found.median_s == 0.25


def test_annotators_are_measured_by_each_other() -> None:
    judge = Judge([*ROWS, row("He eat .", "He eats .", "He eats .")], PlainDiffer())
    assert judge.annotators() == Counts(right=2, wrong=2, missed=2)  # they disagree on *go* alone
    assert Judge([row("He eat .", "He eats .")], PlainDiffer()).annotators() is None


def test_without_right_sentences_there_are_no_alarms_to_count() -> None:
    found = Judge(ROWS, PlainDiffer()).scores(ask(Unchanged(), TEXTS, [], lambda done, of: None))

    assert found.false_alarms_per_100 is None and found.questions_per_100 is None
    assert found.edits.total.right == 0


def test_a_lower_threshold_makes_questions_corrections() -> None:
    found = curve(Judge(ROWS, PlainDiffer()), answers(), [0.3, 0.8, 0.95])

    assert [found[at].edits.total.wrong for at in (0.3, 0.8, 0.95)] == [1, 0, 0]
    assert [found[at].edits.total.right for at in (0.3, 0.8, 0.95)] == [1, 1, 0]
    assert [found[at].false_alarms_per_100 for at in (0.3, 0.8)] == [50, 0]


def test_ablation_leaves_out_what_only_one_found() -> None:
    found = ablation(Judge(ROWS, PlainDiffer()), answers())

    assert list(found) == ["one", "two"]
    assert found["one"].edits.total.right == 0
    assert found["two"].edits.total.right == 1
    assert [len(one.edits) for one in without(answers(), {"one", "two"}).learners] == [0, 0]


def test_langtutor_is_asked_sentence_by_sentence() -> None:
    asked = []

    def corrects(sentence: str, before: str) -> Future[Checked]:
        asked.append((sentence, before))
        future: Future[Checked] = Future()
        future.set_result(Checked((edit(sentence, "go", "goes"),) if "go" in sentence else (), "fake"))
        return future

    text = "It rained. She go home."
    found = Langtutor(corrects, ENGLISH, "1").answer(text)

    assert asked == [("It rained.", ""), ("She go home.", "It rained.")]
    assert [one.span.of(text) for one in found.edits] == ["go"]


class Rewriter:
    spared_s = 0.0

    def ask(self, request: Rewrite) -> Rewritten:
        self.spared_s += 2.0
        return Rewritten(request.sentence.replace("go", "goes") + " ", (), "fake")


def test_rewrites_are_taken_as_they_stand_and_their_time_is_counted() -> None:
    text = "It  rained. She go home."
    found = Rewritings(Rewriter(), ENGLISH, "1").answer(text)

    assert [(one.span.of(text), one.replacement) for one in found.edits] == [("She go home.", "She goes home.")]
    assert found.seconds >= 4


class TwoWays:
    """The second way leaves *home* alone."""

    spared_s = 0.0

    def ask(self, request: Rewrite) -> Rewritten:
        text = request.sentence.replace("go", "goes")
        return Rewritten(text if request.variant else text.replace("home", "to his home"), (), "fake")


def word_by_word(sentence: str, rewritten: str) -> list[Edit]:
    made = [("go", "goes"), ("home", "to his home")]
    starts = [(sentence.find(said), said, new) for said, new in made if said in sentence and new in rewritten]
    return [Edit(Span(at, at + len(said)), new, ErrorType("R:OTHER"), None, 0.5, "fake") for at, said, new in starts]


def test_two_rewrites_agree_on_what_both_change() -> None:
    text = "It rained. She go home."
    found = Agreement(TwoWays(), ENGLISH, "1", word_by_word).answer(text)

    assert [(one.span.of(text), one.replacement) for one in found.edits] == [("go", "goes")]


def test_a_run_that_was_broken_off_goes_on(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept.sqlite")
    first, second, third = Fixes(), Fixes(), Fixes()
    before = Resumed(first, kept, resume=False).answer(TEXTS[0])

    resumed = Resumed(second, kept, resume=True)
    assert resumed.answer(TEXTS[0]) == before
    resumed.answer(TEXTS[1])
    assert second.asked == TEXTS[1:]

    Resumed(third, kept, resume=False).answer(TEXTS[0])
    assert third.asked == TEXTS[:1]
    kept.close()


def test_data_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "dev.src").write_text("She go home .\n\nIt rains .\n", encoding="utf-8")
    (tmp_path / "dev.ref0").write_text("She goes home .\n\nIt rains .\n", encoding="utf-8")
    (tmp_path / "dev.ref1").write_text("She went home .\n\nIt is raining .\n", encoding="utf-8")

    found = read_corrected(tmp_path)

    assert [one.source.text for one in found] == ["She go home.", "It rains."]
    assert found[1].references == (("It", "rains", "."), ("It", "is", "raining", "."))
    assert read_corrected(tmp_path, 1) == found[:1]


def test_what_is_no_data_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoCorrectedSentences):
        read_corrected(tmp_path / "none")
    (tmp_path / "dev.src").write_text("One .\nTwo .\n", encoding="utf-8")
    with pytest.raises(NoCorrectedSentences):
        read_corrected(tmp_path)
    (tmp_path / "dev.ref0").write_text("One .\n", encoding="utf-8")
    with pytest.raises(UnevenLines):
        read_corrected(tmp_path)
    (tmp_path / "dev.src").write_text("\n", encoding="utf-8")
    with pytest.raises(NothingToMeasure):
        read_corrected(tmp_path)
    with pytest.raises(FileUnreadable):
        read_clean(tmp_path / "none.txt")
    with pytest.raises(NothingToMeasure):
        read_clean(tmp_path / "dev.src")


def test_data_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "probes.tsv"
    path.write_text(
        "# written by hand\nsentence\tcorrection\tkind\tnote\n"
        "Vou a praia, as vezes.\tVou à praia, às vezes.\tpt.crase pt.crase\t\n\n"
        "Está um problema.\tHá um problema. / Tem um problema.\tpt.haver_ter\n"
        "Bom dia.\tBom dia.\n",
        encoding="utf-8",
    )

    first, second, third = read_corrected(path)

    assert first.source.text == "Vou a praia, as vezes."
    assert first.source.tokens == ("Vou", "a", "praia", ",", "as", "vezes", ".")
    assert first.references == (("Vou", "à", "praia", ",", "às", "vezes", "."),) * 2
    assert (first.kinds, second.kinds, third.kinds) == (("pt.crase", "pt.crase"), ("pt.haver_ter",), ())
    assert second.references == (("Há", "um", "problema", "."), ("Tem", "um", "problema", "."))
    assert len(read_corrected(path, 1)) == 1


def test_the_probes_can_be_measured() -> None:
    rows = read_corrected(resources_dir() / "probes" / "pt-errors.tsv")

    assert len(rows) == 200
    assert all(row.kinds and row.source.tokens not in row.references for row in rows)


@pytest.mark.parametrize("line", ["no tab", "Bom dia.\t", "\tBom dia."])
def test_a_line_without_a_correction_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "probes.tsv"
    path.write_text(f"Eu é.\tEu sou.\n{line}\n", encoding="utf-8")

    with pytest.raises(NoCorrection, match=r"probes\.tsv.*2"):
        read_corrected(path)


def test_a_table_that_is_none_is_said(tmp_path: Path) -> None:
    path = tmp_path / "probes.tsv"
    path.write_text("# nothing yet\n", encoding="utf-8")
    with pytest.raises(NothingToMeasure):
        read_corrected(path)
    path.write_bytes(b"\xff\xfe\x00binary")
    with pytest.raises(FileUnreadable):
        read_corrected(path)


def test_what_was_found_of_each_kind() -> None:
    rows = [
        Corrected(as_typed("She go home."), (("She", "goes", "home", "."),), ("verb",)),
        Corrected(as_typed("All is is well."), (("All", "is", "well", "."),), ("twice",)),
        Corrected(as_typed("Me go home."), (("I", "go", "home", "today", "."),), ("pronoun", "time", "place")),
    ]
    asked = ask(Fixes(), [row.source.text for row in rows], [], lambda done, of: None)

    found = Judge(rows, PlainDiffer()).scores(asked)

    assert found.kinds == {"verb": Counts(1, 0, 0), "twice": Counts(0, 0, 1)}
    assert found.edits.total == Counts(1, 1, 3)
    assert Judge(ROWS, PlainDiffer()).scores(answers()).kinds == {}


def test_as_many_tokens_are_compared_one_by_one() -> None:
    found = PlainDiffer().edits(["a", "meu", "conta", "é", "novo", "!"], ["a", "minha", "conta", "nova", "!"])

    assert [(edit.start, edit.end, edit.tokens, edit.type) for edit in found] == [
        (1, 2, ("minha",), "R"),
        (3, 5, ("nova",), "R"),
    ]
    assert len(PlainDiffer().edits(["o", "meu"], ["a", "minha"])) == 2


def test_the_usual_right_sentences(tmp_path: Path) -> None:
    folder = tmp_path / "ntrex-dev"
    folder.mkdir()
    (folder / "pt-BR.txt").write_text("Chove.\n", encoding="utf-8")
    environment = {"LANGTUTOR_EVAL_DATA": str(tmp_path)}

    assert usual_clean(LanguageCode("pt"), environment) == folder / "pt-BR.txt"
    assert usual_clean(LanguageCode("en"), environment) is None
    assert usual_clean(LanguageCode("pt"), {}) is None
