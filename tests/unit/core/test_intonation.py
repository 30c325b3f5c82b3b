"""What is said of a learner's pace, pauses and melody beside a model's: one thing, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from langtutor.content.messages import Messages
from langtutor.core.intonation import (
    IntonationKind,
    compare,
    contour,
    end_movement_st,
    range_st,
    speaking_s,
)
from langtutor.core.sounds import Prosody
from langtutor.settings.paths import resources_dir

STEP_S = 0.01
STATEMENT = "He lives in a small town, and he works in Lisbon."
QUESTION = "Does he live in a small town?"


@dataclass(frozen=True)
class Word:
    text: str
    start_s: float
    end_s: float


def words(pauses: Sequence[tuple[float, float]] = ()) -> list[Word]:
    """Eleven of the statement, 0.2 s each from 0.5 s, stretched where there are pauses."""
    made, now = [], 0.5
    for text in STATEMENT.replace(",", "").replace(".", "").split():
        made.append(Word(text, round(now, 2), round(now + 0.2, 2)))
        now += 0.2
        now += sum(end - start for start, end in pauses if abs(start - now) < 0.01)
    return made


def prosody(
    notes: Sequence[float] = (3, 0, 2, -1, 1, -2),
    speech_s: float = 2.2,
    syllables: int = 12,
    pauses: tuple[tuple[float, float], ...] = (),
    hz: float = 120.0,
) -> Prosody:
    """notes: semitones from `hz`, joined by straight lines over the whole speech, which begins at 0.5 s."""
    count = round(speech_s / STEP_S)
    pitch = [0.0] * 50
    for frame in range(count):
        place = frame / count * (len(notes) - 1)
        at = int(place)
        height = notes[at] + (place - at) * (notes[at + 1] - notes[at])
        time = 0.5 + frame * STEP_S
        voiced = frame % 20 < 16 and not any(start <= time < end for start, end in pauses)
        pitch.append(hz * 2 ** (height / 12) if voiced else 0.0)
    pitch += [0.0] * 30
    return Prosody(
        len(pitch) * STEP_S, speech_s, syllables, pauses, STEP_S, tuple(pitch), (-20.0,) * len(pitch), start_s=0.5
    )


MODEL = prosody(hz=210.0)
RISES, FALLS = (2, 0, 1, -2, 0, 6), (2, 0, 1, 2, 0, -6)


def test_who_speaks_like_the_model_hears_nothing() -> None:
    assert compare(prosody(), MODEL, STATEMENT, words()) is None


def test_a_voices_own_height_makes_no_difference() -> None:
    low, high = contour(prosody(hz=90)), contour(prosody(hz=260))
    assert [height for _, height in low] == pytest.approx([height for _, height in high])
    assert low[0][0] == pytest.approx(0.0)
    assert low[-1][0] == pytest.approx(1.0, abs=0.05)
    assert range_st(prosody(hz=90)) == pytest.approx(range_st(prosody(hz=260)))


def test_the_end_rises_or_falls() -> None:
    assert end_movement_st(prosody(RISES)) > 3
    assert end_movement_st(prosody(FALLS)) < -3
    assert end_movement_st(prosody((0, 0, 0))) == pytest.approx(0.0)


def test_an_accent_just_before_the_end_is_no_question() -> None:
    up_and_down = (0, 0, 0, 0, 0, 0, 0, 0, -3, 4, -1)
    assert end_movement_st(prosody(up_and_down)) == 0.0


def test_a_question_that_falls_where_the_model_rises() -> None:
    remark = compare(prosody(FALLS), prosody(RISES), QUESTION)
    assert remark is not None
    assert remark.kind is IntonationKind.QUESTION_FALLS
    assert remark.fields["learner"] < 0 < remark.fields["model"]


def test_a_statement_that_rises_where_the_model_falls() -> None:
    remark = compare(prosody(RISES), prosody(FALLS), STATEMENT)
    assert remark is not None
    assert remark.kind is IntonationKind.STATEMENT_RISES


@pytest.mark.parametrize(
    ("own", "model", "text"),
    [(FALLS, FALLS, QUESTION), (RISES, FALLS, QUESTION), (RISES, RISES, STATEMENT), (FALLS, RISES, STATEMENT)],
)
def test_what_the_model_doesnt_do_isnt_asked_for(own: tuple[int, ...], model: tuple[int, ...], text: str) -> None:
    assert compare(prosody(own), prosody(model), text) is None


def test_a_pause_inside_a_phrase_is_named_by_its_words() -> None:
    pause = ((1.3, 2.0),)  # after "a", the fourth word
    remark = compare(prosody(speech_s=2.9, pauses=pause), MODEL, STATEMENT, words(pause))
    assert remark is not None
    assert remark.kind is IntonationKind.PAUSE
    assert (remark.fields["before"], remark.fields["after"]) == ("a", "small")
    assert remark.fields["seconds"] == pytest.approx(0.7)


def test_a_pause_at_a_comma_is_well_made() -> None:
    pause = ((1.7, 2.4),)  # after "town,"
    assert compare(prosody(speech_s=2.9, pauses=pause), MODEL, STATEMENT, words(pause)) is None


def test_a_pause_that_the_model_makes_too_is_none() -> None:
    pause = ((1.3, 2.0),)
    model = prosody(speech_s=2.7, pauses=((1.3, 1.8),), hz=210)
    assert compare(prosody(speech_s=2.9, pauses=pause), model, STATEMENT, words(pause)) is None


def test_a_short_stop_is_no_pause() -> None:
    pause = ((1.3, 1.6),)
    assert compare(prosody(speech_s=2.5, pauses=pause), MODEL, STATEMENT, words(pause)) is None


def test_many_pauses_are_counted_also_without_the_words() -> None:
    pauses = ((0.9, 1.5), (1.9, 2.5), (3.0, 3.6))
    remark = compare(prosody(speech_s=4.0, pauses=pauses), MODEL, STATEMENT)
    assert remark is not None
    assert remark.kind is IntonationKind.PAUSES
    assert remark.fields == {"count": 3}


def test_one_pause_isnt_named_without_the_words() -> None:
    assert compare(prosody(speech_s=2.9, pauses=((1.3, 2.0),)), MODEL, STATEMENT) is None


@pytest.mark.parametrize(
    ("speech_s", "kind"),
    [(5.0, IntonationKind.TOO_SLOW), (3.6, None), (1.6, None), (1.2, IntonationKind.TOO_FAST)],
)
def test_pace(speech_s: float, kind: IntonationKind | None) -> None:
    remark = compare(prosody(speech_s=speech_s), MODEL, STATEMENT, words())
    assert (remark.kind if remark else None) is kind


def test_pauses_dont_make_speech_slow() -> None:
    slow = prosody(speech_s=5.0, pauses=((1.7, 4.2),))
    assert speaking_s(slow) == pytest.approx(2.5)
    assert compare(slow, MODEL, STATEMENT) is None


def test_a_flat_voice() -> None:
    remark = compare(prosody((0.5, 0, 0.5, 0, 0.5, 0)), prosody((6, 0, 5, -2, 4, -1)), STATEMENT)
    assert remark is not None
    assert remark.kind is IntonationKind.FLAT
    assert remark.fields["times"] > 3


def test_it_abstains_where_there_is_too_little_voice_or_something_else_was_said() -> None:
    whisper = Prosody(3.0, 2.2, 12, (), STEP_S, (0.0,) * 300, (-40.0,) * 300, start_s=0.5)
    assert compare(whisper, MODEL, STATEMENT) is None
    assert compare(prosody(), whisper, STATEMENT) is None
    assert compare(prosody(speech_s=6.0, syllables=30), MODEL, STATEMENT) is None
    assert compare(prosody(speech_s=0.9, syllables=4), MODEL, STATEMENT) is None
    assert compare(prosody(), Prosody(0, 0, 0, (), STEP_S, (), ()), STATEMENT) is None
    assert contour(whisper) == ()
    assert end_movement_st(whisper) is None


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("kind", IntonationKind)
def test_every_remark_is_a_sentence_with_all_its_numbers(language: str, kind: IntonationKind) -> None:
    folder: Path = resources_dir() / "messages"
    fields = {"before": "a", "after": "small", "seconds": 0.72, "count": 3, "times": 2.345}
    said = Messages(folder, language).in_words(f"advice.intonation.{kind}", fields)
    assert said.endswith(".")
    assert "{" not in said
    assert "…" not in said
    if kind is IntonationKind.TOO_SLOW:
        assert ("2.3" if language == "en" else "2,3") in said
