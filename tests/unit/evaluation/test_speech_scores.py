"""What is counted of hearing: an echo has no errors and notices nothing, a faithful ear the other way round."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.ear_requests import Caption, Hear, Heard
from langtutor.core.errors import ModelMissing, NoSpeech
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability, Checked, Correct, Lane, Request, Tier, WarmedUp, WarmUp
from langtutor.core.text import Edit, ErrorType, Span
from langtutor.core.verdict import WordOutcome, WordVerdict
from langtutor.drills.exercise import Grader
from langtutor.drills.grading import Tools
from langtutor.evaluation.keeping import Kept
from langtutor.evaluation.speech import (
    Answer,
    Item,
    Judged,
    Transcript,
    ask,
    plainly,
    scores,
    times_as_fast,
    vouched_for,
)
from langtutor.evaluation.speech_data import Clip
from langtutor.evaluation.speech_replies import Replies, reply_of
from langtutor.evaluation.speech_slips import Kind, WrongTarget
from langtutor.evaluation.speech_systems import Echo, Langtutor, Recogniser
from langtutor.settings.paths import resources_dir

LANGUAGES = load_languages(resources_dir() / "languages")
ENGLISH = LANGUAGES[LanguageCode("en")]
TEXT = "She goes home."
WRONG = (
    WrongTarget(Kind.SWAPPED, "She go home.", Span(4, 6)),
    WrongTarget(Kind.DROPPED, "She home.", Span(0, 8)),
    WrongTarget(Kind.INSERTED, "She goes to home.", Span(9, 11)),
)
SAID = {"1": "She goes home.", "2": "She go home, please."}


@pytest.fixture
def items(tmp_path: Path) -> list[Item]:
    found = []
    for name in SAID:
        wav = tmp_path / f"{name}.wav"
        wav.write_text(name)
        found.append(Item(Clip(name, "SHE GOES HOME", wav), TEXT, WRONG))
    return found


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "cache" / "kept.sqlite")


def recogniser(kept: Kept, asked: list[str], *, resume: bool = False, seconds: float = 0.5) -> Recogniser:
    def transcribe(wav: Path) -> Transcript:
        asked.append(wav.stem)
        return Transcript(SAID[wav.stem], seconds)

    return Recogniser("ear", "1", transcribe, ENGLISH, kept, resume=resume)


def test_an_echo_has_no_errors_and_notices_nothing(items: list[Item]) -> None:
    found = ask([Echo(ENGLISH)], items, lambda done, of: None)
    numbers = scores("echo", items, found["echo"], ENGLISH)

    assert [one.errors for one in (*numbers.wer, *numbers.wer_target_aware)] == [0, 0, 0, 0]
    assert (numbers.slip_recall, numbers.slip_recall_certain) == (0, 0)
    assert (numbers.false_slips, numbers.unclear_words, numbers.median_latency_s) == (0, 0, 0)


def test_a_recogniser_says_what_differs(items: list[Item], kept: Kept) -> None:
    found = ask([recogniser(kept, [])], items, lambda done, of: None)
    numbers = scores("ear", items, found["ear"], ENGLISH)

    assert [(one.errors, one.words) for one in numbers.wer] == [(0, 3), (2, 3)]
    assert numbers.wer_target_aware == numbers.wer
    # Of the second clip, which says "go", the swapped target is just what was said.
    assert numbers.recall_by_kind == {Kind.SWAPPED: 0.5, Kind.DROPPED: 1, Kind.INSERTED: 1}
    assert numbers.slip_recall == numbers.slip_recall_certain == pytest.approx(5 / 6)
    assert numbers.false_slips == pytest.approx(2 / 6)  # "go" and the "please" that was added
    assert numbers.median_verdict_s == numbers.median_latency_s == 0.5


def word(asked: str, heard: str | None, outcome: WordOutcome, start: int) -> WordVerdict:
    return WordVerdict(Span(start, start + len(asked)), asked, heard, outcome)


def test_a_verdict_stands_for_a_transcript() -> None:
    """Right words as asked, slips as heard, unclear words as the free transcript has them."""
    right, slip, unclear = WordOutcome.RIGHT, WordOutcome.SLIP, WordOutcome.UNCLEAR
    words = (word("She", "He", right, 0), word("goes", "go", slip, 4), word("home", None, unclear, 9))

    assert vouched_for(words, TEXT, "He went hum.", ENGLISH) == "She go hum"
    assert vouched_for(words[1:], TEXT, "He went.", ENGLISH) == "go"
    left_out = (word("She", None, slip, 0), word("goes", "goes", right, 4), word("", "to", slip, 8))
    assert vouched_for(left_out, TEXT, "", ENGLISH) == "goes to"
    assert plainly(TEXT, "", ENGLISH) == ()


def test_what_is_unclear_counts_half(items: list[Item]) -> None:
    """It counts as noticed, but not as certain; and not as a false slip."""
    words = (
        word("She", "She", WordOutcome.RIGHT, 0),
        word("goes", "go", WordOutcome.UNCLEAR, 4),
        word("home", "home", WordOutcome.RIGHT, 9),
    )
    judged = Judged(words, 1.0)
    answer = Answer(Transcript("She go home", 0.5), judged, (judged, Judged((), 1.0), Judged((), 1.0)))
    numbers = scores("ear", items[:1], [answer], ENGLISH)

    assert numbers.slip_recall == pytest.approx(1 / 3)
    assert numbers.slip_recall_certain == numbers.false_slips == 0
    assert numbers.unclear_words == pytest.approx(1 / 3)
    assert numbers.wer_target_aware[0].errors == 1


def test_systems_take_turns_and_nobody_is_timed_while_another_works(items: list[Item], kept: Kept) -> None:
    steps: list[tuple[int, int]] = []
    order: list[str] = []

    def rest() -> None:
        order.append("rest")

    first, second = (Recogniser(name, "1", told(name, order), ENGLISH, kept, rest, resume=False) for name in "ab")
    found = ask([first, second], items, lambda done, of: steps.append((done, of)))

    assert steps == [(0, 2), (1, 2)]
    warmed_up = [["a", "rest", "a"], ["b", "rest", "b"]]
    assert order == [*warmed_up[0], *warmed_up[1], "rest", "b", "rest", "a"]
    assert times_as_fast(found["a"], found["b"]) == pytest.approx(2)


def told(name: str, order: list[str]) -> Any:
    def transcribe(wav: Path) -> Transcript:
        order.append(name)
        return Transcript("yes", 0.5 if name == "a" else 1.0)

    return transcribe


def test_transcripts_are_taken_from_an_earlier_run(items: list[Item], kept: Kept) -> None:
    asked: list[str] = []
    first = [recogniser(kept, asked).hear(item.clip) for item in items]
    assert asked == ["1", "1", "2", "2"]
    again = recogniser(kept, asked, resume=True, seconds=9.0)
    assert [again.hear(item.clip) for item in items] == first
    assert len(asked) == 4
    assert recogniser(kept, asked, seconds=9.0).hear(items[0].clip).seconds == 9.0


@dataclass
class Worker:
    """Hears what is said, finds *go* wrong; checks grammar only while `grammar` is there."""

    asked: list[Request[Any]] = field(default_factory=list)
    grammar: bool = True
    complete: bool = True

    def submit(
        self,
        request: Request[Any],
        lane: Lane = Lane.NOW,
        on_partial: Callable[[Any], None] | None = None,
    ) -> Worker.Call:
        self.asked.append(request)
        call = Worker.Call()
        try:
            reply = self._reply(request)
            if on_partial is not None:
                on_partial(Caption(reply.text, "", reply.duration_s))
            call.future.set_result(reply)
        except (NoSpeech, ModelMissing) as error:
            call.future.set_exception(error)
        return call

    def _reply(self, request: Request[Any]) -> Any:
        if isinstance(request, WarmUp):
            return WarmedUp(0.0)
        if isinstance(request, Hear):
            said = SAID.get(request.recording.stem)
            if said is None:
                raise NoSpeech()
            scores = dict.fromkeys(request.candidates, -5.0) | {said: 0.0}
            return Heard(said, (), scores, "fake", 1.0)
        assert isinstance(request, Correct)
        if not self.grammar:
            raise ModelMissing(model="grammar", command="")
        at = request.sentence.find(" go ") + 1
        edit = Edit(Span(at, at + 2), "goes", ErrorType("R:VERB:SVA"), None, 1.0, "fake")
        return Checked((edit,) if at else (), "fake", self.complete)

    @dataclass
    class Call:
        future: Future[Any] = field(default_factory=Future)


def replies(worker: Worker, kept: Kept, *, resume: bool = False) -> Replies:
    warm = (WarmUp(Capability.SPEECH, ENGLISH.code),)
    return Replies(worker, kept, lambda request: type(request).__name__, warm, resume=resume)


def own(worker: Worker, kept: Kept, *, resume: bool = False) -> Langtutor:
    tools = Tools(Grader(ENGLISH, LANGUAGES[LanguageCode("pt")]), lambda form: 4.0)
    return Langtutor(replies(worker, kept, resume=resume), tools)


def test_langtutor_judges_as_a_drill_does(items: list[Item], kept: Kept) -> None:
    worker = Worker()
    system = own(worker, kept)
    item = items[1]
    transcript = system.hear(item.clip)
    judged = system.judge(item.clip, TEXT, transcript)

    assert transcript.text == "She go home, please."
    assert [one.outcome for one in judged.words if one.asked == "goes"] != [WordOutcome.RIGHT]
    kinds = [type(request).__name__ for request in worker.asked]
    assert kinds == ["WarmUp", "Hear", "Hear", "Hear", "Correct"], "the third asks about what differs"
    hear = worker.asked[2]
    assert isinstance(hear, Hear) and hear.candidates[0] == TEXT
    found = ask([system], items, lambda done, of: None)[system.name]
    assert scores(system.name, items, found, ENGLISH).slip_recall > 0.5


def test_a_second_run_hears_nothing_again(items: list[Item], kept: Kept) -> None:
    first = ask([own(Worker(), kept)], items, lambda done, of: None)
    worker = Worker()
    again = ask([own(worker, kept, resume=True)], items, lambda done, of: None)

    assert worker.asked == []
    for before, after in zip(first["langtutor"], again["langtutor"], strict=True):
        assert after.transcript == before.transcript
        assert after.right.words == before.right.words
        assert [one.words for one in after.wrong] == [one.words for one in before.wrong]


def test_a_recording_in_which_nobody_speaks_is_no_end(items: list[Item], kept: Kept, tmp_path: Path) -> None:
    wav = tmp_path / "silence.wav"
    wav.touch()
    item = Item(Clip("silence", "SHE GOES HOME", wav), TEXT, WRONG)
    found = ask([own(Worker(), kept)], [item, *items], lambda done, of: None)["langtutor"]

    assert found[0].transcript.text == "" and found[0].right.words == ()
    numbers = scores("langtutor", [item], found[:1], ENGLISH)
    assert numbers.wer[0].rate == numbers.wer_target_aware[0].rate == 1
    assert numbers.slip_recall == 0


def test_replies_that_may_get_better_are_not_kept(items: list[Item], kept: Kept) -> None:
    request = Correct("She go home.", ENGLISH.code, Tier.FULL)
    for worker, answer in ((Worker(grammar=False), None), (Worker(complete=False), False), (Worker(), True)):
        found, _ = replies(worker, kept, resume=True).ask([request])
        assert getattr(found[request], "complete", None) is answer
    assert replies(Worker(grammar=False), kept, resume=True).ask([request])[0][request].complete
    with pytest.raises(NoSpeech):
        replies(Worker(), kept).ask([Hear(Path(__file__), ENGLISH.code)])


def test_a_recording_is_known_by_its_content(items: list[Item], kept: Kept, tmp_path: Path) -> None:
    replies(Worker(), kept).ask([Hear(items[0].clip.wav, ENGLISH.code)])
    (moved := tmp_path / "moved.wav").write_bytes(items[0].clip.wav.read_bytes())
    worker = Worker()
    request = Hear(moved, ENGLISH.code)
    found, seconds = replies(worker, kept, resume=True).ask([request])

    assert found[request].text == SAID["1"] and seconds > 0 and worker.asked == []
    replies(worker, kept, resume=True).ask([Hear(items[0].clip.wav, ENGLISH.code, ("She goes.",))])
    assert len(worker.asked) == 2  # other candidates are another question


def test_the_type_of_a_reply_is_read_off_its_request() -> None:
    assert reply_of(Hear(Path("x.wav"), ENGLISH.code)) is Heard
    assert reply_of(Correct("x", ENGLISH.code, Tier.FULL)) is Checked
