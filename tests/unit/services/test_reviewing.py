"""Reviewing a text: in which order, what is checked again, and what the newest text does to older ones."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from langtutor.core.errors import EngineFailed, ModelMissing, NotEnoughMemory
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked, Lane, Tier
from langtutor.core.writing import Remedy, Review
from langtutor.services.checked import CheckedSentences, Key, Taste
from langtutor.services.review_terms import Terms
from langtutor.services.reviewing import RETRIES, Reviewing
from tests.support.checking import DET, SVA, FakeChecks, Page, edit
from tests.support.waiting import wait_until

INSTANT, FULL, DEEP, THOROUGH = Tier
EN, PT = LanguageCode("en"), LanguageCode("pt")
NEVER = 1e9


@dataclass
class Desk:
    checks: FakeChecks = field(default_factory=FakeChecks)
    page: Page = field(default_factory=Page)
    deepest: Tier = DEEP
    taste: Taste = field(default_factory=Taste)
    idle_s: float = NEVER
    long_idle_s: float = NEVER
    retry_s: float = NEVER
    clock: Callable[[], float] = time.monotonic
    made: list[Reviewing] = field(default_factory=list)

    @property
    def reviewing(self) -> Reviewing:
        if not self.made:
            terms = Terms(
                EN,
                PT,
                frozenset({"mr"}),
                lambda: self.deepest,
                lambda: self.taste,
                lambda edit: (None, f"<{edit.skill}>" if edit.skill else None),
                lambda error: str(error),
            )
            self.made.append(Reviewing(self.checks, terms, self.idle_s, self.long_idle_s, self.retry_s, self.clock))
        return self.made[0]

    def write(self, text: str, caret: int | None = None) -> Page:
        self.page = Page()
        self.reviewing.review(text, self.page, caret)
        return self.page

    def warm_up(self) -> None:
        """All tiers have answered once."""
        self.changes("It is warm.")
        self.checks.forget()

    def changes(self, text: str, caret: int | None = None) -> list[tuple[str, str]]:
        self.write(text, caret).wait_done()
        return self.page.changes()


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.checks.release()
    for one in made.made:
        one.close()


def test_quick_checks_come_first_then_thorough_ones_then_deep_ones(desk: Desk) -> None:
    text = "I recieve it. She go home. I eat a apple."
    assert desk.changes(text) == [("recieve", "receive"), ("go", "goes"), ("a apple", "an apple")]
    tiers = [one.tier for one in desk.checks.asked]
    assert tiers == sorted(tiers, key=list(Tier).index)
    assert desk.checks.sentences(INSTANT) == desk.checks.sentences(FULL) == desk.checks.sentences(DEEP)
    assert {one.lane for one in desk.checks.asked if one.tier is DEEP} == {Lane.LATER}
    assert {one.lane for one in desk.checks.asked if one.tier is not DEEP} == {Lane.NOW}


def test_reviews_come_as_they_are_known(desk: Desk) -> None:
    desk.checks.held = {FULL, DEEP}
    page = desk.write("I recieve it. She go home. I eat a apple.")
    page.wait(lambda review: bool(review.findings))
    assert page.changes() == [("recieve", "receive")]
    assert (page.last.busy, page.last.done, page.last.sentences) == (True, 0, 3)
    desk.checks.release(FULL)
    page.wait(lambda review: len(review.findings) == 2)
    assert (page.last.busy, page.last.done) == (True, 0)
    desk.checks.release(DEEP)
    page.wait_done()
    assert [review.done for review in page.reviews] == sorted(review.done for review in page.reviews)
    assert all(before != after for before, after in zip(page.reviews, page.reviews[1:], strict=False))


def test_places_are_code_points_of_the_whole_text(desk: Desk) -> None:
    text = "😀👩‍👧 Hi!\r\n\r\n- She go home 🏠 now.\r\n\u2003I recieve it. I recieve it."
    page = desk.write(text)
    page.wait_done()
    for finding in page.last.findings:
        assert finding.edit.span.of(text) == finding.said
        assert finding.within.of(text) == finding.sentence
        assert finding.edit.span.start >= finding.within.start
    assert [finding.said for finding in page.last.findings] == ["go", "recieve", "recieve"]
    assert len({finding.key for finding in page.last.findings}) == 3
    assert page.last.findings[0].sentence == "She go home 🏠 now."


def test_only_what_changed_is_checked_again(desk: Desk) -> None:
    desk.changes("One is here. She go home. Three is here.\n\nFour is here.")
    desk.checks.forget()
    assert desk.changes("One is here. She go there. Three is here.\n\nFour is here.") == [("go", "goes")]
    assert desk.checks.sentences(INSTANT) == ["She go there."]
    assert desk.checks.sentences(FULL) == ["She go there.", "Three is here."], "its context changed, too"
    desk.checks.forget()
    assert desk.changes("She go there.\n\nFour is here.\nOne is here.") == [("go", "goes")]
    assert desk.checks.sentences(INSTANT) == []
    desk.checks.forget()
    desk.changes("One is here. She go home. Three is here.\n\nFour is here.")
    assert desk.checks.asked == []


def test_a_sentence_that_is_there_twice_is_checked_once(desk: Desk) -> None:
    assert len(desk.changes("She go home.\nShe go home.\nShe go home.")) == 3
    assert [one.tier for one in desk.checks.asked] == [INSTANT, FULL, DEEP]


def test_the_newest_text_wins(desk: Desk) -> None:
    desk.warm_up()
    desk.checks.held = {FULL}
    old = desk.write("She go home.")
    old.wait(lambda review: bool(desk.checks.sentences(FULL)))
    told = len(old.reviews)
    new = desk.write("He is home.")
    wait_until(lambda: desk.checks.of("She go home.", FULL).future.cancelled(), "the old check goes on")
    desk.checks.release()
    new.wait_done()
    assert len(old.reviews) == told
    assert new.changes() == []
    assert desk.checks.sentences(DEEP) == ["He is home."]


def test_engines_that_are_loading_are_let_be(desk: Desk) -> None:
    desk.checks.held = {FULL}
    desk.write("She go home.").wait(lambda review: bool(desk.checks.sentences(FULL)))
    page = desk.write("He is home.")
    page.wait(lambda review: "He is home." in desk.checks.sentences(INSTANT))
    assert not desk.checks.of("She go home.", FULL).future.cancelled()
    desk.checks.release()
    page.wait_done()
    desk.checks.forget()
    desk.changes("She go home.")
    assert desk.checks.sentences(FULL) == [], "what it brought is known"


def test_what_was_just_typed_comes_before_thorough_checks(desk: Desk) -> None:
    desk.warm_up()
    desk.checks.held = {FULL}
    desk.write("She go home.").wait(lambda review: bool(desk.checks.sentences(FULL)))
    page = desk.write("She go home. I recieve it.", caret=20)
    page.wait(lambda review: len(review.findings) == 1)
    desk.checks.release()
    page.wait(lambda review: len(review.findings) == 2)
    assert desk.checks.sentences(FULL) == ["She go home.", "I recieve it.", "She go home."]


def test_a_check_that_the_newer_text_still_wants_goes_on(desk: Desk) -> None:
    desk.checks.held = {DEEP}
    desk.write("She go home. And the").wait(lambda _: bool(desk.checks.sentences(DEEP)))
    page = desk.write("She go home. And then", caret=21)
    page.wait(lambda review: "And then" in desk.checks.sentences(FULL))
    assert not desk.checks.of("She go home.", DEEP).future.cancelled()
    desk.checks.release()
    page.wait(lambda review: review.done == 1)
    assert desk.checks.sentences(DEEP).count("She go home.") == 1


def test_no_review_of_an_older_text_comes_after_a_newer_call(desk: Desk) -> None:
    told: list[str] = []
    for number in range(300):
        text = f"She go home {number}."

        def on_review(review: Review, text: str = text) -> None:
            assert review.text == text
            told.append(text)

        desk.reviewing.review(text, on_review, None)
        seen = len(told)
        assert all(one == text for one in told[seen:])
    wait_until(lambda: bool(told) and told[-1] == "She go home 299.", "the newest isn't told")
    numbers = [int(text[12:-1]) for text in told]
    assert numbers == sorted(numbers)


def test_the_deep_tier_follows_a_sentence_behind(desk: Desk) -> None:
    text = "I eat a apple. I eat a apple too. She"
    page = desk.write(text, caret=len(text))
    page.wait(lambda review: review.done == 2 and not review.busy)
    assert desk.checks.sentences(DEEP) == ["I eat a apple too.", "I eat a apple."], "the nearest first"
    assert desk.checks.sentences(FULL)[0] == "She", "what is being written comes first"
    page = desk.write(text + " ", caret=len(text) + 1)
    page.wait(lambda review: review.done == 3)


def test_after_a_pause_the_sentence_with_the_caret_goes_deep(desk: Desk) -> None:
    now = [0.0]
    desk.idle_s, desk.clock = 2.0, lambda: now[0]
    page = desk.write("I eat a apple.", caret=5)
    page.wait(lambda review: not review.busy and review.done == 0)  # waiting isn't being busy
    now[0] = 2.0
    desk.reviewing.refresh()
    page.wait_done()
    assert page.changes() == [("a apple", "an apple")]


def test_a_tier_that_isnt_there_is_not_asked(desk: Desk) -> None:
    desk.deepest = FULL
    assert desk.changes("She go home. I eat a apple.") == [("go", "goes")]
    assert desk.page.last.deepest is FULL
    assert desk.checks.sentences(DEEP) == []


@pytest.mark.parametrize(
    "text",
    [
        "She go home and I eat a apple over there.",
        "Now. She go home and I eat a apple there.",
        "She go home 😀😀 and I eat a apple there.",
        "She go home. I eat a apple there.",
    ],
)
def test_what_was_found_stays_while_the_sentence_is_checked_again(desk: Desk, text: str) -> None:
    desk.changes("She go home and I eat a apple there.")
    desk.checks.held = set(Tier)
    page = desk.write(text)
    page.wait(lambda review: review.busy)
    assert page.changes() == [("go", "goes"), ("a apple", "an apple")]
    assert all(finding.edit.span.of(text) == finding.said for finding in page.last.findings)
    keys = {finding.key for finding in page.last.findings}
    desk.checks.release()
    page.wait_done()
    assert keys == {finding.key for finding in page.last.findings}
    assert all(len(review.findings) == 2 for review in page.reviews), "nothing flickers"


def test_what_a_deeper_tier_finds_no_more_is_withdrawn(desk: Desk) -> None:
    def fickle(sentence: str, tier: Tier) -> list[Any]:
        wanted = tier is INSTANT or sentence.endswith("here.")
        return [edit(sentence, "go", "goes")] if wanted else []

    desk.checks.rule = fickle
    assert desk.changes("She go home, not here.") == [("go", "goes")]
    assert desk.changes("She go home, not there!") == []


@pytest.mark.parametrize("text", ["She goes home.", "She g home.", "She went home.", "Shego home.", "She  home."])
def test_what_was_touched_is_not_kept(desk: Desk, text: str) -> None:
    desk.changes("She go home.")
    desk.checks.held = set(Tier)
    page = desk.write(text)
    page.wait(lambda review: review.busy)
    assert page.changes() == []


def test_keys_stay_when_others_of_the_sentence_are_fixed(desk: Desk) -> None:
    desk.write("She go home and I eat a apple now.").wait_done()
    go, apple = desk.page.last.findings
    desk.write("Today she sings. She goes home and I eat a apple now.").wait_done()
    (after,) = desk.page.last.findings
    assert after.key == apple.key != go.key
    desk.write("I want a apple.").wait_done()
    assert desk.page.last.findings[0].key != apple.key


def test_what_the_learner_rejects_or_ignores_goes_at_once(desk: Desk) -> None:
    desk.write("She go home. She go home. I recieve it.").wait_done()
    go, again, letter = desk.page.last.findings
    desk.taste = replace(desk.taste, rejected=frozenset({go.key}), ignored=frozenset({letter.key}))
    desk.checks.forget()
    desk.reviewing.refresh()
    desk.page.wait(lambda review: not review.findings)
    assert again.key.startswith(go.key)
    assert desk.checks.asked == []


def test_a_word_of_ones_own_is_asked_about_again_where_it_stands(desk: Desk) -> None:
    desk.changes("I recieve it. She go home.")
    desk.checks.forget()
    desk.taste = Taste(words=frozenset({"recieve"}))
    desk.reviewing.refresh()
    desk.page.wait(lambda review: len(review.findings) == 1 and not review.busy)
    assert set(desk.checks.sentences()) == {"I recieve it."}
    assert desk.checks.asked[0].words == {"recieve"}


def test_trust_in_a_type_moves_what_is_known_already(desk: Desk) -> None:
    desk.changes("She go home. I eat a apple.")
    desk.checks.forget()
    desk.taste = Taste(shifts={DET: -0.7})
    desk.reviewing.refresh()
    desk.page.wait(lambda review: len(review.findings) == 2 and not review.findings[1].certain)
    assert [finding.certain for finding in desk.page.last.findings] == [True, False]
    desk.taste = Taste(shifts={DET: -2.8})
    desk.reviewing.refresh()
    desk.page.wait(lambda review: len(review.findings) == 1)
    assert desk.checks.asked == []
    desk.changes("I eat a apple and go.")
    assert desk.checks.asked[0].shifts == {DET: -2.8}
    desk.checks.forget()
    desk.taste = Taste()
    desk.changes("I eat a apple and go.")
    assert desk.checks.sentences(DEEP) == ["I eat a apple and go."], "asked again when trust was given back"


def test_a_missing_model_is_said_once_and_the_rest_goes_on(desk: Desk) -> None:
    desk.checks.errors = {DEEP: ModelMissing(model="writer", command="get it")}
    page = desk.write("She go home. I eat a apple. So do I.")
    page.wait_done()
    assert page.changes() == [("go", "goes")]
    assert page.last.problem is not None
    assert "writer" in page.last.problem
    assert page.last.deepest is FULL
    assert len(desk.checks.sentences(DEEP)) == 1
    desk.checks.errors = {}
    assert len(desk.changes("She go home. I eat a apple. So do I. ")) == 2
    assert desk.page.last.problem is None


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (ModelMissing(model="writer", command="get it"), Remedy.MODELS),
        (NotEnoughMemory(model="writer", needed=2, memory=1), Remedy.AGAIN),
        (EngineFailed(engine="writer", detail="no"), Remedy.AGAIN),
        (RuntimeError("a bug"), Remedy.AGAIN),
    ],
)
def test_a_problem_says_what_helps(desk: Desk, error: Exception, remedy: Remedy) -> None:
    desk.checks.errors = {DEEP: error}
    page = desk.write("She go home.")
    page.wait(lambda review: review.problem is not None and not review.busy)
    assert page.last.remedy is remedy


def test_a_problem_stays_said_until_it_has_passed(desk: Desk) -> None:
    desk.checks.errors = {DEEP: ModelMissing(model="writer", command="get it")}
    desk.write("She go home.").wait(lambda review: review.problem is not None and not review.busy)
    page = desk.write("She go home. And", caret=16)
    page.wait(lambda review: not review.busy)
    assert all(review.problem is not None for review in page.reviews), "it doesn't flicker"
    desk.checks.errors = {}
    page = desk.write("She go home. And you.")
    page.wait_done()
    assert page.reviews[0].problem is not None
    assert (page.last.problem, page.last.remedy) == (None, None)
    desk.checks.errors = {FULL: EngineFailed(engine="grammar", detail="no")}
    desk.write("Bad.").wait(lambda review: review.problem is not None and not review.busy)
    page = desk.write("She go home. And you.")
    page.wait_done()
    assert page.last.problem is None, "what failed isn't there any more"


def test_one_failed_sentence_fails_alone(desk: Desk) -> None:
    class Odd(RuntimeError): ...

    def rule(sentence: str, tier: Tier) -> list[Any]:
        return [edit(sentence, "go", "goes")] if "go" in sentence else []

    class Sometimes(FakeChecks):
        def _answer(self, one: Any) -> None:
            if "bad" in one.sentence and one.tier is FULL:
                one.future.set_exception(Odd("a bug"))
            else:
                super()._answer(one)

    desk.checks = Sometimes(rule)
    page = desk.write("She go home. It is bad. He go home.")
    page.wait_done()
    assert len(page.last.findings) == 2
    assert page.last.problem == "a bug"


def test_an_engine_that_was_still_starting_is_asked_again(desk: Desk) -> None:
    desk.retry_s = 0.05
    desk.checks.errors = {FULL: EngineFailed(engine="grammar", detail="starting")}
    page = desk.write("She go home. He is here.")
    page.wait(lambda review: review.problem is not None)
    desk.checks.errors = {}
    page.wait(lambda review: review.problem is None and review.done == 2)
    assert page.changes() == [("go", "goes")]


def starts_late(desk: Desk) -> Callable[[str, Tier], list[Any]]:
    """Agreement is found by an engine that is still starting, spelling without it."""

    def rule(sentence: str, tier: Tier) -> list[Any]:
        found = [edit(sentence, "recieve", "receive")] if "recieve" in sentence else []
        if "She go" in sentence and tier is not INSTANT and not desk.checks.starting:
            found.append(edit(sentence, "go", "goes"))
        return found

    return rule


def test_what_was_checked_without_an_engine_that_was_starting_is_checked_again_with_it(desk: Desk) -> None:
    now = [0.0]
    desk.checks.starting, desk.checks.rule = True, starts_late(desk)
    desk.retry_s, desk.clock = 10.0, lambda: now[0]

    def after(seconds: float) -> None:
        now[0] = seconds
        desk.checks.forget()
        desk.reviewing.refresh()

    page = desk.write("She go home. She go there. I recieve it.")
    page.wait_done()
    assert page.changes() == [("recieve", "receive")]
    assert len(desk.checks.asked) == 9, "each once, though none was complete"
    after(10.0)
    wait_until(lambda: desk.checks.sentences() == ["She go home."], "not asked again")
    after(19.0)
    assert page.wait_done().done == 3
    assert desk.checks.asked == []
    desk.checks.starting = False
    after(40.0)
    page.wait(lambda review: len(review.findings) == 3 and not review.busy)
    assert len(desk.checks.sentences(FULL)) == len(desk.checks.sentences(DEEP)) == 3
    assert desk.checks.sentences(INSTANT) == []
    assert all(review.done == 3 for review in page.reviews[-4:]), "what is known counts as known"
    after(400.0)
    desk.changes("She go home. She go there. I recieve it. ")
    assert desk.checks.asked == []


def test_the_first_answer_with_the_engine_has_the_rest_asked_again(desk: Desk) -> None:
    desk.checks.starting, desk.checks.rule = True, starts_late(desk)
    desk.write("She go home. All is well.").wait_done()
    desk.checks.starting = False
    page = desk.write("She go home. All is well. And you?")
    page.wait(lambda review: not review.busy and len(review.findings) == 1)
    assert page.changes() == [("go", "goes")]


def test_with_other_models_all_is_checked_anew(desk: Desk) -> None:
    desk.checks.rule = lambda sentence, tier: []
    desk.write("She go home.").wait_done()
    desk.checks.rule = lambda sentence, tier: [edit(sentence, "go", "goes")] if tier is FULL else []
    desk.deepest = FULL
    desk.reviewing.forget()
    assert desk.changes("She go home.") == [("go", "goes")]
    desk.checks.forget()
    desk.changes("She go home.")
    assert desk.checks.asked == []


@pytest.mark.parametrize("starting", [True, False])
def test_finishing_asks_again_but_does_not_wait_for_an_engine(desk: Desk, starting: bool) -> None:
    desk.checks.starting, desk.checks.rule = True, starts_late(desk)
    desk.write("She go home. All is well.").wait_done()
    desk.checks.starting = starting
    reviewed = desk.reviewing.finish("She go home. All is well.", Page()).result(30)
    assert len(reviewed.findings) == (0 if starting else 1)


def test_an_engine_that_never_works_is_not_asked_for_ever(desk: Desk) -> None:
    desk.retry_s = 0.0
    desk.deepest = FULL
    desk.checks.errors = {FULL: EngineFailed(engine="grammar", detail="broken")}
    page = desk.write("She go home.")
    page.wait(lambda review: not review.busy and review.problem is not None)
    wait_until(lambda: len(desk.checks.sentences(FULL)) == 1 + RETRIES, "not tried again")
    desk.reviewing.refresh()
    assert len(desk.checks.sentences(FULL)) == 1 + RETRIES


def test_nothing_works(desk: Desk) -> None:
    error = EngineFailed(engine="grammar", detail="no")
    desk.checks.errors = dict.fromkeys(Tier, error)
    page = desk.write("She go home. " * 10)
    page.wait_done()
    assert page.last.findings == ()
    assert page.last.problem == str(error)


@pytest.mark.parametrize("text", ["", "   \n\n ", "12 + 4 = 16"])
def test_nothing_to_check(desk: Desk, text: str) -> None:
    page = desk.write(text)
    assert page.wait_done() == Review(text, (), 0, 0, busy=False)


def test_stopping_cancels_what_is_under_way(desk: Desk) -> None:
    desk.warm_up()
    desk.checks.held = {FULL}
    page = desk.write("She go home.")
    page.wait(lambda _: bool(desk.checks.sentences(FULL)))
    desk.reviewing.stop()
    wait_until(lambda: desk.checks.of("She go home.", FULL).future.cancelled(), "it goes on")
    told = len(page.reviews)
    desk.checks.release()
    assert desk.changes("She go home.") == [("go", "goes")]
    assert len(page.reviews) == told or desk.page is page


def test_each_sentence_is_looked_at_twice_after_a_long_pause(desk: Desk) -> None:
    now = [0.0]
    desk.deepest, desk.idle_s, desk.long_idle_s, desk.clock = THOROUGH, 2.0, 6.0, lambda: now[0]

    def after(seconds: float) -> None:
        now[0] = seconds
        desk.reviewing.refresh()

    page = desk.write("She go home. I eat a apple.", caret=27)
    page.wait(lambda review: review.done == 1 and not review.busy)
    after(2.0)
    assert page.wait_done().deepest is DEEP
    after(5.9)
    assert desk.checks.sentences(THOROUGH) == []
    after(6.0)
    page.wait(lambda review: review.deepest is THOROUGH and review.done == 2 and not review.busy)
    assert desk.checks.sentences(THOROUGH) == ["I eat a apple.", "She go home."]
    assert [one.tier for one in desk.checks.asked][-2:] == [THOROUGH, THOROUGH]
    assert desk.checks.asked[-1].lane is Lane.LATER
    assert {finding.tier for finding in page.last.findings} == {THOROUGH}
    desk.checks.forget()
    page = desk.write("She go home. I eat a apple. ", caret=28)
    page.wait_done()
    after(12.0)
    page.wait(lambda review: review.deepest is THOROUGH)
    assert desk.checks.asked == []


def test_no_second_look_before_a_long_pause(desk: Desk) -> None:
    desk.deepest, desk.idle_s = THOROUGH, 0.0
    page = desk.write("She go home. I eat a apple.", caret=27)
    page.wait_done()
    assert page.last.deepest is DEEP
    assert desk.checks.sentences(THOROUGH) == []


@pytest.mark.parametrize("how", ["a key", "a newer text", "a new word"])
def test_a_second_look_is_given_up_at_once(desk: Desk, how: str) -> None:
    desk.deepest, desk.long_idle_s, desk.checks.held = THOROUGH, 0.1, {THOROUGH}
    page = desk.write("I recieve it. She go home.")
    page.wait(lambda review: review.busy and review.deepest is THOROUGH)
    begun = desk.checks.sentences(THOROUGH)
    desk.reviewing._long_idle_s = NEVER
    if how == "a key":
        desk.reviewing.hurry()
    elif how == "a newer text":
        desk.write("I recieve it. She go home. And")
    else:
        desk.taste = Taste(words=frozenset({"recieve"}))
        desk.reviewing.refresh()
    wait_until(lambda: desk.checks.of("I recieve it.", THOROUGH).future.cancelled(), "it goes on")
    desk.page.wait(lambda review: not review.busy)
    assert desk.checks.sentences(THOROUGH) == begun, "and none is begun"
    assert desk.page.last.problem is None


def test_what_a_second_look_found_stays_until_the_next(desk: Desk) -> None:
    def rule(sentence: str, tier: Tier) -> list[Any]:
        return [edit(sentence, "go", "goes")] if tier is THOROUGH else []

    desk.checks.rule, desk.deepest, desk.long_idle_s = rule, THOROUGH, 0.0
    assert desk.changes("She go home and sings.") == [("go", "goes")]
    desk.reviewing._long_idle_s = NEVER
    page = desk.write("She go home and sings there.")
    page.wait_done()
    desk.reviewing.hurry()
    page = desk.write("She go home and sings there now.")
    page.wait_done()
    assert page.changes() == [("go", "goes")]
    assert all(len(review.findings) == 1 for review in page.reviews), "nothing flickers"


def test_what_no_look_confirms_does_not_count_at_the_end(desk: Desk) -> None:
    def rule(sentence: str, tier: Tier) -> list[Any]:
        return [edit(sentence, "go", "goes")] if tier is THOROUGH else []

    desk.checks.rule, desk.deepest, desk.long_idle_s = rule, THOROUGH, 0.0
    assert desk.changes("She go home and sings.") == [("go", "goes")]
    desk.checks.errors = {DEEP: EngineFailed(engine="writer", detail="no")}
    assert desk.reviewing.finish("She go home and sings there.", Page()).result(30).findings == ()
    assert desk.checks.sentences(THOROUGH) == ["She go home and sings."]


def test_a_second_look_that_fails_is_no_problem(desk: Desk) -> None:
    desk.deepest, desk.long_idle_s, desk.retry_s = THOROUGH, 0.0, 0.0
    desk.checks.errors = {THOROUGH: EngineFailed(engine="writer", detail="no")}
    page = desk.write("She go home. I eat a apple.")
    page.wait(lambda review: len(desk.checks.sentences(THOROUGH)) == 2 and not review.busy)
    assert page.changes() == [("go", "goes"), ("a apple", "an apple")]
    assert (page.last.done, page.last.problem) == (2, None)


def test_where_the_first_rewrite_fails_nobody_asks_for_a_second(desk: Desk) -> None:
    desk.deepest, desk.long_idle_s = THOROUGH, 0.0
    desk.checks.errors = {DEEP: ModelMissing(model="writer", command="get it")}
    page = desk.write("She go home.")
    page.wait(lambda review: review.problem is not None and not review.busy)
    assert page.last.deepest is FULL
    assert desk.checks.sentences(THOROUGH) == []


def test_finishing_looks_twice_and_shows_what_a_first_look_knows(desk: Desk) -> None:
    desk.deepest, desk.checks.held = THOROUGH, {THOROUGH}
    page = Page()
    future = desk.reviewing.finish("She go home. I eat a apple.", page)
    page.wait(lambda review: review.deepest is THOROUGH)
    assert page.changes() == [("go", "goes"), ("a apple", "an apple")]
    assert (page.last.done, page.last.busy) == (0, True)
    desk.checks.release()
    reviewed = future.result(30)
    assert (reviewed.deepest, len(reviewed.findings)) == (THOROUGH, 2)
    assert {one.lane for one in desk.checks.asked} == {Lane.NOW}


def test_who_finishes_need_not_wait_for_the_second_look(desk: Desk) -> None:
    desk.deepest, desk.checks.held = THOROUGH, {THOROUGH}
    page = Page()
    future = desk.reviewing.finish("She go home. I eat a apple.", page)
    page.wait(lambda review: review.deepest is THOROUGH)
    desk.reviewing.hurry()
    reviewed = future.result(30)
    assert (reviewed.deepest, len(reviewed.findings)) == (DEEP, 2)
    assert desk.checks.of("She go home.", THOROUGH).future.cancelled()


def test_finishing_checks_all_with_the_learner_waiting(desk: Desk) -> None:
    page = Page()
    reviewed = desk.reviewing.finish("I recieve it. I eat a apple.", page).result(30)
    assert [finding.said for finding in reviewed.findings] == ["recieve", "a apple"]
    assert (reviewed.sentences, reviewed.deepest, reviewed.problem) == (2, DEEP, None)
    assert {one.lane for one in desk.checks.asked} == {Lane.NOW}
    assert page.last.done == 2


@pytest.mark.parametrize("tier", [DEEP, THOROUGH])
@pytest.mark.parametrize("how", ["cancel", "stop", "newer"])
def test_finishing_is_given_up(desk: Desk, how: str, tier: Tier) -> None:
    desk.deepest = tier
    desk.warm_up()
    desk.checks.held = {tier}
    future = desk.reviewing.finish("I eat a apple.", Page())
    wait_until(lambda: bool(desk.checks.sentences(tier)), "the deep check never began")
    steps: dict[str, Callable[[], object]] = {
        "cancel": future.cancel,
        "stop": desk.reviewing.stop,
        "newer": lambda: desk.write("Another text."),
    }
    steps[how]()
    wait_until(future.cancelled, "it isn't cancelled")
    wait_until(lambda: desk.checks.of("I eat a apple.", tier).future.cancelled(), "the check goes on")


def test_closing_ends_the_thread_and_what_is_asked(desk: Desk) -> None:
    desk.checks.held = {DEEP}
    future = desk.reviewing.finish("I eat a apple.", Page())
    wait_until(lambda: bool(desk.checks.sentences(DEEP)), "the deep check never began")
    desk.reviewing.close()
    assert future.cancelled()
    assert not any(thread.name == "reviewing" for thread in threading.enumerate())
    assert desk.reviewing.finish("More.", Page()).cancelled()
    desk.write("More.")
    assert desk.page.reviews == []


def test_a_page_that_fails_stops_nothing(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_review: Review) -> None:
        raise RuntimeError("the page has a bug")

    desk.reviewing.review("She go home.", broken, None)
    wait_until(lambda: "a review failed" in caplog.text, "it isn't logged")
    assert desk.changes("She go there.") == [("go", "goes")]


def test_a_long_text_is_told_of_in_steps_and_checked_whole(desk: Desk) -> None:
    text = "\n".join(f"She go home {number}." for number in range(300))
    page = desk.write(text)
    page.wait_done()
    assert len(page.last.findings) == 300
    assert len(desk.checks.asked) == 900
    assert len(page.reviews) < 100


def test_results_are_kept_within_bounds() -> None:
    kept = CheckedSentences(most=3)
    keys = [Key(f"S{number}.", "", FULL, frozenset()) for number in range(5)]
    for key in keys:
        kept.put(key, Checked((), "fake"), {})
        kept.get(keys[0], Taste())
    assert [kept.get(key, Taste()) is not None for key in keys] == [True, False, False, True, True]
    kept.put(keys[0], Checked((edit("S go.", "go", "goes"),), "fake"), {SVA: -0.7})
    assert kept.get(keys[0], Taste(shifts={SVA: -0.5})) is not None
    assert kept.get(keys[0], Taste()) is None
