"""Writing as the page sees it, with checks that a test answers, a real ledger and real drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from langtutor.content.messages import Messages
from langtutor.core.course import Course
from langtutor.core.errors import DiskFull, FileUnreadable, ModelMissing
from langtutor.core.events import Disagreed, Mode, Retracted, SlipMade, WordAdded, WritingFinished
from langtutor.core.explaining import Explanations
from langtutor.core.explanation import Explanation
from langtutor.core.language import Language, LanguageCode
from langtutor.core.prompt import Prompt, TextLevel
from langtutor.core.requests import Tier
from langtutor.core.skill import Knowing, SkillEstimate, SkillKind
from langtutor.core.text import Edit, SkillId
from langtutor.core.writing import Draft, Finding, Review, Summary
from langtutor.learner.corrections import STEP_LOGITS
from langtutor.learner.state import fold_all, params_for
from langtutor.services.answers import Who
from langtutor.services.tasks import Tasks
from langtutor.services.writing import Desk, Writing
from langtutor.settings.paths import resources_dir
from langtutor.store.drafts import Drafts
from langtutor.store.ledger import Ledger
from tests.support.checking import AGREEMENT, DET, SVA, FakeChecks, Page, edit
from tests.support.waiting import wait_until

INSTANT, FULL, DEEP, THOROUGH = Tier
EN = LanguageCode("en")
ARTICLE = SkillId("en.grammar.noun.article")
WHY = Explanation("an-before-vowels", EN, ARTICLE, (), {"en": "a or an"}, {"en": "Because."}, "a apple", "an apple", {})
PROMPTS = tuple(
    Prompt(f"p{number}", EN, TextLevel.A1, None, {"en": "Title"}, {"en": "Text"}, 40) for number in range(8)
)
TEXT = "She go home. I recieve it.\nI eat a apple, maybe."


def rules(sentence: str, tier: Tier) -> list[Edit]:
    found = []
    if "recieve" in sentence:
        found.append(edit(sentence, "recieve", "receive", SPELLING, 0.95, None))
    if "go " in sentence and tier is not INSTANT:
        found.append(edit(sentence, "go", "goes"))
    if " a apple" in sentence and tier is DEEP:
        one = edit(sentence, "a apple", "an apple", DET, 0.85, None)
        found.append(Edit(**{**{name: getattr(one, name) for name in one.__slots__}, "explanation_id": WHY.id}))
    if "maybe" in sentence and tier is DEEP:
        found.append(edit(sentence, "maybe", "perhaps", DET, 0.6))
    return found


SPELLING = type(SVA)("R:SPELL")


@dataclass
class Room:
    """A page with its services; `restart` is another start of the program on the same folder."""

    make: Callable[[], Writing]
    ledger: Ledger
    checks: FakeChecks
    ui: list[str]
    made: list[Writing] = field(default_factory=list)

    @property
    def writing(self) -> Writing:
        if not self.made:
            self.made.append(self.make())
        return self.made[-1]

    def restart(self) -> None:
        self.writing.close()
        self.made.append(self.make())

    def findings(self, text: str) -> tuple[Finding, ...]:
        return self.review(text).last.findings

    def review(self, text: str) -> Page:
        page = Page()
        self.writing.review(text, page)
        page.wait_done()
        return page

    def finish(self, text: str, draft: Draft) -> Summary:
        return self.writing.finish(text, draft).result(30)

    def slips(self) -> list[SlipMade]:
        return [event for event in self.ledger.events(kinds=[SlipMade]) if isinstance(event, SlipMade)]

    def said(self) -> list[str]:
        """The changes that were counted and stand."""
        return [f"{slip.edit.span.of(slip.said)}→{slip.edit.replacement}" for slip in self.slips() if slip.edit]


@pytest.fixture
def room(
    tmp_path: Path, course: Course, languages: Mapping[LanguageCode, Language], ledger: Ledger, who: Who
) -> Iterator[Room]:
    tasks, checks, ui = Tasks(2), FakeChecks(rules), ["en"]
    estimates = {AGREEMENT: SkillEstimate(0.2, 0.1, 0.3, 4)}

    def make() -> Writing:
        desk = Desk(
            who=who,
            course=course,
            language=languages[EN],
            messages=lambda: Messages(resources_dir() / "messages", ui[0]),
            explanations=lambda: Explanations(EN, (WHY,), {}),
            prompts=lambda: PROMPTS,
            estimates=lambda: estimates,
            deepest=lambda: DEEP,
            level=lambda text: "A2" if len(text) > 20 else None,
        )
        return Writing(desk, checks, ledger, Drafts(tmp_path / "drafts"), tasks)

    made = Room(make, ledger, checks, ui)
    yield made
    checks.release()
    for one in made.made:
        one.close()
    tasks.close()


def test_a_finding_says_what_the_page_needs(room: Room, course: Course) -> None:
    go, letter, apple, maybe = room.findings(TEXT)
    assert (go.said, go.certain, go.tier, go.explanation) == ("go", True, DEEP, None)
    assert go.skill_title == course.by_id[AGREEMENT].title["en"]
    assert (letter.skill_title, letter.edit.skill) == (None, None)
    assert apple.explanation is WHY
    assert apple.skill_title is not None
    assert not maybe.certain
    room.ui[0] = "pt"
    assert room.findings(TEXT + " ")[0].skill_title == course.by_id[AGREEMENT].title["pt"]


def test_counts_are_there_at_once(room: Room) -> None:
    counts = room.writing.counts("It's 5 o'clock, well-known Mr. Smith 😀 said.\n\n- Go!")
    assert (counts.words, counts.sentences, counts.level) == (7, 2, None)
    assert room.writing.counts("").level is None
    wait_until(lambda: room.writing.counts("one two three four " * 6).level == "A2", "no level")


def test_finishing_writes_each_certain_mistake_once(room: Room) -> None:
    draft = room.writing.new_draft(prompt="p1")
    summary = room.finish(TEXT, draft)
    assert room.said() == ["go→goes", "recieve→receive", "a apple→an apple"]
    first, second, third = room.slips()
    assert (first.skill, first.kind, first.mode, first.item) == (AGREEMENT, SkillKind.GRAMMAR, Mode.TYPED, None)
    assert (first.said, first.meant) == ("She go home.", "She goes home.")
    assert (second.skill, second.kind) == ("en.word.receive", SkillKind.WORD)
    assert third.skill == "en.grammar.other"
    assert (summary.written, summary.known, len(summary.event_ids)) == (3, 0, 4)
    assert [finding.said for finding in summary.questions] == ["maybe"]
    assert summary.by_skill[0].skill == AGREEMENT
    assert [(one.count, len(one.open), len(one.fixed)) for one in summary.by_skill] == [(1, 1, 0), (2, 2, 0)]
    (finished,) = room.ledger.events(kinds=[WritingFinished])
    assert isinstance(finished, WritingFinished)
    assert (finished.draft, finished.prompt, finished.level, finished.tier) == (draft.id, "p1", "A2", DEEP)
    assert (finished.mistakes, finished.fixed, finished.questions, finished.sentences) == (3, 0, 1, 3)
    assert {slip.id for slip in finished.slips} == {slip.header.id for slip in room.slips()}


def test_finishing_again_writes_nothing_twice(room: Room) -> None:
    draft = room.writing.new_draft()
    room.finish(TEXT, draft)
    before = len(room.ledger.events())
    again = room.finish(TEXT, draft)
    assert (again.written, again.known, again.event_ids) == (0, 3, ())
    room.restart()
    assert room.finish(TEXT, draft).written == 0
    assert len(room.ledger.events()) == before
    more = room.finish("Today. " + TEXT + " They go home now.", draft)
    assert (more.written, more.known) == (1, 3)
    other = room.writing.new_draft()
    assert room.finish(TEXT, other).written == 3


def test_finishing_at_once_from_two_sides_writes_nothing_twice(room: Room) -> None:
    draft = room.writing.new_draft()
    reviews = [room.writing.finish(TEXT, draft) for _ in range(5)]
    wait_until(lambda: all(future.done() for future in reviews), "not finished")
    assert len(room.slips()) == 3


def test_what_the_learner_fixed_counts_and_is_told(room: Room) -> None:
    draft = room.writing.new_draft()
    go, _, _, maybe = room.findings(TEXT)
    room.writing.fixed(go)
    room.writing.fixed(maybe)
    summary = room.finish("She goes home. I recieve it.\nI eat a apple, perhaps.", draft)
    assert [finding.said for finding in summary.fixed] == ["go", "maybe"]
    assert room.said() == ["recieve→receive", "a apple→an apple", "go→goes"]
    fixed = next(one for one in summary.by_skill if one.skill == AGREEMENT)
    assert (fixed.open, [finding.said for finding in fixed.fixed]) == ((), ["go"])
    assert fixed.fixed[0].skill_title == go.skill_title
    assert room.finish("She goes home. I receive it.\nI eat a apple, perhaps.", draft).written == 0


def test_a_fix_that_was_undone_counts_once(room: Room) -> None:
    draft = room.writing.new_draft()
    go, *_ = room.findings("She go home.")
    room.writing.fixed(go)
    room.writing.unfixed(go)
    room.writing.unfixed(go)
    assert room.finish("She goes home.", draft).fixed == ()
    room.writing.fixed(go)
    summary = room.finish("She go home.", draft)
    assert (summary.fixed, summary.written) == ((), 1)


def test_fixing_the_word_beside_makes_no_new_mistake(room: Room) -> None:
    draft = room.writing.new_draft()
    room.finish("I recieve a apple.", draft)
    letter, _ = room.findings("I recieve a apple.")
    room.writing.fixed(letter)
    summary = room.finish("I receive a apple.", draft)
    assert (summary.written, summary.known) == (0, 2)


def test_what_was_fixed_survives_a_program_that_ends(room: Room) -> None:
    draft = room.writing.new_draft()
    go, letter, *_ = room.findings(TEXT)
    room.writing.save(draft, TEXT).result(30)
    room.writing.fixed(go)
    room.writing.ignore(letter)
    room.restart()
    assert room.writing.open_draft(draft.id).result(30).text == TEXT
    assert [finding.said for finding in room.findings(TEXT + " ")] == ["go", "a apple", "maybe"]
    assert "go→goes" in (room.finish("She goes home.", draft), room.said())[1]


def test_marks_of_a_draft_that_is_saved_later_are_kept(room: Room) -> None:
    draft = room.writing.new_draft()
    go, *_ = room.findings(TEXT)
    room.writing.fixed(go)
    room.writing.save(draft, TEXT).result(30)
    other = room.writing.new_draft()
    assert room.finish("Fine.", other).fixed == ()
    room.restart()
    room.writing.open_draft(draft.id).result(30)
    assert [finding.said for finding in room.finish("Fine.", draft).fixed] == ["go"]


def test_ignoring_is_for_this_draft_and_still_counts(room: Room) -> None:
    draft = room.writing.new_draft()
    page = room.review("She go home.")
    room.writing.ignore(page.last.findings[0])
    page.wait(lambda review: not review.findings)
    assert room.finish("She go home.", draft).written == 1
    room.writing.new_draft()
    assert len(room.findings("She go home. ")) == 1


def test_disagreeing_hides_the_finding_and_weakens_its_type(room: Room) -> None:
    page = room.review("I eat a apple. I want a apple.")
    one, other = page.last.findings
    event_id = room.writing.disagree(one).result(30)
    page.wait(lambda review: len(review.findings) == 1)
    assert page.last.findings[0].key == other.key
    assert (other.certain, page.last.findings[0].certain) == (True, False), "0.85 is a question now"
    (told,) = room.writing.disagreements().result(30)
    assert (told.event_id, told.type, told.shift) == (event_id, DET, STEP_LOGITS)
    assert (told.said, told.meant) == ("I eat a apple.", "I eat an apple.")
    assert room.writing.disagree(one).result(30) == event_id, "twice is once"
    room.restart()
    assert [finding.certain for finding in room.findings("I eat a apple. I want a apple.")] == [False]
    room.writing.undo_disagree(event_id).result(30)
    room.writing.undo_disagree(event_id).result(30)
    assert room.writing.disagreements().result(30) == ()
    assert [finding.certain for finding in room.findings("I eat a apple. I want a apple. ")] == [True, True]


def test_what_the_learner_disagreed_with_is_not_counted(room: Room) -> None:
    draft = room.writing.new_draft()
    go, *_ = room.findings(TEXT)
    room.writing.disagree(go).result(30)
    summary = room.finish(TEXT, draft)
    assert (summary.disagreed, summary.written) == (1, 2)
    assert "go→goes" not in room.said()


def test_a_later_disagreement_takes_back_what_was_counted(room: Room) -> None:
    draft = room.writing.new_draft()
    room.finish(TEXT, draft)
    go, *_ = room.findings(TEXT)
    event_id = room.writing.disagree(go).result(30)
    assert "go→goes" not in room.said()
    assert room.finish(TEXT, draft).written == 0
    room.writing.undo_disagree(event_id).result(30)
    assert "go→goes" in room.said()
    assert len(room.slips()) == 3
    assert room.finish(TEXT, draft).written == 0
    room.writing.disagree(go).result(30)
    assert "go→goes" not in room.said()
    kinds = [type(event) for event in room.ledger.events(include_retracted=True)]
    assert (kinds.count(Disagreed), kinds.count(Retracted)) == (2, 4)


def test_the_learner_model_counts_written_mistakes(room: Room, course: Course) -> None:
    room.finish("She go home. He go home. " + TEXT, room.writing.new_draft())
    params = params_for(course, Knowing.NEW)
    state = fold_all(room.ledger.events(), params)
    record = state.skills[AGREEMENT]
    assert record.outcomes == (False, False, False)
    assert record.mistake is not None
    assert (record.mistake.mode, record.mistake.item) == (Mode.TYPED, None)
    assert {"en.word.receive", "en.grammar.other"} <= set(state.skills)
    assert state.cards == {}


def test_the_drills_repair_a_written_mistake(room: Room, make_drilling: Callable[..., Any]) -> None:
    room.finish("She go home.", room.writing.new_draft())
    upcoming = make_drilling(lambda: Messages(resources_dir() / "messages", "en")).choose()
    assert upcoming.choice.skill == AGREEMENT
    assert "She go home" in upcoming.reason


def test_words_of_ones_own(room: Room) -> None:
    page = room.review("I recieve it.")
    room.writing.add_word(" Recieve ").result(30)
    page.wait(lambda review: not review.findings)
    room.writing.add_word("recieve").result(30)
    room.writing.add_word("  ").result(30)
    room.writing.add_word("Alba").result(30)
    assert room.writing.words().result(30) == ("Alba", "Recieve")
    assert len(room.ledger.events(kinds=[WordAdded])) == 2
    room.restart()
    assert room.findings("I recieve it. ") == ()
    room.writing.remove_word("RECIEVE").result(30)
    assert room.writing.words().result(30) == ("Alba",)
    assert len(room.findings("I recieve it. ")) == 1


def test_finishing_can_be_cancelled_and_then_writes_nothing(room: Room) -> None:
    room.checks.held = {DEEP}
    draft = room.writing.new_draft()
    reviews: list[Review] = []
    future = room.writing.finish(TEXT, draft, reviews.append)
    wait_until(lambda: bool(room.checks.sentences(DEEP)), "the deep check never began")
    assert future.cancel()
    stopped = room.writing.finish(TEXT, draft)
    room.writing.stop()
    wait_until(stopped.cancelled, "it goes on")
    room.checks.release()
    assert room.finish("Fine.", draft).written == 0
    assert len(room.slips()) == 0
    assert reviews[-1].busy


def test_finishing_without_a_model_says_so(room: Room) -> None:
    room.checks.errors = {DEEP: ModelMissing(model="writer", command="langtutor models install writer")}
    summary = room.finish(TEXT, room.writing.new_draft())
    assert (summary.deepest, summary.written) == (FULL, 2)
    assert "writer" in (summary.problem or "")
    room.checks.errors = {FULL: RuntimeError("a bug")}
    assert "log" in (room.finish("He go home.", room.writing.new_draft()).problem or "")


def test_a_ledger_that_fails_is_told(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_events: object) -> None:
        raise DiskFull(folder="x", needed=1)

    monkeypatch.setattr(room.ledger, "append", full)
    with pytest.raises(DiskFull):
        room.finish(TEXT, room.writing.new_draft())


def test_drafts_are_kept(room: Room, tmp_path: Path) -> None:
    draft = room.writing.new_draft("I", prompt="p2")
    assert room.writing.drafts().result(30) == ()
    saves = [room.writing.save(draft, "I am here" + "." * number) for number in range(20)]
    assert saves[-1].result(30).text == "I am here" + "." * 19
    wait_until(lambda: all(future.done() for future in saves), "a save never ends")
    (found,) = room.writing.drafts().result(30)
    assert (found.text, found.prompt) == ("I am here" + "." * 19, "p2")
    room.writing.save(draft, "second", keep=True).result(30)
    newest, *_ = room.writing.versions(draft.id).result(30)
    assert room.writing.restore(draft.id, newest.number).result(30).text == newest.text
    room.writing.delete(draft.id).result(30)
    assert room.writing.drafts().result(30) == ()
    with pytest.raises(FileUnreadable):
        room.writing.open_draft(draft.id).result(30)


def test_the_last_save_before_the_end_is_not_lost(room: Room) -> None:
    draft = room.writing.new_draft()
    room.writing._tasks.close()
    with pytest.raises(RuntimeError):
        room.writing.save(draft, "the last words")
    room.writing.close()
    assert Drafts(room.writing._drafts._folder).load(draft.id).text == "the last words"


def test_a_disk_that_is_full_is_told(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull(folder="x", needed=1)

    monkeypatch.setattr(room.writing._drafts, "save", full)
    with pytest.raises(DiskFull):
        room.writing.save(room.writing.new_draft(), "text").result(30)


def test_a_draft_knows_its_prompt_after_a_restart(room: Room) -> None:
    draft = room.writing.new_draft(prompt="p3")
    room.writing.save(draft, "A text.").result(30)
    room.restart()
    opened = room.writing.open_draft(draft.id).result(30)
    assert room.writing.prompt_of(opened).result(30) == PROMPTS[3]
    assert room.writing.prompt_of(room.writing.new_draft(prompt="of an older version")).result(30) is None
    assert room.writing.prompt_of(room.writing.new_draft()).result(30) is None


def test_prompts_are_offered_and_not_again_soon(room: Room) -> None:
    first = room.writing.prompts(3).result(30)
    assert len(first) == 3
    assert room.writing.prompts(3).result(30) == first, "the same all day"
    room.finish("A text.", room.writing.new_draft(prompt=first[0].id))
    assert first[0] not in room.writing.prompts(7).result(30)
    assert room.writing.prompts(8, TextLevel.C1, ()).result(30)[-1] == first[0]
