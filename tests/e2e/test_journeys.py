"""What a learner lives through, in the real window: real models, a microphone that hears, SQLite read from outside."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from pathlib import Path

import psutil
import pytest

from langtutor.content.courses import load_course
from langtutor.core.events import DrillKind
from langtutor.core.language import LanguageCode
from langtutor.settings.paths import resources_dir
from tests.e2e.conftest import Homes, Speaker
from tests.e2e.steps import (
    ASKED,
    BEGUN,
    SKILL,
    SLIPPED,
    TASKS,
    answer,
    first_start,
    reach,
    record,
    say,
    sentence_of,
    ways_on,
)
from tests.support.learner import Learner, events
from tests.support.virtual_microphone import VirtualMicrophone
from tests.support.waiting import is_running, wait_until

pytestmark = pytest.mark.timeout(240)

LISTENING = "Listening to what you said"
NOT_RIGHT = "Not quite"


def test_a_slip_that_is_spoken_decides_what_comes_next(
    microphone: VirtualMicrophone, homes: Homes, spoken: Speaker
) -> None:
    """From the first start to the second exercise."""
    wav = spoken(SLIPPED)
    with Learner(homes(), microphone.environment) as me:
        me.click("I speak: Português")
        me.click("I learn: English")
        me.click("I know: Nothing yet, or very little")
        first_start(me)
        reach(me, DrillKind.SAY, ASKED)
        say(me, microphone, wav)
        me.wait_for(NOT_RIGHT)
        assert me.sees("You said") and me.sees("have") and me.sees("Meant")
        assert me.sees("English says age with be, not with have") or me.sees("Em inglês a idade vem com be")

        (slip,), (answered,) = me.events("slip"), me.events("answered")
        assert slip["skill"] == SKILL and slip["item"] == f"{SKILL}/1" and slip["payload"]["mode"] == "spoken"
        assert "have" in slip["payload"]["said"]
        assert answered["payload"]["outcome"] == "slip" and answered["payload"]["slips"] == [slip["id"]]
        recording = answered["payload"]["evidence"]["recording"]
        assert (me.home / "recordings" / f"{recording}.wav").stat().st_size > 16_000

        me.wait_for("Coming up: ")
        me.click("Next")
        reason = me.wait_for("went wrong just now")
        assert "The verb be" in reason and "have" in reason
        assert not me.sees(ASKED), "the next exercise about a slip is another sentence"
        assert me.close() == 0


def test_the_ear_is_killed_while_it_transcribes(microphone: VirtualMicrophone, homes: Homes, spoken: Speaker) -> None:
    wav = spoken(SLIPPED)
    with Learner(homes(**BEGUN), microphone.environment) as me:
        reach(me, DrillKind.SAY, ASKED)
        record(me, microphone, wav)
        me.wait_until(lambda: me.sees(LISTENING), "it never listens")
        before = me.workers()["ear"]
        psutil.Process(before).kill()
        me.wait_for("Listening stopped and was started again. Your recording is safe")
        me.wait_for(NOT_RIGHT)
        assert me.workers()["ear"] != before
        assert [one["payload"]["outcome"] for one in me.events("answered")] == ["slip"]
        assert me.close() == 0


def test_the_whole_program_is_killed_while_it_records(
    microphone: VirtualMicrophone, homes: Homes, spoken: Speaker
) -> None:
    wav = spoken(SLIPPED)
    home = homes(**BEGUN)
    with Learner(home, microphone.environment) as me:
        reach(me, DrillKind.SAY, ASKED)
        me.key("K")
        me.wait_for("This is how it goes")
        me.key("Return")
        me.wait_for(*TASKS["en"].values())
        before = me.events()
        assert [one["kind"] for one in before] == ["answered"]
        reach(me, DrillKind.SAY)
        me.key("Space")
        me.wait_for("Speak now.", "Listening. It stops when you pause.")
        with microphone.play(wav) as player:
            (raw,) = home.glob("recordings/*.pcm")
            me.wait_for("Listening. It stops when you pause.")
            me.wait_until(lambda: raw.stat().st_size > 40_000, "nothing is written")
            children = me.descendants()
            me.process.send_signal(signal.SIGKILL)
            me.process.wait()
            player.kill()
    assert len(children) >= 2
    wait_until(lambda: not any(is_running(one.pid) for one in children), "a worker outlives the window", limit_s=30)
    assert raw.stat().st_size > 40_000
    assert events(home) == before

    with Learner(home, microphone.environment) as me:
        me.wait_for("Your last recording was interrupted")
        assert me.sees("It is safe on your disk")
        me.click("Judge it")
        me.wait_for("This is the recording that was interrupted.")
        me.wait_for(NOT_RIGHT, "Right.", "We couldn’t hear all of it clearly")
        after = me.events()
        assert after[: len(before)] == before
        judged = next(one for one in after[len(before) :] if one["kind"] == "answered")
        assert judged["kind"] == "answered" and judged["payload"]["evidence"]["recording"] == raw.stem
        me.key("Ctrl+1")
        me.wait_for("Next: ")
        assert not me.sees("Your last recording was interrupted")
        assert me.close() == 0


def test_without_microphone_or_mouse(without_sound: Mapping[str, str], homes: Homes) -> None:
    """Only keys, nothing to hear or to speak into."""
    course = load_course(resources_dir() / "courses", LanguageCode("en"), LanguageCode("pt"))
    with Learner(homes(can_speak=not Path("/dev/snd").exists()), without_sound) as me:
        me.tab_to("I speak: Português")
        me.key("Space")
        me.tab_to("Next")
        me.key("Return")
        me.tab_to("Go on without")
        me.key("Return")
        if ways := ways_on(me):
            me.tab_to(ways[0])
            me.key("Return")
        me.wait_for(*TASKS["en"].values())
        me.key("Ctrl+1")
        me.wait_for("Your first steps in English")
        reach(me, DrillKind.TRANSLATE)
        answer(me, sentence_of(course, me).text)
        me.wait_for("Right.")
        me.key("Return")

        reach(me, DrillKind.TRANSLATE)
        slip = next(one for one in sentence_of(course, me).slips if one.kind == "grammar")
        answer(me, slip.said)
        me.wait_for(NOT_RIGHT)
        assert me.sees("You wrote")
        me.key("Return")

        reach(me, DrillKind.TRANSLATE)
        me.key("Alt+K")
        me.wait_for("This is how it goes.")
        kinds = [one["payload"]["outcome"] for one in me.events("answered")]
        assert kinds.count("right") >= 1 and kinds.count("slip") == 1 and kinds[-1] == "given_up"
        assert {one["payload"]["mode"] for one in me.events("answered")} == {"typed"}
        assert me.events("slip")[-1]["payload"]["mode"] == "typed"

        me.key("Ctrl+K")
        me.type("umbrella")
        me.key("Return")
        me.wait_for("guarda-chuva")
        me.key("Ctrl+D")
        me.wait_for("Kept as a card")
        me.key("Ctrl+K")
        me.type("Onde fica a estação?")
        me.key("Return")
        me.wait_for("station")
        assert [one["payload"]["text"] for one in me.events("looked_up")] == ["umbrella", "Onde fica a estação?"]
        (card,) = me.events("card_kept")
        assert card["payload"]["front"] == "umbrella" and "guarda-chuva" in card["payload"]["back"]
        me.key("Ctrl+Q")
        assert me.process.wait(30) == 0


def test_a_text_is_corrected_as_it_is_written_and_counted_once(without_sound: Mapping[str, str], homes: Homes) -> None:
    """By keys alone, with the models of the starter pack."""
    with Learner(homes(**BEGUN), without_sound) as me:
        me.wait_for("Your first steps in English")
        me.key("Ctrl+3")
        me.wait_until(lambda: (seen := me.focused()) is not None and seen.name == "Your text", "the text has no focus")
        me.type("She have two childs. They goes to school on foot.")
        me.wait_for("Write “has” instead of “have”")
        assert me.wait_for("Write “children” instead of “childs”").endswith("An irregular plural")
        me.key("Ctrl+Home", "Alt+Down", "Alt+Return")
        me.wait_until(lambda: not me.sees("Write “has” instead of “have”"), "the fix changes nothing")
        me.key("Ctrl+Z")
        me.wait_for("Write “has” instead of “have”")
        me.key("Ctrl+Home", "Alt+Down", "Alt+Return")
        me.wait_until(lambda: not me.sees("Write “has” instead of “have”"), "the fix can't be made again")
        me.click("Finish")
        me.wait_for("Back to the text", limit_s=120)
        slips = me.events("slip")
        assert {slip["payload"]["edit"]["replacement"] for slip in slips} >= {"has", "children", "go"}
        assert {slip["payload"]["mode"] for slip in slips} == {"typed"}
        me.key("Escape")
        me.click("Finish")
        me.wait_for("Back to the text", limit_s=120)
        assert len(me.events("slip")) == len(slips), "finishing again counts nothing twice"
        me.key("Ctrl+1")
        me.wait_for("Next: ")
        assert me.close() == 0
