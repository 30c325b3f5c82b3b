"""What was said once is not made again."""

from __future__ import annotations

import pytest

from langtutor.audio.devices import Devices
from langtutor.audio.playback import Player
from langtutor.core.audio import Sound
from langtutor.core.device_errors import NoSpeaker
from langtutor.core.errors import UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Say, Spoken
from langtutor.services.saying import KEPT, Saying
from langtutor.services.tasks import Tasks
from tests.support.fake_host import FakeHost
from tests.support.fake_sounddevice import FakeSoundDevice

EN = LanguageCode("en")


def spoken(request: Say) -> Spoken:
    return Spoken(Sound(f"{request.text} at {request.speed}".encode(), 24_000), "fake voice")


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(Say=spoken)


@pytest.fixture
def saying(host: FakeHost, tasks: Tasks) -> Saying:
    return Saying(host, Player(Devices(lambda: FakeSoundDevice([]))), tasks)


def test_a_text_is_made_once_for_each_speed(saying: Saying, host: FakeHost) -> None:
    first = saying.sound("Good morning.", EN).result(30)
    assert saying.sound("Good morning.", EN).result(30) is first
    slow = saying.sound("Good morning.", EN, 0.7).result(30)
    assert slow != first
    assert host.asked == [Say("Good morning.", EN, 1.0), Say("Good morning.", EN, 0.7)]


def test_what_was_not_wanted_for_longest_is_forgotten(saying: Saying, host: FakeHost) -> None:
    for number in range(KEPT):
        saying.sound(str(number), EN).result(30)
    saying.sound("0", EN).result(30)  # wanted again
    saying.sound("one more", EN).result(30)
    asked = len(host.asked)
    saying.sound("0", EN).result(30)
    assert len(host.asked) == asked
    saying.sound("1", EN).result(30)
    assert len(host.asked) == asked + 1


def test_a_failure_is_not_kept(saying: Saying, host: FakeHost) -> None:
    host.answers["Say"] = UnsupportedLanguage(language="xx", capability="voice")
    with pytest.raises(UnsupportedLanguage):
        saying.sound("Hi", EN).result(30)
    host.answers["Say"] = spoken
    assert saying.sound("Hi", EN).result(30).rate_hz == 24_000


def test_without_a_speaker_playing_says_so(saying: Saying) -> None:
    with pytest.raises(NoSpeaker):
        saying.play(Sound(b"\0\0\0\0", 16_000)).result(30)
