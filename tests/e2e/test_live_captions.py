"""Captions in the real window: spoken into its microphone, read on its page while it still records."""

from __future__ import annotations

import pytest

from langtutor.core.events import DrillKind
from tests.e2e.conftest import Homes, Speaker
from tests.e2e.steps import BEGUN, HEARD, SPEAK_NOW, begin_to_record, reach, say
from tests.support.learner import Learner
from tests.support.models import model_folder
from tests.support.virtual_microphone import VirtualMicrophone

pytestmark = pytest.mark.timeout(240)

SAID = "He goes to work at seven, and he comes home late every day."
WORDS = "he goes to work at seven and he comes home late every day"

JUDGED = ("Not quite", "We couldn’t hear all of it clearly")


def caption(me: Learner) -> str:
    return next((seen.text for seen in me.look() if seen.kind == "CaptionView"), "")


def test_words_are_on_the_page_while_they_are_said(
    microphone: VirtualMicrophone, homes: Homes, spoken: Speaker
) -> None:
    model_folder("vosk-en-small")
    wav = spoken(SAID)
    with Learner(homes(**BEGUN), microphone.environment) as me:
        reach(me, DrillKind.SAY)
        say(me, microphone, wav)  # by the second time, everything has been loaded
        me.wait_for(*JUDGED)
        me.key("R")
        begin_to_record(me)
        with microphone.play(wav):
            me.wait_until(lambda: "goes to work" in caption(me), "no captions")
            assert me.sees(HEARD["en"]) or me.sees(SPEAK_NOW["en"]), "it is over already"
            me.wait_until(lambda: caption(me) in ("", WORDS), "the captions stop")
        me.wait_for(*JUDGED)
        assert caption(me) == ""
        assert me.close() == 0


def test_who_wants_none_has_none(microphone: VirtualMicrophone, homes: Homes, spoken: Speaker) -> None:
    model_folder("vosk-en-small")
    wav = spoken(SAID)
    with Learner(homes(**BEGUN, show_captions=False), microphone.environment) as me:
        reach(me, DrillKind.SAY)
        begin_to_record(me)
        microphone.say(wav)
        assert not any(seen.kind == "CaptionView" for seen in me.look())
