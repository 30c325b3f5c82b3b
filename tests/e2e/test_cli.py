"""The command line with real models, as a program of its own: what it promises on stdout, on stderr and as status."""

from __future__ import annotations

import itertools
import json
import os
import signal
import struct
import subprocess
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from langtutor.content.wav import read_wav_as_is, write_wav
from langtutor.core.events import Answered, SlipMade, SoundsHeard
from langtutor.core.resampling import resample
from langtutor.store.ledger import Ledger
from tests.support.models import STARTER, home_with_models
from tests.support.program import Finished, Program, workers_of
from tests.support.waiting import is_running, wait_until

DONE, FOUND, USAGE, MODEL_MISSING, FAILED, CANCELLED = 0, 1, 2, 3, 4, 130
AGREEMENT = "en.grammar.verb.agreement"
RIGHT = "This train stops at every station."
SLIP = "This train stop at every station."
EDIT_KEYS = {"start", "end", "replacement", "type", "skill", "confidence", "source", "explanation_id"}
FOUND_KEYS = EDIT_KEYS | {"said", "line", "column", "certain", "what", "why"}

Speaker = Callable[[str], Path]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The command line of somebody who has the starter models and has learned nothing yet."""
    return Program(home_with_models(tmp_path_factory.mktemp("cli") / "home", *STARTER))


@pytest.fixture(scope="module")
def toured(program: Program, tmp_path_factory: pytest.TempPathFactory) -> tuple[Finished, Path]:
    """One tour as JSON, and its ledger."""
    ledger = tmp_path_factory.mktemp("tour") / "mine" / "ledger.sqlite"
    return program("tour", "--json", "--ledger", ledger), ledger


# --- tour ------------------------------------------------------------------------------------------------------------


def test_the_tours_object_has_what_is_promised(toured: tuple[Finished, Path]) -> None:
    ran, _ = toured
    assert ran.status == DONE, ran.err
    told = ran.json
    assert {"heard", "edits", "events", "skills_before", "skills_after", "next", "timings"} <= set(told)
    assert set(told["next"]) == {"kind", "skill", "item", "reason"}
    for skill in (*told["skills_before"].values(), *told["skills_after"].values()):
        assert set(skill) == {"p", "low", "high", "n"}
        assert 0 <= skill["low"] <= skill["p"] <= skill["high"] <= 1
        assert isinstance(skill["n"], int)
    assert all(isinstance(seconds, float) and seconds >= 0 for seconds in told["timings"].values())
    assert set(told["skills_before"]) == set(told["skills_after"])


def test_the_tours_slip_is_found_and_its_edits_lead_to_what_was_meant(toured: tuple[Finished, Path]) -> None:
    told = toured[0].json
    assert told["outcome"] == "slip"
    (edit,) = told["edits"]
    assert set(edit) == EDIT_KEYS
    assert edit["skill"] == AGREEMENT
    assert told["heard"] == told["said"]
    assert told["heard"][: edit["start"]] + edit["replacement"] + told["heard"][edit["end"] :] == told["asked"]


def test_the_tours_slip_lowers_its_skill_and_decides_what_comes_next(toured: tuple[Finished, Path]) -> None:
    told = toured[0].json
    before, after = told["skills_before"][AGREEMENT], told["skills_after"][AGREEMENT]
    assert after["p"] < before["p"]
    assert after["n"] == before["n"] + 1
    assert told["next"]["skill"] == AGREEMENT
    assert "stop" in told["next"]["reason"]
    others = {s: e for s, e in told["skills_after"].items() if s != AGREEMENT}
    assert others == {s: told["skills_before"][s] for s in others}


def test_the_tours_events_are_in_the_ledger_that_was_named(toured: tuple[Finished, Path]) -> None:
    ran, path = toured
    with Ledger(path) as ledger:
        slip, answered, heard = ledger.events()
    assert isinstance(slip, SlipMade)
    assert isinstance(answered, Answered)
    assert isinstance(heard, SoundsHeard), "how the voice came through"
    assert [event["header"]["id"] for event in ran.json["events"]] == [slip.header.id, answered.header.id]
    assert [event["type"] for event in ran.json["events"]] == ["SlipMade", "Answered"]
    assert slip.evidence.engines["Hear"]


def test_a_second_tour_on_the_same_ledger_goes_on_from_the_first(
    program: Program, toured: tuple[Finished, Path]
) -> None:
    ran, ledger = toured
    again = program("tour", "--json", "--ledger", ledger).json
    assert again["skills_before"][AGREEMENT]["n"] == ran.json["skills_after"][AGREEMENT]["n"]


def test_the_tour_leaves_the_learners_own_ledger_alone(program: Program, toured: tuple[Finished, Path]) -> None:
    assert not (program.home / "ledger.sqlite").exists()


def test_the_tour_in_words_tells_the_whole_story_and_stderr_stays_empty(program: Program) -> None:
    ran = program("tour")
    assert ran.status == DONE
    assert ran.err == ""
    for part in (SLIP, RIGHT, "slip", "Third person -s", "ledger", "Next drill"):
        assert part in ran.out


def test_the_other_course_has_its_tour_too(program: Program) -> None:
    told = program("tour", "--json", "--learn", "pt", "--speak", "en").json
    assert told["outcome"] == "slip"
    assert told["next"]["skill"] == told["slips"][0]["skill"]
    assert told["next"]["skill"].startswith("pt.")


# --- tour on recordings ----------------------------------------------------------------------------------------------


def test_a_right_sentence_is_right(program: Program, spoken: Speaker) -> None:
    told = program("tour", "--json", "--wav", spoken(RIGHT), "--asked", RIGHT).json
    assert told["outcome"] == "right"
    assert told["said"] is None
    assert [event["type"] for event in told["events"]] == ["Answered"]
    assert told["skills_after"][AGREEMENT]["p"] > told["skills_before"][AGREEMENT]["p"]


@pytest.mark.parametrize("asked", [(), ("--asked", RIGHT)])
def test_a_listed_slip_is_a_slip_asked_or_not(program: Program, spoken: Speaker, asked: tuple[str, ...]) -> None:
    told = program("tour", "--json", "--wav", spoken(SLIP), *asked).json
    assert told["asked"] == RIGHT
    assert told["outcome"] == "slip"
    assert told["next"]["skill"] == AGREEMENT


@pytest.mark.parametrize(("said", "outcome"), [("stop", "slip"), ("stops", "right")])
def test_a_sentence_of_no_course_is_judged(program: Program, spoken: Speaker, said: str, outcome: str) -> None:
    asked = "This bus stops near the old bridge."
    told = program("tour", "--json", "--wav", spoken(asked.replace("stops", said)), "--asked", asked).json
    assert told["outcome"] == outcome
    slips = [event for event in told["events"] if event["type"] == "SlipMade"]
    assert [slip["skill"] for slip in slips] == ([AGREEMENT] if outcome == "slip" else [])
    if slips:
        assert told["next"]["skill"] == AGREEMENT


def test_any_usual_wav_will_do(program: Program, spoken: Speaker, tmp_path: Path) -> None:
    stereo = tmp_path / "44100 stereo.wav"
    samples, rate_hz = read_wav_as_is(spoken(SLIP))
    resampled = resample(samples, rate_hz, 44_100)
    with wave.open(str(stereo), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes((np.repeat(resampled, 2) * 32_000).astype("<i2").tobytes())
    told = program("tour", "--json", "--wav", stereo).json
    assert told["outcome"] == "slip"


@pytest.mark.parametrize("seconds", [0.0, 2.0])
def test_silence_says_so(program: Program, tmp_path: Path, seconds: float) -> None:
    wav = tmp_path / "silence.wav"
    write_wav(wav, np.zeros(round(16_000 * seconds), np.float32))
    refused(program("tour", "--json", "--wav", wav, "--asked", RIGHT), "No speech was heard")


def test_what_is_no_wav_says_so(program: Program, tmp_path: Path) -> None:
    text = tmp_path / "notes.wav"
    text.write_text("She go home.")
    refused(program("tour", "--json", "--wav", text), "notes.wav", "can’t be read")
    refused(program("transcribe", "--json", tmp_path / "gone.wav"), "gone.wav", "no such file")
    cut = tmp_path / "cut.wav"
    cut.write_bytes(b"RIFF" + struct.pack("<I", 36) + b"WAVEfmt ")
    refused(program("transcribe", "--json", cut), "cut.wav")


def refused(ran: Finished, *parts: str, status: int = FAILED) -> None:
    """One sentence on stderr, nothing on stdout."""
    assert ran.status == status, ran.err
    assert ran.out == ""
    assert all(part in ran.err for part in parts), ran.err
    assert ran.err.count("\n") == 1, ran.err
    assert "Traceback" not in ran.err


# --- texts -----------------------------------------------------------------------------------------------------------


def test_translate_tells_text_direction_and_engine(program: Program) -> None:
    told = program("translate", "--json", "--from", "en", "--to", "pt", "The house is white.").json
    assert set(told) == {"text", "translation", "from", "to", "engine"}
    assert (told["text"], told["from"], told["to"]) == ("The house is white.", "en", "pt")
    assert "casa" in told["translation"]
    assert told["engine"] == "firefox-en-pt"


def test_translate_guesses_the_direction_and_keeps_lines(program: Program) -> None:
    ran = program("translate", "-", stdin="Bom dia.\r\n\r\nComo você está hoje?\n".encode())
    assert ran.status == DONE
    first, empty, second = ran.out.removesuffix("\n").split("\n")
    assert first.lower().startswith("good morning")
    assert empty == ""
    assert second.endswith("?")


def test_translate_of_nothing_is_nothing(program: Program) -> None:
    told = program("translate", "--json", "--from", "en", "-").json
    assert (told["text"], told["translation"]) == ("", "")


def test_translate_refuses_what_it_cannot(program: Program) -> None:
    refused(program("translate", "--json", "--to", "ja", "Hello"), "translation", "ja")
    refused(program("translate", "--json", "-", stdin=b"caf\xe9"), "UTF-8")


def test_look_up_prints_the_entry_of_a_word_and_the_translation_of_a_sentence(program: Program) -> None:
    ran = program("look-up", "gave up")
    assert ran.status == DONE
    assert ran.out.startswith("give up")
    assert "desistir" in ran.out
    told = program("look-up", "--json", "--from", "pt", "Onde fica a casa?").json
    assert (told["from"], told["to"]) == ("pt", "en")
    assert "house" in told["translation"].lower()
    assert program("look-up", "-", stdin=b"xqzt").status == FOUND


def test_check_finds_and_says_so_by_its_status(program: Program, tmp_path: Path) -> None:
    text = "Olá, João. She go home. 🙂 He have a umbrella."
    file = tmp_path / "text.txt"
    file.write_text(text, encoding="utf-8")
    ran = program("check", "--json", "--language", "en", file)
    assert ran.status == FOUND
    edits = ran.json["edits"]
    assert all(set(edit) == FOUND_KEYS for edit in edits)
    # Spans are in code points: a smiley is one.
    changed = {text[edit["start"] : edit["end"]]: edit["replacement"] for edit in edits}
    assert changed["go"] in ("goes", "went"), "a rewriter may see a story in it"
    assert changed["have"] == "has"


def test_check_finds_nothing(program: Program) -> None:
    ran = program("check", "--tier", "instant", "--json", "-", stdin=b"\xef\xbb\xbfShe goes home every day.\n")
    assert (ran.status, ran.json["edits"]) == (DONE, [])
    assert program("check", "--tier", "instant", "--language", "en", "-").status == DONE


def test_check_in_words_names_line_and_column(program: Program) -> None:
    ran = program("check", "--tier", "instant", "--language", "en", "-", stdin=b"It is late.\nShe go home.\n")
    assert ran.status == FOUND
    assert ran.out.startswith("2:5: ")


def test_check_refuses_what_it_cannot(program: Program, tmp_path: Path) -> None:
    refused(program("check", "--json", "--language", "ja", "-", stdin=b"x"), "ja")
    refused(program("check", "--json", tmp_path / "gone.txt"), "gone.txt")
    refused(program("check", "--json", tmp_path), "can’t be read")


def test_transcribe_gives_words_with_times(program: Program, spoken: Speaker) -> None:
    told = program("transcribe", "--json", "--language", "en", spoken(RIGHT)).json
    assert set(told) == {"text", "words"}
    assert told["text"].strip().rstrip(".").lower() == RIGHT.rstrip(".").lower()
    assert [set(word) for word in told["words"]] == [{"text", "start_s", "end_s", "probability"}] * 6
    times = list(itertools.chain.from_iterable((w["start_s"], w["end_s"]) for w in told["words"]))
    assert times == sorted(times)
    assert times[0] >= 0
    assert 1.0 < times[-1] < 4.0
    assert all(0 <= word["probability"] <= 1 for word in told["words"])


def test_say_writes_a_wav(program: Program, tmp_path: Path) -> None:
    fast, slow = tmp_path / "fast.wav", tmp_path / "slow.wav"
    told = program("say", "--json", "Good morning to you.", "--out", fast).json
    slower = program("say", "--json", "Good morning to you.", "--speed", "0.7", "--out", slow).json
    with wave.open(str(fast)) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(told["duration_s"], abs=0.01)
    assert slower["duration_s"] > 1.2 * told["duration_s"]
    assert told["language"] == "en"


def test_say_refuses_what_it_cannot(program: Program, tmp_path: Path) -> None:
    refused(program("say", "--json", "hallo", "--language", "xx", "--out", tmp_path / "a.wav"), "xx")
    refused(program("say", "--json", "…", "--language", "en", "--out", tmp_path / "a.wav"))
    refused(program("say", "--json", "hello", "--out", tmp_path / "no" / "a.wav"), "can’t be written")
    assert list(tmp_path.iterdir()) == []


def test_next_tells_drill_and_reason(program: Program) -> None:
    told = program("next", "--json").json["next"]
    assert set(told) == {"kind", "skill", "item", "reason"}
    assert told["reason"]
    refused(program("next", "--json", "--learn", "xx"), "xx")


def test_models_are_listed(program: Program) -> None:
    models = program("models", "list", "--json").json["models"]
    assert {model["id"] for model in models if model["installed"]} >= set(STARTER)


# --- what is missing, wrong or in the way ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "model"),
    [
        (("tour", "--json"), "whisper-base"),
        (("translate", "--json", "Hello there, my friend"), "firefox-en-pt"),
    ],
)
def test_a_missing_model_says_how_to_get_it(tmp_path: Path, arguments: tuple[str, ...], model: str) -> None:
    ran = Program(tmp_path / "empty")(*arguments)
    refused(ran, f"langtutor models install {model}", status=MODEL_MISSING)


def test_errors_are_in_the_learners_language(tmp_path: Path) -> None:
    ran = Program(tmp_path / "empty")("tour", "--json", LANG="pt_BR.UTF-8", LC_ALL="pt_BR.UTF-8")
    refused(ran, "não está instalado", status=MODEL_MISSING)


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("tour", "--frobnicate"),
        ("transcribe",),
        ("say", "hello"),
        ("say", "hello", "--out", "x.wav", "--speed", "0"),
        ("models",),
        ("models", "install"),
    ],
)
def test_wrong_usage_is_two(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = Program(tmp_path / "empty")(*arguments)
    assert (ran.status, ran.out) == (USAGE, "")
    assert ran.err


def test_a_bug_is_four_and_not_found_something(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "network.jsonl").mkdir()
    (home / "settings.json").write_text(json.dumps({"speaks": "pt", "learns": "en"}))
    (home / "models").write_text("a file where a folder should be")
    ran = Program(home)("models", "install", "wordnet", "--path", str(tmp_path), "--json")
    assert ran.status == FAILED
    assert ran.out == ""
    assert "Traceback" not in ran.err


def test_what_others_print_does_not_mix_with_the_object(program: Program, tmp_path: Path) -> None:
    """Workers inherit the terminal: here one greets everybody on stdout."""
    (tmp_path / "sitecustomize.py").write_text("import os\nos.write(1, b'hello from python\\n')\n")
    ran = program("translate", "--json", "--from", "en", "Hello", PYTHONPATH=str(tmp_path))
    assert ran.err.count("hello from python") >= 1  # the worker's
    assert ran.out.count("hello from python") <= 1  # our own, before we could prevent it
    assert json.loads(ran.out.splitlines()[-1])["to"] == "pt"


def test_a_reader_that_has_seen_enough_is_no_error(program: Program) -> None:
    command = [*program.command("translate", "--from", "en", "-")]
    with subprocess.Popen(
        command,
        env=program.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write(b"Good morning.\n" * 10)
        process.stdin.close()
        errors = process.stderr.read()
        assert process.wait(60) == DONE
    assert errors == b""


def test_a_terminal_without_our_letters_is_no_error(program: Program) -> None:
    ran = program(
        "check", "--tier", "instant", "--language", "en", "-", stdin=b"She go home.", PYTHONIOENCODING="ascii"
    )
    assert ran.status == FOUND
    assert "goes" in ran.out


# --- asked to end ----------------------------------------------------------------------------------------------------


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """Where the tour's temporary files go."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    yield folder


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", [0, 1, 2])
def test_ended_in_the_middle_it_leaves_nothing_behind(
    program: Program, scratch: Path, number: signal.Signals, workers: int
) -> None:
    """As soon as so many workers have started: while it imports, while the voice loads, while the ear loads."""
    with program.running("tour", "--json", TMPDIR=str(scratch)) as process:
        wait_until(lambda: bool(list(scratch.iterdir())), "the tour never begins", 30)
        # One process besides the workers keeps count of what multiprocessing leaves.
        wait_until(lambda: workers == 0 or len(workers_of(process)) > workers, "no worker starts", 30)
        started = workers_of(process)
        if number is signal.SIGINT:
            os.killpg(process.pid, number)  # a terminal's Ctrl+C is for the whole group
        else:
            process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert process.returncode == CANCELLED
    assert (out, err) == ("", "")
    wait_until(lambda: not any(is_running(one.pid) for one in started), "a worker stays", 10)
    assert list(scratch.iterdir()) == []
