"""Listening drills as a service: what is chosen before which exercise, who says the words, what the ledger gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from langtutor.content.messages import Messages
from langtutor.content.sounds import load_sound_guide
from langtutor.core.audio import Sound
from langtutor.core.course import Course
from langtutor.core.errors import NothingToHear, NothingToPractise
from langtutor.core.events import Answered, DrillKind, Evidence, Mode, SlipMade
from langtutor.core.explaining import Explanations
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Say, Spoken, Voices, VoicesFor
from langtutor.core.skill import Knowing, SkillKind
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome
from langtutor.learner import policy
from langtutor.learner.explain import ReasonCode
from langtutor.services.answers import Who
from langtutor.services.drilling import Drilling, Learning, Next
from langtutor.services.minimal_pairs import MinimalPairs
from langtutor.services.saying import Saying
from langtutor.services.tasks import Tasks
from langtutor.settings.paths import resources_dir
from langtutor.store.ledger import Ledger
from tests.support.fake_host import FakeHost

EN = LanguageCode("en")
TH = SkillId("en.sound.th")


class Listening:
    """A learner with the real course and the real guide, and a fake voice."""

    def __init__(self, learning: Learning, ledger: Ledger, host: FakeHost, tasks: Tasks) -> None:
        self.who, self.ledger, self.host = learning.who, ledger, host
        folder = resources_dir() / "messages"
        self.ui = "en"

        def messages() -> Messages:
            return Messages(folder, self.ui)

        self.drilling = Drilling(learning, ledger, host, messages, tasks, seed=3)
        self.drilling.set_can_speak(False)
        player: Any = None
        saying = Saying(host, player, tasks)
        self.pairs = MinimalPairs(learning, self.drilling, ledger, host, saying, messages, tasks, seed=3)
        self.drilling.listen_first(self.pairs.first)

    def next(self) -> Next:
        return self.drilling.next().result(30)

    def slips(self, said: str, meant: str) -> None:
        header = self.who.header()
        self.ledger.append(
            SlipMade(header, TH, None, SkillKind.SOUND, Mode.SPOKEN, said, meant, None, Evidence()),
        )


@pytest.fixture
def host() -> FakeHost:
    def say(request: Say) -> Spoken:
        return Spoken(Sound(f"{request.voice}{request.text}".encode().ljust(40)[:40], 16_000), request.voice)

    return FakeHost(Say=say, VoicesFor=Voices(("hibari", "joe", "espeak")))


@pytest.fixture
def make(
    course: Course,
    languages: Mapping[LanguageCode, Language],
    explanations: Explanations,
    who: Who,
    ledger: Ledger,
    host: FakeHost,
    tasks: Tasks,
) -> Callable[..., Listening]:
    def made(*, described: bool = True) -> Listening:
        guide = load_sound_guide(resources_dir() / "sounds", EN) if described else None
        learning = Learning(course, languages, who, Knowing.NEW, lambda: explanations, lambda: guide)
        return Listening(learning, ledger, host, tasks)

    return made


@pytest.fixture
def me(make: Callable[..., Listening]) -> Listening:
    return make()


def test_after_the_same_slip_twice_its_sounds_come_first_and_it_says_why(me: Listening) -> None:
    me.slips("I have tree cats", "I have three cats")
    assert me.next().pairs is None
    me.slips("tree", "three")
    found = me.next()
    assert found.pairs is not None
    assert (found.choice.kind, found.choice.mode, found.exercise.skill) == (DrillKind.MINIMAL_PAIR, Mode.CHOSEN, TH)
    assert found.reason == "You said “tree” for “three” twice: first hear the difference."
    assert found.skill_title == "The sounds of th"
    assert (found.pairs.asked.ipa, found.pairs.heard.ipa) == ("θ", "t")
    me.ui = "pt"
    assert me.next().reason == "Você disse “tree” em vez de “three” duas vezes: primeiro, ouça a diferença."


def test_slips_of_single_sounds_call_for_these_sounds(me: Listening) -> None:
    me.slips("think /s/", "think /θ/")
    me.slips("month /s/", "month /θ/")
    found = me.next()
    assert found.reason == "You said “/s/” for “/θ/” twice: first hear the difference."
    assert found.pairs is not None
    assert (found.pairs.asked.ipa, found.pairs.heard.ipa) == ("θ", "s")


def test_a_language_without_described_sounds_goes_on_as_before(make: Callable[..., Listening]) -> None:
    me = make(described=False)
    me.slips("tree", "three")
    me.slips("tree", "three")
    assert me.next().pairs is None
    for found in (me.pairs.start(), me.pairs.of_slip(TH, "tree", "three"), me.pairs.between("θ", "t")):
        with pytest.raises(NothingToHear):
            found.result(30)


def test_where_nothing_is_left_to_practise_there_is_still_something_to_hear(
    me: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_arguments: Any) -> None:
        raise NothingToPractise

    monkeypatch.setattr(policy, "choose", nothing)
    found = me.next()
    assert found.pairs is not None
    assert found.choice.reason.code is ReasonCode.HEAR


def test_what_was_put_off_does_not_come_by_itself(me: Listening) -> None:
    me.slips("tree", "three")
    me.slips("tree", "three")
    me.pairs.put_off(TH)
    assert me.next().pairs is None
    assert me.pairs.start().result(30).pairs is not None


def test_both_words_are_said_by_one_voice_and_the_next_by_another(me: Listening) -> None:
    found = me.pairs.of_slip(TH, "tree", "three").result(30)
    assert found.pairs is not None
    both = [me.pairs.words(question).result(30) for question in found.pairs.questions[:3]]
    assert {one.voice for one in both} == {"hibari", "joe", "espeak"}
    said = [request for request in me.host.asked if isinstance(request, Say)]
    question = found.pairs.questions[0]
    assert [(one.text, one.voice, one.speed) for one in said[:2]] == [
        (word, both[0].voice, question.speed) for word in question.words
    ]
    assert VoicesFor(question.words, EN) in me.host.asked


def test_where_no_voice_tells_them_apart_the_usual_one_speaks(me: Listening) -> None:
    me.host.answers["VoicesFor"] = Voices(())
    found = me.pairs.start().result(30)
    assert found.pairs is not None
    assert me.pairs.words(found.pairs.questions[0]).result(30).voice == ""


def test_an_answer_goes_into_the_ledger_under_its_sound_and_moves_it(me: Listening) -> None:
    found = me.pairs.of_slip(TH, "tree", "three").result(30)
    assert found.pairs is not None
    question = found.pairs.questions[0]
    other = next(word for word in question.words if word != question.played)
    wrong = me.pairs.answer(found.pairs, question, other, voice="joe", duration_s=2.5).result(30)
    assert wrong.after.p < wrong.before.p
    right = me.pairs.answer(found.pairs, question, question.played, voice="joe", duration_s=2.5).result(30)
    assert right.after.p > right.before.p
    event = me.ledger.events()[0]
    assert isinstance(event, Answered)
    assert (event.skill, event.item, event.drill, event.mode) == (TH, question.item, "minimal_pair", "chosen")
    assert (event.outcome, event.answer, event.expected) == (AnswerOutcome.SLIP, other, question.played)
    assert event.evidence.engines == {"Say": "joe"}
    assert [pair.right for pair in me.drilling.state().pairs] == [False, True]


def test_after_a_set_comes_an_exercise(me: Listening) -> None:
    me.slips("tree", "three")
    me.slips("tree", "three")
    found = me.next()
    assert found.pairs is not None
    for question in found.pairs.questions:
        me.pairs.answer(found.pairs, question, question.played, voice="", duration_s=2.0).result(30)
    assert me.next().pairs is None


def test_between_sounds_that_are_no_sounds_of_the_guide(me: Listening) -> None:
    for asked, heard in (("θ", "xyz"), ("θ", "ɑ")):
        with pytest.raises(NothingToHear):
            me.pairs.between(asked, heard).result(30)
    left_out = me.pairs.between("θ", "").result(30)
    assert left_out.pairs is not None and left_out.pairs.heard.ipa == ""
